//! The second check and the photos of papers of two titles that became one: each paper is read and photographed at the door where it was recorded, and
//! nowhere does the one tell whoever may check what the other says.

use super::merged::{MERGE, signed_by};
use super::*;
use support::settle;
use wenlou::app::ballot::Msg;
use wenlou::app::check::{is_hidden, to_check};
use wenlou::app::form::FormKey;
use wenlou::app::{AtStart, Event, Model, Moment, Parts, Route, update};
use wenlou::domain::ballot::ChoiceClass;
use wenlou::journal::RecordId;
use wenlou::journal::fact::Check;

const KEPT: &str = "1-1-101";
const GONE: &str = "1-1-102";

fn with_setting(id: &str) -> Scenario {
    Scenario::with(1, |supervisor| {
        let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
        terms.settings.set(catalogue::setting(id).unwrap(), "yes").unwrap();
        supervisor.record(Fact::Terms(terms));
        support::import_roll(supervisor, support::households());
        support::freeze(supervisor);
        supervisor.record(support::posted());
    })
}

fn merge(s: &mut Scenario) {
    let correct = corrects(&s.supervisor.state(), &MERGE).unwrap();
    s.supervisor.record(Fact::Correct(correct));
}

/// With a paper of either title, the other one saying this, and merged.
fn merged(setting: &str, other: Choice) -> (Scenario, RecordId, RecordId) {
    let mut s = with_setting(setting);
    let kept = s.supervisor.record(ballot(KEPT, Choice::Professional));
    let gone = s.supervisor.record(signed_by(GONE, "N9", other, &[]));
    merge(&mut s);
    (s, kept, gone)
}

fn checked(household: &str, of: &RecordId, read: ChoiceClass, checker: &str) -> Fact {
    let (compound, household, ballot) = (COMPOUND.into(), household.into(), of.clone());
    let serial = Some("N9".to_owned());
    Fact::Check(Check { compound, household, ballot, read, checker: checker.into(), note: None, serial })
}

fn counts(s: &Scenario) -> (u64, u64) {
    let counts = compound(&s.supervisor.state()).tally().counts;
    (counts.professional, counts.waiting)
}

#[test]
fn what_was_read_on_a_merged_titles_paper_is_known_at_the_other_title() {
    let mut s = with_setting("second_check");
    s.supervisor.record(ballot(KEPT, Choice::Professional));
    let gone = s.supervisor.record(signed_by(GONE, "N9", Choice::Professional, &[]));
    s.supervisor.record(checked(GONE, &gone, ChoiceClass::Professional, "陈静"));
    assert_eq!(counts(&s), (1, 1));
    merge(&mut s);
    assert_eq!(counts(&s), (1, 0), "one title, and one of its papers was checked");
    // What was read otherwise stays so, whenever it was, until it is cleared up.
    s.supervisor.record(checked(GONE, &gone, ChoiceClass::Quasi, "钱丽"));
    assert_eq!(counts(&s), (0, 1));
    let state = s.supervisor.state();
    let [(id, of, Wait::Dispute)] = compound(&state).waiting()[..] else { panic!() };
    assert_eq!((id.as_str(), compound(&state).door_of(&of.stamp.id, id).as_str()), (KEPT, GONE));
    s.supervisor.record(checked(GONE, &gone, ChoiceClass::Professional, "孙丽"));
    assert_eq!(counts(&s), (1, 0));
}

#[test]
fn the_photo_of_a_merged_titles_paper_is_known_at_the_other_title() {
    let (mut s, _, _) = merged("form_photo", Choice::Professional);
    assert_eq!(counts(&s), (0, 1));
    let of = Subject::Form(GONE.into(), "N9".into());
    let photo = Photo { sha256: Sha256::new(&sha256_hex(b"N9")).unwrap(), size: 100_000, width: 1_600, height: 1_200 };
    s.supervisor.record(Fact::Photo(PhotoTaken { compound: COMPOUND.into(), of, photo, marked: None }));
    assert_eq!(counts(&s), (1, 0));
}

/// A supervisor's device, used by 周敏.
struct Office(Model);

