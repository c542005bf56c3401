//! Freezing the roll and posting the notice of the two modes: the gate before any visit or ballot. And thawing a roll that turned out wrong: that needs
//! a reason, a new roll and a new notice (BAL-7).

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, OfficeProblem, Problem, ProblemKind};
use super::model::{Message, Model, Moment, OfficeMessage};
use super::roll_correction;
use crate::domain::date::day_text_in_china;
use crate::domain::household::Household;
use crate::domain::ids::{CompoundId, HouseholdId};
use crate::domain::notice::{ModeTerms, Notice, earliest};
use crate::domain::roll::{Counts, Roll};
use crate::findings::count::is_reached;
use crate::journal::Fact;
use crate::journal::compound::{Compound, NoticeVersion};
use crate::journal::fact::{Freeze, NoticePosted, Thaw};
use crate::journal::household_file::{BallotRecord, Uncounted};
use crate::journal::roll_history::RollStep;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Freeze the roll whose hash the person was shown.
    Freeze { compound: CompoundId, roll: String },
    /// Record the notice that the form says.
    Post(CompoundId),
    /// Show the form that asks why the roll is to be thawed, or put it away.
    AskThaw(CompoundId, bool),
    /// Show or hide the form that corrects a title.
    AskCorrect(CompoundId, bool),
    /// Correct the frozen roll as the form says.
    Correct(CompoundId),
    /// Thaw the roll for the reason in the form.
    Thaw(CompoundId),
}

/// The field of the form that asks why.
pub const WHY: &str = "why";

/// The fields beside those of the modes that say what a household is told, and by when: who signs goes by them.
pub const DAYS: [&str; 4] = ["posted_on", "ballot_from", "ballot_until", "corrections_until"];
/// Those that only say where it hangs, whom to ask, and that it was hung anew.
pub const OTHERS: [&str; 3] = ["places", "contact", "reposted_on"];

/// The fields of a mode in the form: three contents, and who charges.
pub const PROFESSIONAL: [&str; 4] =
    ["professional_form", "professional_services", "professional_fee", "professional_charged_by"];
pub const QUASI: [&str; 4] = ["quasi_form", "quasi_services", "quasi_fee", "quasi_charged_by"];

/// What the form of a notice is checked against.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    pub today: &'a str,
    /// For how many days it hangs before anybody is asked.
    pub lead: u8,
    /// The day of the roll's last correction, if the notice has to hang anew since (BAL-7).
    pub corrected_on: Option<String>,
    /// The day on which a roll was frozen in the place of another: no notice that hung before told of it.
    pub frozen_on: Option<String>,
    /// The first day on which anybody could be asked by the notice that hung when the first form went out: no other comes before it (BAL-3), or papers
    /// would count that were signed by somebody who hadn't been told.
    pub not_before: Option<String>,
}

impl<'a> Gate<'a> {
    pub fn of(model: &Model, compound: &Compound, today: &'a str) -> Self {
        // Never after today, wherever the tablet thinks that it is.
        let day = |step: &RollStep| day_text_in_china(step.stamp.at).min(today.to_owned());
        let last = compound.roll_steps.iter().rfind(|step| step.has_effect()).filter(|_| compound.notice_outdated);
        let corrected_on = last.map(day);
        let is_first = compound.since_freeze().len() == compound.roll_steps.len();
        let frozen_on = compound.since_freeze().first().filter(|_| !is_first).map(day);
        let lead = lead_days(model);
        let not_before = compound.told_by().and_then(|notice| earliest(&notice.posted_on, lead));
        Self { today, lead, corrected_on, frozen_on, not_before }
    }
}

