//! What a journal adds up to. Replay is total: every record either takes effect or is remarked upon, none is lost or fatal.
//!
//! State is rebuilt by applying all records in order of (logical time, device, number). A record written here has the
//! highest logical time, so it can be applied on top; after a merge, a revocation or a new deputy everything is replayed.

use super::authority::{self, Authority};
use super::entry::{Entry, RecordId, derive_campaign_id};
use super::fact::{
    Assign, BallotTaken, Enrol, Exported, Fact, Issue, Issued, PacketTaken, PhotoTaken, PhotosOut, Receipted, Received,
    Revoke, RollImported, RollPart, SurveyNeed,
};
use super::household_file::{BallotRecord, Ended, Frame, HouseholdFile, Stamp, Standing, Uncounted, VisitRecord};
use crate::domain::answer::Answer;
use crate::domain::ballot::{Choice, ChoiceClass};
use crate::domain::campaign::{CompoundCard, Terms};
use crate::domain::ids::{BuildingNo, CampaignId, CompoundId, DeviceId, HouseholdId};
use crate::domain::notice::Notice;
use crate::domain::order::sorted;
use crate::domain::photo::{Position, Subject};
use crate::domain::place::Place;
use crate::domain::roll::{Building, Counts as TitlesCounted, Roll};
use crate::domain::small_map::SmallMap;
use crate::domain::tally::{Counts, Tally};
use std::rc::Rc;

/// Why a readable record has no effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoEffect {
    /// Only a supervisor of the campaign may say this.
    NotASupervisor,
    /// The campaign has a founder already, or the id doesn't belong to this one.
    NotTheFounding,
    UnknownCompound,
    /// The household is not on the roll.
    NotOnRoll,
    /// Recorded before the roll was frozen or the notice posted.
    BeforeRollOrNotice,
    /// The parts of the roll are not all there, or don't give the hash.
    RollIncomplete,
    /// The roll is frozen already.
    RollFrozen,
    /// It refers to a ballot that isn't there or isn't this device's to change.
    NotItsBallot,
    /// Closing while households are in conflict.
    UnsettledConflicts,
    /// A notice with blanks.
    IncompleteNotice,
    /// Closing while ballots are sealed.
    StillSealed,
    /// A ballot says that it is sealed and isn't, or the other way round.
    BadSeal,
    /// Its device was revoked before it.
    Revoked,
    /// The roll isn't frozen.
    NotFrozen,
    /// A deputy that isn't enrolled.
    NotEnrolled,
    /// A photo larger than any that is taken in here.
    BadPhoto,
    /// A position that isn't on earth.
    NoSuchPlace,
    /// It drops a photo that isn't there or isn't this device's.
    NotItsPhoto,
}

/// A record without effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    pub stamp: Stamp,
    pub why: NoEffect,
}

/// One version of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerVersion {
    pub stamp: Stamp,
    pub answer: Answer,
}

/// A photo on file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoRecord {
    pub stamp: Stamp,
    pub taken: PhotoTaken,
}

/// A compound with all that is on file for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compound {
    pub card: CompoundCard,
    /// The imported roll; it can be imported anew until it is frozen.
    pub roll: Option<Rc<Roll>>,
    pub frozen: Option<Stamp>,
    pub notice: Option<(Stamp, Notice)>,
    /// Last day of the ballot, once closed.
    pub closed: Option<(Stamp, String)>,
    /// A closing that had no effect because of conflicts, until the ballot is closed again.
    pub close_undone: Option<Stamp>,
    /// When and why the roll was last thawed.
    pub thawed: Option<(Stamp, String)>,
    /// The devices that go to a building, where that was said.
    pub assigned: SmallMap<BuildingNo, Vec<DeviceId>>,
    /// Versions of each answer in order, by place and item; the last one counts.
    answers: SmallMap<Place, SmallMap<String, Vec<AnswerVersion>>>,
    /// Of every title of the frozen roll, in order of id; none before the freeze.
    files: Vec<HouseholdFile>,
    /// Of titles of a roll that was thawed: until the next is frozen of all, after that of those that it doesn't have.
    off_roll: SmallMap<HouseholdId, HouseholdFile>,
    parts: SmallMap<(DeviceId, u64), Vec<RollPart>>,
    /// Photos that stand, in the order in which they were taken, by what they show.
    photos: SmallMap<Subject, Vec<PhotoRecord>>,
    needs: SmallMap<Place, (Stamp, SurveyNeed)>,
    positions: SmallMap<Place, (Stamp, Position)>,
}

