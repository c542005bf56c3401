//! The roll (花名册): every title of a compound, in one order, with one hash.
//!
//! Freezing fixes the denominator N (BAL-7). The hash covers every field of every title, so that two devices can tell
//! by 64 characters, or a person by the first 8, that they stand on the same roll.

use super::digest::sha256_hex;
use super::household::Household;
use super::ids::{BuildingNo, HouseholdId};
use super::json::{self, words};
use super::order::{household_order, positions, sorted};

/// Titles in natural order of building, stairwell and suite, and their hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roll {
    households: Vec<Household>,
    /// Positions in order of id.
    by_id: Vec<usize>,
    hash: String,
    counts: Counts,
    counted: u64,
}

/// Which titles count in N (六(二)1 speaks of 户 and 独立产权单位; catalogue 8.4). The codes are for ever.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Counts {
    /// Residential ones.
    #[default]
    Residential,
    /// Every one, shops and garages too.
    All,
}

words!(Counts { Residential = "residential", All = "all" });

impl Counts {
    /// Whether this title is a household by it.
    pub fn include(self, household: &Household) -> bool {
        self == Self::All || household.is_residential()
    }
}

/// A stairwell and the positions of its titles on the roll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stairwell {
    /// `None`: the building has no stairwell numbers.
    pub no: Option<String>,
    pub households: Vec<usize>,
}

/// A building, its stairwells, and the titles that belong to none of them (shops, garages).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Building {
    pub no: BuildingNo,
    pub stairwells: Vec<Stairwell>,
    pub outside: Vec<usize>,
}

impl Roll {
    /// Puts `households` in order and hashes them. Of titles with the same id the first is kept.
    pub fn new(households: Vec<Household>) -> Self {
        let mut households = sorted(households, household_order);
        // Titles of one id need not be neighbours: building 1, stairwell 2 and building 1-2 both make 1-2-101.
        let mut again = vec![false; households.len()];
        for pair in by_id(&households).windows(2) {
            again[pair[1]] = households[pair[0]].id == households[pair[1]].id;
        }
        let mut again = again.into_iter();
        households.retain(|_| again.next() == Some(false));
        let by_id = by_id(&households);
        let hash = hash_of(&households);
        let mut roll = Self { households, by_id, hash, counts: Counts::Residential, counted: 0 };
        roll.set_counts(Counts::Residential);
        roll
    }

    /// The roll with some titles put on it, or in place of those of the same id, and some taken off.
    pub fn corrected(&self, put: &[Household], take: &[HouseholdId]) -> Self {
        let is_touched = |title: &&Household| take.contains(&title.id) || put.iter().any(|new| new.id == title.id);
        let kept = self.households.iter().filter(|title| !is_touched(title));
        let mut roll = Self::new(kept.chain(put).cloned().collect());
        roll.set_counts(self.counts);
        roll
    }

    /// Says which titles count. It isn't in the hash: the record that freezes the roll says it.
    pub fn set_counts(&mut self, counts: Counts) {
        self.counts = counts;
        self.counted = self.households.iter().filter(|h| self.counts(h)).count() as u64;
    }

    /// Which titles count.
    pub fn which_count(&self) -> Counts {
        self.counts
    }

    /// Whether this title counts in N.
    pub fn counts(&self, household: &Household) -> bool {
        self.counts.include(household)
    }

    /// Whether this title belongs to a building and to none of its stairwells.
    pub fn is_outside(&self, household: &Household) -> bool {
        household.stairwell.is_none() && !self.counts(household)
    }

    /// Whether a building has stairwells: what is in none of them isn't all of it then.
    pub fn has_stairwells(&self, building: &BuildingNo) -> bool {
        self.households.iter().any(|household| household.building == *building && household.stairwell.is_some())
    }

    pub fn households(&self) -> &[Household] {
        &self.households
    }

    /// The titles that count, in order.
    pub fn counted_titles(&self) -> impl Iterator<Item = &Household> {
        self.households.iter().filter(|title| self.counts(title))
    }

