//! Signed files, keys and trust lists: what is believed. What isn't, and why, is in `tamper.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::Signature;
use support::forge::{Parts, decode, encode};
use support::refusal::{meaning, refusal};
use support::{Device, HOUSEHOLDS, Scenario, answer, ballot, jpeg, picture_of, take, trusted, visit};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::{JwsError, Kind, MAX_FILE, ToSign};
use wenlou::bundle::key::{KeyCard, KeyError, VerifyingKey, thumbprint};
use wenlou::bundle::merge;
use wenlou::bundle::payload::Bundle;
use wenlou::bundle::photo_pack::{Left, pack, unpack};
use wenlou::bundle::trust::Trust;
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::json::{to_indented, to_text};
use wenlou::domain::photo::Sha256;
use wenlou::journal::fact::PublicKey;
use wenlou::journal::{Journal, chain_start};

const TODAY: &str = "2026-03-20";

/// A scenario of two tablets with a little work done, and the first tablet's bundle.
fn handed_over() -> (Scenario, String) {
    let mut scenario = Scenario::ready(2);
    let tablet = &mut scenario.tablets[0];
    tablet.record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
    tablet.record(ballot(HOUSEHOLDS[0], Choice::Professional));
    tablet.record(ballot(HOUSEHOLDS[1], Choice::Quasi));
    let file = tablet.bundle();
    (scenario, file)
}

