//! Correcting titles of a frozen roll (BAL-7): one comes on it, one comes off it, one is written otherwise, two are merged, one is divided. Every one of
//! these is one correction with one reason, so that N never hangs between two of them.
//!
//! What is typed is read as a line of a roster is, so that a title has one spelling whichever way it came. Two titles can be behind one door: which of them
//! is meant a person says.

use super::form::{Checks, Form, OfficeProblem, Problem, ProblemKind};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::json::words;
use crate::domain::roll::Roll;
use crate::journal::compound::Compound;
use crate::journal::fact::Correct;
use crate::journal::household_file::{HouseholdFile, Standing};
use crate::roster::{Field, LineProblem, one_line};

/// What is done to the roll.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    Add,
    Take,
    Rewrite,
    /// Two titles become one: the first stays, as it is written now, and the other comes off.
    Merge,
    /// One title becomes two: it stays, as it is written now, and another comes on.
    Divide,
}

words!(Change { Add = "add", Take = "take", Rewrite = "rewrite", Merge = "merge", Divide = "divide" });

/// The form's fields that say behind which door a title is, and what they are in a roster.
pub const PLACE: [(&str, Field); 3] =
    [("building", Field::Building), ("stairwell", Field::Stairwell), ("suite", Field::Suite)];

/// Those that say what is written of it.
pub const WRITTEN: [(&str, Field); 6] = [
    ("use", Field::Use),
    ("title_no", Field::Title),
    ("holders", Field::Holder),
    ("area", Field::Area),
    ("tenure", Field::Tenure),
    ("note", Field::Note),
];

/// Those of the title that is new where one is divided. What isn't asked is as in the divided one.
pub const NEW: [(&str, Field); 3] =
    [("other_title_no", Field::Title), ("other_holders", Field::Holder), ("other_area", Field::Area)];

/// Where the other title of a merger or a division is: a suite beside the first, or its whole address.
pub const OTHER_SUITE: &str = "other_suite";

/// A field, and what is wrong with it.
pub type Wrong = (&'static str, ProblemKind);

/// A title that the form names by its door, and where there are several behind it by a choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    First,
    Other,
}

impl Which {
    /// The field that holds the id of the title that is meant.
    pub fn choice(self) -> &'static str {
        match self {
            Self::First => "title",
            Self::Other => "other_title",
        }
    }

    fn suite(self) -> &'static str {
        match self {
            Self::First => "suite",
            Self::Other => OTHER_SUITE,
        }
    }
}

/// The titles of the roll behind a door that the form names. Where no stairwell is named, in whichever of them.
///
/// # Errors
/// A door that can't be read; for the other title, a first one that can't be told.
pub fn titles<'a>(form: &Form, roll: &'a Roll, which: Which) -> Result<Vec<&'a Household>, Wrong> {
    let typed = match which {
        Which::First => typed(form, &[])?,
        Which::Other => typed_beside(form, chosen(form, roll, Which::First)?, &[])?,
    };
    let is_here = |title: &&Household| {
        let is_stairwell = typed.stairwell.is_none() || title.stairwell == typed.stairwell;
        title.building == typed.building && title.suite == typed.suite && is_stairwell
    };
    Ok(roll.households().iter().filter(is_here).collect())
}

/// The correction that a form says.
///
/// # Errors
/// Everything that is missing or wrong: a title that can't be read, that is or isn't on the roll already, no reason.
pub fn check(form: &Form, compound: &Compound) -> Result<Correct, Vec<Problem>> {
    let correct = said(form, compound)?;
    let corrected = compound.frozen_roll().map(|roll| roll.corrected(&correct.put, &correct.take));
    let (roll, households) = corrected.map(|roll| (roll.hash().to_owned(), roll.counted())).unwrap_or_default();
    Ok(Correct { roll, households, ..correct })
}

/// The same while it is being typed: the roll that comes of it, which may have 20,000 titles, isn't put together for each key, so that its hash is blank.
///
/// # Errors
/// As [`check`].
pub fn said(form: &Form, compound: &Compound) -> Result<Correct, Vec<Problem>> {
    let mut checks = Checks::default();
    let Some(roll) = compound.frozen_roll() else { return Err(Vec::new()) };
    let change = Change::from_code(form.text("change"));
    let why = checks.take(form.required("why"));
    let changed = match change {
        None => Err(("change", ProblemKind::Required)),
        Some(change) => changed(change, form, roll),
    };
    let (put, take) = changed.unwrap_or_else(|(field, kind)| {
        checks.note(field, kind);
        (vec![], vec![])
    });
    let mut correct = Correct { put, take, why, ..nothing(compound, roll) };
    let touched = correct.put.iter().map(|title| &title.id).chain(&correct.take);
    let is_there = |title: &Household| roll.get(&title.id) == Some(title);
    if checks.problems.is_empty() && correct.take.is_empty() && correct.put.iter().all(is_there) {
        checks.note("change", OfficeProblem::NothingChanged);
    }
    let counts = |title: &&Household| roll.counts(title);
    let before = touched.filter_map(|id| roll.get(id)).filter(counts).count() as u64;
    let after = correct.put.iter().filter(counts).count() as u64;
    correct.households = roll.counted().saturating_sub(before) + after;
    checks.finish(correct)
}

