//! What is on file for one household: its visits, every ballot ever recorded, and which of them stand.
//!
//! A ballot is never removed. It ceases to stand when its own device or the supervisor replaces or withdraws it, or when
//! the supervisor settles a conflict by name of the ballots concerned.
//! Whose word over it holds is in `settlement`, how the household stands in the count in `standing`, what became of its papers in `papers`.

mod papers;
mod settlement;
mod standing;

pub use standing::{Frame, Standing, Uncounted, Wait};

use super::entry::{Entry, RecordId};
use super::fact::Check;
use crate::domain::ballot::{Ballot, Visit, VisitOutcome};
use crate::domain::date::day_text_in_china;
use crate::domain::photo::Subject;
use crate::domain::small_map::SmallMap;
use settlement::{Annulled, Settlement};

/// Who wrote a record and when, for people to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    pub id: RecordId,
    pub by: String,
    /// The device's clock in milliseconds since 1970 UTC; it decides nothing.
    pub at: i64,
    /// [`Entry::lt`]: what had seen another record has more of it than that.
    pub lt: u64,
}

impl Stamp {
    pub fn of(id: &RecordId, entry: &Entry) -> Self {
        Self { id: id.clone(), by: entry.by.clone(), at: entry.at, lt: entry.lt }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisitRecord {
    pub stamp: Stamp,
    pub visit: Visit,
}

/// A visit that was taken back. It stays to be read and is none of the visits any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UndoneVisit {
    pub record: VisitRecord,
    pub by: Stamp,
    pub why: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BallotRecord {
    pub stamp: Stamp,
    pub ballot: Ballot,
    pub roll: String,
    /// Why it was recorded in place of another.
    pub why: Option<String>,
    /// It, those in whose place it is, those in whose place they were, …
    pub line: Vec<RecordId>,
    /// Which paper it is of: a number that all records of it have in common, and none of another's.
    pub(super) paper: usize,
    /// Whether its paper bears another number, as it was put right.
    pub(super) is_misnumbered: bool,
    /// Whether its device had heard of no other record of its paper.
    pub(super) is_first_heard: bool,
}

impl BallotRecord {
    /// Whether it brought a visit along, which was written just after it, at the same moment.
    pub fn brought(&self, made: &VisitRecord) -> bool {
        let (one, visit) = (&self.stamp, &made.stamp);
        (&one.id.device, one.id.n + 1, one.at) == (&visit.id.device, visit.id.n, visit.at)
    }

    /// Whether what was signed on this day was signed since it was recorded.
    #[inline(never)]
    pub fn is_older_than(&self, signed_on: &str) -> bool {
        self.ballot.signed_on.as_str() < signed_on && day_text_in_china(self.stamp.at).as_str() < signed_on
    }

    /// Whether both are of one paper, by what the household's other ballots say as well.
    pub fn is_of_paper(&self, other: &Self) -> bool {
        self.paper == other.paper
    }

    /// Whether both are of one paper: they bear one number, or one puts the other's number right and says the same. Where it says something else the
    /// household may have changed its mind, on another paper. A copy bears no number of its own, nor does what was put right bear the number that it had.
    /// So are those of which each is of one paper with a third.
    #[inline(never)]
    fn is_same_paper(&self, other: &Self) -> bool {
        let (one, other_one) = (&self.ballot, &other.ballot);
        let says_same = one.signed_on == other_one.signed_on && one.choice == other_one.choice;
        let bears_number = |of: &Self| of.ballot.is_numbered() && !of.is_misnumbered;
        let has_number = bears_number(self) && bears_number(other);
        let is_put_right = any_of(&self.line, &other.line);
        one.serial == other_one.serial && (has_number || is_put_right) || says_same && is_put_right
    }
}

/// Why a ballot no longer stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    Replaced {
        by: Stamp,
    },
    /// `is_anothers`: it is of another household's paper.
    Withdrawn {
        by: Stamp,
        why: String,
        is_anothers: bool,
    },
    Settled {
        by: Stamp,
        why: String,
    },
}

impl Ended {
    pub fn by(&self) -> &Stamp {
        match self {
            Self::Replaced { by } | Self::Withdrawn { by, .. } | Self::Settled { by, .. } => by,
        }
    }
}

/// A second person's reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckRecord {
    pub stamp: Stamp,
    pub check: Check,
    /// Whoever read or corrected the paper since had heard of it.
    pub is_past: bool,
}

impl CheckRecord {
    /// Whether it is a reading of a ballot, or read something else of one that this one corrects.
    #[inline(never)]
    pub fn is_of(&self, record: &BallotRecord) -> bool {
        self.check.ballot == record.stamp.id || record.line.contains(&self.check.ballot) && self.differs(record)
    }

