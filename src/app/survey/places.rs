//! Where the survey goes, how far it has come there, and what is next.

use super::super::contact;
use super::draft::{At, Draft, ItemDraft};
use super::households::{Households, households, of_households};
use crate::domain::answer::{self, Answer, Completeness, Progress, Soft};
use crate::domain::catalogue::{self, Item, Scope};
use crate::domain::ids::CompoundId;
use crate::domain::photo::Subject;
use crate::domain::place::Place;
use crate::domain::roll::Building;
use crate::journal::compound::Compound;

/// What is asked about a place.
pub fn scope(place: &Place) -> Scope {
    match place {
        Place::Compound => Scope::Compound,
        Place::Building(_) => Scope::Building,
        Place::Stairwell(..) => Scope::Stairwell,
        Place::Household(_) => Scope::Household,
        Place::Dossier(_) => Scope::Dossier,
    }
}

/// The buildings of the roll, frozen or not, in their order.
pub fn buildings(compound: &Compound) -> Vec<Building> {
    compound.roll.as_ref().map(|roll| roll.buildings()).unwrap_or_default()
}

/// The places in the order of the survey: the compound, then each building with its stairwells.
pub fn places(compound: &Compound) -> Vec<Place> {
    let mut places = vec![Place::Compound];
    for building in buildings(compound) {
        places.push(Place::Building(building.no.clone()));
        places.extend(building.stairwells.into_iter().map(|s| Place::Stairwell(building.no.clone(), s.no)));
    }
    places
}

/// Whether a place can be surveyed: it is on the roll, or was when something was answered about it or a photo taken.
pub fn is_here(compound: &Compound, place: &Place) -> bool {
    let is_known = || compound.answered_places().chain(photographed(compound)).any(|known| known == place);
    *place == Place::Compound || place.is_dossier() || is_on_roll(compound, place) || is_known()
}

/// The places that photos were taken of.
fn photographed(compound: &Compound) -> impl Iterator<Item = &Place> {
    compound.all_photos().filter_map(|photo| match &photo.taken.of {
        Subject::Item(place, _) => Some(place),
        _ => None,
    })
}

fn is_on_roll(compound: &Compound, place: &Place) -> bool {
    let Some(roll) = &compound.roll else { return false };
    match place {
        Place::Compound | Place::Dossier(_) => true,
        Place::Building(no) => roll.households().iter().any(|household| household.building == *no),
        Place::Stairwell(..) => households(compound, place).next().is_some(),
        Place::Household(id) => roll.get(id).is_some(),
    }
}

/// Places with answers or photos that are not, or no longer, on the roll. Of a household of which there is but a telephone nothing is left to look
/// after: nobody rings who isn't on the roll.
pub fn strays(compound: &Compound) -> Vec<Place> {
    let known = places(compound);
    let has_telephone_only = |place: &Place| {
        compound.answer(place, contact::ITEM).is_some()
            && catalogue::for_scope(scope(place), true).all(|item| compound.answer(place, item.id).is_none())
            && !photographed(compound).any(|known| known == place)
    };
    let mut strays = Vec::new();
    for place in compound.answered_places().chain(photographed(compound)) {
        let is_known = match place {
            Place::Household(_) => is_on_roll(compound, place) || has_telephone_only(place),
            Place::Dossier(_) => true,
            _ => known.contains(place),
        };
        if !is_known && !strays.contains(place) {
            strays.push(place.clone());
        }
    }
    strays
}

/// Whether what a place is in needs no survey, and so the place needs none.
pub fn is_in_left_out(compound: &Compound, place: &Place) -> bool {
    compound.around(place).is_some_and(|around| is_left_out(compound, &around))
}

/// Whether a place needs no survey: because it was said of it, or of what it is in.
pub fn is_left_out(compound: &Compound, place: &Place) -> bool {
    is_in_left_out(compound, place) || compound.is_left_out(place)
}

/// How much of what must be asked about a place is settled, and of a household how much of all; nothing of one that needs no survey.
pub fn progress(compound: &Compound, place: &Place, ext_on: bool) -> Progress {
    if is_left_out(compound, place) {
        return Progress::default();
    }
    answer::progress(scope(place), ext_on, |item| compound.answer(place, item))
}

/// How much is settled of several places.
pub fn sum(parts: impl Iterator<Item = Progress>) -> Progress {
    parts.fold(Progress::default(), |sum, part| Progress {
        done: sum.done + part.done,
        unknown: sum.unknown + part.unknown,
        total: sum.total + part.total,
    })
}

/// How much of the whole compound is settled.
pub fn overall(compound: &Compound, ext_on: bool) -> Progress {
    sum(places(compound).iter().map(|place| progress(compound, place, ext_on)))
}

