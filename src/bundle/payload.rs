//! What is inside a signed file: bundle and work packet. Receipts and trust lists have files of their own.

use super::jws::Verified;
use super::key::thumbprint;
use super::photo_pack::file_name;
use crate::domain::catalogue;
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, RealCampaign};
use crate::domain::json::{self, FromJson, Json, Misread, object};
use crate::domain::order::sorted;
use crate::domain::photo::{Photo, Sha256};
use crate::domain::small_map::SmallMap;
use crate::findings::closing::sees_whole;
use crate::findings::{self, Findings};
use crate::journal::compound::Compound;
use crate::journal::entry::MAX_NUMBER;
use crate::journal::fact::{Fact, Issue, PublicKey};
use crate::journal::{Entry, EntryError, Journal, RecordId, State, chain_next, chain_start};
use serde::Serialize;

/// The version of every payload but a bundle's and a work packet's.
pub const VERSION: u32 = 1;
/// The newest version of bundles, written where there are photos to name or findings to tell; else it is the one before.
pub const BUNDLE_VERSION: u32 = 2;
/// The newest version of work packets, written where there are others' setup records to carry; else it is the one before. Version 1, which said
/// neither number nor catalogue nor key, is read as well.
pub const PACKET_VERSION: u32 = 3;
/// The version of a work packet that has none but its signer's records.
const PACKET_OF_ONE: u32 = 2;
/// The most records that a file may hold.
pub const MAX_RECORDS: usize = MAX_NUMBER as usize;

/// Why a verified payload can't be used. It was signed, so the device that made it is at fault, or newer than we are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PayloadError {
    /// Not of this form; what the parser said.
    Malformed {
        why: String,
    },
    /// Made by another version of the program.
    OtherVersion {
        version: u32,
    },
    /// About a campaign for practice: no program makes such a file.
    Practice,
    /// The device named inside isn't the one that signed, or its name is longer than [`MAX_NAME`].
    WrongDevice,
    TooManyRecords {
        found: usize,
    },
    /// `first` and `last` don't fit the number of records.
    WrongRange,
    /// A record can't be read.
    BadRecord {
        n: u64,
        why: String,
    },
    /// The records don't give the head hash.
    BrokenChain,
    /// Attachments that no record of the bundle names, or out of order, or none and no findings in a version that is for them.
    Attachments,
    /// Findings that don't have the hash beside them, or of one compound twice.
    Findings,
    /// A packet without the campaign's founding, or whose signer doesn't supervise the campaign.
    NotFounded,
    /// A packet without a member that its version has, or with one that it hasn't.
    BadPacketHead,
    /// The records of others in a packet: of a device that is no supervisor, of one twice, or of the signer.
    BadOthers,
    /// A record that has no place in a work packet.
    NotSetup {
        n: u64,
    },
}

/// A file that travels beside a bundle and is bound to it by its hash: a photo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    pub name: String,
    pub size: u64,
    pub sha256: Sha256,
}

object!(Attachment { name, size, sha256 });

impl Attachment {
    fn of(photo: &Photo) -> Self {
        Self { name: file_name(&photo.sha256), size: photo.size, sha256: photo.sha256.clone() }
    }
}

/// What the plan's rules make of a compound by the records that this device has: the supervisor's may have more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub compound: CompoundId,
    /// Rule and finding, as [`Findings::texts`] has them.
    pub lines: Vec<String>,
    /// As [`findings::hash_of`] gives it.
    pub sha256: String,
}

object!(Found { compound, lines, sha256 });

/// Who signed, as they name themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceCard {
    pub id: DeviceId,
    pub name: String,
}

object!(DeviceCard { id, name });

/// The longest name of a device, in characters.
pub const MAX_NAME: usize = 200;

impl DeviceCard {
    /// Whether it is the signer's.
    pub(super) fn is_of(&self, signer: &DeviceId) -> bool {
        self.id == *signer && self.name.chars().count() <= MAX_NAME
    }
}

/// A device's records on their way to the supervisor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BundlePayload {
    pub version: u32,
    pub campaign: RealCampaign,
    /// Hash of the frozen roll of each compound, as the device knows it.
    pub rolls: SmallMap<CompoundId, String>,
    pub device: DeviceCard,
    /// Bundle number of this device in this campaign, from 1.
    pub bundle: u64,
    /// SHA-256 of the bundle file before this one, hexadecimal; null for the first.
    pub previous: Option<String>,
    /// Number of the first and of the last record; `last` is 0 where there is none.
    pub first: u64,
    pub last: u64,
    /// The chain before `first` and after `last`.
    pub before: String,
    pub head: String,
    /// The records' texts; null for one that the device can no longer read.
    pub records: Vec<Option<String>>,
    /// The photos that this device took and nobody dropped, in order of their hashes.
    pub attachments: Vec<Attachment>,
    /// Of the compounds about which this device answered something, in order of their ids.
    pub findings: Vec<Found>,
}

