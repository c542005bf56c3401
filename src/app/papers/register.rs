//! The lines of a household in the register of deliveries and returns (catalogue, section 6: D7): which form was handed over, when it came back, who
//! took it and what became of it, as it is on record. What the form says is on no register.

use crate::domain::ballot::{Choice, InvalidCode, VisitOutcome};
use crate::domain::date::{date_text, day_in_china};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::order::{distinct, household_order, sorted};
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, Ended, HouseholdFile, SpoiledForm, Stamp, Standing, VisitRecord};
use crate::journal::roll_history::RollStep;

/// A visit, a form that came back without one, or one that was spoiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<'a> {
    pub visit: Option<&'a VisitRecord>,
    /// The word that a form is spoiled, which is a line of its own.
    pub spoiled: Option<&'a SpoiledForm>,
    /// Day and time of the visit, or the day on which it was recorded.
    pub at: String,
    /// The form that was handed over, came back or was spoiled.
    pub serial: Option<&'a str>,
    pub is_void: bool,
    /// The day on which it came back.
    pub received: Option<String>,
    /// Why what came back no longer stands.
    pub ended: Option<&'a Ended>,
    pub collectors: Vec<&'a str>,
}

impl<'a> Line<'a> {
    fn of_visit(record: &'a VisitRecord) -> Self {
        let visit = &record.visit;
        Self {
            visit: Some(record),
            spoiled: None,
            at: visit.at.replace('T', " "),
            serial: visit.form.as_ref().and_then(|form| form.serial.as_deref()),
            is_void: false,
            received: (visit.outcome == VisitOutcome::Collected).then(|| day(&visit.at).to_owned()),
            ended: None,
            collectors: names(&visit.collectors),
        }
    }

    fn of_paper(paper: &Paper<'a>) -> Self {
        Self {
            visit: None,
            spoiled: None,
            at: paper.on.clone(),
            serial: Some(paper.serial()),
            is_void: false,
            received: Some(paper.on.clone()),
            ended: paper.ended,
            collectors: paper.crew.clone(),
        }
    }

    fn of_spoiled(form: &'a SpoiledForm) -> Self {
        Self {
            visit: None,
            spoiled: Some(form),
            at: recorded_on(&form.stamp),
            serial: Some(&form.serial),
            is_void: true,
            received: None,
            ended: None,
            collectors: vec![&form.stamp.by],
        }
    }

    /// The paper came back at this visit.
    fn fill(&mut self, paper: &Paper<'a>) {
        self.serial = Some(paper.serial());
        self.ended = paper.ended;
        self.received.get_or_insert_with(|| paper.on.clone());
        add_names(&mut self.collectors, &paper.crew);
    }

    fn is_collected(&self) -> bool {
        self.visit.is_some_and(|record| record.visit.outcome == VisitOutcome::Collected)
    }
}

/// A paper that came back. What was corrected since is the same paper.
struct Paper<'a> {
    first: &'a BallotRecord,
    last: &'a BallotRecord,
    ended: Option<&'a Ended>,
    /// The day on which it was first recorded: it bears the day of signing, and came back no later.
    on: String,
    /// Who took it, as whoever recorded it says.
    crew: Vec<&'a str>,
}

impl<'a> Paper<'a> {
    fn serial(&self) -> &'a str {
        &self.last.ballot.serial
    }

    fn bears(&self, serial: &str) -> bool {
        self.serial() == serial || self.first.ballot.serial == serial
    }

    /// Whether another device recorded the very same paper.
    fn is_recorded_by(&self, other: &Paper<'_>) -> bool {
        let stand = self.ended.is_none() && other.ended.is_none();
        let is_numbered = self.last.ballot.choice != Choice::Invalid(InvalidCode::I6);
        let is_another = self.last.stamp.id.device != other.last.stamp.id.device;
        stand && is_numbered && is_another && self.serial() == other.serial()
    }

    /// Whether `record` says of the same paper what it should have said at once.
    fn is_corrected_by(&self, record: &BallotRecord, may_change: bool) -> bool {
        let is_replaced = matches!(self.ended, Some(Ended::Replaced { by }) if by.id == record.stamp.id);
        // Where a household may change its mind, another number may be another paper (catalogue 8.11).
        is_replaced && (!may_change || self.serial() == record.ballot.serial)
    }
}

/// The papers of a household that came back, one for each number that several devices recorded: those that stand before those that don't.
fn papers<'a>(file: &'a HouseholdFile, may_change: bool) -> Vec<Paper<'a>> {
    let mut papers: Vec<Paper<'a>> = Vec::new();
    for record in &file.ballots {
        let ended = file.ended.get(&record.stamp.id);
        let (on, crew) = (recorded_on(&record.stamp), names(&record.ballot.collectors));
        let paper = Paper { first: record, last: record, ended, on, crew };
        if let Some(before) = papers.iter_mut().find(|before| before.is_corrected_by(record, may_change)) {
            (before.last, before.ended, before.crew) = (record, ended, paper.crew);
        } else if let Some(before) = papers.iter_mut().find(|before| before.is_recorded_by(&paper)) {
            let mut crew = before.crew.clone();
            add_names(&mut crew, &paper.crew);
            // Whose device was at the door knows more of it.
            let took = |visit: &VisitRecord| {
                visit.visit.outcome == VisitOutcome::Collected && visit.stamp.id.device == record.stamp.id.device
            };
            if file.visits.iter().any(took) {
                *before = paper;
            }
            before.crew = crew;
        } else {
            papers.push(paper);
        }
    }
    sorted(papers, |a, b| a.ended.is_some().cmp(&b.ended.is_some()))
}

