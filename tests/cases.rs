//! The rule cases of an independent reference, from `tests/cases` or the folder named by `CASES_DIR`.
//!
//! Each file that is there is run; a folder without any known file fails.

use serde::Deserialize;
use std::path::PathBuf;
use wenlou::domain::tally::{Counts, Tally};

fn folder() -> PathBuf {
    std::env::var_os("CASES_DIR")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")), PathBuf::from)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TallyCase {
    total: u64,
    professional: u64,
    quasi: u64,
    blank: u64,
    invalid: u64,
    closed: bool,
    #[serde(default = "frozen")]
    roll_frozen: bool,
    expect: TallyExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TallyExpected {
    decision: String,
    secured: bool,
    not_returned: Option<u64>,
    professional_needed: Option<u64>,
    professional_share: Option<String>,
    professional_possible: Option<bool>,
}

/// A case that doesn't say otherwise stands on a frozen roll.
fn frozen() -> bool {
    true
}

fn check_tally(at: usize, case: &TallyCase) {
    let tally = Tally::of(Counts {
        total: case.total,
        professional: case.professional,
        quasi: case.quasi,
        blank: case.blank,
        invalid: case.invalid,
        conflicts: 0,
        sealed: 0,
        annulled: 0,
        roll_frozen: case.roll_frozen,
        closed: case.closed,
    });
    let expect = &case.expect;
    assert_eq!(tally.decision.code(), expect.decision, "decision of case {at}");
    assert_eq!(tally.secured, expect.secured, "secured of case {at}");
    if let Some(n) = expect.not_returned {
        assert_eq!(tally.not_returned, n, "not_returned of case {at}");
    }
    if let Some(n) = expect.professional_needed {
        assert_eq!(tally.professional_needed, n, "professional_needed of case {at}");
    }
    if let Some(share) = &expect.professional_share {
        assert_eq!(&tally.share(), share, "professional_share of case {at}");
    }
    if let Some(possible) = expect.professional_possible {
        assert_eq!(tally.professional_possible, possible, "professional_possible of case {at}");
    }
}

#[test]
fn cases_of_the_reference() {
    let folder = folder();
    let mut ran = 0;
    let tally = folder.join("tally.json");
    if tally.exists() {
        let cases: Vec<TallyCase> = serde_json::from_slice(&std::fs::read(&tally).unwrap()).unwrap();
        assert!(!cases.is_empty());
        for (at, case) in cases.iter().enumerate() {
            check_tally(at, case);
        }
        println!("tally.json: {} cases", cases.len());
        ran += 1;
    }
    assert!(ran > 0, "no known case file in {}", folder.display());
}
