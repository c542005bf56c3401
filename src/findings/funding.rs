//! What the works of a compound cost and who pays (plan 七): the lines of the estimate, shared out by the rules, and their totals.
//!
//! A line without a price has no amount, and one whose payer the plan doesn't name has no shares: both are shown, and neither is taken for nothing.

use super::dossier::{building_no, entries, form, left_out, listings, meant};
use super::hardware::{Surveyed, chosen, records};
use crate::domain::answer::Answer;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::Setting;
use crate::domain::catalogue::{self, Item, Payer};
use crate::domain::date::Date;
use crate::domain::ids::BuildingNo;
use crate::domain::json::words;
use crate::domain::order::{distinct, sorted};
use crate::domain::place::Place;
use crate::domain::rules::funding::{
    Bearer, Facts, Ownership, Settings, Shares, Stage, Undetermined, by_area, clause, round_to_fen, split,
};
use crate::domain::rules::gaps::ROWS;
use crate::domain::rules::selection::Selected;
use crate::journal::compound::Compound;
use rust_decimal::Decimal;

/// A line of the estimate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub entry: Place,
    pub item: &'static Item,
    /// The buildings that it is about; none: all of them.
    pub buildings: Vec<BuildingNo>,
    /// Where or what, as it was entered.
    pub what: Option<String>,
    pub quantity: Option<Decimal>,
    /// What the survey finds lacking of the item in the whole compound.
    pub surveyed: Option<Decimal>,
    pub unit: Option<String>,
    pub price: Option<Decimal>,
    pub source: Option<String>,
    /// Those of them that bear nothing, as they are left out.
    pub outside: Vec<BuildingNo>,
    /// By stage, in yuan.
    pub amounts: [Option<Decimal>; 4],
    /// The rule that names the payer.
    pub rule: Option<Payer>,
    /// How it stands among what was chosen; `None` unless the compound is unlisted (PRG-3).
    pub selected: Option<Selected>,
    /// Of the latest amount; `None`: there is no amount.
    pub shares: Option<Result<Shares, Undetermined>>,
    /// What each owner organisation pays of their share, by name where it is known.
    pub owners: Vec<(Option<String>, Decimal)>,
}

impl Line {
    /// The latest stage that has an amount, and the amount.
    pub fn amount(&self) -> Option<(Stage, Decimal)> {
        Stage::ALL.into_iter().zip(self.amounts).rev().find_map(|(stage, amount)| Some((stage, amount?)))
    }

    /// Whether it is in the totals: what the city's office didn't choose isn't done (PRG-3), nor what is in buildings that are left out alone.
    pub fn counts(&self) -> bool {
        !self.is_outside() && self.is_chosen()
    }

    pub fn is_outside(&self) -> bool {
        !self.buildings.is_empty() && self.outside.len() == self.buildings.len()
    }

    fn is_chosen(&self) -> bool {
        self.selected.is_none_or(Selected::counts)
    }

    /// Whether both are works on the same item in the same place, as far as can be told: of the same building, or without one of the same words or none.
    fn is_twice(&self, other: &Self) -> bool {
        let all = |line: &Self| line.buildings.is_empty();
        let share = self.buildings.iter().any(|no| other.buildings.contains(no));
        let words = |line: &Self| line.what.as_deref().map(|what| what.split_whitespace().collect::<String>());
        let (one, two) = (words(self), words(other));
        let same_words = one.is_none() || two.is_none() || one == two;
        self.item.id == other.item.id && (share || (all(self) || all(other)) && same_words)
    }

    fn by_owner(&self, owners: &[(Option<String>, Decimal)]) -> Vec<(Option<String>, Decimal)> {
        let Some(Ok(shares)) = &self.shares else { return Vec::new() };
        let Some((_, share)) = shares.iter().find(|(bearer, _)| *bearer == Bearer::OwnerUnit) else {
            return Vec::new();
        };
        let areas: Vec<Decimal> = owners.iter().map(|(_, area)| *area).collect();
        let parts = by_area(*share, &areas).unwrap_or_default();
        owners.iter().map(|(name, _)| name.clone()).zip(parts).collect()
    }
}

/// Out of which money works are done, as 七 divides them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purse {
    /// 原定改善任务: the listed programme's own works, outside this plan.
    Original,
    /// 庭院改善、危旧房改善工程专项经费 (七1).
    Listed,
    /// 物业改善工程专项经费 (七2).
    Management,
}

