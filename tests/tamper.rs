//! What can be done to a signed file, by name, and what is then said: never anything but a refusal, and always for that very thing.
//!
//! A row is a name, what is done to a good file, and how what is said begins. Whatever needs a valid signature around a bad content is
//! signed by the enrolled key itself. `ENVELOPES` and `PAYLOADS` hold for every kind of signed file, `ALONE` for those that are files by
//! themselves, `RECORDS` for those that hold records; a new kind is one more in `good.rs` and in [`goods`], and a file with a table of its own for
//! what no other kind has. How bundles of one device stand to each other (gap, fork, replay, rollback) is in `trust.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "tamper/backups.rs"]
mod backups;
#[path = "tamper/bundles.rs"]
mod bundles;
#[path = "tamper/changes.rs"]
mod changes;
#[path = "tamper/envelopes.rs"]
mod envelopes;
#[path = "tamper/good.rs"]
mod good;
#[path = "tamper/packets.rs"]
mod packets;
#[path = "tamper/payloads.rs"]
mod payloads;
#[path = "tamper/receipts.rs"]
mod receipts;
#[path = "tamper/records.rs"]
mod records;
mod support;
#[path = "tamper/trust_lists.rs"]
mod trust_lists;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::forge::{Parts, decode, encode, header, signed_text};
use support::{Device, HOUSEHOLDS, Tablet, visit};
use wenlou::bundle::jws::Kind;
use wenlou::domain::ballot::VisitOutcome;
use wenlou::domain::json::{MAX_DEPTH, MAX_WHOLE};
use wenlou::journal::chain_next;
use wenlou::journal::entry::MAX_NUMBER;

/// What it is called, what is done, and how what is said begins.
type Row = (&'static str, fn(&Good) -> Vec<u8>, &'static str);

type Said = dyn Fn(&[u8]) -> String;

/// A file that is believed, with everything that somebody who wants another one believed could have at hand.
struct Good {
    kind: Kind,
    /// The signed file. A trust list and a backup's content have it inside of another, which [`Good::said`] puts around it.
    file: String,
    /// Another file of the same kind by the same device.
    second: String,
    signer: Device,
    /// A device whose word counts as much.
    other: Device,
    /// What is said to a file in its place; `accepted` to this one.
    said: Box<Said>,
}

/// The files that hold records.
fn with_records() -> [Good; 4] {
    let of_another_kind = Good::bundle(|_| Device::of_ed25519("外厂平板", &[7; 32]));
    [tablets_bundle(), of_another_kind, Good::packet(), Good::packet_of_several()]
}

/// The files that are files by themselves.
fn alone() -> Vec<Good> {
    with_records().into_iter().chain([Good::receipt()]).collect()
}

fn goods() -> Vec<Good> {
    alone().into_iter().chain([Good::trust_list(), Good::backup()]).collect()
}

fn tablets_bundle() -> Good {
    Good::bundle(|scenario| scenario.tablets[0].device.clone())
}

fn inserted(text: &str, at: usize, what: &str) -> String {
    format!("{}{what}{}", &text[..at], &text[at..])
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// Does to the file what each row says, and sees what is said.
fn try_all(good: &Good, rows: &[Row]) {
    let mut wrong = Vec::new();
    for (name, tamper, expected) in rows {
        let file = tamper(good);
        let found = (good.said)(&file);
        if file == good.file.as_bytes() || !found.starts_with(expected) {
            wrong.push(format!("{name}: {found:.300}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{:?} {wrong:#?}", good.kind);
    let names: BTreeSet<&str> = rows.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names.len(), rows.len(), "each class has a name of its own");
}

/// Every refusal is for the tampering: what the rows take apart and sign is believed when nothing was changed.
#[test]
fn without_the_tampering_each_is_believed() {
    for good in goods() {
        for file in [
            good.file.clone().into_bytes(),
            good.second.clone().into_bytes(),
            good.parts().file().into_bytes(),
            good.headed(&good.header()),
            good.signed(&good.text()),
            good.changed(|_| ()),
            good.envelope(|parts, one| json!({ "signatures": [one], "payload": parts.payload })),
        ] {
            assert_eq!((good.said)(&file), "accepted", "{:?}", good.kind);
        }
    }
    for good in with_records() {
        assert_eq!((good.said)(&good.with_records(|_| ())), "accepted");
    }
    let bundle = tablets_bundle();
    for known in 0..5 {
        assert_eq!((bundle.said)(&bundle.later_bundle(known, |head| head)), "accepted", "{known}");
    }
}
