//! Whether a compound is within the plan (ELG-0 to ELG-4; plan 三).
//!
//! 同时符合: all four criteria have to hold. What isn't known makes the whole undetermined and is never taken for no; where buildings differ a
//! supervisor decides, unless the campaign has such compounds outside.

use crate::domain::json::words;

/// What is known of a building.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Building {
    pub year: Option<u16>,
    pub complete: Option<Complete>,
}

/// Whether a building's suites are self-contained (房屋标准成套, `bld.completeSet`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Complete {
    Yes,
    Part,
    No,
}

words!(Complete { Yes = "yes", Part = "part", No = "no" });

/// What the criteria go by.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// Within the campaign's districts; `None`: the campaign or the compound doesn't name its district.
    pub in_district: Option<bool>,
    pub buildings: Vec<Building>,
    /// There is professional management already.
    pub is_professional: Option<bool>,
    /// 20__年: the year before which a building has to be completed.
    pub cutoff: Option<u16>,
    /// Whether that year itself is taken in.
    pub inclusive: bool,
    /// A compound whose buildings differ is outside, and no supervisor's to decide.
    pub differing_outside: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Criterion {
    /// ELG-0: the plan's districts.
    District,
    /// ELG-1: completed before the year (三1).
    Year,
    /// ELG-2: self-contained suites (三2).
    Complete,
    /// ELG-3: no professional management yet (三3).
    Unmanaged,
}

words!(Criterion { District = "ELG-0", Year = "ELG-1", Complete = "ELG-2", Unmanaged = "ELG-3" });

/// How a criterion stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
    Yes,
    No,
    /// Some buildings meet it and some don't, or a building does in part.
    Mixed,
    /// Something isn't known.
    Unknown,
    /// A building of the boundary year itself: 以前 doesn't say whether that is taken in.
    Boundary,
}

words!(Met { Yes = "yes", No = "no", Mixed = "mixed", Unknown = "unknown", Boundary = "boundary" });

/// ELG-4: what the criteria together give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Eligible,
    NotEligible,
    /// A supervisor decides.
    Mixed,
    Undetermined,
}

words!(Verdict {
    Eligible = "eligible", NotEligible = "not_eligible", Mixed = "mixed", Undetermined = "undetermined",
});

/// A supervisor's decision on the plan's scope (ELG-4, `dossier.scope`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decided {
    Within,
    Partly,
    Outside,
}

words!(Decided { Within = "within", Partly = "partly", Outside = "outside" });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Eligibility {
    pub criteria: [(Criterion, Met); 4],
    pub verdict: Verdict,
}

/// What all buildings together give; nothing is known of a compound without any.
fn over(buildings: &[Building], met: impl Fn(&Building) -> Met) -> Met {
    let mut found = buildings.iter().map(met);
    let Some(first) = found.next() else { return Met::Unknown };
    found.fold(first, |all, one| match (all, one) {
        (Met::Unknown, _) | (_, Met::Unknown) => Met::Unknown,
        (Met::Boundary, _) | (_, Met::Boundary) => Met::Boundary,
        (all, one) if all == one => all,
        _ => Met::Mixed,
    })
}

fn by_year(known: &Known, building: &Building) -> Met {
    let (Some(year), Some(cutoff)) = (building.year, known.cutoff) else { return Met::Unknown };
    match year.cmp(&cutoff) {
        std::cmp::Ordering::Less => Met::Yes,
        std::cmp::Ordering::Equal if known.inclusive => Met::Yes,
        std::cmp::Ordering::Equal => Met::Boundary,
        std::cmp::Ordering::Greater => Met::No,
    }
}

fn by_suites(building: &Building) -> Met {
    match building.complete {
        None => Met::Unknown,
        Some(Complete::Yes) => Met::Yes,
        Some(Complete::Part) => Met::Mixed,
        Some(Complete::No) => Met::No,
    }
}

