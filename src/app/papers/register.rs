//! The lines of a household in the register of deliveries and returns (catalogue, section 6: D7): which form was handed over, when it came back, who
//! took it and what became of it, as it is on record. What the form says is on no register.

use crate::domain::ballot::VisitOutcome;
use crate::domain::date::{date_text, day_in_china};
use crate::domain::household::Household;
use crate::domain::ids::HouseholdId;
use crate::domain::order::{distinct, household_order, sorted};
use crate::journal::compound::Compound;
use crate::journal::household_file::{BallotRecord, Ended, HouseholdFile, SpoiledForm, Stamp, Standing, VisitRecord};
use crate::journal::roll_history::RollStep;
use std::cmp::Reverse;

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
            at: paper.on(),
            serial: Some(paper.serial()),
            is_void: false,
            received: (!paper.is_anothers()).then(|| paper.on()),
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
        self.received.get_or_insert_with(|| paper.on());
        add_names(&mut self.collectors, &paper.crew);
    }

    /// Whether its number is one that the paper has or had.
    fn names(&self, paper: &Paper<'_>) -> bool {
        self.serial.is_some_and(|serial| paper.bears(serial))
    }

    /// Whether it is of another household's paper.
    pub fn is_anothers(&self) -> bool {
        is_anothers(self.ended)
    }

    fn is_collected(&self) -> bool {
        self.visit.is_some_and(|record| record.visit.outcome == VisitOutcome::Collected)
    }
}

/// A paper that came back.
struct Paper<'a> {
    /// What was recorded of it, in order: what was corrected since is the same paper, and so is what several devices recorded.
    records: Vec<&'a BallotRecord>,
    /// The first of them: it came back no later.
    first: &'a BallotRecord,
    /// The one of them that says what it is: the last that stands, or else the last.
    last: &'a BallotRecord,
    ended: Option<&'a Ended>,
    /// Who took it, as whoever recorded it says.
    crew: Vec<&'a str>,
}

impl<'a> Paper<'a> {
    fn of(records: Vec<&'a BallotRecord>, file: &'a HouseholdFile) -> Option<Self> {
        let stands = |of: &&&BallotRecord| !file.ended.contains_key(&of.stamp.id);
        let (first, last) = (*records.first()?, *records.iter().rfind(stands).or(records.last())?);
        let (ended, mut crew) = (file.ended.get(&last.stamp.id), names(&last.ballot.collectors));
        let is_replaced = |of: &BallotRecord| matches!(file.ended.get(&of.stamp.id), Some(Ended::Replaced { .. }));
        for of in records.iter().filter(|of| !is_replaced(of)) {
            add_names(&mut crew, &names(&of.ballot.collectors));
        }
        Some(Self { records, first, last, ended, crew })
    }

    fn serial(&self) -> &'a str {
        &self.last.ballot.serial
    }

    fn on(&self) -> String {
        recorded_on(&self.first.stamp)
    }

    /// Whether it was recorded here by mistake: this household's form, if it bears the number of one, lay at its door.
    fn is_anothers(&self) -> bool {
        is_anothers(self.ended)
    }

    fn bears(&self, serial: &str) -> bool {
        self.records.iter().any(|of| of.ballot.serial == serial)
    }

    /// Whether it may have been taken at this visit: it was signed by then and recorded since, or brought the visit along.
    fn may_be_of(&self, made: &VisitRecord) -> bool {
        let is_since = made.stamp.lt <= self.first.stamp.lt || self.records.iter().any(|of| of.brought(made));
        // ISO dates order as text, a day before its hours.
        is_since && self.last.ballot.signed_on <= made.visit.at
    }
}