fn bundle_of(file: &str, trusted: &[Trusted]) -> Bundle {
    match incoming::read(file.as_bytes(), trusted).unwrap() {
        Incoming::Bundle(bundle) => bundle,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bundle_and_a_packet_come_back_as_they_were_sent() {
    let (mut scenario, file) = handed_over();
    let trusted = scenario.trusted();
    let tablet = &scenario.tablets[0];
    let bundle = bundle_of(&file, &trusted);
    assert_eq!(bundle.sha256, sha256_hex(file.as_bytes()));
    let payload = &bundle.payload;
    assert_eq!((payload.bundle, payload.first, payload.last, payload.previous.clone()), (1, 1, 3, None));
    assert_eq!(payload.rolls, [(support::compound_id(), support::roll_hash())].into());
    assert_eq!(payload.attachments, []);
    // The making of the bundle is recorded after it.
    assert_eq!(tablet.journal.last(&tablet.device.id), 4);

    let plan = take(&mut scenario.supervisor.journal, &file, &trusted).unwrap().unwrap();
    assert_eq!((plan.new.len(), plan.present, plan.lost), (3, 0, 0));
    let again = take(&mut scenario.supervisor.journal, &file, &trusted).unwrap().unwrap();
    assert_eq!((again.new.len(), again.present, again.lost), (0, 3, 0));

    let second = scenario.tablets[0].bundle();
    let payload = bundle_of(&second, &trusted).payload;
    assert_eq!((payload.bundle, payload.last, payload.previous), (2, 4, Some(sha256_hex(file.as_bytes()))));

    let packet = scenario.supervisor.packet();
    let Incoming::Packet(packet) = incoming::read(packet.as_bytes(), &trusted).unwrap() else { panic!("no packet") };
    let plan = merge::plan(&scenario.empty(), &packet.into()).unwrap();
    // Founding, compound, two parts, roll, freeze, notice, two enrolments; not what tablets recorded.
    assert_eq!((plan.new.len(), plan.present), (9, 0));
}

#[test]
fn a_bundle_of_no_records_is_a_bundle() {
    let mut scenario = Scenario::ready(1);
    let file = scenario.tablets[0].bundle();
    let payload = bundle_of(&file, &scenario.trusted()).payload;
    assert_eq!((payload.first, payload.last, payload.records.len()), (1, 0, 0));
    assert_eq!(payload.head, chain_start(&payload.campaign, &payload.device.id));
}

/// RFC 7515, appendix A.3: key, signing input and signature.
#[test]
fn the_vectors_of_rfc_7515() {
    let key = PublicKey {
        crv: "P-256".into(),
        kty: "EC".into(),
        x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".into(),
        y: Some("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".into()),
    };
    let input = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290\
                 Ijp0cnVlfQ";
    let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let bytes = Base64UrlUnpadded::decode_vec(signature).unwrap();
    assert!(VerifyingKey::read(&key).unwrap().verifies(input.as_bytes(), &bytes));

    // The private key of the appendix gives the public one, and a file of this program signed with it is believed.
    let secret = Base64UrlUnpadded::decode_vec("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI").unwrap();
    let device = Device::from_secret("RFC 7515 A.3", &secret);
    assert_eq!(device.key, key);
    let believed = [trusted(&device, true)];
    let file = device.sign(ToSign::new(Kind::Packet, &device.id, br#"{"version":9}"#));
    assert_eq!(refusal(file.as_bytes(), &believed), "payload.other_version: 9");

    // The appendix's own signature is good, but its header isn't this profile's.
    let (protected, payload) = input.split_once('.').unwrap();
    let own = Parts { payload: payload.into(), protected: protected.into(), signature: signature.into() };
    assert_eq!(refusal(own.file().as_bytes(), &believed), "jws.bad_header: kid: missing");
}

#[test]
fn a_file_above_the_limit_is_not_looked_into() {
    let blank = vec![b' '; usize::try_from(MAX_FILE).unwrap() + 1];
    let expected = IncomingError::Jws(JwsError::TooLarge { bytes: MAX_FILE + 1 });
    assert_eq!(incoming::read(&blank, &[]), Err(expected));
}

#[test]
fn a_key_card_is_told_apart_and_checked() {
    let device = Device::new("平板1", 2);
    let card = KeyCard::new("平板1", device.key.clone());
    let text = to_indented(&card);
    let expected = Incoming::Card { card: card.clone(), device: device.id.clone() };
    assert_eq!(incoming::read(text.as_bytes(), &[]), Ok(expected.clone()));
    assert_eq!(incoming::read(format!("\u{feff}{text}").as_bytes(), &[]), Ok(expected));
    let long = "长".repeat(81);
    let cases: Vec<(&str, String, &str)> = vec![
        ("another format", text.replace("wenlou-key/1", "wenlou-key/2"), "card.bad_format"),
        ("unknown member", text.replacen('{', r#"{"x":1,"#, 1), "card.bad_format"),
        ("name twice", text.replacen('{', r#"{"name":"","#, 1), "card.bad_format"),
        ("a private key", text.replacen(r#""crv""#, r#""d":"AA","crv""#, 1), "card.bad_format"),
        ("blank name", text.replace("平板1", " "), "card.bad_name"),
        ("long name", text.replace("平板1", &long), "card.bad_name"),
        ("another curve", text.replace("P-256", "P-384"), "card.unknown_curve"),
        ("off the curve", text.replace(&device.key.x, device.key.y.as_ref().unwrap()), "card.bad_point"),
        ("padding", text.replace(&device.key.x, &format!("{}=", device.key.x)), "card.bad_point"),
    ];
    for (name, file, expected) in cases {
        assert_eq!(refusal(file.as_bytes(), &[]), expected, "{name}");
    }
}

#[test]
fn a_trust_list_is_checked_key_by_key() {
    let scenario = Scenario::ready(1);
    let text = to_text(&scenario.trust_list());
    let list = Trust::read(text.as_bytes(), TODAY).unwrap();
    assert_eq!(list.signed, None);
    let tablet = &scenario.tablets[0].device;
    assert_eq!(list.find(&tablet.id).map(|key| (key.name.as_str(), key.supervisor)), Some(("平板1", false)));
    assert_eq!(thumbprint(&tablet.key), tablet.id);
    for (wrong, said) in [
        (text.replace("wenlou-trust/1", "wenlou-key/1"), "OtherFormat"),
        (text.replacen(&tablet.key.x, tablet.key.y.as_ref().unwrap(), 1), "BadKey { at: 2, name: \"平板1\""),
        (text.replacen('{', r#"{"x":1,"#, 1), "x: unknown"),
        (text.replace(r#""supervisor":false"#, r#""supervisor":0"#), "keys[1].supervisor: not true or false"),
        (
            text.replace(r#""supervisor":false"#, r#""supervisor":false,"supervisor":true"#),
            "keys[1].supervisor: unknown, or comes twice",
        ),
        (String::new(), "value expected at byte 0"),
    ] {
        let why = format!("{:?}", Trust::read(wrong.as_bytes(), TODAY).unwrap_err());
        assert!(why.contains(said), "{why:?} doesn't say {said:?}");
    }
}

#[test]
fn a_trusted_key_that_cannot_be_used_is_an_error_of_its_own() {
    let (scenario, file) = handed_over();
    let mut tablet = trusted(&scenario.tablets[0].device, false);
    tablet.key.crv = "P-384".into();
    let expected = IncomingError::Jws(JwsError::BadKey { why: KeyError::UnknownCurve });
    assert_eq!(incoming::read(file.as_bytes(), &[tablet]), Err(expected));
}

/// ECDSA allows for each signature a second one, (r, n − s), that anybody can compute. The file's hash changes by it, its
/// meaning doesn't: records are told apart by their texts, never by the file they came in.
#[test]
fn the_other_half_of_a_signature_changes_nothing_but_the_files_hash() {
    let (mut scenario, file) = handed_over();
    let trusted = scenario.trusted();
    let parts = Parts::of(&file);
    let signature = Signature::from_slice(&decode(&parts.signature)).unwrap();
    let (r, s) = signature.split_scalars();
    let negated = Signature::from_scalars(r, -s).unwrap();
    let other = Parts { signature: encode(&negated.to_bytes()), ..parts }.file();
    assert_ne!(other, file);
    assert_eq!(meaning(other.as_bytes(), &trusted), meaning(file.as_bytes(), &trusted));
    scenario.supervisor.take(&file, &trusted);
    let plan = merge::plan(&scenario.supervisor.journal, &bundle_of(&other, &trusted).into()).unwrap();
    assert_eq!((plan.new.len(), plan.present), (0, 3));
}

/// `tests/wire` holds files as this version writes them. A later version has to read them, and until the format's version
/// changes to write the very same; README works an example on them.
/// The first files ever written, when logical time took no heed of the clock.
#[test]
fn the_first_files_load_for_ever() {
    let read = |name: &str| {
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/first").join(name)).unwrap()
    };
    let trusted: Vec<Trusted> = Trust::read(&read("trust.json"), TODAY)
        .unwrap()
        .keys
        .into_iter()
        .map(|key| Trusted { device: thumbprint(&key.key), supervisor: key.supervisor, key: key.key })
        .collect();
    assert!(matches!(incoming::read(&read("card.json"), &trusted), Ok(Incoming::Card { .. })));
    let Ok(Incoming::Packet(packet)) = incoming::read(&read("packet.json"), &trusted) else { panic!("the packet") };
    let Ok(Incoming::Bundle(bundle)) = incoming::read(&read("bundle.json"), &trusted) else { panic!("the bundle") };
    let records = packet.records().chain(bundle.records()).map(|(id, text)| (id, text.to_owned()));
    let mut journal = Journal::new(packet.payload.campaign.clone().into());
    for (id, text) in records {
        journal.add(id, text).unwrap();
    }
    assert_eq!((journal.len(), journal.unreadable().len()), (10, 0));
    assert_eq!(journal.state_hash(), "084a16ec00692f4a13a912697f7c829f21e95572cb3617806d370b1387b9f379");
    assert_eq!(journal.replay().remarks, []);
}

#[test]
fn the_files_in_tests_wire_are_what_is_written() {
    let (mut scenario, bundle) = handed_over();
    let trust = scenario.supervisor.trust_file(TODAY, "2099-12-31");
    let receipt = scenario.supervisor.receipt(&bundle, &scenario.trusted());
    let pictures = [jpeg(1, 4, 3), jpeg(2, 4, 3)];
    let surveyor = &mut scenario.tablets[1];
    surveyor.record(answer("zone.closed", &[("presence", "absent")]));
    for (bytes, item) in pictures.iter().zip(["zone.wall", "zone.closed"]) {
        surveyor.record(picture_of(item, bytes, (4, 3)));
    }
    let surveyed = surveyor.bundle();
    let hashes = pictures.each_ref().map(|bytes| Sha256::new(&sha256_hex(bytes)).unwrap());
    let photos = pack(hashes.iter().zip(&pictures).map(|(sha256, bytes)| (sha256, &bytes[..]))).unwrap();
    let device = &scenario.tablets[0].device;
    let card = to_indented(&KeyCard::new(&device.name, device.key.clone()));
    let packet = scenario.supervisor.packet();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire");
    for (name, text) in [
        ("bundle.json", bundle.as_bytes()),
        ("surveyed.json", surveyed.as_bytes()),
        ("photos.zip", &photos),
        ("packet.json", packet.as_bytes()),
        ("receipt.json", receipt.as_bytes()),
        ("trust.json", trust.as_bytes()),
        ("card.json", card.as_bytes()),
    ] {
        let path = folder.join(name);
        // `WRITE_WIRE=1 cargo test --test bundle` writes them anew, for a new version.
        if std::env::var_os("WRITE_WIRE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == text, "{name}");
    }
    let kept = Trust::read(trust.as_bytes(), TODAY).unwrap();
    let trusted: Vec<Trusted> = kept
        .keys
        .into_iter()
        .map(|key| Trusted { device: thumbprint(&key.key), supervisor: key.supervisor, key: key.key })
        .collect();
    for file in [&packet, &bundle, &surveyed] {
        scenario.supervisor.take(file, &trusted);
    }
    let Incoming::Bundle(surveyed) = incoming::read(surveyed.as_bytes(), &trusted).unwrap() else { panic!("a bundle") };
    assert_eq!((surveyed.payload.version, surveyed.photos.len(), surveyed.payload.findings.len()), (2, 2, 1));
    let unpacked = unpack(&photos, &surveyed.photos).unwrap().of_true_size(&surveyed.photos);
    assert_eq!((unpacked.photos.len(), unpacked.left), (2, Left::default()));
}
