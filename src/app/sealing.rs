//! Ballots that are sealed to the supervisor's key where the campaign says so: sealing at the door, opening where the key is.
//!
//! A ballot is sealed before it is recorded, so that the choice is never stored on the tablet. What a sealed ballot says becomes a record of the
//! supervisor's: the count stays a function of records, and nobody needs the key to repeat it.

use super::effect::Effect;
use super::model::{Message, Model, Moment};
use super::route::Route;
use super::{ballot, campaign};
use crate::bundle::sealing::Context;
use crate::domain::ballot::Secret;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::journal::fact::{BallotTaken, Opened, PublicKey};
use crate::journal::household_file::BallotRecord;
use crate::journal::{Fact, RecordId};

#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// This device's own key for sealing, once it was asked for.
    pub own: Option<PublicKey>,
    /// A ballot is being sealed: its household.
    pub underway: Option<HouseholdId>,
    /// Ballots are being opened.
    opening: bool,
    /// So many could not be opened, and why.
    pub failed: Option<(usize, String)>,
}

/// A sealed ballot that is to be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToOpen {
    pub id: RecordId,
    pub context: Context,
    pub sealed: String,
}

/// What a ballot says that was opened, or why it could not be.
pub type OpenedBallot = (RecordId, Result<Secret, String>);

/// What a seal binds the ballot to.
fn context(campaign: &CampaignId, taken: &BallotTaken, device: &str) -> Context {
    Context {
        campaign: campaign.to_string(),
        compound: taken.compound.to_string(),
        household: taken.household.to_string(),
        roll: taken.roll.clone(),
        device: device.to_owned(),
        serial: taken.ballot.serial.clone(),
        signed_on: taken.ballot.signed_on.clone(),
    }
}

/// Records a ballot: as it is, or sealed first where the campaign says so.
pub fn record(model: &mut Model, now: &Moment, mut taken: BallotTaken, effects: &mut Vec<Effect>) {
    let (Some(state), Some(device)) = (model.state(), &model.device) else { return };
    let key = state.terms.as_ref().and_then(|terms| terms.sealed_to.clone());
    let Some(key) = key else { return ballot::record(model, now, taken, effects) };
    if model.sealing.underway.is_some() {
        return;
    }
    let context = context(&state.campaign, &taken, device.id.as_str());
    let secret = taken.ballot.take_secret();
    model.sealing.underway = Some(taken.household.clone());
    effects.push(Effect::Seal { key, context, secret, taken: Box::new(taken) });
}

/// The ballot is sealed, or not: then it stays in the form.
pub fn sealed(
    model: &mut Model,
    now: &Moment,
    mut taken: BallotTaken,
    result: Result<String, String>,
    effects: &mut Vec<Effect>,
) {
    model.sealing.underway = None;
    match result {
        Ok(sealed) => {
            taken.ballot.sealed = Some(sealed);
            ballot::record(model, now, taken, effects);
        }
        Err(why) => model.toast(Message::SealFailed(why)),
    }
}

/// The key is here: what waited for it goes on.
pub fn key_ready(model: &mut Model, now: &Moment, result: Result<PublicKey, String>, effects: &mut Vec<Effect>) {
    match result {
        Err(why) => model.toast(Message::KeyFailed(why)),
        Ok(key) => {
            model.sealing.own = Some(key);
            match &model.route {
                Route::NewCampaign => campaign::create(model, now, effects),
                Route::Terms(_) => campaign::save_terms(model, now, effects),
                _ => {}
            }
        }
    }
}

/// Has everything opened that this device may open and that nobody has opened yet.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() || model.sealing.opening {
        return;
    }
    let Some(state) = model.state() else { return };
    let to_open = |compound: &CompoundId, household: &HouseholdId, record: &BallotRecord| {
        let taken = BallotTaken {
            compound: compound.clone(),
            household: household.clone(),
            roll: record.roll.clone(),
            ballot: record.ballot.clone(),
            replaces: Vec::new(),
            why: None,
        };
        let context = context(&state.campaign, &taken, record.stamp.id.device.as_str());
        ToOpen { id: record.stamp.id.clone(), context, sealed: record.ballot.sealed.clone().unwrap_or_default() }
    };
    let ballots: Vec<ToOpen> = state
        .compounds
        .iter()
        .flat_map(|(id, compound)| compound.sealed().map(move |(household, record)| to_open(id, household, record)))
        .collect();
    if !ballots.is_empty() {
        model.sealing.opening = true;
        effects.push(Effect::Unseal(ballots));
    }
}

/// What was opened becomes the supervisor's record.
pub fn opened(model: &mut Model, now: &Moment, ballots: Vec<OpenedBallot>, effects: &mut Vec<Effect>) {
    model.sealing.opening = false;
    let mut facts = Vec::new();
    let mut failed: Option<(usize, String)> = None;
    for (id, result) in ballots {
        match result {
            Err(why) => failed = Some((failed.map_or(1, |(n, _)| n + 1), why)),
            Ok(secret) => {
                let of = |(compound, household): (&CompoundId, &HouseholdId)| {
                    Fact::Opened(Opened {
                        compound: compound.clone(),
                        household: household.clone(),
                        ballot: id.clone(),
                        secret: secret.clone(),
                    })
                };
                facts.extend(home_of(model, &id).map(of));
            }
        }
    }
    model.sealing.failed = failed;
    model.record_all(now, facts, effects);
}

/// The door whose sealed ballot is in this record.
fn home_of<'m>(model: &'m Model, id: &RecordId) -> Option<(&'m CompoundId, &'m HouseholdId)> {
    model.state()?.compounds.iter().find_map(|(compound, found)| {
        found.sealed().find(|(_, record)| record.stamp.id == *id).map(|(household, _)| (compound, household))
    })
}
