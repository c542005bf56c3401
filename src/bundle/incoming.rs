//! Any file that a person hands the program, told apart by content and read as far as it can be believed.

use super::jws::{JwsError, Kind, MAX_FILE, Unverified};
use super::key::{KeyCard, KeyError};
use super::merge::Delivery;
use super::payload::{Bundle, Packet, PayloadError};
use super::receipt::Receipt;
use super::trust::TRUST_LISTS;
use crate::domain::ids::DeviceId;
use crate::domain::json::{self, FromJson, Json, object, variants};
use crate::journal::fact::PublicKey;
use serde::Serialize;

/// What the `format` of a backup begins with, of whatever version.
pub const BACKUPS: &str = "wenlou-backup/";

/// A file that was read and holds together. Nothing makes one but [`read`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Incoming {
    Card { card: KeyCard, device: DeviceId },
    Bundle(Bundle),
    Packet(Packet),
    Receipt(Receipt),
}

/// What crosses from the worker to the page, as JSON, of a file that was read and holds together.
///
/// It is less than [`Incoming`], because every type that the page can read from JSON weighs on start-up. Outside of the
/// worker's answer it is made only from an [`Incoming`], but for photos.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arrived {
    /// Name and key of a card: nobody is believed by it before two people compared the fingerprint.
    Card(String, PublicKey),
    Signed(Delivery),
    Receipt(Receipt),
    /// A file of photos, which isn't signed: what is in it is looked at once it is known which are wanted.
    Photos,
}

variants!(Arrived {
    Card(name, key) = "card", Signed(delivery) = "signed", Receipt(receipt) = "receipt", Photos = "photos",
});

impl From<Incoming> for Arrived {
    fn from(incoming: Incoming) -> Self {
        match incoming {
            Incoming::Card { card, .. } => Self::Card(card.name, card.key),
            Incoming::Bundle(bundle) => Self::Signed(bundle.into()),
            Incoming::Packet(packet) => Self::Signed(packet.into()),
            Incoming::Receipt(receipt) => Self::Receipt(receipt),
        }
    }
}

/// Why a file was not taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomingError {
    /// A key card that can't be used.
    Card(KeyError),
    Jws(JwsError),
    Payload(PayloadError),
    /// A backup, which is opened where backups are.
    Backup,
    /// A trust list, which is for the command line.
    TrustList,
}

/// A key together with what it may sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trusted {
    pub device: DeviceId,
    pub supervisor: bool,
    pub key: PublicKey,
}

object!(Trusted { device, supervisor, key });

/// Reads one file. A bundle is believed from any trusted key, a packet and a receipt only from a supervisor's.
///
/// # Errors
/// Any [`IncomingError`]; never panics, whatever the bytes.
pub fn read(file: &[u8], trusted: &[Trusted]) -> Result<Incoming, IncomingError> {
    if file.len() as u64 > MAX_FILE {
        return Err(IncomingError::Jws(JwsError::TooLarge { bytes: file.len() as u64 }));
    }
    // A card may have been through an editor that puts a byte order mark in front; a signed file is taken as it is.
    let card = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    if let Ok(json) = json::parse(card)
        && let Some(format) = json.member("format")
    {
        if matches!(format, Json::Text(format) if format.starts_with(BACKUPS)) {
            return Err(IncomingError::Backup);
        }
        if matches!(format, Json::Text(format) if format.starts_with(TRUST_LISTS)) {
            return Err(IncomingError::TrustList);
        }
        let card = KeyCard::from_json(json).map_err(|_| IncomingError::Card(KeyError::BadFormat))?;
        let device = card.check().map_err(IncomingError::Card)?;
        return Ok(Incoming::Card { card, device });
    }
    let unverified = Unverified::read(file).map_err(IncomingError::Jws)?;
    let kind = unverified.kind();
    let believed = |kid: &DeviceId| {
        trusted.iter().find(|t| t.device == *kid && (t.supervisor || kind == Kind::Bundle)).map(|t| &t.key)
    };
    let verified = unverified.verify(believed).map_err(IncomingError::Jws)?;
    match kind {
        Kind::Bundle => Bundle::read(&verified).map(Incoming::Bundle),
        Kind::Packet => Packet::read(&verified).map(Incoming::Packet),
        Kind::Receipt => Receipt::read(&verified).map(Incoming::Receipt),
        Kind::Trust => return Err(IncomingError::TrustList),
        Kind::Backup => return Err(IncomingError::Backup),
    }
    .map_err(IncomingError::Payload)
}
