//! What only some of the programs say brings its words along. One `match` over all that can be said would carry them into every program, and those for the
//! doors and the survey have to start quickly.

use super::lang::Lang;

/// Something to be said, and what words it.
#[derive(Clone, Copy, Debug)]
pub struct Worded<T> {
    what: T,
    words: fn(Lang, &T) -> String,
}

impl<T> Worded<T> {
    pub fn new(what: T, words: fn(Lang, &T) -> String) -> Self {
        Self { what, words }
    }

    pub fn in_words(&self, lang: Lang) -> String {
        (self.words)(lang, &self.what)
    }
}

impl<T: PartialEq> PartialEq for Worded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.what == other.what
    }
}

impl<T: Eq> Eq for Worded<T> {}
