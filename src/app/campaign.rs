//! Founding a campaign and filling in the blanks of the plan.

use super::effect::Effect;
use super::form::{Checks, Form, FormKey, OfficeProblem, Problem};
use super::model::{Message, Model, Moment, OfficeMessage, Open};
use super::route::Route;
use crate::domain::campaign::{PrivacyNotice, Terms};
use crate::domain::catalogue::setting::{BallotRules, Settings};
use crate::domain::catalogue::{self, FieldError};
use crate::domain::date::{add_days, date_text, parse_date};
use crate::domain::ids::CampaignId;
use crate::domain::typed::half_width;
use crate::journal::fact::{Found, PublicKey};
use crate::journal::{Fact, Journal, State, derive_campaign_id};
use rust_decimal::Decimal;

/// Whether a yes/no field of a form says yes.
pub const YES: &str = "yes";

/// For how many days what is known of people is kept, unless it is said otherwise: a year for ballot, objections and setting the mode up.
const KEPT_FOR: i64 = 365;

/// Fills a form with the terms as they are.
pub fn fill(form: &mut Form, terms: &Terms, today: &str) {
    form.suggest("name", terms.name.as_str());
    form.suggest("city", terms.city.as_deref().unwrap_or(""));
    form.suggest("district", terms.district.as_deref().unwrap_or(""));
    form.suggest("cutoff_year", terms.cutoff_year.map(|y| y.to_string()).unwrap_or_default());
    form.suggest("cutoff_inclusive", if terms.cutoff_inclusive { YES } else { "no" });
    form.suggest("room_permille", terms.room_permille.to_string());
    form.suggest("ballot_months", terms.ballot_months.to_string());
    form.suggest("establish_months", terms.establish_months.to_string());
    form.suggest("notice_lead_days", terms.notice_lead_days.to_string());
    form.suggest("min_visits", terms.min_visits.to_string());
    form.suggest("extended_items", if terms.extended_items { YES } else { "no" });
    form.suggest("sealed", if terms.sealed_to.is_some() { YES } else { "no" });
    let until = parse_date(today).and_then(|today| add_days(today, KEPT_FOR)).map(date_text).unwrap_or_default();
    let told = terms.privacy.as_ref();
    form.suggest("privacy_handler", told.map_or("", |told| &told.handler));
    form.suggest("privacy_contact", told.map_or("", |told| &told.contact));
    form.suggest("privacy_purpose", told.map_or("", |told| &told.purpose));
    form.suggest("privacy_until", told.map_or(until.as_str(), |told| &told.keep_until));
    for setting in catalogue::settings() {
        form.suggest(setting.field.id, terms.settings.value(setting.field.id).unwrap_or(""));
    }
}

/// What the form says of the plan's open points; each field of the form has its setting's id.
fn settings(form: &Form, checks: &mut Checks) -> Settings {
    let mut settings = Settings::default();
    for setting in catalogue::settings() {
        let field = setting.field.id;
        if let Err(error) = settings.set(setting, form.text(field)) {
            checks.note(field, OfficeProblem::NotAValue(error));
        }
    }
    settings
}

/// The terms that a form says.
///
/// # Errors
/// Everything that is missing or wrong, in the order of the fields.
pub fn check(form: &Form) -> Result<Terms, Vec<Problem>> {
    let mut checks = Checks::default();
    let mut small = |field, least, most| {
        let n = form.whole(field, least, most);
        u8::try_from(checks.take(n)).unwrap_or(u8::MAX)
    };
    let ballot_months = small("ballot_months", 1, 24);
    let establish_months = small("establish_months", 1, 24);
    let notice_lead_days = small("notice_lead_days", 0, 90);
    let min_visits = small("min_visits", 1, 20);
    let name = checks.take(form.required("name"));
    let cutoff_year = match form.optional("cutoff_year") {
        None => None,
        Some(_) => u16::try_from(checks.take(form.whole("cutoff_year", 1900, 2100))).ok().filter(|year| *year > 0),
    };
    let room_permille = checks.take(permille(form, "room_permille"));
    let privacy = told(form, &mut checks);
    let settings = settings(form, &mut checks);
    checks.finish(Terms {
        name,
        city: form.optional("city"),
        district: form.optional("district"),
        cutoff_year,
        cutoff_inclusive: form.text("cutoff_inclusive") == YES,
        room_permille,
        ballot_months,
        establish_months,
        notice_lead_days,
        min_visits,
        extended_items: form.text("extended_items") == YES,
        privacy,
        // The key isn't the form's to say.
        sealed_to: None,
        settings,
        why: None,
    })
}

/// The field that asks why papers are to count otherwise.
pub const WHY: &str = "why";

/// The setting that says how forms are numbered.
pub const NUMBERING: &str = "forms";

/// The numbering that stays as it is, forms being out or ballots on record: those that come back bear the numbers that they were given, and by another
/// setting lawful papers could be recorded only as none of the numbered forms.
pub fn fixed_numbering(state: &State) -> Option<&str> {
    let is_begun = state.compounds.values().any(|compound| compound.asked() > 0);
    state.terms.as_ref().filter(|_| is_begun)?.settings.value(NUMBERING)
}

/// The rules of the count that a form says, where nothing in it is wrong. That ballots are sealed is the form's to say, if not to which key.
pub fn rules(form: &Form) -> Option<BallotRules> {
    let terms = check(form).ok()?;
    Some(terms.settings.ballot_rules().where_sealed(form.text("sealed") == YES))
}

