//! Subtotals and totals, held against the areas actually read.
//!
//! Sheets nest them (stairwell within building within compound, or page by page) and rarely say which they mean. A stated sum is
//! right if it equals any of the sums it could mean; otherwise the warning gives the likeliest one.

use rust_decimal::Decimal;

/// Running sums of the areas of titles, each title once.
#[derive(Default)]
pub(super) struct Sums {
    building: Option<String>,
    stairwell: Option<String>,
    of_building: Decimal,
    of_stairwell: Decimal,
    since_subtotal: Decimal,
    since_total: Decimal,
    of_all: Decimal,
}

/// What a stated sum was held against.
pub(super) struct Checked {
    pub summed: Decimal,
    pub differs: bool,
}

impl Sums {
    pub fn add(&mut self, building: &str, stairwell: Option<&str>, area: Decimal) {
        if self.building.as_deref() != Some(building) {
            self.building = Some(building.to_owned());
            self.stairwell = None;
            self.of_building = Decimal::ZERO;
            self.of_stairwell = Decimal::ZERO;
        }
        if self.stairwell.as_deref() != stairwell {
            self.stairwell = stairwell.map(str::to_owned);
            self.of_stairwell = Decimal::ZERO;
        }
        for sum in [
            &mut self.of_building,
            &mut self.of_stairwell,
            &mut self.since_subtotal,
            &mut self.since_total,
            &mut self.of_all,
        ] {
            *sum += area;
        }
    }

    /// Closes a subtotal: of what stands since the last one, of the building, or of the stairwell.
    pub fn subtotal(&mut self, stated: Option<Decimal>) -> Checked {
        let since = std::mem::take(&mut self.since_subtotal);
        let likeliest = if since.is_zero() { self.of_building } else { since };
        check(stated, likeliest, &[self.of_building, self.of_stairwell])
    }

    /// Closes a total: of everything, or of what stands since the last total.
    pub fn total(&mut self, stated: Option<Decimal>) -> Checked {
        let since = std::mem::take(&mut self.since_total);
        self.since_subtotal = Decimal::ZERO;
        check(stated, self.of_all, &[since])
    }
}

fn check(stated: Option<Decimal>, likeliest: Decimal, others: &[Decimal]) -> Checked {
    match stated {
        None => Checked { summed: likeliest, differs: false },
        Some(stated) if others.contains(&stated) => Checked { summed: stated, differs: false },
        Some(stated) => Checked { summed: likeliest.normalize(), differs: stated != likeliest },
    }
}
