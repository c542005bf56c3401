//! A closed count is fixed: nothing that comes later changes it without a word, in whatever order the files come (BAL-4, BAL-7). What changes it opens
//! the ballot again, so that the supervisor looks and closes once more.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use support::{
    COMPOUND, HOUSEHOLDS, Scenario, Tablet, ballot, compound_id, notice, posted, replacing, revoke, settle, take,
    taken, undo_spoil, visit, withdraw,
};
use wenlou::domain::answer::Answer;
use wenlou::domain::ballot::{Ballot, Choice, VisitOutcome};
use wenlou::domain::catalogue;
use wenlou::domain::date::{Date, parse_date};
use wenlou::domain::notice::Notice;
use wenlou::domain::place::Place;
use wenlou::domain::tally::Decision;
use wenlou::findings::closing::{known, lost};
use wenlou::findings::result::{Unheard, heard};
use wenlou::journal::fact::{AnswerGiven, BallotTaken, Close, Correct, NoticePosted, Reopen, Settle, Spoil, Thaw};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Fact, Journal, RecordId};

const DAY: &str = "2026-03-20";

/// The closing that the app writes: it says what was known and counted.
fn close(by: &mut Tablet) -> RecordId {
    close_on(by, DAY)
}

fn close_on(by: &mut Tablet, day: &str) -> RecordId {
    let counted = by.state().compounds[&compound_id()].counted(day);
    let known = by.journal.lasts();
    let lost = lost(&by.journal, &by.state(), &by.device.id, &known);
    by.record(Fact::Close(Close { known, lost, counted, on: day.into(), ..closing() }))
}

fn closing() -> Close {
    Close {
        compound: COMPOUND.into(),
        on: DAY.into(),
        known: Vec::new(),
        lost: Vec::new(),
        counted: None,
        why: None,
        heard: Vec::new(),
    }
}

fn signed(household: &str, choice: Choice, day: &str) -> Fact {
    let paper = taken(household, choice);
    Fact::Ballot(BallotTaken { ballot: Ballot { signed_on: day.into(), ..paper.ballot.clone() }, ..paper })
}

/// Whether it is closed, and whether a closing was undone.
fn stands(on: &Tablet) -> (bool, bool) {
    let compound = &on.state().compounds[&compound_id()];
    (compound.closed.is_some(), compound.close_undone.is_some())
}

const CLOSED: (bool, bool) = (true, false);
const UNDONE: (bool, bool) = (false, true);

fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// A preliminary notice of the result that was posted on a day.
fn result_notice(posted: &str) -> Fact {
    let of = catalogue::form("dossier.result").unwrap();
    let mut answer = Answer::default();
    for (field, value) in [("stage", "preliminary"), ("posted", posted), ("until", "2026-04-30")] {
        answer.set(of.item.field(field).unwrap(), value).unwrap();
    }
    let (compound, place, item) = (compound_id(), Place::Dossier("one".into()), "dossier.result".into());
    Fact::Answer(AnswerGiven { compound, place, item, answer })
}

fn remarks(on: &Tablet) -> Vec<NoEffect> {
    on.state().remarks.iter().map(|remark| remark.why).collect()
}

/// Two tablets with a ballot each at the supervisor's, who has closed.
fn closed() -> (Scenario, [RecordId; 2]) {
    let mut s = Scenario::ready(2);
    let papers = [0, 1].map(|n| s.tablets[n].record(ballot(HOUSEHOLDS[n], Choice::Professional)));
    s.hand_over();
    close(&mut s.supervisor);
    assert_eq!(stands(&s.supervisor), CLOSED);
    (s, papers)
}

/// Whether a notice tells of a result goes by whether its device had heard of the closing, and by no clock.
#[test]
fn a_notice_of_the_result_follows_the_closing_that_its_device_had_heard_of_whatever_its_clock_says() {
    for knew in [true, false] {
        let mut s = Scenario::ready(1);
        s.name_deputy(0);
        if knew {
            close(&mut s.supervisor);
            s.hand_out(0);
        }
        // Its clock is years behind.
        s.tablets[0].record(result_notice("2026-03-21"));
        if !knew {
            close(&mut s.supervisor);
        }
        s.hand_over();
        let state = s.supervisor.state();
        let heard = heard(&state.compounds[&compound_id()], state.terms.as_ref().unwrap(), date("2026-04-20"));
        let hangs = Unheard::Hangs { until: date("2026-04-30") };
        assert_eq!(heard, Err(if knew { hangs } else { Unheard::NotPosted }));
    }
}

