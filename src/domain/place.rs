//! Where an answer belongs: the compound, a building (幢), a stairwell (单元), a household (户), or an entry of the compound's dossier (档案).

use super::ids::{BuildingNo, HouseholdId};
use crate::domain::json::variants;

/// A place that is surveyed, or an entry of the dossier, which is the supervisor's. A building without stairwell numbers has one unnamed stairwell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    Compound,
    Building(BuildingNo),
    Stairwell(BuildingNo, Option<String>),
    /// A title of the roll, whether or not it counts.
    Household(HouseholdId),
    /// [`Place::ONLY`] of a form that is filled in once; of others any short name, each once in its compound.
    Dossier(String),
}

variants!(Place {
    Compound = "compound", Building(building) = "building", Stairwell(building, no) = "stairwell", Household(id) = "household",
    Dossier(entry) = "dossier",
});

impl Place {
    /// The entry of a form that is filled in once.
    pub const ONLY: &str = "1";

    /// The entry of a form that is filled in once.
    pub fn only() -> Self {
        Self::Dossier(Self::ONLY.to_owned())
    }

    pub fn is_household(&self) -> bool {
        matches!(self, Self::Household(_))
    }

    pub fn is_dossier(&self) -> bool {
        matches!(self, Self::Dossier(_))
    }
}