impl Purse {
    const fn of(rule: Payer) -> Option<Self> {
        match rule {
            Payer::F0 => Some(Self::Original),
            Payer::F1 => Some(Self::Listed),
            Payer::Nobody | Payer::L0 | Payer::L1 | Payer::L2 | Payer::L3 => None,
            _ => Some(Self::Management),
        }
    }
}

/// What comes out of one purse.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subtotal {
    pub purse: Purse,
    /// With what has no payer yet.
    pub amount: Decimal,
    pub shares: Shares,
}

/// An audit on record (AUD; plan 八2, 全程跟踪审计).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Audit {
    pub on: Option<Date>,
    pub of: Option<AuditOf>,
    pub by: Option<String>,
    pub found: Option<String>,
}

/// What was audited (`dossier.audit`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditOf {
    /// The works while they are under way.
    Works,
    FinalAccount,
}

words!(AuditOf { Works = "works", FinalAccount = "final" });

fn audits(compound: &Compound) -> Vec<Audit> {
    let audit = |(_, entry): (&Place, &Answer)| Audit {
        on: entry.date("on"),
        of: entry.value("stage").and_then(AuditOf::from_code),
        by: entry.text("by"),
        found: entry.text("found"),
    };
    sorted(entries(compound, "dossier.audit").map(audit).collect(), |a: &Audit, b| a.on.cmp(&b.on))
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Funding {
    pub lines: Vec<Line>,
    /// How many records say what was chosen. Without any, the costs of an unlisted compound are a mere estimate.
    pub records: usize,
    /// How many lines weren't chosen: they are in no sum.
    pub unselected: usize,
    /// What was chosen for each year, as far as it has an amount, in yuan.
    pub years: Vec<(u16, Decimal)>,
    /// Organisations in hardship that a building's list of organisations doesn't have: it helps nobody.
    pub strangers: Vec<String>,
    /// What each owner organisation pays in all.
    pub owners: Vec<(Option<String>, Decimal)>,
    /// In the order of [`Bearer::ALL`].
    pub totals: Shares,
    /// In the order of [`Purse`]; what isn't known to be listed or not is in none.
    pub subtotals: Vec<Subtotal>,
    /// The sum of what has an amount and no payer, in yuan.
    pub undetermined: Decimal,
    /// How many lines have no amount.
    pub unpriced: usize,
    /// By day.
    pub audits: Vec<Audit>,
    /// Items of which the original works have the doing, or that are there twice for the same place: nothing is to be dug up twice (PRG-4).
    pub doubled: Vec<&'static str>,
    /// Charges that are waived (WV-1), as they would be due.
    pub waived: Vec<(&'static str, Decimal)>,
    /// Settings that fill a silence of the plan in one of the lines.
    pub assumptions: Vec<&'static Setting>,
}

/// The floor area of some buildings by ownership, and the organisations that still have to pay for theirs.
struct Owned {
    areas: Ownership,
    /// By name, where it is known.
    owners: Vec<(Option<String>, Decimal)>,
}

/// What is on record of owner organisations.
struct Owners<'a> {
    compound: &'a Compound,
    /// Organisation, building and area, where a building has several.
    parts: Vec<(&'a str, &'a str, Decimal)>,
    /// Organisation and building, where its hardship was agreed to.
    helped: Vec<(&'a str, &'a str)>,
    /// The buildings that the plan reaches.
    all: Vec<BuildingNo>,
    /// The other buildings of the roll.
    left_out: Vec<BuildingNo>,
}

impl<'a> Owners<'a> {
    fn of(compound: &'a Compound) -> Self {
        let part = |(_, entry): (&'a Place, &'a Answer)| {
            let building = building_no(entry.value("building")?);
            Some((entry.value("unit")?.trim(), building, entry.decimal("area")?))
        };
        // Each of the three steps answers the one before it.
        let is_agreed = |entry: &Answer| {
            let days = ["applied", "reviewed", "agreed"].map(|day| entry.date(day));
            days[0].is_some() && days.is_sorted()
        };
        let helped =
            entries(compound, "dossier.hardship").filter(|(_, entry)| is_agreed(entry)).flat_map(|(_, entry)| {
                let unit = entry.value("unit").unwrap_or_default().trim();
                entry.value("buildings").unwrap_or_default().lines().map(move |building| (unit, building_no(building)))
            });
        Self {
            compound,
            parts: entries(compound, "dossier.ownerUnit").filter_map(part).collect(),
            helped: helped.collect(),
            all: meant(compound).unwrap_or_default().into_iter().map(|building| building.no).collect(),
            left_out: left_out(compound).into_iter().map(|(no, _)| no).collect(),
        }
    }

    /// The organisations of a building: by its parts, else by the survey. None: nobody said.
    fn units(&self, no: &str) -> Vec<&str> {
        let parts: Vec<&str> =
            self.parts.iter().filter(|(_, building, _)| *building == no).map(|(unit, ..)| *unit).collect();
        if !parts.is_empty() {
            return parts;
        }
        let names = self.compound.answer(&Place::Building(no.into()), "bld.ownerUnit");
        let names = names.and_then(|answer| answer.value("names")).unwrap_or_default();
        names.lines().map(str::trim).filter(|name| !name.is_empty()).collect()
    }

    /// Organisations in hardship that aren't among those of their building, where these are named.
    fn strangers(&self) -> Vec<String> {
        let is_strange = |unit: &str, no: &str| {
            let units = self.units(no);
            !units.is_empty() && !units.contains(&unit)
        };
        let strange = self.helped.iter().filter(|(unit, no)| is_strange(unit, no));
        distinct(strange.map(|(unit, _)| (*unit).to_owned()))
    }

    /// The organisations of a building that have to pay, with their areas. `None` where the parts don't add up, or one of several is in hardship and
    /// nobody said how much is its.
    fn paying(&self, no: &str, managed: Decimal) -> Option<Vec<(Option<String>, Decimal)>> {
        let parts: Vec<_> = self.parts.iter().filter(|(_, building, _)| *building == no).collect();
        if parts.is_empty() {
            let units = self.units(no);
            // Without a name on record, the one in hardship is all that is known of it.
            let is_helped =
                |(unit, building): &(&str, &str)| *building == no && (units.is_empty() || units.contains(unit));
            let helped = self.helped.iter().any(is_helped);
            return match units[..] {
                _ if managed.is_zero() => Some(Vec::new()),
                [] | [_] if helped => Some(Vec::new()),
                [name] => Some(vec![(Some(name.to_owned()), managed)]),
                _ if helped => None,
                _ => Some(vec![(None, managed)]),
            };
        }
        if parts.iter().map(|(_, _, area)| *area).sum::<Decimal>() != managed {
            return None;
        }
        let pays = |unit: &str| !self.helped.contains(&(unit, no));
        let paying = parts.into_iter().filter(|(unit, ..)| pays(unit));
        Some(paying.map(|(unit, _, area)| (Some((*unit).to_owned()), *area)).collect())
    }

    /// Of the named buildings, all of them where none is named. What an organisation in hardship manages is carried as if it had none. `None` where
    /// one of them isn't known.
    fn owned(&self, buildings: &[BuildingNo], settings: &Settings) -> Option<Owned> {
        let named = if buildings.is_empty() { &self.all[..] } else { buildings };
        let mut owned = Owned { areas: Ownership::default(), owners: Vec::new() };
        for no in named {
            self.add(&mut owned, no, settings)?;
        }
        (!named.is_empty()).then_some(owned)
    }

    fn add(&self, owned: &mut Owned, no: &BuildingNo, settings: &Settings) -> Option<()> {
        let place = Place::Building(no.clone());
        let of = self.compound.answer(&place, "bld.ownership")?;
        of.values().next()?;
        let area = |field| of.decimal(field).unwrap_or_default();
        let classes = ["public_direct", "housing_reform", "unit_managed", "no_owner_unit", "commodity", "other"];
        let whole = self.compound.answer(&place, "bld.area").and_then(|answer| answer.decimal("area"));
        // While the classes don't add up, one of them may be missing.
        if whole.is_some_and(|whole| whole != classes.iter().map(|class| area(class)).sum::<Decimal>()) {
            return None;
        }
        let managed = area("unit_managed");
        let paying = self.paying(no.as_str(), managed)?;
        let own: Decimal = paying.iter().map(|(_, area)| area).sum();
        let here = Ownership {
            public_direct: area("public_direct"),
            housing_reform: area("housing_reform"),
            no_owner_unit: area("no_owner_unit") + (managed - own),
            commodity: area("commodity"),
            other: area("other"),
            unit_managed: own,
        };
        let here = here.settled(settings);
        let sum = &mut owned.areas;
        sum.public_direct += here.public_direct;
        sum.housing_reform += here.housing_reform;
        sum.no_owner_unit += here.no_owner_unit;
        sum.commodity += here.commodity;
        sum.other += here.other;
        sum.unit_managed += here.unit_managed;
        // Among themselves the organisations of a building share by their own areas.
        let of_all = |area: Decimal| area.checked_mul(here.unit_managed)?.checked_div(own);
        for (name, area) in paying.into_iter().filter(|_| !here.unit_managed.is_zero()) {
            let area = of_all(area)?;
            match owned.owners.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += area,
                None => owned.owners.push((name, area)),
            }
        }
        Some(())
    }
}

