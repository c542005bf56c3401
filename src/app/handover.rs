//! Handing over: a signed bundle out, a signed work packet out, and any such file in; for each bundle that the supervisor takes in, a receipt.
//!
//! Files that come in are told apart by content, so a person picks them all at once. Each ends in exactly one
//! [`Outcome`]; a rejected file changes nothing.

use super::effect::{Effect, Purpose};
use super::event::{FileToken, PickedFile, ReadError, ReadFile};
use super::form::{Form, FormKey};
use super::model::{Message, Model, Moment};
use super::photos::TakenIn;
use super::route::Route;
use super::{devices, photo_files, sealing};
use crate::bundle::incoming::{Arrived, Trusted};
use crate::bundle::jws::{Kind, MAX_FILE, ToSign};
use crate::bundle::key::{KeyCard, TrustedKey, thumbprint};
use crate::bundle::merge::{Delivery, MergeError, PacketHead, Plan, carry_out, check_signer, check_times, plan};
use crate::bundle::payload::{BundlePayload, DeviceCard, PacketPayload};
use crate::bundle::receipt::{Receipt, ReceiptError};
use crate::bundle::sequence::{Place, place};
use crate::bundle::words::{self, Match, Words};
use crate::domain::catalogue;
use crate::domain::digest::sha256_hex;
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, RealCampaign};
use crate::domain::json;
use crate::findings::Findings;
use crate::journal::fact::{Enrol, Exported, Issue, Issued, PacketTaken, PublicKey, Received};
use crate::journal::{Fact, RecordId};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Make a bundle of everything this device recorded.
    Export {
        share: bool,
    },
    /// Give out photos that weren't yet; or, again, all from the first one on, file by file.
    ExportPhotos {
        again: bool,
    },
    /// Make the work packet.
    MakePacket {
        share: bool,
    },
    /// Give out this device's key card.
    SaveCard {
        share: bool,
    },
    /// Give out records that can't be read, raw.
    SaveUnreadable,
    Import(Vec<PickedFile>),
    /// The words of the form are the other screen's: believe this key.
    Believe(DeviceId),
    /// The words differ or the card isn't wanted.
    Dismiss(DeviceId),
    /// Give out the receipt for the bundle in this file.
    SaveReceipt(FileToken),
    ClearReports,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    Reading,
    /// A key card: waits for a person to compare the words.
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
    /// A packet or a receipt whose campaign is being read from the store.
    Waiting,
    Bundle {
        device: String,
        number: u64,
        place: Place,
        new: usize,
        present: usize,
        lost: usize,
        /// So many of its records were made after the device was revoked, and don't count.
        revoked: usize,
        /// Compounds whose closing it took the effect from.
        undone: Vec<String>,
        /// Compounds of which the device found something, and whether the same is found here.
        findings: Vec<(String, bool)>,
    },
    Packet {
        campaign: String,
        number: Option<u64>,
        new: usize,
        present: usize,
        /// A later packet was taken in before.
        outdated: bool,
        /// It is worked by a newer catalogue than this program has.
        newer_catalogue: bool,
        /// Compounds whose closing it took the effect from.
        undone: Vec<String>,
        /// It brings word that frozen rolls were wrong: compounds and why.
        thawed: Vec<(String, String)>,
    },
    /// A receipt for a bundle of this device.
    Receipt {
        bundle: u64,
        last: u64,
    },
    /// Photos that are kept now, and what was left of the file.
    Photos(TakenIn),
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
    /// Bundles are for supervisors.
    NotTheSupervisor,
    /// Another tab writes meanwhile.
    LooksOn,
    /// A receipt that isn't for what is here.
    NotReceipted(ReceiptError),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    pub token: FileToken,
    pub name: String,
    pub outcome: Outcome,
    /// The receipt for the bundle, once it is signed.
    pub receipt: Option<String>,
}

/// A key card that waits for a person to compare the words.
#[derive(Clone, Debug)]
struct Card {
    device: DeviceId,
    name: String,
    key: PublicKey,
}

/// What waits for its campaign to be read from the store.
#[derive(Clone, Debug)]
enum Waiting {
    Packet(Delivery),
    Receipt(Receipt),
}

