//! The rule cases of an independent reference, from `tests/cases` or the folder named by `CASES_DIR`.
//!
//! Each file that is there is run; a folder without any known file fails, and so does one with cases of a kind that nothing here runs.

#![allow(clippy::unwrap_used, clippy::panic)]

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::PathBuf;
use wenlou::domain::catalogue;
use wenlou::domain::date::{date_text, parse_date};
use wenlou::domain::rules::deadline::{self, Calendar};
use wenlou::domain::rules::funding::{self, Ownership};
use wenlou::domain::rules::room;
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
        waiting: 0,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deadlines {
    holidays: Vec<String>,
    workdays: Vec<String>,
    cases: Vec<DeadlineCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineCase {
    start: String,
    months: u8,
    expect: DeadlineExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineExpected {
    due: String,
    due_rolled: String,
}

fn check_deadline(at: usize, calendar: &Calendar, case: &DeadlineCase) {
    let due = deadline::due(parse_date(&case.start).unwrap(), case.months, calendar).unwrap();
    let found = (date_text(due.on), date_text(due.rolled));
    assert_eq!(found, (case.expect.due.clone(), case.expect.due_rolled.clone()), "deadline of case {at}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomCase {
    floor_area_m2: String,
    owned_m2: String,
    expect: RoomExpected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomExpected {
    required_exact: String,
    shortfall_exact: String,
    met: bool,
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn check_room(at: usize, case: &RoomCase) {
    let found = room::requirement(decimal(&case.floor_area_m2), decimal(&case.owned_m2), Decimal::from(5)).unwrap();
    let expect = &case.expect;
    assert_eq!(found.required.to_string(), decimal(&expect.required_exact).normalize().to_string(), "case {at}");
    assert_eq!(found.shortfall.to_string(), decimal(&expect.shortfall_exact).normalize().to_string(), "case {at}");
    assert_eq!(found.met, expect.met, "met of case {at}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundingCase {
    item: String,
    amount: String,
    listed: bool,
    in_tender: Option<bool>,
    ownership: Option<OwnershipCase>,
    #[serde(default)]
    hardship: bool,
    line_owner_known: Option<bool>,
    resident_fee: Option<String>,
    expect: FundingExpected,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct OwnershipCase {
    public_direct: Option<String>,
    housing_reform: Option<String>,
    unit_managed: Option<String>,
    no_owner_unit: Option<String>,
    commodity: Option<String>,
    other: Option<String>,
}

/// Shares by payer, or `undetermined`.
#[derive(Deserialize)]
#[serde(untagged)]
enum FundingExpected {
    Undetermined(String),
    Shares(BTreeMap<String, String>),
}

fn check_funding(at: usize, case: &FundingCase) {
    let area = |area: &Option<String>| area.as_deref().map_or(Decimal::ZERO, decimal);
    // What is managed by an organisation in hardship is carried as if it had none.
    let of_hardship = |managed: &Option<String>, helped: bool| {
        if case.hardship == helped { area(managed) } else { Decimal::ZERO }
    };
    let ownership = case.ownership.as_ref().map(|owned| Ownership {
        public_direct: area(&owned.public_direct),
        housing_reform: area(&owned.housing_reform),
        unit_managed: of_hardship(&owned.unit_managed, false),
        no_owner_unit: area(&owned.no_owner_unit) + of_hardship(&owned.unit_managed, true),
        commodity: area(&owned.commodity),
        other: area(&owned.other),
    });
    let facts = funding::Facts {
        listed: Some(case.listed),
        listed_in_both: false,
        in_tender: case.in_tender,
        ownership,
        line_owner_known: case.line_owner_known,
        resident_fee: case.resident_fee.as_deref().map(decimal),
    };
    let item = catalogue::item(&case.item).unwrap();
    let found = funding::split(item, decimal(&case.amount), &facts, &funding::Settings::default());
    match (&case.expect, found) {
        (FundingExpected::Undetermined(word), found) => {
            assert_eq!(word, "undetermined");
            assert!(found.is_err(), "case {at}: {found:?}");
        }
        (FundingExpected::Shares(expect), found) => {
            let found = found.unwrap_or_else(|why| panic!("case {at}: {why:?}"));
            assert_eq!(
                found.iter().map(|(_, share)| share).sum::<Decimal>(),
                decimal(&case.amount),
                "sum of case {at}"
            );
            let found = found.iter().map(|(bearer, share)| (bearer.code().to_owned(), share.to_string())).collect();
            assert_eq!(*expect, found, "case {at}, {}", case.item);
        }
    }
}

/// Runs a file of the folder, if it is there.
fn run<T: DeserializeOwned>(name: &str, ran: &mut usize, check: impl FnOnce(T) -> usize) {
    let path = folder().join(name);
    if path.exists() {
        let cases = check(serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap());
        assert!(cases > 0, "{name} is empty");
        println!("{name}: {cases} cases");
        *ran += 1;
    }
}

/// Checks each case of a file.
fn each<C>(check: impl Fn(usize, &C)) -> impl FnOnce(Vec<C>) -> usize {
    move |cases: Vec<C>| {
        cases.iter().enumerate().for_each(|(at, case)| check(at, case));
        cases.len()
    }
}

#[test]
fn cases_of_the_reference() {
    let mut ran = 0;
    let is_cases = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(is_cases).count();
    run("tally.json", &mut ran, each(check_tally));
    run("management_room.json", &mut ran, each(check_room));
    run("funding.json", &mut ran, each(check_funding));
    run("deadlines.json", &mut ran, |Deadlines { holidays, workdays, cases }| {
        let days = |days: Vec<String>| days.iter().map(|day| parse_date(day).unwrap()).collect();
        let calendar = Calendar { holidays: days(holidays), workdays: days(workdays) };
        each(move |at, case| check_deadline(at, &calendar, case))(cases)
    });
    assert!(ran > 0, "no known case file in {}", folder().display());
    assert_eq!(ran, files, "a file of {} is of no known kind", folder().display());
}
