//! Records that are packed while either store loses what it last took: none is lost, none changes, and nobody is alarmed without cause.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use wenlou::store::change::{Change, fold};
use wenlou::store::compare::{Finding, compare, position_text};
use wenlou::store::keys;
use wenlou::store::log::{Contents, Position};
use wenlou::store::pack::{Pack, Shelf, tidy, unpack};

type Entries = BTreeMap<String, String>;

fn apply(entries: &mut Entries, change: &Change) {
    match &change.value {
        Some(value) => drop(entries.insert(change.key.clone(), value.clone())),
        None => drop(entries.remove(&change.key)),
    }
}

/// All records by number, packed or not; a record may be there twice, but never with two texts.
fn records(entries: &Entries) -> BTreeMap<u64, String> {
    let mut records = BTreeMap::new();
    for (key, value) in entries {
        let found = match (Pack::of_key(key), Shelf::of_record_key(key)) {
            (Some(pack), _) => unpack(&pack, value).unwrap(),
            (None, Some((_, n))) => vec![(n, value.clone())],
            (None, None) => vec![],
        };
        for (n, text) in found {
            let known = records.insert(n, text.clone());
            assert!(known.is_none_or(|known| known == text), "{n} has two texts");
        }
    }
    records
}

/// A morning's work: what the log took, entry by entry, and what was then done to localStorage, one key after the other.
struct Work {
    log: Vec<Vec<Change>>,
    /// Each with the number of log entries that were there before it.
    mirror: Vec<(usize, Change)>,
    /// Where the log was written anew, and what stands in it from there on in place of the entries before.
    anew: (usize, Vec<Change>),
}

impl Work {
    fn done() -> Self {
        let mut work = Self { log: Vec::new(), mirror: Vec::new(), anew: (0, Vec::new()) };
        let mut entries = Entries::new();
        let shelf = Shelf { campaign: "c".into(), short: "device00".into() };
        for n in 1..=60 {
            work.put(&mut entries, vec![Change::put(shelf.record_key(n), format!("{n} {}", "楼".repeat(400)))]);
            if n % 20 == 0 {
                let all: Vec<Change> = entries.iter().map(|(key, value)| Change::put(key, value)).collect();
                let changes = tidy(all);
                assert!(changes.len() > 15, "{} changes", changes.len());
                work.put(&mut entries, changes);
            }
            if n == 40 {
                let held = entries.iter().map(|(key, value)| Change::put(key, value)).collect();
                work.anew = (work.log.len(), held);
            }
        }
        work
    }

    fn put(&mut self, entries: &mut Entries, changes: Vec<Change>) {
        self.log.push(changes.clone());
        for change in changes {
            apply(entries, &change);
            self.mirror.push((self.log.len(), change));
        }
        self.mirror.push((self.log.len(), Change::put(keys::LOG, position_text(self.position(self.log.len())))));
    }

    fn position(&self, entries: usize) -> Position {
        Position { generation: 1, next: entries as u64 + 1 }
    }

    /// The log after so many entries, as it was appended or as it was written anew on the way.
    fn log_after(&self, entries: usize, anew: bool) -> Contents {
        let (at, held) = &self.anew;
        let changes = match anew && entries >= *at {
            true => [held.clone(), self.log[*at..entries].concat()].concat(),
            false => self.log[..entries].concat(),
        };
        Contents { changes: fold(changes), position: self.position(entries), ..Contents::default() }
    }

    fn mirror_after(&self, operations: usize) -> Entries {
        let mut entries = Entries::new();
        self.mirror[..operations].iter().for_each(|(_, change)| apply(&mut entries, change));
        entries
    }

    /// All that was called saved by then.
    fn saved(&self, entries: usize) -> BTreeMap<u64, String> {
        let mut held = Entries::new();
        self.log[..entries].iter().flatten().for_each(|change| apply(&mut held, change));
        records(&held)
    }
}

