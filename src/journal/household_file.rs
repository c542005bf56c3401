//! What is on file for one household: its visits, every ballot ever recorded, and which of them stand.
//!
//! A ballot is never removed. It ceases to stand when its own device or the supervisor replaces or withdraws it, or when
//! the supervisor settles a conflict by name of the ballots concerned.
//!
//! Where two say different things of one paper, no clock decides between them. The later one counts if its device had heard of the other: by what it
//! names, by what its device noted that it had received, or because both are the same device's ([`RecordId::is_within`]). Else both stay, and a
//! supervisor is asked.

use super::entry::{Entry, RecordId};
use super::fact::{Check, Settle};
use super::roll_history::RollStep;
use super::state::NoEffect;
use crate::domain::ballot::{Ballot, Choice, ChoiceClass, Visit, VisitOutcome};
use crate::domain::catalogue::setting::BallotRules;
use crate::domain::form_serial::FormSerial;
use crate::domain::photo::Subject;
use crate::domain::small_map::SmallMap;
use std::cmp::Ordering;

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
    pub(super) line: Vec<RecordId>,
}

impl BallotRecord {
    /// Whether both are of one paper: they bear one number, or one puts the other's number right and says the same. Where it says something else the
    /// household may have changed its mind, on another paper.
    #[inline(never)]
    pub fn is_same_paper(&self, other: &Self) -> bool {
        let (one, other_one) = (&self.ballot, &other.ballot);
        let says_same = one.signed_on == other_one.signed_on && one.choice == other_one.choice;
        one.serial == other_one.serial || says_same && any_of(&self.line, &other.line)
    }
}

/// Why a ballot no longer stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    Replaced { by: Stamp },
    Withdrawn { by: Stamp, why: String },
    Settled { by: Stamp, why: String },
}

impl Ended {
    pub fn by(&self) -> &Stamp {
        match self {
            Self::Replaced { by } | Self::Withdrawn { by, .. } | Self::Settled { by, .. } => by,
        }
    }
}

/// Why a standing ballot is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Uncounted {
    /// Taken on another roll than the frozen one.
    OtherRoll,
    /// Signed before the first day that the notice names (BAL-3).
    BeforeNotice,
    /// Signed after the ballot was closed (I7).
    AfterClose,
    /// It names no paper: no serial, or no day on which it was signed (BAL-2).
    NoPaper,
    /// Its form was spoiled: the household was to get another one.
    Spoiled,
    /// Its title was taken off the frozen roll by a correction, or another one came in its place.
    TakenOff,
    /// Its title stands on the frozen roll and doesn't count as a household.
    NoHousehold,
}

/// What a ballot that is otherwise in order still waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// Somebody else than its recorder to read the paper.
    Check,
    /// Its correction, or another check: the second person read something else.
    Dispute,
    /// A photo of its form, or of the authority that it rests on.
    Photo,
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
    fn differs(&self, record: &BallotRecord) -> bool {
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

/// What decides whether a ballot can count: the frozen roll, the first day, and the closing day.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub roll: &'a str,
    /// How the roll came to be what it is since it was frozen: what was taken on it before a correction counts.
    pub steps: &'a [RollStep],
    /// The first day on which a paper can be signed.
    pub from: &'a str,
    pub closed_on: Option<&'a str>,
    pub rules: BallotRules,
}

