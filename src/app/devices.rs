//! Who is trusted in a campaign: making deputies, revoking devices, saying who goes to which building, and the signed trust list for whoever checks files.
//!
//! Enrolling stands with the files that bring key cards ([`super::handover`]).

use super::effect::{Effect, Purpose};
use super::form::{Checks, Form, FormKey, Problem};
use super::handover::{own_card, short};
use super::model::{Message, Model, Moment, OfficeMessage};
use crate::bundle::jws::{Kind, ToSign};
use crate::bundle::trust::{TrustPayload, file_of};
use crate::domain::date::{add_days, date_text, parse_date};
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{BuildingNo, CampaignId, CompoundId, DeviceId, RealCampaign};
use crate::domain::json;
use crate::journal::entry::MAX_NUMBER;
use crate::journal::fact::{Assign, Deputy, Enrol, Issue, Issued, Revoke};
use crate::journal::{Fact, State};

/// The form's fields: number of the last record that counts, why; until when a trust list is good.
pub const LAST: &str = "last";
pub const WHY: &str = "why";
pub const UNTIL: &str = "until";
/// For how many days a trust list is good unless it is said otherwise: a month of ballot and one for objections.
const GOOD_FOR: i64 = 60;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Show the form for revoking this device, or put it away.
    AskRevoke(DeviceId, bool),
    /// Take the form's word: what this device recorded after a number has no effect.
    Revoke(DeviceId),
    /// Show what it means to make this device a deputy, or put it away.
    AskDeputy(DeviceId, bool),
    /// From now on this device may do whatever the founder may.
    MakeDeputy(DeviceId),
    /// This device goes to the building, beside those that do already, or not any more. To one that has none whoever comes goes.
    Assign { compound: CompoundId, building: BuildingNo, device: DeviceId, goes: bool },
    /// Make the signed list of keys.
    MakeTrustList,
}

/// Readies the form of the trust list.
pub fn open(model: &mut Model, now: &Moment, campaign: &CampaignId) {
    let until = parse_date(now.today()).and_then(|today| add_days(today, GOOD_FOR));
    let until = until.map(date_text).unwrap_or_default();
    model.form_mut(FormKey::Trust(campaign.clone())).suggest(UNTIL, until);
}

/// Whether the device can be made a deputy: it is enrolled, nobody revoked it, and it isn't a supervisor already.
pub fn may_be_deputy(state: &State, device: &DeviceId) -> bool {
    state.enrolled.contains_key(device) && !state.last_of_revoked.contains_key(device) && !state.is_supervisor(device)
}

/// The lowest number after which this device can revoke `device`.
pub fn least(model: &Model, device: &DeviceId) -> u32 {
    let of = |own: &DeviceId| model.state().map_or(0, |state| state.least_to_leave(own, device));
    let least = model.device.as_ref().map_or(0, |own| of(&own.id));
    u32::try_from(least).unwrap_or(u32::MAX)
}

/// What a form says about revoking `device` after a number that is at least `least`.
///
/// # Errors
/// Everything that is missing or wrong.
pub fn check_revocation(form: &Form, device: &DeviceId, least: u32) -> Result<Revoke, Vec<Problem>> {
    let mut checks = Checks::default();
    let most = u32::try_from(MAX_NUMBER).unwrap_or(u32::MAX);
    let last = u64::from(checks.take(form.whole(LAST, least, most)));
    let why = checks.take(form.required(WHY));
    checks.finish(Revoke { device: device.clone(), last, why })
}

