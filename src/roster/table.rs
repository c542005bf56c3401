//! What both steps share: rows of text, each with the number a person sees beside it.
//!
//! Cells are text, even where the file holds numbers: rules read `62.31` as a decimal and never meet a float. Blank rows inside the
//! table are kept, so that every line of the file can be accounted for.

use serde::Serialize;

/// A file's rows, and how it was understood to be a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub source: Source,
    pub rows: Vec<Row>,
}

/// How the file was read, so that a person can see it and choose otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// Lines of text with a delimiter.
    Text { encoding: TextEncoding, delimiter: char },
    /// A workbook: its visible sheets in order, and which of them these rows are.
    Workbook { sheets: Vec<String>, chosen: usize },
}

/// The encodings in which rosters arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Gb18030,
}

/// One row. Trailing empty cells are left off; a blank row has no cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Line of the text file or row of the sheet, counted from 1.
    pub line: u32,
    pub cells: Vec<String>,
}

impl Row {
    /// A row as a person would see it: cells trimmed, empty ones at the end left off.
    pub fn new(line: u32, mut cells: Vec<String>) -> Self {
        for cell in &mut cells {
            let trimmed = cell.trim();
            if trimmed.len() != cell.len() {
                *cell = trimmed.to_owned();
            }
        }
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells.truncate(filled);
        Self { line, cells }
    }

    /// The text of a column, empty where the row has none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Cells that hold something, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(|(column, text)| (column, text.as_str()))
    }
}
