//! Papers that a close would leave in somebody's bag, or out of the count.

use super::*;

/// A paper of the first door with this number, day of signing and choice, in place of others.
fn bears(serial: &str, signed_on: &str, choice: Choice, replaces: &[&RecordId]) -> Fact {
    paper_of(|of| {
        of.why = (!replaces.is_empty()).then(|| "抄错".into());
        of.replaces = replaces.iter().map(|id| (*id).clone()).collect();
        (of.ballot.serial, of.ballot.signed_on, of.ballot.choice) = (serial.into(), signed_on.into(), choice);
    })
}

/// A paper that is recorded at the door, and brings its visit along at the same moment.
fn at_the_door(tablet: &mut Tablet, paper: Fact) -> RecordId {
    let id = tablet.record(paper);
    tablet.clock -= 60_000;
    tablet.record(took());
    id
}

fn unrecorded(s: &Scenario) -> u64 {
    App::of(&s.supervisor, "孙敏").progress().unrecorded
}

#[test]
fn a_paper_in_a_bag_one_taken_back_again_and_a_void_form_are_told_before_the_closing() {
    use VisitOutcome::{Collected, Delivered};
    let mut s = returned_but(4);
    let spoil = |household: &str, serial: &str| {
        let (compound, household) = (COMPOUND.into(), household.into());
        Fact::Spoil(Spoil { compound, household, serial: serial.into(), why: "涂改".into() })
    };
    // Its paper was taken and isn't on record.
    s.supervisor.record(knock(HOUSEHOLDS[0], "2026-03-09T09:00", Delivered, true));
    s.supervisor.record(knock(HOUSEHOLDS[0], "2026-03-10T19:00", Collected, false));
    // Its only paper was another household's.
    let wrong = s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.supervisor.record(support::withdraw(HOUSEHOLDS[1], &[&wrong]));
    // Its only form was spoiled.
    let Fact::Visit(mut given) = knock(HOUSEHOLDS[2], "2026-03-09T09:00", Delivered, true) else { panic!("a visit") };
    given.visit.form.as_mut().unwrap().serial = Some("No.9".into());
    s.supervisor.record(Fact::Visit(given));
    s.supervisor.record(spoil(HOUSEHOLDS[2], "No.9"));
    // It came back, and was spoiled.
    s.supervisor.record(knock(HOUSEHOLDS[3], "2026-03-10T09:00", Collected, false));
    let bad = s.supervisor.record(ballot(HOUSEHOLDS[3], Choice::Quasi));
    s.supervisor.record(support::withdraw(HOUSEHOLDS[3], &[&bad]));
    s.supervisor.record(spoil(HOUSEHOLDS[3], &format!("No.{}", HOUSEHOLDS[3])));
    let app = App::of(&s.supervisor, "孙敏");
    let found = app.outstanding();
    assert_eq!(names(&found.unrecorded), [HOUSEHOLDS[0]]);
    assert_eq!(names(&found.never_asked), [HOUSEHOLDS[1]]);
    assert_eq!(names(&found.without_form), [HOUSEHOLDS[2], HOUSEHOLDS[3]]);
    assert!(found.too_few_visits.is_empty());
}

#[test]
fn a_second_paper_in_a_bag_is_told_whatever_became_of_the_first() {
    let first = format!("No.{DOOR}");
    let is_missed = |s: &Scenario| {
        let app = App::of(&s.supervisor, "孙敏");
        let found = app.outstanding();
        assert_eq!(names(&found.unrecorded).len() as u64, app.progress().unrecorded);
        !found.unrecorded.is_empty()
    };
    // Taken at the door, transcribed twice, taken back and spoiled; put into a box and spoiled; of another roll.
    let stories: [&dyn Fn(&mut Tablet); 4] = [
        &|office| {
            office.record(took());
            let id = office.record(ballot(DOOR, Choice::Quasi));
            let again = office.record(replacing(DOOR, Choice::Professional, &[&id]));
            office.record(withdraw(DOOR, &[&again]));
            office.record(spoil(&first));
        },
        &|office| {
            let id = office.record(ballot(DOOR, Choice::Quasi));
            office.record(withdraw(DOOR, &[&id]));
            office.record(spoil(&first));
        },
        &|office| drop(office.record(paper_of(|of| of.roll = "0".repeat(64)))),
        // None of two was let stand.
        &|office| {
            office.record(took());
            let one = office.record(ballot(DOOR, Choice::Quasi));
            let other = office.record(paper_of(|of| of.ballot.serial = "No.2".into()));
            office.record(settle(DOOR, &[&one, &other], None));
        },
    ];
    for (n, story) in stories.iter().enumerate() {
        let mut s = returned_but(1);
        story(&mut s.supervisor);
        assert!(!is_missed(&s), "{n}: all that was taken is on record");
        s.supervisor.record(handed(None));
        assert!(!is_missed(&s), "{n}: they have another form");
        s.supervisor.record(took());
        assert!(is_missed(&s), "{n}");
        s.supervisor.record(paper_of(|of| {
            of.ballot.serial = "No.9".into();
            of.ballot.signed_on = "2026-03-12".into();
        }));
        assert!(!is_missed(&s), "{n}: it is recorded");
    }
}

