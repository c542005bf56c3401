//! Signed files as no honest device makes them.

use super::Device;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;
use wenlou::bundle::jws::Kind;

pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

pub fn decode(text: &str) -> Vec<u8> {
    Base64UrlUnpadded::decode_vec(text).unwrap()
}

/// The three parts of a signed file, still encoded.
#[derive(Clone)]
pub struct Parts {
    pub payload: String,
    pub protected: String,
    pub signature: String,
}

impl Parts {
    pub fn of(file: &str) -> Self {
        let envelope: Value = serde_json::from_str(file).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let part = &envelope["signatures"][0];
        Self {
            payload: text(&envelope["payload"]),
            protected: text(&part["protected"]),
            signature: text(&part["signature"]),
        }
    }

    /// Signs a header and a payload, whatever they say.
    pub fn signed(device: &Device, header: &str, payload: &[u8]) -> Self {
        let (protected, payload) = (encode(header.as_bytes()), encode(payload));
        let signature = encode(&device.signature(format!("{protected}.{payload}").as_bytes()));
        Self { payload, protected, signature }
    }

    /// The file that these parts make.
    pub fn file(&self) -> String {
        let Self { payload, protected, signature } = self;
        format!(r#"{{"payload":"{payload}","signatures":[{{"protected":"{protected}","signature":"{signature}"}}]}}"#)
    }

    pub fn header_text(&self) -> String {
        String::from_utf8(decode(&self.protected)).unwrap()
    }

    pub fn payload_text(&self) -> String {
        String::from_utf8(decode(&self.payload)).unwrap()
    }

    pub fn payload_json(&self) -> Value {
        serde_json::from_str(&self.payload_text()).unwrap()
    }
}

/// The header that `device` writes for this kind of file.
pub fn header(device: &Device, kind: Kind) -> String {
    let typ = match kind {
        Kind::Bundle => "wenlou-bundle+json",
        Kind::Packet => "wenlou-packet+json",
        Kind::Receipt => "wenlou-receipt+json",
        Kind::Trust => "wenlou-trust+json",
        Kind::Backup => "wenlou-backup+json",
    };
    format!(r#"{{"alg":"{}","kid":"{}","typ":"{typ}"}}"#, device.alg(), device.id)
}

/// A file of any text as payload, signed properly.
pub fn signed_text(device: &Device, kind: Kind, payload: &str) -> String {
    Parts::signed(device, &header(device, kind), payload.as_bytes()).file()
}

/// A file of a changed payload, signed properly. The members keep the order they are written in.
pub fn resigned(device: &Device, kind: Kind, file: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut payload = Parts::of(file).payload_json();
    change(&mut payload);
    signed_text(device, kind, &payload.to_string())
}
