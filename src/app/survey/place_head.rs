//! What is said of a place as a whole: whether it needs to be surveyed, where it is, and that it is as the place before it.

use super::places::{places, scope};
use super::{At, ItemDraft, ext_on};
use crate::app::{Effect, Model, Moment};
use crate::domain::answer::{self, Answer, Completeness, Remark};
use crate::domain::catalogue;
use crate::domain::ids::CompoundId;
use crate::domain::photo::Position;
use crate::domain::place::Place;
use crate::journal::Fact;
use crate::journal::compound::Compound;
use crate::journal::fact::{AnswerGiven, PositionTaken, SurveyNeed, SurveyNeedSaid};

/// Why a place is not where the catalogue has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    NotNeeded,
    MoreNeeded,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeadMsg {
    /// Ask why the place needs no survey, or more.
    Ask(Kind),
    TypeReason(String),
    GiveReason,
    DropReason,
    /// The place is to be surveyed as usual.
    Usual,
    /// Copy the answers that are missing here from this place.
    Copy(Place),
    /// Ask the device where it is.
    Locate,
}

/// Why the device doesn't say where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LocateTrouble {
    /// The browser has no such thing, or not for this page.
    NotOffered,
    Refused,
    /// Nothing was received in time, as indoors.
    Unknown,
}

/// What is under way about a place as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    pub asking: Option<Kind>,
    pub reason: String,
    /// The person tried to give a blank reason.
    pub tried: bool,
    /// The device is being asked where it is.
    pub locating: bool,
    pub trouble: Option<LocateTrouble>,
    /// So many answers were copied here last.
    pub copied: usize,
}

pub(super) fn update(
    model: &mut Model,
    now: &Moment,
    compound: CompoundId,
    place: Place,
    msg: HeadMsg,
    effects: &mut Vec<Effect>,
) {
    let mut head = model.survey.head(&compound, &place);
    match msg {
        HeadMsg::Ask(kind) => head = Head { asking: Some(kind), ..Head::default() },
        HeadMsg::TypeReason(text) => head.reason = text,
        HeadMsg::DropReason => head = Head::default(),
        HeadMsg::GiveReason => match (Remark::new(&head.reason), head.asking) {
            (Err(_), _) => head.tried = true,
            (Ok(why), Some(kind)) => {
                let need = match kind {
                    Kind::NotNeeded => SurveyNeed::NotNeeded(why),
                    Kind::MoreNeeded => SurveyNeed::MoreNeeded(why),
                };
                if say(model, now, &compound, &place, need, effects) {
                    head = Head::default();
                }
            }
            (Ok(_), None) => {}
        },
        HeadMsg::Usual => drop(say(model, now, &compound, &place, SurveyNeed::Usual, effects)),
        HeadMsg::Copy(from) => head.copied = copy(model, now, &compound, &place, &from, effects),
        HeadMsg::Locate => {
            (head.locating, head.trouble) = (true, None);
            effects.push(Effect::Locate { compound: compound.clone(), place: place.clone() });
        }
    }
    model.survey.set_head(&compound, &place, head);
}

/// Whether it is on record now.
fn say(
    model: &mut Model,
    now: &Moment,
    compound: &CompoundId,
    place: &Place,
    need: SurveyNeed,
    effects: &mut Vec<Effect>,
) -> bool {
    let said = SurveyNeedSaid { compound: compound.clone(), place: place.clone(), need };
    model.record(now, Fact::SurveyNeed(said), effects).is_some()
}

/// The device says where it is, or why not.
pub fn located(
    model: &mut Model,
    now: &Moment,
    compound: CompoundId,
    place: Place,
    result: Result<Position, LocateTrouble>,
    effects: &mut Vec<Effect>,
) {
    let head =
        Head { locating: false, trouble: result.as_ref().err().cloned(), ..model.survey.head(&compound, &place) };
    model.survey.set_head(&compound, &place, head);
    // Another campaign may be open by now.
    if let (Ok(position), true) = (result, model.compound(&compound).is_some()) {
        model.record(now, Fact::Position(PositionTaken { compound, place, position }), effects);
    }
}

/// The place before this one of the same kind that has answers: what "the same as the last one" means.
pub fn before(compound: &Compound, place: &Place) -> Option<Place> {
    if !matches!(place, Place::Stairwell(..) | Place::Building(_)) {
        return None;
    }
    let places = places(compound);
    let at = places.iter().position(|other| other == place)?;
    let is_answered =
        |other: &&Place| scope(other) == scope(place) && compound.answered_places().any(|answered| answered == *other);
    places[..at].iter().rev().find(is_answered).cloned()
}

/// What names a place rather than describes it, and so is no other's: never copied.
const ITS_OWN: [&str; 3] = ["bld.no", "bld.appraisal", "house.danger"];

/// The answers of `from` that are missing at `place`, as they would be copied.
pub fn copyable(compound: &Compound, place: &Place, from: &Place, ext_on: bool) -> Vec<(&'static str, Answer)> {
    let copy = |item: &'static catalogue::Item| {
        let there = compound.answer(from, item.id).filter(|there| !there.is_blank())?;
        let is_missing = answer::state(item, compound.answer(place, item.id)) == Completeness::Missing;
        (item.is_asked() && is_missing && !ITS_OWN.contains(&item.id))
            .then(|| (item.id, there.copy_from(from.clone(), item)))
    };
    catalogue::for_scope(scope(place), ext_on).filter_map(copy).collect()
}

/// Copies what is missing here; how many answers.
fn copy(
    model: &mut Model,
    now: &Moment,
    id: &CompoundId,
    place: &Place,
    from: &Place,
    effects: &mut Vec<Effect>,
) -> usize {
    let ext = ext_on(model);
    let Some(compound) = model.compound(id) else { return 0 };
    // What is being typed here is not copied over.
    let is_typed = |item: &'static str| {
        let at = At { compound: id.clone(), place: place.clone(), item };
        model.survey.item(&at).is_some_and(|draft| *draft != ItemDraft::default())
    };
    let fact = |(item, answer): (&'static str, Answer)| {
        Fact::Answer(AnswerGiven { compound: id.clone(), place: place.clone(), item: item.to_owned(), answer })
    };
    let answers = copyable(compound, place, from, ext).into_iter();
    let facts: Vec<Fact> = answers.filter(|(item, _)| !is_typed(item)).map(fact).collect();
    model.record_all(now, facts, effects).len()
}
