//! Who runs a compound, and what residents pay for it (OPQ-1, OPQ-3, OPP-1; plan 六(二)2).
//!
//! Quasi management is the service station's, in one of three forms, for a fee by the city's rules; professional management a company's, by a contract
//! with the owners' committee and for the contract's fee.

use super::funding::round_to_fen;
use crate::domain::date::Date;
use crate::domain::json::words;
use crate::domain::tally::Decision;
use rust_decimal::Decimal;

/// 实施方式 (`mech.operator`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// 分别聘请
    SeparateHire,
    /// 统一委托一家物业服务企业
    Entrusted,
    /// 居民自治
    Residents,
    /// A company under contract: professional management.
    Company,
}

words!(Form { SeparateHire = "separate_hire", Entrusted = "entrusted", Residents = "residents", Company = "company" });

impl Form {
    /// Whether it belongs to the mode that was decided; `None` until one was.
    pub fn fits(self, mode: Option<Decision>) -> Option<bool> {
        match mode? {
            Decision::Professional => Some(self == Self::Company),
            Decision::Quasi => Some(self != Self::Company),
            Decision::NoResult | Decision::Undecided => None,
        }
    }
}

/// What a rate is counted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    SquareMetre,
    Household,
}

/// A fee.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fee {
    /// In yuan a year.
    pub a_year: Decimal,
    pub basis: Basis,
}

impl Fee {
    /// By the codes of the catalogue's list of units; `None` for 其他, which nothing can be compared with.
    pub fn of(rate: Decimal, basis: &str) -> Option<Self> {
        let (basis, times) = match basis {
            "m2_month" => (Basis::SquareMetre, 12),
            "m2_year" => (Basis::SquareMetre, 1),
            "household_month" => (Basis::Household, 12),
            "household_year" => (Basis::Household, 1),
            _ => return None,
        };
        Some(Self { a_year: rate.checked_mul(Decimal::from(times))?.normalize(), basis })
    }

    /// What it comes to in a year, all of it paid; `None` where what it is counted by isn't known.
    pub fn due(&self, area: Option<Decimal>, households: Option<u64>) -> Option<Decimal> {
        let by = match self.basis {
            Basis::SquareMetre => area?,
            Basis::Household => Decimal::from(households?),
        };
        self.a_year.checked_mul(by).map(|sum| round_to_fen(sum).normalize())
    }
}

/// A fee held against the rules' own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compared {
    Within,
    /// By so much a year.
    Above {
        by: Decimal,
    },
    /// The campaign hasn't said what the rules have.
    NotSet,
    /// Counted by something else.
    OtherUnit,
}

pub fn compared(fee: &Fee, standard: Option<Fee>) -> Compared {
    match standard {
        None => Compared::NotSet,
        Some(standard) if standard.basis != fee.basis => Compared::OtherUnit,
        Some(standard) if fee.a_year > standard.a_year => {
            Compared::Above { by: (fee.a_year - standard.a_year).normalize() }
        }
        Some(_) => Compared::Within,
    }
}

/// What is on record of a contract.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Contract {
    /// 业主委员会 concluded it; `None`: not said.
    pub by_committee: Option<bool>,
    pub has_company: bool,
    pub has_number: bool,
    pub signed: Option<Date>,
    pub expires: Option<Date>,
    /// There was a committee since.
    pub committee: Option<Date>,
    pub fee: Option<Fee>,
    /// What the survey finds residents to pay.
    pub charged: Option<Fee>,
}

/// What is wrong with a contract or missing from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContractFault {
    /// There is none.
    Absent,
    Party,
    Company,
    Number,
    Signed,
    Term,
    /// Signed before there was a committee.
    BeforeCommittee,
    Fee,
    /// Residents pay something else than the contract says.
    OtherFee,
    /// The station's fee is taken as well.
    StationFee,
}

words!(ContractFault {
    Absent = "no_contract", Party = "not_by_committee", Company = "no_company", Number = "no_number",
    Signed = "not_signed", Term = "no_term", BeforeCommittee = "before_committee", Fee = "no_fee",
    OtherFee = "other_fee_charged", StationFee = "station_fee_too",
});