impl Compound {
    fn new(card: CompoundCard) -> Self {
        Self {
            card,
            roll: None,
            frozen: None,
            notice: None,
            closed: None,
            close_undone: None,
            thawed: None,
            assigned: SmallMap::default(),
            answers: SmallMap::default(),
            files: Vec::new(),
            off_roll: SmallMap::default(),
            parts: SmallMap::default(),
            photos: SmallMap::default(),
            needs: SmallMap::default(),
            positions: SmallMap::default(),
        }
    }

    /// The roll, once it is frozen.
    pub fn frozen_roll(&self) -> Option<&Roll> {
        self.frozen.as_ref().and(self.roll.as_deref())
    }

    /// What ballots are measured by; `None` until the roll is frozen and the notice posted: nothing can be recorded.
    pub fn frame(&self) -> Option<Frame<'_>> {
        let roll = self.frozen_roll()?;
        let (_, notice) = self.notice.as_ref()?;
        Some(Frame {
            roll: roll.hash(),
            posted_on: &notice.posted_on,
            closed_on: self.closed.as_ref().map(|(_, day)| day.as_str()),
        })
    }

    /// What is on file for a title of the frozen roll.
    pub fn file(&self, household: &HouseholdId) -> Option<&HouseholdFile> {
        self.files.get(self.frozen_roll()?.rank(household)?)
    }

    /// The titles of the frozen roll with what is on file, in order of id.
    fn files(&self) -> impl Iterator<Item = (&HouseholdId, &HouseholdFile)> {
        self.frozen_roll().into_iter().flat_map(Roll::ids).zip(&self.files)
    }

    /// Those of the titles that are households. What was recorded for another before the rule was changed stays on file and is none of the count's.
    fn counted_files(&self) -> impl Iterator<Item = (&HouseholdId, &HouseholdFile)> {
        self.files().filter(|(id, _)| self.is_counted(id))
    }

    fn is_counted(&self, id: &HouseholdId) -> bool {
        self.frozen_roll().is_some_and(|roll| roll.get(id).is_some_and(|household| roll.counts(household)))
    }

    /// How a household stands; `NotReturned` while nothing can be recorded.
    pub fn standing(&self, household: &HouseholdId) -> Standing<'_> {
        match (self.frame(), self.file(household)) {
            (Some(frame), Some(file)) => file.standing(frame),
            _ => Standing::NotReturned,
        }
    }

    pub fn answer(&self, place: &Place, item: &str) -> Option<&Answer> {
        self.answer_versions(place, item).last().map(|v| &v.answer)
    }

    pub fn answer_versions(&self, place: &Place, item: &str) -> &[AnswerVersion] {
        self.answers.get(place).and_then(|items| items.get(item)).map_or(&[], Vec::as_slice)
    }

    /// The places about which anything was ever answered, in order.
    pub fn answered_places(&self) -> impl Iterator<Item = &Place> {
        self.answers.keys()
    }

    /// The photos of something that stand, in the order in which they were taken.
    pub fn photos(&self, of: &Subject) -> &[PhotoRecord] {
        self.photos.get(of).map_or(&[], Vec::as_slice)
    }

    /// All photos that stand.
    pub fn all_photos(&self) -> impl Iterator<Item = &PhotoRecord> {
        self.photos.values().flatten()
    }

    /// Whether a place needs to be surveyed, and who said so, if it isn't as usual.
    pub fn need(&self, place: &Place) -> Option<&(Stamp, SurveyNeed)> {
        self.needs.get(place).filter(|(_, need)| *need != SurveyNeed::Usual)
    }

    /// How many photos there are of what an item asks about, at whatever place.
    pub fn photos_of(&self, item: &str) -> usize {
        let is_of = |subject: &Subject| match subject {
            Subject::Item(_, of) => of == item,
        };
        self.photos.iter().filter(|(subject, _)| is_of(subject)).map(|(_, photos)| photos.len()).sum()
    }

    /// Whether somebody said that a place needs no survey.
    pub fn is_left_out(&self, place: &Place) -> bool {
        matches!(self.need(place), Some((_, SurveyNeed::NotNeeded(_))))
    }

    /// The buildings of the roll with their stairwells, but for those of which somebody said that they need no survey: what is to be demolished, say,
    /// holds nothing up and pays for nothing. `None` without a roll.
    pub fn surveyed_buildings(&self) -> Option<Vec<Building>> {
        let mut buildings = self.roll.as_ref()?.buildings();
        buildings.retain(|building| !self.is_left_out(&Place::Building(building.no.clone())));
        for Building { no, stairwells, .. } in &mut buildings {
            stairwells.retain(|stairwell| !self.is_left_out(&Place::Stairwell(no.clone(), stairwell.no.clone())));
        }
        Some(buildings)
    }

    /// The place that a place is in: of a household the stairwell or, where it belongs to none, the building.
    pub fn around(&self, place: &Place) -> Option<Place> {
        match place {
            Place::Stairwell(no, _) => Some(Place::Building(no.clone())),
            Place::Household(id) => {
                let roll = self.roll.as_ref()?;
                let household = roll.get(id)?;
                let (building, stairwell) = (household.building.clone(), household.stairwell.clone());
                Some(match roll.is_outside(household) {
                    true => Place::Building(building),
                    false => Place::Stairwell(building, stairwell),
                })
            }
            Place::Compound | Place::Building(_) | Place::Dossier(_) => None,
        }
    }

    pub fn position(&self, place: &Place) -> Option<&(Stamp, Position)> {
        self.positions.get(place)
    }

    /// Whether a device answered anything about it, or took a photo of something in it.
    pub fn is_answered_by(&self, device: &DeviceId) -> bool {
        let mut answers = self.answers.values().flat_map(SmallMap::values).flatten().map(|answer| &answer.stamp);
        let mut photos = self.all_photos().map(|photo| &photo.stamp);
        answers.any(|stamp| stamp.id.device == *device) || photos.any(|stamp| stamp.id.device == *device)
    }

    /// How many items of the survey something is on record for.
    pub fn answers_given(&self) -> usize {
        self.answers.iter().filter(|(place, _)| !place.is_dossier()).map(|(_, items)| items.len()).sum()
    }

    /// The count over the frozen roll (BAL-4 … BAL-7). Before the freeze N is 0 and there is no result.
    pub fn tally(&self) -> Tally {
        let mut counts = Counts { closed: self.closed.is_some(), ..Counts::default() };
        if let Some(roll) = self.frozen_roll() {
            counts.roll_frozen = true;
            counts.total = roll.counted();
            for household in roll.households().iter().filter(|h| roll.counts(h)) {
                match self.standing(&household.id) {
                    Standing::NotReturned => {}
                    Standing::Conflict(_) => counts.conflicts += 1,
                    Standing::Annulled => {
                        counts.invalid += 1;
                        counts.annulled += 1;
                    }
                    Standing::Counted { class, .. } => match class {
                        ChoiceClass::Professional => counts.professional += 1,
                        ChoiceClass::Quasi => counts.quasi += 1,
                        ChoiceClass::Blank => counts.blank += 1,
                        ChoiceClass::Invalid => counts.invalid += 1,
                        ChoiceClass::Sealed => counts.sealed += 1,
                    },
                }
            }
        }
        Tally::of(counts)
    }

    /// Households in conflict, in order of id, with the ballots that contradict each other.
    pub fn conflicts(&self) -> Vec<(&HouseholdId, Vec<&BallotRecord>)> {
        let Some(frame) = self.frame() else { return Vec::new() };
        self.counted_files()
            .filter_map(|(id, file)| match file.standing(frame) {
                Standing::Conflict(ballots) => Some((id, ballots)),
                _ => None,
            })
            .collect()
    }

    /// The household whose standing ballot bears `serial`.
    pub fn serial_holder(&self, serial: &str) -> Option<&HouseholdId> {
        let bears = |file: &HouseholdFile| file.standing_ballots().any(|b| b.ballot.serial == serial);
        self.counted_files().find(|(_, file)| bears(file)).map(|(id, _)| id)
    }

    /// Paper serials that stand for more than one household: one paper can't be two votes.
    pub fn doubled_serials(&self) -> Vec<(&str, Vec<&HouseholdId>)> {
        let standing = |(id, file)| HouseholdFile::standing_ballots(file).map(move |b| (b.ballot.serial.as_str(), id));
        let mut by_serial: Vec<(&str, Vec<&HouseholdId>)> = Vec::new();
        for (serial, id) in sorted(self.counted_files().flat_map(standing).collect(), |a, b| a.0.cmp(b.0)) {
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

    /// Standing ballots outside the frame: other roll, before the notice, after closing.
    pub fn uncounted(&self) -> Vec<(&HouseholdId, &BallotRecord, Uncounted)> {
        let standing = |(id, file)| HouseholdFile::standing_ballots(file).map(move |b| (id, b));
        let frame = self.frame();
        let outside = frame.into_iter().flat_map(|frame| {
            self.counted_files().flat_map(standing).filter_map(move |(id, b)| Some((id, b, frame.excludes(b)?)))
        });
        let uncounted_titles = self.files().filter(|(id, _)| !self.is_counted(id)).flat_map(standing);
        let outside = outside.chain(uncounted_titles.map(|(id, b)| (id, b, Uncounted::OtherRoll)));
        outside.chain(self.off_roll.iter().flat_map(standing).map(|(id, b)| (id, b, Uncounted::OtherRoll))).collect()
    }

    /// The ballots that nobody has opened yet, with their households; those that were replaced or withdrawn too, but none of a title that isn't a
    /// household, which no record reaches.
    pub fn sealed(&self) -> impl Iterator<Item = (&HouseholdId, &BallotRecord)> {
        let is_household = |id: &HouseholdId| self.roll.iter().all(|roll| roll.get(id).is_none_or(|h| roll.counts(h)));
        let all = self.files().chain(self.off_roll.iter()).filter(move |(id, _)| is_household(id));
        all.flat_map(|(id, file)| file.ballots.iter().map(move |b| (id, b))).filter(|(_, b)| b.ballot.sealed.is_some())
    }

    /// The devices that go to this building; none where nothing was said.
    pub fn assigned_to(&self, building: &BuildingNo) -> &[DeviceId] {
        self.assigned.get(building).map_or(&[], Vec::as_slice)
    }

    /// Which titles count: as the campaign's terms say, until the roll is frozen.
    fn count(&mut self, counts: TitlesCounted) {
        if let (Some(roll), None) = (&mut self.roll, &self.frozen)
            && roll.which_count() != counts
        {
            Rc::make_mut(roll).set_counts(counts);
        }
    }

    fn freeze(&mut self, stamp: &Stamp) {
        self.frozen = Some(stamp.clone());
        let ids: Vec<HouseholdId> = self.roll.iter().flat_map(|roll| roll.ids()).cloned().collect();
        self.files = ids.iter().map(|id| self.off_roll.remove(id).unwrap_or_default()).collect();
    }

    /// Nothing that was recorded is lost: it waits for the next roll.
    fn thaw(&mut self, stamp: &Stamp, why: &str) {
        let files = std::mem::take(&mut self.files);
        let ids: Vec<HouseholdId> = self.roll.iter().flat_map(|roll| roll.ids()).cloned().collect();
        for (id, file) in ids.into_iter().zip(files) {
            if file != HouseholdFile::default() {
                self.off_roll.insert(id, file);
            }
        }
        (self.frozen, self.notice, self.closed, self.close_undone) = (None, None, None, None);
        self.thawed = Some((stamp.clone(), why.to_owned()));
    }
}

/// What the records of a campaign add up to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    pub campaign: CampaignId,
    /// The device whose word the campaign is.
    pub founder: Option<DeviceId>,
    /// The devices that may do what the founder may, and the record by which each was named.
    pub deputies: SmallMap<DeviceId, RecordId>,
    /// The same, but known before anything is taken in.
    pub named: SmallMap<DeviceId, RecordId>,
    pub terms: Option<Terms>,
    pub compounds: SmallMap<CompoundId, Compound>,
    /// Devices whose bundles are accepted, by a supervisor's word.
    pub enrolled: SmallMap<DeviceId, Enrol>,
    /// What each revoked device recorded up to a number counts, and no more.
    pub revoked: SmallMap<DeviceId, (Revoke, Stamp)>,
    /// Of every device that is revoked, by whatever word: the number of its last record that counts.
    pub last_of_revoked: SmallMap<DeviceId, u64>,
    /// The last bundle that each device made, as far as known: its number, file hash and last record.
    pub exports: SmallMap<DeviceId, (Exported, Stamp)>,
    /// Up to which of its records each device has given its photos out.
    pub photos_out: SmallMap<DeviceId, PhotosOut>,
    /// Up to where each device holds a receipt.
    pub receipts: SmallMap<DeviceId, (Receipted, Stamp)>,
    /// The bundles that the supervisors have of each device, in the order in which they came.
    pub received: SmallMap<DeviceId, Vec<(Received, Stamp)>>,
    /// The work packet that each device took last.
    pub packets_taken: SmallMap<DeviceId, (PacketTaken, Stamp)>,
    /// The work packet and the trust list of the highest number that were given out, whoever did.
    pub packet: Option<(Issued, Stamp)>,
    pub trust_list: Option<(Issued, Stamp)>,
    pub remarks: Vec<Remark>,
    /// Records whose device's clock had gone back since the one before: its times can't be relied on. Numbers keep the order.
    pub set_back: Vec<Stamp>,
    /// What each device's clock said last.
    pub clocks: SmallMap<DeviceId, i64>,
}

