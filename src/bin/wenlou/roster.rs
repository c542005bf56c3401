//! `wenlou roster`: a street office's roster as the app's import would understand it, with nothing stored.

use super::explain::{Failure, code_of};
use super::files::{print, read, shown};
use serde::Serialize;
use std::path::Path;
use wenlou::domain::roll::Roll;
use wenlou::roster::sheet::{MAX_BYTES, read as read_table, read_sheet};
use wenlou::roster::{
    Corrections, LineProblem, Mapping, Preview, RosterSummary, Source, Table, Warning, propose_mapping, understand,
};
use wenlou::text::Lang;

/// For `--help`.
pub const FIELDS: &str = "\
Output: one JSON object. Figures that the roster doesn't give are left out.
  file                       the file as named on the command line
  ready                      whether it could be imported as it is: households, and no line that is a problem
  buildings, stairwells_per_building (where all have the same number), residential_households, non_residential_units,
  co_owner_lines, co_owned_titles, titles_without_area, floor_area_total_m2, floor_area_by_building_m2
  roll                       hash of the roll that these titles make; null unless ready
  source                     how the file was read: kind, and encoding and delimiter, or the sheets and the chosen one
  header_line                the line that names the columns
  columns                    what each column was taken for
  lines                      how many lines the table has
  problems                   lines that could not be understood: line, problem, message
  warnings                   lines to look at: line, warning, message
A file that is no roster: file, ready false, and error with code and message. The exit code is 0 if it is ready, else 1.";

#[derive(Serialize)]
#[serde(untagged)]
enum Report<'a> {
    Understood(Box<Understood<'a>>),
    Fails { file: String, ready: bool, error: Failure },
}

#[derive(Serialize)]
struct Understood<'a> {
    file: String,
    ready: bool,
    #[serde(flatten)]
    summary: &'a RosterSummary,
    roll: Option<String>,
    source: &'a Source,
    header_line: Option<u32>,
    columns: &'a [wenlou::roster::Field],
    lines: usize,
    problems: Vec<ProblemReport<'a>>,
    warnings: Vec<WarningReport<'a>>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    line: u32,
    problem: &'a LineProblem,
    message: String,
}

#[derive(Serialize)]
struct WarningReport<'a> {
    line: u32,
    warning: &'a Warning,
    message: String,
}

fn table_of(path: &Path, sheet: Option<&str>, lang: Lang) -> Result<(Table, Mapping), Failure> {
    let bytes = read(path, MAX_BYTES as u64, lang)?;
    let name = shown(path);
    let table = match sheet {
        Some(sheet) => read_sheet(&name, &bytes, sheet),
        None => read_table(&name, &bytes),
    };
    let table = table.map_err(|why| {
        let code = code_of(&why);
        Failure { code, message: lang.sheet_error(&why) }
    })?;
    match propose_mapping(&table) {
        Ok(mapping) => Ok((table, mapping)),
        Err(why) => Err(Failure { code: code_of(&why), message: lang.mapping_problem(&why) }),
    }
}

fn report<'a>(
    file: String,
    table: &'a Table,
    mapping: &'a Mapping,
    preview: &'a Preview,
    lang: Lang,
) -> Understood<'a> {
    Understood {
        file,
        ready: preview.ready(),
        summary: &preview.summary,
        roll: preview.ready().then(|| Roll::new(preview.households.clone()).hash().to_owned()),
        source: &table.source,
        header_line: mapping.header_line,
        columns: &mapping.columns,
        lines: table.rows.len(),
        problems: preview
            .problems()
            .map(|(line, problem)| ProblemReport { line, problem, message: lang.line_problem(problem) })
            .collect(),
        warnings: preview
            .warnings()
            .map(|(line, warning)| WarningReport { line, warning, message: lang.warning(warning) })
            .collect(),
    }
}

/// Whether the roster could be imported as it is.
pub fn run(path: &Path, sheet: Option<&str>, lang: Lang) -> Result<bool, String> {
    let file = shown(path);
    let (table, mapping) = match table_of(path, sheet, lang) {
        Ok(found) => found,
        Err(error) => {
            eprintln!("wenlou: {file}: {}", error.message);
            print(&Report::Fails { file, ready: false, error }, true)?;
            return Ok(false);
        }
    };
    let preview = understand(&table, &mapping, &Corrections::default());
    let report = report(file, &table, &mapping, &preview, lang);
    for ProblemReport { line, message, .. } in &report.problems {
        eprintln!("wenlou: {}: {} {line}: {message}", report.file, lang.pick("行", "line"));
    }
    if preview.households.is_empty() {
        let message = lang.pick("没有一行是户，是不是选错了工作表？", "no line is a household; is it the right sheet?");
        eprintln!("wenlou: {}: {message}", report.file);
    }
    print(&Report::Understood(Box::new(report)), true)?;
    Ok(preview.ready())
}
