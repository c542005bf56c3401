//! `--trust`: the signed list and the unsigned one, and those that can't be used.

use super::*;
use wenlou::bundle::words;
use wenlou::journal::fact::{Issue, Issued, Revoke};

/// What an auditor has: a file, the list that the supervisor signed, and the command line.
#[test]
fn a_signed_trust_list_names_its_signer_and_the_revoked() {
    let folder = Folder::new();
    let mut s = counted(&folder);
    let bundle = folder.text("tablet1.json");
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
fn a_trust_list_that_cannot_be_used_stops_everything() {
    let folder = Folder::new();
    counted(&folder);
    let good = folder.text("trust.json");
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
