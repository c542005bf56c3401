//! Handing over: a signed bundle out, a signed work packet out, and any such file in.
//!
//! Files that come in are told apart by content, so a person picks them all at once. Each ends in exactly one
//! [`Outcome`]; a rejected file changes nothing.

use super::effect::{Effect, Purpose};
use super::event::{FileToken, PickedFile, ReadError, ReadFile};
use super::model::{Message, Model, Moment};
use super::route::Route;
use crate::bundle::incoming::{Arrived, Trusted};
use crate::bundle::jws::{Kind, MAX_FILE, ToSign};
use crate::bundle::key::{KeyCard, TrustList, TrustedKey, thumbprint};
use crate::bundle::merge::{Delivery, MergeError, Plan, carry_out, plan};
use crate::bundle::payload::{BundlePayload, DeviceCard, PacketPayload};
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::json;
use crate::journal::fact::{Enrol, Exported, PublicKey};
use crate::journal::{Fact, RecordId};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Make a bundle of everything this device recorded.
    Export {
        share: bool,
    },
    /// Make the work packet.
    MakePacket {
        share: bool,
    },
    /// Give out this device's key card.
    SaveCard {
        share: bool,
    },
    /// Give out the list of enrolled keys, for the command line.
    SaveTrust,
    /// Give out records that can't be read, raw.
    SaveUnreadable,
    Import(Vec<PickedFile>),
    /// The person compared the fingerprint: believe this key.
    Believe(DeviceId),
    /// The fingerprints differ or the card isn't wanted.
    Dismiss(DeviceId),
    ClearReports,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    Reading,
    /// A key card: waits for a person to compare fingerprints.
    Card {
        name: String,
        device: DeviceId,
    },
    CardBelieved {
        name: String,
    },
    CardDismissed {
        name: String,
    },
    /// This device's own card.
    OwnCard,
    /// A packet whose campaign is being read from the store.
    Waiting,
    Bundle {
        device: String,
        number: u64,
        new: usize,
        present: usize,
        lost: usize,
    },
    Packet {
        campaign: String,
        new: usize,
        present: usize,
    },
    TooLarge {
        bytes: u64,
    },
    NotTaken(ReadError),
    DoesNotFit(MergeError),
    /// The device is not enrolled in the open campaign.
    NotEnrolled {
        device: DeviceId,
    },
    /// The device is as good as full.
    NoRoom {
        records: usize,
    },
    /// A bundle needs its campaign to be open.
    NoCampaignOpen,
}

impl Outcome {
    pub fn is_rejection(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. }
                | Self::NotTaken(_)
                | Self::DoesNotFit(_)
                | Self::NotEnrolled { .. }
                | Self::NoRoom { .. }
                | Self::NoCampaignOpen
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    pub token: FileToken,
    pub name: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub reports: Vec<Report>,
    /// A signature is being made.
    pub signing: bool,
    /// Names and keys that wait for a person to compare fingerprints.
    cards: Vec<(DeviceId, String, PublicKey)>,
    /// Packets that wait for their campaign to be read from the store.
    waiting: Vec<(FileToken, Delivery)>,
}

impl Draft {
    fn report(&mut self, token: FileToken, outcome: Outcome) {
        if let Some(report) = self.reports.iter_mut().find(|r| r.token == token) {
            report.outcome = outcome;
        }
    }

    fn report_card(&mut self, device: &DeviceId, outcome: &Outcome) {
        for report in &mut self.reports {
            if matches!(&report.outcome, Outcome::Card { device: d, .. } if d == device) {
                report.outcome = outcome.clone();
            }
        }
    }

    fn take_card(&mut self, device: &DeviceId) -> Option<(String, PublicKey)> {
        let at = self.cards.iter().position(|(d, _, _)| d == device)?;
        let (_, name, key) = self.cards.remove(at);
        Some((name, key))
    }

    /// A packet waits for this campaign to be read from the store.
    pub fn waits_for(&self, campaign: &CampaignId) -> bool {
        self.waiting.iter().any(|(_, packet)| packet.campaign() == campaign)
    }
}

/// The keys whose files are believed here: supervisors, this device itself, and what the open campaign's founder enrolled.
pub fn trusted(model: &Model) -> Vec<Trusted> {
    let key = |key: &PublicKey, supervisor| Trusted { device: thumbprint(key), supervisor, key: key.clone() };
    let supervisors = model.supervisors.iter().map(|s| key(&s.key, true));
    let own = model.device.iter().map(|device| key(&device.key, true));
    let enrolled = model.state().into_iter().flat_map(|state| state.enrolled.values()).map(|e| key(&e.key, false));
    supervisors.chain(own).chain(enrolled).collect()
}

fn own_card(model: &Model) -> Option<DeviceCard> {
    let device = model.device.as_ref()?;
    Some(DeviceCard { id: device.id.clone(), name: model.settings.device_name.clone() })
}

