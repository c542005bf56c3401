//! Every word a person reads, in Chinese and English side by side: one that lacks a language doesn't compile.
//!
//! A word is a method of [`Lang`]: `lang.save()`. Short ones stand in tables made by [`words!`], one file per area;
//! what depends on an error's or a state's data is a function beside them.
mod backup;
mod common;
mod doors;
mod dossier;
mod errors;
mod exchange;
mod history;
mod lock;
mod papers;
mod photos;
mod practice;
mod prices;
mod progress;
mod roster;
mod running;
mod scan;
mod screens;
mod store;
mod stray;
mod survey;

pub use crate::app::Lang;
use std::borrow::Borrow;

impl Lang {
    /// The one of two texts that is this language's.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Several things, one after another.
    pub fn list<S: Borrow<str>>(self, things: &[S]) -> String {
        things.join(self.pick("、", ", "))
    }

    /// Something, and in brackets what is to be said of it.
    pub fn remarked(self, what: &str, remark: &str) -> String {
        self.pick(format!("{what}（{remark}）"), format!("{what} ({remark})"))
    }

    /// What something is called, and what it is.
    pub fn called(self, name: &str, what: &str) -> String {
        self.pick(format!("{name}：{what}"), format!("{name}: {what}"))
    }

    /// Several remarks, one after another.
    pub fn clauses<S: Borrow<str>>(self, remarks: &[S]) -> String {
        remarks.join(self.pick("；", "; "))
    }
}

/// A table of words: `name: "中文", "English";` for fixed ones, `name(n: u64): "{n} 户", "{n} households";` for those
/// with something to fill in.
macro_rules! words {
    ($($name:ident $(($($arg:ident: $type:ty),+))?: $zh:literal, $en:literal;)+) => {
        impl $crate::text::Lang {
            $($crate::text::word! { $name $(($($arg: $type),+))?: $zh, $en })+
        }
    };
}

macro_rules! word {
    ($name:ident: $zh:literal, $en:literal) => {
        pub fn $name(self) -> &'static str {
            self.pick($zh, $en)
        }
    };
    ($name:ident($($arg:ident: $type:ty),+): $zh:literal, $en:literal) => {
        pub fn $name(self, $($arg: $type),+) -> String {
            match self {
                Self::Zh => format!($zh),
                Self::En => format!($en),
            }
        }
    };
}

use {word, words};
