//! `wenlou merge`: what files add up to, in whatever order; all of them or none.

use super::*;
use wenlou::journal::RecordId;
use wenlou::journal::fact::{Close, Found};

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
        let file = folder.text(name);
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
    folder.hand_over(&mut s);
    let known = s.supervisor.journal.lasts();
    s.supervisor.record(Fact::Close(Close {
        compound: COMPOUND.into(),
        on: "2026-03-20".into(),
        why: None,
        lost: Vec::new(),
        counted: None,
        heard: Vec::new(),
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
    let file = folder.text("tablet1.json");
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
