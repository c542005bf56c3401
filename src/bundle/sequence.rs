//! How a bundle stands to the others of its device: which came before, which are missing, and whether the device went back.
//!
//! Each bundle has a number and the hash of the one before it. As each also holds everything from the first record on, a missing one loses
//! nothing; but whoever counts should know of it. What contradicts the records themselves is found by comparing them
//! ([`super::merge::plan`]).

use super::merge::MergeError;
use crate::journal::fact::Received;
use serde::Serialize;

/// How a bundle that may be taken stands to those received before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The next one.
    Next,
    /// This very file was received before (a replay).
    Repeated,
    /// A later one was received before: this one is out of date, and known.
    Earlier,
    /// Some before it were not received (a gap); what they held is in this one.
    Missing { from: u64, to: u64 },
    /// Another file of the number `bundle` was received, with the same records (a fork of the bundles): the device was interrupted
    /// while it gave one out.
    Twice { bundle: u64 },
}

/// Finds the place of the bundle `new` among those `received` of its device.
///
/// # Errors
/// `Rollback`: the device has fewer records than it handed over before.
pub fn place<'r>(received: impl Iterator<Item = &'r Received> + Clone, new: &Received) -> Result<Place, MergeError> {
    if received.clone().any(|known| known.sha256 == new.sha256) {
        return Ok(Place::Repeated);
    }
    let before = received.clone().filter(|known| known.bundle <= new.bundle);
    // Of two under one number, which is what an interruption leaves, either may have come first.
    let fewer = |known: &&Received| known.bundle < new.bundle && known.last > new.last;
    if let Some(known) = before.clone().filter(fewer).map(|known| known.last).max() {
        return Err(MergeError::Rollback { known, last: new.last });
    }
    let contradicts = |known: &&Received| {
        known.bundle == new.bundle || known.bundle + 1 == new.bundle && new.previous.as_ref() != Some(&known.sha256)
    };
    if let Some(known) = before.clone().find(contradicts) {
        return Ok(Place::Twice { bundle: known.bundle });
    }
    if received.clone().any(|known| known.bundle > new.bundle) {
        return Ok(Place::Earlier);
    }
    let from = before.map(|known| known.bundle).max().unwrap_or(0) + 1;
    Ok(if from == new.bundle { Place::Next } else { Place::Missing { from, to: new.bundle - 1 } })
}
