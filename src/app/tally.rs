//! The count: settling conflicts, closing the ballot.

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{AtHousehold, Message, Model, Moment, OfficeMessage, Open};
use super::photo_files;
use super::unfinished::begun;
use crate::domain::campaign::Terms;
use crate::domain::catalogue::setting::BallotRules;
use crate::domain::date::parse_date;
use crate::domain::ids::{CompoundId, DeviceId, HouseholdId};
use crate::domain::order::{distinct, sorted};
use crate::findings::closing::{self, Outstanding};
use crate::findings::dossier::mode;
use crate::findings::result::{Heard, Unheard, heard};
use crate::journal::compound::Compound;
use crate::journal::fact::{Close, Reopen, Settle};
use crate::journal::household_file::{BallotRecord, HouseholdFile, Stamp, Standing};
use crate::journal::roll_history::{RollChange, RollStep};
use crate::journal::state::NoEffect;
use crate::journal::{Entry, Fact, RecordId};

/// The form's `keep` when none of the ballots stands.
pub const NONE: &str = "none";

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Settle a household's conflict as the form says.
    Settle { compound: CompoundId, household: HouseholdId },
    /// Close the ballot on the form's day.
    Close(CompoundId),
    /// Open it again for the form's reason.
    Reopen(CompoundId),
}

/// The form's field that says that what was settled is to be settled otherwise.
pub const AGAIN: &str = "again";

/// What can be settled anew: the word that stands over a household's ballots, and these. Not while they contradict each other, when they are settled as
/// such; not once the ballot is closed, for that would be another result; nor where some of what the word is about isn't here. Of a title that became one
/// with another the papers stand beside that one's, where they are settled.
pub fn settled_again<'m>(
    model: &'m Model,
    compound: &'m Compound,
    household: &HouseholdId,
) -> Option<(&'m RecordId, Vec<&'m BallotRecord>)> {
    let open = model.open.as_ref()?;
    let (word, of) = compound.settled(household)?;
    let Fact::Settle(settle) = &open.journal.entry(word)?.fact else { return None };
    let is_here = |id: &RecordId| open.state.is_revoked(id) || open.journal.entry(id).is_some();
    let is_open = compound.closed.is_none() && !matches!(compound.standing(household), Standing::Conflict(_));
    (is_open && compound.is_counted(household) && !of.is_empty() && settle.over.iter().all(is_here))
        .then_some((word, of))
}

/// The papers that a settlement is over: the household's, and those of titles that were one with it for whoever spoke, be it by a merger without effect.
pub fn papers<'c>(compound: &'c Compound, settle: &Settle) -> Vec<&'c BallotRecord> {
    let mut merged = Vec::new();
    for step in compound.since_freeze() {
        let (RollChange::Corrected { correct, .. } | RollChange::Overtaken(correct)) = &step.what else { continue };
        merged.extend(correct.merger().into_iter().flat_map(|(kept, gone)| [kept, gone]));
        // Another title may have its number by now.
        merged.extend(step.taken_off());
    }
    let others = distinct(merged).into_iter().filter(|title| **title != settle.household);
    let files = std::iter::once(&settle.household).chain(others).filter_map(|title| compound.kept_file(title));
    files.flat_map(|file| &file.ballots).filter(|record| settle.over.contains(&record.stamp.id)).collect()
}

/// What is on file for titles that were merged into another, but for this one.
fn others<'c>(compound: &'c Compound, household: &HouseholdId) -> impl Iterator<Item = &'c HouseholdFile> {
    let merged = distinct(compound.since_freeze().iter().filter_map(RollStep::merger).map(|(_, gone)| gone));
    merged.into_iter().filter(move |gone| *gone != household).filter_map(|gone| compound.kept_file(gone))
}

/// Whether a settlement, which is the record `word`, holds as it was said ([`HouseholdFile::holds`]), and what it says of merged titles' papers is what they
/// say by now.
pub fn holds(compound: &Compound, word: &RecordId, settle: &Settle) -> bool {
    let is_changed = |file: &HouseholdFile| settle.over.iter().any(|id| file.ended.contains_key(id));
    let own = compound.kept_file(&settle.household);
    own.is_none_or(|file| file.holds(word)) && !others(compound, &settle.household).any(is_changed)
}

/// What stands since in the place of the paper that a settlement let stand: a choice that was put right counts as it is now.
pub fn corrected_since<'c>(compound: &'c Compound, settle: &Settle) -> Option<&'c BallotRecord> {
    let keep = settle.keep.as_ref()?;
    let mut standing = compound.file(&settle.household)?.standing_ballots();
    standing.find(|of| of.stamp.id != *keep && of.line.contains(keep))
}

