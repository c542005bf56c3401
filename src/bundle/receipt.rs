//! The receipt: the supervisor's signed word that it has a bundle, so that the device that made it may call its records handed over.
//!
//! It names the bundle's file by hash and its records by number and chain. The device checks both against what it knows of itself, so that
//! neither a receipt for another file nor one for other records lets it think that something is safe.

use super::jws::Verified;
use super::payload::{DeviceCard, PayloadError, VERSION, parse};
use crate::domain::ids::{DeviceId, RealCampaign};
use crate::domain::json::object;
use crate::journal::fact::{Exported, Receipted, Received};
use crate::journal::{Fact, Journal, State};
use serde::Serialize;

/// What is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    pub version: u32,
    pub campaign: RealCampaign,
    /// The supervisor's device, which signs.
    pub device: DeviceCard,
    /// The device whose bundle it is.
    pub to: DeviceId,
    pub bundle: u64,
    /// SHA-256 of the bundle's file, hexadecimal.
    pub sha256: String,
    /// Number of the last record in it, and the chain after it.
    pub last: u64,
    pub head: String,
    /// What the supervisor's clock said.
    pub at: i64,
}

object!(Receipt { version, campaign, device, to, bundle, sha256, last, head, at });

/// Why a receipt is not this device's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptError {
    /// It is for another device.
    OtherDevice,
    /// It isn't signed by a supervisor of the campaign, as far as is known here.
    NotTheSupervisor,
    /// It is signed by a supervisor that was revoked.
    RevokedSupervisor,
    /// The bundle that it names is another file than the one that was made here under this number.
    OtherFile { bundle: u64 },
    /// The supervisor has other records than are here.
    OtherRecords { last: u64 },
}

impl Receipt {
    /// The receipt of the supervisor `device` for a bundle that it has.
    pub fn of(campaign: RealCampaign, device: DeviceCard, received: &Received, at: i64) -> Self {
        let Received { device: to, bundle, sha256, last, head, .. } = received.clone();
        Self { version: VERSION, campaign, device, to, bundle, sha256, last, head, at }
    }

    /// Parses a verified receipt.
    ///
    /// # Errors
    /// `Malformed`, `OtherVersion` or `WrongDevice`.
    pub fn read(verified: &Verified) -> Result<Self, PayloadError> {
        let receipt: Self = parse(verified, VERSION)?;
        if receipt.device.is_of(verified.signer()) { Ok(receipt) } else { Err(PayloadError::WrongDevice) }
    }

    /// What the device `own` may note, if the receipt is for a bundle of its own.
    ///
    /// # Errors
    /// Any [`ReceiptError`].
    pub fn check(&self, journal: &Journal, state: &State, own: &DeviceId) -> Result<Receipted, ReceiptError> {
        if self.to != *own {
            return Err(ReceiptError::OtherDevice);
        }
        if !state.is_supervisor(&self.device.id) {
            return Err(ReceiptError::NotTheSupervisor);
        }
        if !state.supervises(&self.device.id) {
            return Err(ReceiptError::RevokedSupervisor);
        }
        // A program that was ended while it gave the file out has no note of it; then the chain alone tells.
        let made = journal.entries_after(own, 0).filter_map(|entry| match &entry.fact {
            Fact::Exported(made) if made.bundle == self.bundle => Some(made),
            _ => None,
        });
        let (mut noted, mut same) = (false, false);
        for Exported { sha256, .. } in made {
            (noted, same) = (true, same || *sha256 == self.sha256);
        }
        if noted && !same {
            return Err(ReceiptError::OtherFile { bundle: self.bundle });
        }
        if self.last > journal.last(own) || journal.head_after(own, self.last) != self.head {
            return Err(ReceiptError::OtherRecords { last: self.last });
        }
        let (sha256, by) = (self.sha256.clone(), self.device.id.clone());
        Ok(Receipted { bundle: self.bundle, sha256, last: self.last, by })
    }
}
