//! Two say different things of one household's papers, and neither has heard of the other: no clock decides, and a supervisor is asked.

use super::*;
use fastrand::Rng;
use wenlou::bundle::incoming::Trusted;
use wenlou::domain::ballot::ChoiceClass;
use wenlou::domain::household::Use;
use wenlou::domain::ids::DeviceId;
use wenlou::findings::closing::known;
use wenlou::journal::fact::{Check, Received, Settle, Spoil, Thaw};
use wenlou::journal::household_file::{BallotRecord, HouseholdFile};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const DOOR: &str = HOUSEHOLDS[0];

/// A deputy at the first tablet, and a paper by each of the others, which both desks have: A says professional, B and C quasi.
fn desks() -> (Scenario, [RecordId; 3]) {
    let mut s = Scenario::ready(4);
    s.name_deputy(0);
    let choices = [(1, Choice::Professional), (2, Choice::Quasi), (3, Choice::Quasi)];
    let papers = choices.map(|(tablet, choice)| s.tablets[tablet].record(ballot(DOOR, choice)));
    let (files, trusted) = ([1, 2, 3].map(|tablet| s.tablets[tablet].bundle()), s.trusted());
    for file in files {
        s.supervisor.take(&file, &trusted);
        s.tablets[0].take(&file, &trusted);
    }
    s.tablets[0].clock = s.supervisor.clock;
    (s, papers)
}

/// A desk's word as the program writes it: it says what was there.
fn say(by: &mut Tablet, over: &[&RecordId], keep: Option<&RecordId>) -> RecordId {
    let Fact::Settle(word) = settle(DOOR, over, keep) else { panic!("no word") };
    let state = by.state();
    let known = known(&by.journal, &state, &by.device.id);
    let heard = compound(&state).file(&DOOR.into()).map(HouseholdFile::heard).unwrap_or_default();
    by.record(Fact::Settle(Settle { known, heard, ..word }))
}

/// Whether a word holds as it was said.
fn holds(by: &Tablet, word: &RecordId) -> bool {
    let state = by.state();
    state.compounds[&compound_id()].file(&DOOR.into()).is_some_and(|file| file.holds(word))
}

/// A desk has what the other recorded, and notes that it received it, if it `notes`.
fn hear(one: &mut Tablet, other: &mut Tablet, trusted: &[Trusted], notes: bool) {
    let (device, file) = (other.device.id.clone(), other.bundle());
    one.take(&file, trusted);
    if notes {
        note(one, device);
    }
}

/// A desk notes that it received what it has of a device.
fn note(desk: &mut Tablet, device: DeviceId) {
    let (last, zeros) = (desk.journal.last(&device), "0".repeat(64));
    let received = Received { device, bundle: 1, sha256: zeros.clone(), previous: None, last, head: zeros };
    desk.record(Fact::Received(received));
}

fn exchange(s: &mut Scenario) {
    let trusted = s.trusted();
    hear(&mut s.supervisor, &mut s.tablets[0], &trusted, false);
    hear(&mut s.tablets[0], &mut s.supervisor, &trusted, false);
    assert_eq!(s.supervisor.state().compounds, s.tablets[0].state().compounds);
}

fn check(of: &RecordId, read: ChoiceClass) -> Fact {
    let (compound, household, ballot) = (COMPOUND.into(), DOOR.into(), of.clone());
    Fact::Check(Check { compound, household, ballot, read, checker: "郑洁".into(), note: None, serial: None })
}

