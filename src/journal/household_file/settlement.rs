//! Whose word holds over a household's ballots: what supervisors settled, and what ends a ballot or a settlement.
//!
//! Where two say different things of one paper, no clock decides between them. The later one counts if its device had heard of the other: by what it
//! names, by what its device noted that it had received, or because both are the same device's ([`RecordId::is_within`]). Else both stay, and a
//! supervisor is asked.

use super::{BallotRecord, Ended, Frame, HouseholdFile, Stamp, any_of};
use crate::journal::entry::RecordId;
use crate::journal::fact::Settle;
use crate::journal::state::NoEffect;
use std::cmp::Ordering;

/// That none of a household's ballots was let stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Annulled {
    /// The day of it, where that was said: from then on it signs again.
    on: Option<String>,
    lt: u64,
    /// The roll on which it was.
    pub(super) roll: String,
}

impl Annulled {
    /// Whether a paper was signed after it: not one of its day that was on record by then, on a device that hadn't heard of it.
    pub(super) fn is_before(&self, record: &BallotRecord) -> bool {
        // ISO dates order as text.
        self.on.as_ref().is_none_or(|day| match record.ballot.signed_on.cmp(day) {
            Ordering::Equal => record.stamp.lt > self.lt,
            other => other.is_gt(),
        })
    }
}

/// What a supervisor said of ballots that contradict each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Settlement {
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

impl HouseholdFile {
    /// The supervisor's last word over its ballots, and those that another could be about: they stand, or were settled away.
    pub(in crate::journal) fn settled(&self, frame: Frame<'_>) -> Option<(&RecordId, Vec<&BallotRecord>)> {
        let word = self.words.last()?;
        let is_open = |b: &&BallotRecord| self.is_settled(b) || !self.ended.contains_key(&b.stamp.id);
        let ballots = self.ballots.iter().filter(is_open).filter(|b| frame.excludes(self, b).is_none());
        Some((&word.by.id, ballots.collect()))
    }

    /// What a word over its ballots says it has heard of: the words in whose place no later one is, and what ended any of the ballots.
    pub fn heard(&self) -> Vec<RecordId> {
        let ended = self.ended.values().map(|ended| &ended.by().id);
        self.words.iter().map(|word| &word.by.id).chain(ended).cloned().collect()
    }

    /// Whether the word of a supervisor over its ballots holds as it was said: no later one took its place, nothing has crossed it, and what it let stand
    /// does, as it was or put right.
    pub fn holds(&self, word: &RecordId) -> bool {
        let stands = |keep: &RecordId| self.standing_ballots().any(|of| of.line.contains(keep));
        let holds = |one: &Settlement| one.by.id == *word && !one.is_crossed && one.keep.as_ref().is_none_or(stands);
        self.disputed == 0 && self.words.iter().any(holds)
    }

    /// Whether what a supervisor let stand was recorded by another device, isn't here, and wasn't taken back.
    #[inline(never)]
    pub fn stands_elsewhere(&self) -> bool {
        let is_elsewhere =
            |keep: &RecordId| !self.ended.contains_key(keep) && !self.ballots.iter().any(|of| of.stamp.id == *keep);
        self.words.iter().any(|word| word.none.is_none() && word.keep.as_ref().is_some_and(is_elsewhere))
    }

    /// Whether a ballot was settled away for one that is here, and not among those that are `live`: it was taken back, is spoiled, or is out of the frame.
    pub(in crate::journal) fn gave_way_to_none(&self, record: &BallotRecord, live: &[&BallotRecord]) -> bool {
        let is_gone = |keep: &RecordId| !live.iter().any(|of| of.line.contains(keep));
        let mut words = self.words.iter().filter(|word| word.over.contains(&record.stamp.id));
        let is_settled = self.is_settled(record) && !self.stands_elsewhere();
        is_settled && words.all(|word| word.none.is_none() && word.keep.as_ref().is_some_and(is_gone))
    }

