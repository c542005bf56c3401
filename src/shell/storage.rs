//! Records, settings and names under the keys of [`keys`].
//!
//! A record's key is written once: another text under a key that is taken is refused, never put over it. A value that
//! can't be read is never replaced by a default.

use super::stores::Stores;
use crate::app::settings::Settings;
use crate::app::{Event, Refused};
use crate::bundle::key::TrustedKey;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json::{self, FromJson, ToJson};
use crate::domain::small_map::SmallMap;
use crate::journal::RecordId;
use crate::store::change::Change;
use crate::store::keys;

/// What is read at start.
pub struct Start {
    pub settings: Settings,
    pub campaigns: Vec<(CampaignId, String)>,
    pub supervisors: Vec<TrustedKey>,
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
    if let Some(text) = stores.get(key)? {
        stores.put(&[Change::put(format!("{}{key}", keys::SET_ASIDE), text)]).await?;
    }
    Ok(T::default())
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
    let settings = read_or_set_aside(stores, keys::SETTINGS).await?;
    Ok(Start { settings, campaigns, supervisors: read_or_set_aside(stores, keys::SUPERVISORS).await? })
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

/// Notes the last record that leaves in a bundle: its number is taken even if the store should lose the record.
pub async fn write_reserved(stores: &Stores, campaign: &CampaignId, last: &RecordId) -> Result<(), String> {
    write(stores, format!("{}{campaign}", keys::RESERVED), last).await
}

fn short(device: &DeviceId) -> String {
    device.as_str().chars().take(8).collect()
}

/// Reads all records of a campaign, readable or not.
pub fn read_records(stores: &Stores, campaign: &CampaignId) -> Result<Vec<(RecordId, String)>, String> {
    let mut devices: SmallMap<String, DeviceId> = SmallMap::default();
    for key in stores.keys_with(keys::DEVICES)? {
        if let Ok(Some(id)) = stores.get(&key) {
            devices.insert(key[keys::DEVICES.len()..].to_owned(), DeviceId(id));
        }
    }
    let prefix = format!("{}{campaign}/", keys::RECORDS);
    let mut records = Vec::new();
    for key in stores.keys_with(&prefix)? {
        let Some((short, n)) = key[prefix.len()..].split_once('/') else { continue };
        let Ok(n) = n.parse() else { continue };
        // Without its full name the device goes by the short one; its records are then set aside, not lost.
        let device = devices.get(short).cloned().unwrap_or_else(|| short.into());
        if let Ok(Some(text)) = stores.get(&key) {
            records.push((RecordId { device, n }, text));
        }
    }
    // A number that left in a bundle is never given to another record; what stood there is shown as missing.
    if let Ok(Some(last)) = read::<RecordId>(stores, &format!("{}{campaign}", keys::RESERVED))
        && last.n > 0
        && records.iter().all(|(id, _)| *id != last)
    {
        records.push((last, String::new()));
    }
    Ok(records)
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
    let short = short(&id.device);
    let record = format!("{}{campaign}/{short}/{}", keys::RECORDS, id.n);
    for (key, text) in [(format!("{}{short}", keys::DEVICES), id.device.as_str()), (record, text)] {
        match stores.get(&key)? {
            Some(known) if known == text => {}
            // Nothing that stands there is ever put over.
            Some(_) => return Err(format!("{key}: taken")),
            None => changes.push(Change::put(key, text)),
        }
    }
    Ok(changes)
}
