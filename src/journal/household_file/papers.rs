//! What became of a household's papers: which were handed over, spoiled, returned, and which may lie in somebody's bag.

use super::{BallotRecord, Ended, HouseholdFile, SpoiledForm, Standing, VisitRecord};
use crate::domain::ballot::VisitOutcome;
use crate::domain::form_serial::FormSerial;
use crate::domain::order::sorted;
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

    /// The last visit at which a paper was taken back that isn't on record: it may lie in somebody's bag.
    #[inline(never)]
    pub fn unrecorded_paper(&self) -> Option<&VisitRecord> {
        self.taken().into_iter().rfind(|(_, paper)| paper.is_none()).map(|(made, _)| made)
    }

    /// The visits at which a paper was taken back, by day, each with a record of that paper: of the one that brought the visit along or bears the number
    /// that was noted at it or, else, of one that was signed by then and recorded since. Nothing where no paper on record is left that it may have been.
    /// That another form was handed over since says nothing of it: whoever did needn't know of the first.
    #[inline(never)]
    pub fn taken(&self) -> Vec<(&VisitRecord, Option<&BallotRecord>)> {
        let back = self.came_back();
        let its = |made: &VisitRecord| back.iter().find(|paper| paper.is_of(made));
        let is_open = |made: &&VisitRecord| {
            made.visit.outcome == VisitOutcome::Collected && (its(made).is_some() || !self.is_spoiled_since(made))
        };
        let visits = self.visits.iter().filter(is_open).collect();
        let visits = sorted(visits, |one: &&VisitRecord, other: &&VisitRecord| one.visit.at.cmp(&other.visit.at));
        let mut taken: Vec<(&VisitRecord, Option<&BallotRecord>)> =
            visits.into_iter().map(|made| (made, its(made).map(|of| of.first))).collect();
        // What a device recorded itself comes before what others did. In the order in which they were recorded, so as many as can be are left for the
        // visits after.
        for by_itself in [true, false] {
            for at in 0..taken.len() {
                let (made, found) = taken[at];
                let device = &made.stamp.id.device;
                let is_free = |of: &CameBack<'_>| {
                    let is_its = |(made, paper): &(&VisitRecord, Option<&BallotRecord>)| {
                        paper.is_some_and(|paper| paper.stamp.id == of.first.stamp.id)
                            && (!by_itself || made.stamp.id.device == *device)
                    };
                    !taken.iter().any(is_its)
                };
                let may_be = |of: &&CameBack<'_>| {
                    let since = if by_itself { of.heard } else { of.first };
                    // ISO dates order as text, a day before its hours.
                    let is_between = made.stamp.lt <= since.stamp.lt && *of.signed_on <= *made.visit.at;
                    is_between && is_free(of) && (!by_itself || of.record.stamp.id.device == *device)
                };
                taken[at].1 = found.or_else(|| back.iter().find(may_be).map(|of| of.first));
            }
        }
        taken
    }

    /// Whether the form that they had at a visit was called spoiled since and won't be recorded: by the number that was noted or, where forms are printed,
    /// by any, for one at a time is printed for a household.
    fn is_spoiled_since(&self, made: &VisitRecord) -> bool {
        let mut before = self.visits.iter().rev().filter(|of| of.stamp.lt <= made.stamp.lt);
        let had = before.find_map(|of| of.visit.form.as_ref()?.serial.as_ref());
        let mut since = self.void_forms().filter(|form| form.stamp.lt > made.stamp.lt);
        let is_recorded = |serial: &str| self.ballots.iter().any(|of| of.ballot.serial == serial);
        let is_had = |form: &SpoiledForm| match had {
            Some(had) => form.serial == *had,
            None => FormSerial::read(&form.serial).is_some(),
        };
        since.any(|form| is_had(form) && !is_recorded(&form.serial))
    }

    /// What is on record of the papers that came back, in order.
    fn came_back(&self) -> Vec<CameBack<'_>> {
        let mut back: Vec<CameBack<'_>> = Vec::new();
        for record in &self.ballots {
            let says = self.put_right(record);
            if !self.is_accounted_for(says) {
                continue;
            }
            let signed_on = says.ballot.signed_on.as_str();
            let is_same = |before: &&CameBack<'_>| before.record.is_of_paper(record);
            let same = back.iter().rfind(is_same).filter(|before| !before.first.is_older_than(signed_on));
            let (first, signed_on) = same.map_or((record, signed_on), |before| (before.first, before.signed_on));
            let heard = if record.is_first_heard { record } else { first };
            back.push(CameBack { record, first, heard, signed_on });
        }
        back
    }

    /// What a record says by now: the last that is in its place, of the same paper and not signed since it was recorded.
    fn put_right<'a>(&'a self, record: &'a BallotRecord) -> &'a BallotRecord {
        let is_in_place = |of: &&BallotRecord| of.line.contains(&record.stamp.id) && of.is_of_paper(record);
        let mut all = self.ballots.iter().filter(is_in_place);
        all.rfind(|of| !record.is_older_than(&of.ballot.signed_on)).unwrap_or(record)
    }

    /// Whether it is known what became of the paper of a record, by that alone.
    fn is_accounted_for(&self, record: &BallotRecord) -> bool {
        let mut ballots = self.ballots.iter();
        match self.ended.get(&record.stamp.id) {
            // One that was taken back and isn't spoiled is to be recorded again.
            Some(Ended::Withdrawn { by, .. }) => {
                let is_since = |of: &BallotRecord| of.is_of_paper(record) && of.stamp.lt > by.lt;
                let is_again = |of: &BallotRecord| is_since(of) && !self.is_withdrawn(&of.stamp.id);
                self.is_void(&record.ballot.serial) || ballots.any(is_again)
            }
            // It gave way to what was signed later or taken at a visit of its own; one that was taken back since is told by itself. Else it may have been
            // put right.
            Some(Ended::Replaced { by }) => ballots.any(|last| {
                let has_visit = || self.visits.iter().any(|made| last.brought(made));
                last.stamp.id == by.id && (last.ballot.signed_on > record.ballot.signed_on || has_visit())
            }),
            _ => true,
        }
    }

    fn is_withdrawn(&self, ballot: &RecordId) -> bool {
        matches!(self.ended.get(ballot), Some(Ended::Withdrawn { .. }))
    }

    /// Whether a ballot was replaced by one on another paper that was taken back since: unless its form is spoiled or recorded anew, or it counts because
    /// the other was signed too late, nothing says what became of it.
    fn lost_by_withdrawal(&self, standing: &Standing<'_>) -> bool {
        let is_accounted_for = |serial: &str| self.is_void(serial) || self.is_returned(serial);
        self.ballots.iter().any(|of| {
            let serial = &of.ballot.serial;
            let Some(Ended::Replaced { by }) = self.ended.get(&of.stamp.id) else { return false };
            // It may be that only the number was put right; in doubt it is told.
            let is_another = self.ballots.iter().any(|last| last.stamp.id == by.id && last.ballot.serial != *serial);
            self.is_withdrawn(&by.id) && is_another && !is_accounted_for(serial) && !standing.counts(of)
        })
    }

    /// Whether such a paper lies somewhere, or a form was photographed that was never on record and isn't spoiled; where a ballot is returned, as the
    /// household is `standing`, unless the device recorded one since: the number may have been put right in between.
    pub fn misses_ballot(&self, standing: &Standing<'_>) -> bool {
        let is_known = |serial: &str| self.is_void(serial) || self.ballots.iter().any(|of| of.ballot.serial == serial);
        let is_recorded_since = |photo: &RecordId| {
            self.ballots.iter().any(|of| of.stamp.id.device == photo.device && of.stamp.id.n > photo.n)
        };
        let is_missed = |(photo, of): &(RecordId, Subject)| {
            matches!(of, Subject::Form(_, serial) if !is_known(serial))
                && !(standing.is_returned() && is_recorded_since(photo))
        };
        self.unrecorded_paper().is_some()
            || self.lost_by_withdrawal(standing)
            || self.photographed.iter().any(is_missed)
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
        let unnumbered: Vec<_> =
            given.iter().copied().enumerate().filter(is_unnumbered).map(|(_, made)| made).collect();
        let spoiled: Vec<_> = self.void_forms().filter(|form| !noted.contains(&&*form.serial)).collect();
        // For each there is one that was spoiled since.
        let mut since = unnumbered.iter().rev().enumerate();
        since.any(|(n, made)| spoiled.iter().filter(|form| form.stamp.lt >= made.stamp.lt).count() <= n)
    }
}

/// A record of a paper that came back.
struct CameBack<'a> {
    record: &'a BallotRecord,
    /// What was recorded first of it, since it was signed again if it was: then it came back once more.
    first: &'a BallotRecord,
    /// The record itself where its device had heard of none of the paper by then, else the first.
    heard: &'a BallotRecord,
    /// The day on which that was signed, as it was put right.
    signed_on: &'a str,
}

impl CameBack<'_> {
    /// Whether it came back at this visit: it brought it along, or its number was noted at it.
    fn is_of(&self, made: &VisitRecord) -> bool {
        let noted = made.visit.form.as_ref().and_then(|form| form.serial.as_ref());
        self.record.brought(made) || noted == Some(&self.record.ballot.serial)
    }
}
