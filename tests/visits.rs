//! Visits at a door as a person records them: a button hit twice is one visit, and nothing else is taken for that.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{COMPOUND, Scenario};
use wenlou::app::ballot::Msg;
use wenlou::app::form::FormKey;
use wenlou::app::{AtStart, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::VisitOutcome;
use wenlou::domain::ids::HouseholdId;

struct Tablet(Model);

impl Tablet {
    /// A collector's tablet that has the work packet, at the door of 1-1-101.
    fn at_the_door() -> Self {
        let scenario = Scenario::ready(1);
        let tablet = &scenario.tablets[0];
        let campaign = tablet.journal.campaign().clone();
        let ids: Vec<_> = tablet.journal.entries().map(|(id, _)| id.clone()).collect();
        let records = ids.into_iter().map(|id| (id.clone(), tablet.text(&id))).collect();
        let mut app = Self(Model::new(Parts::DOORS));
        let key = Some(tablet.device.key.clone());
        app.send(0, Event::Started(Box::new(AtStart { key, ..AtStart::default() })));
        app.send(0, Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), "1-1-101".into())));
        app.send(0, Event::Loaded { campaign, records });
        app.type_collector("王芳");
        app
    }

    fn send(&mut self, at: i64, event: Event) {
        let moment = Moment { at, local: "2026-10-08T09:00".into(), nonce: "n".repeat(22) };
        update(&mut self.0, &moment, event);
    }

    fn type_collector(&mut self, name: &str) {
        let form = FormKey::Visit(COMPOUND.into(), "1-1-101".into());
        self.send(0, Event::Edit { form: form.clone(), field: "collector_a", text: name.into() });
        self.send(0, Event::Edit { form, field: "collector_b", text: "李明".into() });
    }

    fn tap(&mut self, at: i64, outcome: VisitOutcome) {
        self.tap_at("1-1-101", at, outcome);
    }

    fn tap_at(&mut self, household: &str, at: i64, outcome: VisitOutcome) {
        let household: HouseholdId = household.into();
        let form = FormKey::Visit(COMPOUND.into(), household.clone());
        if self.0.form(&form).text("collector_a").is_empty() {
            self.send(at, Event::Edit { form: form.clone(), field: "collector_a", text: "王芳".into() });
            self.send(at, Event::Edit { form, field: "collector_b", text: "李明".into() });
        }
        self.send(at, Event::ballot(Msg::Visit { compound: COMPOUND.into(), household, outcome }));
    }

    /// Types a ballot in and records it; how many are on record then.
    fn ballot(&mut self, fields: &[(&'static str, &str)]) -> usize {
        let household: HouseholdId = "1-1-101".into();
        let form = FormKey::Ballot(COMPOUND.into(), household.clone());
        for (field, text) in fields {
            self.send(1, Event::Edit { form: form.clone(), field, text: (*text).into() });
        }
        self.send(2, Event::ballot(Msg::Record { compound: COMPOUND.into(), household: household.clone() }));
        self.0.compound(&COMPOUND.into()).unwrap().file(&household).unwrap().ballots.len()
    }

    fn visits(&self, household: &str) -> Vec<VisitOutcome> {
        let file = self.0.compound(&COMPOUND.into()).unwrap().file(&household.into()).unwrap();
        file.visits.iter().map(|visit| visit.visit.outcome).collect()
    }
}

#[test]
fn a_button_that_is_hit_twice_records_one_visit() {
    let mut tablet = Tablet::at_the_door();
    tablet.tap(1_000_000, VisitOutcome::NotMet);
    tablet.tap(1_000_200, VisitOutcome::NotMet);
    tablet.tap(1_000_900, VisitOutcome::NotMet);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::NotMet]);
    assert!(tablet.0.toasts.last().is_some(), "what was done is still said");
}

#[test]
fn what_differs_or_comes_later_is_a_visit_of_its_own() {
    let mut tablet = Tablet::at_the_door();
    tablet.tap(1_000_000, VisitOutcome::NotMet);
    // Another outcome, another door, the same again a while later, the same with a clock that was set back.
    tablet.tap(1_000_200, VisitOutcome::ComeBack);
    tablet.tap_at("1-1-201", 1_000_300, VisitOutcome::ComeBack);
    tablet.tap(1_030_000, VisitOutcome::ComeBack);
    tablet.tap(500_000, VisitOutcome::ComeBack);
    let again = [VisitOutcome::ComeBack; 3];
    assert_eq!(tablet.visits("1-1-101"), [&[VisitOutcome::NotMet], &again[..]].concat());
    assert_eq!(tablet.visits("1-1-201"), [VisitOutcome::ComeBack]);
}

#[test]
fn what_was_only_said_is_no_ballot() {
    let mut tablet = Tablet::at_the_door();
    let said = [("collector_a", "王芳"), ("collector_b", "李明"), ("choice", "professional"), ("signer", "owner")];
    assert_eq!(tablet.ballot(&said), 0, "neither serial nor day");
    assert_eq!(tablet.ballot(&[("serial", " \u{3000}"), ("signed_on", "2026-10-08")]), 0, "a serial of blanks");
    assert_eq!(tablet.ballot(&[("serial", "No.7"), ("signed_on", "")]), 0, "no day");
    assert_eq!(tablet.ballot(&[("signed_on", "2026-10-08")]), 1);
}
