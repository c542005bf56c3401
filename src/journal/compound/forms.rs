//! Which form is whose: the numbers that are printed, who has one, and numbers that stand at several households.

use super::Compound;
use crate::domain::form_serial::FormSerial;
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::order::sorted;
use crate::domain::roll::Roll;
use crate::domain::small_map::SmallMap;
use crate::domain::typed::one_spelling;
use crate::journal::household_file::{Frame, HouseholdFile};
use crate::journal::roll_history::RollChange;

impl Compound {
    /// The roll from which forms are printed.
    fn printed_roll(&self) -> Option<&Roll> {
        self.frozen.as_ref().and(self.form_roll.as_deref())
    }

    /// The titles in the order in which their forms are numbered: those of the roll as it was frozen, then those that corrections brought. Counted or
    /// not: what counts can be set otherwise while the forms are out, and each keeps its number.
    fn numbered(&self) -> Vec<&HouseholdId> {
        let frozen = self.form_roll.iter().flat_map(|roll| roll.households());
        let mut all: Vec<&HouseholdId> = frozen.map(|title| &title.id).collect();
        for (no, step) in self.roll_steps.iter().enumerate().skip(self.frozen_at()) {
            let RollChange::Corrected { correct, was } = &step.what else { continue };
            for Household { id, .. } in &correct.put {
                let name = id.replaced(no);
                match (all.iter().position(|of| *of == id), was.iter().find(|title| title.id == name)) {
                    // One that was brought twice keeps its first number.
                    (Some(_), None) => continue,
                    // The number of the one whose place it takes stays that one's.
                    (Some(at), Some(replaced)) => all[at] = &replaced.id,
                    (None, _) => {}
                }
                all.push(id);
            }
        }
        all
    }

    /// The serial of the form that a household signs, where forms are printed here: the next one after those that were spoiled.
    pub fn form_serial(&self, household: &HouseholdId) -> Option<String> {
        let at = self.numbered().into_iter().position(|id| id == household)?;
        self.next_form(household, at + 1)
    }

    /// The same of every household in one pass over the roll: to find one household's number takes as long.
    pub fn form_serials(&self) -> SmallMap<&HouseholdId, String> {
        let all = self.numbered().into_iter().zip(1..).filter_map(|(id, no)| Some((id, self.next_form(id, no)?)));
        // A household is numbered once.
        SmallMap::of_unique(all.collect()).unwrap_or_default()
    }

    /// Whether a title is, or was when the roll was frozen, a household that signs a form.
    fn has_form(&self, title: &HouseholdId) -> bool {
        let mut rolls = self.form_roll.iter().chain(&self.roll);
        rolls.any(|roll| roll.get(title).is_none_or(|title| roll.counts(title)))
    }

    /// The serial of the form that the household of this number signs next.
    fn next_form(&self, household: &HouseholdId, no: usize) -> Option<String> {
        let hash = self.printed_roll().filter(|_| self.rules.printed_forms && self.has_form(household))?.hash();
        let spoiled = self.file(household).into_iter().flat_map(HouseholdFile::void_forms);
        // Who has to sign again after a settlement signs another form.
        let settled = self.file(household).into_iter().flat_map(|file| {
            file.ballots.iter().filter(|record| file.is_settled(record)).map(|record| &record.ballot.serial)
        });
        let used = spoiled.map(|form| &form.serial).chain(settled);
        let copies = used.filter_map(|serial| FormSerial::read(serial));
        let last = copies.filter(|form| form.is_of(hash) && form.no == no).map(|form| form.copy).max();
        // Whoever signs anew signs the form of the title that it became one with.
        let is_over = last.is_some() && self.was_merged(household);
        (!is_over).then(|| FormSerial::new(hash, no, last.unwrap_or(0) + 1).to_string())
    }

    /// Whether a form of this serial is printed from the roll, be it another household's or nobody's.
    pub fn prints(&self, form: &FormSerial) -> bool {
        self.printed_roll().is_some_and(|roll| form.is_of(roll.hash()))
    }

    /// The number of a paper as it is put on record, whatever way it was typed.
    #[inline(never)]
    pub fn serial_of(&self, typed: &str) -> String {
        let form = FormSerial::typed(typed).filter(|form| self.rules.printed_forms && self.was_printed(form));
        form.map_or_else(|| one_spelling(typed), |form| form.to_string())
    }

    /// Whether a form with this number is one that can be signed here: not printed from another roll, where forms are printed, and not spoiled.
    #[inline(never)]
    pub fn is_in_force(&self, file: &HouseholdFile, serial: &str) -> bool {
        !self.is_outdated(serial) && !file.is_void(serial)
    }

    /// Whether forms are printed here, and the one with this number was, from a roll that was thawed.
    pub fn is_outdated(&self, serial: &str) -> bool {
        let form = FormSerial::read(serial).filter(|form| self.rules.printed_forms && !self.prints(form));
        form.is_some_and(|form| self.was_printed(&form))
    }

