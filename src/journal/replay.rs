//! How each record changes the state. Replay is total: every record either takes effect or is remarked upon, none is lost or fatal.

use super::compound::{AnswerVersion, Compound, PhotoRecord, StrayPaper};
use super::entry::{Entry, RecordId, derive_campaign_id};
use super::fact::{Assign, BallotTaken, Fact, Issue, RollImported};
use super::household_file::{
    BallotRecord, CheckRecord, DroppedPhoto, Ended, HouseholdFile, SpoiledForm, Stamp, UndoneVisit, VisitRecord,
};
use super::state::{NoEffect, Remark, State};
use crate::domain::ballot::Choice;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::{BallotRules, Settings};
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::roll::{Counts as TitlesCounted, Roll};
use crate::domain::typed::are_two_people;
use std::rc::Rc;

/// How much a clock may go back, in milliseconds, without being called set back: networks correct it by seconds.
const TOLERANCE: i64 = 120_000;

impl State {
    /// Takes one record in, on top of all that come before it. After one [of authority](Fact::is_of_authority) all have to be taken in anew.
    pub fn apply(&mut self, id: &RecordId, entry: &Entry) {
        let stamp = Stamp::of(id, entry);
        let clock = self.clocks.get_or_insert_with(id.device.clone(), || entry.at);
        if entry.at.saturating_add(TOLERANCE) < *clock {
            self.set_back.push(stamp.clone());
        }
        *clock = entry.at;
        let heard = self.heard.get_or_default(id.device.clone());
        heard.add(id.n);
        let taken = self.take(&stamp, &entry.fact);
        let compound = entry.fact.compound().and_then(|id| self.compounds.get_mut(id));
        match (compound, &taken, &entry.fact) {
            // What has no effect itself may have ended that of another.
            (Some(compound), _, fact) if fact.is_of_the_count() => compound.hold_close(&stamp),
            // Whoever closed it has been revoked since: what was told as a result is none.
            (Some(compound), Err(NoEffect::Revoked), Fact::Close(_)) if compound.closed.is_none() => {
                compound.close_undone = Some(stamp.clone());
            }
            _ => {}
        }
        if let Err(why) = taken {
            self.remarks.push(Remark { stamp, why });
        }
    }

