//! Step one: a file's bytes to rows of text.
//!
//! The kind of file is told by its content; names lie (a web page saved as `.xls`, a text file renamed). Sizes are capped before
//! anything is unpacked, since a file from outside may be anything. This step is heavy (a workbook reader, Chinese encodings) and
//! runs in the worker and on the command line only.

use super::table::{Source, Table, TextEncoding};
use super::{delimited, encoding, workbook};
use serde::Serialize;

/// The largest file that is read.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most that a workbook may claim to unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 128 * 1024 * 1024;
pub const MAX_ROWS: usize = 50_000;
pub const MAX_COLUMNS: usize = 200;
pub const MAX_CELLS: usize = 1_000_000;

/// Why a file is no table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SheetError {
    /// No bytes at all.
    Empty,
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    /// Small on disk, but a workbook that would unpack to too much.
    TooLargeUnpacked {
        limit: u64,
    },
    /// A workbook with its end missing or its inside damaged.
    TruncatedWorkbook,
    /// Called a workbook or packed like one, and none.
    NotAWorkbook,
    PasswordProtected,
    Unsupported {
        format: Format,
    },
    /// Bytes that no encoding makes into text, or into likely text.
    UndecodableText {
        /// What the file came closest to.
        encoding: Option<TextEncoding>,
        /// The first line that can't be read.
        line: u32,
    },
    /// A quotation mark that is opened and never closed.
    UnclosedQuote {
        line: u32,
    },
    TooManyRows {
        limit: usize,
    },
    TooManyColumns {
        limit: usize,
    },
    TooManyCells {
        limit: usize,
    },
    /// A table with nothing in it.
    NoRows,
    NoSuchSheet {
        sheet: String,
    },
}

/// Formats that are recognised in order to say what to do about them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel 97–2003 `.xls`.
    OldExcel,
    /// `.xlsb`
    BinaryExcel,
    /// `.ods`
    OpenDocument,
    /// HTML or XML, often named `.xls` by the system that wrote it.
    WebPage,
    Pdf,
}

/// Reads a file; of a workbook, the sheet that looks most like a roster.
pub fn read(name: &str, bytes: &[u8]) -> Result<Table, SheetError> {
    read_any(name, bytes, None)
}

/// Reads the named sheet of a workbook. A text file has no sheets and refuses every name.
pub fn read_sheet(name: &str, bytes: &[u8], sheet: &str) -> Result<Table, SheetError> {
    read_any(name, bytes, Some(sheet))
}

fn read_any(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge { bytes: bytes.len() as u64, limit: MAX_BYTES as u64 });
    }
    let table = match kind_of(bytes) {
        Kind::Zip => workbook::read(bytes, sheet)?,
        Kind::Compound => return Err(workbook::explain_compound(bytes)),
        Kind::Known(format) => return Err(SheetError::Unsupported { format }),
        Kind::Text => read_text(bytes, sheet).map_err(|error| match error {
            SheetError::UndecodableText { .. } if is_named_workbook(name) => SheetError::NotAWorkbook,
            other => other,
        })?,
    };
    if table.rows.is_empty() { Err(SheetError::NoRows) } else { Ok(table) }
}

fn read_text(bytes: &[u8], sheet: Option<&str>) -> Result<Table, SheetError> {
    if let Some(sheet) = sheet {
        return Err(SheetError::NoSuchSheet { sheet: sheet.to_owned() });
    }
    let (text, encoding) = encoding::decode(bytes)?;
    let delimiter = delimited::sniff(&text);
    let rows = delimited::rows(&text, delimiter)?;
    Ok(Table { source: Source::Text { encoding, delimiter: char::from(delimiter) }, rows })
}

enum Kind {
    Zip,
    /// OLE compound file: old Excel, or an encrypted workbook.
    Compound,
    Known(Format),
    Text,
}

fn kind_of(bytes: &[u8]) -> Kind {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let opens_with = |tag: &[u8]| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Kind::Zip
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Kind::Compound
    } else if bytes.starts_with(b"%PDF-") {
        Kind::Known(Format::Pdf)
    } else if [&b"<html"[..], b"<!doctype", b"<?xml", b"<table", b"<meta"].into_iter().any(opens_with) {
        Kind::Known(Format::WebPage)
    } else {
        Kind::Text
    }
}

fn is_named_workbook(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["xlsx", "xls", "xlsm", "xlsb", "ods"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
