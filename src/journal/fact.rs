//! What a record can say: version 1 of the stored form.
//!
//! These are wire types. Fields are only ever added as optional ones, and a meaning is never changed: a new meaning is a
//! new fact. Everything derived lives in [`super::state`].

use super::entry::RecordId;
use crate::domain::answer::{Answer, Remark};
use crate::domain::ballot::{Ballot, ChoiceClass, Secret, Visit};
use crate::domain::campaign::{CompoundCard, Terms};
use crate::domain::household::Household;
use crate::domain::ids::{BuildingNo, CompoundId, DeviceId, HouseholdId};
use crate::domain::json::{object, variants, words};
use crate::domain::notice::Notice;
use crate::domain::photo::{Photo, Position, Subject};
use crate::domain::place::Place;
pub use crate::domain::public_key::PublicKey;
use crate::domain::roll::Counts;
use crate::domain::typed::one_spelling;

/// A fact, by kind. Those of the supervisor take effect only when the campaign's founder or one of its deputies wrote them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// The campaign's first record; `nonce` and the author give its id.
    Found(Found),
    /// The campaign's parameters, as they are from now on.
    Terms(Terms),
    /// A compound, new or described anew.
    Compound(CompoundCard),
    /// One building of a roll that is being imported. Without its [`Fact::Roll`] it has no effect.
    RollPart(RollPart),
    /// The import is complete: `parts` buildings under `import`, whose roll has the hash `roll`.
    Roll(RollImported),
    /// The roll is frozen: this hash, this N.
    Freeze(Freeze),
    Notice(NoticePosted),
    Answer(AnswerGiven),
    Visit(VisitMade),
    Ballot(BallotTaken),
    /// What a second person read on a ballot's paper.
    Check(Check),
    /// A numbered form that can't be used any more.
    Spoil(Spoil),
    /// Ballots that were recorded at the wrong door.
    Withdraw(Withdraw),
    Settle(Settle),
    /// The ballot of a compound is closed: papers signed after `on` don't count.
    Close(Close),
    /// Closed too early: open again.
    Reopen(Reopen),
    /// A device whose bundles are accepted.
    Enrol(Enrol),
    /// A bundle file was made of the records up to this one.
    Exported(Exported),
    /// A device that was lost or misused: what it recorded after this number has no effect.
    Revoke(Revoke),
    /// Who goes to the doors of a building.
    Assign(Assign),
    /// The frozen roll was wrong: it can be imported anew, and the notice has to be posted anew. Ballots count only if the next roll is the one that
    /// they were taken on.
    Thaw(Thaw),
    /// Single titles of the frozen roll were wrong, or changed: it has another hash from now on, and the notice has to be posted anew.
    Correct(Correct),
    /// What a sealed ballot says, by the word of the supervisor, who has the key.
    Opened(Opened),
    /// A work packet or a trust list was given out.
    Issued(Issued),
    /// A work packet was taken in.
    PacketTaken(PacketTaken),
    /// The supervisor has a bundle.
    Received(Received),
    /// The supervisor's receipt for a bundle of this device was checked: its records are handed over.
    Receipted(Receipted),
    /// An enrolled device that may do from now on whatever the founder may.
    Deputy(Deputy),
    /// A photo was taken.
    Photo(PhotoTaken),
    /// A photo that shows the wrong thing, or nothing.
    PhotoDropped(PhotoDropped),
    /// The photos of this device's records up to a number were given out.
    PhotosOut(PhotosOut),
    /// Whether a place needs to be surveyed at all, or more than it was.
    SurveyNeed(SurveyNeedSaid),
    /// Where a place is.
    Position(PositionTaken),
    /// A visit that wasn't made, or not so: a button that was hit by mistake.
    VisitUndone(VisitUndone),
    /// A form that is good after all: another number was read, or the word was given at the wrong door.
    SpoilUndone(SpoilUndone),
    /// A paper of a dwelling that isn't on the roll.
    Stray(Stray),
    /// One that was recorded by mistake, or is on record at its household by now.
    StrayUndone(StrayUndone),
}

