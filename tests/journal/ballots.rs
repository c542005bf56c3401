//! What ballots, replacements, withdrawals and settlements of several devices come to at one door.

use super::*;
use wenlou::domain::ballot::ChoiceClass;
use wenlou::domain::household::Use;
use wenlou::journal::fact::{Check, Settle, Thaw};
use wenlou::journal::household_file::Ended;

#[test]
fn ballots_of_two_devices() {
    for (first, second, expected, counted) in [
        (Choice::Professional, Choice::Professional, "professional ×2", [1, 0, 0, 0, 0, 7]),
        (Choice::Quasi, Choice::Quasi, "quasi ×2", [0, 1, 0, 0, 0, 7]),
        (Choice::Professional, Choice::Quasi, "conflict of 2", [0, 0, 0, 0, 1, 7]),
        (Choice::Quasi, Choice::Invalid(InvalidCode::I3), "conflict of 2", [0, 0, 0, 0, 1, 7]),
        (Choice::Blank(BlankReason::NoBox), Choice::Blank(BlankReason::Abstains), "blank ×2", [0, 0, 1, 0, 0, 7]),
        (Choice::Invalid(InvalidCode::I1), Choice::Invalid(InvalidCode::I5), "invalid ×2", [0, 0, 0, 1, 0, 7]),
        (Choice::Blank(BlankReason::NoBox), Choice::Invalid(InvalidCode::I1), "conflict of 2", [0, 0, 0, 0, 1, 7]),
    ] {
        for swap in [false, true] {
            let mut s = Scenario::ready(2);
            let (x, y) = if swap { (1, 0) } else { (0, 1) };
            s.tablets[x].record(ballot(HOUSEHOLDS[0], first));
            s.tablets[y].record(ballot(HOUSEHOLDS[0], second));
            s.hand_over();
            let state = s.supervisor.state();
            assert_eq!(standing(&state, 0), expected, "{first:?}, {second:?}");
            assert_eq!(counts(&state), counted, "{first:?}, {second:?}");
            assert_eq!(compound(&state).tally().counts.total, 8, "N is the roll's");
            assert_eq!(compound(&state).tally().returned, 1);
        }
    }
}

#[test]
fn a_settlement_covers_exactly_the_ballots_that_it_names() {
    let mut s = Scenario::ready(3);
    let a = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let b = s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 2");
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&a, &b], Some(&a)));
    let state = s.supervisor.state();
    assert_eq!(standing(&state, 0), "professional ×1");
    let file = compound(&state).file(&door(0)).unwrap();
    assert_eq!(file.ballots.len(), 2, "history is kept");
    assert!(matches!(&file.ended[&b], Ended::Settled { why, .. } if why == "本人到场确认"));

    // A third ballot, written on a tablet that knows nothing of all this, arrives later.
    for (choice, expected) in [(Choice::Quasi, "conflict of 2"), (Choice::Professional, "professional ×2")] {
        let mut s = s.clone();
        let c = s.tablets[2].record(ballot(HOUSEHOLDS[0], choice));
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), expected);
        s.supervisor.record(settle(HOUSEHOLDS[0], &[&a, &c], Some(&c)));
        let class = choice.class().code();
        assert_eq!(standing(&s.supervisor.state(), 0), format!("{class} ×1"));
    }

    // None of them: invalid, until the household signs again.
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&a, &b], None));
    assert_eq!(standing(&s.supervisor.state(), 0), "annulled");
    assert_eq!(counts(&s.supervisor.state()), [0, 0, 0, 1, 0, 7]);
    // One of those papers, recorded once more, is no signature.
    let again = s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1");
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&again]));
    let mut anew = taken(HOUSEHOLDS[0], Choice::Quasi);
    anew.ballot.serial = "No.2".into();
    s.supervisor.record(Fact::Ballot(anew));
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
}

#[test]
fn a_collectors_device_takes_nothing_back_that_another_has_yet_to_record() {
    let mut s = Scenario::ready(2);
    let to_come =
        RecordId { device: s.tablets[1].device.id.clone(), n: s.tablets[1].journal.last(&s.tablets[1].device.id) + 1 };
    s.tablets[0].record(withdraw(HOUSEHOLDS[0], &[&to_come]));
    s.tablets[1].clock = s.tablets[0].clock + 600_000;
    assert_eq!(s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi)), to_come);
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
}