#[test]
fn what_comes_late_and_changes_the_count_opens_it_again_and_nothing_else_does() {
    type Late<'l> = &'l dyn Fn(&[RecordId; 2]) -> Fact;
    let cases: [(&str, Late<'_>, (bool, bool)); 6] = [
        ("a paper signed in time", &|_| signed(HOUSEHOLDS[2], Choice::Quasi, DAY), UNDONE),
        ("a paper signed afterwards", &|_| signed(HOUSEHOLDS[2], Choice::Quasi, "2026-03-21"), CLOSED),
        ("one that contradicts, signed afterwards", &|_| signed(HOUSEHOLDS[0], Choice::Quasi, "2026-03-21"), CLOSED),
        ("a second paper of the same choice", &|_| signed(HOUSEHOLDS[0], Choice::Professional, DAY), CLOSED),
        ("another choice in its place", &|of| replacing(HOUSEHOLDS[0], Choice::Quasi, &[&of[0]]), UNDONE),
        ("a withdrawal", &|of| withdraw(HOUSEHOLDS[0], &[&of[0]]), UNDONE),
    ];
    for (what, late, expected) in cases {
        // Recorded before the close was heard of, and after the packet brought it.
        for told in [false, true] {
            let (mut s, papers) = closed();
            let believed = s.trusted();
            if told {
                let packet = s.supervisor.packet();
                s.tablets[0].take(&packet, &believed);
                assert_eq!(stands(&s.tablets[0]), CLOSED);
            }
            let before = s.supervisor.state().compounds[&compound_id()].tally();
            s.tablets[0].record(late(&papers));
            if told {
                assert_eq!(stands(&s.tablets[0]), CLOSED, "{what}: a tablet hasn't the count, and keeps to the day");
            }
            s.hand_over();
            assert_eq!(stands(&s.supervisor), expected, "{what}, told: {told}");
            if expected == CLOSED {
                assert_eq!(s.supervisor.state().compounds[&compound_id()].tally().counts, before.counts, "{what}");
            } else {
                assert_eq!(close_again(&mut s), CLOSED, "{what}");
            }
        }
    }
}

#[test]
fn a_form_that_is_good_after_all_opens_a_close_that_took_it_for_spoiled() {
    let mut s = Scenario::ready(1);
    let paper = signed(HOUSEHOLDS[0], Choice::Quasi, DAY);
    let Fact::Ballot(taken) = &paper else { panic!("{paper:?}") };
    let serial = taken.ballot.serial.clone();
    s.tablets[0].record(paper);
    s.hand_over();
    let (compound, household) = (compound_id(), HOUSEHOLDS[0].into());
    let word = s.supervisor.record(Fact::Spoil(Spoil { compound, household, serial, why: "看错".into() }));
    close(&mut s.supervisor);
    assert_eq!(stands(&s.supervisor), CLOSED);
    s.supervisor.record(undo_spoil(HOUSEHOLDS[0], &word));
    assert_eq!(stands(&s.supervisor), UNDONE);
    assert_eq!(close_again(&mut s), CLOSED);
}

fn close_again(s: &mut Scenario) -> (bool, bool) {
    close(&mut s.supervisor);
    stands(&s.supervisor)
}

#[test]
fn a_tablet_that_has_not_handed_over_is_told_the_day_all_the_same() {
    let mut s = Scenario::ready(2);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.hand_over();
    s.tablets[1].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    close(&mut s.supervisor);
    let (packet, believed) = (s.supervisor.packet(), s.trusted());
    for tablet in &mut s.tablets {
        tablet.take(&packet, &believed);
    }
    assert_eq!([stands(&s.tablets[0]), stands(&s.tablets[1])], [CLOSED, CLOSED]);
    s.hand_over();
    assert_eq!(stands(&s.supervisor), UNDONE);
}

#[test]
fn a_close_holds_its_count_where_a_tablet_has_lost_a_record() {
    let mut s = Scenario::ready(2);
    for household in &HOUSEHOLDS[..3] {
        s.tablets[0].record(signed(household, Choice::Professional, DAY));
    }
    loses(&mut s.tablets[0], 2);
    s.hand_over();
    close(&mut s.supervisor);
    assert_eq!(stands(&s.supervisor), CLOSED);
    s.tablets[1].record(signed(HOUSEHOLDS[4], Choice::Quasi, DAY));
    s.hand_over();
    assert_eq!(stands(&s.supervisor), UNDONE);
}

/// The records of a device but for the one of this number, as if its store had lost it.
fn loses(tablet: &mut Tablet, n: u64) {
    let own = tablet.device.id.clone();
    let kept: Vec<_> = tablet.records().into_iter().filter(|(id, _)| (&id.device, id.n) != (&own, n)).collect();
    tablet.journal = Journal::load(tablet.journal.campaign().clone(), kept);
}

#[test]
fn a_close_holds_its_count_where_the_supervisor_has_lost_a_record() {
    // The founder's device closes, or the deputy's that took all which the founder's device still had.
    for closes in [true, false] {
        let mut s = two_supervisors();
        let of_founder = s.supervisor.record(signed(HOUSEHOLDS[5], Choice::Quasi, DAY));
        s.supervisor.record(signed(HOUSEHOLDS[6], Choice::Quasi, DAY));
        loses(&mut s.supervisor, of_founder.n);
        exchange(&mut s);
        close(if closes { &mut s.supervisor } else { &mut s.tablets[1] });
        exchange(&mut s);
        assert_eq!((stands(&s.supervisor), stands(&s.tablets[1])), (CLOSED, CLOSED));
        s.tablets[0].record(signed(HOUSEHOLDS[4], Choice::Quasi, DAY));
        let (file, believed) = (s.tablets[0].bundle(), s.trusted());
        s.supervisor.take(&file, &believed);
        assert_eq!(stands(&s.supervisor), UNDONE, "{closes}");
        // Whoever only has the packet holds nothing against it.
        let packet = s.tablets[1].packet();
        s.tablets[0].take(&packet, &believed);
        assert_eq!(stands(&s.tablets[0]), CLOSED);
    }
}

/// A founder and a deputy who both have four ballots for professional management, and a tablet.
fn two_supervisors() -> Scenario {
    let mut s = Scenario::ready(2);
    s.name_deputy(1);
    for (n, household) in HOUSEHOLDS[..4].iter().enumerate() {
        s.tablets[0].record(signed(household, Choice::Professional, if n == 0 { DAY } else { "2026-03-08" }));
    }
    let (file, believed) = (s.tablets[0].bundle(), s.trusted());
    s.supervisor.take(&file, &believed);
    s.tablets[1].take(&file, &believed);
    s.tablets[1].clock = s.supervisor.clock;
    s
}

/// The same with a second paper of the first household that says otherwise, which both supervisors have: the records of the two.
fn contradicted() -> (Scenario, [RecordId; 2]) {
    let mut s = two_supervisors();
    let paper = s.tablets[0].record(signed(HOUSEHOLDS[0], Choice::Quasi, DAY));
    let (file, believed) = (s.tablets[0].bundle(), s.trusted());
    s.supervisor.take(&file, &believed);
    s.tablets[1].take(&file, &believed);
    let first = s.supervisor.state().compounds[&compound_id()].conflicts()[0].1[0].stamp.id.clone();
    (s, [first, paper])
}

/// Both supervisors have all that the other recorded.
fn exchange(s: &mut Scenario) {
    let (files, believed) = ([s.supervisor.bundle(), s.tablets[1].bundle()], s.trusted());
    s.tablets[1].take(&files[0], &believed);
    s.supervisor.take(&files[1], &believed);
    assert_eq!(s.supervisor.state().compounds, s.tablets[1].state().compounds);
}

#[test]
fn what_another_supervisor_had_said_before_opens_it_again() {
    let mut stricter = two_supervisors().supervisor.state().terms.unwrap();
    stricter.settings.set(catalogue::setting("second_check").unwrap(), "yes").unwrap();
    let later = Notice { ballot_from: Some("2026-03-09".into()), ..notice() };
    for word in [
        Fact::Terms(stricter),
        Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None, roll: None }),
    ] {
        let mut s = two_supervisors();
        s.tablets[1].record(word);
        s.supervisor.clock += 3_600_000;
        close(&mut s.supervisor);
        assert_eq!(stands(&s.supervisor), CLOSED);
        exchange(&mut s);
        assert_eq!(stands(&s.supervisor), UNDONE);
    }
}

