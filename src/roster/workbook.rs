//! Rows of an Excel workbook, as a person sees them.
//!
//! Cells are streamed, never laid out on the grid that the sheet claims to span: a workbook of two cells may claim seventeen thousand
//! million. The archive's directory is read first, which tells a truncated file, an encrypted one and one that would unpack to too
//! much before anything is unpacked. (A directory that lies about sizes is beyond what can be told here.)
//!
//! A vertically merged cell stands for every row it covers; that is how offices write a building once for its block.

use super::header::header_score;
use super::sheet::{Format, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, SheetError};
use super::table::{Row, Source, Table};
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the wanted sheet, or the one that looks most like a roster.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Table, SheetError> {
    check_archive(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| explain(&error))?;
    let sheets = sheets_to_see(&book);
    let chosen = match wanted {
        Some(name) => sheets
            .iter()
            .position(|sheet| sheet == name)
            .ok_or_else(|| SheetError::NoSuchSheet { sheet: name.to_owned() })?,
        None => likeliest(&mut book, &sheets),
    };
    let name = sheets.get(chosen).ok_or(SheetError::NoRows)?;
    let rows = rows(&mut book, name, None)?;
    Ok(Table { source: Source::Workbook { sheets, chosen }, rows })
}

/// Tells an encrypted workbook from an old one; both are compound files.
pub(super) fn explain_compound(bytes: &[u8]) -> SheetError {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(encrypted.len()).any(|window| window == encrypted) {
        SheetError::PasswordProtected
    } else {
        SheetError::Unsupported { format: Format::OldExcel }
    }
}

fn sheets_to_see(book: &Book<'_>) -> Vec<String> {
    let worksheets = || book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let visible: Vec<String> =
        worksheets().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    if visible.is_empty() { worksheets().map(|sheet| sheet.name.clone()).collect() } else { visible }
}

/// The sheet with the best header, the first of equals.
fn likeliest(book: &mut Book<'_>, sheets: &[String]) -> usize {
    let mut best = (0, 0);
    if sheets.len() < 2 {
        return 0;
    }
    for (index, name) in sheets.iter().enumerate().take(MAX_SHEETS_TRIED) {
        let rows = rows(book, name, Some(ROWS_TRIED)).unwrap_or_default();
        let score = rows.iter().map(|row| header_score(&row.cells)).max().unwrap_or(0);
        if score > best.0 {
            best = (score, index);
        }
    }
    best.1
}

const MAX_SHEETS_TRIED: usize = 64;
const ROWS_TRIED: usize = 60;

/// A sheet's rows from the first to the last that holds something; with `only_first`, no more than so many.
fn rows(book: &mut Book<'_>, name: &str, only_first: Option<usize>) -> Result<Vec<Row>, SheetError> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(|error| explain(&error))?;
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| explain(&error))?;
    let mut grid = Grid::default();
    while let Some(cell) = reader.next_cell().map_err(|error| explain(&error))? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        if only_first.is_some_and(|limit| row >= limit) {
            break;
        }
        let text = as_seen(cell.get_value());
        if !text.is_empty() {
            grid.put(row, column, text)?;
        }
    }
    for region in &merged {
        grid.carry_down(region)?;
    }
    Ok(grid.into_rows())
}

/// Cells by row and column, growing only as far as cells hold something.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    cells: usize,
    carried: usize,
}

impl Grid {
    fn put(&mut self, row: usize, column: usize, text: String) -> Result<(), SheetError> {
        if row >= MAX_ROWS {
            return Err(SheetError::TooManyRows { limit: MAX_ROWS });
        }
        if column >= MAX_COLUMNS {
            return Err(SheetError::TooManyColumns { limit: MAX_COLUMNS });
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            cells.resize_with(column + 1, String::new);
        }
        if self.cells > MAX_CELLS {
            return Err(SheetError::TooManyCells { limit: MAX_CELLS });
        }
        cells[column] = text;
        Ok(())
    }

