//! Two independent JOSE libraries and this program: each believes what the others sign, and the program takes less than they would.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "support/jose.rs"]
mod library;
mod support;

use library::{LIBRARIES, Library};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::forge::{Parts, encode, header};
use support::refusal::{meaning, refusal};
use support::{Device, HOUSEHOLDS, Scenario, Tablet, ballot, trusted, visit, withdraw};
use wenlou::bundle::incoming::Trusted;
use wenlou::bundle::jws::Kind;
use wenlou::bundle::key::thumbprint;
use wenlou::domain::ballot::{BlankReason, Choice, InvalidCode, VisitOutcome};
use wenlou::domain::digest::sha256_base64url;
use wenlou::domain::json::{from_text, to_text};
use wenlou::journal::Fact;
use wenlou::journal::fact::PublicKey;

type Maker = fn(&str, &[u8]) -> Device;

/// What makes a device of a name and a secret, for each kind of key that files may be signed with, and how many devices there are of it.
const KEYS: [(Maker, u8); 2] = [(Device::from_secret, 20), (Device::of_ed25519, 4)];
const BUNDLES_EACH: usize = 25;

/// What people may type, and what JSON has to escape.
const NOTES: [&str; 10] = [
    "",
    "敲门无人应答，邻居说下周回来",
    "\"引号\"与\\反斜杠/",
    "\u{0}\u{1}\u{8}\t\n\r\u{1f}\u{7f}",
    "\u{2028}\u{2029}\u{feff}\u{fffd}",
    "😀𠮷👨‍👩‍👧",
    "<script>alert(1)</script>",
    "=1+1",
    "e\u{301} é ％ ﹪",
    "{\"payload\":\"eyJ\"}",
];

/// A signed file of some device.
struct Signed {
    device: Device,
    file: String,
}

impl Signed {
    fn verified_by(&self, file: &str) -> Value {
        json!({ "verify": file, "key": jwk(&self.device.key), "algorithms": [self.device.alg()] })
    }

    fn header(&self) -> String {
        header(&self.device, Kind::Bundle)
    }

    fn trusted(&self) -> [Trusted; 1] {
        [trusted(&self.device, false)]
    }

    /// What the program says of another file in its place.
    fn refusal(&self, file: &str) -> String {
        refusal(file.as_bytes(), &self.trusted())
    }
}

fn jwk(key: &PublicKey) -> Value {
    serde_json::from_str(&to_text(key)).unwrap()
}

/// Records of every kind that a tablet writes, with every note somewhere among them.
fn work(tablet: &mut Tablet, at: usize) {
    let household = HOUSEHOLDS[at % HOUSEHOLDS.len()];
    let note = Some(NOTES[at % NOTES.len()].to_owned());
    let mut made = visit(household, [VisitOutcome::NotMet, VisitOutcome::Collected, VisitOutcome::Refused][at % 3]);
    let choices =
        [Choice::Professional, Choice::Quasi, Choice::Blank(BlankReason::NoBox), Choice::Invalid(InvalidCode::I3)];
    let mut taken = ballot(household, choices[at % 4]);
    if let (Fact::Visit(made), Fact::Ballot(taken)) = (&mut made, &mut taken) {
        made.visit.note.clone_from(&note);
        taken.ballot.note = note;
    }
    tablet.record(made);
    let id = tablet.record(taken);
    if at % 5 == 4 {
        tablet.record(withdraw(household, &[&id]));
    }
}

/// 500 bundles of the one kind of key and 100 of the other, from none to some fifty records.
static BUNDLES: LazyLock<Vec<Signed>> = LazyLock::new(|| {
    let campaign = Scenario::ready(0).empty();
    let mut all = Vec::new();
    for (maker, number) in KEYS.iter().flat_map(|(maker, devices)| (0..*devices).map(move |number| (maker, number))) {
        let device = maker(&format!("平板{number} {}", NOTES[usize::from(number) % NOTES.len()]), &[number + 1; 32]);
        let mut tablet = Tablet { device, journal: campaign.clone(), clock: i64::from(number) * 86_400_000 };
        for at in 0..BUNDLES_EACH {
            let file = tablet.bundle();
            all.push(Signed { device: tablet.device.clone(), file });
            for more in 0..(usize::from(number) + at) % 3 {
                work(&mut tablet, usize::from(number) + at + more);
            }
        }
    }
    assert_eq!(all.len(), 600);
    all
});

