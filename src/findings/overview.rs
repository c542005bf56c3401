//! All compounds of a campaign side by side: what is to be done first, what is lagging, how far the targets are reached, and what is
//! chosen for unlisted compounds against the year's budget (PRG-3 to PRG-5, PH-1, PH-2, TG-1 to TG-3).

use super::area::{Area, areas};
use super::danger::{Suspect, suspects};
use super::dossier::{Dossier, HaveLine, LookedBack, area_meant, dossier, households_meant};
use super::funding::funding;
use super::hardware::works;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::{Have, Item};
use crate::domain::date::Date;
use crate::domain::ids::CompoundId;
use crate::domain::order::distinct;
use crate::domain::place::Place;
use crate::domain::rules::deadline::{Duty, Standing};
use crate::domain::rules::haves::Value;
use crate::domain::rules::letters::Letter;
use crate::domain::rules::phases::{self, Phase, Preparation};
use crate::domain::rules::programme::{Listing, Programme};
use crate::domain::rules::targets::{self, YearLine};
use crate::domain::rules::tasks;
use crate::journal::State;
use crate::journal::compound::Compound;
use rust_decimal::Decimal;

/// A compound among the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub id: CompoundId,
    pub name: String,
    /// By the survey.
    pub district: Option<String>,
    /// By the card, else by the survey.
    pub street: Option<String>,
    /// On the roll, else by the survey.
    pub households: Option<u64>,
    pub buildings: Option<u64>,
    /// What was chosen for each year, in yuan (PRG-3).
    pub chosen: Vec<(u16, Decimal)>,
    pub found: Dossier,
    /// In m².
    pub area: Option<Decimal>,
    /// Its listed works are completed.
    pub is_completed: bool,
    /// The day from which its management is running.
    pub running: Option<Date>,
    /// See [`Funding::doubled`](super::funding::Funding::doubled).
    pub doubled: Vec<&'static str>,
    /// R14: its buildings that look dangerous.
    pub suspects: Vec<Suspect>,
    /// Its ballot is closed, and what that came to isn't known here: the count isn't whole.
    pub is_counted_elsewhere: bool,
}

impl Row {
    /// PRG-4: listed works are completed, and management isn't under way.
    pub fn lags(&self) -> bool {
        let is_undecided = self.found.mode.is_none() && !self.is_counted_elsewhere;
        self.is_meant() && self.is_completed && self.running.is_none() && is_undecided
    }

    /// The plan reaches it, as far as is known.
    fn is_meant(&self) -> bool {
        !self.found.is_outside()
    }

    /// PRG-5, 坚持突出重点: what is listed and completed and has no professional management comes first, then what is listed, then the rest; what the
    /// plan doesn't reach comes last.
    pub fn rank(&self) -> u8 {
        match (self.is_meant(), self.found.is_listed() == Some(true), self.is_completed) {
            (false, ..) => 3,
            (true, true, true) => 0,
            (true, true, false) => 1,
            (true, false, _) => 2,
        }
    }
}

/// What several compounds come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    pub compounds: usize,
    /// Of them with management running.
    pub running: usize,
    /// Of them with all eight haves.
    pub achieved: usize,
    /// In m², of those of which it is known.
    pub area: Decimal,
    pub buildings: u64,
    pub households: u64,
    /// How many have no area, buildings or households on record: they are missing from these sums.
    pub unknown: usize,
}

impl Sums {
    fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        rows.fold(Self::default(), |sums, row| Self {
            compounds: sums.compounds + 1,
            running: sums.running + usize::from(row.running.is_some()),
            achieved: sums.achieved + usize::from(row.found.achieved == Some(true)),
            area: sums.area + row.area.unwrap_or_default(),
            buildings: sums.buildings + row.buildings.unwrap_or_default(),
            households: sums.households + row.households.unwrap_or_default(),
            unknown: sums.unknown
                + usize::from(row.area.is_none() || row.buildings.is_none() || row.households.is_none()),
        })
    }
}

/// The compounds of a street, or of a district where it is `None`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subtotal {
    /// `None`: not known.
    pub district: Option<String>,
    pub street: Option<Option<String>>,
    pub sums: Sums,
}

/// A task of the first phase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Task {
    pub what: Preparation,
    pub done: Option<Date>,
    pub standing: Option<Standing>,
}

/// The two phases (PH-1, PH-2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phases {
    pub survey_until: Option<Date>,
    pub tasks: [Task; 4],
    pub rollout: (Option<Date>, Option<Date>),
    pub stands: Phase,
    /// The roll-out ends before it begins.
    pub out_of_order: bool,
}

/// What of a total of the plan is reached (TG-1): 幢, 万㎡, 万户.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Total {
    pub code: &'static str,
    /// `None`: the campaign hasn't filled it in.
    pub target: Option<Decimal>,
    pub reached: Decimal,
}

