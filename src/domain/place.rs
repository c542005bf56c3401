//! Where a survey answer belongs: the compound, a building (幢) or a stairwell (单元).

use super::ids::BuildingNo;
use crate::domain::json::variants;

/// A place that is surveyed. A building without stairwell numbers has one unnamed stairwell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    Compound,
    Building(BuildingNo),
    Stairwell(BuildingNo, Option<String>),
}

variants!(Place { Compound = "compound", Building(building) = "building", Stairwell(building, no) = "stairwell" });