impl Waiting {
    fn campaign(&self) -> &CampaignId {
        match self {
            Self::Packet(packet) => packet.campaign(),
            Self::Receipt(receipt) => &receipt.campaign,
        }
    }
}

/// The form's fields for a key card: the words on the other screen, and who uses the device.
pub const WORDS: &str = "words";
pub const PERSON: &str = "person";

#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub reports: Vec<Report>,
    /// A signature is being made.
    pub signing: bool,
    cards: Vec<Card>,
    waiting: Vec<(FileToken, Waiting)>,
    pub photos: photo_files::Draft,
    /// This device's own words, which take a moment to find.
    pub own_words: Option<Words>,
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

    fn take_card(&mut self, device: &DeviceId) -> Option<Card> {
        let at = self.cards.iter().position(|card| card.device == *device)?;
        Some(self.cards.remove(at))
    }

    /// Something waits for this campaign to be read from the store.
    pub fn waits_for(&self, campaign: &CampaignId) -> bool {
        self.waiting.iter().any(|(_, waiting)| waiting.campaign() == campaign)
    }
}

/// The keys whose files are believed here: supervisors, this device itself, and what the open campaign's supervisors enrolled, its deputies among
/// them.
pub fn trusted(model: &Model) -> Vec<Trusted> {
    let key = |key: &PublicKey, supervisor| Trusted { device: thumbprint(key), supervisor, key: key.clone() };
    let supervisors = model.supervisors.iter().map(|s| key(&s.key, true));
    let own = model.device.iter().map(|device| key(&device.key, true));
    let enrolled = model.state().into_iter().flat_map(|state| {
        state.enrolled.values().map(move |enrol| key(&enrol.key, state.is_supervisor(&enrol.device)))
    });
    supervisors.chain(own).chain(enrolled).collect()
}

pub(super) fn own_card(model: &Model) -> Option<DeviceCard> {
    let device = model.device.as_ref()?;
    Some(DeviceCard { id: device.id.clone(), name: model.settings.device_name.clone() })
}

/// The first six characters of an id: enough to tell files apart, too little to tell people.
pub(super) fn short(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).take(6).collect()
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    // A practice hands nothing over and takes nobody in. What else is here is of no campaign.
    if model.route.campaign().is_some_and(CampaignId::is_practice) {
        return;
    }
    match msg {
        Msg::Export { share } => export(model, share, effects),
        Msg::ExportPhotos { again } => photo_files::export(model, again, effects),
        Msg::MakePacket { share } => make_packet(model, share, effects),
        Msg::SaveCard { share } => {
            let Some(device) = &model.device else { return };
            let card = KeyCard::new(&model.settings.device_name, device.key.clone());
            let name = format!("wenlou-key-{}.json", short(device.id.as_str()));
            effects.push(Effect::Deliver { name, text: json::to_indented(&card), share, note: None });
        }
        Msg::SaveUnreadable => {
            let Some(open) = model.open.as_ref().filter(|open| !open.state.campaign.is_practice()) else { return };
            let raw: Vec<(String, &str)> =
                open.journal.unreadable().iter().map(|u| (u.id.to_string(), u.text.as_str())).collect();
            let name = format!("wenlou-unreadable-{}.json", short(open.journal.campaign().as_str()));
            effects.push(Effect::Deliver { name, text: json::to_indented(&raw), share: false, note: None });
        }
        Msg::Import(files) => import(model, files, effects),
        Msg::Believe(device) => believe(model, now, &device, effects),
        Msg::Dismiss(device) => {
            if let Some(card) = model.handover.take_card(&device) {
                model.forms.remove(&FormKey::Card(device.clone()));
                model.handover.report_card(&device, &Outcome::CardDismissed { name: card.name });
            }
        }
        // A receipt is for what can't be lost any more.
        Msg::SaveReceipt(_) if !model.saving.is_done() => model.toast(Message::NotSavedYet),
        Msg::SaveReceipt(token) => {
            let Some(report) = model.handover.reports.iter().find(|report| report.token == token) else { return };
            let (Some(text), Outcome::Bundle { number, .. }) = (&report.receipt, &report.outcome) else { return };
            let name = format!("wenlou-receipt-{}-{number}.json", &sha256_hex(text.as_bytes())[..6]);
            effects.push(Effect::Deliver { name, text: text.clone(), share: false, note: None });
        }
        Msg::ClearReports => {
            model.handover.reports.clear();
            model.handover.cards.clear();
        }
    }
}