/// Holds what is known against the criteria.
pub fn eligibility(known: &Known) -> Eligibility {
    let yes_no = |answer: Option<bool>| match answer {
        None => Met::Unknown,
        Some(true) => Met::Yes,
        Some(false) => Met::No,
    };
    let criteria = Criterion::ALL.map(|criterion| {
        let met = match criterion {
            Criterion::District => yes_no(known.in_district),
            Criterion::Year => over(&known.buildings, |building| by_year(known, building)),
            Criterion::Complete => over(&known.buildings, by_suites),
            Criterion::Unmanaged => yes_no(known.is_professional.map(|is| !is)),
        };
        (criterion, met)
    });
    let any = |sought: &[Met]| criteria.iter().any(|(_, met)| sought.contains(met));
    let verdict = if any(&[Met::Unknown, Met::Boundary]) {
        Verdict::Undetermined
    } else if any(&[Met::No]) || known.differing_outside && any(&[Met::Mixed]) {
        Verdict::NotEligible
    } else if any(&[Met::Mixed]) {
        Verdict::Mixed
    } else {
        Verdict::Eligible
    };
    Eligibility { criteria, verdict }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(buildings: &[(Option<u16>, Option<Complete>)]) -> Known {
        let buildings = buildings.iter().map(|(year, complete)| Building { year: *year, complete: *complete });
        Known {
            in_district: Some(true),
            buildings: buildings.collect(),
            is_professional: Some(false),
            cutoff: Some(2000),
            inclusive: false,
            differing_outside: false,
        }
    }

    fn verdict(known: &Known) -> Verdict {
        eligibility(known).verdict
    }

    const OLD: (Option<u16>, Option<Complete>) = (Some(1988), Some(Complete::Yes));

    #[test]
    fn all_four_have_to_hold() {
        let good = known(&[OLD, OLD]);
        assert_eq!(verdict(&good), Verdict::Eligible);
        assert_eq!(verdict(&Known { in_district: Some(false), ..good.clone() }), Verdict::NotEligible);
        assert_eq!(verdict(&Known { is_professional: Some(true), ..good }), Verdict::NotEligible);
        assert_eq!(verdict(&known(&[(Some(2001), Some(Complete::Yes))])), Verdict::NotEligible);
        assert_eq!(verdict(&known(&[(Some(1999), Some(Complete::No))])), Verdict::NotEligible);
    }

    #[test]
    fn what_is_not_known_is_never_no() {
        let good = known(&[OLD]);
        for unknown in [
            Known { in_district: None, ..good.clone() },
            Known { is_professional: None, ..good.clone() },
            Known { cutoff: None, ..good.clone() },
            Known { buildings: vec![], ..good.clone() },
            // Not even where something else fails: that is shown, and the verdict waits.
            Known { is_professional: None, in_district: Some(false), ..good },
            known(&[OLD, (None, Some(Complete::Yes))]),
            known(&[OLD, (Some(1988), None)]),
        ] {
            assert_eq!(verdict(&unknown), Verdict::Undetermined, "{unknown:?}");
        }
    }

    #[test]
    fn buildings_that_differ_are_for_a_supervisor() {
        for mixed in [
            known(&[OLD, (Some(2005), Some(Complete::Yes))]),
            known(&[OLD, (Some(1988), Some(Complete::No))]),
            known(&[OLD, (Some(1988), Some(Complete::Part))]),
            known(&[(Some(1988), Some(Complete::Part))]),
        ] {
            assert_eq!(verdict(&mixed), Verdict::Mixed, "{mixed:?}");
            let outside = eligibility(&Known { differing_outside: true, ..mixed });
            assert_eq!(outside.verdict, Verdict::NotEligible, "where the campaign has it so");
            assert!(
                outside.criteria.iter().any(|(_, met)| *met == Met::Mixed),
                "and it is still told that they differ"
            );
        }
        let fails_too = Known { is_professional: Some(true), ..known(&[OLD, (Some(2005), Some(Complete::Yes))]) };
        assert_eq!(verdict(&fails_too), Verdict::NotEligible);
    }

    #[test]
    fn the_boundary_year_is_decided_by_hand_unless_the_campaign_takes_it_in() {
        let boundary = known(&[OLD, (Some(2000), Some(Complete::Yes))]);
        let found = eligibility(&boundary);
        assert_eq!(found.criteria[1], (Criterion::Year, Met::Boundary));
        assert_eq!(found.verdict, Verdict::Undetermined);
        assert_eq!(verdict(&Known { inclusive: true, ..boundary }), Verdict::Eligible);
    }
}