    fn take(&mut self, stamp: &Stamp, fact: &Fact) -> Result<(), NoEffect> {
        let device = &stamp.id.device;
        // What a revoked device notes of its own files still holds: without that it would number its bundles from 1 again.
        let is_of_its_own = fact.is_note() && !matches!(fact, Fact::Received(_) | Fact::Issued(_));
        if self.is_revoked(&stamp.id) && !is_of_its_own {
            return Err(NoEffect::Revoked);
        }
        if fact.is_supervisors() && !matches!(fact, Fact::Found(_)) && !self.is_supervisor(device) {
            return Err(NoEffect::NotASupervisor);
        }
        let mut had = if fact.is_of_the_count() { self.had(&stamp.id) } else { Vec::new() };
        match fact {
            Fact::Found(found) => {
                if self.founder.is_some() || derive_campaign_id(device, &found.nonce) != self.campaign {
                    return Err(NoEffect::NotTheFounding);
                }
                self.founder = Some(device.clone());
                self.terms = Some(found.terms.clone());
            }
            Fact::Terms(terms) => {
                self.terms = Some(terms.clone());
                let (counts, rules) = (self.counts(), self.ballot_rules());
                for compound in self.compounds.values_mut() {
                    compound.count(counts);
                    compound.rules = rules;
                }
            }
            Fact::Compound(card) => match self.compounds.get_mut(&card.id) {
                Some(compound) => compound.card = card.clone(),
                None => {
                    self.compounds.insert(card.id.clone(), Compound::new(card.clone(), self.ballot_rules()));
                }
            },
            Fact::RollPart(part) => {
                let compound = self.compound(&part.compound)?;
                compound.parts.get_or_default((device.clone(), part.import)).push(part.clone());
            }
            Fact::Roll(imported) => self.complete_roll(stamp, imported)?,
            Fact::Freeze(freeze) => {
                let compound = self.compound(&freeze.compound)?;
                if compound.frozen.is_some() {
                    return Err(NoEffect::RollFrozen);
                }
                if compound.roll.as_ref().is_none_or(|roll| roll.hash() != freeze.roll) {
                    return Err(NoEffect::RollIncomplete);
                }
                compound.count(freeze.counts.unwrap_or_default());
                compound.freeze(stamp);
            }
            Fact::Notice(posted) => {
                if !posted.notice.complete() {
                    return Err(NoEffect::IncompleteNotice);
                }
                let lead = self.terms.as_ref().map_or(0, |terms| terms.notice_lead_days);
                self.open_compound(&posted.compound)?.post(stamp, posted, lead)?;
            }
            Fact::Answer(given) => {
                let version = AnswerVersion { stamp: stamp.clone(), answer: given.answer.clone() };
                let compound = self.compound(&given.compound)?;
                let items = compound.answers.get_or_default(given.place.clone());
                items.get_or_default(given.item.clone()).push(version);
            }
            Fact::Visit(made) => {
                let file = self.file(&made.compound, &made.household)?;
                file.visits.push(VisitRecord { stamp: stamp.clone(), visit: made.visit.clone() });
            }
            Fact::VisitUndone(undone) => {
                let may = undone.visit.device == *device || self.is_supervisor(device);
                // A tablet hears of what a supervisor takes back of others' as well.
                let is_here = self.not_here(std::slice::from_ref(&undone.visit)).is_empty();
                let file = self.file(&undone.compound, &undone.household)?;
                let at = file.visits.iter().position(|made| made.stamp.id == undone.visit);
                let Some(at) = at.filter(|_| may) else {
                    return if is_here { Err(NoEffect::NotItsVisit) } else { Ok(()) };
                };
                let record = file.visits.remove(at);
                file.undone_visits.push(UndoneVisit { record, by: stamp.clone(), why: undone.why.clone() });
            }
            Fact::Ballot(taken) => self.take_ballot(stamp, taken, &had)?,
            Fact::Check(check) => {
                let file = self.file(&check.compound, &check.household)?;
                let ballot = file.ballots.iter().find(|b| b.stamp.id == check.ballot).ok_or(NoEffect::NotItsBallot)?;
                if !are_two_people(&ballot.stamp.by, &check.checker) {
                    return Err(NoEffect::CheckedByRecorder);
                }
                let line = ballot.line.clone();
                file.pass(&line, &had);
                file.checks.push(CheckRecord { stamp: stamp.clone(), check: check.clone(), is_past: false });
            }
            Fact::Spoil(spoil) => {
                let by_supervisor = self.is_supervisor(device);
                let file = self.file(&spoil.compound, &spoil.household)?;
                let (serial, why) = (spoil.serial.clone(), spoil.why.clone());
                file.spoiled.push(SpoiledForm { stamp: stamp.clone(), serial, why, by_supervisor, undone: None });
            }
            Fact::SpoilUndone(undone) => {
                let may = undone.spoil.device == *device || self.is_supervisor(device);
                let file = self.file(&undone.compound, &undone.household)?;
                let mut spoiled = file.spoiled.iter_mut().filter(|form| may && !form.is_undone());
                let form = spoiled.find(|form| form.stamp.id == undone.spoil).ok_or(NoEffect::NotItsForm)?;
                form.undone = Some((stamp.clone(), undone.why.clone()));
            }
            Fact::Stray(stray) => {
                let paper = StrayPaper { stamp: stamp.clone(), stray: stray.clone(), undone: None };
                self.compound(&stray.compound)?.strays.push(paper);
            }
            Fact::StrayUndone(undone) => {
                let may = undone.stray.device == *device || self.is_supervisor(device);
                let mut strays = self.compound(&undone.compound)?.strays.iter_mut();
                let paper = strays.find(|of| may && of.undone.is_none() && of.stamp.id == undone.stray);
                paper.ok_or(NoEffect::NotItsPaper)?.undone = Some((stamp.clone(), undone.why.clone()));
            }
            Fact::Withdraw(withdraw) => {
                let (why, is_anothers) = (withdraw.why.clone(), withdraw.is_anothers);
                let ended = Ended::Withdrawn { by: stamp.clone(), why, is_anothers };
                let (compound, household) = (&withdraw.compound, &withdraw.household);
                let by_supervisor = self.is_supervisor(device);
                let elsewhere = self.not_here(&withdraw.ballots);
                let ended_now = self.end_ballots(&had, compound, household, &withdraw.ballots, &ended)?;
                if ended_now + elsewhere.len() == 0 {
                    return Err(NoEffect::NotItsBallot);
                }
                // It may be the one that a word let stand.
                let file = self.file(compound, household)?;
                for id in elsewhere.into_iter().filter(|_| by_supervisor) {
                    file.ended.insert(id, ended.clone());
                }
            }
            Fact::Settle(settle) => {
                let compound = self.compound(&settle.compound)?;
                // Said by somebody who believed two titles one that aren't, or that the other one of them stayed.
                let is_anothers = settle.over.iter().any(|id| compound.is_anothers(id, &settle.household));
                let roll = compound.frozen_roll().map(|roll| roll.hash().to_owned());
                let elsewhere = self.not_here(&settle.over);
                had.extend_from_slice(&settle.known);
                let file = self.file(&settle.compound, &settle.household)?;
                let known = |id: &RecordId| file.ballots.iter().any(|b| b.stamp.id == *id);
                // Some may be void by now, their device having been revoked: what was ruled out stays so, and where the one that was to stand is gone
                // none does. Over none, it would make an invalid ballot out of a household that has not returned any. A tablet hears of settlements
                // over others' ballots, which aren't gone.
                let is_about = |id: &RecordId| known(id) || elsewhere.contains(id);
                if !settle.over.iter().any(is_about) || settle.keep.as_ref().is_some_and(|k| !settle.over.contains(k)) {
                    return Err(NoEffect::NotItsBallot);
                }
                // Without a roll none are one.
                let roll = roll.ok_or(NoEffect::BeforeRollOrNotice)?;
                if is_anothers {
                    return Err(NoEffect::NotOneTitle);
                }
                let annulled = (!settle.keep.as_ref().is_some_and(is_about)).then_some(roll);
                file.settle(settle, stamp, annulled, &had)?;
            }
            Fact::Close(close) => {
                let sees_whole = self.has_all(&close.known, &close.lost);
                self.compound(&close.compound)?.close(stamp, close, sees_whole)?;
            }
            Fact::Reopen(reopen) => self.compound(&reopen.compound)?.reopen(stamp),
            Fact::Enrol(enrol) => {
                self.enrolled.insert(enrol.device.clone(), enrol.clone());
            }
            Fact::Exported(exported) => {
                self.exports.insert(device.clone(), (exported.clone(), stamp.clone()));
            }
            // Known already, see `of`.
            Fact::Revoke(_) => {}
            Fact::Deputy(deputy) if self.named.get(&deputy.device) == Some(&stamp.id) => {
                self.deputies.insert(deputy.device.clone(), stamp.id.clone());
            }
            Fact::Deputy(deputy) if !self.enrolled.contains_key(&deputy.device) => return Err(NoEffect::NotEnrolled),
            Fact::Deputy(_) => {}
            Fact::Assign(Assign { compound, building, devices }) => {
                self.compound(compound)?.assigned.insert(building.clone(), devices.clone());
            }
            Fact::Thaw(thaw) => {
                let compound = self.open_compound(&thaw.compound)?;
                if compound.frozen.is_none() {
                    return Err(NoEffect::NotFrozen);
                }
                compound.thaw(stamp, &thaw.why);
                let counts = self.counts();
                self.compound(&thaw.compound)?.count(counts);
            }
            Fact::Correct(correct) => {
                let compound = self.open_compound(&correct.compound)?;
                let Some(roll) = compound.frozen_roll() else { return Err(NoEffect::NotFrozen) };
                // Another supervisor corrected it meanwhile, or it was thawed.
                if roll.hash() != correct.from {
                    compound.overtake(stamp, correct);
                    return Err(NoEffect::RollIsAnother);
                }
                let corrected = roll.corrected(&correct.put, &correct.take);
                if corrected.hash() != correct.roll {
                    return Err(NoEffect::RollIncomplete);
                }
                compound.correct(stamp, correct, corrected);
            }
            Fact::Opened(opened) if opened.secret.choice == Choice::Sealed => return Err(NoEffect::BadSeal),
            Fact::Opened(opened) => {
                let file = self.file(&opened.compound, &opened.household)?;
                let sealed = file.ballots.iter_mut().find(|b| b.stamp.id == opened.ballot && b.ballot.sealed.is_some());
                sealed.ok_or(NoEffect::NotItsBallot)?.ballot.reveal(opened.secret.clone());
            }
            Fact::Photo(taken) => {
                if !taken.photo.is_sound() {
                    return Err(NoEffect::BadPhoto);
                }
                if let Some(household) = taken.of.household() {
                    let file = self.file(&taken.compound, household)?;
                    file.photographed.push((stamp.id.clone(), taken.of.clone()));
                }
                let record = PhotoRecord { stamp: stamp.clone(), taken: taken.clone() };
                self.compound(&taken.compound)?.photos.get_or_default(taken.of.clone()).push(record);
            }
            Fact::PhotoDropped(dropped) => {
                if dropped.photo.device != *device && !self.is_supervisor(device) {
                    return Err(NoEffect::NotItsPhoto);
                }
                let compound = self.compound(&dropped.compound)?;
                let is_it = |photo: &PhotoRecord| photo.stamp.id == dropped.photo;
                let of = compound.all_photos().find(|photo| is_it(photo)).map(|photo| photo.taken.of.clone());
                let of = of.ok_or(NoEffect::NotItsPhoto)?;
                compound.photos.get_or_default(of.clone()).retain(|photo| !is_it(photo));
                if let Some(household) = of.household() {
                    let file = self.file(&dropped.compound, household)?;
                    file.photographed.retain(|(photo, _)| *photo != dropped.photo);
                    let why = dropped.why.clone();
                    file.dropped_photos.push(DroppedPhoto { of, by: stamp.clone(), why });
                }
            }
            Fact::PhotosOut(out) => self.photos_out.insert(device.clone(), out.clone()),
            Fact::SurveyNeed(said) => {
                let needs = &mut self.compound(&said.compound)?.needs;
                needs.insert(said.place.clone(), (stamp.clone(), said.need.clone()));
            }
            Fact::Position(taken) if !taken.position.is_sound() => return Err(NoEffect::NoSuchPlace),
            Fact::Position(taken) => {
                let positions = &mut self.compound(&taken.compound)?.positions;
                positions.insert(taken.place.clone(), (stamp.clone(), taken.position.clone()));
            }
            Fact::Issued(issued) => {
                let last = match issued.what {
                    Issue::Packet => &mut self.packet,
                    Issue::Trust => &mut self.trust_list,
                };
                if last.as_ref().is_none_or(|(known, _)| known.number <= issued.number) {
                    *last = Some((issued.clone(), stamp.clone()));
                }
            }
            Fact::PacketTaken(taken) => {
                self.packets_taken.insert(device.clone(), (taken.clone(), stamp.clone()));
            }
            Fact::Received(received) => {
                self.received.get_or_default(received.device.clone()).push((received.clone(), stamp.clone()));
            }
            Fact::Receipted(receipted) => {
                if self.receipts.get(device).is_none_or(|(known, _)| known.last < receipted.last) {
                    self.receipts.insert(device.clone(), (receipted.clone(), stamp.clone()));
                }
            }
        }
        Ok(())
    }

