//! A compound with all that is on file for it: what is read from it; which form is whose is in `forms`. How records change it is in [`super::replay`].

mod forms;

use super::entry::RecordId;
use super::fact::{Close, NoticePosted, PhotoTaken, RollPart, Stray, SurveyNeed};
use super::household_file::{BallotRecord, Frame, HouseholdFile, Stamp, Standing, Uncounted, Wait};
use super::roll_history::RollStep;
use super::state::NoEffect;
use crate::domain::answer::Answer;
use crate::domain::ballot::ChoiceClass;
use crate::domain::campaign::CompoundCard;
use crate::domain::catalogue::setting::BallotRules;
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{BuildingNo, DeviceId, HouseholdId};
use crate::domain::notice::{Notice, earliest};
use crate::domain::photo::{Position, Subject};
use crate::domain::place::Place;
use crate::domain::roll::{Building, Counts as TitlesCounted, Roll};
use crate::domain::small_map::SmallMap;
use crate::domain::tally::{Counts, Tally};
use std::rc::Rc;

/// One version of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerVersion {
    pub stamp: Stamp,
    pub answer: Answer,
}

/// What a household counts for that has returned a paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Returned {
    Class(ChoiceClass),
    Conflict,
    Waiting,
    Annulled,
}

impl Returned {
    fn code(self) -> &'static str {
        match self {
            Self::Class(class) => class.code(),
            Self::Conflict => "conflict",
            Self::Waiting => "waiting",
            Self::Annulled => "annulled",
        }
    }
}

/// A photo on file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoRecord {
    pub stamp: Stamp,
    pub taken: PhotoTaken,
}

/// A paper of a dwelling that isn't on the roll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StrayPaper {
    pub stamp: Stamp,
    pub stray: Stray,
    /// Who took it back, and why.
    pub undone: Option<(Stamp, String)>,
}

/// One version of the notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoticeVersion {
    pub stamp: Stamp,
    pub notice: Notice,
    pub why: Option<String>,
    /// How many households had a form, or a ballot on record, when it took the place of the one before.
    pub asked: usize,
}

/// A compound with all that is on file for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compound {
    pub card: CompoundCard,
    /// The imported roll; it can be imported anew until it is frozen.
    pub roll: Option<Rc<Roll>>,
    pub frozen: Option<Stamp>,
    pub notice: Option<(Stamp, Notice)>,
    /// All versions of it in order, the one that hangs and those of before a thaw too.
    pub notices: Vec<NoticeVersion>,
    /// Last day of the ballot, once closed.
    pub closed: Option<(Stamp, String)>,
    /// The records that were known when it was closed, by the last one of each device, and what a ballot needed to be counted.
    pub(super) known_at_close: Vec<RecordId>,
    /// Whether all of that was here when it was taken in, the checks with it.
    sees_close_whole: bool,
    pub(super) rules_at_close: BallotRules,
    /// What was counted then; `None` where that wasn't said, or not all that it comes from is here.
    pub(super) counted_at_close: Option<String>,
    /// A closing that no longer holds, or never did, until the ballot is closed again.
    pub close_undone: Option<Stamp>,
    /// The records by which it was closed, with effect or without, and opened again.
    closings: Vec<RecordId>,
    openings: Vec<RecordId>,
    /// Every closing that holds no more, with its day, and the record that ended it: an opening, or one that it lost its effect by.
    closings_ended: Vec<((Stamp, String), Stamp)>,
    /// The roll as it was frozen, by which forms are numbered; after a thaw, until another is frozen, that of before.
    pub(super) form_roll: Option<Rc<Roll>>,
    /// What became of the roll, in order, the steps before a thaw too.
    pub roll_steps: Vec<RollStep>,
    /// The roll was corrected and the notice not posted anew: N may be another than the one that hangs there.
    pub notice_outdated: bool,
    /// The devices that go to a building, where that was said.
    pub assigned: SmallMap<BuildingNo, Vec<DeviceId>>,
    /// Versions of each answer in order, by place and item; the last one counts.
    pub(super) answers: SmallMap<Place, SmallMap<String, Vec<AnswerVersion>>>,
    /// Of every title of the frozen roll, in order of id; none before the freeze.
    pub(super) files: Vec<HouseholdFile>,
    /// Of titles of a roll that was thawed: until the next is frozen of all, after that of those that it doesn't have. And of those that a correction took
    /// off it, or put another one in the place of.
    pub(super) off_roll: SmallMap<HouseholdId, HouseholdFile>,
    /// Papers of dwellings that aren't on the roll, in order of their records.
    pub strays: Vec<StrayPaper>,
    pub(super) parts: SmallMap<(DeviceId, u64), Vec<RollPart>>,
    /// Photos that stand, in the order in which they were taken, by what they show.
    pub(super) photos: SmallMap<Subject, Vec<PhotoRecord>>,
    pub(super) needs: SmallMap<Place, (Stamp, SurveyNeed)>,
    pub(super) positions: SmallMap<Place, (Stamp, Position)>,
    /// What a ballot needs to be counted, as the campaign's terms are now.
    pub(super) rules: BallotRules,
}

