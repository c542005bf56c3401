//! Changes to the store: a text put under a key, or a key taken out.

use crate::domain::json::object;
use crate::domain::order::sorted;

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub key: String,
    /// `None`: the key is taken out.
    pub value: Option<String>,
}

object!(Change { key, value or nothing });

impl Change {
    pub fn put(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: Some(value.into()) }
    }

    /// Bytes of key and value.
    pub fn size(&self) -> usize {
        self.key.len() + self.value.as_ref().map_or(0, String::len)
    }

    pub fn take_out(key: impl Into<String>) -> Self {
        Self { key: key.into(), value: None }
    }
}

/// In place of a length: there is no value.
const NONE: u32 = u32::MAX;

/// Writes changes as bytes: for each the key and the value in UTF-8, before either its length in bytes (four bytes, lowest first), which
/// is 2³² − 1 where there is no value.
pub fn encode(changes: &[Change]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut part = |text: Option<&str>| match text {
        Some(text) => {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        None => bytes.extend(NONE.to_le_bytes()),
    };
    for change in changes {
        part(Some(&change.key));
        part(change.value.as_deref());
    }
    bytes
}

/// Reads what [`encode`] wrote; `None` if anything is amiss.
pub fn decode(mut bytes: &[u8]) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    while !bytes.is_empty() {
        let key = take_text(&mut bytes)??;
        changes.push(Change { key, value: take_text(&mut bytes)? });
    }
    Some(changes)
}

/// The next text, if there is one; outside `None` if it can't be read.
fn take_text(bytes: &mut &[u8]) -> Option<Option<String>> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    let length = u32::from_le_bytes(*length);
    if length == NONE {
        return Some(None);
    }
    let (text, rest) = bytes.split_at_checked(length as usize)?;
    *bytes = rest;
    Some(Some(std::str::from_utf8(text).ok()?.to_owned()))
}

/// The last change of each key, in order of key.
pub fn fold(changes: Vec<Change>) -> Vec<Change> {
    let mut folded: Vec<Change> = Vec::new();
    for change in sorted(changes, |a, b| a.key.cmp(&b.key)) {
        match folded.last_mut() {
            Some(last) if last.key == change.key => *last = change,
            _ => folded.push(change),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_back_as_they_were_written() {
        let changes = [Change::put("a", "楼\n\0"), Change::take_out("b"), Change::put("", "")];
        let bytes = encode(&changes);
        assert_eq!(decode(&bytes).as_deref(), Some(&changes[..]));
        assert_eq!(decode(&[]), Some(vec![]));
        for end in 1..bytes.len() {
            // Cut between two changes it is the first ones; anywhere else it is nothing.
            assert!(decode(&bytes[..end]).is_none_or(|some| changes.starts_with(&some)), "{end}");
        }
        assert_eq!(decode(&[255, 255, 255, 255]), None, "no key");
        assert_eq!(decode(&[1, 0, 0, 0, 200, 255, 255, 255, 255]), None, "no UTF-8");
    }

    #[test]
    fn the_last_change_of_a_key_counts() {
        let changes = vec![Change::put("b", "1"), Change::put("a", "1"), Change::take_out("b"), Change::put("a", "2")];
        assert_eq!(fold(changes), [Change::put("a", "2"), Change::take_out("b")]);
    }
}
