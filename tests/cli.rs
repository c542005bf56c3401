//! The command line, run as a program on files.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::forge::Parts;
use support::*;
use wenlou::bundle::key::{KeyCard, TrustList};
use wenlou::bundle::photo_pack::pack;
use wenlou::bundle::words;
use wenlou::domain::ballot::{Ballot, Choice};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::json::{to_indented, to_text};
use wenlou::domain::photo::Sha256;
use wenlou::journal::fact::{BallotTaken, Close, Found, Issue, Issued, Revoke};
use wenlou::journal::{Fact, RecordId};

/// A folder of files that goes away with the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), bytes).unwrap();
        self
    }

    /// Writes what `wenlou merge` and `wenlou verify` are given with `--trust`.
    fn trust(&self, list: &TrustList) -> &Self {
        self.put("trust.json", to_indented(list))
    }

    /// Runs `wenlou` here.
    fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_wenlou")).args(arguments).current_dir(self.0.path()).output();
        Ran::from(output.unwrap())
    }

    fn verify(&self, files: &[&str]) -> Ran {
        self.run(&[&["verify"], files, &["--trust", "trust.json"]].concat())
    }

    fn merge(&self, files: &[&str]) -> Ran {
        self.run(&[&["merge"], files, &["--trust", "trust.json"]].concat())
    }
}

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    /// Without what it says of a trust list that it takes.
    err: String,
    trust: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let told = text(output.stderr);
        let is_trust = |line: &&str| {
            line.contains("trust list") && (line.contains("Number ") || line.contains("It is not signed"))
        };
        let (trust, err): (Vec<&str>, Vec<&str>) = told.lines().partition(is_trust);
        let (trust, err) = (trust.join("\n"), err.iter().map(|line| format!("{line}\n")).collect());
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err, trust }
    }
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    fn says(self, what: &str) -> Self {
        assert!(self.err.contains(what), "{what:?} isn't said: {self:#?}");
        self
    }
}

/// Three tablets; a conflict between the second and the third, an agreement, a late paper, one paper at two doors.
fn counted(folder: &Folder) -> Scenario {
    let mut s = Scenario::ready(3);
    folder.trust(&s.trust_list()).put("packet.json", s.supervisor.packet());
    for (at, choice) in [(0, Choice::Professional), (1, Choice::Professional), (2, Choice::Quasi)] {
        s.tablets[0].record(ballot(HOUSEHOLDS[at], choice));
    }
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[1].record(ballot(HOUSEHOLDS[3], Choice::Professional));
    s.tablets[2].record(ballot(HOUSEHOLDS[3], Choice::Quasi));
    let late = Ballot { signed_on: "2026-02-01".into(), ..paper("No.early", Choice::Professional) };
    s.tablets[2].record(Fact::Ballot(BallotTaken { ballot: late, ..taken(HOUSEHOLDS[4], Choice::Professional) }));
    let doubled = paper(&format!("No.{}", HOUSEHOLDS[2]), Choice::Quasi);
    s.tablets[2].record(Fact::Ballot(BallotTaken { ballot: doubled, ..taken(HOUSEHOLDS[5], Choice::Quasi) }));
    s.tablets[2].record(ballot(SHOP, Choice::Professional));
    let trusted = s.trusted();
    for i in 0..3 {
        let file = s.tablets[i].bundle();
        folder.put(&format!("tablet{}.json", i + 1), &file);
        s.supervisor.take(&file, &trusted);
    }
    folder.put("supervisor.json", s.supervisor.bundle());
    s
}

const ALL: [&str; 5] = ["packet.json", "tablet1.json", "tablet2.json", "tablet3.json", "supervisor.json"];