#[test]
fn two_closings_that_do_not_know_of_each_other_are_none() {
    let mut s = two_supervisors();
    close(&mut s.supervisor);
    s.tablets[1].clock += 600_000;
    close_on(&mut s.tablets[1], "2026-03-19");
    assert_eq!([stands(&s.supervisor), stands(&s.tablets[1])], [CLOSED, CLOSED]);
    exchange(&mut s);
    assert_eq!((stands(&s.supervisor), remarks(&s.supervisor)), (UNDONE, vec![NoEffect::CloseOvertaken]));
    assert_eq!(close_again(&mut s), CLOSED);
}

#[test]
fn a_revocation_that_takes_ballots_away_opens_it_again() {
    let (mut s, _) = closed();
    let lost = s.tablets[0].device.clone();
    s.supervisor.record(revoke(&lost, 0));
    let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
    assert_eq!((counts.professional, stands(&s.supervisor)), (1, UNDONE));
    assert_eq!(close_again(&mut s), CLOSED);
    // And one that takes none away doesn't.
    let other = s.tablets[1].device.clone();
    let last = s.tablets[1].journal.last(&other.id);
    s.supervisor.record(revoke(&other, last));
    assert_eq!(stands(&s.supervisor), CLOSED);
}

#[test]
fn a_closing_of_who_is_revoked_is_none_and_that_is_told() {
    let mut s = two_supervisors();
    let before = s.supervisor.journal.last(&s.supervisor.device.id);
    close(&mut s.supervisor);
    exchange(&mut s);
    let founder = s.supervisor.device.clone();
    s.tablets[1].record(revoke(&founder, before));
    assert_eq!(stands(&s.tablets[1]), UNDONE);
}

