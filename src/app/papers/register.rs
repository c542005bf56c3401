//! The lines of a household in the register of deliveries and returns (catalogue, section 6: D7): which form was handed over, when it came back, who
//! took it and what became of it, as it is on record. What the form says is on no register.

use crate::app::visit::goes_on;
use crate::domain::ballot::VisitOutcome;
use crate::domain::date::day_text_in_china;
use crate::domain::household::Household;
use crate::domain::ids::{DeviceId, HouseholdId};
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
    /// What came back was taken at a visit that has a line already, with another paper.
    pub is_of_same_visit: bool,
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
            is_of_same_visit: false,
            at: at_visit(record),
            serial: visit.form.as_ref().and_then(|form| form.serial.as_deref()),
            is_void: false,
            received: (visit.outcome == VisitOutcome::Collected).then(|| day(&visit.at).to_owned()),
            ended: None,
            collectors: names(&visit.collectors),
        }
    }

    /// Of a paper that has no visit of its own, only one of those of `file` with others, if any.
    fn of_paper(paper: &Paper<'a>, file: &HouseholdFile) -> Self {
        let BallotRecord { stamp: Stamp { id, at, lt, .. }, ballot, .. } = paper.first;
        let is_same = |made: &&VisitRecord| {
            let was_there = made.visit.collectors == ballot.collectors && day(&made.visit.at) == paper.on();
            was_there && made.stamp.lt <= *lt && goes_on(made, &id.device, *at)
        };
        let made = file.visits.iter().rfind(is_same);
        Self {
            visit: None,
            spoiled: None,
            is_of_same_visit: made.is_some(),
            at: made.map_or_else(|| paper.on(), at_visit),
            serial: Some(paper.serial()),
            is_void: false,
            received: (!paper.is_anothers()).then(|| paper.on()),
            ended: paper.ended,
            collectors: paper.crew(&[]),
        }
    }

    fn of_spoiled(form: &'a SpoiledForm) -> Self {
        Self {
            visit: None,
            spoiled: Some(form),
            is_of_same_visit: false,
            at: recorded_on(&form.stamp),
            serial: Some(&form.serial),
            is_void: true,
            received: None,
            ended: None,
            collectors: vec![&form.stamp.by],
        }
    }

    /// The paper came back at this visit; at others that which `elsewhere` recorded, who were there.
    fn fill(&mut self, paper: &Paper<'a>, elsewhere: &[&DeviceId]) {
        self.serial = Some(paper.serial());
        self.ended = paper.ended;
        self.received.get_or_insert_with(|| paper.on());
        add_names(&mut self.collectors, &paper.crew(elsewhere));
    }

    /// Whether its number is one that the paper has or had.
    fn names(&self, paper: &Paper<'_>) -> bool {
        self.serial.is_some_and(|serial| paper.bears(serial))
    }

    /// Whether it is of another household's paper.
    pub fn is_anothers(&self) -> bool {
        is_anothers(self.ended)
    }

    /// Whether the number that was noted is one of the paper's, if any was.
    fn may_name(&self, paper: &Paper<'_>) -> bool {
        self.serial.is_none() || self.names(paper)
    }

    /// Whether the paper may have been taken at this visit: it brought it along, its number was noted at it, or it was signed by then and recorded since.
    fn may_be_of(&self, paper: &Paper<'_>) -> bool {
        let is_its = |made: &VisitRecord| {
            // ISO dates order as text, a day before its hours.
            let is_between = made.stamp.lt <= paper.first.stamp.lt && paper.last.ballot.signed_on <= made.visit.at;
            self.names(paper) || self.serial.is_none() && is_between || paper.brought(made)
        };
        self.visit.is_some_and(is_its)
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
    /// Who took it, as each device that recorded it says.
    crews: Vec<(&'a DeviceId, Vec<&'a str>)>,
    /// Whether it has a line.
    is_placed: bool,
}

impl<'a> Paper<'a> {
    fn of(records: Vec<&'a BallotRecord>, file: &'a HouseholdFile) -> Option<Self> {
        let stands = |of: &&&BallotRecord| !file.ended.contains_key(&of.stamp.id);
        let (first, last) = (*records.first()?, *records.iter().rfind(stands).or(records.last())?);
        let ended = file.ended.get(&last.stamp.id);
        let is_replaced = |of: &BallotRecord| matches!(file.ended.get(&of.stamp.id), Some(Ended::Replaced { .. }));
        let of_others = records.iter().copied().filter(|of| !is_replaced(of));
        let crews = [last].into_iter().chain(of_others).map(|of| (&of.stamp.id.device, names(&of.ballot.collectors)));
        let crews = crews.collect();
        Some(Self { records, first, last, ended, crews, is_placed: false })
    }

