//! The households of a place, and what was recorded of each of a compound's, added up.

use super::places::is_in_left_out;
use crate::domain::catalogue::{Item, Reach};
use crate::domain::household::Household;
use crate::domain::place::Place;
use crate::domain::roll::Roll;
use crate::journal::compound::Compound;
use rust_decimal::Decimal;

/// The titles at a stairwell, or of a building those that belong to none, in the roll's order.
pub fn households<'a>(compound: &'a Compound, place: &'a Place) -> impl Iterator<Item = &'a Household> {
    let is_at = move |roll: &Roll, household: &Household| match place {
        Place::Stairwell(no, stairwell) => {
            household.building == *no && household.stairwell == *stairwell && !roll.is_outside(household)
        }
        Place::Building(no) => household.building == *no && roll.is_outside(household),
        Place::Compound | Place::Household(_) | Place::Dossier(_) => false,
    };
    let roll = compound.roll.as_deref();
    roll.into_iter().flat_map(move |roll| roll.households().iter().filter(move |household| is_at(roll, household)))
}

/// What was recorded household by household about what an item sums up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Households {
    /// Of the households that count: so many are done, so many to do, of so many nothing is recorded.
    Counted { done: usize, todo: usize, left: usize },
    /// Relief granted: to so many, so many yuan a year.
    Relief { households: usize, amount: Decimal },
}

/// What an item of the compound comes to by what was recorded of its households; `None` if that is nothing.
pub fn of_households(compound: &Compound, place: &Place, item: &Item) -> Option<Households> {
    if *place != Place::Compound {
        return None;
    }
    match item.reach {
        Reach::AlsoHouseholds => counted(compound, item.id),
        Reach::FromHouseholds => relief(compound),
        Reach::Own | Reach::AtDoor => None,
    }
}

fn counted(compound: &Compound, item: &str) -> Option<Households> {
    let roll = compound.roll.as_ref()?;
    let (mut done, mut todo, mut left) = (0, 0, 0);
    for place in compound.answered_places() {
        let Place::Household(id) = place else { continue };
        if !roll.get(id).is_some_and(|household| roll.counts(household)) || is_in_left_out(compound, place) {
            continue;
        }
        match compound.answer(place, item).and_then(|answer| answer.value("state")) {
            Some("done") => done += 1,
            Some("todo") => todo += 1,
            _ => {}
        }
    }
    if done + todo == 0 {
        return None;
    }
    for stairwell in compound.surveyed_buildings()?.iter().flat_map(|building| &building.stairwells) {
        left += stairwell.households.iter().filter(|at| roll.counts(&roll.households()[**at])).count();
    }
    Some(Households::Counted { done, todo, left: left - done - todo })
}

fn relief(compound: &Compound) -> Option<Households> {
    let (mut households, mut amount) = (0, Decimal::ZERO);
    for place in compound.answered_places() {
        let entry = compound.answer(place, "dossier.relief");
        if let Some(entry) = entry.filter(|entry| entry.value("decision") == Some("granted")) {
            households += 1;
            amount += entry.decimal("amount").unwrap_or_default();
        }
    }
    (households > 0).then_some(Households::Relief { households, amount })
}