#[test]
fn merge_counts_the_campaign() {
    let folder = Folder::new();
    let s = counted(&folder);
    let ran = folder.merge(&ALL).exits(0);
    assert_eq!(ran.err, "");
    let report = ran.json();
    assert_eq!(report["merged"], true);
    assert_eq!(report["error"], Value::Null);
    assert_eq!(report["campaign"], s.empty().campaign().as_str());
    assert_eq!(report["name"], "柳荫街道老旧小区");

    let files: Vec<(&str, &str, &Value)> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["file"].as_str().unwrap(), file["kind"].as_str().unwrap(), &file["accepted"]))
        .collect();
    let accepted = |new: u64, present: u64| json!({ "new": new, "present": present, "lost": 0, "place": "next" });
    let mut packet = accepted(10, 0);
    packet["place"] = Value::Null;
    assert_eq!(
        files,
        [
            ("packet.json", "packet", &packet),
            ("supervisor.json", "bundle", &accepted(0, 10)),
            ("tablet1.json", "bundle", &accepted(3, 0)),
            ("tablet2.json", "bundle", &accepted(2, 0)),
            ("tablet3.json", "bundle", &accepted(4, 0)),
        ]
    );

    let (a, b) = (&s.tablets[1].device, &s.tablets[2].device);
    let paper = |device: &Device, n: u64, class: &str, serial: &str, signed_on: &str| {
        json!({
            "record": format!("{}/{n}", device.id), "device": device.id.as_str(), "device_name": device.name,
            "class": class, "serial": serial, "signed_on": signed_on,
        })
    };
    let mut papers =
        vec![paper(a, 2, "professional", "No.1-1-202", "2026-03-10"), paper(b, 1, "quasi", "No.1-1-202", "2026-03-10")];
    // In order of logical time, then device.
    papers.sort_by_key(|paper| {
        let id: RecordId = paper["record"].as_str().unwrap().parse().unwrap();
        (s.supervisor.journal.entry(&id).unwrap().lt, id)
    });
    let expected = json!([{
        "id": COMPOUND, "name": "柳荫小区", "roll": roll_hash(), "posted_on": POSTED_ON, "closed": false, "closed_on": null,
        "total": 8, "returned": 5, "professional": 2, "quasi": 0, "blank": 0, "invalid": 0, "not_returned": 3,
        "conflicts": 3, "professional_needed": 2, "professional_possible": true, "professional_share": "2/8",
        "decision": "undecided", "secured": false, "missing": [], "sealed": 0, "waiting": 0,
        "conflict_list": [{ "household": "1-1-202", "ballots": papers }],
        "doubled_serials": [
            { "serial": "No.1-1-201", "households": ["1-1-201", "1-2-102"] },
        ],
        "uncounted": [{
            "household": "1-2-101", "why": "before_notice",
            "ballot": paper(b, 2, "professional", "No.early", "2026-02-01"),
        }],
    }]);
    let mut compounds = report["compounds"].clone();
    let compound = compounds[0].as_object_mut().unwrap();
    // What the rules make of it has tests of its own.
    let findings = compound.remove("findings").unwrap();
    let hash = compound.remove("findings_sha256").unwrap();
    let lines: String = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|line| format!("{} {}\n", line[0].as_str().unwrap(), line[1].as_str().unwrap()))
        .collect();
    assert!(lines.starts_with("ELG-0 unknown\n") && lines.contains("ELG-4 undetermined\n"), "{lines}");
    assert_eq!(hash, sha256_hex(format!("wenlou-findings/1\n{lines}").as_bytes()));
    assert_eq!(compounds, expected);
    assert_eq!(report["remarks"], json!([{ "record": format!("{}/4", b.id), "by": b.name, "why": "not_on_roll" }]));
    assert_eq!(report["records"], 19);
    // The supervisor's journal has one record more: that its bundle was made.
    let mut journal = s.empty();
    for name in ALL {
        let file = std::fs::read_to_string(folder.path(name)).unwrap();
        take(&mut journal, &file, &s.trusted()).unwrap().unwrap();
    }
    assert_eq!(report["state_hash"], journal.state_hash());
}

#[test]
fn merge_tells_no_result_where_files_are_missing_that_the_closing_knew() {
    let folder = Folder::new();
    let mut s = Scenario::ready(2);
    folder.trust(&s.trust_list());
    for (tablet, choice) in [(0, Choice::Professional), (1, Choice::Quasi)] {
        for door in &HOUSEHOLDS[tablet * 4..tablet * 4 + 4] {
            s.tablets[tablet].record(ballot(door, choice));
        }
    }
    let trusted = s.trusted();
    for i in 0..2 {
        let file = s.tablets[i].bundle();
        folder.put(&format!("tablet{}.json", i + 1), &file);
        s.supervisor.take(&file, &trusted);
    }
    let known = s.supervisor.journal.lasts();
    s.supervisor.record(Fact::Close(Close {
        compound: COMPOUND.into(),
        on: "2026-03-20".into(),
        why: None,
        lost: Vec::new(),
        counted: None,
        known,
    }));
    folder.put("packet.json", s.supervisor.packet()).put("supervisor.json", s.supervisor.bundle());

    let whole = folder.merge(&["supervisor.json", "tablet1.json", "tablet2.json"]).exits(0).json();
    let part =
        folder.merge(&["packet.json", "tablet2.json"]).exits(0).says("4 records of").says("aren't the count").json();
    let says = |report: &Value, what: &str| report["compounds"][0]["findings"].to_string().contains(what);
    let of = |report: &Value| {
        let compound = &report["compounds"][0];
        (compound["decision"].clone(), compound["professional"].clone(), compound["missing"].clone())
    };
    assert_eq!(of(&whole), (json!("professional"), json!(4), json!([])));
    assert!(says(&whole, "MODE") && says(&whole, "professional 2026-03-20 preliminary"));
    let tablet = &s.tablets[0].device;
    let missing = json!([{ "device": tablet.id.as_str(), "device_name": tablet.name, "records": 4 }]);
    assert_eq!(of(&part), (json!("no_result"), json!(0), missing));
    assert_eq!(part["compounds"][0]["closed"], true);
    assert!(!says(&part, "MODE") && part["findings"].to_string().contains("counted_elsewhere 1"));
}