/// Until when the list is to be good.
///
/// # Errors
/// It isn't a date, or is over.
pub fn check_until(form: &Form, today: &str) -> Result<String, Vec<Problem>> {
    let mut checks = Checks::default();
    let until = checks.take(form.date(UNTIL));
    if !until.is_empty() && *until < *today {
        checks.note(UNTIL, super::form::ProblemKind::InPast);
    }
    checks.finish(until)
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    match msg {
        Msg::AskRevoke(device, true) => {
            let known = model.open.as_ref().map_or(0, |open| open.journal.last(&device));
            model.form_mut(FormKey::Revoke(device)).suggest(LAST, known.to_string());
        }
        Msg::AskRevoke(device, false) => {
            model.forms.remove(&FormKey::Revoke(device));
        }
        Msg::Revoke(device) => revoke(model, now, device, effects),
        Msg::AskDeputy(device, true) => {
            model.form_mut(FormKey::Deputy(device));
        }
        Msg::AskDeputy(device, false) => {
            model.forms.remove(&FormKey::Deputy(device));
        }
        Msg::MakeDeputy(device) => make_deputy(model, now, device, effects),
        Msg::Assign { compound, building, device, goes } => {
            let (Some(state), Some(of)) = (model.state(), model.compound(&compound)) else { return };
            let mut devices = of.assigned_to(&building).to_vec();
            // The screen doesn't show who was revoked, so nobody could take them off it.
            devices.retain(|id| *id != device && !state.revoked.contains_key(id));
            devices.extend(goes.then_some(device));
            model.record(now, Fact::Assign(Assign { compound, building, devices }), effects);
        }
        Msg::MakeTrustList => make_trust_list(model, now, effects),
    }
}

fn make_deputy(model: &mut Model, now: &Moment, device: DeviceId, effects: &mut Vec<Effect>) {
    let (Some(state), Some(own)) = (model.state(), &model.device) else { return };
    let Some(enrol) = state.enrolled.get(&device).filter(|_| may_be_deputy(state, &device)) else { return };
    let name = enrol.name.clone();
    let mut facts = Vec::new();
    // Nobody enrolled the founder. Those who go on without it need its key, to believe what it signed and to list it.
    if !state.enrolled.contains_key(&own.id) {
        let (device, key) = (own.id.clone(), own.key.clone());
        let person = Some(model.settings.person.clone());
        facts.push(Fact::Enrol(Enrol { device, name: model.settings.device_name.clone(), person, key }));
    }
    facts.push(Fact::Deputy(Deputy { device: device.clone() }));
    if !model.record_all(now, facts, effects).is_empty() {
        model.forms.remove(&FormKey::Deputy(device));
        model.toast(OfficeMessage::DeputyMade { name });
    }
}

fn revoke(model: &mut Model, now: &Moment, device: DeviceId, effects: &mut Vec<Effect>) {
    if model.device.as_ref().is_some_and(|own| own.id == device) {
        return model.toast(Message::NotAllowed);
    }
    let key = FormKey::Revoke(device.clone());
    let least = least(model, &device);
    let form = model.form_mut(key.clone());
    let Ok(revoke) = check_revocation(form, &device, least) else {
        form.tried = true;
        return;
    };
    let name = model.state().and_then(|state| Some(state.enrolled.get(&device)?.name.clone())).unwrap_or_default();
    if model.record(now, Fact::Revoke(revoke), effects).is_some() {
        model.forms.remove(&key);
        model.toast(OfficeMessage::DeviceRevoked { name });
    }
}

fn make_trust_list(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    let (Some(state), Some(device), Some(own)) = (model.state(), own_card(model), &model.device) else { return };
    let key = FormKey::Trust(state.campaign.clone());
    let Ok(until) = check_until(&model.form(&key), now.today()) else {
        model.form_mut(key).tried = true;
        return;
    };
    let id = device.id.clone();
    let Some(payload) = TrustPayload::of(state, device, own.key.clone(), now.today(), &until) else { return };
    let purpose = Purpose::Trust { campaign: payload.campaign.clone(), number: payload.number };
    let to_sign = ToSign::new(Kind::Trust, &id, json::to_text(&payload).as_bytes());
    model.handover.signing = true;
    effects.push(Effect::Sign { to_sign, purpose });
}

/// The list is signed: give it out.
pub fn signed(model: &Model, campaign: RealCampaign, number: u64, signed: String, effects: &mut Vec<Effect>) {
    let Some(own) = &model.device else { return };
    let text = file_of(own.key.clone(), signed);
    let issued = Issued { what: Issue::Trust, number, sha256: sha256_hex(text.as_bytes()) };
    let name = format!("wenlou-trust-{}-{number}.json", short(campaign.as_str()));
    let note = Some(Box::new((campaign.into(), Fact::Issued(issued))));
    effects.push(Effect::Deliver { name, text, share: false, note });
}
