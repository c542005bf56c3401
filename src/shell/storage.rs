//! Records, settings and names under the keys of [`keys`].
//!
//! A record is written once: another text under a number that is taken is refused, never put over it. A value that
//! can't be read is never replaced by a default.

use super::packs::{self, Unpacked};
use super::stores::{Stores, mirror};
use crate::app::lock::{Kept, Tries};
use crate::app::settings::Settings;
use crate::app::{Event, Refused};
use crate::backup::lock::Lock;
use crate::backup::note;
use crate::bundle::key::TrustedKey;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json::{self, FromJson, ToJson};
use crate::journal::RecordId;
use crate::store::change::Change;
use crate::store::compare::{pair_of, pair_text};
use crate::store::keys;
use crate::store::pack::{Pack, Shelf};

/// What is read at start.
pub struct Start {
    pub settings: Settings,
    pub campaigns: Vec<(CampaignId, String)>,
    pub supervisors: Vec<TrustedKey>,
    pub backed_up: Vec<(CampaignId, u64)>,
}

/// `Ok(None)` only where there is nothing under `key`; a value that can't be read is an error.
fn read<T: FromJson>(stores: &Stores, key: &str) -> Result<Option<T>, String> {
    let text = stores.get(key)?;
    text.map(|text| json::from_text(&text)).transpose().map_err(|error| format!("{key}: {error}"))
}

/// What is under `key`; one that can't be read is kept beside, as it was found, and its default is used.
async fn read_or_set_aside<T: FromJson + Default>(stores: &Stores, key: &str) -> Result<T, String> {
    if let Ok(value) = read(stores, key) {
        return Ok(value.unwrap_or_default());
    }
    // A tab that looks on leaves that to the one that writes.
    if let (Some(text), true) = (stores.get(key)?, stores.is_open()) {
        stores.put(&[Change::put(keys::aside(key, &text), text)]).await?;
    }
    Ok(T::default())
}

/// Reads what is kept of the lock. One that can't be read, or that no passphrase could open, would shut people out for ever, and who can spoil it could
/// read the rest of the store as well: so it doesn't lock. It stays in its place, where every start finds it and says so, until a person sets
/// another or decides on none; then it is set aside.
pub fn read_lock(stores: &Stores) -> Result<Kept, String> {
    let text = stores.get(keys::LOCK)?;
    let set = text.as_ref().and_then(|text| json::from_text(text).ok()).filter(Lock::is_sound);
    let tries = stores.get(keys::TRIES)?;
    let (wrong, last) = tries.and_then(|tries| pair_of(&tries)).unwrap_or_default();
    let tries = Tries { wrong, last: last.cast_signed() };
    Ok(Kept { is_spoilt: text.is_some() && set.is_none(), set, tries, touched: 0 })
}

pub async fn write_lock(stores: &Stores, lock: Option<&Lock>) -> Result<(), String> {
    let mut changes = vec![Change { key: keys::LOCK.to_owned(), value: lock.map(json::to_text) }];
    if let (true, Some(text)) = (read_lock(stores)?.is_spoilt, stores.get(keys::LOCK)?) {
        changes.push(Change::put(keys::aside(keys::LOCK, &text), text));
    }
    stores.put(&changes).await
}

/// In `localStorage` only, which every tab can write.
pub fn note_tries(Tries { wrong, last }: Tries) {
    if let Ok(mirror) = mirror() {
        // Where it is refused this page still counts.
        let _ = match wrong {
            0 => mirror.remove_item(keys::TRIES),
            _ => mirror.set_item(keys::TRIES, &pair_text(wrong, last.unsigned_abs())),
        };
    }
}

/// Reads what the program needs before any campaign is open.
pub async fn read_start(stores: &Stores) -> Result<Start, String> {
    let mut campaigns = Vec::new();
    for key in stores.keys_with(keys::CAMPAIGNS)? {
        let id = CampaignId::from(&key[keys::CAMPAIGNS.len()..]);
        // A name that can't be read must not hide the campaign: its id stands in.
        let name = read(stores, &key).ok().flatten().unwrap_or_else(|| id.to_string());
        campaigns.push((id, name));
    }
    let mut backed_up = Vec::new();
    for key in stores.keys_with(keys::BACKUPS)? {
        // One that can't be read counts for nothing: then there is a reminder too many.
        let last = note::last_of(&stores.get(&key)?.unwrap_or_default());
        backed_up.push((CampaignId::from(&key[keys::BACKUPS.len()..]), last));
    }
    let settings = read_or_set_aside(stores, keys::SETTINGS).await?;
    let supervisors = read_or_set_aside(stores, keys::SUPERVISORS).await?;
    Ok(Start { settings, campaigns, supervisors, backed_up })
}

async fn write<T: ToJson + ?Sized>(stores: &Stores, key: String, value: &T) -> Result<(), String> {
    stores.put(&[Change::put(key, json::to_text(value))]).await
}

pub async fn write_settings(stores: &Stores, settings: &Settings) -> Result<(), String> {
    write(stores, keys::SETTINGS.to_owned(), settings).await
}

pub async fn write_supervisors(stores: &Stores, supervisors: &[TrustedKey]) -> Result<(), String> {
    write(stores, keys::SUPERVISORS.to_owned(), supervisors).await
}

