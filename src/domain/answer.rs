//! Answers to catalogue items: what was found, or why nothing can be said.
//!
//! Unknown is never zero: a blank is the absence of a value, and an item nobody could answer is `Unknown` with a reason.
//! An answer that is not `Answered` holds no values, so none can be read as a finding. Who answered and when is on the
//! journal's entry, photos too; an answer is only what the form holds.
//!
//! [`state`] tells what is still missing (red), [`soft_checks`] what looks odd (amber). Neither is an error: saving is
//! always allowed.

use super::catalogue::{self, Check, Field, FieldError, FieldKind, Item, Need, Scope, When, Whole};
use super::date::{Date, parse_date};
use super::json::{Absent, FromJson, Json, Misread, ToJson, Writer, object, variants};
use super::place::Place;
use super::small_map::SmallMap;
use rust_decimal::Decimal;

/// Beyond what any field takes.
const MAX_FIGURE: u64 = 10_000_000_000_000;

/// Words that say something, a reason or a note: trimmed and never empty, nor readable from a file that holds an empty one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark(String);

/// Nothing was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlankRemark;

impl std::fmt::Display for BlankRemark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("blank remark")
    }
}

impl std::error::Error for BlankRemark {}

impl Remark {
    /// # Errors
    /// If nothing but spaces was given.
    pub fn new(text: &str) -> Result<Self, BlankRemark> {
        match text.trim() {
            "" => Err(BlankRemark),
            text => Ok(Self(text.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromJson for Remark {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        Self::new(&String::from_json(json)?).map_err(|why| Misread::new(why.to_string()))
    }
}

impl ToJson for Remark {
    fn to_json(&self, to: &mut Writer) {
        to.string(&self.0);
    }
}

/// Whether an item could be answered. The codes are for ever.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Status {
    #[default]
    Answered,
    /// It could not be found out.
    Unknown(Remark),
    /// The question does not arise here; it drops out of every score.
    NotApplicable(Remark),
}

variants!(Status { Answered = "answered", Unknown(reason) = "unknown", NotApplicable(reason) = "not_applicable" });

impl Absent for Status {
    fn is_absent(&self) -> bool {
        *self == Self::Answered
    }
}

/// One item's answer about one thing. Stored with one-letter names, as there may be twenty thousand in a quota.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    status: Status,
    /// Field id → canonical text.
    values: SmallMap<String, String>,
    /// The surveyor's remark.
    note: Option<Remark>,
    /// It was copied from the answer about this place, and nobody has checked it here yet.
    copied: Option<Place>,
    /// What is still to be done about it.
    follow_up: Option<FollowUp>,
}

object!(Answer {
    status as "s" or nothing, values as "v" or nothing, note as "n" or nothing, copied as "c" or nothing,
    follow_up as "f" or nothing,
});

/// What is still to be done about something, and what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FollowUp {
    pub what: Remark,
    /// What came of it; `None` while it is open.
    pub done: Option<Remark>,
}

object!(FollowUp { what as "w", done as "d" or nothing });

impl Answer {
    /// # Errors
    /// If the reason is blank.
    pub fn unknown(reason: &str) -> Result<Self, BlankRemark> {
        Ok(Self { status: Status::Unknown(Remark::new(reason)?), ..Self::default() })
    }

    /// # Errors
    /// If the reason is blank.
    pub fn not_applicable(reason: &str) -> Result<Self, BlankRemark> {
        Ok(Self { status: Status::NotApplicable(Remark::new(reason)?), ..Self::default() })
    }

    pub fn status(&self) -> &Status {
        &self.status
    }

    pub fn note(&self) -> Option<&str> {
        self.note.as_ref().map(Remark::as_str)
    }

    /// The place that it was copied from, until somebody has checked it here.
    pub fn copied(&self) -> Option<&Place> {
        self.copied.as_ref()
    }

    pub fn follow_up(&self) -> Option<&FollowUp> {
        self.follow_up.as_ref()
    }

    pub fn set_follow_up(&mut self, follow_up: Option<FollowUp>) {
        self.follow_up = follow_up;
    }

    /// The same answer as copied from `place` to another: what is to be done there, was remarked there, or stands on photos taken there doesn't come
    /// along.
    pub fn copy_from(&self, place: Place, item: &Item) -> Self {
        let is_of_there = |id: &str| item.field(id).is_some_and(|field| field.kind == FieldKind::PhotoNumber);
        let mut copy = Self { copied: Some(place), note: None, follow_up: None, ..self.clone() };
        copy.values.retain(|id, _| !is_of_there(id));
        copy
    }

    /// Somebody has checked it here.
    pub fn confirm(&mut self) {
        self.copied = None;
    }

    /// All values, by field id.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(field, value)| (field.as_str(), value.as_str()))
    }

    /// Whether nothing at all is said.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// The canonical text of a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }

