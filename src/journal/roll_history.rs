//! How a compound's roll came to be what it is (BAL-7): frozen, corrected, thawed, frozen again.
//!
//! Every step stays, also those that a thaw has left behind: whoever asks why N is another, or why a paper counts no more, is answered from here.

use super::compound::Compound;
use super::entry::RecordId;
use super::fact::Correct;
use super::household_file::{BallotRecord, Frame, HouseholdFile, Stamp, Standing};
use crate::domain::date::day_text_in_china;
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
    /// Some titles were corrected; `was` are those of them that stood on the roll before, as they stood there, and those in whose place another one
    /// came, by [the name](HouseholdId::replaced) that they have since.
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
    /// The titles that a correction took off the roll, or put another one in the place of.
    pub fn taken_off(&self) -> Vec<&HouseholdId> {
        let RollChange::Corrected { correct, was } = &self.what else { return Vec::new() };
        let replaced = was.iter().map(|title| &title.id).filter(|id| id.is_replaced());
        correct.take.iter().chain(replaced).collect()
    }

    /// Where two titles became one by it: the one that stayed, and the one that came off.
    pub fn merger(&self) -> Option<(&HouseholdId, &HouseholdId)> {
        let RollChange::Corrected { correct, .. } = &self.what else { return None };
        correct.merger()
    }

    pub fn has_effect(&self) -> bool {
        !matches!(self.what, RollChange::Overtaken(_))
    }

    /// The title as it stood on the roll that this step changed.
    pub(super) fn title_before(&self, id: &HouseholdId) -> Option<&Household> {
        match &self.what {
            RollChange::Frozen | RollChange::Overtaken(_) => None,
            RollChange::Corrected { was, .. } => was.iter().find(|title| title.id == *id),
            RollChange::Thawed { roll, .. } => roll.get(id),
        }
    }
}

impl Compound {
    /// The steps from the freeze on. What was taken on the roll of one of them counts on the frozen roll.
    pub fn since_freeze(&self) -> &[RollStep] {
        &self.roll_steps[self.frozen_at()..]
    }

