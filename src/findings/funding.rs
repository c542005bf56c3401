//! What the works of a compound cost and who pays (plan 七): the lines of the estimate, shared out by the rules, and their totals.
//!
//! A line without a price has no amount, and one whose payer the plan doesn't name has no shares: both are shown, and neither is taken for nothing.

use super::dossier::{entries, form};
use crate::domain::answer::Answer;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::Setting;
use crate::domain::catalogue::{self, Item, Payer, Scope};
use crate::domain::ids::BuildingNo;
use crate::domain::place::Place;
use crate::domain::rules::funding::{Bearer, Facts, Ownership, Settings, Shares, Stage, Undetermined, split};
use crate::domain::rules::gaps::{Gap, ROWS, Row, gap};
use crate::journal::state::Compound;
use rust_decimal::{Decimal, RoundingStrategy};

/// A line of the estimate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub entry: Place,
    pub item: &'static Item,
    /// Where or what, as it was entered.
    pub what: Option<String>,
    pub quantity: Option<Decimal>,
    /// What the survey finds lacking of the item in the whole compound.
    pub surveyed: Option<Decimal>,
    pub unit: Option<String>,
    pub price: Option<Decimal>,
    pub source: Option<String>,
    /// By stage, in yuan.
    pub amounts: [Option<Decimal>; 4],
    /// The rule that names the payer.
    pub rule: Option<Payer>,
    /// Of the latest amount; `None`: there is no amount.
    pub shares: Option<Result<Shares, Undetermined>>,
}

