//! A compound's dossier: forms of the supervisor's that are filled in as survey items are, and one entry after another where a form has several.
//!
//! What is entered is the survey's business ([`super::survey`]); here is only which entries are begun and have nothing in them yet.

use super::effect::Effect;
use super::model::{Message, Model, Moment};
use super::survey::At;
use crate::domain::catalogue::dossier::Form;
use crate::domain::ids::CompoundId;
use crate::domain::order::sorted;
use crate::domain::place::Place;
use crate::journal::compound::Compound;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Begin another entry of a form.
    Add(CompoundId, &'static str),
    /// Print what is on screen.
    Print,
}

/// Entries that were begun here and have nothing in them.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    begun: Vec<At>,
}

/// How long an entry's name is; it is drawn by chance, so that two devices never mean different things by one.
const NAME: usize = 8;

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    let (compound, item) = match msg {
        Msg::Print => return effects.push(Effect::Print),
        Msg::Add(compound, item) => (compound, item),
    };
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let place = Place::Dossier(now.nonce.chars().take(NAME).collect());
    let at = At { compound, place, item };
    effects.push(Effect::Reveal(at.id()));
    model.dossier.begun.push(at);
}

/// Whether an entry was begun here since the program started.
pub fn is_begun(model: &Model, compound: &CompoundId, form: &Form, place: &Place) -> bool {
    let is_it = |at: &At| at.compound == *compound && at.item == form.item.id && at.place == *place;
    model.dossier.begun.iter().any(is_it)
}

/// The entries of a form on screen: those on record, then those begun.
pub fn entries(model: &Model, compound: &Compound, form: &Form) -> Vec<Place> {
    if !form.many {
        return vec![Place::only()];
    }
    let has = |place: &&Place| place.is_dossier() && compound.answer(place, form.item.id).is_some();
    let entries: Vec<Place> = compound.answered_places().filter(has).cloned().collect();
    // In the order in which they were begun, so that none jumps as it is filled in.
    let begun_at = |place: &Place| {
        let first = compound.answer_versions(place, form.item.id).first();
        first.map(|version| (version.stamp.at, version.stamp.id.clone()))
    };
    let mut entries = sorted(entries, |a, b| begun_at(a).cmp(&begun_at(b)));
    let begun = model.dossier.begun.iter().filter(|at| at.compound == compound.card.id && at.item == form.item.id);
    for at in begun {
        if !entries.contains(&at.place) {
            entries.push(at.place.clone());
        }
    }
    entries
}
