//! What the page asks about a roster, and what it is told: everything read, understood and put into words already.
//!
//! The worker answers by `report::roster::show`, so readers, rules and the words for what goes wrong are no part of the page. What
//! crosses is flat: every name and every enum that JSON holds is code in the page to read it.

use crate::app::import;
use crate::domain::household::Household;
use crate::domain::json::{object, words};
use crate::domain::roll::Counts;
use crate::roster::{Corrections, Field, Mapping};

/// How a file is to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ask {
    pub import: import::Ask,
    /// `None`: the one that looks most like a roster.
    pub sheet: Option<String>,
    /// `None`: what the header suggests.
    pub mapping: Option<Mapping>,
    pub corrections: Corrections,
    /// Which titles are households, as the campaign has it.
    pub counts: Counts,
}

object!(Ask { import, sheet, mapping, corrections, counts });

/// A roster as the page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub sha256: String,
    /// Of a text file.
    pub encoding: Option<String>,
    /// Of a workbook.
    pub sheets: Vec<String>,
    pub sheet: usize,
    /// What each field is called, in the order of [`Field::ALL`].
    pub fields: Vec<String>,
    pub header_line: Option<u32>,
    /// What each column means, as a position in [`Field::ALL`], and what it is called.
    pub columns: Vec<(u32, String)>,
    /// Lines that may be the header, with how they begin.
    pub headers: Vec<(u32, String)>,
    /// Why nothing can be understood with this mapping.
    pub mapping_problem: Option<String>,
    /// `None` if the mapping can't be used.
    pub understood: Option<Understood>,
}

object!(Shown { sha256, encoding, sheets, sheet, fields, header_line, columns, headers, mapping_problem, understood });

impl Shown {
    /// The mapping that it was understood with.
    pub fn mapping(&self) -> Mapping {
        let field = |code: &u32| Field::ALL.get(*code as usize).copied().unwrap_or(Field::Ignored);
        Mapping { header_line: self.header_line, columns: self.columns.iter().map(|(code, _)| field(code)).collect() }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Understood {
    pub figures: Vec<Figure>,
    /// How many households there are, by which titles the campaign counts.
    pub counted: usize,
    /// How many lines have to be corrected or left out.
    pub problems: usize,
    pub lines: Vec<Line>,
    /// In natural order. None unless the roster can be imported as it is.
    pub households: Vec<Household>,
}

object!(Understood { figures, counted, problems, lines, households });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    pub label: String,
    pub value: String,
    pub note: Option<String>,
}

object!(Figure { label, value, note });

/// What became of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Household,
    CoOwner,
    Skipped,
    Problem,
}

words!(Kind { Household = "h", CoOwner = "c", Skipped = "s", Problem = "p" });

/// One line of the table, blank ones too. There may be tens of thousands, so their members have short names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub line: u32,
    pub kind: Kind,
    /// Which household it is about.
    pub title: String,
    /// What became of it.
    pub outcome: String,
    /// What to look at.
    pub warnings: String,
    /// As in the file.
    pub cells: Vec<String>,
}

object!(Line {
    line as "n", kind as "k", title as "t", outcome as "o", warnings as "w", cells as "c",
});

impl Line {
    /// What is said about the line.
    pub fn words(&self) -> String {
        joined([&self.title, &self.outcome, &self.warnings].into_iter())
    }

    /// The cells that hold something.
    pub fn filled(&self) -> String {
        joined(self.cells.iter())
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let mut all = String::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !all.is_empty() {
            all.push_str(" · ");
        }
        all.push_str(text);
    }
    all
}
