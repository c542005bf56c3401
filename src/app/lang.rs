//! The languages that a person can choose. The words are in `text`.

use crate::domain::json::words;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

words!(Lang { Zh = "zh-CN", En = "en" });