#[test]
fn the_number_of_a_paper_that_was_settled_away_is_no_other_households() {
    let mut s = Scenario::ready(0);
    let first = s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let mut other = taken(HOUSEHOLDS[0], Choice::Quasi);
    other.ballot.serial = "No.77".into();
    let second = s.supervisor.record(Fact::Ballot(other));
    let is_elsewhere = |s: &Scenario| compound(&s.supervisor.state()).is_elsewhere("No.77", &door(1));
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&first, &second], Some(&first)));
    assert!(is_elsewhere(&s));
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&second]));
    assert!(!is_elsewhere(&s), "it was that one's all the time");
}

#[test]
fn a_settlement_of_ballots_that_are_not_there_has_no_effect() {
    let mut s = Scenario::ready(2);
    let a = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let b = s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    let elsewhere = s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.hand_over();
    let absent = RecordId { device: a.device.clone(), n: 99 };
    for (over, keep) in [(vec![&elsewhere], Some(&elsewhere)), (vec![&a], Some(&b)), (vec![], None)] {
        let before = s.supervisor.state();
        let id = s.supervisor.record(settle(HOUSEHOLDS[0], &over, keep));
        let state = s.supervisor.state();
        assert_eq!(remarks(&state).last(), Some(&(id, NoEffect::NotItsBallot)), "over {over:?}, keep {keep:?}");
        assert_eq!(counts(&state), counts(&before));
    }
    // One that may yet come, for the settlement was heard of first, is no mistake, and changes nothing here.
    let (before, remarked) = (s.supervisor.state(), remarks(&s.supervisor.state()).len());
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&absent], Some(&absent)));
    let state = s.supervisor.state();
    assert_eq!((remarks(&state).len(), counts(&state)), (remarked, counts(&before)));
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 2");
    // Over nothing, at a door where nobody has voted: it would make an invalid ballot out of none.
    s.supervisor.record(settle(HOUSEHOLDS[7], &[], None));
    assert_eq!(standing(&s.supervisor.state(), 7), "not returned");
}

#[test]
fn a_settlement_does_not_revive_a_ballot_that_was_taken_back() {
    let mut scenario = Scenario::ready(2);
    let wrong_door = scenario.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let other = scenario.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    scenario.hand_over();
    scenario.tablets[0].record(withdraw(HOUSEHOLDS[0], &[&wrong_door]));
    // The supervisor hasn't heard of it and lets the withdrawn one stand.
    let settled = scenario.supervisor.record(settle(HOUSEHOLDS[0], &[&wrong_door, &other], Some(&wrong_door)));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    assert_eq!(standing(&state, 0), "conflict of 1", "nor does it make the one count that it ruled out");
    assert_eq!(remarks(&state), [(settled, NoEffect::NotItsBallot)]);
    scenario.supervisor.record(settle(HOUSEHOLDS[0], &[&other], Some(&other)));
    assert_eq!(standing(&scenario.supervisor.state(), 0), "quasi ×1");
}

#[test]
fn a_settlement_is_over_what_its_ballots_said() {
    // Which of the two is corrected or withdrawn by its own tablet, and what it comes to then. The tablet knows of the word or doesn't.
    let (keep_first, none) = (true, false);
    for (word, corrected, withdrawn, expected) in [
        (none, Some(Choice::Professional), false, "conflict of 2"),
        (none, Some(Choice::Quasi), false, "conflict of 2"),
        (none, None, true, "conflict of 1"),
        (keep_first, Some(Choice::Quasi), false, "conflict of 2"),
        (keep_first, Some(Choice::Professional), false, "conflict of 2"),
        (keep_first, None, true, "conflict of 1"),
    ] {
        for knows in [false, true] {
            let mut s = Scenario::ready(2);
            let first = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
            let second = s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
            s.hand_over();
            s.supervisor.record(settle(HOUSEHOLDS[0], &[&first, &second], word.then_some(&first)));
            if knows {
                let (packet, trusted) = (s.supervisor.packet(), s.trusted());
                s.tablets[0].take(&packet, &trusted);
            }
            if let Some(choice) = corrected {
                s.tablets[0].record(replacing(HOUSEHOLDS[0], choice, &[&first]));
            }
            if withdrawn {
                s.tablets[0].record(withdraw(HOUSEHOLDS[0], &[&first]));
            }
            s.hand_over();
            let case = format!("keep first {word}, {corrected:?}, withdrawn {withdrawn}, knows {knows}");
            assert_eq!(standing(&s.supervisor.state(), 0), expected, "{case}");
        }
    }
    // The office itself knows what it settled.
    let mut s = Scenario::ready(2);
    let first = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let second = s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&first, &second], Some(&first)));
    s.supervisor.record(replacing(HOUSEHOLDS[0], Choice::Professional, &[&first]));
    assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
}