/// The first six characters of an id: enough to tell files apart, too little to tell people.
fn short(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).take(6).collect()
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Export { share } => export(model, share, effects),
        Msg::MakePacket { share } => make_packet(model, share, effects),
        Msg::SaveCard { share } => {
            let Some(device) = &model.device else { return };
            let card = KeyCard::new(&model.settings.device_name, device.key.clone());
            let name = format!("wenlou-key-{}.json", short(device.id.as_str()));
            effects.push(Effect::Deliver { name, text: json::to_indented(&card), share, exported: None });
        }
        Msg::SaveTrust => {
            let Some(state) = model.state() else { return };
            let mut keys: Vec<TrustedKey> = state
                .enrolled
                .values()
                .map(|e| TrustedKey { name: e.name.clone(), supervisor: false, key: e.key.clone() })
                .collect();
            keys.extend(model.device.iter().map(|device| TrustedKey {
                name: model.settings.device_name.clone(),
                supervisor: true,
                key: device.key.clone(),
            }));
            let name = format!("wenlou-trust-{}.json", short(state.campaign.as_str()));
            effects.push(Effect::Deliver {
                name,
                text: json::to_indented(&TrustList::new(keys)),
                share: false,
                exported: None,
            });
        }
        Msg::SaveUnreadable => {
            let Some(open) = &model.open else { return };
            let raw: Vec<(String, &str)> =
                open.journal.unreadable().iter().map(|u| (u.id.to_string(), u.text.as_str())).collect();
            let name = format!("wenlou-unreadable-{}.json", short(open.journal.campaign().as_str()));
            effects.push(Effect::Deliver { name, text: json::to_indented(&raw), share: false, exported: None });
        }
        Msg::Import(files) => import(model, files, effects),
        Msg::Believe(device) => believe(model, now, &device, effects),
        Msg::Dismiss(device) => {
            if let Some((name, _)) = model.handover.take_card(&device) {
                model.handover.report_card(&device, &Outcome::CardDismissed { name });
            }
        }
        Msg::ClearReports => {
            model.handover.reports.clear();
            model.handover.cards.clear();
        }
    }
}

fn export(model: &mut Model, share: bool, effects: &mut Vec<Effect>) {
    let (Some(open), Some(device)) = (&model.open, own_card(model)) else { return };
    let id = device.id.clone();
    let payload = BundlePayload::of(&open.journal, &open.state, device);
    let last = RecordId { device: id.clone(), n: payload.last };
    let purpose = Purpose::Bundle { campaign: payload.campaign.clone(), bundle: payload.bundle, last, share };
    let to_sign = ToSign::new(Kind::Bundle, &id, json::to_text(&payload).as_bytes());
    model.handover.signing = true;
    effects.push(Effect::Sign { to_sign, purpose });
}

fn make_packet(model: &mut Model, share: bool, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let (Some(open), Some(device)) = (&model.open, own_card(model)) else { return };
    let id = device.id.clone();
    let payload = PacketPayload::of(&open.journal, &open.state, device);
    let purpose = Purpose::Packet { campaign: payload.campaign.clone(), share };
    let to_sign = ToSign::new(Kind::Packet, &id, json::to_text(&payload).as_bytes());
    model.handover.signing = true;
    effects.push(Effect::Sign { to_sign, purpose });
}

/// The file is out of the program's hands: only now is its export noted.
pub fn delivered(model: &mut Model, now: &Moment, exported: Option<(CampaignId, Exported)>, effects: &mut Vec<Effect>) {
    let Some((campaign, exported)) = exported else { return };
    if model.state().is_some_and(|state| state.campaign == campaign) {
        let (records, bundle) = (model.not_handed_over(), exported.bundle);
        model.record(now, Fact::Exported(exported), effects);
        model.toast(Message::Exported { records, bundle });
    }
}

/// The signature is made: give the file out.
pub fn signed(model: &mut Model, purpose: Purpose, result: Result<String, String>, effects: &mut Vec<Effect>) {
    model.handover.signing = false;
    let text = match result {
        Ok(text) => text,
        Err(why) => return model.toast(Message::SignFailed(why)),
    };
    let device = model.device.as_ref().map(|d| short(d.id.as_str())).unwrap_or_default();
    match purpose {
        Purpose::Bundle { campaign, bundle, last, share } => {
            if model.state().is_none_or(|state| state.campaign != campaign) {
                return;
            }
            let exported = Exported { bundle, sha256: sha256_hex(text.as_bytes()), last: last.n };
            let name = format!("wenlou-bundle-{}-{device}-{bundle}.json", short(campaign.as_str()));
            effects.push(Effect::Deliver { name, text, share, exported: Some((campaign, exported)) });
        }
        Purpose::Packet { campaign, share } => {
            let name = format!("wenlou-packet-{}-{device}.json", short(campaign.as_str()));
            effects.push(Effect::Deliver { name, text, share, exported: None });
            model.toast(Message::PacketMade);
        }
    }
}