/// How much a clock may go back, in milliseconds, without being called set back: networks correct it by seconds.
const TOLERANCE: i64 = 120_000;

impl State {
    pub fn new(campaign: CampaignId) -> Self {
        Self {
            campaign,
            founder: None,
            deputies: SmallMap::default(),
            named: SmallMap::default(),
            terms: None,
            compounds: SmallMap::default(),
            enrolled: SmallMap::default(),
            revoked: SmallMap::default(),
            last_of_revoked: SmallMap::default(),
            exports: SmallMap::default(),
            photos_out: SmallMap::default(),
            receipts: SmallMap::default(),
            received: SmallMap::default(),
            packets_taken: SmallMap::default(),
            packet: None,
            trust_list: None,
            remarks: Vec::new(),
            set_back: Vec::new(),
            clocks: SmallMap::default(),
        }
    }

    /// The count of a compound under the campaign's terms.
    pub fn count(&self, compound: &Compound) -> Tally {
        self.terms.iter().fold(compound.tally(), |tally, terms| terms.count(tally))
    }

    /// The highest number of a work packet or trust list that was given out; 0 if none was.
    pub fn issued(&self, what: Issue) -> u64 {
        let last = match what {
            Issue::Packet => &self.packet,
            Issue::Trust => &self.trust_list,
        };
        last.as_ref().map_or(0, |(issued, _)| issued.number)
    }

