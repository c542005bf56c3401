//! The forms that a household has had, and how one is recorded as spoiled, or as good after all.

use super::ballot::{self, AtDoor};
use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{Model, Moment};
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::order::{natural_order, sorted};
use crate::domain::photo::Subject;
use crate::journal::Fact;
use crate::journal::compound::{Compound, PhotoRecord};
use crate::journal::fact::{Spoil, SpoilUndone};
use crate::journal::household_file::{HouseholdFile, SpoiledForm, VisitRecord};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Record that a form was spoiled, as the form says.
    Spoil { compound: CompoundId, household: HouseholdId },
    /// Take that back, of the one that the form names, with its reason.
    Undo { compound: CompoundId, household: HouseholdId },
}

/// The field that names the word that is taken back.
pub const UNDONE: &str = "spoil";

/// The spoiled form that a form says.
///
/// # Errors
/// No number, one that isn't this household's or was spoiled before, or no reason. A form of a roll that was thawed may lie in somebody's bag.
pub fn spoil(form: &Form, door: &AtDoor<'_>) -> Result<Spoil, Vec<Problem>> {
    let mut checks = Checks::default();
    let serial = door.compound.serial_of(&checks.take(form.required("serial")));
    if let Some(kind) = ballot::serial_problem(&serial, door).filter(|kind| *kind != ProblemKind::OutdatedForm) {
        checks.note("serial", kind);
    }
    let why = checks.take(form.required("why"));
    checks.finish(Spoil { compound: door.compound.card.id.clone(), household: door.household.clone(), serial, why })
}

/// Whether a ballot stands on the form with the number that was typed: it has to be withdrawn before the form is spoiled.
pub fn is_on_record(form: &Form, door: &AtDoor<'_>) -> bool {
    let serial = door.compound.serial_of(form.text("serial"));
    door.compound.file(door.household).is_some_and(|file| file.is_returned(&serial))
}

/// One of a household's forms, and what is known of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperForm<'a> {
    pub serial: &'a str,
    /// The visit at which it was handed over.
    pub issued: Option<&'a VisitRecord>,
    /// What was last said of it; that it was spoiled may have been taken back.
    pub spoiled: Option<&'a SpoiledForm>,
    /// A ballot stands on it.
    pub returned: bool,
    /// How many photos there are of it.
    pub photos: usize,
}

/// The forms that a household has had, in order of their numbers.
pub fn forms<'a>(compound: &'a Compound, household: &HouseholdId) -> Vec<PaperForm<'a>> {
    let Some(file) = compound.file(household) else { return Vec::new() };
    let handed_over = |visit: &'a VisitRecord| visit.visit.form.as_ref()?.serial.as_deref();
    let photographed = |photo: &'a PhotoRecord| match &photo.taken.of {
        Subject::Form(of, serial) if of == household => Some(serial.as_str()),
        _ => None,
    };
    let issued = file.visits.iter().filter_map(handed_over);
    let returned: Vec<&str> = file.standing_ballots().map(|record| record.ballot.serial.as_str()).collect();
    let spoiled = file.spoiled.iter().map(|form| form.serial.as_str());
    let photos: Vec<&str> = compound.all_photos().filter_map(photographed).collect();
    let all = issued.chain(returned.iter().copied()).chain(spoiled).chain(photos.iter().copied());
    let all: Vec<&str> = all.filter(|serial| !serial.is_empty()).collect();
    let mut serials = sorted(all, |a, b| natural_order(a, b));
    serials.dedup();
    let form = |serial| PaperForm {
        serial,
        issued: file.visits.iter().find(|visit| handed_over(visit) == Some(serial)),
        spoiled: file.spoiled.iter().rfind(|form| form.serial == serial),
        returned: returned.contains(&serial),
        photos: photos.iter().filter(|of| **of == serial).count(),
    };
    serials.into_iter().map(form).collect()
}

/// Puts the number into the form, where it hasn't been touched.
pub(super) fn open(model: &mut Model, compound: &CompoundId, household: &HouseholdId) {
    let Some(found) = model.compound(compound) else { return };
    let serial = ballot::serials_at_hand(model, found, household).into_iter().next().unwrap_or_default();
    model.form_mut(FormKey::Spoil(compound.clone(), household.clone())).suggest("serial", serial);
}

pub(super) fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Spoil { compound, household } => record(model, now, compound, household, effects),
        Msg::Undo { compound, household } => undo(model, now, compound, household, effects),
    }
}

/// The forms of a household that this device may call good again: those that it called spoiled, for a supervisor all.
pub fn undoable<'a>(door: &AtDoor<'a>) -> Vec<&'a SpoiledForm> {
    let forms = door.compound.file(door.household).into_iter().flat_map(HouseholdFile::void_forms);
    forms.filter(|form| door.supervisor || form.stamp.id.device == *door.device).collect()
}

fn undo(model: &mut Model, now: &Moment, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    let key = FormKey::UndoSpoil(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = ballot::door_of(model, now, &compound, &household) else { return };
    let named = undoable(&door).into_iter().find(|of| of.stamp.id.to_string() == form.text(UNDONE));
    let Some(spoil) = named.map(|of| of.stamp.id.clone()) else { return };
    let Ok(why) = form.required("why") else {
        model.form_mut(key).tried = true;
        return;
    };
    let undone = SpoilUndone { compound: compound.clone(), household: household.clone(), spoil, why };
    if model.record(now, Fact::SpoilUndone(undone), effects).is_some() {
        model.forms.remove(&key);
        open(model, &compound, &household);
        ballot::open(model, now, &compound, &household);
    }
}

fn record(model: &mut Model, now: &Moment, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    let key = FormKey::Spoil(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = ballot::door_of(model, now, &compound, &household) else { return };
    match spoil(&form, &door) {
        _ if is_on_record(&form, &door) => {}
        Err(_) => model.form_mut(key).tried = true,
        Ok(spoil) => {
            let forms = [FormKey::Ballot, FormKey::Visit].map(|form| form(compound.clone(), household.clone()));
            let has_number = |form: &FormKey| door.compound.serial_of(model.form(form).text("serial")) == spoil.serial;
            let numbered: Vec<FormKey> = forms.into_iter().filter(has_number).collect();
            if model.record(now, Fact::Spoil(spoil), effects).is_none() {
                return;
            }
            model.forms.remove(&key);
            // The number of a form that is no more is in nobody's way.
            for form in numbered {
                model.form_mut(form).forget("serial");
            }
            open(model, &compound, &household);
            ballot::open(model, now, &compound, &household);
        }
    }
}
