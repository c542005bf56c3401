//! Ballots that wait: for a second person's check, for agreement, for a photo of the form; and forms that were spoiled.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::{
    COMPOUND, HOUSEHOLDS, Scenario, Tablet, ballot, close, compound_id, replacing, roll_hash, take, taken, undo_spoil,
    withdraw,
};
use wenlou::domain::ballot::{Choice, ChoiceClass, InvalidCode, Signer};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::form_serial::FormSerial;
use wenlou::domain::photo::{Photo, Sha256, Subject};
use wenlou::journal::fact::{Check, Close, PhotoDropped, PhotoTaken, Spoil};
use wenlou::journal::household_file::{Standing, Uncounted, Wait};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Fact, RecordId, State};

const DOOR: &str = HOUSEHOLDS[0];

/// A campaign with these settings, and tablets that know them.
fn campaign(tablets: u8, settings: &[(&str, &str)]) -> Scenario {
    Scenario::with(tablets, |supervisor| {
        supervisor.record(terms(settings));
        support::import_roll(supervisor, support::households());
        support::freeze(supervisor);
        supervisor.record(support::posted());
    })
}

fn terms(settings: &[(&str, &str)]) -> Fact {
    let mut terms = Terms { name: "柳荫街道老旧小区".into(), ..Terms::default() };
    for (id, value) in settings {
        terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
    }
    Fact::Terms(terms)
}

fn checked(of: &RecordId, read: ChoiceClass, checker: &str) -> Fact {
    checked_with(of, read, checker, None)
}

/// A check by somebody who read this number as well.
fn checked_with(of: &RecordId, read: ChoiceClass, checker: &str, serial: Option<&str>) -> Fact {
    let (checker, serial) = (checker.to_owned(), serial.map(str::to_owned));
    Fact::Check(Check {
        compound: compound_id(),
        household: DOOR.into(),
        ballot: of.clone(),
        read,
        checker,
        note: None,
        serial,
    })
}

fn spoiled(serial: &str) -> Fact {
    let (compound, household) = (compound_id(), DOOR.into());
    Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "撕坏".into() })
}

/// A photo of the form with this number.
fn photographed(serial: &str) -> Fact {
    photo_of(Subject::Form(DOOR.into(), serial.to_owned()))
}

fn photo_of(of: Subject) -> Fact {
    let sha256 = Sha256::new(&sha256_hex(format!("{of:?}").as_bytes())).unwrap();
    let photo = Photo { sha256, size: 100_000, width: 1_600, height: 1_200 };
    Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None })
}

fn serial() -> String {
    format!("No.{DOOR}")
}

/// How the household stands, in a word.
fn standing(state: &State) -> String {
    named(&state.compounds[&compound_id()].standing(&DOOR.into()))
}

fn named(standing: &Standing<'_>) -> String {
    match standing {
        Standing::Counted { class, .. } => class.code().to_owned(),
        Standing::Waiting { wait, .. } => format!("{wait:?}"),
        other => format!("{other:?}"),
    }
}

fn waiting(tablet: &Tablet) -> Vec<(String, Wait)> {
    let state = tablet.state();
    let waiting = state.compounds[&compound_id()].waiting();
    waiting.into_iter().map(|(id, _, wait)| (id.to_string(), wait)).collect()
}

fn last_remark(tablet: &Tablet) -> Option<NoEffect> {
    tablet.state().remarks.last().map(|remark| remark.why)
}

#[test]
fn a_ballot_counts_once_somebody_else_read_the_same() {
    let mut s = campaign(1, &[("second_check", "yes")]);
    let tablet = &mut s.tablets[0];
    let paper = tablet.record(ballot(DOOR, Choice::Professional));
    let recorder = tablet.state().compounds[&compound_id()].file(&DOOR.into()).unwrap().ballots[0].stamp.by.clone();
    assert_eq!(standing(&tablet.state()), "Check");
    assert_eq!(waiting(tablet), [(DOOR.to_owned(), Wait::Check)]);
    // Who recorded it reads it again: that is no check, whatever stands around the name.
    let spaced = recorder.chars().map(|c| format!("{c}\u{3000}")).collect::<String>();
    let [stopped, as_first] = ["。", "（甲）"].map(|beside| format!("{recorder}{beside}"));
    let nobodies = [format!(" {recorder} "), spaced, stopped, as_first, String::new(), "\u{3000}".to_owned()];
    for (n, checker) in nobodies.iter().enumerate() {
        tablet.record(checked(&paper, ChoiceClass::Professional, checker));
        let state = tablet.state();
        assert_eq!((standing(&state).as_str(), state.remarks.len()), ("Check", n + 1), "{checker:?}");
        assert_eq!(last_remark(tablet), Some(NoEffect::CheckedByRecorder));
    }
    tablet.record(checked(&paper, ChoiceClass::Professional, "陈静"));
    assert_eq!(standing(&tablet.state()), "professional");
    assert_eq!(waiting(tablet), []);
    let tally = tablet.state().compounds[&compound_id()].tally();
    assert_eq!((tally.counts.professional, tally.counts.waiting), (1, 0));
}

