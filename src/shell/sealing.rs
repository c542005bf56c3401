//! Sealing and opening ballots: the worker does it, the store holds the keys.

use super::reading::{self, Job, SealBallot, SealContact, Vault};
use super::stores::Stores;
use super::words_of;
use crate::app::contact;
use crate::app::sealing::ToOpen;
use crate::bundle::sealing::SealingPair;
use crate::domain::ballot::Secret;
use crate::domain::json;
use crate::journal::fact::PublicKey;
use crate::store::{Change, keys};
use js_sys::Uint8Array;

/// 32 random bytes.
fn chance() -> Result<Uint8Array, String> {
    let mut chance = [0; 32];
    let crypto = web_sys::window().ok_or("window")?.crypto().map_err(|e| words_of(&e))?;
    crypto.get_random_values_with_u8_array(&mut chance).map_err(|e| words_of(&e))?;
    Ok(Uint8Array::from(&chance[..]))
}

/// Seals what is secret of a ballot.
pub async fn seal(what: SealBallot) -> Result<String, String> {
    let reply = reading::once(json::to_text(&Job::SealBallot(what)), chance()?).await?;
    json::from_text::<Result<String, String>>(&reply).map_err(|e| e.to_string())?
}

/// Seals a household's telephone.
pub async fn seal_contact(what: SealContact) -> Result<String, String> {
    let reply = reading::once(json::to_text(&Job::SealContact(what)), chance()?).await?;
    json::from_text::<Result<String, String>>(&reply).map_err(|e| e.to_string())?
}

/// The key pairs on this device.
fn pairs(stores: &Stores) -> Result<Vec<SealingPair>, String> {
    let mut pairs = Vec::new();
    for key in stores.keys_with(keys::SEALING)? {
        let text = stores.get(&key)?.unwrap_or_default();
        pairs.push(json::from_text(&text).map_err(|why| format!("{key}: {why}"))?);
    }
    Ok(pairs)
}

/// The public half of a key pair that is here, of `known` if that is, or else of one that is made and stored.
pub async fn key(stores: &Stores, known: Option<PublicKey>) -> Result<PublicKey, String> {
    let pairs = pairs(stores)?;
    let here = known.filter(|known| pairs.iter().any(|pair| pair.public == *known));
    if let Some(key) = here.or_else(|| pairs.into_iter().next().map(|pair| pair.public)) {
        return Ok(key);
    }
    let job = json::to_text(&Vault::MakeSealingKey);
    let reply = reading::once(job, chance()?).await?;
    let made: Result<SealingPair, String> = json::from_text(&reply).map_err(|why| why.to_string())?;
    let pair = made?;
    let key = format!("{}{}", keys::SEALING, pair.public.x);
    // Nobody seals to it before it is on the disk.
    stores.put(&[Change::put(key, json::to_text(&pair))]).await?;
    Ok(pair.public)
}

/// Opens ballots with whatever keys are here.
pub async fn open(stores: &Stores, ballots: Vec<ToOpen>) -> Vec<(ToOpen, Result<Secret, String>)> {
    let sealed = ballots.iter().map(|ballot| (ballot.context.clone(), ballot.sealed.clone())).collect();
    let opened = async {
        let job = json::to_text(&Vault::OpenBallots(pairs(stores)?, sealed));
        let reply = reading::once(job, Uint8Array::new_with_length(0)).await?;
        json::from_text::<Vec<Result<Secret, String>>>(&reply).map_err(|why| why.to_string())
    };
    match opened.await {
        Ok(opened) => ballots.into_iter().zip(opened).collect(),
        Err(why) => ballots.into_iter().map(|ballot| (ballot, Err(why.clone()))).collect(),
    }
}

/// Opens a telephone with whatever keys are here.
pub async fn open_contact(stores: &Stores, contact: &contact::ToOpen) -> Result<String, String> {
    let job = json::to_text(&Vault::OpenContact(pairs(stores)?, (contact.context.clone(), contact.sealed.clone())));
    let reply = reading::once(job, Uint8Array::new_with_length(0)).await?;
    json::from_text::<Result<String, String>>(&reply).map_err(|why| why.to_string())?
}