impl Line {
    /// The latest stage that has an amount, and the amount.
    pub fn amount(&self) -> Option<(Stage, Decimal)> {
        Stage::ALL.into_iter().zip(self.amounts).rev().find_map(|(stage, amount)| Some((stage, amount?)))
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Funding {
    pub lines: Vec<Line>,
    /// In the order of [`Bearer::ALL`].
    pub totals: Shares,
    /// The sum of what has an amount and no payer, in yuan.
    pub undetermined: Decimal,
    /// How many lines have no amount.
    pub unpriced: usize,
    /// Charges that are waived (WV-1), as they would be due.
    pub waived: Vec<(&'static str, Decimal)>,
    /// Settings that fill a silence of the plan in one of the lines.
    pub assumptions: Vec<&'static Setting>,
}

/// What the survey finds of each item of works, in the catalogue's order.
pub fn gaps(compound: &Compound) -> Vec<(&'static Row, Gap)> {
    ROWS.iter().map(|row| (row, gap_of(compound, row))).collect()
}

fn gap_of(compound: &Compound, row: &Row) -> Gap {
    let scope = catalogue::item(row.item).map(|item| item.scope);
    let buildings = compound.roll.as_ref().map(|roll| roll.buildings()).unwrap_or_default();
    // Without a roll nobody knows how many there are.
    if compound.roll.is_none() && matches!(scope, Some(Scope::Building | Scope::Stairwell)) {
        return Gap { existing: None, required: None, missing: None, unknown: 0 };
    }
    let places: Vec<Place> = match scope {
        Some(Scope::Building) => buildings.into_iter().map(|building| Place::Building(building.no)).collect(),
        Some(Scope::Stairwell) => buildings
            .into_iter()
            .flat_map(|building| {
                let no = building.no;
                building.stairwells.into_iter().map(move |stairwell| Place::Stairwell(no.clone(), stairwell.no))
            })
            .collect(),
        _ => vec![Place::Compound],
    };
    gap(row, places.iter().map(|place| compound.answer(place, row.item)))
}

/// A building's number as the roll has it, however it is called here.
fn building_no(name: &str) -> &str {
    let name = name.trim();
    ["号楼", "幢", "栋", "#"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}

/// The floor area of the named buildings by ownership, all of them where none is named. What an organisation in hardship manages is carried as
/// if it had none. `None` where one of them isn't known.
fn ownership(compound: &Compound, buildings: &[BuildingNo]) -> Option<Ownership> {
    let all = compound.roll.as_ref().map(|roll| roll.buildings()).unwrap_or_default();
    let all: Vec<BuildingNo> = all.into_iter().map(|building| building.no).collect();
    let named = if buildings.is_empty() { &all[..] } else { buildings };
    let helped: Vec<&str> = entries(compound, "dossier.hardship")
        .filter(|(_, entry)| ["applied", "reviewed", "agreed"].iter().all(|day| entry.date(day).is_some()))
        .flat_map(|(_, entry)| entry.value("buildings").unwrap_or_default().lines().map(building_no))
        .collect();
    let mut sum = Ownership::default();
    for no in named {
        let place = Place::Building(no.clone());
        let of = compound.answer(&place, "bld.ownership")?;
        of.values().next()?;
        let area = |field| of.decimal(field).unwrap_or_default();
        let classes = ["public_direct", "housing_reform", "unit_managed", "no_owner_unit", "commodity", "other"];
        let whole = compound.answer(&place, "bld.area").and_then(|answer| answer.decimal("area"));
        // While the classes don't add up, one of them may be missing.
        if whole.is_some_and(|whole| whole != classes.iter().map(|class| area(class)).sum::<Decimal>()) {
            return None;
        }
        sum.public_direct += area("public_direct");
        sum.housing_reform += area("housing_reform");
        sum.no_owner_unit += area("no_owner_unit");
        sum.commodity += area("commodity");
        sum.other += area("other");
        match helped.contains(&no.as_str()) {
            true => sum.no_owner_unit += area("unit_managed"),
            false => sum.unit_managed += area("unit_managed"),
        }
    }
    (!named.is_empty()).then_some(sum)
}

/// The costs of a compound, as its dossier has them.
pub fn funding(compound: &Compound, terms: &Terms, listed: Option<bool>) -> Funding {
    let settings = terms.settings.funding();
    let tender = form(compound, "dossier.tender").filter(|tender| tender.value("items").is_some());
    let mut found = Funding::default();
    for (place, entry) in entries(compound, "dossier.cost") {
        let Some(item) = entry.value("item").and_then(catalogue::item) else { continue };
        let buildings: Vec<BuildingNo> =
            entry.value("buildings").unwrap_or_default().lines().map(building_no).map(BuildingNo::from).collect();
        let (quantity, price) = (entry.decimal("quantity"), entry.decimal("price"));
        let estimate = quantity.zip(price).and_then(|(quantity, price)| quantity.checked_mul(price));
        let estimate = estimate.map(|sum| sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero));
        let fen = |amount: Decimal| {
            let mut amount = amount;
            amount.rescale(2);
            amount
        };
        let amounts = [estimate, entry.decimal("budget"), entry.decimal("final"), entry.decimal("audited")]
            .map(|amount| amount.map(fen));
        // Each household pays: a quantity in anything else says nothing of them.
        let households = quantity.filter(|_| entry.value("unit") == Some("户"));
        let facts = Facts {
            listed,
            in_tender: tender
                .map(|tender| tender.codes("items").any(|code| item.id.strip_prefix("env.") == Some(code))),
            ownership: ownership(compound, &buildings),
            // Each building's own is in its ownership.
            hardship: false,
            line_owner_known: entry.value("line_owner").map(|known| known == "yes"),
            resident_fee: households.and_then(|households| terms.settings.water_fee()?.checked_mul(households)),
        };
        let rule = listed.map(|listed| if listed { item.payer_listed } else { item.payer_unlisted });
        let rule = rule.map(|rule| applied(item, rule, &facts));
        let mut line = Line {
            entry: place.clone(),
            item,
            what: text(entry, "what"),
            quantity,
            surveyed: ROWS.iter().find(|row| row.item == item.id).and_then(|row| gap_of(compound, row).missing),
            unit: text(entry, "unit"),
            price,
            source: text(entry, "source"),
            amounts,
            rule,
            shares: None,
        };
        line.shares = line.amount().map(|(_, amount)| split(item, amount, &facts, &settings));
        for id in assumed(item, rule, facts.ownership.as_ref(), &settings) {
            found.assume(id);
        }
        found.add(line);
    }
    let order = |line: &Line| catalogue::items().position(|item| item.id == line.item.id);
    found.lines.sort_by(|a, b| (order(a), &a.what, &a.entry).cmp(&(order(b), &b.what, &b.entry)));
    if let Some(waived) = form(compound, "dossier.waived") {
        let waived = ["greening", "roads", "lines"].map(|field| Some((field, waived.decimal(field)?)));
        found.waived = waived.into_iter().flatten().collect();
    }
    found
}

fn text(entry: &Answer, field: &str) -> Option<String> {
    entry.value(field).map(str::to_owned)
}

/// The rule that is applied in the end: what falls back to the common parts is theirs.
fn applied(item: &Item, rule: Payer, facts: &Facts) -> Payer {
    match rule {
        Payer::F2cElseF2b if facts.line_owner_known == Some(true) => Payer::F2c,
        Payer::F2cElseF2b => Payer::F2b,
        Payer::F2aInTender if item.id == "env.lightStair" && facts.in_tender == Some(false) => Payer::F2b,
        rule => rule,
    }
}

/// The settings that fill in what the plan doesn't say of an item.
fn assumed(item: &Item, rule: Option<Payer>, owned: Option<&Ownership>, settings: &Settings) -> Vec<&'static str> {
    match rule {
        Some(Payer::F2x) => vec!["new_hardware"],
        Some(Payer::F2dUnnamed) => vec!["water_pipes"],
        Some(Payer::F2d) => vec!["water_fee"],
        Some(Payer::F2b) => {
            let has = |area: fn(&Ownership) -> Decimal| owned.is_some_and(|owned| !area(owned).is_zero());
            let shared =
                has(|owned| owned.public_direct + owned.housing_reform + owned.no_owner_unit + owned.commodity);
            let is_danger = item.id == "house.danger";
            let is_shared_out = !is_danger || settings.danger_as_common_parts;
            let each = [
                (is_danger, "danger"),
                (is_shared_out && has(|owned| owned.commodity), "commodity"),
                (is_shared_out && shared && has(|owned| owned.unit_managed), "mixed"),
            ];
            each.into_iter().filter_map(|(is, id)| is.then_some(id)).collect()
        }
        _ => Vec::new(),
    }
}

impl Funding {
    fn assume(&mut self, id: &str) {
        let setting = catalogue::settings().iter().find(|setting| setting.field.id == id);
        self.assumptions.extend(setting.filter(|setting| !self.assumptions.contains(setting)));
    }

    fn add(&mut self, line: Line) {
        match (&line.shares, line.amount()) {
            (Some(Ok(shares)), _) => {
                for (bearer, share) in shares {
                    match self.totals.iter_mut().find(|(known, _)| known == bearer) {
                        Some((_, sum)) => *sum += share,
                        None => self.totals.push((*bearer, *share)),
                    }
                }
                self.totals.sort_by_key(|(bearer, _)| Bearer::ALL.iter().position(|known| known == bearer));
            }
            (Some(Err(_)), Some((_, amount))) => {
                self.undetermined = self.undetermined.checked_add(amount).unwrap_or(Decimal::MAX)
            }
            _ => self.unpriced += 1,
        }
        self.lines.push(line);
    }
}