#[test]
fn merge_gives_the_same_for_every_order_of_files() {
    let folder = Folder::new();
    counted(&folder);
    let expected = folder.merge(&ALL).exits(0).out;
    let mut order = ALL;
    for turn in 0..10 {
        order.rotate_left(2);
        if turn % 2 == 1 {
            order.reverse();
        }
        order.swap(0, turn % 5);
        assert_eq!(folder.merge(&order).exits(0).out, expected, "{order:?}");
    }

    // The supervisor's own bundle founds the campaign as well as the packet does; a file given twice changes nothing.
    let report = folder.merge(&["tablet2.json", "tablet3.json", "supervisor.json", "tablet1.json"]).exits(0).json();
    let whole: Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(report["state_hash"], whole["state_hash"]);
    assert_eq!(report["compounds"], whole["compounds"]);
    let twice = folder.merge(&["tablet1.json", "packet.json", "tablet1.json"]).exits(0).json();
    let once = folder.merge(&["tablet1.json", "packet.json"]).exits(0).json();
    assert_eq!(twice["state_hash"], once["state_hash"]);
    assert_eq!(twice["files"].as_array().unwrap().len(), 3);
}

#[test]
fn merge_takes_all_files_or_none() {
    let folder = Folder::new();
    let s = counted(&folder);
    let file = std::fs::read_to_string(folder.path("tablet1.json")).unwrap();
    folder.put("changed.json", file.replacen("eyJ", "eyK", 1));
    // The same tablet with another record number 1.
    let mut twin = Scenario::ready(3).tablets[0].clone();
    twin.record(ballot(HOUSEHOLDS[7], Choice::Quasi));
    folder.put("twin.json", twin.bundle());
    let card = KeyCard::new("平板1", s.tablets[0].device.key.clone());
    folder.put("card.json", to_text(&card));
    for (wrong, code, said) in [
        ("changed.json", "bad_signature", "changed"),
        ("absent.json", "not_found", "There is no such file"),
        ("card.json", "key_card", "enrolled"),
    ] {
        let mut files = ALL.to_vec();
        files.insert(2, wrong);
        let ran = folder.merge(&files).exits(1).says(&format!("{wrong}: ")).says(said).says("nothing was merged");
        let report = ran.json();
        assert_eq!(report["merged"], false);
        assert_eq!(report["compounds"], json!([]));
        assert_eq!((&report["state_hash"], &report["records"]), (&Value::Null, &Value::Null));
        for file in report["files"].as_array().unwrap() {
            if file["file"] == wrong {
                assert_eq!(file["rejected"]["code"], code);
                assert_eq!(file["accepted"], Value::Null);
            } else {
                assert!(file["accepted"]["new"].is_u64() && file["rejected"].is_null(), "{file}");
            }
        }
    }

    let first = folder.merge(&["packet.json", "tablet1.json", "twin.json"]).exits(1).says("two different records");
    let second = folder.merge(&["twin.json", "tablet1.json", "packet.json"]).exits(1);
    assert_eq!(first.out, second.out);
    assert_eq!(first.out.matches("\"fork\"").count(), 1);
}

