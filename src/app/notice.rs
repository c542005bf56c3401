//! Freezing the roll and posting the notice of the two modes: the gate before any visit or ballot. And thawing a roll that turned out wrong: that needs
//! a reason, a new roll and a new notice (BAL-7).

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, Problem, ProblemKind};
use super::model::{Message, Model, Moment};
use crate::domain::ids::CompoundId;
use crate::domain::notice::{ModeTerms, Notice};
use crate::domain::roll::Counts;
use crate::journal::Fact;
use crate::journal::fact::{Freeze, NoticePosted, Thaw};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Freeze the roll whose hash the person was shown.
    Freeze { compound: CompoundId, roll: String },
    /// Record the notice that the form says.
    Post(CompoundId),
    /// Show the form that asks why the roll is to be thawed, or put it away.
    AskThaw(CompoundId, bool),
    /// Thaw the roll for the reason in the form.
    Thaw(CompoundId),
}

/// The field of the form that asks why.
pub const WHY: &str = "why";

/// The form's fields in order: two modes × three contents, then where and when.
pub const FIELDS: [&str; 8] = [
    "professional_form",
    "professional_services",
    "professional_fee",
    "quasi_form",
    "quasi_services",
    "quasi_fee",
    "places",
    "posted_on",
];

/// The notice that a form says.
///
/// # Errors
/// Everything that is blank or wrong: none of the six contents may be (BAL-3).
pub fn check(form: &Form, today: &str) -> Result<Notice, Vec<Problem>> {
    let mut checks = Checks::default();
    let mut mode = |form_field, services, fee| ModeTerms {
        form: checks.take(form.required(form_field)),
        services: checks.take(form.required(services)),
        fee: checks.take(form.required(fee)),
    };
    let professional = mode("professional_form", "professional_services", "professional_fee");
    let quasi = mode("quasi_form", "quasi_services", "quasi_fee");
    let places = checks.take(form.required("places"));
    let posted_on = checks.take(form.date("posted_on"));
    if posted_on.as_str() > today {
        checks.note("posted_on", ProblemKind::InFuture);
    }
    checks.finish(Notice { professional, quasi, places, posted_on })
}

/// Puts the posted notice, or today's date, into the form where it hasn't been touched.
pub fn open(model: &mut Model, now: &Moment, compound: &CompoundId) {
    let posted = model.compound(compound).and_then(|c| c.notice.clone()).map(|(_, notice)| notice);
    let form = model.form_mut(FormKey::Notice(compound.clone()));
    match posted {
        None => form.suggest("posted_on", now.today()),
        Some(n) => {
            let texts = [
                n.professional.form,
                n.professional.services,
                n.professional.fee,
                n.quasi.form,
                n.quasi.services,
                n.quasi.fee,
                n.places,
                n.posted_on,
            ];
            for (field, text) in FIELDS.into_iter().zip(texts) {
                form.suggest(field, text);
            }
        }
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
                model.toast(Message::RollFrozen);
            }
        }
        Msg::AskThaw(compound, true) => model.form_mut(FormKey::Thaw(compound)).tried = false,
        Msg::AskThaw(compound, false) => {
            model.forms.remove(&FormKey::Thaw(compound));
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
                model.toast(Message::RollThawed);
            }
        }
        Msg::Post(compound) => {
            let key = FormKey::Notice(compound.clone());
            match check(&model.form(&key), now.today()) {
                Err(_) => model.form_mut(key).tried = true,
                Ok(notice) => {
                    if model
                        .record(now, Fact::Notice(NoticePosted { compound: compound.clone(), notice }), effects)
                        .is_none()
                    {
                        return;
                    }
                    model.forms.remove(&key);
                    open(model, now, &compound);
                    model.toast(Message::NoticeRecorded);
                }
            }
        }
    }
}
