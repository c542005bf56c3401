//! When to ask for a file off the device: a tablet can be lost, broken or cleared, and then a file elsewhere is all that is left.

use super::model::Model;

/// So many records that are only here: about half a day of doors by two people, who would all have to be asked again.
const MANY: usize = 50;
/// So long, in milliseconds: a day's work is to be out of the tablet by the next.
const OLD: u64 = DAY;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// This device's own records of the open campaign that neither a bundle nor a checked backup holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reminder {
    pub records: usize,
    /// Whole days since the oldest was written.
    pub days: u64,
}

/// What to remind of at the time `now`, if anything.
pub fn reminder(model: &Model, now: i64) -> Option<Reminder> {
    let (open, device) = (model.open.as_ref()?, model.device.as_ref()?);
    let (mut records, mut oldest) = (0, now);
    for entry in open.only_here(&device.id, model.backed_up_to(&open.state.campaign)) {
        records += 1;
        oldest = oldest.min(entry.at);
    }
    let age = now.abs_diff(oldest);
    (records >= MANY || records > 0 && age >= OLD).then_some(Reminder { records, days: age / DAY })
}