    /// Whether a form of this serial is printed from a roll that is or was this compound's.
    fn was_printed(&self, form: &FormSerial) -> bool {
        self.roll_steps.iter().any(|step| form.is_of(&step.roll))
    }

    /// Whether a form reached the household that it can sign yet: one was handed over, and wasn't spoiled or printed from a roll that was thawed.
    pub fn holds_form(&self, household: &HouseholdId) -> bool {
        let Some(file) = self.file(household) else { return false };
        file.handed_over().iter().any(|serial| self.is_in_force(file, serial)) || file.holds_unnumbered_form()
    }

    /// Whether all that the household has had are forms of a roll that was thawed: it gets a new one, and signs again.
    pub fn has_outdated_form(&self, household: &HouseholdId) -> bool {
        let Some(file) = self.file(household) else { return false };
        let mut all = file.handed_over();
        all.extend(file.standing_ballots().map(|of| of.ballot.serial.as_str()));
        !all.is_empty() && all.iter().all(|serial| self.is_outdated(serial))
    }

    /// The household whose printed form bears `serial`.
    pub fn form_holder(&self, serial: &str) -> Option<&HouseholdId> {
        let form = FormSerial::read(serial).filter(|form| self.prints(form))?;
        self.numbered().get(form.no - 1).copied().filter(|title| self.has_form(title))
    }

    /// Whether a paper with `serial` is another household's: a ballot stands on it there or was settled away, or it was handed over or spoiled there and not here. Of
    /// what was handed over the last one counts, so that a number that was noted wrongly is made good by noting the right one.
    pub fn is_elsewhere(&self, serial: &str, household: &HouseholdId) -> bool {
        let is_here = self.file(household).is_some_and(|file| file.has_had(serial));
        let has = |file: &HouseholdFile| file.is_void(serial) || file.handed_over().first() == Some(&serial);
        let is_its = |file: &HouseholdFile| file.is_returned(serial) || !is_here && has(file);
        // What the one had in whose place another came isn't that one's.
        let was_replaced = |id: &HouseholdId| {
            id.is_replaced() && self.since_freeze().iter().any(|step| step.title_before(id).is_some())
        };
        self.counted_files().any(|(id, file)| id != household && is_its(file))
            || self.off_roll.iter().any(|(id, file)| {
                let is_merged = || id != household && self.was_merged(id);
                file.has_had(serial) && was_replaced(id) || file.is_returned(serial) && is_merged()
            })
    }

    /// The household of which a ballot stands on the paper with `serial`, or was settled away.
    pub fn returned_on(&self, serial: &str) -> Option<&HouseholdId> {
        self.counted_files().find(|(_, file)| file.is_returned(serial)).map(|(id, _)| id)
    }

    /// Paper serials that would count for more than one household: one paper can't be two votes.
    pub fn doubled_serials(&self) -> Vec<(&str, Vec<&HouseholdId>)> {
        self.frame().map(|frame| self.doubled(frame)).unwrap_or_default()
    }

    /// Another household's number on a paper of this one's, and all who share it.
    pub fn shares_number(&self, household: &HouseholdId) -> Option<(&str, Vec<&HouseholdId>)> {
        // To put all numbers in order takes long: it is worth while only where another household's is the same.
        let mut papers = self.file(household)?.standing_ballots();
        papers.find(|record| self.is_elsewhere(&record.ballot.serial, household))?;
        self.doubled_serials().into_iter().find(|(_, of)| of.contains(&household))
    }

    /// The households of these serials: nobody knows whose papers they are, so that none counts.
    pub fn sharing_a_number(&self) -> Vec<&HouseholdId> {
        self.frame().map(|frame| self.sharing(frame)).unwrap_or_default()
    }

    pub(super) fn sharing(&self, frame: Frame<'_>) -> Vec<&HouseholdId> {
        self.doubled(frame).into_iter().flat_map(|(_, of)| of).collect()
    }

    fn doubled(&self, frame: Frame<'_>) -> Vec<(&str, Vec<&HouseholdId>)> {
        let live = |(id, file)| {
            let papers = HouseholdFile::live(file, frame).into_iter().filter(|b| b.ballot.is_numbered());
            papers.map(move |b| (b.ballot.serial.as_str(), id))
        };
        let counted = self.counted_files().flat_map(live);
        let mut by_serial: Vec<(&str, Vec<&HouseholdId>)> = Vec::new();
        for (serial, id) in sorted(counted.collect(), |a, b| a.0.cmp(b.0)) {
            match by_serial.last_mut() {
                Some((last, households)) if *last == serial => {
                    households.extend((households.last() != Some(&id)).then_some(id))
                }
                _ => by_serial.push((serial, vec![id])),
            }
        }
        by_serial.retain(|(_, households)| households.len() > 1);
        by_serial
    }
}