#[test]
fn a_paper_in_a_bag_isnt_forgotten_for_a_form_that_another_hands_over() {
    let mut s = Scenario::ready(2);
    s.tablets[0].record(took());
    s.tablets[1].clock += DAY_MS;
    s.tablets[1].record(handed(None));
    s.hand_over();
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR]);
    // Nor is it by who took it, until it is recorded or spoiled.
    s.tablets[0].record(handed(None));
    s.hand_over();
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR]);
    s.tablets[0].record(spoil("No.1"));
    s.hand_over();
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR], "that may be any form");
    s.tablets[0].record(paper_of(|_| {}));
    s.hand_over();
    assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, 0);
}

#[test]
fn a_second_paper_in_a_bag_is_told_although_another_of_the_household_counts() {
    let mut s = Scenario::ready(2);
    s.tablets[0].record(paper_of(|_| {}));
    s.tablets[1].clock = TODAY_MS;
    s.tablets[1].record(took());
    s.hand_over();
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!((names(&app.outstanding().unrecorded), app.progress().unrecorded), (vec![DOOR], 1));
    let unrecorded: Vec<&str> =
        round::unrecorded(app.compound()).iter().map(|household| household.id.as_str()).collect();
    assert_eq!(unrecorded, [DOOR]);
    assert_eq!(door(app.compound(), app.compound().title(&DOOR.into()).unwrap(), &[]), Door::Collected);
    s.tablets[1].record(paper_of(|of| of.ballot.serial = "No.2".into()));
    s.hand_over();
    assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, 0);
}

#[test]
fn a_ballot_that_gave_way_to_another_households_paper_is_missed_once_that_is_taken_back() {
    let mut s = returned_but(1);
    let first = s.supervisor.record(paper_of(|_| {}));
    let wrong = s.supervisor.record(paper_of(|of| {
        (of.ballot.serial, of.replaces) = ("No.2".into(), vec![first.clone()]);
    }));
    assert_eq!(unrecorded(&s), 0);
    s.supervisor.record(withdraw(DOOR, &[&wrong]));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(paper_of(|_| {}));
    assert_eq!(unrecorded(&s), 0);
    // What was put right of one paper is taken back with it.
    let mut s = returned_but(1);
    let first = s.supervisor.record(paper_of(|_| {}));
    let right = s.supervisor.record(paper_of(|of| of.replaces = vec![first.clone()]));
    s.supervisor.record(withdraw(DOOR, &[&right]));
    assert_eq!(unrecorded(&s), 0);
}

#[test]
fn a_paper_that_was_spoiled_before_it_was_recorded_is_accounted_for() {
    let handed = |serial: &str| {
        let Fact::Visit(mut made) = handed(None) else { panic!("a visit") };
        made.visit.form = Some(HandedOver { how: Delivery::InPerson, serial: Some(serial.into()), receipt: None });
        Fact::Visit(made)
    };
    let mut s = returned_but(1);
    s.supervisor.record(handed("No.1"));
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(spoil("No.1"));
    assert_eq!(unrecorded(&s), 0);
    s.supervisor.record(handed("No.2"));
    assert_eq!(unrecorded(&s), 0);
    // Of what is taken now that one says nothing, nor does one that they hadn't.
    s.supervisor.record(took());
    s.supervisor.record(spoil("No.3"));
    assert_eq!(unrecorded(&s), 1);
    // What is recorded since is another's, be it of the same day.
    let mut s = returned_but(1);
    s.supervisor.record(handed("No.1"));
    s.supervisor.record(knock(DOOR, "2026-03-12T10:00", VisitOutcome::Collected, false));
    s.supervisor.record(spoil("No.1"));
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(bears("No.2", "2026-03-12", Choice::Professional, &[]));
    assert_eq!(unrecorded(&s), 0);
    // How it reached them wasn't noted; a printed form is the one that was printed for them.
    for (number, left) in [("No.1", 1), ("9884-0001-1", 0)] {
        let mut s = returned_but(1);
        s.supervisor.record(took());
        s.supervisor.record(spoil(number));
        assert_eq!(unrecorded(&s), left, "{number}");
    }
}

