//! A supervisor's packet, and one that has records of several.

use super::*;
use wenlou::domain::json::to_text;

const PACKETS: &[Row] = &[
    ("signed as a receipt", |g| g.headed(&header(&g.signer, Kind::Receipt)), "payload.other_version: 2"),
    ("signed as a trust list", |g| g.headed(&header(&g.signer, Kind::Trust)), "trust_list"),
    (
        "another supervisor's key",
        |g| g.changed(|p| p["key"] = serde_json::from_str(&to_text(&g.other.key)).unwrap()),
        "payload.bad_packet_head",
    ),
    ("number 0", |g| g.with("number", json!(0)), "payload.bad_packet_head"),
    (
        "no key",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("key"))),
        "payload.bad_packet_head",
    ),
    ("called the first version", |g| g.with("version", json!(1)), "payload.bad_packet_head"),
    ("signed as a backup", |g| g.headed(&header(&g.signer, Kind::Backup)), "backup"),
    (
        "passed off as a bundle",
        |g| g.with_protected(encode(g.header().replace("packet", "bundle").as_bytes())),
        "jws.bad_signature",
    ),
    (
        "a packet signed as a bundle",
        |g| signed_text(&g.signer, Kind::Bundle, &g.text()).into_bytes(),
        "payload.malformed: bundle: missing",
    ),
    ("a bundle's payload", |g| g.signed(&tablets_bundle().text()), "payload.malformed: "),
    (
        "handed out by a tablet",
        |g| signed_text(&Device::new("平板1", 2), Kind::Packet, &g.text()).into_bytes(),
        "jws.unknown_key",
    ),
    ("no founding", |g| g.with_records(|records| drop(records.remove(0))), "payload.not_founded"),
    ("no records", |g| g.with_records(Vec::clear), "payload.not_founded"),
    ("another campaign", |g| g.with("campaign", json!("0123456789012345678901")), "payload.not_founded"),
    (
        "another supervisor's campaign",
        |g| {
            let text = g.text().replace(&to_text(&g.signer.key), &to_text(&g.other.key));
            signed_text(&g.other, Kind::Packet, &text.replace(g.signer.id.as_str(), g.other.id.as_str())).into_bytes()
        },
        "payload.not_founded",
    ),
    ("records in another order", |g| g.with_records(|records| records.swap(1, 2)), "payload.wrong_range"),
    ("a record twice", |g| g.with_records(|records| records[1] = records[0].clone()), "payload.wrong_range"),
    (
        "a record null",
        |g| g.with_records(|records| records[1] = Value::Null),
        "payload.malformed: records[1]: not a text",
    ),
    (
        "a record of a number that no device reaches",
        |g| {
            g.with_records(|records| {
                let last = records.last_mut().unwrap();
                let (_, rest) = last.as_str().unwrap().split_once(r#","lt""#).unwrap();
                *last = json!(format!(r#"{{"n":{MAX_WHOLE},"lt"{rest}"#));
            })
        },
        "payload.bad_record: ",
    ),
    (
        "the note of a packet",
        |g| {
            g.with_records(|records| {
                let last: Value = serde_json::from_str(records.last().unwrap().as_str().unwrap()).unwrap();
                let issued = json!({ "issued": { "what": "packet", "number": 1, "sha256": "0".repeat(64) } });
                let n = last["n"].as_u64().unwrap() + 1;
                records.push(json!(json!({ "n": n, "lt": 99, "at": 0, "by": "街道办", "fact": issued }).to_string()));
            })
        },
        "payload.not_setup: ",
    ),
    (
        "another record under a known number",
        |g| {
            g.with_records(|records| {
                let last = records.last_mut().unwrap();
                *last = json!(last.as_str().unwrap().replacen(r#""by":""#, r#""by":"不"#, 1));
            })
        },
        "merge.fork: ",
    ),
];

/// The founder's among the records of others.
fn founders(others: &mut [Value]) -> &mut Vec<Value> {
    let founder = Device::new("街道办", 1).id;
    let of = others.iter_mut().find(|other| other["device"] == founder.as_str()).unwrap();
    of["records"].as_array_mut().unwrap()
}

/// A record after the last of these.
fn next(records: &[Value], fact: Value) -> Value {
    let last: Value = serde_json::from_str(records.last().unwrap().as_str().unwrap()).unwrap();
    let [n, lt] = ["n", "lt"].map(|member| last[member].as_u64().unwrap() + 1);
    json!(json!({ "n": n, "lt": lt, "at": 0, "by": "街道办", "fact": fact }).to_string())
}

const SEVERAL: &[Row] = &[
    ("called version 2", |g| g.with("version", json!(2)), "payload.bad_packet_head"),
    ("called the first version", |g| g.with("version", json!(1)), "payload.bad_packet_head"),
    ("called a later version", |g| g.with("version", json!(4)), "payload.other_version: 4"),
    ("none of others", |g| g.with_others(Vec::clear), "payload.bad_packet_head"),
    (
        "no others at all",
        |g| g.changed(|payload| drop(payload.as_object_mut().unwrap().remove("others"))),
        "payload.bad_packet_head",
    ),
    (
        "version 2 of a deputy alone",
        |g| {
            g.changed(|payload| {
                payload["version"] = json!(2);
                payload.as_object_mut().unwrap().remove("others");
            })
        },
        "payload.not_founded",
    ),
    ("a device twice", |g| g.with_others_sorted(|others| others.push(others[0].clone())), "payload.bad_others"),
    ("devices in another order", |g| g.with_others(|others| others.swap(0, 1)), "payload.bad_others"),
    (
        "the signer among the others",
        |g| {
            let records = g.parts().payload_json()["records"].clone();
            g.with_others_sorted(|others| others.push(json!({ "device": g.signer.id.as_str(), "records": records })))
        },
        "payload.bad_others",
    ),
    (
        "a stranger among the others",
        |g| {
            g.with_others_sorted(|others| {
                let record = founders(others)[1].clone();
                others.push(json!({ "device": g.other.id.as_str(), "records": [record] }));
            })
        },
        "payload.bad_others",
    ),
    (
        "a collector among the others",
        |g| {
            g.with_others_sorted(|others| {
                let record = founders(others)[1].clone();
                others.push(json!({ "device": Device::new("平板3", 4).id.as_str(), "records": [record] }));
            })
        },
        "payload.bad_others",
    ),
    (
        "one of no records",
        |g| {
            g.with_others(|others| {
                others.iter_mut().for_each(|other| {
                    if other["records"].as_array().unwrap().len() == 1 {
                        other["records"] = json!([])
                    }
                })
            })
        },
        "payload.bad_others",
    ),
    (
        "others' records in another order",
        |g| g.with_others(|others| founders(others).swap(1, 2)),
        "payload.wrong_range",
    ),
    (
        "another's record twice",
        |g| {
            g.with_others(|others| {
                let records = founders(others);
                records[1] = records[0].clone()
            })
        },
        "payload.wrong_range",
    ),
    (
        "another's record that has no place there",
        |g| {
            g.with_others(|others| {
                let records = founders(others);
                let issued = json!({ "issued": { "what": "packet", "number": 1, "sha256": "0".repeat(64) } });
                records.push(next(records, issued));
            })
        },
        "payload.not_setup: ",
    ),
    (
        "another's record that can't be read",
        |g| g.with_others(|others| founders(others)[2] = json!("{}")),
        "payload.bad_record: ",
    ),
    (
        "a member more",
        |g| g.with_others(|others| others[0]["name"] = json!("街道办")),
        "payload.malformed: others[0].name: unknown",
    ),
    (
        "no records",
        |g| g.with_others(|others| drop(others[0].as_object_mut().unwrap().remove("records"))),
        "payload.malformed: others[0].records: missing",
    ),
    (
        "a list in place of the object",
        |g| g.with_others(|others| others[0] = json!([])),
        "payload.malformed: others[0]",
    ),
    ("an object in place of the list", |g| g.with("others", json!({})), "payload.malformed: others: not a list"),
    (
        "without the founder's",
        |g| {
            g.with_others(|others| {
                let founder = Device::new("街道办", 1).id;
                others.retain(|other| other["device"] != founder.as_str());
            })
        },
        "payload.not_founded",
    ),
    (
        "without the word that names its signer",
        |g| {
            g.with_others(|others| {
                let named = format!(r#"{{"deputy":{{"device":"{}"}}}}"#, g.signer.id);
                founders(others).retain(|record| !record.as_str().unwrap().contains(&named));
            })
        },
        "payload.not_founded",
    ),
    (
        "by a deputy that it says was revoked",
        |g| {
            g.with_others(|others| {
                let records = founders(others);
                let revoke = json!({ "revoke": { "device": g.signer.id.as_str(), "last": 0, "why": "平板丢失" } });
                records.push(next(records, revoke));
            })
        },
        "payload.not_founded",
    ),
    (
        "another record of another's under a known number",
        |g| {
            g.with_others(|others| {
                let record = &mut founders(others)[1];
                *record = json!(record.as_str().unwrap().replacen(r#""by":""#, r#""by":"不"#, 1));
            })
        },
        "merge.fork: ",
    ),
    (
        "in which a supervisor of something else makes itself a deputy",
        |g| {
            let text = g.text().replace(&to_text(&g.signer.key), &to_text(&g.other.key));
            let escaped = |key| to_text(&to_text(key)).trim_matches('"').to_owned();
            let text = text.replace(&escaped(&g.signer.key), &escaped(&g.other.key));
            let mut payload: Value =
                serde_json::from_str(&text.replace(g.signer.id.as_str(), g.other.id.as_str())).unwrap();
            payload["others"].as_array_mut().unwrap().sort_by_key(|other| other["device"].as_str().unwrap().to_owned());
            signed_text(&g.other, Kind::Packet, &payload.to_string()).into_bytes()
        },
        "merge.unknown_supervisor: ",
    ),
];

#[test]
fn packets() {
    try_all(&Good::packet(), PACKETS);
    try_all(&Good::packet_of_several(), SEVERAL);
}