#[test]
fn two_readings_that_differ_count_for_nothing_and_the_last_reading_decides() {
    // Where no check is asked for, one that was made and differs is heard all the same.
    for asked in ["yes", "no"] {
        let mut s = campaign(1, &[("second_check", asked)]);
        let tablet = &mut s.tablets[0];
        let paper = tablet.record(ballot(DOOR, Choice::Professional));
        tablet.record(checked(&paper, ChoiceClass::Quasi, "陈静"));
        assert_eq!(standing(&tablet.state()), "Dispute", "{asked}");
        let tally = tablet.state().compounds[&compound_id()].tally();
        assert_eq!((tally.counts.professional, tally.counts.waiting, tally.returned), (0, 1, 1));
        tablet.record(checked(&paper, ChoiceClass::Professional, "陈静"));
        assert_eq!(standing(&tablet.state()), "professional");
        tablet.record(checked(&paper, ChoiceClass::Blank, "周敏"));
        assert_eq!(standing(&tablet.state()), "Dispute");
    }
}

#[test]
fn what_nobody_put_a_name_to_nobody_can_check() {
    let mut s = campaign(1, &[("second_check", "yes")]);
    let tablet = &mut s.tablets[0];
    let name = std::mem::replace(&mut tablet.device.name, "\u{3000}".into());
    let paper = tablet.record(ballot(DOOR, Choice::Professional));
    tablet.record(checked(&paper, ChoiceClass::Professional, "陈静"));
    assert_eq!((standing(&tablet.state()).as_str(), last_remark(tablet)), ("Check", Some(NoEffect::CheckedByRecorder)));
    // Recorded anew under a name it can be.
    tablet.device.name = name;
    let paper = tablet.record(replacing(DOOR, Choice::Professional, &[&paper]));
    tablet.record(checked(&paper, ChoiceClass::Professional, "陈静"));
    assert_eq!(standing(&tablet.state()), "professional");
}

#[test]
fn who_read_another_number_read_another_form() {
    let mut s = campaign(1, &[("second_check", "yes")]);
    let tablet = &mut s.tablets[0];
    let paper = tablet.record(ballot(DOOR, Choice::Professional));
    tablet.record(checked_with(&paper, ChoiceClass::Professional, "陈静", Some("No.1-1-102")));
    assert_eq!(standing(&tablet.state()), "Dispute");
    // A number has one spelling, on a check as on a ballot.
    tablet.record(checked_with(&paper, ChoiceClass::Professional, "陈静", Some("ＮＯ．1-1-101")));
    assert_eq!(standing(&tablet.state()), "professional");
}

/// What somebody read tells the choice: it is handed out to nobody.
#[test]
fn what_was_checked_when_the_ballot_was_closed_waits_on_no_tablet() {
    let mut s = campaign(2, &[("second_check", "yes")]);
    let paper = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    s.hand_over();
    let read = s.supervisor.record(checked(&paper, ChoiceClass::Professional, "陈静"));
    s.hand_out(0);
    assert_eq!(standing(&s.tablets[0].state()), "Check");
    let Fact::Close(said) = close("2026-03-20") else { panic!() };
    let closing = |known: &[&RecordId]| {
        Fact::Close(Close { known: known.iter().map(|id| (*id).clone()).collect(), ..said.clone() })
    };
    let unread = s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.supervisor.record(closing(&[&paper, &read]));
    s.hand_out(0);
    let at_doors = |tablet: &Tablet| {
        let state = tablet.state();
        let at_door = |id: &str| named(&state.compounds[&compound_id()].standing_at_door(&id.into()));
        [at_door(DOOR), at_door(HOUSEHOLDS[1])]
    };
    assert_eq!(at_doors(&s.tablets[0]), ["professional", "Check"]);
    assert_eq!(waiting(&s.tablets[0]).len(), 2, "no count counts it unchecked");
    // Who has all of it goes by the checks alone.
    s.hand_over();
    assert_eq!(waiting(&s.supervisor), [(HOUSEHOLDS[1].to_owned(), Wait::Check)]);
    assert_eq!(at_doors(&s.supervisor), ["professional", "Check"]);
    s.supervisor.record(support::reopen());
    s.hand_out(0);
    assert_eq!(at_doors(&s.tablets[0]), ["Check", "Check"]);
    // One that says itself that not all was checked has no effect where that can be seen; a tablet can't, and asks nobody.
    s.supervisor.record(closing(&[&unread, &read]));
    assert_eq!(last_remark(&s.supervisor), Some(NoEffect::StillWaiting));
    assert_eq!(at_doors(&s.supervisor), ["professional", "Check"]);
    s.hand_out(0);
    assert_eq!(at_doors(&s.tablets[0]), ["professional", "quasi"]);
}

