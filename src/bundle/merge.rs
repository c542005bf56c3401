//! What a checked file would add to a journal. Planning changes nothing; the plan is stored whole or not at all.

use super::payload::{Bundle, DeviceCard, Packet};
use crate::domain::ids::{CampaignId, CompoundId, DeviceId};
use crate::domain::json::{object, variants};
use crate::journal::fact::Received;
use crate::journal::{Entry, Journal, RecordId, State};
use serde::Serialize;

/// The records that are new here, and how many were present.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    pub new: Vec<(RecordId, String)>,
    pub present: usize,
    /// Records that the device itself could no longer read.
    pub lost: usize,
}

/// What a checked file, bundle or packet, brings to a journal. It is made only from one of the two.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    campaign: CampaignId,
    device: DeviceId,
    /// What the device calls itself.
    name: String,
    /// SHA-256 of the file, hexadecimal.
    sha256: String,
    kind: Brings,
    /// By device: first the signer's.
    records: Vec<(DeviceId, Vec<(u64, String)>)>,
}

object!(Delivery { campaign, device, name, sha256, kind, records });

/// What else a file says, by its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Brings {
    Bundle(Continuation),
    Packet(PacketHead),
}

variants!(Brings { Bundle(head) = "bundle", Packet(head) = "packet" });

/// Where a bundle goes on from.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Continuation {
    number: u64,
    previous: Option<String>,
    first: u64,
    /// The chain before `first`.
    before: String,
    last: u64,
    /// The chain after `last`.
    head: String,
    lost: usize,
    /// Hash of the findings of each compound by the device's own records.
    findings: Vec<(CompoundId, String)>,
}

object!(Continuation { number, previous, first, before, last, head, lost, findings });

/// What a work packet says of itself; nothing of version 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PacketHead {
    pub number: Option<u64>,
    pub catalogue: Option<u32>,
}

object!(PacketHead { number, catalogue });

impl Delivery {
    pub fn campaign(&self) -> &CampaignId {
        &self.campaign
    }

    /// The device that signed the file.
    pub fn device(&self) -> &DeviceId {
        &self.device
    }

    /// What the device that made the file calls itself.
    pub fn device_name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the file, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Of a work packet: what it says of itself.
    pub fn packet(&self) -> Option<PacketHead> {
        match &self.kind {
            Brings::Packet(head) => Some(*head),
            Brings::Bundle(_) => None,
        }
    }

    /// Of a bundle: the hash of what its device found of each compound.
    pub fn findings(&self) -> &[(CompoundId, String)] {
        match &self.kind {
            Brings::Bundle(bundle) => &bundle.findings,
            Brings::Packet(_) => &[],
        }
    }

    /// Of a bundle: what is noted of it when it is taken.
    pub fn bundle(&self) -> Option<Received> {
        let Brings::Bundle(bundle) = &self.kind else { return None };
        Some(Received {
            device: self.device.clone(),
            bundle: bundle.number,
            sha256: self.sha256.clone(),
            previous: bundle.previous.clone(),
            last: bundle.last,
            head: bundle.head.clone(),
        })
    }
}

impl From<Bundle> for Delivery {
    fn from(Bundle { payload, sha256, .. }: Bundle) -> Self {
        let lost = payload.records.iter().filter(|text| text.is_none()).count();
        let records = (payload.first..).zip(payload.records).filter_map(|(n, text)| Some((n, text?))).collect();
        let records = vec![(payload.device.id.clone(), records)];
        let kind = Brings::Bundle(Continuation {
            number: payload.bundle,
            previous: payload.previous,
            first: payload.first,
            before: payload.before,
            last: payload.last,
            head: payload.head,
            lost,
            findings: payload.findings.into_iter().map(|found| (found.compound, found.sha256)).collect(),
        });
        let DeviceCard { id: device, name } = payload.device;
        Self { campaign: payload.campaign.into(), device, name, sha256, kind, records }
    }
}

impl From<Packet> for Delivery {
    fn from(Packet { payload, ids, sha256 }: Packet) -> Self {
        let mut numbers = ids.into_iter().map(|id| id.n);
        let mut numbered =
            |texts: Vec<String>| texts.into_iter().zip(&mut numbers).map(|(text, n)| (n, text)).collect();
        let mut records = vec![(payload.device.id.clone(), numbered(payload.records))];
        records.extend(payload.others.into_iter().map(|other| (other.device, numbered(other.records))));
        let kind = Brings::Packet(PacketHead { number: payload.number, catalogue: payload.catalogue });
        let DeviceCard { id: device, name } = payload.device;
        Self { campaign: payload.campaign.into(), device, name, sha256, kind, records }
    }
}

