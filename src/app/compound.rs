//! Adding a compound to the campaign.

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, OfficeProblem, Problem};
use super::model::{Message, Model, Moment, OfficeMessage};
use super::route::Route;
use crate::domain::campaign::{CompoundCard, CompoundKind};
use crate::domain::ids::CompoundId;
use crate::journal::{Fact, State};

pub const SCATTERED: &str = "scattered";

/// The compound that a form says, under `id`.
///
/// # Errors
/// Everything that is missing or wrong.
pub fn check(form: &Form, state: &State, id: CompoundId) -> Result<CompoundCard, Vec<Problem>> {
    let mut checks = Checks::default();
    let name = checks.take(form.required("name"));
    if state.compounds.values().any(|c| c.card.name == name) {
        checks.note("name", OfficeProblem::NameTaken);
    }
    let kind = if form.text("kind") == SCATTERED { CompoundKind::Scattered } else { CompoundKind::Compound };
    checks.finish(CompoundCard {
        id,
        name,
        kind,
        street: form.optional("street"),
        community: form.optional("community"),
    })
}

/// Records the compound and shows it.
pub fn create(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let Some(state) = model.state() else { return };
    let campaign = state.campaign.clone();
    let key = FormKey::NewCompound(campaign.clone());
    // Eight random characters keep compounds of one campaign apart.
    let id = CompoundId(now.nonce.chars().take(8).collect());
    match check(&model.form(&key), state, id.clone()) {
        Err(_) => model.form_mut(key).tried = true,
        Ok(card) => {
            if model.record(now, Fact::Compound(card), effects).is_none() {
                return;
            }
            model.forms.remove(&key);
            model.toast(OfficeMessage::CompoundCreated);
            model.route = Route::Compound(campaign, id);
            effects.push(Effect::ShowRoute(model.route.clone()));
        }
    }
}
