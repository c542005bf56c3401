//! One record: its text, its id, and the hash chain that ties a device's records together.

use super::fact::Fact;
use crate::domain::digest::{sha256_base64url, sha256_hex};
use crate::domain::ids::{CampaignId, DeviceId, PRACTICE};
use crate::domain::json::{self, FromJson, Json, Misread, ToJson, Writer, object};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The longest record text that is read, in bytes. A building of the roll is the largest record written.
pub const MAX_TEXT: usize = 1 << 20;
/// The longest single text in a record, in bytes: more than any form takes, and little enough to be shown.
pub const MAX_FIELD: usize = 64 << 10;
/// The highest number that a record can have: what a device can hand over in one bundle. Without an end, one absurd
/// number would make everything that counts up to it run for ever.
pub const MAX_NUMBER: u64 = 250_000;

/// Which record: the device that wrote it and its number there, written `device/number`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordId {
    pub device: DeviceId,
    /// From 1, without gaps, to [`MAX_NUMBER`].
    pub n: u64,
}

impl RecordId {
    /// Whether it is one of those up to `lasts`, which are the last one of each device.
    #[inline(never)]
    pub fn is_within(&self, lasts: &[Self]) -> bool {
        lasts.iter().any(|last| last.device == self.device && self.n <= last.n)
    }

    /// Whether it is one of those, or one of these, which are named one by one.
    #[inline(never)]
    pub fn is_known(&self, lasts: &[Self], named: &[Self]) -> bool {
        self.is_within(lasts) || named.contains(self)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.device, self.n)
    }
}

impl FromStr for RecordId {
    type Err = EntryError;

    fn from_str(text: &str) -> Result<Self, EntryError> {
        let (device, n) = text.rsplit_once('/').ok_or(EntryError::BadReference)?;
        let number = n.parse().map_err(|_| EntryError::BadReference)?;
        // Only the canonical spelling: one record, one reference.
        if device.is_empty() || !is_number(number) || n != u64::to_string(&number) {
            return Err(EntryError::BadReference);
        }
        Ok(Self { device: device.into(), n: number })
    }
}

impl FromJson for RecordId {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        let reference: Result<Self, EntryError> = String::from_json(json)?.parse();
        reference.map_err(|why| Misread::new(why.to_string()))
    }
}

impl ToJson for RecordId {
    fn to_json(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a record says, besides who wrote it (that is its place in the journal and the signature around it).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// This device's record number, from 1.
    pub n: u64,
    /// Hybrid logical time: the device's clock, or more if need be to be greater than that of every record the device had seen. So what a
    /// person did later counts as later on two tablets that know nothing of each other, and no clock that was set back undoes what was
    /// seen. Up to [`json::MAX_WHOLE`]; there it stays, and device and number decide.
    pub lt: u64,
    /// What the device's clock said, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The person at the device, as they named themselves.
    pub by: String,
    pub fact: Fact,
}

object!(Entry { n, lt, at, by, fact });

/// Why a record's text can't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EntryError {
    TooLong,
    /// Not JSON, or not of this form; what the parser said.
    Malformed(String),
    /// The text's number isn't the one it is filed under.
    WrongNumber {
        filed: u64,
        says: u64,
    },
    BadReference,
    /// Another text stands under the record's number.
    Forked,
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "record longer than {MAX_TEXT} bytes"),
            Self::Malformed(why) => write!(f, "record not readable: {why}"),
            Self::WrongNumber { filed, says } => write!(f, "record {filed} calls itself {says}"),
            Self::BadReference => f.write_str("record reference not of the form device/number"),
            Self::Forked => f.write_str("another text stands under the record's number"),
        }
    }
}

impl std::error::Error for EntryError {}

/// Whether a record can have this number.
fn is_number(n: u64) -> bool {
    (1..=MAX_NUMBER).contains(&n)
}

fn check_number(n: u64) -> Result<(), EntryError> {
    if is_number(n) {
        Ok(())
    } else {
        Err(EntryError::Malformed(format!("number {n} is not within 1 to {MAX_NUMBER}")))
    }
}

impl Entry {
    /// The record's text.
    ///
    /// # Errors
    /// [`EntryError::TooLong`] above [`MAX_TEXT`] or with a text above [`MAX_FIELD`], `Malformed` above [`MAX_NUMBER`] or with a time beyond [`json::MAX_WHOLE`]: what
    /// could not be read back is not written.
    pub fn to_text(&self) -> Result<String, EntryError> {
        check_number(self.n)?;
        if self.lt.max(self.at.unsigned_abs()) > json::MAX_WHOLE {
            return Err(EntryError::Malformed("time out of range".to_owned()));
        }
        let text = json::to_text(self);
        // Only a long record can have a long text.
        let fits = |text: &str| text.len() <= MAX_FIELD || json::parse_within(text.as_bytes(), MAX_FIELD).is_ok();
        if text.len() > MAX_TEXT || !fits(&text) {
            return Err(EntryError::TooLong);
        }
        Ok(text)
    }

    /// Reads the text filed under number `n`.
    ///
    /// # Errors
    /// Any [`EntryError`]; never panics, whatever the bytes.
    pub fn from_text(text: &str, n: u64) -> Result<Self, EntryError> {
        let entry = Self::read(text)?;
        if entry.n == n { Ok(entry) } else { Err(EntryError::WrongNumber { filed: n, says: entry.n }) }
    }

    /// Reads a text that says its number itself.
    ///
    /// # Errors
    /// As [`Entry::from_text`].
    pub fn read(text: &str) -> Result<Self, EntryError> {
        if text.len() > MAX_TEXT {
            return Err(EntryError::TooLong);
        }
        let json = json::parse_within(text.as_bytes(), MAX_FIELD);
        let entry = json.and_then(Self::from_json).map_err(|e| EntryError::Malformed(e.to_string()))?;
        check_number(entry.n)?;
        Ok(entry)
    }
}

/// The chain before a device's first record: binds it to campaign and device.
pub fn chain_start(campaign: &CampaignId, device: &DeviceId) -> String {
    sha256_hex(format!("wenlou-chain/1\n{campaign}\n{device}").as_bytes())
}

/// The chain after the record `text`, `head` being the chain before it.
pub fn chain_next(head: &str, text: &str) -> String {
    sha256_hex(format!("{head}\n{text}").as_bytes())
}

/// A campaign's id: 22 characters that only the founding device's key and its nonce give, so that no other device can
/// found a campaign of the same id. The id of one for practice says so in front, and can't be had by another nonce than one for practice.
pub fn derive_campaign_id(founder: &DeviceId, nonce: &str) -> CampaignId {
    let mut id = sha256_base64url(format!("wenlou-campaign/1\n{founder}\n{nonce}").as_bytes());
    id.truncate(22);
    if nonce.starts_with(PRACTICE) {
        id.insert_str(0, PRACTICE);
    }
    CampaignId(id)
}
