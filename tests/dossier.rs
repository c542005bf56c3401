//! A compound's dossier as the supervisor fills it in, and what the plan's rules make of it.

// Helpers of tests fail by panicking as the tests do; clippy.toml only exempts the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "dossier/acceptance.rs"]
mod acceptance;
#[path = "dossier/assumptions.rs"]
mod assumptions;
#[path = "dossier/campaign.rs"]
mod campaign;
#[path = "dossier/costs.rs"]
mod costs;
#[path = "dossier/establishment.rs"]
mod establishment;
#[path = "dossier/forms.rs"]
mod forms;
#[path = "dossier/haves.rs"]
mod haves;
#[path = "dossier/overview.rs"]
mod overview;
#[path = "dossier/result.rs"]
mod result;
#[path = "dossier/running.rs"]
mod running;
#[path = "dossier/scope.rs"]
mod scope;
// Shared with the survey's tests, which do more of it.
#[allow(dead_code)]
#[path = "survey/tablet.rs"]
mod tablet;
#[path = "dossier/works.rs"]
mod works;

use rust_decimal::Decimal;
use tablet::Tablet;
use wenlou::app::survey::{Excuse, Msg};
use wenlou::app::{Event, dossier};
use wenlou::domain::ballot::{Ballot, Choice};
use wenlou::domain::campaign::{CompoundCard, CompoundKind, Terms};
use wenlou::domain::catalogue::{self, Have, Payer};
use wenlou::domain::date::{Date, date_text, parse_date};
use wenlou::domain::ids::CompoundId;
use wenlou::domain::notice::{ModeTerms, Notice};
use wenlou::domain::place::Place;
use wenlou::domain::rules::deadline::{Due, Duty, Standing};
use wenlou::domain::rules::eligibility::Verdict;
use wenlou::domain::rules::funding::Undetermined;
use wenlou::domain::rules::haves::Value;
use wenlou::domain::rules::programme::Programme;
use wenlou::domain::rules::room::Room;
use wenlou::findings::Findings;
use wenlou::findings::dossier::{Dossier, mode};
use wenlou::findings::funding::{Funding, funding};
use wenlou::findings::hardware::gaps;
use wenlou::findings::operation::{Operation, operation};
use wenlou::findings::overview::{Overview, overview};
use wenlou::findings::participation::{Participation, participation};
use wenlou::journal::Fact;
use wenlou::journal::fact::{BallotTaken, Close, Freeze, NoticePosted};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// With the campaign's blanks filled in.
fn office() -> Tablet {
    let mut office = Tablet::with_roll();
    let (district, cutoff_year) = (Some("上城区、下城区".into()), Some(2000));
    office.say(Terms { district, cutoff_year, ..office.terms() });
    office.set(&[("plan_issued", "2026-01-01")]);
    office
}

impl Tablet {
    /// What the campaign says.
    fn terms(&self) -> Terms {
        self.model.state().unwrap().terms.clone().unwrap()
    }

    /// From now on it says something else.
    fn say(&mut self, terms: Terms) {
        let now = self.now();
        self.model.record_all(&now, vec![Fact::Terms(terms)], &mut Vec::new());
    }

    fn set(&mut self, settings: &[(&str, &str)]) {
        let mut terms = self.terms();
        settings.iter().for_each(|(id, value)| terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap());
        self.say(terms);
    }

    /// All compounds side by side.
    fn seen(&self, today: &str) -> Overview {
        overview(self.model.state().unwrap(), &self.terms(), Some(day(today)), &|_| true)
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
        funding(self.compound(), &self.terms())
    }

    fn dossier(&self, today: &str) -> Dossier {
        wenlou::findings::dossier::dossier(self.compound(), &self.terms(), day(today))
    }

    fn findings(&self) -> Findings {
        Findings::of(self.model.state().unwrap(), self.compound(), &self.terms(), true)
    }

    /// What is found of all compounds together.
    fn campaign_findings(&self) -> Findings {
        Findings::of_campaign(self.model.state().unwrap(), &self.terms(), &|_| true)
    }

    /// What is found by a rule.
    fn says(&self, rule: &str) -> Vec<String> {
        by(rule, &self.findings())
    }

    fn took_part(&self) -> Participation {
        participation(self.compound(), &self.terms())
    }

    fn running(&self) -> Operation {
        operation(self.compound(), &self.terms(), day("2027-06-01"), mode(self.compound(), &self.terms()))
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

/// The notice, with none of its contents blank.
fn notice() -> Notice {
    let mode =
        || ModeTerms { form: "组织".into(), services: "服务".into(), fee: "收费".into(), charged_by: None };
    let (places, posted_on) = ("南门".into(), "2026-09-02".into());
    Notice { professional: mode(), quasi: mode(), places, posted_on, ..Notice::default() }
}

/// Closes the ballot with nobody's paper in, or with more than half for the professional mode.
fn decide(office: &mut Tablet, professional: bool) {
    let compound = office.compound.clone();
    let roll = office.compound().roll.as_ref().unwrap().hash().to_owned();
    let notice = notice();
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
    facts.push(closing(compound, "2026-10-08"));
    let now = office.now();
    office.model.record_all(&now, facts, &mut Vec::new());
}

/// The ballot of a compound is closed on the day `on`, by somebody who knew of no record.
fn closing(compound: CompoundId, on: &str) -> Fact {
    let (on, why) = (on.to_owned(), None);
    Fact::Close(Close { compound, on, known: Vec::new(), lost: Vec::new(), counted: None, why, heard: Vec::new() })
}

fn totals(found: &Funding) -> Vec<(&'static str, String)> {
    found.totals.iter().map(|(bearer, sum)| (bearer.code(), sum.to_string())).collect()
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