pub async fn write_campaign(stores: &Stores, id: &CampaignId, name: &str) -> Result<(), String> {
    write(stores, format!("{}{id}", keys::CAMPAIGNS), name).await
}

/// Notes the last record that leaves in a bundle: its number is taken even if the store should lose the record, or refuses it just now.
pub async fn write_reserved(stores: &Stores, campaign: &CampaignId, last: &RecordId) -> Result<(), String> {
    stores.put_anywhere(Change::put(format!("{}{campaign}", keys::RESERVED), json::to_text(last))).await
}

/// Reads all records of a campaign, readable or not.
pub async fn read_records(stores: &Stores, campaign: &CampaignId) -> Result<Vec<(RecordId, String)>, String> {
    // All is read before packs are waited for: meanwhile another tab may write.
    let devices = entries(stores, keys::DEVICES)?;
    let packs = entries(stores, &format!("{}{campaign}/", keys::PACKS))?;
    let singles = entries(stores, &format!("{}{campaign}/", keys::RECORDS))?;
    let (mut known, mut odd) = (Vec::new(), Vec::new());
    for (key, value) in packs {
        match Pack::of_key(&key) {
            Some(pack) => known.push((pack, value)),
            None => odd.push((key, value)),
        }
    }
    let mut records = records_of(&devices, packs::unpack(known).await, singles, &mut odd);
    // What no program writes is shown under what its key says.
    records.extend(odd.into_iter().map(|(key, text)| (RecordId { device: DeviceId(key), n: 0 }, text)));
    // A number that left in a bundle is never given to another record; what stood there is shown as missing.
    if let Ok(Some(last)) = read::<RecordId>(stores, &format!("{}{campaign}", keys::RESERVED))
        && last.n > 0
        && records.iter().all(|(id, _)| *id != last)
    {
        records.push((last, String::new()));
    }
    Ok(records)
}

/// All keys that begin like this, with what is under them.
fn entries(stores: &Stores, prefix: &str) -> Result<Vec<(String, String)>, String> {
    let mut entries = Vec::new();
    for key in stores.keys_with(prefix)? {
        if let Ok(Some(value)) = stores.get(&key) {
            entries.push((key, value));
        }
    }
    Ok(entries)
}

fn records_of(
    devices: &[(String, String)],
    packs: Vec<Unpacked>,
    singles: Vec<(String, String)>,
    odd: &mut Vec<(String, String)>,
) -> Vec<(RecordId, String)> {
    let mut records = Vec::new();
    let mut add = |shelf: &Shelf, n: u64, text: String| {
        // Without its full name the device goes by the short one; its records are then set aside, not lost.
        let is_its = |(key, _): &&(String, String)| key[keys::DEVICES.len()..] == shelf.short;
        let device = devices.iter().find(is_its).map_or(&shelf.short, |(_, name)| name);
        records.push((RecordId { device: device.as_str().into(), n }, text));
    };
    for (pack, value, texts) in packs {
        match texts {
            Some(texts) => texts.into_iter().for_each(|(n, text)| add(&pack.shelf, n, text)),
            // Each of its records is missed by its number; what is left of them goes by the last one.
            None => {
                (pack.first..pack.last).for_each(|n| add(&pack.shelf, n, String::new()));
                add(&pack.shelf, pack.last, value);
            }
        }
    }
    for (key, text) in singles {
        match Shelf::of_record_key(&key) {
            Some((shelf, n)) => add(&shelf, n, text),
            None => odd.push((key, text)),
        }
    }
    records
}

/// Writes records and says what became of them; those of one result together.
pub async fn write_records(
    stores: &Stores,
    batch: u64,
    campaign: CampaignId,
    records: Vec<(RecordId, String)>,
) -> Event {
    let (mut wanted, mut refused, mut reason) = (Vec::new(), Vec::new(), String::new());
    let mut changes = Vec::new();
    for (id, text) in records {
        match changes_for(stores, &campaign, &id, &text) {
            Ok(needed) => {
                changes.extend(needed);
                wanted.push((id, text));
            }
            Err(why) => {
                reason = why;
                refused.push((id, text));
            }
        }
    }
    if let Err(why) = stores.put(&changes).await {
        reason = why;
        refused.append(&mut wanted);
    }
    let refused = refused.into_iter().map(|(id, text)| Refused { campaign: campaign.clone(), id, text }).collect();
    Event::Stored { batch, refused, why: reason, used: stores.used() }
}

/// What has to be put where for a record, `SHORT` for its device included.
fn changes_for(stores: &Stores, campaign: &CampaignId, id: &RecordId, text: &str) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    let shelf = Shelf { campaign: campaign.to_string(), short: id.device.as_str().chars().take(8).collect() };
    for (key, text) in
        [(format!("{}{}", keys::DEVICES, shelf.short), id.device.as_str()), (shelf.record_key(id.n), text)]
    {
        match stores.get(&key)? {
            Some(known) if known == text => {}
            // Nothing that stands there is ever put over. What a pack holds is not looked at: the journal knows it, and two texts under one
            // number are shown at the next start.
            Some(_) => return Err(format!("{key}: taken")),
            None => changes.push(Change::put(key, text)),
        }
    }
    Ok(changes)
}
