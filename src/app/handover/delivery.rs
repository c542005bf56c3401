//! What a bundle, a packet or a receipt brings to the open campaign, and the receipt that answers a bundle.

use super::{Outcome, own_card};
use crate::app::{Effect, FileToken, Model, Moment, Purpose, sealing};
use crate::bundle::jws::{Kind, ToSign};
use crate::bundle::key::thumbprint;
use crate::bundle::merge::{Delivery, PacketHead, Plan, carry_out, check_signer, check_times, plan};
use crate::bundle::receipt::Receipt;
use crate::bundle::sequence::place;
use crate::domain::catalogue;
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, RealCampaign};
use crate::domain::json;
use crate::findings::Findings;
use crate::findings::closing::overtaken;
use crate::journal::compound::Compound;
use crate::journal::fact::{PacketTaken, Received};
use crate::journal::{Fact, RecordId};

/// Takes in what a bundle or a packet brings to the open campaign.
pub fn take(
    model: &mut Model,
    now: &Moment,
    token: FileToken,
    delivery: &Delivery,
    effects: &mut Vec<Effect>,
) -> Outcome {
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
    let notes = open.state.received.get(device).map_or(&[][..], Vec::as_slice);
    // What another supervisor's device noted says nothing of what was here.
    let is_its = |by: &DeviceId| model.device.as_ref().is_some_and(|own| own.id == *by);
    let is_noted = notes.iter().any(|(known, by)| known.sha256 == received.sha256 && is_its(&by.id.device));
    let place = match place(notes.iter().map(|(known, _)| known), &received) {
        Err(why) => return Outcome::DoesNotFit(why),
        Ok(place) => place,
    };
    let (new, present, lost) = (plan.new.len(), plan.present, plan.lost);
    if !model.has_room(&plan.new) {
        return Outcome::NoRoom { records: new };
    }
    let revoked = plan.new.iter().filter(|(id, _)| open.state.is_revoked(id)).count();
    let before = Before::of(model);
    take_plan(model, plan, effects);
    let number = received.bundle;
    if model.is_supervisor() && !own {
        if !is_noted {
            model.record(now, Fact::Received(received.clone()), effects);
        }
        sign_receipt(model, now, token, delivery.campaign(), &received, effects);
        sealing::open(model, effects);
    }
    let device = delivery.device_name().to_owned();
    let (undone, overtaken) = (before.undone(model), before.overtaken(model));
    Outcome::Bundle { device, number, place, new, present, lost, revoked, undone, overtaken, findings: Vec::new() }
}

/// Whether the plan's rules make the same of each compound here as on the device: they don't where one of the two has records that the other lacks.
/// A device that doesn't see the whole of a count says nothing of the result.
pub fn compare_findings(model: &Model, theirs: &[(CompoundId, String)]) -> Vec<(String, bool)> {
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
    let before = Before::of(model);
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
        undone: before.undone(model),
        overtaken: before.overtaken(model),
        thawed,
    }
}

/// The compounds as they were before a file came in that may take its effect from what was recorded here: whether each was closed, and how many
/// corrections of its roll had none.
struct Before(Vec<(CompoundId, bool, usize)>);

impl Before {
    fn of(model: &Model) -> Self {
        let compounds = model.state().into_iter().flat_map(|state| state.compounds.values());
        let of = |of: &Compound| (of.card.id.clone(), of.closed.is_some(), overtaken(of).len());
        Self(compounds.map(of).collect())
    }

    /// Those that were closed and aren't any more: the closing has lost its effect, or another supervisor has opened them again, perhaps without having
    /// heard of this closing.
    fn undone(&self, model: &Model) -> Vec<String> {
        self.those(model, |compound, was_closed, _| was_closed && compound.closed.is_none())
    }

    /// Those of which a correction has no effect that seemed to have, here or on the device that the file comes from. It is told to those who can make it
    /// again.
    fn overtaken(&self, model: &Model) -> Vec<String> {
        self.those(model, |compound, _, had| model.is_supervisor() && overtaken(compound).len() > had)
    }

    fn those(&self, model: &Model, is_one: impl Fn(&Compound, bool, usize) -> bool) -> Vec<String> {
        let compounds = self.0.iter().filter_map(|(id, closed, had)| Some((model.compound(id)?, *closed, *had)));
        let found = compounds.filter(|(compound, closed, had)| is_one(compound, *closed, *had));
        found.map(|(compound, ..)| compound.card.name.clone()).collect()
    }
}

/// Checks a receipt against what was made here, and notes that its records are handed over.
pub fn take_receipt(model: &mut Model, now: &Moment, receipt: &Receipt, effects: &mut Vec<Effect>) -> Outcome {
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
