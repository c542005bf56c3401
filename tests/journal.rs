//! What records add up to: whoever merges them, in whatever order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use std::collections::BTreeMap;
use support::*;
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::domain::ballot::{Ballot, BlankReason, Choice, ChoiceClass, InvalidCode, VisitOutcome};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::household::Use;
use wenlou::domain::ids::{CampaignId, DeviceId, HouseholdId};
use wenlou::domain::json::{MAX_WHOLE, to_text};
use wenlou::domain::notice::Notice;
use wenlou::domain::roll::{Counts, Roll};
use wenlou::domain::tally::Decision;
use wenlou::journal::compound::Compound;
use wenlou::journal::entry::{MAX_FIELD, MAX_NUMBER, MAX_TEXT};
use wenlou::journal::fact::{BallotTaken, Enrol, Exported, Found, Freeze, NoticePosted, RollImported, Thaw};
use wenlou::journal::household_file::{Ended, Standing, Uncounted};
use wenlou::journal::state::NoEffect;
use wenlou::journal::{Entry, EntryError, Fact, Journal, RecordId, State, chain_next, chain_start};

fn compound(state: &State) -> &Compound {
    &state.compounds[&compound_id()]
}

fn door(at: usize) -> HouseholdId {
    HOUSEHOLDS[at].into()
}

/// How a household stands, in a word: the class and how many papers say it.
fn standing(state: &State, at: usize) -> String {
    match compound(state).standing(&door(at)) {
        Standing::NotReturned => "not returned".into(),
        Standing::Counted { class, also, .. } => format!("{} ×{}", class.code(), also + 1),
        Standing::Conflict(ballots) => format!("conflict of {}", ballots.len()),
        Standing::Waiting { wait, .. } => format!("waiting {wait:?}"),
        Standing::Annulled => "annulled".into(),
    }
}

/// Records without effect and why.
fn remarks(state: &State) -> Vec<(RecordId, NoEffect)> {
    state.remarks.iter().map(|remark| (remark.stamp.id.clone(), remark.why)).collect()
}

/// Professional, quasi, blank, invalid, conflicts, not returned.
fn counts(state: &State) -> [u64; 6] {
    let tally = compound(state).tally();
    let c = tally.counts;
    [c.professional, c.quasi, c.blank, c.invalid, c.conflicts, tally.not_returned]
}

/// A journal merged from files in this order.
fn merged(scenario: &Scenario, files: &[&String]) -> Journal {
    let mut journal = scenario.empty();
    for file in files {
        take(&mut journal, file, &scenario.trusted()).unwrap().unwrap();
    }
    journal
}

fn permutations<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    let Some((first, rest)) = items.split_first() else { return vec![vec![]] };
    let mut all = Vec::new();
    for order in permutations(rest) {
        for at in 0..=order.len() {
            let mut longer = order.clone();
            longer.insert(at, first.clone());
            all.push(longer);
        }
    }
    all
}

/// A lively campaign: agreement, conflict, replacement, withdrawal, a settlement, closing; four bundles and a packet.
fn lively() -> (Scenario, Vec<String>) {
    let mut s = Scenario::ready(3);
    let trusted = s.trusted();
    let packet = s.supervisor.packet();
    s.tablets[0].record(visit(HOUSEHOLDS[0], VisitOutcome::NotMet));
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let wrong = s.tablets[0].record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    s.tablets[0].record(withdraw(HOUSEHOLDS[1], &[&wrong]));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let first = s.tablets[1].record(ballot(HOUSEHOLDS[2], Choice::Blank(BlankReason::NoBox)));
    s.tablets[1].record(replacing(HOUSEHOLDS[2], Choice::Quasi, &[&first]));
    let a = s.tablets[1].record(ballot(HOUSEHOLDS[3], Choice::Professional));
    let b = s.tablets[2].record(ballot(HOUSEHOLDS[3], Choice::Quasi));
    s.tablets[2].record(ballot(HOUSEHOLDS[4], Choice::Invalid(InvalidCode::I3)));
    s.hand_over();
    s.supervisor.record(settle(HOUSEHOLDS[3], &[&a, &b], Some(&b)));
    s.supervisor.record(close("2026-03-31"));
    // A tablet goes on without having heard of it.
    s.tablets[2].record(ballot(HOUSEHOLDS[3], Choice::Professional));
    let files: Vec<String> = s.tablets.iter_mut().map(Tablet::bundle).collect();
    let own = s.supervisor.bundle();
    for file in &files {
        s.supervisor.take(file, &trusted);
    }
    let mut all = files;
    all.push(own);
    all.push(packet);
    (s, all)
}

#[test]
fn merging_is_commutative_associative_and_idempotent() {
    let (s, files) = lively();
    assert_eq!(files.len(), 5);
    let whole = merged(&s, &files.iter().collect::<Vec<_>>());
    let (hash, state) = (whole.state_hash(), whole.replay());
    // Professional; quasi; blank; invalid; conflicts; not returned.
    assert_eq!(counts(&state), [1, 1, 0, 1, 1, 4]);

    let orders = permutations(&[0, 1, 2, 3, 4]);
    assert_eq!(orders.len(), 120);
    for order in &orders {
        let mut journal = merged(&s, &order.iter().map(|&i| &files[i]).collect::<Vec<_>>());
        assert_eq!(journal.state_hash(), hash, "order {order:?}");
        assert_eq!(journal.replay(), state, "order {order:?}");
        // Every file once more: nothing new.
        for file in &files {
            assert_eq!(take(&mut journal, file, &s.trusted()).unwrap().unwrap().new, []);
        }
        assert_eq!(journal.state_hash(), hash);
    }

    // Sets of files merged apart and then with each other: (A B) (C D E) = A (B C) (D E).
    let union = |groups: &[&[usize]]| {
        let mut journal = s.empty();
        for group in groups {
            let part = merged(&s, &group.iter().map(|&i| &files[i]).collect::<Vec<_>>());
            for (id, _) in part.entries() {
                journal.add(id.clone(), part.text(id).unwrap().to_owned()).unwrap();
            }
        }
        (journal.state_hash(), journal.replay())
    };
    for groups in [&[&[0, 1][..], &[2, 3, 4]][..], &[&[0], &[1, 2], &[3, 4]], &[&[4, 3], &[2], &[1, 0]]] {
        assert_eq!(union(groups), (hash.clone(), state.clone()));
    }
}