impl Frame<'_> {
    /// Whether `record`, which is on `file`, is outside this frame, and how.
    pub fn excludes(&self, file: &HouseholdFile, record: &BallotRecord) -> Option<Uncounted> {
        // ISO dates order as text.
        let signed_on = record.ballot.signed_on.as_str();
        if !record.ballot.names_paper() {
            Some(Uncounted::NoPaper)
        } else if !self.is_of_this_roll(file, &record.roll) {
            Some(Uncounted::OtherRoll)
        } else if signed_on < self.from {
            Some(Uncounted::BeforeNotice)
        } else if self.closed_on.is_some_and(|day| signed_on > day) {
            Some(Uncounted::AfterClose)
        } else if file.is_spoiled(record) {
            Some(Uncounted::Spoiled)
        } else {
            None
        }
    }

    /// Whether a hash is that of the roll, now or before it was corrected, as long as the title of `file` has been on it.
    fn is_of_this_roll(&self, file: &HouseholdFile, hash: &str) -> bool {
        self.steps.iter().skip(file.since_step).any(|step| step.roll == hash)
    }

    /// What `record`, which is on `file`, waits for before it is counted.
    pub fn waits(&self, file: &HouseholdFile, record: &BallotRecord) -> Option<Wait> {
        let mut is_read = false;
        for of in &file.checks {
            if of.is_of(record) {
                // Whether the campaign asks for a check or not: where somebody read something else, nobody knows.
                if of.differs(record) {
                    return Some(Wait::Dispute);
                }
                is_read = true;
            }
        }
        if self.rules.form_photo && !file.is_photographed(&record.ballot) {
            Some(Wait::Photo)
        } else if self.rules.second_check && !is_read {
            Some(Wait::Check)
        } else {
            None
        }
    }
}

/// How a household stands in the count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing<'a> {
    NotReturned,
    /// Counted once. `also` are further ballots that say the same (one title, one vote).
    Counted {
        class: ChoiceClass,
        ballot: &'a BallotRecord,
        also: usize,
    },
    /// Returned and in order, and not counted until it has what it waits for.
    Waiting {
        ballot: &'a BallotRecord,
        wait: Wait,
        also: usize,
    },
    /// Ballots that contradict each other: none counts until the supervisor settles it.
    Conflict(Vec<&'a BallotRecord>),
    /// Settled with none of the ballots standing: invalid (I9) until the household signs again.
    Annulled,
}