#[test]
fn what_was_ruled_out_stays_so_when_the_others_ballot_is_void() {
    for keeps in [true, false] {
        let mut s = Scenario::ready(2);
        let papers = [(0, Choice::Professional), (1, Choice::Quasi)]
            .map(|(n, choice)| s.tablets[n].record(ballot(HOUSEHOLDS[0], choice)));
        s.hand_over();
        s.supervisor.record(settle(HOUSEHOLDS[0], &[&papers[0], &papers[1]], keeps.then_some(&papers[0])));
        close(&mut s.supervisor);
        let lost = s.tablets[0].device.clone();
        s.supervisor.record(revoke(&lost, 0));
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        assert_eq!((counts.professional, counts.quasi, counts.annulled), (0, 0, 1), "keeps: {keeps}");
        // What counted is gone; that nobody counted says the same as before.
        assert_eq!(stands(&s.supervisor), if keeps { UNDONE } else { CLOSED });
    }
}

#[test]
fn two_who_open_it_again_and_close_it_without_knowing_of_each_other_have_closed_nothing() {
    let reopened = || Fact::Reopen(Reopen { compound: COMPOUND.into(), why: "有异议".into() });
    // Before the founder's words, between them, or after them; and a deputy that only opens it.
    for (ahead, closes) in [(0, true), (90_000, true), (600_000, true), (0, false), (90_000, false), (600_000, false)] {
        let mut s = two_supervisors();
        close(&mut s.supervisor);
        exchange(&mut s);
        s.tablets[1].clock = s.supervisor.clock + ahead;
        s.tablets[1].record(reopened());
        if closes {
            close_on(&mut s.tablets[1], "2026-03-19");
        }
        s.supervisor.record(reopened());
        close(&mut s.supervisor);
        exchange(&mut s);
        assert!(!stands(&s.supervisor).0, "{ahead} {closes}");
        // Who has heard of it all closes it.
        close(&mut s.tablets[1]);
        exchange(&mut s);
        assert_eq!(stands(&s.supervisor), CLOSED, "{ahead} {closes}");
    }
}