#[test]
fn different_sets_of_records_have_different_state_hashes() {
    let (s, files) = lively();
    let mut seen = BTreeMap::new();
    for subset in 0..1 << files.len() {
        let chosen: Vec<&String> =
            files.iter().enumerate().filter(|(i, _)| subset >> i & 1 == 1).map(|(_, f)| f).collect();
        let journal = merged(&s, &chosen);
        let texts: Vec<(RecordId, String)> =
            journal.entries().map(|(id, _)| (id.clone(), journal.text(id).unwrap().to_owned())).collect();
        if let Some(known) = seen.insert(journal.state_hash(), texts.clone()) {
            assert_eq!(known, texts);
        }
    }
    assert!(seen.len() > 20, "{}", seen.len());
    assert_ne!(Journal::new("a".into()).state_hash(), Journal::new("b".into()).state_hash());
}

#[test]
fn what_is_applied_on_top_equals_what_is_replayed() {
    let (s, _) = lively();
    let mut tablet = s.supervisor.clone();
    let mut state = tablet.state();
    for fact in
        [reopen(), ballot(HOUSEHOLDS[5], Choice::Quasi), visit("nowhere", VisitOutcome::NotMet), close("2026-04-01")]
    {
        let id = tablet.record(fact);
        state.apply(&id, tablet.journal.entry(&id).unwrap());
        assert_eq!(state, tablet.state());
    }
}

#[test]
fn clocks_decide_nothing() {
    let (s, _) = lively();
    let (state, day) = (s.supervisor.state(), 86_400_000);
    let shifted = s.supervisor.journal.entries().enumerate().map(|(i, (id, entry))| {
        let at = entry.at + if i % 2 == 0 { 3650 * day } else { -3650 * day };
        (id.clone(), Entry { at, ..entry.clone() }.to_text().unwrap())
    });
    let other = Journal::load(s.empty().campaign().clone(), shifted).replay();
    assert_eq!(counts(&other), counts(&state));
    assert_eq!(remarks(&other), remarks(&state));
    for at in 0..HOUSEHOLDS.len() {
        assert_eq!(standing(&other, at), standing(&state, at));
    }
}

// --- who can say what -----------------------------------------------------------------------------------------------

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
    s.supervisor.record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
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
    assert!(matches!(&file.ended[&b], Ended::Withdrawn { by, why } if by.id == c && why == "登记错门"));
    assert_eq!(file.visits.len(), 2);
    assert_eq!(file.last_outcome(), Some(VisitOutcome::Refused));
}

#[test]
fn what_only_the_founder_may_say_has_no_effect_from_others() {
    let mut s = Scenario::ready(1);
    let a = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let before = s.tablets[0].state();
    let outsider = Device::new("外人", 99);
    let later = Notice { posted_on: "2026-03-20".into(), ..notice() };
    let facts: Vec<(Fact, NoEffect)> = vec![
        (Fact::Found(Found { nonce: "x".into(), terms: Terms::default() }), NoEffect::NotTheFounding),
        // The very founding of this campaign, by another device.
        (
            Fact::Found(Found { nonce: "6f1d2a9e".into(), terms: Terms { name: "假".into(), ..Terms::default() } }),
            NoEffect::NotTheFounding,
        ),
        (Fact::Terms(Terms { min_visits: 0, ..Terms::default() }), NoEffect::NotASupervisor),
        (Fact::Compound(card(COMPOUND, "别名")), NoEffect::NotASupervisor),
        (Fact::RollPart(roll_parts(&households(), 1).remove(0)), NoEffect::NotASupervisor),
        (
            Fact::Roll(RollImported {
                compound: COMPOUND.into(),
                import: 1,
                parts: 0,
                roll: String::new(),
                file: String::new(),
                file_sha256: String::new(),
            }),
            NoEffect::NotASupervisor,
        ),
        (
            Fact::Freeze(Freeze { compound: COMPOUND.into(), roll: roll_hash(), households: 8, counts: None }),
            NoEffect::NotASupervisor,
        ),
        (
            Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None, roll: None }),
            NoEffect::NotASupervisor,
        ),
        (settle(HOUSEHOLDS[0], &[&a], None), NoEffect::NotASupervisor),
        (close("2026-03-02"), NoEffect::NotASupervisor),
        (reopen(), NoEffect::NotASupervisor),
        (
            Fact::Enrol(Enrol {
                device: outsider.id.clone(),
                name: "外人".into(),
                person: None,
                key: outsider.key.clone(),
            }),
            NoEffect::NotASupervisor,
        ),
    ];
    for (fact, why) in facts {
        assert!(fact.is_supervisors());
        let mut tablet = s.tablets[0].clone();
        let id = tablet.record(fact.clone());
        let state = tablet.state();
        assert_eq!(remarks(&state), [(id, why)], "{fact:?}");
        let (clocks, heard) = (before.clocks.clone(), before.heard.clone());
        assert_eq!(State { remarks: vec![], clocks, heard, ..state }, before, "{fact:?}");
    }
}

#[test]
fn a_campaign_is_founded_once() {
    let mut s = Scenario::ready(0);
    let again = Found { nonce: "6f1d2a9e".into(), terms: Terms { name: "又一次".into(), ..Terms::default() } };
    let id = s.supervisor.record(Fact::Found(again));
    let state = s.supervisor.state();
    assert_eq!(remarks(&state), [(id, NoEffect::NotTheFounding)]);
    assert_eq!(state.terms.unwrap().name, "柳荫街道老旧小区");
}

// --- roll and notice ------------------------------------------------------------------------------------------------

