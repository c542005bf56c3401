//! Rosters in, households out: every sample against its truth, and every way a roster goes wrong.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "roster/corrections.rs"]
mod corrections;
#[path = "support/hostile.rs"]
mod hostile;
#[path = "roster/hostile_bytes.rs"]
mod hostile_bytes;
#[path = "roster/hostile_texts.rs"]
mod hostile_texts;
#[path = "roster/labels.rs"]
mod labels;
#[path = "roster/lines.rs"]
mod lines;
#[path = "roster/mapping.rs"]
mod mapping;
#[path = "roster/samples.rs"]
mod samples;
#[path = "roster/sums.rs"]
mod sums;
#[path = "roster/text_files.rs"]
mod text_files;
#[path = "roster/titles.rs"]
mod titles;
#[path = "support/workbook.rs"]
mod workbook;
#[path = "roster/workbooks.rs"]
mod workbooks;

use serde_json::Value;
use std::collections::BTreeMap;
use wenlou::domain::household::{Household, Tenure, Use};
use wenlou::roster::sheet;
use wenlou::roster::*;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(name: &str) -> Table {
    sheet::read(name, &sample(name)).unwrap()
}

/// A table from CSV text.
fn table(text: &str) -> Table {
    sheet::read("roster.csv", text.as_bytes()).unwrap()
}

fn preview(table: &Table) -> Preview {
    understand(table, &propose_mapping(table).unwrap(), &Corrections::default())
}

fn of_text(text: &str) -> Preview {
    preview(&table(text))
}

fn ids(preview: &Preview) -> Vec<&str> {
    preview.households.iter().map(|household| household.id.as_str()).collect()
}

fn household<'a>(preview: &'a Preview, id: &str) -> &'a Household {
    preview
        .households
        .iter()
        .find(|household| household.id.as_str() == id)
        .unwrap_or_else(|| panic!("no {id} in {:?}", ids(preview)))
}

/// Each line's bucket in one word, with the household's id.
fn buckets(preview: &Preview) -> Vec<String> {
    let word = |line: &LineOutcome| match &line.outcome {
        Outcome::Household(index) => format!("household {}", preview.households[*index].id),
        Outcome::CoOwner(index) => format!("co-owner {}", preview.households[*index].id),
        Outcome::Skipped(skipped) => match serde_json::to_value(skipped).unwrap() {
            Value::String(word) => word,
            Value::Object(map) => map.keys().next().unwrap().clone(),
            other => panic!("{other}"),
        },
        Outcome::Problem(problem) => {
            format!("problem {}", serde_json::to_value(problem).unwrap()["kind"].as_str().unwrap())
        }
    };
    preview.lines.iter().map(word).collect()
}

fn problems(preview: &Preview) -> Vec<(u32, LineProblem)> {
    preview.problems().map(|(line, problem)| (line, problem.clone())).collect()
}

fn warnings(preview: &Preview) -> Vec<(u32, Warning)> {
    preview.warnings().map(|(line, warning)| (line, warning.clone())).collect()
}