fn all_answers(requests: &[Value]) -> [(Library, Vec<Value>); 2] {
    LIBRARIES.map(|library| (library, library.ask(requests)))
}

#[test]
fn six_hundred_bundles_are_believed_by_both() {
    let bundles = &*BUNDLES;
    let largest = bundles.iter().map(|signed| signed.file.len()).max().unwrap();
    assert!(largest > 20_000, "{largest}");
    let requests: Vec<Value> = bundles.iter().map(|signed| signed.verified_by(&signed.file)).collect();
    for (library, answers) in all_answers(&requests) {
        for (at, (signed, answer)) in bundles.iter().zip(answers).enumerate() {
            let header: Value = serde_json::from_str(&signed.header()).unwrap();
            let expected = json!({ "payload": Parts::of(&signed.file).payload_text(), "header": header });
            assert_eq!(answer, expected, "{library:?}, bundle {at}");
        }
    }
    // Whose they are, by their reckoning.
    let requests: Vec<Value> = bundles.iter().map(|signed| json!({ "thumbprint": jwk(&signed.device.key) })).collect();
    for (library, answers) in all_answers(&requests) {
        for (signed, answer) in bundles.iter().zip(answers) {
            assert_eq!(answer["thumbprint"], signed.device.id.as_str(), "{library:?}");
        }
    }
}

#[test]
fn six_hundred_files_signed_by_each_are_taken() {
    let bundles = &*BUNDLES;
    let request = |signed: &Signed| {
        let header: Value = serde_json::from_str(&signed.header()).unwrap();
        let payload = Parts::of(&signed.file).payload_text();
        // serde_json orders members by name, which is how they are written here.
        assert_eq!(header.to_string(), signed.header());
        json!({ "sign": payload, "header": header, "key": signed.device.private_jwk() })
    };
    let requests: Vec<Value> = bundles.iter().map(request).collect();
    let known: Vec<Option<String>> =
        bundles.iter().map(|signed| meaning(signed.file.as_bytes(), &signed.trusted())).collect();
    for (library, answers) in all_answers(&requests) {
        for (at, (signed, answer)) in bundles.iter().zip(answers).enumerate() {
            let file = answer["file"].as_str().unwrap_or_else(|| panic!("{library:?}, bundle {at}: {answer}"));
            // Not one byte of what is signed differs.
            let (theirs, ours) = (Parts::of(file), Parts::of(&signed.file));
            assert_eq!(
                (&theirs.protected, &theirs.payload),
                (&ours.protected, &ours.payload),
                "{library:?}, bundle {at}"
            );
            let found = meaning(file.as_bytes(), &signed.trusted());
            assert!(found.is_some(), "{library:?}, bundle {at}: {}", signed.refusal(file));
            assert_eq!(found, known[at], "{library:?}, bundle {at}");
        }
    }
}

/// Another character in the middle: what was encoded isn't it.
fn spoilt(encoded: &str) -> String {
    let at = encoded.len() / 2;
    let other = if encoded.as_bytes()[at] == b'A' { "B" } else { "A" };
    [&encoded[..at], other, &encoded[at + 1..]].concat()
}