    pub fn is_founder(&self, device: &DeviceId) -> bool {
        self.founder.as_ref() == Some(device)
    }

    /// Whether the device is the founder or a deputy, revoked or not: what it said before it was revoked counts.
    pub fn is_supervisor(&self, device: &DeviceId) -> bool {
        self.is_founder(device) || self.deputies.contains_key(device)
    }

    /// Whether the device is a supervisor that nobody revoked.
    pub fn supervises(&self, device: &DeviceId) -> bool {
        self.is_supervisor(device) && !self.last_of_revoked.contains_key(device)
    }

    /// Those who supervise the campaign besides `device`.
    pub fn other_supervisors(&self, device: &DeviceId) -> impl Iterator<Item = &DeviceId> {
        let all = self.founder.iter().chain(self.deputies.keys());
        all.filter(move |other| *other != device && self.supervises(other))
    }

    /// The lowest number after which `device` can revoke `other`: it can't take back what its own power rests on.
    pub fn least_to_leave(&self, device: &DeviceId, other: &DeviceId) -> u64 {
        authority::owed(&self.deputies, device, other)
    }

    /// What all of `records` add up to, which come in order of (logical time, device, number).
    /// Of `revoked` devices nothing counts after the number beside each.
    pub fn of(
        campaign: CampaignId,
        revoked: impl Iterator<Item = (DeviceId, u64)>,
        records: &[(&RecordId, &Entry)],
    ) -> Self {
        // A revocation goes by number, whenever it was said: it is known before anything is taken in.
        let Authority { named, revoked, limits, .. } = Authority::of(&campaign, &revoked.collect(), records);
        let mut state = Self { named, revoked, last_of_revoked: limits, ..Self::new(campaign) };
        records.iter().for_each(|(id, entry)| state.apply(id, entry));
        state
    }