#[test]
fn what_was_read_on_a_ballot_says_nothing_of_the_one_in_its_place() {
    let mut s = campaign(1, &[("second_check", "yes")]);
    let tablet = &mut s.tablets[0];
    let first = tablet.record(ballot(DOOR, Choice::Professional));
    tablet.record(checked(&first, ChoiceClass::Professional, "陈静"));
    let second = tablet.record(replacing(DOOR, Choice::Professional, &[&first]));
    assert_eq!(standing(&tablet.state()), "Check");
    // A reading of the one that was replaced comes too late to count for the other.
    tablet.record(checked(&first, ChoiceClass::Professional, "陈静"));
    assert_eq!(standing(&tablet.state()), "Check");
    tablet.record(checked(&second, ChoiceClass::Professional, "陈静"));
    assert_eq!(standing(&tablet.state()), "professional");
}

#[test]
fn a_form_counts_with_its_photo_and_not_with_anothers() {
    let mut s = campaign(1, &[("form_photo", "yes")]);
    let tablet = &mut s.tablets[0];
    tablet.record(ballot(DOOR, Choice::Quasi));
    tablet.record(photographed("No.7"));
    assert_eq!(standing(&tablet.state()), "Photo");
    let photo = tablet.record(photographed(&serial()));
    assert_eq!(standing(&tablet.state()), "quasi");
    tablet.record(Fact::PhotoDropped(PhotoDropped { compound: COMPOUND.into(), photo, why: None }));
    assert_eq!(standing(&tablet.state()), "Photo");
}

#[test]
fn a_form_that_another_signed_counts_with_the_photo_of_the_authority() {
    for (signer, choice, wants) in [
        (Signer::Proxy, Choice::Quasi, true),
        (Signer::Guardian, Choice::Quasi, true),
        (Signer::CoOwner, Choice::Quasi, false),
        // That there is no authority may be why it is invalid.
        (Signer::Proxy, Choice::Invalid(InvalidCode::I2), false),
    ] {
        let mut s = campaign(1, &[("form_photo", "yes")]);
        let tablet = &mut s.tablets[0];
        let mut taken = taken(DOOR, choice);
        taken.ballot.signer = Some(signer);
        tablet.record(Fact::Ballot(taken));
        let counted = choice.class().code();
        // The authority alone isn't enough either.
        let authority = tablet.record(photo_of(Subject::Authority(DOOR.into(), serial())));
        assert_eq!(standing(&tablet.state()), "Photo", "{signer:?}");
        tablet.record(photographed(&serial()));
        assert_eq!(standing(&tablet.state()), counted, "{signer:?}");
        tablet.record(Fact::PhotoDropped(PhotoDropped { compound: COMPOUND.into(), photo: authority, why: None }));
        assert_eq!(standing(&tablet.state()), if wants { "Photo" } else { counted }, "{signer:?}");
        // Another form's authority is none of this one's.
        tablet.record(photo_of(Subject::Authority(DOOR.into(), "No.7".into())));
        assert_eq!(standing(&tablet.state()), if wants { "Photo" } else { counted }, "{signer:?}");
    }
}

#[test]
fn a_form_is_spoiled_by_who_recorded_it_or_a_supervisor() {
    let mut s = campaign(2, &[]);
    s.tablets[0].record(ballot(DOOR, Choice::Quasi));
    // Another tablet says so of a form that it hasn't: it is on file, and ends nobody's ballot.
    s.tablets[1].record(spoiled(&serial()));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state()), "quasi");
    let uncounted = |tablet: &Tablet| {
        let state = tablet.state();
        state.compounds[&compound_id()].uncounted().into_iter().map(|(.., why)| why).collect::<Vec<_>>()
    };
    assert_eq!(uncounted(&s.supervisor), []);
    let mut by_supervisor = s.clone();
    by_supervisor.supervisor.record(spoiled(&serial()));
    assert_eq!(standing(&by_supervisor.supervisor.state()), "NotReturned");
    assert_eq!(uncounted(&by_supervisor.supervisor), [Uncounted::Spoiled]);
    s.tablets[0].record(spoiled(&serial()));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state()), "NotReturned");
    assert_eq!(uncounted(&s.supervisor), [Uncounted::Spoiled]);
}

