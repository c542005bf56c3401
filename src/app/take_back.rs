//! What was recorded by mistake at a door and is taken back, with a reason: a visit that wasn't made, a ballot that is another household's. It stays to be read.

use super::ballot::{AtDoor, door_of, open};
use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{AtHousehold, Message, Model, Moment};
use super::visit::{goes_on, took_on};
use crate::domain::ballot::VisitOutcome;
use crate::domain::date::day_text_in_china;
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::json::words;
use crate::journal::Fact;
use crate::journal::fact::{VisitUndone, Withdraw};
use crate::journal::household_file::{BallotRecord, Ended, Stamp, VisitRecord};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Take back the visit that the form names, with its reason.
    Visit { compound: CompoundId, household: HouseholdId },
    /// Take back the ballot that the form names, with its reason, and, where it was another household's, the visit that was recorded with it.
    Ballot { compound: CompoundId, household: HouseholdId },
}

/// The field of its form that names the visit that is taken back.
pub const VISIT: &str = "visit";
/// The same of a ballot.
pub const BALLOT: &str = "ballot";
/// The field that says whose paper it was, where a visit was recorded together with the ballot.
pub const WHOSE: &str = "whose";

/// Whose paper a ballot was that is taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// This household's, which has spoiled it, say: somebody was at its door.
    ThisOne,
    /// Another household's: so was the visit.
    Another,
    /// Another household's, and somebody was at this door all the same.
    AnotherBesides,
}

words!(Whose { ThisOne = "this_one", Another = "another", AnotherBesides = "another_besides" });

impl Whose {
    /// What can be said of the paper of a ballot along with the visit: that which was written with it was no other.
    pub fn of(ballot: &BallotRecord, along: &VisitRecord) -> &'static [Self] {
        if is_together(&ballot.stamp, &along.stamp) { &[Self::ThisOne, Self::Another] } else { &Self::ALL }
    }
}

/// Whether two things were recorded at once.
fn is_together(one: &Stamp, other: &Stamp) -> bool {
    (&one.id.device, one.at) == (&other.id.device, other.at)
}

/// The visits of a household that this device may take back: its own, for a supervisor all.
pub fn undoable<'a>(door: &AtDoor<'a>) -> Vec<&'a VisitRecord> {
    let visits = door.compound.file(door.household).map_or(&[][..], |file| &file.visits);
    visits.iter().filter(|made| door.supervisor || made.stamp.id.device == *door.device).collect()
}

/// The ballots of a household that this device may take back: those that it may replace, and for a supervisor what was settled away as well: a paper that was
/// another household's is recorded at that one's door once its number is free.
pub fn withdrawable<'a>(door: &AtDoor<'a>) -> Vec<&'a BallotRecord> {
    let file = door.compound.file(door.household).filter(|_| door.supervisor);
    let settled = file.into_iter().flat_map(|file| file.ballots.iter().filter(|of| file.is_settled(of)));
    door.replaceable().into_iter().chain(settled).collect()
}

/// That of a ballot, or of one of the same paper that it corrects: the visit that was recorded together with it, or that was there already, with no other, and says how
/// its paper came back ([`super::visit::collected`]).
pub fn along<'a>(door: &AtDoor<'a>, ballot: &BallotRecord) -> Option<&'a VisitRecord> {
    let file = door.compound.file(door.household)?;
    let mut papers = vec![&ballot.stamp];
    for record in file.ballots.iter().rev() {
        if let Some(Ended::Replaced { by }) = file.ended.get(&record.stamp.id)
            // Another number may be another paper: its visit stays, in doubt to be taken back by itself.
            && record.ballot.serial == ballot.ballot.serial
            && papers.iter().any(|paper| paper.id == by.id)
        {
            papers.push(&record.stamp);
        }
    }
    let is_its = |stamp: &Stamp| papers.iter().any(|paper| paper.id == stamp.id);
    let others =
        |made: &VisitRecord| file.ballots.iter().any(|of| !is_its(&of.stamp) && is_together(&of.stamp, &made.stamp));
    let visits = undoable(door);
    let along = |is_along: &dyn Fn(&VisitRecord, &Stamp) -> bool| {
        visits.iter().rev().copied().find(|made| papers.iter().any(|paper| is_along(made, paper)))
    };
    let tells = |made: &VisitRecord, paper: &Stamp| {
        let day = day_text_in_china(paper.at);
        // Whoever types a paper in beside another device's visit, at a desk say, wasn't there.
        let is_own = made.stamp.id.device == paper.id.device && made.stamp.lt < paper.lt;
        is_own && !others(made) && (took_on(made, &day) || goes_on(made, &paper.id.device, paper.at))
    };
    let with_it =
        along(&|made, paper| made.visit.outcome == VisitOutcome::Collected && is_together(paper, &made.stamp));
    with_it.or_else(|| along(&tells))
}