variants!(Fact {
    Found(said) = "found", Terms(said) = "terms", Compound(said) = "compound", RollPart(said) = "roll_part",
    Roll(said) = "roll", Freeze(said) = "freeze", Notice(said) = "notice", Answer(said) = "answer",
    Visit(said) = "visit", Ballot(said) = "ballot", Check(said) = "check", Spoil(said) = "spoil", Withdraw(said) = "withdraw", Settle(said) = "settle",
    Close(said) = "close", Reopen(said) = "reopen", Enrol(said) = "enrol", Exported(said) = "exported",
    Revoke(said) = "revoke", Assign(said) = "assign", Thaw(said) = "thaw", Correct(said) = "correct",
    Opened(said) = "opened",
    Issued(said) = "issued",
    PacketTaken(said) = "packet_taken", Received(said) = "received", Receipted(said) = "receipted",
    Deputy(said) = "deputy", Photo(said) = "photo", PhotoDropped(said) = "photo_dropped",
    PhotosOut(said) = "photos_out", SurveyNeed(said) = "survey_need", Position(said) = "position",
    VisitUndone(said) = "visit_undone", SpoilUndone(said) = "spoil_undone",
    Stray(said) = "stray", StrayUndone(said) = "stray_undone",
});

impl Fact {
    /// Whether only a supervisor may say this.
    pub fn is_supervisors(&self) -> bool {
        let is_collectors = match self {
            Self::Answer(given) => !given.place.is_dossier(),
            Self::Photo(taken) => match &taken.of {
                Subject::Item(place, _) => !place.is_dossier(),
                Subject::Notice => false,
                Subject::Form(..) | Subject::Authority(..) | Subject::Door(_) => true,
            },
            _ => matches!(
                self,
                Self::Visit(_)
                    | Self::Ballot(_)
                    | Self::Check(_)
                    | Self::Spoil(_)
                    | Self::Withdraw(_)
                    | Self::PhotoDropped(_)
                    | Self::SurveyNeed(_)
                    | Self::Position(_)
                    | Self::VisitUndone(_)
                    | Self::SpoilUndone(_)
                    | Self::Stray(_)
                    | Self::StrayUndone(_)
            ),
        };
        let is_of_its_own =
            matches!(self, Self::Exported(_) | Self::PacketTaken(_) | Self::Receipted(_) | Self::PhotosOut(_));
        !is_collectors && !is_of_its_own
    }

    /// Whether it only notes that files went out or came in: nothing that has to be handed over for its own sake.
    pub fn is_note(&self) -> bool {
        matches!(
            self,
            Self::Exported(_)
                | Self::Issued(_)
                | Self::PacketTaken(_)
                | Self::Received(_)
                | Self::Receipted(_)
                | Self::PhotosOut(_)
        )
    }

    /// The compound that it is about.
    pub fn compound(&self) -> Option<&CompoundId> {
        Some(match self {
            Self::Compound(card) => &card.id,
            Self::RollPart(part) => &part.compound,
            Self::Roll(roll) => &roll.compound,
            Self::Freeze(freeze) => &freeze.compound,
            Self::Notice(posted) => &posted.compound,
            Self::Answer(given) => &given.compound,
            Self::Visit(made) => &made.compound,
            Self::Ballot(taken) => &taken.compound,
            Self::Check(check) => &check.compound,
            Self::Spoil(spoil) => &spoil.compound,
            Self::Withdraw(withdraw) => &withdraw.compound,
            Self::Settle(settle) => &settle.compound,
            Self::Close(close) => &close.compound,
            Self::Reopen(reopen) => &reopen.compound,
            Self::Assign(assign) => &assign.compound,
            Self::Thaw(thaw) => &thaw.compound,
            Self::Correct(correct) => &correct.compound,
            Self::Opened(opened) => &opened.compound,
            Self::Photo(taken) => &taken.compound,
            Self::PhotoDropped(dropped) => &dropped.compound,
            Self::SurveyNeed(said) => &said.compound,
            Self::Position(taken) => &taken.compound,
            Self::VisitUndone(undone) => &undone.compound,
            Self::SpoilUndone(undone) => &undone.compound,
            Self::Stray(stray) => &stray.compound,
            Self::StrayUndone(undone) => &undone.compound,
            Self::Found(_)
            | Self::Terms(_)
            | Self::Enrol(_)
            | Self::Exported(_)
            | Self::Revoke(_)
            | Self::Issued(_)
            | Self::PacketTaken(_)
            | Self::Received(_)
            | Self::Receipted(_)
            | Self::Deputy(_)
            | Self::PhotosOut(_) => return None,
        })
    }

