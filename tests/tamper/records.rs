//! What holds for the records in a file.

use super::*;
use wenlou::journal::entry::MAX_TEXT;

/// Of those that change a record it is the first, and the payload is made to fit.
const RECORDS: &[Row] = &[
    ("records twice", |g| g.text_with("{", r#"{"records":[],"#), "payload.malformed: records: unknown, or comes twice"),
    (
        "a compound twice among the rolls",
        |g| g.text_with(r#""rolls":{"#, r#""rolls":{"liuyin":"0","#),
        "payload.malformed: rolls: a key comes twice",
    ),
    (
        "no rolls",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("rolls"))),
        "payload.malformed: rolls: missing",
    ),
    ("records an object", |g| g.with("records", json!({ "0": "" })), "payload.malformed: records: not a list"),
    (
        "a record a number",
        |g| g.with_records(|records| records[0] = json!(1)),
        "payload.malformed: records[0]: not a text",
    ),
    (
        "record of number 0",
        |g| g.record_with(r#""n":1"#, r#""n":0"#),
        "payload.bad_record: 1, record not readable: number 0",
    ),
    (
        "record's number twice",
        |g| g.record_with(r#""n":1"#, r#""n":1,"n":1"#),
        "payload.bad_record: 1, record not readable: n: unknown, or comes twice",
    ),
    (
        "record's number 1.0",
        |g| g.record_with(r#""n":1"#, r#""n":1.0"#),
        "payload.bad_record: 1, record not readable: n: not a whole number",
    ),
    (
        "record's number 1e0",
        |g| g.record_with(r#""n":1"#, r#""n":1e0"#),
        "payload.bad_record: 1, record not readable: n: not a whole number",
    ),
    (
        "record's number -0",
        |g| g.record_with(r#""n":1"#, r#""n":-0"#),
        "payload.bad_record: 1, record not readable: n: not a whole number",
    ),
    (
        "record's number of text",
        |g| g.record_with(r#""n":1"#, r#""n":"1""#),
        "payload.bad_record: 1, record not readable: n: not a number",
    ),
    (
        "record's number 2⁵³",
        |g| g.record_with(r#""n":1"#, r#""n":9007199254740992"#),
        "payload.bad_record: 1, record not readable: n: ",
    ),
    (
        "record's number beyond all",
        |g| g.record_with(r#""n":1"#, &format!(r#""n":{}"#, MAX_NUMBER + 1)),
        "payload.bad_record: 1, record not readable: number 250001",
    ),
    (
        "record's time of text",
        |g| g.record_with(r#""lt":"#, r#""lt":"1","x":"#),
        "payload.bad_record: 1, record not readable: lt: not a number",
    ),
    (
        "record's time 2⁵³",
        |g| g.record_with(r#""lt":"#, r#""lt":9007199254740992,"x":"#),
        "payload.bad_record: 1, record not readable: lt: ",
    ),
    ("no person", |g| g.record_with(r#""by":"#, r#""x":"#), "payload.bad_record: 1, record not readable: "),
    (
        "record's fact twice",
        |g| g.record_with(r#""fact":"#, r#""fact":{"exported":{"bundle":1,"sha256":"","last":1}},"fact":"#),
        "payload.bad_record: 1, record not readable: fact: unknown, or comes twice",
    ),
    (
        "two facts in one",
        |g| g.record_with(r#""fact":{"#, r#""fact":{"exported":{"bundle":1,"sha256":"","last":1},"#),
        "payload.bad_record: 1, record not readable: fact: ",
    ),
    (
        "no fact",
        |g| g.with_record(|text| format!("{}}}", text.split_once(r#","fact""#).unwrap().0)),
        "payload.bad_record: 1, record not readable: fact: missing",
    ),
    (
        "a fact of a future version",
        |g| g.record_with(r#""fact":{""#, r#""fact":{"future_"#),
        "payload.bad_record: 1, record not readable: fact: unknown",
    ),
    (
        "another member of a record",
        |g| g.record_with("{", r#"{"x":1,"#),
        "payload.bad_record: 1, record not readable: x: unknown",
    ),
    (
        "another member of a fact",
        |g| {
            g.with_record(|text| {
                let inside = text.find(r#""fact":{"#).unwrap() + r#""fact":{"#.len();
                let inside = inside + text[inside..].find('{').unwrap() + 1;
                inserted(text, inside, r#""x":1,"#)
            })
        },
        "payload.bad_record: 1, record not readable: fact.",
    ),
    (
        "record not JSON",
        |g| g.with_record(|_| "wenlou".into()),
        "payload.bad_record: 1, record not readable: value expected",
    ),
    (
        "record empty",
        |g| g.with_record(|_| String::new()),
        "payload.bad_record: 1, record not readable: value expected",
    ),
    (
        "record a list",
        |g| g.with_record(|text| format!("[{text}]")),
        "payload.bad_record: 1, record not readable: not an object",
    ),
    (
        "byte order mark in a record",
        |g| g.with_record(|text| format!("\u{feff}{text}")),
        "payload.bad_record: 1, record not readable: value expected",
    ),
    (
        "something after a record",
        |g| g.with_record(|text| text.repeat(2)),
        "payload.bad_record: 1, record not readable: end of file expected",
    ),
    (
        "record nested deeply",
        |g| g.with_record(|_| "[".repeat(300_000)),
        "payload.bad_record: 1, record not readable: nested too deep",
    ),
    (
        "record too long",
        |g| g.with_record(|text| format!("{text}{}", " ".repeat(MAX_TEXT))),
        "payload.bad_record: 1, record longer than",
    ),
];

#[test]
fn records() {
    with_records().iter().for_each(|good| try_all(good, RECORDS));
}
