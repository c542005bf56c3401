//! Visits at a door as a person records them: a button hit twice is one visit, a ballot taken at the door is one too, and what was recorded by mistake
//! is taken back and stays to be read.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{COMPOUND, Scenario, ballot, revoke, undo_visit, visit};
use wenlou::app::ballot::{AtDoor, Door, Msg, Paper, door};
use wenlou::app::form::FormKey;
use wenlou::app::round;
use wenlou::app::take_back::{self, Whose, undoable};
use wenlou::app::{AtStart, Event, Lang, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::{Choice, Delivery, VisitOutcome};
use wenlou::domain::catalogue;
use wenlou::domain::ids::{CompoundId, HouseholdId};
use wenlou::findings::count::is_reached;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::entry::MAX_FIELD;
use wenlou::journal::fact::{Enrol, Spoil};
use wenlou::journal::household_file::{Ended, HouseholdFile};
use wenlou::journal::state::NoEffect;

struct Tablet(Model);

impl Tablet {
    /// A collector's tablet that has the work packet, at the door of 1-1-101.
    fn at_the_door() -> Self {
        Self::of(&Scenario::ready(1).tablets[0], Parts::DOORS)
    }

    /// The program on a device, at the door of 1-1-101.
    fn of(tablet: &support::Tablet, parts: Parts) -> Self {
        let campaign = tablet.journal.campaign().clone();
        let records = tablet.records();
        let mut app = Self(Model::new(parts));
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

    fn edit(&mut self, form: FormKey, fields: &[(&'static str, &str)]) {
        for (field, text) in fields {
            self.send(1, Event::Edit { form: form.clone(), field, text: (*text).into() });
        }
    }

    /// Takes the visit back that is the `nth` on record at 1-1-101.
    fn undo(&mut self, nth: usize, why: &str) {
        let visit = self.file().visits[nth].stamp.id.to_string();
        self.edit(FormKey::UndoVisit(COMPOUND.into(), "1-1-101".into()), &[("visit", &visit), ("why", why)]);
        self.take_back(take_back::Msg::Visit { compound: COMPOUND.into(), household: "1-1-101".into() });
    }

    /// Takes the ballot back that stands at 1-1-101.
    fn withdraw(&mut self, why: &str) {
        self.withdraw_that_of(Whose::Another, why);
    }

    fn withdraw_that_of(&mut self, whose: Whose, why: &str) {
        let ballot = self.file().standing_ballots().next().unwrap().stamp.id.to_string();
        let form = FormKey::Withdraw(COMPOUND.into(), "1-1-101".into());
        self.edit(form, &[(take_back::BALLOT, &ballot), (take_back::WHOSE, whose.code()), ("why", why)]);
        self.take_back(take_back::Msg::Ballot { compound: COMPOUND.into(), household: "1-1-101".into() });
    }

    /// Whether the ballot that was taken back last is on record as another household's.
    fn was_anothers(&self) -> bool {
        let last = &self.file().ballots.last().unwrap().stamp.id;
        matches!(self.file().ended[last], Ended::Withdrawn { is_anothers: true, .. })
    }

    /// That is done in the office's program.
    fn take_back(&mut self, msg: take_back::Msg) {
        let parts = std::mem::replace(&mut self.0.parts, Parts::ALL);
        self.send(9, Event::take_back(msg));
        self.0.parts = parts;
    }

    fn compound(&self) -> &Compound {
        self.0.compound(&COMPOUND.into()).unwrap()
    }

    fn file(&self) -> &HouseholdFile {
        self.compound().file(&"1-1-101".into()).unwrap()
    }

    /// How the door of 1-1-101 looks on the grid.
    fn door(&self) -> Door {
        let compound = self.compound();
        door(compound, compound.frozen_roll().unwrap().get(&"1-1-101".into()).unwrap(), &[])
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

    /// Begins the correction of the ballot that stands at the first door.
    fn correct(&mut self) {
        let paper = Paper::Same(self.file().standing_ballots().next().unwrap().stamp.id.clone());
        self.send(3, Event::ballot(Msg::Begin { compound: COMPOUND.into(), household: "1-1-101".into(), paper }));
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
    assert!(tablet.0.round.left.is_some(), "what was done is still said");
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

const PAIR: [(&str, &str); 2] = [("collector_a", "王芳"), ("collector_b", "李明")];
const PAPER: [(&str, &str); 3] = [("serial", "No.7"), ("choice", "quasi"), ("signed_on", "2026-10-08")];

#[test]
fn a_ballot_taken_at_the_door_is_a_visit_too() {
    let mut tablet = Tablet::at_the_door();
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    let [made] = tablet.file().visits.as_slice() else { panic!("one visit") };
    assert_eq!((made.visit.outcome, made.visit.at.as_str()), (VisitOutcome::Collected, "2026-10-08T09:00"));
    assert_eq!(made.visit.collectors, ["王芳", "李明"]);
    assert_eq!(made.visit.form, None, "nothing was said of how it had been handed over");
    // They are stored together: what is lost of them is lost together.
    let batches: Vec<usize> = tablet.0.saving.underway.iter().map(|batch| batch.records.len()).collect();
    assert_eq!(batches, [2]);
}

/// The first lies in somebody's bag when they sign the second.
#[test]
fn a_paper_that_was_signed_after_the_visit_at_which_one_was_taken_is_another() {
    for (signed_on, visits) in [("2026-10-07", 1), ("2026-10-08", 2)] {
        let mut s = Scenario::ready(1);
        let Fact::Visit(mut made) = support::visit("1-1-101", VisitOutcome::Collected) else { panic!("a visit") };
        made.visit.at = "2026-10-07T19:00".into();
        s.tablets[0].record(Fact::Visit(made));
        let mut tablet = Tablet::of(&s.tablets[0], Parts::DOORS);
        assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &[("signed_on", signed_on)]].concat()), 1);
        assert_eq!((tablet.file().visits.len(), tablet.file().unrecorded_paper().is_some()), (visits, visits > 1));
    }
}

#[test]
fn whoever_says_once_more_that_the_paper_was_taken_makes_no_other_visit() {
    let mut tablet = Tablet::at_the_door();
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    tablet.tap(50_000, VisitOutcome::Collected);
    assert_eq!((tablet.visits("1-1-101"), tablet.door()), (vec![VisitOutcome::Collected], Door::Returned));
    // Where no ballot brought the visit, two taps are two papers.
    let mut tablet = Tablet::at_the_door();
    tablet.tap(10_000, VisitOutcome::Collected);
    tablet.tap(50_000, VisitOutcome::Collected);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Collected; 2]);
}

#[test]
fn what_a_supervisor_takes_back_of_a_tablets_comes_back_with_the_packet() {
    let mut s = Scenario::ready(2);
    let paper = s.tablets[0].record(ballot("1-1-101", Choice::Quasi));
    let took = s.tablets[0].record(visit("1-1-101", VisitOutcome::Collected));
    s.hand_over();
    s.supervisor.record(support::withdraw("1-1-101", &[&paper]));
    s.supervisor.record(undo_visit("1-1-101", &took));
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    for n in [0, 1] {
        s.tablets[n].take(&packet, &trusted);
        assert_eq!(s.tablets[n].state().remarks, [], "the other has none of it");
        assert_eq!(Tablet::of(&s.tablets[n], Parts::DOORS).door(), Door::Untouched);
    }
}

#[test]
fn a_paper_that_was_brought_is_no_visit() {
    let mut tablet = Tablet::at_the_door();
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &[("hand_in", "brought")]].concat()), 1);
    assert_eq!(tablet.visits("1-1-101"), []);
    // Where others go to the doors papers are brought to the supervisor, unless somebody says otherwise.
    let office = || Tablet::of(&Scenario::ready(1).supervisor, Parts::ALL);
    let mut plain = office();
    assert_eq!(plain.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    assert_eq!(plain.visits("1-1-101"), []);
    let mut went = office();
    assert_eq!(went.ballot(&[&PAIR[..], &PAPER, &[("hand_in", "at_door")]].concat()), 1);
    assert_eq!(went.visits("1-1-101"), [VisitOutcome::Collected]);
}