/// A year's works in unlisted compounds against its budget, in yuan (PRG-3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    pub year: u16,
    /// `None`: not filled in.
    pub budget: Option<Decimal>,
    pub chosen: Decimal,
}

impl Budget {
    pub fn is_exceeded(&self) -> bool {
        self.budget.is_some_and(|budget| self.chosen > budget)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    pub phases: Phases,
    /// Buildings, area, households: of what was renovated and is run.
    pub totals: [Total; 3],
    pub budgets: Vec<Budget>,
    pub areas: Vec<Area>,
    /// Each district, followed by its streets.
    pub subtotals: Vec<Subtotal>,
    /// What is looked back at, in order of priority, then of name.
    pub look_back: Vec<LookBack>,
    /// 目标责任书, by year (LET).
    pub letters: Vec<Letter>,
    /// In order of priority, then of name.
    pub rows: Vec<Row>,
    /// In 万㎡.
    pub years: Vec<YearLine>,
    /// By how much the plan's total differs from the sum of its years, in 万㎡.
    pub differs: Option<Decimal>,
    /// In per cent; `None` while nothing was renovated.
    pub coverage: Option<Decimal>,
    /// Compounds whose floor area isn't known: they are in none of the sums.
    pub without_area: usize,
    /// Compounds of which it isn't known here what their ballot came to, and so not whether anything runs.
    pub counted_elsewhere: usize,
}

/// A compound whose works were completed before the plan, for the list by which it is gone over again (PRG-2, 查漏补缺).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookBack {
    pub id: CompoundId,
    pub name: String,
    /// The programmes whose offices are responsible.
    pub by: Vec<Listing>,
    /// Items of hardware that are lacking, and how many aren't known.
    pub lacking: Vec<&'static Item>,
    pub unknown: usize,
    /// The haves that it hasn't, or hasn't wholly; what isn't known is among the unknown.
    pub haves: Vec<Have>,
    pub looked_back: Option<LookedBack>,
}

fn look_back(compound: &Compound, found: &Dossier) -> Option<LookBack> {
    let Some(Programme::LookBack(by)) = &found.programme else { return None };
    let works = works(compound, Some(true), found.room);
    let required = || works.iter().filter(|works| works.task == Some(tasks::Task::Required));
    let is_lacking = |line: &&HaveLine| !line.now.counts() && line.now != Value::Unknown;
    Some(LookBack {
        id: compound.card.id.clone(),
        name: compound.card.name.clone(),
        by: by.clone(),
        lacking: required().flat_map(|works| works.lacking.iter().copied()).collect(),
        unknown: required().map(|works| works.unknown.len()).sum::<usize>()
            + found.haves.iter().filter(|line| line.now == Value::Unknown).count(),
        haves: found.haves.iter().filter(is_lacking).map(|line| line.have).collect(),
        looked_back: found.looked_back.clone(),
    })
}

/// In units of ten thousand, as the plan has areas and households.
fn wan(figure: Decimal) -> Decimal {
    (figure / Decimal::from(WAN)).normalize()
}

/// One 万.
const WAN: u32 = 10_000;

fn row(compound: &Compound, terms: &Terms, today: Option<Date>, is_whole: bool) -> Row {
    let found = dossier(compound, terms, today.unwrap_or(Date::MIN));
    let found = if is_whole { found } else { found.without_result() };
    let listed = found.is_listed();
    let is_completed = listed == Some(true) && super::dossier::completed(compound) == Some(true);
    // A company has to be chosen before professional management runs; and nothing runs yet that begins later.
    let hired = || super::dossier::form(compound, "dossier.assembly").and_then(|form| form.date("hired"));
    let step = found.steps.iter().find(|step| step.what.establishes());
    let running = step.and_then(|step| match step.what {
        Duty::Assembly => step.done.and_then(|done| Some(done.max(hired()?))),
        _ => step.done,
    });
    let running = running.filter(|from| today.is_none_or(|today| *from <= today));
    let costs = funding(compound, terms);
    let card = &compound.card;
    let answer = |item: &str| compound.answer(&Place::Compound, item);
    let admin = |field| answer("base.admin").and_then(|admin| admin.value(field)).map(|text| text.trim().to_owned());
    let total = |item| answer(item).and_then(|answer| answer.count("total")).map(u64::from);
    let is_in = |(no, _): &&(String, _)| found.left_out.iter().all(|(out, _)| out.as_str() != no.as_str());
    let buildings =
        compound.roll.as_ref().and_then(|_| u64::try_from(found.buildings.iter().filter(is_in).count()).ok());
    Row {
        id: card.id.clone(),
        name: card.name.clone(),
        district: admin("district").map(|typed| terms.district_meant(&typed).map_or(typed.clone(), str::to_owned)),
        street: card.street.clone().or_else(|| admin("street")),
        households: households_meant(compound).or_else(|| total("base.households")),
        buildings: buildings.or_else(|| total("base.buildings")),
        chosen: costs.years,
        found,
        area: area_meant(compound),
        is_completed,
        running,
        doubled: costs.doubled,
        suspects: suspects(compound),
        is_counted_elsewhere: compound.closed.is_some() && !is_whole,
    }
}

