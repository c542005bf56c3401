//! The review before a survey is handed over: what is wrong (red), what nobody has begun, what looks odd (amber), and what is still to be done, place
//! by place. What is wrong is kept apart from what isn't begun, or half-way through a survey nobody would find it.

use super::At;
use super::draft::Draft;
use super::places::{doubts, is_open, places, scope, unsaved_places};
use crate::domain::catalogue::{self, Item};
use crate::domain::place::Place;
use crate::journal::compound::Compound;

/// What the review finds at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub place: Place,
    /// Items that were begun and aren't finished, or in which something typed is not on record.
    pub red: Vec<&'static Item>,
    /// Items that must be answered and weren't begun.
    pub blank: Vec<&'static Item>,
    /// Items that are answered and look odd, or were copied and not checked.
    pub amber: Vec<&'static Item>,
}

impl Found {
    /// The item to go to first.
    pub fn first(&self) -> Option<&'static Item> {
        self.red.first().or(self.blank.first()).or(self.amber.first()).copied()
    }
}

/// The places at which something is found, in the order of the survey, households last.
pub fn review(compound: &Compound, draft: &Draft, ext_on: bool) -> Vec<Found> {
    let found = |place: Place| {
        let items = || catalogue::for_scope(scope(&place), ext_on);
        let at = |item: &Item| At { compound: compound.card.id.clone(), place: place.clone(), item: item.id };
        let answer = |item: &Item| compound.answer(&place, item.id);
        let is_open = |item: &Item| is_open(compound, draft, &at(item), item);
        let is_begun = |item: &Item| {
            let is_unsaved = draft.item(&at(item)).is_some_and(|draft| draft.unsaved(item, answer(item)));
            is_unsaved || answer(item).is_some_and(|answer| !answer.is_blank())
        };
        let is_amber = |item: &&'static Item| {
            let copied = answer(item).is_some_and(|answer| answer.copied().is_some());
            !is_open(item) && (copied || !doubts(compound, &place, item).is_empty())
        };
        let (red, blank) = items().filter(|item| is_open(item)).partition(|item| is_begun(item));
        let amber = items().filter(is_amber).collect();
        Found { red, blank, amber, place }
    };
    // Of a household nothing is wanted: only what went wrong there is found.
    let households = unsaved_places(compound, draft).into_iter().filter(|place| place.is_household()).cloned();
    places(compound).into_iter().chain(households).map(found).filter(|found| found.first().is_some()).collect()
}

/// Where to go first: to what is wrong, wherever that is, and only then to what isn't begun.
pub fn first(found: &[Found]) -> Option<(&Place, &'static Item)> {
    let first = found.iter().find(|found| !found.red.is_empty()).or(found.first())?;
    Some((&first.place, first.first()?))
}

/// What is still to be done, with the item about which it is.
pub fn follow_ups(compound: &Compound) -> Vec<(Place, &'static Item, &str)> {
    let mut open = Vec::new();
    for place in compound.answered_places().filter(|place| !place.is_dossier()) {
        for item in catalogue::for_scope(scope(place), true) {
            let follow_up = compound.answer(place, item.id).and_then(|answer| answer.follow_up());
            let what = follow_up.filter(|follow_up| follow_up.done.is_none()).map(|follow_up| follow_up.what.as_str());
            open.extend(what.map(|what| (place.clone(), item, what)));
        }
    }
    open
}
