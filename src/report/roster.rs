//! A roster put into words: what was understood of a file, line by line.
//!
//! Only the worker calls this, so that none of it loads with the page.

use crate::app::Lang;
use crate::app::roster::shown::{Ask, Figure, Kind, Line, Shown, Understood};
use crate::domain::digest::sha256_hex;
use crate::domain::roll::Counts;
use crate::roster::{
    Field, LineOutcome, MAX_BYTES, Outcome, Preview, SheetError, Source, Table, guess_mapping, sheet, understand,
};

/// How many rows from the top may be chosen as the header.
const HEADERS_OFFERED: usize = 20;
/// How many characters of such a row are shown.
const HEADER_START: usize = 24;

/// Reads and understands a file and words what was found; in words, too, why it can't be read.
pub fn show(ask: Ask, bytes: &[u8]) -> Result<Shown, String> {
    let lang = ask.import.lang;
    let table = read(&ask, bytes).map_err(|error| lang.sheet_error(&error))?;
    let mapping = ask.mapping.unwrap_or_else(|| guess_mapping(&table));
    let problem = mapping.check().err();
    let understood = problem.is_none().then(|| {
        let preview = understand(&table, &mapping, &ask.corrections);
        word(lang, ask.counts, &table, preview)
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
    if ask.import.is_too_large() {
        return Err(SheetError::TooLarge { bytes: ask.import.size, limit: MAX_BYTES as u64 });
    }
    match &ask.sheet {
        None => sheet::read(&ask.import.name, bytes),
        Some(sheet) => sheet::read_sheet(&ask.import.name, bytes, sheet),
    }
}

fn word(lang: Lang, counts: Counts, table: &Table, preview: Preview) -> Understood {
    let counted = preview.households.iter().filter(|title| counts.include(title)).count();
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
        figures: figures(lang, &preview, counted),
        counted,
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

fn figures(lang: Lang, preview: &Preview, counted: usize) -> Vec<Figure> {
    let summary = &preview.summary;
    let area = summary.floor_area_total_m2.map_or_else(|| lang.unknown().to_owned(), |area| area.to_string());
    let missing = (summary.titles_without_area > 0).then(|| lang.without_area(summary.titles_without_area));
    let figure = |label: &str, value: String, note| Figure { label: label.to_owned(), value, note };
    vec![
        figure(lang.buildings(), summary.buildings.to_string(), None),
        figure(lang.households(), counted.to_string(), None),
        figure(lang.not_households(), (preview.households.len() - counted).to_string(), None),
        figure(lang.co_owner_lines(), summary.co_owner_lines.to_string(), None),
        figure(lang.floor_area(), area, missing),
    ]
}
