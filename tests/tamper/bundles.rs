//! A tablet's bundle, and what it says of photos and findings beside it.

use super::*;
use wenlou::journal::Journal;

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
