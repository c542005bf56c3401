//! Taking a campaign off the device to make room.

use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json;
use crate::journal::RecordId;
use crate::store::Change;
use crate::store::keys;
use crate::store::pack::{Pack, Shelf};

/// Whose key it is: a record's or a pack's.
pub(super) fn shelf_of(key: &str) -> Option<Shelf> {
    Pack::of_key(key).map(|pack| pack.shelf).or_else(|| Shelf::of_record_key(key).map(|(shelf, _)| shelf))
}

/// The campaign that is named in a key with one of these prefixes, or in one that was set aside.
fn named<'k>(key: &'k str, prefixes: &[&str]) -> Option<&'k str> {
    // What was set aside stands under the key it had.
    let key = key.strip_prefix(keys::SET_ASIDE).unwrap_or(key);
    prefixes.iter().find_map(|prefix| key.strip_prefix(prefix))?.split('/').next()
}

/// Whether an entry is the campaign's: its name, a record or a pack of it, or one of these that was set aside.
pub fn belongs(key: &str, campaign: &CampaignId) -> bool {
    named(key, &[keys::CAMPAIGNS, keys::RECORDS, keys::PACKS]) == Some(campaign.as_str())
}

/// Whether an entry is about a practice, the number of its last record too.
pub fn is_of_practice(key: &str) -> bool {
    let of = named(key, &[keys::CAMPAIGNS, keys::RECORDS, keys::PACKS, keys::RESERVED]);
    of.is_some_and(|of| CampaignId::from(of).is_practice())
}

/// What takes a practice off a device, with nothing left. The ids of devices stay, because another practice may be begun meanwhile.
pub fn forget(all: &[String], practice: &CampaignId) -> Vec<Change> {
    all.iter().filter(|key| belongs(key, practice)).map(|key| Change::take_out(key.as_str())).collect()
}

/// What takes a campaign off a device that holds entries under these keys. The number of its own last record stays, so that none is given twice
/// if the campaign comes back; ids of devices that nothing else needs go along.
pub fn thin(all: &[String], campaign: &CampaignId, own: Option<&DeviceId>, last: u64) -> Vec<Change> {
    let (gone, left): (Vec<&String>, Vec<&String>) = all.iter().partition(|key| belongs(key, campaign));
    let needed = |short: &str| left.iter().filter_map(|key| shelf_of(key)).any(|shelf| shelf.short == short);
    let unneeded = left.iter().filter(|key| key.strip_prefix(keys::DEVICES).is_some_and(|short| !needed(short)));
    let taken_out: Vec<Change> = gone.iter().chain(unneeded).map(|key| Change::take_out(key.as_str())).collect();
    let reserved = own.filter(|_| last > 0).map(|own| {
        let last = RecordId { device: own.clone(), n: last };
        Change::put(format!("{}{campaign}", keys::RESERVED), json::to_text(&last))
    });
    reserved.into_iter().chain(taken_out).collect()
}