    fn compound(&mut self, id: &CompoundId) -> Result<&mut Compound, NoEffect> {
        self.compounds.get_mut(id).ok_or(NoEffect::UnknownCompound)
    }

    /// A compound whose count isn't fixed: after the close the roll and the notice stay as they are, until it is opened again.
    fn open_compound(&mut self, id: &CompoundId) -> Result<&mut Compound, NoEffect> {
        let compound = self.compound(id)?;
        if compound.closed.is_some() { Err(NoEffect::Closed) } else { Ok(compound) }
    }

    /// Whether all of these devices' records are here, up to those that are named, but for those that are `lost`. What a collector's device recorded
    /// comes in bundles alone, so that what is missing before the last one that came was lost on the device.
    fn has_all(&self, lasts: &[RecordId], lost: &[RecordId]) -> bool {
        let has = |RecordId { device, n: last }: &RecordId| {
            let Some(heard) = self.heard.get(device).filter(|heard| heard.last >= *last) else { return false };
            let is_lost = |n: u64| lost.iter().any(|id| id.device == *device && id.n == n);
            let mut gaps = heard.gaps.iter().filter(|(from, _)| from <= last);
            !self.is_supervisor(device) || gaps.all(|(from, to)| (*from..=*to.min(last)).all(is_lost))
        };
        lasts.iter().all(has)
    }

