//! The screen's lock: names and choices go off the screen while the tablet rests, and come back for a passphrase.
//!
//! It keeps the tablet from those who pass by, and no more: what is stored is not encrypted by it. While the screen is locked nothing that a person
//! could do is taken, answers and saving go on, and everything typed stays where it is.
//!
//! How long the tablet has rested is reckoned by the clock, because timers stand still while a page is out of sight or the tablet sleeps. A clock that
//! was set back tells nothing, and then the screen is locked. Wrong passphrases make the next try wait longer and longer, in whichever tab and
//! however often the page is loaded.

use super::effect::Effect;
use super::form::FormKey;
use super::model::{Message, Model, Moment};
use super::parts::settle;
use super::photos;
use crate::backup::lock::{Lock, Trial};
use crate::bundle::words::Words;

/// The field of the form in which the passphrase is typed.
pub const PASSPHRASE: &str = "passphrase";
/// The field for the spare words.
pub const SPARE: &str = "spare_words";

const SECOND: i64 = 1000;
/// The longest wait after a wrong passphrase.
const LONGEST: i64 = 60 * SECOND;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Lock the screen.
    Now,
    /// Unlock it with the passphrase in the form.
    Unlock,
    /// Unlock it with the spare words in the form, which takes the lock off.
    UnlockSpare,
    /// Show passphrases as they are typed, or not.
    Show(bool),
    /// Say what can be done without the passphrase, and ask for the spare words.
    Forgot,
}

/// Wrong passphrases since the last right one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tries {
    pub wrong: u64,
    /// When the last was tried, by the device's clock.
    pub last: i64,
}

impl Tries {
    /// How long to wait before the next, in milliseconds: 1, 2, 4 seconds and so on up to a minute.
    pub fn wait(&self, now: i64) -> i64 {
        let whole = if self.wrong == 0 { 0 } else { LONGEST.min(SECOND << (self.wrong - 1).min(6)) };
        self.last.saturating_add(whole).saturating_sub(now).clamp(0, whole)
    }
}

/// What is in the store about the lock, and when this tab was last touched (0: not that it knows).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    pub set: Option<Lock>,
    /// A lock was set, and what stands there can't be read.
    pub is_spoilt: bool,
    pub tries: Tries,
    pub touched: i64,
}

/// What the worker is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wants {
    Unlock,
    UnlockSpare,
    /// The setting is to be taken off, or changed: the passphrase is checked first.
    Off,
    Change {
        minutes: u32,
        new: Option<String>,
    },
    /// The check of a new passphrase.
    Set(Lock),
    /// The check of its spare words.
    SetSpare(Lock, Words),
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    pub set: Option<Lock>,
    /// A lock was set and can't be read: it locks nothing, because nobody could open it, and people are told until they set another.
    pub is_spoilt: bool,
    pub tries: Tries,
    pub busy: Option<Wants>,
    /// The number of the last passphrase that the worker was given: an answer about an earlier one counts for nothing.
    request: u64,
    /// Passphrases are shown.
    pub shows: bool,
    /// What can be done without one is shown.
    pub forgot: bool,
    /// The spare words of the lock that was just set: they are shown this once.
    pub spare: Option<Words>,
    /// Why the worker could not say.
    pub failed: Option<String>,
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Now if model.lock.set.is_some() => lock(model, now, effects),
        Msg::Now => {}
        Msg::Unlock => {
            if let (true, Some(set)) = (model.locked, model.lock.set.clone()) {
                try_it(model, now, &set, Wants::Unlock, effects);
            }
        }
        Msg::UnlockSpare => {
            if let (true, Some(set)) = (model.locked, model.lock.set.clone()) {
                let typed = model.form(&FormKey::Lock).text(SPARE).to_owned();
                attempt(model, now, set.spare_trial(typed), Wants::UnlockSpare, effects);
            }
        }
        Msg::Show(on) => model.lock.shows = on,
        Msg::Forgot => model.lock.forgot = !model.lock.forgot,
    }
}

/// Takes in what the store holds, at start and whenever another tab changes it.
pub fn found(model: &mut Model, now: &Moment, kept: Kept, effects: &mut Vec<Effect>) {
    let Kept { set, is_spoilt, tries, touched } = kept;
    model.lock.set = set;
    model.lock.is_spoilt = is_spoilt;
    model.lock.tries = tries;
    if model.lock.set.is_none() && model.locked {
        // Whoever turned it off in another tab knew the passphrase.
        unlock(model, effects);
    }
    rested(model, now, touched, effects);
}