    /// Whether something else was read than is on record, by somebody whom nobody has overruled.
    pub fn differs(&self, record: &BallotRecord) -> bool {
        !self.is_past && !self.check.agrees(&record.ballot)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpoiledForm {
    pub stamp: Stamp,
    pub serial: String,
    pub why: String,
    /// Whether a supervisor said so. What another device says of a form ends no ballot.
    pub(super) by_supervisor: bool,
    /// Who said that it is good after all, and why.
    pub undone: Option<(Stamp, String)>,
}

impl SpoiledForm {
    pub fn is_undone(&self) -> bool {
        self.undone.is_some()
    }
}

/// A photo of one of its papers that was deleted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DroppedPhoto {
    pub of: Subject,
    pub by: Stamp,
    /// Nothing where it was deleted before a reason was asked.
    pub why: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HouseholdFile {
    pub visits: Vec<VisitRecord>,
    pub undone_visits: Vec<UndoneVisit>,
    /// Every ballot recorded, in order of logical time.
    pub ballots: Vec<BallotRecord>,
    pub ended: SmallMap<RecordId, Ended>,
    /// What second persons read, in order of logical time.
    pub checks: Vec<CheckRecord>,
    pub spoiled: Vec<SpoiledForm>,
    /// The photos of its papers that stand, and what they show.
    pub(super) photographed: Vec<(RecordId, Subject)>,
    pub dropped_photos: Vec<DroppedPhoto>,
    /// How many steps of the roll since the freeze came before this title: those of one of the same name that had been taken off meanwhile.
    pub(super) since_step: usize,
    /// It was settled with none of its ballots standing.
    annulled: Option<Annulled>,
    /// The supervisors' words over its ballots that no later one knew of, in order of logical time.
    words: Vec<Settlement>,
    /// How many ballots were on file when a supervisor had to be asked: words contradict each other, one was given over ballots that were taken back or
    /// corrected by somebody who didn't know it, or one device took back what another put right. Until a supervisor speaks none counts, on a roll that
    /// any of them is of.
    disputed: usize,
}

impl HouseholdFile {
    /// Ballots that have not been replaced, withdrawn or settled away.
    pub fn standing_ballots(&self) -> impl Iterator<Item = &BallotRecord> {
        self.ballots.iter().filter(|b| !self.ended.contains_key(&b.stamp.id))
    }

    /// Whether a supervisor settled the ballot away.
    pub fn is_settled(&self, record: &BallotRecord) -> bool {
        matches!(self.ended.get(&record.stamp.id), Some(Ended::Settled { .. }))
    }

    /// Takes a ballot in, by a device that `had` the records up to these.
    pub(super) fn add(&mut self, record: BallotRecord, had: &[RecordId]) {
        self.pass(&record.line, had);
        let (id, is_first) = (record.stamp.id.clone(), record.line.len() == 1);
        let mut paper = self.ballots.len();
        // A number that it puts right was another paper's, if anybody's.
        let is_put_right = |of: &&mut BallotRecord| {
            record.line.contains(&of.stamp.id) && of.ballot.serial != record.ballot.serial && of.is_same_paper(&record)
        };
        self.ballots.iter_mut().filter(is_put_right).for_each(|of| (of.paper, of.is_misnumbered) = (paper, true));
        for at in 0..self.ballots.len() {
            let first = self.ballots[at].paper;
            if first != paper && self.ballots[at].is_same_paper(&record) {
                self.ballots.iter_mut().filter(|of| of.paper == paper).for_each(|of| of.paper = first);
                paper = first;
            }
        }
        let is_first_heard = !self.ballots.iter().any(|of| of.paper == paper && of.stamp.id.is_within(had));
        self.ballots.push(BallotRecord { paper, is_first_heard, ..record });
        if !is_first {
            self.cross(Some(&id), had, &[]);
        }
    }

    /// Whoever reads or corrects a paper has the last word over what was read before, as far as they had heard of it.
    pub(super) fn pass(&mut self, line: &[RecordId], had: &[RecordId]) {
        for of in &mut self.checks {
            of.is_past |= line.contains(&of.check.ballot) && of.stamp.id.is_within(had);
        }
    }

    /// What the last second person read on the paper of a ballot.
    pub fn last_check(&self, ballot: &RecordId) -> Option<&CheckRecord> {
        self.checks.iter().rev().find(|of| of.check.ballot == *ballot)
    }

    /// Whether there are photos of a ballot's form and, where another signed it, of the authority (catalogue 5: proxyDoc).
    fn is_photographed(&self, ballot: &Ballot) -> bool {
        let (mut form, mut authority) = (false, !ballot.rests_on_authority());
        for (_, of) in &self.photographed {
            match of {
                Subject::Form(_, serial) => form |= *serial == ballot.serial,
                Subject::Authority(_, serial) => authority |= *serial == ballot.serial,
                _ => {}
            }
        }
        form && authority
    }

    /// Whether a form was handed over or taken back here, or a ballot was ever on record.
    pub(super) fn was_asked(&self) -> bool {
        !self.ballots.is_empty() || self.visits.iter().any(|made| made.visit.gives_form())
    }

    /// The visit at which somebody asked to be called on again, if nobody has gone there since: whoever knocked in vain before the time that was agreed
    /// kept nothing of it.
    pub fn appointment(&self) -> Option<&VisitRecord> {
        let is_knock = |visit: &Visit| visit.is_in_vain() && visit.again.is_none();
        let (at, made) = self.visits.iter().enumerate().rfind(|(_, made)| !is_knock(&made.visit))?;
        let again = made.visit.again.as_deref();
        let is_agreed = again.is_some() || made.visit.outcome == VisitOutcome::ComeBack;
        // ISO dates and times order as text, a day before its hours.
        let is_kept = self.visits[at + 1..].iter().any(|knock| Some(knock.visit.at.as_str()) >= again);
        Some(made).filter(|_| is_agreed && !is_kept)
    }

    pub fn last_outcome(&self) -> Option<VisitOutcome> {
        self.visits.last().map(|v| v.visit.outcome)
    }
}

/// Whether any record is among both.
#[inline(never)]
fn any_of(these: &[RecordId], those: &[RecordId]) -> bool {
    these.iter().any(|id| those.contains(id))
}