    /// Those of the records that may yet come from their devices.
    fn not_here(&self, ids: &[RecordId]) -> Vec<RecordId> {
        let is_here = |id: &RecordId| self.is_revoked(id) || self.has_all(std::slice::from_ref(id), &[]);
        ids.iter().filter(|id| !is_here(id)).cloned().collect()
    }

    /// The file of a household on the frozen roll, the notice being posted, or of what was one: who records something of it needn't know that it is none any
    /// more. Once the roll was thawed, of one on whatever roll.
    fn file(&mut self, compound: &CompoundId, household: &HouseholdId) -> Result<&mut HouseholdFile, NoEffect> {
        let compound = self.compound(compound)?;
        let is_open = compound.frame().is_some();
        // Whoever records something between a thaw and the new notice can't know of either.
        if !is_open && compound.thawed().is_none() {
            return Err(NoEffect::BeforeRollOrNotice);
        }
        if is_open && !compound.is_counted(household) && !compound.was_counted(household) {
            return Err(NoEffect::NotOnRoll);
        }
        match compound.frozen_roll().and_then(|roll| roll.rank(household)) {
            Some(at) => compound.files.get_mut(at).ok_or(NoEffect::NotOnRoll),
            None => Ok(compound.off_roll.get_or_default(household.clone())),
        }
    }

