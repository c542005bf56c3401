//! The management room (HW-4, HW-5; plan 六(一)1(3)): 5 ‰ of the floor area where conditions allow, rented or borrowed for the time being.
//!
//! A target and no pass mark: 有条件的要争取. Only what is owned counts towards it, because what is rented or borrowed is 过渡.

use crate::domain::date::Date;
use crate::domain::json::words;
use rust_decimal::Decimal;

/// What is required and what of it is lacking, in m², exact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Requirement {
    pub required: Decimal,
    /// Never below zero.
    pub shortfall: Decimal,
    pub met: bool,
}

/// Holds what is owned against so many per mille of the floor area. `None` where the figures are beyond what a decimal holds.
pub fn requirement(floor_area: Decimal, owned: Decimal, permille: Decimal) -> Option<Requirement> {
    let required = floor_area.checked_mul(permille)?.checked_mul(Decimal::new(1, 3))?.normalize();
    let shortfall = required.checked_sub(owned)?.max(Decimal::ZERO).normalize();
    Some(Requirement { required, shortfall, met: shortfall.is_zero() })
}

/// How a room is held (`room.tenure`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tenure {
    Owned,
    Rented,
    Borrowed,
    None,
}

words!(Tenure { Owned = "owned", Rented = "rented", Borrowed = "borrowed", None = "none" });

/// Whether there is a room, and whether it can stay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    Owned,
    /// 过渡: until the day, which has to be known.
    Transitional {
        until: Option<Date>,
        /// The day is past.
        over: bool,
    },
    Absent,
}

/// What area and tenure make of a room on `today`; `None` while one of them isn't known.
pub fn room(area: Option<Decimal>, tenure: Option<Tenure>, until: Option<Date>, today: Date) -> Option<Room> {
    match (area, tenure) {
        (_, Some(Tenure::None)) => Some(Room::Absent),
        (Some(area), _) if area.is_zero() => Some(Room::Absent),
        (Some(_), Some(Tenure::Owned)) => Some(Room::Owned),
        (Some(_), Some(Tenure::Rented | Tenure::Borrowed)) => {
            Some(Room::Transitional { until, over: until.is_some_and(|until| until < today) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_date;
    use crate::domain::rules::decimal;

    #[test]
    fn another_ratio_is_as_exact() {
        let seven = requirement(decimal("1000.01"), decimal("7"), decimal("7")).unwrap();
        assert_eq!((seven.required, seven.shortfall), (decimal("7.00007"), decimal("0.00007")));
        assert_eq!(requirement(Decimal::MAX, Decimal::ZERO, decimal("5")), None);
        assert!(requirement(Decimal::ZERO, Decimal::ZERO, decimal("5")).unwrap().met);
    }

    #[test]
    fn a_room_is_owned_transitional_absent_or_not_known() {
        let (today, later) = (parse_date("2026-06-01").unwrap(), parse_date("2026-06-30"));
        let room = |area: Option<&str>, tenure, until| room(area.map(decimal), tenure, until, today);
        assert_eq!(room(Some("30"), Some(Tenure::Owned), None), Some(Room::Owned));
        let transitional = |until, over| Some(Room::Transitional { until, over });
        assert_eq!(room(Some("30"), Some(Tenure::Rented), later), transitional(later, false));
        assert_eq!(room(Some("30"), Some(Tenure::Borrowed), None), transitional(None, false));
        let past = parse_date("2026-05-31");
        assert_eq!(room(Some("30"), Some(Tenure::Rented), past), transitional(past, true));
        assert_eq!(room(Some("30"), Some(Tenure::Rented), Some(today)), transitional(Some(today), false));
        assert_eq!(room(Some("0"), None, None), Some(Room::Absent));
        assert_eq!(room(None, Some(Tenure::None), None), Some(Room::Absent));
        assert_eq!((room(None, Some(Tenure::Owned), None), room(Some("3"), None, None)), (None, None));
    }
}