#[test]
fn one_visit_is_not_recorded_twice_and_a_correction_is_none() {
    let mut tablet = Tablet::at_the_door();
    tablet.tap(1_000_000, VisitOutcome::Delivered);
    tablet.tap(1_060_000, VisitOutcome::Collected);
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Delivered, VisitOutcome::Collected], "it is there already");
    tablet.correct();
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &[("why", "看错"), ("serial", "No.8")]].concat()), 2);
    assert_eq!(tablet.visits("1-1-101").len(), 2);
    // Nor one of another day, whose paper was on no record until now.
    let mut scenario = Scenario::ready(1);
    scenario.tablets[0].record(visit("1-1-101", VisitOutcome::Collected));
    let mut later = Tablet::of(&scenario.tablets[0], Parts::DOORS);
    later.ballot(&[&PAIR[..], &PAPER, &[("signed_on", "2026-03-09")]].concat());
    assert_eq!(later.visits("1-1-101"), [VisitOutcome::Collected]);
    // At that visit a form was handed over, and nothing taken.
    let mut scenario = Scenario::ready(1);
    scenario.tablets[0].record(visit("1-1-101", VisitOutcome::Delivered));
    let mut later = Tablet::of(&scenario.tablets[0], Parts::DOORS);
    later.ballot(&[&PAIR[..], &PAPER].concat());
    assert_eq!(later.visits("1-1-101"), [VisitOutcome::Delivered, VisitOutcome::Collected]);
}

