//! Signed files: what is believed, and every way in which a file is not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::Signature;
use serde_json::{Value, json};
use support::forge::{Parts, decode, encode, header, resigned, signed_text};
use support::{Device, HOUSEHOLDS, Scenario, ballot, take, trusted, visit};
use wenlou::bundle::incoming::{self, Incoming, IncomingError, Trusted};
use wenlou::bundle::jws::{JwsError, Kind, MAX_FILE, ToSign};
use wenlou::bundle::key::{KeyCard, KeyError, VerifyingKey, thumbprint};
use wenlou::bundle::merge::{MergeError, plan_bundle, plan_packet};
use wenlou::bundle::payload::{Bundle, PacketPayload};
use wenlou::bundle::trust::Trust;
use wenlou::domain::answer::Answer;
use wenlou::domain::ballot::{Choice, VisitOutcome};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::json::{MAX_WHOLE, from_text, to_indented, to_text};
use wenlou::domain::place::Place;
use wenlou::journal::fact::{AnswerGiven, Issue, Issued, PublicKey};
use wenlou::journal::{Fact, Journal, chain_next, chain_start};

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

/// The error's code with the step it comes from, such as `jws.bad_signature`.
fn code(result: &Result<Incoming, IncomingError>) -> String {
    fn path(value: &Value) -> String {
        match value {
            Value::String(code) => code.clone(),
            Value::Object(members) => {
                let (step, inside) = members.iter().next().unwrap();
                match inside {
                    Value::Object(fields) if step != "jws" && step != "payload" && step != "card" => {
                        let _ = fields;
                        step.clone()
                    }
                    inside => format!("{step}.{}", path(inside)),
                }
            }
            other => other.to_string(),
        }
    }
    match result {
        Ok(_) => "accepted".to_owned(),
        Err(why) => path(&serde_json::to_value(why).unwrap()),
    }
}

