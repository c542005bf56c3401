//! Where a survey answer belongs: the compound, a building (幢) or a stairwell (单元).

use super::ids::BuildingNo;
use serde::{Deserialize, Serialize};

/// A place that is surveyed. A building without stairwell numbers has one unnamed stairwell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Compound,
    Building(BuildingNo),
    Stairwell(BuildingNo, Option<String>),
}

/// Orders `2` before `10`: runs of digits compare as numbers, everything else as text.
pub fn natural_order(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (run_a, rest_a) = split_run(a);
        let (run_b, rest_b) = split_run(b);
        if run_a.is_empty() || run_b.is_empty() {
            return run_a.len().cmp(&run_b.len());
        }
        let digits = |run: &str| run.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let order = if digits(run_a) && digits(run_b) {
            let (na, nb) = (run_a.trim_start_matches('0'), run_b.trim_start_matches('0'));
            na.len().cmp(&nb.len()).then_with(|| na.cmp(nb)).then_with(|| run_a.len().cmp(&run_b.len()))
        } else {
            run_a.cmp(run_b)
        };
        if order.is_ne() {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
}

/// The longest start of `text` that is all digits or all non-digits, and what follows it.
fn split_run(text: &str) -> (&str, &str) {
    let first_is_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != first_is_digit).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_order_as_numbers() {
        let mut names = ["10", "9", "柳巷12号", "柳巷2号", "10A", "010"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["9", "10", "10A", "010", "柳巷2号", "柳巷12号"]);
    }
}