#[test]
fn a_ballot_that_cannot_be_written_leaves_no_visit() {
    let mut tablet = Tablet::at_the_door();
    let note = "字".repeat(MAX_FIELD);
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &[("note", &note)]].concat()), 0);
    assert_eq!(tablet.visits("1-1-101"), []);
    assert_eq!(tablet.ballot(&[("note", "")]), 1, "what was typed is still there");
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Collected]);
}

#[test]
fn a_ballot_that_is_withdrawn_takes_its_visit_along_and_no_other() {
    let mut tablet = Tablet::at_the_door();
    tablet.tap(1_000_000, VisitOutcome::Delivered);
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Delivered, VisitOutcome::Collected]);
    tablet.withdraw("记错户");
    assert!(tablet.was_anothers());
    assert_eq!(tablet.file().standing_ballots().count(), 0);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Delivered]);
    assert_eq!((tablet.file().undone_visits.len(), tablet.file().undone_visits[0].why.as_str()), (1, "记错户"));
    assert_eq!(tablet.door(), Door::Delivered);
}

#[test]
fn the_visit_at_which_another_households_paper_was_filled_in_at_once_goes_along() {
    let mut tablet = Tablet::at_the_door();
    tablet.tap(100, VisitOutcome::NotMet);
    tablet.tap(200_000, VisitOutcome::Delivered);
    // `ballot` and `withdraw` are at the clock's beginning: within the ten minutes.
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::NotMet, VisitOutcome::Delivered]);
    tablet.withdraw("记错户");
    assert_eq!((tablet.visits("1-1-101"), tablet.door()), (vec![VisitOutcome::NotMet], Door::NotMet));
}

#[test]
fn a_visit_that_was_there_before_another_households_paper_can_stay() {
    let mut tablet = Tablet::at_the_door();
    // A paper is taken, and another household's is typed in here.
    tablet.tap(200_000, VisitOutcome::Collected);
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    tablet.withdraw_that_of(Whose::AnotherBesides, "是102的表");
    assert!(tablet.was_anothers());
    assert_eq!((tablet.visits("1-1-101"), tablet.door()), (vec![VisitOutcome::Collected], Door::Collected));
    // A visit that another paper brought along is none of this one's.
    let mut tablet = Tablet::at_the_door();
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    let (compound, household) = (CompoundId::from(COMPOUND), HouseholdId::from("1-1-101"));
    let begin = Msg::Begin { compound: compound.clone(), household: household.clone(), paper: Paper::Another };
    tablet.send(60_000, Event::ballot(begin));
    let form = FormKey::Ballot(compound.clone(), household.clone());
    tablet.edit(form, &[&PAPER[..], &[("serial", "No.9"), ("hand_in", "brought")]].concat());
    tablet.send(60_000, Event::ballot(Msg::Record { compound: compound.clone(), household: household.clone() }));
    let second = tablet.file().standing_ballots().nth(1).unwrap().stamp.id.to_string();
    let form = FormKey::Withdraw(compound.clone(), household.clone());
    tablet.edit(form, &[(take_back::BALLOT, &second), ("why", "是102的表")]);
    tablet.take_back(take_back::Msg::Ballot { compound, household });
    assert_eq!(tablet.file().standing_ballots().count(), 1);
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Collected]);
}

/// A tablet that knows that a household may change its mind.
fn changes_allowed() -> Scenario {
    let mut s = Scenario::ready(1);
    let mut terms = s.supervisor.state().terms.unwrap();
    terms.settings.set(catalogue::setting("allow_change").unwrap(), "yes").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    let (packet, trusted) = (s.supervisor.packet(), s.trusted());
    s.tablets[0].take(&packet, &trusted);
    s
}

#[test]
fn who_changes_their_mind_at_the_door_was_asked_once_more_and_the_paper_of_before_is_no_missed_one() {
    let mut s = changes_allowed();
    let Fact::Visit(mut took) = visit("1-1-101", VisitOutcome::Collected) else { panic!("a visit") };
    took.visit.at = "2026-10-07T19:00".into();
    s.tablets[0].record(Fact::Visit(took));
    let mut tablet = Tablet::of(&s.tablets[0], Parts::DOORS);
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &[("signed_on", "2026-10-06")]].concat()), 1);
    assert_eq!(tablet.visits("1-1-101").len(), 1);
    let (compound, household) = (CompoundId::from(COMPOUND), HouseholdId::from("1-1-101"));
    let begin = Msg::Begin { compound: compound.clone(), household: household.clone(), paper: Paper::Another };
    tablet.send(60_000, Event::ballot(begin));
    let form = FormKey::Ballot(compound.clone(), household.clone());
    let other = [("serial", "No.9"), ("choice", "professional"), ("why", "改主意")];
    tablet.edit(form, &[&PAIR[..], &PAPER, &other].concat());
    tablet.send(60_000, Event::ballot(Msg::Record { compound, household }));
    assert_eq!((tablet.file().ballots.len(), tablet.file().standing_ballots().count()), (2, 1));
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Collected; 2]);
    assert_eq!((tablet.door(), tablet.file().unrecorded_paper()), (Door::Returned, None));
    // Once more on the same day.
    let (compound, household) = (CompoundId::from(COMPOUND), HouseholdId::from("1-1-101"));
    let begin = Msg::Begin { compound, household, paper: Paper::Another };
    tablet.send(30 * 60_000, Event::ballot(begin));
    let other = [("serial", "No.10"), ("why", "又改主意")];
    tablet.edit(FormKey::Ballot(COMPOUND.into(), "1-1-101".into()), &[&PAIR[..], &PAPER, &other].concat());
    let record = Msg::Record { compound: COMPOUND.into(), household: "1-1-101".into() };
    tablet.send(30 * 60_000, Event::ballot(record));
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Collected; 3]);
    assert_eq!((tablet.door(), tablet.file().unrecorded_paper()), (Door::Returned, None));
}

