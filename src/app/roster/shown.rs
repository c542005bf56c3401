//! What the page asks about a roster, and what it is told: everything read, understood and put into words already.
//!
//! Only the worker calls [`show`], so readers, rules and the words for what goes wrong are no part of the page. What crosses is flat:
//! every name and every enum that JSON holds is code in the page to read it.

use crate::domain::digest::sha256_hex;
use crate::domain::household::Household;
use crate::roster::{
    Corrections, Field, LineOutcome, MAX_BYTES, Mapping, Outcome, Preview, SheetError, Source, Table, guess_mapping,
    sheet, understand,
};
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// How many rows from the top may be chosen as the header.
const HEADERS_OFFERED: usize = 20;
/// How many characters of such a row are shown.
const HEADER_START: usize = 24;

/// How a file is to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ask {
    pub name: String,
    /// In bytes. Of a file that is too large nothing is handed over but this.
    pub size: u64,
    pub lang: Lang,
    /// `None`: the one that looks most like a roster.
    pub sheet: Option<String>,
    /// `None`: what the header suggests.
    pub mapping: Option<Mapping>,
    pub corrections: Corrections,
}

impl Ask {
    /// Whether the file is too large for its bytes to be looked at.
    pub fn is_too_large(&self) -> bool {
        self.size > MAX_BYTES as u64
    }
}

/// A roster as the page shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

impl Shown {
    /// The mapping that it was understood with.
    pub fn mapping(&self) -> Mapping {
        let field = |code: &u32| Field::ALL.get(*code as usize).copied().unwrap_or(Field::Ignored);
        Mapping { header_line: self.header_line, columns: self.columns.iter().map(|(code, _)| field(code)).collect() }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Understood {
    pub figures: Vec<Figure>,
    /// How many residential households there are.
    pub counted: usize,
    /// How many lines have to be corrected or left out.
    pub problems: usize,
    pub lines: Vec<Line>,
    /// In natural order. None unless the roster can be imported as it is.
    pub households: Vec<Household>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    pub label: String,
    pub value: String,
    pub note: Option<String>,
}

/// What became of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Household,
    CoOwner,
    Skipped,
    Problem,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Household, Self::CoOwner, Self::Skipped, Self::Problem];
}

/// One line of the table, blank ones too. There may be tens of thousands, and they cross as [`LineParts`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "LineParts", into = "LineParts")]
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

/// Line, position of the kind in [`Kind::ALL`], title, outcome, warnings, cells.
type LineParts = (u32, u32, String, String, String, Vec<String>);

impl From<LineParts> for Line {
    fn from((line, kind, title, outcome, warnings, cells): LineParts) -> Self {
        // A kind that isn't known is one that holds up the import.
        let kind = Kind::ALL.get(kind as usize).copied().unwrap_or(Kind::Problem);
        Self { line, kind, title, outcome, warnings, cells }
    }
}

impl From<Line> for LineParts {
    fn from(Line { line, kind, title, outcome, warnings, cells }: Line) -> Self {
        (line, kind as u32, title, outcome, warnings, cells)
    }
}

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

/// Reads and understands a file and words what was found; in words, too, why it can't be read.
pub fn show(ask: Ask, bytes: &[u8]) -> Result<Shown, String> {
    let lang = ask.lang;
    let table = read(&ask, bytes).map_err(|error| lang.sheet_error(&error))?;
    let mapping = ask.mapping.unwrap_or_else(|| guess_mapping(&table));
    let problem = mapping.check().err();
    let understood = problem.is_none().then(|| {
        let preview = understand(&table, &mapping, &ask.corrections);
        word(lang, &table, preview)
    });
    let (encoding, sheets, sheet) = match &table.source {
        Source::Text { encoding, .. } => (Some(lang.encoding_of(*encoding).to_owned()), Vec::new(), 0),
        Source::Workbook { sheets, chosen } => (None, sheets.clone(), *chosen),
    };
    let header = table.rows.iter().find(|row| Some(row.line) == mapping.header_line);
    let column =
        |(at, field): (usize, &Field)| (*field as u32, lang.column_n(at + 1, header.map_or("", |row| row.cell(at))));
    let offered = table.rows.iter().take(HEADERS_OFFERED).filter(|row| !row.cells.is_empty());
    let headers = offered.map(|row| {
        let start: String = row.cells.join(" ").chars().take(HEADER_START).collect();
        (row.line, format!("{} {start}", lang.line_n(row.line)))
    });
    Ok(Shown {
        sha256: sha256_hex(bytes),
        encoding,
        sheets,
        sheet,
        fields: Field::ALL.iter().map(|field| lang.field(*field).to_owned()).collect(),
        header_line: mapping.header_line,
        columns: mapping.columns.iter().enumerate().map(column).collect(),
        headers: headers.collect(),
        mapping_problem: problem.map(|problem| lang.mapping_problem(&problem)),
        understood,
    })
}

fn read(ask: &Ask, bytes: &[u8]) -> Result<Table, SheetError> {
    if ask.is_too_large() {
        return Err(SheetError::TooLarge { bytes: ask.size, limit: MAX_BYTES as u64 });
    }
    match &ask.sheet {
        None => sheet::read(&ask.name, bytes),
        Some(sheet) => sheet::read_sheet(&ask.name, bytes, sheet),
    }
}

fn word(lang: Lang, table: &Table, preview: Preview) -> Understood {
    // The preview has a line for every row, in the same order.
    let lines = table.rows.iter().zip(&preview.lines).map(|(row, line)| Line {
        line: line.line,
        kind: kind(line),
        title: match line.outcome {
            Outcome::Household(at) | Outcome::CoOwner(at) => {
                preview.households.get(at).map(|household| lang.household_of(household)).unwrap_or_default()
            }
            _ => String::new(),
        },
        outcome: lang.line_outcome(&line.outcome),
        warnings: line.warnings.iter().map(|warning| lang.warning(warning)).collect::<Vec<_>>().join("；"),
        cells: row.cells.clone(),
    });
    Understood {
        figures: figures(lang, &preview),
        counted: preview.summary.residential_households,
        problems: preview.problems().count(),
        lines: lines.collect(),
        households: if preview.ready() { preview.households } else { Vec::new() },
    }
}

fn kind(line: &LineOutcome) -> Kind {
    match line.outcome {
        Outcome::Household(_) => Kind::Household,
        Outcome::CoOwner(_) => Kind::CoOwner,
        Outcome::Skipped(_) => Kind::Skipped,
        Outcome::Problem(_) => Kind::Problem,
    }
}

fn figures(lang: Lang, preview: &Preview) -> Vec<Figure> {
    let summary = &preview.summary;
    let area = summary.floor_area_total_m2.map_or_else(|| lang.unknown().to_owned(), |area| format!("{area} ㎡"));
    let missing = (summary.titles_without_area > 0).then(|| lang.without_area(summary.titles_without_area));
    let figure = |label: &str, value: String, note| Figure { label: label.to_owned(), value, note };
    vec![
        figure(lang.buildings(), summary.buildings.to_string(), None),
        figure(lang.households(), summary.residential_households.to_string(), None),
        figure(lang.not_households(), summary.non_residential_units.to_string(), None),
        figure(lang.co_owner_lines(), summary.co_owner_lines.to_string(), None),
        figure(lang.floor_area(), area, missing),
    ]
}