/// Whether a paper that contradicts a household's is none of its own: of a title that was merged into it, which can't be let stand.
pub fn is_merged(compound: &Compound, household: &HouseholdId, record: &BallotRecord) -> bool {
    !compound.file(household).is_some_and(|file| file.ballots.iter().any(|own| own.stamp.id == record.stamp.id))
}

/// The settlement that a form says, over all ballots that contradict each other, or over those that were settled.
///
/// # Errors
/// Nothing chosen, a paper that isn't the household's own, or no reason given.
pub fn check_settle(
    model: &Model,
    form: &Form,
    compound: &Compound,
    household: &HouseholdId,
    today: &str,
) -> Result<Settle, Vec<Problem>> {
    let mut checks = Checks::default();
    let ballots = match compound.standing(household) {
        Standing::Conflict(ballots) => ballots,
        _ => settled_again(model, compound, household).map(|(_, ballots)| ballots).unwrap_or_default(),
    };
    let over: Vec<RecordId> = ballots.iter().map(|record| record.stamp.id.clone()).collect();
    let instead = compound.settled(household).map(|(word, _)| word.clone());
    let keep = match form.text("keep") {
        NONE => Some(None),
        id => {
            let mut own = ballots.iter().filter(|record| !is_merged(compound, household, record));
            own.find(|record| record.stamp.id.to_string() == id).map(|record| Some(record.stamp.id.clone()))
        }
    };
    if keep.is_none() || over.is_empty() {
        checks.note("keep", ProblemKind::Required);
    }
    let why = checks.take(form.required("why"));
    let heard = compound.file(household).map(HouseholdFile::heard).unwrap_or_default();
    let (compound, household) = (compound.card.id.clone(), household.clone());
    let (keep, on) = (keep.flatten(), Some(today.to_owned()));
    let own = model.open.as_ref().zip(model.device.as_ref());
    let known = own.map(|(open, own)| closing::known(&open.journal, &open.state, &own.id)).unwrap_or_default();
    checks.finish(Settle { compound, household, over, keep, why, instead, on, known, heard })
}

/// What closing on the form's day would leave undone.
pub fn outstanding(model: &Model, compound: &Compound, form: &Form, today: &str) -> Outstanding {
    let (Some(state), Some(own)) = (model.state(), &model.device) else { return Outstanding::default() };
    let on = form.date("on").unwrap_or_else(|_| today.to_owned());
    let without_proof = photo_files::without_proof(model, compound);
    Outstanding { without_proof, ..closing::outstanding(state, compound, &own.id, &begun(model, compound), &on) }
}

/// How many records of which device the closing knew that aren't here: without them the numbers here aren't the count.
pub fn missing<'m>(model: &Model, compound: &'m Compound) -> Vec<(&'m DeviceId, u64)> {
    let (Some(open), Some(own)) = (&model.open, &model.device) else { return Vec::new() };
    closing::missing_on(&open.journal, &open.state, compound, &own.id)
}

pub(super) fn sees_whole(model: &Model, compound: &Compound) -> bool {
    let (Some(open), Some(own)) = (&model.open, &model.device) else { return false };
    closing::sees_whole(&open.journal, &open.state, compound, &own.id)
}

/// Whether the final result of a count that is whole here was posted.
pub(super) fn is_decided(model: &Model, compound: &Compound) -> bool {
    let terms = model.state().and_then(|state| state.terms.as_ref()).filter(|_| sees_whole(model, compound));
    terms.and_then(|terms| mode(compound, terms)).is_some_and(|mode| !mode.preliminary)
}

/// What comes next after a close: why the final result can't be posted yet, or that it can. Nothing where it was, or where the ballot came to no result.
pub fn next(model: &Model, compound: &Compound, today: &str) -> Option<Result<Heard, Unheard>> {
    let terms = model.state()?.terms.as_ref()?;
    mode(compound, terms).filter(|mode| mode.preliminary)?;
    Some(heard(compound, terms, parse_date(today)?))
}