    /// Who took it, but for what these devices say.
    fn crew(&self, but: &[&DeviceId]) -> Vec<&'a str> {
        let mut all = Vec::new();
        self.crews.iter().filter(|(by, _)| !but.contains(by)).for_each(|(_, crew)| add_names(&mut all, crew));
        all
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

    /// Whether it came back at this visit, which was recorded with it.
    fn brought(&self, made: &VisitRecord) -> bool {
        self.records.iter().any(|of| of.brought(made))
    }

    fn has(&self, record: &BallotRecord) -> bool {
        self.records.iter().any(|of| of.stamp.id == record.stamp.id)
    }
}

/// The papers of a household that came back: those that stand before those that don't. One number is one paper, whoever recorded it, in whatever ways, and
/// so is what was corrected.
fn papers<'a>(file: &'a HouseholdFile, may_change: bool) -> Vec<Paper<'a>> {
    let ballots = &file.ballots;
    let is_anothers = |of: &BallotRecord| is_anothers(file.ended.get(&of.stamp.id));
    let is_same = |one: &BallotRecord, other: &BallotRecord| {
        let is_put_right = other.line.contains(&one.stamp.id);
        // Where a household may change its mind, another number that says something else may be another paper (catalogue 8.11).
        one.is_of_paper(other) && (is_put_right || is_anothers(one) == is_anothers(other))
            || is_put_right && !may_change
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
    // Where several devices recorded a paper, or it was signed once more, it came back at each of their visits.
    let taken = file.taken();
    free.retain_mut(|line| {
        let Some(made) = line.visit else { return true };
        let its = taken.iter().find(|(taken, _)| taken.stamp.id == made.stamp.id).and_then(|(_, paper)| *paper);
        let mut its = its.and_then(|of| left.iter_mut().find(|paper| paper.has(of)));
        // Where another number was noted nobody says that it was this one.
        its = its.filter(|paper| paper.brought(made) || line.may_name(paper));
        let Some(paper) = its else { return true };
        let at_others = taken.iter().filter(|(_, of)| of.is_some_and(|of| paper.has(of)));
        let elsewhere = at_others.map(|(other, _)| &other.stamp.id.device).filter(|by| **by != made.stamp.id.device);
        line.fill(paper, &elsewhere.collect::<Vec<_>>());
        paper.is_placed = true;
        false
    });
    left.retain(|paper| !paper.is_placed);
    // One that was taken back, and is to be recorded again, may be what is missed there.
    let is_missed = |line: &Line<'a>| {
        let is_its = |made: &VisitRecord| line.visit.is_some_and(|visit| visit.stamp.id == made.stamp.id);
        taken.iter().any(|(made, paper)| paper.is_none() && is_its(made))
    };
    left.retain(|paper| !fill_first(&mut free, paper, |line| is_missed(line) && line.may_be_of(paper)));
    // Handed over then, and back later, by the same people.
    left.retain(|paper| {
        let crew = distinct(paper.crew(&[]));
        !fill_first(&mut free, paper, |line| line.names(paper) && distinct(line.collectors.clone()) == crew)
    });
    lines.extend(left.iter().chain(&astray).map(|paper| Line::of_paper(paper, file)));
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
    let has_no_visit = |line: &Line<'_>| line.visit.is_none() && !line.is_of_same_visit;
    sorted(lines, |a, b| day(&a.at).cmp(day(&b.at)).then(has_no_visit(a).cmp(&has_no_visit(b))).then(a.at.cmp(&b.at)))
}

/// Puts a paper into the first of the lines that `is_its`, which is free no more; whether there is one.
fn fill_first<'a>(free: &mut Vec<&mut Line<'a>>, paper: &Paper<'a>, is_its: impl Fn(&Line<'a>) -> bool) -> bool {
    let at = free.iter().position(|line| is_its(line));
    at.map(|at| free.remove(at).fill(paper, &[])).is_some()
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
    day_text_in_china(stamp.at)
}

fn at_visit(made: &VisitRecord) -> String {
    made.visit.at.replace('T', " ")
}

/// The day of a local date and time.
fn day(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}