/// It was taken back by mistake, the visit along with it; it is recorded again, and brings another.
#[test]
fn a_paper_that_is_recorded_again_after_it_was_taken_back_is_on_record() {
    let mut s = returned_but(1);
    let paper = s.supervisor.record(paper_of(|_| {}));
    let visit = s.supervisor.record(took());
    s.supervisor.record(withdraw(DOOR, &[&paper]));
    s.supervisor.record(support::undo_visit(DOOR, &visit));
    let again = s.supervisor.record(paper_of(|_| {}));
    // At once, as the door's form writes them.
    s.supervisor.clock -= 60_000;
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 0);
    // Another one is taken, and this one put right, its number as well: that says nothing of the other.
    s.supervisor.record(took());
    assert_eq!(unrecorded(&s), 1);
    let right = s.supervisor.record(paper_of(|of| of.replaces = vec![again.clone()]));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(paper_of(|of| (of.ballot.serial, of.replaces) = ("No.8".into(), vec![right.clone()])));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(paper_of(|of| of.ballot.serial = "No.9".into()));
    assert_eq!(unrecorded(&s), 0);
}

/// One paper that two tablets recorded, each with its visit; and a number that was typed as one of before, and put right.
#[test]
fn a_visit_that_a_paper_on_record_brought_misses_none() {
    let mut s = Scenario::ready(2);
    for n in 0..2 {
        s.tablets[n].record(paper_of(|_| {}));
        s.tablets[n].clock -= 60_000;
        s.tablets[n].record(took());
    }
    s.hand_over();
    let app = App::of(&s.supervisor, "孙敏");
    assert_eq!((names(&app.outstanding().unrecorded), app.progress().unrecorded), (vec![], 0));
    // A second paper in a bag is missed as ever.
    s.tablets[0].record(took());
    s.hand_over();
    assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, 1);

    let mut s = returned_but(1);
    s.supervisor.record(took());
    s.supervisor.record(paper_of(|_| {}));
    let number = format!("No.{DOOR}");
    s.supervisor.record(knock(DOOR, "2026-03-13T19:00", VisitOutcome::Collected, false));
    let on = "2026-03-13";
    let wrong = s.supervisor.record(bears(&number, on, Choice::Quasi, &[]));
    s.supervisor.record(bears("No.3", on, Choice::Quasi, &[&wrong]));
    assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, 0);
}

#[test]
fn papers_are_what_was_taken_by_the_days_on_which_they_were_signed() {
    let took = |at| knock(DOOR, at, VisitOutcome::Collected, false);
    let (first, then) = ("2026-03-11", "2026-03-12");
    for (papers, left) in [
        (&[then][..], 1),
        (&[first], 1),
        (&[then, then], 1),
        (&[first, then], 0),
        (&[then, first], 0),
        (&[first, first], 0),
    ] {
        let mut s = returned_but(1);
        s.supervisor.record(took("2026-03-11T19:00"));
        s.supervisor.record(took("2026-03-12T19:00"));
        for (n, day) in papers.iter().enumerate() {
            let (serial, signed_on) = (format!("No.{n}"), (*day).to_owned());
            s.supervisor.record(paper_of(|of| (of.ballot.serial, of.ballot.signed_on) = (serial, signed_on)));
        }
        assert_eq!(App::of(&s.supervisor, "孙敏").progress().unrecorded, left, "{papers:?}");
    }
}

/// What it was typed in for is on record no more, or under another number.
#[test]
fn a_number_that_another_paper_bears_answers_for_none_that_was_taken_back_or_put_right() {
    let (p, q, on) = (Choice::Professional, Choice::Quasi, "2026-03-12");
    let mut s = returned_but(1);
    let office = &mut s.supervisor;
    at_the_door(office, bears("No.2", on, p, &[]));
    let wrong = at_the_door(office, bears("No.2", on, q, &[]));
    let mut put_right = s.clone();
    assert_eq!(unrecorded(&s), 0);
    s.supervisor.record(withdraw(DOOR, &[&wrong]));
    assert_eq!(unrecorded(&s), 1);
    s.supervisor.record(bears("No.3", on, q, &[]));
    assert_eq!(unrecorded(&s), 0);
    // Another is in a bag when it is put right, its choice as well.
    put_right.supervisor.record(took());
    put_right.supervisor.record(bears("No.3", on, p, &[&wrong]));
    assert_eq!(unrecorded(&put_right), 1);
}