/// The households with a paper, on record or in somebody's bag, that a correction takes off the roll, or writes as something that is no household: it won't count any more.
pub fn lost_ballots<'a>(compound: &'a Compound, correct: &Correct) -> Vec<&'a Household> {
    let Some(roll) = compound.frozen_roll().filter(|_| !merges_ballots(compound, correct)) else { return Vec::new() };
    let rewritten = correct.put.iter().filter(|title| !roll.counts(title)).map(|title| &title.id);
    let stops = correct.take.iter().chain(rewritten).filter_map(|id| roll.get(id));
    stops.filter(|title| roll.counts(title) && has_paper(compound, &title.id)).collect()
}

/// The titles that a correction brings back into the count with papers, and whether those count again: not where it is another's title, which has
/// none of the visits either.
pub fn ballots_back<'a>(compound: &Compound, correct: &'a Correct) -> Vec<(&'a Household, bool)> {
    let counts = |title: &Household| compound.roll.as_ref().is_some_and(|roll| roll.counts(title));
    let comes_back = |title: &&Household| counts(title) && !compound.is_counted(&title.id);
    let back = correct.put.iter().filter(comes_back).map(|title| (title, compound.replaced_by(title).is_none()));
    let was_visited = |id| compound.kept_file(id).is_some_and(|file| !file.visits.is_empty());
    back.filter(|(title, again)| has_paper(compound, &title.id) || !again && was_visited(&title.id)).collect()
}

/// The title that is divided, where it has a paper: that goes on counting for the part that keeps its place on the roll.
pub fn divided_with_paper<'a>(compound: &Compound, correct: &'a Correct) -> Option<&'a Household> {
    let [kept, _] = &correct.put[..] else { return None };
    Some(kept).filter(|kept| compound.is_counted(&kept.id) && has_paper(compound, &kept.id))
}

/// The titles whose papers were settled together with those of one that a correction brings back: that is over, and they stand as they are.
pub fn settled_with<'a>(compound: &'a Compound, correct: &Correct) -> Vec<&'a Household> {
    let Some(roll) = compound.frozen_roll() else { return Vec::new() };
    let is_back = |title: &&Household| roll.get(&title.id).is_none() && compound.replaced_by(title).is_none();
    let back = correct.put.iter().filter(is_back).filter_map(|title| compound.kept_file(&title.id));
    let back: Vec<&HouseholdFile> = back.collect();
    let is_settled_with = |title: &&Household| {
        compound.file(&title.id).is_some_and(|file| back.iter().any(|other| file.is_settled_with(other)))
    };
    roll.households().iter().filter(is_settled_with).collect()
}

/// Whether two titles become one household that both have a paper: one vote, and none where they say different things.
pub fn merges_ballots(compound: &Compound, correct: &Correct) -> bool {
    let counts = |title: &&Household| compound.frozen_roll().is_some_and(|roll| roll.counts(title));
    let kept = correct.put.iter().filter(counts).map(|title| &title.id).filter(|id| compound.file(id).is_some());
    let is_merger = correct.put.len() == 1 && correct.take.len() == 1;
    // What was ruled out of either, or is outside the count, stands beside nothing.
    let stands = |id: &HouseholdId| compound.standing(id).is_returned() || compound.misses_ballot(id);
    is_merger && kept.chain(&correct.take).filter(|id| stands(id)).count() == 2
}

fn has_paper(compound: &Compound, title: &HouseholdId) -> bool {
    let has =
        |file: &HouseholdFile| file.standing_ballots().next().is_some() || file.misses_ballot(&Standing::NotReturned);
    compound.kept_file(title).is_some_and(has)
}

/// What kind of change a correction is, where it is one that the form makes. `was` are the titles that it touches, as they stood on the roll.
pub fn kind(correct: &Correct, was: &[Household]) -> Option<Change> {
    let known = correct.put.iter().filter(|title| was.iter().any(|old| old.id == title.id)).count();
    match (known, correct.put.len() - known, correct.take.len()) {
        (0, 1, 0) => Some(Change::Add),
        (0, 0, 1) => Some(Change::Take),
        (1, 0, 0) => Some(Change::Rewrite),
        (1, 0, 1) => Some(Change::Merge),
        (1, 1, 0) => Some(Change::Divide),
        _ => None,
    }
}

/// The day until which the notice promised corrections, if it is over.
pub fn late_since<'a>(compound: &'a Compound, today: &str) -> Option<&'a str> {
    let (_, notice) = compound.notice.as_ref()?;
    notice.corrections_until.as_deref().filter(|day| *day < today)
}

fn nothing(compound: &Compound, roll: &Roll) -> Correct {
    let (compound, from) = (compound.card.id.clone(), roll.hash().to_owned());
    Correct { compound, from, put: vec![], take: vec![], roll: String::new(), households: 0, why: String::new() }
}

