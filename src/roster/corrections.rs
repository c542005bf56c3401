//! A person's say, before anything is stored: other text for a line's cells, or the line left out.
//!
//! The file is never edited. Corrections are kept beside it and applied each time the table is understood.

use super::header::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Corrections by line number.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Corrections(pub BTreeMap<u32, Correction>);

/// What a person decided about one line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Read these texts instead of the line's own; an empty text empties the cell.
    Cells(BTreeMap<Field, String>),
    /// The line is not part of the roll.
    LeaveOut,
}

impl Corrections {
    /// Puts `text` in place of one cell; a line that was left out comes back.
    pub fn set(&mut self, line: u32, field: Field, text: impl Into<String>) {
        match self.0.get_mut(&line) {
            Some(Correction::Cells(cells)) => {
                cells.insert(field, text.into());
            }
            _ => {
                self.0.insert(line, Correction::Cells(BTreeMap::from([(field, text.into())])));
            }
        }
    }

    /// Leaves a line out, whatever was corrected in it before.
    pub fn leave_out(&mut self, line: u32) {
        self.0.insert(line, Correction::LeaveOut);
    }
}
