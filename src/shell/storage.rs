//! Records in localStorage, one small key each.
//!
//! | key | value |
//! |---|---|
//! | `wenlou/settings` | the device's settings, JSON |
//! | `wenlou/supervisors` | keys of supervisors, JSON |
//! | `wenlou/c/CAMPAIGN` | the campaign's name, JSON |
//! | `wenlou/d/SHORT` | a device's id in full; `SHORT` is its first eight characters |
//! | `wenlou/r/CAMPAIGN/SHORT/N` | the text of record N, byte for byte |
//! | `wenlou/n/CAMPAIGN` | the last record that left in a bundle, as `device/number` |
//! | `wenlou/set-aside/KEY` | settings or supervisors that could not be read, as they were found |
//!
//! A record's key is written once: another text under a key that is taken is refused, never put over it. A value that
//! can't be read is never replaced by a default.

use crate::app::settings::Settings;
use crate::app::{Event, Refused};
use crate::bundle::key::TrustedKey;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json::{self, FromJson, ToJson};
use crate::domain::small_map::SmallMap;
use crate::journal::RecordId;
use gloo_storage::{LocalStorage, Storage};

const SETTINGS: &str = "wenlou/settings";
const SUPERVISORS: &str = "wenlou/supervisors";
const CAMPAIGNS: &str = "wenlou/c/";
const DEVICES: &str = "wenlou/d/";
const RECORDS: &str = "wenlou/r/";
const RESERVED: &str = "wenlou/n/";
const SET_ASIDE: &str = "wenlou/set-aside/";

/// What is read at start.
pub struct Start {
    pub settings: Settings,
    pub campaigns: Vec<(CampaignId, String)>,
    pub supervisors: Vec<TrustedKey>,
}

/// The store itself, if the browser lets us have it.
fn store() -> Result<web_sys::Storage, String> {
    match web_sys::window().map(|w| w.local_storage()) {
        // Asked for first, because `LocalStorage::raw` takes it for granted.
        Some(Ok(Some(_))) => Ok(LocalStorage::raw()),
        Some(Err(error)) => Err(super::words_of(&error)),
        _ => Err("localStorage".to_owned()),
    }
}

/// `Ok(None)` only where there is nothing under `key`; a value that can't be read is an error.
fn read<T: FromJson>(key: &str) -> Result<Option<T>, String> {
    let text = store()?.get_item(key).map_err(|e| super::words_of(&e))?;
    text.map(|text| json::from_text(&text)).transpose().map_err(|error| format!("{key}: {error}"))
}

/// What is under `key`; one that can't be read is kept beside, as it was found, and its default is used.
fn read_or_set_aside<T: FromJson + Default>(key: &str) -> Result<T, String> {
    if let Ok(value) = read(key) {
        return Ok(value.unwrap_or_default());
    }
    let raw = store()?;
    if let Ok(Some(text)) = raw.get_item(key) {
        raw.set_item(&format!("{SET_ASIDE}{key}"), &text).map_err(|e| super::words_of(&e))?;
    }
    Ok(T::default())
}

fn write<T: ToJson + ?Sized>(key: &str, value: &T) -> Result<(), String> {
    store()?.set_item(key, &json::to_text(value)).map_err(|e| format!("{key}: {}", super::words_of(&e)))
}

fn keys_with(prefix: &str) -> Result<Vec<String>, String> {
    let raw = store()?;
    let length = raw.length().map_err(|e| super::words_of(&e))?;
    Ok((0..length).filter_map(|i| raw.key(i).ok().flatten()).filter(|key| key.starts_with(prefix)).collect())
}

/// Reads what the program needs before any campaign is open.
pub fn read_start() -> Result<Start, String> {
    store()?;
    let mut campaigns = Vec::new();
    for key in keys_with(CAMPAIGNS)? {
        let id = CampaignId::from(&key[CAMPAIGNS.len()..]);
        // A name that can't be read must not hide the campaign: its id stands in.
        let name = read(&key).ok().flatten().unwrap_or_else(|| id.to_string());
        campaigns.push((id, name));
    }
    Ok(Start { settings: read_or_set_aside(SETTINGS)?, campaigns, supervisors: read_or_set_aside(SUPERVISORS)? })
}

