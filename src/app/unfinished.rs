//! Ballots and visits that were begun and not recorded: what is typed into their forms is kept, for a tablet may end the page while its camera is open.
//!
//! They lie with the device's settings, as the order of the doors does: no record yet, nobody else's, and gone once recorded or discarded. They are
//! kept as the page goes out of sight, is left or locked. Where choices are sealed nothing is kept of what a seal would hide.

use super::ballot::{ANOTHER, AtDoor, FIELDS, PAPER, UNSEALED};
use super::check::awaits_reading;
use super::effect::Effect;
use super::form::{Form, FormKey};
use super::model::{Model, Moment};
use super::round::{self, Habits};
use super::visit;
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::place::Place;
use crate::journal::compound::Compound;
use crate::journal::household_file::Standing;

/// The field of a restored form that says when it was left.
pub const LEFT_AT: &str = "left_at";

/// What is typed into a form, if anything of these fields is, in the order of the fields.
fn typed(form: &Form, fields: &[&'static str]) -> Vec<String> {
    if !form.holds_typed() || !fields.iter().any(|field| form.is_typed(field)) {
        return Vec::new();
    }
    // Another day would put in another one.
    let is_said = |field| form.is_typed(field) || [PAPER, "signed_on"].contains(&field);
    fields.iter().map(|&field| if is_said(field) { form.text(field) } else { "" }.to_owned()).collect()
}

/// The texts of the ballot, and those of the visit, of what is kept of a door.
fn of_both(texts: &[String]) -> (&[String], &[String]) {
    texts.split_at_checked(FIELDS.len()).unwrap_or((texts, &[]))
}

/// Whether anything of the ballot's is kept among the texts of a door.
fn holds_ballot(kept: &[String]) -> bool {
    kept.split_first().is_some_and(|(_, texts)| of_both(texts).0.iter().any(|text| !text.is_empty()))
}

/// Keeps what is typed into the forms of the open campaign's doors, with the time, and nothing any more of those that were recorded or discarded, or
/// whose campaign is gone. First come the ballot's texts.
pub(super) fn keep(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let Some(state) = model.state().filter(|_| model.tab.may_write()) else { return };
    // What can't be read is left alone until somebody chooses an order anew.
    let Some(mut habits) = Habits::read(&model.settings) else { return };
    let is_sealed = state.terms.as_ref().is_some_and(|terms| terms.sealed_to.is_some());
    let mut is_news = habits.forget_others(&model.campaigns);
    for (key, form) in model.forms.iter() {
        // Whoever comes to a door has both of its forms.
        let FormKey::Ballot(compound, household) = key else { continue };
        if !state.compounds.contains_key(compound) {
            continue;
        }
        let place = Place::Household(household.clone());
        let mut texts = typed(form, if is_sealed { &FIELDS[..UNSEALED] } else { &FIELDS });
        let visit = typed(&model.form(&FormKey::Visit(compound.clone(), household.clone())), &visit::TYPED);
        if !visit.is_empty() {
            texts.resize(FIELDS.len(), String::new());
            texts.extend(visit);
        }
        if !texts.is_empty() {
            texts.insert(0, now.local.clone());
        }
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
    let of = &compound.card.id;
    let mut begun: Vec<(&HouseholdId, &str)> = Vec::new();
    for (key, form) in model.forms.iter() {
        if let FormKey::Ballot(at, id) = key
            && at == of
            && !typed(form, &FIELDS).is_empty()
        {
            begun.push((id, form.text(PAPER)));
        }
    }
    for id in habits.households(&state.campaign, of) {
        let texts = habits.texts(&state.campaign, of, &Place::Household(id.clone()));
        // What was on the screen since says itself whether anything is left.
        if holds_ballot(texts) && !model.forms.contains_key(&FormKey::Ballot(of.clone(), id.clone())) {
            begun.push((id, &texts[1]));
        }
    }
    let mut found = Vec::new();
    for (id, paper) in begun {
        if paper == ANOTHER || matches!(compound.standing(id), Standing::NotReturned | Standing::Annulled) {
            found.extend(compound.title_at_door(id));
        }
    }
    found
}

/// A form with these texts, which were left at a time; an empty one where there are none.
fn left(at: &str, fields: &[&'static str], texts: &[String]) -> Form {
    let mut form = Form::default();
    for (field, text) in fields.iter().zip(texts).filter(|(_, text)| !text.is_empty()) {
        form.set(field, text.clone());
        form.suggest(LEFT_AT, at);
    }
    form
}

/// The forms of the ballot and the visit as they were left at a door, where they still fit what is on record there. No correction, where somebody has
/// still to read the paper: it would show them what is on record.
pub(super) fn restored(model: &Model, door: &AtDoor<'_>) -> Option<(Form, Form)> {
    let (habits, place) = (Habits::of(&model.settings), Place::Household(door.household.clone()));
    let kept = habits.texts(&model.state()?.campaign, &door.compound.card.id, &place);
    let (at, texts) = kept.split_first()?;
    let (ballot, visit) = of_both(texts);
    let ballot = left(at, &FIELDS, ballot);
    let is_shown = door.corrected(&ballot).is_none() || !awaits_reading(door.compound, door.household);
    let ballot = if is_shown && door.is_begun(&ballot) { ballot } else { Form::default() };
    Some((ballot, left(at, &visit::TYPED, visit)))
}
