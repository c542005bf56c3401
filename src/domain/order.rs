//! The order a person expects: building 2 before building 10.

use super::household::Household;
use std::cmp::Ordering;

/// Compares runs of digits as numbers, everything else by character.
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.as_bytes(), right.as_bytes());
    loop {
        match (a.first(), b.first()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (run_a, rest_a) = digits(a);
                let (run_b, rest_b) = digits(b);
                match run_a.len().cmp(&run_b.len()).then_with(|| run_a.cmp(run_b)) {
                    Ordering::Equal => (a, b) = (rest_a, rest_b),
                    unequal => return unequal,
                }
            }
            (Some(x), Some(y)) if x != y => return x.cmp(y),
            _ => (a, b) = (&a[1..], &b[1..]),
        }
    }
}

/// The leading run of digits without its zeros, and what follows it.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|c| !c.is_ascii_digit()).unwrap_or(text.len());
    let start = text[..end].iter().position(|c| *c != b'0').unwrap_or(end);
    (&text[start..end], &text[end..])
}

/// Building, stairwell, floor, suite, id; what has no stairwell or floor comes after what has.
pub fn household_order(a: &Household, b: &Household) -> Ordering {
    let stairwell = match (&a.stairwell, &b.stairwell) {
        (Some(a), Some(b)) => natural_order(a, b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    let floor = match (a.floor, b.floor) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    natural_order(a.building.as_str(), b.building.as_str())
        .then(stairwell)
        .then(floor)
        .then_with(|| natural_order(&a.suite, &b.suite))
        .then_with(|| natural_order(a.id.as_str(), b.id.as_str()))
}

/// The positions of `count` things in the order that `compare` gives; equal ones stay as they lie.
///
/// One sort for all that is put in order, because each sort of another type weighs on start-up anew; and a plain one, because what the standard
/// library's has besides, to be fast with millions, weighs as much as a screen.
pub fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in positions.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
                if compare(*a, *b).is_le() {
                    merged.push(*a);
                    left = after_a;
                } else {
                    merged.push(*b);
                    right = after_b;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        positions = merged;
        width *= 2;
    }
    positions
}

/// Puts things in order; equal ones stay as they lie.
pub fn sorted<T>(things: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = positions(things.len(), &|a, b| compare(&things[a], &things[b]));
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| things[at].take()).collect()
}

/// Puts things in order, each once.
pub fn distinct<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut things = sorted(things.into_iter().collect(), T::cmp);
    things.dedup();
    things
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_order_as_numbers() {
        let mut names = ["10", "9", "柳巷12号", "柳巷2号", "10A", "010"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["9", "010", "10", "10A", "柳巷2号", "柳巷12号"]);
    }
    #[test]
    fn any_number_of_things_is_put_in_order_and_equal_ones_stay_as_they_lie() {
        for count in 0..70 {
            let things: Vec<(usize, usize)> = (0..count).map(|at| (at * 7919 % 11, at)).collect();
            let mut expected = things.clone();
            expected.sort();
            assert_eq!(sorted(things, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
