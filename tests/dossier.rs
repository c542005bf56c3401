//! A compound's dossier as the supervisor fills it in, and what the plan's rules make of it.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

// Shared with the survey's tests, which do more of it.
#[allow(dead_code)]
#[path = "survey/tablet.rs"]
mod tablet;

#[path = "dossier/assumptions.rs"]
mod assumptions;
#[path = "dossier/campaign.rs"]
mod campaign;
#[path = "dossier/establishment.rs"]
mod establishment;
#[path = "dossier/result.rs"]
mod result;
#[path = "dossier/running.rs"]
mod running;
#[path = "dossier/works.rs"]
mod works;

use rust_decimal::Decimal;
use tablet::Tablet;
use wenlou::app::survey::{Excuse, HeadMsg, Kind, Msg};
use wenlou::app::{Event, Message, dossier};
use wenlou::domain::ballot::{Ballot, Choice};
use wenlou::domain::campaign::{CompoundCard, CompoundKind, Terms};
use wenlou::domain::catalogue::{self, Check, Have, Need, Payer, Scope, When, Whole};
use wenlou::domain::date::{Date, date_text, parse_date};
use wenlou::domain::ids::CompoundId;
use wenlou::domain::json::from_text;
use wenlou::domain::notice::{ModeTerms, Notice};
use wenlou::domain::place::Place;
use wenlou::domain::rules::deadline::{Duty, Standing};
use wenlou::domain::rules::eligibility::{Decided, Met, Verdict};
use wenlou::domain::rules::funding::{Bearer, Stage, Undetermined};
use wenlou::domain::rules::haves::Value;
use wenlou::domain::rules::programme::{Listing, Programme};
use wenlou::domain::rules::relief::{Lacks, Relief};
use wenlou::domain::rules::room::Room;
use wenlou::findings::Findings;
use wenlou::findings::dossier::{Dossier, LeftOut, mode};
use wenlou::findings::funding::{Funding, funding};
use wenlou::findings::hardware::gaps;
use wenlou::findings::operation::operation;
use wenlou::findings::overview::overview;
use wenlou::journal::Fact;
use wenlou::journal::fact::{AnswerGiven, BallotTaken, Close, Freeze, NoticePosted};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn setting(terms: &mut Terms, id: &str, value: &str) {
    let setting = catalogue::setting(id).unwrap();
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
            let kind = &self.model.item(&self.at(place, item)).unwrap().field(field).unwrap().kind;
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
        wenlou::findings::dossier::dossier(self.compound(), &terms, day(today))
    }

    /// What is found by a rule.
    fn says(&self, rule: &str) -> Vec<String> {
        let state = self.model.state().unwrap();
        by(rule, &Findings::of(state, self.compound(), state.terms.as_ref().unwrap(), true))
    }
}

fn by(rule: &str, findings: &Findings) -> Vec<String> {
    findings.lines().filter(|(of, _)| *of == rule).map(|(_, said)| said.to_owned()).collect()
}

/// Duty, from, due, rolled, done.
fn step(found: &Dossier, duty: &Duty) -> [Option<String>; 4] {
    let step = found.steps.iter().find(|step| step.what == *duty).unwrap();
    [step.from, step.due.map(|due| due.on), step.due.map(|due| due.rolled), step.done].map(|day| day.map(date_text))
}

/// Says of a building that it needs no survey.
fn leave_out(office: &mut Tablet, building: &str) {
    let (compound, place) = (office.compound.clone(), Place::Building(building.into()));
    for msg in [HeadMsg::Ask(Kind::NotNeeded), HeadMsg::TypeReason("已列入拆迁".into()), HeadMsg::GiveReason] {
        office.survey(Msg::Head(compound.clone(), place.clone(), msg));
    }
}