/// Every file of `cases` has to be refused with exactly the code beside it.
fn refused(trusted: &[Trusted], cases: Vec<(&str, Vec<u8>, &str)>) {
    let mut wrong = Vec::new();
    for (name, file, expected) in cases {
        let found = code(&incoming::read(&file, trusted));
        if found != expected {
            wrong.push(format!("{name}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the file means, if it is believed: everything but its own hash.
fn meaning(file: &[u8], trusted: &[Trusted]) -> Option<String> {
    match incoming::read(file, trusted).ok()? {
        Incoming::Bundle(bundle) => Some(format!("bundle {}", to_text(&bundle.payload))),
        Incoming::Packet(packet) => Some(format!("packet {}", to_text(&packet.payload))),
        Incoming::Card { card, .. } => Some(format!("card {}", to_text(&card))),
        Incoming::Receipt(receipt) => Some(format!("receipt {}", to_text(&receipt))),
    }
}

fn bundle_of(file: &str, trusted: &[Trusted]) -> Bundle {
    match incoming::read(file.as_bytes(), trusted).unwrap() {
        Incoming::Bundle(bundle) => bundle,
        other => panic!("{other:?}"),
    }
}

/// A bundle with changed records, whose range and head are made to fit again.
fn with_records(device: &Device, file: &str, change: impl FnOnce(&mut Vec<Value>)) -> String {
    resigned(device, Kind::Bundle, file, |payload| {
        let records = payload["records"].as_array_mut().unwrap();
        change(records);
        let first = 1;
        let count = records.len() as u64;
        let start = payload["before"].as_str().unwrap().to_owned();
        let text = |record: &Value| record.as_str().unwrap_or("").to_owned();
        let head = payload["records"].as_array().unwrap().iter().fold(start, |head, r| chain_next(&head, &text(r)));
        payload["last"] = json!(first + count - 1);
        payload["head"] = json!(head);
    })
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
    let plan = plan_packet(&scenario.empty(), &packet).unwrap();
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
    assert_eq!(code(&incoming::read(file.as_bytes(), &believed)), "payload.other_version");

    // The appendix's own signature is good, but its header isn't this profile's.
    let (protected, payload) = input.split_once('.').unwrap();
    let own = Parts { payload: payload.into(), protected: protected.into(), signature: signature.into() };
    assert_eq!(code(&incoming::read(own.file().as_bytes(), &believed)), "jws.bad_header");
}

#[test]
fn envelopes_and_headers_that_were_tampered_with() {
    let (mut scenario, file) = handed_over();
    let trusted = scenario.trusted();
    let (device, other) = (scenario.tablets[0].device.clone(), scenario.tablets[1].device.clone());
    let second = scenario.tablets[0].bundle();
    let parts = Parts::of(&file);
    let Parts { payload, protected, signature } = parts.clone();
    let payload_text = parts.payload_text();
    let typical = header(&device, Kind::Bundle);
    let headed = |text: &str| Parts::signed(&device, text, payload_text.as_bytes()).file();
    let bit = |encoded: &str, at: usize| {
        let mut bytes = decode(encoded);
        bytes[at] ^= 1;
        encode(&bytes)
    };
    let envelope = |json: Value| json.to_string();
    let one = json!({ "protected": protected, "signature": signature });
    let hs256 = {
        // What a careless reader would take for an HMAC under the public key: any 32 bytes will do here.
        let text = typical.replace("ES256", "HS256");
        Parts { protected: encode(text.as_bytes()), signature: encode(&[7; 32]), ..parts.clone() }.file()
    };
    let none = {
        let text = typical.replace("ES256", "none");
        Parts { protected: encode(text.as_bytes()), signature: String::new(), ..parts.clone() }.file()
    };
    // 64 bytes end in a character with four spare bits.
    let spare = {
        let last = signature.chars().next_back().unwrap();
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let next = alphabet.chars().nth(alphabet.find(last).unwrap() + 1).unwrap();
        format!("{}{next}", &signature[..signature.len() - 1])
    };
    let with_signature = |signature: String| Parts { signature, ..parts.clone() }.file();
    let with_payload = |payload: String| Parts { payload, ..parts.clone() }.file();
    let inserted = |text: &str, at: usize, what: &str| format!("{}{what}{}", &text[..at], &text[at..]);
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let mut der = vec![0x30, 0x44, 2, 32];
    der.extend(&decode(&signature)[..32]);
    der.extend([2, 32]);
    der.extend(&decode(&signature)[32..]);
    let swapped_halves = [&decode(&signature)[32..], &decode(&signature)[..32]].concat();
    let pad = ' '.to_string();

    let cases: Vec<(&str, String, &str)> = vec![
        // The signature doesn't fit.
        ("payload bit", with_payload(bit(&payload, 40)), "jws.bad_signature"),
        ("signature bit", with_signature(bit(&signature, 10)), "jws.bad_signature"),
        ("signature of another bundle", with_signature(Parts::of(&second).signature), "jws.bad_signature"),
        ("payload of another bundle", with_payload(Parts::of(&second).payload), "jws.bad_signature"),
        ("signature in DER", with_signature(encode(&der)), "jws.bad_signature"),
        ("s and r swapped", with_signature(encode(&swapped_halves)), "jws.bad_signature"),
        ("signature of zeros", with_signature(encode(&[0; 64])), "jws.bad_signature"),
        ("signature of ones", with_signature(encode(&[255; 64])), "jws.bad_signature"),
        ("signature a byte short", with_signature(encode(&decode(&signature)[..63])), "jws.bad_signature"),
        ("signature a byte long", with_signature(encode(&[decode(&signature), vec![0]].concat())), "jws.bad_signature"),
        ("no signature bytes", with_signature(String::new()), "jws.bad_signature"),
        (
            "another payload",
            with_payload(encode(payload_text.replace("quasi", "blank").as_bytes())),
            "jws.bad_signature",
        ),
        (
            "packet passed off as bundle",
            {
                let packet = Parts::of(&scenario.supervisor.packet());
                let text = packet.header_text().replace("packet", "bundle");
                Parts { protected: encode(text.as_bytes()), ..packet }.file()
            },
            "jws.bad_signature",
        ),
        (
            "kid of another device",
            {
                let text = typical.replace(device.id.as_str(), other.id.as_str());
                Parts { protected: encode(text.as_bytes()), ..parts.clone() }.file()
            },
            "jws.bad_signature",
        ),
        ("kid of another device, signed", headed(&header(&other, Kind::Bundle)), "jws.bad_signature"),
        (
            "header spelled otherwise",
            Parts { protected: encode(typical.replace(':', ": ").as_bytes()), ..parts.clone() }.file(),
            "jws.bad_signature",
        ),
        // The header isn't the profile's; each is signed properly where that can be.
        ("header bit", Parts { protected: bit(&protected, 3), ..parts.clone() }.file(), "jws.bad_header"),
        ("alg none", none, "jws.wrong_algorithm"),
        ("alg HS256", hs256, "jws.wrong_algorithm"),
        ("alg ES384", headed(&typical.replace("ES256", "ES384")), "jws.wrong_algorithm"),
        ("alg in small letters", headed(&typical.replace("ES256", "es256")), "jws.wrong_algorithm"),
        ("no alg", headed(&typical.replace(r#""alg":"ES256","#, "")), "jws.bad_header"),
        ("no kid", headed(r#"{"alg":"ES256","typ":"wenlou-bundle+json"}"#), "jws.bad_header"),
        ("no typ", headed(&format!(r#"{{"alg":"ES256","kid":"{}"}}"#, device.id)), "jws.bad_header"),
        ("extra header member", headed(&typical.replace("{", r#"{"cty":"json","#)), "jws.bad_header"),
        ("crit", headed(&typical.replace("{", r#"{"crit":["exp"],"#)), "jws.bad_header"),
        ("jwk in the header", headed(&typical.replace("{", r#"{"jwk":{},"#)), "jws.bad_header"),
        ("b64 false", headed(&typical.replace("{", r#"{"b64":false,"#)), "jws.bad_header"),
        ("alg twice", headed(&typical.replace("{", r#"{"alg":"ES256","#)), "jws.bad_header"),
        ("kid twice", headed(&typical.replace("{", &format!(r#"{{"kid":"{}","#, other.id))), "jws.bad_header"),
        ("unknown typ", headed(&typical.replace("wenlou-bundle+json", "JWT")), "jws.bad_header"),
        ("typ in capitals", headed(&typical.replace("wenlou", "WENLOU")), "jws.bad_header"),
        (
            "typ as an object",
            headed(&typical.replace(r#""wenlou-bundle+json""#, r#"{"wenlou-bundle+json":null}"#)),
            "jws.bad_header",
        ),
        ("alg a number", headed(&typical.replace(r#""ES256""#, "256")), "jws.bad_header"),
        ("header a list", headed(&format!(r#"["ES256","{}","wenlou-bundle+json"]"#, device.id)), "jws.bad_header"),
        ("header not JSON", headed("alg=ES256"), "jws.bad_header"),
        ("header empty", headed(""), "jws.bad_header"),
        ("header deeply nested", headed(&deep[..100_000]), "jws.bad_header"),
        ("something after the header", headed(&format!("{typical}{{}}")), "jws.bad_header"),
        (
            "header not UTF-8",
            Parts { protected: encode(b"{\"alg\":\"\xff\"}"), ..parts.clone() }.file(),
            "jws.bad_header",
        ),
        // Keys.
        (
            "a key that nobody trusts",
            signed_text(&Device::new("外人", 99), Kind::Bundle, &payload_text),
            "jws.unknown_key",
        ),
        (
            "a packet by a tablet",
            signed_text(&device, Kind::Packet, &Parts::of(&scenario.supervisor.packet()).payload_text()),
            "jws.unknown_key",
        ),
        // The envelope isn't the profile's.
        (
            "unprotected header",
            envelope(
                json!({"payload": payload, "signatures": [{"header": {"kid": "x"}, "protected": protected, "signature": signature}]}),
            ),
            "jws.malformed",
        ),
        (
            "no protected header",
            envelope(json!({"payload": payload, "signatures": [{"header": {"alg": "ES256"}, "signature": signature}]})),
            "jws.malformed",
        ),
        ("no signature", envelope(json!({ "payload": payload, "signatures": [] })), "jws.not_one_signature"),
        ("two signatures", envelope(json!({ "payload": payload, "signatures": [one, one] })), "jws.not_one_signature"),
        (
            "flattened serialisation",
            envelope(json!({ "payload": payload, "protected": protected, "signature": signature })),
            "jws.malformed",
        ),
        ("compact serialisation", format!("{protected}.{payload}.{signature}"), "jws.malformed"),
        ("unknown member", envelope(json!({ "payload": payload, "signatures": [one], "x": 1 })), "jws.malformed"),
        (
            "a card's format beside it",
            envelope(json!({ "payload": payload, "signatures": [one], "format": "wenlou-key/1" })),
            "card.bad_format",
        ),
        ("payload twice", file.replacen('{', &format!(r#"{{"payload":"{payload}","#), 1), "jws.malformed"),
        ("signatures twice", file.replacen('{', r#"{"signatures":[],"#, 1), "jws.malformed"),
        (
            "protected twice",
            file.replacen(r#"{"protected""#, &format!(r#"{{"protected":"{protected}","protected""#), 1),
            "jws.malformed",
        ),
        ("signature twice", file.replacen(r#""signature""#, r#""signature":"AA","signature""#, 1), "jws.malformed"),
        ("payload null", envelope(json!({ "payload": null, "signatures": [one] })), "jws.malformed"),
        ("envelope a list", envelope(json!([payload, [one]])), "jws.malformed"),
        ("two files in one", format!("{file}{file}"), "jws.malformed"),
        ("something after it", format!("{file}x"), "jws.malformed"),
        ("a comment before it", format!("// {file}"), "jws.malformed"),
        ("byte order mark", format!("\u{feff}{file}"), "jws.malformed"),
        ("single quotes", file.replace('"', "'"), "jws.malformed"),
        ("not JSON", "wenlou".into(), "jws.malformed"),
        ("null", "null".into(), "jws.malformed"),
        ("deep nesting", deep.clone(), "jws.malformed"),
        (
            "deep nesting inside",
            envelope(json!({"payload": payload})).replace('}', &format!(r#","signatures":{deep}}}"#)),
            "jws.malformed",
        ),
        ("huge number", format!(r#"{{"payload":1{}}}"#, "0".repeat(100_000)), "jws.malformed"),
        ("empty", String::new(), "jws.empty"),
        ("blank", " \n\t ".into(), "jws.empty"),
        ("raw line break in a text", file.replacen("eyJ", "eyJ\n", 1), "jws.malformed"),
        // base64url in another spelling.
        ("padding in the payload", with_payload(format!("{payload}=")), "jws.bad_base64"),
        ("padding in the signature", with_signature(format!("{signature}==")), "jws.bad_base64"),
        ("spare bits in the signature", with_signature(spare), "jws.bad_base64"),
        ("a blank in the payload", with_payload(inserted(&payload, 8, &pad)), "jws.bad_base64"),
        ("an escaped line break in the payload", with_payload(inserted(&payload, 8, "\\n")), "jws.bad_base64"),
        ("a blank after the signature", with_signature(format!("{signature} ")), "jws.bad_base64"),
        (
            "a blank in the header",
            Parts { protected: inserted(&protected, 4, &pad), ..parts.clone() }.file(),
            "jws.bad_base64",
        ),
        ("base64 with + and /", with_payload(inserted(&payload, 8, "+/+/")), "jws.bad_base64"),
        ("a lone character", with_payload(format!("{}A", encode(b"abc"))), "jws.bad_base64"),
    ];
    let cases = cases.into_iter().map(|(name, file, expected)| (name, file.into_bytes(), expected)).collect();
    refused(&trusted, cases);

    let utf16: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec();
    refused(&trusted, vec![("UTF-16", utf16, "jws.malformed"), ("a spreadsheet", zip, "jws.malformed")]);
    // Without the tampering it is good, so every refusal above is for the tampering.
    assert!(incoming::read(parts.file().as_bytes(), &trusted).is_ok());
}

#[test]
fn payloads_that_a_trusted_device_should_not_have_signed() {
    let (scenario, file) = handed_over();
    let trusted = scenario.trusted();
    let (device, other) = (scenario.tablets[0].device.clone(), scenario.tablets[1].device.clone());
    let text = Parts::of(&file).payload_text();
    let set = |member: &str, value: Value| resigned(&device, Kind::Bundle, &file, |payload| payload[member] = value);
    let signed = |text: &str| signed_text(&device, Kind::Bundle, text);
    let without = |member: &str| {
        resigned(&device, Kind::Bundle, &file, |payload| {
            payload.as_object_mut().unwrap().remove(member);
        })
    };
    let range = |first: Value, last: Value| {
        resigned(&device, Kind::Bundle, &file, |payload| {
            payload["first"] = first;
            payload["last"] = last;
        })
    };
    let no_records = |first: u64, last: u64| {
        resigned(&device, Kind::Bundle, &file, |payload| {
            payload["first"] = json!(first);
            payload["last"] = json!(last);
            payload["head"] = payload["before"].clone();
            payload["records"] = json!([]);
        })
    };
    // The first record, changed as text; the chain is made to fit.
    let record = |change: &dyn Fn(&str) -> String| {
        with_records(&device, &file, |records| records[0] = json!(change(records[0].as_str().unwrap())))
    };
    let packet = scenario.supervisor.packet();
    let cases: Vec<(&str, String, &str)> = vec![
        (
            "a packet's payload as bundle",
            signed(&Parts::of(&packet).payload_text().replace(r#""version":2"#, r#""version":1"#)),
            "payload.malformed",
        ),
        ("not JSON", signed("wenlou"), "payload.malformed"),
        ("empty", signed(""), "payload.malformed"),
        ("a byte order mark", signed(&format!("\u{feff}{text}")), "payload.malformed"),
        ("something after it", signed(&format!("{text}{text}")), "payload.malformed"),
        ("deep nesting", signed(&"[".repeat(300_000)), "payload.malformed"),
        (
            "deep nesting in a member",
            signed(&text.replacen('{', &format!(r#"{{"x":{}{},"#, "[".repeat(300_000), "]".repeat(300_000)), 1)),
            "payload.malformed",
        ),
        ("another version", set("version", json!(2)), "payload.other_version"),
        ("a version of text", set("version", json!("1")), "payload.malformed"),
        ("a version of 1.0", signed(&text.replace(r#""version":1"#, r#""version":1.0"#)), "payload.malformed"),
        ("unknown member", set("comment", json!("")), "payload.malformed"),
        ("no rolls", without("rolls"), "payload.malformed"),
        ("no attachments", without("attachments"), "payload.malformed"),
        ("version twice", signed(&text.replacen('{', r#"{"version":1,"#, 1)), "payload.malformed"),
        ("records twice", signed(&text.replacen('{', r#"{"records":[],"#, 1)), "payload.malformed"),
        (
            "device id twice",
            signed(&text.replacen(r#""device":{"#, &format!(r#""device":{{"id":"{}","#, other.id), 1)),
            "payload.malformed",
        ),
        (
            "a compound twice among the rolls",
            signed(&text.replacen(r#""rolls":{"#, r#""rolls":{"liuyin":"0","#, 1)),
            "payload.malformed",
        ),
        (
            "a member of the device",
            signed(&text.replacen(r#""device":{"#, r#""device":{"x":1,"#, 1)),
            "payload.malformed",
        ),
        (
            "device other than the signer",
            set("device", json!({"id": other.id, "name": "平板2"})),
            "payload.wrong_device",
        ),
        ("another device's bundle, signed", signed_text(&other, Kind::Bundle, &text), "payload.wrong_device"),
        (
            "an attachment",
            set("attachments", json!([{"name": "a.jpg", "size": 1, "sha256": "00"}])),
            "payload.attachments",
        ),
        // Numbers.
        ("last too high", set("last", json!(4)), "payload.wrong_range"),
        ("last too low", set("last", json!(2)), "payload.wrong_range"),
        ("first 0", range(json!(0), json!(2)), "payload.wrong_range"),
        ("bundle 0", set("bundle", json!(0)), "payload.wrong_range"),
        ("a range at the end of all numbers", range(json!(MAX_WHOLE - 2), json!(MAX_WHOLE)), "payload.wrong_range"),
        ("a range beyond the end of all numbers", range(json!(MAX_WHOLE - 1), json!(MAX_WHOLE)), "payload.wrong_range"),
        ("no records at the end of all numbers", no_records(MAX_WHOLE, MAX_WHOLE - 1), "payload.wrong_range"),
        ("no records, first 1, last of all numbers", no_records(1, MAX_WHOLE), "payload.wrong_range"),
        ("a negative first", set("first", json!(-1)), "payload.malformed"),
        ("a first of 1.0", signed(&text.replace(r#""first":1"#, r#""first":1.0"#)), "payload.malformed"),
        ("a first of 1e0", signed(&text.replace(r#""first":1"#, r#""first":1e0"#)), "payload.malformed"),
        (
            "a last above all numbers",
            signed(&text.replace(r#""last":3"#, r#""last":18446744073709551616"#)),
            "payload.malformed",
        ),
        (
            "a last of 100,000 digits",
            signed(&text.replace(r#""last":3"#, &format!(r#""last":3{}"#, "0".repeat(100_000)))),
            "payload.malformed",
        ),
        // The chain.
        ("another head", set("head", json!("0".repeat(64))), "payload.broken_chain"),
        (
            "head in capitals",
            resigned(&device, Kind::Bundle, &file, |p| p["head"] = json!(p["head"].as_str().unwrap().to_uppercase())),
            "payload.broken_chain",
        ),
        ("another start", set("before", json!("0".repeat(64))), "payload.broken_chain"),
        ("another campaign", set("campaign", json!("0123456789012345678901")), "payload.broken_chain"),
        (
            "record changed",
            resigned(&device, Kind::Bundle, &file, |p| {
                p["records"][1] = json!(p["records"][1].as_str().unwrap().replace("professional", "quasi"))
            }),
            "payload.broken_chain",
        ),
        (
            "record made null",
            resigned(&device, Kind::Bundle, &file, |p| p["records"][1] = Value::Null),
            "payload.broken_chain",
        ),
        (
            "a blank in a record",
            resigned(&device, Kind::Bundle, &file, |p| {
                p["records"][1] = json!(format!("{} ", p["records"][1].as_str().unwrap()))
            }),
            "payload.broken_chain",
        ),
        // Records; here the chain is made to fit.
        (
            "record removed from the middle",
            with_records(&device, &file, |r| {
                r.remove(1);
            }),
            "payload.bad_record",
        ),
        (
            "record removed from the start",
            with_records(&device, &file, |r| {
                r.remove(0);
            }),
            "payload.bad_record",
        ),
        ("records in another order", with_records(&device, &file, |r| r.swap(0, 1)), "payload.bad_record"),
        ("a record twice", with_records(&device, &file, |r| r.insert(1, r[0].clone())), "payload.bad_record"),
        ("record of another number", record(&|text| text.replace(r#""n":1"#, r#""n":2"#)), "payload.bad_record"),
        ("record's number 0", record(&|text| text.replace(r#""n":1"#, r#""n":0"#)), "payload.bad_record"),
        ("record's number twice", record(&|text| text.replace(r#""n":1"#, r#""n":1,"n":1"#)), "payload.bad_record"),
        (
            "record's fact twice",
            record(&|text| {
                text.replace(r#""fact":"#, r#""fact":{"exported":{"bundle":1,"sha256":"","last":1}},"fact":"#)
            }),
            "payload.bad_record",
        ),
        (
            "two facts in one",
            record(&|text| text.replace(r#""fact":{"#, r#""fact":{"exported":{"bundle":1,"sha256":"","last":1},"#)),
            "payload.bad_record",
        ),
        (
            "household twice",
            record(&|text| text.replace(r#""household":"#, r#""household":"1-1-102","household":"#)),
            "payload.bad_record",
        ),
        ("unknown member of a record", record(&|text| text.replacen('{', r#"{"x":1,"#, 1)), "payload.bad_record"),
        (
            "unknown member of a fact",
            record(&|text| text.replace(r#""visit":{"#, r#""visit":{"x":1,"#)),
            "payload.bad_record",
        ),
        ("unknown fact", record(&|text| text.replace(r#""fact":{"visit""#, r#""fact":{"vote""#)), "payload.bad_record"),
        ("record not JSON", record(&|_| "wenlou".into()), "payload.bad_record"),
        ("record empty", record(&|_| String::new()), "payload.bad_record"),
        ("record deeply nested", record(&|_| "[".repeat(300_000)), "payload.bad_record"),
        ("record too long", record(&|text| format!("{text}{}", " ".repeat(1 << 20))), "payload.bad_record"),
        ("something after a record", record(&|text| format!("{text}{text}")), "payload.bad_record"),
        ("logical time a text", record(&|text| text.replace(r#""lt":"#, r#""lt":"1","x":"#)), "payload.bad_record"),
        ("record a number", with_records(&device, &file, |r| r[0] = json!(1)), "payload.malformed"),
    ];
    let cases = cases.into_iter().map(|(name, file, expected)| (name, file.into_bytes(), expected)).collect();
    refused(&trusted, cases);
    assert!(incoming::read(with_records(&device, &file, |_| ()).as_bytes(), &trusted).is_ok());
}

#[test]
fn a_value_twice_in_an_answer_is_refused() {
    let (mut scenario, _) = handed_over();
    let trusted = scenario.trusted();
    let tablet = &mut scenario.tablets[0];
    let answer: Answer = from_text(r#"{"v":{"value":"1"}}"#).unwrap();
    let given =
        AnswerGiven { compound: support::compound_id(), place: Place::Compound, item: "BASE-01".into(), answer };
    tablet.record(Fact::Answer(given));
    let device = tablet.device.clone();
    let file = tablet.bundle();
    assert!(incoming::read(file.as_bytes(), &trusted).is_ok());
    let doubled = with_records(&device, &file, |records| {
        let last = records.last_mut().unwrap();
        *last = json!(last.as_str().unwrap().replace(r#""v":{"#, r#""v":{"value":"2","#));
    });
    refused(&trusted, vec![("value twice", doubled.into_bytes(), "payload.bad_record")]);
}

#[test]
fn packets_that_a_supervisor_should_not_have_signed() {
    let (scenario, _) = handed_over();
    let supervisor = &scenario.supervisor;
    let device = &supervisor.device;
    let other = Device::new("别的街道", 77);
    let believed = [trusted(device, true), trusted(&other, true)];
    let packet = supervisor.packet();
    let change = |change: &dyn Fn(&mut Value)| resigned(device, Kind::Packet, &packet, |payload| change(payload));
    let record = |payload: &Value, i: usize| payload["records"][i].as_str().unwrap().to_owned();
    let text = Parts::of(&packet).payload_text();
    let cases: Vec<(&str, String, &str)> = vec![
        (
            "no founding",
            change(&|p| {
                p["records"].as_array_mut().unwrap().remove(0);
            }),
            "payload.not_founded",
        ),
        ("no records", change(&|p| p["records"] = json!([])), "payload.not_founded"),
        ("another campaign", change(&|p| p["campaign"] = json!("0123456789012345678901")), "payload.not_founded"),
        (
            "another supervisor's campaign",
            {
                let text = text.replace(&to_text(&device.key), &to_text(&other.key));
                signed_text(&other, Kind::Packet, &text.replace(device.id.as_str(), other.id.as_str()))
            },
            "payload.not_founded",
        ),
        ("another supervisor's packet", signed_text(&other, Kind::Packet, &text), "payload.wrong_device"),
        (
            "records in another order",
            change(&|p| p["records"].as_array_mut().unwrap().swap(1, 2)),
            "payload.wrong_range",
        ),
        ("a record twice", change(&|p| p["records"][1] = p["records"][0].clone()), "payload.wrong_range"),
        (
            "record number 0",
            change(&|p| p["records"][0] = json!(record(p, 0).replace(r#""n":1"#, r#""n":0"#))),
            "payload.bad_record",
        ),
        ("record not JSON", change(&|p| p["records"][1] = json!("wenlou")), "payload.bad_record"),
        (
            "record with an unknown member",
            change(&|p| p["records"][1] = json!(record(p, 1).replacen('{', r#"{"x":1,"#, 1))),
            "payload.bad_record",
        ),
        (
            "record of a number that no device reaches",
            change(&|p| {
                let last = p["records"].as_array().unwrap().len() - 1;
                let (head, tail) =
                    record(p, last).split_once(r#","lt""#).map(|(h, t)| (h.to_owned(), t.to_owned())).unwrap();
                assert!(head.starts_with(r#"{"n":"#));
                p["records"][last] = json!(format!(r#"{{"n":18446744073709551615,"lt"{tail}"#));
            }),
            "payload.bad_record",
        ),
        ("record null", change(&|p| p["records"][1] = Value::Null), "payload.malformed"),
        ("unknown member", change(&|p| p["x"] = json!(1)), "payload.malformed"),
        (
            "a bundle's payload",
            signed_text(device, Kind::Packet, &Parts::of(&handed_over().1).payload_text()),
            "payload.malformed",
        ),
        ("another version", change(&|p| p["version"] = json!(0)), "payload.other_version"),
        (
            "the note of a packet",
            {
                let mut supervisor = supervisor.clone();
                let issued = Issued { what: Issue::Packet, number: 1, sha256: "0".repeat(64) };
                let note = supervisor.record(Fact::Issued(issued));
                let mut payload =
                    PacketPayload::of(&supervisor.journal, &supervisor.state(), device.card(), device.key.clone());
                payload.records.push(supervisor.text(&note));
                device.sign(ToSign::new(Kind::Packet, &device.id, to_text(&payload).as_bytes()))
            },
            "payload.not_setup",
        ),
    ];
    let cases = cases.into_iter().map(|(name, file, expected)| (name, file.into_bytes(), expected)).collect();
    refused(&believed, cases);
}

#[test]
fn files_that_hold_together_but_do_not_fit() {
    let (scenario, file) = handed_over();
    let trusted = scenario.trusted();
    let device = scenario.tablets[0].device.clone();

    let mut elsewhere = Journal::new("0123456789012345678901".into());
    let refusal = take(&mut elsewhere, &file, &trusted).unwrap().unwrap_err();
    assert_eq!(refusal, MergeError::OtherCampaign { campaign: scenario.empty().campaign().clone() });
    assert!(elsewhere.is_empty());

    // The later half of a bundle: it fits after the first half, and nowhere else.
    let half = |start: usize| {
        resigned(&device, Kind::Bundle, &file, |payload| {
            let records = payload["records"].as_array().unwrap().clone();
            let text = |r: &Value| r.as_str().unwrap().to_owned();
            let before = payload["before"].as_str().unwrap().to_owned();
            let before = records[..start].iter().fold(before, |head, record| chain_next(&head, &text(record)));
            payload["before"] = json!(before);
            payload["first"] = json!(start + 1);
            payload["records"] = json!(records[start..]);
        })
    };
    let refusal = take(&mut scenario.empty(), &half(2), &trusted).unwrap().unwrap_err();
    assert_eq!(refusal, MergeError::Gap { known: 0, first: 3 });
    let mut journal = scenario.empty();
    take(&mut journal, &file, &trusted).unwrap().unwrap();
    assert_eq!(take(&mut journal, &half(2), &trusted).unwrap().unwrap().present, 1);

    // Two different records under one number.
    let mut twin = Scenario::ready(2).tablets[0].clone();
    twin.record(visit(HOUSEHOLDS[0], VisitOutcome::Refused));
    let forked = twin.bundle();
    let hash = journal.state_hash();
    let refusal = take(&mut journal, &forked, &trusted).unwrap().unwrap_err();
    assert_eq!(refusal, MergeError::Fork { device: device.id.clone(), n: 1 });
    assert_eq!(journal.state_hash(), hash, "a file that was refused changes nothing");

    // A fork that shows only in the chain: the records before `first` were others.
    let head = chain_next(&chain_start(journal.campaign(), &device.id), "{}");
    let next = |before: &str| {
        resigned(&device, Kind::Bundle, &file, |payload| {
            payload["before"] = json!(before);
            payload["head"] = json!(before);
            payload["first"] = json!(4);
            payload["last"] = json!(3);
            payload["records"] = json!([]);
        })
    };
    let refusal = take(&mut journal, &next(&head), &trusted).unwrap().unwrap_err();
    assert_eq!(refusal, MergeError::Fork { device: device.id.clone(), n: 3 });
    let head = journal.head(&device.id);
    assert!(take(&mut journal, &next(&head), &trusted).unwrap().is_ok());
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let (scenario, file) = handed_over();
    let trusted = scenario.trusted();
    for end in (0..file.len()).step_by(97).chain(file.len() - 100..file.len()) {
        let found = code(&incoming::read(&file.as_bytes()[..end], &trusted));
        let expected = if end == 0 { "jws.empty" } else { "jws.malformed" };
        assert_eq!(found, expected, "cut at {end} of {}", file.len());
    }
}

#[test]
fn no_single_bit_can_be_flipped() {
    let (scenario, file) = handed_over();
    let trusted = scenario.trusted();
    // Indented by tabs, so that there is white space to be flipped into other white space.
    let indented = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&file).unwrap()).unwrap();
    let indented = indented.replace("  ", "\t");
    let payload = indented.find("eyJ").unwrap()..indented.find("eyJ").unwrap() + Parts::of(&file).payload.len();
    let sound = meaning(file.as_bytes(), &trusted);
    assert!(sound.is_some() && meaning(indented.as_bytes(), &trusted) == sound);
    let mut harmless = 0;
    // Every bit of the file; of the indented one, those that the first doesn't have.
    for (text, skipped) in [(&file, 0..0), (&indented, payload)] {
        let mut bytes = text.clone().into_bytes();
        for at in (0..bytes.len()).filter(|at| !skipped.contains(at)) {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                if let Some(found) = meaning(&bytes, &trusted) {
                    assert_eq!(Some(found), sound, "byte {at}, bit {bit}");
                    assert!(text.as_bytes()[at].is_ascii_whitespace(), "byte {at}, bit {bit} was taken");
                    harmless += 1;
                }
                bytes[at] ^= 1 << bit;
            }
        }
        assert_eq!(bytes, text.as_bytes());
    }
    // Tab and carriage return are one bit apart; nothing else that is blank is.
    assert_eq!(harmless, indented.matches('\t').count());
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
    refused(&[], cases.into_iter().map(|(name, file, expected)| (name, file.into_bytes(), expected)).collect());
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
    let plan = plan_bundle(&scenario.supervisor.journal, &bundle_of(&other, &trusted)).unwrap();
    assert_eq!((plan.new.len(), plan.present), (0, 3));
}

/// What was refused for its signature never gets as far as its payload.
#[test]
fn nothing_is_parsed_before_the_signature_holds() {
    let (scenario, _) = handed_over();
    let trusted = scenario.trusted();
    let device = &scenario.tablets[0].device;
    let outsider = Device::new("外人", 99);
    for payload in ["", "wenlou", "{}", r#"{"version":9}"#] {
        let forged = Parts::signed(&outsider, &header(device, Kind::Bundle), payload.as_bytes()).file();
        assert_eq!(code(&incoming::read(forged.as_bytes(), &trusted)), "jws.bad_signature");
    }
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
    let mut journal = Journal::new(packet.payload.campaign.clone());
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
    let device = &scenario.tablets[0].device;
    let card = to_indented(&KeyCard::new(&device.name, device.key.clone()));
    let packet = scenario.supervisor.packet();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire");
    for (name, text) in [
        ("bundle.json", &bundle),
        ("packet.json", &packet),
        ("receipt.json", &receipt),
        ("trust.json", &trust),
        ("card.json", &card),
    ] {
        let path = folder.join(name);
        // `WRITE_WIRE=1 cargo test --test bundle` writes them anew, for a new version.
        if std::env::var_os("WRITE_WIRE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        assert_eq!(&std::fs::read_to_string(&path).unwrap(), text, "{name}");
    }
    let kept = Trust::read(trust.as_bytes(), TODAY).unwrap();
    let trusted: Vec<Trusted> = kept
        .keys
        .into_iter()
        .map(|key| Trusted { device: thumbprint(&key.key), supervisor: key.supervisor, key: key.key })
        .collect();
    for file in [&packet, &bundle] {
        scenario.supervisor.take(file, &trusted);
    }
}
