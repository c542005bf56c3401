//! A compound's dossier as the supervisor fills it in, and what the plan's rules make of it.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

// Shared with the survey's tests, which do more of it.
#[allow(dead_code)]
#[path = "survey/tablet.rs"]
mod tablet;

use tablet::Tablet;
use wenlou::app::{Event, Message, dossier};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue::{self, Check, Have, Need, Scope, When, Whole};
use wenlou::domain::date::{Date, date_text, parse_date};
use wenlou::domain::place::Place;
use wenlou::domain::rules::deadline::{Duty, Standing};
use wenlou::domain::rules::eligibility::Verdict;
use wenlou::domain::rules::haves::Value;
use wenlou::domain::rules::programme::{Listing, Programme};
use wenlou::domain::rules::room::Room;
use wenlou::journal::Fact;
use wenlou::report::dossier::Dossier;

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn setting(terms: &mut Terms, id: &str, value: &str) {
    let setting = catalogue::settings().iter().find(|setting| setting.field.id == id).unwrap();
    terms.settings.set(setting, value).unwrap();
}

/// With the campaign's blanks filled in.
fn office() -> Tablet {
    let mut office = Tablet::with_roll();
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    (terms.district, terms.cutoff_year) = (Some("上城区、下城区".into()), Some(2000));
    setting(&mut terms, "plan_issued", "2026-01-01");
    office.terms(terms);
    office
}

impl Tablet {
    fn terms(&mut self, terms: Terms) {
        let now = self.now();
        self.model.record_all(&now, vec![Fact::Terms(terms)], &mut Vec::new());
    }

    /// A form that is filled in once.
    fn form(&mut self, item: &'static str, values: &[(&'static str, &str)]) {
        self.fill_in(&Place::only(), item, values);
    }

    fn fill_in(&mut self, place: &Place, item: &'static str, values: &[(&'static str, &str)]) {
        for (field, value) in values {
            let kind = &self.model.item(item).unwrap().field(field).unwrap().kind;
            if kind.options().is_empty() {
                self.fill(place, item, field, value);
            } else {
                self.choose(place, item, field, value);
            }
            assert_eq!(self.value(place, item, field), Some(*value), "{item}.{field}");
        }
    }

    fn dossier(&self, today: &str) -> Dossier {
        let terms = self.model.state().unwrap().terms.clone().unwrap();
        wenlou::report::dossier::dossier(self.compound(), &terms, day(today))
    }
}

/// Duty, from, due, rolled, done.
fn step(found: &Dossier, duty: &Duty) -> [Option<String>; 4] {
    let step = found.steps.iter().find(|step| step.what == *duty).unwrap();
    [step.from, step.due.map(|due| due.on), step.due.map(|due| due.rolled), step.done].map(|day| day.map(date_text))
}

#[test]
fn scope_follows_from_survey_and_terms() {
    let mut office = office();
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Undetermined);
    office.fill(&Place::Compound, "base.admin", "district", "下城区");
    office.choose(&Place::Compound, "base.existingMgmt", "management", "none");
    for building in ["1", "柳巷12号"] {
        let place = Place::Building(building.into());
        office.fill(&place, "bld.year", "year", "1988");
        office.choose(&place, "bld.completeSet", "complete", "yes");
    }
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Eligible);
    office.fill(&Place::Building("1".into()), "bld.year", "year", "2004");
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Mixed);
    office.fill(&Place::Compound, "base.admin", "district", "滨江区");
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::NotEligible);
}

#[test]
fn works_completed_before_the_plan_are_looked_back_at() {
    let mut office = office();
    assert_eq!(office.dossier("2026-06-01").programme, None);
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2025-11-30"), ("accepted", "2026-02-10")]);
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::LookBack(vec![Listing::Courtyard])));
    office.form("dossier.acceptance", &[("completed", "2026-01-30")]);
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::Listed(vec![Listing::Courtyard])));
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::Unlisted));
}