#[test]
fn words_of_two_desks_that_let_different_papers_stand_are_none_whatever_else_was_said() {
    let (a, b, c) = (0, 1, 2);
    type Word<'w> = (&'w [usize], Option<usize>);
    let cases: [(&[Word<'_>], Word<'_>, &str); 7] = [
        (&[(&[a, b], Some(a))], (&[a, c], Some(c)), "conflict of 3"),
        (&[(&[a, b], Some(a))], (&[a, c], None), "conflict of 3"),
        (&[(&[a, b], Some(a)), (&[a, c], Some(a))], (&[a, b], Some(b)), "conflict of 3"),
        (&[(&[a, b], Some(a)), (&[a, c], Some(c))], (&[a, b], Some(b)), "conflict of 3"),
        (&[(&[a, b], Some(a)), (&[a, c], Some(c))], (&[b, a], None), "conflict of 3"),
        // The second of the founder's words leaves ruled out what the first had.
        (&[(&[a, b], Some(a)), (&[a, c], Some(c))], (&[b], Some(b)), "conflict of 3"),
        (&[(&[a, b], Some(b))], (&[a, b, c], Some(b)), "quasi ×1"),
    ];
    for (founders, (over, keep), expected) in cases {
        // The deputy's word comes before the founder's, between them, or last.
        for at in [-DAY, 90_000, DAY] {
            let (mut s, papers) = desks();
            let of = |over: &[usize]| over.iter().map(|at| &papers[*at]).collect::<Vec<_>>();
            s.tablets[0].clock += at - MINUTE;
            let mut words = vec![say(&mut s.tablets[0], &of(over), keep.map(|at| &papers[at]))];
            for (over, keep) in founders {
                words.push(say(&mut s.supervisor, &of(over), keep.map(|at| &papers[at])));
            }
            exchange(&mut s);
            let held = words.iter().filter(|word| holds(&s.supervisor, word)).count();
            let case = format!("{founders:?} {over:?} {keep:?} {at}");
            assert_eq!(standing(&s.supervisor.state(), 0), expected, "{case}");
            assert_eq!(held, if expected.starts_with("conflict") { 0 } else { words.len() }, "{case}");
            // Who has heard all of it has the last word.
            let last = say(&mut s.tablets[0], &of(&[a, b, c]), Some(&papers[a]));
            exchange(&mut s);
            assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1", "{case}");
            assert!(holds(&s.supervisor, &last) && !words.iter().any(|word| holds(&s.supervisor, word)), "{case}");
        }
    }
}

#[test]
fn a_reading_that_differs_stands_until_somebody_reads_the_paper_who_had_heard_of_it() {
    for desk_is_late in [true, false] {
        for notes in [true, false] {
            let mut s = Scenario::ready(1);
            let trusted = s.trusted();
            let a = s.tablets[0].record(ballot(DOOR, Choice::Professional));
            hear(&mut s.supervisor, &mut s.tablets[0], &trusted, notes);
            s.tablets[0].clock = s.supervisor.clock + if desk_is_late { -DAY } else { DAY };
            s.tablets[0].record(check(&a, ChoiceClass::Quasi));
            s.supervisor.record(check(&a, ChoiceClass::Professional));
            assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
            hear(&mut s.supervisor, &mut s.tablets[0], &trusted, notes);
            assert_eq!(standing(&s.supervisor.state(), 0), "waiting Dispute");
            s.supervisor.record(check(&a, ChoiceClass::Professional));
            let expected = if notes { "professional ×1" } else { "waiting Dispute" };
            assert_eq!(standing(&s.supervisor.state(), 0), expected, "{desk_is_late}");
        }
    }
}

#[test]
fn a_correction_by_who_has_not_heard_of_a_reading_that_differs_puts_nothing_right() {
    let (same, other) = (Choice::Professional, Choice::Quasi);
    for (corrected, expected) in [(same, "waiting Dispute"), (other, "quasi ×1")] {
        for desk_is_late in [true, false] {
            let mut s = Scenario::ready(1);
            let a = s.tablets[0].record(ballot(DOOR, Choice::Professional));
            s.hand_over();
            s.tablets[0].clock = s.supervisor.clock + if desk_is_late { -DAY } else { DAY };
            s.supervisor.record(check(&a, ChoiceClass::Quasi));
            let right = s.tablets[0].record(replacing(DOOR, corrected, &[&a]));
            s.hand_over();
            let state = s.supervisor.state();
            assert_eq!(standing(&state, 0), expected, "{corrected:?} {desk_is_late}");
            let file = compound(&state).file(&door(0)).unwrap();
            let record = file.ballots.iter().find(|record| record.stamp.id == right).unwrap();
            assert_eq!(
                file.checks.iter().filter(|check| check.is_of(record)).count(),
                usize::from(corrected == same),
                "beside what it contradicts"
            );
            // The desk knows what it read itself.
            s.supervisor.record(replacing(DOOR, Choice::Professional, &[&right]));
            assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
        }
    }
}