#[test]
fn a_roll_is_there_when_all_its_parts_are() {
    let parts = || roll_parts(&households(), 3);
    let imported = |parts: u64, roll: String| {
        let (file, file_sha256) = ("花名册.csv".to_owned(), String::new());
        Fact::Roll(RollImported { compound: COMPOUND.into(), import: 3, parts, roll, file, file_sha256 })
    };
    let n = parts().len();
    assert_eq!(n, 2);
    // Which parts are written, how many the roll says there are, its hash, and whether a roll comes of it.
    let cases: Vec<(&str, Vec<usize>, u64, String, bool)> = vec![
        ("all", vec![0, 1], 2, roll_hash(), true),
        ("in another order", vec![1, 0], 2, roll_hash(), true),
        ("one missing", vec![0], 2, roll_hash(), false),
        ("one missing and not announced", vec![0], 1, roll_hash(), false),
        ("none", vec![], 0, roll_hash(), false),
        ("one twice", vec![0, 1, 1], 2, roll_hash(), false),
        ("another hash", vec![0, 1], 2, "0".repeat(64), false),
    ];
    for (name, written, count, hash, complete) in cases {
        let s = Scenario::with(1, |supervisor| {
            for i in written {
                supervisor.record(Fact::RollPart(parts().remove(i)));
            }
            supervisor.record(imported(count, hash));
            freeze(supervisor);
            supervisor.record(posted());
        });
        // Here, and on the tablet that was handed the packet.
        for state in [s.supervisor.state(), s.tablets[0].state()] {
            let compound = compound(&state);
            assert_eq!(compound.frozen_roll().is_some(), complete, "{name}");
            assert_eq!(compound.frame().is_some(), complete, "{name}");
            assert_eq!(compound.tally().counts.total, if complete { 8 } else { 0 }, "{name}");
            let incomplete = state.remarks.iter().filter(|r| r.why == NoEffect::RollIncomplete).count();
            assert_eq!(incomplete, if complete { 0 } else { 2 }, "{name}: the roll and its freezing");
            if !complete {
                assert_eq!(compound.tally().decision, Decision::NoResult, "{name}");
            }
        }
    }
}

#[test]
fn a_household_is_on_the_roll_once_whatever_its_lines_say() {
    let mut titles = households();
    // The same id, put together from other parts; in order it doesn't stand beside the one of building 1.
    titles.push(household("1-2", None, "101", Use::Residential));
    assert_eq!(titles.last().unwrap().id, door(4));
    let roll = Roll::new(titles);
    assert_eq!((roll.counted(), roll.households().len()), (8, 9));
    assert_eq!(roll.hash(), roll_hash());
}

#[test]
fn a_frozen_roll_stays() {
    let mut s = Scenario::ready(1);
    let mut more = households();
    more.push(household("3", None, "101", Use::Residential));
    let again = import_roll(&mut s.supervisor, more);
    let refrozen = freeze(&mut s.supervisor);
    let state = s.supervisor.state();
    assert_eq!(remarks(&state), [(again, NoEffect::RollFrozen), (refrozen, NoEffect::RollFrozen)]);
    assert_eq!(compound(&state).frozen_roll().unwrap().hash(), roll_hash());
    assert_eq!(compound(&state).tally().counts.total, 8);
}

#[test]
fn nothing_is_recorded_before_roll_and_notice() {
    let setups: [fn(&mut Tablet); 4] = [
        |_| {},
        |t| {
            import_roll(t, households());
        },
        |t| {
            import_roll(t, households());
            freeze(t);
        },
        |t| {
            import_roll(t, households());
            freeze(t);
            t.record(Fact::Notice(NoticePosted {
                compound: COMPOUND.into(),
                notice: Notice { places: " ".into(), ..notice() },
                why: None,
                roll: None,
            }));
        },
    ];
    for (step, setup) in setups.into_iter().enumerate() {
        let mut s = Scenario::with(1, setup);
        let id = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
        s.hand_over();
        let state = s.supervisor.state();
        assert_eq!(remarks(&state).last(), Some(&(id, NoEffect::BeforeRollOrNotice)), "step {step}");
        assert_eq!(compound(&state).tally().returned, 0, "step {step}");
        assert_eq!(compound(&state).uncounted().len(), 0);
    }
}

#[test]
fn doors_that_are_no_household() {
    let mut s = Scenario::ready(1);
    for door in [SHOP, "9-9-999", "", "1-1-101 "] {
        let id = s.tablets[0].record(ballot(door, Choice::Professional));
        assert_eq!(remarks(&s.tablets[0].state()).last(), Some(&(id, NoEffect::NotOnRoll)), "{door:?}");
    }
    let elsewhere = BallotTaken { compound: "nowhere".into(), ..taken(HOUSEHOLDS[0], Choice::Quasi) };
    let id = s.tablets[0].record(Fact::Ballot(elsewhere));
    assert_eq!(remarks(&s.tablets[0].state()).last(), Some(&(id, NoEffect::UnknownCompound)));
    assert_eq!(counts(&s.tablets[0].state()), [0, 0, 0, 0, 0, 8]);
}

#[test]
fn ballots_outside_the_frame_are_not_counted() {
    let cases: Vec<(&str, Option<&str>, &str, Option<Uncounted>)> = vec![
        ("before the notice", None, "2026-02-28", Some(Uncounted::BeforeNotice)),
        ("on the day of the notice", None, POSTED_ON, None),
        ("on the closing day", Some("2026-03-31"), "2026-03-31", None),
        ("after the closing day", Some("2026-03-31"), "2026-04-01", Some(Uncounted::AfterClose)),
        ("never closed", None, "2027-01-01", None),
    ];
    for (name, closed, signed_on, expected) in cases {
        let mut s = Scenario::ready(1);
        let paper = Ballot { signed_on: signed_on.into(), ..paper("No.1", Choice::Professional) };
        s.tablets[0].record(Fact::Ballot(BallotTaken { ballot: paper, ..taken(HOUSEHOLDS[0], Choice::Professional) }));
        s.hand_over();
        if let Some(on) = closed {
            s.supervisor.record(close(on));
        }
        let state = s.supervisor.state();
        let uncounted: Vec<_> = compound(&state).uncounted().into_iter().map(|(_, _, why)| why).collect();
        assert_eq!(uncounted.first().copied(), expected, "{name}");
        assert_eq!(compound(&state).tally().counts.professional, u64::from(expected.is_none()), "{name}");
        assert_eq!(compound(&state).tally().returned, u64::from(expected.is_none()), "{name}");
        assert_eq!(state.remarks, [], "{name}: it is on file all the same");
    }

    let mut s = Scenario::ready(2);
    let other = BallotTaken { roll: "0".repeat(64), ..taken(HOUSEHOLDS[0], Choice::Professional) };
    s.tablets[0].record(Fact::Ballot(other));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(compound(&state).uncounted()[0].2, Uncounted::OtherRoll);
    assert_eq!(standing(&state, 0), "quasi ×1", "what isn't counted contradicts nothing");
}