    /// Whether a supervisor ruled out what a record of `file`, this one or that of a title which was merged into it, says once more: it is no news where
    /// whoever recorded it had heard of no other record of that paper. Where another reading of the paper was let stand, it is.
    pub(in crate::journal) fn rules_out(&self, file: &Self, record: &BallotRecord) -> bool {
        if !record.is_first_heard {
            return false;
        }
        let (mut is_ruled_out, mut is_kept) = (false, false);
        for BallotRecord { stamp, ballot, .. } in file.ballots.iter().filter(|of| of.paper == record.paper) {
            let says_same = ballot.choice == record.ballot.choice && ballot.signed_on == record.ballot.signed_on;
            if let Some(Ended::Settled { by, .. }) = self.ended.get(&stamp.id) {
                is_ruled_out |= says_same && by.id.device != record.stamp.id.device;
            }
            is_kept |= self.words.iter().any(|word| word.keep.as_ref() == Some(&stamp.id));
        }
        is_ruled_out && !is_kept
    }

    /// The supervisor's word over exactly the ballots in `over`; where none stands, `roll` is the hash of the roll that it was annulled on. It takes the
    /// place of those that its device `had` heard of. If it contradicts another that isn't in place of it, neither holds; nor does any as long as what one
    /// was over was taken back or corrected by somebody who didn't know it.
    ///
    /// # Errors
    /// If another supervisor decided otherwise, or what it is over was taken back.
    pub(in crate::journal) fn settle(
        &mut self,
        Settle { why, on, over, keep, instead, heard, .. }: &Settle,
        by: &Stamp,
        roll: Option<String>,
        had: &[RecordId],
    ) -> Result<(), NoEffect> {
        let mut heard = heard.clone();
        heard.extend_from_slice(instead.as_slice());
        let is_crossed = self.is_taken_back(keep.as_ref().map_or(&over[..], std::slice::from_ref), had, &heard);
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
            if of.by.id.is_known(had, &heard) {
                // What that one ruled out it leaves as it is; of what it let stand it says nothing, unless it is over that as well.
                word.over.extend(of.over.into_iter().filter(|id| of.keep.as_ref() != Some(id)));
            } else {
                words.push(of);
            }
        }
        self.unsettle(over);
        words.push(word);
        let is_contradicted = words.iter().any(|one| words.iter().any(|other| one.contradicts(other)));
        let is_disputed = is_contradicted || words.iter().any(|one| one.is_crossed);
        self.words = words;
        if is_disputed {
            self.ask_again();
            return Err(if is_contradicted { NoEffect::SettledOtherwise } else { NoEffect::NotItsBallot });
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
        self.cross(None, had, &heard);
        Ok(())
    }

    /// Whether any of the ballots was taken back or corrected meanwhile, perhaps for another door, so that it can't be made to stand again; or another
    /// correction of its paper was, or was made, by somebody that whoever speaks doesn't know of.
    fn is_taken_back(&self, ballots: &[RecordId], had: &[RecordId], heard: &[RecordId]) -> bool {
        let mut lines: Vec<RecordId> = Vec::new();
        for of in &self.ballots {
            if ballots.contains(&of.stamp.id) {
                lines.extend_from_slice(&of.line);
            }
        }
        let is_ended = |id: &RecordId| self.ended.get(id).is_some_and(|ended| !matches!(ended, Ended::Settled { .. }));
        let is_unheard = |of: &BallotRecord| match self.ended.get(&of.stamp.id) {
            Some(Ended::Withdrawn { by, .. }) => !by.id.is_known(had, heard),
            // Whoever names a ballot knows what it corrects.
            _ => !of.stamp.id.is_known(had, heard) && !lines.contains(&of.stamp.id),
        };
        ballots.iter().any(is_ended) || self.ballots.iter().any(|of| any_of(&of.line, &lines) && is_unheard(of))
    }