object!(BundlePayload {
    version,
    campaign,
    rolls,
    device,
    bundle,
    previous,
    first,
    last,
    before,
    head,
    records,
    attachments,
    findings or nothing,
});

/// The setup records of one supervisor in another's packet: their texts in order of their numbers. They aren't signed by who wrote them, so they
/// are as good as the packet's signer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Others {
    pub device: DeviceId,
    pub records: Vec<String>,
}

object!(Others { device, records });

/// A campaign on its way to the devices: the supervisors' setup records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PacketPayload {
    pub version: u32,
    pub campaign: RealCampaign,
    pub rolls: SmallMap<CompoundId, String>,
    pub device: DeviceCard,
    /// Number of this packet of the campaign, from 1.
    pub number: Option<u64>,
    /// Version of the catalogue that the campaign is worked by.
    pub catalogue: Option<u32>,
    /// The supervisor's key, for whoever has nothing but its fingerprint.
    pub key: Option<PublicKey>,
    /// The signer's records: their texts in order of their numbers; those that don't concern devices are left out.
    pub records: Vec<String>,
    /// Of version 3: those of every other supervisor that has any, in order of the devices.
    pub others: Vec<Others>,
}

object!(PacketPayload {
    version, campaign, rolls, device, number or nothing, catalogue or nothing, key or nothing, records, others or nothing,
});

/// A bundle whose content holds together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bundle {
    pub payload: BundlePayload,
    pub sha256: String,
    /// What the attachments are, as the records have them, in the same order.
    pub photos: Vec<Photo>,
}

/// A work packet whose content holds together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packet {
    pub payload: PacketPayload,
    pub sha256: String,
    /// The ids of the records, first the signer's.
    pub(super) ids: Vec<RecordId>,
}

/// The frozen rolls' hashes, by compound.
fn rolls_of(state: &State) -> SmallMap<CompoundId, String> {
    let frozen =
        |(id, compound): (&CompoundId, &Compound)| Some((id.clone(), compound.frozen_roll()?.hash().to_owned()));
    state.compounds.iter().filter_map(frozen).collect()
}

impl BundlePayload {
    /// All records of `device` so far: a lost earlier file loses nothing. `None` of a practice.
    pub fn of(journal: &Journal, state: &State, device: DeviceCard) -> Option<Self> {
        let campaign = RealCampaign::of(journal.campaign())?;
        let known = state.exports.get(&device.id).map(|(exported, _)| exported);
        let records = journal.sequence(&device.id);
        let photos = state.compounds.values().flat_map(Compound::all_photos);
        let photos = photos.filter(|photo| photo.stamp.id.device == device.id).map(|photo| &photo.taken.photo);
        let mut attachments = sorted(photos.map(Attachment::of).collect(), |a, b| a.sha256.cmp(&b.sha256));
        // One photo may be of several things.
        attachments.dedup();
        let findings = findings_of(journal, state, &device.id);
        let is_plain = attachments.is_empty() && findings.is_empty();
        Some(Self {
            version: if is_plain { VERSION } else { BUNDLE_VERSION },
            campaign,
            rolls: rolls_of(state),
            bundle: known.map_or(1, |e| e.bundle + 1),
            previous: known.map(|e| e.sha256.clone()),
            first: 1,
            last: records.len() as u64,
            before: chain_start(journal.campaign(), &device.id),
            head: journal.head(&device.id),
            records: records.into_iter().map(|text| text.map(str::to_owned)).collect(),
            attachments,
            findings,
            device,
        })
    }
}

/// What the rules make of the compounds that `device` had to do with.
fn findings_of(journal: &Journal, state: &State, device: &DeviceId) -> Vec<Found> {
    let Some(terms) = &state.terms else { return Vec::new() };
    let answered = state.compounds.iter().filter(|(_, compound)| compound.is_answered_by(device));
    let found = |(id, compound): (&CompoundId, &Compound)| {
        let is_whole = sees_whole(journal, state, compound, device);
        let lines = Findings::of(state, compound, terms, is_whole).texts();
        Found { compound: id.clone(), sha256: findings::hash_of(&lines), lines }
    };
    answered.map(found).collect()
}

