//! A person's say, before anything is stored: other text for a line's cells, or the line left out.
//!
//! The file is never edited. Corrections are kept beside it and applied each time the table is understood. They are few, and a plain
//! list is small in the page that keeps them.

use super::header::Field;
use crate::domain::json::{FromJson, Json, Misread, ToJson, Writer, object};

/// Corrections in the order of their lines, one for each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Corrections(Vec<Correction>);

/// What a person decided about one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    pub line: u32,
    /// The line is not part of the roll.
    pub left_out: bool,
    /// Read these texts instead of the line's own; an empty text empties the cell.
    cells: Vec<(Field, String)>,
}

object!(Correction { line, left_out, cells });

impl FromJson for Corrections {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        Vec::from_json(json).map(Self)
    }
}

impl ToJson for Corrections {
    fn to_json(&self, to: &mut Writer) {
        self.0.to_json(to);
    }
}

impl Correction {
    /// The text that was put in place of a cell.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.cells.iter().find(|(f, _)| *f == field).map(|(_, text)| text.as_str())
    }
}

impl Corrections {
    pub fn get(&self, line: u32) -> Option<&Correction> {
        self.0.binary_search_by_key(&line, |correction| correction.line).ok().and_then(|at| self.0.get(at))
    }

    pub fn lines(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|correction| correction.line)
    }

    /// Puts `text` in place of one cell; a line that was left out comes back.
    pub fn set(&mut self, line: u32, field: Field, text: impl Into<String>) {
        let correction = self.entry(line);
        correction.left_out = false;
        correction.cells.retain(|(f, _)| *f != field);
        correction.cells.push((field, text.into()));
    }

    /// Leaves a line out, whatever was corrected in it before.
    pub fn leave_out(&mut self, line: u32) {
        let correction = self.entry(line);
        correction.left_out = true;
        correction.cells.clear();
    }

    /// Reads the line as the file has it.
    pub fn take_back(&mut self, line: u32) {
        self.0.retain(|correction| correction.line != line);
    }

    fn entry(&mut self, line: u32) -> &mut Correction {
        let at = self.0.partition_point(|correction| correction.line < line);
        if self.0.get(at).is_none_or(|correction| correction.line != line) {
            self.0.insert(at, Correction { line, left_out: false, cells: Vec::new() });
        }
        &mut self.0[at]
    }
}