/// The costs of a compound, as its dossier has them.
pub fn funding(compound: &Compound, terms: &Terms) -> Funding {
    let listings = listings(compound);
    let listed = listings.as_ref().map(|listings| !listings.is_empty());
    let listed_in_both = listings.is_some_and(|listings| listings.len() > 1);
    let settings = terms.settings.funding();
    let tender = form(compound, "dossier.tender").filter(|tender| tender.value("items").is_some());
    let (owners, records) = (Owners::of(compound), records(compound));
    let surveyed = Surveyed::of(compound);
    let mut found = Funding {
        records: records.len(),
        strangers: owners.strangers(),
        audits: audits(compound),
        ..Funding::default()
    };
    for (place, entry) in entries(compound, "dossier.cost") {
        let Some(item) = entry.value("item").and_then(catalogue::item) else { continue };
        let buildings: Vec<BuildingNo> =
            entry.value("buildings").unwrap_or_default().lines().map(building_no).map(BuildingNo::from).collect();
        let (quantity, price) = (entry.decimal("quantity"), entry.decimal("price"));
        let product = quantity.zip(price).and_then(|(quantity, price)| quantity.checked_mul(price));
        let product = product.map(round_to_fen);
        let fen = |amount: Decimal| {
            let mut amount = amount;
            amount.rescale(2);
            amount
        };
        // What was entered as an amount goes before what a price of the same stage comes to.
        let amount = |stage: Stage| {
            let is_prices = entry.value("stage").unwrap_or(Stage::Estimate.code()) == stage.code();
            let entered = entry.decimal(stage.code()).filter(|_| stage != Stage::Estimate);
            entered.or(product.filter(|_| is_prices))
        };
        let amounts = Stage::ALL.map(|stage| amount(stage).map(fen));
        // Each household pays: a quantity in anything else says nothing of them.
        let households = quantity.filter(|_| entry.value("unit") == Some("户"));
        let owned = owners.owned(&buildings, &settings);
        let facts = Facts {
            listed,
            listed_in_both,
            in_tender: tender
                .map(|tender| tender.codes("items").any(|code| item.id.strip_prefix("env.") == Some(code))),
            ownership: owned.as_ref().map(|owned| owned.areas),
            line_owner_known: entry.value("line_owner").map(|known| known == "yes"),
            resident_fee: households.and_then(|households| terms.settings.water_fee()?.checked_mul(households)),
        };
        let clause = clause(item, &facts, &settings).ok();
        let outside = buildings.iter().filter(|no| owners.left_out.contains(no)).cloned().collect();
        let mut line = Line {
            entry: place.clone(),
            item,
            outside,
            buildings,
            what: entry.text("what"),
            quantity,
            surveyed: ROWS.iter().find(|row| row.item == item.id).and_then(|row| surveyed.gap(row).missing),
            unit: entry.text("unit"),
            price,
            source: entry.text("source"),
            amounts,
            rule: clause.as_ref().map(|clause| clause.rule),
            selected: chosen(item, &records, listed),
            shares: None,
            owners: Vec::new(),
        };
        let amount = line.amount();
        let is_fee_known = terms.settings.water_fee().is_some();
        let shared = |settings: &Settings| {
            amount.map(|(_, amount)| match split(item, amount, &facts, settings) {
                Err(Undetermined::ResidentFee) if is_fee_known => Err(Undetermined::Households),
                shares => shares,
            })
        };
        line.shares = shared(&settings);
        line.owners = owned.map(|owned| line.by_owner(&owned.owners)).unwrap_or_default();
        if line.counts() {
            let odd = (shared(&settings.with_odd_fen_elsewhere()) != line.shares).then_some("odd_fen");
            let assumptions = clause.into_iter().flat_map(|clause| clause.assumptions);
            assumptions.chain(odd).for_each(|id| found.assume(id));
        }
        found.add(line);
    }
    let order = |line: &Line| catalogue::items().position(|item| item.id == line.item.id);
    found.lines.sort_by(|a, b| (order(a), &a.what, &a.entry).cmp(&(order(b), &b.what, &b.entry)));
    found.doubled = doubled(&found.lines);
    if let Some(waived) = form(compound, "dossier.waived") {
        let waived = ["greening", "roads", "lines"].map(|field| Some((field, waived.decimal(field)?)));
        found.waived = waived.into_iter().flatten().collect();
    }
    found
}

