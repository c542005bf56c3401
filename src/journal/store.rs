//! A campaign's records in memory: texts by device and number, and what can be asked of the set.

use super::entry::{Entry, EntryError, MAX_NUMBER, RecordId, chain_next, chain_start};
use super::fact::Fact;
use super::state::State;
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json::MAX_WHOLE;
use crate::domain::order::sorted;
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

/// A record as it was written, and what it says.
#[derive(Clone, Debug)]
struct Record {
    text: String,
    entry: Entry,
}

/// All records of one campaign known on this device.
#[derive(Clone, Debug)]
pub struct Journal {
    campaign: CampaignId,
    records: BTreeMap<RecordId, Record>,
    unreadable: Vec<Unreadable>,
    /// The highest logical time seen.
    lt: u64,
}

impl Journal {
    pub fn new(campaign: CampaignId) -> Self {
        Self { campaign, records: BTreeMap::new(), unreadable: Vec::new(), lt: 0 }
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
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn entry(&self, id: &RecordId) -> Option<&Entry> {
        self.records.get(id).map(|record| &record.entry)
    }

    pub fn text(&self, id: &RecordId) -> Option<&str> {
        self.records.get(id).map(|record| record.text.as_str())
    }

    pub fn entries(&self) -> impl Iterator<Item = (&RecordId, &Entry)> {
        self.records.iter().map(|(id, record)| (id, &record.entry))
    }

    pub fn devices(&self) -> impl Iterator<Item = &DeviceId> {
        let mut last = None;
        self.records.keys().map(|id| &id.device).filter(move |device| last.replace(*device) != Some(*device))
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
        self.records.insert(id, Record { text, entry });
        Added::New
    }

    /// The readable records of `device` in order.
    fn records_of(&self, device: &DeviceId) -> impl DoubleEndedIterator<Item = (u64, &Record)> {
        let id = |n| RecordId { device: device.clone(), n };
        self.records.range(id(0)..=id(MAX_NUMBER)).map(|(id, record)| (id.n, record))
    }

    /// The highest number under which `device` has a record here, readable or not; 0 if none. What is filed under a
    /// number that no record can have doesn't count.
    pub fn last(&self, device: &DeviceId) -> u64 {
        let readable = self.records_of(device).next_back().map(|(n, _)| n);
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
        let clock = u64::try_from(at).unwrap_or(0);
        let lt = (self.lt + 1).max(clock).min(MAX_WHOLE);
        let entry = Entry { n: self.last(device) + 1, lt, at, by: by.to_owned(), fact };
        let text = entry.to_text()?;
        let id = RecordId { device: device.clone(), n: entry.n };
        self.insert(id.clone(), entry, text.clone());
        Ok((id, text))
    }

    /// The records of `device` from 1 to its last in order; `None` where one is missing or can't be read.
    pub fn sequence(&self, device: &DeviceId) -> Vec<Option<&str>> {
        let mut known = self.records_of(device).peekable();
        (1..=self.last(device)).map(|n| known.next_if(|(at, _)| *at == n).map(|(_, r)| r.text.as_str())).collect()
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
        for (id, record) in &self.records {
            lines.push_str(&format!("{id} {}\n", sha256_hex(record.text.as_bytes())));
        }
        sha256_hex(lines.as_bytes())
    }

    /// What all records add up to.
    pub fn replay(&self) -> State {
        // Of equal times, the order that they lie in is that of device and number.
        let order = sorted(self.entries().collect(), |(_, a), (_, b)| a.lt.cmp(&b.lt));
        let mut state = State::new(self.campaign.clone());
        for (id, entry) in order {
            state.apply(id, entry);
        }
        state
    }
}