    /// Ends a ballot that was replaced or withdrawn by a device that `had` the records up to these. A settlement was over what its ballots said: where one is
    /// put right or taken back though none was let stand, or the one that it let stand by another than a supervisor who knew the word, that is another
    /// case, and a supervisor has to be asked again; so it is where one is taken back that somebody else put right.
    #[inline(never)]
    pub(in crate::journal) fn end(&mut self, id: &RecordId, ended: &Ended, by_supervisor: bool, had: &[RecordId]) {
        let was = self.ended.get(id);
        let is_taken_back = matches!(was, Some(Ended::Withdrawn { .. }));
        let is_of_none = was.is_some() && !is_taken_back && self.annulled.is_some();
        // What was taken back stays so, though somebody put it right as well.
        if !is_taken_back {
            self.ended.insert(id.clone(), ended.clone());
        }
        let mut is_crossed = is_of_none;
        for word in &mut self.words {
            let is_heard = by_supervisor && word.by.id.is_within(had);
            let is_meant = word.keep.as_ref().map_or_else(|| word.over.contains(id), |keep| keep == id);
            if is_meant && !is_heard && !is_taken_back {
                (word.is_crossed, is_crossed) = (true, true);
            }
        }
        if is_crossed {
            self.ask_again();
        }
        if matches!(ended, Ended::Withdrawn { .. }) {
            self.cross(Some(id), had, &[]);
            if self.standing_ballots().next().is_none() {
                self.disputed = 0;
            }
        }
    }

    /// What was said of its ballots isn't over what they are now: those that were ruled out stand again, and none counts until a supervisor speaks.
    #[inline(never)]
    pub(in crate::journal) fn ask_again(&mut self) {
        // Those of merged titles too.
        self.ended.retain(|_, ended| !matches!(ended, Ended::Settled { .. }));
        (self.annulled, self.disputed) = (None, self.ballots.len());
    }

    /// What was ruled out of these stands again.
    #[inline(never)]
    fn unsettle(&mut self, over: &[RecordId]) {
        for id in over {
            if matches!(self.ended.get(id), Some(Ended::Settled { .. })) {
                self.ended.remove(id);
            }
        }
    }

    /// The title of another file is on the roll by itself. Where it was one with this one, what was settled of the papers of both was said of another case:
    /// these stand as if nobody had spoken, and contradict each other or don't.
    pub(in crate::journal) fn part_from(&mut self, other: &Self) {
        if self.is_settled_with(other) {
            self.words.clear();
            self.ask_again();
            self.disputed = 0;
            // Of what was taken back here and put right there nobody speaks any more.
            self.cross(None, &[], &[]);
        }
    }

    /// Whether a word over its ballots is over some of another title's as well.
    pub fn is_settled_with(&self, other: &Self) -> bool {
        let is_over = |of: &BallotRecord| self.words.iter().any(|word| word.over.contains(&of.stamp.id));
        other.ballots.iter().any(is_over)
    }

    /// Asks where of two ballots that come of one paper, each a correction of it, say, one was taken back and the other stands, unless that is by somebody
    /// who had heard of both. What was said of others before, this ballot, if it is about one, leaves as it is.
    #[inline(never)]
    pub(super) fn cross(&mut self, about: Option<&RecordId>, had: &[RecordId], heard: &[RecordId]) {
        let mut is_crossed = false;
        for one in &self.ballots {
            let Some(Ended::Withdrawn { by, .. }) = self.ended.get(&one.stamp.id) else { continue };
            for other in self.standing_ballots() {
                let is_heard = by.id.is_known(had, heard) && other.stamp.id.is_known(had, heard);
                let is_meant = about.is_none_or(|id| *id == one.stamp.id || *id == other.stamp.id);
                is_crossed |= is_meant && !is_heard && any_of(&one.line, &other.line);
            }
        }
        if is_crossed {
            self.ask_again();
        }
    }
}
