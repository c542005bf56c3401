//! Handing over: a signed bundle out, a signed work packet out, and any such file in; for each bundle that the supervisor takes in, a receipt.
//!
//! Files that come in are told apart by content, so a person picks them all at once. Each ends in exactly one
//! [`Outcome`]; a rejected file changes nothing.
//!
//! Here is what the screen asks for and what it has in hand. What goes out is `outgoing`'s. What comes in is told apart in `incoming`; what it then
//! brings is `delivery`'s, or, of a key card, `key_card`'s.

mod delivery;
mod incoming;
mod key_card;
mod outcome;
mod outgoing;

pub use incoming::{files_read, loaded, photos_taken, trusted};
pub use key_card::{CardProblem, PERSON, WORDS, card_problem, enrols};
pub use outcome::{Outcome, Report};
pub use outgoing::{delivered, signed};

use super::effect::Effect;
use super::event::{FileToken, PickedFile};
use super::model::{Model, Moment};
use super::photo_files;
use crate::bundle::payload::DeviceCard;
use crate::bundle::words::{self, Words};
use crate::domain::ids::{CampaignId, DeviceId};
use incoming::Waiting;
use key_card::Card;

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
        Msg::Export { share } => outgoing::export(model, share, effects),
        Msg::ExportPhotos { again } => photo_files::export(model, again, effects),
        Msg::MakePacket { share } => outgoing::make_packet(model, share, effects),
        Msg::SaveCard { share } => outgoing::save_card(model, share, effects),
        Msg::SaveUnreadable => outgoing::save_unreadable(model, effects),
        Msg::Import(files) => incoming::import(model, files, effects),
        Msg::Believe(device) => key_card::believe(model, now, &device, effects),
        Msg::Dismiss(device) => key_card::dismiss(model, &device),
        Msg::SaveReceipt(token) => outgoing::save_receipt(model, token, effects),
        Msg::ClearReports => {
            model.handover.reports.clear();
            model.handover.cards.clear();
        }
    }
}

/// Readies the screen.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    photo_files::look(model, effects);
    let own = model.device.as_ref().map(|own| words::of(&own.id));
    model.handover.own_words = own;
}