#[test]
fn a_tampered_file_is_refused_by_all_three() {
    let bundles = &*BUNDLES;
    let stranger = Device::from_secret("外人", &[99; 32]);
    let tampered = |at: usize| {
        let (signed, next) = (&bundles[at], &bundles[(at + 1) % bundles.len()]);
        let (parts, other) = (Parts::of(&signed.file), Parts::of(&next.file));
        match at % 5 {
            0 => Parts { payload: spoilt(&parts.payload), ..parts }.file(),
            1 => Parts { signature: spoilt(&parts.signature), ..parts }.file(),
            2 => Parts { payload: other.payload, ..parts }.file(),
            3 => {
                let another = parts.header_text().replace(signed.device.id.as_str(), next.device.id.as_str());
                let another = another.replace("bundle", "packet");
                Parts { protected: encode(another.as_bytes()), ..parts }.file()
            }
            _ => Parts::signed(&stranger, &signed.header(), parts.payload_text().as_bytes()).file(),
        }
    };
    let files: Vec<String> = (0..bundles.len()).map(tampered).collect();
    let requests: Vec<Value> = bundles.iter().zip(&files).map(|(signed, file)| signed.verified_by(file)).collect();
    let answers = all_answers(&requests);
    for (at, (signed, file)) in bundles.iter().zip(&files).enumerate() {
        for (library, answers) in &answers {
            assert!(answers[at]["error"].is_string(), "{library:?}, bundle {at}: {}", answers[at]);
        }
        assert!(meaning(file.as_bytes(), &signed.trusted()).is_none(), "bundle {at}");
    }
}

