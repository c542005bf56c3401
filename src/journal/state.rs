//! What a journal adds up to; how each record changes it is in `replay`.
//!
//! State is rebuilt by applying all records in order of (logical time, device, number). A record written here has the
//! highest logical time, so it can be applied on top; after a merge, a revocation or a new deputy everything is replayed.

use super::authority::{self, Authority};
use super::compound::Compound;
use super::entry::{Entry, RecordId};
use super::fact::{Enrol, Exported, Issue, Issued, PacketTaken, PhotosOut, Receipted, Received, Revoke};
use super::household_file::Stamp;
use crate::domain::campaign::Terms;
use crate::domain::ids::{CampaignId, CompoundId, DeviceId};
use crate::domain::small_map::SmallMap;
use crate::domain::tally::Tally;

/// Why a readable record has no effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoEffect {
    /// Only a supervisor of the campaign may say this.
    NotASupervisor,
    /// The campaign has a founder already, or the id doesn't belong to this one.
    NotTheFounding,
    UnknownCompound,
    /// The household is not on the roll.
    NotOnRoll,
    /// Recorded before the roll was frozen or the notice posted.
    BeforeRollOrNotice,
    /// The parts of the roll are not all there, or don't give the hash.
    RollIncomplete,
    /// The roll is frozen already.
    RollFrozen,
    /// It refers to a ballot that isn't there or isn't this device's to change.
    NotItsBallot,
    /// Closing while households are in conflict.
    UnsettledConflicts,
    /// A notice with blanks.
    IncompleteNotice,
    NoticeTooSoon,
    NotItsPaper,
    /// Closing while ballots are sealed.
    StillSealed,
    /// A ballot says that it is sealed and isn't, or the other way round.
    BadSeal,
    /// Its device was revoked before it.
    Revoked,
    /// The roll isn't frozen.
    NotFrozen,
    /// A deputy that isn't enrolled.
    NotEnrolled,
    /// A photo larger than any that is taken in here.
    BadPhoto,
    /// A position that isn't on earth.
    NoSuchPlace,
    /// A correction of another roll than the frozen one.
    RollIsAnother,
    /// Closing after a correction of the roll, before the notice was posted anew.
    NoticeOutdated,
    /// Closing while ballots wait to be checked or photographed.
    StillWaiting,
    /// A check by whoever recorded the ballot, or where either gave no name.
    CheckedByRecorder,
    /// It drops a photo that isn't there or isn't this device's.
    NotItsPhoto,
    /// It would change the roll or the notice of a ballot that is closed.
    Closed,
    /// A closing that didn't know of records that change the count.
    CloseOvertaken,
    /// It takes a visit back that isn't there or isn't this device's.
    NotItsVisit,
    /// Another supervisor decided otherwise over the same ballots.
    SettledOtherwise,
    /// It settles ballots of titles that aren't one, or at the one of two that came off the roll.
    NotOneTitle,
    /// It says that a form is good which wasn't spoiled, or not by this device.
    NotItsForm,
}

/// A record without effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    pub stamp: Stamp,
    pub why: NoEffect,
}

/// What the records of a campaign add up to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    pub campaign: CampaignId,
    /// The device whose word the campaign is.
    pub founder: Option<DeviceId>,
    /// The devices that may do what the founder may, and the record by which each was named.
    pub deputies: SmallMap<DeviceId, RecordId>,
    /// The same, but known before anything is taken in.
    pub named: SmallMap<DeviceId, RecordId>,
    pub terms: Option<Terms>,
    pub compounds: SmallMap<CompoundId, Compound>,
    /// Devices whose bundles are accepted, by a supervisor's word.
    pub enrolled: SmallMap<DeviceId, Enrol>,
    /// What each revoked device recorded up to a number counts, and no more.
    pub revoked: SmallMap<DeviceId, (Revoke, Stamp)>,
    /// Of every device that is revoked, by whatever word: the number of its last record that counts.
    pub last_of_revoked: SmallMap<DeviceId, u64>,
    /// The last bundle that each device made, as far as known: its number, file hash and last record.
    pub exports: SmallMap<DeviceId, (Exported, Stamp)>,
    /// Up to which of its records each device has given its photos out.
    pub photos_out: SmallMap<DeviceId, PhotosOut>,
    /// Up to where each device holds a receipt.
    pub receipts: SmallMap<DeviceId, (Receipted, Stamp)>,
    /// The bundles that the supervisors have of each device, in the order in which they came.
    pub received: SmallMap<DeviceId, Vec<(Received, Stamp)>>,
    /// The work packet that each device took last.
    pub packets_taken: SmallMap<DeviceId, (PacketTaken, Stamp)>,
    /// The work packet and the trust list of the highest number that were given out, whoever did.
    pub packet: Option<(Issued, Stamp)>,
    pub trust_list: Option<(Issued, Stamp)>,
    pub remarks: Vec<Remark>,
    /// Records whose device's clock had gone back since the one before: its times can't be relied on. Numbers keep the order.
    pub set_back: Vec<Stamp>,
    /// What each device's clock said last.
    pub clocks: SmallMap<DeviceId, i64>,
    pub heard: SmallMap<DeviceId, Heard>,
}

