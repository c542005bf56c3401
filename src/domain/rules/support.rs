//! What is kept up for compounds in quasi management (L2, L3; plan 八3): 原绿化、市政等各项资金补贴和优惠政策不变, and what a utility owes whoever collects
//! its fees.

use crate::domain::json::words;
use rust_decimal::Decimal;

/// A subsidy that has to stay as it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    pub former: Option<Decimal>,
    pub now: Option<Decimal>,
}

/// How it stands, in yuan a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carried {
    /// As it was, or more.
    Kept {
        amount: Decimal,
    },
    Dropped {
        by: Decimal,
    },
    /// What it is now isn't known: what it was is due.
    Due {
        amount: Decimal,
    },
    /// What it was isn't known.
    FormerUnknown,
}

impl Kept {
    /// `None` where nothing is known of it.
    pub fn carried(&self) -> Option<Carried> {
        match (self.former, self.now) {
            (None, None) => None,
            (None, Some(_)) => Some(Carried::FormerUnknown),
            (Some(amount), None) => Some(Carried::Due { amount }),
            (Some(former), Some(now)) if now < former => Some(Carried::Dropped { by: (former - now).normalize() }),
            (_, Some(amount)) => Some(Carried::Kept { amount }),
        }
    }
}

/// Fees that are collected for a utility.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Agency {
    /// The tariff is written down.
    pub has_tariff: bool,
    /// 物价部门核定: by number and day.
    pub approved: bool,
    /// 专项委托费用, in yuan a year.
    pub commission: Option<Decimal>,
    /// Something is added for residents.
    pub added: Option<bool>,
}

/// What is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AgencyFault {
    Tariff,
    Approval,
    /// The utility pays nothing for it.
    Unpaid,
    /// What it pays isn't known.
    CommissionUnknown,
    Added,
    AddedUnknown,
}

words!(AgencyFault {
    Tariff = "no_tariff", Approval = "not_approved", Unpaid = "unpaid", CommissionUnknown = "commission_unknown",
    Added = "added_for_residents", AddedUnknown = "added_unknown",
});

impl Agency {
    /// Everything that is wrong or missing; none where it is as the plan has it.
    pub fn faults(&self) -> Vec<AgencyFault> {
        let commission = match self.commission {
            None => Some(AgencyFault::CommissionUnknown),
            Some(amount) if amount.is_zero() => Some(AgencyFault::Unpaid),
            Some(_) => None,
        };
        let added = match self.added {
            None => Some(AgencyFault::AddedUnknown),
            Some(true) => Some(AgencyFault::Added),
            Some(false) => None,
        };
        let tariff = (!self.has_tariff).then_some(AgencyFault::Tariff);
        let approval = (!self.approved).then_some(AgencyFault::Approval);
        [tariff, approval, commission, added].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_drop_against_what_it_was_is_told() {
        let of = |former: Option<u32>, now: Option<u32>| {
            Kept { former: former.map(Decimal::from), now: now.map(Decimal::from) }.carried()
        };
        assert_eq!(of(None, None), None);
        assert_eq!(of(None, Some(5)), Some(Carried::FormerUnknown));
        assert_eq!(of(Some(5), None), Some(Carried::Due { amount: 5.into() }));
        assert_eq!(of(Some(5), Some(5)), Some(Carried::Kept { amount: 5.into() }));
        assert_eq!(of(Some(5), Some(7)), Some(Carried::Kept { amount: 7.into() }));
        assert_eq!(of(Some(5), Some(4)), Some(Carried::Dropped { by: 1.into() }));
        assert_eq!(of(Some(5), Some(0)), Some(Carried::Dropped { by: 5.into() }), "nothing is less too");
    }

    #[test]
    fn a_utility_pays_for_its_agency_by_the_approved_tariff_and_residents_pay_nothing_more() {
        let good =
            Agency { has_tariff: true, approved: true, commission: Some(Decimal::from(600)), added: Some(false) };
        assert_eq!(good.faults(), []);
        for (agency, fault) in [
            (Agency { has_tariff: false, ..good }, AgencyFault::Tariff),
            (Agency { approved: false, ..good }, AgencyFault::Approval),
            (Agency { commission: Some(Decimal::ZERO), ..good }, AgencyFault::Unpaid),
            (Agency { commission: None, ..good }, AgencyFault::CommissionUnknown),
            (Agency { added: Some(true), ..good }, AgencyFault::Added),
            (Agency { added: None, ..good }, AgencyFault::AddedUnknown),
        ] {
            assert_eq!(agency.faults(), [fault], "{agency:?}");
        }
        assert_eq!(Agency::default().faults().len(), 4);
    }
}