#[test]
fn a_building_that_needs_no_survey_decides_nothing_and_is_told() {
    let mut office = office();
    office.fill(&Place::Compound, "base.admin", "district", "下城区");
    office.choose(&Place::Compound, "base.existingMgmt", "management", "none");
    let place = Place::Building("柳巷12号".into());
    office.fill(&place, "bld.year", "year", "1988");
    office.choose(&place, "bld.completeSet", "complete", "yes");
    assert_eq!(office.dossier("2026-06-01").eligibility.verdict, Verdict::Undetermined);
    let doors = |office: &Tablet| {
        gaps(office.compound(), None).into_iter().find(|g| g.row.item == "spec.door").unwrap().gap.unknown
    };
    assert_eq!(doors(&office), 3);
    leave_out(&mut office, "1");
    let found = office.dossier("2026-06-01");
    assert_eq!((found.eligibility.verdict, doors(&office)), (Verdict::Eligible, 1));
    assert_eq!(found.left_out, [("1".into(), LeftOut::NotNeeded("已列入拆迁".to_owned()))]);
    let state = office.model.state().unwrap();
    let findings = Findings::of(state, office.compound(), state.terms.as_ref().unwrap(), true);
    assert!(findings.lines().any(|line| line == ("ELG-4", r#"left_out "1""#)));
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
    // It is on the list by which it is gone over again, with what it lacks.
    office.choose(&Place::Compound, "zone.closed", "presence", "absent");
    office.choose(&Place::Compound, "mech.clean", "presence", "absent");
    let list = |office: &Tablet| {
        let state = office.model.state().unwrap();
        overview(state, state.terms.as_ref().unwrap(), Some(day("2026-06-01")), &|_| true).look_back
    };
    let [one] = &list(&office)[..] else { panic!("on the list") };
    assert_eq!((&one.name[..], &one.by[..]), ("朝霞里", &[Listing::Courtyard][..]));
    assert!(one.lacking.iter().any(|item| item.id == "zone.closed") && one.haves.contains(&Have::H2));
    assert!(one.unknown > 0);
    assert_eq!((one.looked_back.clone(), office.says("PRG-2")), (None, vec![]));
    office.form("dossier.lookBack", &[("on", "2026-03-02"), ("lacking", "围墙一处")]);
    assert_eq!(office.says("PRG-2"), ["looked 2026-03-02 made_good ? lacking \"围墙一处\""]);
    office.form("dossier.lookBack", &[("made_good", "2026-04-01")]);
    assert_eq!(list(&office)[0].looked_back.as_ref().unwrap().made_good, Some(day("2026-04-01")));
    office.form("dossier.acceptance", &[("completed", "2026-01-30")]);
    assert_eq!(office.dossier("2026-06-01").programme, Some(Programme::Listed(vec![Listing::Courtyard])));
    assert!(list(&office).is_empty());
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
    // The paper itself is wanted as well: its number in another camera, or the photo.
    assert!(!office.dossier("2026-09-20").acceptance.unwrap().confirmed);
    office.form("dossier.acceptance", &[("document_photo", "IMG_7")]);
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

/// Closes the ballot with nobody's paper in, or with more than half for the professional mode.
fn decide(office: &mut Tablet, professional: bool) {
    let compound = office.compound.clone();
    let roll = office.compound().roll.as_ref().unwrap().hash().to_owned();
    let mode =
        || ModeTerms { form: "组织".into(), services: "服务".into(), fee: "收费".into(), charged_by: None };
    let notice = Notice {
        professional: mode(),
        quasi: mode(),
        places: "南门".into(),
        posted_on: "2026-09-02".into(),
        ..Notice::default()
    };
    let mut facts = vec![
        Fact::Freeze(Freeze { compound: compound.clone(), roll: roll.clone(), households: 4, counts: None }),
        Fact::Notice(NoticePosted { compound: compound.clone(), notice, why: None, roll: None }),
    ];
    for household in ["1-1-101", "1-1-201"].into_iter().filter(|_| professional) {
        let ballot = Ballot {
            serial: household.into(),
            choice: Choice::Professional,
            signer: None,
            signed_by: None,
            signed_on: "2026-09-20".into(),
            authority: None,
            collectors: vec!["王".into()],
            note: None,
            sealed: None,
        };
        let taken = BallotTaken {
            compound: compound.clone(),
            household: household.into(),
            roll: roll.clone(),
            ballot,
            replaces: vec![],
            why: None,
        };
        facts.push(Fact::Ballot(taken));
    }
    facts.push(Fact::Close(Close {
        compound,
        on: "2026-10-08".into(),
        known: Vec::new(),
        lost: Vec::new(),
        counted: None,
        why: None,
    }));
    let now = office.now();
    office.model.record_all(&now, facts, &mut Vec::new());
}

#[test]
fn the_two_months_end_with_assembly_and_committee_or_with_the_station() {
    let text = |text: &str| Some(text.to_owned());
    for professional in [true, false] {
        let mut office = office();
        office.form("dossier.acceptance", &[("how", "special"), ("accepted", "2026-09-01")]);
        decide(&mut office, professional);
        let found = office.dossier("2026-10-09");
        let mode = found.mode.unwrap();
        assert_eq!((mode.preliminary, mode.on), (true, day("2026-10-08")), "by the day on which it was closed");
        assert_eq!(step(&found, &Duty::Ballot)[3], None, "people may still object");
        let (duty, form) = match professional {
            true => (Duty::Assembly, "dossier.assembly"),
            false => (Duty::Station, "dossier.station"),
        };
        assert_eq!(step(&found, &duty), [text("2026-10-08"), text("2026-12-08"), text("2026-12-08"), None]);
        if professional {
            // One of the two isn't enough.
            office.form(form, &[("assembly", "2026-11-20")]);
            assert_eq!(step(&office.dossier("2026-10-09"), &duty)[3], None);
            office.form(form, &[("committee", "2026-12-01")]);
        } else {
            office.form(form, &[("on", "2026-12-01"), ("station", "朝霞社区")]);
        }
        assert_eq!(step(&office.dossier("2026-10-09"), &duty)[3], text("2026-12-01"));
    }
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
    office.form("dossier.haves", &[("not_applicable", "H7")]);
    assert_eq!(office.dossier("2026-06-01").haves[6].now, Value::NotAgreed, "nobody said why");
    office.form("dossier.haves", &[("reason", "小区内没有道路")]);
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
        office.send(Event::dossier(dossier::Msg::Add(compound.clone(), form.item.id)));
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
    let Place::Dossier(entry) = begun[1].clone() else { panic!() };
    let duty = Duty::Restoration { entry, what: "green".into(), place: "3幢南侧".into() };
    let restored = step(&found, &duty);
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

impl Tablet {
    /// Another entry of a form.
    fn entry(&mut self, item: &'static str, values: &[(&'static str, &str)]) -> Place {
        let compound = self.compound.clone();
        self.send(Event::dossier(dossier::Msg::Add(compound, item)));
        let form = catalogue::form(item).unwrap();
        let place = dossier::entries(&self.model, self.compound(), form).pop().unwrap();
        self.fill_in(&place, item, values);
        place
    }

    fn funding(&self) -> Funding {
        let terms = self.model.state().unwrap().terms.clone().unwrap();
        funding(self.compound(), &terms)
    }
}

fn totals(found: &Funding) -> Vec<(&'static str, String)> {
    found.totals.iter().map(|(bearer, sum)| (bearer.code(), sum.to_string())).collect()
}

#[test]
fn costs_are_shared_out_by_the_rules_and_what_has_no_price_costs_not_nothing() {
    let mut office = office();
    let road = office.entry("dossier.cost", &[("item", "env.road"), ("quantity", "333.333"), ("unit", "㎡")]);
    let found = office.funding();
    assert_eq!((found.lines.len(), found.unpriced, totals(&found)), (1, 1, vec![]));
    office.fill_in(&road, "dossier.cost", &[("price", "85.5"), ("source", "2026年信息价")]);
    // Whether it is listed isn't known yet.
    let found = office.funding();
    assert_eq!(found.lines[0].amount(), Some((Stage::Estimate, "28499.97".parse().unwrap())));
    assert_eq!(found.lines[0].shares, Some(Err(Undetermined::Programme)));
    assert_eq!((found.undetermined.to_string(), totals(&found)), ("28499.97".into(), vec![]));
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let found = office.funding();
    assert_eq!(totals(&found), [("city", "14249.99".into()), ("district", "14249.98".into())]);
    // The later stage counts.
    office.fill_in(&road, "dossier.cost", &[("budget", "30000"), ("audited", "29000.01")]);
    let found = office.funding();
    assert_eq!(found.lines[0].amount(), Some((Stage::Audited, "29000.01".parse().unwrap())));
    assert_eq!(totals(&found), [("city", "14500.01".into()), ("district", "14500.00".into())]);
    office.choose(&Place::Compound, "base.programme", "programme", "dangerous");
    office.form("dossier.acceptance", &[("how", "special")]);
    assert_eq!(totals(&office.funding()), [("original_works_budget", "29000.01".into())]);
}

#[test]
fn an_organisation_pays_for_what_it_manages_until_its_hardship_is_agreed_to() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let (one, other) = (Place::Building("1".into()), Place::Building("柳巷12号".into()));
    office.entry(
        "dossier.cost",
        &[("item", "house.facade"), ("buildings", "1"), ("quantity", "100"), ("unit", "㎡"), ("price", "10")],
    );
    assert_eq!(office.funding().lines[0].shares, Some(Err(Undetermined::Ownership)));
    office.fill(&one, "bld.ownership", "unit_managed", "300");
    office.fill(&one, "bld.ownership", "housing_reform", "100");
    office.fill(&other, "bld.ownership", "commodity", "500");
    let found = office.funding();
    assert_eq!(
        totals(&found),
        [("city", "125.00".into()), ("district", "125.00".into()), ("owner_unit", "750.00".into())]
    );
    let assumed: Vec<&str> = found.assumptions.iter().map(|setting| setting.field.id).collect();
    assert_eq!(assumed, ["mixed"]);
    // Two of the three days are not enough.
    let hardship = office.entry(
        "dossier.hardship",
        &[("unit", "第一机床厂"), ("buildings", "1"), ("applied", "2026-03-01"), ("reviewed", "2026-04-01")],
    );
    assert_eq!(office.funding(), found);
    office.fill(&hardship, "dossier.hardship", "agreed", "2026-03-31");
    assert_eq!(office.funding(), found, "nobody agrees to what isn't reviewed yet");
    office.fill_in(&hardship, "dossier.hardship", &[("agreed", "2026-05-01")]);
    assert_eq!(totals(&office.funding()), [("city", "500.00".into()), ("district", "500.00".into())]);
    // Another building isn't helped by it.
    office.entry(
        "dossier.cost",
        &[("item", "house.roof"), ("buildings", "柳巷12号"), ("quantity", "1"), ("unit", "项"), ("price", "100")],
    );
    let found = office.funding();
    assert_eq!(totals(&found), [("city", "550.00".into()), ("district", "550.00".into())]);
    assert!(found.assumptions.iter().any(|setting| setting.field.id == "commodity"));
}

#[test]
fn tender_lines_water_and_waivers() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let cost = |office: &mut Tablet, item, quantity| {
        let unit = if item == "util.water" { "户" } else { "个" };
        let values = [("item", item), ("quantity", quantity), ("unit", unit), ("price", "100")];
        office.entry("dossier.cost", &values)
    };
    cost(&mut office, "env.bike", "2");
    cost(&mut office, "util.water", "3");
    cost(&mut office, "util.waterPipe", "1");
    let why = |office: &Tablet| -> Vec<_> {
        office.funding().lines.iter().map(|line| line.shares.clone().unwrap().err()).collect()
    };
    use Undetermined::{OutsideTender, ResidentFee, Silent, Tender};
    assert_eq!(why(&office), [Some(Tender), Some(ResidentFee), Some(Silent)]);
    office.form("dossier.tender", &[("items", "parkCar"), ("number", "招2026-3"), ("on", "2026-02-01")]);
    assert_eq!(why(&office)[0], Some(OutsideTender));
    office.choose(&Place::only(), "dossier.tender", "items", "parkCar,bike");
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    setting(&mut terms, "water_fee", "30");
    office.terms(terms);
    office.form("dossier.waived", &[("greening", "12000")]);
    let found = office.funding();
    // Two sheds at 100, shared; three meters at 100, of which each household pays 30; the pipe has nobody.
    let expected = [("city", "100.00"), ("district", "100.00"), ("water_group", "210.00"), ("residents", "90.00")];
    assert_eq!(totals(&found), expected.map(|(bearer, sum)| (bearer, sum.to_owned())));
    assert_eq!(found.undetermined.to_string(), "100.00");
    assert_eq!(found.waived, [("greening", "12000".parse().unwrap())]);
    let order: Vec<&str> = found.lines.iter().map(|line| line.item.id).collect();
    assert_eq!(order, ["env.bike", "util.water", "util.waterPipe"], "the catalogue's");
}

#[test]
fn accounts_relief_and_posts() {
    let mut office = office();
    office.entry(
        "dossier.income",
        &[
            ("year", "2027"),
            ("fees", "60480"),
            ("parking", "36000"),
            ("rooms", "12000"),
            ("subsidy", "0"),
            ("cost", "100000"),
            ("elsewhere", "0"),
        ],
    );
    let relief = office.entry(
        "dossier.relief",
        &[("household", "1-1-101"), ("applied", "2027-03-01"), ("posted", "2027-03-02"), ("until", "2027-03-05")],
    );
    office.fill_in(&relief, "dossier.relief", &[("objection", "no"), ("decision", "granted"), ("amount", "120.01")]);
    office.entry("dossier.posts", &[("year", "2027"), ("posts", "3"), ("amount", "45000.01")]);
    let found = |office: &Tablet| {
        let terms = office.model.state().unwrap().terms.clone().unwrap();
        operation(office.compound(), &terms, day("2027-06-01"), mode(office.compound()))
    };
    let shares = |shares: &[(Bearer, Decimal)]| shares.iter().map(|(_, share)| share.to_string()).collect::<Vec<_>>();
    let now = found(&office);
    assert_eq!(now.years[0].1.shortfall.to_string(), "39520");
    assert_eq!(now.years[0].1.coverage.unwrap().to_string(), "108.4");
    assert_eq!(now.reliefs[0].2, Relief::GrantedWithout(Lacks::Notice), "four days");
    assert_eq!((now.granted.to_string(), now.granted_by.len()), ("0".into(), 0));
    assert_eq!(shares(&now.posts[0].by), ["22500.01", "22500.00"]);
    office.fill_in(&relief, "dossier.relief", &[("until", "2027-03-09")]);
    let now = found(&office);
    assert_eq!((now.reliefs[0].2, now.granted.to_string()), (Relief::Granted, "120.01".into()));
    assert_eq!(shares(&now.granted_by), ["60.01", "60.00"]);
}

#[test]
fn an_entry_that_does_not_apply_counts_for_nothing_and_stays_on_record() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let road =
        office.entry("dossier.cost", &[("item", "env.road"), ("quantity", "2"), ("unit", "㎡"), ("price", "50")]);
    assert_eq!(office.funding().lines.len(), 1);
    office.excuse(&road, "dossier.cost", Excuse::NotApplicable, "重复录入");
    assert_eq!(office.funding(), Funding::default());
    assert_eq!(office.compound().answer_versions(&road, "dossier.cost").len(), 5);
}