/// Why a ballot is taken back, and whose it was; nothing where no visit was recorded with it.
///
/// # Errors
/// What isn't said.
pub fn check_ballot(
    form: &Form,
    door: &AtDoor<'_>,
    ballot: &BallotRecord,
) -> Result<(String, Option<Whose>), Vec<Problem>> {
    let mut checks = Checks::default();
    let whose = Whose::from_code(form.text(WHOSE));
    let has_visit = along(door, ballot).is_some();
    if has_visit && whose.is_none() {
        checks.note(WHOSE, ProblemKind::Required);
    }
    let why = checks.take(form.required("why"));
    checks.finish((why, whose.filter(|_| has_visit)))
}

pub(super) fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Visit { compound, household } => visit(model, now, compound, household, effects),
        Msg::Ballot { compound, household } => ballot(model, now, compound, household, effects),
    }
}

fn visit(model: &mut Model, now: &Moment, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    let key = FormKey::UndoVisit(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = door_of(model, now, &compound, &household) else { return };
    let named = undoable(&door).into_iter().find(|made| made.stamp.id.to_string() == form.text(VISIT));
    let Some(visit) = named.map(|made| made.stamp.id.clone()) else { return };
    let Ok(why) = form.required("why") else {
        model.form_mut(key).tried = true;
        return;
    };
    let undone = VisitUndone { compound, household, visit, why };
    if model.record(now, Fact::VisitUndone(undone), effects).is_some() {
        model.forms.remove(&key);
    }
}

fn ballot(model: &mut Model, now: &Moment, compound: CompoundId, household: HouseholdId, effects: &mut Vec<Effect>) {
    let key = FormKey::Withdraw(compound.clone(), household.clone());
    let form = model.form(&key);
    let Some(door) = door_of(model, now, &compound, &household) else { return };
    let named = withdrawable(&door).into_iter().find(|record| record.stamp.id.to_string() == form.text(BALLOT));
    let Some(record) = named else { return };
    let Ok((why, whose)) = check_ballot(&form, &door, record) else {
        model.form_mut(key).tried = true;
        return;
    };
    let visit = along(&door, record).filter(|_| whose == Some(Whose::Another));
    let visit = visit.map(|made| {
        let (compound, household) = (compound.clone(), household.clone());
        Fact::VisitUndone(VisitUndone { compound, household, visit: made.stamp.id.clone(), why: why.clone() })
    });
    let ballots = vec![record.stamp.id.clone()];
    let is_anothers = whose.is_some_and(|whose| whose != Whose::ThisOne);
    let withdraw = Withdraw { compound: compound.clone(), household: household.clone(), ballots, why, is_anothers };
    if model.record_all(now, [Fact::Withdraw(withdraw)].into_iter().chain(visit).collect(), effects).is_empty() {
        return;
    }
    model.forms.remove(&key);
    // It may have been about to be corrected.
    model.forms.remove(&FormKey::Ballot(compound.clone(), household.clone()));
    open(model, now, &compound, &household);
    model.toast(Message::BallotWithdrawn(AtHousehold { compound, household }));
}
