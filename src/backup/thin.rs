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

/// Whether an entry is the campaign's: its name, a record or a pack of it, or one of these that was set aside.
pub fn belongs(key: &str, campaign: &CampaignId) -> bool {
    // What was set aside stands under the key it had.
    let key = key.strip_prefix(keys::SET_ASIDE).unwrap_or(key);
    let within =
        [keys::CAMPAIGNS, keys::RECORDS, keys::PACKS].into_iter().filter_map(|prefix| key.strip_prefix(prefix));
    within.filter_map(|rest| rest.split('/').next()).any(|of| of == campaign.as_str())
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
