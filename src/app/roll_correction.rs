//! Correcting single titles of a frozen roll (BAL-7): one comes on it, one comes off it, or one is written otherwise. A merged dwelling is one that comes
//! off, a divided one another that comes on.
//!
//! What is typed is read as a line of a roster is, so that a title has one spelling whichever way it came.

use super::form::{Checks, Form, Problem, ProblemKind};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::json::words;
use crate::journal::compound::Compound;
use crate::journal::fact::Correct;
use crate::roster::{Field, LineProblem, one_line};

/// What is done to the roll.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    Add,
    Take,
    Rewrite,
}

words!(Change { Add = "add", Take = "take", Rewrite = "rewrite" });

/// The form's fields of a title, and what they are in a roster.
pub const CELLS: [(&str, Field); 9] = [
    ("building", Field::Building),
    ("stairwell", Field::Stairwell),
    ("suite", Field::Suite),
    ("use", Field::Use),
    ("title_no", Field::Title),
    ("holders", Field::Holder),
    ("area", Field::Area),
    ("tenure", Field::Tenure),
    ("note", Field::Note),
];

/// The correction that a form says.
///
/// # Errors
/// Everything that is missing or wrong: a title that can't be read, that is or isn't on the roll already, no reason.
pub fn check(form: &Form, compound: &Compound) -> Result<Correct, Vec<Problem>> {
    let mut checks = Checks::default();
    let Some(roll) = compound.frozen_roll() else { return Err(Vec::new()) };
    let change = Change::from_code(form.text("change"));
    if change.is_none() {
        checks.note("change", ProblemKind::Required);
    }
    let why = checks.take(form.required("why"));
    let cells: Vec<(Field, &str)> = CELLS.iter().map(|&(field, column)| (column, form.text(field))).collect();
    let typed = match one_line(&cells) {
        Ok(typed) => typed,
        Err(problem) => {
            let (field, kind) = problem_of(&problem);
            checks.note(field, kind);
            return checks.finish(empty(compound));
        }
    };
    // Two titles behind one door go by their numbers.
    let numbered = typed.title_no.as_ref().map(|number| HouseholdId(format!("{}#{number}", typed.id)));
    let known = numbered.as_ref().and_then(|id| roll.get(id)).or_else(|| roll.get(&typed.id));
    let (put, take) = match (change, known) {
        (Some(Change::Add), None) => (vec![typed], vec![]),
        (Some(Change::Add), Some(other)) if is_another_title(other, &typed) => {
            (vec![Household { id: numbered.unwrap_or(typed.id.clone()), ..typed }], vec![])
        }
        (Some(Change::Take), Some(known)) => (vec![], vec![known.id.clone()]),
        (Some(Change::Rewrite), Some(known)) => (vec![rewritten(known, typed, form)], vec![]),
        (Some(Change::Add), Some(_)) => {
            checks.note("suite", ProblemKind::OnRoll);
            (vec![], vec![])
        }
        (Some(Change::Take | Change::Rewrite), None) => {
            checks.note("suite", ProblemKind::NotOnRoll);
            (vec![], vec![])
        }
        (None, _) => (vec![], vec![]),
    };
    let corrected = roll.corrected(&put, &take);
    if checks.problems.is_empty() && corrected.hash() == roll.hash() {
        checks.note("change", ProblemKind::NothingChanged);
    }
    let (from, roll, households) = (roll.hash().to_owned(), corrected.hash().to_owned(), corrected.counted());
    checks.finish(Correct { from, put, take, roll, households, why, ..empty(compound) })
}

fn empty(compound: &Compound) -> Correct {
    let compound = compound.card.id.clone();
    let (from, roll, why) = (String::new(), String::new(), String::new());
    Correct { compound, from, put: vec![], take: vec![], roll, households: 0, why }
}

/// Whether two titles of one door are two by their numbers.
fn is_another_title(known: &Household, typed: &Household) -> bool {
    typed.title_no.is_some() && known.title_no != typed.title_no
}

/// The title on the roll with what was typed in place of what it says; what was left blank stays.
fn rewritten(known: &Household, typed: Household, form: &Form) -> Household {
    let is_typed = |field| form.optional(field).is_some();
    Household {
        usage: if is_typed("use") { typed.usage } else { known.usage },
        title_no: typed.title_no.or_else(|| known.title_no.clone()),
        holders: if typed.holders.is_empty() { known.holders.clone() } else { typed.holders },
        area_m2: typed.area_m2.or(known.area_m2),
        tenure: typed.tenure.or(known.tenure),
        note: typed.note.or_else(|| known.note.clone()),
        ..known.clone()
    }
}

fn problem_of(problem: &LineProblem) -> (&'static str, ProblemKind) {
    match problem {
        LineProblem::NoSuite => ("suite", ProblemKind::Required),
        LineProblem::NoBuilding => ("building", ProblemKind::Required),
        LineProblem::UnreadableBuilding { .. } | LineProblem::BuildingDisagrees { .. } => {
            ("building", ProblemKind::NotUnderstood)
        }
        LineProblem::UnreadableStairwell { .. } | LineProblem::StairwellDisagrees { .. } => {
            ("stairwell", ProblemKind::NotUnderstood)
        }
        LineProblem::UnreadableArea { .. } | LineProblem::AreaNotPositive { .. } => {
            ("area", ProblemKind::NotUnderstood)
        }
        LineProblem::UnknownUse { .. } => ("use", ProblemKind::NotUnderstood),
        _ => ("suite", ProblemKind::NotUnderstood),
    }
}
