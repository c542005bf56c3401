//! What roll and setup already say about a survey field: offered to be taken over by a tap, never filled in by itself.

use crate::domain::campaign::Terms;
use crate::domain::household::Household;
use crate::domain::place::Place;
use crate::journal::compound::Compound;

/// The value that roll, card or terms have for a field, as it would be typed.
pub fn known(compound: &Compound, terms: Option<&Terms>, place: &Place, item: &str, field: &str) -> Option<String> {
    let card = &compound.card;
    match (place, item, field) {
        (Place::Compound, "base.name", _) => Some(card.name.clone()),
        (Place::Compound, "base.kind", _) => Some(card.kind.code().to_owned()),
        // Which of several it is nobody knows here.
        (Place::Compound, "base.admin", "district") => {
            let mut districts = terms?.districts();
            districts.next().filter(|_| districts.next().is_none()).map(str::to_owned)
        }
        (Place::Compound, "base.admin", "street") => card.street.clone(),
        (Place::Compound, "base.admin", "community") => card.community.clone(),
        (Place::Compound, "base.buildings", _) => Some(compound.roll.as_ref()?.buildings().len().to_string()),
        (Place::Compound, "base.households", _) => Some(compound.roll.as_ref()?.counted().to_string()),
        (Place::Building(no), "bld.no", _) => Some(no.to_string()),
        (Place::Building(no), "bld.stairwells", _) => {
            let building = compound.roll.as_ref()?.buildings().into_iter().find(|building| building.no == *no)?;
            Some(building.stairwells.len().to_string())
        }
        (Place::Building(no), "bld.suites", _) => {
            let households = compound.roll.as_ref()?.households().iter();
            Some(households.filter(|h| h.building == *no && h.is_residential()).count().to_string())
        }
        (Place::Household(id), ..) => of_household(compound.roll.as_ref()?.get(id)?, item),
        _ => None,
    }
}

fn of_household(household: &Household, item: &str) -> Option<String> {
    match item {
        "hh.no" => Some(household.suite.clone()),
        // Without a number of the register's, what the roll itself knows the title by.
        "hh.titleKey" => Some(household.title_no.clone().unwrap_or_else(|| household.id.to_string())),
        "hh.use" => Some(household.usage.code().to_owned()),
        "hh.area" => Some(household.area_m2?.normalize().to_string()),
        "hh.tenure" => Some(household.tenure?.code().to_owned()),
        "hh.ownerKey" => Some(household.holders.join("、")).filter(|holders| !holders.is_empty()),
        _ => None,
    }
}