/// The notice that a form says.
///
/// # Errors
/// Everything that is blank or wrong: none of the six contents may be (BAL-3), it hangs for some days before anybody is asked, after a correction of
/// the roll it hangs anew, and a roll that takes the place of another has a notice of its own (BAL-7).
pub fn check(form: &Form, gate: &Gate<'_>) -> Result<Notice, Vec<Problem>> {
    let Gate { today, lead, corrected_on, frozen_on, not_before: told_on } = gate;
    let mut checks = Checks::default();
    let mut mode = |[form_field, services, fee, charged_by]: [&'static str; 4]| ModeTerms {
        form: checks.take(form.required(form_field)),
        services: checks.take(form.required(services)),
        fee: checks.take(form.required(fee)),
        charged_by: form.optional(charged_by),
    };
    let (professional, quasi) = (mode(PROFESSIONAL), mode(QUASI));
    let places = checks.take(form.required("places"));
    let posted_on = checks.take(form.date("posted_on"));
    if posted_on.as_str() > *today {
        checks.note("posted_on", ProblemKind::InFuture);
    } else if frozen_on.as_ref().is_some_and(|day| !posted_on.is_empty() && posted_on < *day) {
        checks.note("posted_on", OfficeProblem::BeforeFreeze);
    }
    let ballot_from = checks.take(form.date("ballot_from"));
    let earliest = earliest(&posted_on, *lead).max(told_on.clone());
    if earliest.is_some_and(|earliest| !ballot_from.is_empty() && ballot_from < earliest) {
        checks.note("ballot_from", OfficeProblem::TooSoon { days: *lead });
    }
    let mut not_before = |field, first: &str| {
        let day = checks.take(form.optional_date(field));
        if day.as_deref().is_some_and(|day| day < first) {
            checks.note(field, OfficeProblem::OutOfOrder);
        }
        day
    };
    let ballot_until = not_before("ballot_until", &ballot_from);
    let corrections_until = not_before("corrections_until", &posted_on);
    let reposted_on = not_before("reposted_on", corrected_on.as_ref().unwrap_or(&posted_on));
    if reposted_on.as_deref().is_some_and(|day| day > *today) {
        checks.note("reposted_on", ProblemKind::InFuture);
    } else if reposted_on.is_none() && corrected_on.is_some() {
        checks.note("reposted_on", ProblemKind::Required);
    }
    let contact = form.optional("contact");
    checks.finish(Notice {
        professional,
        quasi,
        places,
        posted_on,
        ballot_from: Some(ballot_from),
        ballot_until,
        corrections_until,
        contact,
        reposted_on,
    })
}

/// The last day for corrections, where it is over and the notice of the form is to hang anew: nobody who reads it then can keep to it.
pub fn corrections_over<'f>(form: &'f Form, gate: &Gate<'_>) -> Option<&'f str> {
    let day = Some(form.text("corrections_until")).filter(|_| gate.corrected_on.is_some());
    // ISO dates order as text.
    day.filter(|day| !day.is_empty() && *day < gate.today)
}

/// The notice that a form says, to be hung up, after a correction of the roll anew: today at the earliest, and on which day is written in by hand (its
/// text is empty). It is recorded once it hangs.
///
/// # Errors
/// As of [`check`], were it hung up today.
pub fn to_hang(form: &Form, gate: &Gate<'_>) -> Result<Notice, Vec<Problem>> {
    let mut form = form.clone();
    let is_anew = gate.corrected_on.is_some();
    form.set(if is_anew { "reposted_on" } else { "posted_on" }, gate.today);
    check(&form, gate).map(|notice| match is_anew {
        true => Notice { reposted_on: Some(String::new()), ..notice },
        false => Notice { posted_on: String::new(), reposted_on: None, ..notice },
    })
}

/// The notice as a form says it, with the reason where there has to be one.
///
/// # Errors
/// As of [`check`], and where something that papers were signed by is another and nobody says why.
pub fn posting(form: &Form, gate: &Gate<'_>, compound: &Compound) -> Result<NoticePosted, Vec<Problem>> {
    let mut checks = Checks::default();
    let notice = check(form, gate).unwrap_or_else(|problems| {
        checks.problems = problems;
        Notice::default()
    });
    let why = changes_terms(form, compound).then(|| checks.take(form.required(WHY)));
    let roll = compound.frozen_roll().map(|roll| roll.hash().to_owned());
    checks.finish(NoticePosted { compound: compound.card.id.clone(), notice, why, roll })
}

/// Whether a form says anything else than the last notice of what households are told, forms having been given out by it. That it was taken down, the roll
/// being thawed, makes nobody's paper another.
pub fn changes_terms(form: &Form, compound: &Compound) -> bool {
    let last = compound.notices.last().filter(|_| compound.asked() > 0);
    let Some(NoticeVersion { notice, .. }) = last else { return false };
    let changes = |(field, text): (&'static str, String)| {
        !OTHERS.contains(&field) && form.optional(field).unwrap_or_default() != text.trim()
    };
    texts(notice).into_iter().any(changes)
}

/// What a notice says, by the form's fields.
pub fn texts(notice: &Notice) -> Vec<(&'static str, String)> {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let mode = |fields: [&'static str; 4], mode: &ModeTerms| {
        let texts = [mode.form.clone(), mode.services.clone(), mode.fee.clone(), optional(&mode.charged_by)];
        fields.into_iter().zip(texts)
    };
    let days = [
        notice.posted_on.clone(),
        notice.first_day().to_owned(),
        optional(&notice.ballot_until),
        optional(&notice.corrections_until),
    ];
    let others = [notice.places.clone(), optional(&notice.contact), optional(&notice.reposted_on)];
    mode(PROFESSIONAL, &notice.professional)
        .chain(mode(QUASI, &notice.quasi))
        .chain(DAYS.into_iter().zip(days))
        .chain(OTHERS.into_iter().zip(others))
        .collect()
}

