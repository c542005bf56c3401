//! Papers that are printed from the roll: for whom, what they can't be printed without, their figures; and the form that is scanned at the doors.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "papers/figures.rs"]
mod figures;
#[path = "papers/forms.rs"]
mod forms;
#[path = "papers/lacks.rs"]
mod lacks;
#[path = "papers/notices.rs"]
mod notices;
#[path = "papers/register.rs"]
mod register;
#[path = "papers/results.rs"]
mod results;
#[path = "papers/scanned.rs"]
mod scanned;
mod support;

use support::{
    COMPOUND, HOUSEHOLDS, POSTED_ON, SHOP, Scenario, Tablet, ballot, close, freeze, household, households as titles,
    import_roll, posted, visit,
};
use wenlou::app::form::FormKey;
use wenlou::app::papers::{Lack, Msg, Paper, households};
use wenlou::app::scan::Miss;
use wenlou::app::{AtStart, Effect, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::{Choice, Delivery, HandedOver, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::household::{Household, Use};
use wenlou::domain::place::Place;
use wenlou::domain::roll::Roll;
use wenlou::findings::count::Count;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::{Correct, Spoil};

/// Terms with these settings.
fn terms(settings: &[(&str, &str)]) -> Fact {
    let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
    for (id, value) in settings {
        terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
    }
    Fact::Terms(terms)
}

/// Everything up to the first visit, in a campaign of these terms.
fn hanging(terms: Fact) -> Scenario {
    Scenario::with(1, |supervisor| {
        supervisor.record(terms);
        import_roll(supervisor, titles());
        freeze(supervisor);
        supervisor.record(posted());
    })
}

/// The same in one that prints its forms.
fn printing() -> Scenario {
    hanging(terms(&[("forms", "printed")]))
}

fn compound(tablet: &Tablet) -> Compound {
    tablet.state().compounds.get(&COMPOUND.into()).unwrap().clone()
}

fn spoil(household: &str, serial: &str) -> Fact {
    let (compound, household) = (COMPOUND.into(), household.into());
    Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "涂改".into() })
}

/// The frozen roll becomes `after`: with what is put on it, without one title.
fn correct(supervisor: &mut Tablet, put: Vec<Household>, without: &str, after: &Roll) {
    let from = compound(supervisor).frozen_roll().unwrap().hash().to_owned();
    supervisor.record(Fact::Correct(Correct {
        compound: COMPOUND.into(),
        from,
        put,
        take: vec![without.into()],
        roll: after.hash().to_owned(),
        households: after.counted(),
        why: "与权证不符".into(),
    }));
}

fn take_off_the_shop(supervisor: &mut Tablet) {
    let after = Roll::new(titles().into_iter().filter(|title| title.id.as_str() != SHOP).collect());
    assert_eq!(after.counted(), 8);
    correct(supervisor, vec![], SHOP, &after);
}

/// A program that has what is on this tablet open.
struct Program(Model);

impl Program {
    fn on(tablet: &Tablet, parts: Parts, route: impl FnOnce(&str) -> Route) -> Self {
        let campaign = tablet.journal.campaign().clone();
        let records = tablet.records();
        let mut program = Self(Model::new(parts));
        let key = Some(tablet.device.key.clone());
        program.send(Event::Started(Box::new(AtStart { key, ..AtStart::default() })));
        program.send(Event::Go(route(campaign.as_str())));
        program.send(Event::Loaded { campaign, records });
        program
    }

    fn at_the_doors(tablet: &Tablet) -> Self {
        Self::on(tablet, Parts::DOORS, |campaign| Route::Doors(campaign.into(), COMPOUND.into(), None))
    }

    fn at_the_papers(tablet: &Tablet) -> Self {
        Self::on(tablet, Parts::ALL, |campaign| Route::Papers(campaign.into(), COMPOUND.into()))
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        let moment = Moment { at: 0, local: "2026-03-12T09:00".into(), nonce: "n".repeat(22) };
        update(&mut self.0, &moment, event)
    }

    /// Why a scanned text opens no household.
    fn miss(&mut self, text: &str) -> Miss {
        let before = self.0.route.clone();
        assert_eq!(self.send(Event::Scanned(text.to_owned())), []);
        assert_eq!(self.0.route, before);
        self.0.missed_form.clone().unwrap()
    }
}

/// What keeps each paper that can't be printed on this device from it, on `today`.
fn lacks(tablet: &Tablet, today: &str) -> Vec<(Paper, Vec<Lack>)> {
    let office = Program::at_the_papers(tablet);
    let of = |paper: Paper| (paper, paper.lacks(&office.0, office.0.routed_compound().unwrap(), today));
    Paper::ALL.into_iter().map(of).filter(|(_, lacks)| !lacks.is_empty()).collect()
}

/// The same of one paper.
fn lacks_of(paper: Paper, tablet: &Tablet, today: &str) -> Vec<Lack> {
    lacks(tablet, today).into_iter().find(|(of, _)| *of == paper).map(|(_, lacks)| lacks).unwrap_or_default()
}

const TODAY: &str = "2026-03-22";

/// A visit at which a form was handed over.
fn handing(household: &str, at: &str, outcome: VisitOutcome, serial: Option<&str>) -> Fact {
    let Fact::Visit(mut made) = visit(household, outcome) else { panic!() };
    made.visit.at = at.into();
    made.visit.collectors = ["王", "李"].map(str::to_owned).to_vec();
    made.visit.form =
        serial.map(|serial| HandedOver { how: Delivery::InPerson, serial: Some(serial.into()), receipt: None });
    Fact::Visit(made)
}

fn on_paper(household: &str, serial: &str) -> Fact {
    let Fact::Ballot(mut taken) = ballot(household, Choice::Professional) else { panic!() };
    taken.ballot.serial = serial.into();
    Fact::Ballot(taken)
}