#[test]
fn merge_takes_files_of_one_campaign() {
    let folder = Folder::new();
    let s = counted(&folder);
    let mut elsewhere = Scenario::with(0, |_| {});
    let nonce = "another";
    let campaign = wenlou::journal::derive_campaign_id(&elsewhere.supervisor.device.id, nonce);
    elsewhere.supervisor.journal = wenlou::journal::Journal::new(campaign.clone());
    let found = Found { nonce: nonce.into(), terms: wenlou::domain::campaign::Terms::default() };
    elsewhere.supervisor.record(Fact::Found(found));
    folder.put("elsewhere.json", elsewhere.supervisor.packet());
    let files = ["elsewhere.json", "packet.json", "tablet1.json"];
    let ran = folder.merge(&files).exits(1).says(campaign.as_str()).says(s.empty().campaign().as_str());
    let report = ran.json();
    assert_eq!((&report["merged"], &report["campaign"]), (&json!(false), &Value::Null));
    for file in report["files"].as_array().unwrap() {
        assert_eq!(file["rejected"]["code"], "different_campaigns");
    }
    assert_eq!(folder.merge(&["tablet1.json", "packet.json", "elsewhere.json"]).exits(1).out, ran.out);
    // Each by itself is good.
    folder.merge(&["elsewhere.json"]).exits(0);
}

#[test]
fn merge_needs_a_founder_who_is_a_supervisor() {
    let folder = Folder::new();
    let s = counted(&folder);
    let report = folder.merge(&["tablet1.json", "tablet2.json"]).exits(1).says("work packet").json();
    assert_eq!((&report["merged"], &report["error"]["code"]), (&json!(false), &json!("no_founding")));

    // The supervisor's key on the list, but not as a supervisor's: its packet isn't believed, and its bundle founds nothing.
    let mut list = s.trust_list();
    list.keys[0].supervisor = false;
    folder.trust(&list);
    folder.merge(&["packet.json"]).exits(1).says("not call a supervisor");
    let report = folder.merge(&["supervisor.json", "tablet1.json"]).exits(1).says("founded by 街道办").json();
    assert_eq!(report["error"]["code"], "founder_not_trusted");
    assert_eq!(report["compounds"], json!([]));
}

#[test]
fn merge_goes_on_without_the_founder_on_a_deputys_word() {
    let folder = Folder::new();
    let mut s = Scenario::ready(2);
    let before = s.supervisor.packet();
    s.name_deputy(0);
    let with_deputy = s.supervisor.packet();
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    let founder = s.supervisor.device.clone();
    let last = s.supervisor.journal.last(&founder.id);
    s.tablets[0].record(close("2026-04-01"));
    let packet = s.tablets[0].packet();
    let bundle = s.tablets[1].bundle();
    folder
        .put("before.json", before)
        .put("named.json", with_deputy)
        .put("deputy.json", packet)
        .put("tablet.json", bundle);
    let list = |tablet: &Tablet| tablet.trust_file("2026-03-20", "2099-12-31");
    folder.put("trust.json", list(&s.tablets[0]));

    // The deputy's packet alone founds the campaign, by the list that calls it a supervisor; with the founder's own file, that has to say so.
    let alone = folder.merge(&["deputy.json", "tablet.json"]).exits(0).json();
    assert_eq!(alone["compounds"][0]["closed"], true);
    let report = folder.merge(&["before.json", "deputy.json", "tablet.json"]).exits(1).says("who named it").json();
    assert_eq!(report["error"]["code"], "unknown_supervisor");
    for files in [["named.json", "deputy.json", "tablet.json"], ["tablet.json", "deputy.json", "named.json"]] {
        assert_eq!(folder.merge(&files).exits(0).json()["state_hash"], alone["state_hash"]);
    }
    // Nor is the founder's list worth less than the deputy's, or a stranger's as much.
    folder.put("trust.json", list(&s.supervisor));
    folder.merge(&["deputy.json", "tablet.json"]).exits(0);
    folder.put("trust.json", list(&s.tablets[1]));
    let report = folder.merge(&["named.json", "tablet.json"]).exits(1).json();
    assert_eq!(report["error"]["code"], "other_trust_list");

    // The founder's device is lost: its packets aren't taken any more, what it recorded before is.
    s.tablets[0].record(revoke(&founder, last));
    folder.put("trust.json", list(&s.tablets[0])).put("after.json", s.tablets[0].packet());
    let report = folder.merge(&["named.json", "tablet.json"]).exits(1).says("was revoked").json();
    assert_eq!(report["error"]["code"], "revoked_supervisor");
    let report = folder.merge(&["after.json", "tablet.json"]).exits(0).json();
    assert_eq!((&report["compounds"][0]["professional"], &report["compounds"][0]["closed"]), (&json!(1), &json!(true)));
    s.supervisor.record(reopen());
    folder.put("founder.json", s.supervisor.bundle());
    let report = folder.merge(&["after.json", "founder.json", "tablet.json"]).exits(0).json();
    assert_eq!(report["compounds"][0]["closed"], true);
    assert_eq!(report["remarks"][0]["why"], "revoked");
    // A list by the one who was revoked is none.
    folder.put("trust.json", list(&s.supervisor));
    let report = folder.merge(&["after.json", "tablet.json"]).exits(1).json();
    assert_eq!(report["error"]["code"], "other_trust_list");
}

