//! What a person is typing. Raw text is kept exactly as typed and echoed; it is parsed beside, never in place.
//!
//! Forms outlive their screen: going elsewhere and back loses nothing. A form is dropped only when what it says was recorded.

use super::lang::Lang;
use super::worded::Worded;
use crate::domain::catalogue::FieldError;
use crate::domain::date::parse_date;
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, HouseholdId};
use crate::domain::small_map::SmallMap;
use crate::domain::typed::half_width;

/// Which form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FormKey {
    NewCampaign,
    Terms(CampaignId),
    NewCompound(CampaignId),
    Settings,
    /// Passphrases of the lock, and after how many minutes it locks. It is dropped whenever the screen is locked or unlocked.
    Lock,
    Notice(CompoundId),
    Visit(CompoundId, HouseholdId),
    Ballot(CompoundId, HouseholdId),
    /// Taking a visit back that was recorded by mistake.
    UndoVisit(CompoundId, HouseholdId),
    /// The number of a form whose code can't be read.
    FormSerial,
    /// Deleting the photo of a household's paper.
    DropPhoto(CompoundId),
    /// Taking a ballot back that was recorded at the wrong door.
    Withdraw(CompoundId, HouseholdId),
    Settle(CompoundId, HouseholdId),
    /// A second person's reading of a household's paper.
    Check(CompoundId, HouseholdId),
    /// A form that was spoiled.
    Spoil(CompoundId, HouseholdId),
    /// One that is good after all.
    UndoSpoil(CompoundId, HouseholdId),
    /// A paper of a dwelling that isn't on the roll.
    Stray(CompoundId),
    /// Taking one back.
    UndoStray(CompoundId),
    /// A household's telephone.
    Contact(CompoundId, HouseholdId),
    Close(CompoundId),
    /// Something about a compound is shown that isn't at first.
    Shown(CompoundId, String),
    /// Comparing the words of a key card.
    Card(DeviceId),
    Revoke(DeviceId),
    /// What it means to make a device a deputy is shown.
    Deputy(DeviceId),
    /// Until when a trust list is good.
    Trust(CampaignId),
    /// Why a frozen roll is thawed.
    Thaw(CompoundId),
    /// What is wrong with a title of a frozen roll.
    Correct(CompoundId),
    /// Passphrases, and the number of records that wiping would lose. It is dropped as soon as it was used.
    Device,
}

/// What a field says that only shows a part of its form.
pub const UNFOLDED: &str = "yes";

/// The raw texts of one form, by field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Form {
    texts: SmallMap<&'static str, String>,
    /// Fields that a person typed into, with what stood there before; the others hold suggestions.
    typed: SmallMap<&'static str, String>,
    /// The person has tried to finish: from now on problems are shown.
    pub tried: bool,
}

impl Form {
    pub fn text(&self, field: &'static str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: &'static str, text: impl Into<String>) {
        if !self.typed.contains_key(&field) {
            self.typed.insert(field, self.text(field).to_owned());
        }
        self.texts.insert(field, text.into());
    }

    /// Sets what hasn't been typed into. A suggestion of yesterday gives way to today's.
    pub fn suggest(&mut self, field: &'static str, text: impl Into<String>) {
        if !self.typed.contains_key(&field) {
            self.texts.insert(field, text.into());
        }
    }

    /// Lets the next suggestion stand in place of what was typed.
    pub fn forget(&mut self, field: &'static str) {
        self.typed.remove(&field);
    }

    /// Whether a person would lose something with it.
    pub fn holds_typed(&self) -> bool {
        self.typed.iter().any(|(field, before)| ![before.as_str(), UNFOLDED].contains(&self.text(field)))
    }

    /// Whether a person said so, and it isn't a suggestion.
    pub fn is_typed(&self, field: &str) -> bool {
        self.typed.contains_key(field)
    }

    /// The trimmed text, or a problem where nothing was typed.
    pub fn required(&self, field: &'static str) -> Result<String, Problem> {
        self.optional(field).ok_or(Problem { field, kind: ProblemKind::Required })
    }

