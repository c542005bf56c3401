//! Civil dates, written `yyyy-mm-dd` in every file: in that form they order as text.

pub use time::Date;
use time::{Duration, Month};

/// The date of a year, month and day, if the calendar has it.
pub fn make_date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Reads `yyyy-mm-dd`, that spelling only.
pub fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return None;
    }
    make_date(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// The date so many days later, if the calendar goes that far.
pub fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Duration::days(days))
}

/// How many days the one date is after the other.
pub fn days_between(from: Date, until: Date) -> i64 {
    (until - from).whole_days()
}

/// When the date begins in UTC, in milliseconds since 1970.
pub fn begins_at(date: Date) -> i64 {
    i64::from(date.to_julian_day() - UNIX_EPOCH) * 24 * 60 * 60 * 1000
}

/// The day in China, which is eight hours ahead of UTC, of a moment in milliseconds since 1970 UTC; `None` beyond the calendar.
pub fn day_in_china(at: i64) -> Option<Date> {
    let days = at.checked_add(8 * 60 * 60 * 1000)?.div_euclid(24 * 60 * 60 * 1000);
    Date::from_julian_day(UNIX_EPOCH.checked_add(i32::try_from(days).ok()?)?).ok()
}

/// The same as text; nothing beyond the calendar.
#[inline(never)]
pub fn day_text_in_china(at: i64) -> String {
    day_in_china(at).map(date_text).unwrap_or_default()
}

/// The Julian day of 1970-01-01.
const UNIX_EPOCH: i32 = 2_440_588;

/// Writes a date as `yyyy-mm-dd`.
pub fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_begin_at_midnight() {
        let begins = |text| begins_at(parse_date(text).unwrap());
        assert_eq!(
            (begins("1970-01-01"), begins("1969-12-31"), begins("2026-02-25")),
            (0, -86_400_000, 1_771_977_600_000)
        );
    }

    #[test]
    fn a_day_in_china_begins_at_sixteen_hours_utc() {
        let day = |at| day_in_china(at).map(date_text);
        let begins = begins_at(parse_date("2026-03-01").unwrap()) - 8 * 60 * 60 * 1000;
        assert_eq!(day(begins).as_deref(), Some("2026-03-01"));
        assert_eq!(day(begins - 1).as_deref(), Some("2026-02-28"));
        assert_eq!((day(-1).as_deref(), day(i64::MAX), day(i64::MIN)), (Some("1970-01-01"), None, None));
    }

    #[test]
    fn dates_are_calendar_dates_in_one_spelling() {
        for right in ["2026-02-28", "2024-02-29", "0001-01-01"] {
            assert_eq!(parse_date(right).map(date_text).as_deref(), Some(right));
        }
        for wrong in
            ["2026-02-30", "2025-02-29", "2026-2-3", "20260203", "", "2026-02-28T10:00", "２０２６-02-28", "+026-02-28"]
        {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }
}