#[test]
fn what_was_signed_before_none_was_let_stand_is_no_new_signature() {
    for (day, on, is_later, expected) in [
        ("2026-03-10", Some("2026-03-11"), true, "conflict of 1"),
        // It was on record already, on a tablet that nobody had heard of: the three may all have been signed in one round.
        ("2026-03-11", Some("2026-03-11"), false, "conflict of 1"),
        ("2026-03-11", Some("2026-03-11"), true, "professional ×1"),
        ("2026-03-12", Some("2026-03-11"), false, "professional ×1"),
        ("2026-03-10", None, false, "professional ×1"),
    ] {
        let mut s = Scenario::ready(3);
        let first = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
        let second = s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
        s.hand_over();
        let mut third = taken(HOUSEHOLDS[0], Choice::Professional);
        (third.ballot.serial, third.ballot.signed_on) = ("No.3".into(), day.into());
        if !is_later {
            s.tablets[2].record(Fact::Ballot(third.clone()));
        }
        let Fact::Settle(word) = settle(HOUSEHOLDS[0], &[&first, &second], None) else { panic!("a settlement") };
        s.supervisor.record(Fact::Settle(Settle { on: on.map(str::to_owned), ..word }));
        if is_later {
            let (packet, trusted) = (s.supervisor.packet(), s.trusted());
            s.tablets[2].take(&packet, &trusted);
            s.tablets[2].record(Fact::Ballot(third));
        }
        s.hand_over();
        assert_eq!(
            standing(&s.supervisor.state(), 0),
            expected,
            "signed on {day}, settled on {on:?}, later: {is_later}"
        );
    }
}

#[test]
fn that_none_was_let_stand_holds_on_the_roll_on_which_it_was_said() {
    let mut s = Scenario::ready(0);
    let papers = [Choice::Professional, Choice::Quasi].map(|choice| s.supervisor.record(ballot(HOUSEHOLDS[0], choice)));
    s.supervisor.record(settle(HOUSEHOLDS[0], &papers.each_ref(), None));
    assert_eq!(standing(&s.supervisor.state(), 0), "annulled");
    let mut thaw = |titles: Vec<_>| {
        s.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "漏了一户".into() }));
        let roll = Roll::new(titles.clone());
        let (households, roll) = (roll.counted(), roll.hash().to_owned());
        import_roll(&mut s.supervisor, titles);
        s.supervisor.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll, households, counts: None }));
        s.supervisor.record(posted());
        let state = s.supervisor.state();
        (standing(&state, 0), compound(&state).tally().counts.annulled)
    };
    let more = [households(), vec![household("2", None, "103", Use::Residential)]].concat();
    assert_eq!(thaw(more), ("not returned".into(), 0), "of this roll it has returned nothing");
    assert_eq!(thaw(households()), ("annulled".into(), 1), "the roll that it was said on");
}

#[test]
fn three_papers_contradict_each_other_whichever_comes_last() {
    use Choice::{Professional, Quasi};
    for choices in [[Professional, Professional, Quasi], [Professional, Quasi, Quasi], [Quasi, Professional, Quasi]] {
        let mut s = Scenario::ready(3);
        for (tablet, choice) in s.tablets.iter_mut().zip(choices) {
            tablet.record(ballot(HOUSEHOLDS[0], choice));
        }
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 3", "{choices:?}");
    }
}

#[test]
fn what_a_second_person_read_otherwise_keeps_a_second_paper_from_counting() {
    let mut s = Scenario::ready(2);
    let first = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let check = |read: ChoiceClass| {
        let (compound, household, ballot) = (COMPOUND.into(), HOUSEHOLDS[0].into(), first.clone());
        Fact::Check(Check { compound, household, ballot, read, checker: "郑洁".into(), note: None, serial: None })
    };
    s.tablets[0].record(check(ChoiceClass::Quasi));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "waiting Dispute");
    s.tablets[0].record(check(ChoiceClass::Professional));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "professional ×2");
}