/// It was taken without a signature, and signed when they went back.
#[test]
fn a_paper_that_was_signed_when_they_went_back_came_back_once_more() {
    let unsigned = [("serial", "No.7"), ("choice", "invalid"), ("invalid_code", "I1"), ("signed_on", "2026-10-07")];
    let signed = [("choice", "professional"), ("signer", "owner"), ("signed_on", "2026-10-08"), ("why", "上门补签")];
    let key = || FormKey::Ballot(COMPOUND.into(), "1-1-101".into());
    let record = || Event::ballot(Msg::Record { compound: COMPOUND.into(), household: "1-1-101".into() });
    let since = 20 * 60_000;
    for (hand_in, visits) in [("at_door", 2), ("brought", 1)] {
        let mut tablet = Tablet::at_the_door();
        assert_eq!(tablet.ballot(&[&PAIR[..], &unsigned].concat()), 1);
        tablet.type_collector("张伟");
        tablet.correct();
        assert_eq!(tablet.ballot(&signed), 1, "how it came back is asked");
        tablet.edit(key(), &[("hand_in", hand_in)]);
        tablet.send(since, record());
        assert_eq!(tablet.file().ballots.len(), 2);
        assert_eq!((tablet.visits("1-1-101").len(), tablet.door()), (visits, Door::Returned), "{hand_in}");
        let [first, .., last] = &tablet.file().visits[..] else { continue };
        assert_eq!((&first.visit.collectors[0][..], &last.visit.collectors[0][..]), ("王芳", "张伟"));
    }
    // They said that it was taken before they said what it says.
    let mut tablet = Tablet::at_the_door();
    assert_eq!(tablet.ballot(&[&PAIR[..], &unsigned].concat()), 1);
    tablet.tap(since, VisitOutcome::Collected);
    tablet.correct();
    tablet.edit(key(), &[&signed[..], &[("hand_in", "at_door")]].concat());
    tablet.send(since, record());
    assert_eq!(tablet.file().ballots.len(), 2);
    assert_eq!((tablet.visits("1-1-101").len(), tablet.door()), (2, Door::Returned));
    // A day that was copied wrongly is put right like anything else: it was signed by the time it was recorded.
    let mut tablet = Tablet::at_the_door();
    tablet.edit(key(), &[&PAIR[..], &PAPER, &[("signed_on", "2026-10-07")]].concat());
    tablet.send(1_791_421_200_000, record());
    tablet.correct();
    assert_eq!(tablet.ballot(&[("signed_on", "2026-10-08"), ("why", "日期抄错")]), 2);
    assert_eq!((tablet.visits("1-1-101").len(), tablet.door()), (1, Door::Returned));
}

/// Two are in the bag, and are recorded in the order in which they were taken.
#[test]
fn papers_from_a_bag_bring_no_visit_whichever_is_recorded_first() {
    for days in [["2026-10-06", "2026-10-07"], ["2026-10-07", "2026-10-06"]] {
        let mut s = Scenario::ready(1);
        for day in ["2026-10-06T19:00", "2026-10-07T19:00"] {
            let Fact::Visit(mut made) = visit("1-1-101", VisitOutcome::Collected) else { panic!("a visit") };
            made.visit.at = day.into();
            s.tablets[0].record(Fact::Visit(made));
        }
        let mut tablet = Tablet::of(&s.tablets[0], Parts::DOORS);
        assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &[("signed_on", days[0])]].concat()), 1);
        assert_eq!(tablet.door(), Door::Collected);
        let (compound, household) = (CompoundId::from(COMPOUND), HouseholdId::from("1-1-101"));
        tablet.send(60_000, Event::ballot(Msg::Begin { compound, household, paper: Paper::Another }));
        let other = [("serial", "No.9"), ("signed_on", days[1])];
        assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER, &other].concat()), 2);
        assert_eq!((tablet.visits("1-1-101").len(), tablet.door()), (2, Door::Returned), "{days:?}");
    }
}

