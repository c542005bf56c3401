//! The papers of a household: a second person's reading of one, a form that was spoiled, and which forms it has had.
//!
//! Whoever checks says what they read before they are shown what is on record: a reading that was prompted is none (catalogue 5: transcribed by,
//! checked by, two different people). Where a ballot counts only once it was checked, what is on record is shown to who asks for it, and who has seen it
//! can't check.

use super::ballot::{self, AtDoor};
use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{Model, Moment};
use super::route::Route;
use crate::domain::ballot::{Choice, ChoiceClass};
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::legibility::Illegible;
use crate::domain::order::{natural_order, sorted};
use crate::domain::photo::Subject;
use crate::domain::typed::{are_two_people, one_spelling};
use crate::journal::Fact;
use crate::journal::compound::{Compound, PhotoRecord};
use crate::journal::fact::{Check, Spoil};
use crate::journal::household_file::{BallotRecord, SpoiledForm, Standing, VisitRecord, Wait};

/// The field of both forms that says that it was begun.
pub const BEGUN: &str = "begun";
/// The field of a check that says that what is on record was shown, since the screen was last entered.
pub const SHOWN: &str = "shown";

/// The ballot of a household that a second person can check. What is sealed can be read by nobody here.
pub fn to_check<'a>(compound: &'a Compound, household: &HouseholdId) -> Option<&'a BallotRecord> {
    match compound.standing(household) {
        Standing::Counted { ballot, .. } | Standing::Waiting { ballot, .. } => {
            Some(ballot).filter(|ballot| ballot.ballot.choice != Choice::Sealed)
        }
        Standing::NotReturned | Standing::Conflict(_) | Standing::Annulled => None,
    }
}

/// Whether the household's ballot counts only once a second person has read the paper.
pub fn awaits_reading(compound: &Compound, household: &HouseholdId) -> bool {
    match compound.standing(household) {
        Standing::Waiting { wait, .. } => compound.rules().second_check || wait == Wait::Dispute,
        _ => false,
    }
}

/// Whether a second person is reading the paper just now.
pub fn is_checking(form: &Form, compound: &Compound, household: &HouseholdId) -> bool {
    !form.text(BEGUN).is_empty() && form.text(SHOWN).is_empty() && to_check(compound, household).is_some()
}

/// Whether the screen keeps to itself what is on record: somebody is reading the paper, or has still to read it and nobody asked to see.
pub fn is_hidden(form: &Form, compound: &Compound, household: &HouseholdId) -> bool {
    is_checking(form, compound, household) || (form.text(SHOWN).is_empty() && awaits_reading(compound, household))
}

/// The second reading of `ballot` that a form says.
///
/// # Errors
/// Nothing chosen, no number, or nobody named but who recorded the ballot.
pub fn check(form: &Form, door: &AtDoor<'_>, ballot: &BallotRecord) -> Result<Check, Vec<Problem>> {
    let mut checks = Checks::default();
    let checker = checks.take(form.required("checker"));
    if !checker.is_empty() && !are_two_people(&checker, &ballot.stamp.by) {
        checks.note("checker", ProblemKind::SamePerson);
    }
    let serial = one_spelling(&checks.take(form.required("serial")));
    let read = ChoiceClass::from_code(form.text("read")).filter(|read| *read != ChoiceClass::Sealed);
    if read.is_none() {
        checks.note("read", ProblemKind::Required);
    }
    let (compound, household) = (door.compound.card.id.clone(), door.household.clone());
    let (ballot, read) = (ballot.stamp.id.clone(), read.unwrap_or(ChoiceClass::Invalid));
    checks.finish(Check {
        compound,
        household,
        ballot,
        read,
        checker,
        note: form.optional("note"),
        serial: Some(serial),
    })
}

/// The spoiled form that a form says.
///
/// # Errors
/// No number, one that isn't this household's or was spoiled before, or no reason.
pub fn spoil(form: &Form, door: &AtDoor<'_>) -> Result<Spoil, Vec<Problem>> {
    let mut checks = Checks::default();
    let serial = one_spelling(&checks.take(form.required("serial")));
    if let Some(kind) = ballot::serial_problem(&serial, door) {
        checks.note("serial", kind);
    }
    let why = checks.take(form.required("why"));
    checks.finish(Spoil { compound: door.compound.card.id.clone(), household: door.household.clone(), serial, why })
}

