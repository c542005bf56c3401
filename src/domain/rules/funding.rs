//! Who pays for an item of works, and how much (F0 to F2f; plan 七).
//!
//! An amount is shared out once, over the final weights, in whole fen by largest remainder, so that shares always sum to the amount. Where the
//! plan names nobody the answer is [`Undetermined`], with the clause that is silent, until the campaign settles it; and so it is where a fact is
//! missing that decides.

use crate::domain::catalogue::{Item, Payer};
use crate::domain::json::words;
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Ordering;

/// Who bears a share. Of equal remainders the one that stands first here gets the fen: an odd one is the city's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Bearer {
    /// 市财政
    City,
    /// 区财政
    District,
    /// 庭院改善、危旧房改善工程专项经费
    ProgrammeFund,
    /// 庭院改善工程专项经费, of a compound that is listed in both.
    CourtyardFund,
    /// 危旧房改善工程专项经费, of a compound that is listed in both.
    DangerousFund,
    /// 产权单位
    OwnerUnit,
    /// 市电力局
    PowerBureau,
    /// 市燃气集团
    GasGroup,
    /// 市水业集团
    WaterGroup,
    /// 居民
    Residents,
    /// 弱电等各管线产权单位
    LineOwner,
    /// 原定改善任务的经费, outside this plan
    OriginalWorksBudget,
}

words!(Bearer {
    City = "city", District = "district", ProgrammeFund = "programme_fund", CourtyardFund = "courtyard_fund",
    DangerousFund = "dangerous_fund", OwnerUnit = "owner_unit", PowerBureau = "power_bureau",
    GasGroup = "gas_group", WaterGroup = "water_group", Residents = "residents", LineOwner = "line_owner",
    OriginalWorksBudget = "original_works_budget",
});

/// How far an amount has come; the later counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// 估算: quantity times price.
    Estimate,
    /// 预算
    Budget,
    /// 决算
    FinalAccount,
    /// 审定: 审计结果作为最终决算依据 (八2).
    Audited,
}

words!(Stage { Estimate = "estimate", Budget = "budget", FinalAccount = "final", Audited = "audited" });

/// Floor area by class of ownership, in m² (`bld.ownership`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ownership {
    /// 直管公房
    pub public_direct: Decimal,
    /// 房改房
    pub housing_reform: Decimal,
    /// 单位自管产
    pub unit_managed: Decimal,
    /// 无产权单位
    pub no_owner_unit: Decimal,
    /// 商品房
    pub commodity: Decimal,
    /// 其他
    pub other: Decimal,
}

impl Ownership {
    /// What city and district pay for.
    fn public(&self) -> Decimal {
        self.public_direct + self.housing_reform + self.no_owner_unit + self.commodity
    }

    /// Whether it has a class for which nobody is named.
    fn is_open(&self, settings: &Settings) -> bool {
        !self.other.is_zero() || !settings.commodity_as_no_owner && !self.commodity.is_zero()
    }

    /// The settings that decide who pays for it.
    fn assumptions(&self) -> Vec<&'static str> {
        let is_mixed = !self.public().is_zero() && !self.unit_managed.is_zero();
        let each = [(!self.commodity.is_zero(), "commodity"), (is_mixed, "mixed")];
        each.into_iter().filter_map(|(decides, id)| decides.then_some(id)).collect()
    }

    /// Of a single building: as it counts, where the campaign has the smaller side go with the larger. Sides of the same size stay shared.
    pub fn settled(self, settings: &Settings) -> Self {
        let (public, unit) = (self.public(), self.unit_managed);
        match public.cmp(&unit) {
            _ if !settings.by_predominance || self.is_open(settings) => self,
            Ordering::Less => Self { unit_managed: public + unit, ..Self::default() },
            Ordering::Greater => Self { no_owner_unit: self.no_owner_unit + unit, unit_managed: Decimal::ZERO, ..self },
            Ordering::Equal => self,
        }
    }
}

