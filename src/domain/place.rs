//! Where a survey answer belongs: the compound, a building (幢) or a stairwell (单元).

use super::ids::BuildingNo;
use serde::{Deserialize, Serialize};

/// A place that is surveyed. A building without stairwell numbers has one unnamed stairwell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Compound,
    Building(BuildingNo),
    Stairwell(BuildingNo, Option<String>),
}