#[test]
fn the_months_run_from_acceptance_and_from_what_the_campaign_says() {
    let mut office = office();
    let found = office.dossier("2026-06-01");
    assert_eq!(step(&found, &Duty::Ballot), [const { None }; 4]);
    office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
    let found = office.dossier("2026-09-20");
    let text = |text: &str| Some(text.to_owned());
    // 1 October to 7 October are off.
    assert_eq!(step(&found, &Duty::Ballot), [text("2026-09-01"), text("2026-10-01"), text("2026-10-08"), None]);
    let ballot = found.steps.iter().find(|step| step.what == Duty::Ballot).unwrap();
    assert_eq!(ballot.due.unwrap().standing(None, day("2026-09-20")), Standing::Left { days: 18 });
    let acceptance = found.acceptance.unwrap();
    assert!(acceptance.special && !acceptance.confirmed);
    office.form(
        "dossier.acceptance",
        &[("reason", "管线迁改"), ("confirmation_no", "朝街〔2026〕3号"), ("confirmed", "2026-08-30")],
    );
    assert!(office.dossier("2026-09-20").acceptance.unwrap().confirmed);
    // The two months, by each of the three clocks.
    assert_eq!(step(&office.dossier("2026-09-20"), &Duty::Establish), [const { None }; 4]);
    office.form("dossier.commission", &[("on", "2026-10-20")]);
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    setting(&mut terms, "establish_clock", "commissioned");
    office.terms(terms.clone());
    let due = |office: &Tablet| step(&office.dossier("2026-09-20"), &Duty::Establish)[1].clone();
    assert_eq!(due(&office), text("2026-12-20"));
    setting(&mut terms, "establish_clock", "ballot_due");
    office.terms(terms);
    assert_eq!(due(&office), text("2026-12-08"), "from the day on which the ballot's month ends");
}

#[test]
fn a_room_for_the_time_being_is_due_when_it_ends_and_doesnt_meet_the_standard() {
    let mut office = office();
    office.fill(&Place::Compound, "base.floorArea", "area", "23456.78");
    office.fill(&Place::Compound, "room.area", "area", "30");
    office.choose(&Place::Compound, "room.tenure", "tenure", "rented");
    office.fill(&Place::Compound, "room.tenure", "expires", "2027-06-30");
    let found = office.dossier("2026-06-01");
    let required = found.requirement.unwrap();
    assert_eq!((required.required.to_string(), required.shortfall.to_string()), ("117.2839".into(), "117.2839".into()));
    assert_eq!(found.haves[0].now, Value::Transitional);
    assert_eq!(step(&found, &Duty::Room)[2].as_deref(), Some("2027-06-30"));
    let later = office.dossier("2027-07-01");
    assert_eq!(later.room, Some(Room::Transitional { until: Some(day("2027-06-30")), over: true }));
    assert_eq!(later.haves[0].now, Value::Partial);
    office.choose(&Place::Compound, "room.tenure", "tenure", "owned");
    let owned = office.dossier("2027-07-01");
    assert_eq!(owned.haves[0].now, Value::Present);
    assert_eq!(owned.requirement.unwrap().shortfall.to_string(), "87.2839");
}

#[test]
fn the_haves_are_shown_as_they_were_and_as_they_are() {
    let mut office = office();
    office.choose(&Place::Compound, "mech.clean", "presence", "absent");
    office.choose(&Place::Compound, "mech.road", "presence", "not_applicable");
    // The clock of these tests begins in 1970.
    office.form("dossier.haves", &[("baseline", "1970-01-01")]);
    office.later(day("2026-05-01"));
    office.fill_in(
        &Place::Compound,
        "mech.clean",
        &[("presence", "present"), ("provider", "绿洁公司"), ("start_date", "2026-04-01"), ("frequency", "每天一次")],
    );
    let found = office.dossier("2026-06-01");
    let line = |have: Have| found.haves.iter().find(|line| line.have == have).map(|line| (line.baseline, line.now));
    assert_eq!(line(Have::H2), Some((Some(Value::Absent), Value::Present)));
    assert_eq!(line(Have::H3), Some((Some(Value::Unknown), Value::Unknown)));
    assert_eq!(line(Have::H7), Some((Some(Value::NotAgreed), Value::NotAgreed)));
    assert_eq!(found.achieved, Some(false));
    office.form("dossier.haves", &[("not_applicable", "H7"), ("reason", "小区内没有道路")]);
    let found = office.dossier("2026-06-01");
    assert_eq!(found.haves[6].now, Value::NotApplicable);
    assert_eq!(found.achieved, None, "the others aren't known");
}

