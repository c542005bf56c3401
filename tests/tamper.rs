//! What can be done to a signed file, by name, and what is then said: never anything but a refusal, and always for that very thing.
//!
//! A row is a name, what is done to a good file, and how what is said begins. Whatever needs a valid signature around a bad content is
//! signed by the enrolled key itself. [`ENVELOPES`] and [`PAYLOADS`] hold for every kind of signed file, [`ALONE`] for those that are files by
//! themselves, [`RECORDS`] for those that hold records; a new kind is one more [`Good`] in [`goods`], and a table of its own for what no other
//! kind has. How bundles of one device stand to each other (gap, fork, replay, rollback) is in `trust.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use base64ct::{Base64Unpadded, Encoding};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::forge::{Parts, decode, encode, header, resigned, signed_text};
use support::refusal::{in_steps, in_words, refusal, refusal_by};
use support::{Device, HOUSEHOLDS, Scenario, Tablet, ballot, compound_id, trusted, visit};
use wenlou::backup::content::{self, BackupPayload};
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::bundle::jws::{Kind, MAX_FILE};
use wenlou::bundle::trust::{self, Trust, TrustError};
use wenlou::domain::answer::Answer;
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::json::{MAX_DEPTH, MAX_VALUES, MAX_WHOLE, from_text, to_text};
use wenlou::domain::place::Place;
use wenlou::domain::small_map::SmallMap;
use wenlou::journal::entry::{MAX_NUMBER, MAX_TEXT};
use wenlou::journal::fact::AnswerGiven;
use wenlou::journal::{Fact, Journal, chain_next};

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

const TODAY: &str = "2026-03-20";
const UNTIL: &str = "2026-05-20";

