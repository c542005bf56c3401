//! Closing a ballot: who sees the whole count, what is outstanding and wants a reason, whose word it is; and settling what contradicts itself.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "closing/asked.rs"]
mod asked;
#[path = "closing/devices.rs"]
mod devices;
#[path = "closing/papers.rs"]
mod papers;
#[path = "closing/said.rs"]
mod said;
mod support;

use std::rc::Rc;
use support::{
    COMPOUND, HOUSEHOLDS, Scenario, Tablet, ballot, close, compound_id, notice, posted, replacing, revoke, settle,
    taken, visit, withdraw,
};
use wenlou::app::ballot::{Door, Msg as AtDoor, Paper as BallotPaper, door};
use wenlou::app::campaign;
use wenlou::app::check::is_hidden;
use wenlou::app::form::{Form, FormKey, Problem, ProblemKind};
use wenlou::app::papers::{Lack, Paper};
use wenlou::app::survey::{Computed, computed};
use wenlou::app::tally::{
    Msg, NONE, Turn, What, check_close, check_settle, close_reason, corrected_since, missing, outstanding, papers,
    settled, settled_again, turns, undone_at,
};
use wenlou::app::{Answer, AtStart, Event, Model, Moment, Open, Parts, Route, round, update};
use wenlou::domain::ballot::{BlankReason, Choice, Delivery, HandedOver, InvalidCode, Visit, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::date::{add_days, date_text, parse_date};
use wenlou::domain::ids::{DeviceId, HouseholdId};
use wenlou::domain::json::{from_text, to_text};
use wenlou::domain::notice::Notice;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::domain::place::Place;
use wenlou::domain::rules::deadline::Duty;
use wenlou::domain::tally::Decision;
use wenlou::findings::Findings;
use wenlou::findings::closing::{self, Outstanding};
use wenlou::findings::dossier::dossier;
use wenlou::findings::overview::overview;
use wenlou::findings::progress::{Figures, progress};
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{
    Assign, BallotTaken, Close, Correct, NoticePosted, PhotoTaken, Received, Settle, Spoil, SpoilUndone, VisitMade,
};
use wenlou::journal::household_file::{Stamp, Standing};
use wenlou::journal::{Fact, Journal, RecordId};
use wenlou::text::Lang;

const DOOR: &str = HOUSEHOLDS[0];
const TODAY: &str = "2026-03-20";
/// Midnight of 20 March 2026 in UTC; in China it is that day from eight hours before.
const TODAY_MS: i64 = 1_773_964_800_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A device's app on the counting screen.
struct App {
    model: Model,
    at: i64,
}

impl App {
    fn of(tablet: &support::Tablet, person: &str) -> Self {
        let mut at_start = AtStart { key: Some(tablet.device.key.clone()), ..AtStart::default() };
        at_start.settings.person = person.into();
        let mut app = Self { model: Model::new(Parts::ALL), at: TODAY_MS };
        app.send(Event::Started(Box::new(at_start)));
        app.model.open = Some(Open { journal: tablet.journal.clone(), state: tablet.state() });
        app.send(Event::Go(Route::Tally(tablet.journal.campaign().clone(), compound_id())));
        app
    }

    fn send(&mut self, event: Event) {
        self.at += 60_000;
        let now = Moment { at: self.at, local: format!("{TODAY}T09:00"), nonce: format!("{:022}", self.at) };
        update(&mut self.model, &now, event);
    }

    fn fill(&mut self, form: &FormKey, texts: &[(&'static str, &str)]) {
        for (field, text) in texts {
            self.send(Event::Edit { form: form.clone(), field, text: (*text).into() });
        }
    }

    fn close(&mut self, texts: &[(&'static str, &str)]) {
        self.fill(&FormKey::Close(compound_id()), texts);
        self.send(Event::tally(Msg::Close(compound_id())));
    }

    fn reopen(&mut self) {
        self.fill(&FormKey::Close(compound_id()), &[("why", "关早了")]);
        self.send(Event::tally(Msg::Reopen(compound_id())));
    }

    fn settle(&mut self, texts: &[(&'static str, &str)]) {
        self.fill(&settle_form(), texts);
        self.send(Event::tally(Msg::Settle { compound: compound_id(), household: DOOR.into() }));
    }

    fn compound(&self) -> &Compound {
        self.model.compound(&compound_id()).unwrap()
    }

    fn settled(&self) -> Vec<(Stamp, &Settle)> {
        settled(&self.model, &compound_id())
    }

    fn outstanding(&self) -> Outstanding {
        let form = self.model.form(&FormKey::Close(compound_id()));
        outstanding(&self.model, self.compound(), &form, TODAY)
    }

    fn progress(&self) -> Figures {
        progress(self.compound()).whole
    }

    fn close_problems(&self) -> Vec<Problem> {
        let form = self.model.form(&FormKey::Close(compound_id()));
        check_close(&form, self.compound(), &self.outstanding(), TODAY).err().unwrap_or_default()
    }
}

fn settle_form() -> FormKey {
    FormKey::Settle(compound_id(), DOOR.into())
}

/// A visit at this time, with a form handed over or none.
fn knock(household: &str, at: &str, outcome: VisitOutcome, form: bool) -> Fact {
    let form = form.then_some(HandedOver { how: Delivery::InPerson, serial: None, receipt: None });
    let visit =
        Visit { at: at.into(), outcome, again: None, form, collectors: vec!["王".into(), "李".into()], note: None };
    Fact::Visit(VisitMade { compound: COMPOUND.into(), household: household.into(), visit })
}

/// The supervisor notes a bundle of `device` as having come at `at`.
fn received(supervisor: &mut support::Tablet, device: &DeviceId, at: i64) {
    supervisor.clock = at;
    supervisor.record(Fact::Received(of_bundle(device)));
}

/// That a bundle of a device came, with its first record.
fn of_bundle(device: &DeviceId) -> Received {
    let hash = "0".repeat(64);
    Received { device: device.clone(), bundle: 1, sha256: hash.clone(), previous: None, last: 1, head: hash }
}

/// A scenario without tablets in which all but the first doors returned their papers.
fn returned_but(missing: usize) -> Scenario {
    let mut s = Scenario::ready(0);
    for door in &HOUSEHOLDS[missing..] {
        s.supervisor.record(ballot(door, Choice::Quasi));
    }
    s
}

fn names<'h>(households: impl IntoIterator<Item = &'h HouseholdId>) -> Vec<&'h str> {
    households.into_iter().map(HouseholdId::as_str).collect()
}

fn spoil(serial: &str) -> Fact {
    let (compound, household) = (COMPOUND.into(), DOOR.into());
    Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "涂改".into() })
}

fn handed(serial: Option<&str>) -> Fact {
    let Fact::Visit(mut given) = knock(DOOR, "2026-03-11T09:00", VisitOutcome::Delivered, true) else {
        panic!("a visit")
    };
    given.visit.form.as_mut().unwrap().serial = serial.map(str::to_owned);
    Fact::Visit(given)
}

fn took() -> Fact {
    knock(DOOR, "2026-03-12T19:00", VisitOutcome::Collected, false)
}

/// The first door's paper, of another roll, day or number than the one that counts, say.
fn paper_of(change: impl FnOnce(&mut BallotTaken)) -> Fact {
    let mut of = taken(DOOR, Choice::Professional);
    change(&mut of);
    Fact::Ballot(of)
}