#[test]
fn payers_follow_the_listing_whether_or_not_it_is_looked_back_at() {
    let mut office = Tablet::with_roll();
    // Nobody has said when the plan was issued.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2025-11-30"), ("accepted", "2026-02-10")]);
    office.entry("dossier.cost", &[("item", "zone.wall"), ("quantity", "2"), ("unit", "米"), ("price", "50")]);
    let found = office.dossier("2026-06-01");
    assert_eq!((found.programme.clone(), found.is_listed()), (None, Some(true)));
    assert_eq!(totals(&office.funding()), [("programme_fund", "100.00".into())]);
    let terms = office.model.state().unwrap().terms.clone().unwrap();
    let all = overview(office.model.state().unwrap(), &terms, Some(day("2026-06-01")), &|_| true);
    assert!(all.rows[0].lags());
}

#[test]
fn what_falls_back_to_the_common_parts_says_so() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    for building in ["1", "柳巷12号"] {
        office.fill(&Place::Building(building.into()), "bld.ownership", "commodity", "100");
    }
    office.form("dossier.tender", &[("items", "bike"), ("number", "招2026-3"), ("on", "2026-02-01")]);
    office.entry("dossier.cost", &[("item", "env.lightStair"), ("quantity", "1"), ("unit", "盏"), ("price", "10")]);
    let wires = [("item", "house.wires"), ("line_owner", "no"), ("quantity", "1"), ("unit", "米"), ("price", "10")];
    office.entry("dossier.cost", &wires);
    office.entry("dossier.cost", &[("item", "house.danger"), ("quantity", "1"), ("unit", "幢"), ("price", "10")]);
    let found = office.funding();
    let rules: Vec<_> = found.lines.iter().map(|line| line.rule).collect();
    assert_eq!(rules, [Some(Payer::F2b); 3]);
    let assumed: Vec<&str> = found.assumptions.iter().map(|setting| setting.field.id).collect();
    assert_eq!(assumed, ["commodity", "wires", "danger"]);
    assert_eq!(found.lines[2].shares, Some(Err(Undetermined::Silent)));
}