/// Which records of a device are here: a packet brings some, and some may be lost.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heard {
    /// The number of the last one.
    pub last: u64,
    /// From which number to which none is here; those that were filled since end before they begin.
    pub gaps: Vec<(u64, u64)>,
}

impl Heard {
    /// Takes note of a record, in whatever order they come: the time of a later one can be the earlier.
    pub(super) fn add(&mut self, n: u64) {
        if n > self.last {
            self.gaps.extend((n > self.last + 1).then_some((self.last + 1, n - 1)));
            self.last = n;
        } else if let Some((_, to)) = self.gaps.iter_mut().find(|(from, to)| *from <= n && n <= *to) {
            let to = std::mem::replace(to, n - 1);
            self.gaps.push((n + 1, to));
        }
    }
}

impl State {
    pub fn new(campaign: CampaignId) -> Self {
        Self {
            campaign,
            founder: None,
            deputies: SmallMap::default(),
            named: SmallMap::default(),
            terms: None,
            compounds: SmallMap::default(),
            enrolled: SmallMap::default(),
            revoked: SmallMap::default(),
            last_of_revoked: SmallMap::default(),
            exports: SmallMap::default(),
            photos_out: SmallMap::default(),
            receipts: SmallMap::default(),
            received: SmallMap::default(),
            packets_taken: SmallMap::default(),
            packet: None,
            trust_list: None,
            remarks: Vec::new(),
            set_back: Vec::new(),
            clocks: SmallMap::default(),
            heard: SmallMap::default(),
        }
    }

    /// The count of a compound under the campaign's terms.
    pub fn count(&self, compound: &Compound) -> Tally {
        self.terms.iter().fold(compound.tally(), |tally, terms| terms.count(tally))
    }

    /// The highest number of a work packet or trust list that was given out; 0 if none was.
    pub fn issued(&self, what: Issue) -> u64 {
        let last = match what {
            Issue::Packet => &self.packet,
            Issue::Trust => &self.trust_list,
        };
        last.as_ref().map_or(0, |(issued, _)| issued.number)
    }

    pub fn is_founder(&self, device: &DeviceId) -> bool {
        self.founder.as_ref() == Some(device)
    }

    /// Whether the device is the founder or a deputy, revoked or not: what it said before it was revoked counts.
    pub fn is_supervisor(&self, device: &DeviceId) -> bool {
        self.is_founder(device) || self.deputies.contains_key(device)
    }

    /// Whether the device is a supervisor that nobody revoked.
    pub fn supervises(&self, device: &DeviceId) -> bool {
        self.is_supervisor(device) && !self.last_of_revoked.contains_key(device)
    }

    /// Those who supervise the campaign besides `device`.
    pub fn other_supervisors(&self, device: &DeviceId) -> impl Iterator<Item = &DeviceId> {
        let all = self.founder.iter().chain(self.deputies.keys());
        all.filter(move |other| *other != device && self.supervises(other))
    }

    /// The lowest number after which `device` can revoke `other`: it can't take back what its own power rests on.
    pub fn least_to_leave(&self, device: &DeviceId, other: &DeviceId) -> u64 {
        authority::owed(&self.deputies, device, other)
    }

    /// What all of `records` add up to, which come in order of (logical time, device, number).
    /// Of `revoked` devices nothing counts after the number beside each.
    pub fn of(
        campaign: CampaignId,
        revoked: impl Iterator<Item = (DeviceId, u64)>,
        records: &[(&RecordId, &Entry)],
    ) -> Self {
        // A revocation goes by number, whenever it was said: it is known before anything is taken in.
        let Authority { named, revoked, limits, .. } = Authority::of(&campaign, &revoked.collect(), records);
        let mut state = Self { named, revoked, last_of_revoked: limits, ..Self::new(campaign) };
        records.iter().for_each(|(id, entry)| state.apply(id, entry));
        state
    }

    /// Whether the device was revoked before it wrote this record.
    pub fn is_revoked(&self, id: &RecordId) -> bool {
        !authority::stands(&self.last_of_revoked, id)
    }
}