    /// The same, to keep.
    pub fn text(&self, field: &str) -> Option<String> {
        self.value(field).map(str::to_owned)
    }

    /// A count, or `None` if there is none.
    pub fn count(&self, field: &str) -> Option<u32> {
        self.value(field)?.parse().ok()
    }

    /// A figure in the unit of its field, counts included. What no field takes, as a record from elsewhere may hold, is none: a sum of figures has to
    /// stay within what a decimal holds.
    pub fn decimal(&self, field: &str) -> Option<Decimal> {
        let figure = Decimal::from_str_exact(self.value(field)?).ok()?;
        let is_meant = !figure.is_sign_negative() && figure.scale() <= 6 && figure <= Decimal::from(MAX_FIGURE);
        is_meant.then_some(figure)
    }

    /// A date.
    pub fn date(&self, field: &str) -> Option<Date> {
        parse_date(self.value(field)?)
    }

    /// The chosen codes: one for a choice, several for choices.
    pub fn codes(&self, field: &str) -> impl Iterator<Item = &str> {
        self.value(field).into_iter().flat_map(|codes| codes.split(','))
    }

    /// Writes what was typed into a field; a blank removes the value. Whatever stood in the way of an answer is withdrawn.
    ///
    /// # Errors
    /// If the text is not a value of the field; the answer is then unchanged.
    pub fn set(&mut self, field: &Field, raw: &str) -> Result<(), FieldError> {
        match field.kind.parse(raw) {
            Ok(value) => {
                self.values.insert(field.id.to_owned(), value.to_string());
            }
            Err(FieldError::Blank) => {
                self.values.remove(field.id);
            }
            Err(error) => return Err(error),
        }
        self.status = Status::Answered;
        self.copied = None;
        Ok(())
    }

    /// Writes the remark; a blank removes it.
    pub fn set_note(&mut self, text: &str) {
        self.note = Remark::new(text).ok();
    }

    /// Whether a field is asked, the other values being what they are.
    pub fn asks(&self, field: &Field) -> bool {
        match field.when {
            None => true,
            Some(When::Is(other, codes)) => self.codes(other).any(|code| codes.contains(&code)),
            Some(When::NotZero(other)) => self.decimal(other) != Some(Decimal::ZERO),
        }
    }

    /// Takes out the values of fields that are no longer asked, such as the provider of a service since found absent.
    /// For the moment an item is finished: while it is a draft, changing one's mind should lose nothing.
    pub fn drop_unasked(&mut self, item: &Item) {
        let asked: Vec<&str> = item.fields.iter().filter(|field| self.asks(field)).map(|field| field.id).collect();
        self.values.retain(|id, _| asked.contains(&id.as_str()));
    }

    /// What makes a stored answer unfit for its item; empty for every answer made by this module. For files from outside.
    pub fn faults(&self, item: &Item) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.status != Status::Answered && !self.values.is_empty() {
            faults.push(Fault::ValuesDespiteReason);
        }
        for (id, value) in self.values.iter() {
            match item.field(id).map(|field| field.kind.parse(value)) {
                None => faults.push(Fault::NoSuchField(id.clone())),
                Some(Err(error)) => faults.push(Fault::NotAValue(id.clone(), error)),
                Some(Ok(canonical)) if canonical.to_string() != *value => {
                    faults.push(Fault::NotCanonical(id.clone()));
                }
                Some(Ok(_)) => {}
            }
        }
        faults
    }
}

/// Why a stored answer can't be one of this catalogue's. The text is the field id found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    NoSuchField(String),
    NotAValue(String, FieldError),
    /// A value, but not in its one spelling.
    NotCanonical(String),
    ValuesDespiteReason,
}

/// How far an item has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Completeness {
    /// Nothing has been entered.
    Missing,
    /// Something has, but not these fields. Where one of several would do, all of them are named.
    Partial(Vec<&'static str>),
    Done,
    Unknown,
    NotApplicable,
}

/// How far an item has come with this answer.
pub fn state(item: &Item, answer: Option<&Answer>) -> Completeness {
    let Some(answer) = answer else {
        return Completeness::Missing;
    };
    match answer.status {
        Status::Unknown(_) => return Completeness::Unknown,
        Status::NotApplicable(_) => return Completeness::NotApplicable,
        Status::Answered if answer.values.is_empty() => return Completeness::Missing,
        Status::Answered => {}
    }
    let has = |field: &&Field| answer.value(field.id).is_some();
    let one_of = || item.fields.iter().filter(|field| field.need == Need::OneOf);
    let one_is_there = one_of().any(|field| has(&field));
    let missing = item.fields.iter().filter(|field| match field.need {
        Need::Required => answer.asks(field) && !has(field),
        Need::OneOf => !one_is_there,
        Need::Optional => false,
    });
    let missing: Vec<_> = missing.map(|field| field.id).collect();
    if missing.is_empty() { Completeness::Done } else { Completeness::Partial(missing) }
}

