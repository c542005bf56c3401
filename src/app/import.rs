//! Importing a spreadsheet, whatever it holds: the file that was picked for a compound, and the questions to the worker about it.
//!
//! What an answer says and what becomes of it is the roster's and the prices' own.

use super::event::{FileToken, PickedFile};
use crate::app::Lang;
use crate::domain::ids::CompoundId;
use crate::domain::json::object;
use crate::roster::MAX_BYTES;

/// How a file is to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ask {
    pub name: String,
    /// In bytes. Of a file that is too large nothing is handed over but this.
    pub size: u64,
    /// In which to put what is said in words.
    pub lang: Lang,
}

object!(Ask { name, size, lang });

impl Ask {
    /// Whether the file is too large for its bytes to be looked at.
    pub fn is_too_large(&self) -> bool {
        self.size > MAX_BYTES as u64
    }
}

/// Why a file could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportError {
    /// What is wrong with the file, in words.
    Sheet(String),
    /// The browser could not read the file, or the worker failed.
    Unreadable(String),
}

/// An import underway.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Which compound it is for.
    pub compound: Option<CompoundId>,
    pub file: Option<PickedFile>,
    /// Number of the latest question to the worker, never used twice.
    request: u64,
    /// The language it was asked in.
    pub lang: Lang,
    /// The answer is not there yet.
    pub reading: bool,
    pub error: Option<ImportError>,
}

impl Import {
    pub fn is_for(&self, compound: &CompoundId) -> bool {
        self.compound.as_ref() == Some(compound)
    }

    /// The next import, of which nothing has been asked.
    pub fn next(&self, compound: Option<CompoundId>, file: Option<PickedFile>) -> Self {
        // An answer that is still on its way must not be taken for one to a later question.
        Self { compound, file, request: self.request + 1, ..Self::default() }
    }

    /// The next question, if there is a file: its token, the question's number, and how to read it.
    pub fn ask(&mut self, lang: Lang) -> Option<(FileToken, u64, Ask)> {
        let file = self.file.as_ref()?;
        self.request += 1;
        self.lang = lang;
        self.reading = true;
        Some((file.token, self.request, Ask { name: file.name.clone(), size: file.size, lang }))
    }

    /// What was read, if this is the answer to the latest question and not why there is none.
    pub fn answered<T>(&mut self, request: u64, result: Result<T, ImportError>) -> Option<T> {
        // What was asked has changed meanwhile, or the file was put away.
        if self.request != request {
            return None;
        }
        self.reading = false;
        self.error = None;
        result.map_err(|why| self.error = Some(why)).ok()
    }
}
