//! The plan's two phases (PH-1, PH-2; plan 五): 调查计划阶段 with its four tasks, and 全面推进阶段.

use super::deadline::{Due, Standing};
use crate::domain::date::Date;
use crate::domain::json::words;

/// A task of the first phase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Preparation {
    /// 机构组建
    Institutions,
    /// 物业管理现状调查
    Survey,
    /// 相关政策标准制订
    Policies,
    /// 计划安排
    Plan,
}

words!(Preparation { Institutions = "institutions", Survey = "survey", Policies = "policies", Plan = "plan" });

impl Preparation {
    /// The setting that says when it was done.
    pub const fn setting(self) -> &'static str {
        match self {
            Self::Institutions => "institutions_done",
            Self::Survey => "survey_done",
            Self::Policies => "policies_done",
            Self::Plan => "plan_done",
        }
    }
}

/// How a task stands on `today` against the end of its phase; `None`: no end was set, and it isn't done.
pub fn standing(done: Option<Date>, until: Option<Date>, today: Date) -> Option<Standing> {
    match until {
        // A phase ends on its day, whether or not that is worked.
        Some(until) => Some(Due { on: until, rolled: until }.standing(done, today)),
        None => done.map(|_| Standing::Done { late: 0 }),
    }
}

/// Whether a phase that lasts from a day to a day has these days in order; `None` where one isn't set.
pub fn is_in_order(from: Option<Date>, until: Option<Date>) -> Option<bool> {
    Some(from? <= until?)
}

/// How a phase stands on `today`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Its days aren't set.
    Open,
    Ahead,
    Running,
    Over,
}

pub fn phase(from: Option<Date>, until: Option<Date>, today: Date) -> Phase {
    match (from, until) {
        (Some(from), _) if today < from => Phase::Ahead,
        (_, Some(until)) if today > until => Phase::Over,
        (Some(_), Some(_)) => Phase::Running,
        _ => Phase::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_date;

    #[test]
    fn a_task_is_done_in_time_late_or_due() {
        let day = |text: &str| parse_date(text).unwrap();
        let until = parse_date("2026-03-31");
        let at = |done: Option<&str>, today| standing(done.map(day), until, day(today));
        assert_eq!(at(None, "2026-03-31"), Some(Standing::Left { days: 0 }));
        assert_eq!(at(None, "2026-04-02"), Some(Standing::Late { days: 2 }));
        assert_eq!(at(Some("2026-03-31"), "2026-06-01"), Some(Standing::Done { late: 0 }));
        assert_eq!(at(Some("2026-04-01"), "2026-06-01"), Some(Standing::Done { late: 1 }));
        assert_eq!(standing(None, None, day("2026-01-01")), None);
        assert_eq!(standing(until, None, day("2026-01-01")), Some(Standing::Done { late: 0 }));
    }

    #[test]
    fn the_roll_out_runs_from_its_first_to_its_last_day() {
        let (from, until) = (parse_date("2026-04-01"), parse_date("2028-12-31"));
        let at = |today| phase(from, until, parse_date(today).unwrap());
        assert_eq!([at("2026-03-31"), at("2026-04-01"), at("2028-12-31"), at("2029-01-01")], {
            [Phase::Ahead, Phase::Running, Phase::Running, Phase::Over]
        });
        assert_eq!(phase(None, None, parse_date("2026-01-01").unwrap()), Phase::Open);
        assert_eq!(phase(from, None, parse_date("2027-01-01").unwrap()), Phase::Open);
        assert_eq!((is_in_order(from, until), is_in_order(until, from), is_in_order(None, until)), {
            (Some(true), Some(false), None)
        });
    }
}