#[test]
fn a_ballot_that_names_no_paper_does_not_count() {
    for (serial, signed_on) in
        [("", "2026-03-10"), (" ", "2026-03-10"), ("No.1", ""), ("No.1", "2026-02-30"), ("No.1", "口头")]
    {
        let mut s = Scenario::ready(1);
        let spoken = Ballot { signed_on: signed_on.into(), ..paper(serial, Choice::Professional) };
        s.tablets[0].record(Fact::Ballot(BallotTaken { ballot: spoken, ..taken(HOUSEHOLDS[0], Choice::Professional) }));
        s.hand_over();
        let state = s.supervisor.state();
        let why: Vec<_> = compound(&state).uncounted().into_iter().map(|(_, _, why)| why).collect();
        assert_eq!(why, [Uncounted::NoPaper], "{serial:?} {signed_on:?}");
        assert_eq!(
            (counts(&state), compound(&state).tally().returned),
            ([0, 0, 0, 0, 0, 8], 0),
            "{serial:?} {signed_on:?}"
        );
        // It contradicts no paper either.
        s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
        s.hand_over();
        assert_eq!(standing(&s.supervisor.state(), 0), "quasi ×1");
    }
}

#[test]
fn the_notice_in_force_is_the_last_one() {
    let mut s = Scenario::ready(1);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    let later = Notice { posted_on: "2026-03-15".into(), ..notice() };
    s.supervisor.record(Fact::Notice(NoticePosted { compound: COMPOUND.into(), notice: later, why: None, roll: None }));
    assert_eq!(compound(&s.supervisor.state()).uncounted()[0].2, Uncounted::BeforeNotice);
}

#[test]
fn a_paper_cannot_be_two_votes_unseen() {
    let mut s = Scenario::ready(2);
    let same = |at: usize| {
        let ballot = paper("No.7", Choice::Professional);
        Fact::Ballot(BallotTaken { ballot, ..taken(HOUSEHOLDS[at], Choice::Professional) })
    };
    let first = s.tablets[0].record(same(0));
    s.tablets[1].record(same(1));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(compound(&state).doubled_serials(), [("No.7", vec![&door(0), &door(1)])]);
    s.supervisor.record(withdraw(HOUSEHOLDS[0], &[&first]));
    assert_eq!(compound(&s.supervisor.state()).doubled_serials(), []);
}

// --- closing --------------------------------------------------------------------------------------------------------

/// Two tablets; `a` says professional before the supervisor closes, `b` says quasi and is handed over afterwards. `heard`:
/// whether tablet `b` had seen the closing when it wrote.
fn late(heard: bool) -> Scenario {
    let mut s = Scenario::ready(2);
    let trusted = s.trusted();
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    if !heard {
        s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    }
    let file = s.tablets[0].bundle();
    s.supervisor.take(&file, &trusted);
    s.supervisor.record(close("2026-03-31"));
    assert!(compound(&s.supervisor.state()).tally().counts.closed);
    if heard {
        let packet = s.supervisor.packet();
        s.tablets[1].take(&packet, &trusted);
        s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    }
    s.hand_over();
    s
}

#[test]
fn a_conflict_that_comes_to_light_after_closing_opens_the_ballot_again() {
    let mut s = late(false);
    let state = s.supervisor.state();
    let tally = compound(&state).tally();
    assert_eq!(remarks(&state).iter().map(|(_, why)| *why).collect::<Vec<_>>(), [NoEffect::UnsettledConflicts]);
    assert!(!tally.counts.closed && compound(&state).closed.is_none());
    assert!(compound(&state).close_undone.is_some());
    assert_eq!((tally.counts.conflicts, tally.decision), (1, Decision::Undecided));

    // Settled, it has to be closed again, by a word of its own.
    let over: Vec<RecordId> = compound(&state).conflicts()[0].1.iter().map(|record| record.stamp.id.clone()).collect();
    s.supervisor.record(settle(HOUSEHOLDS[0], &[&over[0], &over[1]], Some(&over[0])));
    assert!(!compound(&s.supervisor.state()).tally().counts.closed);
    s.supervisor.record(close("2026-03-31"));
    let state = s.supervisor.state();
    assert!(compound(&state).tally().counts.closed && compound(&state).close_undone.is_none());
}

#[test]
fn a_conflict_recorded_after_closing_leaves_it_closed_and_undecided_where_it_matters() {
    let state = late(true).supervisor.state();
    let tally = compound(&state).tally();
    assert_eq!(state.remarks, []);
    assert!(tally.counts.closed);
    // Of eight one contradicts itself and none of the others was returned: professional can't be reached any more.
    assert_eq!((tally.counts.conflicts, tally.decision, tally.secured), (1, Decision::Quasi, false));
}

#[test]
fn closing_needs_a_frame_and_no_conflict() {
    let mut s = Scenario::with(0, |_| {});
    let id = s.supervisor.record(close("2026-03-31"));
    assert_eq!(remarks(&s.supervisor.state()), [(id, NoEffect::BeforeRollOrNotice)]);

    let mut s = Scenario::ready(2);
    s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Quasi));
    s.hand_over();
    let id = s.supervisor.record(close("2026-03-31"));
    assert_eq!(remarks(&s.supervisor.state()), [(id, NoEffect::UnsettledConflicts)]);
}

#[test]
fn half_decides_and_a_closed_ballot_can_be_opened_again() {
    let mut s = Scenario::ready(1);
    for household in &HOUSEHOLDS[..4] {
        s.tablets[0].record(ballot(household, Choice::Professional));
    }
    s.hand_over();
    let tally = compound(&s.supervisor.state()).tally();
    assert_eq!((tally.decision, tally.secured, tally.share()), (Decision::Professional, true, "4/8".into()));
    s.supervisor.record(close("2026-03-31"));
    let tally = compound(&s.supervisor.state()).tally();
    assert_eq!((tally.decision, tally.secured, tally.counts.closed), (Decision::Professional, false, true));
    s.supervisor.record(reopen());
    assert!(!compound(&s.supervisor.state()).tally().counts.closed);
}

// --- the store ------------------------------------------------------------------------------------------------------

