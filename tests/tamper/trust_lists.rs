//! A supervisor's trust list.

use super::*;

const TRUST_LISTS: &[Row] = &[
    ("signed as a bundle", |g| g.headed(&header(&g.signer, Kind::Bundle)), "trust.Malformed(\"typ: not a trust list's"),
    (
        "signed as a receipt",
        |g| g.headed(&header(&g.signer, Kind::Receipt)),
        "trust.Malformed(\"typ: not a trust list's",
    ),
    ("signed as a backup", |g| g.headed(&header(&g.signer, Kind::Backup)), "trust.Malformed(\"typ: not a trust list's"),
    ("signed by another supervisor", |g| signed_text(&g.other, g.kind, &g.text()).into_bytes(), "jws.unknown_key"),
    (
        "its signer left out",
        |g| g.changed(|p| drop(p["keys"].as_array_mut().unwrap().remove(0))),
        "trust.SignerNotListed",
    ),
    ("its signer no supervisor", |g| g.changed(|p| p["keys"][0]["supervisor"] = json!(false)), "trust.SignerNotListed"),
    (
        "out of date",
        |g| g.changed(|p| (p["issued_on"], p["until"]) = (json!("2026-03-01"), json!("2026-03-19"))),
        "trust.Expired",
    ),
    ("no such day", |g| g.with("until", json!("2026-13-01")), "trust.BadDays"),
    ("a day of words", |g| g.with("until", json!("永远")), "trust.BadDays"),
    ("the last day before the first", |g| g.with("issued_on", json!("2026-05-21")), "trust.BadDays"),
    (
        "a key off the curve",
        |g| g.changed(|p| p["keys"][1]["key"]["y"] = p["keys"][1]["key"]["x"].clone()),
        "trust.BadKey { at: 2",
    ),
    ("a key of another curve", |g| g.changed(|p| p["keys"][1]["key"]["crv"] = json!("P-384")), "trust.BadKey { at: 2"),
    (
        "a private key",
        |g| g.changed(|p| p["keys"][1]["key"]["d"] = json!("AA")),
        "payload.malformed: keys[1].key.d: unknown",
    ),
    (
        "a key with a word of its own",
        |g| g.changed(|p| p["keys"][1]["admin"] = json!(true)),
        "payload.malformed: keys[1].admin: unknown",
    ),
    (
        "supervisor twice",
        |g| g.text_with(r#""supervisor":false"#, r#""supervisor":false,"supervisor":true"#),
        "payload.malformed: keys[1].supervisor: unknown, or comes twice",
    ),
    (
        "number 1.0",
        |g| g.text_with(r#""number":1"#, r#""number":1.0"#),
        "payload.malformed: number: not a whole number",
    ),
];

#[test]
fn trust_lists() {
    try_all(&Good::trust_list(), TRUST_LISTS);
}