/// It gave way to another household's, which was typed in as a change of mind.
#[test]
fn the_visit_of_a_paper_that_gave_way_to_another_households_stays() {
    let s = changes_allowed();
    let mut tablet = Tablet::of(&s.tablets[0], Parts::DOORS);
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    let (compound, household) = (CompoundId::from(COMPOUND), HouseholdId::from("1-1-101"));
    let form = FormKey::Ballot(compound.clone(), household.clone());
    let begin = Msg::Begin { compound: compound.clone(), household: household.clone(), paper: Paper::Another };
    tablet.send(60_000, Event::ballot(begin));
    tablet.edit(form, &[&PAIR[..], &PAPER, &[("serial", "No.9"), ("why", "改主意")]].concat());
    tablet.send(60_000, Event::ballot(Msg::Record { compound, household }));
    assert_eq!((tablet.file().ballots.len(), tablet.file().standing_ballots().count()), (2, 1));
    tablet.withdraw("是102的表");
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::Collected]);
    assert_eq!(tablet.door(), Door::Collected, "its own paper is to be recorded again");
    assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 3);
    assert_eq!((tablet.visits("1-1-101"), tablet.door()), (vec![VisitOutcome::Collected], Door::Returned));
}

/// Their names are suggested with its paper, and with no other; a visit of the desk's own is the desk's.
#[test]
fn a_desk_that_types_in_what_a_tablet_took_names_those_who_were_there() {
    let mut s = Scenario::ready(1);
    let Fact::Visit(mut took) = support::visit("1-1-101", VisitOutcome::Collected) else { panic!("a visit") };
    (took.visit.at, took.visit.collectors) = ("2026-10-08T08:00".into(), vec!["赵强".into(), "孙丽".into()]);
    s.tablets[0].record(Fact::Visit(took));
    s.hand_over();
    let campaign = s.supervisor.journal.campaign().clone();
    let at = |home: &str| Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), home.into()));
    let mut desk = Tablet::of(&s.supervisor, Parts::ALL);
    let suggested = |desk: &Tablet, form: fn(CompoundId, HouseholdId) -> FormKey, home: &str| {
        let form = desk.0.form(&form(COMPOUND.into(), home.into()));
        ["collector_a", "collector_b"].map(|field| form.text(field).to_owned())
    };
    desk.0.forms.remove(&FormKey::Visit(COMPOUND.into(), "1-1-101".into()));
    desk.send(0, at("1-1-102"));
    desk.send(0, at("1-1-101"));
    assert_eq!(suggested(&desk, FormKey::Ballot, "1-1-101"), ["赵强", "孙丽"]);
    assert_eq!(suggested(&desk, FormKey::Visit, "1-1-101"), suggested(&desk, FormKey::Visit, "1-1-102"));
    assert_eq!(desk.ballot(&PAPER), 1);
    assert_eq!(desk.file().ballots[0].ballot.collectors, ["赵强", "孙丽"]);
    for home in ["1-1-101", "1-1-102"] {
        desk.send(0, at(home));
        assert_eq!(suggested(&desk, FormKey::Ballot, home), ["", ""]);
        assert_ne!(suggested(&desk, FormKey::Visit, home), ["赵强", "孙丽"]);
    }
}

/// The tablet took its paper; the desk, which has heard of it, types in another's.
#[test]
fn a_paper_that_a_desk_typed_in_at_the_wrong_household_takes_no_visit_along() {
    let mut s = Scenario::ready(1);
    let Fact::Visit(mut took) = support::visit("1-1-101", VisitOutcome::Collected) else { panic!("a visit") };
    took.visit.at = "2026-10-08T08:00".into();
    s.tablets[0].record(Fact::Visit(took));
    s.hand_over();
    let mut desk = Tablet::of(&s.supervisor, Parts::ALL);
    assert_eq!(desk.ballot(&[&PAIR[..], &PAPER].concat()), 1);
    desk.withdraw("是102的表");
    assert_eq!((desk.visits("1-1-101"), desk.door()), (vec![VisitOutcome::Collected], Door::Collected));
}