impl PacketPayload {
    /// What the supervisor `device`, whose key this is, hands out. `None` of a practice.
    pub fn of(journal: &Journal, state: &State, device: DeviceCard, key: PublicKey) -> Option<Self> {
        let campaign = RealCampaign::of(journal.campaign())?;
        let mut records = Vec::new();
        let mut others: Vec<Others> = Vec::new();
        let is_ours = |of: &DeviceId| *of == device.id || state.is_supervisor(of);
        for (id, _) in journal.entries().filter(|(id, entry)| entry.fact.is_setup() && is_ours(&id.device)) {
            let Some(text) = journal.text(id).map(str::to_owned) else { continue };
            match others.last_mut() {
                _ if id.device == device.id => records.push(text),
                Some(other) if other.device == id.device => other.records.push(text),
                _ => others.push(Others { device: id.device.clone(), records: vec![text] }),
            }
        }
        // Another supervisor's may have been taken in here, of which nothing was noted where it was made.
        let taken = state.packets_taken.get(&device.id).map_or(0, |(taken, _)| taken.packet);
        Some(Self {
            version: if others.is_empty() { PACKET_OF_ONE } else { PACKET_VERSION },
            campaign,
            rolls: rolls_of(state),
            number: Some(state.issued(Issue::Packet).max(taken) + 1),
            catalogue: Some(catalogue::VERSION),
            key: Some(key),
            records,
            others,
            device,
        })
    }
}

/// The version, which is at most `newest`, is looked at first, so that what a newer program wrote is called newer and not broken.
pub(crate) fn parse<T: FromJson>(verified: &Verified, newest: u32) -> Result<T, PayloadError> {
    let malformed = |why: Misread| PayloadError::Malformed { why: why.to_string() };
    let json = json::parse(verified.payload()).map_err(malformed)?;
    let version = json.member("version").cloned().ok_or_else(|| malformed(Misread::new("version: missing")))?;
    let version = u32::from_json(version).map_err(malformed)?;
    if !(1..=newest).contains(&version) {
        return Err(PayloadError::OtherVersion { version });
    }
    if names_practice(&json) {
        return Err(PayloadError::Practice);
    }
    T::from_json(json).map_err(malformed)
}

/// Whether a payload is about a practice. None can be read of one ([`RealCampaign`]); this is for telling people why.
fn names_practice(payload: &Json<'_>) -> bool {
    let is_practice = |id: &str| CampaignId::from(id).is_practice();
    match (payload.member("campaign"), payload.member("campaigns")) {
        (Some(Json::Text(id)), _) => is_practice(id),
        (_, Some(Json::Object(campaigns))) => campaigns.iter().any(|(id, _)| is_practice(id)),
        _ => false,
    }
}

impl Bundle {
    /// Parses a verified bundle and checks range, records and chain.
    ///
    /// # Errors
    /// Any [`PayloadError`]; the bundle is taken whole or not at all.
    pub fn read(verified: &Verified) -> Result<Self, PayloadError> {
        let payload: BundlePayload = parse(verified, BUNDLE_VERSION)?;
        if !payload.device.is_of(verified.signer()) {
            return Err(PayloadError::WrongDevice);
        }
        if payload.records.len() > MAX_RECORDS {
            return Err(PayloadError::TooManyRecords { found: payload.records.len() });
        }
        let is_plain = payload.attachments.is_empty() && payload.findings.is_empty();
        if is_plain != (payload.version == VERSION) {
            return Err(PayloadError::Attachments);
        }
        let is_true = |found: &Found| findings::hash_of(&found.lines) == found.sha256;
        if !payload.findings.iter().all(is_true) || !payload.findings.is_sorted_by(|a, b| a.compound < b.compound) {
            return Err(PayloadError::Findings);
        }
        // Bounded first, so that no sum below can overflow.
        let bounded = payload.bundle > 0 && payload.first > 0 && payload.last <= MAX_NUMBER;
        if !bounded || payload.first.checked_add(payload.records.len() as u64) != Some(payload.last + 1) {
            return Err(PayloadError::WrongRange);
        }
        if payload.first == 1 && payload.before != chain_start(&payload.campaign, &payload.device.id) {
            return Err(PayloadError::BrokenChain);
        }
        let mut head = payload.before.clone();
        let mut named = Vec::new();
        for (n, text) in (payload.first..).zip(&payload.records) {
            if let Some(text) = text {
                let entry = Entry::from_text(text, n).map_err(|why| bad_record(n, &why))?;
                if let Fact::Photo(taken) = entry.fact {
                    named.push(taken.photo);
                }
            }
            head = chain_next(&head, text.as_deref().unwrap_or(""));
        }
        if head != payload.head {
            return Err(PayloadError::BrokenChain);
        }
        let named = sorted(named, |a, b| a.sha256.cmp(&b.sha256));
        let photo = |a: &Attachment| {
            let at = named.binary_search_by(|photo| photo.sha256.cmp(&a.sha256)).ok()?;
            named.get(at).filter(|photo| Attachment::of(photo) == *a).cloned()
        };
        let in_order = payload.attachments.is_sorted_by(|a, b| a.sha256 < b.sha256);
        let photos = payload.attachments.iter().map(photo).collect::<Option<Vec<Photo>>>();
        let photos = photos.filter(|_| in_order).ok_or(PayloadError::Attachments)?;
        Ok(Self { payload, sha256: verified.sha256().to_owned(), photos })
    }