impl Office {
    fn of(s: &Scenario) -> Self {
        let mut office = Self(Model::new(Parts::ALL));
        let mut at_start = AtStart { key: Some(s.supervisor.device.key.clone()), ..AtStart::default() };
        at_start.settings.person = "周敏".into();
        office.send(Event::Started(Box::new(at_start)));
        let campaign = s.supervisor.journal.campaign().clone();
        office.send(Event::Go(Route::Household(campaign.clone(), COMPOUND.into(), GONE.into())));
        office.send(Event::Loaded { campaign, records: s.supervisor.records() });
        office
    }

    fn send(&mut self, event: Event) {
        let now = Moment { at: 1_773_964_800_000, local: "2026-03-20T09:00".into(), nonce: "n".repeat(22) };
        update(&mut self.0, &now, event);
    }

    fn compound(&self) -> &Compound {
        compound(self.0.state().unwrap())
    }

    fn hides(&self) -> [bool; 2] {
        [KEPT, GONE].map(|door| is_hidden(&self.0, self.compound(), &door.into()))
    }

    fn show(&mut self, door: &str) {
        self.send(Event::ballot(Msg::Show { compound: COMPOUND.into(), household: door.into() }));
    }

    /// What they read, and whether that was taken.
    fn check(&mut self, door: &str, serial: &str, checker: &str) -> bool {
        let before = self.compound().file(&door.into()).unwrap().checks.len();
        for (field, text) in [("serial", serial), ("read", "professional"), ("checker", checker)] {
            self.send(Event::Edit { form: FormKey::Check(COMPOUND.into(), door.into()), field, text: text.into() });
        }
        self.send(Event::ballot(Msg::Check { compound: COMPOUND.into(), household: door.into() }));
        self.compound().file(&door.into()).unwrap().checks.len() > before
    }
}

#[test]
fn what_the_one_says_is_hidden_at_the_others_door_and_who_saw_either_can_check_neither() {
    let (s, kept, gone) = merged("second_check", Choice::Professional);
    for (door, other) in [(KEPT, GONE), (GONE, KEPT)] {
        let mut office = Office::of(&s);
        assert_eq!(office.hides(), [true; 2]);
        office.show(door);
        assert_eq!(office.hides(), [door == KEPT, door == GONE].map(|is_shown| !is_shown));
        let serial = |door| if door == KEPT { "No.1-1-101" } else { "N9" };
        assert!(!office.check(other, serial(other), "周敏"));
        assert!(office.check(other, serial(other), "孙丽"), "each is checked where it was recorded");
        assert_eq!(office.hides(), [false; 2], "one that was checked is enough");
    }
    let office = Office::of(&s);
    let to_check = |door: &str| to_check(office.compound(), &door.into()).map(|of| of.stamp.id.clone());
    assert_eq!([KEPT, GONE].map(to_check), [Some(kept), Some(gone)]);
}

#[test]
fn who_saw_one_of_two_that_contradict_each_other_cannot_check_the_one_that_is_let_stand() {
    let (mut s, kept, gone) = merged("second_check", Choice::Quasi);
    for looks in [true, false] {
        let mut office = Office::of(&s);
        assert_eq!(office.hides(), [true; 2]);
        if looks {
            office.show(GONE);
        }
        assert_eq!(office.hides(), [!looks; 2]);
        assert!(!office.check(GONE, "N9", "孙丽"), "which of them is to be read nobody knows yet");
        let form = FormKey::Settle(COMPOUND.into(), KEPT.into());
        office.send(Event::Edit { form: form.clone(), field: "keep", text: kept.to_string() });
        office.send(Event::Edit { form, field: "why", text: "本人到场确认".into() });
        office
            .send(Event::tally(wenlou::app::tally::Msg::Settle { compound: COMPOUND.into(), household: KEPT.into() }));
        assert!(matches!(office.compound().standing(&KEPT.into()), Standing::Waiting { wait: Wait::Check, .. }));
        assert!(office.hides()[0]);
        assert_eq!(office.check(KEPT, "No.1-1-101", "周敏"), !looks);
    }
    s.supervisor.record(settle(KEPT, &[&kept, &gone], Some(&kept)));
    assert_eq!(Office::of(&s).hides(), [true; 2]);
}
