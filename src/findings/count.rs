//! What the papers of a count say beside the count itself (catalogue, section 6: D3, D10): how many households a form reached, and of the invalid
//! ballots how many for which reason. Numbers alone: who, and how anybody chose, is on no such paper.

use super::closing::recorded_since;
use crate::domain::ballot::{Choice, ChoiceClass, InvalidCode, VisitOutcome};
use crate::domain::ids::HouseholdId;
use crate::domain::small_map::SmallMap;
use crate::domain::tally::Tally;
use crate::journal::compound::Compound;
use crate::journal::household_file::{HouseholdFile, Standing, Uncounted};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    pub tally: Tally,
    /// Households that a form reached: by what was noted of visits, and those that returned one.
    pub issued: u64,
    /// Households of which a paper was taken back that isn't on record: it may lie in somebody's bag.
    pub unrecorded: u64,
    /// Households that count by papers of which the first was recorded after the closing day.
    pub recorded_since: u64,
    /// Of the invalid: for which reason. They add up to the invalid of the tally.
    pub invalid: SmallMap<InvalidCode, u64>,
    /// Papers that are in none of the columns: signed after the close, or of a title that is none of the roll's (I7, I8).
    pub late: u64,
    /// Papers of titles that became one with another which has a paper too: both have one vote.
    pub merged: u64,
    /// Papers that are in none of the columns because their household, which is on the roll, was asked by another than the frozen one: it signs anew.
    pub other_roll: u64,
    /// Papers that are in none of the columns for another reason: of before the first day, without serial or day, or on a form that was spoiled.
    pub outside: u64,
}

impl Count {
    pub fn of(compound: &Compound) -> Self {
        let (tally, invalid) = (compound.tally(), SmallMap::default());
        let mut count = Self {
            tally,
            issued: 0,
            unrecorded: 0,
            recorded_since: 0,
            invalid,
            late: 0,
            merged: 0,
            other_roll: 0,
            outside: 0,
        };
        for (household, ballot, why) in compound.uncounted() {
            match why {
                Uncounted::OtherRoll if compound.is_counted(household) => count.other_roll += 1,
                Uncounted::TakenOff if compound.shares_vote(household, ballot) => count.merged += 1,
                Uncounted::AfterClose | Uncounted::OtherRoll | Uncounted::TakenOff | Uncounted::NoHousehold => {
                    count.late += 1;
                }
                Uncounted::BeforeNotice | Uncounted::NoPaper | Uncounted::Spoiled => count.outside += 1,
            }
        }
        count.late += compound.standing_strays().count() as u64;
        let merged = compound.merged_titles().into_iter();
        count.unrecorded += merged.filter(|title| compound.misses_ballot(&title.id)).count() as u64;
        let Some(roll) = compound.frozen_roll() else { return count };
        let sharing = compound.sharing_a_number();
        for household in roll.counted_titles() {
            count.issued += u64::from(is_reached(compound, &household.id));
            let standing = compound.standing(&household.id);
            let misses = |file: &HouseholdFile| file.misses_ballot(&standing);
            count.unrecorded += u64::from(compound.file(&household.id).is_some_and(misses));
            let came_since = |file| recorded_since(file, compound.frame()?);
            count.recorded_since += u64::from(compound.file(&household.id).and_then(came_since).is_some());
            let code = match standing {
                // In conflict with another.
                _ if sharing.contains(&&household.id) => continue,
                Standing::Counted { class: ChoiceClass::Invalid, ballot, .. } => match ballot.ballot.choice {
                    Choice::Invalid(code) => code,
                    _ => continue,
                },
                // Contradicting papers of which none stands (catalogue 5).
                Standing::Annulled => InvalidCode::I9,
                _ => continue,
            };
            *count.invalid.get_or_default(code) += 1;
        }
        count
    }

    /// Ballots that choose one of the modes.
    pub fn valid(&self) -> u64 {
        self.tally.counts.professional + self.tally.counts.quasi
    }
}

/// Whether a form reached a household: one was handed over, or came back, be it too late to be counted.
pub fn is_reached(compound: &Compound, household: &HouseholdId) -> bool {
    let came_back =
        |file: &HouseholdFile| file.standing_ballots().any(|record| compound.is_in_force(file, &record.ballot.serial));
    compound.standing(household) != Standing::NotReturned
        || compound.file(household).is_some_and(came_back)
        || has_form(compound, household)
}

/// Whether a household that has returned nothing has a form that it can sign, or that lies in somebody's bag; not where the one that came back was spoiled.
pub fn has_form(compound: &Compound, household: &HouseholdId) -> bool {
    let Some(file) = compound.file(household) else { return false };
    let gives = |outcome: &VisitOutcome| outcome.gives_form();
    let last = file.visits.iter().rev().map(|made| made.visit.outcome).find(gives);
    compound.holds_form(household)
        && (last != Some(VisitOutcome::Collected) || file.misses_ballot(&Standing::NotReturned))
}
