//! Whether the owners have decided to hire a company (OPP-2; Civil Code 278): a gauge beside the ballot, never mixed with 2P ≥ N.
//!
//! At least two thirds by area and by owners have to take part, and more than half of those who take part, by area and by owners, have to agree.

use rust_decimal::Decimal;

/// A side of the decision: by area in m², or by owners.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Side {
    pub all: Decimal,
    pub taking_part: Decimal,
    pub in_favour: Decimal,
}

/// How far a side has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// 参与表决 at least two thirds.
    pub quorum: bool,
    /// 同意 more than half of those taking part.
    pub majority: bool,
}

impl Side {
    /// `None` where nothing is known of the whole, or the figures are beyond reckoning.
    pub fn reached(&self) -> Option<Reached> {
        let times = |n: Decimal, times: u8| n.checked_mul(times.into());
        (!self.all.is_zero()).then_some(())?;
        Some(Reached {
            quorum: times(self.taking_part, 3)? >= times(self.all, 2)?,
            majority: times(self.in_favour, 2)? > self.taking_part,
        })
    }
}

/// Whether both sides have come all the way.
pub fn decided(area: &Side, owners: &Side) -> Option<bool> {
    let both = [area.reached()?, owners.reached()?];
    Some(both.iter().all(|side| side.quorum && side.majority))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(all: u32, taking_part: u32, in_favour: u32) -> Side {
        Side { all: all.into(), taking_part: taking_part.into(), in_favour: in_favour.into() }
    }

    #[test]
    fn two_thirds_take_part_and_more_than_half_of_them_agree() {
        let reached = |side: Side| side.reached().map(|reached| (reached.quorum, reached.majority));
        assert_eq!(reached(side(300, 200, 101)), Some((true, true)));
        assert_eq!(reached(side(300, 200, 100)), Some((true, false)), "half is not more than half");
        assert_eq!(reached(side(300, 199, 199)), Some((false, true)));
        assert_eq!(reached(side(301, 200, 150)), Some((false, true)), "200.67 would be needed");
        assert_eq!(reached(side(3, 2, 0)), Some((true, false)));
        assert_eq!(reached(side(0, 0, 0)), None);
    }

    #[test]
    fn both_by_area_and_by_owners() {
        assert_eq!(decided(&side(300, 200, 101), &side(30, 20, 11)), Some(true));
        assert_eq!(decided(&side(300, 200, 101), &side(30, 19, 19)), Some(false));
        assert_eq!(decided(&side(300, 200, 100), &side(30, 20, 11)), Some(false));
        assert_eq!(decided(&side(0, 0, 0), &side(30, 20, 11)), None);
    }
}