/// Which fund pays for a compound that is listed in both programmes (`f1_split`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fund {
    Courtyard,
    Dangerous,
    Half,
}

words!(Fund { Courtyard = "courtyard", Dangerous = "dangerous", Half = "half" });

/// How the campaign fills in what the plan leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// 八.1: 商品房 without an owner organisation is carried like 无产权单位.
    pub commodity_as_no_owner: bool,
    /// 八.8: new hardware of unlisted compounds is carried by city and district, half each.
    pub new_hardware_shared: bool,
    /// 八.2: repair of dangerous buildings follows the common parts; else the plan names nobody.
    pub danger_as_common_parts: bool,
    /// 八.6: water pipes other than meters are the water company's; else the plan names nobody.
    pub water_pipes_by_water_group: bool,
    /// 八.3: lines in stairwells are common parts whosever they are; else a low-voltage line is its owner's.
    pub wires_as_common_parts: bool,
    /// Mixed ownership inside a building goes wholly by the larger area, not share by share ([`Ownership::settled`]).
    pub by_predominance: bool,
    /// The odd fen of a half share is the district's, not the city's.
    pub odd_fen_to_district: bool,
    /// 八.12: `None`: the plan names neither of the two funds.
    pub both_programmes: Option<Fund>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            commodity_as_no_owner: true,
            new_hardware_shared: true,
            danger_as_common_parts: false,
            water_pipes_by_water_group: false,
            wires_as_common_parts: false,
            by_predominance: false,
            odd_fen_to_district: false,
            both_programmes: None,
        }
    }
}

impl Settings {
    /// With the odd fen on the other side: where that gives other shares there was one.
    pub fn with_odd_fen_elsewhere(self) -> Self {
        Self { odd_fen_to_district: !self.odd_fen_to_district, ..self }
    }
}

/// What decides who pays for an item, beside the item itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The compound is in a listed programme, looked back at or not.
    pub listed: Option<bool>,
    /// It is listed in both programmes.
    pub listed_in_both: bool,
    /// The item is inside the scope that was tendered.
    pub in_tender: Option<bool>,
    /// Of the building or buildings, each of them [settled](Ownership::settled) before they are added up. What an organisation manages whose hardship
    /// was agreed to counts as [`no_owner_unit`](Ownership::no_owner_unit).
    pub ownership: Option<Ownership>,
    /// The lines have a known owner.
    pub line_owner_known: Option<bool>,
    /// What residents are to pay by the rules, in yuan in all.
    pub resident_fee: Option<Decimal>,
}

/// Why nobody can be named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undetermined {
    /// The plan names no bearer; the campaign may settle it.
    Silent,
    /// Not known whether the compound is listed.
    Programme,
    /// Listed in both programmes, and neither of the funds is named.
    Fund,
    /// Not known whether it is in the tender.
    Tender,
    /// Outside the tender, and nobody is named for that.
    OutsideTender,
    /// Ownership isn't known, or has a class for which nobody is named.
    Ownership,
    /// Not known whose the lines are.
    LineOwner,
    /// What residents pay isn't known.
    ResidentFee,
    /// It is known for each household, and the quantity isn't in households.
    Households,
    /// Nothing is to be paid for by the rules for works (operation has its own).
    NotWorks,
    /// The amount isn't one in whole fen, or is beyond reckoning.
    Amount,
}

words!(Undetermined {
    Silent = "silent", Programme = "programme", Fund = "fund", Tender = "tender", OutsideTender = "outside_tender",
    Ownership = "ownership", LineOwner = "line_owner", ResidentFee = "resident_fee", Households = "households",
    NotWorks = "not_works", Amount = "amount",
});

/// Shares in yuan, none of them zero, in the order of [`Bearer::ALL`].
pub type Shares = Vec<(Bearer, Decimal)>;