    /// The trimmed text, or `None` where nothing was typed.
    pub fn optional(&self, field: &'static str) -> Option<String> {
        let text = self.text(field).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A date `yyyy-mm-dd`.
    pub fn date(&self, field: &'static str) -> Result<String, Problem> {
        let text = self.required(field)?;
        if parse_date(&text).is_some() { Ok(text) } else { Err(Problem { field, kind: ProblemKind::NotADate }) }
    }

    /// # Errors
    /// If something else than a date was typed.
    pub fn optional_date(&self, field: &'static str) -> Result<Option<String>, Problem> {
        self.optional(field).map(|_| self.date(field)).transpose()
    }

    /// A whole number from `least` to `most`, full-width digits included.
    pub fn whole(&self, field: &'static str, least: u32, most: u32) -> Result<u32, Problem> {
        let text = half_width(&self.required(field)?);
        let kind = OfficeProblem::NotWhole { least, most }.into();
        match text.parse::<u32>() {
            Ok(n) if (least..=most).contains(&n) => Ok(n),
            _ => Err(Problem { field, kind }),
        }
    }
}

/// What is wrong with which field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Problem {
    pub field: &'static str,
    pub kind: ProblemKind,
}

/// What is wrong. Worded in `text`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    Required,
    NotADate,
    /// The paper is dated before the first day that the notice names.
    BeforeNotice,
    /// It isn't a number of the forms printed from this roll.
    NotOfThisRoll,
    /// It is the number of a form that was printed from a roll that was thawed.
    OutdatedForm,
    /// The form with this number was spoiled.
    SpoiledForm,
    /// The campaign wants a photo of the form first.
    PhotoMissing,
    /// It takes two different people.
    SamePerson,
    /// A paper that isn't the numbered form bears none of its numbers.
    NotNumbered,
    /// They were shown what they would have to read on the paper.
    HasSeen,
    /// The paper is dated in the future.
    InFuture,
    /// The day is over.
    InPast,
    /// It is said to be signed after the ballot was closed, and isn't.
    BeforeClose,
    /// Another household's ballot has this serial.
    SerialTaken,
    /// It can only be wrong in a form of the office's.
    Office(Worded<OfficeProblem>),
}

/// What only the office's forms find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfficeProblem {
    NotWhole {
        least: u32,
        most: u32,
    },
    NotDecimal,
    /// It has to hang for so many days first.
    TooSoon {
        days: u8,
    },
    /// It comes before the day above it.
    OutOfOrder,
    /// The roll of the notice was frozen in another's place on a later day.
    BeforeFreeze,
    /// It can't be read.
    NotUnderstood,
    /// Such a title is on the roll already.
    OnRoll,
    /// No such title is on the roll.
    NotOnRoll,
    /// What it would come to is what is there.
    NothingChanged,
    /// Something with this name exists.
    NameTaken,
    NotATelephone,
    /// A name of more characters than others take.
    TooLong,
    /// No value of a setting.
    NotAValue(FieldError),
}

impl From<OfficeProblem> for ProblemKind {
    fn from(problem: OfficeProblem) -> Self {
        Self::Office(Worded::new(problem, Lang::office_problem))
    }
}

/// Collects what several checks found: all problems at once, or all values.
#[derive(Default)]
pub struct Checks {
    pub problems: Vec<Problem>,
}

impl Checks {
    /// The value, or its default with the problem noted.
    pub fn take<T: Default>(&mut self, result: Result<T, Problem>) -> T {
        result.unwrap_or_else(|problem| {
            self.problems.push(problem);
            T::default()
        })
    }

    pub fn note(&mut self, field: &'static str, kind: impl Into<ProblemKind>) {
        self.problems.push(Problem { field, kind: kind.into() });
    }

    /// `value` if nothing was found.
    ///
    /// # Errors
    /// All problems in the order of the fields checked.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }
}