/// In the catalogue's order.
fn doubled(lines: &[Line]) -> Vec<&'static str> {
    // What isn't chosen isn't done at all.
    let done = || lines.iter().filter(|line| line.counts());
    let is_doubled = |(at, line): &(usize, &Line)| {
        line.rule == Some(Payer::F0) || done().take(*at).any(|earlier| earlier.is_twice(line))
    };
    let mut doubled: Vec<&'static str> = done().enumerate().filter(is_doubled).map(|(_, line)| line.item.id).collect();
    // The lines are in the order of their items.
    doubled.dedup();
    doubled
}

impl Funding {
    /// An amount is audited, and no audit of a final account is on record.
    pub fn lacks_audit(&self) -> bool {
        let is_audited = |line: &Line| line.amount().is_some_and(|(stage, _)| stage == Stage::Audited);
        let of_final = |audit: &Audit| audit.of == Some(AuditOf::FinalAccount);
        self.lines.iter().any(is_audited) && !self.audits.iter().any(of_final)
    }

    fn assume(&mut self, id: &str) {
        self.assumptions.extend(catalogue::setting(id).filter(|setting| !self.assumptions.contains(setting)));
    }

    fn add(&mut self, line: Line) {
        if line.counts() {
            self.sum_up(&line);
        }
        self.unselected += usize::from(!line.is_chosen());
        self.lines.push(line);
    }

