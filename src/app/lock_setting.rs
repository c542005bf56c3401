//! Setting the screen's lock, changing it and taking it off. Who changes or takes it off has to know the passphrase, so that nobody does it who merely
//! finds the tablet open.

use super::effect::Effect;
use super::form::FormKey;
use super::lock::{self, PASSPHRASE, Wants};
use super::model::{Model, Moment, OfficeMessage};
use crate::backup::lock::{Lock, spare_words};
use crate::backup::passphrase;

/// What is proposed at first.
const USUAL: u32 = 5;

/// The form's other fields: after how many minutes, and a new passphrase twice.
pub const MINUTES: &str = "minutes";
pub const NEW: &str = "new_passphrase";
pub const AGAIN: &str = "new_passphrase_again";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Set or change the lock as the form says.
    Save,
    /// The spare words are on paper.
    Written,
    /// Take it off; one that can't be read needs no passphrase, as there is none that would fit.
    TurnOff,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// The passphrase that holds now is missing.
    Missing,
    /// A number alone.
    Number,
    TooShort,
    Differs,
}

/// What forbids setting the lock as the form says, and at which field.
pub fn problem(model: &Model) -> Option<(&'static str, Problem)> {
    let form = model.form(&FormKey::Lock);
    let (new, again) = (form.text(NEW), form.text(AGAIN));
    let is_set = model.lock.set.is_some();
    if is_set && form.text(PASSPHRASE).is_empty() {
        Some((PASSPHRASE, Problem::Missing))
    } else if is_set && new.is_empty() && again.is_empty() {
        // The passphrase stays as it is.
        None
    } else if !new.is_empty() && passphrase::is_number(new) {
        Some((NEW, Problem::Number))
    } else if !passphrase::is_long_enough(new) {
        Some((NEW, Problem::TooShort))
    } else if passphrase::normal(new) != passphrase::normal(again) {
        Some((AGAIN, Problem::Differs))
    } else {
        None
    }
}

/// After how many minutes it is to lock: as the form says, or as it is.
pub fn minutes(model: &Model) -> u32 {
    let chosen = model.form(&FormKey::Lock).text(MINUTES).parse().ok();
    chosen.or(model.lock.set.as_ref().map(|set| set.minutes)).unwrap_or(USUAL)
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    let set = model.lock.set.clone();
    match (msg, set) {
        (Msg::Save, set) => {
            model.form_mut(FormKey::Lock).tried = true;
            if problem(model).is_some() || model.lock.busy.is_some() {
                return;
            }
            let form = model.form(&FormKey::Lock);
            let minutes = minutes(model);
            let new = Some(form.text(NEW).to_owned()).filter(|new| !new.is_empty());
            match (set, new) {
                (Some(set), new) => lock::try_it(model, now, &set, Wants::Change { minutes, new }, effects),
                (None, Some(new)) => work_out(model, now, minutes, new, effects),
                (None, None) => {}
            }
        }
        (Msg::TurnOff, Some(set)) => {
            if model.form(&FormKey::Lock).text(PASSPHRASE).is_empty() {
                model.form_mut(FormKey::Lock).tried = true;
            }
            lock::try_it(model, now, &set, Wants::Off, effects);
        }
        (Msg::Written, _) => model.lock.spare = None,
        (Msg::TurnOff, None) => keep(model, None, effects),
    }
}

/// The worker's answer.
pub fn answered(
    model: &mut Model,
    now: &Moment,
    request: u64,
    check: Result<String, String>,
    effects: &mut Vec<Effect>,
) {
    let Some((wants, check)) = lock::answered(model, now, request, check, effects) else { return };
    match (wants, model.lock.set.clone()) {
        (Wants::Off, _) => keep(model, None, effects),
        (Wants::Change { minutes, new: Some(new) }, _) => work_out(model, now, minutes, new, effects),
        (Wants::Change { minutes, new: None }, Some(set)) => keep(model, Some(Lock { minutes, ..set }), effects),
        (Wants::Set(lock), _) => {
            // Chance of its own: the lock's is its salt, which is stored.
            let (words, typed) = spare_words(&now.nonce);
            let lock = Lock { check, ..lock };
            lock::ask(model, lock.spare_trial(typed), Wants::SetSpare(lock, words), effects);
        }
        (Wants::SetSpare(lock, words), _) => {
            keep(model, Some(Lock { spare: Some(check), ..lock }), effects);
            model.lock.spare = Some(words);
        }
        (Wants::Change { .. } | Wants::Unlock | Wants::UnlockSpare, _) => {}
    }
    // What was set holds from now on.
    lock::rested(model, now, now.at, effects);
}

/// Has the check of a new passphrase worked out, with a salt of its own.
fn work_out(model: &mut Model, now: &Moment, minutes: u32, passphrase: String, effects: &mut Vec<Effect>) {
    let lock = Lock::new(minutes, now.nonce.clone());
    lock::ask(model, lock.trial(passphrase), Wants::Set(lock), effects);
}

/// Keeps the lock, or none.
fn keep(model: &mut Model, lock: Option<Lock>, effects: &mut Vec<Effect>) {
    model.lock.set = lock.clone();
    model.lock.is_spoilt = false;
    effects.push(Effect::StoreLock(lock));
    lock::forget(model);
    model.toast(OfficeMessage::SettingsSaved);
}