#[test]
fn verify_tells_what_a_file_is() {
    let folder = Folder::new();
    let mut s = counted(&folder);
    let first = std::fs::read(folder.path("tablet1.json")).unwrap();
    folder.put("again.json", s.tablets[0].bundle());
    let ran = folder.verify(&["again.json", "packet.json", "tablet1.json"]).exits(0);
    assert_eq!(ran.err, "");
    let [again, packet, bundle] = ran.lines().try_into().unwrap();
    let tablet = &s.tablets[0];
    let rolls = json!({ COMPOUND: roll_hash() });
    let sequence = tablet.journal.sequence(&tablet.device.id);
    assert_eq!(
        bundle,
        json!({
            "file": "tablet1.json", "kind": "bundle", "campaign": s.empty().campaign().as_str(),
            "signer": {
                "id": tablet.device.id.as_str(), "name": "平板1", "supervisor": false, "calls_itself": "平板1",
            },
            "revoked_after": null, "bundle": 1, "packet": null, "first": 1, "last": 3, "records": 3, "lost": 0, "to": null,
            "attachments": 0, "findings": {},
            "head": tablet.journal.head_after(&tablet.device.id, 3), "previous": null, "rolls": rolls,
            "sha256": sha256_hex(&first),
        })
    );
    assert_eq!((&again["bundle"], &again["last"], &again["previous"]), (&json!(2), &json!(4), &bundle["sha256"]));
    assert_eq!(sequence.len(), 5);
    assert_eq!(packet["kind"], "packet");
    assert_eq!(packet["signer"]["supervisor"], true);
    assert_eq!((&packet["records"], &packet["packet"]), (&json!(10), &json!(1)));
    assert_eq!(packet["rolls"], rolls);
    for member in ["bundle", "first", "last", "head", "previous", "to", "attachments", "findings"] {
        assert_eq!(packet[member], Value::Null, "{member}");
    }
}

#[test]
fn verify_holds_photos_against_the_bundles_that_name_them() {
    let folder = Folder::new();
    let mut s = Scenario::ready(1);
    // The last one's record says that it is wider than it is.
    let photos = [(1, 4), (2, 4), (3, 3)].map(|(n, width)| jpeg(n, width, 3));
    photos.iter().for_each(|bytes| drop(s.tablets[0].record(picture_of("zone.wall", bytes, (4, 3)))));
    let hashes = photos.each_ref().map(|bytes| Sha256::new(&sha256_hex(bytes)).unwrap());
    let packed = |which: &[(usize, &[u8])]| pack(which.iter().map(|(at, bytes)| (&hashes[*at], *bytes))).unwrap();
    folder.trust(&s.trust_list()).put("bundle.json", s.tablets[0].bundle()).put("single.jpg", &photos[1]);
    folder
        .put("one.zip", packed(&[(0, &photos[0])]))
        .put("changed.zip", packed(&[(0, &photos[1]), (1, &jpeg(9, 4, 3))]))
        .put("narrow.zip", packed(&[(2, &photos[2])]));
    folder.put("stump.zip", b"PK\x03\x04");
    let [bundle, one] = folder.verify(&["bundle.json", "one.zip"]).exits(0).lines().try_into().unwrap();
    assert_eq!((&bundle["attachments"], bundle["findings"].as_object().unwrap().len()), (&json!(3), 1));
    assert_eq!(one, json!({ "file": "one.zip", "kind": "photos", "named": 1, "missing": 2 }));
    let both = folder.verify(&["one.zip", "single.jpg", "bundle.json"]).exits(0).lines();
    assert_eq!((&both[0]["missing"], &both[1]["named"]), (&json!(1), &json!(1)));
    folder.verify(&["bundle.json", "changed.zip"]).exits(1).says("1 photos don't have the hash");
    folder.verify(&["bundle.json", "narrow.zip"]).exits(1).says("or the size that a bundle names");
    folder.verify(&["one.zip"]).exits(1).says("1 files in it are no photos of these bundles");
    folder.verify(&["stump.zip"]).exits(1).says("can't be read");
}