/// A packet brings it to a deputy without what came before it.
#[test]
fn who_has_heard_of_an_opening_by_a_packet_alone_can_close() {
    let mut s = two_supervisors();
    close(&mut s.supervisor);
    exchange(&mut s);
    s.supervisor.record(signed(HOUSEHOLDS[5], Choice::Quasi, DAY));
    s.supervisor.record(Fact::Reopen(Reopen { compound: COMPOUND.into(), why: "有异议".into() }));
    let (packet, believed) = (s.supervisor.packet(), s.trusted());
    s.tablets[1].take(&packet, &believed);
    assert!(!stands(&s.tablets[1]).0);
    let desk = &mut s.tablets[1];
    let (state, heard) = (desk.state(), desk.state().compounds[&compound_id()].turns().cloned().collect());
    let known = known(&desk.journal, &state, &desk.device.id);
    let counted = state.compounds[&compound_id()].counted(DAY);
    desk.record(Fact::Close(Close { known, counted, heard, ..closing() }));
    assert_eq!(stands(&s.tablets[1]), CLOSED);
}

/// Whichever clock is ahead: the founder's own withdrawal undoes its closing, of which the deputy never hears.
#[test]
fn a_closing_that_does_not_know_of_one_that_was_undone_holds_by_no_clock() {
    for ahead in [-600_000, 0, 600_000] {
        let mut s = two_supervisors();
        s.tablets[1].clock = s.supervisor.clock + ahead;
        close(&mut s.supervisor);
        let first = s.supervisor.state().compounds[&compound_id()].file(&HOUSEHOLDS[0].into()).unwrap().ballots[0]
            .stamp
            .id
            .clone();
        s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&first]));
        assert_eq!(stands(&s.supervisor), UNDONE);
        s.tablets[1].record(withdraw(HOUSEHOLDS[0], &[&first]));
        s.tablets[1].record(signed(HOUSEHOLDS[4], Choice::Quasi, DAY));
        close(&mut s.tablets[1]);
        exchange(&mut s);
        assert!(!stands(&s.supervisor).0, "{ahead}");
    }
}

#[test]
fn two_words_over_the_same_papers_are_none() {
    let mut s = two_supervisors();
    let paper = s.tablets[0].record(signed(HOUSEHOLDS[0], Choice::Quasi, DAY));
    let (file, believed) = (s.tablets[0].bundle(), s.trusted());
    s.supervisor.take(&file, &believed);
    s.tablets[1].take(&file, &believed);
    let conflict = |s: &Scenario| s.supervisor.state().compounds[&compound_id()].conflicts().len();
    assert_eq!(conflict(&s), 1);
    let first = s.supervisor.state().compounds[&compound_id()].conflicts()[0].1[0].stamp.id.clone();
    let both = [&first, &paper];
    s.supervisor.record(settle(HOUSEHOLDS[0], &both, Some(&first)));
    close(&mut s.supervisor);
    s.tablets[1].clock += 600_000;
    s.tablets[1].record(settle(HOUSEHOLDS[0], &both, Some(&paper)));
    exchange(&mut s);
    assert_eq!((conflict(&s), stands(&s.supervisor)), (1, UNDONE));
    assert!(remarks(&s.supervisor).contains(&NoEffect::SettledOtherwise));
    // Who has seen both settles it.
    s.supervisor.record(settle(HOUSEHOLDS[0], &both, Some(&paper)));
    exchange(&mut s);
    assert_eq!((conflict(&s), close_again(&mut s)), (0, CLOSED));
}

/// A word that says what was there.
fn knowing(word: Fact, known: Vec<RecordId>) -> Fact {
    let Fact::Settle(word) = word else { panic!("no word") };
    Fact::Settle(Settle { known, ..word })
}

