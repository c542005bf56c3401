//! What a backup would bring to a device that may hold something already. Planning changes nothing.
//!
//! **Nothing here is put over.** What is absent comes in; what is the same stays; where records differ, the one that is here stays and the other
//! is set aside and reported. Settings and names count only where there are none, of two reserved numbers the higher.
//!
//! **A ballot that was never given is the worst that could come in.** A backup is signed by one device, and that device's word is good for its own
//! records. So the records of a campaign are taken
//!
//! - all of them, from a backup of this very device or of a supervisor of the campaign whom nobody revoked; where it isn't here that is its founder
//!   (whose word the campaign is: its id is derived from that key);
//! - else only those of the device that signed; and where this device supervises the campaign and so decides its count, only if that device is
//!   enrolled;
//! - all of a campaign that isn't here, except what would be this device's own; but if this device founded it, or nobody is seen to
//!   have, the rule above holds.
//!
//! Of one supervisor another takes the key pairs that ballots are sealed to as well.
//!
//! The rest is refused and counted. Where nothing is known of the signer, a person has to compare its fingerprint first: see
//! [`Proposal::is_known`].

use super::content::{Backup, Held};
use super::shelves::{Packed, Shelves, Stack};
use super::thin::is_of_practice;
use crate::bundle::key::{TrustedKey, VerifyingKey, thumbprint};
use crate::bundle::payload::DeviceCard;
use crate::bundle::sealing::SealingPair;
use crate::domain::ids::{CampaignId, DeviceId, RealCampaign};
use crate::domain::json::{self, object};
use crate::domain::small_map::SmallMap;
use crate::journal::RecordId;
use crate::store::pack::Shelf;
use crate::store::{Change, keys};
use std::collections::{BTreeMap, BTreeSet};

/// What a backup has of a campaign, and what of it would come in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Brings {
    pub campaign: CampaignId,
    /// As the device that made it says.
    pub held: Held,
    /// The records inside give the state hash that the device says.
    pub is_whole: bool,
    /// Records that this device lacks, has, has with another text, and may not take from this device.
    pub new: u64,
    pub present: u64,
    pub differs: u64,
    pub refused: u64,
}

object!(Brings { campaign, held, is_whole, new, present, differs, refused });

/// What a backup would change here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Who made it, and when by that device's clock.
    pub device: DeviceCard,
    pub made_at: i64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// This very device made it.
    pub is_own: bool,
    /// It was made by this device, a supervisor confirmed here, or a device of a campaign here. Else a person compares fingerprints.
    pub is_known: bool,
    pub campaigns: Vec<Brings>,
    /// Other entries that come in (names, settings, what was set aside), that stay as they are here, and that aren't taken from this device.
    pub others: u64,
    pub kept: u64,
    pub refused: u64,
    /// What carries it out.
    pub changes: Vec<Change>,
}

object!(Proposal { device, made_at, sha256, is_own, is_known, campaigns, others, kept, refused, changes });

impl Proposal {
    /// Whether it is a backup of this device that holds what it says, with nothing that is otherwise here: then what it holds is safe.
    pub fn is_proof(&self) -> bool {
        self.is_own && self.campaigns.iter().all(|brings| brings.is_whole && brings.differs == 0)
    }
}

/// Whose word counts for a campaign.
#[derive(Default)]
struct Known {
    is_here: bool,
    /// Those whom nobody revoked; of a campaign that isn't here the founder.
    supervisors: Vec<DeviceId>,
    enrolled: Vec<DeviceId>,
}

