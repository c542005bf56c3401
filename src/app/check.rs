//! A second person's reading of a household's paper.
//!
//! Whoever checks says what they read before they are shown what is on record: a reading that was prompted is none (catalogue 5: transcribed by,
//! checked by, two different people). Where a ballot counts only once it was checked, what is on record is shown to who asks for it, and who has seen it
//! can't check. The same holds of ballots that contradict each other: the one that is to stand has still to be read.

use super::ballot::{self, AtDoor};
use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind, UNFOLDED};
use super::model::{AtHousehold, Message, Model, Moment};
use super::route::Route;
use super::settings::Settings;
use super::update::go;
use crate::domain::ballot::{Choice, ChoiceClass};
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::typed::{are_two_people, letters_of};
use crate::journal::Fact;
use crate::journal::compound::Compound;
use crate::journal::fact::Check;
use crate::journal::household_file::{BallotRecord, CheckRecord, Standing, Wait};

/// The field that says that it was begun.
pub const BEGUN: &str = "begun";
/// The field that says that what is on record was shown, since the screen was last entered.
pub const SHOWN: &str = "shown";

/// The ballot that a second person can check at a household's door: that which is counted, or will be, or one of this door where that was recorded at the
/// door of a title that became one with it. What is sealed can be read by nobody here.
pub fn to_check<'a>(compound: &'a Compound, household: &HouseholdId) -> Option<&'a BallotRecord> {
    let ballot = match compound.standing(compound.became(household)) {
        Standing::Counted { ballot, .. } | Standing::Waiting { ballot, .. } => ballot,
        Standing::NotReturned | Standing::Conflict(_) | Standing::Annulled => return None,
    };
    let file = compound.file(household)?;
    let counted = file.ballots.iter().find(|of| of.stamp.id == ballot.stamp.id);
    counted.or_else(|| file.standing_ballots().next()).filter(|of| of.ballot.choice != Choice::Sealed)
}

/// Whether the household's ballot, or the one of them that is to stand, counts only once a second person has read the paper. At the doors of titles that
/// became one it is asked of them together: their papers say the same, or contradict each other.
pub fn awaits_reading(compound: &Compound, household: &HouseholdId) -> bool {
    match compound.standing_at_door(compound.became(household)) {
        Standing::Waiting { wait, .. } => compound.rules().second_check || wait == Wait::Dispute,
        Standing::Conflict(_) => compound.rules().second_check,
        _ => false,
    }
}

/// What says that somebody of this name was shown what is on record of the paper with this number.
fn seen_by(compound: &CompoundId, serial: &str, name: &str) -> FormKey {
    FormKey::Shown(compound.clone(), format!("{serial} {}", letters_of(name)))
}

/// Whether a second person is reading the paper just now.
pub fn is_checking(form: &Form, compound: &Compound, household: &HouseholdId) -> bool {
    !form.text(BEGUN).is_empty() && form.text(SHOWN).is_empty() && to_check(compound, household).is_some()
}

/// Whether the screen keeps to itself what is on record: somebody is reading the paper, or has still to read it and nobody asked to see.
pub fn is_hidden(model: &Model, compound: &Compound, household: &HouseholdId) -> bool {
    let form = model.form(&FormKey::Check(compound.card.id.clone(), household.clone()));
    let is_shown = match compound.standing(compound.became(household)) {
        Standing::Conflict(all) => {
            all.iter().all(|ballot| has_seen(model, &compound.card.id, ballot, &model.settings.person))
        }
        _ => !form.text(SHOWN).is_empty(),
    };
    is_checking(&form, compound, household) || awaits_reading(compound, household) && !is_shown
}

/// Whether somebody was shown what is on record of this paper; who didn't say their name may be anybody.
fn has_seen(model: &Model, compound: &CompoundId, of: &BallotRecord, name: &str) -> bool {
    let saw = |name| !model.form(&seen_by(compound, &of.ballot.serial, name)).text(SHOWN).is_empty();
    saw(name) || saw("")
}

/// Shows what is on record of a household's papers to the two who are at work here.
pub(super) fn show(model: &mut Model, compound: &CompoundId, household: &HouseholdId) {
    see(model, compound, household, true);
    model.form_mut(FormKey::Check(compound.clone(), household.clone())).set(SHOWN, UNFOLDED);
}

