//! What can keep a camera from reading a code, and what is made of a form that was scanned at the doors. The camera is the shell's and the scanner
//! is a widget with a life of its own, so the core hears only of what was scanned: a picked file like any other, or a form's text.

use super::effect::Effect;
use super::event::Event;
use super::form::FormKey;
use super::model::{Model, Moment};
use super::route::Route;
use super::update::go;
use super::{ballot, check};
use crate::domain::form_code::FormCode;
use crate::domain::form_serial::FormSerial;
use crate::domain::ids::{CampaignId, CompoundId};
use crate::journal::State;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ScanTrouble {
    /// The browser lends this page no camera: an old one, or an address that isn't secure.
    NotOffered,
    /// The person or the browser's settings refused it.
    Refused,
    /// The device has none.
    NoCamera,
    /// There is one, but it can't be opened: why, as the browser says.
    Busy(String),
    /// It has stopped: the page went out of sight, or another program took it.
    Stopped,
    /// What reads the pictures doesn't work: why.
    Reader(String),
}

/// Why a scanned form opens no household.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Miss {
    /// It isn't a form's code at all.
    NoForm,
    OtherCampaign,
    /// Of another compound of the campaign: its name, where it is on this device.
    OtherCompound(Option<String>),
    /// Printed from a roll that was thawed since, or from none that is here.
    OtherRoll(String),
    /// The roll has no such household, or the household was given no such form.
    NoSuchForm(String),
    /// The title of the form was taken off the roll, or is no household any more.
    OffRoll(String),
    /// The form was spoiled; the household has the one after it.
    Spoiled {
        serial: String,
        next: Option<String>,
    },
}

/// The screen that a form's code opens at the doors of `compound`, and the form's number.
///
/// # Errors
/// If it opens none: why.
pub fn household_of(state: &State, compound: &CompoundId, text: &str) -> Result<(Route, String), Miss> {
    let code = FormCode::read(text).ok_or(Miss::NoForm)?;
    if code.campaign != state.campaign {
        return Err(Miss::OtherCampaign);
    }
    let found = state.compounds.get(&code.compound);
    let Some(found) = found.filter(|_| code.compound == *compound) else {
        return Err(Miss::OtherCompound(found.map(|found| found.card.name.clone())));
    };
    let serial = code.serial.to_string();
    if !found.prints(&code.serial) {
        return Err(Miss::OtherRoll(serial));
    }
    let Some(household) = found.form_holder(&serial) else { return Err(Miss::NoSuchForm(serial)) };
    if !found.is_counted(household) && !found.was_merged(household) {
        return Err(Miss::OffRoll(serial));
    }
    let next = found.form_serial(household);
    if found.file(household).is_some_and(|file| file.is_void(&serial)) {
        return Err(Miss::Spoiled { serial, next });
    }
    Ok((Route::Household(code.campaign, code.compound, household.clone()), serial))
}

/// What the code of a form would have said whose number was typed, because the code can't be read. What is no such number is passed on as it is.
pub fn typed(campaign: &CampaignId, compound: &CompoundId, number: &str) -> Event {
    let code = |serial| FormCode { campaign: campaign.clone(), compound: compound.clone(), serial }.to_string();
    Event::Scanned(FormSerial::typed(number).map_or_else(|| number.to_owned(), code))
}

/// Opens the household whose form was scanned, with the number that the form bears, or keeps why it doesn't for the screen to say. To whoever checks a
/// paper it reads the number instead, whosever it is: that is what the check is for.
pub(super) fn open(model: &mut Model, now: &Moment, text: &str, effects: &mut Vec<Effect>) {
    if let Some(form) = check::being_checked(model) {
        let code = FormCode::read(text);
        model.missed_form = code.is_none().then_some(Miss::NoForm);
        if let Some(code) = code {
            model.form_mut(form).set("serial", code.serial.to_string());
        }
        return;
    }
    let (Some(state), Some(compound)) = (model.state(), model.route.compound()) else { return };
    match household_of(state, compound, text) {
        Ok((route, serial)) => {
            model.forms.remove(&FormKey::FormSerial);
            if let Route::Household(_, compound, household) = &route {
                // What was left unfinished there comes first.
                ballot::open(model, now, compound, household);
                for form in [FormKey::Ballot, FormKey::Visit] {
                    model.form_mut(form(compound.clone(), household.clone())).forget("serial");
                }
            }
            model.round.scanned = serial;
            go(model, now, route, effects);
        }
        Err(miss) => model.missed_form = Some(miss),
    }
}
