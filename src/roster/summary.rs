//! A roster in figures: what is announced, and what an importer is checked by.
//!
//! Figures that aren't known are left out: a building without a single area has no floor area, not one of zero.

use crate::domain::household::Household;
use crate::domain::ids::{BuildingNo, HouseholdId};
use crate::domain::order::natural_order;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::{HashMap, HashSet};

/// Counts and areas of the households found.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RosterSummary {
    pub buildings: usize,
    /// Where every building has the same number of stairwells, and has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stairwells_per_building: Option<usize>,
    pub residential_households: usize,
    /// Shops, offices, garages: on the roll, not households.
    pub non_residential_units: usize,
    /// Lines that added a holder to an earlier line's title.
    pub co_owner_lines: usize,
    /// Titles with several holders, in natural order.
    pub co_owned_titles: Vec<HouseholdId>,
    /// Titles whose area the roster doesn't give; they are in no sum below.
    pub titles_without_area: usize,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_number")]
    pub floor_area_total_m2: Option<Decimal>,
    #[serde(serialize_with = "as_number_map")]
    pub floor_area_by_building_m2: Vec<(BuildingNo, Decimal)>,
}

impl RosterSummary {
    /// Sums up households that are in natural order already.
    pub(super) fn of(households: &[Household], co_owner_lines: usize) -> Self {
        let mut stairwells: HashMap<&BuildingNo, HashSet<&str>> = HashMap::new();
        let mut summary = Self { co_owner_lines, ..Self::default() };
        for household in households {
            let entrances = stairwells.entry(&household.building).or_default();
            entrances.extend(household.stairwell.as_deref());
            if household.is_residential() {
                summary.residential_households += 1;
            } else {
                summary.non_residential_units += 1;
            }
            if household.holders.len() > 1 {
                summary.co_owned_titles.push(household.id.clone());
            }
            match household.area_m2 {
                Some(area) => summary.add_area(&household.building, area),
                None => summary.titles_without_area += 1,
            }
        }
        summary.co_owned_titles.sort_by(|a, b| natural_order(a.as_str(), b.as_str()));
        summary.buildings = stairwells.len();
        let mut counts = stairwells.values().map(HashSet::len);
        let first = counts.next().filter(|count| *count > 0);
        summary.stairwells_per_building = first.filter(|first| counts.all(|count| count == *first));
        summary
    }

    fn add_area(&mut self, building: &BuildingNo, area: Decimal) {
        self.floor_area_total_m2 = Some(self.floor_area_total_m2.unwrap_or_default() + area);
        match self.floor_area_by_building_m2.last_mut() {
            Some((last, sum)) if last == building => *sum += area,
            _ => self.floor_area_by_building_m2.push((building.clone(), area)),
        }
    }
}

/// A decimal as the JSON number with the same digits. Areas have far fewer digits than a float keeps, so printing one is exact.
struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = self.0.normalize();
        match (plain.scale(), plain.to_u64(), plain.to_f64()) {
            (0, Some(whole), _) => serializer.serialize_u64(whole),
            (_, _, Some(number)) => serializer.serialize_f64(number),
            _ => serializer.serialize_str(&plain.to_string()),
        }
    }
}

fn as_number<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(Number).serialize(serializer)
}

fn as_number_map<S: Serializer>(pairs: &[(BuildingNo, Decimal)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (building, area) in pairs {
        map.serialize_entry(building, &Number(*area))?;
    }
    map.end()
}