#[test]
fn completion_without_its_day_or_after_the_acceptance_is_not_confirmed() {
    let mut office = office();
    let confirmed = |office: &Tablet| office.dossier("2026-06-01").acceptance.unwrap().confirmed;
    office.form("dossier.acceptance", &[("how", "completed"), ("accepted", "2026-02-10")]);
    assert!(!confirmed(&office));
    office.form("dossier.acceptance", &[("completed", "2026-02-11")]);
    assert!(!confirmed(&office));
    office.form("dossier.acceptance", &[("completed", "2026-02-10")]);
    assert!(confirmed(&office));
}

#[test]
fn a_supervisors_decision_stands_beside_the_criteria() {
    let mut office = office();
    // It takes a reason and who made it.
    office.form("dossier.scope", &[("decision", "outside"), ("reason", "在建")]);
    assert_eq!(office.dossier("2026-06-01").decision, None);
    office.form("dossier.scope", &[("by", "市物改办"), ("on", "2026-03-01")]);
    let found = office.dossier("2026-06-01");
    assert_eq!((found.eligibility.verdict, found.decision), (Verdict::Undetermined, Some(Decided::Outside)));
    assert!(found.is_outside());
    office.choose(&Place::only(), "dossier.scope", "decision", "within");
    assert!(!office.dossier("2026-06-01").is_outside());
}