/// The clause of the plan by which an item is paid for, whatever it costs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// The rule that is applied in the end: what falls back to the common parts is theirs.
    pub rule: Payer,
    /// The settings that fill in what the plan doesn't say of the item.
    pub assumptions: Vec<&'static str>,
    /// Who bears it, by weight.
    bearers: Result<Vec<(Bearer, Decimal)>, Undetermined>,
    /// What residents pay of it beforehand, in yuan.
    fee: Result<Decimal, Undetermined>,
}

/// By which clause an item is paid for.
///
/// # Errors
/// `Programme`.
pub fn clause(item: &Item, facts: &Facts, settings: &Settings) -> Result<Clause, Undetermined> {
    let listed = facts.listed.ok_or(Undetermined::Programme)?;
    let rule = if listed { item.payer_listed } else { item.payer_unlisted };
    let by = |bearers, of: &[_]| Clause { rule, assumptions: of.to_vec(), bearers, fee: Ok(Decimal::ZERO) };
    let whole = |bearer| Ok(vec![(bearer, Decimal::ONE)]);
    let halves = || Ok(HALVES.to_vec());
    let if_settled = |is_settled, bearers| if is_settled { bearers } else { Err(Undetermined::Silent) };
    let common_parts = |of: &[_]| {
        let assumptions = [of, &facts.ownership.unwrap_or_default().assumptions()].concat();
        Clause { rule: Payer::F2b, ..by(common_parts(facts, settings), &assumptions) }
    };
    Ok(match rule {
        Payer::F0 => by(whole(Bearer::OriginalWorksBudget), &[]),
        Payer::F1 if facts.listed_in_both => by(funds(settings), &["f1_split"]),
        Payer::F1 => by(whole(Bearer::ProgrammeFund), &[]),
        Payer::F2x => by(if_settled(settings.new_hardware_shared, halves()), &["new_hardware"]),
        Payer::F2a => by(halves(), &[]),
        Payer::F2aInTender => match facts.in_tender {
            None => by(Err(Undetermined::Tender), &[]),
            Some(true) => by(halves(), &[]),
            // Lights in a stairwell are a common part of the house.
            Some(false) if item.id == "env.lightStair" => common_parts(&[]),
            Some(false) => by(Err(Undetermined::OutsideTender), &[]),
        },
        // 危修 stands among the works and not among what 七 pays for.
        Payer::F2b if item.id != "house.danger" => common_parts(&[]),
        Payer::F2b if settings.danger_as_common_parts => common_parts(&["danger"]),
        Payer::F2b => by(Err(Undetermined::Silent), &["danger"]),
        Payer::F2c => by(whole(Bearer::LineOwner), &[]),
        Payer::F2cElseF2b if settings.wires_as_common_parts => common_parts(&["wires"]),
        Payer::F2cElseF2b => match facts.line_owner_known {
            None => Clause { bearers: Err(Undetermined::LineOwner), ..common_parts(&["wires"]) },
            Some(true) => Clause { rule: Payer::F2c, ..by(whole(Bearer::LineOwner), &["wires"]) },
            Some(false) => common_parts(&["wires"]),
        },
        Payer::F2d => {
            let fee = facts.resident_fee.ok_or(Undetermined::ResidentFee);
            Clause { fee, ..by(whole(Bearer::WaterGroup), &["water_fee"]) }
        }
        Payer::F2dUnnamed => {
            by(if_settled(settings.water_pipes_by_water_group, whole(Bearer::WaterGroup)), &["water_pipes"])
        }
        Payer::F2e => by(whole(Bearer::PowerBureau), &[]),
        Payer::F2f => by(whole(Bearer::GasGroup), &[]),
        Payer::Nobody | Payer::L0 | Payer::L1 | Payer::L2 | Payer::L3 => by(Err(Undetermined::NotWorks), &[]),
    })
}