    pub fn get(&self, id: &HouseholdId) -> Option<&Household> {
        Some(&self.households[self.by_id[self.rank(id)?]])
    }

    /// The ids in their own order, each at its [`Roll::rank`].
    pub fn ids(&self) -> impl Iterator<Item = &HouseholdId> {
        self.by_rank().map(|title| &title.id)
    }

    /// The titles in the order of their ids.
    pub fn by_rank(&self) -> impl DoubleEndedIterator<Item = &Household> {
        self.by_id.iter().map(|&at| &self.households[at])
    }

    /// How many ids come before this one; `None` if it isn't on the roll.
    pub fn rank(&self, id: &HouseholdId) -> Option<usize> {
        self.by_id.binary_search_by(|&at| self.households[at].id.cmp(id)).ok()
    }

    /// N: the titles that count as households.
    pub fn counted(&self) -> u64 {
        self.counted
    }

    /// SHA-256 over the titles in order, one line of JSON each, every line ended by `\n`; lower-case hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Buildings in natural order. A stairwell is one that has a counted title; the rest of a building stands `outside`.
    pub fn buildings(&self) -> Vec<Building> {
        let mut buildings: Vec<Building> = Vec::new();
        for (i, household) in self.households.iter().enumerate() {
            if buildings.last().is_none_or(|b| b.no != household.building) {
                buildings.push(Building {
                    no: household.building.clone(),
                    stairwells: Vec::new(),
                    outside: Vec::new(),
                });
            }
            let Some(building) = buildings.last_mut() else { continue };
            if self.is_outside(household) {
                building.outside.push(i);
                continue;
            }
            match building.stairwells.last_mut() {
                Some(stairwell) if stairwell.no == household.stairwell => stairwell.households.push(i),
                _ => building.stairwells.push(Stairwell { no: household.stairwell.clone(), households: vec![i] }),
            }
        }
        buildings
    }
}

/// Positions in order of id.
fn by_id(households: &[Household]) -> Vec<usize> {
    positions(households.len(), &|a, b| households[a].id.cmp(&households[b].id))
}

fn hash_of(households: &[Household]) -> String {
    let mut text = String::with_capacity(households.len() * 96);
    for household in households {
        text.push_str(&json::to_text(household));
        text.push('\n');
    }
    sha256_hex(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::household::Use;

    fn title(building: &str, stairwell: Option<&str>, suite: &str, usage: Use) -> Household {
        let id = match stairwell {
            Some(s) => format!("{building}-{s}-{suite}"),
            None => format!("{building}-{suite}"),
        };
        Household {
            id: HouseholdId(id),
            building: building.into(),
            stairwell: stairwell.map(str::to_owned),
            floor: None,
            suite: suite.into(),
            usage,
            title_no: None,
            holders: vec![],
            area_m2: None,
            tenure: None,
            note: None,
        }
    }

    #[test]
    fn order_of_the_lines_does_not_change_the_hash_but_any_field_does() {
        let lines = vec![
            title("10", Some("1"), "101", Use::Residential),
            title("2", Some("1"), "1001", Use::Residential),
            title("2", Some("1"), "201", Use::Residential),
            title("2", None, "底商1号", Use::NonResidential),
        ];
        let roll = Roll::new(lines.clone());
        let mut other = lines.clone();
        other.reverse();
        assert_eq!(Roll::new(other).hash(), roll.hash());
        let mut changed = lines;
        changed[0].holders.push("陈*".into());
        assert_ne!(Roll::new(changed).hash(), roll.hash());

        let mut all = roll.clone();
        all.set_counts(Counts::All);
        assert_eq!((all.counted(), all.buildings()[0].outside.len(), all.hash()), (4, 0, roll.hash()));
        assert_eq!(roll.counted(), 3);
        let buildings = roll.buildings();
        assert_eq!(buildings.iter().map(|b| b.no.as_str()).collect::<Vec<_>>(), ["2", "10"]);
        assert_eq!((buildings[0].stairwells.len(), buildings[0].outside.len()), (1, 1));
    }
}
