//! `wenlou verify`: what a file is, or what is wrong with it.

use super::*;
use support::forge::Parts;
use wenlou::bundle::photo_pack::pack;
use wenlou::domain::photo::Sha256;

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

#[test]
fn verify_says_of_each_file_what_is_wrong() {
    let folder = Folder::new();
    let s = counted(&folder);
    let file = folder.text("tablet1.json");
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
