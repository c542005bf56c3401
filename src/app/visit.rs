//! A visit at a door: how it ends, who was there, when to come back, and how the form was handed over.
//!
//! A visit says nothing of the choice. One that was recorded by mistake is taken back by [`super::take_back`].

use super::ballot::{AtDoor, HAND_IN, HandIn, door_of, open, serial_problem};
use super::effect::Effect;
use super::form::{Form, FormKey, Problem, ProblemKind};
use super::model::{AtHousehold, Message, Model, Moment};
use super::round;
use super::unfinished::{self, LEFT_AT};
use crate::domain::ballot::{Delivery, HandedOver, Visit, VisitOutcome};
use crate::domain::catalogue::setting::BallotRules;
use crate::domain::date::{add_days, date_text, parse_date};
use crate::domain::ids::{CompoundId, DeviceId, HouseholdId};
use crate::domain::typed::{are_two_people, half_width};
use crate::journal::Fact;
use crate::journal::fact::{BallotTaken, VisitMade};
use crate::journal::household_file::{HouseholdFile, VisitRecord};

/// When to come back, in one tap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    ThisEvening,
    Tomorrow,
}

/// When an evening visit is made, unless another time was agreed.
const EVENING: &str = "19:00";

/// Whether it is later than that, by a local date and time.
pub fn is_evening(local: &str) -> bool {
    local.get(11..).is_some_and(|time| time >= EVENING)
}

impl When {
    /// As a visit says it.
    pub(super) fn text(self, now: &Moment) -> Option<String> {
        match self {
            // It is evening already: still today.
            Self::ThisEvening if is_evening(&now.local) => Some(now.today().to_owned()),
            Self::ThisEvening => Some(format!("{}T{EVENING}", now.today())),
            Self::Tomorrow => Some(date_text(add_days(parse_date(now.today())?, 1)?)),
        }
    }
}

/// Who is at the door: two different people, where the campaign has two go.
///
/// # Errors
/// If one is missing.
pub fn collectors(form: &Form, rules: BallotRules) -> Result<Vec<String>, Problem> {
    let [one, other] = ["collector_a", "collector_b"].map(|field| form.optional(field));
    let problem = |field| Problem { field, kind: ProblemKind::Required };
    match (one, other) {
        (None, _) => Err(problem("collector_a")),
        (one, None) if rules.two_collectors && one.is_some() => Err(problem("collector_b")),
        (Some(one), Some(other)) if rules.two_collectors && !are_two_people(&one, &other) => {
            Err(Problem { field: "collector_b", kind: ProblemKind::SamePerson })
        }
        (one, other) => Ok(one.into_iter().chain(other).collect()),
    }
}

