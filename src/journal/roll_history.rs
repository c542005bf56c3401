//! How a compound's roll came to be what it is (BAL-7): frozen, corrected, thawed, frozen again.
//!
//! Every step stays, also those that a thaw has left behind: whoever asks why N is another, or why a paper counts no more, is answered from here.

use super::compound::Compound;
use super::fact::Correct;
use super::household_file::{HouseholdFile, Stamp};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::roll::Roll;
use std::rc::Rc;

/// One step, and the roll that it left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RollStep {
    pub stamp: Stamp,
    pub what: RollChange,
    /// The hash of the roll after it, or of the one that an overtaken correction would have left.
    pub roll: String,
    /// N after it.
    pub households: u64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RollChange {
    Frozen,
    /// Some titles were corrected; `was` are those of them that stood on the roll before, as they stood there.
    Corrected {
        correct: Correct,
        was: Vec<Household>,
    },
    /// Another supervisor's correction came first, so that this one has no effect. Papers have been taken by it.
    Overtaken(Correct),
    /// The whole roll was given up; its titles are told by it from then on.
    Thawed {
        why: String,
        roll: Rc<Roll>,
    },
}

impl RollStep {
    /// The correction that it is, if it is one.
    pub fn correction(&self) -> Option<&Correct> {
        match &self.what {
            RollChange::Corrected { correct, .. } => Some(correct),
            RollChange::Frozen | RollChange::Overtaken(_) | RollChange::Thawed { .. } => None,
        }
    }

    pub fn has_effect(&self) -> bool {
        !matches!(self.what, RollChange::Overtaken(_))
    }

    /// The title as it stood on the roll that this step changed.
    fn title_before(&self, id: &HouseholdId) -> Option<&Household> {
        match &self.what {
            RollChange::Frozen | RollChange::Overtaken(_) => None,
            RollChange::Corrected { was, .. } => was.iter().find(|title| title.id == *id),
            RollChange::Thawed { roll, .. } => roll.get(id),
        }
    }
}

impl Compound {
    /// The steps from the last freeze on. What was taken on the roll of one of them counts on the frozen roll.
    pub fn since_freeze(&self) -> &[RollStep] {
        let last = self.roll_steps.iter().rposition(|step| step.what == RollChange::Frozen);
        &self.roll_steps[last.unwrap_or(0)..]
    }

    /// When and why the roll was last thawed.
    pub fn thawed(&self) -> Option<(&Stamp, &str)> {
        self.roll_steps.iter().rev().find_map(|step| match &step.what {
            RollChange::Thawed { why, .. } => Some((&step.stamp, why.as_str())),
            _ => None,
        })
    }

    /// A title as it is on the roll, or as it was when it last stood on one that was frozen.
    pub fn title(&self, id: &HouseholdId) -> Option<&Household> {
        let on_roll = self.roll.as_ref().and_then(|roll| roll.get(id));
        on_roll.or_else(|| self.roll_steps.iter().rev().find_map(|step| step.title_before(id)))
    }

    /// Whether a correction of the frozen roll took the title off it.
    pub(super) fn was_taken_off(&self, id: &HouseholdId) -> bool {
        self.since_freeze().iter().filter_map(RollStep::correction).any(|correct| correct.take.contains(id))
    }

    fn step(&mut self, stamp: &Stamp, what: RollChange) {
        let Some(roll) = &self.roll else { return };
        let (roll, households) = (roll.hash().to_owned(), roll.counted());
        self.roll_steps.push(RollStep { stamp: stamp.clone(), what, roll, households });
    }

    pub(super) fn freeze(&mut self, stamp: &Stamp) {
        self.frozen = Some(stamp.clone());
        self.form_roll = self.roll.clone();
        let ids: Vec<HouseholdId> = self.roll.iter().flat_map(|roll| roll.ids()).cloned().collect();
        self.files = ids.iter().map(|id| self.off_roll.remove(id).unwrap_or_default()).collect();
        self.files.iter_mut().for_each(|file| file.since_step = 0);
        self.step(stamp, RollChange::Frozen);
    }

    /// Whether a title that comes to count is another one than that of its name which counted last: what was taken of that one isn't its own. One that was
    /// taken off, or stood on the roll as a garage, may come back as somebody else's.
    pub fn is_another_title(&self, new: &Household) -> bool {
        let Some(roll) = &self.roll else { return false };
        let is_same = |old: &Household| (&old.holders, &old.title_no) == (&new.holders, &new.title_no);
        let mut before = self.roll_steps.iter().rev().filter_map(|step| step.title_before(&new.id));
        let last = before.find(|title| roll.counts(title));
        roll.counts(new) && !self.is_counted(&new.id) && last.is_some_and(|old| !is_same(old))
    }

    /// What is on file stays with its title. What is recorded of one that is off the roll, by somebody who doesn't know, is kept.
    pub(super) fn correct(&mut self, stamp: &Stamp, correct: &Correct, roll: Roll) {
        let others = correct.put.iter().filter(|title| self.is_another_title(title)).map(|title| title.id.clone());
        let others: Vec<HouseholdId> = others.collect();
        let steps = self.since_freeze().len();
        let files = std::mem::take(&mut self.files);
        let touched = correct.put.iter().map(|title| &title.id).chain(&correct.take);
        let was = self.roll.iter().flat_map(|roll| touched.clone().filter_map(|id| roll.get(id))).cloned().collect();
        let before: Vec<HouseholdId> = self.roll.iter().flat_map(|roll| roll.ids()).cloned().collect();
        before.into_iter().zip(files).for_each(|(id, file)| self.off_roll.insert(id, file));
        self.files = roll.ids().map(|id| self.off_roll.remove(id).unwrap_or_default()).collect();
        for (id, file) in roll.ids().zip(&mut self.files) {
            if others.contains(id) {
                file.since_step = steps;
            }
        }
        self.roll = Some(Rc::new(roll));
        self.notice_outdated = self.notice.is_some();
        self.step(stamp, RollChange::Corrected { correct: correct.clone(), was });
    }

    /// Keeps a correction that another one came before, if it is one of a roll that was in force since the freeze. What is taken by it counts for the
    /// titles that the frozen roll has; those that it brought wait until they are brought again.
    pub(super) fn overtake(&mut self, stamp: &Stamp, correct: &Correct) {
        if self.since_freeze().iter().any(|step| step.roll == correct.from) {
            let (roll, households) = (correct.roll.clone(), self.frozen_roll().map_or(0, Roll::counted));
            let what = RollChange::Overtaken(correct.clone());
            self.roll_steps.push(RollStep { stamp: stamp.clone(), what, roll, households });
        }
    }

    /// Nothing that was recorded is lost: it waits for the next roll.
    pub(super) fn thaw(&mut self, stamp: &Stamp, why: &str) {
        let files = std::mem::take(&mut self.files);
        let ids: Vec<HouseholdId> = self.roll.iter().flat_map(|roll| roll.ids()).cloned().collect();
        for (id, file) in ids.into_iter().zip(files) {
            if file != HouseholdFile::default() {
                self.off_roll.insert(id, file);
            }
        }
        (self.frozen, self.notice, self.close_undone) = (None, None, None);
        (self.form_roll, self.notice_outdated) = (None, false);
        if let Some(roll) = self.roll.clone() {
            self.step(stamp, RollChange::Thawed { why: why.to_owned(), roll });
        }
    }
}