/// What an auditor has: a file, the list that the supervisor signed, and the command line.
#[test]
fn a_signed_trust_list_names_its_signer_and_the_revoked() {
    let folder = Folder::new();
    let mut s = counted(&folder);
    let bundle = std::fs::read_to_string(folder.path("tablet1.json")).unwrap();
    folder.put("receipt.json", s.supervisor.receipt(&bundle, &s.trusted()));
    folder.put("trust.json", s.supervisor.trust_file("2026-03-20", "2026-05-20"));
    let on = |day: &str, command: &str, files: &[&str]| {
        folder.run(&[&[command], files, &["--trust", "trust.json", "--on", day]].concat())
    };
    let ran = on("2026-05-20", "verify", &["tablet1.json", "receipt.json"]).exits(0);
    let words = words::of(&s.supervisor.device.id).map(|at| words::LIST[usize::from(at)].1).join(" ");
    assert!(ran.trust.contains("Number 1, signed on 2026-03-20 by 街道办, good until 2026-05-20"), "{ran:?}");
    assert!(ran.trust.contains(&words), "{ran:?}");
    let [_, receipt] = ran.lines().try_into().unwrap();
    assert_eq!((&receipt["kind"], &receipt["bundle"], &receipt["last"]), (&json!("receipt"), &json!(1), &json!(3)));
    assert_eq!(
        (&receipt["to"], &receipt["sha256"]),
        (&json!(s.tablets[0].device.id.as_str()), &json!(sha256_hex(bundle.as_bytes())))
    );
    on("2026-05-20", "merge", &ALL).exits(0);
    on("2026-05-21", "verify", &["tablet1.json"]).exits(1).says("good until 2026-05-20");
    on("soon", "verify", &["tablet1.json"]).exits(1).says("--on is not a date: soon");

    let old_packet = std::fs::read(folder.path("packet.json")).unwrap();
    // A tablet is revoked after its second record: a file that goes further isn't taken.
    let device = s.tablets[0].device.id.clone();
    s.supervisor.record(Fact::Issued(Issued { what: Issue::Trust, number: 1, sha256: "0".repeat(64) }));
    s.supervisor.record(Fact::Revoke(Revoke { device, last: 2, why: "丢失".into() }));
    let old_list = std::fs::read(folder.path("trust.json")).unwrap();
    folder.put("trust.json", s.supervisor.trust_file("2026-03-21", "2026-05-20"));
    s.supervisor.record(Fact::Issued(Issued { what: Issue::Trust, number: 2, sha256: "0".repeat(64) }));
    folder.put("supervisor.json", s.supervisor.bundle());
    let ran = on("2026-03-22", "verify", &["tablet1.json"]).exits(0);
    assert_eq!(ran.lines()[0]["revoked_after"], 2);
    let returned = |ran: Ran| ran.json()["compounds"][0]["returned"].clone();
    assert_eq!(returned(on("2026-03-22", "merge", &ALL).exits(0)), 4);
    // The list alone says it too, without the supervisor's records.
    folder.put("packet.json", &old_packet);
    assert_eq!(returned(on("2026-03-22", "merge", &["packet.json", "tablet1.json"]).exits(0)), 2);
    assert!(ran.err.contains("nothing counts after record 2, and the file goes to 3"), "{ran:?}");
    let chinese =
        folder.run(&["verify", "tablet1.json", "--trust", "trust.json", "--on", "2026-03-22", "--lang", "zh"]);
    assert!(chinese.err.contains("这台设备已被吊销"), "{chinese:?}");
    // With the older list the revocation is still in the supervisor's own records, and that the list is old is said.
    folder.put("trust.json", old_list);
    let ran = on("2026-03-22", "merge", &ALL).exits(0).says("the trust list is number 1");
    let remarks = ran.json()["remarks"].clone();
    assert!(remarks.as_array().unwrap().iter().any(|remark| remark["why"] == "revoked"), "{remarks}");

    // Another campaign's list, and a file that is no bundle among those to merge.
    let other = support::Tablet { device: Device::new("别的街道", 60), ..s.supervisor.clone() };
    folder.put("trust.json", s.supervisor.trust_file("2026-03-21", "2026-05-20"));
    on("2026-03-22", "merge", &["receipt.json", "packet.json"]).exits(1).says("holds no records");
    folder.put("trust.json", other.trust_file("2026-03-21", "2026-05-20"));
    on("2026-03-22", "merge", &["packet.json"]).exits(1).says("not on the trust list");
}