/// Why a checked file doesn't fit this journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeError {
    OtherCampaign {
        campaign: CampaignId,
    },
    /// Records between the last one known and the bundle's first are missing.
    Gap {
        known: u64,
        first: u64,
    },
    /// Two different records under one number: two devices with one key, or a store that was set back.
    Fork {
        device: DeviceId,
        n: u64,
    },
    /// The time of record `n` is so far ahead that everything recorded after it would count as earlier.
    AheadOfTime {
        n: u64,
    },
    /// The device handed over records up to `known` before and now has them up to `last` only: its store was set back.
    Rollback {
        known: u64,
        last: u64,
    },
    /// A packet by a device that isn't known here as a supervisor of its campaign.
    UnknownSupervisor {
        device: DeviceId,
    },
    /// A packet by a supervisor that was revoked.
    RevokedSupervisor {
        device: DeviceId,
    },
}

/// A bundle that begins with a later record than the first has to go on from what is known of the device.
fn check_continuation(journal: &Journal, device: &DeviceId, first: u64, before: &str) -> Result<(), MergeError> {
    let known = journal.last(device);
    if first > known + 1 {
        return Err(MergeError::Gap { known, first });
    }
    if journal.head_after(device, first - 1) == before {
        return Ok(());
    }
    // Another chain: because some of the records before are missing here, or because they were others.
    match journal.sequence(device).iter().zip(1..first).find(|(text, _)| text.is_none()) {
        Some((_, missing)) => Err(MergeError::Gap { known: missing - 1, first }),
        None => Err(MergeError::Fork { device: device.clone(), n: first - 1 }),
    }
}

/// Plans taking in what a bundle or a packet brings.
///
/// # Errors
/// Any [`MergeError`]; the journal is as before in every case.
pub fn plan(journal: &Journal, delivery: &Delivery) -> Result<Plan, MergeError> {
    if delivery.campaign != *journal.campaign() {
        return Err(MergeError::OtherCampaign { campaign: delivery.campaign.clone() });
    }
    let mut plan = Plan::default();
    if let Brings::Bundle(bundle) = &delivery.kind {
        check_continuation(journal, &delivery.device, bundle.first, &bundle.before)?;
        plan.lost = bundle.lost;
    }
    let all =
        delivery.records.iter().flat_map(|(device, records)| records.iter().map(move |(n, text)| (device, n, text)));
    for (device, n, text) in all {
        let id = RecordId { device: device.clone(), n: *n };
        match journal.text(&id) {
            Some(known) if known == text => plan.present += 1,
            Some(_) => return Err(MergeError::Fork { device: id.device, n: id.n }),
            None => plan.new.push((id, text.clone())),
        }
    }
    Ok(plan)
}

/// Whether the packet's signer may hand out the campaign whose state this is. It brings records that others didn't sign, so it has to be known
/// here as a supervisor from what those signed who are. Where nothing is here yet, it has to be one that a person `confirmed` as a supervisor.
///
/// # Errors
/// `UnknownSupervisor` or `RevokedSupervisor`.
pub fn check_signer(state: &State, packet: &Delivery, confirmed: bool) -> Result<(), MergeError> {
    let device = packet.device.clone();
    let is_known = if state.founder.is_some() { state.is_supervisor(&device) } else { confirmed };
    if !is_known {
        Err(MergeError::UnknownSupervisor { device })
    } else if state.last_of_revoked.contains_key(&device) {
        Err(MergeError::RevokedSupervisor { device })
    } else {
        Ok(())
    }
}

/// How far ahead a logical time may be, in milliseconds: clocks are wrong by years, but not by more than these twenty.
const AHEAD: u64 = 20 * 366 * 24 * 60 * 60 * 1000;

/// Whether no new record claims a time far beyond what is known here and what this device's clock says.
///
/// # Errors
/// `AheadOfTime`.
pub fn check_times(journal: &Journal, plan: &Plan, now: i64) -> Result<(), MergeError> {
    let latest = journal.latest().max(u64::try_from(now).unwrap_or(0)).saturating_add(AHEAD);
    for (id, text) in &plan.new {
        if Entry::from_text(text, id.n).is_ok_and(|entry| entry.lt > latest) {
            return Err(MergeError::AheadOfTime { n: id.n });
        }
    }
    Ok(())
}

/// Adds a plan's records to the journal. They were read when the file was, so each can be read again.
pub fn carry_out(journal: &mut Journal, plan: &Plan) {
    for (id, text) in &plan.new {
        debug_assert!(Entry::from_text(text, id.n).is_ok());
        // A record that can't be read can't be in a plan; were it, the journal would leave it out, not break.
        let _ = journal.add(id.clone(), text.clone());
    }
}