/// Who pays how much of `amount` yuan.
///
/// # Errors
/// [`Undetermined`]: what is missing or not said.
pub fn split(item: &Item, amount: Decimal, facts: &Facts, settings: &Settings) -> Result<Shares, Undetermined> {
    let whole = fen(amount)?;
    let clause = clause(item, facts, settings)?;
    let fee = fen(clause.fee?)?.min(whole);
    let mut shares = apportion(whole - fee, &clause.bearers?, settings)?;
    shares.extend((fee > 0).then(|| (Bearer::Residents, yuan(fee))));
    Ok(shares)
}

const HALVES: [(Bearer, Decimal); 2] = [(Bearer::City, Decimal::ONE), (Bearer::District, Decimal::ONE)];

/// City and district, half each: what relief and posts are carried by as well (L1; plan 七3).
///
/// # Errors
/// `Amount`.
pub fn halves(amount: Decimal, settings: &Settings) -> Result<Shares, Undetermined> {
    apportion(fen(amount)?, &HALVES, settings)
}

/// F1 of a compound that is listed in both programmes.
fn funds(settings: &Settings) -> Result<Vec<(Bearer, Decimal)>, Undetermined> {
    let fund = settings.both_programmes.ok_or(Undetermined::Fund)?;
    let weight = |other| if fund == other { Decimal::ZERO } else { Decimal::ONE };
    Ok(vec![(Bearer::CourtyardFund, weight(Fund::Dangerous)), (Bearer::DangerousFund, weight(Fund::Courtyard))])
}

/// F2b, 谁家孩子谁家抱: the owner organisation for what it manages, city and district for public and reformed housing and for what has no owner
/// organisation. Mixed ownership goes by area.
fn common_parts(facts: &Facts, settings: &Settings) -> Result<Vec<(Bearer, Decimal)>, Undetermined> {
    let owned = facts.ownership.ok_or(Undetermined::Ownership)?;
    let (public, unit) = (owned.public(), owned.unit_managed);
    if owned.is_open(settings) || (public + unit).is_zero() {
        return Err(Undetermined::Ownership);
    }
    // City and district half each: twice the organisation's area weighs as much as the others' twice halved.
    Ok(vec![(Bearer::City, public), (Bearer::District, public), (Bearer::OwnerUnit, unit + unit)])
}

