//! What holds for every signed file whatever is in it: signature, header, keys, envelope, base64.

use super::*;
use base64ct::{Base64Unpadded, Encoding};

/// The same bytes, spelled with other spare bits in the last character.
fn respelled(encoded: &str) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = encoded.chars().next_back().unwrap();
    let next = alphabet.chars().nth(alphabet.find(last).unwrap() + 1).unwrap();
    format!("{}{next}", &encoded[..encoded.len() - 1])
}

fn bit(encoded: &str, at: usize) -> String {
    let mut bytes = decode(encoded);
    bytes[at] ^= 1;
    encode(&bytes)
}

/// r‖s as the two integers of a DER sequence.
fn der(signature: &[u8]) -> Vec<u8> {
    let integer = |part: &[u8]| {
        let lead = if part[0] > 127 { vec![0] } else { vec![] };
        [vec![2, (lead.len() + part.len()) as u8], lead, part.to_vec()].concat()
    };
    let both = [integer(&signature[..32]), integer(&signature[32..])].concat();
    [vec![0x30, both.len() as u8], both].concat()
}

/// The order of the group of P-256: r and s are below it.
const ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7,
    0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

const ENVELOPES: &[Row] = &[
    // The signature doesn't fit.
    ("payload bit", |g| g.with_payload(bit(&g.parts().payload, 40)), "jws.bad_signature"),
    ("signature bit", |g| g.with_signature(bit(&g.parts().signature, 10)), "jws.bad_signature"),
    ("signature of another file", |g| g.with_signature(Parts::of(&g.second).signature), "jws.bad_signature"),
    ("payload of another file", |g| g.with_payload(Parts::of(&g.second).payload), "jws.bad_signature"),
    (
        "another payload",
        |g| g.with_payload(encode(g.text().replace(r#""name":""#, r#""name":"不"#).as_bytes())),
        "jws.bad_signature",
    ),
    ("payload respelled", |g| g.with_payload(encode(g.text().replace(':', ": ").as_bytes())), "jws.bad_signature"),
    ("payload empty", |g| g.with_payload(String::new()), "jws.bad_signature"),
    ("signature in DER", |g| g.with_signature_of(der), "jws.bad_signature"),
    ("s and r swapped", |g| g.with_signature_of(|rs| [&rs[32..], &rs[..32]].concat()), "jws.bad_signature"),
    ("signature of zeros", |g| g.with_signature_of(|_| vec![0; 64]), "jws.bad_signature"),
    ("signature of ones", |g| g.with_signature_of(|_| vec![255; 64]), "jws.bad_signature"),
    ("r of zero", |g| g.with_signature_of(|rs| [&[0; 32], &rs[32..]].concat()), "jws.bad_signature"),
    ("s of zero", |g| g.with_signature_of(|rs| [&rs[..32], &[0; 32]].concat()), "jws.bad_signature"),
    (
        "r of one, s of one",
        |g| g.with_signature_of(|_| [[0; 31].as_slice(), &[1], &[0; 31], &[1]].concat()),
        "jws.bad_signature",
    ),
    ("r of the order", |g| g.with_signature_of(|rs| [&ORDER, &rs[32..]].concat()), "jws.bad_signature"),
    ("s of the order", |g| g.with_signature_of(|rs| [&rs[..32], &ORDER].concat()), "jws.bad_signature"),
    ("s above the order", |g| g.with_signature_of(|rs| [&rs[..32], &[255; 32]].concat()), "jws.bad_signature"),
    ("signature a byte short", |g| g.with_signature_of(|rs| rs[..63].to_vec()), "jws.bad_signature"),
    ("signature a byte long", |g| g.with_signature_of(|rs| [rs, &[0]].concat()), "jws.bad_signature"),
    ("signature twice", |g| g.with_signature_of(|rs| [rs, rs].concat()), "jws.bad_signature"),
    ("no signature bytes", |g| g.with_signature(String::new()), "jws.bad_signature"),
    ("header respelled", |g| g.with_protected(encode(g.header().replace(':', ": ").as_bytes())), "jws.bad_signature"),
    (
        "signed by a stranger in the signer's name",
        |g| Parts::signed(&Device::new("外人", 99), &g.header(), g.text().as_bytes()).file().into_bytes(),
        "jws.bad_signature",
    ),
    // Nothing is read from a payload before its signature holds.
    (
        "a newer payload by a stranger in the signer's name",
        |g| Parts::signed(&Device::new("外人", 99), &g.header(), br#"{"version":9}"#).file().into_bytes(),
        "jws.bad_signature",
    ),
    // The header isn't the profile's; each is signed properly where that can be.
    ("header bit", |g| g.with_protected(bit(&g.parts().protected, 3)), "jws.bad_header: "),
    (
        "alg none",
        |g| {
            let protected = encode(g.header().replace(&g.alg(), "none").as_bytes());
            Parts { protected, signature: String::new(), ..g.parts() }.file().into_bytes()
        },
        "jws.wrong_algorithm: none",
    ),
    ("alg none, signed", |g| g.header_with(&g.alg(), "none"), "jws.wrong_algorithm: none"),
    // What a careless reader would take for an HMAC under the public key: any 32 bytes will do here.
    (
        "alg HS256",
        |g| {
            let protected = encode(g.header().replace(&g.alg(), "HS256").as_bytes());
            Parts { protected, signature: encode(&[7; 32]), ..g.parts() }.file().into_bytes()
        },
        "jws.wrong_algorithm: HS256",
    ),
    ("alg ES384", |g| g.header_with(&g.alg(), "ES384"), "jws.wrong_algorithm: ES384"),
    ("alg ES256K", |g| g.header_with(&g.alg(), "ES256K"), "jws.wrong_algorithm: ES256K"),
    ("alg in small letters", |g| g.header_with(&g.alg(), &g.alg().to_lowercase()), "jws.wrong_algorithm: e"),
    ("alg with a blank", |g| g.header_with(&g.alg(), &format!("{} ", g.alg())), "jws.wrong_algorithm: "),
    ("alg empty", |g| g.header_with(&g.alg(), ""), "jws.wrong_algorithm: "),
    ("alg a number", |g| g.header_with(r#""alg":"#, r#""alg":256,"x":"#), "jws.bad_header: alg: not a text"),
    ("alg null", |g| g.header_with(r#""alg":"#, r#""alg":null,"x":"#), "jws.bad_header: alg: not a text"),
    ("alg twice", |g| g.header_with("{", r#"{"alg":"none","#), "jws.bad_header: alg: unknown, or comes twice"),
    ("no alg", |g| g.header_with(&format!(r#""alg":"{}","#, g.alg()), ""), "jws.bad_header: alg: missing"),
    ("no kid", |g| g.header_with(&format!(r#""kid":"{}","#, g.signer.id), ""), "jws.bad_header: kid: missing"),
    (
        "kid twice",
        |g| g.header_with("{", &format!(r#"{{"kid":"{}","#, g.other.id)),
        "jws.bad_header: kid: unknown, or comes twice",
    ),
    ("kid a list", |g| g.header_with(r#""kid":""#, r#""kid":[],"x":""#), "jws.bad_header: kid: not a text"),
    ("kid with a blank", |g| g.headed(&g.header().replace(r#"","typ"#, r#" ","typ"#)), "jws.unknown_key"),
    (
        "kid in capitals",
        |g| g.headed(&g.header().replace(g.signer.id.as_str(), &g.signer.id.as_str().to_uppercase())),
        "jws.unknown_key",
    ),
    (
        "no typ",
        |g| g.headed(&format!(r#"{{"alg":"{}","kid":"{}"}}"#, g.alg(), g.signer.id)),
        "jws.bad_header: typ: missing",
    ),
    ("typ of nobody's", |g| g.header_with(r#""typ":""#, r#""typ":"JWT"#), "jws.bad_header: typ: unknown"),
    ("typ in capitals", |g| g.header_with("wenlou", "WENLOU"), "jws.bad_header: typ: unknown"),
    ("typ with a parameter", |g| g.header_with("+json", "+json;x=1"), "jws.bad_header: typ: unknown"),
    ("typ as a media type", |g| g.header_with("wenlou", "application/wenlou"), "jws.bad_header: typ: unknown"),
    ("typ a list", |g| g.header_with(r#""typ":"#, r#""typ":[],"x":"#), "jws.bad_header: typ"),
    ("another member", |g| g.header_with("{", r#"{"cty":"json","#), "jws.bad_header: cty: unknown"),
    ("crit", |g| g.header_with("{", r#"{"crit":["exp"],"#), "jws.bad_header: crit: unknown"),
    ("crit of nothing", |g| g.header_with("{", r#"{"crit":[],"#), "jws.bad_header: crit: unknown"),
    ("jwk", |g| g.header_with("{", r#"{"jwk":{},"#), "jws.bad_header: jwk: unknown"),
    ("jku", |g| g.header_with("{", r#"{"jku":"https://example.com/","#), "jws.bad_header: jku: unknown"),
    ("x5u", |g| g.header_with("{", r#"{"x5u":"https://example.com/","#), "jws.bad_header: x5u: unknown"),
    ("x5c", |g| g.header_with("{", r#"{"x5c":["AA"],"#), "jws.bad_header: x5c: unknown"),
    ("b64 false", |g| g.header_with("{", r#"{"b64":false,"#), "jws.bad_header: b64: unknown"),
    ("zip", |g| g.header_with("{", r#"{"zip":"DEF","#), "jws.bad_header: zip: unknown"),
    ("__proto__", |g| g.header_with("{", r#"{"__proto__":{},"#), "jws.bad_header: __proto__: unknown"),
    ("header a list", |g| g.headed(&format!("[{}]", g.header())), "jws.bad_header: not an object"),
    ("header not JSON", |g| g.headed("alg=ES256"), "jws.bad_header: value expected"),
    ("header empty", |g| g.headed(""), "jws.bad_header: value expected"),
    ("header nested deeply", |g| g.headed(&nested(50_000)), "jws.bad_header: nested too deep"),
    (
        "header nested too deep by one",
        |g| g.header_with("{", &format!(r#"{{"x":{},"#, nested(MAX_DEPTH))),
        "jws.bad_header: nested too deep",
    ),
    (
        "something after the header",
        |g| g.headed(&format!("{}{{}}", g.header())),
        "jws.bad_header: end of file expected",
    ),
    (
        "byte order mark in the header",
        |g| g.headed(&format!("\u{feff}{}", g.header())),
        "jws.bad_header: value expected",
    ),
    ("header not UTF-8", |g| g.with_protected(encode(b"{\"alg\":\"\xff\"}")), "jws.bad_header: "),
    // Keys.
    (
        "signed by a stranger",
        |g| signed_text(&Device::new("外人", 99), g.kind, &g.text()).into_bytes(),
        "jws.unknown_key",
    ),
    // The envelope isn't the profile's.
    (
        "unprotected header",
        |g| {
            g.envelope(|p, mut one| {
                one["header"] = json!({ "kid": "x" });
                json!({ "payload": p.payload, "signatures": [one] })
            })
        },
        "jws.malformed: signatures[0].header: unknown",
    ),
    (
        "unprotected header alone",
        |g| {
            g.envelope(|p, _| {
            json!({ "payload": p.payload, "signatures": [{ "header": { "alg": "ES256" }, "signature": p.signature }] })
        })
        },
        "jws.malformed: signatures[0].",
    ),
    (
        "no signature",
        |g| g.envelope(|p, _| json!({ "payload": p.payload, "signatures": [] })),
        "jws.not_one_signature: 0",
    ),
    (
        "two signatures",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one, one] })),
        "jws.not_one_signature: 2",
    ),
    (
        "a stranger's signature beside it",
        |g| {
            let stranger = Parts::signed(&Device::new("外人", 99), &g.header(), g.text().as_bytes());
            let theirs = json!({ "protected": stranger.protected, "signature": stranger.signature });
            g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [theirs, one] }))
        },
        "jws.not_one_signature: 2",
    ),
    (
        "flattened serialisation",
        |g| g.envelope(|p, _| json!({ "payload": p.payload, "protected": p.protected, "signature": p.signature })),
        "jws.malformed: signatures: missing",
    ),
    (
        "compact serialisation",
        |g| {
            let Parts { payload, protected, signature } = g.parts();
            format!("{protected}.{payload}.{signature}").into_bytes()
        },
        "jws.malformed: ",
    ),
    ("detached payload", |g| g.envelope(|_, one| json!({ "signatures": [one] })), "jws.malformed: payload: missing"),
    (
        "another member of the envelope",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "x": 1 })),
        "jws.malformed: x: unknown",
    ),
    (
        "payload twice",
        |g| g.file_with("{", &format!(r#"{{"payload":"{}","#, Parts::of(&g.second).payload)),
        "jws.malformed: payload: unknown, or comes twice",
    ),
    (
        "signatures twice",
        |g| g.file_with("{", r#"{"signatures":[],"#),
        "jws.malformed: signatures: unknown, or comes twice",
    ),
    (
        "protected twice",
        |g| g.file_with(r#"{"protected""#, r#"{"protected":"e30","protected""#),
        "jws.malformed: signatures[0].protected: unknown, or comes twice",
    ),
    (
        "signature member twice",
        |g| g.file_with(r#""signature""#, r#""signature":"AA","signature""#),
        "jws.malformed: signatures[0].signature: unknown, or comes twice",
    ),
    (
        "member twice, once escaped",
        |g| g.file_with("{", r#"{"p\u0061yload":"e30","#),
        "jws.malformed: payload: unknown, or comes twice",
    ),
    (
        "payload null",
        |g| g.envelope(|_, one| json!({ "payload": null, "signatures": [one] })),
        "jws.malformed: payload: not a text",
    ),
    (
        "payload in the clear",
        |g| g.envelope(|p, one| json!({ "payload": p.payload_json(), "signatures": [one] })),
        "jws.malformed: payload: not a text",
    ),
    (
        "signatures an object",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": one })),
        "jws.malformed: signatures: not a list",
    ),
    ("envelope a list", |g| g.envelope(|p, one| json!([p.payload, [one]])), "jws.malformed: not an object"),
    ("files in a list", |g| format!("[{}]", g.file).into_bytes(), "jws.malformed: not an object"),
    ("two files in one", |g| g.file.repeat(2).into_bytes(), "jws.malformed: end of file expected"),
    ("something after it", |g| format!("{}x", g.file).into_bytes(), "jws.malformed: end of file expected"),
    ("a zero byte after it", |g| format!("{}\0", g.file).into_bytes(), "jws.malformed: end of file expected"),
    ("a comment before it", |g| format!("// {}", g.file).into_bytes(), "jws.malformed: value expected"),
    ("byte order mark", |g| format!("\u{feff}{}", g.file).into_bytes(), "jws.malformed: value expected"),
    ("single quotes", |g| g.file.replace('"', "'").into_bytes(), "jws.malformed: "),
    ("trailing comma", |g| g.file_with("}]}", "}],}"), "jws.malformed: "),
    ("a no-break space between tokens", |g| g.file_with(":", ":\u{a0}"), "jws.malformed: "),
    ("a line break in a text", |g| g.file_with("eyJ", "eyJ\n"), "jws.malformed: "),
    ("cut in the middle", |g| g.file.as_bytes()[..g.file.len() / 2].to_vec(), "jws.malformed: "),
    ("the last byte missing", |g| g.file.as_bytes()[..g.file.len() - 1].to_vec(), "jws.malformed: "),
    ("the first byte missing", |g| g.file.as_bytes()[1..].to_vec(), "jws.malformed: "),
    ("not JSON", |_| b"wenlou".to_vec(), "jws.malformed: "),
    ("null", |_| b"null".to_vec(), "jws.malformed: not an object"),
    (
        "nested deeply inside",
        |g| g.file_with(r#""signatures":"#, &format!(r#""signatures":{},"x":"#, nested(MAX_DEPTH))),
        "jws.malformed: nested too deep",
    ),
    (
        "a huge number",
        |g| g.file_with("{", &format!(r#"{{"x":1{},"#, "0".repeat(100_000))),
        "jws.malformed: x: unknown",
    ),
    ("empty", |_| Vec::new(), "jws.empty"),
    ("blank", |_| b" \n\t ".to_vec(), "jws.empty"),
    // base64url in another spelling.
    ("padding in the payload", |g| g.with_payload(format!("{}=", g.parts().payload)), "jws.bad_base64: payload"),
    ("padding in the header", |g| g.with_protected(format!("{}=", g.parts().protected)), "jws.bad_base64: protected"),
    (
        "padding in the signature",
        |g| g.with_signature(format!("{}==", g.parts().signature)),
        "jws.bad_base64: signature",
    ),
    (
        "escaped padding",
        |g| g.with_signature(format!(r"{}\u003d\u003d", g.parts().signature)),
        "jws.bad_base64: signature",
    ),
    ("spare bits in the signature", |g| g.with_signature(respelled(&g.parts().signature)), "jws.bad_base64: signature"),
    ("a blank in the payload", |g| g.with_payload(inserted(&g.parts().payload, 8, " ")), "jws.bad_base64: payload"),
    (
        "an escaped line break in the payload",
        |g| g.with_payload(inserted(&g.parts().payload, 8, "\\n")),
        "jws.bad_base64: payload",
    ),
    (
        "a blank after the signature",
        |g| g.with_signature(format!("{} ", g.parts().signature)),
        "jws.bad_base64: signature",
    ),
    (
        "a blank in the header",
        |g| g.with_protected(inserted(&g.parts().protected, 4, " ")),
        "jws.bad_base64: protected",
    ),
    (
        "standard base64",
        |g| g.with_payload(Base64Unpadded::encode_string(format!("{}???~~~", g.text()).as_bytes())),
        "jws.bad_base64: payload",
    ),
    ("base64 with + and /", |g| g.with_payload(inserted(&g.parts().payload, 8, "+/+/")), "jws.bad_base64: payload"),
    (
        "full-width letters in base64",
        |g| g.with_payload(inserted(&g.parts().payload, 8, "ＡＢ")),
        "jws.bad_base64: payload",
    ),
    ("a lone character", |g| g.with_payload(format!("{}A", encode(b"abc"))), "jws.bad_base64: payload"),
    ("another dot", |g| g.with_payload(inserted(&g.parts().payload, 8, ".")), "jws.bad_base64: payload"),
];

const ALONE: &[Row] = &[
    ("kid of another device", |g| g.with_protected(encode(header(&g.other, g.kind).as_bytes())), "jws.bad_signature"),
    ("kid of another device, signed", |g| g.headed(&header(&g.other, g.kind)), "jws.bad_signature"),
    (
        "a trust list's format beside it",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "format": "wenlou-trust/2" })),
        "trust_list",
    ),
    (
        "a card's format beside it",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "format": "wenlou-key/1" })),
        "card.bad_format",
    ),
    (
        "a backup's format beside it",
        |g| g.envelope(|p, one| json!({ "payload": p.payload, "signatures": [one], "format": "wenlou-backup/1" })),
        "backup",
    ),
    (
        "signed by another enrolled device",
        |g| signed_text(&g.other, g.kind, &g.text()).into_bytes(),
        "payload.wrong_device",
    ),
    // Not this encoding of text, or not text at all.
    ("UTF-16, lowest byte first", |g| g.file.encode_utf16().flat_map(u16::to_le_bytes).collect(), "jws.malformed: "),
    ("UTF-16, highest byte first", |g| g.file.encode_utf16().flat_map(u16::to_be_bytes).collect(), "jws.malformed: "),
    ("not UTF-8", |g| [&g.file.as_bytes()[..20], b"\xff", &g.file.as_bytes()[20..]].concat(), "jws.malformed: "),
    ("a zip archive", |_| b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec(), "jws.malformed: "),
    ("nested deeply", |_| nested(200_000).into_bytes(), "jws.malformed: nested too deep"),
];

#[test]
fn envelopes() {
    goods().iter().for_each(|good| try_all(good, ENVELOPES));
}

#[test]
fn files_by_themselves() {
    alone().iter().for_each(|good| try_all(good, ALONE));
}