/// Whether a ballot stands on the form with the number that was typed: it has to be withdrawn before the form is spoiled.
pub fn is_on_record(form: &Form, door: &AtDoor<'_>) -> bool {
    let serial = one_spelling(form.text("serial"));
    door.compound.file(door.household).is_some_and(|file| file.is_returned(&serial))
}

/// One of a household's forms, and what is known of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperForm<'a> {
    pub serial: &'a str,
    /// The visit at which it was handed over.
    pub issued: Option<&'a VisitRecord>,
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
        spoiled: file.spoiled.iter().find(|form| form.serial == serial),
        returned: returned.contains(&serial),
        photos: photos.iter().filter(|of| **of == serial).count(),
    };
    serials.into_iter().map(form).collect()
}

/// What is wrong with the last photo of something, as far as it was looked at: whoever has taken a better one has nothing left to do.
pub fn poor_photo(model: &Model, photos: &[PhotoRecord]) -> Option<Illegible> {
    let last = &photos.last()?.taken.photo.sha256;
    model.photos.poor.iter().find(|(photo, _)| photo == last).map(|(_, why)| *why)
}

/// Puts what is known into the forms, where they haven't been touched.
pub(super) fn open(model: &mut Model, compound: &CompoundId, household: &HouseholdId) {
    let Some(found) = model.compound(compound) else { return };
    let serial = ballot::serials_at_hand(model, found, household).into_iter().next().unwrap_or_default();
    let recorder = to_check(found, household).map(|ballot| ballot.stamp.by.clone()).unwrap_or_default();
    let (person, partner) = (model.settings.person.clone(), model.settings.partner.clone());
    // On the tablet of the one who recorded it the other of the two checks it, on any other whoever uses that.
    let checker = [person, partner].into_iter().find(|name| are_two_people(name, &recorder)).unwrap_or_default();
    model.form_mut(FormKey::Check(compound.clone(), household.clone())).suggest("checker", checker);
    model.form_mut(FormKey::Spoil(compound.clone(), household.clone())).suggest("serial", serial);
}

/// The check on screen, where somebody is reading a paper just now.
pub(super) fn being_checked(model: &Model) -> Option<FormKey> {
    let Route::Household(_, compound, household) = &model.route else { return None };
    let key = FormKey::Check(compound.clone(), household.clone());
    is_checking(&model.form(&key), model.compound(compound)?, household).then_some(key)
}

/// Who comes to the screen anew hasn't seen what is on record.
pub(super) fn enter(model: &mut Model, compound: &CompoundId, household: &HouseholdId) {
    model.form_mut(FormKey::Check(compound.clone(), household.clone())).set(SHOWN, "");
}

pub(super) fn record_check(
    model: &mut Model,
    now: &Moment,
    compound: CompoundId,
    household: HouseholdId,
    effects: &mut Vec<Effect>,
) {
    let key = FormKey::Check(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = ballot::door_of(model, now, &compound, &household) else { return };
    let Some(ballot) = to_check(door.compound, &household).filter(|_| form.text(SHOWN).is_empty()) else { return };
    match check(&form, &door, ballot) {
        Err(_) => model.form_mut(key).tried = true,
        Ok(check) => {
            if model.record(now, Fact::Check(check), effects).is_some() {
                model.forms.remove(&key);
                ballot::open(model, now, &compound, &household);
            }
        }
    }
}

pub(super) fn record_spoil(
    model: &mut Model,
    now: &Moment,
    compound: CompoundId,
    household: HouseholdId,
    effects: &mut Vec<Effect>,
) {
    let key = FormKey::Spoil(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = ballot::door_of(model, now, &compound, &household) else { return };
    match spoil(&form, &door) {
        _ if is_on_record(&form, &door) => {}
        Err(_) => model.form_mut(key).tried = true,
        Ok(spoil) => {
            let serial = spoil.serial.clone();
            if model.record(now, Fact::Spoil(spoil), effects).is_none() {
                return;
            }
            model.forms.remove(&key);
            // The number of a form that is no more is in nobody's way.
            for form in [FormKey::Ballot, FormKey::Visit] {
                let form = model.form_mut(form(compound.clone(), household.clone()));
                if one_spelling(form.text("serial")) == serial {
                    form.forget("serial");
                }
            }
            ballot::open(model, now, &compound, &household);
        }
    }
}