#[test]
fn a_correction_that_is_taken_back_crosses_another_correction_of_the_same_paper() {
    // The tablet does both before the desk corrects, the one before and the other after it, or both after it.
    for (corrects, withdraws) in [(-DAY, MINUTE), (-DAY, DAY), (DAY, MINUTE)] {
        for also_spoils in [false, true] {
            let mut s = Scenario::ready(1);
            let a = s.tablets[0].record(ballot(DOOR, Choice::Professional));
            s.hand_over();
            s.tablets[0].clock = s.supervisor.clock + corrects;
            let here = s.supervisor.record(replacing(DOOR, Choice::Professional, &[&a]));
            let there = s.tablets[0].record(replacing(DOOR, Choice::Professional, &[&a]));
            s.tablets[0].clock += withdraws;
            s.tablets[0].record(withdraw(DOOR, &[&there]));
            if also_spoils {
                let (compound, household, serial) = (COMPOUND.into(), DOOR.into(), format!("No.{DOOR}"));
                s.tablets[0].record(Fact::Spoil(Spoil { compound, household, serial, why: "涂改".into() }));
            }
            s.hand_over();
            assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1", "{corrects} {withdraws} {also_spoils}");
            say(&mut s.supervisor, &[&here], Some(&here));
            assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
        }
    }
    // Of two corrections of one paper a desk that has both takes back the one that is too many.
    let mut s = Scenario::ready(1);
    let a = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    s.hand_over();
    s.supervisor.record(replacing(DOOR, Choice::Professional, &[&a]));
    let there = s.tablets[0].record(replacing(DOOR, Choice::Professional, &[&a]));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "professional ×2");
    s.supervisor.record(withdraw(DOOR, &[&there]));
    assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
}

#[test]
fn a_desk_that_has_not_heard_of_the_settlement_does_not_end_what_it_let_stand() {
    let blank = Choice::Blank(BlankReason::NoBox);
    // Once it is taken back the other, which was ruled out for it, is all that there is: whoever knew the word is asked as well.
    for (corrected, asked, known) in
        [(None, "conflict of 1", "conflict of 1"), (Some(blank), "conflict of 2", "blank ×1")]
    {
        for (at, knows) in [(-DAY, false), (DAY, false), (DAY, true)] {
            let (mut s, [a, b, c]) = desks();
            s.supervisor.record(withdraw(DOOR, &[&c]));
            s.tablets[0].clock += at;
            let word = say(&mut s.supervisor, &[&a, &b], Some(&a));
            if knows {
                let trusted = s.trusted();
                hear(&mut s.tablets[0], &mut s.supervisor, &trusted, true);
            }
            s.tablets[0].record(match corrected {
                Some(choice) => replacing(DOOR, choice, &[&a]),
                None => withdraw(DOOR, &[&a]),
            });
            exchange(&mut s);
            let expected = if knows { known } else { asked };
            assert_eq!(standing(&s.supervisor.state(), 0), expected, "{corrected:?} {at} {knows}");
            assert_eq!(holds(&s.supervisor, &word), !expected.starts_with("conflict"), "{corrected:?} {at} {knows}");
        }
    }
}

#[test]
fn what_was_ruled_out_is_asked_about_once_the_correction_of_what_was_kept_is_taken_back() {
    let (mut s, [a, b, c]) = desks();
    s.supervisor.record(withdraw(DOOR, &[&c]));
    say(&mut s.supervisor, &[&a, &b], Some(&a));
    let corrected = s.supervisor.record(replacing(DOOR, Choice::Professional, &[&a]));
    assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
    s.supervisor.record(withdraw(DOOR, &[&corrected]));
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1");
}