    /// Which titles count in N, for rolls that aren't frozen yet.
    fn counts(&self) -> TitlesCounted {
        self.terms.as_ref().map(|terms| terms.settings.counts()).unwrap_or_default()
    }

    /// What a ballot needs to be counted.
    fn ballot_rules(&self) -> BallotRules {
        self.terms.as_ref().map_or_else(|| Settings::default().ballot_rules(), Terms::ballot_rules)
    }

    fn complete_roll(&mut self, stamp: &Stamp, imported: &RollImported) -> Result<(), NoEffect> {
        let counts = self.counts();
        let compound = self.compound(&imported.compound)?;
        if compound.frozen.is_some() {
            return Err(NoEffect::RollFrozen);
        }
        let parts = compound.parts.remove(&(stamp.id.device.clone(), imported.import)).unwrap_or_default();
        let complete = parts.len() as u64 == imported.parts;
        let roll = Roll::new(parts.into_iter().flat_map(|part| part.households).collect());
        if !complete || roll.hash() != imported.roll {
            return Err(NoEffect::RollIncomplete);
        }
        compound.roll = Some(Rc::new(roll));
        compound.count(counts);
        Ok(())
    }

    fn take_ballot(&mut self, stamp: &Stamp, taken: &BallotTaken, had: &[RecordId]) -> Result<(), NoEffect> {
        if (taken.ballot.choice == Choice::Sealed) != taken.ballot.sealed.is_some() {
            return Err(NoEffect::BadSeal);
        }
        let ended = Ended::Replaced { by: stamp.clone() };
        self.end_ballots(had, &taken.compound, &taken.household, &taken.replaces, &ended)?;
        let file = self.file(&taken.compound, &taken.household)?;
        let mut line = vec![stamp.id.clone()];
        line.extend_from_slice(&taken.replaces);
        for of in &file.ballots {
            if taken.replaces.contains(&of.stamp.id) {
                line.extend_from_slice(&of.line);
            }
        }
        let (ballot, roll, why) = (taken.ballot.clone(), taken.roll.clone(), taken.why.clone());
        let stamp = stamp.clone();
        let (paper, is_misnumbered, is_first_heard) = (0, false, true);
        file.add(BallotRecord { stamp, ballot, roll, why, line, paper, is_misnumbered, is_first_heard }, had);
        Ok(())
    }

    /// What the device of a record had when it wrote it, by the last record of each device: its own, and what it had noted that it received.
    #[inline(never)]
    fn had(&self, id: &RecordId) -> Vec<RecordId> {
        let mut had = vec![id.clone()];
        for notes in self.received.values() {
            for (received, by) in notes {
                if by.id.device == id.device {
                    had.push(RecordId { device: received.device.clone(), n: received.last });
                }
            }
        }
        had
    }

    /// Ends those of the ballots that are there, all or none, and says how many. A device may end its own, a supervisor any.
    fn end_ballots(
        &mut self,
        had: &[RecordId],
        compound: &CompoundId,
        household: &HouseholdId,
        ballots: &[RecordId],
        ended: &Ended,
    ) -> Result<usize, NoEffect> {
        let by = &ended.by().id.device;
        let supervisor = self.is_supervisor(by);
        let file = self.file(compound, household)?;
        let present = |id: &RecordId| file.ballots.iter().any(|b| b.stamp.id == *id);
        // One that is lost must not take the ballot that replaces it along.
        let may_end = |id: &RecordId| supervisor || id.device == *by || !present(id);
        if !ballots.iter().all(may_end) {
            return Err(NoEffect::NotItsBallot);
        }
        let found: Vec<RecordId> = ballots.iter().filter(|id| present(id)).cloned().collect();
        let ended_now = found.len();
        for id in found {
            file.end(&id, ended, supervisor, had);
        }
        Ok(ended_now)
    }
}
