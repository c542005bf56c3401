//! The parts that a program may hold or leave out: the doors, the survey, the office.
//!
//! Whoever goes from door to door needs no survey, a surveyor no doors, and neither the office. So each of the two has a program of its own, which
//! starts soon, and a third has everything. The core knows a part only through the functions that it names here; where a part is left out, its screens
//! are opened in the program that has it. Home and the first screens of a campaign and a compound go with the doors. What is needed
//! everywhere, such as the lock, is no part.

use super::effect::Effect;
use super::event::Event;
use super::form::Form;
use super::model::{Model, Moment};
use super::office::{OFFICE, Office};
use super::route::Route;
use super::{ballot, check, photos, scan, sealing, survey, unfinished};
use std::rc::Rc;

/// To which part a screen belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Doors,
    Survey,
    Office,
}

/// What the core calls at the doors.
#[derive(Clone, Copy, Debug)]
pub struct Doors {
    pub(super) take: fn(&mut Model, &Moment, Event, &mut Vec<Effect>),
    pub(super) enter: fn(&mut Model, &Moment, &Route),
    /// Keeps what was typed into the forms of a door.
    pub(super) settle: fn(&mut Model, &Moment, &mut Vec<Effect>),
    /// Whether something was typed that nobody has recorded.
    pub(super) holds_typed: fn(&Model) -> bool,
}

/// What the core calls of the survey.
#[derive(Clone, Copy, Debug)]
pub struct Survey {
    pub(super) take: fn(&mut Model, &Moment, Event, &mut Vec<Effect>),
    /// Records what was typed and never left.
    pub(super) settle: fn(&mut Model, &Moment, &mut Vec<Effect>),
    /// Whether something typed can't be recorded as it is.
    pub(super) holds_typed: fn(&Model) -> bool,
}

/// The parts of a program. Naming one is what makes a program hold it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    pub doors: Option<Doors>,
    pub survey: Option<Survey>,
    pub office: Option<Office>,
}

const DOORS: Doors =
    Doors { take: take_at_doors, enter: enter_doors, settle: unfinished::keep, holds_typed: typed_at_doors };
const SURVEY: Survey = Survey { take: take_survey, settle: survey::settle, holds_typed: survey::holds_typed };

impl Parts {
    /// The program for the doors.
    pub const DOORS: Self = Self { doors: Some(DOORS), survey: None, office: None };
    /// The program for the survey.
    pub const SURVEY: Self = Self { doors: None, survey: Some(SURVEY), office: None };
    /// The program that has everything.
    pub const ALL: Self = Self { doors: Some(DOORS), survey: Some(SURVEY), office: Some(OFFICE) };

    /// Whether the program has this screen.
    pub fn hold(&self, route: &Route) -> bool {
        match route.part() {
            Part::Doors => self.doors.is_some(),
            Part::Survey => self.survey.is_some(),
            Part::Office => self.office.is_some(),
        }
    }
}

/// Records every text of the survey that was typed and whose field was never left, and keeps what can't be recorded at a door yet.
pub(super) fn settle(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if let Some(survey) = model.parts.survey {
        (survey.settle)(model, now, effects);
    }
    if let Some(doors) = model.parts.doors {
        (doors.settle)(model, now, effects);
    }
}

/// Whether something that was typed would be lost with this page.
pub(super) fn holds_typed(model: &Model) -> bool {
    let Parts { doors, survey, .. } = &model.parts;
    survey.as_ref().is_some_and(|survey| (survey.holds_typed)(model))
        || doors.as_ref().is_some_and(|doors| (doors.holds_typed)(model))
}

/// A ballot that is being sealed is as good as recorded: the page waits for it.
fn typed_at_doors(model: &Model) -> bool {
    model.sealing.underway.is_none() && model.forms.values().any(Form::holds_typed)
}

fn take_at_doors(model: &mut Model, now: &Moment, event: Event, effects: &mut Vec<Effect>) {
    match event {
        Event::BallotSealed { taken, result } => sealing::sealed(model, now, *taken, result, effects),
        Event::Ballot(msg) => ballot::update(model, now, Rc::unwrap_or_clone(msg), effects),
        Event::Scanned(text) => scan::open(model, now, &text, effects),
        other => take_photos(model, now, other, effects),
    }
}

fn enter_doors(model: &mut Model, now: &Moment, route: &Route) {
    model.missed_form = None;
    model.round.left = None;
    if let Route::Household(_, compound, household) = route {
        ballot::open(model, now, compound, household);
        check::enter(model, compound, household);
    }
}

fn take_survey(model: &mut Model, now: &Moment, event: Event, effects: &mut Vec<Effect>) {
    match event {
        Event::Survey(msg) => survey::update(model, now, Rc::unwrap_or_clone(msg), effects),
        Event::Located { compound, place, result } => survey::located(model, now, compound, place, result, effects),
        other => take_photos(model, now, other, effects),
    }
}

/// Photos are taken of what is surveyed and of papers.
fn take_photos(model: &mut Model, now: &Moment, event: Event, effects: &mut Vec<Effect>) {
    match event {
        Event::Photos(msg) => photos::update(model, now, Rc::unwrap_or_clone(msg), effects),
        Event::Developed { file, developed } => photos::developed(model, now, file, developed, effects),
        _ => {}
    }
}