pub fn write_settings(settings: &Settings) -> Result<(), String> {
    write(SETTINGS, settings)
}

pub fn write_supervisors(keys: &[TrustedKey]) -> Result<(), String> {
    write(SUPERVISORS, keys)
}

pub fn write_campaign(id: &CampaignId, name: &str) -> Result<(), String> {
    write(&format!("{CAMPAIGNS}{id}"), name)
}

fn short(device: &DeviceId) -> String {
    device.as_str().chars().take(8).collect()
}

/// Notes the last record that leaves in a bundle: its number is taken even if the store should lose the record.
pub fn write_reserved(campaign: &CampaignId, last: &RecordId) -> Result<(), String> {
    write(&format!("{RESERVED}{campaign}"), last)
}

/// Makes sure that `SHORT` stands for this device and no other.
fn name_device(raw: &web_sys::Storage, device: &DeviceId) -> Result<(), String> {
    let key = format!("{DEVICES}{}", short(device));
    match raw.get_item(&key).map_err(|e| super::words_of(&e))? {
        Some(known) if known == device.as_str() => Ok(()),
        Some(other) => Err(format!("{key}: {other}")),
        None => raw.set_item(&key, device.as_str()).map_err(|e| super::words_of(&e)),
    }
}

/// Reads all records of a campaign, readable or not.
pub fn read_records(campaign: &CampaignId) -> Result<Vec<(RecordId, String)>, String> {
    let raw = store()?;
    let mut devices: SmallMap<String, DeviceId> = SmallMap::default();
    for key in keys_with(DEVICES)? {
        if let Ok(Some(id)) = raw.get_item(&key) {
            devices.insert(key[DEVICES.len()..].to_owned(), DeviceId(id));
        }
    }
    let prefix = format!("{RECORDS}{campaign}/");
    let mut records = Vec::new();
    for key in keys_with(&prefix)? {
        let Some((short, n)) = key[prefix.len()..].split_once('/') else { continue };
        let Ok(n) = n.parse() else { continue };
        // Without its full name the device goes by the short one; its records are then set aside, not lost.
        let device = devices.get(short).cloned().unwrap_or_else(|| short.into());
        if let Ok(Some(text)) = raw.get_item(&key) {
            records.push((RecordId { device, n }, text));
        }
    }
    // A number that left in a bundle is never given to another record; what stood there is shown as missing.
    if let Ok(Some(last)) = read::<RecordId>(&format!("{RESERVED}{campaign}"))
        && last.n > 0
        && records.iter().all(|(id, _)| *id != last)
    {
        records.push((last, String::new()));
    }
    Ok(records)
}

/// Writes records and says what became of them; those of one result together.
pub fn write_records(campaign: &CampaignId, records: Vec<(RecordId, String)>) -> Event {
    let (mut written, mut refused, mut reason) = (0, Vec::new(), String::new());
    for (id, text) in records {
        match write_record(campaign, &id, &text) {
            Ok(()) => written += 1,
            Err(why) => {
                reason = why;
                refused.push(Refused { campaign: campaign.clone(), id, text });
            }
        }
    }
    Event::Stored { written, refused, why: reason }
}

fn write_record(campaign: &CampaignId, id: &RecordId, text: &str) -> Result<(), String> {
    let raw = store()?;
    name_device(&raw, &id.device)?;
    let key = format!("{RECORDS}{campaign}/{}/{}", short(&id.device), id.n);
    match raw.get_item(&key).map_err(|e| super::words_of(&e))? {
        Some(known) if known == text => Ok(()),
        // Another tab wrote it: its record stands.
        Some(_) => Err(format!("{key}: taken")),
        None => raw.set_item(&key, text).map_err(|e| super::words_of(&e)),
    }
}
