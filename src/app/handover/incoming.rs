//! Files that come in: told apart by what is in them, taken in at once or when their campaign is read from the store.

use super::delivery::{compare_findings, take, take_receipt};
use super::key_card::Card;
use super::{Outcome, Report};
use crate::app::photos::TakenIn;
use crate::app::{Effect, FileToken, Model, Moment, PickedFile, ReadError, ReadFile, photo_files};
use crate::bundle::incoming::{Arrived, Trusted};
use crate::bundle::jws::MAX_FILE;
use crate::bundle::key::thumbprint;
use crate::bundle::merge::Delivery;
use crate::bundle::receipt::Receipt;
use crate::domain::ids::CampaignId;
use crate::journal::fact::PublicKey;

/// What waits for its campaign to be read from the store.
#[derive(Clone, Debug)]
pub(super) enum Waiting {
    Packet(Delivery),
    Receipt(Receipt),
}

impl Waiting {
    pub fn campaign(&self) -> &CampaignId {
        match self {
            Self::Packet(packet) => packet.campaign(),
            Self::Receipt(receipt) => &receipt.campaign,
        }
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

pub fn import(model: &mut Model, files: Vec<PickedFile>, effects: &mut Vec<Effect>) {
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