    /// The household whose papers it says something of.
    pub fn household(&self) -> Option<&HouseholdId> {
        match self {
            Self::Ballot(BallotTaken { household, .. })
            | Self::Check(Check { household, .. })
            | Self::Spoil(Spoil { household, .. })
            | Self::SpoilUndone(SpoilUndone { household, .. })
            | Self::Withdraw(Withdraw { household, .. })
            | Self::Settle(Settle { household, .. })
            | Self::Opened(Opened { household, .. }) => Some(household),
            Self::Photo(taken) => taken.of.household(),
            _ => None,
        }
    }

    /// Whether it may change what a household counts for.
    pub fn is_of_the_count(&self) -> bool {
        matches!(
            self,
            Self::Ballot(_)
                | Self::Check(_)
                | Self::Spoil(_)
                | Self::SpoilUndone(_)
                | Self::Withdraw(_)
                | Self::Settle(_)
                | Self::Opened(_)
                | Self::Photo(_)
                | Self::PhotoDropped(_)
        )
    }

    /// Whether it has to do with who may say what.
    pub fn is_of_authority(&self) -> bool {
        matches!(self, Self::Found(_) | Self::Enrol(_) | Self::Deputy(_) | Self::Revoke(_))
    }

    /// Whether this travels in a work packet: what a device needs to work, and nothing that it doesn't.
    pub fn is_setup(&self) -> bool {
        matches!(
            self,
            Self::Found(_)
                | Self::Terms(_)
                | Self::Compound(_)
                | Self::RollPart(_)
                | Self::Roll(_)
                | Self::Freeze(_)
                | Self::Notice(_)
                | Self::Close(_)
                | Self::Reopen(_)
                | Self::Enrol(_)
                | Self::Revoke(_)
                | Self::Assign(_)
                | Self::Thaw(_)
                | Self::Correct(_)
                | Self::Deputy(_)
                // A form that the office had spoiled is taken at no door, and whose papers it took back or settled with none standing is asked again.
                | Self::Spoil(_)
                | Self::SpoilUndone(_)
                | Self::Withdraw(_)
                | Self::VisitUndone(_)
                | Self::Settle(_)
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub nonce: String,
    pub terms: Terms,
}

object!(Found { nonce, terms });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RollPart {
    pub compound: CompoundId,
    /// Which import: the record number of its first part.
    pub import: u64,
    pub building: BuildingNo,
    pub households: Vec<Household>,
}

object!(RollPart { compound, import, building, households });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RollImported {
    pub compound: CompoundId,
    pub import: u64,
    pub parts: u64,
    pub roll: String,
    /// Name and SHA-256 of the file it came from.
    pub file: String,
    pub file_sha256: String,
}

object!(RollImported { compound, import, parts, roll, file, file_sha256 });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Freeze {
    pub compound: CompoundId,
    pub roll: String,
    /// N, for the reader; replay counts again.
    pub households: u64,
    /// Which titles count, where not only residential ones do.
    pub counts: Option<Counts>,
}

object!(Freeze { compound, roll, households, counts or nothing });

/// A correction of the frozen roll (BAL-7). Ballots that were taken before it go on counting, but for those of titles that it takes off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correct {
    pub compound: CompoundId,
    /// Hash of the roll that is corrected.
    pub from: String,
    /// Titles that come on it, or stand on it otherwise than before: a divided dwelling's, a new holder's.
    pub put: Vec<Household>,
    /// Titles that come off it: a merged dwelling's, one that doesn't exist.
    pub take: Vec<HouseholdId>,
    /// Hash of the roll that comes of it.
    pub roll: String,
    /// N, for the reader; replay counts again.
    pub households: u64,
    pub why: String,
}

impl Correct {
    /// Where two titles become one by it: the one that stays, and the one that comes off.
    pub fn merger(&self) -> Option<(&HouseholdId, &HouseholdId)> {
        match (&self.put[..], &self.take[..]) {
            ([kept], [gone]) => Some((&kept.id, gone)),
            _ => None,
        }
    }
}

object!(Correct { compound, from, put or nothing, take or nothing, roll, households, why });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoticePosted {
    pub compound: CompoundId,
    pub notice: Notice,
    /// Why its contents or days are others than those of the notice that hung, papers having been given out by it.
    pub why: Option<String>,
    /// The hash of the roll whose N it tells; `None` in records that don't say.
    pub roll: Option<String>,
}

object!(NoticePosted { compound, notice, why or nothing, roll or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerGiven {
    pub compound: CompoundId,
    pub place: Place,
    /// Catalogue item id.
    pub item: String,
    pub answer: Answer,
}

object!(AnswerGiven { compound, place, item, answer });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisitMade {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub visit: Visit,
}

object!(VisitMade { compound, household, visit });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisitUndone {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub visit: RecordId,
    pub why: String,
}

object!(VisitUndone { compound, household, visit, why });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BallotTaken {
    pub compound: CompoundId,
    pub household: HouseholdId,
    /// Hash of the roll that the household was asked on.
    pub roll: String,
    pub ballot: Ballot,
    /// Ballots of this household that this one replaces, and why.
    pub replaces: Vec<RecordId>,
    pub why: Option<String>,
}

object!(BallotTaken { compound, household, roll, ballot, replaces or nothing, why or nothing });

/// A second person's reading of a paper (catalogue 5: transcribed by, checked by, two different people).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub ballot: RecordId,
    /// What the checker read, without having been told what is on record.
    pub read: ChoiceClass,
    /// Who checked: somebody else than who recorded the ballot.
    pub checker: String,
    pub note: Option<String>,
    /// The number that the checker read on the form.
    pub serial: Option<String>,
}

object!(Check { compound, household, ballot, read, checker, note or nothing, serial or nothing });

impl Check {
    /// Whether it was this ballot's form that was read, as far as its number was.
    pub fn is_of_form(&self, ballot: &Ballot) -> bool {
        self.serial.as_deref().is_none_or(|serial| one_spelling(serial) == one_spelling(&ballot.serial))
    }

    /// Whether what was read is what is on record.
    pub fn agrees(&self, ballot: &Ballot) -> bool {
        self.read == ballot.choice.class() && self.is_of_form(ballot)
    }
}

/// A form that was torn, misprinted or miswritten; the household gets another one, with another number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spoil {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub serial: String,
    pub why: String,
}

object!(Spoil { compound, household, serial, why });

/// Of a form that was recorded as spoiled: it is good.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpoilUndone {
    pub compound: CompoundId,
    pub household: HouseholdId,
    /// The [`Spoil`] that is taken back.
    pub spoil: RecordId,
    pub why: String,
}