/// It is time to look how long the tablet has rested, or how long the next try has to wait.
pub fn rested(model: &mut Model, now: &Moment, touched: i64, effects: &mut Vec<Effect>) {
    let Some(set) = &model.lock.set else { return };
    if model.locked {
        return wait(model, now, effects);
    }
    let limit = i64::from(set.minutes) * 60 * SECOND;
    let rest = now.at.saturating_sub(touched);
    if (0..limit).contains(&rest) {
        effects.push(Effect::LookLater(limit - rest));
    } else {
        lock(model, now, effects);
    }
}

/// Takes the other screen off, what is typed saved as when the page goes out of sight.
fn lock(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    settle(model, now, effects);
    photos::show(model, None, effects);
    model.locked = true;
    // Its address would be shown as the other program opens.
    model.leaving = None;
    forget(model);
    effects.push(Effect::Cover(model.route.clone()));
    effects.push(Effect::Reveal(PASSPHRASE.to_owned()));
    wait(model, now, effects);
}

fn unlock(model: &mut Model, effects: &mut Vec<Effect>) {
    model.locked = false;
    forget(model);
    effects.push(Effect::Uncover(model.route.clone()));
}

/// Drops what was typed of passphrases and asked about them.
pub(super) fn forget(model: &mut Model) {
    model.forms.remove(&FormKey::Lock);
    let lock = &mut model.lock;
    (lock.busy, lock.shows, lock.forgot, lock.failed, lock.spare) = (None, false, false, None, None);
}

/// Has the screen drawn again each second as long as the next try has to wait.
fn wait(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let tries = &mut model.lock.tries;
    // By a clock that was set back the wait begins anew rather than never ending.
    tries.last = tries.last.min(now.at);
    match tries.wait(now.at) {
        0 => {}
        left => effects.push(Effect::LookLater(left.min(SECOND))),
    }
}

/// Gives the passphrase in the form to the worker, unless there is something to wait for.
pub(super) fn try_it(model: &mut Model, now: &Moment, lock: &Lock, wants: Wants, effects: &mut Vec<Effect>) {
    let typed = model.form(&FormKey::Lock).text(PASSPHRASE).to_owned();
    attempt(model, now, lock.trial(typed), wants, effects);
}

fn attempt(model: &mut Model, now: &Moment, trial: Trial, wants: Wants, effects: &mut Vec<Effect>) {
    if model.lock.busy.is_none() && model.lock.tries.wait(now.at) == 0 && !trial.passphrase.is_empty() {
        ask(model, trial, wants, effects);
    }
}

/// Has the worker work out the check of a passphrase.
pub(super) fn ask(model: &mut Model, trial: Trial, wants: Wants, effects: &mut Vec<Effect>) {
    model.lock.failed = None;
    model.lock.busy = Some(wants);
    model.lock.request += 1;
    effects.push(Effect::Try { trial, request: model.lock.request });
}

/// The worker's answer: the check. What was wanted of it, where that is to be done now.
pub(super) fn answered(
    model: &mut Model,
    now: &Moment,
    request: u64,
    check: Result<String, String>,
    effects: &mut Vec<Effect>,
) -> Option<(Wants, String)> {
    let wants = model.lock.busy.take_if(|_| request == model.lock.request)?;
    let check = match check {
        Ok(check) => check,
        Err(why) => {
            model.lock.failed = Some(why);
            return None;
        }
    };
    if matches!(wants, Wants::Set(_) | Wants::SetSpare(..)) {
        return Some((wants, check));
    }
    let is_right = model.lock.set.as_ref().is_some_and(|set| match wants {
        Wants::UnlockSpare => set.spare.as_ref() == Some(&check),
        _ => set.check == check,
    });
    let wrong = if is_right { 0 } else { model.lock.tries.wrong + 1 };
    model.lock.tries = Tries { wrong, last: now.at };
    effects.push(Effect::NoteTries(model.lock.tries));
    if !is_right {
        wait(model, now, effects);
        return None;
    }
    match wants {
        Wants::Unlock => {
            unlock(model, effects);
            rested(model, now, now.at, effects);
            None
        }
        // The passphrase is forgotten, and whoever helped has seen the words: both have served.
        Wants::UnlockSpare => {
            model.lock.set = None;
            effects.push(Effect::StoreLock(None));
            unlock(model, effects);
            model.toast(Message::LockOff);
            None
        }
        wants => Some((wants, check)),
    }
}