    fn carry_down(&mut self, region: &Dimensions) -> Result<(), SheetError> {
        let (top, column) = (region.start.0 as usize, region.start.1 as usize);
        let Some(text) =
            self.rows.get(top).and_then(|cells| cells.get(column)).filter(|text| !text.is_empty()).cloned()
        else {
            return Ok(());
        };
        let bottom = (region.end.0 as usize).min(self.rows.len().saturating_sub(1));
        // Regions may overlap; the walk over all of them stays within the limit on cells.
        self.carried += bottom.saturating_sub(top);
        if self.carried > MAX_CELLS {
            return Err(SheetError::TooManyCells { limit: MAX_CELLS });
        }
        for row in top + 1..=bottom {
            if self.rows[row].get(column).is_none_or(String::is_empty) {
                self.put(row, column, text.clone())?;
            }
        }
        Ok(())
    }

    fn into_rows(self) -> Vec<Row> {
        let numbered = (1_u32..).zip(self.rows);
        let mut rows: Vec<Row> = numbered.map(|(line, cells)| Row::new(line, cells)).collect();
        let filled = rows.iter().rposition(|row| !row.cells.is_empty()).map_or(0, |last| last + 1);
        rows.truncate(filled);
        rows
    }
}

/// The text in a cell as its reader sees it, whatever its number format.
fn as_seen(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_as_seen(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_as_seen(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A spreadsheet shows fifteen digits; beyond them lies only the noise of its own sums (`2898.1000000000004`).
fn number_as_seen(number: f64) -> String {
    let fifteen: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if fifteen == 0.0 { "0".to_owned() } else { fifteen.to_string() }
}

fn date_as_seen(date: &ExcelDateTime) -> String {
    if !date.is_datetime() || !(0.0..3_000_000.0).contains(&date.as_f64()) {
        return number_as_seen(date.as_f64());
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn explain(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::PasswordProtected,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::NotAWorksheet(_) => {
            SheetError::NotAWorkbook
        }
        XlsxError::WorksheetNotFound(sheet) => SheetError::NoSuchSheet { sheet: sheet.clone() },
        XlsxError::ColumnNumberOverflow => SheetError::TooManyColumns { limit: MAX_COLUMNS },
        XlsxError::RowNumberOverflow => SheetError::TooManyRows { limit: MAX_ROWS },
        _ => SheetError::TruncatedWorkbook,
    }
}

/// Reads the archive's directory and refuses what should not be unpacked.
fn check_archive(bytes: &[u8]) -> Result<(), SheetError> {
    let directory = directory(bytes).ok_or(SheetError::TruncatedWorkbook)?;
    let unpacked: u64 = directory.iter().map(|entry| u64::from(entry.unpacked)).sum();
    let has = |name: &[u8]| directory.iter().any(|entry| entry.name == name);
    if directory.iter().any(|entry| entry.encrypted) {
        Err(SheetError::PasswordProtected)
    } else if unpacked > MAX_UNPACKED_BYTES {
        Err(SheetError::TooLargeUnpacked { limit: MAX_UNPACKED_BYTES })
    } else if has(b"xl/workbook.bin") {
        Err(SheetError::Unsupported { format: Format::BinaryExcel })
    } else if has(b"content.xml") && has(b"mimetype") {
        Err(SheetError::Unsupported { format: Format::OpenDocument })
    } else if !has(b"[Content_Types].xml") {
        Err(SheetError::NotAWorkbook)
    } else {
        Ok(())
    }
}

/// One file in the archive, as its directory describes it.
struct Entry<'a> {
    name: &'a [u8],
    unpacked: u32,
    encrypted: bool,
}

/// The directory at the archive's end; `None` if it isn't whole.
fn directory(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    const END: usize = 22;
    let last = bytes.len().checked_sub(END)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let end = (first..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let entries = u16_at(bytes, end + 10)?;
    let mut at = end.checked_sub(u32_at(bytes, end + 12)? as usize)?;
    let mut directory = Vec::new();
    for _ in 0..entries {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name_length = usize::from(u16_at(bytes, at + 28)?);
        let beyond = usize::from(u16_at(bytes, at + 30)?) + usize::from(u16_at(bytes, at + 32)?);
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        directory.push(Entry { name, unpacked: u32_at(bytes, at + 24)?, encrypted: u16_at(bytes, at + 8)? & 1 == 1 });
        at += 46 + name_length + beyond;
    }
    Some(directory)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