/// What was settled in a compound, in order of time: also what a later word has undone or crossed, for an objection may be to that.
pub fn settled<'m>(model: &'m Model, compound: &CompoundId) -> Vec<(Stamp, &'m Settle)> {
    let Some(open) = &model.open else { return Vec::new() };
    // Those that cross each other, or that a withdrawal or a correction of the roll crossed, are words all the same.
    let is_crossed = |why| matches!(why, NoEffect::SettledOtherwise | NoEffect::NotItsBallot | NoEffect::NotOneTitle);
    let is_said = |id: &RecordId| {
        let mut remarks = open.state.remarks.iter();
        remarks.find(|remark| remark.stamp.id == *id).is_none_or(|remark| is_crossed(remark.why))
    };
    // Not of ballots that are elsewhere.
    let is_over_its = |settle: &Settle| {
        let file = model.compound(compound).and_then(|of| of.file(&settle.household));
        file.is_none_or(|file| file.ballots.iter().any(|record| settle.over.contains(&record.stamp.id)))
    };
    let settle = |(id, entry): (&'m RecordId, &'m Entry)| match &entry.fact {
        Fact::Settle(settle) if settle.compound == *compound && is_said(id) && is_over_its(settle) => {
            Some((entry.lt, Stamp::of(id, entry), settle))
        }
        _ => None,
    };
    let found = sorted(open.journal.entries().filter_map(settle).collect(), |a, b| a.0.cmp(&b.0));
    found.into_iter().map(|(_, stamp, settle)| (stamp, settle)).collect()
}

/// Why the ballot was closed although something was outstanding.
pub fn close_reason<'m>(model: &'m Model, closing: &RecordId) -> Option<&'m str> {
    match &model.open.as_ref()?.journal.entry(closing)?.fact {
        Fact::Close(close) => close.why.as_deref(),
        _ => None,
    }
}

/// What a count's course turned at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What<'m> {
    /// It was closed, with this as the last day.
    Closed(&'m str),
    Opened,
    /// What a paper needs to be counted was set otherwise, the roll being frozen.
    Rules {
        before: BallotRules,
        after: BallotRules,
    },
}

/// A closing of the ballot, its opening again, or another rule for what is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn<'m> {
    pub stamp: Stamp,
    pub what: What<'m>,
    pub why: Option<&'m str>,
    /// The record that a closing lost its effect by, and what it is.
    pub undone: Option<(&'m Stamp, &'m Fact)>,
    /// Why it has none.
    pub without_effect: Option<NoEffect>,
}

/// The household that the record is of by which the closing lost its effect, if it is of one, until it is closed again. There may be others: what came
/// after it changes nothing more.
pub fn undone_at<'m>(model: &'m Model, compound: &'m Compound) -> Option<&'m HouseholdId> {
    let closing = compound.close_undone.as_ref().filter(|_| compound.closed.is_none())?;
    let by = compound.undone_by(&closing.id)?;
    model.open.as_ref()?.journal.entry(&by.id)?.fact.household()
}

/// How the ballot was closed and opened again, and counted by other rules, in order of time.
pub fn turns<'m>(model: &'m Model, compound: &'m Compound) -> Vec<Turn<'m>> {
    let Some(open) = &model.open else { return Vec::new() };
    let remark = |id: &RecordId| open.state.remarks.iter().find(|remark| remark.stamp.id == *id).map(|of| of.why);
    let turn = |(id, entry): (&'m RecordId, &'m Entry)| {
        let (of, what, why) = match &entry.fact {
            Fact::Close(close) => (&close.compound, What::Closed(&close.on), close.why.as_deref()),
            Fact::Reopen(reopen) => (&reopen.compound, What::Opened, Some(reopen.why.as_str())),
            _ => return None,
        };
        let undone = compound.undone_by(id).filter(|by| by.id != *id);
        let undone = undone.and_then(|by| Some((by, &open.journal.entry(&by.id)?.fact)));
        let turn = Turn { stamp: Stamp::of(id, entry), what, why, undone, without_effect: remark(id) };
        (*of == compound.card.id).then_some(turn)
    };
    let turns = open.journal.entries().filter_map(turn);
    sorted(turns.chain(rules_changed(open, compound)).collect(), |a, b| a.stamp.lt.cmp(&b.stamp.lt))
}

/// The terms that had papers counted by other rules than before, since the compound's roll was first frozen.
fn rules_changed<'m>(open: &'m Open, compound: &Compound) -> Vec<Turn<'m>> {
    let terms = |(id, entry): (&'m RecordId, &'m Entry)| {
        let terms = match &entry.fact {
            Fact::Found(found) => &found.terms,
            Fact::Terms(terms) => terms,
            _ => return None,
        };
        let has_effect = !open.state.remarks.iter().any(|remark| remark.stamp.id == *id);
        has_effect.then(|| (Stamp::of(id, entry), terms))
    };
    let all = sorted(open.journal.entries().filter_map(terms).collect(), |a, b| a.0.lt.cmp(&b.0.lt));
    let frozen = compound.roll_steps.first().map(|step| step.stamp.lt);
    let change = |pair: &[(Stamp, &'m Terms)]| {
        let [(_, before), (stamp, after)] = pair else { return None };
        let (before, why, after) = (before.ballot_rules(), after.why.as_deref(), after.ballot_rules());
        let is_another = before.counting() != after.counting() && frozen.is_some_and(|frozen| stamp.lt > frozen);
        let what = What::Rules { before, after };
        is_another.then(|| Turn { stamp: stamp.clone(), what, why, undone: None, without_effect: None })
    };
    all.windows(2).filter_map(change).collect()
}