#[test]
fn two_words_over_some_of_the_same_papers_are_none() {
    // Of the third paper the deputy knows nothing; whichever word comes first.
    for (deputy_is_late, keeps) in [(true, true), (true, false), (false, true), (false, false)] {
        let (mut s, [first, paper]) = contradicted();
        let third = s.supervisor.record(signed(HOUSEHOLDS[0], Choice::Quasi, DAY));
        let kept = keeps.then_some(&third);
        let later = if deputy_is_late { &mut s.tablets[1] } else { &mut s.supervisor };
        (0..9).for_each(|_| drop(later.record(visit(HOUSEHOLDS[7], VisitOutcome::NotMet))));
        s.tablets[1].record(settle(HOUSEHOLDS[0], &[&first, &paper], Some(&first)));
        s.supervisor.record(settle(HOUSEHOLDS[0], &[&first, &paper, &third], kept));
        exchange(&mut s);
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        assert_eq!((counts.professional, counts.conflicts), (3, 1), "{deputy_is_late} {keeps}");
        assert!(remarks(&s.supervisor).contains(&NoEffect::SettledOtherwise));
    }
    // Who knows of the first word speaks of what it let stand, and says so; one that doesn't may have lacked the second paper.
    for (says, expected) in [(true, (3, 1, 0)), (false, (3, 0, 1))] {
        let (mut s, [first, paper]) = contradicted();
        s.tablets[1].record(settle(HOUSEHOLDS[0], &[&first, &paper], Some(&first)));
        exchange(&mut s);
        let third = s.supervisor.record(signed(HOUSEHOLDS[0], Choice::Quasi, DAY));
        let known = if says { s.supervisor.journal.lasts() } else { Vec::new() };
        s.supervisor.record(knowing(settle(HOUSEHOLDS[0], &[&first, &third], Some(&third)), known));
        exchange(&mut s);
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        assert_eq!((counts.professional, counts.quasi, counts.conflicts), expected, "says so: {says}");
    }
}

/// The tablet takes the second paper back before the close; the deputy, who hasn't heard of it, lets it stand.
#[test]
fn a_late_word_without_effect_opens_it_again_where_it_raises_a_question() {
    let (mut s, [first, paper]) = contradicted();
    s.tablets[0].record(withdraw(HOUSEHOLDS[0], &[&paper]));
    let (file, believed) = (s.tablets[0].bundle(), s.trusted());
    s.supervisor.take(&file, &believed);
    close(&mut s.supervisor);
    assert_eq!(stands(&s.supervisor), CLOSED);
    s.tablets[1].clock += 3_600_000;
    s.tablets[1].record(settle(HOUSEHOLDS[0], &[&first, &paper], Some(&paper)));
    let file = s.tablets[1].bundle();
    s.supervisor.take(&file, &believed);
    let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
    assert_eq!((counts.professional, counts.conflicts, stands(&s.supervisor)), (3, 1, UNDONE));
    assert_eq!(remarks(&s.supervisor), [NoEffect::NotItsBallot]);
}

#[test]
fn a_word_in_place_of_anothers_that_it_knew_stands() {
    let (mut s, [first, paper]) = contradicted();
    let settled = |keep: &RecordId, instead: Option<&RecordId>| {
        let Fact::Settle(word) = settle(HOUSEHOLDS[0], &[&first, &paper], Some(keep)) else { panic!("no word") };
        Fact::Settle(Settle { instead: instead.cloned(), ..word })
    };
    let counts = |s: &Scenario| {
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        (counts.professional, counts.quasi, counts.conflicts)
    };
    let founders = s.supervisor.record(settled(&first, None));
    exchange(&mut s);
    assert_eq!(counts(&s), (4, 0, 0));
    let deputys = s.tablets[1].record(settled(&paper, Some(&founders)));
    exchange(&mut s);
    assert_eq!((counts(&s), remarks(&s.supervisor)), ((3, 1, 0), Vec::new()));
    // Of two in place of the same word neither knows the other.
    s.supervisor.record(settled(&first, Some(&deputys)));
    s.tablets[1].clock += 600_000;
    s.tablets[1].record(settled(&paper, Some(&founders)));
    exchange(&mut s);
    assert_eq!((counts(&s), remarks(&s.supervisor)), ((3, 0, 1), vec![NoEffect::SettledOtherwise]));
}

#[test]
fn the_order_of_the_files_makes_no_difference() {
    let (mut s, papers) = closed();
    s.tablets[1].record(withdraw(HOUSEHOLDS[1], &[&papers[1]]));
    let trusted = s.trusted();
    let files = [s.supervisor.packet(), s.tablets[0].bundle(), s.tablets[1].bundle()];
    let mut hashes = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut journal = s.empty();
        for at in order {
            take(&mut journal, &files[at], &trusted).unwrap().unwrap();
        }
        let state = journal.replay();
        let compound = &state.compounds[&compound_id()];
        assert_eq!((compound.closed.is_some(), compound.close_undone.is_some()), UNDONE, "{order:?}");
        hashes.push(journal.state_hash());
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1);
}

