//! A campaign's records in memory: texts by device and number, and what can be asked of the set.

use super::entry::{Entry, EntryError, MAX_NUMBER, RecordId, chain_next, chain_start};
use super::fact::Fact;
use super::state::State;
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, DeviceId};
use std::collections::BTreeMap;

/// What was found in the store but can't be read as a record. It is kept as it is, shown, and blocks nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    pub id: RecordId,
    pub text: String,
    pub why: EntryError,
}

/// What adding a record did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Added {
    New,
    /// The very same text was there.
    Present,
    /// Another text stands under this id; it was kept and the new one was not taken.
    Fork,
}

/// All records of one campaign known on this device.
#[derive(Clone, Debug)]
pub struct Journal {
    campaign: CampaignId,
    texts: BTreeMap<DeviceId, BTreeMap<u64, String>>,
    entries: BTreeMap<RecordId, Entry>,
    unreadable: Vec<Unreadable>,
    /// The highest logical time seen.
    lt: u64,
}

impl Journal {
    pub fn new(campaign: CampaignId) -> Self {
        Self { campaign, texts: BTreeMap::new(), entries: BTreeMap::new(), unreadable: Vec::new(), lt: 0 }
    }

    /// Takes everything a store held. Never fails: what can't be read is set aside.
    pub fn load(campaign: CampaignId, records: impl IntoIterator<Item = (RecordId, String)>) -> Self {
        let mut journal = Self::new(campaign);
        for (id, text) in records {
            match Entry::from_text(&text, id.n) {
                Ok(entry) => {
                    journal.insert(id, entry, text);
                }
                Err(why) => journal.unreadable.push(Unreadable { id, text, why }),
            }
        }
        journal
    }

    pub fn campaign(&self) -> &CampaignId {
        &self.campaign
    }

    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Number of readable records.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn entry(&self, id: &RecordId) -> Option<&Entry> {
        self.entries.get(id)
    }

    pub fn text(&self, id: &RecordId) -> Option<&str> {
        self.texts.get(&id.device)?.get(&id.n).map(String::as_str)
    }

    pub fn entries(&self) -> impl Iterator<Item = (&RecordId, &Entry)> {
        self.entries.iter()
    }

    pub fn devices(&self) -> impl Iterator<Item = &DeviceId> {
        self.texts.keys()
    }

    /// Adds a record that was read elsewhere.
    ///
    /// # Errors
    /// The text can't be read as the record `id`; nothing was added.
    pub fn add(&mut self, id: RecordId, text: String) -> Result<Added, EntryError> {
        let entry = Entry::from_text(&text, id.n)?;
        Ok(self.insert(id, entry, text))
    }

    fn insert(&mut self, id: RecordId, entry: Entry, text: String) -> Added {
        match self.text(&id) {
            Some(known) if known == text => return Added::Present,
            Some(_) => return Added::Fork,
            None => {}
        }
        self.lt = self.lt.max(entry.lt);
        self.texts.entry(id.device.clone()).or_default().insert(id.n, text);
        self.entries.insert(id, entry);
        Added::New
    }

    /// The highest number under which `device` has a record here, readable or not; 0 if none. What is filed under a
    /// number that no record can have doesn't count.
    pub fn last(&self, device: &DeviceId) -> u64 {
        let readable = self.texts.get(device).and_then(|texts| texts.keys().next_back()).copied();
        let set_aside = self
            .unreadable
            .iter()
            .filter(|u| u.id.device == *device)
            .map(|u| u.id.n)
            .filter(|n| *n <= MAX_NUMBER)
            .max();
        readable.max(set_aside).unwrap_or(0)
    }

    /// Writes the next record of `device`: adds it here and gives its id and text for the store.
    ///
    /// # Errors
    /// The fact is too large to be a record; nothing was added.
    pub fn write(
        &mut self,
        device: &DeviceId,
        at: i64,
        by: &str,
        fact: Fact,
    ) -> Result<(RecordId, String), EntryError> {
        let entry = Entry { n: self.last(device) + 1, lt: self.lt.saturating_add(1), at, by: by.to_owned(), fact };
        let text = entry.to_text()?;
        let id = RecordId { device: device.clone(), n: entry.n };
        self.insert(id.clone(), entry, text.clone());
        Ok((id, text))
    }

    /// The records of `device` from 1 to its last in order; `None` where one is missing or can't be read.
    pub fn sequence(&self, device: &DeviceId) -> Vec<Option<&str>> {
        let texts = self.texts.get(device);
        (1..=self.last(device)).map(|n| texts.and_then(|t| t.get(&n)).map(String::as_str)).collect()
    }

    /// The chain over the records of `device`. A missing record counts as an empty text.
    pub fn head(&self, device: &DeviceId) -> String {
        self.head_after(device, MAX_NUMBER)
    }

    /// The chain over the records of `device` up to number `n`.
    pub fn head_after(&self, device: &DeviceId, n: u64) -> String {
        self.sequence(device)
            .into_iter()
            .zip(1..=n)
            .map(|(text, _)| text)
            .fold(chain_start(&self.campaign, device), |head, text| chain_next(&head, text.unwrap_or("")))
    }

    /// SHA-256 over `device/number sha256(text)` lines in order of device and number: equal hashes, equal states.
    pub fn state_hash(&self) -> String {
        let mut lines = format!("wenlou-state/1\n{}\n", self.campaign);
        for (device, texts) in &self.texts {
            for (n, text) in texts {
                lines.push_str(&format!("{device}/{n} {}\n", sha256_hex(text.as_bytes())));
            }
        }
        sha256_hex(lines.as_bytes())
    }

    /// What all records add up to.
    pub fn replay(&self) -> State {
        let mut order: Vec<_> = self.entries.iter().collect();
        order.sort_by_key(|(id, entry)| (entry.lt, *id));
        let mut state = State::new(self.campaign.clone());
        for (id, entry) in order {
            state.apply(id, entry);
        }
        state
    }
}