/// The titles that come on the roll or are written otherwise, and those that come off it.
fn changed(change: Change, form: &Form, roll: &Roll) -> Result<(Vec<Household>, Vec<HouseholdId>), Wrong> {
    if change == Change::Add {
        return Ok((vec![added(roll, typed(form, &WRITTEN)?, Which::First)?], vec![]));
    }
    let first = chosen(form, roll, Which::First)?;
    if change == Change::Take {
        return Ok((vec![], vec![first.id.clone()]));
    }
    let kept = rewritten(first, typed(form, &WRITTEN)?, form);
    match change {
        Change::Add | Change::Take | Change::Rewrite => Ok((vec![kept], vec![])),
        Change::Merge => {
            let other = chosen(form, roll, Which::Other)?;
            if other.id == kept.id {
                let is_named = form.optional(OTHER_SUITE).is_some();
                return Err((
                    OTHER_SUITE,
                    if is_named { OfficeProblem::NothingChanged.into() } else { ProblemKind::Required },
                ));
            }
            Ok((vec![kept], vec![other.id.clone()]))
        }
        Change::Divide => {
            let new = typed_beside(form, first, &NEW)?;
            // 302附2 says no floor.
            let floor = new.floor.or(kept.floor);
            let new = Household { usage: kept.usage, tenure: kept.tenure, floor, ..new };
            let new = added(roll, new, Which::Other)?;
            if new.title_no.is_some() && new.title_no == kept.title_no {
                return Err((OTHER_SUITE, OfficeProblem::OnRoll.into()));
            }
            Ok((vec![kept, new], vec![]))
        }
    }
}

/// The cells of these fields.
fn cells<'a>(form: &'a Form, fields: &[(&'static str, Field)]) -> Vec<(Field, &'a str)> {
    fields.iter().map(|&(field, column)| (column, form.text(field))).collect()
}

/// The first title as it is typed: where it is, and what is `written` of it.
fn typed(form: &Form, written: &[(&'static str, Field)]) -> Result<Household, Wrong> {
    one_line(&[cells(form, &PLACE), cells(form, written)].concat()).map_err(|problem| problem_of(&problem))
}

/// The other title as it is typed: where it is, by its whole address or beside the first, and what is `written` of it.
fn typed_beside(form: &Form, first: &Household, written: &[(&'static str, Field)]) -> Result<Household, Wrong> {
    // Another title behind the same door needs no door of its own.
    let suite = form.optional(OTHER_SUITE).unwrap_or_else(|| first.suite.clone());
    let read = |place: &[(Field, &str)]| one_line(&[place, &cells(form, written)].concat());
    let stairwell = first.stairwell.as_deref().unwrap_or_default();
    read(&[(Field::Suite, &suite)])
        .or_else(|_| {
            let building = (Field::Building, first.building.as_str());
            read(&[building, (Field::Stairwell, stairwell), (Field::Suite, &suite)])
        })
        .map_err(|problem| match problem_of(&problem) {
            ("area", kind) => ("other_area", kind),
            (_, kind) => (OTHER_SUITE, kind),
        })
}

/// The title behind a door that is meant.
fn chosen<'a>(form: &Form, roll: &'a Roll, which: Which) -> Result<&'a Household, Wrong> {
    match titles(form, roll, which)?[..] {
        [] => Err((which.suite(), OfficeProblem::NotOnRoll.into())),
        [title] => Ok(title),
        ref several => {
            let id = form.text(which.choice());
            let is_meant = |title: &&&Household| title.id.as_str() == id;
            several.iter().find(is_meant).copied().ok_or((which.choice(), ProblemKind::Required))
        }
    }
}

/// A title as it comes on the roll: behind a door that others have, it goes by its number.
fn added(roll: &Roll, typed: Household, which: Which) -> Result<Household, Wrong> {
    let mut here = roll.households().iter().filter(|title| title.id.door() == typed.id.as_str()).peekable();
    if here.peek().is_none() {
        return Ok(typed);
    }
    let on_roll = (which.suite(), OfficeProblem::OnRoll.into());
    let number = typed.title_no.as_ref().ok_or(on_roll)?;
    let id = HouseholdId(format!("{}#{number}", typed.id));
    if here.any(|title| title.id == id || title.title_no.as_ref() == Some(number)) {
        return Err(on_roll);
    }
    Ok(Household { id, ..typed })
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
            ("building", OfficeProblem::NotUnderstood.into())
        }
        LineProblem::UnreadableStairwell { .. } | LineProblem::StairwellDisagrees { .. } => {
            ("stairwell", OfficeProblem::NotUnderstood.into())
        }
        LineProblem::UnreadableArea { .. } | LineProblem::AreaNotPositive { .. } => {
            ("area", OfficeProblem::NotUnderstood.into())
        }
        LineProblem::UnknownUse { .. } => ("use", OfficeProblem::NotUnderstood.into()),
        _ => ("suite", OfficeProblem::NotUnderstood.into()),
    }
}