#[test]
fn a_form_that_was_called_spoiled_by_mistake_is_good_again() {
    let mut s = campaign(2, &[("forms", "printed")]);
    let next = |tablet: &Tablet| {
        let serial = tablet.state().compounds[&compound_id()].form_serial(&DOOR.into()).unwrap();
        FormSerial::read(&serial).unwrap().copy
    };
    s.tablets[0].record(ballot(DOOR, Choice::Quasi));
    let printed = s.supervisor.state().compounds[&compound_id()].form_serial(&DOOR.into()).unwrap();
    let wrong = [serial(), printed].map(|serial| s.supervisor.record(spoiled(&serial)));
    s.hand_over();
    assert_eq!((standing(&s.supervisor.state()).as_str(), next(&s.supervisor)), ("NotReturned", 2));
    // It is for who said so, or a supervisor, to take back; another tablet hears of it with the packet.
    s.hand_out(1);
    s.tablets[1].record(undo_spoil(DOOR, &wrong[0]));
    assert_eq!(last_remark(&s.tablets[1]), Some(NoEffect::NotItsForm));
    for wrong in &wrong {
        s.supervisor.record(undo_spoil(DOOR, wrong));
    }
    assert_eq!((standing(&s.supervisor.state()).as_str(), next(&s.supervisor)), ("quasi", 1));
    s.supervisor.record(undo_spoil(DOOR, &wrong[0]));
    assert_eq!(last_remark(&s.supervisor), Some(NoEffect::NotItsForm), "once");
    s.hand_out(0);
    assert_eq!(
        (standing(&s.tablets[0].state()).as_str(), next(&s.tablets[0])),
        ("quasi", 1),
        "it travels as the word did"
    );
    // What was said stays to be read, and can be said again.
    let file = s.supervisor.state().compounds[&compound_id()].file(&DOOR.into()).unwrap().clone();
    assert_eq!(file.spoiled[0].undone.as_ref().unwrap().1, "看错编号");
    s.supervisor.record(spoiled(&serial()));
    assert_eq!(standing(&s.supervisor.state()), "NotReturned");
}

#[test]
fn the_next_printed_form_comes_after_those_that_were_spoiled() {
    let mut s = campaign(1, &[("forms", "printed")]);
    let tablet = &mut s.tablets[0];
    let serial = |tablet: &Tablet| tablet.state().compounds[&compound_id()].form_serial(&DOOR.into()).unwrap();
    let first = serial(tablet);
    let read = FormSerial::read(&first).unwrap();
    assert_eq!((read.no, read.copy), (1, 1));
    assert!(roll_hash().to_ascii_uppercase().starts_with(&read.roll));
    // One of the household's own numbering is no printed form's.
    tablet.record(spoiled("No.7"));
    assert_eq!(serial(tablet), first);
    tablet.record(spoiled(&first));
    assert_eq!(FormSerial::read(&serial(tablet)).unwrap().copy, 2);
}

#[test]
fn nothing_is_closed_while_a_ballot_waits() {
    let mut s = campaign(1, &[("second_check", "yes")]);
    let paper = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    s.hand_over();
    s.supervisor.record(close("2026-03-31"));
    assert_eq!(last_remark(&s.supervisor), Some(NoEffect::StillWaiting));
    let is_closed = |tablet: &Tablet| {
        let compound = &tablet.state().compounds[&compound_id()];
        (compound.closed.is_some(), compound.close_undone.is_some())
    };
    assert_eq!(is_closed(&s.supervisor), (false, true));
    s.supervisor.record(checked(&paper, ChoiceClass::Professional, "陈静"));
    s.supervisor.record(close("2026-03-31"));
    assert_eq!(is_closed(&s.supervisor), (true, false));
    // A ballot that comes from a tablet after that and waits undoes it, in whatever order the records came.
    s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.hand_over();
    assert_eq!(s.supervisor.state().compounds[&compound_id()].tally().counts.waiting, 1);
}

#[test]
fn a_household_stands_as_it_does_in_whatever_order_its_records_come() {
    let mut s = campaign(2, &[("second_check", "yes"), ("form_photo", "yes")]);
    let trusted = s.trusted();
    let paper = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    let file = s.tablets[0].bundle();
    // The other tablet has heard of it from the first, and reads it twice.
    s.tablets[1].take(&file, &trusted);
    s.tablets[1].record(checked(&paper, ChoiceClass::Quasi, "陈静"));
    s.tablets[1].record(checked(&paper, ChoiceClass::Professional, "陈静"));
    s.tablets[1].record(photographed(&serial()));
    let wrong = s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.tablets[0].record(withdraw(HOUSEHOLDS[1], &[&wrong]));
    let files = [s.supervisor.packet(), s.tablets[0].bundle(), s.tablets[1].bundle()];
    let mut seen = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut journal = s.empty();
        for at in order {
            take(&mut journal, &files[at], &trusted).unwrap().unwrap();
        }
        assert_eq!(standing(&journal.replay()), "professional", "{order:?}");
        seen.push(journal.state_hash());
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
}