#[test]
fn where_some_buildings_are_within_the_others_lack_and_bear_nothing() {
    let mut office = office();
    let (one, other) = (Place::Building("1".into()), Place::Building("柳巷12号".into()));
    office.fill(&Place::Compound, "base.floorArea", "area", "3000");
    office.fill(&one, "bld.area", "area", "1000.5");
    office.fill(&one, "house.facade", "area", "40");
    office.fill(&other, "house.facade", "area", "60");
    let facade = |office: &Tablet| {
        let listed = office.dossier("2026-06-01").is_listed();
        let found = gaps(office.compound(), listed);
        found.into_iter().find(|found| found.row.item == "house.facade").unwrap().gap
    };
    let area = |office: &Tablet| {
        let state = office.model.state().unwrap();
        overview(state, &state.terms.clone().unwrap(), None, &|_| true).rows[0].area
    };
    let before = (facade(&office), area(&office));
    assert_eq!(before.1, Some(Decimal::from(3000)));
    office.form("dossier.scope", &[("decision", "partly"), ("reason", "其余年代较新"), ("by", "市物改办")]);
    assert_eq!((facade(&office), area(&office)), before, "which ones isn't said");
    office.form("dossier.scope", &[("buildings", "1幢")]);
    let found = office.dossier("2026-06-01");
    assert_eq!(found.decision, Some(Decided::Partly));
    assert!(found.left_out.contains(&("柳巷12号".into(), LeftOut::NotListed("其余年代较新".to_owned()))));
    assert!(!found.left_out.iter().any(|(no, _)| no.as_str() == "1"));
    assert_ne!(facade(&office), before.0);
    assert_eq!(area(&office), Some("1000.5".parse().unwrap()));
    // Room, targets and merged area go by what is within.
    let state = office.model.state().unwrap();
    let row = overview(state, &state.terms.clone().unwrap(), None, &|_| true).rows.remove(0);
    assert_eq!((row.buildings, row.households), (Some(1), Some(3)));
    // A line of costs for what is left out alone is in no sum; one of both is.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    let cost = |office: &mut Tablet, buildings| {
        let line =
            [("item", "env.road"), ("buildings", buildings), ("quantity", "1"), ("unit", "项"), ("price", "100")];
        office.entry("dossier.cost", &line);
    };
    cost(&mut office, "柳巷12号");
    assert_eq!((totals(&office.funding()), office.funding().unselected), (vec![], 0));
    assert!(office.says("COST")[0].ends_with(r#" outside "柳巷12号""#));
    cost(&mut office, "1\n柳巷12号");
    assert_eq!(totals(&office.funding()), [("original_works_budget", "100.00".into())]);
    // The criteria are still those of all of them.
    assert_eq!(found.buildings.len(), 2);
    let state = office.model.state().unwrap();
    let findings = Findings::of(state, office.compound(), &state.terms.clone().unwrap(), true).texts();
    assert!(findings.contains(&r#"ELG-4 not_listed "柳巷12号""#.to_owned()), "{findings:?}");
}

#[test]
fn a_note_on_the_acceptance_leaves_the_surveys_day_in_force() {
    let mut office = office();
    office.choose(&Place::Compound, "base.worksStatus", "status", "accepted");
    office.fill(&Place::Compound, "base.worksStatus", "acceptance_date", "2026-03-02");
    let accepted = |office: &Tablet| office.dossier("2026-06-01").acceptance.map(|acceptance| date_text(acceptance.on));
    assert_eq!(accepted(&office).as_deref(), Some("2026-03-02"));
    office.form("dossier.acceptance", &[("how", "completed")]);
    assert_eq!(accepted(&office).as_deref(), Some("2026-03-02"));
    office.form("dossier.acceptance", &[("accepted", "2026-04-01")]);
    assert_eq!(accepted(&office).as_deref(), Some("2026-04-01"));
}

#[test]
fn figures_that_no_field_takes_are_none_and_break_nothing() {
    let mut office = office();
    let compound = office.compound.clone();
    let huge = r#"{"v":{"area":"79228162514264337593543950335"}}"#;
    let owned = r#"{"v":{"unit_managed":"79228162514264337593543950335","housing_reform":"-3"}}"#;
    let cameras = r#"{"v":{"presence":"present","existing":"79228162514264337593543950335","to_add":"79228162514264337593543950335"}}"#;
    let answers = [
        (Place::Compound, "base.floorArea", huge),
        (Place::Compound, "spec.cctv", cameras),
        (Place::Building("1".into()), "bld.ownership", owned),
        (Place::Building("柳巷12号".into()), "bld.ownership", owned),
    ];
    let facts = answers.map(|(place, item, text)| {
        let answer = from_text(text).unwrap();
        Fact::Answer(AnswerGiven { compound: compound.clone(), place, item: item.into(), answer })
    });
    let now = office.now();
    office.model.record_all(&now, facts.to_vec(), &mut Vec::new());
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    for item in ["spec.cctv", "house.roof"] {
        office.entry(
            "dossier.cost",
            &[("item", item), ("quantity", "10000000"), ("unit", "项"), ("price", "10000000000")],
        );
    }
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    // Settings that nobody could have typed are none.
    let text = r#"{"relief_days":"9223372036854775807","holidays":"0001-01-01/9999-12-31","yearly_targets":"2026 79228162514264337593543950335"}"#;
    terms.settings = from_text(text).unwrap();
    assert_eq!(terms.settings.relief_days(), Some(7));
    office.terms(terms.clone());
    let state = office.model.state().unwrap();
    let findings = Findings::of(state, office.compound(), &terms, true);
    assert!(findings.lines().any(|(rule, found)| rule == "COSTS" && found.contains("undetermined")), "{findings:?}");
    assert_eq!(overview(state, &terms, Some(day("2026-06-01")), &|_| true).without_area, 1);
    let survey =
        wenlou::app::survey::doubts(office.compound(), &Place::Compound, catalogue::item("base.floorArea").unwrap());
    assert_eq!(survey, []);
}

#[test]
fn gaps_are_added_up_over_the_roll() {
    let mut office = office();
    let door = |office: &Tablet| {
        let found = gaps(office.compound(), None);
        let gap = found.iter().find(|hardware| hardware.row.item == "spec.door").unwrap().gap;
        (gap.required.map(|n| n.to_string()), gap.missing.map(|n| n.to_string()), gap.unknown)
    };
    assert_eq!(door(&office), (None, None, 3));
    for (building, stairwell, presence) in
        [("1", Some("1"), "present"), ("1", Some("2"), "absent"), ("柳巷12号", None, "partial")]
    {
        let place = Place::Stairwell(building.into(), stairwell.map(str::to_owned));
        office.choose(&place, "spec.door", "presence", presence);
    }
    assert_eq!(door(&office), (Some("3".into()), Some("2".into()), 0));
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
    office.send(Event::dossier(dossier::Msg::Add(compound, "dossier.relief")));
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
            let codes: Vec<&str> = field.kind.options().iter().map(|option| option.code).collect();
            let once = |code: &&str| codes.iter().filter(|other| *other == code).count() == 1 && !code.is_empty();
            assert!(codes.iter().all(once), "{}.{}: {codes:?}", item.id, field.id);
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

/// A second compound beside the tablet's own.
fn second(office: &mut Tablet, name: &str) -> CompoundId {
    let id = CompoundId(format!("k-{name}"));
    let card =
        CompoundCard { id: id.clone(), name: name.into(), kind: CompoundKind::Compound, street: None, community: None };
    let now = office.now();
    office.model.record_all(&now, vec![Fact::Compound(card)], &mut Vec::new());
    id
}

#[test]
fn what_is_listed_and_completed_comes_first_and_lags_until_its_management_runs() {
    let mut office = office();
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    setting(&mut terms, "yearly_targets", "2026 3\n2027 5");
    setting(&mut terms, "cumulative_target", "9");
    office.terms(terms.clone());
    let own = office.compound.clone();
    let other = second(&mut office, "柳荫里");
    let found = |office: &Tablet| overview(office.model.state().unwrap(), &terms, Some(day("2027-06-01")), &|_| true);
    // Nothing is known of either.
    let now = found(&office);
    assert_eq!((now.rows.len(), now.without_area, now.coverage), (2, 2, None));
    assert_eq!(now.differs.map(|by| by.to_string()), Some("1".into()));

    office.compound = other.clone();
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.fill(&Place::Compound, "base.floorArea", "area", "10000");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2026-05-01"), ("accepted", "2026-06-01")]);
    let now = found(&office);
    let order: Vec<&str> = now.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(order, ["柳荫里", "朝霞里"]);
    assert!(now.rows[0].lags() && !now.rows[1].lags());
    assert_eq!(now.coverage.map(|share| share.to_string()), Some("0".into()));

    office.compound = own;
    office.choose(&Place::Compound, "base.programme", "programme", "dangerous");
    office.fill(&Place::Compound, "base.floorArea", "area", "20000.5");
    office.form("dossier.acceptance", &[("how", "completed"), ("completed", "2026-05-01"), ("accepted", "2026-09-01")]);
    decide(&mut office, false);
    assert!(!found(&office).rows.iter().any(|row| row.name == "朝霞里" && row.lags()), "it is under way");
    office.form("dossier.station", &[("on", "2026-11-01"), ("station", "朝霞社区")]);
    let now = found(&office);
    assert_eq!(now.coverage.map(|share| share.to_string()), Some("66.6".into()));
    let years: Vec<_> =
        now.years.iter().map(|line| (line.year, line.done.to_string(), line.target_so_far.to_string())).collect();
    assert_eq!(years, [(2026, "2.00005".into(), "3".into()), (2027, "0".into(), "8".into())]);
}

#[test]
fn nothing_is_dug_up_twice_unseen() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let cost = |office: &mut Tablet, item, what| {
        office.entry("dossier.cost", &[("item", item), ("what", what), ("quantity", "1"), ("unit", "项")]);
    };
    let doubled = |office: &Tablet| {
        let terms = office.model.state().unwrap().terms.clone().unwrap();
        overview(office.model.state().unwrap(), &terms, Some(day("2026-06-01")), &|_| true).rows[0].doubled.clone()
    };
    cost(&mut office, "env.road", "南区");
    cost(&mut office, "env.road", "北区");
    assert_eq!(doubled(&office), [""; 0]);
    cost(&mut office, "env.road", "南区");
    assert_eq!(doubled(&office), ["env.road"]);
    // Of a listed compound the roads are the original works' to do.
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.form("dossier.acceptance", &[("how", "special")]);
    cost(&mut office, "spec.cctv", "全区");
    assert_eq!(doubled(&office), ["env.road"], "new hardware is not");
}

#[test]
fn works_on_one_building_are_not_those_on_another() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "none");
    let facade = |office: &mut Tablet, buildings, what| {
        let values = [("item", "house.facade"), ("buildings", buildings), ("what", what)];
        let said: Vec<_> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        office.entry("dossier.cost", &said)
    };
    facade(&mut office, "1幢", "");
    facade(&mut office, "柳巷12号", "");
    assert_eq!(office.funding().doubled, [""; 0]);
    // Whatever the words: it is the same wall.
    let again = facade(&mut office, "1", "北立面");
    assert_eq!(office.funding().doubled, ["house.facade"]);
    office.excuse(&again, "dossier.cost", Excuse::NotApplicable, "重复录入");
    assert_eq!(office.funding().doubled, [""; 0]);
    // One that names no building is of all of them.
    facade(&mut office, "", "");
    assert_eq!(office.funding().doubled, ["house.facade"]);
    let state = office.model.state().unwrap();
    let lines = Findings::of_campaign(state, &state.terms.clone().unwrap(), &|_| true).texts();
    let id = office.compound.as_str();
    assert!(lines.contains(&format!("PRG-4 {id} doubled house.facade")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("PRG-5 ") && line.ends_with(id)), "{lines:?}");
}

/// A room for the time being is no worse for its last day in what two devices have to agree on.
#[test]
fn the_campaigns_findings_are_of_no_day() {
    let mut office = office();
    office.choose(&Place::Compound, "base.programme", "programme", "courtyard");
    office.choose(&Place::Compound, "base.worksStatus", "status", "completed");
    office.fill(&Place::Compound, "base.worksStatus", "completion_date", "2025-01-01");
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    setting(&mut terms, "plan_issued", "2026-01-01");
    office.terms(terms);
    office.fill(&Place::Compound, "room.area", "area", "60");
    office.choose(&Place::Compound, "room.tenure", "tenure", "rented");
    office.fill(&Place::Compound, "room.tenure", "expires", "2027-06-30");
    let state = office.model.state().unwrap();
    let lines = Findings::of_campaign(state, &state.terms.clone().unwrap(), &|_| true).texts();
    let line = lines.iter().find(|line| line.starts_with("PRG-2")).unwrap();
    assert!(!line.contains("H1"), "{line}");
}

#[test]
fn a_district_is_told_by_its_name_with_or_without_city_and_the_word_for_it() {
    let mut office = office();
    let mut terms = office.model.state().unwrap().terms.clone().unwrap();
    (terms.city, terms.district) = (Some("天津市".into()), Some("和平区、河西区".into()));
    office.terms(terms);
    let met = |office: &mut Tablet, typed: &str| {
        office.fill(&Place::Compound, "base.admin", "district", typed);
        office.dossier("2026-06-01").eligibility.criteria[0].1
    };
    for (typed, expected) in
        [("和平区", Met::Yes), ("和平", Met::Yes), ("天津市河西区", Met::Yes), ("南开区", Met::No), ("平", Met::No)]
    {
        assert_eq!(met(&mut office, typed), expected, "{typed}");
    }
    // Under one heading, however it was typed; and with several districts none is offered.
    met(&mut office, "和平");
    let state = office.model.state().unwrap();
    let terms = state.terms.clone().unwrap();
    assert_eq!(overview(state, &terms, None, &|_| true).rows[0].district.as_deref(), Some("和平区"));
    let offered = |terms: &Terms| {
        wenlou::app::survey::known(office.compound(), Some(terms), &Place::Compound, "base.admin", "district")
    };
    assert_eq!(offered(&terms), None);
    assert_eq!(offered(&Terms { district: Some("和平区".into()), ..terms }).as_deref(), Some("和平区"));
}

#[test]
fn a_building_that_the_roll_hasnt_is_named() {
    let mut office = office();
    office.form(
        "dossier.scope",
        &[("decision", "partly"), ("buildings", "1幢\n7幢"), ("reason", "成套"), ("by", "市物改办")],
    );
    office.entry("dossier.appraisal", &[("building", "11"), ("referred", "2026-03-01")]);
    assert_eq!(office.says("BUILDING"), [r#"dossier.scope "7幢""#, r#"dossier.appraisal "11""#]);
}

#[test]
fn a_service_that_doesnt_apply_says_why() {
    let mut office = office();
    office.excuse(&Place::Compound, "mech.green", Excuse::NotApplicable, "没有公共绿地");
    assert_eq!(office.says("H6")[0], "not_agreed");
    assert!(office.says("H6").contains(&r#"reason "没有公共绿地""#.to_owned()));
    office.form("dossier.haves", &[("not_applicable", "H6"), ("reason", "同意")]);
    assert_eq!(office.dossier("2026-06-01").haves[5].reasons, ["没有公共绿地", "同意"]);
}

#[test]
fn the_surveys_days_stand_in_where_the_dossier_has_none() {
    let mut office = office();
    let works = Place::Compound;
    office.choose(&works, "base.worksStatus", "status", "accepted");
    office.fill(&works, "base.worksStatus", "completion_date", "2026-03-02");
    office.fill(&works, "base.worksStatus", "acceptance_date", "2026-03-01");
    let confirmed = |office: &Tablet| office.dossier("2026-06-01").acceptance.unwrap().confirmed;
    assert!(!confirmed(&office), "it was completed after it was accepted");
    office.fill(&works, "base.worksStatus", "acceptance_date", "2026-03-02");
    assert!(confirmed(&office));
    decide(&mut office, true);
    office.fill(&works, "mech.committee", "assembly", "2026-04-01");
    office.fill(&works, "mech.committee", "committee", "2026-04-20");
    let found = office.dossier("2026-06-01");
    assert_eq!(step(&found, &Duty::Assembly)[3].as_deref(), Some("2026-04-20"));
}