    fn sum_up(&mut self, line: &Line) {
        match (&line.shares, line.amount()) {
            (Some(Ok(shares)), _) => add_shares(&mut self.totals, shares),
            (Some(Err(_)), Some((_, amount))) => {
                self.undetermined = self.undetermined.checked_add(amount).unwrap_or(Decimal::MAX)
            }
            _ => self.unpriced += 1,
        }
        if let (Some(purse), Some((_, amount))) = (line.rule.and_then(Purse::of), line.amount()) {
            self.plus_purse(purse, amount, line.shares.as_ref());
        }
        line.owners.iter().for_each(|(name, share)| plus(&mut self.owners, name, *share));
        self.owners.sort();
        if let (Some(Selected::For(year)), Some((_, amount))) = (line.selected, line.amount()) {
            plus(&mut self.years, &year, amount);
            self.years.sort_unstable();
        }
    }

    fn plus_purse(&mut self, purse: Purse, amount: Decimal, shares: Option<&Result<Shares, Undetermined>>) {
        let at = self.subtotals.partition_point(|known| known.purse < purse);
        if self.subtotals.get(at).is_none_or(|known| known.purse != purse) {
            self.subtotals.insert(at, Subtotal { purse, amount: Decimal::ZERO, shares: Shares::new() });
        }
        let Some(of) = self.subtotals.get_mut(at) else { return };
        of.amount = of.amount.checked_add(amount).unwrap_or(Decimal::MAX);
        if let Some(Ok(shares)) = shares {
            add_shares(&mut of.shares, shares);
        }
    }
}

fn add_shares(totals: &mut Shares, shares: &Shares) {
    shares.iter().for_each(|(bearer, share)| plus(totals, bearer, *share));
    totals.sort_by_key(|(bearer, _)| Bearer::ALL.iter().position(|known| known == bearer));
}

/// Adds to the sum of a key.
fn plus<K: Clone + PartialEq>(sums: &mut Vec<(K, Decimal)>, key: &K, amount: Decimal) {
    match sums.iter_mut().find(|(known, _)| known == key) {
        Some((_, sum)) => *sum = sum.checked_add(amount).unwrap_or(Decimal::MAX),
        None => sums.push((key.clone(), amount)),
    }
}