#[test]
fn roll_and_notice_stay_as_they_are_until_it_is_opened_again() {
    let (mut s, _) = closed();
    let compound = s.supervisor.state().compounds[&compound_id()].clone();
    let roll = compound.frozen_roll().unwrap();
    let take = vec![HOUSEHOLDS[2].into()];
    let corrected = roll.corrected(&[], &take);
    let correct = Correct {
        compound: COMPOUND.into(),
        from: roll.hash().to_owned(),
        put: Vec::new(),
        take,
        households: corrected.counted(),
        roll: corrected.hash().to_owned(),
        why: "拆除".into(),
    };
    let changes = [
        Fact::Correct(correct.clone()),
        Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: notice(), why: None, roll: None }),
        Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "错了".into() }),
    ];
    let count = |s: &Scenario| s.supervisor.state().compounds[&compound_id()].tally();
    let history = |s: &Scenario| {
        let compound = &s.supervisor.state().compounds[&compound_id()];
        (compound.roll_steps.len(), compound.notices.len())
    };
    let before = count(&s);
    for change in changes {
        s.supervisor.record(change);
    }
    assert_eq!(remarks(&s.supervisor), [NoEffect::Closed; 3]);
    assert_eq!((count(&s), stands(&s.supervisor)), (before, CLOSED));
    assert_eq!(history(&s), (1, 1), "what had no effect is no part of what became of either");

    s.supervisor.record(Fact::Reopen(Reopen { compound: COMPOUND.into(), why: "更正花名册".into() }));
    s.supervisor.record(Fact::Correct(correct));
    assert_eq!(count(&s).counts.total, before.counts.total - 1);
    close(&mut s.supervisor);
    assert_eq!((remarks(&s.supervisor).last(), stands(&s.supervisor)), (Some(&NoEffect::NoticeOutdated), UNDONE));
    s.supervisor.record(posted());
    assert_eq!((close_again(&mut s), history(&s)), (CLOSED, (2, 2)));
}

#[test]
fn what_a_ballot_needs_is_as_it_was_when_the_ballot_was_closed() {
    let (mut s, _) = closed();
    let mut terms = s.supervisor.state().terms.unwrap();
    for setting in ["second_check", "form_photo"] {
        terms.settings.set(catalogue::setting(setting).unwrap(), "yes").unwrap();
    }
    s.supervisor.record(Fact::Terms(terms));
    let counts = |s: &Scenario| {
        let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
        (counts.professional, counts.waiting)
    };
    assert_eq!((counts(&s), stands(&s.supervisor)), ((2, 0), CLOSED));
    s.supervisor.record(Fact::Reopen(Reopen { compound: COMPOUND.into(), why: "要核对".into() }));
    assert_eq!(counts(&s), (0, 2));
}

#[test]
fn one_paper_for_two_households_counts_for_neither_and_undoes_the_close() {
    let mut s = Scenario::ready(2);
    let with_serial = |household: &str, serial: &str| {
        let paper = taken(household, Choice::Professional);
        Fact::Ballot(BallotTaken { ballot: Ballot { serial: serial.into(), ..paper.ballot.clone() }, ..paper })
    };
    s.tablets[0].record(with_serial(HOUSEHOLDS[0], "A-7"));
    s.hand_over();
    close(&mut s.supervisor);
    let wrong = s.tablets[1].record(with_serial(HOUSEHOLDS[1], "A-7"));
    s.hand_over();
    assert_eq!(stands(&s.supervisor), UNDONE);
    let counts = |s: &Scenario| s.supervisor.state().compounds[&compound_id()].tally().counts;
    assert_eq!((counts(&s).professional, counts(&s).conflicts, counts(&s).unknown()), (0, 2, 2));
    let of = |n: usize| {
        let compound = s.supervisor.state().compounds[&compound_id()].clone();
        let shared = compound.shares_number(&HOUSEHOLDS[n].into());
        shared.map(|(serial, of)| (serial.to_owned(), of.iter().map(|id| id.to_string()).collect::<Vec<_>>()))
    };
    let both = Some(("A-7".to_owned(), vec![HOUSEHOLDS[0].to_owned(), HOUSEHOLDS[1].to_owned()]));
    assert_eq!([of(0), of(1), of(2)], [both.clone(), both, None]);
    // A closing that doesn't say what was known has no effect while it is so.
    s.supervisor.record(Fact::Close(closing()));
    assert_eq!((remarks(&s.supervisor), stands(&s.supervisor)), (vec![NoEffect::UnsettledConflicts; 2], UNDONE));
    s.tablets[1].record(withdraw(HOUSEHOLDS[1], &[&wrong]));
    s.hand_over();
    assert_eq!((counts(&s).professional, counts(&s).conflicts), (1, 0));
    assert_eq!(close_again(&mut s), CLOSED);
}

