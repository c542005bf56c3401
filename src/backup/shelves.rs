//! The entries of a store by what they are: records under their numbers, packed or not, and everything else.

use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::order::distinct;
use crate::journal::entry::MAX_NUMBER;
use crate::journal::{Journal, RecordId};
use crate::store::keys;
use crate::store::pack::{self, Pack, Shelf};
use std::collections::BTreeMap;

/// A pack and what stands under its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packed {
    pub pack: Pack,
    pub value: String,
    /// `None`: it can't be read.
    pub texts: Option<Vec<(u64, String)>>,
}

/// The records of one device in one campaign.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stack {
    /// Those that lie by themselves.
    pub singles: BTreeMap<u64, String>,
    pub packs: Vec<Packed>,
}

impl Stack {
    /// The text that counts of record `n`: what a pack holds goes before what lies by itself, as when records are read.
    pub fn text(&self, n: u64) -> Option<&str> {
        let within = |packed: &&Packed| (packed.pack.first..=packed.pack.last).contains(&n);
        let packed = self.packs.iter().filter(within).filter_map(|packed| packed.texts.as_ref());
        let found = packed.filter_map(|texts| texts.iter().find(|(m, _)| *m == n)).map(|(_, text)| text).next();
        found.or_else(|| self.singles.get(&n)).map(String::as_str)
    }

    /// Whether it has any record within these numbers.
    pub fn reaches_into(&self, first: u64, last: u64) -> bool {
        let overlaps = |packed: &Packed| packed.pack.first <= last && first <= packed.pack.last;
        self.singles.range(first..=last).next().is_some() || self.packs.iter().any(overlaps)
    }
}

/// Whether a pack's key names records that there can be. One that says more would keep whoever reads it busy for ever.
fn is_sane(pack: &Pack) -> bool {
    pack.first > 0 && pack.last <= MAX_NUMBER
}

/// The campaigns that have records or a name under these keys.
pub fn campaigns_of<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<CampaignId> {
    let campaign = |key: &str| {
        let named = key.strip_prefix(keys::CAMPAIGNS).map(CampaignId::from);
        named.or_else(|| super::thin::shelf_of(key).map(|shelf| CampaignId(shelf.campaign)))
    };
    distinct(keys.filter_map(campaign))
}

/// All entries of a store.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shelves {
    /// The full ids of devices by their first eight characters.
    pub devices: BTreeMap<String, DeviceId>,
    pub stacks: BTreeMap<Shelf, Stack>,
    pub others: BTreeMap<String, String>,
}

impl Shelves {
    /// Sorts entries. What no program writes is one of the others: a key in another spelling, a pack of more than there can be, an id that
    /// doesn't begin as its key says.
    pub fn of(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut all = Self::default();
        for (key, value) in entries {
            let single = Shelf::of_record_key(&key).filter(|(shelf, n)| shelf.record_key(*n) == key);
            let packed = Pack::of_key(&key).filter(|pack| is_sane(pack) && pack.key() == key);
            match (single, packed, key.strip_prefix(keys::DEVICES)) {
                (Some((shelf, n)), ..) => {
                    all.stacks.entry(shelf).or_default().singles.insert(n, value);
                }
                (_, Some(pack), _) if !pack::swells(&value) => {
                    let texts = pack::unpack(&pack, &value);
                    let stack = all.stacks.entry(pack.shelf.clone()).or_default();
                    stack.packs.push(Packed { pack, value, texts });
                }
                (.., Some(short)) if value.len() == 43 && value.starts_with(short) && short.len() == 8 => {
                    all.devices.insert(short.to_owned(), DeviceId(value));
                }
                _ => {
                    all.others.insert(key, value);
                }
            }
        }
        all
    }

    /// Every campaign that has records or a name.
    pub fn campaigns(&self) -> Vec<CampaignId> {
        let of_stacks = self.stacks.keys().map(|shelf| shelf.campaign.as_str());
        let named = self.others.keys().filter_map(|key| key.strip_prefix(keys::CAMPAIGNS));
        distinct(of_stacks.chain(named).map(CampaignId::from))
    }

    /// The campaign's records, as the program reads them from the store.
    pub fn journal(&self, campaign: &CampaignId) -> Journal {
        let mut records = Vec::new();
        for (shelf, stack) in self.stacks.iter().filter(|(shelf, _)| shelf.campaign == campaign.as_str()) {
            let device = self.devices.get(&shelf.short).cloned().unwrap_or_else(|| shelf.short.as_str().into());
            let mut add = |n: u64, text: &str| records.push((RecordId { device: device.clone(), n }, text.to_owned()));
            let texts = stack.packs.iter().filter_map(|packed| packed.texts.as_ref()).flatten();
            texts.for_each(|(n, text)| add(*n, text));
            stack.singles.iter().for_each(|(n, text)| add(*n, text));
        }
        Journal::load(campaign.clone(), records)
    }
}