/// The closing that a form says, where something is `outstanding` or nothing is.
///
/// # Errors
/// No day, a day in the future or before the notice; no reason where something is outstanding.
pub fn check_close(
    form: &Form,
    compound: &Compound,
    outstanding: &Outstanding,
    today: &str,
) -> Result<Close, Vec<Problem>> {
    let mut checks = Checks::default();
    let on = checks.take(form.date("on"));
    if on.as_str() > today {
        checks.note("on", ProblemKind::InFuture);
    } else if !on.is_empty() && compound.frame().is_some_and(|frame| on.as_str() < frame.from) {
        checks.note("on", ProblemKind::BeforeNotice);
    }
    let why = match outstanding.is_empty() {
        true => None,
        false => Some(checks.take(form.required("why"))),
    };
    checks.finish(Close {
        compound: compound.card.id.clone(),
        on,
        why,
        known: Vec::new(),
        lost: Vec::new(),
        counted: None,
        heard: compound.turns().cloned().collect(),
    })
}

/// Puts the day into the closing form, where it hasn't been touched: that of a closing which lost its effect, for that one was told; else the last day that
/// was announced, once it is over, as people were asked until then; else today.
pub fn open(model: &mut Model, now: &Moment, compound: &CompoundId) {
    let found = model.compound(compound);
    let undone = found.filter(|of| of.closed.is_none()).and_then(|of| of.close_undone.as_ref());
    let day = match undone.and_then(|stamp| Some(&model.open.as_ref()?.journal.entry(&stamp.id)?.fact)) {
        Some(Fact::Close(close)) => close.on.clone(),
        _ => found.and_then(closing::announced).map_or(now.today(), |last| last.min(now.today())).to_owned(),
    };
    model.form_mut(FormKey::Close(compound.clone())).suggest("on", day);
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    // The screen asks for the name first.
    if !model.is_named() {
        return;
    }
    match msg {
        Msg::Settle { compound, household } => {
            let key = FormKey::Settle(compound.clone(), household.clone());
            let form = model.form(&key);
            let Some(found) = model.compound(&compound) else { return };
            match check_settle(model, &form, found, &household, now.today()) {
                Err(_) => model.form_mut(key).tried = true,
                Ok(settle) => {
                    if model.record(now, Fact::Settle(settle), effects).is_none() {
                        return;
                    }
                    model.forms.remove(&key);
                    model.toast(Message::ConflictSettled(AtHousehold { compound, household }));
                }
            }
        }
        Msg::Close(compound) => {
            let key = FormKey::Close(compound.clone());
            let form = model.form(&key);
            let Some(found) = model.compound(&compound) else { return };
            if found.frame().is_none()
                || found.closed.is_some()
                || found.notice_outdated
                || !found.conflicts().is_empty()
                || found.tally().counts.unknown() > 0
                || !found.doubled_serials().is_empty()
            {
                return;
            }
            let outstanding = outstanding(model, found, &form, now.today());
            match check_close(&form, found, &outstanding, now.today()) {
                Err(_) => model.form_mut(key).tried = true,
                Ok(mut close) => {
                    if let (Some(open), Some(own)) = (&model.open, &model.device) {
                        close.known = closing::known(&open.journal, &open.state, &own.id);
                        close.lost = closing::lost(&open.journal, &open.state, &own.id, &close.known);
                    }
                    close.counted = model.compound(&close.compound).and_then(|found| found.counted(&close.on));
                    if model.record(now, Fact::Close(close), effects).is_none() {
                        return;
                    }
                    model.forms.remove(&key);
                    model.toast(OfficeMessage::BallotClosed);
                }
            }
        }
        Msg::Reopen(compound) => {
            let key = FormKey::Close(compound.clone());
            let form = model.form(&key);
            match form.required("why") {
                Err(_) => model.form_mut(key).tried = true,
                Ok(why) => {
                    if model.record(now, Fact::Reopen(Reopen { compound: compound.clone(), why }), effects).is_none() {
                        return;
                    }
                    model.forms.remove(&key);
                    open(model, now, &compound);
                    model.toast(OfficeMessage::BallotReopened);
                }
            }
        }
    }
}