/// Both stores once they were compared.
fn made_good(log: &Contents, mirror: &Entries) -> ([Entries; 2], Vec<Finding>) {
    let verdict = compare(log, mirror.iter().map(|(key, value)| (key.clone(), value.clone())).collect());
    let mut logged = Entries::new();
    log.changes.iter().chain(&verdict.to_log).for_each(|change| apply(&mut logged, change));
    let mut mirrored = mirror.clone();
    mirrored.remove(keys::LOG);
    verdict.to_mirror.iter().for_each(|change| apply(&mut mirrored, change));
    ([logged, mirrored], verdict.findings)
}

#[test]
fn a_mirror_that_lost_any_end_is_made_good_without_blaming_the_log() {
    let work = Work::done();
    let mut points = 0;
    for entries in 1..=work.log.len() {
        let saved = work.saved(entries);
        // Chromium may go back by seconds or by minutes.
        for operations in (0..=work.mirror.len()).filter(|at| *at == 0 || work.mirror[at - 1].0 <= entries) {
            let mirror = work.mirror_after(operations);
            for anew in [false, true] {
                let ([logged, mirrored], findings) = made_good(&work.log_after(entries, anew), &mirror);
                assert_eq!(records(&logged), saved, "{entries} {operations}");
                assert_eq!(records(&mirrored), saved, "{entries} {operations}");
                let blames_log = |finding: &Finding| !matches!(finding, Finding::MirrorBehind { .. });
                assert!(!findings.iter().any(blames_log), "{entries} {operations}: {findings:?}");
                points += 1;
            }
        }
    }
    assert!(points > 10_000, "{points}");
}

#[test]
fn a_log_that_lost_any_end_is_made_good_from_the_mirror() {
    let work = Work::done();
    let all = work.log.len();
    let (saved, mirror) = (work.saved(all), work.mirror_after(work.mirror.len()));
    for entries in 0..all {
        for anew in [false, true] {
            let ([logged, mirrored], findings) = made_good(&work.log_after(entries, anew), &mirror);
            assert_eq!((records(&logged), records(&mirrored)), (saved.clone(), saved.clone()), "{entries}");
            assert!(findings.iter().any(|finding| matches!(finding, Finding::LogBehind { .. })), "{entries}");
            // What is there twice is tidied, and then both agree.
            let both: Vec<Change> = mirrored.iter().map(|(key, value)| Change::put(key, value)).collect();
            let mut tidied = mirrored.clone();
            tidy(both).iter().for_each(|change| apply(&mut tidied, change));
            assert_eq!(records(&tidied), saved);
            let packed: u64 =
                tidied.keys().filter_map(|key| Pack::of_key(key)).map(|pack| pack.last - pack.first + 1).sum();
            let alone = tidied.keys().filter(|key| Shelf::of_record_key(key).is_some()).count() as u64;
            assert_eq!(packed + alone, 60, "each is there once");
        }
    }
}

/// localStorage went back to before the records were packed, there was no log, and a record was written under a number that the pack has.
#[test]
fn a_record_written_without_the_log_is_not_taken_for_one_that_was_packed() {
    let work = Work::done();
    let log = work.log_after(work.log.len(), false);
    let packed: Vec<&Change> = log.changes.iter().filter(|change| change.value.is_none()).collect();
    assert!(packed.len() > 40, "{}", packed.len());
    for Change { key, .. } in packed {
        let mut mirror = work.mirror_after(work.mirror.len());
        mirror.insert(key.clone(), "another text".to_owned());
        let (both, findings) = made_good(&log, &mirror);
        for store in &both {
            assert_eq!(store.get(key).map(String::as_str), Some("another text"), "{key}");
        }
        assert_eq!(findings, [Finding::MirrorBehind { entries: 1 }]);
        // Packing leaves it, and so both are shown.
        let all: Vec<Change> = both[0].iter().map(|(key, value)| Change::put(key, value)).collect();
        assert!(!tidy(all).iter().any(|change| change.key == *key));
    }
}