impl Standing<'_> {
    /// Whether the household returned a ballot that counts, will, or might.
    pub fn is_returned(&self) -> bool {
        !matches!(self, Self::NotReturned | Self::Annulled)
    }
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

    /// The ballots that stand and are inside the frame.
    pub(super) fn live(&self, frame: Frame<'_>) -> Vec<&BallotRecord> {
        self.standing_ballots().filter(|b| frame.excludes(self, b).is_none()).collect()
    }

    pub fn standing(&self, frame: Frame<'_>) -> Standing<'_> {
        let live = self.live(frame);
        let annulled = self.annulled.as_ref().filter(|annulled| frame.is_of_this_roll(self, &annulled.roll));
        // Another of the papers that were about when none was let stand is no new signature.
        let is_signed_again = annulled.is_none_or(|annulled| live.iter().any(|of| annulled.is_before(of)));
        let is_disputed = self.ballots.iter().take(self.disputed).any(|of| frame.is_of_this_roll(self, &of.roll));
        match live.split_first() {
            None if annulled.is_some() => Standing::Annulled,
            None => Standing::NotReturned,
            Some(_) if is_disputed || !is_signed_again => Standing::Conflict(live),
            Some((first, rest)) => {
                let class = first.ballot.choice.class();
                // What is sealed can't be held against the others before it is opened.
                if live.iter().any(|b| b.ballot.choice == Choice::Sealed) {
                    Standing::Counted { class: ChoiceClass::Sealed, ballot: first, also: rest.len() }
                } else if rest.iter().any(|b| b.ballot.choice.class() != class) {
                    Standing::Conflict(live)
                } else {
                    let (also, waits) = (rest.len(), |ballot: &BallotRecord| frame.waits(self, ballot));
                    // If the second person read one of them rightly, they contradict each other.
                    let disputed = live.iter().find(|ballot| waits(ballot) == Some(Wait::Dispute));
                    // One title, one ballot: the first that lacks nothing.
                    let ballot = disputed.or_else(|| live.iter().find(|ballot| waits(ballot).is_none()));
                    let ballot = ballot.copied().unwrap_or(first);
                    match waits(ballot) {
                        Some(wait) => Standing::Waiting { ballot, wait, also },
                        None => Standing::Counted { class, ballot, also },
                    }
                }
            }
        }
    }

    /// Takes a ballot in, by a device that `had` the records up to these.
    pub(super) fn add(&mut self, record: BallotRecord, had: &[RecordId]) {
        self.pass(&record.line, had);
        let is_first = record.line.len() == 1;
        self.ballots.push(record);
        if !is_first {
            self.cross(had);
        }
    }

    /// Asks where of two ballots that come of one paper, each a correction of it, say, one was taken back and the other stands, unless that is by somebody
    /// who had heard of both.
    #[inline(never)]
    fn cross(&mut self, had: &[RecordId]) {
        let mut is_crossed = false;
        for one in &self.ballots {
            let Some(Ended::Withdrawn { by, .. }) = self.ended.get(&one.stamp.id) else { continue };
            for other in self.standing_ballots() {
                let is_heard = by.id.is_within(had) && other.stamp.id.is_within(had);
                is_crossed |= !is_heard && any_of(&one.line, &other.line);
            }
        }
        if is_crossed {
            self.ask_again();
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

    /// Whether the form of a ballot was spoiled, by the word of the ballot's own device or of a supervisor.
    pub fn is_spoiled(&self, record: &BallotRecord) -> bool {
        let mut spoiled = self.void_forms().filter(|form| form.serial == record.ballot.serial);
        spoiled.any(|form| form.by_supervisor || form.stamp.id.device == record.stamp.id.device)
    }

    /// Whether a ballot stands on the paper with this number.
    pub fn is_returned(&self, serial: &str) -> bool {
        self.standing_ballots().any(|record| record.ballot.serial == serial)
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
        let taken = self.visits.iter().rev().filter(is_open);
        // A ballot that brings its visit along is written just before it, at the same moment.
        let brought = |of: &BallotRecord| {
            let (RecordId { device, n }, at) = (&of.stamp.id, of.stamp.at);
            let mut visits = self.visits.iter().map(|made| &made.stamp);
            visits.find(|stamp| (&stamp.id.device, stamp.id.n, stamp.at) == (device, n + 1, at)).map(|stamp| stamp.lt)
        };
        // The same paper can have been recorded several times, and its number been put right. One that was taken back and isn't spoiled is to be recorded.
        let is_paper = |record: &&BallotRecord| {
            let stands = |of: &BallotRecord| self.is_settled(of) || !self.ended.contains_key(&of.stamp.id);
            let mut same = self.ballots.iter().filter(|of| of.is_same_paper(record));
            let is_known = same.clone().any(|of| stands(of) || self.is_void(&of.ballot.serial));
            let one = same.clone().rfind(|of| brought(of).is_some()).or_else(|| same.next());
            is_known && one.is_some_and(|one| one.stamp.id == record.stamp.id)
        };
        let recorded = self.ballots.iter().filter(is_paper);
        let recorded = recorded.map(|of| (of.ballot.signed_on.as_str(), brought(of).unwrap_or(of.stamp.lt)));
        first_left(taken, recorded.collect())
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
    pub(super) fn holds_unnumbered_form(&self) -> bool {
        let given: Vec<&VisitRecord> = self.visits.iter().filter(|made| made.visit.gives_form()).collect();
        let noted = self.handed_over();
        let is_unnumbered = |(at, made): &(usize, &VisitRecord)| {
            // What was taken is the form that was handed over before.
            let is_taken = |made: &VisitRecord| made.visit.outcome == VisitOutcome::Collected;
            let is_same = is_taken(made) && at.checked_sub(1).is_some_and(|before| !is_taken(given[before]));
            made.visit.form.as_ref().is_none_or(|form| form.serial.is_none()) && !is_same
        };
        let unnumbered = given.iter().copied().enumerate().filter(is_unnumbered).map(|(_, made)| made);
        let spoiled = self.void_forms().filter(|form| !noted.contains(&&*form.serial)).map(|form| ("", form.stamp.lt));
        first_left(unnumbered.collect::<Vec<_>>().into_iter().rev(), spoiled.collect()).is_some()
    }

    pub fn last_outcome(&self) -> Option<VisitOutcome> {
        self.visits.last().map(|v| v.visit.outcome)
    }

    /// The supervisor's last word over its ballots, and those that another could be about: they stand, or were settled away.
    pub(super) fn settled(&self, frame: Frame<'_>) -> Option<(&RecordId, Vec<&BallotRecord>)> {
        let word = self.words.last()?;
        let is_open = |b: &&BallotRecord| self.is_settled(b) || !self.ended.contains_key(&b.stamp.id);
        let ballots = self.ballots.iter().filter(is_open).filter(|b| frame.excludes(self, b).is_none());
        Some((&word.by.id, ballots.collect()))
    }

    /// The supervisor's word over exactly the ballots in `over`; where none stands, `roll` is the hash of the roll that it was annulled on. It takes the
    /// place of those that its device `had` heard of. If it contradicts another that isn't in place of it, neither holds; nor does any as long as what one
    /// was over was taken back or corrected by somebody who didn't know it.
    ///
    /// # Errors
    /// If another supervisor decided otherwise, or what it is over was taken back.
    pub(super) fn settle(
        &mut self,
        Settle { why, on, over, keep, .. }: &Settle,
        by: &Stamp,
        roll: Option<String>,
        had: &[RecordId],
    ) -> Result<(), NoEffect> {
        let is_crossed = self.is_taken_back(keep.as_ref().map_or(&over[..], std::slice::from_ref), had);
        let mut word = Settlement {
            over: over.clone(),
            keep: keep.clone(),
            by: by.clone(),
            why: why.clone(),
            none: roll.map(|roll| Annulled { on: on.clone(), lt: by.lt, roll }),
            is_crossed,
        };
        for of in &self.ballots {
            if over.contains(&of.stamp.id) {
                // What was corrected is the same paper.
                word.over.extend_from_slice(&of.line);
            }
        }
        let mut words = Vec::new();
        for of in std::mem::take(&mut self.words) {
            if of.by.id.is_within(had) {
                // What that one ruled out it leaves as it is.
                word.over.extend_from_slice(&of.over);
            } else {
                words.push(of);
            }
        }
        for id in over {
            if matches!(self.ended.get(id), Some(Ended::Settled { .. })) {
                self.ended.remove(id);
            }
        }
        words.push(word);
        let is_open = |one: &Settlement| one.is_crossed || words.iter().any(|other| one.contradicts(other));
        let is_disputed = words.iter().any(is_open);
        self.words = words;
        if is_disputed {
            self.ask_again();
            return Err(if is_crossed { NoEffect::NotItsBallot } else { NoEffect::SettledOtherwise });
        }
        self.disputed = 0;
        // Whichever was said last, each rules out what it does.
        for word in self.words.iter().rev() {
            for id in &word.over {
                if word.keep.as_ref() != Some(id) && !self.ended.contains_key(id) {
                    let ended = Ended::Settled { by: word.by.clone(), why: word.why.clone() };
                    self.ended.insert(id.clone(), ended);
                }
            }
        }
        let is_kept = self.words.iter().any(|word| word.none.is_none());
        self.annulled = self.words.last().filter(|_| !is_kept).and_then(|word| word.none.clone());
        self.cross(had);
        Ok(())
    }

    /// Whether any of the ballots was taken back or corrected meanwhile, perhaps for another door, so that it can't be made to stand again; or another
    /// correction of its paper was, or was made, by somebody of whom whoever `had` these hadn't heard.
    fn is_taken_back(&self, ballots: &[RecordId], had: &[RecordId]) -> bool {
        let mut lines: Vec<RecordId> = Vec::new();
        for of in &self.ballots {
            if ballots.contains(&of.stamp.id) {
                lines.extend_from_slice(&of.line);
            }
        }
        let is_ended = |id: &RecordId| self.ended.get(id).is_some_and(|ended| !matches!(ended, Ended::Settled { .. }));
        let is_unheard = |of: &BallotRecord| match self.ended.get(&of.stamp.id) {
            Some(Ended::Withdrawn { by, .. }) => !by.id.is_within(had),
            // Whoever names a ballot knows what it corrects.
            _ => !of.stamp.id.is_within(had) && !lines.contains(&of.stamp.id),
        };
        ballots.iter().any(is_ended) || self.ballots.iter().any(|of| any_of(&of.line, &lines) && is_unheard(of))
    }

    /// Ends a ballot that was replaced or withdrawn by a device that `had` the records up to these. A settlement was over what its ballots said: where one is
    /// put right or taken back though none was let stand, or the one that it let stand by another than a supervisor who knew the word, that is another
    /// case, and a supervisor has to be asked again; so it is where one is taken back that somebody else put right.
    #[inline(never)]
    pub(super) fn end(&mut self, id: &RecordId, ended: &Ended, by_supervisor: bool, had: &[RecordId]) {
        let was = self.ended.get(id);
        let is_taken_back = matches!(was, Some(Ended::Withdrawn { .. }));
        let is_of_none = was.is_some() && !is_taken_back && self.annulled.is_some();
        // What was taken back stays so, though somebody put it right as well.
        if !is_taken_back {
            self.ended.insert(id.clone(), ended.clone());
        }
        let mut is_crossed = is_of_none;
        for word in &mut self.words {
            // Once what it let stand is taken back, what it ruled out is all there is, whoever knew the word.
            let is_heard = by_supervisor && word.by.id.is_within(had) && matches!(ended, Ended::Replaced { .. });
            let is_meant = word.keep.as_ref().map_or_else(|| word.over.contains(id), |keep| keep == id);
            if is_meant && !is_heard && !is_taken_back {
                (word.is_crossed, is_crossed) = (true, true);
            }
        }
        if is_crossed {
            self.ask_again();
        }
        if matches!(ended, Ended::Withdrawn { .. }) {
            self.cross(had);
            if self.standing_ballots().next().is_none() {
                self.disputed = 0;
            }
        }
    }

    /// What was said of its ballots isn't over what they are now: those that were ruled out stand again, and none counts until a supervisor speaks.
    #[inline(never)]
    pub(super) fn ask_again(&mut self) {
        for of in &self.ballots {
            if self.is_settled(of) {
                self.ended.remove(&of.stamp.id);
            }
        }
        (self.annulled, self.disputed) = (None, self.ballots.len());
    }
}

/// The first of the visits, which are the last one first, of whose paper nobody knows what became. What became of one was recorded later than the visit, and
/// its paper signed by then; of those that it may have been it is the one signed last, so that as many as can be are left for the visits before.
#[inline(never)]
fn first_left<'a>(
    mut visits: impl Iterator<Item = &'a VisitRecord>,
    mut became: Vec<(&str, u64)>,
) -> Option<&'a VisitRecord> {
    visits.find(|made| {
        // ISO dates order as text, a day before its hours.
        let may_be =
            |(_, (signed_on, lt)): &(usize, &(&str, u64))| *lt >= made.stamp.lt && *signed_on <= &*made.visit.at;
        let last = became.iter().enumerate().filter(may_be).max_by_key(|(_, of)| **of).map(|(at, _)| at);
        last.map(|at| became.remove(at)).is_none()
    })
}

/// That none of a household's ballots was let stand.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Annulled {
    /// The day of it, where that was said: from then on it signs again.
    on: Option<String>,
    lt: u64,
    /// The roll on which it was.
    roll: String,
}