object!(SpoilUndone { compound, household, spoil, why });

/// Nothing of what was chosen: it counts for nothing (catalogue 5, I8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stray {
    pub compound: CompoundId,
    /// Where they live, as they say it.
    pub dwelling: String,
    /// The number of the form, if it has one.
    pub serial: Option<String>,
    pub note: Option<String>,
}

object!(Stray { compound, dwelling, serial or nothing, note or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StrayUndone {
    pub compound: CompoundId,
    pub stray: RecordId,
    pub why: String,
}

object!(StrayUndone { compound, stray, why });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withdraw {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub ballots: Vec<RecordId>,
    pub why: String,
    /// Another household's paper, which never was at this door.
    pub is_anothers: bool,
}

object!(Withdraw { compound, household, ballots, why, is_anothers as "anothers" or nothing });

/// The supervisor's word on exactly the ballots that it names. A ballot that arrives later is not covered by it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settle {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub over: Vec<RecordId>,
    /// The one that stands; `None`: none of them, the household counts as invalid (I9) until it signs again.
    pub keep: Option<RecordId>,
    pub why: String,
    /// The word in whose place this one is: whoever says it knows that one.
    pub instead: Option<RecordId>,
    /// The day of it, `yyyy-mm-dd`: where none stands, a paper that was signed before is no new signature. `None` in files of before it was said.
    pub on: Option<String>,
    /// The last record of each device that was there: whoever says it knows the words up to them. Empty in files of before it was said.
    pub known: Vec<RecordId>,
    /// The words over the household's ballots that were here, be it without all that their devices recorded before.
    pub heard: Vec<RecordId>,
}

object!(Settle { compound, household, over, keep or nothing, why, instead or nothing, on or nothing, known or nothing, heard or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Close {
    pub compound: CompoundId,
    /// Last day of the ballot, `yyyy-mm-dd`.
    pub on: String,
    /// The last record of each device that was there when it was closed. Empty where it isn't said.
    pub known: Vec<RecordId>,
    /// Those of the supervisors' records up to there that were lost for good where it was closed.
    pub lost: Vec<RecordId>,
    /// What was counted then, as [`super::compound::Compound::counted`] has it: whoever has all that was known and counts otherwise, because of what
    /// came later or is void by now, has to close anew.
    pub counted: Option<String>,
    /// Why it was closed although something was outstanding.
    pub why: Option<String>,
    /// The compound's closings and openings that were here, be it without all that their devices recorded before.
    pub heard: Vec<RecordId>,
}

object!(Close { compound, on, known or nothing, lost or nothing, counted or nothing, why or nothing, heard or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reopen {
    pub compound: CompoundId,
    pub why: String,
}

object!(Reopen { compound, why });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enrol {
    pub device: DeviceId,
    /// What the device is called.
    pub name: String,
    /// Who uses it, as the supervisor knows them.
    pub person: Option<String>,
    pub key: PublicKey,
}

object!(Enrol { device, name, person or nothing, key });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exported {
    /// From 1, without gaps.
    pub bundle: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Number of the last record in it.
    pub last: u64,
}

object!(Exported { bundle, sha256, last });

/// By number, not by time: a lost tablet's clock says what its finder wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revoke {
    pub device: DeviceId,
    /// Number of its last record that counts; 0: none does.
    pub last: u64,
    pub why: String,
}

object!(Revoke { device, last, why });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deputy {
    pub device: DeviceId,
}

object!(Deputy { device });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assign {
    pub compound: CompoundId,
    pub building: BuildingNo,
    /// From now on; none: whoever comes.
    pub devices: Vec<DeviceId>,
}

object!(Assign { compound, building, devices or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thaw {
    pub compound: CompoundId,
    pub why: String,
}

object!(Thaw { compound, why });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    pub compound: CompoundId,
    pub household: HouseholdId,
    pub ballot: RecordId,
    pub secret: Secret,
}

object!(Opened { compound, household, ballot, secret });

/// What the supervisor gives out signed and numbered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Issue {
    Packet,
    Trust,
}

words!(Issue { Packet = "packet", Trust = "trust" });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issued {
    pub what: Issue,
    /// From 1, without gaps, for each of the two.
    pub number: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

object!(Issued { what, number, sha256 });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PacketTaken {
    pub packet: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

object!(PacketTaken { packet, sha256 });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// Whose bundle.
    pub device: DeviceId,
    pub bundle: u64,
    /// SHA-256 of the file and of the one before it, hexadecimal.
    pub sha256: String,
    pub previous: Option<String>,
    /// Number of the last record in it, and the chain after it.
    pub last: u64,
    pub head: String,
}

object!(Received { device, bundle, sha256, previous or nothing, last, head });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipted {
    pub bundle: u64,
    /// SHA-256 of the bundle's file, hexadecimal.
    pub sha256: String,
    /// Number of the last record in it: all up to it are handed over.
    pub last: u64,
    /// The supervisor's device.
    pub by: DeviceId,
}

object!(Receipted { bundle, sha256, last, by });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoTaken {
    pub compound: CompoundId,
    pub of: Subject,
    pub photo: Photo,
    /// The photo that this one is a copy of, with marks drawn on it.
    pub marked: Option<RecordId>,
}

object!(PhotoTaken { compound, of, photo, marked or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoDropped {
    pub compound: CompoundId,
    /// The record of a photo: this device's own, or, by a supervisor, any.
    pub photo: RecordId,
    /// Of a household's paper.
    pub why: Option<String>,
}

object!(PhotoDropped { compound, photo, why or nothing });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotosOut {
    /// Number of the last record whose photos went out.
    pub last: u64,
}

object!(PhotosOut { last });

/// Whether a place needs to be surveyed (the census of buildings asks the same, with a reason).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SurveyNeed {
    /// As the catalogue has it.
    Usual,
    /// Not at all: why.
    NotNeeded(Remark),
    /// What is on record isn't enough: what is wanted.
    MoreNeeded(Remark),
}

variants!(SurveyNeed { Usual = "usual", NotNeeded(why) = "not_needed", MoreNeeded(why) = "more_needed" });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyNeedSaid {
    pub compound: CompoundId,
    pub place: Place,
    pub need: SurveyNeed,
}

object!(SurveyNeedSaid { compound, place, need });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PositionTaken {
    pub compound: CompoundId,
    pub place: Place,
    pub position: Position,
}

object!(PositionTaken { compound, place, position });