/// Whenever it was said that it isn't, on whichever device.
#[test]
fn what_was_ruled_out_is_asked_about_while_what_was_kept_is_no_paper_that_counts() {
    let spoiled = |serial: &str| {
        let (compound, household, why) = (COMPOUND.into(), DOOR.into(), "涂改".into());
        Fact::Spoil(Spoil { compound, household, serial: serial.into(), why })
    };
    let spoils_kept = format!("No.{DOOR}");
    for before in [true, false] {
        let mut s = Scenario::ready(2);
        let a = s.tablets[0].record(ballot(DOOR, Choice::Professional));
        let mut other = taken(DOOR, Choice::Quasi);
        other.ballot.serial = "No.2".into();
        let b = s.tablets[1].record(Fact::Ballot(other));
        s.hand_over();
        s.tablets[0].clock = s.supervisor.clock + if before { -DAY } else { DAY };
        let spoil = s.tablets[0].record(spoiled(&spoils_kept));
        say(&mut s.supervisor, &[&a, &b], Some(&a));
        assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1");
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1", "{before}");
        // Of another form nothing follows, and once it is good after all the word holds.
        s.supervisor.record(spoiled("No.7"));
        assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1", "{before}");
        s.supervisor.record(undo_spoil(DOOR, &spoil));
        assert_eq!(standing(&s.supervisor.state(), 0), "professional ×1", "{before}");
    }
}

/// A packet brings a desk another's words without what that recorded before them.
#[test]
fn a_desk_that_has_a_packet_alone_settles_anew_what_the_other_settled_otherwise() {
    for ahead in [-DAY, DAY] {
        let (mut s, [a, b, c]) = desks();
        s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Professional));
        s.tablets[0].clock = s.supervisor.clock + ahead;
        say(&mut s.supervisor, &[&a, &b, &c], Some(&a));
        say(&mut s.tablets[0], &[&a, &b, &c], Some(&b));
        let (packet, trusted) = (s.supervisor.packet(), s.trusted());
        s.tablets[0].take(&packet, &trusted);
        assert_eq!(standing(&s.tablets[0].state(), 0), "conflict of 3");
        say(&mut s.tablets[0], &[&a, &b, &c], Some(&b));
        assert_eq!(standing(&s.tablets[0].state(), 0), "quasi ×1", "{ahead}");
    }
}

#[test]
fn a_desk_that_has_a_packet_alone_settles_what_the_other_took_back() {
    let (mut s, [a, b, c]) = desks();
    for paper in [&b, &c] {
        s.supervisor.record(withdraw(DOOR, &[paper]));
    }
    s.supervisor.record(ballot(HOUSEHOLDS[1], Choice::Professional));
    s.supervisor.record(withdraw(DOOR, &[&a]));
    // Its own device puts right what the founder takes back.
    s.tablets[1].clock = s.supervisor.clock + MINUTE;
    let put_right = s.tablets[1].record(replacing(DOOR, Choice::Professional, &[&a]));
    let (packet, file, trusted) = (s.supervisor.packet(), s.tablets[1].bundle(), s.trusted());
    s.tablets[0].take(&packet, &trusted);
    s.tablets[0].take(&file, &trusted);
    s.tablets[0].clock = s.tablets[1].clock + MINUTE;
    assert_eq!(standing(&s.tablets[0].state(), 0), "conflict of 1");
    say(&mut s.tablets[0], &[&put_right], Some(&put_right));
    assert_eq!(standing(&s.tablets[0].state(), 0), "professional ×1");
}

#[test]
fn a_question_that_was_answered_is_not_asked_again_for_another_paper() {
    let (mut s, [a, b, c]) = desks();
    // The desk puts right what its device takes back.
    let corrected = s.supervisor.record(replacing(DOOR, Choice::Quasi, &[&a]));
    s.tablets[1].record(withdraw(DOOR, &[&a]));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 3");
    say(&mut s.supervisor, &[&corrected, &b, &c], Some(&corrected));
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
    // A third device corrects a paper of its own that says the same.
    s.tablets[2].clock = s.supervisor.clock + DAY;
    let own = s.tablets[2].record(ballot(DOOR, Choice::Quasi));
    let put_right = s.tablets[2].record(replacing(DOOR, Choice::Quasi, &[&own]));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×2");
    s.tablets[2].record(withdraw(DOOR, &[&put_right]));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
}