/// Everything that is wrong or missing in professional management; `contract` is `None` where none is on record. `station_fee`: one is on record too.
pub fn contract_faults(contract: Option<&Contract>, station_fee: bool) -> Vec<ContractFault> {
    let Some(contract) = contract else {
        let both = [Some(ContractFault::Absent), station_fee.then_some(ContractFault::StationFee)];
        return both.into_iter().flatten().collect();
    };
    let early = contract.signed.zip(contract.committee).is_some_and(|(signed, committee)| signed < committee);
    let differs = contract.fee.zip(contract.charged).is_some_and(|(fee, charged)| fee != charged);
    let each = [
        (contract.by_committee != Some(true), ContractFault::Party),
        (!contract.has_company, ContractFault::Company),
        (!contract.has_number, ContractFault::Number),
        (contract.signed.is_none(), ContractFault::Signed),
        (contract.expires.is_none(), ContractFault::Term),
        (early, ContractFault::BeforeCommittee),
        (contract.fee.is_none(), ContractFault::Fee),
        (differs, ContractFault::OtherFee),
        (station_fee, ContractFault::StationFee),
    ];
    each.into_iter().filter_map(|(is, fault)| is.then_some(fault)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_date;
    use crate::domain::rules::decimal;

    fn fee(rate: &str, basis: &str) -> Option<Fee> {
        Fee::of(decimal(rate), basis)
    }

    #[test]
    fn the_first_three_forms_are_the_stations_and_the_last_is_professional() {
        for form in Form::ALL {
            assert_eq!(Form::from_code(form.code()), Some(form));
            let is_company = form == Form::Company;
            assert_eq!(form.fits(Some(Decision::Quasi)), Some(!is_company), "{form:?}");
            assert_eq!(form.fits(Some(Decision::Professional)), Some(is_company), "{form:?}");
            assert_eq!((form.fits(None), form.fits(Some(Decision::Undecided))), (None, None));
        }
    }

    #[test]
    fn fees_are_compared_by_the_year_and_never_across_units() {
        let standard = fee("0.3", "m2_month");
        let of = |rate, basis| compared(&fee(rate, basis).unwrap(), standard);
        assert_eq!(of("0.3", "m2_month"), Compared::Within);
        assert_eq!(of("3.6", "m2_year"), Compared::Within);
        assert_eq!(of("0.31", "m2_month"), Compared::Above { by: decimal("0.12") });
        assert_eq!(of("20", "household_month"), Compared::OtherUnit);
        assert_eq!(compared(&fee("9", "m2_month").unwrap(), None), Compared::NotSet);
        assert_eq!(fee("1", "other"), None);
        assert_eq!(fee("0.3", "m2_month").unwrap().due(Some(decimal("1000.5")), None), Some(decimal("3601.8")));
        assert_eq!(fee("20", "household_month").unwrap().due(None, Some(504)), Some(decimal("120960")));
        assert_eq!(fee("20", "household_month").unwrap().due(Some(Decimal::ONE), None), None);
    }

    #[test]
    fn a_contract_is_the_committees_and_the_only_fee_is_its_own() {
        let good = Contract {
            by_committee: Some(true),
            has_company: true,
            has_number: true,
            signed: parse_date("2026-12-20"),
            expires: parse_date("2028-12-19"),
            committee: parse_date("2026-12-01"),
            fee: fee("1.2", "m2_month"),
            charged: fee("14.4", "m2_year"),
        };
        assert_eq!(contract_faults(Some(&good), false), []);
        for (contract, fault) in [
            (Contract { by_committee: Some(false), ..good }, ContractFault::Party),
            (Contract { by_committee: None, ..good }, ContractFault::Party),
            (Contract { has_company: false, ..good }, ContractFault::Company),
            (Contract { has_number: false, ..good }, ContractFault::Number),
            (Contract { signed: None, ..good }, ContractFault::Signed),
            (Contract { expires: None, ..good }, ContractFault::Term),
            (Contract { committee: parse_date("2026-12-21"), ..good }, ContractFault::BeforeCommittee),
            (Contract { fee: None, ..good }, ContractFault::Fee),
            (Contract { charged: fee("1.3", "m2_month"), ..good }, ContractFault::OtherFee),
        ] {
            assert_eq!(contract_faults(Some(&contract), false), [fault], "{contract:?}");
        }
        assert_eq!(contract_faults(Some(&good), true), [ContractFault::StationFee]);
        assert_eq!(contract_faults(None, true), [ContractFault::Absent, ContractFault::StationFee]);
    }
}