/// Whoever typed it on the 14th left that day in the form.
#[test]
fn a_day_that_was_put_right_says_nothing_of_another_paper() {
    let mut s = Scenario::ready(2);
    let (day, p) = (|n: i64| TODAY_MS - (20 - n) * DAY_MS, Choice::Professional);
    s.tablets[0].clock = day(12);
    s.tablets[0].record(took());
    s.tablets[0].record(bears("No.1", "2026-03-12", p, &[]));
    s.tablets[0].clock = day(14);
    s.tablets[0].record(knock(DOOR, "2026-03-14T19:00", VisitOutcome::Collected, false));
    s.hand_over();
    assert_eq!(unrecorded(&s), 1);
    s.tablets[1].clock = day(14) + DAY_MS / 2;
    let wrong = s.tablets[1].record(bears("No.1", "2026-03-14", p, &[]));
    s.hand_over();
    assert_eq!(unrecorded(&s), 0, "so it was signed anew");
    s.tablets[1].record(bears("No.1", "2026-03-12", p, &[&wrong]));
    s.hand_over();
    assert_eq!(unrecorded(&s), 1);
}

/// A tablet that heard of nothing for a while has less of logical time on a later day.
#[test]
fn papers_are_what_was_taken_in_whatever_order_tablets_hear_of_each_other() {
    let mut s = returned_but(1);
    for at in ["2026-03-12T19:00", "2026-03-11T19:00"] {
        s.supervisor.record(knock(DOOR, at, VisitOutcome::Collected, false));
    }
    for (serial, on) in [("No.1", "2026-03-11"), ("No.2", "2026-03-12")] {
        s.supervisor.record(bears(serial, on, Choice::Professional, &[]));
    }
    assert_eq!(unrecorded(&s), 0);
}

/// Neither of two tablets has heard of the other.
#[test]
fn a_visit_is_answered_by_what_its_own_tablet_recorded() {
    let (on, p) = ("2026-03-12", Choice::Professional);
    let missed = |s: &Scenario| {
        let state = s.supervisor.state();
        let file = state.compounds.get(&COMPOUND.into()).unwrap().file(&DOOR.into()).unwrap();
        file.unrecorded_paper().map(|made| made.visit.at.clone())
    };
    // Both say that they took the paper that both record.
    let mut s = Scenario::ready(2);
    for tablet in &mut s.tablets {
        tablet.record(took());
        tablet.record(bears("No.1", on, p, &[]));
    }
    s.hand_over();
    assert_eq!(missed(&s), None);
    // Who has heard of a paper and records it again, since it was taken back, took another one meanwhile.
    let mut s = Scenario::ready(1);
    let paper = at_the_door(&mut s.tablets[0], bears("No.1", on, p, &[]));
    s.hand_over();
    let noted = Received { last: paper.n, ..of_bundle(&s.tablets[0].device.id) };
    s.supervisor.record(Fact::Received(noted));
    s.supervisor.record(took());
    s.supervisor.record(withdraw(DOOR, &[&paper]));
    s.supervisor.record(bears("No.1", on, p, &[]));
    assert_eq!(missed(&s).as_deref(), Some("2026-03-12T19:00"));
    // One has its paper in a bag, and it isn't the one that the other recorded later.
    let mut s = Scenario::ready(2);
    s.tablets[0].record(knock(DOOR, "2026-03-11T19:00", VisitOutcome::Collected, false));
    s.tablets[1].record(took());
    s.tablets[1].record(bears("No.1", "2026-03-10", p, &[]));
    s.hand_over();
    assert_eq!(missed(&s).as_deref(), Some("2026-03-11T19:00"));
}

#[test]
fn a_paper_whose_number_was_put_right_stays_another_than_the_one_that_bears_it() {
    let (p, q, on) = (Choice::Professional, Choice::Quasi, "2026-03-12");
    let mut s = returned_but(1);
    let office = &mut s.supervisor;
    (0..2).for_each(|_| drop(office.record(took())));
    let wrong = office.record(bears("No.1", on, p, &[]));
    office.record(bears("No.2", on, p, &[&wrong]));
    let other = office.record(bears("No.1", on, p, &[]));
    office.record(bears("No.1", on, q, &[&other]));
    assert_eq!(unrecorded(&s), 0);
}

