//! Which programme a compound's works belong to, and what that implies (PRG-1, PRG-2; plan 六(一)).

use crate::domain::date::Date;
use crate::domain::json::words;

/// The programmes of the city that a compound may be listed in (`base.programme`); 均未列入 is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Listing {
    /// 庭院改善
    Courtyard,
    /// 危旧房改善
    Dangerous,
}

words!(Listing { Courtyard = "courtyard", Dangerous = "dangerous" });

/// The part of the plan that a compound falls under.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Programme {
    /// 六(一)1: the new hardware is done together with the listed works.
    Listed(Vec<Listing>),
    /// 六(一)1: works completed before the plan; 市庭改办 or 危改办 look back for what is lacking.
    LookBack(Vec<Listing>),
    /// 六(一)2: the city's office chooses what is done, as the year's budget allows.
    Unlisted,
}

/// PRG-1 and PRG-2. `listings` is `None` until it was answered, and empty for 均未列入. Of listed works that are completed, both days have to be
/// known; works that are not completed are no look-back.
pub fn programme(
    listings: Option<Vec<Listing>>,
    is_completed: Option<bool>,
    completed_on: Option<Date>,
    plan_issued_on: Option<Date>,
) -> Option<Programme> {
    let listings = listings?;
    if listings.is_empty() {
        return Some(Programme::Unlisted);
    }
    Some(match is_completed? {
        true if completed_on? < plan_issued_on? => Programme::LookBack(listings),
        _ => Programme::Listed(listings),
    })
}

#[cfg(test)]
mod tests {
    use super::Listing::{Courtyard, Dangerous};
    use super::*;
    use crate::domain::date::parse_date;

    #[test]
    fn works_completed_before_the_plan_are_looked_back_at() {
        let (before, issued) = (parse_date("2025-12-31"), parse_date("2026-01-01"));
        let of = |listings: &[Listing], done, completed| programme(Some(listings.to_vec()), done, completed, issued);
        assert_eq!(of(&[Courtyard], Some(true), before), Some(Programme::LookBack(vec![Courtyard])));
        // 出台前: not on the day itself.
        assert_eq!(of(&[Dangerous], Some(true), issued), Some(Programme::Listed(vec![Dangerous])));
        let both = vec![Courtyard, Dangerous];
        assert_eq!(of(&both, Some(false), None), Some(Programme::Listed(both.clone())));
        assert_eq!(of(&[], None, None), Some(Programme::Unlisted));
    }

    #[test]
    fn what_is_not_known_leaves_it_open() {
        let day = parse_date("2025-12-31");
        assert_eq!(programme(None, Some(true), day, day), None);
        assert_eq!(programme(Some(vec![Courtyard]), None, None, day), None);
        assert_eq!(programme(Some(vec![Courtyard]), Some(true), None, day), None);
        assert_eq!(programme(Some(vec![Courtyard]), Some(true), day, None), None);
        assert_eq!(programme(Some(vec![]), None, None, None), Some(Programme::Unlisted));
    }
}
