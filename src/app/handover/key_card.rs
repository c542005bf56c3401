//! Key cards: a person compares the words on two screens, and believes the key, enrols its device, or puts the card away.

use super::Outcome;
use crate::app::form::{Form, FormKey};
use crate::app::{Effect, Model, Moment, Route};
use crate::bundle::key::{TrustedKey, thumbprint};
use crate::bundle::words::{self, Match};
use crate::domain::ids::DeviceId;
use crate::journal::Fact;
use crate::journal::fact::{Enrol, PublicKey};

/// A key card that waits for a person to compare the words.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub device: DeviceId,
    pub name: String,
    pub key: PublicKey,
}

/// The form's fields for a key card: the words on the other screen, and who uses the device.
pub const WORDS: &str = "words";
pub const PERSON: &str = "person";

/// Whether believing a card here enrols a collector's device (on the supervisor's own campaign) rather than a supervisor.
pub fn enrols(model: &Model) -> bool {
    model.is_supervisor() && matches!(model.route, Route::Handover(_))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardProblem {
    /// So many words were typed, not all.
    Short { typed: usize },
    /// The word at this place, from 1, is on no list.
    Unknown { at: usize },
    /// The word at this place, from 1, is another than this key's.
    Differs { at: usize },
    /// Nobody is named.
    Nameless,
}

/// What is wrong with what was typed beside a key card.
pub fn card_problem(device: &DeviceId, form: &Form, enrols: bool) -> Option<(&'static str, CardProblem)> {
    match words::compare(device, form.text(WORDS)) {
        Match::Same if enrols && form.optional(PERSON).is_none() => Some((PERSON, CardProblem::Nameless)),
        Match::Same => None,
        Match::Short { typed } => Some((WORDS, CardProblem::Short { typed })),
        Match::Unknown { at } => Some((WORDS, CardProblem::Unknown { at })),
        Match::Differs { at } => Some((WORDS, CardProblem::Differs { at })),
    }
}

pub fn believe(model: &mut Model, now: &Moment, device: &DeviceId, effects: &mut Vec<Effect>) {
    let key = FormKey::Card(device.clone());
    let form = model.form(&key);
    let enrols = enrols(model);
    if card_problem(device, &form, enrols).is_some() {
        model.form_mut(key).tried = true;
        return;
    }
    let Some(Card { name, key: public, .. }) = model.handover.cards.iter().find(|card| card.device == *device).cloned()
    else {
        return;
    };
    if enrols {
        let enrol = Enrol { device: device.clone(), name: name.clone(), person: form.optional(PERSON), key: public };
        // Where there is no room, what was typed stays.
        if model.record(now, Fact::Enrol(enrol), effects).is_none() {
            return;
        }
    } else {
        model.supervisors.retain(|s| thumbprint(&s.key) != *device);
        model.supervisors.push(TrustedKey { name: name.clone(), supervisor: true, key: public });
        effects.push(Effect::StoreSupervisors(model.supervisors.clone()));
    }
    model.handover.take_card(device);
    model.forms.remove(&key);
    model.handover.report_card(device, &Outcome::CardBelieved { name });
}

/// The words differ, or the card isn't wanted.
pub fn dismiss(model: &mut Model, device: &DeviceId) {
    if let Some(card) = model.handover.take_card(device) {
        model.forms.remove(&FormKey::Card(device.clone()));
        model.handover.report_card(device, &Outcome::CardDismissed { name: card.name });
    }
}