/// A tablet that hasn't heard takes the household's change of mind.
#[test]
fn what_is_signed_after_the_close_takes_nothing_away_that_was_signed_in_time() {
    let (p, q, day) = (Choice::Professional, Choice::Quasi, |n: i64| TODAY_MS - (20 - n) * DAY_MS);
    let counts = |s: &Scenario| {
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        (counts.closed, counts.professional, counts.quasi)
    };
    let late = |s: &mut Scenario, at: i64, serial: &str, choice: Choice, paper: &RecordId| {
        s.tablets[0].clock = day(at);
        let late = s.tablets[0].record(bears(serial, "2026-03-25", choice, &[paper]));
        s.hand_over();
        late
    };
    let mut s = Scenario::ready(1);
    s.tablets[0].clock = day(14);
    let paper = s.tablets[0].record(bears("No.1", "2026-03-12", p, &[]));
    s.hand_over();
    let counted = s.supervisor.state().compounds[&compound_id()].counted("2026-03-20");
    let Fact::Close(close) = support::close("2026-03-20") else { panic!() };
    s.supervisor.record(Fact::Close(Close { counted, ..close }));
    assert_eq!(counts(&s), (true, 1, 0));
    let closed = s.clone();
    let mind = late(&mut s, 26, "No.2", q, &paper);
    assert_eq!(counts(&s), (true, 1, 0));
    // Whatever becomes of the late one.
    s.supervisor.record(withdraw(DOOR, &[&mind]));
    assert_eq!((counts(&s), unrecorded(&s)), ((true, 1, 0), 0));
    // Once it is opened again, nothing says what the household's word is.
    s.supervisor.record(support::reopen());
    assert_eq!((counts(&s), unrecorded(&s)), ((false, 0, 0), 1));
    // Opened and closed on a later day it is what they say.
    let mut s = closed.clone();
    late(&mut s, 26, "No.2", q, &paper);
    s.supervisor.record(support::reopen());
    assert_eq!(counts(&s), (false, 0, 1));
    // Signed once more, it is the form that was signed in time.
    let mut s = closed;
    late(&mut s, 26, "No.1", q, &paper);
    assert_eq!(counts(&s), (true, 1, 0));
    // That it was signed late is put right: so it was.
    let mut s = Scenario::ready(1);
    s.tablets[0].clock = day(26);
    let paper = s.tablets[0].record(bears("No.1", "2026-03-19", p, &[]));
    s.hand_over();
    s.supervisor.record(support::close("2026-03-20"));
    assert_eq!(counts(&s), (true, 1, 0));
    late(&mut s, 27, "No.1", p, &paper);
    assert_eq!(counts(&s), (true, 0, 0));
}

/// A tablet that has heard of nothing records it once more.
#[test]
fn a_copy_of_what_a_supervisor_ruled_out_is_no_news() {
    let (p, q, on) = (Choice::Professional, Choice::Quasi, "2026-03-12");
    let counts = |s: &Scenario| {
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        (counts.closed, counts.professional, counts.quasi, counts.conflicts)
    };
    let mut s = Scenario::ready(2);
    let [one, other] =
        [("No.1", p), ("No.2", q)].map(|(serial, choice)| s.tablets[0].record(bears(serial, on, choice, &[])));
    s.hand_over();
    assert_eq!(counts(&s), (false, 0, 0, 1));
    let open = s.clone();
    s.supervisor.record(settle(DOOR, &[&one, &other], Some(&one)));
    let counted = s.supervisor.state().compounds[&compound_id()].counted("2026-03-20");
    let Fact::Close(close) = support::close("2026-03-20") else { panic!() };
    s.supervisor.record(Fact::Close(Close { counted, ..close }));
    let closed = s.clone();
    for (serial, choice, then) in [
        ("No.2", q, (true, 1, 0, 0)),
        // Something else is read on it, or on the one that stands.
        ("No.2", Choice::Invalid(InvalidCode::I5), (false, 0, 0, 1)),
        ("No.1", q, (false, 0, 0, 1)),
        ("No.3", q, (false, 0, 0, 1)),
    ] {
        let mut s = closed.clone();
        s.tablets[1].record(bears(serial, on, choice, &[]));
        s.hand_over();
        assert_eq!(counts(&s), then, "{serial} {choice:?}");
    }
    // Whoever has heard of it and records it anew means something by it.
    let mut s = closed;
    s.supervisor.record(bears("No.2", on, q, &[]));
    assert_eq!(counts(&s), (false, 0, 0, 1));
    // Where none stands it is none either.
    let mut s = open;
    s.supervisor.record(settle(DOOR, &[&one, &other], None));
    s.tablets[1].record(bears("No.2", on, q, &[]));
    s.hand_over();
    let tally = s.supervisor.state().compounds[&compound_id()].tally();
    assert_eq!((tally.counts.conflicts, tally.counts.annulled), (0, 1));
}