    /// Whether the device was revoked before it wrote this record.
    pub fn is_revoked(&self, id: &RecordId) -> bool {
        !authority::stands(&self.last_of_revoked, id)
    }

    /// Takes one record in, on top of all that come before it. After one [of authority](Fact::is_of_authority) all have to be taken in anew.
    pub fn apply(&mut self, id: &RecordId, entry: &Entry) {
        let stamp = Stamp::of(id, entry);
        let clock = self.clocks.get_or_insert_with(id.device.clone(), || entry.at);
        if entry.at.saturating_add(TOLERANCE) < *clock {
            self.set_back.push(stamp.clone());
        }
        *clock = entry.at;
        if let Err(why) = self.take(&stamp, &entry.fact) {
            self.remarks.push(Remark { stamp, why });
        }
    }

    fn take(&mut self, stamp: &Stamp, fact: &Fact) -> Result<(), NoEffect> {
        let device = &stamp.id.device;
        // The notes of a revoked device still hold: without them it would number its bundles from 1 again.
        if self.is_revoked(&stamp.id) && !fact.is_note() {
            return Err(NoEffect::Revoked);
        }
        if fact.is_supervisors() && !matches!(fact, Fact::Found(_)) && !self.is_supervisor(device) {
            return Err(NoEffect::NotASupervisor);
        }
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
                let counts = self.counts();
                self.compounds.values_mut().for_each(|compound| compound.count(counts));
            }
            Fact::Compound(card) => match self.compounds.get_mut(&card.id) {
                Some(compound) => compound.card = card.clone(),
                None => {
                    self.compounds.insert(card.id.clone(), Compound::new(card.clone()));
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
                let compound = self.compound(&posted.compound)?;
                compound.notice = Some((stamp.clone(), posted.notice.clone()));
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
            Fact::Ballot(taken) => self.take_ballot(stamp, taken)?,
            Fact::Withdraw(withdraw) => {
                let ended = Ended::Withdrawn { by: stamp.clone(), why: withdraw.why.clone() };
                let (compound, household) = (&withdraw.compound, &withdraw.household);
                if self.end_ballots(stamp, compound, household, &withdraw.ballots, &ended)? == 0 {
                    return Err(NoEffect::NotItsBallot);
                }
            }
            Fact::Settle(settle) => {
                let roll = self.compound(&settle.compound)?.frozen_roll().map(|roll| roll.hash().to_owned());
                let file = self.file(&settle.compound, &settle.household)?;
                let known = |id: &RecordId| file.ballots.iter().any(|b| b.stamp.id == *id);
                // A ballot that was taken back meanwhile, perhaps for another door, can't be made to stand again.
                let taken_back = |id: &RecordId| {
                    matches!(file.ended.get(id), Some(Ended::Replaced { .. } | Ended::Withdrawn { .. }))
                };
                if settle.keep.as_ref().is_some_and(taken_back) {
                    return Err(NoEffect::NotItsBallot);
                }
                // Over none, it would make an invalid ballot out of a household that has not returned any.
                if settle.over.is_empty()
                    || !settle.over.iter().all(known)
                    || settle.keep.as_ref().is_some_and(|k| !settle.over.contains(k))
                {
                    return Err(NoEffect::NotItsBallot);
                }
                let roll = roll.ok_or(NoEffect::BeforeRollOrNotice)?;
                file.settle(&settle.over, settle.keep.as_ref(), stamp, &settle.why, roll);
            }
            Fact::Close(close) => {
                let compound = self.compound(&close.compound)?;
                if compound.frame().is_none() {
                    return Err(NoEffect::BeforeRollOrNotice);
                }
                if !compound.conflicts().is_empty() {
                    compound.close_undone = Some(stamp.clone());
                    return Err(NoEffect::UnsettledConflicts);
                }
                // A ballot that is still sealed may contradict another.
                if compound.tally().counts.sealed > 0 {
                    compound.close_undone = Some(stamp.clone());
                    return Err(NoEffect::StillSealed);
                }
                compound.close_undone = None;
                compound.closed = Some((stamp.clone(), close.on.clone()));
            }
            Fact::Reopen(reopen) => self.compound(&reopen.compound)?.closed = None,
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
                let compound = self.compound(&thaw.compound)?;
                if compound.frozen.is_none() {
                    return Err(NoEffect::NotFrozen);
                }
                compound.thaw(stamp, &thaw.why);
                let counts = self.counts();
                self.compound(&thaw.compound)?.count(counts);
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
                let photos = of.and_then(|of| compound.photos.get_mut(&of)).ok_or(NoEffect::NotItsPhoto)?;
                photos.retain(|photo| !is_it(photo));
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

    /// The file of a household on the frozen roll, the notice being posted; or, once the roll was thawed, of one on whatever roll.
    fn file(&mut self, compound: &CompoundId, household: &HouseholdId) -> Result<&mut HouseholdFile, NoEffect> {
        let compound = self.compound(compound)?;
        let is_open = compound.frame().is_some();
        // Whoever records something between a thaw and the new notice can't know of either.
        if !is_open && compound.thawed.is_none() {
            return Err(NoEffect::BeforeRollOrNotice);
        }
        let counted = |roll: &Roll| roll.get(household).filter(|h| roll.counts(h)).and(roll.rank(household));
        match compound.frozen_roll().and_then(counted) {
            Some(at) => compound.files.get_mut(at).ok_or(NoEffect::NotOnRoll),
            None if is_open => compound.off_roll.get_mut(household).ok_or(NoEffect::NotOnRoll),
            None => Ok(compound.off_roll.get_or_default(household.clone())),
        }
    }

    /// Which titles count in N, for rolls that aren't frozen yet.
    fn counts(&self) -> TitlesCounted {
        self.terms.as_ref().map(|terms| terms.settings.counts()).unwrap_or_default()
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

    fn take_ballot(&mut self, stamp: &Stamp, taken: &BallotTaken) -> Result<(), NoEffect> {
        if (taken.ballot.choice == Choice::Sealed) != taken.ballot.sealed.is_some() {
            return Err(NoEffect::BadSeal);
        }
        self.end_ballots(
            stamp,
            &taken.compound,
            &taken.household,
            &taken.replaces,
            &Ended::Replaced { by: stamp.clone() },
        )?;
        let file = self.file(&taken.compound, &taken.household)?;
        file.ballots.push(BallotRecord {
            stamp: stamp.clone(),
            ballot: taken.ballot.clone(),
            roll: taken.roll.clone(),
            why: taken.why.clone(),
        });
        Ok(())
    }

    /// Ends those of the ballots that are there, all or none, and says how many. A device may end its own, a supervisor any.
    fn end_ballots(
        &mut self,
        stamp: &Stamp,
        compound: &CompoundId,
        household: &HouseholdId,
        ballots: &[RecordId],
        ended: &Ended,
    ) -> Result<usize, NoEffect> {
        let supervisor = self.is_supervisor(&stamp.id.device);
        let file = self.file(compound, household)?;
        let present = |id: &RecordId| file.ballots.iter().any(|b| b.stamp.id == *id);
        // One that is lost must not take the ballot that replaces it along.
        let may_end = |id: &RecordId| supervisor || id.device == stamp.id.device || !present(id);
        if !ballots.iter().all(may_end) {
            return Err(NoEffect::NotItsBallot);
        }
        let found: Vec<RecordId> = ballots.iter().filter(|id| present(id)).cloned().collect();
        let ended_now = found.len();
        for id in found {
            file.ended.insert(id, ended.clone());
        }
        Ok(ended_now)
    }
}