impl Good {
    /// A tablet's bundle of four records, where it was taken in before.
    fn bundle(device: impl Fn(&Scenario) -> Device) -> Self {
        let mut scenario = Scenario::ready(2);
        let signer = device(&scenario);
        let mut tablet = Tablet { device: signer.clone(), ..scenario.tablets[0].clone() };
        let answer: Answer = from_text(r#"{"v":{"value":"1"}}"#).unwrap();
        tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
        tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
        tablet.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
        let given = AnswerGiven { compound: compound_id(), place: Place::Compound, item: "BASE-01".into(), answer };
        tablet.record(Fact::Answer(given));
        let [file, second] = [(); 2].map(|()| tablet.bundle());
        let other = scenario.tablets[1].device.clone();
        let believed = [scenario.trusted(), vec![trusted(&signer, false)]].concat();
        scenario.supervisor.take(&file, &believed);
        let journal = scenario.supervisor.journal;
        let said = Box::new(move |file: &[u8]| refusal_by(&journal, file, &believed));
        Self { kind: Kind::Bundle, file, second, signer, other, said }
    }

    /// A tablet's bundle that names two photos and tells what the rules make of the compound, where it was taken in before.
    fn bundle_with_photos() -> Self {
        let mut scenario = Scenario::ready(2);
        let answer: Answer = from_text(r#"{"v":{"value":"1"}}"#).unwrap();
        let given = AnswerGiven { compound: compound_id(), place: Place::Compound, item: "zone.wall".into(), answer };
        scenario.tablets[0].record(Fact::Answer(given));
        for name in ["a", "b"] {
            scenario.tablets[0].record(support::photo_of("zone.wall", name));
        }
        let [file, second] = [(); 2].map(|()| scenario.tablets[0].bundle());
        let (signer, other) = (scenario.tablets[0].device.clone(), scenario.tablets[1].device.clone());
        let believed = scenario.trusted();
        scenario.supervisor.take(&file, &believed);
        let journal = scenario.supervisor.journal;
        let said = Box::new(move |file: &[u8]| refusal_by(&journal, file, &believed));
        Self { kind: Kind::Bundle, file, second, signer, other, said }
    }

    /// A supervisor's packet, where it was taken in before.
    fn packet() -> Self {
        let mut scenario = Scenario::ready(1);
        let file = scenario.supervisor.packet();
        scenario.supervisor.record(support::close("2026-03-31"));
        let second = scenario.supervisor.packet();
        let (signer, other) = (scenario.supervisor.device.clone(), Device::new("别的街道", 77));
        let believed = [scenario.trusted(), vec![trusted(&other, true)]].concat();
        let journal = scenario.supervisor.journal;
        let said = Box::new(move |file: &[u8]| refusal_by(&journal, file, &believed));
        Self { kind: Kind::Packet, file, second, signer, other, said }
    }

    /// The packet of one of two deputies, where it was taken in before.
    fn packet_of_several() -> Self {
        let mut scenario = Scenario::ready(3);
        scenario.supervisor.record(support::deputy(&scenario.tablets[1].device));
        scenario.name_deputy(0);
        let [deputy, second, _] = &mut scenario.tablets[..] else { panic!("three tablets") };
        second.record(support::reopen());
        for (id, _) in second.journal.entries() {
            deputy.journal.add(id.clone(), second.text(id)).unwrap();
        }
        for at in 0..4 {
            deputy.record(Fact::Compound(support::card(&format!("另外{at}"), "另一个小区")));
        }
        let file = deputy.packet();
        deputy.record(support::close("2026-03-31"));
        let second = deputy.packet();
        let (signer, journal) = (deputy.device.clone(), deputy.journal.clone());
        let other = Device::new("别的街道", 77);
        let believed = [scenario.trusted(), vec![trusted(&other, true)]].concat();
        let said = Box::new(move |file: &[u8]| refusal_by(&journal, file, &believed));
        Self { kind: Kind::Packet, file, second, signer, other, said }
    }

    /// The supervisor's receipt for a tablet's bundle, on that tablet.
    fn receipt() -> Self {
        let mut scenario = Scenario::ready(1);
        let other = Device::new("别的街道", 77);
        let believed = [scenario.trusted(), vec![trusted(&other, true)]].concat();
        scenario.tablets[0].record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
        let bundles = [(); 2].map(|()| scenario.tablets[0].bundle());
        let [file, second] = bundles.map(|bundle| scenario.supervisor.receipt(&bundle, &believed));
        let (signer, tablet) = (scenario.supervisor.device.clone(), scenario.tablets.remove(0));
        let said = Box::new(move |file: &[u8]| match incoming::read(file, &believed) {
            Ok(Incoming::Receipt(receipt)) => {
                match receipt.check(&tablet.journal, &tablet.state(), &tablet.device.id) {
                    Ok(_) => "accepted".to_owned(),
                    Err(why) => format!("receipt.{}", in_words(&why)),
                }
            }
            _ => refusal(file, &believed),
        });
        Self { kind: Kind::Receipt, file, second, signer, other, said }
    }

    /// A supervisor's trust list, given to the command line.
    fn trust_list() -> Self {
        let scenario = Scenario::ready(1);
        let lists = [UNTIL, "2026-06-20"].map(|until| scenario.supervisor.trust_file(TODAY, until));
        let [file, second] = lists.map(|list| {
            let list: Value = serde_json::from_str(&list).unwrap();
            list["signed"].as_str().unwrap().to_owned()
        });
        let signer = scenario.supervisor.device;
        let key = signer.key.clone();
        let said = Box::new(move |signed: &[u8]| {
            let list = trust::file_of(key.clone(), String::from_utf8(signed.to_vec()).unwrap());
            match Trust::read(list.as_bytes(), TODAY) {
                Ok(_) => "accepted".to_owned(),
                Err(TrustError::NotSigned(why)) => format!("jws.{}", in_words(&why)),
                Err(TrustError::Payload(why)) => format!("payload.{}", in_words(&why)),
                Err(why) => format!("trust.{why:?}"),
            }
        });
        Self { kind: Kind::Trust, file, second, signer, other: Device::new("别的街道", 77), said }
    }

    /// A tablet's backup, once it is decrypted.
    fn backup() -> Self {
        let signer = Device::new("平板1", 2);
        let [file, second] = ["1", "2"].map(|note| {
            let entries = vec![("wenlou/a".to_owned(), note.to_owned()), ("wenlou/b".to_owned(), note.to_owned())];
            let payload = BackupPayload::of(signer.card(), 1_772_000_000_000, SmallMap::default(), entries);
            signer.sign(payload.to_sign())
        });
        let key = signer.key.clone();
        let said = Box::new(move |signed: &[u8]| {
            let plain = content::plain(&key, String::from_utf8(signed.to_vec()).unwrap());
            content::read_plain(plain.as_bytes(), String::new())
                .map_or_else(|why| in_steps(&why), |_| "accepted".to_owned())
        });
        Self { kind: Kind::Backup, file, second, signer, other: Device::new("平板2", 3), said }
    }

    fn parts(&self) -> Parts {
        Parts::of(&self.file)
    }

    fn text(&self) -> String {
        self.parts().payload_text()
    }

    /// The header as it should be.
    fn header(&self) -> String {
        header(&self.signer, self.kind)
    }

    fn alg(&self) -> String {
        let header: Value = serde_json::from_str(&self.header()).unwrap();
        header["alg"].as_str().unwrap().to_owned()
    }

    fn with_payload(&self, payload: String) -> Vec<u8> {
        Parts { payload, ..self.parts() }.file().into_bytes()
    }

    fn with_protected(&self, protected: String) -> Vec<u8> {
        Parts { protected, ..self.parts() }.file().into_bytes()
    }

    fn with_signature(&self, signature: String) -> Vec<u8> {
        Parts { signature, ..self.parts() }.file().into_bytes()
    }

    /// Other bytes as the signature.
    fn with_signature_of(&self, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        self.with_signature(encode(&change(&decode(&self.parts().signature))))
    }

    /// Another header over the same payload, signed.
    fn headed(&self, header: &str) -> Vec<u8> {
        Parts::signed(&self.signer, header, self.text().as_bytes()).file().into_bytes()
    }

    /// The header with a part replaced, signed.
    fn header_with(&self, part: &str, by: &str) -> Vec<u8> {
        let header = self.header();
        assert!(header.contains(part));
        self.headed(&header.replacen(part, by, 1))
    }

    /// A payload of any text, signed.
    fn signed(&self, payload: &str) -> Vec<u8> {
        signed_text(&self.signer, self.kind, payload).into_bytes()
    }

    /// The payload's text with a part replaced, signed.
    fn text_with(&self, part: &str, by: &str) -> Vec<u8> {
        let text = self.text();
        assert!(text.contains(part), "{part}");
        self.signed(&text.replacen(part, by, 1))
    }

    /// The payload with its version in this spelling, signed.
    fn version_spelled(&self, version: &str) -> Vec<u8> {
        let known = format!(r#""version":{}"#, self.parts().payload_json()["version"]);
        self.text_with(&known, &format!(r#""version":{version}"#))
    }

    /// The payload with one member changed, signed.
    fn with(&self, member: &str, value: Value) -> Vec<u8> {
        self.changed(|payload| payload[member] = value)
    }

    fn changed(&self, change: impl FnOnce(&mut Value)) -> Vec<u8> {
        resigned(&self.signer, self.kind, &self.file, change).into_bytes()
    }

    /// Other records, in a payload that fits them, signed.
    fn with_records(&self, change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
        self.changed(|payload| {
            let records = payload["records"].as_array_mut().unwrap();
            change(records);
            if self.kind == Kind::Bundle {
                let (count, before) = (records.len(), payload["before"].as_str().unwrap().to_owned());
                payload["last"] = json!(count);
                payload["head"] = json!(chain(before, payload["records"].as_array().unwrap()));
            }
        })
    }

    /// Other records of others, signed. They are the founder's and a deputy's, in order of the devices.
    fn with_others(&self, change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
        self.changed(|payload| change(payload["others"].as_array_mut().unwrap()))
    }

    /// The same, in order of the devices whatever was put in.
    fn with_others_sorted(&self, change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
        self.with_others(|others| {
            change(others);
            others.sort_by_key(|other| other["device"].as_str().unwrap().to_owned());
        })
    }

    /// Another first record, in a payload that fits it, signed.
    fn with_record(&self, change: impl FnOnce(&str) -> String) -> Vec<u8> {
        self.with_records(|records| records[0] = json!(change(records[0].as_str().unwrap())))
    }

    /// The first record with a part replaced, in a payload that fits it, signed.
    fn record_with(&self, part: &str, by: &str) -> Vec<u8> {
        self.with_record(|text| {
            assert!(text.contains(part), "{part}");
            text.replacen(part, by, 1)
        })
    }

    /// The envelope of other members.
    fn envelope(&self, members: impl FnOnce(Parts, Value) -> Value) -> Vec<u8> {
        let parts = self.parts();
        let one = json!({ "protected": parts.protected, "signature": parts.signature });
        members(parts, one).to_string().into_bytes()
    }

    /// The file's text with a part replaced.
    fn file_with(&self, part: &str, by: &str) -> Vec<u8> {
        assert!(self.file.contains(part));
        self.file.replacen(part, by, 1).into_bytes()
    }

    /// A bundle of the records behind the first `known` only, on the chain after `before`, signed.
    fn later_bundle(&self, known: usize, before: impl FnOnce(String) -> String) -> Vec<u8> {
        self.changed(|payload| {
            let records = payload["records"].as_array().unwrap().clone();
            let start = payload["before"].as_str().unwrap().to_owned();
            let before = before(chain(start, &records[..known.min(records.len())]));
            let rest = records.get(known..).unwrap_or_default();
            payload["head"] = json!(chain(before.clone(), rest));
            payload["before"] = json!(before);
            payload["first"] = json!(known + 1);
            payload["last"] = json!(known + rest.len());
            payload["records"] = json!(rest);
        })
    }
}

/// The chain after these records; one that isn't text counts as a lost one.
fn chain(before: String, records: &[Value]) -> String {
    records.iter().fold(before, |head, record| chain_next(&head, record.as_str().unwrap_or("")))
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

/// What a bundle can say wrongly of what travels beside it, and of what the rules make of its records.
const BESIDE: &[Row] = &[
    ("called the first version", |g| g.with("version", json!(1)), "payload.attachments"),
    (
        "nothing beside it",
        |g| {
            g.changed(|p| {
                p["attachments"] = json!([]);
                drop(p.as_object_mut().unwrap().remove("findings"))
            })
        },
        "payload.attachments",
    ),
    (
        "photos in another order",
        |g| g.changed(|p| p["attachments"].as_array_mut().unwrap().reverse()),
        "payload.attachments",
    ),
    ("a photo twice", |g| g.changed(|p| p["attachments"][1] = p["attachments"][0].clone()), "payload.attachments"),
    (
        "a photo that no record names",
        |g| {
            g.changed(|p| {
                let sha256 = "0".repeat(64);
                p["attachments"][0] = json!({ "name": format!("{sha256}.jpg"), "size": 100_000, "sha256": sha256 });
            })
        },
        "payload.attachments",
    ),
    ("a photo of another size", |g| g.changed(|p| p["attachments"][0]["size"] = json!(100_001)), "payload.attachments"),
    (
        "a photo of another name",
        |g| g.changed(|p| p["attachments"][0]["name"] = json!("../../a.jpg")),
        "payload.attachments",
    ),
    (
        "a photo with its bytes",
        |g| g.changed(|p| p["attachments"][0]["bytes"] = json!("")),
        "payload.malformed: attachments[0].bytes: ",
    ),
    ("another finding", |g| g.changed(|p| p["findings"][0]["lines"][0] = json!("ELG-0 yes")), "payload.findings"),
    (
        "a finding more",
        |g| g.changed(|p| p["findings"][0]["lines"].as_array_mut().unwrap().push(json!("X y"))),
        "payload.findings",
    ),
    (
        "another hash of findings",
        |g| g.changed(|p| p["findings"][0]["sha256"] = json!("0".repeat(64))),
        "payload.findings",
    ),
    (
        "findings of a compound twice",
        |g| {
            g.changed(|p| {
                let found = p["findings"][0].clone();
                p["findings"].as_array_mut().unwrap().push(found);
            })
        },
        "payload.findings",
    ),
];

fn tablets_bundle() -> Good {
    Good::bundle(|scenario| scenario.tablets[0].device.clone())
}

fn bit(encoded: &str, at: usize) -> String {
    let mut bytes = decode(encoded);
    bytes[at] ^= 1;
    encode(&bytes)
}

fn inserted(text: &str, at: usize, what: &str) -> String {
    format!("{}{what}{}", &text[..at], &text[at..])
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// The same bytes, spelled with other spare bits in the last character.
fn respelled(encoded: &str) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = encoded.chars().next_back().unwrap();
    let next = alphabet.chars().nth(alphabet.find(last).unwrap() + 1).unwrap();
    format!("{}{next}", &encoded[..encoded.len() - 1])
}

/// r‖s as the two integers of a DER sequence.
fn der(signature: &[u8]) -> Vec<u8> {
    let integer = |part: &[u8]| {
        let lead = if part[0] > 127 { vec![0] } else { vec![] };
        [vec![2, (lead.len() + part.len()) as u8], lead, part.to_vec()].concat()
    };
    let both = [integer(&signature[..32]), integer(&signature[32..])].concat();
    [vec![0x30, both.len() as u8], both].concat()
}

/// The order of the group of P-256: r and s are below it.
const ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7,
    0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

const ENVELOPES: &[Row] = &[
    // The signature doesn't fit.
    ("payload bit", |g| g.with_payload(bit(&g.parts().payload, 40)), "jws.bad_signature"),
    ("signature bit", |g| g.with_signature(bit(&g.parts().signature, 10)), "jws.bad_signature"),
    ("signature of another file", |g| g.with_signature(Parts::of(&g.second).signature), "jws.bad_signature"),
    ("payload of another file", |g| g.with_payload(Parts::of(&g.second).payload), "jws.bad_signature"),
    (
        "another payload",
        |g| g.with_payload(encode(g.text().replace(r#""name":""#, r#""name":"不"#).as_bytes())),
        "jws.bad_signature",
    ),
    ("payload respelled", |g| g.with_payload(encode(g.text().replace(':', ": ").as_bytes())), "jws.bad_signature"),
    ("payload empty", |g| g.with_payload(String::new()), "jws.bad_signature"),
    ("signature in DER", |g| g.with_signature_of(der), "jws.bad_signature"),
    ("s and r swapped", |g| g.with_signature_of(|rs| [&rs[32..], &rs[..32]].concat()), "jws.bad_signature"),
    ("signature of zeros", |g| g.with_signature_of(|_| vec![0; 64]), "jws.bad_signature"),
    ("signature of ones", |g| g.with_signature_of(|_| vec![255; 64]), "jws.bad_signature"),
    ("r of zero", |g| g.with_signature_of(|rs| [&[0; 32], &rs[32..]].concat()), "jws.bad_signature"),
    ("s of zero", |g| g.with_signature_of(|rs| [&rs[..32], &[0; 32]].concat()), "jws.bad_signature"),
    (
        "r of one, s of one",
        |g| g.with_signature_of(|_| [[0; 31].as_slice(), &[1], &[0; 31], &[1]].concat()),
        "jws.bad_signature",
    ),
    ("r of the order", |g| g.with_signature_of(|rs| [&ORDER, &rs[32..]].concat()), "jws.bad_signature"),
    ("s of the order", |g| g.with_signature_of(|rs| [&rs[..32], &ORDER].concat()), "jws.bad_signature"),
    ("s above the order", |g| g.with_signature_of(|rs| [&rs[..32], &[255; 32]].concat()), "jws.bad_signature"),
    ("signature a byte short", |g| g.with_signature_of(|rs| rs[..63].to_vec()), "jws.bad_signature"),
    ("signature a byte long", |g| g.with_signature_of(|rs| [rs, &[0]].concat()), "jws.bad_signature"),
    ("signature twice", |g| g.with_signature_of(|rs| [rs, rs].concat()), "jws.bad_signature"),
    ("no signature bytes", |g| g.with_signature(String::new()), "jws.bad_signature"),
    ("header respelled", |g| g.with_protected(encode(g.header().replace(':', ": ").as_bytes())), "jws.bad_signature"),
    (
        "signed by a stranger in the signer's name",
        |g| Parts::signed(&Device::new("外人", 99), &g.header(), g.text().as_bytes()).file().into_bytes(),
        "jws.bad_signature",
    ),
    // Nothing is read from a payload before its signature holds.
    (
        "a newer payload by a stranger in the signer's name",
        |g| Parts::signed(&Device::new("外人", 99), &g.header(), br#"{"version":9}"#).file().into_bytes(),
        "jws.bad_signature",
    ),
    // The header isn't the profile's; each is signed properly where that can be.
    ("header bit", |g| g.with_protected(bit(&g.parts().protected, 3)), "jws.bad_header: "),
    (
        "alg none",
        |g| {
            let protected = encode(g.header().replace(&g.alg(), "none").as_bytes());
            Parts { protected, signature: String::new(), ..g.parts() }.file().into_bytes()
        },
        "jws.wrong_algorithm: none",
    ),
    ("alg none, signed", |g| g.header_with(&g.alg(), "none"), "jws.wrong_algorithm: none"),
    // What a careless reader would take for an HMAC under the public key: any 32 bytes will do here.
    (
        "alg HS256",
        |g| {
            let protected = encode(g.header().replace(&g.alg(), "HS256").as_bytes());
            Parts { protected, signature: encode(&[7; 32]), ..g.parts() }.file().into_bytes()
        },
        "jws.wrong_algorithm: HS256",
    ),
    ("alg ES384", |g| g.header_with(&g.alg(), "ES384"), "jws.wrong_algorithm: ES384"),
    ("alg ES256K", |g| g.header_with(&g.alg(), "ES256K"), "jws.wrong_algorithm: ES256K"),
    ("alg in small letters", |g| g.header_with(&g.alg(), &g.alg().to_lowercase()), "jws.wrong_algorithm: e"),
    ("alg with a blank", |g| g.header_with(&g.alg(), &format!("{} ", g.alg())), "jws.wrong_algorithm: "),
    ("alg empty", |g| g.header_with(&g.alg(), ""), "jws.wrong_algorithm: "),
    ("alg a number", |g| g.header_with(r#""alg":"#, r#""alg":256,"x":"#), "jws.bad_header: alg: not a text"),
    ("alg null", |g| g.header_with(r#""alg":"#, r#""alg":null,"x":"#), "jws.bad_header: alg: not a text"),
    ("alg twice", |g| g.header_with("{", r#"{"alg":"none","#), "jws.bad_header: alg: unknown, or comes twice"),
    ("no alg", |g| g.header_with(&format!(r#""alg":"{}","#, g.alg()), ""), "jws.bad_header: alg: missing"),
    ("no kid", |g| g.header_with(&format!(r#""kid":"{}","#, g.signer.id), ""), "jws.bad_header: kid: missing"),
    (
        "kid twice",
        |g| g.header_with("{", &format!(r#"{{"kid":"{}","#, g.other.id)),
        "jws.bad_header: kid: unknown, or comes twice",
    ),
    ("kid a list", |g| g.header_with(r#""kid":""#, r#""kid":[],"x":""#), "jws.bad_header: kid: not a text"),
    ("kid with a blank", |g| g.headed(&g.header().replace(r#"","typ"#, r#" ","typ"#)), "jws.unknown_key"),
    (
        "kid in capitals",
        |g| g.headed(&g.header().replace(g.signer.id.as_str(), &g.signer.id.as_str().to_uppercase())),
        "jws.unknown_key",
    ),
    (
        "no typ",
        |g| g.headed(&format!(r#"{{"alg":"{}","kid":"{}"}}"#, g.alg(), g.signer.id)),
        "jws.bad_header: typ: missing",
    ),
    ("typ of nobody's", |g| g.header_with(r#""typ":""#, r#""typ":"JWT"#), "jws.bad_header: typ: unknown"),
    ("typ in capitals", |g| g.header_with("wenlou", "WENLOU"), "jws.bad_header: typ: unknown"),
    ("typ with a parameter", |g| g.header_with("+json", "+json;x=1"), "jws.bad_header: typ: unknown"),
    ("typ as a media type", |g| g.header_with("wenlou", "application/wenlou"), "jws.bad_header: typ: unknown"),
    ("typ a list", |g| g.header_with(r#""typ":"#, r#""typ":[],"x":"#), "jws.bad_header: typ"),
    ("another member", |g| g.header_with("{", r#"{"cty":"json","#), "jws.bad_header: cty: unknown"),
    ("crit", |g| g.header_with("{", r#"{"crit":["exp"],"#), "jws.bad_header: crit: unknown"),
    ("crit of nothing", |g| g.header_with("{", r#"{"crit":[],"#), "jws.bad_header: crit: unknown"),
    ("jwk", |g| g.header_with("{", r#"{"jwk":{},"#), "jws.bad_header: jwk: unknown"),
    ("jku", |g| g.header_with("{", r#"{"jku":"https://example.com/","#), "jws.bad_header: jku: unknown"),
    ("x5u", |g| g.header_with("{", r#"{"x5u":"https://example.com/","#), "jws.bad_header: x5u: unknown"),
    ("x5c", |g| g.header_with("{", r#"{"x5c":["AA"],"#), "jws.bad_header: x5c: unknown"),
    ("b64 false", |g| g.header_with("{", r#"{"b64":false,"#), "jws.bad_header: b64: unknown"),
    ("zip", |g| g.header_with("{", r#"{"zip":"DEF","#), "jws.bad_header: zip: unknown"),
    ("__proto__", |g| g.header_with("{", r#"{"__proto__":{},"#), "jws.bad_header: __proto__: unknown"),
    ("header a list", |g| g.headed(&format!("[{}]", g.header())), "jws.bad_header: not an object"),
    ("header not JSON", |g| g.headed("alg=ES256"), "jws.bad_header: value expected"),
    ("header empty", |g| g.headed(""), "jws.bad_header: value expected"),
    ("header nested deeply", |g| g.headed(&nested(50_000)), "jws.bad_header: nested too deep"),
    (
        "header nested too deep by one",
        |g| g.header_with("{", &format!(r#"{{"x":{},"#, nested(MAX_DEPTH))),
        "jws.bad_header: nested too deep",
    ),
    (
        "something after the header",
        |g| g.headed(&format!("{}{{}}", g.header())),
        "jws.bad_header: end of file expected",
    ),
    (
        "byte order mark in the header",
        |g| g.headed(&format!("\u{feff}{}", g.header())),
        "jws.bad_header: value expected",
    ),
    ("header not UTF-8", |g| g.with_protected(encode(b"{\"alg\":\"\xff\"}")), "jws.bad_header: "),
    // Keys.
    (
        "signed by a stranger",
        |g| signed_text(&Device::new("外人", 99), g.kind, &g.text()).into_bytes(),
        "jws.unknown_key",
    ),
    // The envelope isn't the profile's.
    (
        "unprotected header",
        |g| {
            g.envelope(|p, mut one| {
                one["header"] = json!({ "kid": "x" });
                json!({ "payload": p.payload, "signatures": [one] })
            })
        },
        "jws.malformed: signatures[0].header: unknown",
    ),
    (
        "unprotected header alone",
        |g| {
            g.envelope(|p, _| {
            json!({ "payload": p.payload, "signatures": [{ "header": { "alg": "ES256" }, "signature": p.signature }] })
        })
        },
        "jws.malformed: signatures[0].",
    ),
    (
        "no signature",
        |g| g.envelope(|p, _| json!({ "payload": p.payload, "signatures": [] })),
        "jws.not_one_signature: 0",
    ),
    (
        "two signatures",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one, one] })),
        "jws.not_one_signature: 2",
    ),
    (
        "a stranger's signature beside it",
        |g| {
            let stranger = Parts::signed(&Device::new("外人", 99), &g.header(), g.text().as_bytes());
            let theirs = json!({ "protected": stranger.protected, "signature": stranger.signature });
            g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [theirs, one] }))
        },
        "jws.not_one_signature: 2",
    ),
    (
        "flattened serialisation",
        |g| g.envelope(|p, _| json!({ "payload": p.payload, "protected": p.protected, "signature": p.signature })),
        "jws.malformed: signatures: missing",
    ),
    (
        "compact serialisation",
        |g| {
            let Parts { payload, protected, signature } = g.parts();
            format!("{protected}.{payload}.{signature}").into_bytes()
        },
        "jws.malformed: ",
    ),
    ("detached payload", |g| g.envelope(|_, one| json!({ "signatures": [one] })), "jws.malformed: payload: missing"),
    (
        "another member of the envelope",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "x": 1 })),
        "jws.malformed: x: unknown",
    ),
    (
        "payload twice",
        |g| g.file_with("{", &format!(r#"{{"payload":"{}","#, Parts::of(&g.second).payload)),
        "jws.malformed: payload: unknown, or comes twice",
    ),
    (
        "signatures twice",
        |g| g.file_with("{", r#"{"signatures":[],"#),
        "jws.malformed: signatures: unknown, or comes twice",
    ),
    (
        "protected twice",
        |g| g.file_with(r#"{"protected""#, r#"{"protected":"e30","protected""#),
        "jws.malformed: signatures[0].protected: unknown, or comes twice",
    ),
    (
        "signature member twice",
        |g| g.file_with(r#""signature""#, r#""signature":"AA","signature""#),
        "jws.malformed: signatures[0].signature: unknown, or comes twice",
    ),
    (
        "member twice, once escaped",
        |g| g.file_with("{", r#"{"p\u0061yload":"e30","#),
        "jws.malformed: payload: unknown, or comes twice",
    ),
    (
        "payload null",
        |g| g.envelope(|_, one| json!({ "payload": null, "signatures": [one] })),
        "jws.malformed: payload: not a text",
    ),
    (
        "payload in the clear",
        |g| g.envelope(|p, one| json!({ "payload": p.payload_json(), "signatures": [one] })),
        "jws.malformed: payload: not a text",
    ),
    (
        "signatures an object",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": one })),
        "jws.malformed: signatures: not a list",
    ),
    ("envelope a list", |g| g.envelope(|p, one| json!([p.payload, [one]])), "jws.malformed: not an object"),
    ("files in a list", |g| format!("[{}]", g.file).into_bytes(), "jws.malformed: not an object"),
    ("two files in one", |g| g.file.repeat(2).into_bytes(), "jws.malformed: end of file expected"),
    ("something after it", |g| format!("{}x", g.file).into_bytes(), "jws.malformed: end of file expected"),
    ("a zero byte after it", |g| format!("{}\0", g.file).into_bytes(), "jws.malformed: end of file expected"),
    ("a comment before it", |g| format!("// {}", g.file).into_bytes(), "jws.malformed: value expected"),
    ("byte order mark", |g| format!("\u{feff}{}", g.file).into_bytes(), "jws.malformed: value expected"),
    ("single quotes", |g| g.file.replace('"', "'").into_bytes(), "jws.malformed: "),
    ("trailing comma", |g| g.file_with("}]}", "}],}"), "jws.malformed: "),
    ("a no-break space between tokens", |g| g.file_with(":", ":\u{a0}"), "jws.malformed: "),
    ("a line break in a text", |g| g.file_with("eyJ", "eyJ\n"), "jws.malformed: "),
    ("cut in the middle", |g| g.file.as_bytes()[..g.file.len() / 2].to_vec(), "jws.malformed: "),
    ("the last byte missing", |g| g.file.as_bytes()[..g.file.len() - 1].to_vec(), "jws.malformed: "),
    ("the first byte missing", |g| g.file.as_bytes()[1..].to_vec(), "jws.malformed: "),
    ("not JSON", |_| b"wenlou".to_vec(), "jws.malformed: "),
    ("null", |_| b"null".to_vec(), "jws.malformed: not an object"),
    (
        "nested deeply inside",
        |g| g.file_with(r#""signatures":"#, &format!(r#""signatures":{},"x":"#, nested(MAX_DEPTH))),
        "jws.malformed: nested too deep",
    ),
    (
        "a huge number",
        |g| g.file_with("{", &format!(r#"{{"x":1{},"#, "0".repeat(100_000))),
        "jws.malformed: x: unknown",
    ),
    ("empty", |_| Vec::new(), "jws.empty"),
    ("blank", |_| b" \n\t ".to_vec(), "jws.empty"),
    // base64url in another spelling.
    ("padding in the payload", |g| g.with_payload(format!("{}=", g.parts().payload)), "jws.bad_base64: payload"),
    ("padding in the header", |g| g.with_protected(format!("{}=", g.parts().protected)), "jws.bad_base64: protected"),
    (
        "padding in the signature",
        |g| g.with_signature(format!("{}==", g.parts().signature)),
        "jws.bad_base64: signature",
    ),
    (
        "escaped padding",
        |g| g.with_signature(format!(r"{}\u003d\u003d", g.parts().signature)),
        "jws.bad_base64: signature",
    ),
    ("spare bits in the signature", |g| g.with_signature(respelled(&g.parts().signature)), "jws.bad_base64: signature"),
    ("a blank in the payload", |g| g.with_payload(inserted(&g.parts().payload, 8, " ")), "jws.bad_base64: payload"),
    (
        "an escaped line break in the payload",
        |g| g.with_payload(inserted(&g.parts().payload, 8, "\\n")),
        "jws.bad_base64: payload",
    ),
    (
        "a blank after the signature",
        |g| g.with_signature(format!("{} ", g.parts().signature)),
        "jws.bad_base64: signature",
    ),
    (
        "a blank in the header",
        |g| g.with_protected(inserted(&g.parts().protected, 4, " ")),
        "jws.bad_base64: protected",
    ),
    (
        "standard base64",
        |g| g.with_payload(Base64Unpadded::encode_string(format!("{}???~~~", g.text()).as_bytes())),
        "jws.bad_base64: payload",
    ),
    ("base64 with + and /", |g| g.with_payload(inserted(&g.parts().payload, 8, "+/+/")), "jws.bad_base64: payload"),
    (
        "full-width letters in base64",
        |g| g.with_payload(inserted(&g.parts().payload, 8, "ＡＢ")),
        "jws.bad_base64: payload",
    ),
    ("a lone character", |g| g.with_payload(format!("{}A", encode(b"abc"))), "jws.bad_base64: payload"),
    ("another dot", |g| g.with_payload(inserted(&g.parts().payload, 8, ".")), "jws.bad_base64: payload"),
    // Not this encoding of text, or not text at all.
];

const ALONE: &[Row] = &[
    ("kid of another device", |g| g.with_protected(encode(header(&g.other, g.kind).as_bytes())), "jws.bad_signature"),
    ("kid of another device, signed", |g| g.headed(&header(&g.other, g.kind)), "jws.bad_signature"),
    (
        "a trust list's format beside it",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "format": "wenlou-trust/2" })),
        "trust_list",
    ),
    (
        "a card's format beside it",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "format": "wenlou-key/1" })),
        "card.bad_format",
    ),
    (
        "a backup's format beside it",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "format": "wenlou-backup/1" })),
        "backup",
    ),
    (
        "signed by another enrolled device",
        |g| signed_text(&g.other, g.kind, &g.text()).into_bytes(),
        "payload.wrong_device",
    ),
    ("UTF-16, lowest byte first", |g| g.file.encode_utf16().flat_map(u16::to_le_bytes).collect(), "jws.malformed: "),
    ("UTF-16, highest byte first", |g| g.file.encode_utf16().flat_map(u16::to_be_bytes).collect(), "jws.malformed: "),
    ("not UTF-8", |g| [&g.file.as_bytes()[..20], b"\xff", &g.file.as_bytes()[20..]].concat(), "jws.malformed: "),
    ("a zip archive", |_| b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec(), "jws.malformed: "),
    ("nested deeply", |_| nested(200_000).into_bytes(), "jws.malformed: nested too deep"),
];

const PAYLOADS: &[Row] = &[
    ("payload not JSON", |g| g.signed("wenlou"), "payload.malformed: value expected"),
    ("payload empty, signed", |g| g.signed(""), "payload.malformed: value expected"),
    ("payload null", |g| g.signed("null"), "payload.malformed: version: missing"),
    ("payload a list", |g| g.signed(&format!("[{}]", g.text())), "payload.malformed: version: missing"),
    (
        "byte order mark in the payload",
        |g| g.signed(&format!("\u{feff}{}", g.text())),
        "payload.malformed: value expected",
    ),
    ("something after the payload", |g| g.signed(&g.text().repeat(2)), "payload.malformed: end of file expected"),
    ("payload nested deeply", |g| g.signed(&"[".repeat(300_000)), "payload.malformed: nested too deep"),
    (
        "a member nested deeply",
        |g| g.text_with("{", &format!(r#"{{"x":{},"#, nested(MAX_DEPTH))),
        "payload.malformed: nested too deep",
    ),
    ("a future version", |g| g.with("version", json!(9)), "payload.other_version: 9"),
    ("version 0", |g| g.with("version", json!(0)), "payload.other_version: 0"),
    ("a version of text", |g| g.with("version", json!("1")), "payload.malformed: not a number"),
    ("a version of 1.0", |g| g.version_spelled("1.0"), "payload.malformed: not a whole number"),
    ("a version of 1e0", |g| g.version_spelled("1e0"), "payload.malformed: not a whole number"),
    ("a version of -0", |g| g.version_spelled("-0"), "payload.malformed: not a whole number"),
    ("a version of 01", |g| g.version_spelled("01"), "payload.malformed: "),
    ("a version of 2⁵³", |g| g.version_spelled("9007199254740992"), "payload.malformed: "),
    ("version twice", |g| g.text_with("{", r#"{"version":1,"#), "payload.malformed: version: unknown, or comes twice"),
    (
        "device id twice",
        |g| g.text_with(r#""device":{"#, &format!(r#""device":{{"id":"{}","#, g.other.id)),
        "payload.malformed: device.id: unknown, or comes twice",
    ),
    ("another member of the payload", |g| g.with("x", json!(1)), "payload.malformed: x: unknown"),
    (
        "another member of the device",
        |g| g.text_with(r#""device":{"#, r#""device":{"x":1,"#),
        "payload.malformed: device.x: unknown",
    ),
    (
        "another device's records",
        |g| g.with("device", json!({ "id": g.other.id.as_str(), "name": "别人" })),
        "payload.wrong_device",
    ),
];

/// Of those that change a record it is the first, and the payload is made to fit.
const RECORDS: &[Row] = &[
    ("records twice", |g| g.text_with("{", r#"{"records":[],"#), "payload.malformed: records: unknown, or comes twice"),
    (
        "a compound twice among the rolls",
        |g| g.text_with(r#""rolls":{"#, r#""rolls":{"liuyin":"0","#),
        "payload.malformed: rolls: a key comes twice",
    ),
    (
        "no rolls",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("rolls"))),
        "payload.malformed: rolls: missing",
    ),
    ("records an object", |g| g.with("records", json!({ "0": "" })), "payload.malformed: records: not a list"),
    (
        "a record a number",
        |g| g.with_records(|records| records[0] = json!(1)),
        "payload.malformed: records[0]: not a text",
    ),
    (
        "record of number 0",
        |g| g.record_with(r#""n":1"#, r#""n":0"#),
        "payload.bad_record: 1, record not readable: number 0",
    ),
    (
        "record's number twice",
        |g| g.record_with(r#""n":1"#, r#""n":1,"n":1"#),
        "payload.bad_record: 1, record not readable: n: unknown, or comes twice",
    ),
    (
        "record's number 1.0",
        |g| g.record_with(r#""n":1"#, r#""n":1.0"#),
        "payload.bad_record: 1, record not readable: n: not a whole number",
    ),
    (
        "record's number 1e0",
        |g| g.record_with(r#""n":1"#, r#""n":1e0"#),
        "payload.bad_record: 1, record not readable: n: not a whole number",
    ),
    (
        "record's number -0",
        |g| g.record_with(r#""n":1"#, r#""n":-0"#),
        "payload.bad_record: 1, record not readable: n: not a whole number",
    ),
    (
        "record's number of text",
        |g| g.record_with(r#""n":1"#, r#""n":"1""#),
        "payload.bad_record: 1, record not readable: n: not a number",
    ),
    (
        "record's number 2⁵³",
        |g| g.record_with(r#""n":1"#, r#""n":9007199254740992"#),
        "payload.bad_record: 1, record not readable: n: ",
    ),
    (
        "record's number beyond all",
        |g| g.record_with(r#""n":1"#, &format!(r#""n":{}"#, MAX_NUMBER + 1)),
        "payload.bad_record: 1, record not readable: number 250001",
    ),
    (
        "record's time of text",
        |g| g.record_with(r#""lt":"#, r#""lt":"1","x":"#),
        "payload.bad_record: 1, record not readable: lt: not a number",
    ),
    (
        "record's time 2⁵³",
        |g| g.record_with(r#""lt":"#, r#""lt":9007199254740992,"x":"#),
        "payload.bad_record: 1, record not readable: lt: ",
    ),
    ("no person", |g| g.record_with(r#""by":"#, r#""x":"#), "payload.bad_record: 1, record not readable: "),
    (
        "record's fact twice",
        |g| g.record_with(r#""fact":"#, r#""fact":{"exported":{"bundle":1,"sha256":"","last":1}},"fact":"#),
        "payload.bad_record: 1, record not readable: fact: unknown, or comes twice",
    ),
    (
        "two facts in one",
        |g| g.record_with(r#""fact":{"#, r#""fact":{"exported":{"bundle":1,"sha256":"","last":1},"#),
        "payload.bad_record: 1, record not readable: fact: ",
    ),
    (
        "no fact",
        |g| g.with_record(|text| format!("{}}}", text.split_once(r#","fact""#).unwrap().0)),
        "payload.bad_record: 1, record not readable: fact: missing",
    ),
    (
        "a fact of a future version",
        |g| g.record_with(r#""fact":{""#, r#""fact":{"future_"#),
        "payload.bad_record: 1, record not readable: fact: unknown",
    ),
    (
        "another member of a record",
        |g| g.record_with("{", r#"{"x":1,"#),
        "payload.bad_record: 1, record not readable: x: unknown",
    ),
    (
        "another member of a fact",
        |g| {
            g.with_record(|text| {
                let inside = text.find(r#""fact":{"#).unwrap() + r#""fact":{"#.len();
                let inside = inside + text[inside..].find('{').unwrap() + 1;
                inserted(text, inside, r#""x":1,"#)
            })
        },
        "payload.bad_record: 1, record not readable: fact.",
    ),
    (
        "record not JSON",
        |g| g.with_record(|_| "wenlou".into()),
        "payload.bad_record: 1, record not readable: value expected",
    ),
    (
        "record empty",
        |g| g.with_record(|_| String::new()),
        "payload.bad_record: 1, record not readable: value expected",
    ),
    (
        "record a list",
        |g| g.with_record(|text| format!("[{text}]")),
        "payload.bad_record: 1, record not readable: not an object",
    ),
    (
        "byte order mark in a record",
        |g| g.with_record(|text| format!("\u{feff}{text}")),
        "payload.bad_record: 1, record not readable: value expected",
    ),
    (
        "something after a record",
        |g| g.with_record(|text| text.repeat(2)),
        "payload.bad_record: 1, record not readable: end of file expected",
    ),
    (
        "record nested deeply",
        |g| g.with_record(|_| "[".repeat(300_000)),
        "payload.bad_record: 1, record not readable: nested too deep",
    ),
    (
        "record too long",
        |g| g.with_record(|text| format!("{text}{}", " ".repeat(MAX_TEXT))),
        "payload.bad_record: 1, record longer than",
    ),
];

/// Where kinds are told apart: who may sign another kind has signed another kind, and nobody else has anything to say.
const RECEIPTS: &[Row] = &[
    ("signed as a bundle", |g| g.headed(&header(&g.signer, Kind::Bundle)), "payload.malformed: "),
    ("signed as a packet", |g| g.headed(&header(&g.signer, Kind::Packet)), "payload.malformed: "),
    ("signed as a trust list", |g| g.headed(&header(&g.signer, Kind::Trust)), "trust_list"),
    ("signed as a backup", |g| g.headed(&header(&g.signer, Kind::Backup)), "backup"),
    (
        "by the tablet itself",
        |g| signed_text(&Device::new("平板1", 2), Kind::Receipt, &g.text()).into_bytes(),
        "jws.unknown_key",
    ),
    (
        "by another supervisor",
        |g| {
            let text = g.text().replace(g.signer.id.as_str(), g.other.id.as_str());
            signed_text(&g.other, Kind::Receipt, &text).into_bytes()
        },
        "receipt.not_the_supervisor",
    ),
    ("for another device", |g| g.with("to", json!(g.other.id.as_str())), "receipt.other_device"),
    ("for another file", |g| g.with("sha256", json!("0".repeat(64))), "receipt.other_file: 1"),
    ("for more records", |g| g.with("last", json!(9)), "receipt.other_records: 9"),
    ("for no record that there can be", |g| g.with("last", json!(MAX_WHOLE)), "receipt.other_records: "),
    ("for other records", |g| g.with("head", json!("0".repeat(64))), "receipt.other_records: 1"),
    ("for no device", |g| g.with("to", Value::Null), "payload.malformed: to: not a text"),
    ("last negative", |g| g.with("last", json!(-1)), "payload.malformed: last: "),
    ("time 1.0", |g| g.text_with(r#""at":"#, r#""at":1.0,"x":"#), "payload.malformed: at: not a whole number"),
];

const TRUST_LISTS: &[Row] = &[
    ("signed as a bundle", |g| g.headed(&header(&g.signer, Kind::Bundle)), "trust.Malformed(\"typ: not a trust list's"),
    (
        "signed as a receipt",
        |g| g.headed(&header(&g.signer, Kind::Receipt)),
        "trust.Malformed(\"typ: not a trust list's",
    ),
    ("signed as a backup", |g| g.headed(&header(&g.signer, Kind::Backup)), "trust.Malformed(\"typ: not a trust list's"),
    ("signed by another supervisor", |g| signed_text(&g.other, g.kind, &g.text()).into_bytes(), "jws.unknown_key"),
    (
        "its signer left out",
        |g| g.changed(|p| drop(p["keys"].as_array_mut().unwrap().remove(0))),
        "trust.SignerNotListed",
    ),
    ("its signer no supervisor", |g| g.changed(|p| p["keys"][0]["supervisor"] = json!(false)), "trust.SignerNotListed"),
    (
        "out of date",
        |g| g.changed(|p| (p["issued_on"], p["until"]) = (json!("2026-03-01"), json!("2026-03-19"))),
        "trust.Expired",
    ),
    ("no such day", |g| g.with("until", json!("2026-13-01")), "trust.BadDays"),
    ("a day of words", |g| g.with("until", json!("永远")), "trust.BadDays"),
    ("the last day before the first", |g| g.with("issued_on", json!("2026-05-21")), "trust.BadDays"),
    (
        "a key off the curve",
        |g| g.changed(|p| p["keys"][1]["key"]["y"] = p["keys"][1]["key"]["x"].clone()),
        "trust.BadKey { at: 2",
    ),
    ("a key of another curve", |g| g.changed(|p| p["keys"][1]["key"]["crv"] = json!("P-384")), "trust.BadKey { at: 2"),
    (
        "a private key",
        |g| g.changed(|p| p["keys"][1]["key"]["d"] = json!("AA")),
        "payload.malformed: keys[1].key.d: unknown",
    ),
    (
        "a key with a word of its own",
        |g| g.changed(|p| p["keys"][1]["admin"] = json!(true)),
        "payload.malformed: keys[1].admin: unknown",
    ),
    (
        "supervisor twice",
        |g| g.text_with(r#""supervisor":false"#, r#""supervisor":false,"supervisor":true"#),
        "payload.malformed: keys[1].supervisor: unknown, or comes twice",
    ),
    (
        "number 1.0",
        |g| g.text_with(r#""number":1"#, r#""number":1.0"#),
        "payload.malformed: number: not a whole number",
    ),
];

const BACKUPS: &[Row] = &[
    ("signed as a bundle", |g| g.headed(&header(&g.signer, Kind::Bundle)), "payload.malformed: typ: not a backup's"),
    ("signed as a trust list", |g| g.headed(&header(&g.signer, Kind::Trust)), "payload.malformed: typ: not a backup's"),
    ("signed by another device", |g| signed_text(&g.other, g.kind, &g.text()).into_bytes(), "jws.unknown_key"),
    (
        "an entry twice",
        |g| g.changed(|p| p["entries"][1] = p["entries"][0].clone()),
        "payload.malformed: entries: wenlou/a is out of order",
    ),
    (
        "entries in another order",
        |g| g.changed(|p| p["entries"].as_array_mut().unwrap().swap(0, 1)),
        "payload.malformed: entries: wenlou/a is out of order",
    ),
    (
        "an entry of another program",
        |g| g.changed(|p| p["entries"][0][0] = json!("other/a")),
        "payload.malformed: entries: other/a has no place here",
    ),
    (
        "an entry of three",
        |g| g.changed(|p| p["entries"][0] = json!(["wenlou/a", "", ""])),
        "payload.malformed: entries[0]: not a list of two",
    ),
    (
        "an entry without a value",
        |g| g.changed(|p| p["entries"][0][1] = Value::Null),
        "payload.malformed: entries[0][1]: not a text",
    ),
    ("a newer store", |g| g.changed(|p| p["entries"][1] = json!(["wenlou/format", "99"])), "newer_store"),
];

/// What takes long to make is done to one file only: its kind plays no part.
const LARGE: &[Row] = &[
    ("too large", |g| format!("{}{}", g.file, " ".repeat(MAX_FILE as usize)).into_bytes(), "jws.too_large: "),
    (
        "too many values",
        |g| g.file_with("[{", &format!("[{}{{", "1,".repeat(MAX_VALUES))),
        "jws.malformed: too many values",
    ),
    (
        "too many values in the payload",
        |g| g.text_with(r#""records":["#, &format!(r#""records":[{}"#, "null,".repeat(MAX_VALUES))),
        "payload.malformed: too many values",
    ),
];

const BUNDLES: &[Row] = &[
    ("signed as a receipt", |g| g.headed(&header(&g.signer, Kind::Receipt)), "jws.unknown_key"),
    ("signed as a trust list", |g| g.headed(&header(&g.signer, Kind::Trust)), "jws.unknown_key"),
    ("signed as a backup", |g| g.headed(&header(&g.signer, Kind::Backup)), "jws.unknown_key"),
    (
        "passed off as a packet",
        |g| g.with_protected(encode(g.header().replace("bundle", "packet").as_bytes())),
        "jws.unknown_key",
    ),
    (
        "signed as a packet",
        |g| signed_text(&g.signer, Kind::Packet, &Good::packet().text()).into_bytes(),
        "jws.unknown_key",
    ),
    (
        "a packet's payload",
        |g| g.signed(&Good::packet().text().replace(r#""version":2"#, r#""version":1"#)),
        "payload.malformed: bundle: missing",
    ),
    (
        "a packet passed off as it",
        |_| {
            let packet = Good::packet();
            packet.with_protected(encode(header(&packet.signer, Kind::Bundle).as_bytes()))
        },
        "jws.bad_signature",
    ),
    (
        "payloads of two devices swapped",
        |g| {
            let other =
                signed_text(&g.other, Kind::Bundle, &g.text().replace(g.signer.id.as_str(), g.other.id.as_str()));
            g.with_payload(Parts::of(&other).payload)
        },
        "jws.bad_signature",
    ),
    (
        "no attachments",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("attachments"))),
        "payload.malformed: attachments: missing",
    ),
    (
        "an attachment",
        |g| g.with("attachments", json!([{ "name": "a.jpg", "size": 1, "sha256": "0".repeat(64) }])),
        "payload.attachments",
    ),
    (
        "an attachment without a hash",
        |g| g.with("attachments", json!([{ "name": "a.jpg", "size": 1, "sha256": "00" }])),
        "payload.malformed: attachments[0].sha256: not a SHA-256",
    ),
    // Numbers.
    ("last too high", |g| g.with("last", json!(5)), "payload.wrong_range"),
    ("last too low", |g| g.with("last", json!(3)), "payload.wrong_range"),
    ("last 2⁵³", |g| g.with("last", json!(1_u64 << 53)), "payload.malformed: last: "),
    (
        "last of 100,000 digits",
        |g| g.text_with(r#""last":4"#, &format!(r#""last":4{}"#, "0".repeat(100_000))),
        "payload.malformed: last: ",
    ),
    ("bundle 0", |g| g.with("bundle", json!(0)), "payload.wrong_range"),
    (
        "bundle 1.0",
        |g| g.text_with(r#""bundle":1"#, r#""bundle":1.0"#),
        "payload.malformed: bundle: not a whole number",
    ),
    ("first negative", |g| g.with("first", json!(-1)), "payload.malformed: first: "),
    ("first 1.0", |g| g.text_with(r#""first":1"#, r#""first":1.0"#), "payload.malformed: first: not a whole number"),
    ("first 1e0", |g| g.text_with(r#""first":1"#, r#""first":1e0"#), "payload.malformed: first: not a whole number"),
    ("first 0", |g| g.changed(|p| (p["first"], p["last"]) = (json!(0), json!(3))), "payload.wrong_range"),
    (
        "a range at the end of all numbers",
        |g| g.changed(|p| (p["first"], p["last"]) = (json!(MAX_WHOLE - 3), json!(MAX_WHOLE))),
        "payload.wrong_range",
    ),
    (
        "a range beyond the end of all numbers",
        |g| g.changed(|p| (p["first"], p["last"]) = (json!(MAX_WHOLE), json!(MAX_WHOLE))),
        "payload.wrong_range",
    ),
    ("no records, far out", |g| g.later_bundle(MAX_NUMBER as usize + 1, |head| head), "payload.wrong_range"),
    // The chain.
    ("another head", |g| g.with("head", json!("0".repeat(64))), "payload.broken_chain"),
    (
        "head in capitals",
        |g| g.changed(|p| p["head"] = json!(p["head"].as_str().unwrap().to_uppercase())),
        "payload.broken_chain",
    ),
    ("another start", |g| g.with("before", json!("0".repeat(64))), "payload.broken_chain"),
    ("another campaign", |g| g.with("campaign", json!("0123456789012345678901")), "payload.broken_chain"),
    (
        "a record changed",
        |g| g.changed(|p| p["records"][1] = json!(p["records"][1].as_str().unwrap().replace("professional", "quasi"))),
        "payload.broken_chain",
    ),
    ("a record made null", |g| g.changed(|p| p["records"][1] = Value::Null), "payload.broken_chain"),
    (
        "a blank in a record",
        |g| g.changed(|p| p["records"][1] = json!(format!("{} ", p["records"][1].as_str().unwrap()))),
        "payload.broken_chain",
    ),
    // From here on the chain is made to fit.
    (
        "a record dropped from the middle",
        |g| g.with_records(|records| drop(records.remove(1))),
        "payload.bad_record: 2, record 2 calls itself 3",
    ),
    (
        "a record dropped from the start",
        |g| g.with_records(|records| drop(records.remove(0))),
        "payload.bad_record: 1, record 1 calls itself 2",
    ),
    (
        "records in another order",
        |g| g.with_records(|records| records.swap(0, 1)),
        "payload.bad_record: 1, record 1 calls itself 2",
    ),
    (
        "a record twice",
        |g| g.with_records(|records| records.insert(1, records[0].clone())),
        "payload.bad_record: 2, record 2 calls itself 1",
    ),
    (
        "a record of another number",
        |g| g.record_with(r#""n":1"#, r#""n":2"#),
        "payload.bad_record: 1, record 1 calls itself 2",
    ),
    (
        "a household twice",
        |g| g.record_with(r#""household":"#, r#""household":"1-1-102","household":"#),
        "payload.bad_record: 1, record not readable: fact.visit.household: unknown, or comes twice",
    ),
    (
        "a value twice in an answer",
        |g| {
            g.with_records(|records| {
                records[3] = json!(records[3].as_str().unwrap().replacen(r#""v":{"#, r#""v":{"value":"2","#, 1))
            })
        },
        "payload.bad_record: 4, record not readable: fact.answer",
    ),
    // It holds together, and doesn't fit what is known.
    (
        "replayed from another campaign",
        |g| {
            let mut elsewhere =
                Tablet { device: g.signer.clone(), journal: Journal::new("0123456789012345678901".into()), clock: 0 };
            elsewhere.record(visit(HOUSEHOLDS[0], VisitOutcome::Refused));
            elsewhere.bundle().into_bytes()
        },
        "merge.other_campaign: 0123456789012345678901",
    ),
    ("another record under a known number", |g| g.record_with(r#""by":""#, r#""by":"不"#), "merge.fork: "),
    ("records left out before the first", |g| g.later_bundle(9, |head| head), "merge.gap: 10, 4"),
    ("other records before the first", |g| g.later_bundle(4, |head| chain_next(&head, "{}")), "merge.fork: "),
];

const PACKETS: &[Row] = &[
    ("signed as a receipt", |g| g.headed(&header(&g.signer, Kind::Receipt)), "payload.other_version: 2"),
    ("signed as a trust list", |g| g.headed(&header(&g.signer, Kind::Trust)), "trust_list"),
    (
        "another supervisor's key",
        |g| g.changed(|p| p["key"] = serde_json::from_str(&to_text(&g.other.key)).unwrap()),
        "payload.bad_packet_head",
    ),
    ("number 0", |g| g.with("number", json!(0)), "payload.bad_packet_head"),
    (
        "no key",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("key"))),
        "payload.bad_packet_head",
    ),
    ("called the first version", |g| g.with("version", json!(1)), "payload.bad_packet_head"),
    ("signed as a backup", |g| g.headed(&header(&g.signer, Kind::Backup)), "backup"),
    (
        "passed off as a bundle",
        |g| g.with_protected(encode(g.header().replace("packet", "bundle").as_bytes())),
        "jws.bad_signature",
    ),
    (
        "a packet signed as a bundle",
        |g| signed_text(&g.signer, Kind::Bundle, &g.text()).into_bytes(),
        "payload.malformed: bundle: missing",
    ),
    ("a bundle's payload", |g| g.signed(&tablets_bundle().text()), "payload.malformed: "),
    (
        "handed out by a tablet",
        |g| signed_text(&Device::new("平板1", 2), Kind::Packet, &g.text()).into_bytes(),
        "jws.unknown_key",
    ),
    ("no founding", |g| g.with_records(|records| drop(records.remove(0))), "payload.not_founded"),
    ("no records", |g| g.with_records(Vec::clear), "payload.not_founded"),
    ("another campaign", |g| g.with("campaign", json!("0123456789012345678901")), "payload.not_founded"),
    (
        "another supervisor's campaign",
        |g| {
            let text = g.text().replace(&to_text(&g.signer.key), &to_text(&g.other.key));
            signed_text(&g.other, Kind::Packet, &text.replace(g.signer.id.as_str(), g.other.id.as_str())).into_bytes()
        },
        "payload.not_founded",
    ),
    ("records in another order", |g| g.with_records(|records| records.swap(1, 2)), "payload.wrong_range"),
    ("a record twice", |g| g.with_records(|records| records[1] = records[0].clone()), "payload.wrong_range"),
    (
        "a record null",
        |g| g.with_records(|records| records[1] = Value::Null),
        "payload.malformed: records[1]: not a text",
    ),
    (
        "a record of a number that no device reaches",
        |g| {
            g.with_records(|records| {
                let last = records.last_mut().unwrap();
                let (_, rest) = last.as_str().unwrap().split_once(r#","lt""#).unwrap();
                *last = json!(format!(r#"{{"n":{MAX_WHOLE},"lt"{rest}"#));
            })
        },
        "payload.bad_record: ",
    ),
    (
        "the note of a packet",
        |g| {
            g.with_records(|records| {
                let last: Value = serde_json::from_str(records.last().unwrap().as_str().unwrap()).unwrap();
                let issued = json!({ "issued": { "what": "packet", "number": 1, "sha256": "0".repeat(64) } });
                let n = last["n"].as_u64().unwrap() + 1;
                records.push(json!(json!({ "n": n, "lt": 99, "at": 0, "by": "街道办", "fact": issued }).to_string()));
            })
        },
        "payload.not_setup: ",
    ),
    (
        "another record under a known number",
        |g| {
            g.with_records(|records| {
                let last = records.last_mut().unwrap();
                *last = json!(last.as_str().unwrap().replacen(r#""by":""#, r#""by":"不"#, 1));
            })
        },
        "merge.fork: ",
    ),
];

/// The founder's among the records of others.
fn founders(others: &mut [Value]) -> &mut Vec<Value> {
    let founder = Device::new("街道办", 1).id;
    let of = others.iter_mut().find(|other| other["device"] == founder.as_str()).unwrap();
    of["records"].as_array_mut().unwrap()
}

/// A record after the last of these.
fn next(records: &[Value], fact: Value) -> Value {
    let last: Value = serde_json::from_str(records.last().unwrap().as_str().unwrap()).unwrap();
    let [n, lt] = ["n", "lt"].map(|member| last[member].as_u64().unwrap() + 1);
    json!(json!({ "n": n, "lt": lt, "at": 0, "by": "街道办", "fact": fact }).to_string())
}

const SEVERAL: &[Row] = &[
    ("called version 2", |g| g.with("version", json!(2)), "payload.bad_packet_head"),
    ("called the first version", |g| g.with("version", json!(1)), "payload.bad_packet_head"),
    ("called a later version", |g| g.with("version", json!(4)), "payload.other_version: 4"),
    ("none of others", |g| g.with_others(Vec::clear), "payload.bad_packet_head"),
    (
        "no others at all",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("others"))),
        "payload.bad_packet_head",
    ),
    (
        "version 2 of a deputy alone",
        |g| {
            g.changed(|payload| {
                payload["version"] = json!(2);
                payload.as_object_mut().unwrap().remove("others");
            })
        },
        "payload.not_founded",
    ),
    ("a device twice", |g| g.with_others_sorted(|others| others.push(others[0].clone())), "payload.bad_others"),
    ("devices in another order", |g| g.with_others(|others| others.swap(0, 1)), "payload.bad_others"),
    (
        "the signer among the others",
        |g| {
            let records = g.parts().payload_json()["records"].clone();
            g.with_others_sorted(|others| others.push(json!({ "device": g.signer.id.as_str(), "records": records })))
        },
        "payload.bad_others",
    ),
    (
        "a stranger among the others",
        |g| {
            g.with_others_sorted(|others| {
                let record = founders(others)[1].clone();
                others.push(json!({ "device": g.other.id.as_str(), "records": [record] }));
            })
        },
        "payload.bad_others",
    ),
    (
        "a collector among the others",
        |g| {
            g.with_others_sorted(|others| {
                let record = founders(others)[1].clone();
                others.push(json!({ "device": Device::new("平板3", 4).id.as_str(), "records": [record] }));
            })
        },
        "payload.bad_others",
    ),
    (
        "one of no records",
        |g| {
            g.with_others(|others| {
                others.iter_mut().for_each(|other| {
                    if other["records"].as_array().unwrap().len() == 1 {
                        other["records"] = json!([])
                    }
                })
            })
        },
        "payload.bad_others",
    ),
    (
        "others' records in another order",
        |g| g.with_others(|others| founders(others).swap(1, 2)),
        "payload.wrong_range",
    ),
    (
        "another's record twice",
        |g| {
            g.with_others(|others| {
                let records = founders(others);
                records[1] = records[0].clone()
            })
        },
        "payload.wrong_range",
    ),
    (
        "another's record that has no place there",
        |g| {
            g.with_others(|others| {
                let records = founders(others);
                let issued = json!({ "issued": { "what": "packet", "number": 1, "sha256": "0".repeat(64) } });
                records.push(next(records, issued));
            })
        },
        "payload.not_setup: ",
    ),
    (
        "another's record that can't be read",
        |g| g.with_others(|others| founders(others)[2] = json!("{}")),
        "payload.bad_record: ",
    ),
    (
        "a member more",
        |g| g.with_others(|others| others[0]["name"] = json!("街道办")),
        "payload.malformed: others[0].name: unknown",
    ),
    (
        "no records",
        |g| g.with_others(|others| drop(others[0].as_object_mut().unwrap().remove("records"))),
        "payload.malformed: others[0].records: missing",
    ),
    (
        "a list in place of the object",
        |g| g.with_others(|others| others[0] = json!([])),
        "payload.malformed: others[0]",
    ),
    ("an object in place of the list", |g| g.with("others", json!({})), "payload.malformed: others: not a list"),
    (
        "without the founder's",
        |g| {
            g.with_others(|others| {
                let founder = Device::new("街道办", 1).id;
                others.retain(|other| other["device"] != founder.as_str());
            })
        },
        "payload.not_founded",
    ),
    (
        "without the word that names its signer",
        |g| {
            g.with_others(|others| {
                let named = format!(r#"{{"deputy":{{"device":"{}"}}}}"#, g.signer.id);
                founders(others).retain(|record| !record.as_str().unwrap().contains(&named));
            })
        },
        "payload.not_founded",
    ),
    (
        "by a deputy that it says was revoked",
        |g| {
            g.with_others(|others| {
                let records = founders(others);
                let revoke = json!({ "revoke": { "device": g.signer.id.as_str(), "last": 0, "why": "平板丢失" } });
                records.push(next(records, revoke));
            })
        },
        "payload.not_founded",
    ),
    (
        "another record of another's under a known number",
        |g| {
            g.with_others(|others| {
                let record = &mut founders(others)[1];
                *record = json!(record.as_str().unwrap().replacen(r#""by":""#, r#""by":"不"#, 1));
            })
        },
        "merge.fork: ",
    ),
    (
        "in which a supervisor of something else makes itself a deputy",
        |g| {
            let text = g.text().replace(&to_text(&g.signer.key), &to_text(&g.other.key));
            let escaped = |key| to_text(&to_text(key)).trim_matches('"').to_owned();
            let text = text.replace(&escaped(&g.signer.key), &escaped(&g.other.key));
            let mut payload: Value =
                serde_json::from_str(&text.replace(g.signer.id.as_str(), g.other.id.as_str())).unwrap();
            payload["others"].as_array_mut().unwrap().sort_by_key(|other| other["device"].as_str().unwrap().to_owned());
            signed_text(&g.other, Kind::Packet, &payload.to_string()).into_bytes()
        },
        "merge.unknown_supervisor: ",
    ),
];

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

#[test]
fn envelopes() {
    goods().iter().for_each(|good| try_all(good, ENVELOPES));
}

#[test]
fn files_by_themselves() {
    alone().iter().for_each(|good| try_all(good, ALONE));
}

#[test]
fn payloads() {
    goods().iter().for_each(|good| try_all(good, PAYLOADS));
}

#[test]
fn records() {
    with_records().iter().for_each(|good| try_all(good, RECORDS));
}

#[test]
fn bundles() {
    with_records()[..2].iter().for_each(|good| try_all(good, BUNDLES));
}

#[test]
fn what_is_beside_a_bundle() {
    let good = Good::bundle_with_photos();
    assert_eq!((good.said)(good.file.as_bytes()), "accepted");
    try_all(&good, BESIDE);
}

#[test]
fn large_files() {
    try_all(&tablets_bundle(), LARGE);
}

#[test]
fn packets() {
    try_all(&Good::packet(), PACKETS);
    try_all(&Good::packet_of_several(), SEVERAL);
}

#[test]
fn receipts() {
    try_all(&Good::receipt(), RECEIPTS);
}

#[test]
fn trust_lists() {
    try_all(&Good::trust_list(), TRUST_LISTS);
}

#[test]
fn backups() {
    try_all(&Good::backup(), BACKUPS);
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