/// It is noted at a visit of which whoever recorded the paper knew nothing.
#[test]
fn a_paper_whose_number_was_noted_when_it_was_taken_is_the_one_that_bears_it() {
    let mut s = Scenario::ready(1);
    s.supervisor.record(bears("A001", "2026-03-12", Choice::Quasi, &[]));
    let Fact::Visit(mut made) = knock(DOOR, "2026-03-12T19:00", VisitOutcome::Collected, true) else {
        panic!("a visit")
    };
    made.visit.form.as_mut().unwrap().serial = Some("A001".into());
    s.tablets[0].clock = TODAY_MS;
    s.tablets[0].record(Fact::Visit(made));
    s.hand_over();
    assert_eq!(unrecorded(&s), 0);
    s.tablets[0].record(took());
    s.hand_over();
    assert_eq!(unrecorded(&s), 1);
}

#[test]
fn a_paper_that_was_begun_here_is_told_before_the_closing() {
    let s = returned_but(1);
    let mut app = App::of(&s.supervisor, "孙敏");
    assert!(app.outstanding().unrecorded.is_empty());
    let campaign = app.model.open.as_ref().unwrap().journal.campaign().clone();
    app.send(Event::Go(Route::Household(campaign, compound_id(), DOOR.into())));
    app.fill(&FormKey::Ballot(compound_id(), DOOR.into()), &[("serial", "No.1")]);
    assert_eq!(names(&app.outstanding().unrecorded), [DOOR]);
    // A second one of another household as well.
    let (compound, household) = (compound_id(), HouseholdId::from(HOUSEHOLDS[1]));
    app.send(Event::ballot(AtDoor::Begin { compound, household: household.clone(), paper: BallotPaper::Another }));
    app.fill(&FormKey::Ballot(compound_id(), household), &[("serial", "No.2")]);
    assert_eq!(names(&app.outstanding().unrecorded), HOUSEHOLDS[..2]);
}

#[test]
fn a_photographed_form_without_its_ballot_is_told() {
    let mut s = returned_but(1);
    let (sha256, of) = (Sha256::new(&"a".repeat(64)).unwrap(), Subject::Form(DOOR.into(), "No.7".into()));
    let photo = Photo { sha256, size: 100_000, width: 1_600, height: 1_200 };
    s.supervisor.record(Fact::Photo(PhotoTaken { compound: compound_id(), of, photo: photo.clone(), marked: None }));
    let unrecorded = |s: &Scenario| {
        let app = App::of(&s.supervisor, "孙敏");
        (names(&app.outstanding().unrecorded).len(), app.progress().unrecorded)
    };
    assert_eq!(unrecorded(&s), (1, 1));
    let voided = s.supervisor.record(spoil("No.7"));
    assert_eq!(unrecorded(&s), (0, 0));
    let (compound, household) = (COMPOUND.into(), DOOR.into());
    let good = SpoilUndone { compound, household, spoil: voided, why: "看错编号".into() };
    s.supervisor.record(Fact::SpoilUndone(good));
    assert_eq!(unrecorded(&s), (1, 1));
    s.supervisor.record(paper_of(|of| of.ballot.serial = "No.7".into()));
    assert_eq!(unrecorded(&s), (0, 0));
    // A second form of a household whose ballot counts; until this device records one its number may yet be put right.
    let of = Subject::Form(DOOR.into(), "No.8".into());
    s.supervisor.record(Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None }));
    assert_eq!(unrecorded(&s), (1, 1));
    s.supervisor.record(paper_of(|of| of.ballot.serial = "No.9".into()));
    assert_eq!(unrecorded(&s), (0, 0));
}

