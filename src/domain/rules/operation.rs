//! What running a compound costs and brings in a year (OPQ-4, SUP-4, L0; plan 六(二)2(1)): 经营性收入…以弥补小区管理经费不足, 低收费、广覆盖、有补贴.

use rust_decimal::{Decimal, RoundingStrategy};

/// A year's accounts, in yuan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Year {
    pub fees: Decimal,
    pub parking: Decimal,
    pub rooms: Decimal,
    pub subsidy: Decimal,
    pub cost: Decimal,
    /// Spent on anything but this compound's management, which its income isn't for.
    pub elsewhere: Decimal,
}

/// What the accounts come to, in yuan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balance {
    /// What the fees leave uncovered; never below zero.
    pub shortfall: Decimal,
    /// Parking and rooms.
    pub income: Decimal,
    /// What residents' fees and that income bear of the cost (L0); never above it.
    pub own: Decimal,
    /// What is left of the cost for subsidies.
    pub left: Decimal,
    /// All that came in less all that went out.
    pub rest: Decimal,
    /// What came in as a share of the cost, in per cent with one decimal, cut off; `None` where nothing was spent.
    pub coverage: Option<Decimal>,
    /// Some of it was spent elsewhere.
    pub misspent: bool,
}

/// `None` where the figures are beyond reckoning.
pub fn balance(year: &Year) -> Option<Balance> {
    let income = year.parking.checked_add(year.rooms)?;
    let came_in = year.fees.checked_add(income)?.checked_add(year.subsidy)?;
    let went_out = year.cost.checked_add(year.elsewhere)?;
    let own = year.fees.checked_add(income)?.min(year.cost);
    let share = came_in.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(year.cost);
    Some(Balance {
        shortfall: year.cost.checked_sub(year.fees)?.max(Decimal::ZERO),
        income,
        own,
        left: year.cost.checked_sub(own)?,
        rest: came_in.checked_sub(went_out)?,
        coverage: share.map(|share| share.round_dp_with_strategy(1, RoundingStrategy::ToZero).normalize()),
        misspent: !year.elsewhere.is_zero(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::decimal;

    fn year(fees: &str, parking: &str, rooms: &str, subsidy: &str, cost: &str, elsewhere: &str) -> Year {
        let [fees, parking, rooms, subsidy, cost, elsewhere] =
            [fees, parking, rooms, subsidy, cost, elsewhere].map(decimal);
        Year { fees, parking, rooms, subsidy, cost, elsewhere }
    }

    #[test]
    fn income_and_subsidies_make_up_for_what_fees_leave_uncovered() {
        let found = balance(&year("60480", "36000", "12000.50", "20000", "150000", "0")).unwrap();
        assert_eq!((found.shortfall, found.income), (decimal("89520"), decimal("48000.50")));
        assert_eq!((found.rest, found.coverage), (decimal("-21519.50"), Some(decimal("85.6"))));
        assert!(!found.misspent);
    }

    #[test]
    fn fees_and_income_bear_the_cost_first_and_never_more_than_it() {
        let found = balance(&year("60480", "36000", "12000.50", "20000", "150000", "0")).unwrap();
        assert_eq!((found.own, found.left), (decimal("108480.50"), decimal("41519.50")));
        let rich = balance(&year("60480", "36000", "12000", "20000", "70000", "0")).unwrap();
        assert_eq!((rich.own, rich.left), (decimal("70000"), Decimal::ZERO));
    }

    #[test]
    fn what_is_spent_elsewhere_is_told_and_a_year_without_cost_has_no_coverage() {
        let found = balance(&year("100", "0", "0", "0", "0", "30")).unwrap();
        assert_eq!((found.shortfall, found.rest, found.coverage), (Decimal::ZERO, decimal("70"), None));
        assert!(found.misspent);
        assert_eq!(balance(&Year { fees: Decimal::MAX, ..year("0", "1", "1", "1", "1", "1") }), None);
    }
}