fn export(model: &mut Model, share: bool, effects: &mut Vec<Effect>) {
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

fn make_packet(model: &mut Model, share: bool, effects: &mut Vec<Effect>) {
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

/// The file is out of the program's hands: only now is it noted.
pub fn delivered(model: &mut Model, now: &Moment, note: Option<Box<(CampaignId, Fact)>>, effects: &mut Vec<Effect>) {
    let Some((campaign, note)) = note.map(|note| *note) else { return };
    if model.state().is_none_or(|state| state.campaign != campaign) {
        return;
    }
    let message = match &note {
        Fact::Exported(exported) => Message::Exported { records: model.not_handed_over(), bundle: exported.bundle },
        Fact::Issued(Issued { what: Issue::Trust, .. }) => Message::TrustListMade,
        _ => Message::PacketMade,
    };
    model.record(now, note, effects);
    model.toast(message);
}

/// The signature is made: give the file out.
pub fn signed(model: &mut Model, purpose: Purpose, result: Result<String, String>, effects: &mut Vec<Effect>) {
    if !matches!(purpose, Purpose::Receipt(_)) {
        model.handover.signing = false;
    }
    let text = match result {
        Ok(text) => text,
        Err(why) => return model.toast(Message::SignFailed(why)),
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

fn import(model: &mut Model, files: Vec<PickedFile>, effects: &mut Vec<Effect>) {
    let mut readable = Vec::new();
    for PickedFile { token, name, size } in files {
        // Size is checked before a byte is read.
        let outcome = if size > MAX_FILE { Outcome::TooLarge { bytes: size } } else { Outcome::Reading };
        if outcome == Outcome::Reading {
            readable.push(token);
        }
        model.handover.reports.push(Report { token, name, outcome, receipt: None });
    }
    if !readable.is_empty() {
        effects.push(Effect::ReadFiles { files: readable, trusted: trusted(model), lang: model.lang() });
    }
}

/// The worker has read the files.
pub fn files_read(model: &mut Model, now: &Moment, mut files: Vec<ReadFile>, effects: &mut Vec<Effect>) {
    // A device's bundles in the order in which it made them, whatever the order in which they were picked.
    files.sort_by_key(|file| match &file.result {
        Ok(Arrived::Signed(delivery)) => delivery.bundle().map_or(0, |bundle| bundle.bundle),
        // Their records may come with one of these.
        Ok(Arrived::Photos) => u64::MAX,
        _ => 0,
    });
    let mut found = Vec::new();
    for ReadFile { token, result } in files {
        if let Ok(Arrived::Signed(delivery)) = &result {
            found.push((token, delivery.findings().to_vec()));
        }
        let outcome = match result {
            Err(why) => Outcome::NotTaken(why),
            Ok(Arrived::Card(name, key)) => {
                let device = thumbprint(&key);
                if model.device.as_ref().is_some_and(|own| own.id == device) {
                    Outcome::OwnCard
                } else {
                    model.handover.take_card(&device);
                    model.handover.cards.push(Card { device: device.clone(), name: name.clone(), key });
                    Outcome::Card { name, device }
                }
            }
            Ok(Arrived::Signed(delivery)) => {
                let is_open = model.state().is_some_and(|state| state.campaign == *delivery.campaign());
                if is_open || delivery.packet().is_none() {
                    take(model, now, token, &delivery, effects)
                } else {
                    model.handover.waiting.push((token, Waiting::Packet(delivery)));
                    Outcome::Waiting
                }
            }
            Ok(Arrived::Photos) => photo_files::take_in(model, token, effects),
            Ok(Arrived::Receipt(receipt)) => {
                if model.state().is_some_and(|state| state.campaign == *receipt.campaign) {
                    take_receipt(model, now, &receipt, effects)
                } else {
                    model.handover.waiting.push((token, Waiting::Receipt(receipt)));
                    Outcome::Waiting
                }
            }
        };
        model.handover.report(token, outcome);
    }
    // Only now: what one of them lacks another may have brought.
    for (token, theirs) in found {
        let compared = compare_findings(model, &theirs);
        let report = model.handover.reports.iter_mut().find(|report| report.token == token);
        if let Some(Outcome::Bundle { findings, .. }) = report.map(|report| &mut report.outcome) {
            *findings = compared;
        }
    }
    load_next(model, effects);
}

/// The photos of a file are kept, as far as records here name them.
pub fn photos_taken(model: &mut Model, file: FileToken, result: Result<TakenIn, String>, effects: &mut Vec<Effect>) {
    let outcome = match result {
        Ok(found) => Outcome::Photos(found),
        Err(why) => Outcome::NotTaken(ReadError::Unreadable(why)),
    };
    model.handover.report(file, outcome);
    photo_files::look(model, effects);
}

/// Asks for the campaign of the first file that waits.
fn load_next(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some((_, waiting)) = model.handover.waiting.first() {
        effects.push(Effect::Load(waiting.campaign().clone()));
    }
}

/// A campaign was read for the files that wait for it: they are taken into it and it is open from now on.
pub fn loaded(model: &mut Model, now: &Moment, campaign: &CampaignId, effects: &mut Vec<Effect>) {
    for (token, waiting) in std::mem::take(&mut model.handover.waiting) {
        if waiting.campaign() != campaign {
            model.handover.waiting.push((token, waiting));
            continue;
        }
        let outcome = match waiting {
            Waiting::Packet(packet) => take(model, now, token, &packet, effects),
            Waiting::Receipt(receipt) => take_receipt(model, now, &receipt, effects),
        };
        model.handover.report(token, outcome);
    }
    load_next(model, effects);
}

/// Takes in what a bundle or a packet brings to the open campaign.
fn take(model: &mut Model, now: &Moment, token: FileToken, delivery: &Delivery, effects: &mut Vec<Effect>) -> Outcome {
    match delivery.bundle() {
        Some(received) => take_bundle(model, now, token, delivery, received, effects),
        None => take_packet(model, now, delivery, delivery.packet().unwrap_or_default(), effects),
    }
}

fn take_bundle(
    model: &mut Model,
    now: &Moment,
    token: FileToken,
    delivery: &Delivery,
    received: Received,
    effects: &mut Vec<Effect>,
) -> Outcome {
    let Some(open) = &model.open else { return Outcome::NoCampaignOpen };
    // What was believed when the file was picked may not be the open campaign's: a bundle counts only from its own devices.
    let device = delivery.device();
    let own = model.device.as_ref().is_some_and(|own| own.id == *device);
    if !own && !model.is_supervisor() {
        return Outcome::NotTheSupervisor;
    }
    if !model.tab.may_write() {
        return Outcome::LooksOn;
    }
    if !own && !open.state.enrolled.contains_key(device) {
        return Outcome::NotEnrolled { device: device.clone() };
    }
    let plan = match plan(&open.journal, delivery) {
        Err(why) => return Outcome::DoesNotFit(why),
        Ok(plan) => plan,
    };
    if let Err(why) = check_times(&open.journal, &plan, now.at) {
        return Outcome::DoesNotFit(why);
    }
    let known = open.state.received.get(device).map_or(&[][..], Vec::as_slice).iter().map(|(known, _)| known);
    let place = match place(known, &received) {
        Err(why) => return Outcome::DoesNotFit(why),
        Ok(place) => place,
    };
    let (new, present, lost) = (plan.new.len(), plan.present, plan.lost);
    if !model.has_room(&plan.new) {
        return Outcome::NoRoom { records: new };
    }
    let revoked = plan.new.iter().filter(|(id, _)| open.state.is_revoked(id)).count();
    let closed = closed(model);
    take_plan(model, plan, effects);
    let number = received.bundle;
    if model.is_supervisor() && !own {
        if place != Place::Repeated {
            model.record(now, Fact::Received(received.clone()), effects);
        }
        sign_receipt(model, now, token, delivery.campaign(), &received, effects);
        sealing::open(model, effects);
    }
    let device = delivery.device_name().to_owned();
    let undone = closings_undone(model, &closed);
    Outcome::Bundle { device, number, place, new, present, lost, revoked, undone, findings: Vec::new() }
}

/// Whether the plan's rules make the same of each compound here as on the device: they don't where one of the two has records that the other lacks.
/// A device that doesn't see the whole of a count says nothing of the result.
fn compare_findings(model: &Model, theirs: &[(CompoundId, String)]) -> Vec<(String, bool)> {
    let Some(state) = model.state() else { return Vec::new() };
    let Some(terms) = &state.terms else { return Vec::new() };
    let compare = |(id, theirs): &(CompoundId, String)| {
        let compound = state.compounds.get(id)?;
        let is_same = |is_whole| Findings::of(state, compound, terms, is_whole).hash() == *theirs;
        Some((compound.card.name.clone(), is_same(true) || is_same(false)))
    };
    theirs.iter().filter_map(compare).collect()
}

/// The answer to a bundle that is on file, however often it comes.
fn sign_receipt(
    model: &Model,
    now: &Moment,
    token: FileToken,
    campaign: &CampaignId,
    received: &Received,
    effects: &mut Vec<Effect>,
) {
    let (Some(device), Some(campaign)) = (own_card(model), RealCampaign::of(campaign)) else { return };
    let id = device.id.clone();
    let receipt = Receipt::of(campaign, device, received, now.at);
    let to_sign = ToSign::new(Kind::Receipt, &id, json::to_text(&receipt).as_bytes());
    effects.push(Effect::Sign { to_sign, purpose: Purpose::Receipt(token) });
}

fn take_packet(
    model: &mut Model,
    now: &Moment,
    delivery: &Delivery,
    head: PacketHead,
    effects: &mut Vec<Effect>,
) -> Outcome {
    let (Some(open), Some(own)) = (&model.open, &model.device) else { return Outcome::NoCampaignOpen };
    if !model.tab.may_write() {
        return Outcome::LooksOn;
    }
    // A deputy of the campaign that was open when the file was picked is believed, but not with another campaign.
    let signer = delivery.device();
    let confirmed = own.id == *signer || model.supervisors.iter().any(|known| thumbprint(&known.key) == *signer);
    let plan = match check_signer(&open.state, delivery, confirmed).and_then(|()| plan(&open.journal, delivery)) {
        Err(why) => return Outcome::DoesNotFit(why),
        Ok(plan) => plan,
    };
    let (new, present) = (plan.new.len(), plan.present);
    if !model.has_room(&plan.new) {
        return Outcome::NoRoom { records: new };
    }
    let ids: Vec<RecordId> = plan.new.iter().map(|(id, _)| id.clone()).collect();
    let taken = open.state.packets_taken.get(&own.id).map_or(0, |(taken, _)| taken.packet);
    let is_own = own.id == *signer;
    let closed = closed(model);
    take_plan(model, plan, effects);
    if let Some(packet) = head.number.filter(|packet| *packet > taken && !is_own) {
        let sha256 = delivery.sha256().to_owned();
        model.record(now, Fact::PacketTaken(PacketTaken { packet, sha256 }), effects);
    }
    let compounds = model.state().into_iter().flat_map(|state| state.compounds.values());
    let thawed = compounds.filter_map(|compound| Some((compound, compound.thawed()?)));
    let thawed = thawed.filter(|(_, (stamp, _))| ids.contains(&stamp.id));
    let thawed = thawed.map(|(compound, (_, why))| (compound.card.name.clone(), why.to_owned())).collect();
    let terms = model.state().and_then(|state| state.terms.as_ref());
    let name = terms.map(|terms| terms.name.clone()).unwrap_or_default();
    let campaign = delivery.campaign().clone();
    model.campaigns.insert(campaign.clone(), name.clone());
    effects.push(Effect::StoreCampaign { campaign, name: name.clone() });
    Outcome::Packet {
        campaign: name,
        number: head.number,
        new,
        present,
        outdated: head.number.is_some_and(|packet| packet < taken),
        newer_catalogue: head.catalogue.is_some_and(|version| version > catalogue::VERSION),
        undone: closings_undone(model, &closed),
        thawed,
    }
}

/// The compounds whose ballot is closed.
fn closed(model: &Model) -> Vec<CompoundId> {
    let compounds = model.state().into_iter().flat_map(|state| state.compounds.values());
    compounds.filter(|compound| compound.closed.is_some()).map(|compound| compound.card.id.clone()).collect()
}

/// Those of the compounds that were closed whose closing has lost its effect since.
fn closings_undone(model: &Model, closed: &[CompoundId]) -> Vec<String> {
    let compounds = closed.iter().filter_map(|id| model.compound(id));
    let undone = compounds.filter(|compound| compound.closed.is_none() && compound.close_undone.is_some());
    undone.map(|compound| compound.card.name.clone()).collect()
}

/// Checks a receipt against what was made here, and notes that its records are handed over.
fn take_receipt(model: &mut Model, now: &Moment, receipt: &Receipt, effects: &mut Vec<Effect>) -> Outcome {
    let (Some(open), Some(own)) = (&model.open, &model.device) else { return Outcome::NoCampaignOpen };
    let receipted = match receipt.check(&open.journal, &open.state, &own.id) {
        Err(why) => return Outcome::NotReceipted(why),
        Ok(receipted) => receipted,
    };
    let (bundle, last) = (receipted.bundle, receipted.last);
    let is_new = open.state.receipts.get(&own.id).is_none_or(|(known, _)| known.last < last);
    if is_new && model.record(now, Fact::Receipted(receipted), effects).is_none() {
        return Outcome::LooksOn;
    }
    Outcome::Receipt { bundle, last }
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
    let key = FormKey::Card(device.clone());
    let form = model.form(&key);
    let enrols = enrols(model);
    if card_problem(device, &form, enrols).is_some() {
        model.form_mut(key).tried = true;
        return;
    }
    let Some(Card { name, key: public, .. }) = model.handover.cards.iter().find(|card| card.device == *device).cloned()
    else {
        return;
    };
    if enrols {
        let enrol = Enrol { device: device.clone(), name: name.clone(), person: form.optional(PERSON), key: public };
        // Where there is no room, what was typed stays.
        if model.record(now, Fact::Enrol(enrol), effects).is_none() {
            return;
        }
    } else {
        model.supervisors.retain(|s| thumbprint(&s.key) != *device);
        model.supervisors.push(TrustedKey { name: name.clone(), supervisor: true, key: public });
        effects.push(Effect::StoreSupervisors(model.supervisors.clone()));
    }
    model.handover.take_card(device);
    model.forms.remove(&key);
    model.handover.report_card(device, &Outcome::CardBelieved { name });
}

/// What is wrong with what was typed beside a key card.
pub fn card_problem(device: &DeviceId, form: &Form, enrols: bool) -> Option<(&'static str, CardProblem)> {
    match words::compare(device, form.text(WORDS)) {
        Match::Same if enrols && form.optional(PERSON).is_none() => Some((PERSON, CardProblem::Nameless)),
        Match::Same => None,
        Match::Short { typed } => Some((WORDS, CardProblem::Short { typed })),
        Match::Unknown { at } => Some((WORDS, CardProblem::Unknown { at })),
        Match::Differs { at } => Some((WORDS, CardProblem::Differs { at })),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardProblem {
    /// So many words were typed, not all.
    Short { typed: usize },
    /// The word at this place, from 1, is on no list.
    Unknown { at: usize },
    /// The word at this place, from 1, is another than this key's.
    Differs { at: usize },
    /// Nobody is named.
    Nameless,
}

/// Readies the screen.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    photo_files::look(model, effects);
    let own = model.device.as_ref().map(|own| words::of(&own.id));
    model.handover.own_words = own;
}

/// Whether believing a card here enrols a collector's device (on the supervisor's own campaign) rather than a supervisor.
pub fn enrols(model: &Model) -> bool {
    model.is_supervisor() && matches!(model.route, Route::Handover(_))
}
