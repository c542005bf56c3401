//! When a period ends (MOD-T; Civil Code 201 to 203, by analogy).
//!
//! The plan counts in months: 一个月内 for the ballot (六(二)1), 两个月内 for setting the mode up. The day from which a period runs isn't counted; it ends
//! on the corresponding day of its last month, or on that month's last day where there is none, and where that is no working day on the next one.

use crate::domain::date::{Date, add_days, parse_date};

/// Which days are worked: data, because the State Council says so anew each year.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    /// Days off.
    pub holidays: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    pub workdays: Vec<Date>,
}

impl Calendar {
    /// The days of a text of days and spans, as [`crate::domain::catalogue::setting`] has it.
    pub fn days(text: &str) -> Vec<Date> {
        let span = |line: &str| {
            let (first, last) = line.split_once('/').unwrap_or((line, line));
            let (first, last) = (parse_date(first)?, parse_date(last)?);
            Some(std::iter::successors(Some(first), |day| day.next_day()).take_while(move |day| *day <= last))
        };
        text.lines().filter_map(span).flatten().collect()
    }

    /// Whether a day is worked. A day off is one, whatever else is said of it.
    pub fn is_worked(&self, day: Date) -> bool {
        let is_weekend = day.weekday().number_days_from_monday() >= 5;
        !self.holidays.contains(&day) && (!is_weekend || self.workdays.contains(&day))
    }

    /// Whether it says anything of a year: of others only the weekends are known.
    pub fn covers(&self, year: i32) -> bool {
        self.holidays.iter().any(|day| day.year() == year)
    }

    /// Whether it says which days are off around the end of a period.
    pub fn knows(&self, due: Due) -> bool {
        self.covers(due.on.year()) && self.covers(due.rolled.year())
    }

    /// The day itself if it is worked, else the next that is; `None` at the end of time.
    pub fn roll(&self, mut day: Date) -> Option<Date> {
        while !self.is_worked(day) {
            day = add_days(day, 1)?;
        }
        Some(day)
    }

    /// A period that ends `on` that day ends on the next one that is worked (Civil Code 203); `None` at the end of time.
    pub fn end(&self, on: Date) -> Option<Due> {
        Some(Due { on, rolled: self.roll(on)? })
    }
}

/// When a period ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// By the months alone.
    pub on: Date,
    /// Rolled to a working day.
    pub rolled: Date,
}

/// The corresponding day so many months later, or the last of that month.
pub fn add_months(start: Date, months: u8) -> Option<Date> {
    let month = i32::from(u8::from(start.month())) - 1 + i32::from(months);
    let year = start.year() + month.div_euclid(12);
    let month = time::Month::try_from(u8::try_from(month.rem_euclid(12)).ok()? + 1).ok()?;
    let day = start.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).ok()
}

/// When a period of so many months that runs from `start` ends; `None` beyond the calendar.
pub fn due(start: Date, months: u8, calendar: &Calendar) -> Option<Due> {
    calendar.end(add_months(start, months)?)
}

/// What has to be done by a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Duty {
    /// 征求意见、确定模式 (ACC-1).
    Ballot,
    /// 公示初步结果, for which the plan names no day (四5).
    Result,
    /// 异议期: so long it has to hang before the result is final.
    Objections,
    /// 业主大会、业主委员会 (MOD-P).
    Assembly,
    /// 日常物业管理机制 (MOD-Q).
    Station,
    /// The mode isn't decided, so neither is which of the two.
    Establish,
    /// 召开业主大会: a sub-step of the assembly and committee (MOD-S), as are the next four.
    Held,
    /// 议事规则等草案公示
    Drafts,
    /// 会议公告
    Call,
    /// 业主委员会备案
    Filing,
    /// 选聘物业服务企业, for which the plan names no day.
    Hire,
    /// 确定实施方式: a sub-step of the station's. The plan names no day for it either.
    Operator,
    /// A rented or borrowed room ends (HW-5).
    Room,
    /// Greenery or road surface is to be restored (WV-2): which entry of the dossier, what by its code, and where.
    Restoration { entry: String, what: String, place: String },
}

impl Duty {
    /// Whether it is that the decided mode is set up.
    pub fn establishes(&self) -> bool {
        matches!(self, Self::Assembly | Self::Station | Self::Establish)
    }

