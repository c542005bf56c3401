//! Who may say what is a supervisor's to say. It is worked out before anything is replayed, because a revocation goes by number and so reaches
//! back, also to what the revoked device said of others.
//!
//! The supervisors are the founder and the deputies whom a supervisor named. Any of them may revoke any device but itself, the founder included.
//! Only foundings, enrolments, deputies and revocations are looked at, in the order of replay, in several passes. In each a record is heard if
//! its device leads the campaign at that point, and no revocation ends before it that was heard earlier in this pass or that the pass before
//! came to. So what a device that was revoked later had said about others, after the number given, is gone in the next pass; and of two who revoke
//! each other, the one who said so first in the order of records is heard. The passes end when one comes to the same as the one before, and at the
//! latest after [`PASSES`]: three devices that revoke each other in a ring could go on for ever. Whatever comes out is a function of the set of
//! records.

use super::entry::{Entry, RecordId, derive_campaign_id};
use super::fact::{Fact, Revoke};
use super::household_file::Stamp;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::small_map::SmallMap;
use std::iter::successors;

/// The most passes. Two are enough where nobody revoked a supervisor, four or so where somebody did.
const PASSES: usize = 16;
/// The most deputies of deputies: an end to what has to be followed back to the founder.
const LONGEST: usize = 32;

/// The record by which each deputy was named; it makes one of it only where it has effect.
pub(super) type Named = SmallMap<DeviceId, RecordId>;
/// Of each revoked device, the number of its last record that counts.
type Limits = SmallMap<DeviceId, u64>;
/// Of each enrolled device, the number of the record that says so.
type Enrolled = SmallMap<DeviceId, u64>;

/// What the passes come to.
#[derive(Default)]
pub(super) struct Authority {
    founder: Option<DeviceId>,
    pub named: Named,
    pub revoked: SmallMap<DeviceId, (Revoke, Stamp)>,
    pub limits: Limits,
}

/// The records that a deputy has its power from: the one by which it was named, the one by which that one's author was, and so on.
pub(super) fn lineage<'n>(named: &'n Named, device: &DeviceId) -> impl Iterator<Item = &'n RecordId> {
    successors(named.get(device), |by| named.get(&by.device)).take(LONGEST)
}

/// Whether `limits` leave the record standing.
pub(super) fn stands(limits: &Limits, id: &RecordId) -> bool {
    limits.get(&id.device).is_none_or(|last| id.n <= *last)
}

impl Authority {
    /// Works it out over `records`, which come in the order of replay; `limits` are known from elsewhere.
    pub fn of(campaign: &CampaignId, limits: &Limits, records: &[(&RecordId, &Entry)]) -> Self {
        let is_of_authority = |(_, entry): &(&RecordId, &Entry)| entry.fact.is_of_authority();
        let records: Vec<(&RecordId, &Entry)> = records.iter().copied().filter(is_of_authority).collect();
        let mut before = Self { limits: limits.clone(), ..Self::default() };
        for _ in 0..PASSES {
            let after = Self::pass(campaign, limits, &before.limits, &records);
            let is_settled = after.limits == before.limits;
            before = after;
            if is_settled {
                break;
            }
        }
        before
    }

    fn pass(campaign: &CampaignId, limits: &Limits, before: &Limits, records: &[(&RecordId, &Entry)]) -> Self {
        let mut now = Self { limits: limits.clone(), ..Self::default() };
        let mut enrolled = Enrolled::default();
        for &(id, entry) in records {
            if !stands(before, id) || !stands(&now.limits, id) {
                continue;
            }
            match &entry.fact {
                Fact::Found(found)
                    if now.founder.is_none() && derive_campaign_id(&id.device, &found.nonce) == *campaign =>
                {
                    now.founder = Some(id.device.clone());
                }
                _ if !now.leads(&id.device, before) => {}
                Fact::Enrol(enrol) => enrolled.insert(enrol.device.clone(), id.n),
                // Named again it stays what it is.
                Fact::Deputy(deputy) if enrolled.contains_key(&deputy.device) && !now.leads(&deputy.device, before) => {
                    now.named.insert(deputy.device.clone(), id.clone());
                }
                Fact::Revoke(revoke) if now.may_revoke(&id.device, revoke) => {
                    now.limits.insert(revoke.device.clone(), revoke.last);
                    now.revoked.insert(revoke.device.clone(), (revoke.clone(), Stamp::of(id, entry)));
                }
                _ => {}
            }
        }
        now
    }

    fn leads(&self, device: &DeviceId, before: &Limits) -> bool {
        let holds = |by: &&RecordId| stands(before, by) && stands(&self.limits, by);
        let from = lineage(&self.named, device).take_while(holds).last().map_or(device, |by| &by.device);
        self.founder.as_ref() == Some(from)
    }

    /// Nobody revokes itself, nor what it has its own power from: both would take back the very word that says so.
    fn may_revoke(&self, device: &DeviceId, revoke: &Revoke) -> bool {
        *device != revoke.device && revoke.last >= owed(&self.named, device, &revoke.device)
    }
}

/// Up to which number a deputy's power rests on the records of `on`; 0 if it doesn't.
pub(super) fn owed(named: &Named, device: &DeviceId, on: &DeviceId) -> u64 {
    lineage(named, device).find(|by| by.device == *on).map_or(0, |by| by.n)
}