#[test]
fn verify_says_of_each_file_what_is_wrong() {
    let folder = Folder::new();
    let s = counted(&folder);
    let file = std::fs::read_to_string(folder.path("tablet1.json")).unwrap();
    let parts = Parts::of(&file);
    let headed = |alg: &str| {
        let header = parts.header_text().replace("ES256", alg);
        Parts::signed(&s.tablets[0].device, &header, parts.payload_text().as_bytes()).file()
    };
    folder
        .put("changed.json", file.replacen("eyJ", "eyK", 1))
        .put("short.json", &file[..file.len() / 2])
        .put("empty.json", "")
        .put("text.json", "问楼")
        .put("padded.json", Parts { signature: format!("{}==", parts.signature), ..parts.clone() }.file())
        .put("none.json", headed("none"))
        .put("outsider.json", {
            let device = Device::new("外人", 99);
            forge::signed_text(&device, wenlou::bundle::jws::Kind::Bundle, &parts.payload_text())
        })
        .put("tablet-packet.json", {
            let packet = Parts::of(&s.supervisor.packet()).payload_text();
            forge::signed_text(&s.tablets[0].device, wenlou::bundle::jws::Kind::Packet, &packet)
        })
        .put("card.json", to_text(&KeyCard::new("平板9", s.tablets[0].device.key.clone())));
    std::fs::create_dir(folder.path("folder.json")).unwrap();
    std::fs::File::create(folder.path("large.json")).unwrap().set_len(200 << 20).unwrap();
    for (name, code, said) in [
        ("changed.json", "bad_signature", "signature"),
        ("short.json", "malformed", "incomplete"),
        ("empty.json", "empty", "is empty"),
        ("text.json", "malformed", "Not a Wenlou bundle"),
        ("padded.json", "bad_base64", "signature"),
        ("none.json", "wrong_algorithm", "none"),
        ("outsider.json", "unknown_key", "not on the trust list"),
        ("tablet-packet.json", "not_supervisor", "平板1"),
        ("card.json", "key_card", "key card"),
        ("folder.json", "directory", "folder"),
        ("large.json", "too_large", "209715200 bytes"),
        ("absent.json", "not_found", "There is no such file"),
    ] {
        // A good file beside it is told of all the same.
        let ran = folder.verify(&[name, "tablet2.json"]).exits(1).says(&format!("wenlou: {name}: ")).says(said);
        let [wrong, good] = ran.lines().try_into().unwrap();
        assert_eq!(wrong["file"], name);
        assert_eq!(wrong["error"]["code"], code);
        assert!(ran.err.contains(wrong["error"]["message"].as_str().unwrap()));
        assert_eq!(good["kind"], "bundle");
        assert_eq!(ran.err.lines().count(), 1);
    }
}