/// Another household's paper stood in the way of this one's: it was settled away, and is to be recorded where it belongs.
#[test]
fn a_supervisor_takes_back_what_was_settled_away() {
    let mut s = Scenario::ready(1);
    let kept = s.tablets[0].record(ballot("1-1-101", Choice::Quasi));
    let mut other = support::taken("1-1-101", Choice::Professional);
    other.ballot.serial = "NO.9".into();
    let astray = s.tablets[0].record(Fact::Ballot(other));
    s.hand_over();
    s.supervisor.record(support::settle("1-1-101", &[&kept, &astray], Some(&kept)));
    let mut office = Tablet::of(&s.supervisor, Parts::ALL);
    let elsewhere = |office: &Tablet| office.compound().is_elsewhere("NO.9", &"1-1-102".into());
    assert!(elsewhere(&office));
    let form = FormKey::Withdraw(COMPOUND.into(), "1-1-101".into());
    office.edit(form, &[(take_back::BALLOT, &astray.to_string()), ("why", "是102的表")]);
    office.take_back(take_back::Msg::Ballot { compound: COMPOUND.into(), household: "1-1-101".into() });
    assert!(!elsewhere(&office), "its number is free");
    assert_eq!((office.file().standing_ballots().count(), office.door()), (1, Door::Returned));
    // A collector's device takes nothing back that a supervisor spoke of.
    let tablet = Tablet::of(&s.tablets[0], Parts::ALL);
    let (device, household) = (tablet.0.device.as_ref().unwrap().id.clone(), "1-1-101".into());
    let door = |supervisor| AtDoor {
        compound: office.compound(),
        household: &household,
        device: &device,
        supervisor,
        today: "",
    };
    assert_eq!(take_back::withdrawable(&door(false)).len(), 1);
}

#[test]
fn whose_paper_is_withdrawn_says_whether_the_visit_goes_along() {
    let mut tablet = Tablet::at_the_door();
    tablet.ballot(&[&PAIR[..], &PAPER].concat());
    let ballot = tablet.file().standing_ballots().next().unwrap().stamp.id.to_string();
    let form = FormKey::Withdraw(COMPOUND.into(), "1-1-101".into());
    tablet.edit(form, &[(take_back::BALLOT, &ballot), ("why", "签名看不清")]);
    tablet.take_back(take_back::Msg::Ballot { compound: COMPOUND.into(), household: "1-1-101".into() });
    assert_eq!(tablet.file().standing_ballots().count(), 1, "it has to be said");
    tablet.withdraw_that_of(Whose::ThisOne, "签名看不清");
    assert!(!tablet.was_anothers());
    assert_eq!((tablet.file().standing_ballots().count(), tablet.file().undone_visits.len()), (0, 0));
    // The paper lies there until its form is spoiled: then the household gets another.
    assert_eq!((tablet.visits("1-1-101"), tablet.door()), (vec![VisitOutcome::Collected], Door::Collected));
    let serial = tablet.file().ballots[0].ballot.serial.clone();
    let (compound, household) = (COMPOUND.into(), "1-1-101".into());
    let spoil = Fact::Spoil(Spoil { compound, household, serial, why: "换表".into() });
    let now = Moment { at: 2_000_000, local: "2026-10-08T09:30".into(), nonce: "n".repeat(22) };
    assert!(tablet.0.record(&now, spoil, &mut Vec::new()).is_some());
    assert_eq!(tablet.door(), Door::ComeBack);
}

#[test]
fn a_visit_that_was_hit_by_mistake_is_taken_back_and_stays_to_be_read() {
    let mut tablet = Tablet::at_the_door();
    tablet.tap(1_000_000, VisitOutcome::NotMet);
    tablet.tap(1_060_000, VisitOutcome::Gone);
    assert_eq!(tablet.door(), Door::Gone);
    tablet.undo(1, " ");
    let form = FormKey::UndoVisit(COMPOUND.into(), "1-1-101".into());
    assert!(tablet.0.form(&form).tried, "it takes a reason");
    assert_eq!(tablet.visits("1-1-101").len(), 2);
    tablet.undo(1, "点错");
    assert_eq!(tablet.visits("1-1-101"), [VisitOutcome::NotMet]);
    assert_eq!(tablet.door(), Door::NotMet);
    let [undone] = tablet.file().undone_visits.as_slice() else { panic!("one") };
    assert_eq!((undone.record.visit.outcome, undone.why.as_str()), (VisitOutcome::Gone, "点错"));
    assert_eq!(round::attempts(&tablet.0, tablet.file()).made, 1);
    // What was handed over wasn't, either.
    tablet.tap(1_120_000, VisitOutcome::Delivered);
    assert!(is_reached(tablet.compound(), &"1-1-101".into()));
    tablet.undo(1, "点错");
    assert!(!is_reached(tablet.compound(), &"1-1-101".into()));
    assert_eq!(tablet.file().undone_visits.len(), 2);
}