    /// The readable records with their ids.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &str)> {
        let device = &self.payload.device.id;
        (self.payload.first..)
            .zip(&self.payload.records)
            .filter_map(move |(n, text)| Some((RecordId { device: device.clone(), n }, text.as_deref()?)))
    }
}

fn bad_record(n: u64, why: &EntryError) -> PayloadError {
    PayloadError::BadRecord { n, why: why.to_string() }
}

impl Packet {
    /// Parses a verified packet: founded by its signer or, with the records of others, by one of them; supervisors' setup records only.
    ///
    /// # Errors
    /// Any [`PayloadError`].
    pub fn read(verified: &Verified) -> Result<Self, PayloadError> {
        let payload: PacketPayload = parse(verified, PACKET_VERSION)?;
        if !payload.device.is_of(verified.signer()) {
            return Err(PayloadError::WrongDevice);
        }
        let found = payload.records.len() + payload.others.iter().map(|other| other.records.len()).sum::<usize>();
        if found > MAX_RECORDS {
            return Err(PayloadError::TooManyRecords { found });
        }
        let has_others = !payload.others.is_empty();
        let head_holds = match (payload.version, &payload.number, &payload.catalogue, &payload.key) {
            (1, None, None, None) => !has_others,
            (PACKET_OF_ONE | PACKET_VERSION, Some(number), Some(_), Some(key)) => {
                *number > 0
                    && thumbprint(key) == *verified.signer()
                    && has_others == (payload.version == PACKET_VERSION)
            }
            _ => false,
        };
        if !head_holds {
            return Err(PayloadError::BadPacketHead);
        }
        let mut devices = payload.others.iter().map(|other| &other.device);
        if !devices.clone().is_sorted_by(|a, b| a < b) || devices.any(|device| device == verified.signer()) {
            return Err(PayloadError::BadOthers);
        }
        let mut entries = setup(verified.signer(), &payload.records)?;
        for other in &payload.others {
            entries.extend(setup(&other.device, &other.records)?);
        }
        let of_authority = entries.iter().filter(|(_, entry)| entry.fact.is_of_authority());
        let order = sorted(of_authority.map(|(id, entry)| (id, entry)).collect(), |(a, x), (b, y)| {
            x.lt.cmp(&y.lt).then_with(|| a.cmp(b))
        });
        let state = State::of(payload.campaign.clone().into(), std::iter::empty(), &order);
        if !state.supervises(verified.signer()) {
            return Err(PayloadError::NotFounded);
        }
        if !payload.others.iter().all(|other| !other.records.is_empty() && state.is_supervisor(&other.device)) {
            return Err(PayloadError::BadOthers);
        }
        let ids = entries.into_iter().map(|(id, _)| id).collect();
        Ok(Self { payload, sha256: verified.sha256().to_owned(), ids })
    }

    pub fn records(&self) -> impl Iterator<Item = (RecordId, &str)> {
        let texts = self.payload.others.iter().flat_map(|other| &other.records);
        self.ids.iter().cloned().zip(self.payload.records.iter().chain(texts).map(String::as_str))
    }
}

/// The setup records of `device`, in order of their numbers, as they were read.
fn setup(device: &DeviceId, texts: &[String]) -> Result<Vec<(RecordId, Entry)>, PayloadError> {
    let mut entries: Vec<(RecordId, Entry)> = Vec::with_capacity(texts.len());
    for text in texts {
        let last = entries.last().map_or(0, |(id, _)| id.n);
        let entry = Entry::read(text).map_err(|why| bad_record(last + 1, &why))?;
        let n = entry.n;
        if n <= last {
            return Err(PayloadError::WrongRange);
        }
        if !entry.fact.is_setup() {
            return Err(PayloadError::NotSetup { n });
        }
        entries.push((RecordId { device: device.clone(), n }, entry));
    }
    Ok(entries)
}