#[test]
fn a_trust_list_that_cannot_be_used_stops_everything() {
    let folder = Folder::new();
    counted(&folder);
    let good = std::fs::read_to_string(folder.path("trust.json")).unwrap();
    let rename = good.replace("wenlou-trust/1", "wenlou-trust/2");
    let newer = good.replace("wenlou-trust/1", "wenlou-trust/3");
    for (trust, said) in [
        ("", "not a trust list"),
        ("[]", "not a trust list"),
        (rename.as_str(), "not a trust list"),
        (r#"{"format":"wenlou-trust/1","keys":[]}"#, "names no key"),
        (newer.as_str(), "wenlou-trust/3"),
    ] {
        folder.put("trust.json", trust);
        for command in ["verify", "merge"] {
            let ran = folder.run(&[command, "tablet1.json", "--trust", "trust.json"]).exits(1);
            let ran = ran.says("trust list trust.json: ").says(said);
            assert_eq!(ran.out, "");
        }
    }
    folder.run(&["verify", "tablet1.json", "--trust", "none.json"]).exits(1).says("none.json: There is no such file");
}

#[test]
fn wrong_arguments_and_help() {
    let folder = Folder::new();
    for arguments in [&[][..], &["merge"], &["verify", "a.json"], &["merge", "--trust", "t.json"], &["count"]] {
        let ran = folder.run(arguments).exits(2);
        assert!(ran.err.contains("Usage"), "{ran:?}");
    }
    // Every member of the output is documented.
    counted(&folder);
    let report = folder.merge(&ALL).json();
    let help = folder.run(&["merge", "--help"]).exits(0).out;
    let compound = &report["compounds"][0];
    let objects =
        [&report, &report["files"][0], compound, &compound["conflict_list"][0]["ballots"][0], &report["remarks"][0]];
    for member in objects.into_iter().flat_map(|object| object.as_object().unwrap().keys()) {
        assert!(help.contains(member.as_str()), "{member} isn't documented");
    }
    let help = folder.run(&["verify", "--help"]).exits(0).out;
    for member in folder.verify(&["packet.json"]).json().as_object().unwrap().keys() {
        assert!(help.contains(member.as_str()), "{member} isn't documented");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_wenlou")).exists());
}

// --- rosters --------------------------------------------------------------------------------------------------------

fn samples() -> PathBuf {
    std::env::var_os("SAMPLES_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples"), PathBuf::from)
}

#[test]
fn rosters_are_what_their_truth_files_say() {
    let folder = Folder::new();
    let mut found = 0;
    for entry in std::fs::read_dir(samples()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(stem) = name.strip_suffix(".truth.json") else { continue };
        let truth: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let roster = ["csv", "xlsx"].map(|ext| path.with_file_name(format!("{stem}.{ext}")));
        let roster = roster.iter().find(|path| path.exists()).unwrap();
        let report = folder.run(&["roster", roster.to_str().unwrap()]).exits(0).json();
        assert_eq!(report["ready"], true, "{name}");
        // `note` is for the reader of the truth file.
        for (member, expected) in truth.as_object().unwrap().iter().filter(|(member, _)| *member != "note") {
            assert_eq!(&report[member], expected, "{name}: {member}");
        }
        found += 1;
    }
    assert!(found > 0, "no truth file in {}", samples().display());
}

#[test]
fn a_roster_that_is_not_understood_is_told_line_by_line() {
    let folder = Folder::new();
    folder
        .put("good.csv", "幢号,单元,房号,产权人\n1,1,101,陈*\n1,1,102,王*\n")
        .put("odd.csv", "幢号,单元,房号,产权人\n1,1,101,陈*\n1,1,2026-03-02,王*\n")
        .put("words.csv", "一,二\n三,四\n")
        .put("empty.csv", "")
        .put("page.xls", "<html><table></table></html>");
    std::fs::create_dir(folder.path("folder.csv")).unwrap();
    std::fs::File::create(folder.path("large.csv")).unwrap().set_len(200 << 20).unwrap();

    let good = folder.run(&["roster", "good.csv"]).exits(0);
    assert_eq!(good.err, "");
    let report = good.json();
    assert_eq!(
        (&report["residential_households"], &report["header_line"], &report["lines"]),
        (&json!(2), &json!(1), &json!(3))
    );
    assert_eq!(report["roll"].as_str().unwrap().len(), 64);

    let odd = folder.run(&["roster", "odd.csv"]).exits(1).says("wenlou: odd.csv: line 3: ");
    let report = odd.json();
    assert_eq!((&report["ready"], &report["roll"]), (&json!(false), &Value::Null));
    assert_eq!(report["problems"][0]["line"], 3);
    assert_eq!(report["problems"][0]["problem"]["kind"], "label");
    assert_eq!(report["residential_households"], 1);

    for (name, code, said) in [
        ("words.csv", "no_header", "No header"),
        ("empty.csv", "empty", "empty"),
        ("page.xls", "unsupported", "web page"),
        ("folder.csv", "directory", "folder"),
        ("large.csv", "too_large", "209715200 bytes"),
        ("absent.csv", "not_found", "no such file"),
    ] {
        let report = folder.run(&["roster", name]).exits(1).says(&format!("wenlou: {name}: ")).says(said).json();
        assert_eq!((&report["error"]["code"], &report["ready"]), (&json!(code), &json!(false)), "{name}");
    }
    folder.run(&["roster", "good.csv", "--sheet", "一期"]).exits(1).says("no sheet called");

    let workbook = samples().join("office-roster.xlsx");
    let workbook = workbook.to_str().unwrap();
    let report = folder.run(&["roster", workbook]).exits(0).json();
    let chosen = report["source"]["chosen"].as_u64().unwrap() as usize;
    let sheet = report["source"]["sheets"][chosen].as_str().unwrap();
    assert_eq!(folder.run(&["roster", workbook, "--sheet", sheet]).exits(0).json(), report);
    let help = folder.run(&["roster", "--help"]).exits(0).out;
    for member in report.as_object().unwrap().keys() {
        assert!(help.contains(member.as_str()), "{member} isn't documented");
    }
}
