//! Relief from fees for those in hardship (SUP-2; plan 八3): 经所在社区公示无异议后予以减免.
//!
//! An application, a notice in the community for so many days, nobody objecting, and then the relief: in this order, and none of it left out.

use crate::domain::date::{Date, add_days};

/// What is on record of an application.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Case {
    pub applied: Option<Date>,
    pub posted: Option<Date>,
    /// The last day of the notice.
    pub until: Option<Date>,
    pub objection: Option<bool>,
    /// Granted, refused, or not decided.
    pub granted: Option<bool>,
}

/// How an application stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relief {
    /// There is no application yet.
    NotApplied,
    /// It has to be posted.
    ToPost,
    /// Posted, the notice being open until the day.
    Posted {
        until: Date,
    },
    /// The notice is over, and whether somebody objected has to be recorded.
    ToHear,
    /// Somebody objected: nothing is granted.
    Objected,
    /// Nobody objected: it may be granted.
    ToGrant,
    Granted,
    Refused,
    /// It was granted, and what has to come before isn't there.
    GrantedWithout(Lacks),
}

/// What a relief was granted without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacks {
    Application,
    /// No notice, one of fewer days, or one that isn't over.
    Notice,
    /// Somebody objected, or it wasn't recorded that nobody did.
    Hearing,
}

/// How an application stands on `today`, where a notice has to be posted for `days` days.
pub fn relief(case: &Case, days: i64, today: Date) -> Relief {
    // The day on which it is posted isn't counted.
    let least = case.posted.and_then(|posted| add_days(posted, days));
    let until = case.until.or(least);
    let is_long_enough = case.applied.is_some_and(|applied| case.posted.is_some_and(|posted| applied <= posted))
        && least.is_some_and(|least| until.is_some_and(|until| least <= until));
    match case.granted {
        Some(false) => Relief::Refused,
        Some(true) if case.applied.is_none() => Relief::GrantedWithout(Lacks::Application),
        Some(true) if !is_long_enough => Relief::GrantedWithout(Lacks::Notice),
        // It isn't known yet whether anybody will object.
        Some(true) if until.is_some_and(|until| today <= until) => Relief::GrantedWithout(Lacks::Notice),
        Some(true) if case.objection != Some(false) => Relief::GrantedWithout(Lacks::Hearing),
        Some(true) => Relief::Granted,
        None if case.applied.is_none() => Relief::NotApplied,
        None => match (case.posted, until, case.objection) {
            (_, _, Some(true)) => Relief::Objected,
            (None, ..) | (_, None, _) => Relief::ToPost,
            (_, Some(until), _) if today <= until => Relief::Posted { until },
            // Over, and too short: what was heard in it doesn't count.
            _ if !is_long_enough => Relief::ToPost,
            (_, _, None) => Relief::ToHear,
            (_, _, Some(false)) => Relief::ToGrant,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_date;

    fn day(text: &str) -> Option<Date> {
        parse_date(text)
    }

    fn at(case: Case, today: &str) -> Relief {
        relief(&case, 7, day(today).unwrap())
    }

    #[test]
    fn application_notice_hearing_relief_in_this_order() {
        let mut case = Case::default();
        assert_eq!(at(case, "2026-03-01"), Relief::NotApplied);
        case.applied = day("2026-03-01");
        assert_eq!(at(case, "2026-03-01"), Relief::ToPost);
        case.posted = day("2026-03-02");
        assert_eq!(at(case, "2026-03-09"), Relief::Posted { until: day("2026-03-09").unwrap() });
        assert_eq!(at(case, "2026-03-10"), Relief::ToHear);
        case.objection = Some(false);
        assert_eq!(at(case, "2026-03-09"), Relief::Posted { until: day("2026-03-09").unwrap() });
        assert_eq!(at(case, "2026-03-10"), Relief::ToGrant);
        case.granted = Some(true);
        assert_eq!(at(case, "2026-03-10"), Relief::Granted);
    }

    #[test]
    fn an_objection_ends_it_and_a_refusal_too() {
        let case =
            Case { applied: day("2026-03-01"), posted: day("2026-03-02"), objection: Some(true), ..Case::default() };
        assert_eq!(at(case, "2026-03-20"), Relief::Objected);
        assert_eq!(at(Case { granted: Some(false), ..case }, "2026-03-20"), Relief::Refused);
        assert_eq!(at(Case { granted: Some(true), ..case }, "2026-03-20"), Relief::GrantedWithout(Lacks::Hearing));
    }

    #[test]
    fn what_was_granted_without_the_rest_is_told() {
        let full = Case {
            applied: day("2026-03-01"),
            posted: day("2026-03-02"),
            until: day("2026-03-09"),
            objection: Some(false),
            granted: Some(true),
        };
        assert_eq!(at(full, "2026-04-01"), Relief::Granted);
        assert_eq!(at(full, "2026-03-09"), Relief::GrantedWithout(Lacks::Notice), "the notice is still open");
        for (case, lacks) in [
            (Case { applied: None, ..full }, Lacks::Application),
            (Case { posted: None, ..full }, Lacks::Notice),
            // Six days, and a notice before anybody applied.
            (Case { until: day("2026-03-08"), ..full }, Lacks::Notice),
            (Case { applied: day("2026-03-03"), ..full }, Lacks::Notice),
            (Case { objection: None, ..full }, Lacks::Hearing),
        ] {
            assert_eq!(at(case, "2026-04-01"), Relief::GrantedWithout(lacks), "{case:?}");
        }
        // Too short a notice has to be posted again.
        let short = Case { until: day("2026-03-08"), granted: None, ..full };
        assert_eq!(at(short, "2026-04-01"), Relief::ToPost);
        assert_eq!(at(Case { objection: None, ..short }, "2026-04-01"), Relief::ToPost, "whatever was heard");
    }
}
