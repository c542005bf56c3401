//! What holds for the payload of every signed file.

use super::*;
use wenlou::bundle::jws::MAX_FILE;
use wenlou::domain::json::MAX_VALUES;

const PAYLOADS: &[Row] = &[
    ("payload not JSON", |g| g.signed("wenlou"), "payload.malformed: value expected"),
    ("payload empty, signed", |g| g.signed(""), "payload.malformed: value expected"),
    ("payload null", |g| g.signed("null"), "payload.malformed: version: missing"),
    ("payload a list", |g| g.signed(&format!("[{}]", g.text())), "payload.malformed: version: missing"),
    (
        "byte order mark in the payload",
        |g| g.signed(&format!("\u{feff}{}", g.text())),
        "payload.malformed: value expected",
    ),
    ("something after the payload", |g| g.signed(&g.text().repeat(2)), "payload.malformed: end of file expected"),
    ("payload nested deeply", |g| g.signed(&"[".repeat(300_000)), "payload.malformed: nested too deep"),
    (
        "a member nested deeply",
        |g| g.text_with("{", &format!(r#"{{"x":{},"#, nested(MAX_DEPTH))),
        "payload.malformed: nested too deep",
    ),
    ("a future version", |g| g.with("version", json!(9)), "payload.other_version: 9"),
    ("version 0", |g| g.with("version", json!(0)), "payload.other_version: 0"),
    ("a version of text", |g| g.with("version", json!("1")), "payload.malformed: not a number"),
    ("a version of 1.0", |g| g.version_spelled("1.0"), "payload.malformed: not a whole number"),
    ("a version of 1e0", |g| g.version_spelled("1e0"), "payload.malformed: not a whole number"),
    ("a version of -0", |g| g.version_spelled("-0"), "payload.malformed: not a whole number"),
    ("a version of 01", |g| g.version_spelled("01"), "payload.malformed: "),
    ("a version of 2⁵³", |g| g.version_spelled("9007199254740992"), "payload.malformed: "),
    ("version twice", |g| g.text_with("{", r#"{"version":1,"#), "payload.malformed: version: unknown, or comes twice"),
    (
        "device id twice",
        |g| g.text_with(r#""device":{"#, &format!(r#""device":{{"id":"{}","#, g.other.id)),
        "payload.malformed: device.id: unknown, or comes twice",
    ),
    ("another member of the payload", |g| g.with("x", json!(1)), "payload.malformed: x: unknown"),
    (
        "another member of the device",
        |g| g.text_with(r#""device":{"#, r#""device":{"x":1,"#),
        "payload.malformed: device.x: unknown",
    ),
    (
        "another device's records",
        |g| g.with("device", json!({ "id": g.other.id.as_str(), "name": "别人" })),
        "payload.wrong_device",
    ),
];

/// What takes long to make is done to one file only: its kind plays no part.
const LARGE: &[Row] = &[
    ("too large", |g| format!("{}{}", g.file, " ".repeat(MAX_FILE as usize)).into_bytes(), "jws.too_large: "),
    (
        "too many values",
        |g| g.file_with("[{", &format!("[{}{{", "1,".repeat(MAX_VALUES))),
        "jws.malformed: too many values",
    ),
    (
        "too many values in the payload",
        |g| g.text_with(r#""records":["#, &format!(r#""records":[{}"#, "null,".repeat(MAX_VALUES))),
        "payload.malformed: too many values",
    ),
];

#[test]
fn payloads() {
    goods().iter().for_each(|good| try_all(good, PAYLOADS));
}

#[test]
fn large_files() {
    try_all(&tablets_bundle(), LARGE);
}