impl Annulled {
    /// Whether a paper was signed after it: not one of its day that was on record by then, on a device that hadn't heard of it.
    fn is_before(&self, record: &BallotRecord) -> bool {
        // ISO dates order as text.
        self.on.as_ref().is_none_or(|day| match record.ballot.signed_on.cmp(day) {
            Ordering::Equal => record.stamp.lt > self.lt,
            other => other.is_gt(),
        })
    }
}

/// What a supervisor said of ballots that contradict each other.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Settlement {
    /// What it is over, what that corrects, and what the words were over whose place it takes.
    over: Vec<RecordId>,
    keep: Option<RecordId>,
    by: Stamp,
    why: String,
    /// Where it lets none stand.
    none: Option<Annulled>,
    /// What it let stand, or ruled out where it let none stand, was taken back or corrected by somebody who didn't know the word.
    is_crossed: bool,
}

impl Settlement {
    /// Whether both are over some of the same ballots, and don't let the same one stand.
    fn contradicts(&self, other: &Self) -> bool {
        self.keep != other.keep && any_of(&self.over, &other.over)
    }
}

/// Whether any record is among both.
#[inline(never)]
fn any_of(these: &[RecordId], those: &[RecordId]) -> bool {
    these.iter().any(|id| those.contains(id))
}