#[test]
fn a_word_in_place_of_another_says_nothing_of_what_that_let_stand_unless_it_is_over_it() {
    let paper = |choice, serial: &str| {
        let mut taken = taken(DOOR, choice);
        taken.ballot.serial = serial.into();
        Fact::Ballot(taken)
    };
    let mut s = Scenario::ready(0);
    let [a, b] = [(Choice::Professional, "A"), (Choice::Quasi, "B")].map(|(of, no)| s.supervisor.record(paper(of, no)));
    say(&mut s.supervisor, &[&a, &b], Some(&a));
    let spoiled = Spoil { compound: COMPOUND.into(), household: DOOR.into(), serial: "A".into(), why: "撕坏".into() };
    let spoiled = s.supervisor.record(Fact::Spoil(spoiled));
    let [c, d] = [(Choice::Quasi, "C"), (Choice::Professional, "D")].map(|(of, no)| s.supervisor.record(paper(of, no)));
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 3", "what gave way to it is asked about");
    say(&mut s.supervisor, &[&b, &c, &d], Some(&c));
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
    // The number had been read wrongly: nobody has said what becomes of the first.
    s.supervisor.record(undo_spoil(DOOR, &spoiled));
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 2");
}

#[test]
fn nothing_is_asked_where_all_papers_were_taken_back_whichever_first() {
    for kept_first in [true, false] {
        let (mut s, [a, b, c]) = desks();
        s.supervisor.record(withdraw(DOOR, &[&c]));
        say(&mut s.supervisor, &[&a, &b], Some(&a));
        for (tablet, paper, days) in [(1, &a, if kept_first { 1 } else { 3 }), (2, &b, 2)] {
            s.tablets[tablet].clock = s.supervisor.clock + days * DAY;
            s.tablets[tablet].record(withdraw(DOOR, &[paper]));
        }
        s.tablets[1].clock = s.supervisor.clock + 4 * DAY;
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), "not returned");
        s.tablets[1].record(ballot(DOOR, Choice::Quasi));
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1", "{kept_first}");
    }
}

#[test]
fn a_question_is_of_the_papers_that_raised_it_and_of_none_that_is_signed_on_another_roll() {
    let mut s = Scenario::ready(1);
    let a = s.tablets[0].record(ballot(DOOR, Choice::Professional));
    s.hand_over();
    s.supervisor.record(replacing(DOOR, Choice::Quasi, &[&a]));
    s.tablets[0].record(withdraw(DOOR, &[&a]));
    s.hand_over();
    assert_eq!(standing(&s.supervisor.state(), 0), "conflict of 1");
    let mut thaw = |titles: Vec<_>, signs: bool| {
        s.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "漏了一户".into() }));
        let roll = Roll::new(titles.clone());
        let (households, roll) = (roll.counted(), roll.hash().to_owned());
        import_roll(&mut s.supervisor, titles);
        let freeze = Freeze { compound: COMPOUND.into(), roll: roll.clone(), households, counts: None };
        s.supervisor.record(Fact::Freeze(freeze));
        s.supervisor.record(posted());
        if signs {
            s.supervisor.record(Fact::Ballot(BallotTaken { roll, ..taken(DOOR, Choice::Professional) }));
        }
        standing(&s.supervisor.state(), 0)
    };
    let more = [households(), vec![household("2", None, "103", Use::Residential)]].concat();
    assert_eq!(thaw(more.clone(), false), "not returned");
    assert_eq!(thaw(households(), false), "conflict of 1", "the roll that it was asked on");
    assert_eq!(thaw(more, true), "professional ×1", "the household signed anew");
}

