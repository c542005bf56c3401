//! A household's telephone (`hh.contact`): sealed to the supervisor's key before it is recorded, and only where the campaign has one.
//!
//! Nobody but a supervisor with the key ever reads it again, to ask back about a paper; what is opened is shown and never recorded.

use super::effect::Effect;
use super::form::{FormKey, OfficeProblem, Problem, ProblemKind};
use super::model::{Message, Model, Moment, OfficeMessage};
use super::sealing;
use crate::bundle::sealing::ContactContext;
use crate::domain::answer::Answer;
use crate::domain::catalogue::TELEPHONE;
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::place::Place;
use crate::domain::typed::half_width;
use crate::journal::Fact;
use crate::journal::compound::{AnswerVersion, Compound};
use crate::journal::fact::{AnswerGiven, PublicKey};

/// The item of the catalogue.
pub const ITEM: &str = "hh.contact";
/// So many digits and signs a number has, at most, and so many digits at least.
const LONGEST: usize = 40;
const LEAST_DIGITS: usize = 5;

/// A telephone that is being sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToSeal {
    pub key: PublicKey,
    pub context: ContactContext,
    pub telephone: String,
    pub compound: CompoundId,
    pub household: HouseholdId,
}

/// One that is to be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToOpen {
    pub context: ContactContext,
    pub sealed: String,
    pub compound: CompoundId,
    pub household: HouseholdId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Seal and record what was typed.
    Save { compound: CompoundId, household: HouseholdId },
    /// Take back what is on record.
    Drop { compound: CompoundId, household: HouseholdId },
    /// Open what is on record and show it.
    Show { compound: CompoundId, household: HouseholdId },
}

#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What was opened, until another screen is shown.
    pub opened: Option<(CompoundId, HouseholdId, String)>,
}

/// Digits and the signs between them, as they were typed but for the width of the characters.
///
/// # Errors
/// If it is blank or no telephone number.
pub fn check(typed: Option<String>) -> Result<String, Problem> {
    let problem = |kind| Problem { field: TELEPHONE.id, kind };
    let typed = half_width(&typed.ok_or(problem(ProblemKind::Required))?);
    let is_sign = |c: char| c.is_ascii_digit() || " +-()#*转".contains(c);
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let is_number = typed.chars().all(is_sign) && typed.chars().count() <= LONGEST && digits >= LEAST_DIGITS;
    is_number.then_some(typed).ok_or(problem(OfficeProblem::NotATelephone.into()))
}

/// What is on record of a household.
pub fn on_record<'a>(compound: &'a Compound, household: &HouseholdId) -> Option<&'a AnswerVersion> {
    let versions = compound.answer_versions(&Place::Household(household.clone()), ITEM);
    versions.last().filter(|version| version.answer.value(TELEPHONE.id).is_some())
}

pub(super) fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Save { compound, household } => save(model, compound, household, effects),
        Msg::Drop { compound, household } => drop(model, now, compound, household, effects),
        Msg::Show { compound, household } => show(model, compound, household, effects),
    }
}

/// Seals what was typed.
fn save(model: &mut Model, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    let form = FormKey::Contact(compound.clone(), household.clone());
    let (Some(state), Some(device)) = (model.state(), &model.device) else { return };
    let Some(key) = state.terms.as_ref().and_then(|terms| terms.sealed_to.clone()) else { return };
    // One after another: what is being sealed is only in its form.
    if model.sealing.underway.is_some() {
        return model.toast(Message::StillSealing);
    }
    let campaign = state.campaign.clone();
    let context = ContactContext {
        campaign: campaign.to_string(),
        compound: compound.to_string(),
        household: household.to_string(),
        device: device.id.to_string(),
    };
    let Ok(telephone) = check(model.form(&form).optional(TELEPHONE.id)) else {
        model.form_mut(form).tried = true;
        return;
    };
    model.sealing.underway = Some(campaign);
    effects.push(Effect::SealContact(ToSeal { key, context, telephone, compound, household }));
}

/// It is sealed, or not, or its campaign isn't open any more: then it stays in the form.
pub fn sealed(
    model: &mut Model,
    now: &Moment,
    contact: ToSeal,
    result: Result<String, String>,
    effects: &mut Vec<Effect>,
) {
    let campaign = model.sealing.underway.take();
    let is_open = model.state().is_some_and(|state| Some(&state.campaign) == campaign.as_ref());
    let sealed = match result {
        Err(why) => return sealing::keep_typed(model, Message::SealFailed(why), effects),
        Ok(_) if !is_open || !model.tab.may_write() => {
            return sealing::keep_typed(model, Message::NotSavedYet, effects);
        }
        Ok(sealed) => sealed,
    };
    let mut answer = Answer::default();
    if answer.set(&TELEPHONE, &sealed).is_err() {
        return model.toast(Message::SealFailed(TELEPHONE.id.to_owned()));
    }
    let ToSeal { compound, household, .. } = contact;
    let place = Place::Household(household.clone());
    let given = AnswerGiven { compound: compound.clone(), place, item: ITEM.to_owned(), answer };
    if model.record(now, Fact::Answer(given), effects).is_some() {
        model.forms.remove(&FormKey::Contact(compound, household));
    }
}

/// Takes back what is on record: from now on nothing is shown of it. The sealed text stays in the journal, as all records do.
fn drop(model: &mut Model, now: &Moment, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    if model.compound(&compound).and_then(|of| on_record(of, &household)).is_none() {
        return;
    }
    let place = Place::Household(household);
    let given = AnswerGiven { compound, place, item: ITEM.to_owned(), answer: Answer::default() };
    if model.record(now, Fact::Answer(given), effects).is_some() {
        model.contact.opened = None;
    }
}

/// Has what is on record opened, to be shown.
fn show(model: &Model, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    let Some(state) = model.state().filter(|_| model.is_supervisor()) else { return };
    let version = state.compounds.get(&compound).and_then(|of| on_record(of, &household));
    let Some((version, sealed)) = version.and_then(|version| Some((version, version.answer.value(TELEPHONE.id)?)))
    else {
        return;
    };
    let context = ContactContext {
        campaign: state.campaign.to_string(),
        compound: compound.to_string(),
        household: household.to_string(),
        device: version.stamp.id.device.to_string(),
    };
    effects.push(Effect::OpenContact(ToOpen { context, sealed: sealed.to_owned(), compound, household }));
}

/// It is open, or none of the keys here opens it.
pub fn opened(model: &mut Model, contact: ToOpen, result: Result<String, String>) {
    match result {
        Err(why) => model.toast(OfficeMessage::NotOpened(why)),
        Ok(telephone) => model.contact.opened = Some((contact.compound, contact.household, telephone)),
    }
}