/// Where something typed is not on record, in order of place; `item` knows what is asked there.
pub fn unsaved<'a>(
    compound: &'a Compound,
    draft: &'a Draft,
    item: impl Fn(&At) -> Option<&'static Item> + 'a,
) -> impl Iterator<Item = &'a At> {
    let is_unsaved = move |(at, draft): &(&At, &ItemDraft)| {
        item(at).is_some_and(|item| draft.unsaved(item, compound.answer(&at.place, at.item)))
    };
    draft.items_of(&compound.card.id).filter(is_unsaved).map(|(at, _)| at)
}

/// The item as it is asked there.
fn asked(at: &At) -> Option<&'static Item> {
    catalogue::item_of(scope(&at.place), at.item)
}

/// The places of the survey where something typed is not on record, each once.
pub fn unsaved_places<'a>(compound: &'a Compound, draft: &'a Draft) -> Vec<&'a Place> {
    let mut places: Vec<&Place> = unsaved(compound, draft, asked).map(|at| &at.place).collect();
    places.dedup();
    places
}

/// Whether an item still wants something: it must be asked and isn't settled, or a text in it is not on record.
pub fn is_open(compound: &Compound, draft: &Draft, at: &At, item: &Item) -> bool {
    let answer = compound.answer(&at.place, at.item);
    let unsettled = matches!(answer::state(item, answer), Completeness::Missing | Completeness::Partial(_));
    (item.is_asked() && unsettled && !is_left_out(compound, &at.place))
        || draft.item(at).is_some_and(|draft| draft.unsaved(item, answer))
}

/// The items of a place that still want something, in the catalogue's order.
pub fn open_items<'a>(
    compound: &'a Compound,
    draft: &'a Draft,
    place: &'a Place,
    ext_on: bool,
) -> impl Iterator<Item = &'static Item> + 'a {
    let id: &CompoundId = &compound.card.id;
    catalogue::for_scope(scope(place), ext_on).filter(move |item| {
        is_open(compound, draft, &At { compound: id.clone(), place: place.clone(), item: item.id }, item)
    })
}

/// The open item that follows `after` in the catalogue's order; behind the last one it begins again.
pub fn next_open(
    compound: &Compound,
    draft: &Draft,
    place: &Place,
    ext_on: bool,
    after: Option<&str>,
) -> Option<&'static Item> {
    let order = |id: &str| catalogue::for_scope(scope(place), ext_on).position(|item| item.id == id);
    let from = after.and_then(order);
    let mut first = None;
    for item in open_items(compound, draft, place, ext_on) {
        if order(item.id) > from {
            return Some(item);
        }
        first = first.or(Some(item));
    }
    first
}

/// The next place in order, round and round, that still wants something; never `place` itself. Of a household the next at the same stairs, which
/// wants nothing and may be asked, and after the last what comes after the stairwell.
pub fn next_place(compound: &Compound, draft: &Draft, place: &Place, ext_on: bool) -> Option<Place> {
    let around = compound.around(place).filter(|_| place.is_household());
    let doors = around.iter().flat_map(|around| households(compound, around)).map(|h| Place::Household(h.id.clone()));
    if let Some(next) = doors.skip_while(|door| door != place).nth(1) {
        return Some(next);
    }
    let (places, from) = (places(compound), around.as_ref().unwrap_or(place));
    let here = places.iter().position(|other| other == from).map_or(0, |at| at + 1);
    let (before, after) = places.split_at(here);
    let wants = |other: &&Place| *other != place && open_items(compound, draft, other, ext_on).next().is_some();
    after.iter().chain(before).find(wants).cloned()
}

/// What looks odd in an item and may yet be right.
pub fn doubts(compound: &Compound, place: &Place, item: &'static Item) -> Vec<Soft> {
    let answer = |id: &str| compound.answer(place, id);
    let mut soft = answer::soft_checks(item, answer);
    let is_suspected = |answer: &Answer| answer.value("suspected") == Some("yes") && answer.value("photo").is_none();
    if item.id == "house.danger" && answer(item.id).is_some_and(is_suspected) {
        // It is referred to an appraiser, who has to see why.
        let of = Subject::Item(place.clone(), item.id.to_owned());
        soft.extend(compound.photos(&of).is_empty().then_some(Soft::PhotoWanted));
    }
    if let (Some(Households { done, todo, left: 0 }), Some(own)) =
        (of_households(compound, place, item), answer(item.id))
    {
        let differs = |field, counted: usize| own.decimal(field).is_some_and(|stated| stated != counted.into());
        soft.extend((differs("done", done) || differs("todo", todo)).then_some(Soft::HouseholdsDiffer));
    }
    if matches!(item.id, "base.buildings" | "base.floorArea") && compound.roll.is_some() {
        let area = |building: Building| {
            compound.answer(&Place::Building(building.no), "bld.area").and_then(|answer| answer.decimal("area"))
        };
        let areas: Vec<_> = buildings(compound).into_iter().map(area).collect();
        let differ = answer::compare_buildings(answer, &areas).into_iter();
        soft.extend(differ.filter(|soft| matches!(soft, Soft::BuildingsDiffer { whole, .. } if whole.item == item.id)));
    }
    soft
}
