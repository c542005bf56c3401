//! What became of a household's papers: which were handed over, spoiled, returned, and which may lie in somebody's bag.

use super::{BallotRecord, Ended, HouseholdFile, SpoiledForm, VisitRecord};
use crate::domain::ballot::VisitOutcome;
use crate::domain::form_serial::FormSerial;
use crate::domain::photo::Subject;
use crate::journal::entry::RecordId;

impl HouseholdFile {
    /// Whether the form of a ballot was spoiled, by the word of the ballot's own device or of a supervisor.
    pub fn is_spoiled(&self, record: &BallotRecord) -> bool {
        let mut spoiled = self.void_forms().filter(|form| form.serial == record.ballot.serial);
        spoiled.any(|form| form.by_supervisor || form.stamp.id.device == record.stamp.id.device)
    }

    /// Whether a ballot stands on the paper with this number, or was settled away.
    pub fn is_returned(&self, serial: &str) -> bool {
        let is_out = |of: &BallotRecord| self.ended.contains_key(&of.stamp.id) && !self.is_settled(of);
        self.ballots.iter().any(|record| record.ballot.serial == serial && !is_out(record))
    }

    /// Whether somebody said that the form with this number was spoiled, and nobody that it is good after all.
    #[inline(never)]
    pub fn is_void(&self, serial: &str) -> bool {
        self.void_forms().any(|form| form.serial == serial)
    }

    /// The forms that were spoiled and are.
    pub fn void_forms(&self) -> impl Iterator<Item = &SpoiledForm> {
        self.spoiled.iter().filter(|form| !form.is_undone())
    }

    /// The numbers of the forms that were handed over, the last one first, as far as they were noted.
    #[inline(never)]
    pub fn handed_over(&self) -> Vec<&str> {
        self.visits.iter().rev().filter_map(|record| record.visit.form.as_ref()?.serial.as_deref()).collect()
    }

    /// Whether the household has, or had, a form with this number.
    pub fn has_had(&self, serial: &str) -> bool {
        self.is_returned(serial) || self.is_void(serial) || self.handed_over().contains(&serial)
    }

    /// The last visit at which a paper was taken back that isn't on record: it may lie in somebody's bag. That another form was handed over since says
    /// nothing of it: whoever did needn't know of the first.
    #[inline(never)]
    pub fn unrecorded_paper(&self) -> Option<&VisitRecord> {
        // The form that they had was called spoiled since and won't be recorded: by the number that was noted or, where forms are printed, by any, for
        // one at a time is printed for a household.
        let is_spoiled = |made: &VisitRecord| {
            let mut before = self.visits.iter().rev().filter(|of| of.stamp.lt <= made.stamp.lt);
            let had = before.find_map(|of| of.visit.form.as_ref()?.serial.as_ref());
            let mut since = self.void_forms().filter(|form| form.stamp.lt > made.stamp.lt);
            let is_recorded = |serial: &str| self.ballots.iter().any(|of| of.ballot.serial == serial);
            let is_had = |form: &SpoiledForm| match had {
                Some(had) => form.serial == *had,
                None => FormSerial::read(&form.serial).is_some(),
            };
            since.any(|form| is_had(form) && !is_recorded(&form.serial))
        };
        let is_open = |made: &&VisitRecord| made.visit.outcome == VisitOutcome::Collected && !is_spoiled(made);
        // One that was taken back and isn't spoiled is to be recorded.
        let is_known = |of: &BallotRecord| match self.ended.get(&of.stamp.id) {
            Some(Ended::Withdrawn { .. }) => self.is_void(&of.ballot.serial),
            // It gave way to another paper, which was signed later or taken at a visit of its own; one that was taken back since is told by itself. Else it
            // may have been put right.
            Some(Ended::Replaced { by }) => self.ballots.iter().any(|last| {
                let is_another = || last.ballot.signed_on > of.ballot.signed_on || self.visit_of(last).is_some();
                last.stamp.id == by.id && last.paper != of.paper && is_another()
            }),
            _ => true,
        };
        // The same paper can be on record several times.
        let same = |of: &BallotRecord| {
            let paper = of.paper;
            self.ballots.iter().filter(move |other| other.paper == paper)
        };
        let known: Vec<&BallotRecord> = self.ballots.iter().filter(|of| same(of).any(is_known)).collect();
        // It came back once, and once more where it was signed since it was recorded.
        let came_back = |of: &&BallotRecord| {
            let before = same(of).rfind(|other| other.stamp.lt < of.stamp.lt);
            let mut told =
                same(of).filter(|other| other.stamp.lt >= of.stamp.lt && !of.is_older_than(&other.ballot.signed_on));
            let is_told_again = before.is_some_and(|before| !before.is_older_than(&of.ballot.signed_on));
            let has_visit = told.clone().any(|of| self.visit_of(of).is_some());
            let last = told.next_back().filter(|_| !is_told_again && !has_visit)?;
            Some((last.ballot.signed_on.as_str(), of.stamp.lt))
        };
        let recorded = known.iter().filter_map(came_back).collect();
        let taken = self.visits.iter().filter(is_open);
        last_left(&mut taken.filter(|made| !known.iter().any(|of| of.brought(made))), recorded)
    }

