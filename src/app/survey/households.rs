//! The households of a place, and what was recorded of each of a compound's, added up.

use super::places::is_in_left_out;
use crate::domain::catalogue::{Item, Reach};
use crate::domain::household::Household;
use crate::domain::place::Place;
use crate::domain::roll::Roll;
use crate::journal::compound::Compound;

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

/// What was recorded household by household about what an item sums up: of the households that count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Households {
    pub done: usize,
    pub todo: usize,
    /// Of so many nothing is recorded.
    pub left: usize,
}

/// What an item of the compound comes to by what was recorded of its households; `None` if that is nothing.
pub fn of_households(compound: &Compound, place: &Place, item: &Item) -> Option<Households> {
    let is_summed = *place == Place::Compound && item.reach == Reach::AlsoHouseholds;
    is_summed.then(|| counted(compound, item.id)).flatten()
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
    Some(Households { done, todo, left: left - done - todo })
}
