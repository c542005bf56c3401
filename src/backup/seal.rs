//! The file around a backup: a passphrase becomes a key by Argon2id, and the content is encrypted with AES-256-GCM.
//!
//! The file is one JSON object; see README for the members. What stands before the content is bound to it as additional data, so that nothing of
//! it can be exchanged. A file says how much work its key takes, and what it says is bounded before any of it is done: a hostile file can make
//! the worker busy for seconds, not for ever, and take some memory, not all.

use super::{BackupError, passphrase};
use crate::bundle::incoming::BACKUPS;
use crate::bundle::jws::MAX_FILE;
use crate::domain::json::{self, FromJson, Json, object};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64UrlUnpadded, Encoding};

/// The `format` of a backup file.
pub const FORMAT: &str = "wenlou-backup/1";
const KDF: &str = "argon2id";
const CIPHER: &str = "A256GCM";

/// How much work a key takes: memory in KiB, passes over it, lanes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    pub m: u32,
    pub t: u32,
    pub p: u32,
}

/// What is written: four times the work of the least that OWASP asks for (19 MiB, 2 passes), which is half a second where it was measured and a few on
/// a slow tablet.
pub const COST: Cost = Cost { m: 47_104, t: 3, p: 1 };
/// The least that is read, and the most.
const LEAST: Cost = Cost { m: 19_456, t: 2, p: 1 };
const MOST: Cost = Cost { m: 131_072, t: 8, p: 1 };
/// The most of memory times passes: twice what is written, so that a file made for it keeps nobody waiting.
const MOST_WORK: u64 = 2 * 131_072;

impl Cost {
    /// Whether it is neither too little to protect anything nor so much that a tablet would be at it for ever.
    pub(super) fn is_allowed(self) -> bool {
        let within = |least: u32, asked: u32, most: u32| (least..=most).contains(&asked);
        let work = u64::from(self.m) * u64::from(self.t);
        within(LEAST.m, self.m, MOST.m)
            && within(LEAST.t, self.t, MOST.t)
            && within(LEAST.p, self.p, MOST.p)
            && work <= MOST_WORK
    }
}

/// What has to be drawn anew for each file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chance {
    pub salt: [u8; 16],
    pub nonce: [u8; 12],
}

/// What stands before the content.
struct Header {
    format: String,
    kdf: String,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
    cipher: String,
    nonce: String,
}

object!(Header { format, kdf, m, t, p, salt, cipher, nonce });

struct File {
    format: String,
    kdf: String,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
    cipher: String,
    nonce: String,
    content: String,
}

object!(File { format, kdf, m, t, p, salt, cipher, nonce, content });

/// Encrypts `plain` under a passphrase.
///
/// # Errors
/// `TooLarge` if it could not be read back, `Parameters` for a cost that wouldn't be read.
pub fn seal(plain: &[u8], passphrase: &str, chance: &Chance, cost: Cost) -> Result<String, BackupError> {
    let encode = Base64UrlUnpadded::encode_string;
    let header = Header {
        format: FORMAT.to_owned(),
        kdf: KDF.to_owned(),
        m: cost.m,
        t: cost.t,
        p: cost.p,
        salt: encode(&chance.salt),
        cipher: CIPHER.to_owned(),
        nonce: encode(&chance.nonce),
    };
    let aad = json::to_text(&header);
    let cipher = cipher(passphrase, &chance.salt, cost)?;
    let sealed = cipher.encrypt(&Nonce::from(chance.nonce), Payload { msg: plain, aad: aad.as_bytes() });
    let sealed = sealed.map_err(|_| BackupError::TooLarge { bytes: plain.len() as u64 })?;
    let Header { format, kdf, m, t, p, salt, cipher, nonce } = header;
    let file = File { format, kdf, m, t, p, salt, cipher, nonce, content: encode(&sealed) };
    let text = json::to_text(&file);
    if text.len() as u64 > MAX_FILE { Err(BackupError::TooLarge { bytes: text.len() as u64 }) } else { Ok(text) }
}

/// Decrypts a file.
///
/// # Errors
/// Any [`BackupError`] up to `WrongOrDamaged`; never panics, whatever the bytes.
pub fn open(file: &[u8], passphrase: &str) -> Result<Vec<u8>, BackupError> {
    if file.len() as u64 > MAX_FILE {
        return Err(BackupError::TooLarge { bytes: file.len() as u64 });
    }
    let Ok(json) = json::parse(file) else { return Err(BackupError::NotABackup) };
    match json.member("format") {
        Some(Json::Text(format)) if format == FORMAT => {}
        Some(Json::Text(format)) if format.starts_with(BACKUPS) => {
            return Err(BackupError::OtherVersion { format: format.to_string() });
        }
        _ => return Err(BackupError::NotABackup),
    }
    let file = File::from_json(json).map_err(|why| BackupError::Malformed { why: why.to_string() })?;
    let File { format, kdf, m, t, p, salt, cipher: name, nonce, content } = file;
    let cost = Cost { m, t, p };
    if kdf != KDF || name != CIPHER {
        return Err(BackupError::Parameters);
    }
    let (salt_bytes, nonce_bytes): ([u8; 16], [u8; 12]) = (exactly("salt", &salt)?, exactly("nonce", &nonce)?);
    let sealed = decode("content", &content)?;
    let header = Header { format, kdf, m, t, p, salt, cipher: name, nonce };
    let aad = json::to_text(&header);
    let cipher = cipher(passphrase, &salt_bytes, cost)?;
    let opened = cipher.decrypt(&Nonce::from(nonce_bytes), Payload { msg: &sealed, aad: aad.as_bytes() });
    opened.map_err(|_| BackupError::WrongOrDamaged)
}

/// The cipher with the key that the passphrase gives.
fn cipher(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Result<Aes256Gcm, BackupError> {
    Ok(Aes256Gcm::new(&stretch(passphrase, salt, cost)?.into()))
}

/// What Argon2id makes of a passphrase.
pub(super) fn stretch(passphrase: &str, salt: &[u8], cost: Cost) -> Result<[u8; 32], BackupError> {
    if !cost.is_allowed() {
        return Err(BackupError::Parameters);
    }
    let mut key = [0; 32];
    let params = Params::new(cost.m, cost.t, cost.p, Some(key.len())).map_err(|_| BackupError::Parameters)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase::normal(passphrase).as_bytes(), salt, &mut key)
        .map_err(|_| BackupError::Parameters)?;
    Ok(key)
}

/// Canonical base64url only, as everywhere.
fn decode(member: &str, text: &str) -> Result<Vec<u8>, BackupError> {
    let bytes = Base64UrlUnpadded::decode_vec(text).ok();
    let canonical = bytes.filter(|bytes| Base64UrlUnpadded::encode_string(bytes) == text);
    canonical.ok_or_else(|| BackupError::Malformed { why: format!("{member}: not base64url") })
}

fn exactly<const N: usize>(member: &str, text: &str) -> Result<[u8; N], BackupError> {
    let bytes = decode(member, text)?;
    bytes.try_into().map_err(|_| BackupError::Malformed { why: format!("{member}: not {N} bytes") })
}