#[test]
fn a_second_paper_with_anothers_number_undoes_the_close() {
    let (mut s, _) = closed();
    let serial = taken(HOUSEHOLDS[1], Choice::Professional).ballot.serial;
    let paper = taken(HOUSEHOLDS[0], Choice::Professional);
    s.tablets[0].record(Fact::Ballot(BallotTaken { ballot: Ballot { serial, ..paper.ballot.clone() }, ..paper }));
    s.hand_over();
    assert_eq!(stands(&s.supervisor), UNDONE);
}

#[test]
fn a_closing_that_overlooks_contradictions_gives_no_result() {
    let mut s = Scenario::ready(2);
    for household in &HOUSEHOLDS[1..4] {
        s.tablets[0].record(ballot(household, Choice::Professional));
    }
    for (tablet, choice) in s.tablets.iter_mut().zip([Choice::Professional, Choice::Quasi]) {
        tablet.record(ballot(HOUSEHOLDS[0], choice));
    }
    s.hand_over();
    close(&mut s.supervisor);
    let tally = s.supervisor.state().compounds[&compound_id()].tally();
    assert_eq!((tally.counts.conflicts, tally.decision), (1, Decision::Undecided));
}

#[test]
fn who_has_to_sign_again_signs_another_form() {
    let mut s = Scenario::ready(2);
    let mut terms = s.supervisor.state().terms.unwrap();
    terms.settings.set(catalogue::setting("forms").unwrap(), "printed").unwrap();
    s.supervisor.record(Fact::Terms(terms));
    let serial =
        |s: &Scenario| s.supervisor.state().compounds[&compound_id()].form_serial(&HOUSEHOLDS[0].into()).unwrap();
    let first = serial(&s);
    let papers = [Choice::Professional, Choice::Quasi].into_iter().zip(&mut s.tablets);
    let papers: Vec<RecordId> = papers
        .map(|(choice, tablet)| {
            let paper = taken(HOUSEHOLDS[0], choice);
            let ballot = Ballot { serial: first.clone(), ..paper.ballot.clone() };
            tablet.record(Fact::Ballot(BallotTaken { ballot, ..paper }))
        })
        .collect();
    s.hand_over();
    assert_eq!(serial(&s), first);
    s.supervisor.record(settle(HOUSEHOLDS[0], &papers.iter().collect::<Vec<_>>(), None));
    assert_eq!(serial(&s), first.replace("-1", "-2"));
}

/// One paper can't be two votes: from then on neither of the two households counts.
#[test]
fn a_second_paper_of_the_same_choice_with_another_households_number_opens_it_again() {
    let (mut s, _) = closed();
    let (twin, believed) = (taken(HOUSEHOLDS[0], Choice::Professional), s.trusted());
    let serial = taken(HOUSEHOLDS[1], Choice::Professional).ballot.serial;
    s.tablets[1].record(Fact::Ballot(BallotTaken { ballot: Ballot { serial, ..twin.ballot.clone() }, ..twin }));
    let file = s.tablets[1].bundle();
    s.supervisor.take(&file, &believed);
    let counts = s.supervisor.state().compounds[&compound_id()].tally().counts;
    assert_eq!((counts.professional, counts.conflicts), (0, 2));
    assert_eq!(stands(&s.supervisor), UNDONE);
}
