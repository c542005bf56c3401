//! Ballots that were begun and not recorded: what is typed into their forms is kept, for a tablet may end the page while its camera is open.
//!
//! They lie with the device's settings, as the order of the doors does: no record yet, nobody else's, and gone once recorded or discarded. They are
//! kept as the page goes out of sight, is left or locked. Where choices are sealed nothing is kept of what a seal would hide.

use super::ballot::{ANOTHER, AtDoor, FIELDS, PAPER, UNSEALED};
use super::check::awaits_reading;
use super::effect::Effect;
use super::form::{Form, FormKey};
use super::model::{Model, Moment};
use super::round::{self, Habits};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::journal::household_file::Standing;

/// The field of a restored form that says when it was left.
pub const LEFT_AT: &str = "left_at";

/// The time, and what is typed into a form as far as it may be kept; nothing where there is nothing to keep.
fn typed(form: &Form, is_sealed: bool, at: &str) -> Vec<String> {
    let fields = if is_sealed { &FIELDS[..UNSEALED] } else { &FIELDS };
    let mut texts = Vec::new();
    if form.holds_typed() && fields.iter().any(|field| form.is_typed(field)) {
        texts.push(at.to_owned());
        for field in fields {
            // Another day would put in another one.
            let is_said = form.is_typed(field) || [PAPER, "signed_on"].contains(field);
            texts.push(if is_said { form.text(field) } else { "" }.to_owned());
        }
    }
    texts
}

/// Keeps what is typed into the forms of the open campaign's ballots, and nothing any more of those that were recorded or discarded, or whose campaign
/// is gone.
pub(super) fn keep(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let Some(state) = model.state().filter(|_| model.tab.may_write()) else { return };
    // What can't be read is left alone until somebody chooses an order anew.
    let Some(mut habits) = Habits::read(&model.settings) else { return };
    let is_sealed = state.terms.as_ref().is_some_and(|terms| terms.sealed_to.is_some());
    let mut is_news = habits.forget_others(&model.campaigns);
    for (key, form) in model.forms.iter() {
        let FormKey::Ballot(compound, household) = key else { continue };
        if !state.compounds.contains_key(compound) {
            continue;
        }
        let place = Place::Household(household.clone());
        let texts = typed(form, is_sealed, &now.local);
        if habits.texts(&state.campaign, compound, &place).get(1..) != texts.get(1..) {
            habits.remember(state.campaign.clone(), compound.clone(), place, texts);
            is_news = true;
        }
    }
    if is_news {
        round::keep(model, &habits, effects);
    }
}

/// The households of a compound of which a paper was begun and isn't recorded.
pub fn begun<'c>(model: &Model, compound: &'c Compound) -> Vec<&'c Household> {
    let (Some(state), habits) = (model.state(), Habits::of(&model.settings)) else { return Vec::new() };
    let form = |id: &HouseholdId| model.forms.get(&FormKey::Ballot(compound.card.id.clone(), id.clone()));
    let typed = model.forms.iter().filter_map(|(key, form)| match key {
        FormKey::Ballot(of, id) if *of == compound.card.id && !typed(form, false, "").is_empty() => Some(id),
        _ => None,
    });
    // What was on the screen since says itself whether anything is left.
    let kept = habits.households(&state.campaign, &compound.card.id).filter(|id| form(id).is_none());
    let is_another = |id: &HouseholdId| match form(id) {
        Some(form) => form.text(PAPER) == ANOTHER,
        None => {
            let kept = habits.texts(&state.campaign, &compound.card.id, &Place::Household(id.clone()));
            kept.get(1).is_some_and(|paper| paper == ANOTHER)
        }
    };
    let is_open = |id: &HouseholdId| matches!(compound.standing(id), Standing::NotReturned | Standing::Annulled);
    typed.chain(kept).filter(|id| is_open(id) || is_another(id)).filter_map(|id| compound.title_at_door(id)).collect()
}

/// The form that was left at a door, where it still fits what is on record there. Not a correction, where somebody has still to read the paper: it would
/// show them what is on record.
pub(super) fn restored(model: &Model, door: &AtDoor<'_>) -> Option<Form> {
    let (habits, place) = (Habits::of(&model.settings), Place::Household(door.household.clone()));
    let kept = habits.texts(&model.state()?.campaign, &door.compound.card.id, &place);
    let (at, texts) = kept.split_first()?;
    let mut form = Form::default();
    form.suggest(LEFT_AT, at.clone());
    for (field, text) in FIELDS.iter().zip(texts).filter(|(_, text)| !text.is_empty()) {
        form.set(field, text.clone());
    }
    let is_shown = door.corrected(&form).is_none() || !awaits_reading(door.compound, door.household);
    (is_shown && door.is_begun(&form)).then_some(form)
}