#[test]
fn an_unreadable_record_is_set_aside_and_leaves_with_a_chain_that_verifies() {
    let mut s = Scenario::ready(1);
    let trusted = s.trusted();
    for household in &HOUSEHOLDS[..3] {
        s.tablets[0].record(ballot(household, Choice::Professional));
    }
    let tablet = &s.tablets[0];
    let device = tablet.device.id.clone();
    let damaged = RecordId { device: device.clone(), n: 2 };
    let stored = |text: &str| {
        let records = tablet.journal.entries().map(|(id, _)| (id.clone(), tablet.text(id)));
        records.map(|(id, whole)| if id == damaged { (id, text.to_owned()) } else { (id, whole) }).collect::<Vec<_>>()
    };
    let campaign = s.empty().campaign().clone();
    let whole = tablet.text(&damaged);
    for text in ["", "{", &whole[..whole.len() - 1], &whole.replace("professional", "PROFESSIONAL"), "\u{0}"] {
        let mut journal = Journal::load(campaign.clone(), stored(text));
        assert_eq!(journal.unreadable().len(), 1, "{text:?}");
        let aside = &journal.unreadable()[0];
        assert_eq!((&aside.id, aside.text.as_str()), (&damaged, text), "kept as it was");
        assert!(matches!(aside.why, EntryError::Malformed(_)));
        assert_eq!(counts(&journal.replay()), [2, 0, 0, 0, 0, 6]);
        // Its number isn't given to another record, not even when it is the last.
        let (id, _) = journal.write(&device, 0, "王", ballot(HOUSEHOLDS[3], Choice::Quasi)).unwrap();
        assert_eq!(id.n, 4);

        let mut tablet = Tablet { journal, ..tablet.clone() };
        let file = tablet.bundle();
        let Incoming::Bundle(bundle) = incoming::read(file.as_bytes(), &trusted).unwrap() else { panic!("no bundle") };
        assert_eq!(bundle.payload.records[1], None);
        assert_eq!((bundle.payload.last, bundle.payload.records.len()), (4, 4));
        let plan = take(&mut s.empty(), &file, &trusted).unwrap().unwrap();
        assert_eq!((plan.new.len(), plan.lost), (3, 1));
    }

    // Where another copy of the record is known it comes back, and what was set aside stays on view.
    let mut journal = Journal::load(campaign.clone(), stored("{"));
    journal.add(damaged.clone(), whole.clone()).unwrap();
    assert_eq!(journal.state_hash(), tablet.journal.state_hash());
    assert_eq!(journal.head(&device), tablet.journal.head(&device));
    assert_eq!(journal.unreadable().len(), 1);

    // A null for a record that the supervisor has already takes nothing away.
    let mut scenario = s.clone();
    let file = scenario.tablets[0].bundle();
    scenario.supervisor.take(&file, &trusted);
    let mut damaged_tablet = Tablet { journal: Journal::load(campaign, stored("{")), ..tablet.clone() };
    let file = damaged_tablet.bundle();
    let plan = scenario.supervisor.take(&file, &trusted);
    assert_eq!((plan.new.len(), plan.present, plan.lost), (0, 2, 1));
    assert_eq!(counts(&scenario.supervisor.state()), [3, 0, 0, 0, 0, 5]);
}

#[test]
fn the_last_record_unreadable_still_holds_its_number() {
    let s = Scenario::ready(1);
    let device = s.tablets[0].device.id.clone();
    let aside = (RecordId { device: device.clone(), n: 3 }, "torn".to_owned());
    let mut journal = Journal::load(s.empty().campaign().clone(), [aside]);
    assert_eq!(journal.last(&device), 3);
    assert_eq!(journal.sequence(&device), [None, None, None]);
    let (id, _) = journal.write(&device, 0, "王", visit(HOUSEHOLDS[0], VisitOutcome::NotMet)).unwrap();
    assert_eq!(id.n, 4);
}