/// Plans taking in a backup on the device `own` whose store holds `here`.
pub fn propose(backup: &Backup, own: Option<&DeviceId>, here: Vec<Change>) -> Proposal {
    // A practice is in no backup, so to a backup it isn't here either.
    let here = here.into_iter().filter(|change| !is_of_practice(&change.key));
    let here = Shelves::of(here.filter_map(|Change { key, value }| Some((key, value?))));
    let payload = backup.payload();
    let theirs = Shelves::of(payload.entries.iter().cloned());
    let mut merge = Merge {
        own,
        signer: &payload.device.id,
        is_empty: here.stacks.is_empty() && here.campaigns().is_empty(),
        supervisors: supervisors(&here).unwrap_or_default(),
        known: BTreeMap::new(),
        brings: BTreeMap::new(),
        here,
        theirs: &theirs,
        changes: BTreeMap::new(),
        needed: BTreeSet::new(),
        others: 0,
        kept: 0,
        refused: 0,
    };
    let is_known = merge.get_to_know();
    for campaign in theirs.campaigns().into_iter().chain(payload.campaigns.keys().cloned().map(CampaignId::from)) {
        merge.expect(campaign, &payload.campaigns);
    }
    for (shelf, stack) in &theirs.stacks {
        merge.take_stack(shelf, stack);
    }
    for short in std::mem::take(&mut merge.needed) {
        if let (None, Some(id)) = (merge.here.devices.get(&short), theirs.devices.get(&short)) {
            merge.put(format!("{}{short}", keys::DEVICES), id.as_str());
        }
    }
    for (key, value) in &theirs.others {
        merge.take_other(key, value);
    }
    Proposal {
        device: payload.device.clone(),
        made_at: payload.made_at,
        sha256: backup.sha256().to_owned(),
        is_own: merge.is_own(),
        is_known,
        campaigns: merge.brings.into_values().collect(),
        others: merge.others,
        kept: merge.kept,
        refused: merge.refused,
        changes: merge.changes.into_iter().map(|(key, value)| Change::put(key, value)).collect(),
    }
}

/// `None` where there are none, or they can't be read.
fn supervisors(store: &Shelves) -> Option<Vec<TrustedKey>> {
    json::from_text(store.others.get(keys::SUPERVISORS)?).ok()
}

struct Merge<'a> {
    own: Option<&'a DeviceId>,
    signer: &'a DeviceId,
    /// There is no campaign here.
    is_empty: bool,
    supervisors: Vec<TrustedKey>,
    known: BTreeMap<CampaignId, Known>,
    brings: BTreeMap<CampaignId, Brings>,
    here: Shelves,
    theirs: &'a Shelves,
    changes: BTreeMap<String, String>,
    /// Devices, by their short names, of which something comes in.
    needed: BTreeSet<String>,
    others: u64,
    kept: u64,
    refused: u64,
}