/// The papers of a household that came back: those that stand before those that don't. One number is one paper, whoever recorded it, in whatever ways, and
/// so is what was corrected.
fn papers<'a>(file: &'a HouseholdFile, may_change: bool) -> Vec<Paper<'a>> {
    let ballots = &file.ballots;
    let is_anothers = |of: &BallotRecord| is_anothers(file.ended.get(&of.stamp.id));
    let is_same = |one: &BallotRecord, other: &BallotRecord| {
        let (has_number, of_one_door) = (one.ballot.is_numbered(), is_anothers(one) == is_anothers(other));
        // Where a household may change its mind, another number may be another paper (catalogue 8.11).
        match one.ballot.serial == other.ballot.serial {
            true => has_number && of_one_door || other.line.contains(&one.stamp.id),
            false => !may_change && other.line.contains(&one.stamp.id),
        }
    };
    let mut papers: Vec<Vec<usize>> = Vec::new();
    for at in 0..ballots.len() {
        let is_its = |of: &Vec<usize>| of.iter().any(|before| is_same(&ballots[*before], &ballots[at]));
        let (its, mut others): (Vec<_>, Vec<_>) = papers.into_iter().partition(is_its);
        others.push(sorted(its.into_iter().flatten().chain([at]).collect(), Ord::cmp));
        papers = others;
    }
    // In the order in which they were first recorded.
    let papers = sorted(papers, |a, b| a.first().cmp(&b.first())).into_iter();
    let papers = papers.filter_map(|of| Paper::of(of.into_iter().map(|at| &ballots[at]).collect(), file));
    sorted(papers.collect(), |a, b| a.ended.is_some().cmp(&b.ended.is_some()))
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
    let papers = papers(file, compound.rules().allow_change).into_iter();
    let (astray, mut left): (Vec<Paper<'a>>, Vec<Paper<'a>>) = papers.partition(Paper::is_anothers);
    let mut lines: Vec<Line<'a>> = file.visits.iter().map(Line::of_visit).collect();
    let mut free: Vec<&mut Line<'a>> = lines.iter_mut().collect();
    left.retain(|paper| !fill_first(&mut free, paper, |line| line.is_collected() && line.names(paper)));
    // No number was noted at these: the last one first, and to each the paper that was signed last, so that as many as can be have one. They are the same
    // that aren't missed ([`HouseholdFile::unrecorded_paper`]).
    let mut others = Vec::new();
    while let Some(line) = free.pop() {
        match taken_at(line, &left) {
            Some(at) => line.fill(&left.remove(at)),
            None => others.insert(0, line),
        }
    }
    // Handed over then, and back later, by the same people.
    left.retain(|paper| {
        let crew = distinct(paper.crew.clone());
        !fill_first(&mut others, paper, |line| line.names(paper) && distinct(line.collectors.clone()) == crew)
    });
    lines.extend(left.iter().chain(&astray).map(Line::of_paper));
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

/// Puts a paper into the first of the lines that `is_its`, which is free no more; whether there is one.
fn fill_first<'a>(free: &mut Vec<&mut Line<'a>>, paper: &Paper<'a>, is_its: impl Fn(&Line<'a>) -> bool) -> bool {
    let at = free.iter().position(|line| is_its(line));
    at.map(|at| free.remove(at).fill(paper)).is_some()
}

/// Which of the papers was taken at the visit of this line: none that was withdrawn, if it can be another, and the one that was signed last. Of those of
/// one day the device's own comes first, and what was recorded first since.
fn taken_at(line: &Line<'_>, papers: &[Paper<'_>]) -> Option<usize> {
    let made = line.visit.filter(|_| line.is_collected() && line.serial.is_none())?;
    let may_be = papers.iter().enumerate().filter(|(_, paper)| paper.may_be_of(made));
    let last = may_be.max_by_key(|&(_, paper)| {
        let is_withdrawn = matches!(paper.ended, Some(Ended::Withdrawn { .. }));
        let is_own = paper.records.iter().any(|of| of.stamp.id.device == made.stamp.id.device);
        (!is_withdrawn, &paper.last.ballot.signed_on, is_own, Reverse(paper.first.stamp.lt))
    });
    last.map(|(at, _)| at)
}

/// Whether the printed form with this number is to be handed over yet: the household hasn't voted, and hasn't had the form.
pub fn is_to_give(compound: &Compound, household: &HouseholdId, serial: &str) -> bool {
    let is_open = matches!(compound.standing(household), Standing::NotReturned | Standing::Annulled);
    is_open && !compound.file(household).is_some_and(|file| file.has_had(serial))
}

fn is_anothers(ended: Option<&Ended>) -> bool {
    matches!(ended, Some(Ended::Withdrawn { is_anothers: true, .. }))
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