/// The tablet's records vouch for them; its photos are a file of their own.
#[test]
fn photos_of_forms_that_are_not_here_are_told_where_papers_count_only_with_them() {
    for (setting, told) in [("yes", 1), ("no", 0)] {
        let mut s = returned_but(1);
        let mut terms = s.supervisor.state().terms.unwrap();
        terms.settings.set(catalogue::setting("form_photo").unwrap(), setting).unwrap();
        s.supervisor.record(Fact::Terms(terms));
        let sha256 = Sha256::new(&"a".repeat(64)).unwrap();
        let photo = Photo { sha256: sha256.clone(), size: 100_000, width: 1_600, height: 1_200 };
        let of = Subject::Form(DOOR.into(), format!("No.{DOOR}"));
        s.supervisor.record(Fact::Photo(PhotoTaken { compound: compound_id(), of, photo, marked: None }));
        s.supervisor.record(ballot(DOOR, Choice::Quasi));
        let mut app = App::of(&s.supervisor, "孙敏");
        let unknown = [DOOR.into()];
        assert_eq!(app.outstanding().without_proof, unknown[..told], "what nobody knows isn't that none is missing");
        let mut holds = |held: Vec<Sha256>| {
            let campaign = s.supervisor.journal.campaign().clone();
            app.send(Event::Answered(Rc::new(Answer::PhotosHeld { campaign, held })));
            names(&app.outstanding().without_proof).len()
        };
        assert_eq!((holds(vec![]), holds(vec![sha256])), (told, 0), "{setting}");
    }
}

#[test]
fn who_returned_a_paper_that_counts_for_nothing_is_named_and_wants_a_reason() {
    type Change = fn(&mut BallotTaken);
    let reasons: [(&str, Change); 3] = [
        ("another roll", |of| of.roll = "0".repeat(64)),
        ("before the first day", |of| of.ballot.signed_on = "2026-02-01".into()),
        ("no number", |of| of.ballot.serial = " ".into()),
    ];
    for (why, change) in reasons {
        for visits in [vec![], vec![took()], vec![handed(None), took()]] {
            let mut s = returned_but(1);
            visits.into_iter().for_each(|fact| drop(s.supervisor.record(fact)));
            s.supervisor.record(paper_of(change));
            let app = App::of(&s.supervisor, "孙敏");
            assert_eq!(
                app.outstanding(),
                Outstanding { set_aside: vec![DOOR.into()], ..Outstanding::default() },
                "{why}"
            );
            assert_eq!(app.close_problems().iter().map(|problem| problem.field).collect::<Vec<_>>(), ["why"]);
        }
    }
}

#[test]
fn a_form_whose_number_wasnt_noted_is_held_until_one_is_spoiled() {
    let without_form = |facts: Vec<Fact>| {
        let mut s = returned_but(1);
        facts.into_iter().for_each(|fact| drop(s.supervisor.record(fact)));
        !App::of(&s.supervisor, "孙敏").outstanding().without_form.is_empty()
    };
    assert!(!without_form(vec![handed(None)]));
    assert!(without_form(vec![handed(None), spoil("A001")]));
    // The spoiled one was never handed over, or another one has been since.
    assert!(!without_form(vec![spoil("A001"), handed(None)]));
    assert!(!without_form(vec![handed(None), spoil("A001"), handed(None)]));
    assert!(without_form(vec![handed(None), spoil("A001"), handed(None), spoil("A002")]));
    // The number of the spoiled one was noted: it isn't the other.
    assert!(!without_form(vec![handed(Some("A001")), handed(None), spoil("A001")]));
    assert!(without_form(vec![handed(Some("A001")), spoil("A001")]));
}

#[test]
fn an_earlier_day_says_which_papers_it_leaves_out() {
    let s = returned_but(0);
    let mut app = App::of(&s.supervisor, "孙敏");
    // All are signed on 10 March.
    app.close(&[("on", "2026-03-09")]);
    assert!(app.compound().closed.is_none());
    assert_eq!(names(&app.outstanding().left_out), HOUSEHOLDS);
    app.fill(&FormKey::Close(compound_id()), &[("on", "2026-03-10")]);
    assert!(app.outstanding().is_empty());
}

#[test]
fn who_signed_after_a_close_that_was_put_off_is_not_too_late() {
    let mut s = returned_but(1);
    s.supervisor.record(close("2026-03-12"));
    let late = |choice| paper_of(|of| (of.ballot.choice, of.ballot.signed_on) = (choice, "2026-03-15".into()));
    let first = s.supervisor.record(late(Choice::Invalid(InvalidCode::I7)));
    s.supervisor.record(support::reopen());
    let told = |s: &Scenario| names(&App::of(&s.supervisor, "孙敏").outstanding().not_late).len();
    assert_eq!(told(&s), 1);
    s.supervisor.record(withdraw(DOOR, &[&first]));
    s.supervisor.record(late(Choice::Professional));
    assert_eq!(told(&s), 0);
    let app = App::of(&s.supervisor, "孙敏");
    assert!(matches!(app.compound().standing(&DOOR.into()), Standing::Counted { .. }));
}

