//! Files that this device gives out: the bundle of what it recorded, the work packet, its key card, records that can't be read, receipts.
//!
//! What is signed goes out when its signature is made, and is noted only once it is out of the program's hands.

use super::{Outcome, own_card, short};
use crate::app::{Effect, FileToken, Message, Model, Moment, OfficeMessage, Purpose, devices};
use crate::bundle::jws::{Kind, ToSign};
use crate::bundle::key::KeyCard;
use crate::bundle::payload::{BundlePayload, PacketPayload};
use crate::domain::digest::sha256_hex;
use crate::domain::ids::CampaignId;
use crate::domain::json;
use crate::journal::fact::{Exported, Issue, Issued};
use crate::journal::{Fact, RecordId};

pub fn export(model: &mut Model, share: bool, effects: &mut Vec<Effect>) {
    if model.handover.signing {
        return;
    }
    let (Some(open), Some(device)) = (&model.open, own_card(model)) else { return };
    let id = device.id.clone();
    let Some(payload) = BundlePayload::of(&open.journal, &open.state, device) else { return };
    let last = RecordId { device: id.clone(), n: payload.last };
    let purpose = Purpose::Bundle { campaign: payload.campaign.clone(), bundle: payload.bundle, last, share };
    let to_sign = ToSign::new(Kind::Bundle, &id, json::to_text(&payload).as_bytes());
    model.handover.signing = true;
    effects.push(Effect::Sign { to_sign, purpose });
}

pub fn make_packet(model: &mut Model, share: bool, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let (Some(open), Some(device)) = (&model.open, own_card(model)) else { return };
    let id = device.id.clone();
    let Some(key) = model.device.as_ref().map(|own| own.key.clone()) else { return };
    let Some(payload) = PacketPayload::of(&open.journal, &open.state, device, key) else { return };
    let number = payload.number.unwrap_or(0);
    let purpose = Purpose::Packet { campaign: payload.campaign.clone(), number, share };
    let to_sign = ToSign::new(Kind::Packet, &id, json::to_text(&payload).as_bytes());
    model.handover.signing = true;
    effects.push(Effect::Sign { to_sign, purpose });
}

pub fn save_card(model: &Model, share: bool, effects: &mut Vec<Effect>) {
    let Some(device) = &model.device else { return };
    let card = KeyCard::new(&model.settings.device_name, device.key.clone());
    let name = format!("wenlou-key-{}.json", short(device.id.as_str()));
    effects.push(Effect::Deliver { name, text: json::to_indented(&card), share, note: None });
}

pub fn save_unreadable(model: &Model, effects: &mut Vec<Effect>) {
    let Some(open) = model.open.as_ref().filter(|open| !open.state.campaign.is_practice()) else { return };
    let raw: Vec<(String, &str)> =
        open.journal.unreadable().iter().map(|u| (u.id.to_string(), u.text.as_str())).collect();
    let name = format!("wenlou-unreadable-{}.json", short(open.journal.campaign().as_str()));
    effects.push(Effect::Deliver { name, text: json::to_indented(&raw), share: false, note: None });
}

pub fn save_receipt(model: &mut Model, token: FileToken, effects: &mut Vec<Effect>) {
    // A receipt is for what can't be lost any more.
    if !model.saving.is_done() {
        return model.toast(Message::NotSavedYet);
    }
    let Some(report) = model.handover.reports.iter().find(|report| report.token == token) else { return };
    let (Some(text), Outcome::Bundle { number, .. }) = (&report.receipt, &report.outcome) else { return };
    let name = format!("wenlou-receipt-{}-{number}.json", &sha256_hex(text.as_bytes())[..6]);
    effects.push(Effect::Deliver { name, text: text.clone(), share: false, note: None });
}

/// The signature is made: give the file out.
pub fn signed(model: &mut Model, purpose: Purpose, result: Result<String, String>, effects: &mut Vec<Effect>) {
    if !matches!(purpose, Purpose::Receipt(_)) {
        model.handover.signing = false;
    }
    let text = match result {
        Ok(text) => text,
        Err(why) => return model.toast(OfficeMessage::SignFailed(why)),
    };
    let device = model.device.as_ref().map(|d| short(d.id.as_str())).unwrap_or_default();
    match purpose {
        Purpose::Bundle { campaign, bundle, last, share } => {
            if model.state().is_none_or(|state| state.campaign != *campaign) {
                return;
            }
            let exported = Exported { bundle, sha256: sha256_hex(text.as_bytes()), last: last.n };
            let name = format!("wenlou-bundle-{}-{device}-{bundle}.json", short(campaign.as_str()));
            effects.push(Effect::Deliver {
                name,
                text,
                share,
                note: Some(Box::new((campaign.into(), Fact::Exported(exported)))),
            });
        }
        Purpose::Packet { campaign, number, share } => {
            let issued = Issued { what: Issue::Packet, number, sha256: sha256_hex(text.as_bytes()) };
            let name = format!("wenlou-packet-{}-{number}.json", short(campaign.as_str()));
            let note = Some(Box::new((campaign.into(), Fact::Issued(issued))));
            effects.push(Effect::Deliver { name, text, share, note });
        }
        Purpose::Trust { campaign, number } => devices::signed(model, campaign, number, text, effects),
        Purpose::Receipt(token) => {
            if let Some(report) = model.handover.reports.iter_mut().find(|report| report.token == token) {
                report.receipt = Some(text);
            }
        }
    }
}

/// The file is out of the program's hands: only now is it noted.
pub fn delivered(model: &mut Model, now: &Moment, note: Option<Box<(CampaignId, Fact)>>, effects: &mut Vec<Effect>) {
    let Some((campaign, note)) = note.map(|note| *note) else { return };
    if model.state().is_none_or(|state| state.campaign != campaign) {
        return;
    }
    let message = match &note {
        Fact::Exported(exported) => {
            OfficeMessage::Exported { records: model.not_handed_over(), bundle: exported.bundle }
        }
        Fact::Issued(Issued { what: Issue::Trust, .. }) => OfficeMessage::TrustListMade,
        _ => OfficeMessage::PacketMade,
    };
    model.record(now, note, effects);
    model.toast(message);
}