#[test]
fn a_device_ends_its_own_ballots_and_the_founder_any() {
    let mut s = Scenario::ready(2);
    let trusted = s.trusted();
    let a = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let file = s.tablets[0].bundle();
    // The second tablet has been handed the first one's records.
    s.tablets[1].take(&file, &trusted);
    let taken_back = s.tablets[1].record(withdraw(HOUSEHOLDS[0], &[&a]));
    let replaced = s.tablets[1].record(replacing(HOUSEHOLDS[0], Choice::Quasi, &[&a]));
    let own = s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    // One of two isn't its own: then neither is ended.
    let both = s.tablets[1].record(withdraw(HOUSEHOLDS[0], &[&own, &a]));
    s.hand_over();
    let state = s.supervisor.state();
    let expected: Vec<_> = [taken_back, replaced, both].map(|id| (id, NoEffect::NotItsBallot)).into();
    assert_eq!(remarks(&state), expected);
    assert_eq!(standing(&state, 0), "professional ×1", "the replacement wasn't counted either");
    assert_eq!(standing(&state, 1), "quasi ×1");

    // At the door where it stands, not at another.
    let misplaced = s.supervisor.record(withdraw(HOUSEHOLDS[1], &[&a]));
    assert_eq!(remarks(&s.supervisor.state()).last(), Some(&(misplaced, NoEffect::NotItsBallot)));
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&a]));
    assert_eq!(standing(&s.supervisor.state(), 0), "not returned");
}

#[test]
fn what_one_device_takes_back_and_another_puts_right_counts_for_nothing_until_a_supervisor_speaks() {
    // Whichever of the two withdraws, and whichever comes first.
    for office_withdraws in [true, false] {
        for office_is_late in [true, false] {
            let mut s = Scenario::ready(1);
            let a = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
            s.hand_over();
            let later = if office_is_late { &mut s.supervisor } else { &mut s.tablets[0] };
            (0..9).for_each(|_| drop(later.record(visit(HOUSEHOLDS[1], VisitOutcome::NotMet))));
            let [withdraws, corrects] = match office_withdraws {
                true => [&mut s.supervisor, &mut s.tablets[0]],
                false => [&mut s.tablets[0], &mut s.supervisor],
            };
            withdraws.record(withdraw(HOUSEHOLDS[0], &[&a]));
            let right = corrects.record(replacing(HOUSEHOLDS[0], Choice::Quasi, &[&a]));
            s.hand_over();
            assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1", "{office_withdraws} {office_is_late}");
            // It was another household's; and later their own comes.
            s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&right]));
            assert_eq!(standing(&s.supervisor.state(), 0), "not returned");
            s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Professional));
            assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
        }
    }
}

#[test]
fn a_ballot_outlives_the_lost_one_that_it_replaces() {
    let mut scenario = Scenario::ready(1);
    let tablet = &mut scenario.tablets[0];
    let first = tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    tablet.record(replacing(HOUSEHOLDS[0], Choice::Quasi, &[&first]));
    let damaged = tablet.journal.entries().map(|(id, _)| id.clone()).map(|id| {
        let text = tablet.text(&id);
        if id == first { (id, text[..9].to_owned()) } else { (id, text) }
    });
    let journal = Journal::load(tablet.journal.campaign().clone(), damaged);
    assert_eq!(journal.unreadable().len(), 1);
    assert_eq!(standing(&journal.replay(), 0), "quasi ×1");
}

#[test]
fn history_is_kept() {
    let mut s = Scenario::ready(1);
    let tablet = &mut s.tablets[0];
    let a = tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let b = tablet.record(replacing(HOUSEHOLDS[0], Choice::Quasi, &[&a]));
    let c = tablet.record(withdraw(HOUSEHOLDS[0], &[&b]));
    tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::Delivered));
    tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::Refused));
    let state = tablet.state();
    assert_eq!(standing(&state, 0), "not returned");
    let file = compound(&state).file(&door(0)).unwrap();
    assert_eq!(file.ballots.iter().map(|record| &record.stamp.id).collect::<Vec<_>>(), [&a, &b]);
    assert_eq!(file.ballots[1].why.as_deref(), Some("补签"));
    assert!(matches!(&file.ended[&a], Ended::Replaced { by } if by.id == b));
    assert!(matches!(&file.ended[&b], Ended::Withdrawn { by, why, .. } if by.id == c && why == "登记错门"));
    assert_eq!(file.visits.len(), 2);
    assert_eq!(file.last_outcome(), Some(VisitOutcome::Refused));
}