#[test]
fn a_paper_that_was_put_right_is_one_whatever_was_wrong_with_it() {
    let (p, q, on) = (Choice::Professional, Choice::Quasi, "2026-03-12");
    for versions in [
        [(p, "No.1", on), (p, "No.2", on), (q, "No.2", on)],
        [(p, "No.1", on), (q, "No.1", on), (q, "No.2", on)],
        [(p, "No.1", "2026-03-13"), (p, "No.1", on), (p, "No.1", on)],
        [(Choice::Invalid(InvalidCode::I6), "No.1", on), (p, "No.1", on), (q, "No.1", on)],
    ] {
        let mut s = returned_but(1);
        s.supervisor.record(took());
        let mut replaces = Vec::new();
        for (choice, serial, on) in versions {
            replaces = vec![s.supervisor.record(bears(serial, on, choice, &replaces.iter().collect::<Vec<_>>()))];
        }
        assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), Vec::<&str>::new(), "{versions:?}");
        // It was another door's: what was taken here is on record no more.
        s.supervisor.record(withdraw(DOOR, &[&replaces[0]]));
        assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), [DOOR], "{versions:?}");
    }
    // A copy that bears the form's number is another paper than the form.
    let mut s = returned_but(1);
    s.supervisor.record(took());
    s.supervisor.record(bears("No.1", on, Choice::Invalid(InvalidCode::I6), &[]));
    s.supervisor.record(knock(DOOR, "2026-03-14T19:00", VisitOutcome::Collected, false));
    s.supervisor.record(bears("No.1", "2026-03-14", p, &[]));
    assert_eq!(names(&App::of(&s.supervisor, "孙敏").outstanding().unrecorded), Vec::<&str>::new());
}

#[test]
fn a_paper_that_was_recorded_after_the_closing_day_is_named_and_after_a_result_wants_a_reason() {
    let ended = TODAY_MS - 4 * DAY_MS - 8 * 60 * 60 * 1000;
    let on = "2026-03-15";
    let told = |office: &Tablet| {
        let mut app = App::of(office, "孙敏");
        app.fill(&FormKey::Close(compound_id()), &[("on", on)]);
        let found = app.outstanding();
        (
            names(&found.recorded_since).into_iter().map(str::to_owned).collect::<Vec<_>>(),
            found.since_result.len(),
            found.is_empty(),
        )
    };
    let (p, q) = (Choice::Professional, Choice::Quasi);
    let (of_day, later) = ("2026-03-12", "2026-03-16");
    let mut s = returned_but(1);
    // A minute before the day is over in China, then whatever is put right of it: number, choice, day.
    s.supervisor.clock = ended - 120_000;
    let mut last = s.supervisor.record(bears("No.1", of_day, p, &[]));
    s.supervisor.clock = ended;
    for (serial, signed_on, choice) in [("No.2", of_day, p), ("No.2", of_day, q), ("No.2", on, q)] {
        last = s.supervisor.record(bears(serial, signed_on, choice, &[&last]));
        assert_eq!(told(&s.supervisor), (vec![], 0, true), "{serial}");
    }
    // Another paper came in since.
    let other = s.supervisor.record(bears("No.3", "2026-03-14", p, &[&last]));
    assert_eq!(told(&s.supervisor), (vec![DOOR.into()], 0, true), "the desk types what lies in the box a day later");
    s.supervisor.record(bears("No.4", later, p, &[&other]));
    assert_eq!(told(&s.supervisor), (vec![], 0, false), "it doesn't count");
    // Once a result hung, and nothing else.
    let mut s = returned_but(1);
    let mut answer = wenlou::domain::answer::Answer::default();
    let of = catalogue::form("dossier.result").unwrap().item;
    for (field, value) in [("stage", "preliminary"), ("posted", "2026-03-17")] {
        answer.set(of.field(field).unwrap(), value).unwrap();
    }
    let (compound, place, item) = (COMPOUND.into(), Place::Dossier("1".into()), "dossier.result".to_owned());
    s.supervisor.clock = ended + DAY_MS;
    s.supervisor.record(close(on));
    s.supervisor.record(Fact::Answer(wenlou::journal::fact::AnswerGiven { compound, place, item, answer }));
    let mut early = s.clone();
    early.supervisor.clock = ended;
    for (s, since) in [(&mut early, 0), (&mut s, 1)] {
        s.supervisor.record(bears("No.1", of_day, p, &[]));
        assert_eq!(told(&s.supervisor), (vec![DOOR.into()], since, since == 0));
    }
}