/// Records a visit, and goes on to the next door where this one is done with. When to come back is `then`, or what the form says.
pub(super) fn record(
    model: &mut Model,
    now: &Moment,
    compound: CompoundId,
    household: HouseholdId,
    outcome: VisitOutcome,
    then: Option<String>,
    effects: &mut Vec<Effect>,
) {
    let key = FormKey::Visit(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = door_of(model, now, &compound, &household) else { return };
    let collectors = collectors(&form, door.compound.rules());
    // Of a form that comes back how it was handed over has to have been said.
    let is_told = outcome == VisitOutcome::Delivered || outcome == VisitOutcome::Collected && is_delivery_said(&form);
    let handed_over = is_told.then(|| handed_over(&form, &door)).transpose();
    let again = match then {
        None if outcome == VisitOutcome::ComeBack => again(&form, &now.local),
        then => Ok(then),
    };
    let (Ok(collectors), Ok(again), Ok(handed_over)) = (collectors, again, handed_over) else {
        model.form_mut(key).tried = true;
        return;
    };
    if round::has_just_come(model, now, &compound, &household)
        || is_second_tap(model, now, &compound, &household, outcome)
    {
        return;
    }
    let visit =
        Visit { at: now.local.clone(), outcome, again, form: handed_over, collectors, note: form.optional("note") };
    let at_the_door = visit.collectors.clone();
    let made = VisitMade { compound: compound.clone(), household: household.clone(), visit };
    let Some(record) = model.record(now, Fact::Visit(made), effects) else { return };
    model.round.collectors = at_the_door;
    // What was kept of it is done with.
    model.forms.insert(key.clone(), Form::default());
    open(model, now, &compound, &household);
    // What was typed for another outcome waits for that.
    let waits = DELIVERY.into_iter().filter(|_| !outcome.gives_form());
    let waits = waits.chain(AGAIN.into_iter().filter(|_| outcome != VisitOutcome::ComeBack));
    for field in waits.filter(|field| form.is_typed(field)) {
        model.form_mut(key.clone()).set(field, form.text(field));
    }
    unfinished::keep(model, now, effects);
    model.toast(Message::VisitRecorded(AtHousehold { compound: compound.clone(), household: household.clone() }));
    if round::is_done(outcome) {
        round::go_on(model, now, (&compound, &household), record, effects);
    }
}

/// When they asked to be called on again, as the form says: not at all, a day, or a day and a time. It is `local` now.
///
/// # Errors
/// If it isn't to come, or only a time.
pub fn again(form: &Form, local: &str) -> Result<Option<String>, Problem> {
    let [on, at] = AGAIN;
    let time = form.optional(at).map(|time| half_width(&time));
    let (field, again) = match (form.optional_date(on)?, time) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return Err(Problem { field: on, kind: ProblemKind::Required }),
        (Some(day), None) => (on, day),
        (Some(day), Some(time)) if is_time(&time) => (at, format!("{day}T{time}")),
        (Some(_), Some(_)) => return Err(Problem { field: at, kind: ProblemKind::Required }),
    };
    // ISO dates and times order as text, a day before its hours.
    match local.get(..again.len()).is_some_and(|now| *again < *now) {
        true => Err(Problem { field, kind: ProblemKind::InPast }),
        false => Ok(Some(again)),
    }
}

/// Whether it reads `hh:mm`.
fn is_time(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'0'..=b'1', b'0'..=b'9', b':', b'0'..=b'5', b'0'..=b'9']
            | [b'2', b'0'..=b'3', b':', b'0'..=b'5', b'0'..=b'9']
    )
}

/// Within so many milliseconds a form is filled in at the door at which it was handed over.
const VISIT_MS: u64 = 10 * 60_000;

/// The fields of a visit's form that say how a form was handed over.
const DELIVERY: [&str; 3] = ["how", "serial", "receipt"];
/// Those that say when to come back.
const AGAIN: [&str; 2] = ["again_on", "again_at"];
/// What is said of a visit, and that they asked to be called on again. A form that is kept unfinished ([`super::unfinished`]) has its texts in this order,
/// so that it is for ever.
pub(super) const TYPED: [&str; 7] = ["note", "how", "serial", "receipt", "again_on", "again_at", COMING_BACK];
/// So many of them say something of it.
const SAID: usize = 6;
/// The field that says that they asked to be called on again.
pub const COMING_BACK: &str = "coming_back";

/// Whether somebody said how the form was handed over.
fn is_delivery_said(form: &Form) -> bool {
    DELIVERY.iter().any(|field| form.is_typed(field))
}

/// How the form was handed over: to them in person, unless the visit's form says otherwise.
///
/// # Errors
/// If it has a number that no form of this household can have.
pub fn handed_over(form: &Form, door: &AtDoor<'_>) -> Result<HandedOver, Problem> {
    let serial = form.optional("serial").map(|serial| door.compound.serial_of(&serial));
    match serial.as_ref().and_then(|serial| serial_problem(serial, door)) {
        Some(kind) => Err(Problem { field: "serial", kind }),
        None => Ok(HandedOver {
            how: Delivery::from_code(form.text("how")).unwrap_or(Delivery::InPerson),
            serial,
            receipt: form.optional("receipt"),
        }),
    }
}

