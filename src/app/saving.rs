//! How far each record is on its way to the disk: underway until the store has answered, then saved, or refused and kept here until a retry
//! succeeds.
//!
//! Records go to the store in batches and are answered for in batches. Only what is not saved is held, so that a line of a screen asks about
//! its own record and nearly always finds nothing.

use super::effect::Effect;
use super::model::{Model, Open};
use crate::domain::ids::CampaignId;
use crate::journal::{Fact, RecordId};

/// How far a record is on its way to the disk. Of several the highest is the one to show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SaveState {
    Saved,
    /// The store has not answered yet.
    Saving,
    /// The store refused it; it is only in memory.
    Failed,
}

/// Records on their way to the store.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Saving {
    /// What the store has not answered for.
    pub underway: Vec<Batch>,
    /// What it refused, whole: these texts may be nowhere else, and their campaign may not be the open one.
    pub failed: Vec<Refused>,
    next_batch: u64,
    /// A retry will come by itself.
    retry_comes: bool,
}

/// Records that were given to the store together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    pub number: u64,
    pub campaign: CampaignId,
    pub records: Vec<(RecordId, String)>,
}

/// A record that the store refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    pub campaign: CampaignId,
    pub id: RecordId,
    pub text: String,
}

impl Saving {
    /// Whether nothing is only in memory.
    pub fn is_done(&self) -> bool {
        self.underway.is_empty() && self.failed.is_empty()
    }

    /// What is only in memory of a campaign: whoever reads its records from the store doesn't find it there.
    pub fn unsaved_of(&self, campaign: &CampaignId) -> Vec<(RecordId, String)> {
        let failed = self.failed.iter().filter(|refused| refused.campaign == *campaign);
        let failed = failed.map(|refused| (refused.id.clone(), refused.text.clone()));
        let underway = self.underway.iter().filter(|batch| batch.campaign == *campaign);
        failed.chain(underway.flat_map(|batch| batch.records.iter().cloned())).collect()
    }

    /// How many records are only in memory.
    pub fn unsaved(&self) -> usize {
        self.failed.len() + self.underway.iter().map(|batch| batch.records.len()).sum::<usize>()
    }

    /// How far the records of a campaign that are `meant` have come together: as far as the last of them.
    fn state(&self, campaign: &CampaignId, meant: &dyn Fn(&RecordId) -> bool) -> SaveState {
        if self.failed.iter().any(|refused| refused.campaign == *campaign && meant(&refused.id)) {
            SaveState::Failed
        } else if self
            .underway
            .iter()
            .any(|batch| batch.campaign == *campaign && batch.records.iter().any(|(id, _)| meant(id)))
        {
            SaveState::Saving
        } else {
            SaveState::Saved
        }
    }

    /// The store has answered for a batch; what it refused is kept.
    pub(super) fn answered(&mut self, batch: u64, refused: Vec<Refused>) {
        if let Some(at) = self.underway.iter().position(|underway| underway.number == batch) {
            self.underway.swap_remove(at);
        }
        self.failed.extend(refused);
    }
}

impl Model {
    /// How far a record of the open campaign is on its way to the disk.
    pub fn save_state(&self, id: &RecordId) -> SaveState {
        self.save_state_of(&|other, _| other == id)
    }

    /// The same of all records of the open campaign that are `meant`, together.
    pub fn save_state_of(&self, meant: &dyn Fn(&RecordId, &Fact) -> bool) -> SaveState {
        let Some(Open { journal, state }) = &self.open else { return SaveState::Saved };
        self.saving.state(&state.campaign, &|id| journal.entry(id).is_some_and(|entry| meant(id, &entry.fact)))
    }

    /// Asks for records to be stored and notes that they are underway.
    pub fn store(&mut self, campaign: CampaignId, records: Vec<(RecordId, String)>, effects: &mut Vec<Effect>) {
        if records.is_empty() {
            return;
        }
        let batch = self.saving.next_batch;
        self.saving.next_batch += 1;
        self.saving.underway.push(Batch { number: batch, campaign: campaign.clone(), records: records.clone() });
        self.ask_to_keep(effects);
        effects.push(Effect::Store { batch, campaign, records });
    }

    /// Has what the store refused tried again after a while.
    pub(super) fn retry_later(&mut self, effects: &mut Vec<Effect>) {
        if !self.saving.failed.is_empty() && !std::mem::replace(&mut self.saving.retry_comes, true) {
            effects.push(Effect::RetryLater);
        }
    }

    /// The while is over.
    pub(super) fn retry_came(&mut self, effects: &mut Vec<Effect>) {
        self.saving.retry_comes = false;
        if self.tab.may_write() {
            self.retry(effects);
        }
    }

    /// Tries again to store what the store refused, whichever campaign it belongs to; each by itself, so that what there is room for is saved.
    pub(super) fn retry(&mut self, effects: &mut Vec<Effect>) {
        for Refused { campaign, id, text } in std::mem::take(&mut self.saving.failed) {
            self.store(campaign, vec![(id, text)], effects);
        }
    }
}
