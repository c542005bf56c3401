//! Which of the two stores is behind at start, and what can't be explained.
//!
//! `localStorage` is written only after the log has taken a change, and with it how far the log went. So what `localStorage` lacks was lost by it, and
//! a log that goes less far than it did, or lacks an entry, has lost that. Either is made good from the other and the person is told. A text that differs although it is written once has no
//! innocent reason: the log's, which bears a check, is used, the other is set aside, and both are shown. What was taken out comes back where a log
//! lost its end: too much is the safe side. A record that only `localStorage` has although a pack of the log holds its number was packed, and
//! `localStorage` lost that: it stays by itself until it is packed again.

use super::change::{Change, fold};
use super::keys;
use super::log::{Contents, Damage, Position};
use super::pack::{Pack, Shelf};
use crate::domain::order::sorted;

/// Something at start that a person should know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// Entries that `localStorage` had lost, or that were kept although they had been taken out.
    MirrorBehind { entries: usize },
    /// The log had lost something; this many entries were still in `localStorage`.
    LogBehind { entries: usize },
    /// The whole log was gone, and was made anew from this many entries.
    LogGone { entries: usize },
    /// Something in the log can't be read. Where `localStorage` had it, it counts under `LogBehind` as well.
    Damaged(Damage),
    /// `localStorage` takes no more; what it lacks is in the log.
    MirrorFull { entries: usize },
    /// The stores hold different texts under a key that is written once; that of `localStorage` is set aside.
    Differs { key: String },
}

/// What to do so that both stores hold the same.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    pub to_log: Vec<Change>,
    pub to_mirror: Vec<Change>,
    pub findings: Vec<Finding>,
}

/// Compares the log with `mirror`: all entries of `localStorage` whose keys begin with [`keys::ALL`].
pub fn compare(log: &Contents, mirror: Vec<(String, String)>) -> Verdict {
    let mut mirror = sorted(mirror, |(a, _), (b, _)| a.cmp(b));
    // Of no interest to the log; see there.
    mirror.retain(|(key, _)| key != keys::TRIES);
    let went = take_position(&mut mirror);
    let missing = log.damage.iter().any(|damage| !matches!(damage, Damage::Unfinished(_)));
    let log_is_behind = missing || went.is_some_and(|went| went > log.position);
    let mut verdict = Verdict::default();
    let (mut lost_by_log, mut lost_by_mirror, mut left_over) = (0, 0, 0);
    let packs: Vec<Pack> = log
        .changes
        .iter()
        .filter(|logged| logged.value.is_some())
        .filter_map(|logged| Pack::of_key(&logged.key))
        .collect();
    let is_packed =
        |key: &str| Shelf::of_record_key(key).is_some_and(|(shelf, n)| packs.iter().any(|pack| pack.holds(&shelf, n)));
    let mut mirrored = mirror.into_iter().peekable();
    let mut only_in_mirror = |verdict: &mut Verdict, (key, value): (String, String)| {
        *(if is_packed(&key) { &mut left_over } else { &mut lost_by_log }) += 1;
        verdict.to_log.push(Change::put(key, value));
    };
    for logged in &log.changes {
        while let Some(entry) = mirrored.next_if(|(key, _)| *key < logged.key) {
            only_in_mirror(&mut verdict, entry);
        }
        let here = mirrored.next_if(|(key, _)| *key == logged.key).map(|(_, value)| value);
        match (&logged.value, here) {
            (None, None) => {}
            (Some(value), Some(here)) if *value == here => {}
            // It may be another text than the one that was packed: one written while there was no log.
            (None, Some(here)) if is_packed(&logged.key) => only_in_mirror(&mut verdict, (logged.key.clone(), here)),
            (Some(value), Some(here)) if keys::is_written_once(&logged.key) => {
                verdict.findings.push(Finding::Differs { key: logged.key.clone() });
                let aside = Change::put(keys::aside(&logged.key, &here), here);
                verdict.to_log.push(aside.clone());
                verdict.to_mirror.extend([aside, Change::put(logged.key.clone(), value.clone())]);
            }
            (Some(value), Some(here)) if is_ahead(&logged.key, &here, value, log_is_behind) => {
                only_in_mirror(&mut verdict, (logged.key.clone(), here));
            }
            _ => {
                lost_by_mirror += 1;
                verdict.to_mirror.push(logged.clone());
            }
        }
    }
    for entry in mirrored {
        only_in_mirror(&mut verdict, entry);
    }
    verdict.findings.extend(log.damage.iter().cloned().map(Finding::Damaged));
    if lost_by_mirror + left_over > 0 {
        verdict.findings.push(Finding::MirrorBehind { entries: lost_by_mirror + left_over });
    }
    if log.is_new && went.is_some() {
        verdict.findings.push(Finding::LogGone { entries: lost_by_log });
    } else if !log.is_new && (lost_by_log > 0 || log_is_behind) {
        verdict.findings.push(Finding::LogBehind { entries: lost_by_log });
    }
    verdict
}

/// A log that takes another one over, which was kept in its place and so was written later. Where that has something of its own it counts, but
/// what is written once stays as it is: another text under its key is set aside.
pub fn take_over(mut log: Contents, later: Contents) -> Contents {
    let before = log.changes.len();
    for Change { key, value } in later.changes {
        let at = log.changes[..before].binary_search_by(|change| change.key.cmp(&key));
        let held = at.ok().and_then(|at| log.changes[at].value.as_ref());
        let taken = match (held, value) {
            (Some(here), value) if keys::is_written_once(&key) => {
                value.filter(|value| value != here).map(|other| Change::put(keys::aside(&key, &other), other))
            }
            (Some(here), Some(value)) if key.starts_with(keys::RESERVED) && last_number(here) > last_number(&value) => {
                None
            }
            (_, value) => Some(Change { key, value }),
        };
        log.changes.extend(taken);
    }
    log.changes = fold(log.changes);
    log.damage.extend(later.damage);
    log.is_new &= later.is_new;
    log
}

/// How far the log went, as `localStorage` has it.
pub fn position_text(position: Position) -> String {
    pair_text(position.generation, position.next)
}

/// Reads what [`position_text`] wrote.
pub fn position_of(text: &str) -> Option<Position> {
    let (generation, next) = pair_of(text)?;
    Some(Position { generation, next })
}

/// Two numbers as one text.
pub fn pair_text(one: u64, other: u64) -> String {
    format!("{one}/{other}")
}

/// Reads what [`pair_text`] wrote.
pub fn pair_of(text: &str) -> Option<(u64, u64)> {
    let (one, other) = text.split_once('/')?;
    Some((one.parse().ok()?, other.parse().ok()?))
}

/// `None` where there was no log yet. A text that can't be read says that there was one and no more.
fn take_position(mirror: &mut Vec<(String, String)>) -> Option<Position> {
    let at = mirror.iter().position(|(key, _)| key == keys::LOG)?;
    let (_, text) = mirror.remove(at);
    Some(position_of(&text).unwrap_or_default())
}

/// Whether `localStorage` has the later of two values under a key that is written anew.
fn is_ahead(key: &str, here: &str, logged: &str, log_is_behind: bool) -> bool {
    if key.starts_with(keys::RESERVED) {
        // A number that left in a bundle must not be used again: the higher one is safe.
        return last_number(here) > last_number(logged);
    }
    log_is_behind
}

fn last_number(text: &str) -> u64 {
    let digits = text.trim_end_matches('"').rsplit('/').next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}