/// The campaign as of `today`; without a day, as it is whatever the day: what begins later is in the targets already, and no room's time is over.
/// `is_whole` says of which compounds the whole count is here.
pub fn overview(state: &State, terms: &Terms, today: Option<Date>, is_whole: &dyn Fn(&Compound) -> bool) -> Overview {
    let of = |compound: &Compound| row(compound, terms, today, is_whole(compound));
    let mut rows: Vec<Row> = state.compounds.values().map(of).collect();
    rows.sort_by(|a, b| (a.rank(), &a.name, &a.id).cmp(&(b.rank(), &b.name, &b.id)));
    let done: Vec<_> =
        rows.iter().filter_map(|row| Some((u16::try_from(row.running?.year()).ok()?, wan(row.area?)))).collect();
    let goals = terms.settings.years("yearly_targets");
    let stated = terms.settings.decimal("cumulative_target");
    let sum = |of: fn(&&Row) -> bool| rows.iter().filter(of).filter_map(|row| row.area).sum::<Decimal>();
    let reached = Sums::of(rows.iter().filter(|row| row.is_meant() && row.is_completed && row.running.is_some()));
    let coverage = targets::coverage(reached.area, sum(|row| row.is_meant() && row.is_completed));
    Overview {
        phases: phases(terms, today.unwrap_or(Date::MAX)),
        totals: totals(terms, &reached),
        budgets: budgets(terms, &rows),
        areas: areas(state, terms),
        subtotals: subtotals(&rows),
        years: targets::ledger(&goals, &done),
        differs: targets::differs(&goals, stated),
        coverage,
        look_back: rows.iter().filter_map(|row| look_back(state.compounds.get(&row.id)?, &row.found)).collect(),
        letters: terms.settings.letters(),
        without_area: rows.iter().filter(|row| row.area.is_none()).count(),
        counted_elsewhere: rows.iter().filter(|row| row.is_counted_elsewhere).count(),
        rows,
    }
}

fn phases(terms: &Terms, today: Date) -> Phases {
    let date = |id| terms.settings.date(id);
    let survey_until = date("survey_due");
    let rollout = (date("rollout_from"), date("rollout_until"));
    Phases {
        survey_until,
        tasks: Preparation::ALL.map(|what| {
            let done = date(what.setting());
            Task { what, done, standing: phases::standing(done, survey_until, today) }
        }),
        rollout,
        stands: phases::phase(rollout.0, rollout.1, today),
        out_of_order: phases::is_in_order(rollout.0, rollout.1) == Some(false),
    }
}

fn totals(terms: &Terms, reached: &Sums) -> [Total; 3] {
    let total = |code, reached| Total { code, target: terms.settings.decimal(code), reached };
    [
        total("total_buildings", Decimal::from(reached.buildings)),
        total("total_area", wan(reached.area)),
        total("total_households", wan(Decimal::from(reached.households))),
    ]
}

fn budgets(terms: &Terms, rows: &[Row]) -> Vec<Budget> {
    let set = terms.settings.years("yearly_budget");
    let chosen = || rows.iter().flat_map(|row| &row.chosen);
    let years = distinct(set.iter().chain(chosen()).map(|(year, _)| *year));
    let line = |year| Budget {
        year,
        budget: set.iter().find(|(of, _)| *of == year).map(|(_, amount)| (amount * Decimal::from(WAN)).normalize()),
        chosen: chosen()
            .filter(|(of, _)| *of == year)
            .fold(Decimal::ZERO, |sum, (_, amount)| sum.checked_add(*amount).unwrap_or(Decimal::MAX)),
    };
    years.into_iter().map(line).collect()
}

fn subtotals(rows: &[Row]) -> Vec<Subtotal> {
    let keys = distinct(rows.iter().flat_map(|row| [(&row.district, None), (&row.district, Some(&row.street))]));
    let subtotal = |(district, street): (&Option<String>, Option<&Option<String>>)| {
        let is_of_it = |row: &&Row| row.district == *district && street.is_none_or(|street| row.street == *street);
        Subtotal { district: district.clone(), street: street.cloned(), sums: Sums::of(rows.iter().filter(is_of_it)) }
    };
    keys.into_iter().map(subtotal).collect()
}