/// How many households of the roll a form reached, and how many of them have a ballot on record that stands: signed by what the notice said so far.
pub fn told(compound: &Compound) -> (usize, usize) {
    let titles = || compound.frozen_roll().into_iter().flat_map(Roll::counted_titles);
    let has_signed =
        |title: &&Household| compound.file(&title.id).is_some_and(|file| file.standing_ballots().next().is_some());
    (titles().filter(|title| is_reached(compound, &title.id)).count(), titles().filter(has_signed).count())
}

/// How many households' papers, signed before the first day as it is, would count if `from` were the first day.
pub fn comes_in(compound: &Compound, from: &str) -> usize {
    let uncounted = compound.uncounted().into_iter();
    let is_in_time = |record: &BallotRecord| record.ballot.signed_on.as_str() >= from;
    let early = uncounted.filter(|(_, record, why)| *why == Uncounted::BeforeNotice && is_in_time(record));
    let mut households: Vec<&HouseholdId> = early.map(|(household, ..)| household).collect();
    households.dedup();
    households.len()
}

/// For how many days a notice hangs before anybody is asked.
pub fn lead_days(model: &Model) -> u8 {
    model.state().and_then(|state| state.terms.as_ref()).map_or(0, |terms| terms.notice_lead_days)
}

/// Puts the posted notice, or the contents of the last one and today's date, into the form where it hasn't been touched.
pub fn open(model: &mut Model, now: &Moment, compound: &CompoundId) {
    let lead = lead_days(model);
    let Some(found) = model.compound(compound) else { return };
    let (hangs, outdated) = (found.notice.is_some(), found.notice_outdated);
    let last = found.notices.last().map(|version| texts(&version.notice)).unwrap_or_default();
    let form = model.form_mut(FormKey::Notice(compound.clone()));
    for (field, text) in last {
        // The day of a new posting is another than that of the last one.
        let is_new =
            if hangs { outdated && field == "reposted_on" } else { DAYS.contains(&field) || field == "reposted_on" };
        form.suggest(field, if is_new { String::new() } else { text });
    }
    if !hangs {
        form.suggest("posted_on", now.today());
        form.suggest("ballot_from", earliest(now.today(), lead).unwrap_or_default());
    }
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    match msg {
        Msg::Freeze { compound, roll } => {
            let counted = match model.compound(&compound) {
                Some(c) if c.frozen.is_none() => {
                    c.roll.as_ref().filter(|r| r.hash() == roll).map(|r| (r.counted(), r.which_count()))
                }
                _ => None,
            };
            if let Some((households, counts)) = counted {
                let counts = (counts != Counts::Residential).then_some(counts);
                if model.record(now, Fact::Freeze(Freeze { compound, roll, households, counts }), effects).is_none() {
                    return;
                }
                model.toast(OfficeMessage::RollFrozen);
            }
        }
        Msg::AskThaw(compound, true) => model.form_mut(FormKey::Thaw(compound)).tried = false,
        Msg::AskThaw(compound, false) => {
            model.forms.remove(&FormKey::Thaw(compound));
        }
        Msg::AskCorrect(compound, true) => model.form_mut(FormKey::Correct(compound)).tried = false,
        Msg::AskCorrect(compound, false) => {
            model.forms.remove(&FormKey::Correct(compound));
        }
        Msg::Correct(compound) => {
            let key = FormKey::Correct(compound.clone());
            let form = model.form(&key);
            let Some(found) = model.compound(&compound) else { return };
            match roll_correction::check(&form, found) {
                Err(problems) => {
                    // The form is higher than a screen.
                    effects.extend(problems.first().map(|of| Effect::Reveal(of.field.to_owned())));
                    model.form_mut(key).tried = true;
                }
                Ok(correct) => {
                    if model.record(now, Fact::Correct(correct), effects).is_some() {
                        model.forms.remove(&key);
                        model.forms.remove(&FormKey::Notice(compound.clone()));
                        open(model, now, &compound);
                        model.toast(OfficeMessage::RollCorrected);
                    }
                }
            }
        }
        Msg::Thaw(compound) => {
            let key = FormKey::Thaw(compound.clone());
            let form = model.form_mut(key.clone());
            let Some(why) = form.optional(WHY) else {
                form.tried = true;
                return;
            };
            if model.record(now, Fact::Thaw(Thaw { compound: compound.clone(), why }), effects).is_some() {
                model.forms.remove(&key);
                model.forms.remove(&FormKey::Notice(compound.clone()));
                open(model, now, &compound);
                model.toast(OfficeMessage::RollThawed);
            }
        }
        Msg::Post(compound) => {
            let key = FormKey::Notice(compound.clone());
            let Some(found) = model.compound(&compound) else { return };
            match posting(&model.form(&key), &Gate::of(model, found, now.today()), found) {
                Err(_) => model.form_mut(key).tried = true,
                Ok(posted) => {
                    if model.record(now, Fact::Notice(posted), effects).is_none() {
                        return;
                    }
                    model.forms.remove(&key);
                    open(model, now, &compound);
                    model.toast(OfficeMessage::NoticeRecorded);
                }
            }
        }
    }
}