/// Texts as a broken or hostile store might hold them. `fact` is a sound one.
fn hostile_texts(fact: &str) -> Vec<(&'static str, String)> {
    let entry =
        |n: &str, lt: &str, at: &str, fact: &str| format!(r#"{{"n":{n},"lt":{lt},"at":{at},"by":"王","fact":{fact}}}"#);
    let max = u64::MAX.to_string();
    vec![
        ("empty", String::new()),
        ("not JSON", "王".into()),
        ("null", "null".into()),
        ("a list", format!("[1,1,1,\"王\",{fact}]")),
        ("nested", "[".repeat(500_000)),
        ("nested objects", r#"{"n":"#.repeat(100_000)),
        ("too long", " ".repeat(MAX_TEXT + 1)),
        ("number 0", entry("0", "1", "1", fact)),
        ("negative number", entry("-1", "1", "1", fact)),
        ("fraction", entry("1.5", "1", "1", fact)),
        ("exponent", entry("1e0", "1", "1", fact)),
        ("number too large", entry(&max, "1", "1", fact)),
        ("number far too large", entry(&format!("1{}", "0".repeat(1000)), "1", "1", fact)),
        ("time too large", entry("1", &format!("{max}0"), "1", fact)),
        ("number twice", entry("1,\"n\":1", "1", "1", fact)),
        ("unknown fact", entry("1", "1", "1", r#"{"vote":{}}"#)),
        ("fact of nothing", entry("1", "1", "1", "{}")),
        ("two facts", entry("1", "1", "1", r#"{"terms":{},"exported":{}}"#)),
        (
            "reference to nothing",
            entry("1", "1", "1", &fact.replace(r#""ballot":{"#, r#""replaces":["x"],"ballot":{"#)),
        ),
        ("bad escape", entry("1", "1", "1", &fact.replace("No.", "\\ud800"))),
        ("line break", entry("1", "1", "1", &fact.replace("No.", "\n"))),
    ]
}

#[test]
fn replay_is_total() {
    let s = Scenario::ready(1);
    let campaign = s.empty().campaign().clone();
    let supervisor = &s.supervisor;
    let device = s.tablets[0].device.id.clone();
    let fact = to_text(&ballot(HOUSEHOLDS[0], Choice::Quasi));
    let sound: Vec<(RecordId, String)> =
        supervisor.journal.entries().map(|(id, _)| (id.clone(), supervisor.text(id))).collect();
    let first = RecordId { device: device.clone(), n: 1 };
    for (name, text) in hostile_texts(&fact) {
        let records = sound.iter().cloned().chain([(first.clone(), text.clone())]);
        let journal = Journal::load(campaign.clone(), records);
        assert_eq!(journal.unreadable().len(), 1, "{name}");
        assert_eq!(counts(&journal.replay()), [0, 0, 0, 0, 0, 8], "{name}");
        assert!(s.empty().add(first.clone(), text).is_err(), "{name}");
    }

    // Filed under a number that no record has: it must not make anything count up to it.
    for n in [0, MAX_NUMBER + 1, u64::MAX] {
        let text = format!(r#"{{"n":{n},"lt":1,"at":1,"by":"王","fact":{fact}}}"#);
        let journal = Journal::load(campaign.clone(), [(RecordId { device: device.clone(), n }, text)]);
        assert_eq!((journal.len(), journal.unreadable().len()), (0, 1), "{n}");
        assert_eq!(journal.last(&device), 0, "{n}");
        assert_eq!(journal.head(&device), chain_start(&campaign, &device), "{n}");
        assert!(format!("{device}/{n}").parse::<RecordId>().is_err(), "{n}");
    }

    // Readable, but as no honest device writes it: extreme times, and references to itself and to the future.
    let mut journal = supervisor.journal.clone();
    for (n, lt, at) in [(1, MAX_WHOLE, -(MAX_WHOLE as i64)), (2, 0, MAX_WHOLE as i64), (3, 0, 0)] {
        let mut own = taken(HOUSEHOLDS[0], Choice::Quasi);
        own.replaces = vec![RecordId { device: device.clone(), n: 4 - n }];
        let entry = Entry { n, lt, at, by: String::new(), fact: Fact::Ballot(own) };
        journal.add(RecordId { device: device.clone(), n }, entry.to_text().unwrap()).unwrap();
    }
    let state = journal.replay();
    // Two come before the founding; the third replaces one that had no effect, and counts.
    assert_eq!(state.remarks.len(), 2);
    assert_eq!(counts(&state), [0, 1, 0, 0, 0, 7]);
    // The highest time is taken; writing goes on.
    let (id, _) = journal.write(&supervisor.device.id, 0, "", ballot(HOUSEHOLDS[0], Choice::Quasi)).unwrap();
    assert_eq!(journal.entry(&id).unwrap().lt, MAX_WHOLE);
    assert_eq!(counts(&journal.replay()), [0, 1, 0, 0, 0, 7]);
}

#[test]
fn every_fact_is_read_back_as_it_was_written() {
    let (s, _) = lively();
    let mut kinds = std::collections::BTreeSet::new();
    for (id, entry) in s.supervisor.journal.entries() {
        let text = s.supervisor.text(id);
        assert_eq!(Entry::from_text(&text, id.n).as_ref(), Ok(entry));
        assert_eq!(entry.to_text().unwrap(), text);
        let fact = serde_json::from_str::<serde_json::Value>(&to_text(&entry.fact)).unwrap();
        kinds.extend(fact.as_object().unwrap().keys().cloned());
    }
    let expected = [
        "ballot",
        "close",
        "compound",
        "enrol",
        "exported",
        "found",
        "freeze",
        "notice",
        "roll",
        "roll_part",
        "settle",
        "visit",
        "withdraw",
    ];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn references_have_one_spelling() {
    let id: RecordId = "a/b/12".parse().unwrap();
    assert_eq!((id.device.as_str(), id.n, id.to_string()), ("a/b", 12, "a/b/12".to_owned()));
    for wrong in
        ["", "a", "/1", "a/", "a/0", "a/01", "a/+1", "a/-1", "a/1 ", "a/１", "a/250001", "a/99999999999999999999"]
    {
        assert_eq!(wrong.parse::<RecordId>(), Err(EntryError::BadReference), "{wrong:?}");
    }
}

#[test]
fn one_number_one_record() {
    let (s, _) = lively();
    let mut journal = s.supervisor.journal.clone();
    let (id, entry) = journal.entries().next().map(|(id, entry)| (id.clone(), entry.clone())).unwrap();
    let hash = journal.state_hash();
    let other = Entry { by: "别人".into(), ..entry }.to_text().unwrap();
    assert_eq!(journal.add(id.clone(), other), Ok(wenlou::journal::Added::Fork));
    assert_eq!(journal.state_hash(), hash, "the first one stays");
    let text = journal.text(&id).unwrap().to_owned();
    assert_eq!(journal.add(id.clone(), text.clone()), Ok(wenlou::journal::Added::Present));
    let elsewhere = RecordId { n: id.n + 50, ..id };
    assert!(matches!(journal.add(elsewhere, text), Err(EntryError::WrongNumber { .. })));
}

/// The exact bytes, worked out by hand, so that the README's description stays true.
#[test]
fn the_chain_and_the_state_hash_are_as_documented() {
    use wenlou::domain::digest::sha256_hex;
    let s = Scenario::ready(1);
    let (campaign, device) = (s.empty().campaign().clone(), s.supervisor.device.id.clone());
    let start = sha256_hex(format!("wenlou-chain/1\n{campaign}\n{device}").as_bytes());
    assert_eq!(chain_start(&campaign, &device), start);
    assert_eq!(chain_next(&start, "x"), sha256_hex(format!("{start}\nx").as_bytes()));
    let texts = s.supervisor.journal.sequence(&device);
    let head = texts.iter().fold(start, |head, text| sha256_hex(format!("{head}\n{}", text.unwrap()).as_bytes()));
    assert_eq!(s.supervisor.journal.head(&device), head);
    let mut lines = format!("wenlou-state/1\n{campaign}\n");
    for (n, text) in (1..).zip(&texts) {
        lines += &format!("{device}/{n} {}\n", sha256_hex(text.unwrap().as_bytes()));
    }
    assert_eq!(s.supervisor.journal.state_hash(), sha256_hex(lines.as_bytes()));
}

#[test]
fn exports_are_remembered_by_device() {
    let mut s = Scenario::ready(2);
    s.tablets[0].bundle();
    s.tablets[0].bundle();
    s.hand_over();
    let state = s.supervisor.state();
    let (last, _) = &state.exports[&s.tablets[0].device.id];
    // The third bundle's own making is recorded after it, so two are known.
    assert_eq!((last.bundle, last.last), (2, 1));
    assert!(!state.exports.contains_key(&s.tablets[1].device.id));
    let _: &Exported = last;
    assert_eq!(Choice::Quasi.class(), ChoiceClass::Quasi);
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
    assert_eq!(standing(&state, 0), "quasi ×1");
    assert_eq!(remarks(&state), [(settled, NoEffect::NotItsBallot)]);
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
fn clocks_that_jump_leave_the_order_and_are_flagged() {
    const DAY: i64 = 86_400_000;
    let mut s = Scenario::ready(1);
    let tablet = &mut s.tablets[0];
    let start = tablet.clock;
    let mut ids = Vec::new();
    for years in [0, 10, -10, 0] {
        tablet.clock = start + years * 365 * DAY;
        ids.push(tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::NotMet)));
    }
    let state = tablet.state();
    let visits = compound(&state).file(&HOUSEHOLDS[0].into()).unwrap().visits.iter().map(|v| v.stamp.id.clone());
    assert_eq!(visits.collect::<Vec<_>>(), ids, "numbers decide");
    let flagged: Vec<RecordId> = state.set_back.iter().map(|stamp| stamp.id.clone()).collect();
    assert_eq!(
        flagged,
        [ids[2].clone()],
        "from ten years ahead to ten behind; and forward again, as a sleeping tablet's"
    );
}

#[test]
fn of_two_answers_unknown_to_each_other_the_later_one_counts() {
    let mut s = Scenario::ready(2);
    // The first tablet has written far more, which says nothing about what came last.
    s.tablets[0].clock = 1_772_100_000_000;
    for _ in 0..20 {
        s.tablets[0].record(visit(HOUSEHOLDS[0], VisitOutcome::NotMet));
    }
    let earlier = s.tablets[0].clock;
    s.tablets[1].clock = earlier + 3_600_000;
    let lt = |tablet: &Tablet, id: &RecordId| tablet.journal.entry(id).unwrap().lt;
    let [first, second] = [0, 1].map(|at| {
        let id = s.tablets[at].record(visit(HOUSEHOLDS[1], VisitOutcome::NotMet));
        lt(&s.tablets[at], &id)
    });
    assert!(second > first, "{second} is not after {first}");
}

/// The records of `device` with these numbers, each at the logical time of its number.
fn visits(device: &str, numbers: impl Iterator<Item = u64>) -> Vec<(RecordId, String)> {
    let record = |n| {
        let entry = Entry { n, lt: n, at: 0, by: "王".into(), fact: visit(HOUSEHOLDS[0], VisitOutcome::NotMet) };
        (RecordId { device: device.into(), n }, entry.to_text().unwrap())
    };
    numbers.map(record).collect()
}

#[test]
fn a_store_may_hand_over_sixty_thousand_records_in_any_order() {
    let campaign = CampaignId::from("0123456789012345678901");
    let records: Vec<_> = ["a", "b", "c"].into_iter().flat_map(|device| visits(device, 1..=20_000)).collect();
    // 7919 is a prime: every record comes once, far from its neighbours.
    let shuffled = (0..records.len()).map(|i| records[i * 7919 % records.len()].clone());
    let journal = Journal::load(campaign.clone(), shuffled);
    assert_eq!((journal.len(), journal.unreadable().len()), (60_000, 0));
    assert!(journal.entries().map(|(id, _)| id).eq(records.iter().map(|(id, _)| id)), "in order of device and number");
    for (id, text) in records.iter().step_by(997) {
        assert_eq!(journal.text(id), Some(text.as_str()));
    }
    let texts = records[20_000..40_000].iter().map(|(_, text)| Some(text.as_str()));
    assert!(journal.sequence(&"b".into()).into_iter().eq(texts));

    // Replayed in order of time, device and number, whatever the order they came in.
    let replayed: Vec<RecordId> = journal.replay().remarks.into_iter().map(|remark| remark.stamp.id).collect();
    let id = |n, device: &str| RecordId { device: device.into(), n };
    assert!(replayed.into_iter().eq((1..=20_000).flat_map(|n| ["a", "b", "c"].map(|device| id(n, device)))));

    let mut one_by_one = Journal::new(campaign);
    for (id, text) in records {
        one_by_one.add(id, text).unwrap();
    }
    assert_eq!(one_by_one.state_hash(), journal.state_hash());
}

#[test]
fn the_highest_number_alone_takes_no_room_for_those_below() {
    let devices: Vec<String> = (0..1000).map(|i| format!("device {i:03}")).collect();
    let records = devices.iter().rev().flat_map(|device| visits(device, MAX_NUMBER..=MAX_NUMBER));
    let mut journal = Journal::load("0123456789012345678901".into(), records);
    assert_eq!((journal.len(), journal.replay().remarks.len()), (1000, 1000));
    assert!(journal.entries().map(|(id, _)| id.device.as_str()).eq(devices.iter().map(String::as_str)));

    let device = DeviceId::from("device 007");
    assert_eq!(journal.last(&device), MAX_NUMBER);
    for (n, known) in [(0, false), (1, false), (MAX_NUMBER - 1, false), (MAX_NUMBER, true), (u64::MAX, false)] {
        assert_eq!(journal.entry(&RecordId { device: device.clone(), n }).is_some(), known, "{n}");
    }
    let sequence = journal.sequence(&device);
    assert_eq!((sequence.len() as u64, sequence.iter().flatten().count()), (MAX_NUMBER, 1));
    // There is no number left for another record.
    assert!(journal.write(&device, 0, "王", visit(HOUSEHOLDS[0], VisitOutcome::NotMet)).is_err());
    assert_eq!(journal.len(), 1000);
}

#[test]
fn what_is_missing_is_put_in_its_place_when_it_comes() {
    let campaign = CampaignId::from("0123456789012345678901");
    let records: Vec<_> = ["a", "b"].into_iter().flat_map(|device| visits(device, 1..=30)).collect();
    let whole = Journal::load(campaign.clone(), records.clone());
    let (odd, even): (Vec<_>, Vec<_>) = records.into_iter().partition(|(id, _)| id.n % 2 == 1);
    let mut journal = Journal::load(campaign, odd);
    assert_eq!(journal.sequence(&"a".into()).iter().flatten().count(), 15);
    assert_ne!(journal.head(&"a".into()), whole.head(&"a".into()));
    for (id, text) in even.into_iter().rev() {
        assert_eq!(journal.add(id, text), Ok(wenlou::journal::Added::New));
    }
    assert_eq!(journal.state_hash(), whole.state_hash());
    assert_eq!(journal.head(&"a".into()), whole.head(&"a".into()));
    assert_eq!(journal.replay(), whole.replay());
}

#[test]
fn of_two_texts_under_one_number_a_store_gives_the_first() {
    let [(id, text)] = <[_; 1]>::try_from(visits("a", 1..=1)).unwrap();
    let other = text.replace('王', "李");
    for (first, second) in [(&text, &other), (&other, &text)] {
        let records = [(id.clone(), first.clone()), (id.clone(), second.clone()), (id.clone(), first.clone())];
        let journal = Journal::load("0123456789012345678901".into(), records);
        assert_eq!((journal.len(), journal.text(&id)), (1, Some(first.as_str())));
    }
}

#[test]
fn the_files_are_those_of_the_roll_that_was_frozen_in_order_of_id() {
    let home = |building| household(building, Some("1"), "101", Use::Residential);
    // On the roll building 2 comes before building 10, among the ids after it.
    let titles = vec![home("2"), home("10"), home("9")];
    let roll = Roll::new(titles.clone()).hash().to_owned();
    let mut s = Scenario::with(2, |supervisor| {
        import_roll(supervisor, households());
        import_roll(supervisor, titles);
        supervisor.record(Fact::Freeze(Freeze {
            compound: COMPOUND.into(),
            roll: roll.clone(),
            households: 3,
            counts: None,
        }));
        supervisor.record(posted());
    });
    let doors = ["2-1-101", "9-1-101", "10-1-101"];
    for (tablet, choice) in s.tablets.iter_mut().zip([Choice::Professional, Choice::Quasi]) {
        for door in doors {
            tablet.record(Fact::Ballot(BallotTaken { roll: roll.clone(), ..taken(door, choice) }));
        }
    }
    let gone = s.tablets[0].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.hand_over();
    let state = s.supervisor.state();
    assert_eq!(remarks(&state), [(gone, NoEffect::NotOnRoll)]);
    let conflicts = compound(&state).conflicts();
    assert!(conflicts.iter().map(|(id, _)| id.as_str()).eq(["10-1-101", "2-1-101", "9-1-101"]));
    assert_eq!(counts(&state), [0, 0, 0, 0, 3, 0]);
    // Every title has a file of its own, and who isn't on the frozen roll has none.
    for door in doors {
        assert_eq!(compound(&state).file(&door.into()).unwrap().ballots.len(), 2, "{door}");
    }
    assert_eq!(compound(&state).file(&HOUSEHOLDS[0].into()), None);
}

#[test]
fn a_single_text_of_a_record_has_an_end() {
    let scenario = Scenario::ready(1);
    let mut journal = scenario.tablets[0].journal.clone();
    let device = &scenario.tablets[0].device.id;
    let with_note = |length: usize| {
        let mut taken = taken(HOUSEHOLDS[0], Choice::Quasi);
        taken.ballot.note = Some("n".repeat(length));
        Fact::Ballot(taken)
    };
    let (id, text) = journal.write(device, 0, "王", with_note(MAX_FIELD)).unwrap();
    assert!(Entry::from_text(&text, id.n).is_ok());
    assert_eq!(journal.write(device, 0, "王", with_note(MAX_FIELD + 1)), Err(EntryError::TooLong));
    let longer = text.replace(&"n".repeat(MAX_FIELD), &"n".repeat(MAX_FIELD + 1));
    assert!(matches!(Entry::from_text(&longer, id.n), Err(EntryError::Malformed(why)) if why.contains("too long")));
}

/// Which titles are households is the campaign's to say until the roll is frozen, and the freeze's from then on (catalogue 8.4).
#[test]
fn shops_count_if_the_campaign_said_so_before_the_roll_was_frozen() {
    let terms = |counts: &str| {
        let mut terms = Terms { name: "一项".into(), ..Terms::default() };
        let setting = catalogue::setting("others_in_n").unwrap();
        terms.settings.set(setting, counts).unwrap();
        Fact::Terms(terms)
    };
    let n = |tablet: &Tablet| tablet.state().compounds[&COMPOUND.into()].roll.as_ref().unwrap().counted();
    let mut scenario = Scenario::with(1, |supervisor| {
        supervisor.record(Fact::Compound(card(COMPOUND, "柳荫里")));
        import_roll(supervisor, households());
        assert_eq!(n(supervisor), 8);
        supervisor.record(terms("all"));
        assert_eq!(n(supervisor), 9);
        let (compound, roll) = (COMPOUND.into(), roll_hash());
        supervisor.record(Fact::Freeze(Freeze { compound, roll, households: 9, counts: Some(Counts::All) }));
        supervisor.record(posted());
        // Too late.
        supervisor.record(terms("residential"));
        assert_eq!(n(supervisor), 9);
    });
    scenario.tablets[0].record(ballot(SHOP, Choice::Professional));
    scenario.hand_over();
    let state = scenario.supervisor.state();
    let tally = state.compounds[&COMPOUND.into()].tally();
    assert_eq!((tally.counts.total, tally.counts.professional), (9, 1));
    scenario.tablets[0].record(ballot(SHOP, Choice::Quasi));
    scenario.hand_over();
    assert_eq!(scenario.supervisor.state().compounds[&COMPOUND.into()].conflicts().len(), 1);
    // Thawed it is the terms' again, and the shop's ballot waits.
    scenario.supervisor.record(Fact::Thaw(Thaw { compound: COMPOUND.into(), why: "改为只计住宅".into() }));
    assert_eq!(n(&scenario.supervisor), 8);
    freeze(&mut scenario.supervisor);
    scenario.supervisor.record(posted());
    let state = scenario.supervisor.state();
    let tally = state.compounds[&COMPOUND.into()].tally();
    assert_eq!((tally.counts.total, tally.counts.professional), (8, 0));
    // What nobody can settle any more holds up no closing, and is still shown.
    let compound = &state.compounds[&COMPOUND.into()];
    assert!(compound.conflicts().is_empty() && compound.doubled_serials().is_empty());
    let uncounted: Vec<_> = compound.uncounted().into_iter().map(|(id, _, why)| (id.as_str(), why)).collect();
    assert_eq!(uncounted, [(SHOP, Uncounted::NoHousehold); 2]);
}
