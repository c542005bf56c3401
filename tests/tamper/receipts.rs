//! A supervisor's receipt.

use super::*;

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

#[test]
fn receipts() {
    try_all(&Good::receipt(), RECEIPTS);
}
