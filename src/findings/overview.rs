//! All compounds of a campaign side by side: what is to be done first, what is lagging, and how far the targets are reached (PRG-4, PRG-5, TG-1 to TG-3).

use super::dossier::{Dossier, dossier};
use super::funding::funding;
use crate::domain::campaign::Terms;
use crate::domain::date::Date;
use crate::domain::ids::CompoundId;
use crate::domain::place::Place;
use crate::domain::rules::deadline::Duty;
use crate::domain::rules::targets::{self, YearLine};
use crate::journal::State;
use crate::journal::state::Compound;
use rust_decimal::Decimal;

/// A compound among the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub id: CompoundId,
    pub name: String,
    pub street: Option<String>,
    pub found: Dossier,
    /// In m².
    pub area: Option<Decimal>,
    /// Its listed works are completed.
    pub is_completed: bool,
    /// The day from which its management is running.
    pub running: Option<Date>,
    /// Items of which the original works have the doing, or that are there twice for the same place: nothing is to be dug up twice.
    pub doubled: Vec<&'static str>,
}

impl Row {
    /// PRG-4: listed works are completed, and management isn't under way.
    pub fn lags(&self) -> bool {
        self.is_meant() && self.is_completed && self.running.is_none() && self.found.mode.is_none()
    }

    /// The plan reaches it, as far as is known.
    fn is_meant(&self) -> bool {
        !self.found.is_outside()
    }

    /// PRG-5, 坚持突出重点: what is listed and completed and has no professional management comes first, then what is listed, then the rest; what the
    /// plan doesn't reach comes last.
    fn rank(&self) -> u8 {
        match (self.is_meant(), self.found.is_listed() == Some(true), self.is_completed) {
            (false, ..) => 3,
            (true, true, true) => 0,
            (true, true, false) => 1,
            (true, false, _) => 2,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
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
}

/// One 万 square metres.
const WAN: u32 = 10_000;

fn row(compound: &Compound, terms: &Terms, today: Date) -> Row {
    let found = dossier(compound, terms, today);
    let area = compound.answer(&Place::Compound, "base.floorArea").and_then(|answer| answer.decimal("area"));
    let listed = found.is_listed();
    let is_completed = listed == Some(true) && super::dossier::completed(compound) == Some(true);
    // A company has to be chosen before professional management runs; and nothing runs yet that begins later.
    let hired = || super::dossier::form(compound, "dossier.assembly").and_then(|form| form.date("hired"));
    let step = found.steps.iter().find(|step| step.what.establishes());
    let running = step.and_then(|step| match step.what {
        Duty::Assembly => step.done.and_then(|done| Some(done.max(hired()?))),
        _ => step.done,
    });
    let running = running.filter(|from| *from <= today);
    let costs = funding(compound, terms, listed);
    let of = |line: &super::funding::Line| (line.item.id, line.what.clone());
    let again = |at: usize| costs.lines.iter().take(at).any(|line| of(line) == of(&costs.lines[at]));
    let is_original = |line: &super::funding::Line| line.rule == Some(crate::domain::catalogue::Payer::F0);
    let mut doubled: Vec<&'static str> = Vec::new();
    for (at, line) in costs.lines.iter().enumerate() {
        if (again(at) || is_original(line)) && !doubled.contains(&line.item.id) {
            doubled.push(line.item.id);
        }
    }
    let card = &compound.card;
    Row {
        id: card.id.clone(),
        name: card.name.clone(),
        street: card.street.clone(),
        found,
        area,
        is_completed,
        running,
        doubled,
    }
}

/// The campaign as of `today`.
pub fn overview(state: &State, terms: &Terms, today: Date) -> Overview {
    let mut rows: Vec<Row> = state.compounds.values().map(|compound| row(compound, terms, today)).collect();
    rows.sort_by(|a, b| (a.rank(), &a.name, &a.id).cmp(&(b.rank(), &b.name, &b.id)));
    let wan = |area: Decimal| (area / Decimal::from(WAN)).normalize();
    let done: Vec<_> =
        rows.iter().filter_map(|row| Some((u16::try_from(row.running?.year()).ok()?, wan(row.area?)))).collect();
    let goals = targets::years(terms.settings.value("yearly_targets").unwrap_or_default()).unwrap_or_default();
    let stated = terms.settings.value("cumulative_target").and_then(|text| Decimal::from_str_exact(text).ok());
    let sum = |of: fn(&&Row) -> bool| rows.iter().filter(of).filter_map(|row| row.area).sum::<Decimal>();
    let running = sum(|row| row.is_meant() && row.is_completed && row.running.is_some());
    let coverage = targets::coverage(running, sum(|row| row.is_meant() && row.is_completed));
    Overview {
        years: targets::ledger(&goals, &done),
        differs: targets::differs(&goals, stated),
        coverage,
        without_area: rows.iter().filter(|row| row.area.is_none()).count(),
        rows,
    }
}
