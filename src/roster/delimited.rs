//! Rows of delimited text, each with the line it starts on.
//!
//! The reader behind this passes over blank lines and counts quoted line breaks its own way; line numbers are therefore counted here, from
//! byte positions, and blank lines put back.

use super::sheet::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, SheetError};
use super::table::Row;
use csv::{Reader, ReaderBuilder, StringRecord};
use std::ops::Range;

/// The delimiter that most of the first lines agree on.
pub(super) fn sniff(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(40).collect();
    let agreement = |delimiter: u8| {
        let counts: Vec<usize> =
            lines.iter().map(|line| count_outside_quotes(line, delimiter)).filter(|count| *count > 0).collect();
        let usual = |count: usize| counts.iter().filter(|other| **other == count).count();
        counts.iter().map(|count| (usual(*count), *count)).max().unwrap_or((0, 0))
    };
    // Of equals the last wins, and the comma is the usual one.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| agreement(*delimiter)).unwrap_or(b',')
}

fn count_outside_quotes(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            byte if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// Every line from the first to the last that holds something.
pub(super) fn rows(text: &str, delimiter: u8) -> Result<Vec<Row>, SheetError> {
    let bytes = text.trim_end_matches(['\r', '\n', '\u{1A}']).as_bytes();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let mut counter = LineCounter { bytes, at: 0, line: 1 };
    let mut rows: Vec<Row> = Vec::new();
    let mut record = StringRecord::new();
    let (mut next_line, mut cells) = (1, 0_usize);
    loop {
        let before = position(&reader);
        // Flexible, UTF-8 and in memory: nothing is left that could fail.
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let written = before..position(&reader).min(bytes.len());
        let (start, end) = without_line_breaks(bytes, written);
        let line = counter.line_at(start);
        cells += record.len();
        within_limits(line, record.len(), cells)?;
        rows.extend((next_line..line).map(|blank| Row::new(blank, Vec::new())));
        rows.push(Row::new(line, record.iter().map(str::to_owned).collect()));
        next_line = counter.line_at(end) + 1;
        let is_open = next_line > line + 1 && end == bytes.len() && count(&bytes[start..end], b'"') % 2 == 1;
        if is_open {
            return Err(SheetError::UnclosedQuote { line });
        }
    }
    let filled = rows.iter().rposition(|row| !row.cells.is_empty()).map_or(0, |last| last + 1);
    rows.truncate(filled);
    Ok(rows)
}

fn within_limits(line: u32, columns: usize, cells: usize) -> Result<(), SheetError> {
    if line as usize > MAX_ROWS {
        Err(SheetError::TooManyRows { limit: MAX_ROWS })
    } else if columns > MAX_COLUMNS {
        Err(SheetError::TooManyColumns { limit: MAX_COLUMNS })
    } else if cells > MAX_CELLS {
        Err(SheetError::TooManyCells { limit: MAX_CELLS })
    } else {
        Ok(())
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// A record's bytes without the line breaks before and after it.
fn without_line_breaks(bytes: &[u8], written: Range<usize>) -> (usize, usize) {
    let is_break = |at: &usize| matches!(bytes[*at], b'\r' | b'\n');
    let start = written.clone().find(|at| !is_break(at)).unwrap_or(written.end);
    let end = written.rev().find(|at| !is_break(at)).map_or(start, |last| last + 1);
    (start, end)
}

/// Tells the line of ever later positions, looking at each byte once.
struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    fn line_at(&mut self, position: usize) -> u32 {
        while self.at < position {
            let (byte, next) = (self.bytes[self.at], self.bytes.get(self.at + 1));
            self.line += u32::from(byte == b'\n' || (byte == b'\r' && next != Some(&b'\n')));
            self.at += 1;
        }
        self.line
    }
}

/// Line breaks of all three kinds; CR LF is one.
pub(super) fn line_breaks(bytes: &[u8]) -> u32 {
    LineCounter { bytes, at: 0, line: 0 }.line_at(bytes.len())
}

fn count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|byte| **byte == wanted).count()
}
