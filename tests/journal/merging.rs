//! Journals that are put together, in whatever order and however often, and the clocks of who wrote.

use super::*;
use std::collections::BTreeMap;
use wenlou::domain::ballot::ChoiceClass;
use wenlou::journal::fact::Exported;

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