fn import(model: &mut Model, files: Vec<PickedFile>, effects: &mut Vec<Effect>) {
    let mut readable = Vec::new();
    for PickedFile { token, name, size } in files {
        // Size is checked before a byte is read.
        let outcome = if size > MAX_FILE { Outcome::TooLarge { bytes: size } } else { Outcome::Reading };
        if outcome == Outcome::Reading {
            readable.push(token);
        }
        model.handover.reports.push(Report { token, name, outcome });
    }
    if !readable.is_empty() {
        effects.push(Effect::ReadFiles { files: readable, trusted: trusted(model), lang: model.lang() });
    }
}

/// The worker has read the files.
pub fn files_read(model: &mut Model, files: Vec<ReadFile>, effects: &mut Vec<Effect>) {
    for ReadFile { token, result } in files {
        let outcome = match result {
            Err(why) => Outcome::NotTaken(why),
            Ok(Arrived::Card(name, key)) => {
                let device = thumbprint(&key);
                if model.device.as_ref().is_some_and(|own| own.id == device) {
                    Outcome::OwnCard
                } else {
                    model.handover.take_card(&device);
                    model.handover.cards.push((device.clone(), name.clone(), key));
                    Outcome::Card { name, device }
                }
            }
            Ok(Arrived::Signed(delivery)) => {
                let is_open = model.state().is_some_and(|state| state.campaign == *delivery.campaign());
                if is_open || delivery.bundle_number().is_some() {
                    take(model, &delivery, effects)
                } else {
                    model.handover.waiting.push((token, delivery));
                    Outcome::Waiting
                }
            }
        };
        model.handover.report(token, outcome);
    }
    load_next(model, effects);
}

/// Asks for the campaign of the first packet that waits.
fn load_next(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some((_, packet)) = model.handover.waiting.first() {
        effects.push(Effect::Load(packet.campaign().clone()));
    }
}

/// A campaign was read for the packets that wait for it: they are taken into it and it is open from now on.
pub fn loaded(model: &mut Model, campaign: &CampaignId, effects: &mut Vec<Effect>) {
    let waiting = std::mem::take(&mut model.handover.waiting);
    for (token, packet) in waiting {
        if packet.campaign() == campaign {
            let outcome = take(model, &packet, effects);
            model.handover.report(token, outcome);
        } else {
            model.handover.waiting.push((token, packet));
        }
    }
    load_next(model, effects);
}

/// Takes in what a bundle or a packet brings to the open campaign.
fn take(model: &mut Model, delivery: &Delivery, effects: &mut Vec<Effect>) -> Outcome {
    let Some(open) = &model.open else { return Outcome::NoCampaignOpen };
    // What was believed when the file was picked may not be the open campaign's: a bundle counts only from its own devices.
    let device = delivery.device();
    let own = model.device.as_ref().is_some_and(|own| own.id == *device);
    if delivery.bundle_number().is_some()
        && !own
        && !open.state.is_founder(device)
        && open.state.enrolled.get(device).is_none()
    {
        return Outcome::NotEnrolled { device: device.clone() };
    }
    let plan = match plan(&open.journal, delivery) {
        Err(why) => return Outcome::DoesNotFit(why),
        Ok(plan) => plan,
    };
    let (new, present, lost) = (plan.new.len(), plan.present, plan.lost);
    if !model.has_room(&plan.new) {
        return Outcome::NoRoom { records: new };
    }
    take_plan(model, plan, effects);
    if let Some(number) = delivery.bundle_number() {
        return Outcome::Bundle { device: delivery.device_name().to_owned(), number, new, present, lost };
    }
    let terms = model.state().and_then(|state| state.terms.as_ref());
    let name = terms.map(|terms| terms.name.clone()).unwrap_or_default();
    let campaign = delivery.campaign().clone();
    model.campaigns.insert(campaign.clone(), name.clone());
    effects.push(Effect::StoreCampaign { campaign, name: name.clone() });
    Outcome::Packet { campaign: name, new, present }
}

/// Takes the new records in, stores them, and replays everything.
fn take_plan(model: &mut Model, plan: Plan, effects: &mut Vec<Effect>) {
    let Some(open) = &mut model.open else { return };
    if plan.new.is_empty() {
        return;
    }
    carry_out(&mut open.journal, &plan);
    open.state = open.journal.replay();
    let campaign = open.journal.campaign().clone();
    model.store(campaign, plan.new, effects);
}

fn believe(model: &mut Model, now: &Moment, device: &DeviceId, effects: &mut Vec<Effect>) {
    let Some((name, key)) = model.handover.take_card(device) else { return };
    if enrols(model) {
        model.record(now, Fact::Enrol(Enrol { device: device.clone(), name: name.clone(), key }), effects);
    } else {
        model.supervisors.retain(|s| thumbprint(&s.key) != *device);
        model.supervisors.push(TrustedKey { name: name.clone(), supervisor: true, key });
        effects.push(Effect::StoreSupervisors(model.supervisors.clone()));
    }
    model.handover.report_card(device, &Outcome::CardBelieved { name });
}

/// Whether believing a card here enrols a collector's device (on the supervisor's own campaign) rather than a supervisor.
pub fn enrols(model: &Model) -> bool {
    model.is_supervisor() && matches!(model.route, Route::Handover(_))
}
