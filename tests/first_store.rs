//! The first stores ever written load for ever: `tests/wire/first` holds a log's file (`log-a`), what `localStorage` held at the same moment
//! (`entries.json`, key by key), the same file as a device leaves it that stops while it writes one more entry (`log-torn`), and a pack
//! (`pack.txt`).
//!
//! These files are **never made anew**. They stand for the tablets in use: a program that can't read them any more, or makes something else of
//! them, loses what is on those. Nothing here writes them; a new form of the log gets files of its own beside them.
#![cfg(not(target_arch = "wasm32"))]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::ids::{CampaignId, DeviceId};
use wenlou::domain::tally::Decision;
use wenlou::journal::{Entry, Journal, RecordId};
use wenlou::store::Change;
use wenlou::store::compare::{Finding, Verdict, compare};
use wenlou::store::keys;
use wenlou::store::log::{Contents, Damage, Disk, Log};
use wenlou::store::pack::{Pack, unpack};

const FIRST_PACK: &str = include_str!("wire/first/pack.txt");
const FIRST_PACK_TEXTS: &str = "84b03734502dfc00dfbab46b1f83cdd6c62c6802de2f47015aba85300952c145";
const STATE_HASH: &str = "025b6ebb759f77c7944bab62604fedfe8b30423442b25c5c0f27a1715fe2d99f";

/// A file in memory; nothing may be written to it.
#[derive(Debug)]
struct File(Vec<u8>);

impl Disk for File {
    fn read(&mut self) -> Result<Vec<u8>, String> {
        Ok(self.0.clone())
    }

    fn write(&mut self, _: u64, _: &[u8]) -> Result<(), String> {
        panic!("opening a log changes nothing")
    }

    fn truncate(&mut self, _: u64) -> Result<(), String> {
        panic!("opening a log changes nothing")
    }

    fn flush(&mut self) -> Result<(), String> {
        panic!("opening a log changes nothing")
    }
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/first").join(name)).unwrap()
}

fn open(name: &str) -> Contents {
    Log::open([File(read(name)), File(Vec::new())], [0; 16]).unwrap().1
}

fn entries() -> BTreeMap<String, String> {
    serde_json::from_slice(&read("entries.json")).unwrap()
}

/// The campaign's records under the keys of a store.
fn journal(store: &BTreeMap<String, String>) -> Journal {
    let (campaign, _) = store.iter().find_map(|(key, _)| key.strip_prefix(keys::RECORDS)?.split_once('/')).unwrap();
    let prefix = format!("{}{campaign}/", keys::RECORDS);
    let records = store.iter().filter_map(|(key, text)| {
        let (short, n) = key.strip_prefix(&prefix)?.split_once('/')?;
        let device = DeviceId(store[&format!("{}{short}", keys::DEVICES)].clone());
        Some((RecordId { device, n: n.parse().unwrap() }, text.clone()))
    });
    Journal::load(CampaignId::from(campaign), records)
}

#[test]
fn the_first_log_and_its_mirror_agree() {
    let log = open("log-a");
    assert_eq!((&log.damage, log.is_new, log.position.generation, log.position.next), (&vec![], false, 1, 19));
    let taken_out: Vec<_> = log.changes.iter().filter(|change| change.value.is_none()).collect();
    assert_eq!(taken_out, [&Change::take_out("wenlou/c/taken-out")]);
    assert_eq!(compare(&log, entries().into_iter().collect()), Verdict::default());
}

#[test]
fn the_first_log_says_what_it_said() {
    let log = open("log-a");
    let logged: BTreeMap<String, String> =
        log.changes.into_iter().filter_map(|change| Some((change.key, change.value?))).collect();
    for store in [&logged, &entries()] {
        let journal = journal(store);
        assert_eq!((journal.len(), journal.unreadable().len()), (15, 0));
        assert_eq!(journal.state_hash(), STATE_HASH);
        let state = journal.replay();
        assert_eq!(state.remarks, []);
        assert_eq!(state.terms.as_ref().unwrap().name, "柳荫街道老旧小区");
        let tally = state.compounds.values().next().unwrap().tally();
        assert_eq!((tally.counts.professional, tally.counts.quasi, tally.counts.total), (4, 1, 8));
        assert_eq!(tally.decision, Decision::Professional);
    }
}

#[test]
fn a_torn_end_costs_nothing_that_was_called_saved() {
    let (torn, whole) = (open("log-torn"), open("log-a"));
    let [Damage::Unfinished(bytes)] = torn.damage[..] else { panic!("{:?}", torn.damage) };
    assert_eq!(read("log-torn").len(), read("log-a").len() + bytes as usize);
    assert_eq!((&torn.changes, torn.position), (&whole.changes, whole.position));
    let verdict = compare(&torn, entries().into_iter().collect());
    assert_eq!((verdict.to_log, verdict.to_mirror), (vec![], vec![]));
    assert_eq!(verdict.findings, [Finding::Damaged(Damage::Unfinished(bytes))]);
}

/// A pack as it stood under its key, each on a line of its own; read with Python's gzip it gives these bytes as well.
#[test]
fn the_first_pack_is_read() {
    let (key, value) = FIRST_PACK.split_once('\n').unwrap();
    let pack = Pack::of_key(key).unwrap();
    assert_eq!((pack.shelf.campaign.as_str(), pack.first), ("tnYLZGrC7tQFdcH7T_la5j", 1));
    let texts: Vec<String> = unpack(&pack, value.trim_end()).unwrap().into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts.len() as u64, pack.last);
    assert_eq!(sha256_hex(texts.join("\n").as_bytes()), FIRST_PACK_TEXTS);
    assert!(texts.iter().zip(1..).all(|(text, n)| Entry::from_text(text, n).is_ok()));
}