/// The titles that a correction took off the frozen roll, or put another one in the place of, and of which there is something on record, as they last
/// stood on it, in the roll's order.
pub fn taken_off(compound: &Compound) -> Vec<&Household> {
    let Some(roll) = compound.frozen_roll() else { return Vec::new() };
    let taken = distinct(compound.since_freeze().iter().flat_map(RollStep::taken_off));
    // One that a later correction brought again has its line on the roll.
    let gone = taken.into_iter().filter(|id| roll.get(id).is_none() && !lines(compound, id).is_empty());
    sorted(gone.filter_map(|id| compound.title(id)).collect(), |a, b| household_order(a, b))
}

/// What is on record of a title's forms, by day.
pub fn lines<'a>(compound: &'a Compound, household: &HouseholdId) -> Vec<Line<'a>> {
    let Some(file) = compound.kept_file(household) else { return Vec::new() };
    let papers = papers(file, compound.rules().allow_change);
    let mut lines: Vec<Line<'a>> = file.visits.iter().map(Line::of_visit).collect();
    let mut filled: Vec<usize> = Vec::new();
    let mut left: Vec<&Paper<'a>> = Vec::new();
    for paper in &papers {
        match visit_of(paper, &papers, &lines, &filled) {
            Some(at) => {
                lines[at].fill(paper);
                filled.push(at);
            }
            None => left.push(paper),
        }
    }
    for paper in left {
        match visit_elsewhere(paper, &lines, &filled) {
            Some(at) => {
                lines[at].fill(paper);
                filled.push(at);
            }
            None => lines.push(Line::of_paper(paper)),
        }
    }
    for line in &mut lines {
        line.is_void = line.serial.is_some_and(|serial| file.is_void(serial));
    }
    let mut void: Vec<&SpoiledForm> = Vec::new();
    for form in file.void_forms() {
        if void.iter().all(|known| known.serial != form.serial) {
            void.push(form);
        }
    }
    lines.extend(void.into_iter().map(Line::of_spoiled));
    sorted(lines, |a, b| {
        day(&a.at).cmp(day(&b.at)).then(a.visit.is_none().cmp(&b.visit.is_none())).then(a.at.cmp(&b.at))
    })
}

/// The line of the visit at which a paper came back, among those that aren't `filled` with another.
fn visit_of(paper: &Paper<'_>, papers: &[Paper<'_>], lines: &[Line<'_>], filled: &[usize]) -> Option<usize> {
    let free = || lines.iter().enumerate().filter(|(at, line)| line.visit.is_some() && !filled.contains(at));
    let named = |line: &Line<'_>| line.serial.is_some_and(|serial| paper.bears(serial));
    // Only what one device recorded of both is told by the day: two devices may have been at the door.
    let is_its = |line: &Line<'_>| {
        let device = line.visit.map(|record| &record.stamp.id.device);
        line.is_collected() && line.serial.is_none() && device == Some(&paper.first.stamp.id.device)
    };
    let on = paper.on.as_str();
    // Taken on an earlier day and recorded only then: the first paper that was recorded since the visit.
    let waited = |line: &Line<'_>| {
        let is_between = |other: &Paper<'_>| day(&line.at) <= other.on.as_str() && other.on.as_str() < on;
        is_its(line) && day(&line.at) < on && !papers.iter().any(is_between)
    };
    // Handed over then, and back later, by the same people.
    let returned = |line: &Line<'_>| named(line) && distinct(line.collectors.clone()) == distinct(paper.crew.clone());
    let first = |is: &dyn Fn(&Line<'_>) -> bool| free().find(|(_, line)| is(line)).map(|(at, _)| at);
    first(&|line| line.is_collected() && named(line))
        .or_else(|| first(&|line| is_its(line) && day(&line.at) == on))
        .or_else(|| free().rfind(|(_, line)| waited(line)).map(|(at, _)| at))
        .or_else(|| first(&returned))
}

/// The line of a visit at which another device took a paper that this one may be: it was signed by then and recorded since. It goes to those that are left
/// once every device's own papers are told ([`HouseholdFile::unrecorded_paper`]).
fn visit_elsewhere(paper: &Paper<'_>, lines: &[Line<'_>], filled: &[usize]) -> Option<usize> {
    let may_be = |line: &Line<'_>| {
        let is_between = |made: &VisitRecord| {
            // ISO dates order as text, a day before its hours.
            made.stamp.lt < paper.first.stamp.lt && paper.first.ballot.signed_on <= made.visit.at
        };
        line.is_collected() && line.serial.is_none() && line.visit.is_some_and(is_between)
    };
    (0..lines.len()).rfind(|at| !filled.contains(at) && may_be(&lines[*at]))
}

/// Whether the printed form with this number is to be handed over yet: the household hasn't voted, and hasn't had the form.
pub fn is_to_give(compound: &Compound, household: &HouseholdId, serial: &str) -> bool {
    let is_open = matches!(compound.standing(household), Standing::NotReturned | Standing::Annulled);
    is_open && !compound.file(household).is_some_and(|file| file.has_had(serial))
}

fn names(of: &[String]) -> Vec<&str> {
    of.iter().map(String::as_str).collect()
}

/// Those of the names that aren't there yet.
fn add_names<'a>(all: &mut Vec<&'a str>, more: &[&'a str]) {
    for name in more {
        if !all.contains(name) {
            all.push(name);
        }
    }
}

fn recorded_on(stamp: &Stamp) -> String {
    day_in_china(stamp.at).map(date_text).unwrap_or_default()
}

/// The day of a local date and time.
fn day(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}