impl Merge<'_> {
    fn is_own(&self) -> bool {
        self.own == Some(self.signer)
    }

    fn put(&mut self, key: String, value: &str) {
        self.changes.insert(key, value.to_owned());
    }

    /// Reads who supervises the campaigns here and who is enrolled in them; tells whether the signer is one of those.
    fn get_to_know(&mut self) -> bool {
        let mut is_known =
            self.is_own() || self.supervisors.iter().any(|trusted| thumbprint(&trusted.key) == *self.signer);
        for campaign in self.here.campaigns() {
            let state = self.here.journal(&campaign).replay();
            let enrolled: Vec<DeviceId> = state.enrolled.keys().cloned().collect();
            is_known |= state.is_supervisor(self.signer) || enrolled.contains(self.signer);
            let all = state.founder.iter().chain(state.deputies.keys());
            let supervisors = all.filter(|device| state.supervises(device)).cloned().collect();
            self.known.insert(campaign, Known { is_here: true, supervisors, enrolled });
        }
        is_known
    }

    /// Notes what the backup has of a campaign.
    fn expect(&mut self, campaign: CampaignId, said: &SmallMap<RealCampaign, Held>) {
        if self.brings.contains_key(&campaign) {
            return;
        }
        let journal = self.theirs.journal(&campaign);
        let found = Held {
            name: campaign.to_string(),
            records: journal.len() as u64,
            state: journal.state_hash(),
            last: journal.last(self.signer),
        };
        let held = said.get(&campaign).cloned();
        let is_whole = held.as_ref().is_some_and(|said| (said.records, &said.state) == (found.records, &found.state));
        let supervisors = journal.replay().founder.into_iter().collect();
        self.known.entry(campaign.clone()).or_insert_with(|| Known { supervisors, ..Known::default() });
        let brings = Brings {
            campaign: campaign.clone(),
            held: held.unwrap_or(found),
            is_whole,
            new: 0,
            present: 0,
            differs: 0,
            refused: 0,
        };
        self.brings.insert(campaign, brings);
    }

    /// Whether the signer's word is good for what `device` recorded in the campaign.
    fn may_bring(&self, campaign: &CampaignId, device: Option<&DeviceId>) -> bool {
        let Some(known) = self.known.get(campaign) else { return false };
        if self.is_own() || known.supervisors.contains(self.signer) {
            return true;
        }
        let supervised_here = self.own.is_some_and(|own| known.supervisors.contains(own));
        if !known.is_here && !supervised_here && !known.supervisors.is_empty() {
            return device != self.own;
        }
        device == Some(self.signer) && (!supervised_here || known.enrolled.contains(self.signer))
    }

    /// Whether this device and the signer supervise a campaign together.
    fn is_fellow_supervisor(&self) -> bool {
        let Some(own) = self.own else { return false };
        let both = |known: &Known| known.supervisors.contains(own) && known.supervisors.contains(self.signer);
        self.known.values().any(|known| known.is_here && both(known))
    }

    fn take_stack(&mut self, shelf: &Shelf, stack: &Stack) {
        let campaign = CampaignId::from(shelf.campaign.as_str());
        let is_ours = |own: &&DeviceId| own.as_str().starts_with(&shelf.short);
        let ours = self.here.devices.get(&shelf.short).or(self.own.filter(is_ours));
        let theirs = self.theirs.devices.get(&shelf.short);
        // Two devices whose ids begin alike: what bears the short name here isn't the other's.
        let is_one = ours.is_none() || theirs.is_none() || ours == theirs;
        let may = is_one && self.may_bring(&campaign, ours.or(theirs));
        let here = self.here.stacks.get(shelf).cloned().unwrap_or_default();
        let Some(mut brings) = self.brings.remove(&campaign) else { return };
        for packed in &stack.packs {
            self.take_pack(shelf, packed, &here, may, &mut brings);
        }
        for (n, text) in &stack.singles {
            self.take_record(shelf, *n, text, &here, may, &mut brings);
        }
        self.brings.insert(campaign, brings);
    }

    fn take_pack(&mut self, shelf: &Shelf, packed: &Packed, here: &Stack, may: bool, brings: &mut Brings) {
        let Packed { pack, value, texts } = packed;
        let count = pack.last - pack.first + 1;
        let same = here.packs.iter().find(|known| known.pack == *pack);
        if same.is_some_and(|known| known.value == *value) {
            brings.present += count;
        } else if let (Some(texts), true) = (texts, here.reaches_into(pack.first, pack.last)) {
            for (n, text) in texts {
                self.take_record(shelf, *n, text, here, may, brings);
            }
        } else if !may
            || texts.is_none() && !self.is_own() && self.known.get(&brings.campaign).is_some_and(|k| k.is_here)
        {
            // What can't be read can't be told from what was here before, and so isn't mixed with it on another's word.
            brings.refused += count;
        } else if same.is_some() {
            brings.differs += count;
            self.set_aside(&pack.key(), value);
        } else {
            brings.new += count;
            self.needed.insert(shelf.short.clone());
            self.put(pack.key(), value);
        }
    }

    fn take_record(&mut self, shelf: &Shelf, n: u64, text: &str, here: &Stack, may: bool, brings: &mut Brings) {
        match here.text(n) {
            Some(known) if known == text => brings.present += 1,
            _ if !may => brings.refused += 1,
            Some(_) => {
                brings.differs += 1;
                self.set_aside(&shelf.record_key(n), text);
            }
            None => {
                brings.new += 1;
                self.needed.insert(shelf.short.clone());
                self.put(shelf.record_key(n), text);
            }
        }
    }

    /// Keeps a text whose key has another one here.
    fn set_aside(&mut self, key: &str, value: &str) {
        let aside = keys::aside(key, value);
        if !self.here.others.contains_key(&aside) {
            self.put(aside, value);
        }
    }

    fn take_other(&mut self, key: &str, value: &str) {
        if key == keys::FORMAT {
            // This program writes its own.
        } else if [keys::RECORDS, keys::PACKS, keys::DEVICES].iter().any(|prefix| key.starts_with(prefix)) {
            // No program writes such a key or such a value; whoever did may have meant it to be read as another's record.
            self.refused += u64::from(self.here.others.get(key).is_none_or(|known| known != value));
        } else if key == keys::SUPERVISORS {
            self.take_supervisors(value);
        } else if let Some(campaign) = key.strip_prefix(keys::RESERVED) {
            self.take_reserved(key, &campaign.into(), value);
        } else {
            match self.here.others.get(key) {
                Some(known) if known == value => {}
                Some(_) if keys::is_written_once(key) => {
                    self.others += 1;
                    self.set_aside(key, value);
                }
                Some(_) => self.kept += 1,
                None if self.takes(key, value) => {
                    self.others += 1;
                    self.put(key.to_owned(), value);
                }
                None => self.refused += 1,
            }
        }
    }

    /// Whether an entry that is no record, and absent here, may come in.
    fn takes(&self, key: &str, value: &str) -> bool {
        if self.is_own() || self.is_empty {
            return true;
        }
        if let Some(x) = key.strip_prefix(keys::SEALING) {
            // One that can't be read would keep the others from being used.
            let is_pair = |value| json::from_text::<SealingPair>(value).is_ok_and(|pair| pair.public.x == x);
            return self.is_fellow_supervisor() && is_pair(value);
        }
        match key.strip_prefix(keys::CAMPAIGNS) {
            // With a campaign comes its name, but not the name alone.
            Some(campaign) => self.brings.get(&CampaignId::from(campaign)).is_some_and(|b| b.new + b.present > 0),
            // Nothing reads what was set aside. All else would be in this device's name.
            None => key.starts_with(keys::SET_ASIDE),
        }
    }

    /// Supervisors are believed with all that they hand out, so on a device at work only those come in that it knew, or a supervisor knows.
    fn take_supervisors(&mut self, value: &str) {
        let may = self.is_own()
            || self.is_empty
            || self.supervisors.iter().any(|trusted| thumbprint(&trusted.key) == *self.signer);
        let Ok(theirs) = json::from_text::<Vec<TrustedKey>>(value) else {
            self.refused += 1;
            return;
        };
        if self.here.others.contains_key(keys::SUPERVISORS) && supervisors(&self.here).is_none() {
            // What can't be read is not written over.
            self.kept += 1;
            return;
        }
        let (mut all, mut new) = (self.supervisors.clone(), 0);
        for trusted in theirs.into_iter().filter(|trusted| VerifyingKey::read(&trusted.key).is_ok()) {
            if !all.iter().any(|known| known.key == trusted.key) {
                all.push(trusted);
                new += 1;
            }
        }
        if new > 0 && may {
            self.others += 1;
            self.put(keys::SUPERVISORS.to_owned(), &json::to_text(&all));
        } else if new > 0 {
            self.refused += 1;
        }
    }

    /// A number that left in a bundle. It binds the device that it names: nobody else can forbid numbers to this one.
    fn take_reserved(&mut self, key: &str, campaign: &CampaignId, value: &str) {
        let Ok(theirs) = json::from_text::<RecordId>(value) else {
            self.refused += 1;
            return;
        };
        let is_here = self.known.get(campaign).is_some_and(|known| known.is_here);
        let higher = match self.here.others.get(key).map(|known| json::from_text::<RecordId>(known)) {
            Some(Ok(ours)) => ours.device == theirs.device && theirs.n > ours.n,
            Some(Err(_)) => false,
            None => self.is_own() || !is_here,
        };
        let same = self.here.others.get(key).is_some_and(|known| known == value);
        if higher && (self.is_own() || Some(&theirs.device) != self.own) {
            self.others += 1;
            self.put(key.to_owned(), value);
        } else if !same {
            self.kept += 1;
        }
    }
}