/// The visit at which a paper was taken, where the form says that it was at the door and no visit says so already: one whose paper is recorded
/// only now, or the one of just now, at which the form was handed over and filled in at once or another paper was taken. Without it the register, the minutes from door to door
/// and the hints would know nothing of the doors that were answered. It says what was typed of the visit.
///
/// # Errors
/// What is wrong with the number of the form that was handed over.
pub(super) fn collected(model: &Model, now: &Moment, taken: &BallotTaken) -> Result<Option<Visit>, Problem> {
    let (compound, household) = (&taken.compound, &taken.household);
    let form = model.form(&FormKey::Ballot(compound.clone(), household.clone()));
    let Some(door) = door_of(model, now, compound, household) else { return Ok(None) };
    let file = door.compound.file(household);
    let is_known = |file: &HouseholdFile| {
        let goes_on = |made| goes_on(made, door.device, now.at);
        file.visits.last().is_some_and(goes_on)
            // What was signed since is another paper. ISO dates order as text, a day before its hours.
            || file.unrecorded_paper().is_some_and(|made| taken.ballot.signed_on <= made.visit.at)
    };
    // Who changed their mind was asked once more, and who signed once more; what else is put right was taken before.
    let corrected = door.corrected(&form);
    let is_taken = corrected.is_some() || taken.replaces.is_empty() || door.is_another(&form);
    let is_due = is_taken && door.came_back(&form) && form.text(HAND_IN) == HandIn::AtDoor.code();
    if !is_due || file.is_some_and(is_known) {
        return Ok(None);
    }
    let said = model.form(&FormKey::Visit(compound.clone(), household.clone()));
    let left_at = form.text(LEFT_AT);
    Ok(Some(Visit {
        // What was left unfinished was taken by then.
        at: if left_at.is_empty() { now.local.clone() } else { left_at.to_owned() },
        outcome: VisitOutcome::Collected,
        again: None,
        form: is_delivery_said(&said).then(|| handed_over(&said, &door)).transpose()?,
        // A correction keeps who took the paper first.
        collectors: match corrected {
            Some(_) => collectors(&said, door.compound.rules())?,
            None => taken.ballot.collectors.clone(),
        },
        note: said.optional("note"),
    }))
}

/// Whether a paper was taken at a visit on this day.
pub(super) fn took_on(made: &VisitRecord, day: &str) -> bool {
    made.visit.outcome == VisitOutcome::Collected && made.visit.at.starts_with(day)
}

/// Whether what a device records at this time is still of a visit at which it handed a form over or took one.
pub(super) fn goes_on(made: &VisitRecord, device: &DeviceId, at: i64) -> bool {
    made.visit.gives_form() && made.stamp.id.device == *device && made.stamp.at.abs_diff(at) < VISIT_MS
}

/// Whether something was typed of a visit that isn't on record.
pub(super) fn is_said(form: &Form) -> bool {
    TYPED[..SAID].iter().any(|field| form.is_typed(field))
}

/// Whether this device has just recorded the very same: a button that was hit twice means one visit. By then the form has been readied for the
/// next one, so that its texts say nothing about it.
fn is_second_tap(
    model: &Model,
    now: &Moment,
    compound: &CompoundId,
    household: &HouseholdId,
    outcome: VisitOutcome,
) -> bool {
    let (Some(device), Some(compound)) = (&model.device, model.compound(compound)) else { return false };
    let Some(file) = compound.file(household) else { return false };
    let own = file.visits.iter().rev().find(|visit| visit.stamp.id.device == device.id);
    // A ballot has just brought the visit at which its paper was taken along.
    let is_brought = |own: &VisitRecord| file.ballots.iter().any(|of| of.brought(own));
    own.is_some_and(|own| {
        let is_said = own.visit.at == now.local && is_brought(own);
        own.visit.outcome == outcome && (is_said || own.stamp.at.abs_diff(now.at) < round::SECOND_TAP_MS)
    })
}