#[test]
fn a_device_takes_back_its_own_visits_and_a_supervisor_any() {
    let mut scenario = Scenario::ready(2);
    let made = scenario.tablets[0].record(visit("1-1-101", VisitOutcome::NotMet));
    scenario.hand_over();
    let trusted = scenario.trusted();
    let foreign = scenario.tablets[0].bundle();
    let other = &mut scenario.tablets[1];
    other.take(&foreign, &trusted);
    other.record(undo_visit("1-1-101", &made));
    let state = other.state();
    assert_eq!(state.remarks.last().unwrap().why, NoEffect::NotItsVisit);
    let compound = state.compounds.get(&COMPOUND.into()).unwrap();
    assert_eq!(compound.file(&"1-1-101".into()).unwrap().visits.len(), 1);
    let (household, device) = ("1-1-101".into(), other.device.id.clone());
    let at = AtDoor { compound, household: &household, device: &device, supervisor: false, today: "2026-10-08" };
    assert_eq!(undoable(&at), Vec::<&_>::new());
    assert_eq!(undoable(&AtDoor { supervisor: true, ..at }).len(), 1);
    scenario.supervisor.record(undo_visit("1-1-101", &made));
    let state = scenario.supervisor.state();
    assert_eq!(state.remarks, []);
    let file = state.compounds.get(&COMPOUND.into()).unwrap().file(&"1-1-101".into()).unwrap();
    assert_eq!(
        (file.visits.len(), file.undone_visits[0].by.id.device.clone()),
        (0, scenario.supervisor.device.id.clone())
    );
    // Nothing is taken back twice.
    scenario.supervisor.record(undo_visit("1-1-101", &made));
    assert_eq!(scenario.supervisor.state().remarks.last().unwrap().why, NoEffect::NotItsVisit);
}

#[test]
fn what_was_typed_for_another_outcome_waits_for_that() {
    let mut tablet = Tablet::at_the_door();
    let form = FormKey::Visit(COMPOUND.into(), "1-1-101".into());
    tablet.edit(
        form.clone(),
        &[("how", "entrusted"), ("serial", "a 7"), ("receipt", "陈伟"), ("again_on", "2026-10-09")],
    );
    tablet.tap(1_000_000, VisitOutcome::NotMet);
    assert_eq!(tablet.file().visits[0].visit.form, None, "nobody took a form");
    let typed = |tablet: &Tablet| {
        ["how", "serial", "receipt", "again_on"].map(|field| tablet.0.form(&form).text(field).to_owned())
    };
    assert_eq!(typed(&tablet), ["entrusted", "a 7", "陈伟", "2026-10-09"]);
    // The paper may be handed over and taken back at once.
    tablet.tap(1_060_000, VisitOutcome::Collected);
    let handed_over = tablet.file().visits[1].visit.form.clone().unwrap();
    assert_eq!((handed_over.how, handed_over.serial.as_deref()), (Delivery::Entrusted, Some("A7")));
    assert_eq!(handed_over.receipt.as_deref(), Some("陈伟"));
    assert_eq!(typed(&tablet), ["in_person", "", "", "2026-10-09"]);
    tablet.tap(1_120_000, VisitOutcome::ComeBack);
    assert_eq!(tablet.file().visits[2].visit.again.as_deref(), Some("2026-10-09"));
    assert_eq!(typed(&tablet)[3], "");
}

#[test]
fn every_end_of_a_visit_looks_like_itself_and_a_paper_without_its_ballot_is_listed() {
    let unrecorded = |tablet: &Tablet| round::unrecorded(tablet.compound()).len();
    for (outcome, looks) in [
        (VisitOutcome::NotMet, Door::NotMet),
        (VisitOutcome::Refused, Door::Refused),
        (VisitOutcome::Delivered, Door::Delivered),
        (VisitOutcome::ComeBack, Door::ComeBack),
        (VisitOutcome::Moved, Door::Moved),
        (VisitOutcome::Gone, Door::Gone),
    ] {
        let mut tablet = Tablet::at_the_door();
        assert_eq!(tablet.door(), Door::Untouched);
        tablet.tap(1_000_000, outcome);
        assert_eq!((tablet.door(), unrecorded(&tablet)), (looks, 0), "{outcome:?}");
    }
    let mut tablet = Tablet::at_the_door();
    tablet.tap(1_000_000, VisitOutcome::Collected);
    assert_eq!((tablet.door(), unrecorded(&tablet)), (Door::Collected, 1));
    // It lies in somebody's bag whatever is knocked at or handed over afterwards.
    tablet.tap(1_060_000, VisitOutcome::NotMet);
    assert_eq!((tablet.door(), unrecorded(&tablet)), (Door::Collected, 1));
    tablet.tap(1_120_000, VisitOutcome::Delivered);
    assert_eq!((tablet.door(), unrecorded(&tablet)), (Door::Collected, 1));
    tablet.ballot(&[&PAIR[..], &PAPER].concat());
    assert_eq!((tablet.door(), unrecorded(&tablet)), (Door::Returned, 0));
}

