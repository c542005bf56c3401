//! What can be done to a good file: at its envelope, its header, its payload, its records; signed again where that can be.

use super::*;
use support::forge::resigned;

impl Good {
    pub fn parts(&self) -> Parts {
        Parts::of(&self.file)
    }

    pub fn text(&self) -> String {
        self.parts().payload_text()
    }

    /// The header as it should be.
    pub fn header(&self) -> String {
        header(&self.signer, self.kind)
    }

    pub fn alg(&self) -> String {
        let header: Value = serde_json::from_str(&self.header()).unwrap();
        header["alg"].as_str().unwrap().to_owned()
    }

    pub fn with_payload(&self, payload: String) -> Vec<u8> {
        Parts { payload, ..self.parts() }.file().into_bytes()
    }

    pub fn with_protected(&self, protected: String) -> Vec<u8> {
        Parts { protected, ..self.parts() }.file().into_bytes()
    }

    pub fn with_signature(&self, signature: String) -> Vec<u8> {
        Parts { signature, ..self.parts() }.file().into_bytes()
    }

    /// Other bytes as the signature.
    pub fn with_signature_of(&self, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        self.with_signature(encode(&change(&decode(&self.parts().signature))))
    }

    /// Another header over the same payload, signed.
    pub fn headed(&self, header: &str) -> Vec<u8> {
        Parts::signed(&self.signer, header, self.text().as_bytes()).file().into_bytes()
    }

    /// The header with a part replaced, signed.
    pub fn header_with(&self, part: &str, by: &str) -> Vec<u8> {
        let header = self.header();
        assert!(header.contains(part));
        self.headed(&header.replacen(part, by, 1))
    }

    /// A payload of any text, signed.
    pub fn signed(&self, payload: &str) -> Vec<u8> {
        signed_text(&self.signer, self.kind, payload).into_bytes()
    }

    /// The payload's text with a part replaced, signed.
    pub fn text_with(&self, part: &str, by: &str) -> Vec<u8> {
        let text = self.text();
        assert!(text.contains(part), "{part}");
        self.signed(&text.replacen(part, by, 1))
    }

    /// The payload with its version in this spelling, signed.
    pub fn version_spelled(&self, version: &str) -> Vec<u8> {
        let known = format!(r#""version":{}"#, self.parts().payload_json()["version"]);
        self.text_with(&known, &format!(r#""version":{version}"#))
    }

    /// The payload with one member changed, signed.
    pub fn with(&self, member: &str, value: Value) -> Vec<u8> {
        self.changed(|payload| payload[member] = value)
    }

    pub fn changed(&self, change: impl FnOnce(&mut Value)) -> Vec<u8> {
        resigned(&self.signer, self.kind, &self.file, change).into_bytes()
    }

    /// Other records, in a payload that fits them, signed.
    pub fn with_records(&self, change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
        self.changed(|payload| {
            let records = payload["records"].as_array_mut().unwrap();
            change(records);
            if self.kind == Kind::Bundle {
                let (count, before) = (records.len(), payload["before"].as_str().unwrap().to_owned());
                payload["last"] = json!(count);
                payload["head"] = json!(chain(before, payload["records"].as_array().unwrap()));
            }
        })
    }

    /// Other records of others, signed. They are the founder's and a deputy's, in order of the devices.
    pub fn with_others(&self, change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
        self.changed(|payload| change(payload["others"].as_array_mut().unwrap()))
    }

    /// The same, in order of the devices whatever was put in.
    pub fn with_others_sorted(&self, change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
        self.with_others(|others| {
            change(others);
            others.sort_by_key(|other| other["device"].as_str().unwrap().to_owned());
        })
    }

    /// Another first record, in a payload that fits it, signed.
    pub fn with_record(&self, change: impl FnOnce(&str) -> String) -> Vec<u8> {
        self.with_records(|records| records[0] = json!(change(records[0].as_str().unwrap())))
    }

    /// The first record with a part replaced, in a payload that fits it, signed.
    pub fn record_with(&self, part: &str, by: &str) -> Vec<u8> {
        self.with_record(|text| {
            assert!(text.contains(part), "{part}");
            text.replacen(part, by, 1)
        })
    }

    /// The envelope of other members.
    pub fn envelope(&self, members: impl FnOnce(Parts, Value) -> Value) -> Vec<u8> {
        let parts = self.parts();
        let one = json!({ "protected": parts.protected, "signature": parts.signature });
        members(parts, one).to_string().into_bytes()
    }

    /// The file's text with a part replaced.
    pub fn file_with(&self, part: &str, by: &str) -> Vec<u8> {
        assert!(self.file.contains(part));
        self.file.replacen(part, by, 1).into_bytes()
    }

    /// A bundle of the records behind the first `known` only, on the chain after `before`, signed.
    pub fn later_bundle(&self, known: usize, before: impl FnOnce(String) -> String) -> Vec<u8> {
        self.changed(|payload| {
            let records = payload["records"].as_array().unwrap().clone();
            let start = payload["before"].as_str().unwrap().to_owned();
            let before = before(chain(start, &records[..known.min(records.len())]));
            let rest = records.get(known..).unwrap_or_default();
            payload["head"] = json!(chain(before.clone(), rest));
            payload["before"] = json!(before);
            payload["first"] = json!(known + 1);
            payload["last"] = json!(known + rest.len());
            payload["records"] = json!(rest);
        })
    }
}

/// The chain after these records; one that isn't text counts as a lost one.
fn chain(before: String, records: &[Value]) -> String {
    records.iter().fold(before, |head, record| chain_next(&head, record.as_str().unwrap_or("")))
}
