//! The trust list: the devices of a campaign and their keys, for whoever checks its files without the app.
//!
//! The supervisor signs it; it has a number, so that an older one can be told from a newer, and a day from which it is no longer believed. A
//! device that was revoked stays on it with the number of its last record that counts, because what it recorded before stays valid.
//!
//! The file is a small object around the signed one: the signer's key has to be known before anything signed is read, and whoever checks has
//! nothing but this file. The key proves who signed only to somebody who compares its fingerprint, which is why that is shown.

use super::jws::{JwsError, Kind, Unverified};
use super::key::{KeyError, TRUST_FORMAT, TrustList, TrustedKey, VerifyingKey, thumbprint};
use super::payload::{DeviceCard, PayloadError, VERSION, parse};
use crate::domain::date::parse_date;
use crate::domain::ids::{DeviceId, RealCampaign};
use crate::domain::json::{self, FromJson, Json, Misread, object};
use crate::journal::State;
use crate::journal::fact::{Issue, PublicKey};

/// The `format` of a signed trust list.
pub const SIGNED_FORMAT: &str = "wenlou-trust/2";
/// What the `format` of a trust list of whatever version begins with.
pub const TRUST_LISTS: &str = "wenlou-trust/";

/// What is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustPayload {
    pub version: u32,
    pub campaign: RealCampaign,
    /// The supervisor's device, which signs.
    pub device: DeviceCard,
    /// From 1; the higher is the newer.
    pub number: u64,
    /// The day on which it was made, and the last on which it is believed, `yyyy-mm-dd`.
    pub issued_on: String,
    pub until: String,
    pub keys: Vec<ListedKey>,
}

object!(TrustPayload { version, campaign, device, number, issued_on, until, keys });

/// A key that files may be signed with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedKey {
    pub name: String,
    pub person: Option<String>,
    /// May found campaigns and hand out work packets.
    pub supervisor: bool,
    pub key: PublicKey,
    /// Of a revoked key: number of the last record that counts.
    pub last: Option<u64>,
}

object!(ListedKey { name, person or nothing, supervisor, key, last or nothing });

/// The file.
struct SignedList {
    format: String,
    key: PublicKey,
    signed: String,
}

object!(SignedList { format, key, signed });

/// The text of the file around what `key` signed.
pub fn file_of(key: PublicKey, signed: String) -> String {
    json::to_indented(&SignedList { format: SIGNED_FORMAT.to_owned(), key, signed })
}

/// A trust list that was read and holds together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trust {
    pub keys: Vec<ListedKey>,
    /// Who signed it; `None`: nobody, it is the word of whoever brought it.
    pub signed: Option<SignedBy>,
}

/// What a signed list says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedBy {
    pub campaign: RealCampaign,
    pub device: DeviceCard,
    pub number: u64,
    pub issued_on: String,
    pub until: String,
}

/// Why a trust list is not believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TrustError {
    /// Not of this form; what the parser said.
    Malformed(String),
    /// Of another format.
    OtherFormat(String),
    /// The signed list inside.
    NotSigned(JwsError),
    Payload(PayloadError),
    /// A key on it can't be used: which, counted from 1, and why.
    BadKey {
        at: usize,
        name: String,
        why: KeyError,
    },
    /// Its signer isn't on it as a supervisor.
    SignerNotListed,
    /// A day isn't one, or the last lies before the first.
    BadDays,
    /// It was believed until this day.
    Expired {
        until: String,
    },
}

impl TrustPayload {
    /// What the supervisor `device`, whose key this is, says on `today`. `None` of a practice.
    pub fn of(state: &State, device: DeviceCard, key: PublicKey, today: &str, until: &str) -> Option<Self> {
        let campaign = RealCampaign::of(&state.campaign)?;
        let others = state.enrolled.values().filter(|enrol| enrol.device != device.id).map(|enrol| ListedKey {
            name: enrol.name.clone(),
            person: enrol.person.clone(),
            supervisor: state.is_supervisor(&enrol.device),
            key: enrol.key.clone(),
            last: state.revoked.get(&enrol.device).map(|(revoke, _)| revoke.last),
        });
        let own = ListedKey { name: device.name.clone(), person: None, supervisor: true, key, last: None };
        Some(Self {
            version: VERSION,
            campaign,
            number: state.issued(Issue::Trust) + 1,
            issued_on: today.to_owned(),
            until: until.to_owned(),
            keys: std::iter::once(own).chain(others).collect(),
            device,
        })
    }
}

impl Trust {
    /// Reads a trust list, signed or, of the first version, not, on the day `today`.
    ///
    /// # Errors
    /// Any [`TrustError`]; never panics, whatever the bytes.
    pub fn read(bytes: &[u8], today: &str) -> Result<Self, TrustError> {
        let malformed = |why: Misread| TrustError::Malformed(why.to_string());
        let json = json::parse(bytes).map_err(malformed)?;
        let trust = match json.member("format") {
            Some(Json::Text(format)) if format == TRUST_FORMAT => {
                let list: TrustList = FromJson::from_json(json).map_err(malformed)?;
                let listed = |key: TrustedKey| ListedKey {
                    name: key.name,
                    person: None,
                    supervisor: key.supervisor,
                    key: key.key,
                    last: None,
                };
                Self { keys: list.keys.into_iter().map(listed).collect(), signed: None }
            }
            Some(Json::Text(format)) if format == SIGNED_FORMAT => {
                Self::read_signed(FromJson::from_json(json).map_err(malformed)?, today)?
            }
            Some(Json::Text(format)) => return Err(TrustError::OtherFormat(format.to_string())),
            _ => return Err(TrustError::Malformed("format: missing".to_owned())),
        };
        for (at, listed) in trust.keys.iter().enumerate() {
            if let Err(why) = VerifyingKey::read(&listed.key) {
                return Err(TrustError::BadKey { at: at + 1, name: listed.name.clone(), why });
            }
        }
        Ok(trust)
    }

    fn read_signed(file: SignedList, today: &str) -> Result<Self, TrustError> {
        let signer = thumbprint(&file.key);
        let unverified = Unverified::read(file.signed.as_bytes()).map_err(TrustError::NotSigned)?;
        if unverified.kind() != Kind::Trust {
            return Err(TrustError::Malformed("typ: not a trust list's".to_owned()));
        }
        let verified = unverified.verify(|kid| (*kid == signer).then_some(&file.key)).map_err(TrustError::NotSigned)?;
        let payload: TrustPayload = parse(&verified, VERSION).map_err(TrustError::Payload)?;
        if !payload.device.is_of(&signer) {
            return Err(TrustError::Payload(PayloadError::WrongDevice));
        }
        if !payload.keys.iter().any(|listed| listed.supervisor && listed.key == file.key) {
            return Err(TrustError::SignerNotListed);
        }
        // ISO dates order as text.
        if [&payload.issued_on, &payload.until].into_iter().any(|day| parse_date(day).is_none())
            || payload.until < payload.issued_on
        {
            return Err(TrustError::BadDays);
        }
        if *today > *payload.until {
            return Err(TrustError::Expired { until: payload.until });
        }
        let TrustPayload { campaign, device, number, issued_on, until, keys, .. } = payload;
        Ok(Self { keys, signed: Some(SignedBy { campaign, device, number, issued_on, until }) })
    }

    pub fn find(&self, kid: &DeviceId) -> Option<&ListedKey> {
        self.keys.iter().find(|listed| thumbprint(&listed.key) == *kid)
    }
}
