//! Files that are handed over, in whatever order, and such as were never made for this campaign.

use super::*;
use std::collections::VecDeque;
use wenlou::bundle::incoming::{self, Incoming, IncomingError};
use wenlou::bundle::jws::Kind;
use wenlou::bundle::merge::{Delivery, MergeError, carry_out, plan};
use wenlou::bundle::payload::BundlePayload;
use wenlou::domain::ids::PRACTICE;
use wenlou::domain::json::to_text;
use wenlou::journal::fact::{Exported, Found};
use wenlou::journal::{Journal, derive_campaign_id};

/// A file as it was handed over, and as it was read.
#[derive(Clone)]
pub struct File {
    pub text: String,
    pub delivery: Delivery,
}

impl File {
    pub fn of(text: String, trusted: &[Trusted]) -> Self {
        let delivery = match incoming::read(text.as_bytes(), trusted).unwrap() {
            Incoming::Bundle(bundle) => bundle.into(),
            Incoming::Packet(packet) => packet.into(),
            other => panic!("{other:?}"),
        };
        Self { text, delivery }
    }
}

impl Field<'_> {
    /// The founder's packet reaches all.
    pub fn hand_out(&mut self) {
        let packet = File::of(self.scenario.supervisor.packet(), &self.trusted);
        for tablet in &mut self.scenario.tablets {
            take_all(&mut tablet.journal, vec![packet.clone()]);
        }
    }

    pub fn deliver(&mut self, most: usize) {
        for _ in 0..most.min(self.packets.len()) {
            let (tablet, made, packet) = self.packets.swap_remove(self.chance.usize(..self.packets.len()));
            take_all(&mut self.scenario.tablets[tablet].journal, vec![packet]);
            self.heard[tablet] = made;
        }
    }

    /// A bundle of a tablet: the whole of its records, or, of most tablets, what came after the last one.
    pub fn hand_over(&mut self, who: usize) {
        let tablet = &mut self.scenario.tablets[who];
        let state = tablet.state();
        let mut payload = BundlePayload::of(&tablet.journal, &state, tablet.device.card()).unwrap();
        let handed_over = state.exports.get(&tablet.device.id).map_or(0, |(exported, _)| exported.last);
        // Photos and findings are told of the whole.
        if !who.is_multiple_of(3) && !self.campaign.ways.form_photo {
            payload.first = handed_over + 1;
            payload.records.drain(..handed_over as usize);
            payload.before = tablet.journal.head_after(&tablet.device.id, handed_over);
        }
        let (bundle, last) = (payload.bundle, payload.last);
        let file = tablet.device.sign(tablet.device.to_sign(Kind::Bundle, &to_text(&payload)));
        tablet.record(Fact::Exported(Exported { bundle, sha256: sha256_hex(file.as_bytes()), last }));
        self.files.push(File::of(file, &self.trusted));
    }

    /// That it was made is one record more, which isn't in it.
    pub fn desks_bundle(&self, desk: usize) -> File {
        File::of(self.device_of(desk).clone().bundle(), &self.trusted)
    }

    /// All files, in an order of their own: those of the desks as they handed them to each other last.
    pub fn shuffled_files(&mut self) -> Vec<File> {
        if !self.campaign.ways.two_desks {
            self.bundles = vec![self.desks_bundle(FOUNDER)];
        }
        let mut files = [&self.files[..], &self.bundles].concat();
        self.chance.shuffle(&mut files);
        files
    }
}

/// Takes files in. One that goes on from a file that isn't here yet comes again after the others.
pub fn take_all(journal: &mut Journal, files: Vec<File>) {
    let mut waiting: VecDeque<File> = files.into();
    let mut in_vain = 0;
    while let Some(file) = waiting.pop_front() {
        match plan(journal, &file.delivery) {
            Ok(plan) => {
                carry_out(journal, &plan);
                in_vain = 0;
            }
            Err(MergeError::Gap { .. }) if in_vain <= waiting.len() => {
                waiting.push_back(file);
                in_vain += 1;
            }
            Err(why) => panic!("{why:?}"),
        }
    }
}

/// A bundle of a practice, signed by a device of the campaign: as a changed program might make it, since this one makes none.
pub fn practice_bundle(field: &Field<'_>) -> Result<Incoming, IncomingError> {
    let mut tablet = field.scenario.tablets[2].clone();
    let real = String::from_utf8(forge::decode(&forge::Parts::of(&tablet.bundle()).payload)).unwrap();
    let practice = derive_campaign_id(&tablet.device.id, &format!("{PRACTICE}x"));
    let payload = real.replace(tablet.journal.campaign().as_str(), practice.as_str());
    assert_ne!(payload, real);
    let file = tablet.device.sign(tablet.device.to_sign(Kind::Bundle, &payload));
    incoming::read(file.as_bytes(), &field.trusted)
}

/// Files by a device of the campaign that were never made for it: each is refused.
pub fn files_of_no_concern(field: &Field<'_>) -> Vec<File> {
    let device = field.scenario.tablets[2].device.clone();
    let nonce = "别的工作";
    let journal = Journal::new(derive_campaign_id(&device.id, nonce));
    let mut elsewhere = Tablet { device, journal, clock: 0 };
    elsewhere.record(Fact::Found(Found { nonce: nonce.into(), terms: terms(field.campaign, None) }));
    elsewhere.record(Fact::Compound(card(COMPOUND, "柳荫小区")));
    put_up(&mut elsewhere, field.titles.clone(), Counts::Residential);
    for door in 0..10 {
        elsewhere.record(Fact::Ballot(field.taken(2, door, &field.paper(door, Choice::Quasi))));
    }
    vec![File::of(elsewhere.bundle(), &field.trusted)]
}