    /// The visit that a ballot brought along.
    fn visit_of(&self, record: &BallotRecord) -> Option<&VisitRecord> {
        self.visits.iter().find(|made| record.brought(made))
    }

    /// Whether a ballot was replaced by one on another paper that was taken back since: unless its form is spoiled or recorded anew, nothing says what
    /// became of it.
    fn lost_by_withdrawal(&self) -> bool {
        let is_accounted_for = |serial: &str| self.is_void(serial) || self.is_returned(serial);
        self.ballots.iter().any(|of| {
            let serial = &of.ballot.serial;
            let Some(Ended::Replaced { by }) = self.ended.get(&of.stamp.id) else { return false };
            let is_withdrawn = matches!(self.ended.get(&by.id), Some(Ended::Withdrawn { .. }));
            // It may be that only the number was put right; in doubt it is told.
            let is_another = self.ballots.iter().any(|last| last.stamp.id == by.id && last.ballot.serial != *serial);
            is_withdrawn && is_another && !is_accounted_for(serial)
        })
    }

    /// Whether such a paper lies somewhere, or a form was photographed that was never on record and isn't spoiled; where a ballot `is_returned`, unless the
    /// device recorded one since: the number may have been put right in between.
    pub fn misses_ballot(&self, is_returned: bool) -> bool {
        let is_known = |serial: &str| self.is_void(serial) || self.ballots.iter().any(|of| of.ballot.serial == serial);
        let is_recorded_since = |photo: &RecordId| {
            self.ballots.iter().any(|of| of.stamp.id.device == photo.device && of.stamp.id.n > photo.n)
        };
        let is_missed = |(photo, of): &(RecordId, Subject)| {
            matches!(of, Subject::Form(_, serial) if !is_known(serial)) && !(is_returned && is_recorded_since(photo))
        };
        self.unrecorded_paper().is_some() || self.lost_by_withdrawal() || self.photographed.iter().any(is_missed)
    }

    /// Whether a form whose number wasn't noted was handed over and not called spoiled since, as far as the numbers of the spoiled ones tell.
    pub(in crate::journal) fn holds_unnumbered_form(&self) -> bool {
        let given: Vec<&VisitRecord> = self.visits.iter().filter(|made| made.visit.gives_form()).collect();
        let noted = self.handed_over();
        let is_unnumbered = |(at, made): &(usize, &VisitRecord)| {
            // What was taken is the form that was handed over before.
            let is_taken = |made: &VisitRecord| made.visit.outcome == VisitOutcome::Collected;
            let is_same = is_taken(made) && at.checked_sub(1).is_some_and(|before| !is_taken(given[before]));
            made.visit.form.as_ref().is_none_or(|form| form.serial.is_none()) && !is_same
        };
        let mut unnumbered = given.iter().copied().enumerate().filter(is_unnumbered).map(|(_, made)| made);
        let spoiled = self.void_forms().filter(|form| !noted.contains(&&*form.serial)).map(|form| ("", form.stamp.lt));
        last_left(&mut unnumbered, spoiled.collect()).is_some()
    }
}

/// The last of the visits of whose paper nobody knows what became. What became of one was recorded later than the visit, and its paper signed by then; of
/// those that it may have been it is the one recorded first, so that as many as can be are left for the visits after.
#[inline(never)]
fn last_left<'a>(
    visits: &mut dyn Iterator<Item = &'a VisitRecord>,
    mut became: Vec<(&str, u64)>,
) -> Option<&'a VisitRecord> {
    let mut left = None;
    for made in visits {
        // ISO dates order as text, a day before its hours.
        let may_be =
            |(_, (signed_on, lt)): &(usize, &(&str, u64))| *lt >= made.stamp.lt && *signed_on <= &*made.visit.at;
        match became.iter().enumerate().filter(may_be).min_by_key(|(_, (_, lt))| *lt).map(|(at, _)| at) {
            Some(at) => drop(became.remove(at)),
            None => left = Some(made),
        }
    }
    left
}