    /// Which of the steps is the freeze: the last one, or, where that only took up the roll that had just been thawed, the one before. A thaw by mistake
    /// makes no paper and no form void.
    pub(super) fn frozen_at(&self) -> usize {
        let steps = &self.roll_steps;
        let is_anew =
            |at: &usize| steps[*at].what == RollChange::Frozen && (*at == 0 || steps[at - 1].roll != steps[*at].roll);
        (0..steps.len()).rfind(is_anew).unwrap_or(0)
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

    /// Whether the title, by what counts as a household now, was one on any roll that was frozen, or by a correction that another one overtook.
    pub(super) fn was_counted(&self, id: &HouseholdId) -> bool {
        let mut steps = self.roll_steps.iter();
        let counts = |title: &Household| self.roll.as_ref().is_some_and(|roll| roll.counts(title));
        steps.any(|step| match &step.what {
            RollChange::Overtaken(correct) => correct.put.iter().any(|title| title.id == *id && counts(title)),
            _ => step.title_before(id).is_some_and(counts),
        })
    }

    /// Whether a correction of the frozen roll took the title off it, or put another one in its place.
    pub(super) fn was_taken_off(&self, id: &HouseholdId) -> bool {
        self.since_freeze().iter().any(|step| step.taken_off().contains(&id))
    }

    /// Whether the title became one with another since the freeze, and stands on the frozen roll no more.
    #[inline(never)]
    pub fn was_merged(&self, id: &HouseholdId) -> bool {
        self.merged_by(id).is_some()
    }

    /// The step by which it did. One that came on the roll again since, and came off for another reason, is no part of the other.
    fn merged_by(&self, id: &HouseholdId) -> Option<&RollStep> {
        let is_off = |step: &&RollStep| match &step.what {
            RollChange::Corrected { correct, .. } => correct.take.contains(id),
            _ => false,
        };
        self.frozen_roll().filter(|roll| roll.get(id).is_none())?;
        self.since_freeze().iter().rfind(is_off).filter(|step| step.merger().is_some())
    }

    /// Such titles: what was taken from them by then is asked for, and recorded of them.
    pub fn merged_titles(&self) -> Vec<&Household> {
        let mut found = Vec::new();
        for id in self.off_roll.keys() {
            if self.was_merged(id) {
                found.extend(self.title(id));
            }
        }
        found
    }

    /// A title that has a door of its own: on the roll, or one that became one with another, for what was taken there before.
    pub fn title_at_door(&self, id: &HouseholdId) -> Option<&Household> {
        let on_roll = self.roll.as_ref().and_then(|roll| roll.get(id));
        on_roll.or_else(|| self.title(id).filter(|_| self.was_merged(id)))
    }

    /// The title that this one became one with, and that one in turn; itself, where there is none.
    pub fn became<'c>(&'c self, mut id: &'c HouseholdId) -> &'c HouseholdId {
        // Each came off the roll after the one before it.
        while let Some((kept, _)) = self.merged_by(id).and_then(RollStep::merger) {
            id = kept;
        }
        id
    }

    /// Whether a paper of a title that became one with another is of a household that has returned one, or was settled with that one's: both have one vote.
    /// Where the other has no paper that can count, this one counts for nothing either.
    pub fn shares_vote(&self, id: &HouseholdId, ballot: &BallotRecord) -> bool {
        let now = self.became(id);
        match self.standing(now) {
            Standing::NotReturned => false,
            Standing::Annulled => self.file(now).is_some_and(|file| file.ended.contains_key(&ballot.stamp.id)),
            _ => true,
        }
    }

    /// At whose door a ballot was recorded that `household` is judged by: of a title that became one with it, or its own.
    pub fn door_of<'c>(&'c self, ballot: &RecordId, household: &'c HouseholdId) -> &'c HouseholdId {
        for (id, file) in self.off_roll.iter() {
            if file.ballots.iter().any(|of| of.stamp.id == *ballot) {
                return id;
            }
        }
        household
    }

    /// Whether a ballot was recorded of another title, which isn't one with this one.
    pub(super) fn is_anothers(&self, ballot: &RecordId, household: &HouseholdId) -> bool {
        let has = |file: &HouseholdFile| file.ballots.iter().any(|of| of.stamp.id == *ballot);
        let door = self.door_of(ballot, household);
        if door == household {
            !self.kept_file(household).is_some_and(has) && self.files.iter().any(has)
        } else {
            self.became(door) != household
        }
    }

    /// What is on file of a title, of that which it became one with, and of those whose papers stand beside that one's.
    pub fn files_of(&self, id: &HouseholdId) -> Vec<&HouseholdFile> {
        let (now, mut files) = (self.became(id), Vec::new());
        if let (Some(frame), Some(own), Some(file)) = (self.frame(), self.file(id), self.file(now)) {
            files.push(own);
            files.push(file);
            self.merged(now, frame, &mut files);
        }
        files
    }

    /// The papers of titles that were merged into this one. Who signed each had one of the two titles: they stand beside what the title had by then, until
    /// it signs anew or a supervisor settles them; so do those that stood beside the other's by then. The files that they are on are added to `files`, its
    /// own first.
    #[inline(never)]
    pub(super) fn merged<'c>(
        &'c self,
        id: &HouseholdId,
        frame: Frame<'_>,
        files: &mut Vec<&'c HouseholdFile>,
    ) -> Vec<&'c BallotRecord> {
        let mut papers = Vec::new();
        for (no, step) in frame.steps.iter().enumerate() {
            let Some((kept, gone)) = step.merger() else { continue };
            let is_its = || self.merged_by(gone).is_some_and(|last| last.stamp.id == step.stamp.id);
            if kept == id && self.was_counted(gone) && is_its() {
                // Not before: to find a file takes as long as to judge it, and few titles were merged.
                let (Some(own), Some(file)) = (self.file(id), self.file(gone)) else { continue };
                if own.stands_since_before(no, &day_text_in_china(step.stamp.at), frame) {
                    papers.extend(file.live(frame).into_iter().filter(|of| !own.rules_out(file, of)));
                    if files.is_empty() {
                        files.push(own);
                    }
                    files.push(file);
                    papers.extend(self.merged(gone, frame, files));
                }
                let is_open = |of: &BallotRecord| own.gave_way_to_none(of, &own.live(frame));
                papers.retain(|of| !own.ended.contains_key(&of.stamp.id) || is_open(of));
            }
        }
        papers
    }

    fn step(&mut self, stamp: &Stamp, what: RollChange) {
        let Some(roll) = &self.roll else { return };
        let (roll, households) = (roll.hash().to_owned(), roll.counted());
        self.roll_steps.push(RollStep { stamp: stamp.clone(), what, roll, households });
    }

    /// What is on file of the titles on the roll waits for the next one.
    fn put_files_aside(&mut self) {
        let files = std::mem::take(&mut self.files);
        if let Some(roll) = &self.roll {
            for (id, file) in roll.ids().zip(files) {
                self.off_roll.insert(id.clone(), file);
            }
        }
    }

    fn take_up_files(&mut self) {
        if let Some(roll) = &self.roll {
            // The last first: what lies behind would have to move.
            for title in roll.by_rank().rev() {
                self.files.push(self.off_roll.remove(&title.id).unwrap_or_default());
            }
            self.files.reverse();
        }
    }

    pub(super) fn freeze(&mut self, stamp: &Stamp) {
        self.frozen = Some(stamp.clone());
        let is_anew =
            self.roll.as_ref().map(|roll| roll.hash()) != self.roll_steps.last().map(|step| step.roll.as_str());
        self.take_up_files();
        if is_anew {
            self.form_roll = self.roll.clone();
            self.files.iter_mut().for_each(|file| file.since_step = 0);
        }
        self.step(stamp, RollChange::Frozen);
    }

    /// Whose place a title that comes to count takes: that of its name which counted last is another one, and what is on file for that one isn't its own.
    /// One that was taken off, or stood on the roll as a garage, may come back as somebody else's.
    pub fn replaced_by(&self, new: &Household) -> Option<&Household> {
        let roll = self.roll.as_ref().filter(|roll| roll.counts(new) && !self.is_counted(&new.id))?;
        let mut before = self.roll_steps.iter().rev().filter_map(|step| step.title_before(&new.id));
        let last = before.find(|title| roll.counts(title));
        last.filter(|old| (&old.holders, &old.title_no) != (&new.holders, &new.title_no))
    }

    /// What is on file stays with its title, and one that comes in the place of another begins a file of its own. What is recorded of one that is off the
    /// roll, by somebody who doesn't know, is kept.
    pub(super) fn correct(&mut self, stamp: &Stamp, correct: &Correct, roll: Roll) {
        let replaced: Vec<Household> = correct.put.iter().filter_map(|new| self.replaced_by(new)).cloned().collect();
        let (steps, no) = (self.since_freeze().len(), self.roll_steps.len());
        let mut was = Vec::new();
        for id in correct.put.iter().map(|title| &title.id).chain(&correct.take) {
            if let Some(title) = self.roll.as_ref().and_then(|roll| roll.get(id)) {
                was.push(title.clone());
            }
        }
        self.put_files_aside();
        for title in &replaced {
            let id = title.id.replaced(no);
            let new = self.off_roll.get_or_default(title.id.clone());
            let mut file = std::mem::take(new);
            new.since_step = steps;
            for (_, of) in &mut file.photographed {
                let mut photos = std::mem::take(self.photos.get_or_default(of.clone()));
                of.move_to(&id);
                photos.iter_mut().for_each(|photo| photo.taken.of.move_to(&id));
                self.photos.get_or_default(of.clone()).append(&mut photos);
            }
            self.off_roll.insert(id.clone(), file);
            was.push(Household { id, ..title.clone() });
        }
        // One in the place of another was one with none.
        for title in &correct.put {
            let own = std::mem::take(self.off_roll.get_or_default(title.id.clone()));
            for file in self.off_roll.values_mut() {
                file.part_from(&own);
            }
            *self.off_roll.get_or_default(title.id.clone()) = own;
        }
        self.roll = Some(Rc::new(roll));
        self.take_up_files();
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
        self.put_files_aside();
        (self.frozen, self.notice, self.close_undone) = (None, None, None);
        self.notice_outdated = false;
        if let Some(roll) = self.roll.clone() {
            self.step(stamp, RollChange::Thawed { why: why.to_owned(), roll });
        }
    }
}
