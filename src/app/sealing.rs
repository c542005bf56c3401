//! Ballots that are sealed to the supervisor's key where the campaign says so: sealing at the door, opening where the key is.
//!
//! A ballot is sealed before it is recorded, so that the choice is never stored on the tablet. What a sealed ballot says becomes a record of the
//! supervisor's: the count stays a function of records, and nobody needs the key to repeat it.

use super::effect::Effect;
use super::model::{Message, Model, Moment};
use super::route::Route;
use super::update::stay;
use super::{ballot, campaign};
use crate::bundle::sealing::Context;
use crate::domain::ballot::Secret;
use crate::domain::ids::{CampaignId, CompoundId, HouseholdId};
use crate::journal::fact::{BallotTaken, Opened, PublicKey};
use crate::journal::household_file::BallotRecord;
use crate::journal::{Fact, RecordId};

#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The key for sealing that was asked for, until it is used.
    pub key: Option<PublicKey>,
    /// A ballot is being sealed: its campaign. Until it is recorded it is only in its form.
    pub underway: Option<CampaignId>,
    /// Ballots of this campaign are being opened.
    opening: Option<CampaignId>,
    /// What could not be opened is not tried again by itself.
    tried: Vec<RecordId>,
    /// So many could not be opened, and why.
    pub failed: Option<(usize, String)>,
}

/// A sealed ballot that is to be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToOpen {
    pub id: RecordId,
    pub context: Context,
    pub sealed: String,
    pub compound: CompoundId,
    pub household: HouseholdId,
}

/// How many are opened together: a second's work or so.
const AT_ONCE: usize = 500;

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
    let campaign = state.campaign.clone();
    let context = context(&campaign, &taken, device.id.as_str());
    let secret = taken.ballot.take_secret();
    model.sealing.underway = Some(campaign);
    effects.push(Effect::Seal { key, context, secret, taken: Box::new(taken) });
}

/// The ballot is sealed, or not, or its campaign isn't open any more: then it stays in the form.
pub fn sealed(
    model: &mut Model,
    now: &Moment,
    mut taken: BallotTaken,
    result: Result<String, String>,
    effects: &mut Vec<Effect>,
) {
    let campaign = model.sealing.underway.take();
    let is_open = model.state().is_some_and(|state| Some(&state.campaign) == campaign.as_ref());
    match result {
        Err(why) => keep_typed(model, Message::SealFailed(why), effects),
        Ok(_) if !is_open || !model.tab.may_write() => keep_typed(model, Message::NotSavedYet, effects),
        Ok(sealed) => {
            taken.ballot.sealed = Some(sealed);
            ballot::record(model, now, taken, effects);
        }
    }
}

/// What was to be sealed is in its form still: then the page isn't left either.
pub(super) fn keep_typed(model: &mut Model, why: Message, effects: &mut Vec<Effect>) {
    match model.leaving {
        Some(_) => stay(model, why, effects),
        None => model.toast(why),
    }
}

/// The key is here: what waited for it goes on.
pub fn key_ready(model: &mut Model, now: &Moment, result: Result<PublicKey, String>, effects: &mut Vec<Effect>) {
    match result {
        Err(why) => model.toast(Message::KeyFailed(why)),
        Ok(key) => {
            model.sealing.key = Some(key);
            match &model.route {
                Route::NewCampaign => campaign::create(model, now, effects),
                Route::Terms(_) => campaign::save_terms(model, now, effects),
                _ => {}
            }
        }
    }
}

/// Has everything opened that this device may open and that nobody has opened yet; not all at once, as each takes the worker a moment.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() || model.sealing.opening.is_some() {
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
        ToOpen {
            id: record.stamp.id.clone(),
            context,
            sealed: record.ballot.sealed.clone().unwrap_or_default(),
            compound: compound.clone(),
            household: household.clone(),
        }
    };
    let ballots: Vec<ToOpen> = state
        .compounds
        .iter()
        .flat_map(|(id, compound)| compound.sealed().map(move |(household, record)| to_open(id, household, record)))
        .filter(|ballot| !model.sealing.tried.contains(&ballot.id))
        .take(AT_ONCE)
        .collect();
    if !ballots.is_empty() {
        let campaign = state.campaign.clone();
        model.sealing.opening = Some(campaign.clone());
        effects.push(Effect::Unseal { campaign, ballots });
    }
}

/// The same, those that could not be opened before included.
pub fn retry(model: &mut Model, effects: &mut Vec<Effect>) {
    model.sealing.tried.clear();
    model.sealing.failed = None;
    open(model, effects);
}

/// What was opened becomes the supervisor's record.
pub fn opened(
    model: &mut Model,
    now: &Moment,
    campaign: &CampaignId,
    ballots: Vec<(ToOpen, Result<Secret, String>)>,
    effects: &mut Vec<Effect>,
) {
    model.sealing.opening = None;
    // Records have the same numbers in every campaign.
    if model.state().is_none_or(|state| state.campaign != *campaign) {
        return;
    }
    let mut facts = Vec::new();
    let mut failed = 0;
    for (ballot, result) in ballots {
        model.sealing.tried.push(ballot.id.clone());
        match result {
            Err(why) => {
                failed += 1;
                model.sealing.failed = Some((failed, why));
            }
            Ok(secret) => {
                let ToOpen { id, compound, household, .. } = ballot;
                facts.push(Fact::Opened(Opened { compound, household, ballot: id, secret }));
            }
        }
    }
    model.record_all(now, facts, effects);
    open(model, effects);
}