/// The two who are at work here see what is on record of all papers, or of those that nobody has read yet, and can't check them from then on: which of them
/// looked nobody knows.
#[inline(never)]
fn see(model: &mut Model, compound: &CompoundId, household: &HouseholdId, all: bool) {
    let Some(of) = model.compound(compound) else { return };
    let mut seen: Vec<&BallotRecord> = Vec::new();
    for file in of.files_of(household) {
        for record in file.standing_ballots() {
            let is_read = || file.checks.iter().any(|check| check.is_of(record));
            if all || record.ballot.choice != Choice::Sealed && !is_read() {
                seen.push(record);
            }
        }
    }
    // Those that are asked about once more as well.
    if let Standing::Conflict(all) = of.standing(of.became(household)) {
        seen.extend(all);
    }
    let Settings { person, partner, .. } = &model.settings;
    let mut keys = Vec::new();
    for record in seen {
        keys.push(seen_by(compound, &record.ballot.serial, person));
        // A partner whom nobody named is nobody.
        if !partner.is_empty() {
            keys.push(seen_by(compound, &record.ballot.serial, partner));
        }
    }
    for key in keys {
        model.form_mut(key).set(SHOWN, UNFOLDED);
    }
}

/// Whether somebody of this name read something else than is on record, which stands: why they read it anew is theirs to say.
pub fn has_differed(door: &AtDoor<'_>, ballot: &BallotRecord, checker: &str) -> bool {
    let by = |of: &CheckRecord| of.is_of(ballot) && of.differs(ballot) && !are_two_people(checker, &of.check.checker);
    door.compound.file(door.household).is_some_and(|file| file.checks.iter().any(by))
}

/// The second reading of `ballot` that a form says.
///
/// # Errors
/// Nothing chosen, no number, nobody named but who recorded the ballot or has seen what is on record, or no reason given where they read it anew.
pub fn check(model: &Model, form: &Form, door: &AtDoor<'_>, ballot: &BallotRecord) -> Result<Check, Vec<Problem>> {
    let mut checks = Checks::default();
    let checker = checks.take(form.required("checker"));
    let of = &door.compound.card.id;
    if !checker.is_empty() && !are_two_people(&checker, &ballot.stamp.by) {
        checks.note("checker", ProblemKind::SamePerson);
    } else if has_seen(model, of, ballot, &checker) {
        checks.note("checker", ProblemKind::HasSeen);
    }
    // That a paper bears none is something that was read on it.
    let number = form.required("serial").map_err(|blank| Problem { kind: ProblemKind::NotNumbered, ..blank });
    let serial = door.compound.serial_of(&checks.take(number));
    let read = ChoiceClass::from_code(form.text("read")).filter(|read| *read != ChoiceClass::Sealed);
    if read.is_none() {
        checks.note("read", ProblemKind::Required);
    }
    let note = form.optional("note");
    if note.is_none() && has_differed(door, ballot, &checker) {
        checks.note("note", ProblemKind::Required);
    }
    let (compound, household) = (door.compound.card.id.clone(), door.household.clone());
    let (ballot, read) = (ballot.stamp.id.clone(), read.unwrap_or(ChoiceClass::Invalid));
    checks.finish(Check { compound, household, ballot, read, checker, note, serial: Some(serial) })
}

/// Puts who checks into the form, where it hasn't been touched.
pub(super) fn open(model: &mut Model, compound: &CompoundId, household: &HouseholdId) {
    let ballot = model.compound(compound).and_then(|found| to_check(found, household)).cloned();
    let (person, partner) = (model.settings.person.clone(), model.settings.partner.clone());
    // On the tablet of the one who recorded it the other of the two checks it, on any other whoever uses that.
    let may = |name: &String| {
        ballot.as_ref().is_none_or(|of| are_two_people(name, &of.stamp.by) && !has_seen(model, compound, of, name))
    };
    let checker = [person, partner].into_iter().find(may).unwrap_or_default();
    model.form_mut(FormKey::Check(compound.clone(), household.clone())).suggest("checker", checker);
}

/// The check on screen, where somebody is reading a paper just now.
pub(super) fn being_checked(model: &Model) -> Option<FormKey> {
    let Route::Household(_, compound, household) = &model.route else { return None };
    let key = FormKey::Check(compound.clone(), household.clone());
    is_checking(&model.form(&key), model.compound(compound)?, household).then_some(key)
}

/// Who comes to the screen anew hasn't seen what is on record; but where it lies open, as beside another that was checked, they see papers that may have to
/// be checked later.
pub(super) fn enter(model: &mut Model, compound: &CompoundId, household: &HouseholdId) {
    model.form_mut(FormKey::Check(compound.clone(), household.clone())).set(SHOWN, "");
    if model.compound(compound).is_some_and(|of| of.rules().second_check && !awaits_reading(of, household)) {
        see(model, compound, household, false);
    }
}

pub(super) fn record(
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
    match check(model, &form, &door, ballot) {
        Err(_) => model.form_mut(key).tried = true,
        Ok(check) => {
            let agrees = check.agrees(&ballot.ballot);
            if model.record(now, Fact::Check(check), effects).is_none() {
                return;
            }
            model.forms.remove(&key);
            ballot::open(model, now, &compound, &household);
            // The next one is on the list; where they differ somebody has to look.
            if let Some(list) = model.list.clone().filter(|_| agrees) {
                go(model, now, list, effects);
                model.toast(Message::Checked(AtHousehold { compound, household }));
            }
        }
    }
}
