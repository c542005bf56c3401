//! What is inside a backup once it is decrypted: the device's public key, and its signature over the entries of its store.

use super::{BackupError, seal, thin};
use crate::bundle::jws::{Kind, ToSign, Unverified};
use crate::bundle::key::thumbprint;
use crate::bundle::payload::{self, DeviceCard, PayloadError};
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, RealCampaign};
use crate::domain::json::{self, object};
use crate::domain::order::sorted;
use crate::domain::small_map::SmallMap;
use crate::journal::fact::PublicKey;
use crate::store::keys;

/// What a device held of a campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    pub name: String,
    /// Readable records, of all devices.
    pub records: u64,
    /// Their state hash.
    pub state: String,
    /// Number of the last record that the device itself wrote; 0 if none.
    pub last: u64,
}

object!(Held { name, records, state, last });

/// What is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupPayload {
    /// [`payload::VERSION`]
    pub version: u32,
    pub device: DeviceCard,
    /// What the device's clock said.
    pub made_at: i64,
    pub campaigns: SmallMap<RealCampaign, Held>,
    /// Keys and values of the store, as they stand there, readable or not.
    pub entries: Vec<(String, String)>,
}

object!(BackupPayload { version, device, made_at, campaigns, entries });

impl BackupPayload {
    /// Of these entries what travels, in order of key, and of these campaigns those that do.
    pub fn of(
        device: DeviceCard,
        made_at: i64,
        campaigns: SmallMap<CampaignId, Held>,
        entries: Vec<(String, String)>,
    ) -> Self {
        let campaigns = campaigns.iter().filter_map(|(id, held)| Some((RealCampaign::of(id)?, held.clone()))).collect();
        let entries = entries.into_iter().filter(|(key, _)| travels(key)).collect();
        let entries = sorted(entries, |(a, _), (b, _): &(String, String)| a.cmp(b));
        Self { version: payload::VERSION, device, made_at, campaigns, entries }
    }

    /// What the device has to sign.
    pub fn to_sign(&self) -> ToSign {
        ToSign::new(Kind::Backup, &self.device.id, json::to_text(self).as_bytes())
    }
}

/// Whether an entry is in a backup: not what is about this one device's stores, what it knows of its backups, and its lock, which keeps others from
/// this device's screen and would keep people from another's. Nor what belongs to a practice.
fn travels(key: &str) -> bool {
    let stays = [keys::LOG, keys::LOCK, keys::TRIES].contains(&key) || key.starts_with(keys::BACKUPS);
    let stays = stays || thin::is_of_practice(key);
    key.starts_with(keys::ALL) && !stays
}

struct Plain {
    key: PublicKey,
    signed: String,
}

object!(Plain { key, signed });

/// What is encrypted.
pub fn plain(key: &PublicKey, signed: String) -> String {
    json::to_text(&Plain { key: key.clone(), signed })
}

/// A backup that the named device has signed and whose content holds together. Only [`read`] and [`read_plain`] make one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    payload: BackupPayload,
    sha256: String,
}

impl Backup {
    pub fn payload(&self) -> &BackupPayload {
        &self.payload
    }

    /// SHA-256 of the whole file, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Opens a file, checks its signature and reads what is inside.
///
/// # Errors
/// Any [`BackupError`]; never panics, whatever the bytes.
pub fn read(file: &[u8], passphrase: &str) -> Result<Backup, BackupError> {
    read_plain(&seal::open(file, passphrase)?, sha256_hex(file))
}

/// As [`read`], of what was decrypted of the file with this hash.
///
/// # Errors
/// `Jws`, `Payload` or `NewerStore`; never panics, whatever the bytes.
pub fn read_plain(plain: &[u8], sha256: String) -> Result<Backup, BackupError> {
    let malformed = |why: String| BackupError::Payload(PayloadError::Malformed { why });
    let Plain { key, signed } = json::from_bytes(plain).map_err(|why| malformed(why.to_string()))?;
    let unverified = Unverified::read(signed.as_bytes()).map_err(BackupError::Jws)?;
    if unverified.kind() != Kind::Backup {
        return Err(malformed("typ: not a backup's".to_owned()));
    }
    let signer = thumbprint(&key);
    let verified = unverified.verify(|kid| (*kid == signer).then_some(&key)).map_err(BackupError::Jws)?;
    let payload: BackupPayload = payload::parse(&verified, payload::VERSION).map_err(BackupError::Payload)?;
    if payload.device.id != signer {
        return Err(BackupError::Payload(PayloadError::WrongDevice));
    }
    for pair in payload.entries.windows(2) {
        if pair[0].0 >= pair[1].0 {
            return Err(malformed(format!("entries: {} is out of order", pair[1].0)));
        }
    }
    match payload.entries.iter().find(|(key, _)| !travels(key)) {
        Some((key, _)) if thin::is_of_practice(key) => return Err(BackupError::Payload(PayloadError::Practice)),
        Some((key, _)) => return Err(malformed(format!("entries: {key} has no place here"))),
        None if payload.entries.iter().any(|(key, value)| key == keys::FORMAT && keys::is_newer(value)) => {
            return Err(BackupError::NewerStore);
        }
        None => {}
    }
    Ok(Backup { payload, sha256 })
}