/// How much of what must be asked about one thing is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Done, unknown with a reason, or not applicable.
    pub done: usize,
    /// Of those, the unknown: settled for the surveyor, still open for the rules.
    pub unknown: usize,
    /// Items that must be asked; computed and optional items are not among them. Of a household, where nothing must be asked, all.
    pub total: usize,
}

/// Progress over the items of a scope, given the answers about one compound, building, stairwell or household.
pub fn progress<'a>(scope: Scope, ext_on: bool, answer: impl Fn(&str) -> Option<&'a Answer>) -> Progress {
    let mut progress = Progress::default();
    for item in catalogue::for_scope(scope, ext_on).filter(|item| item.is_asked() || scope == Scope::Household) {
        let state = state(item, answer(item.id));
        progress.total += 1;
        progress.unknown += usize::from(state == Completeness::Unknown);
        progress.done += usize::from(!matches!(state, Completeness::Missing | Completeness::Partial(_)));
    }
    progress
}

/// A field of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldAt {
    pub item: &'static str,
    pub field: &'static str,
}

/// Something that looks odd and may yet be right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Soft {
    /// A part is more than its whole.
    Exceeds { part: FieldAt, whole: FieldAt },
    /// Parts do not add up to what is stated. While a part is blank, only too much is odd.
    SumDiffers { item: &'static str, fields: &'static [&'static str], sum: Decimal, whole: FieldAt, stated: Decimal },
    /// The first date is after the second.
    OutOfOrder { earlier: FieldAt, later: FieldAt },
    /// 不适用 was chosen in a field and no note says why.
    ReasonWanted { at: FieldAt },
    /// What was found has to be seen by others, and no photo shows it.
    PhotoWanted,
    /// The compound's figure is not what its buildings' records give.
    BuildingsDiffer { whole: FieldAt, recorded: Decimal, stated: Decimal },
    /// The compound's counts are not what its households' answers come to.
    HouseholdsDiffer,
}

/// What looks odd in an item, given the answers about the same thing.
pub fn soft_checks<'a>(item: &'static Item, answer: impl Fn(&str) -> Option<&'a Answer>) -> Vec<Soft> {
    let Some(own) = answer(item.id) else {
        return Vec::new();
    };
    let here = |field| FieldAt { item: item.id, field };
    let whole = |whole: &Whole| {
        let place = match *whole {
            Whole::Here(field) => here(field),
            Whole::Of(item, field) => FieldAt { item, field },
        };
        answer(place.item)?.decimal(place.field).map(|stated| (place, stated))
    };
    let asked = |id: &str| item.field(id).is_some_and(|field| own.asks(field));
    let figure = |id: &str| own.decimal(id).filter(|_| asked(id));
    let breach = |check: &Check| match *check {
        Check::AtMost(part, other) => {
            let (whole, stated) = whole(&other)?;
            (figure(part)? > stated).then(|| Soft::Exceeds { part: here(part), whole })
        }
        Check::SumsTo(fields, other) => {
            let (whole, stated) = whole(&other)?;
            let known: Vec<Decimal> = fields.iter().filter_map(|field| figure(field)).collect();
            let sum: Decimal = known.iter().sum();
            let odd = if known.len() == fields.len() { sum != stated } else { sum > stated };
            odd.then_some(Soft::SumDiffers { item: item.id, fields, sum, whole, stated })
        }
        Check::NotAfter(earlier, later) => (asked(earlier) && asked(later) && own.date(earlier)? > own.date(later)?)
            .then(|| Soft::OutOfOrder { earlier: here(earlier), later: here(later) }),
    };
    let mut soft: Vec<Soft> = item.checks.iter().filter_map(breach).collect();
    let unexplained = |field: &&Field| {
        field.kind == FieldKind::Presence && own.note.is_none() && own.value(field.id) == Some("not_applicable")
    };
    soft.extend(item.fields.iter().filter(unexplained).map(|field| Soft::ReasonWanted { at: here(field.id) }));
    soft
}

/// Compares the compound's own figures with the records of its buildings: their number (`base.buildings`) and the
/// sum of their floor areas (`base.floorArea`). Households are the roll's business.
///
/// `areas` has one entry a building record, in m²; a sum with a gap in it is not compared.
pub fn compare_buildings<'a>(answer: impl Fn(&str) -> Option<&'a Answer>, areas: &[Option<Decimal>]) -> Vec<Soft> {
    let differs = |item, field, recorded: Decimal| {
        let stated = answer(item)?.decimal(field)?;
        (stated != recorded).then_some(Soft::BuildingsDiffer { whole: FieldAt { item, field }, recorded, stated })
    };
    let number = differs("base.buildings", "total", Decimal::from(areas.len()));
    let sum: Option<Decimal> = areas.iter().copied().sum();
    let area = sum.and_then(|sum| differs("base.floorArea", "area", sum));
    number.into_iter().chain(area).collect()
}