#[test]
fn entries_have_names_of_their_own_and_their_days_are_in_the_ledger() {
    let mut office = office();
    let form = catalogue::form("dossier.restoration").unwrap();
    let entries = |office: &Tablet| dossier::entries(&office.model, office.compound(), form);
    assert_eq!(entries(&office), []);
    let compound = office.compound.clone();
    for _ in 0..2 {
        office.send(Event::Dossier(dossier::Msg::Add(compound.clone(), form.item.id)));
    }
    let begun = entries(&office);
    assert!(begun.len() == 2 && begun[0] != begun[1], "{begun:?}");
    assert_eq!(office.dossier("2026-06-01").steps.len(), 2, "nothing is in them");
    office.fill_in(
        &begun[1],
        form.item.id,
        &[("what", "green"), ("where", "3幢南侧"), ("due", "2026-06-10"), ("done", "2026-06-12")],
    );
    assert_eq!(entries(&office).len(), 2);
    let found = office.dossier("2026-07-01");
    let restored = step(&found, &Duty::Restoration("3幢南侧".into()));
    assert_eq!(
        restored.each_ref().map(Option::as_deref),
        [None, Some("2026-06-10"), Some("2026-06-10"), Some("2026-06-12")]
    );
    // A form that is filled in once has its one entry from the start.
    assert_eq!(
        dossier::entries(&office.model, office.compound(), catalogue::form("dossier.scope").unwrap()),
        [Place::only()]
    );
}

#[test]
fn the_dossier_is_no_part_of_the_survey() {
    let mut office = office();
    let before = wenlou::app::survey::overall(office.compound(), false);
    office.form("dossier.station", &[("on", "2026-06-01"), ("station", "朝霞社区")]);
    assert_eq!(wenlou::app::survey::overall(office.compound(), false), before);
    assert_eq!(wenlou::app::survey::strays(office.compound()), []);
}

#[test]
fn only_the_supervisor_fills_it_in() {
    let mut office = office();
    let mut other = office.model.device.clone().unwrap();
    other.id = "another".into();
    office.model.device = Some(other);
    let records = office.records();
    office.fill(&Place::only(), "dossier.station", "station", "朝霞社区");
    assert_eq!(office.records(), records);
    let toast = office.model.toasts.last().map(|toast| toast.message.clone());
    assert_eq!(toast, Some(Message::NotAllowed));
    let compound = office.compound.clone();
    office.send(Event::Dossier(dossier::Msg::Add(compound, "dossier.relief")));
    assert_eq!(dossier::entries(&office.model, office.compound(), catalogue::form("dossier.relief").unwrap()), []);
}

#[test]
fn forms_are_well_made() {
    let mut ids = std::collections::BTreeSet::new();
    for form in catalogue::forms() {
        let item = &form.item;
        assert!(ids.insert(item.id) && item.id.starts_with("dossier."), "{}", item.id);
        assert!(catalogue::item(item.id).is_none() && item.scope == Scope::Dossier && !form.rules.is_empty());
        assert!(item.fields.iter().any(|field| field.need != Need::Optional), "{}", item.id);
        for field in item.fields {
            assert!(item.fields.iter().filter(|other| other.id == field.id).count() == 1, "{}.{}", item.id, field.id);
            if let Some(When::Is(other, codes)) = field.when {
                let options = item.field(other).unwrap().kind.options();
                assert!(codes.iter().all(|code| options.iter().any(|option| option.code == *code)), "{}", item.id);
            }
        }
        for check in item.checks {
            let named: Vec<&str> = match check {
                Check::AtMost(part, Whole::Here(whole)) => vec![part, whole],
                Check::NotAfter(earlier, later) => vec![earlier, later],
                check => panic!("{check:?}"),
            };
            assert!(named.iter().all(|field| item.field(field).is_some()), "{}", item.id);
        }
    }
}
