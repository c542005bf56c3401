//! What this device remembers for itself: language, looks, and who is using it.

use super::effect::Effect;
use super::form::{Form, FormKey, OfficeProblem, Problem};
use super::lang::Lang;
use super::model::{Model, OfficeMessage};
use crate::bundle::key::MAX_CARD_NAME;
use crate::domain::json::{object, words};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

words!(Theme { System = "system", Light = "light", Dark = "dark" });

/// Stored as one small record of its own; fields that are missing take their default, so older settings stay readable.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    pub lang: Lang,
    pub theme: Theme,
    pub large_text: bool,
    /// Who is at the device; stands in every record and as first collector.
    pub person: String,
    /// The second collector at the door.
    pub partner: String,
    pub device_name: String,
    /// What [`super::round::Habits`] says; empty where nothing was chosen.
    pub round: String,
}

object!(Settings {
    lang or default, theme or default, large_text or default, person or default, partner or default,
    device_name or default, round or default,
});

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    Lang(Lang),
    Theme(Theme),
    LargeText(bool),
    /// Take the names from the form.
    Save,
}

/// Whether the names can be taken.
///
/// # Errors
/// Those that are too long.
pub fn check(form: &Form) -> Result<(), Vec<Problem>> {
    let is_long = |field: &&'static str| form.text(field).trim().chars().count() > MAX_CARD_NAME;
    let problem = |field| Problem { field, kind: OfficeProblem::TooLong.into() };
    let problems: Vec<Problem> =
        ["person", "partner", "device_name"].into_iter().filter(is_long).map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Puts the names on file into the form, where they haven't been touched.
pub fn open(model: &mut Model) {
    let Settings { person, partner, device_name, .. } = model.settings.clone();
    let form = model.form_mut(FormKey::Settings);
    form.suggest("person", person);
    form.suggest("partner", partner);
    form.suggest("device_name", device_name);
}

pub fn update(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Lang(lang) => model.settings.lang = lang,
        Msg::Theme(theme) => model.settings.theme = theme,
        Msg::LargeText(on) => model.settings.large_text = on,
        Msg::Save => {
            let form = model.form(&FormKey::Settings);
            if check(&form).is_err() {
                model.form_mut(FormKey::Settings).tried = true;
                return;
            }
            let text = |field| form.optional(field).unwrap_or_default();
            model.settings.person = text("person");
            model.settings.partner = text("partner");
            model.settings.device_name = text("device_name");
            model.round.collectors.clear();
            model.forms.remove(&FormKey::Settings);
            open(model);
            model.toast(OfficeMessage::SettingsSaved);
        }
    }
    effects.push(Effect::StoreSettings(model.settings.clone()));
}