impl Compound {
    pub(super) fn new(card: CompoundCard, rules: BallotRules) -> Self {
        Self {
            card,
            rules,
            roll: None,
            frozen: None,
            notice: None,
            notices: Vec::new(),
            closed: None,
            known_at_close: Vec::new(),
            sees_close_whole: true,
            rules_at_close: rules,
            counted_at_close: None,
            close_undone: None,
            closings: Vec::new(),
            openings: Vec::new(),
            closings_ended: Vec::new(),
            form_roll: None,
            roll_steps: Vec::new(),
            notice_outdated: false,
            assigned: SmallMap::default(),
            answers: SmallMap::default(),
            files: Vec::new(),
            off_roll: SmallMap::default(),
            strays: Vec::new(),
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
            steps: self.since_freeze(),
            from: notice.first_day(),
            closed_on: self.closed.as_ref().map(|(_, day)| day.as_str()),
            rules: if self.closed.is_some() { self.rules_at_close } else { self.rules },
        })
    }

    /// What was known when it was closed, by the last record of each device; nothing while it is open, or where whoever closed it didn't say.
    pub fn known_at_close(&self) -> &[RecordId] {
        if self.closed.is_some() { &self.known_at_close } else { &[] }
    }

    /// How ballots are taken and counted here.
    pub fn rules(&self) -> BallotRules {
        self.rules
    }

    /// What is on file for a title of the frozen roll, or for one that became one with another since.
    pub fn file(&self, household: &HouseholdId) -> Option<&HouseholdFile> {
        let merged = || self.off_roll.get(household).filter(|_| self.was_merged(household));
        self.file_on_roll(household).or_else(merged)
    }

    fn file_on_roll(&self, household: &HouseholdId) -> Option<&HouseholdFile> {
        self.files.get(self.frozen_roll()?.rank(household)?)
    }

    /// What is on file for a title, be it on the frozen roll or kept of another.
    pub fn kept_file(&self, household: &HouseholdId) -> Option<&HouseholdFile> {
        self.file(household).or_else(|| self.off_roll.get(household))
    }

    /// How many households have had a form, or have a ballot on record, on whatever roll: they were told of the two modes.
    pub fn asked(&self) -> usize {
        self.files.iter().chain(self.off_roll.values()).filter(|file| file.was_asked()).count()
    }

    /// The titles of the frozen roll with what is on file, in order of id.
    fn files(&self) -> impl Iterator<Item = (&HouseholdId, &HouseholdFile)> {
        self.frozen_roll().into_iter().flat_map(Roll::ids).zip(&self.files)
    }

    /// Those of the titles that are households. What was recorded for another before the rule was changed stays on file and is none of the count's.
    fn counted_files(&self) -> impl Iterator<Item = (&HouseholdId, &HouseholdFile)> {
        self.files_that(true).into_iter()
    }

    /// The titles that count as households, or those that don't. One look at each: to find one by its id takes as long as to judge it.
    #[inline(never)]
    fn files_that(&self, count: bool) -> Vec<(&HouseholdId, &HouseholdFile)> {
        let Some(roll) = self.frozen_roll() else { return Vec::new() };
        let titles = roll.by_rank().zip(&self.files).filter(|(title, _)| roll.counts(title) == count);
        titles.map(|(title, file)| (&title.id, file)).collect()
    }

    /// Whether a title is a household of the frozen roll.
    pub fn is_counted(&self, id: &HouseholdId) -> bool {
        self.frozen_roll().is_some_and(|roll| roll.get(id).is_some_and(|household| roll.counts(household)))
    }

    /// Whether a paper was taken from a household that isn't on record ([`HouseholdFile::misses_ballot`]).
    pub fn misses_ballot(&self, household: &HouseholdId) -> bool {
        self.file(household).is_some_and(|file| file.misses_ballot(&self.standing(household)))
    }

    /// How a household stands; `NotReturned` while nothing can be recorded.
    pub fn standing(&self, household: &HouseholdId) -> Standing<'_> {
        match (self.frame(), self.file_on_roll(household)) {
            (Some(frame), Some(file)) => self.judge(household, file, frame),
            _ => Standing::NotReturned,
        }
    }

    /// How it stands as its door shows it. Checks tell the choice and are in no packet: where the ballot was closed and not all that was known then is here,
    /// a ballot that was there by then may have been checked, and is asked for no check. The count waits for it all the same.
    pub fn standing_at_door(&self, household: &HouseholdId) -> Standing<'_> {
        let may_be_checked = |of: &BallotRecord| !self.sees_close_whole && of.stamp.id.is_within(self.known_at_close());
        match self.standing(household) {
            Standing::Waiting { ballot, wait: Wait::Check, also } if may_be_checked(ballot) => {
                Standing::Counted { class: ballot.ballot.choice.class(), ballot, also }
            }
            standing => standing,
        }
    }

    fn judge<'c>(&'c self, id: &HouseholdId, file: &'c HouseholdFile, frame: Frame<'_>) -> Standing<'c> {
        let mut files = Vec::new();
        let beside = self.merged(id, frame, &mut files);
        // Mostly nothing was merged, and no list is made.
        let alone = [file];
        file.standing(frame, beside, if files.is_empty() { &alone } else { &files })
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
        let is_of = |subject: &Subject| matches!(subject, Subject::Item(_, of) if of == item);
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

    /// The stairwell of a title or, where it belongs to none, the building.
    pub fn stairwell_of(&self, title: &HouseholdId) -> Option<Place> {
        let roll = self.roll.as_ref()?;
        let household = roll.get(title)?;
        let (building, stairwell) = (household.building.clone(), household.stairwell.clone());
        Some(match roll.is_outside(household) {
            true => Place::Building(building),
            false => Place::Stairwell(building, stairwell),
        })
    }

    /// The place that a place is in.
    pub fn around(&self, place: &Place) -> Option<Place> {
        match place {
            Place::Stairwell(no, _) => Some(Place::Building(no.clone())),
            Place::Household(id) => self.stairwell_of(id),
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
        }
        for (_, returned) in self.frame().map(|frame| self.returned(frame)).unwrap_or_default() {
            match returned {
                Returned::Conflict => counts.conflicts += 1,
                Returned::Waiting => counts.waiting += 1,
                Returned::Annulled => {
                    counts.invalid += 1;
                    counts.annulled += 1;
                }
                Returned::Class(class) => match class {
                    ChoiceClass::Professional => counts.professional += 1,
                    ChoiceClass::Quasi => counts.quasi += 1,
                    ChoiceClass::Blank => counts.blank += 1,
                    ChoiceClass::Invalid => counts.invalid += 1,
                    ChoiceClass::Sealed => counts.sealed += 1,
                },
            }
        }
        Tally::of(counts)
    }

    /// The households of the count that have returned a paper, in order of id, and what each counts for.
    fn returned(&self, frame: Frame<'_>) -> Vec<(&HouseholdId, Returned)> {
        let shared = self.sharing(frame);
        let counts = |(id, file): (_, &HouseholdFile)| {
            let returned = match self.judge(id, file, frame) {
                Standing::NotReturned => return None,
                _ if shared.contains(&id) => Returned::Conflict,
                Standing::Conflict(_) => Returned::Conflict,
                Standing::Waiting { .. } => Returned::Waiting,
                Standing::Annulled => Returned::Annulled,
                Standing::Counted { class, .. } => Returned::Class(class),
            };
            Some((id, returned))
        };
        self.counted_files().filter_map(counts).collect()
    }

    /// The whole count as a hash, were it closed on that day (README, `close`): it differs where any household counts for something else.
    pub fn counted(&self, on: &str) -> Option<String> {
        let frame = Frame { closed_on: Some(on), ..self.frame()? };
        let mut lines = format!("{}\n", self.frozen_roll()?.counted());
        for (id, returned) in self.returned(frame) {
            lines.push_str(&format!("{id} {}\n", returned.code()));
        }
        Some(sha256_hex(lines.as_bytes()))
    }

    /// Were these the rules: how many households' papers would begin to count, and how many cease to. Closed, it goes by the rules of then: of those it
    /// is told what becomes once it is opened again.
    pub fn recounted(&self, rules: BallotRules) -> (usize, usize) {
        let open = |frame| Frame { closed_on: None, rules: self.rules, ..frame };
        let frame = self.frame().filter(|_| rules != self.rules).map(open);
        let count = |frame: Frame<'_>| -> Vec<&HouseholdId> {
            let counted = |(id, returned)| matches!(returned, Returned::Class(_)).then_some(id);
            self.returned(frame).into_iter().filter_map(counted).collect()
        };
        let [now, then] = [frame, frame.map(|frame| Frame { rules, ..frame })].map(|frame| frame.map(count));
        let (now, then) = (now.unwrap_or_default(), then.unwrap_or_default());
        let lacks =
            |all: &[&HouseholdId], of: &[&HouseholdId]| all.iter().filter(|id| of.binary_search(id).is_err()).count();
        (lacks(&then, &now), lacks(&now, &then))
    }

    /// Were `from` the first day: how many households' papers would no longer count, and of how many others a conflict would end by it, or whatever else
    /// kept them from being counted, because one of their papers was signed before.
    pub fn shut_out(&self, from: &str) -> (usize, usize) {
        let frame = self.frame().filter(|frame| frame.from < from);
        let [now, then] = [frame, frame.map(|frame| Frame { from, ..frame })]
            .map(|frame| frame.map(|frame| self.returned(frame)).unwrap_or_default());
        let (mut out, mut ended, mut then) = (0, 0, then.into_iter().peekable());
        for (id, was) in now {
            // A later day brings no paper in.
            match (was, then.next_if(|(of, _)| *of == id).map(|(_, returned)| returned)) {
                (was, then) if then == Some(was) => {}
                (_, None | Some(Returned::Annulled))
                | (Returned::Class(_), Some(Returned::Waiting | Returned::Conflict)) => out += 1,
                _ => ended += 1,
            }
        }
        (out, ended)
    }

    /// Households in conflict, in order of id, with the ballots that contradict each other.
    pub fn conflicts(&self) -> Vec<(&HouseholdId, Vec<&BallotRecord>)> {
        let Some(frame) = self.frame() else { return Vec::new() };
        self.counted_files()
            .filter_map(|(id, file)| match self.judge(id, file, frame) {
                Standing::Conflict(ballots) => Some((id, ballots)),
                _ => None,
            })
            .collect()
    }

    /// The supervisor's last word over a household's ballots, and those that another could be about: they stand, or were settled away.
    pub fn settled(&self, household: &HouseholdId) -> Option<(&RecordId, Vec<&BallotRecord>)> {
        self.file(household)?.settled(self.frame()?)
    }

    /// Households whose ballot waits for something before it is counted, in order of id.
    pub fn waiting(&self) -> Vec<(&HouseholdId, &BallotRecord, Wait)> {
        let Some(frame) = self.frame() else { return Vec::new() };
        self.counted_files()
            .filter_map(|(id, file)| match self.judge(id, file, frame) {
                Standing::Waiting { ballot, wait, .. } => Some((id, ballot, wait)),
                _ => None,
            })
            .collect()
    }

    /// The papers of dwellings that aren't on the roll which nobody has taken back.
    pub fn standing_strays(&self) -> impl Iterator<Item = &StrayPaper> {
        self.strays.iter().filter(|paper| paper.undone.is_none())
    }

    /// Standing ballots outside the frame: other roll, before the notice, after closing; and those of titles that are no households of the roll.
    pub fn uncounted(&self) -> Vec<(&HouseholdId, &BallotRecord, Uncounted)> {
        let standing = |(id, file)| HouseholdFile::standing_ballots(file).map(move |b| (id, b));
        let frame = self.frame();
        let all = self.counted_files().flat_map(|(id, file)| file.standing_ballots().map(move |b| (id, file, b)));
        let outside = all.filter_map(|(id, file, b)| Some((id, b, frame?.excludes(file, b)?)));
        let uncounted_titles = self.files_that(false).into_iter().flat_map(standing);
        let outside = outside.chain(uncounted_titles.map(|(id, b)| (id, b, Uncounted::NoHousehold)));
        let why = |id| if self.was_taken_off(id) { Uncounted::TakenOff } else { Uncounted::OtherRoll };
        outside.chain(self.off_roll.iter().flat_map(standing).map(|(id, b)| (id, b, why(id)))).collect()
    }

    /// The ballots that nobody has opened yet, with their households; those that were replaced or withdrawn too, but none of a title that isn't a
    /// household or in whose place another came, which no record reaches.
    pub fn sealed(&self) -> impl Iterator<Item = (&HouseholdId, &BallotRecord)> {
        let is_household = |id: &HouseholdId| {
            !id.is_replaced() && self.roll.iter().all(|roll| roll.get(id).is_none_or(|h| roll.counts(h)))
        };
        let all = self.files().chain(self.off_roll.iter());
        let ballots = all.flat_map(|(id, file)| file.ballots.iter().map(move |b| (id, b)));
        ballots.filter(move |(id, b)| b.ballot.sealed.is_some() && is_household(id))
    }

    /// The devices that go to this building; none where nothing was said.
    pub fn assigned_to(&self, building: &BuildingNo) -> &[DeviceId] {
        self.assigned.get(building).map_or(&[], Vec::as_slice)
    }

    /// Which titles count: as the campaign's terms say, until the roll is frozen.
    pub(super) fn count(&mut self, counts: TitlesCounted) {
        if let (Some(roll), None) = (&mut self.roll, &self.frozen)
            && roll.which_count() != counts
        {
            Rc::make_mut(roll).set_counts(counts);
        }
    }

    /// The notice that hung when the first form went out, or a ballot went on record: the earliest that anybody signed by.
    pub fn told_by(&self) -> Option<&Notice> {
        let versions = &self.notices;
        let next = versions.iter().position(|version| version.asked > 0);
        let next = next.or_else(|| (self.asked() > 0).then_some(versions.len()))?;
        Some(&versions.get(next.checked_sub(1)?)?.notice)
    }

    /// Takes a notice for the one that hangs, `lead` being the days that it hangs before anybody is asked. One that tells the N of another roll than the
    /// frozen one leaves it outdated.
    ///
    /// # Errors
    /// [`NoEffect::NoticeTooSoon`] where papers would count by it that were signed by somebody who hadn't been told (BAL-3).
    pub(super) fn post(&mut self, stamp: &Stamp, posted: &NoticePosted, lead: u8) -> Result<(), NoEffect> {
        let NoticePosted { notice, why, roll, .. } = posted.clone();
        // The first day of the notice that hung may be sooner than that: the days were fewer then.
        let told =
            self.told_by().and_then(|told| Some(earliest(&told.posted_on, lead)?.min(told.first_day().to_owned())));
        if told.is_some_and(|told| notice.first_day() < told.as_str()) {
            return Err(NoEffect::NoticeTooSoon);
        }
        self.notice = Some((stamp.clone(), notice.clone()));
        self.notice_outdated = self.frozen_roll().zip(roll).is_some_and(|(frozen, told)| frozen.hash() != told);
        self.notices.push(NoticeVersion { stamp: stamp.clone(), notice, why, asked: self.asked() });
        Ok(())
    }

    /// Closes it, if what is on file leads to a result. Whoever `sees_whole` has all that whoever closed it knew, and has to come to the same count.
    /// Two who close it and don't know of each other may have told two results: then neither holds.
    ///
    /// # Errors
    /// Why it can't be closed, or not any more.
    pub(super) fn close(&mut self, stamp: &Stamp, close: &Close, sees_whole: bool) -> Result<(), NoEffect> {
        if self.frame().is_none() {
            return Err(NoEffect::BeforeRollOrNotice);
        }
        let knows =
            |of: &RecordId| of.device == stamp.id.device || of.is_within(&close.known) || close.heard.contains(of);
        let is_overtaken = !close.known.is_empty() && !self.turns().all(knows);
        self.closings.push(stamp.id.clone());
        // Who doesn't know that it was closed may have told another result, and who doesn't know that it was opened again may not take it back.
        if is_overtaken {
            if self.closed.is_none() {
                self.close_undone = Some(stamp.clone());
            }
            self.undo_close(stamp);
            return Err(NoEffect::CloseOvertaken);
        }
        (self.closed, self.close_undone) = (Some((stamp.clone(), close.on.clone())), None);
        self.known_at_close.clone_from(&close.known);
        self.sees_close_whole = sees_whole;
        self.rules_at_close = self.rules;
        self.counted_at_close = close.counted.clone().filter(|_| sees_whole);
        let counts = self.tally().counts;
        let why = if self.notice_outdated {
            NoEffect::NoticeOutdated
        } else if !sees_whole {
            return Ok(());
        } else if counts.conflicts > 0 {
            NoEffect::UnsettledConflicts
        } else if counts.sealed > 0 {
            // It may contradict another.
            NoEffect::StillSealed
        } else if counts.waiting > 0 {
            NoEffect::StillWaiting
        } else {
            self.hold_close(stamp);
            return if self.closed.is_some() { Ok(()) } else { Err(NoEffect::CloseOvertaken) };
        };
        self.undo_close(stamp);
        Err(why)
    }

    /// Opens it again where, with the record of this stamp, the count is another than when it was closed: a result must not change without a word.
    pub(super) fn hold_close(&mut self, stamp: &Stamp) {
        let Some((_, on)) = &self.closed else { return };
        if self.counted_at_close.is_some() && self.counted(on) != self.counted_at_close {
            self.undo_close(stamp);
        }
    }

    /// The closings and openings that are on record, with effect or without.
    pub fn turns(&self) -> impl Iterator<Item = &RecordId> {
        self.closings.iter().chain(&self.openings)
    }

    pub(super) fn reopen(&mut self, by: &Stamp) {
        self.openings.push(by.id.clone());
        // It is no loss of effect; one of before stays to be told.
        let undone = self.close_undone.take();
        self.undo_close(by);
        self.close_undone = undone;
    }

    fn undo_close(&mut self, by: &Stamp) {
        let Some(closing) = self.closed.take() else { return };
        self.close_undone = Some(closing.0.clone());
        self.closings_ended.push((closing, by.clone()));
    }

    /// The record by which a closing was last ended, and whether that is an opening.
    pub fn last_ended(&self) -> Option<(&Stamp, bool)> {
        self.closings_ended.last().map(|(_, by)| (by, self.openings.contains(&by.id)))
    }

    /// The last day of the closing that was ended last, if it was one since the notice that hangs, and of the day that this announces or a later one: until
    /// then everybody was asked.
    pub fn closed_until(&self) -> Option<&str> {
        let (hung, notice) = self.notice.as_ref()?;
        let ((closing, day), _) = self.closings_ended.last()?;
        let is_over = notice.ballot_until.as_ref().is_none_or(|until| day >= until);
        (hung.lt < closing.lt && is_over).then_some(day)
    }

    /// By which record a closing lost its effect, if it did.
    pub fn undone_by(&self, closing: &RecordId) -> Option<&Stamp> {
        let mut ended = self.closings_ended.iter().filter(|(_, by)| !self.openings.contains(&by.id));
        ended.find(|((of, _), _)| of.id == *closing).map(|(_, by)| by)
    }

    /// The last day of the ballot as whoever recorded something at `lt` could know it: by a closing that nobody had opened again, be it that a record
    /// which came in later undid it.
    pub fn closed_before(&self, lt: u64) -> Option<&str> {
        let stood = |by: &Stamp| lt < by.lt || !self.openings.contains(&by.id);
        let ended = self.closings_ended.iter().filter(|(_, by)| stood(by)).map(|(closing, _)| closing);
        ended.chain(&self.closed).rfind(|(of, _)| of.lt < lt).map(|(_, day)| day.as_str())
    }
}