/// What the standard leaves open, or a library doesn't look at, and the profile doesn't take: each with who takes it, `jose` and
/// `joserfc`, and what is said here. All are signed properly.
#[test]
fn what_libraries_tolerate_and_the_profile_refuses() {
    let signed = &BUNDLES[BUNDLES_EACH * 7 + 3];
    let parts = Parts::of(&signed.file);
    let Parts { payload, protected, signature } = parts.clone();
    let text = parts.payload_text();
    let typical = signed.header();
    let headed = |header: &str| Parts::signed(&signed.device, header, text.as_bytes()).file();
    let envelope = |json: Value| json.to_string();
    let one = json!({ "protected": protected, "signature": signature });
    let with_signature = |signature: String| Parts { signature, ..parts.clone() }.file();
    let stranger = Device::from_secret("外人", &[99; 32]);
    let last = signature.chars().next_back().unwrap();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let next = alphabet.chars().nth(alphabet.find(last).unwrap() + 1).unwrap();
    let cases: Vec<(&str, String, [bool; 2], &str)> = vec![
        (
            "an unprotected header",
            envelope(json!({
                "payload": payload, "signatures": [{ "header": { "x": 1 }, "protected": protected, "signature": signature }],
            })),
            [true, false],
            "jws.malformed: signatures[0].header: unknown",
        ),
        (
            "an unprotected kid beside a header without",
            {
                let signed = Parts::signed(&signed.device, r#"{"alg":"ES256"}"#, text.as_bytes());
                envelope(json!({ "payload": signed.payload, "signatures": [{
                    "header": { "kid": "x" }, "protected": signed.protected, "signature": signed.signature,
                }] }))
            },
            [true, true],
            "jws.malformed: signatures[0].header: unknown",
        ),
        ("cty", headed(&typical.replace('{', r#"{"cty":"json","#)), [true, true], "jws.bad_header: cty: unknown"),
        (
            "jku",
            headed(&typical.replace('{', r#"{"jku":"https://example.com/keys","#)),
            [true, true],
            "jws.bad_header: jku: unknown",
        ),
        (
            "x5u",
            headed(&typical.replace('{', r#"{"x5u":"https://example.com/certificate","#)),
            [true, true],
            "jws.bad_header: x5u: unknown",
        ),
        (
            "jwk",
            headed(&typical.replace('{', &format!(r#"{{"jwk":{},"#, jwk(&stranger.key)))),
            [true, true],
            "jws.bad_header: jwk: unknown",
        ),
        (
            "a member of its own",
            headed(&typical.replace('{', r#"{"x":1,"#)),
            [true, false],
            "jws.bad_header: x: unknown",
        ),
        ("no typ and no kid", headed(r#"{"alg":"ES256"}"#), [true, true], "jws.bad_header: kid: missing"),
        (
            "another typ",
            headed(&typical.replace("wenlou-bundle+json", "JWT")),
            [true, true],
            "jws.bad_header: typ: unknown",
        ),
        ("another key's kid", headed(&header(&stranger, Kind::Bundle)), [true, true], "jws.unknown_key"),
        (
            "kid twice",
            headed(&typical.replace('{', r#"{"kid":"x","#)),
            [true, true],
            "jws.bad_header: kid: unknown, or comes twice",
        ),
        ("compact serialisation", format!("{protected}.{payload}.{signature}"), [true, true], "jws.malformed"),
        (
            "flattened serialisation",
            envelope(json!({ "payload": payload, "protected": protected, "signature": signature })),
            [true, true],
            "jws.malformed: signatures: missing",
        ),
        (
            "two signatures",
            envelope(json!({ "payload": payload, "signatures": [one, one] })),
            [true, true],
            "jws.not_one_signature",
        ),
        (
            "a second signature that is nobody's",
            envelope(json!({ "payload": payload, "signatures": [
                { "protected": protected, "signature": encode(&[1; 64]) }, one,
            ] })),
            [true, false],
            "jws.not_one_signature",
        ),
        (
            "another member beside the payload",
            envelope(json!({ "payload": payload, "signatures": [one], "x": 1 })),
            [true, true],
            "jws.malformed: x: unknown",
        ),
        (
            "signatures twice",
            signed.file.replacen('{', r#"{"signatures":[],"#, 1),
            [true, true],
            "jws.malformed: signatures: unknown, or comes twice",
        ),
        ("padding", with_signature(format!("{signature}==")), [true, false], "jws.bad_base64"),
        (
            "white space in base64",
            with_signature(format!("{} {}", &signature[..9], &signature[9..])),
            [true, false],
            "jws.bad_base64",
        ),
        (
            "spare bits in base64",
            with_signature(format!("{}{next}", &signature[..signature.len() - 1])),
            [true, false],
            "jws.bad_base64",
        ),
    ];
    let requests: Vec<Value> = cases.iter().map(|(_, file, ..)| signed.verified_by(file)).collect();
    let answers = all_answers(&requests);
    let mut wrong = Vec::new();
    for (at, (name, file, taken, expected)) in cases.iter().enumerate() {
        let found = signed.refusal(file);
        if !found.starts_with(expected) {
            wrong.push(format!("{name}: {found}, not {expected}"));
        }
        for ((library, answers), taken) in answers.iter().zip(taken) {
            if answers[at]["payload"].is_string() != *taken {
                wrong.push(format!("{name}: {library:?} says {}", answers[at]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_vectors_of_the_standards() {
    let vectors: Value = serde_json::from_str(include_str!("jose/vectors.json")).unwrap();
    let signatures = vectors["signatures"].as_array().unwrap();
    let request = |row: &Value| json!({ "verify": row["file"], "key": row["key"], "algorithms": row["algorithms"] });
    let requests: Vec<Value> = signatures.iter().map(request).collect();
    for (library, answers) in all_answers(&requests) {
        for (row, answer) in signatures.iter().zip(answers) {
            assert_eq!(answer["payload"], row["payload"], "{library:?}, {}: {answer}", row["name"]);
        }
    }
    // None of them is of this profile: it knows neither the two other serialisations nor an unprotected header.
    for row in signatures {
        assert!(refusal(row["file"].as_str().unwrap().as_bytes(), &[]).starts_with("jws.malformed"), "{}", row["name"]);
    }

    let thumbprints = vectors["thumbprints"].as_array().unwrap();
    let requests: Vec<Value> = thumbprints.iter().map(|row| json!({ "thumbprint": row["key"] })).collect();
    for (library, answers) in all_answers(&requests) {
        for (row, answer) in thumbprints.iter().zip(answers) {
            assert_eq!(answer["thumbprint"], row["thumbprint"], "{library:?}, {}", row["name"]);
        }
    }
    let mut ours = 0;
    for row in thumbprints {
        // The members in order of name on one line: the hash is this program's, whatever the kind of key.
        let key: BTreeMap<String, Value> = serde_json::from_value(row["key"].clone()).unwrap();
        let key = serde_json::to_string(&key).unwrap();
        assert_eq!(row["thumbprint"], sha256_base64url(key.as_bytes()), "{}", row["name"]);
        if let Ok(key) = from_text::<PublicKey>(&key) {
            assert_eq!(row["thumbprint"], thumbprint(&key).as_str(), "{}", row["name"]);
            ours += 1;
        }
    }
    // Only a key that can sign here has a thumbprint here.
    assert_eq!(ours, KEYS.len());
}