/// What a desk does next with what its screen shows of the first door: it settles a conflict, or anew what was settled, takes a paper back, or puts one
/// right.
fn act(desk: &mut Tablet, chance: &mut Rng) {
    let state = desk.state();
    let compound = &state.compounds[&COMPOUND.into()];
    let home = DOOR.into();
    let standing: Vec<RecordId> =
        compound.file(&home).unwrap().standing_ballots().map(|of| of.stamp.id.clone()).collect();
    let word = compound.settled(&home);
    let ids = |of: &[&BallotRecord]| of.iter().map(|of| of.stamp.id.clone()).collect::<Vec<_>>();
    let over = match (compound.standing(&home), &word) {
        (Standing::Conflict(live), _) => ids(&live),
        (_, Some((_, ballots))) => ids(ballots),
        _ => Vec::new(),
    };
    let instead = word.map(|(word, _)| word.clone());
    let chosen = (!standing.is_empty()).then(|| standing[chance.usize(..standing.len())].clone());
    match (chance.u8(..5), chosen) {
        (0, Some(paper)) => drop(desk.record(withdraw(DOOR, &[&paper]))),
        (1, Some(paper)) => {
            let choice = if chance.bool() { Choice::Professional } else { Choice::Quasi };
            desk.record(replacing(DOOR, choice, &[&paper]));
        }
        _ if over.is_empty() => {}
        _ => {
            let keep = over.get(chance.usize(..=over.len())).cloned();
            let Fact::Settle(word) = settle(DOOR, &over.iter().collect::<Vec<_>>(), keep.as_ref()) else { panic!() };
            let known = desk.journal.lasts();
            let on = Some("2026-03-11".to_owned());
            desk.record(Fact::Settle(Settle { known, instead, on, ..word }));
        }
    }
}

/// The paper that a desk's last word lets stand.
fn last_kept(desk: &Tablet) -> Option<RecordId> {
    let own = desk.journal.entries().filter(|(id, _)| id.device == desk.device.id);
    let words = own.filter_map(|(_, entry)| if let Fact::Settle(word) = &entry.fact { Some(word) } else { None });
    words.last()?.keep.clone()
}

/// Three papers, of which each desk has some; each does this and that with them, the deputy's clock being `ahead`; then the founder hears of all. What the
/// household counts for, and whether both desks let the same paper stand in the end.
fn two_desks(seed: u64, ahead: i64) -> (String, bool) {
    let mut chance = Rng::with_seed(seed);
    let mut s = Scenario::ready(4);
    s.name_deputy(0);
    let third = if chance.bool() { Choice::Professional } else { Choice::Quasi };
    let choices = [(1, Choice::Professional), (2, Choice::Quasi), (3, third)];
    choices.iter().for_each(|(tablet, choice)| drop(s.tablets[*tablet].record(ballot(DOOR, *choice))));
    let files = [1, 2, 3].map(|tablet| (s.tablets[tablet].device.id.clone(), s.tablets[tablet].bundle()));
    let trusted = s.trusted();
    s.tablets[0].clock = s.supervisor.clock + ahead;
    for desk in [&mut s.supervisor, &mut s.tablets[0]] {
        for (device, file) in &files {
            if chance.u8(..4) > 0 {
                desk.take(file, &trusted);
                note(desk, device.clone());
            }
        }
        for _ in 0..chance.usize(1..=3) {
            act(desk, &mut chance);
        }
    }
    for (_, file) in &files {
        s.supervisor.take(file, &trusted);
    }
    let kept = [&s.supervisor, &s.tablets[0]].map(last_kept);
    hear(&mut s.supervisor, &mut s.tablets[0], &trusted, false);
    let told = standing(&s.supervisor.state(), 0);
    (told.split('×').next().unwrap_or_default().to_owned(), kept[0].is_some() && kept[0] == kept[1])
}

/// It may be asked once more by one clock and not by another: where both let the same paper stand in the end, and in few other cases.
#[test]
fn by_whichever_clock_it_is_told_a_household_counts_for_the_same_or_for_nothing() {
    let (campaigns, mut asked_by_some) = (100, 0);
    for seed in 0..campaigns {
        let told = [-DAY, 90_000, DAY].map(|ahead| two_desks(seed, ahead));
        let counts: Vec<&str> =
            told.iter().map(|(told, _)| &**told).filter(|told| !told.starts_with("conflict")).collect();
        assert!(counts.iter().all(|one| *one == counts[0]), "{seed}: {told:?}");
        asked_by_some += u64::from(!told[0].1 && ![0, told.len()].contains(&counts.len()));
    }
    assert!(asked_by_some * 100 <= campaigns, "{asked_by_some}");
}