#[test]
fn what_was_done_names_the_household_as_its_screen_does() {
    let mut tablet = Tablet::at_the_door();
    let said = |tablet: &Tablet| {
        let message = &tablet.0.toasts.last().unwrap().message;
        [Lang::Zh, Lang::En].map(|lang| lang.message(message, tablet.0.state()))
    };
    tablet.tap(1_000_000, VisitOutcome::Delivered);
    assert_eq!(said(&tablet), ["1幢1单元101 入户已记录", "Building 1 Stairwell 1 101 visit recorded"]);
    tablet.ballot(&PAPER);
    tablet.correct();
    tablet.ballot(&[("choice", "professional"), ("why", "抄错")]);
    assert_eq!(said(&tablet)[0], "1幢1单元101 征求意见表已记录");
    tablet.withdraw("记错户");
    assert_eq!(said(&tablet)[0], "1幢1单元101 征求意见表已撤回");
    // Whatever campaign is open by then, it is told.
    assert_eq!(Lang::Zh.message(&tablet.0.toasts[0].message, None), "1-1-101 征求意见表已撤回");
}

#[test]
fn a_supervisor_without_helpers_takes_papers_at_the_door() {
    let visits_with = |scenario: &Scenario| {
        let mut tablet = Tablet::of(&scenario.supervisor, Parts::ALL);
        assert_eq!(tablet.ballot(&[&PAIR[..], &PAPER].concat()), 1);
        tablet.visits("1-1-101")
    };
    assert_eq!(visits_with(&Scenario::ready(0)), [VisitOutcome::Collected]);
    let mut helped = Scenario::ready(1);
    assert_eq!(visits_with(&helped), []);
    // The only helper's tablet is lost.
    let lost = helped.tablets[0].device.clone();
    helped.supervisor.record(revoke(&lost, 0));
    assert_eq!(visits_with(&helped), [VisitOutcome::Collected]);
    // One that knows itself to be enrolled, as who made a deputy does, is none other.
    let mut alone = Scenario::ready(0);
    let support::Device { id, name, key, .. } = alone.supervisor.device.clone();
    alone.supervisor.record(Fact::Enrol(Enrol { device: id, name, person: None, key }));
    assert_eq!(visits_with(&alone), [VisitOutcome::Collected]);
}

/// The whole round at a door: the form handed over, filled in at once and taken back.
#[test]
fn what_is_typed_of_a_visit_goes_on_record_with_the_ballot_that_was_taken_at_it() {
    let form = || FormKey::Visit(COMPOUND.into(), "1-1-101".into());
    let said = [("note", "本人腿脚不便，子女代领"), ("how", "entrusted"), ("receipt", "孙*")];
    let ballot = [("serial", "A-1"), ("choice", "quasi"), ("signer", "owner"), ("signed_on", "2026-10-08")];
    let mut tablet = Tablet::at_the_door();
    tablet.edit(form(), &said);
    assert_eq!(tablet.ballot(&ballot), 1);
    let made = &tablet.file().visits[0].visit;
    let handed_over = made.form.as_ref().unwrap();
    assert_eq!((made.outcome, made.note.as_deref()), (VisitOutcome::Collected, Some(said[0].1)));
    assert_eq!((handed_over.how, handed_over.receipt.as_deref()), (Delivery::Entrusted, Some("孙*")));
    assert!(tablet.0.round.left.is_some(), "nothing is left to be said here");
    assert_eq!(tablet.0.form(&form()).text("note"), "");

    // Brought to the desk, the paper is of no visit, and what was typed of one is still in sight.
    let mut desk = Tablet::at_the_door();
    desk.edit(form(), &said);
    assert_eq!(desk.ballot(&[&ballot[..], &[("hand_in", "brought")]].concat()), 1);
    assert_eq!((desk.file().visits.len(), desk.0.form(&form()).text("note")), (0, said[0].1));
    assert!(desk.0.round.left.is_none());

    // Neither goes on record where the number that was handed over can't be this household's.
    let mut wrong = Tablet::at_the_door();
    wrong.send(
        0,
        Event::ballot(Msg::Visit {
            compound: COMPOUND.into(),
            household: "1-1-101".into(),
            outcome: VisitOutcome::NotMet,
        }),
    );
    wrong.edit(FormKey::Visit(COMPOUND.into(), "1-1-201".into()), &[("serial", "B-1")]);
    wrong.tap_at("1-1-201", 5_000_000, VisitOutcome::Delivered);
    wrong.edit(form(), &[("serial", "B-1")]);
    assert_eq!(wrong.ballot(&ballot), 0);
    assert!(wrong.0.form(&form()).tried);
}

#[test]
fn a_form_that_is_filled_in_at_once_is_handed_over_and_taken_at_one_visit() {
    let ballot = [("serial", "A-1"), ("choice", "quasi"), ("signer", "owner"), ("signed_on", "2026-10-08")];
    // It is recorded two milliseconds after the hour.
    for (handed_over, visits) in [(-9 * 60_000, 1), (-11 * 60_000, 2)] {
        let mut tablet = Tablet::at_the_door();
        tablet.tap(handed_over, VisitOutcome::Delivered);
        assert_eq!(tablet.ballot(&ballot), 1);
        assert_eq!(tablet.visits("1-1-101").len(), visits, "{handed_over}");
    }
}