    /// Whether it has to be done before the day that it is counted from.
    pub fn comes_before(&self) -> bool {
        matches!(self, Self::Drafts | Self::Call)
    }

    /// Whether there is a day by which it has to be done.
    pub fn has_term(&self) -> bool {
        !matches!(self, Self::Result | Self::Hire | Self::Operator)
    }

    /// For files.
    pub fn code(&self) -> String {
        match self {
            Self::Ballot => "ballot".to_owned(),
            Self::Result => "result".to_owned(),
            Self::Objections => "objections".to_owned(),
            Self::Assembly => "assembly".to_owned(),
            Self::Station => "station".to_owned(),
            Self::Establish => "establish".to_owned(),
            Self::Held => "held".to_owned(),
            Self::Drafts => "drafts".to_owned(),
            Self::Call => "call".to_owned(),
            Self::Filing => "filing".to_owned(),
            Self::Hire => "hire".to_owned(),
            Self::Operator => "operator".to_owned(),
            Self::Room => "room".to_owned(),
            Self::Restoration { entry, what, .. } => format!("restoration {what} {entry}"),
        }
    }
}

/// How a duty stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Done in time, or so many days late.
    Done { late: u64 },
    /// So many days are left, the last one counted as 0.
    Left { days: u64 },
    /// So many days late, and not done.
    Late { days: u64 },
}

impl Due {
    /// How a duty that was done on `done`, or not yet, stands on `today`.
    pub fn standing(&self, done: Option<Date>, today: Date) -> Standing {
        let after = |day: Date| i64::from(day.to_julian_day()) - i64::from(self.rolled.to_julian_day());
        match (done, after(done.unwrap_or(today))) {
            (Some(_), late) => Standing::Done { late: u64::try_from(late).unwrap_or(0) },
            (None, late) if late > 0 => Standing::Late { days: late.unsigned_abs() },
            (None, left) => Standing::Left { days: left.unsigned_abs() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    #[test]
    fn a_month_ends_on_its_corresponding_day_or_its_last() {
        for (start, months, end) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-08-31", 1, "2026-09-30"),
            ("2026-02-28", 1, "2026-03-28"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-12-15", 2, "2027-02-15"),
            ("2026-05-10", 0, "2026-05-10"),
            ("2026-05-10", 24, "2028-05-10"),
        ] {
            assert_eq!(add_months(day(start), months), Some(day(end)), "{start} + {months}");
        }
        assert_eq!(add_months(Date::MAX, 1), None);
        assert_eq!(due(Date::MAX, 0, &Calendar { holidays: vec![Date::MAX], ..Calendar::default() }), None);
    }

    #[test]
    fn a_day_off_is_off_and_a_worked_weekend_is_worked() {
        let calendar = Calendar {
            holidays: vec![day("2026-10-08"), day("2026-10-09")],
            workdays: vec![day("2026-10-10"), day("2026-10-09")],
        };
        assert_eq!(calendar.roll(day("2026-10-07")), Some(day("2026-10-07")), "a Wednesday");
        assert_eq!(calendar.roll(day("2026-10-08")), Some(day("2026-10-10")), "a Saturday that is worked");
        assert_eq!(calendar.roll(day("2026-10-11")), Some(day("2026-10-12")), "a Sunday");
        assert!(calendar.covers(2026) && !calendar.covers(2025) && !Calendar::default().covers(2026));
    }

    #[test]
    fn lateness_is_counted_from_the_rolled_day() {
        let due = due(day("2026-09-01"), 1, &Calendar { holidays: vec![day("2026-10-01")], ..Calendar::default() });
        let due = due.unwrap();
        assert_eq!((due.on, due.rolled), (day("2026-10-01"), day("2026-10-02")));
        let standing = |done: Option<&str>, today| due.standing(done.map(day), day(today));
        assert_eq!(standing(None, "2026-09-30"), Standing::Left { days: 2 });
        assert_eq!(standing(None, "2026-10-02"), Standing::Left { days: 0 });
        assert_eq!(standing(None, "2026-10-05"), Standing::Late { days: 3 });
        assert_eq!(standing(Some("2026-10-02"), "2026-12-01"), Standing::Done { late: 0 });
        assert_eq!(standing(Some("2026-08-02"), "2026-12-01"), Standing::Done { late: 0 });
        assert_eq!(standing(Some("2026-10-03"), "2026-12-01"), Standing::Done { late: 1 });
    }
}