/// What a quantity times a rate comes to in yuan: a half fen is rounded up, as on an invoice.
pub fn round_to_fen(product: Decimal) -> Decimal {
    product.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Whole fen of an amount in yuan.
fn fen(amount: Decimal) -> Result<u64, Undetermined> {
    let fen = amount.checked_mul(Decimal::ONE_HUNDRED).filter(Decimal::is_integer).ok_or(Undetermined::Amount)?;
    // 10 trillion yuan, beyond which weights could overflow.
    u64::try_from(fen).ok().filter(|fen| *fen <= 1_000_000_000_000_000).ok_or(Undetermined::Amount)
}

/// The amount in yuan of so many fen.
fn yuan(fen: u64) -> Decimal {
    // What comes in is bounded, so this never fails; were it to, nothing would be lost but a sum that doesn't hold.
    i64::try_from(fen).map_or(Decimal::ZERO, |fen| Decimal::new(fen, 2))
}

/// Shares out so many fen by weight: whole parts first, then one fen each to the largest remainders, of equal ones to whoever stands first.
fn apportion(fen: u64, weights: &[(Bearer, Decimal)], settings: &Settings) -> Result<Shares, Undetermined> {
    let rank = |bearer: Bearer| match bearer {
        Bearer::District if settings.odd_fen_to_district => Bearer::City,
        Bearer::City if settings.odd_fen_to_district => Bearer::District,
        bearer => bearer,
    };
    let mut weights = weights.to_vec();
    weights.sort_by_key(|(bearer, _)| rank(*bearer));
    let of: Vec<Decimal> = weights.iter().map(|(_, weight)| *weight).collect();
    let shares = by_weight(fen, &of).ok_or(Undetermined::Amount)?;
    let mut shares: Shares = weights.into_iter().map(|(bearer, _)| bearer).zip(shares).collect();
    shares.retain(|(_, share)| !share.is_zero());
    shares.sort_by_key(|(bearer, _)| *bearer);
    Ok(shares)
}

/// An amount in yuan by areas, to the fen; of equal remainders whoever stands first gets it. `None` where the areas come to nothing or the amount is
/// beyond reckoning.
pub fn by_area(amount: Decimal, areas: &[Decimal]) -> Option<Vec<Decimal>> {
    let shares = by_weight(fen(amount).ok()?, areas)?;
    (!shares.is_empty()).then_some(shares)
}

/// So many fen by weight, in yuan: one share for each weight, or none at all where they come to nothing.
fn by_weight(fen: u64, weights: &[Decimal]) -> Option<Vec<Decimal>> {
    let scale = weights.iter().map(|weight| weight.normalize().scale()).max().unwrap_or(0);
    let whole = |weight: &Decimal| {
        let mut weight = *weight;
        weight.rescale(scale);
        weight.mantissa().unsigned_abs()
    };
    // Areas are never negative.
    let weights: Vec<u128> = weights.iter().map(whole).collect();
    let sum: u128 = weights.iter().sum();
    if sum == 0 {
        return Some(Vec::new());
    }
    let share = |weight: &u128| {
        let product = u128::from(fen).checked_mul(*weight)?;
        Some((product / sum, product % sum))
    };
    let mut shares: Vec<(u128, u128)> = weights.iter().map(share).collect::<Option<_>>()?;
    let given: u128 = shares.iter().map(|(share, _)| share).sum();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(shares[*at].1));
    let left = usize::try_from(u128::from(fen) - given).unwrap_or(0);
    for at in order.into_iter().take(left) {
        shares[at].0 += 1;
    }
    Some(shares.into_iter().map(|(fen, _)| u64::try_from(fen).map_or(Decimal::ZERO, yuan)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue;
    use crate::domain::rules::decimal;

    fn of(id: &str, amount: &str, facts: Facts, settings: Settings) -> Result<Shares, Undetermined> {
        split(catalogue::item(id).unwrap(), decimal(amount), &facts, &settings)
    }

    const UNLISTED: Facts = Facts {
        listed: Some(false),
        listed_in_both: false,
        in_tender: None,
        ownership: None,
        line_owner_known: None,
        resident_fee: None,
    };

    #[test]
    fn what_decides_and_is_not_known_is_named() {
        let settings = Settings::default();
        let why = |id, facts| of(id, "1", facts, settings).unwrap_err();
        assert_eq!(why("env.road", Facts::default()), Undetermined::Programme);
        assert_eq!(why("env.bike", UNLISTED), Undetermined::Tender);
        assert_eq!(why("env.bike", Facts { in_tender: Some(false), ..UNLISTED }), Undetermined::OutsideTender);
        assert_eq!(why("house.roof", UNLISTED), Undetermined::Ownership);
        let nothing = Facts { ownership: Some(Ownership::default()), ..UNLISTED };
        assert_eq!(why("house.roof", nothing), Undetermined::Ownership);
        assert_eq!(why("house.wires", UNLISTED), Undetermined::LineOwner);
        assert_eq!(why("util.water", UNLISTED), Undetermined::ResidentFee);
        assert_eq!(why("mech.clean", UNLISTED), Undetermined::NotWorks);
        for amount in ["0.001", "-1", "79228162514264337593543950335"] {
            assert_eq!(of("env.road", amount, UNLISTED, settings), Err(Undetermined::Amount), "{amount}");
        }
        assert_eq!(of("env.road", "0", UNLISTED, settings), Ok(vec![]));
    }

    #[test]
    fn where_the_plan_is_silent_the_campaign_says() {
        let open = Settings { new_hardware_shared: false, ..Settings::default() };
        assert_eq!(of("spec.door", "1", UNLISTED, open), Err(Undetermined::Silent));
        for id in ["house.danger", "util.waterPipe"] {
            let owned = Ownership { housing_reform: decimal("10"), ..Ownership::default() };
            let facts = Facts { ownership: Some(owned), ..UNLISTED };
            assert_eq!(of(id, "1", facts, Settings::default()), Err(Undetermined::Silent), "{id}");
            let settled =
                Settings { danger_as_common_parts: true, water_pipes_by_water_group: true, ..Settings::default() };
            assert!(of(id, "1", facts, settled).is_ok(), "{id}");
        }
    }

    #[test]
    fn lines_in_stairwells_are_their_owners_unless_the_campaign_makes_them_common_parts() {
        let owned = Ownership { unit_managed: decimal("10"), ..Ownership::default() };
        let facts = |known| Facts { line_owner_known: known, ownership: Some(owned), ..UNLISTED };
        let bearer = |known, settings| of("house.wires", "1", facts(known), settings).map(|shares| shares[0].0);
        let common = Settings { wires_as_common_parts: true, ..Settings::default() };
        assert_eq!(bearer(Some(true), Settings::default()), Ok(Bearer::LineOwner));
        assert_eq!(bearer(Some(false), Settings::default()), Ok(Bearer::OwnerUnit));
        for known in [None, Some(true), Some(false)] {
            assert_eq!(bearer(known, common), Ok(Bearer::OwnerUnit), "{known:?}");
        }
        // Poles and lines outside aren't in the house: the plan is clear on them.
        assert_eq!(of("util.poles", "1", facts(None), common).unwrap()[0].0, Bearer::LineOwner);
    }

    #[test]
    fn commodity_housing_follows_the_setting_and_other_classes_stay_open() {
        let owned = Ownership { commodity: decimal("100"), ..Ownership::default() };
        let facts = Facts { ownership: Some(owned), ..UNLISTED };
        let half = decimal("50.00");
        assert_eq!(
            of("house.roof", "100", facts, Settings::default()),
            Ok(vec![(Bearer::City, half), (Bearer::District, half)])
        );
        let open = Settings { commodity_as_no_owner: false, ..Settings::default() };
        assert_eq!(of("house.roof", "100", facts, open), Err(Undetermined::Ownership));
        let other = Facts { ownership: Some(Ownership { other: decimal("1"), ..owned }), ..UNLISTED };
        assert_eq!(of("house.roof", "100", other, Settings::default()), Err(Undetermined::Ownership));
    }

    #[test]
    fn mixed_ownership_goes_by_area_or_wholly_by_the_larger() {
        let owned = |unit, reform| Ownership {
            unit_managed: decimal(unit),
            housing_reform: decimal(reform),
            ..Ownership::default()
        };
        let larger = Settings { by_predominance: true, ..Settings::default() };
        let facts = |unit, reform| Facts { ownership: Some(owned(unit, reform).settled(&larger)), ..UNLISTED };
        let (five, ten) = (decimal("5.00"), decimal("10.00"));
        let public = Ok(vec![(Bearer::City, five), (Bearer::District, five)]);
        assert_eq!(of("house.roof", "10", facts("40", "60"), larger), public);
        assert_eq!(of("house.roof", "10", facts("60", "40"), larger), Ok(vec![(Bearer::OwnerUnit, ten)]));
        // Neither is larger.
        let shared = of("house.roof", "10", facts("50", "50"), larger);
        assert_eq!(shared.unwrap().len(), 3);
        // By default each pays for its part, and what nobody is named for stays so.
        assert_eq!(owned("40", "60").settled(&Settings::default()), owned("40", "60"));
        let open = Ownership { other: decimal("1"), ..owned("40", "60") };
        assert_eq!(open.settled(&larger), open);
    }

    #[test]
    fn the_odd_fen_is_the_citys_unless_the_campaign_says_otherwise() {
        let district = Settings { odd_fen_to_district: true, ..Settings::default() };
        let shares = |settings| of("env.road", "0.03", UNLISTED, settings).unwrap();
        let (one, two) = (decimal("0.01"), decimal("0.02"));
        assert_eq!(shares(Settings::default()), [(Bearer::City, two), (Bearer::District, one)]);
        assert_eq!(shares(district), [(Bearer::City, one), (Bearer::District, two)]);
    }

    #[test]
    fn of_two_funds_the_campaign_says_which() {
        let both = Facts { listed: Some(true), listed_in_both: true, ..UNLISTED };
        let shares = |fund| {
            let settings = Settings { both_programmes: fund, ..Settings::default() };
            of("spec.cctv", "0.03", both, settings)
        };
        let (one, two, all) = (decimal("0.01"), decimal("0.02"), decimal("0.03"));
        assert_eq!(shares(None), Err(Undetermined::Fund));
        assert_eq!(shares(Some(Fund::Courtyard)), Ok(vec![(Bearer::CourtyardFund, all)]));
        assert_eq!(shares(Some(Fund::Dangerous)), Ok(vec![(Bearer::DangerousFund, all)]));
        let halves = vec![(Bearer::CourtyardFund, two), (Bearer::DangerousFund, one)];
        assert_eq!(shares(Some(Fund::Half)), Ok(halves));
        // The original works have their own money, and one programme has one fund.
        assert_eq!(of("env.road", "3", both, Settings::default()).unwrap()[0].0, Bearer::OriginalWorksBudget);
        let single = Facts { listed_in_both: false, ..both };
        assert_eq!(of("spec.cctv", "3", single, Settings::default()).unwrap()[0].0, Bearer::ProgrammeFund);
    }

    #[test]
    fn organisations_share_by_area_to_the_fen() {
        let areas = ["100", "100", "100.001"].map(decimal);
        let shares = by_area(decimal("100"), &areas).unwrap();
        assert_eq!(shares.iter().sum::<Decimal>(), decimal("100"));
        assert_eq!(shares, ["33.33", "33.33", "33.34"].map(decimal));
        assert_eq!(by_area(decimal("0.02"), &areas[..2]).unwrap(), ["0.01", "0.01"].map(decimal));
        assert_eq!(by_area(decimal("1"), &[Decimal::ZERO]), None);
        assert_eq!(by_area(decimal("1"), &[]), None);
    }

    #[test]
    fn stairwell_lights_outside_the_tender_are_common_parts() {
        let owned = Ownership { unit_managed: decimal("10"), ..Ownership::default() };
        let facts = Facts { in_tender: Some(false), ownership: Some(owned), ..UNLISTED };
        assert_eq!(
            of("env.lightStair", "3", facts, Settings::default()),
            Ok(vec![(Bearer::OwnerUnit, decimal("3.00"))])
        );
    }

    /// Whatever is shared out sums to the fen, and nobody is more than a fen from their exact part.
    #[test]
    fn shares_sum_to_the_amount() {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..20_000 {
            let area = |n: u64| Decimal::new(i64::try_from(n).unwrap(), 3);
            let owned = Ownership {
                public_direct: area(next(4_000_000)),
                unit_managed: area(next(4_000_000) * (next(3)).min(1)),
                ..Ownership::default()
            };
            let facts = Facts { ownership: Some(owned), ..UNLISTED };
            let amount = Decimal::new(i64::try_from(next(2_000_000_000)).unwrap(), 2);
            let Ok(shares) = split(catalogue::item("house.facade").unwrap(), amount, &facts, &Settings::default())
            else {
                assert!((owned.public_direct + owned.unit_managed).is_zero());
                continue;
            };
            assert_eq!(shares.iter().map(|(_, share)| share).sum::<Decimal>(), amount);
            let unit: Decimal = shares.iter().filter(|(b, _)| *b == Bearer::OwnerUnit).map(|(_, share)| share).sum();
            let exact = amount * owned.unit_managed / (owned.public_direct + owned.unit_managed);
            assert!((unit - exact).abs() <= Decimal::new(1, 2), "{unit} {exact}");
        }
    }
}
