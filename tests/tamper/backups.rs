//! A backup, once it is decrypted.

use super::*;

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

#[test]
fn backups() {
    try_all(&Good::backup(), BACKUPS);
}
