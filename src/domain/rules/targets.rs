//! What the campaign is to reach, year by year and in all (TG-1 to TG-3; plan 二, 五2), and how far it has come.
//!
//! Areas are in 万平方米, as the plan has them. 累计完成 has to be the sum of the years: where it isn't, the plan itself is wrong, and that is said.

use crate::domain::order::distinct;
use rust_decimal::{Decimal, RoundingStrategy};

/// A year and the area to be completed in it, in 万㎡; or its budget, in 万元.
pub type YearTarget = (u16, Decimal);

/// 10,000 km², in 万㎡; or ten thousand million yuan, in 万元.
const MAX_FIGURE: u32 = 1_000_000;

/// What is said of each year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Yearly {
    /// In 万㎡.
    Area,
    /// In 万元.
    Amount,
}

impl Yearly {
    /// The units that may be typed behind it.
    const fn units(self) -> &'static [&'static str] {
        match self {
            Self::Area => &["万平方米", "万㎡"],
            Self::Amount => &["万元"],
        }
    }
}

/// Reads lines of a year and what is said of it: `2026 12.5`.
///
/// # Errors
/// The number of the first line, counted from 1, that is anything else, or has a year that an earlier one had.
pub fn years(text: &str, what: Yearly) -> Result<Vec<YearTarget>, usize> {
    let mut years: Vec<YearTarget> = Vec::new();
    for (at, line) in (1_usize..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let year = year_of(line.trim(), what.units()).filter(|(year, _)| years.iter().all(|(known, _)| known != year));
        years.push(year.ok_or(at)?);
    }
    years.sort_unstable_by_key(|(year, _)| *year);
    Ok(years)
}

fn year_of(line: &str, units: &[&str]) -> Option<YearTarget> {
    let (year, figure) = line.split_once([' ', ':', '：', '\u{3000}'])?;
    let year: u16 = year.trim_end_matches('年').parse().ok().filter(|year| (1900..=2100).contains(year))?;
    let figure = units.iter().fold(figure.trim(), |text, unit| text.trim_end_matches(unit));
    let figure = Decimal::from_str_exact(figure.trim()).ok()?;
    let is_meant = !figure.is_sign_negative() && figure.scale() <= 3 && figure <= Decimal::from(MAX_FIGURE);
    is_meant.then(|| (year, figure.normalize()))
}

/// A year held against what was done in it, in 万㎡.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearLine {
    pub year: u16,
    /// `None`: nothing is asked for this year.
    pub target: Option<Decimal>,
    pub done: Decimal,
    /// From the first year on.
    pub target_so_far: Decimal,
    pub done_so_far: Decimal,
}

/// Targets and what was done, year by year, with running totals.
pub fn ledger(targets: &[YearTarget], done: &[YearTarget]) -> Vec<YearLine> {
    let years = distinct(targets.iter().chain(done).map(|(year, _)| *year));
    let (mut target_so_far, mut done_so_far) = (Decimal::ZERO, Decimal::ZERO);
    let line = |year| {
        let target = targets.iter().find(|(of, _)| *of == year).map(|(_, area)| *area);
        let done: Decimal = done.iter().filter(|(of, _)| *of == year).map(|(_, area)| area).sum();
        target_so_far += target.unwrap_or_default();
        done_so_far += done;
        YearLine { year, target, done, target_so_far, done_so_far }
    };
    years.into_iter().map(line).collect()
}

/// By how much the stated total differs from the sum of the years; `None` where it doesn't, or there is nothing to compare.
pub fn differs(targets: &[YearTarget], stated: Option<Decimal>) -> Option<Decimal> {
    let sum: Decimal = targets.iter().map(|(_, area)| area).sum();
    let by = stated.filter(|_| !targets.is_empty())? - sum;
    (!by.is_zero()).then(|| by.normalize())
}

/// What of the area that was renovated has management running, in per cent with one decimal, cut off; `None` while nothing was renovated.
pub fn coverage(running: Decimal, renovated: Decimal) -> Option<Decimal> {
    let share = running.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(renovated)?;
    Some(share.round_dp_with_strategy(1, RoundingStrategy::ToZero).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::decimal;

    #[test]
    fn years_are_read_in_order_each_once() {
        let expected = vec![(2026, decimal("12.5")), (2027, decimal("30"))];
        assert_eq!(years("2027年：30万㎡\n\n2026 12.50", Yearly::Area), Ok(expected));
        assert_eq!(years("", Yearly::Area), Ok(vec![]));
        for wrong in [
            "2026",
            "2026 x",
            "26 1",
            "2025 2",
            "2026 5万元",
            "2026 -1",
            "2026 1.0001",
            "2026 79228162514264337593543950335",
        ] {
            assert_eq!(years(&format!("2025 1\n\n{wrong}"), Yearly::Area), Err(3), "{wrong}");
        }
    }

    #[test]
    fn totals_run_and_a_year_without_a_target_counts_what_was_done() {
        let targets = years("2026 10\n2027 20", Yearly::Area).unwrap();
        let done = [(2026, decimal("4")), (2026, decimal("3.5")), (2028, decimal("1"))];
        let lines: Vec<_> = ledger(&targets, &done)
            .into_iter()
            .map(|l| {
                (
                    l.year,
                    l.target.map(|t| t.to_string()),
                    l.done.to_string(),
                    l.target_so_far.to_string(),
                    l.done_so_far.to_string(),
                )
            })
            .collect();
        let line = |year, target: Option<&str>, done: &str, so_far: &str, all: &str| {
            (year, target.map(str::to_owned), done.to_owned(), so_far.to_owned(), all.to_owned())
        };
        assert_eq!(
            lines,
            [
                line(2026, Some("10"), "7.5", "10", "7.5"),
                line(2027, Some("20"), "0", "30", "7.5"),
                line(2028, None, "1", "30", "8.5"),
            ]
        );
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_told() {
        let targets = years("2026 10\n2027 20", Yearly::Area).unwrap();
        assert_eq!(differs(&targets, Some(decimal("30"))), None);
        assert_eq!(differs(&targets, Some(decimal("35.5"))), Some(decimal("5.5")));
        assert_eq!((differs(&targets, None), differs(&[], Some(decimal("30")))), (None, None));
    }

    #[test]
    fn coverage_is_of_what_was_renovated() {
        assert_eq!(coverage(decimal("2"), decimal("3")), Some(decimal("66.6")));
        assert_eq!(coverage(decimal("3"), decimal("3")), Some(decimal("100")));
        assert_eq!(coverage(decimal("0"), decimal("0")), None);
    }
}