/// How many households' papers begin to count by other rules, and how many cease to: those that are closed once they are opened again.
pub fn recounted(state: &State, rules: Option<BallotRules>) -> (usize, usize) {
    let each = state.compounds.values().filter_map(|compound| Some(compound.recounted(rules?)));
    each.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
}

/// The terms that a form says in place of those that a campaign has, where so many papers are [`recounted`] by its [`rules`].
///
/// # Errors
/// As of [`check`], another numbering once forms are out, and no reason where papers count otherwise by them.
pub fn check_again(form: &Form, state: &State, recounted: (usize, usize)) -> Result<Terms, Vec<Problem>> {
    let mut checks = Checks::default();
    let terms = check(form).unwrap_or_else(|problems| {
        checks.problems = problems;
        Terms::default()
    });
    if fixed_numbering(state).is_some_and(|fixed| fixed != form.text(NUMBERING)) {
        checks.note(NUMBERING, OfficeProblem::NotAValue(FieldError::NotAnOption));
    }
    let why = (recounted != (0, 0)).then(|| checks.take(form.required(WHY)));
    checks.finish(Terms { why, ..terms })
}

/// What people are told: all of it or nothing. Who handles it and who answers for it are what only this office knows, so one of them makes the
/// rest wanted.
fn told(form: &Form, checks: &mut Checks) -> Option<PrivacyNotice> {
    form.optional("privacy_handler").or(form.optional("privacy_contact"))?;
    Some(PrivacyNotice {
        handler: checks.take(form.required("privacy_handler")),
        contact: checks.take(form.required("privacy_contact")),
        purpose: checks.take(form.required("privacy_purpose")),
        keep_until: checks.take(form.date("privacy_until")),
    })
}

/// Puts the key that ballots are sealed to into the terms, if the form wants it: the one that the campaign has if this device can open what is
/// sealed to it, or else one of its own. `false` where that is asked for first and will come.
fn with_key(
    model: &mut Model,
    key: &FormKey,
    known: Option<PublicKey>,
    terms: &mut Terms,
    effects: &mut Vec<Effect>,
) -> bool {
    if model.form(key).text("sealed") != YES {
        return true;
    }
    terms.sealed_to = model.sealing.key.take();
    if terms.sealed_to.is_none() {
        effects.push(Effect::FindSealingKey { known });
    }
    terms.sealed_to.is_some()
}

/// A per-mille figure from 0 to 1000 with at most three decimals.
fn permille(form: &Form, field: &'static str) -> Result<Decimal, Problem> {
    let not_decimal = Problem { field, kind: OfficeProblem::NotDecimal.into() };
    let figure: Decimal = Decimal::from_str_exact(&half_width(&form.required(field)?)).map_err(|_| not_decimal)?;
    let fits = figure >= Decimal::ZERO && figure <= Decimal::from(1000) && figure.scale() <= 3;
    if fits { Ok(figure) } else { Err(not_decimal) }
}

/// Founds a campaign on this device and opens it.
pub fn create(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let Some(device) = model.device.clone() else { return };
    let form = model.form_mut(FormKey::NewCampaign);
    let mut terms = match check(form) {
        Ok(terms) => terms,
        Err(_) => {
            form.tried = true;
            return;
        }
    };
    if !with_key(model, &FormKey::NewCampaign, None, &mut terms, effects) {
        return;
    }
    let id = derive_campaign_id(&device.id, &now.nonce);
    let name = terms.name.clone();
    if found(model, now, (id, name), vec![Fact::Found(Found { nonce: now.nonce.clone(), terms })], effects) {
        model.forms.remove(&FormKey::NewCampaign);
    }
}

/// Opens and shows the campaign that these facts found; `false` if they can't be recorded.
pub(super) fn found(
    model: &mut Model,
    now: &Moment,
    (id, name): (CampaignId, String),
    facts: Vec<Fact>,
    effects: &mut Vec<Effect>,
) -> bool {
    let before = model.open.replace(Open { journal: Journal::new(id.clone()), state: State::new(id.clone()) });
    if model.record_all(now, facts, effects).is_empty() {
        model.open = before;
        return false;
    }
    model.begin_round();
    model.campaigns.insert(id.clone(), name.clone());
    effects.push(Effect::StoreCampaign { campaign: id.clone(), name });
    go_to(model, id, effects);
    true
}

fn go_to(model: &mut Model, id: CampaignId, effects: &mut Vec<Effect>) {
    model.route = Route::Campaign(id);
    effects.push(Effect::ShowRoute(model.route.clone()));
}

/// Records the terms as the form has them.
pub fn save_terms(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let Some(state) = model.state() else { return };
    let (id, known) = (state.campaign.clone(), state.terms.as_ref().and_then(|terms| terms.sealed_to.clone()));
    let key = FormKey::Terms(id.clone());
    let form = model.form(&key);
    let Ok(mut terms) = check_again(&form, state, recounted(state, rules(&form))) else {
        model.form_mut(key).tried = true;
        return;
    };
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    if !with_key(model, &key, known, &mut terms, effects) {
        return;
    }
    let name = terms.name.clone();
    if model.record(now, Fact::Terms(terms), effects).is_none() {
        return;
    }
    model.campaigns.insert(id.clone(), name.clone());
    effects.push(Effect::StoreCampaign { campaign: id.clone(), name });
    model.forms.remove(&key);
    model.toast(OfficeMessage::TermsSaved);
    go_to(model, id, effects);
}
