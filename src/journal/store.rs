//! A campaign's records in memory: texts by device and number, and what can be asked of the set.

use super::entry::{Entry, EntryError, MAX_NUMBER, RecordId, chain_next, chain_start};
use super::fact::Fact;
use super::state::State;
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json::MAX_WHOLE;
use crate::domain::order::sorted;
use crate::domain::small_map::SmallMap;

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
    id: RecordId,
    text: String,
    entry: Entry,
}

/// Where the record of number `n` is among those of one device, or where it belongs.
fn find(records: &[Record], n: u64) -> Result<usize, usize> {
    records.binary_search_by(|record| record.id.n.cmp(&n))
}

/// All records of one campaign known on this device.
#[derive(Clone, Debug)]
pub struct Journal {
    campaign: CampaignId,
    /// The readable records of each device that has any, in order of number. A device writes and hands over in that order,
    /// so that a record nearly always goes to the end. There may be gaps, and a gap takes no room.
    records: SmallMap<DeviceId, Vec<Record>>,
    unreadable: Vec<Unreadable>,
    /// The highest logical time seen.
    lt: u64,
}

impl Journal {
    pub fn new(campaign: CampaignId) -> Self {
        Self { campaign, records: SmallMap::default(), unreadable: Vec::new(), lt: 0 }
    }

    /// Takes everything a store held, in whatever order. Never fails: what can't be read is set aside, and of two texts under one number
    /// the second.
    pub fn load(campaign: CampaignId, records: impl IntoIterator<Item = (RecordId, String)>) -> Self {
        let mut journal = Self::new(campaign);
        // In order, each goes to the end of its device's.
        for (id, text) in sorted(records.into_iter().collect(), |(a, _), (b, _)| a.cmp(b)) {
            match Entry::from_text(&text, id.n) {
                Ok(_) if journal.text(&id).is_some_and(|known| known != text) => {
                    journal.unreadable.push(Unreadable { id, text, why: EntryError::Forked });
                }
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

    /// The highest logical time seen.
    pub fn latest(&self) -> u64 {
        self.lt
    }

    /// Number of readable records.
    pub fn len(&self) -> usize {
        self.records.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn entry(&self, id: &RecordId) -> Option<&Entry> {
        self.record(id).map(|record| &record.entry)
    }

    pub fn text(&self, id: &RecordId) -> Option<&str> {
        self.record(id).map(|record| record.text.as_str())
    }

    /// In order of device and number.
    pub fn entries(&self) -> impl Iterator<Item = (&RecordId, &Entry)> {
        self.records().map(|record| (&record.id, &record.entry))
    }

    /// Those of `device` with a number above `n`, in order of number.
    pub fn entries_after(&self, device: &DeviceId, n: u64) -> impl Iterator<Item = &Entry> {
        let records = self.records_of(device);
        records[records.partition_point(|record| record.id.n <= n)..].iter().map(|record| &record.entry)
    }

    fn record(&self, id: &RecordId) -> Option<&Record> {
        let records = self.records_of(&id.device);
        find(records, id.n).ok().map(|at| &records[at])
    }

    /// All readable records in order of device and number.
    fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values().flatten()
    }

    /// The readable records of `device` in order of number.
    fn records_of(&self, device: &DeviceId) -> &[Record] {
        self.records.get(device).map_or(&[], Vec::as_slice)
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
        let records = self.records.get_or_default(id.device.clone());
        match find(records, id.n) {
            Ok(known) if records[known].text == text => Added::Present,
            Ok(_) => Added::Fork,
            Err(at) => {
                self.lt = self.lt.max(entry.lt);
                records.insert(at, Record { id, text, entry });
                Added::New
            }
        }
    }

    /// The last record of each device that has any.
    pub fn lasts(&self) -> Vec<RecordId> {
        self.records.values().filter_map(|records| records.last()).map(|record| record.id.clone()).collect()
    }

    /// The highest number under which `device` has a record here, readable or not; 0 if none. What is filed under a
    /// number that no record can have doesn't count.
    pub fn last(&self, device: &DeviceId) -> u64 {
        let readable = self.records_of(device).last().map(|record| record.id.n);
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
        let mut known = self.records_of(device).iter().peekable();
        (1..=self.last(device)).map(|n| known.next_if(|r| r.id.n == n).map(|r| r.text.as_str())).collect()
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
        for Record { id, text, .. } in self.records() {
            lines.push_str(&format!("{id} {}\n", sha256_hex(text.as_bytes())));
        }
        sha256_hex(lines.as_bytes())
    }

    /// What all records add up to.
    pub fn replay(&self) -> State {
        self.replay_revoking(std::iter::empty())
    }

    /// What they add up to where some devices are known to be revoked after a record, besides those of which the records say it.
    pub fn replay_revoking(&self, revoked: impl Iterator<Item = (DeviceId, u64)>) -> State {
        // Of equal times, the order that they lie in is that of device and number.
        let order = sorted(self.entries().collect(), |(_, a), (_, b)| a.lt.cmp(&b.lt));
        State::of(self.campaign.clone(), revoked, &order)
    }
}
