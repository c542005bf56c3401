//! Which ballots of a household can count, what they wait for, and how the household stands in the count.

use super::settlement::Annulled;
use super::{BallotRecord, Ended, HouseholdFile};
use crate::domain::ballot::{Choice, ChoiceClass};
use crate::domain::catalogue::setting::BallotRules;
use crate::journal::roll_history::{RollChange, RollStep};

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
        self.is_since(file.since_step, hash)
    }

    /// Whether it is that of the roll since this step.
    fn is_since(&self, step: usize, hash: &str) -> bool {
        self.steps.get(step..).is_some_and(|steps| lead_to(steps, hash))
    }

    /// What `record` waits for before it is counted, by what is on these files.
    fn waits(&self, files: &[&HouseholdFile], record: &BallotRecord) -> Option<Wait> {
        let (mut is_read, mut is_photographed) = (!self.rules.second_check, !self.rules.form_photo);
        for file in files {
            for of in &file.checks {
                if of.is_of(record) {
                    // Whether the campaign asks for a check or not: where somebody read something else, nobody knows.
                    if of.differs(record) {
                        return Some(Wait::Dispute);
                    }
                    is_read = true;
                }
            }
            is_photographed = is_photographed || file.is_photographed(&record.ballot);
        }
        if !is_photographed {
            Some(Wait::Photo)
        } else if !is_read {
            Some(Wait::Check)
        } else {
            None
        }
    }
}

/// Whether the roll with this hash came of these steps; that of an overtaken correction, if the one that it corrected did.
fn lead_to<'s>(mut steps: &'s [RollStep], mut hash: &'s str) -> bool {
    while !steps.iter().any(|step| step.has_effect() && step.roll == hash) {
        let Some(at) = steps.iter().rposition(|step| step.roll == hash) else { return false };
        let RollChange::Overtaken(correct) = &steps[at].what else { return false };
        (steps, hash) = (&steps[..at], &correct.from);
    }
    true
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

    /// Whether this is the ballot that counts, or will once it has what it waits for.
    pub(super) fn counts(&self, record: &BallotRecord) -> bool {
        matches!(self, Self::Counted { ballot, .. } | Self::Waiting { ballot, .. } if ballot.stamp.id == record.stamp.id)
    }
}

impl HouseholdFile {
    /// The ballots that stand, or gave way only to what was signed too late, and are inside the frame.
    pub(in crate::journal) fn live(&self, frame: Frame<'_>) -> Vec<&BallotRecord> {
        let mut live = Vec::new();
        for of in &self.ballots {
            let stands = !self.ended.contains_key(&of.stamp.id) || self.gave_way_too_late(of, frame);
            if stands && frame.excludes(self, of).is_none() && !self.rules_out(self, of) {
                live.push(of);
            }
        }
        live
    }

    /// The same, and those that gave way only to what is none any more: of these nobody has spoken. Whether there are any.
    fn open(&self, frame: Frame<'_>) -> (Vec<&BallotRecord>, bool) {
        let mut open = self.live(frame);
        let left =
            self.ballots.iter().filter(|of| self.gave_way_to_none(of, &open) && frame.excludes(self, of).is_none());
        let left: Vec<&BallotRecord> = left.collect();
        let is_asked = !left.is_empty();
        open.extend(left);
        (open, is_asked)
    }

    /// Whether a household changed its mind only once the ballot was closed (catalogue 8.11): what it had signed in time counts. A day that was put right is no
    /// change of mind.
    fn gave_way_too_late(&self, record: &BallotRecord, frame: Frame<'_>) -> bool {
        let Some(Ended::Replaced { .. }) = self.ended.get(&record.stamp.id) else { return false };
        let last = self.ballots.iter().rfind(|of| of.line.contains(&record.stamp.id));
        last.is_some_and(|last| {
            let says_otherwise = last.paper != record.paper && last.ballot.choice != record.ballot.choice;
            let is_another = says_otherwise || record.is_older_than(&last.ballot.signed_on);
            is_another && frame.excludes(self, last) == Some(Uncounted::AfterClose)
        })
    }

    /// Whether a paper stands inside the frame that was on record, be it otherwise, on the roll of before this step and wasn't signed anew since, or that
    /// was signed by its day: it may have lain in somebody's bag.
    pub(in crate::journal) fn stands_since_before(&self, step: usize, day: &str, frame: Frame<'_>) -> bool {
        let is_before = |of: &BallotRecord, it: &BallotRecord| {
            of.paper == it.paper && !frame.is_since(step, &of.roll) && !of.is_older_than(&it.ballot.signed_on)
        };
        let was_on_record = |it: &BallotRecord| self.ballots.iter().any(|of| is_before(of, it));
        // ISO dates order as text.
        self.open(frame).0.into_iter().any(|it| *it.ballot.signed_on <= *day || was_on_record(it))
    }

    /// How it stands, with the papers `beside` its own of titles that were merged into it. On `files`, its own and theirs, is what was read on them and
    /// photographed of them, here or there.
    pub(in crate::journal) fn standing<'a>(
        &'a self,
        frame: Frame<'_>,
        beside: Vec<&'a BallotRecord>,
        files: &[&HouseholdFile],
    ) -> Standing<'a> {
        let (mut live, is_asked) = self.open(frame);
        let annulled = self.annulled.as_ref().filter(|annulled| frame.is_of_this_roll(self, &annulled.roll));
        // Another of the papers that were about when none was let stand is no new signature, nor is one of those that is recorded once more.
        let is_one_of_them = |of: &BallotRecord| self.ballots.iter().any(|b| b.paper == of.paper && self.is_settled(b));
        let is_new = |annulled: &Annulled, of: &BallotRecord| annulled.is_before(of) && !is_one_of_them(of);
        let is_signed_again = annulled.is_none_or(|annulled| live.iter().any(|of| is_new(annulled, of)));
        live.extend(beside);
        let is_disputed = self.ballots.iter().take(self.disputed).any(|of| frame.is_of_this_roll(self, &of.roll));
        match live.split_first() {
            None if annulled.is_some() => Standing::Annulled,
            None => Standing::NotReturned,
            Some(_) if is_asked || is_disputed || !is_signed_again => Standing::Conflict(live),
            Some((first, rest)) => {
                let class = first.ballot.choice.class();
                // What is sealed can't be held against the others before it is opened.
                if live.iter().any(|b| b.ballot.choice == Choice::Sealed) {
                    Standing::Counted { class: ChoiceClass::Sealed, ballot: first, also: rest.len() }
                } else if rest.iter().any(|b| b.ballot.choice.class() != class) {
                    Standing::Conflict(live)
                } else {
                    let (also, waits) = (rest.len(), |ballot: &BallotRecord| frame.waits(files, ballot));
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
}
