//! Papers of dwellings that the frozen roll doesn't have (I8). They have no household, so that they count for nothing; each is on record until the roll is
//! corrected and the paper recorded at its household, or until it turns out to be of one that the roll has.

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{Model, Moment};
use crate::domain::ids::{CompoundId, DeviceId};
use crate::journal::Fact;
use crate::journal::compound::{Compound, StrayPaper};
use crate::journal::fact::{Stray, StrayUndone};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Record the paper that the form describes.
    Record(CompoundId),
    /// Take one back, that which the form names, with its reason.
    Undo(CompoundId),
}

/// The field that names the paper that is taken back.
pub const UNDONE: &str = "stray";

/// The paper that a form describes.
///
/// # Errors
/// No address, or the number of a form on which a household's ballot stands.
pub fn check(form: &Form, compound: &Compound) -> Result<Stray, Vec<Problem>> {
    let mut checks = Checks::default();
    let dwelling = checks.take(form.required("dwelling"));
    let serial = form.optional("serial").map(|serial| compound.serial_of(&serial));
    if serial.as_ref().is_some_and(|serial| compound.returned_on(serial).is_some()) {
        checks.note("serial", ProblemKind::SerialTaken);
    }
    let note = form.optional("note");
    checks.finish(Stray { compound: compound.card.id.clone(), dwelling, serial, note })
}

/// Whether this device may take a paper back: its own, a supervisor's all.
pub fn is_undoable(paper: &StrayPaper, device: &DeviceId, supervisor: bool) -> bool {
    paper.undone.is_none() && (supervisor || paper.stamp.id.device == *device)
}

pub(super) fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Record(compound) => {
            let key = FormKey::Stray(compound.clone());
            let Some(found) = model.compound(&compound) else { return };
            match check(&model.form(&key), found) {
                Err(_) => model.form_mut(key).tried = true,
                Ok(stray) => {
                    if model.record(now, Fact::Stray(stray), effects).is_some() {
                        model.forms.remove(&key);
                    }
                }
            }
        }
        Msg::Undo(compound) => {
            let key = FormKey::UndoStray(compound.clone());
            let form = model.form(&key);
            let strays = model.compound(&compound).map(|found| found.strays.as_slice()).unwrap_or_default();
            let named = strays.iter().find(|of| of.stamp.id.to_string() == form.text(UNDONE));
            let Some(stray) = named.map(|of| of.stamp.id.clone()) else { return };
            let Ok(why) = form.required("why") else {
                model.form_mut(key).tried = true;
                return;
            };
            if model.record(now, Fact::StrayUndone(StrayUndone { compound, stray, why }), effects).is_some() {
                model.forms.remove(&key);
            }
        }
    }
}
