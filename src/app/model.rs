//! What the program knows.

use super::form::{Form, FormKey};
use super::lang::Lang;
use super::parts::Parts;
use super::saving::Saving;
use super::settings::Settings;
use super::survey::At;
use super::worded::Worded;
use super::{
    Effect, Route, contact, device, dossier, handover, lock, papers, photos, prices, roster, round, scan, sealing,
    survey,
};
use crate::bundle::key::{TrustedKey, thumbprint};
use crate::domain::catalogue::{self, Item};
use crate::domain::ids::{CampaignId, CompoundId, DeviceId, HouseholdId};
use crate::domain::json;
use crate::domain::place::Place;
use crate::domain::small_map::SmallMap;
use crate::domain::tally::Tally;
use crate::journal::compound::Compound;
use crate::journal::entry::MAX_NUMBER;
use crate::journal::fact::PublicKey;
use crate::journal::{Entry, EntryError, Fact, Journal, RecordId, State};
use crate::store::compare::Finding;
use crate::store::{pack, quota};

/// When an event happened and what chance it brings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The device's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// Local date and time, `yyyy-mm-ddThh:mm`.
    pub local: String,
    /// 22 random characters, new with every event.
    pub nonce: String,
}

impl Moment {
    /// Local date, `yyyy-mm-dd`.
    pub fn today(&self) -> &str {
        self.local.get(..10).unwrap_or("")
    }
}

/// This device: its key and the name that people gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    pub id: DeviceId,
    pub key: PublicKey,
}

/// Whether the app will start without a network.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Offline {
    #[default]
    Preparing,
    Ready {
        files: u32,
    },
    /// A new version is here and waits until its tabs are closed or the person takes it.
    UpdateWaiting,
    /// The browser can't, or fetching failed: why.
    Unavailable(String),
}

/// Whether this tab writes; only one does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    #[default]
    Writes,
    /// Another tab asked for it; this one finishes what it is at.
    Yields,
    LooksOn,
    /// It asked to write.
    Asks,
}

impl Tab {
    pub fn may_write(self) -> bool {
        matches!(self, Self::Writes | Self::Yields)
    }
}

/// What makes "saved" true on this device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Safety {
    /// A log in files that are flushed.
    Files,
    /// A log in a database with strict durability.
    Table,
    /// The window is a private one: everything is forgotten when it is closed.
    Passing,
    /// Nothing but localStorage, which the browser may lose when it is killed: why there is no log.
    MirrorOnly(String),
}

/// The room that the device has for records.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Space {
    /// How much of localStorage is taken, in UTF-16 units.
    pub used: u64,
    /// The browser has promised never to clear it by itself; `None` where it doesn't say.
    pub kept: Option<bool>,
}

/// Records that the store refused. They stay in memory and on screen until a retry succeeds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoreFailure {
    pub why: String,
}

/// A short message about something that was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toast {
    pub id: u64,
    pub message: Message,
}

/// The household that a message is about; the roll has its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AtHousehold {
    pub compound: CompoundId,
    pub household: HouseholdId,
}

/// What a toast says. Worded in `text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    BallotRecorded(AtHousehold),
    /// A second person read what is on record.
    Checked(AtHousehold),
    BallotWithdrawn(AtHousehold),
    VisitRecorded(AtHousehold),
    ConflictSettled(AtHousehold),
    /// The lock was taken off by its spare words.
    LockOff,
    KeyFailed(String),
    SealFailed(String),
    /// Another text is being sealed just now.
    StillSealing,
    RecordTooLarge,
    /// Another tab writes.
    LooksOn,
    /// localStorage is as good as full.
    NoRoom,
    TakeOverRefused,
    /// Something is only in memory, and the page can't be left.
    NotSavedYet,
    /// Something typed isn't on record and would be lost with the page.
    TypedNotRecorded,
    /// The page is left once the photos that were taken are kept.
    PhotosUnderway,
    /// A photo that was on its way has failed, so the page is not left.
    PhotoFailed,
    /// A backup is being taken in, or something is being removed.
    DeviceChanging,
    StoreFailed(String),
    NotAllowed,
    /// What only the office does.
    Office(Worded<OfficeMessage>),
}

/// What is said of what only the office does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OfficeMessage {
    Exported {
        records: u64,
        bundle: u64,
    },
    /// A file of photos was given out; so many of them weren't on this device.
    PhotosExported {
        photos: usize,
        missing: usize,
    },
    PacketMade,
    TrustListMade,
    DeviceRevoked {
        name: String,
    },
    DeputyMade {
        name: String,
    },
    RollThawed,
    RollCorrected,
    RollImported {
        households: u64,
    },
    RollFrozen,
    NoticeRecorded,
    BallotClosed,
    BallotReopened,
    SettingsSaved,
    TermsSaved,
    CompoundCreated,
    SignFailed(String),
    /// None of the keys on this device opens it.
    NotOpened(String),
    DeliverFailed(String),
}

impl From<OfficeMessage> for Message {
    fn from(message: OfficeMessage) -> Self {
        Self::Office(Worded::new(message, Lang::office_message))
    }
}

/// The open campaign.
#[derive(Clone, Debug)]
pub struct Open {
    pub journal: Journal,
    pub state: State,
}

impl Open {
    /// Opens a campaign from what the store held.
    pub fn read(campaign: CampaignId, records: impl Iterator<Item = (RecordId, String)>) -> Self {
        let journal = Journal::load(campaign, records);
        let state = journal.replay();
        Self { journal, state }
    }

    /// Whether a supervisor has receipted everything that `device` recorded.
    pub fn is_receipted(&self, device: &DeviceId) -> bool {
        let Some((receipted, _)) = self.state.receipts.get(device) else { return false };
        self.journal.entries_after(device, receipted.last).all(|entry| entry.fact.is_note())
    }

    /// Records of `device` that no exported bundle holds, nor a backup that goes up to number `backed_up`. The note of an export itself
    /// doesn't count.
    pub fn only_here(&self, device: &DeviceId, backed_up: u64) -> impl Iterator<Item = &Entry> {
        let handed_over = self.state.exports.get(device).map_or(0, |(exported, _)| exported.last);
        // Nothing of a practice is for anybody else.
        let safe = if self.state.campaign.is_practice() { MAX_NUMBER } else { handed_over.max(backed_up) };
        self.journal.entries_after(device, safe).filter(|entry| !entry.fact.is_note())
    }
}

#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What this program holds.
    pub parts: Parts,
    /// The store has been read; before that nothing is shown.
    pub started: bool,
    pub device: Option<Device>,
    pub settings: Settings,
    /// Campaigns on this device by id, with their names.
    pub campaigns: SmallMap<CampaignId, String>,
    pub supervisors: Vec<TrustedKey>,
    /// Up to which of its own records a checked backup holds each campaign.
    pub backed_up: Vec<(CampaignId, u64)>,
    pub route: Route,
    /// The office's list that led to the household on screen: back leads there.
    pub list: Option<Route>,
    /// The lock is shown in place of the screen.
    pub locked: bool,
    pub lock: lock::Draft,
    /// A screen of the other program, which is opened once everything is saved.
    pub leaving: Option<Route>,
    /// A screen of another program that was wanted while something typed isn't on record; wanted again it is opened.
    pub warned: Option<Route>,
    pub open: Option<Open>,
    pub forms: SmallMap<FormKey, Form>,
    pub roster: roster::Draft,
    pub prices: prices::Draft,
    pub survey: survey::Draft,
    pub photos: photos::Draft,
    pub handover: handover::Draft,
    pub round: round::Draft,
    pub sealing: sealing::Draft,
    pub contact: contact::Draft,
    /// Why the form that was last scanned opened no household.
    pub missed_form: Option<scan::Miss>,
    pub device_data: device::Draft,
    pub dossier: dossier::Draft,
    pub papers: papers::Draft,
    pub offline: Offline,
    pub blocked: Option<String>,
    /// A newer program has written to the store: this one leaves it alone.
    pub newer: bool,
    pub saving: Saving,
    pub tab: Tab,
    /// `None` in a tab that looks on: the one that writes knows.
    pub safety: Option<Safety>,
    pub space: Space,
    /// What was found when the stores were compared, until the person has read it.
    pub findings: Vec<Finding>,
    pub store_failure: Option<StoreFailure>,
    /// This device's clock was set back while it was at work.
    pub clock_went_back: bool,
    pub toasts: Vec<Toast>,
    next_toast: u64,
    /// The browser has been asked to keep the store.
    asked_to_keep: bool,
}

impl Model {
    /// A program with these parts.
    pub fn new(parts: Parts) -> Self {
        Self { parts, ..Self::default() }
    }

    /// The item as it is asked there: of the catalogue, or, in a program that holds it, the form of the dossier.
    pub fn item(&self, at: &At) -> Option<&'static Item> {
        match &at.place {
            Place::Dossier(_) => self.parts.office?.form(at.item),
            place => catalogue::item_of(survey::scope(place), at.item),
        }
    }

    /// One level up from where the person is.
    pub fn up(&self) -> Option<Route> {
        let mut up = self.route.up()?;
        let household = match &self.route {
            Route::Household(..) if self.list.is_some() => return self.list.clone(),
            Route::Survey(_, _, Some(Place::Household(household))) | Route::Household(_, _, household) => household,
            // What isn't counted has no door: the count leads to it.
            Route::HouseholdPapers(campaign, id, household)
                if self.compound(id).is_some_and(|compound| !compound.is_counted(household)) =>
            {
                return Some(Route::Tally(campaign.clone(), id.clone()));
            }
            _ => return Some(up),
        };
        if let Route::Survey(_, compound, place) | Route::Doors(_, compound, place) = &mut up {
            *place = self.compound(compound).and_then(|compound| compound.stairwell_of(household));
        }
        Some(up)
    }

    pub fn lang(&self) -> Lang {
        self.settings.lang
    }

    pub fn state(&self) -> Option<&State> {
        self.open.as_ref().map(|open| &open.state)
    }

    pub fn compound(&self, id: &CompoundId) -> Option<&Compound> {
        self.state()?.compounds.get(id)
    }

    /// The compound that the route names.
    pub fn routed_compound(&self) -> Option<&Compound> {
        self.compound(self.route.compound()?)
    }

    /// Whether this device supervises the open campaign: only then do setup, settling and closing take effect.
    pub fn is_supervisor(&self) -> bool {
        match (&self.device, self.state()) {
            (Some(device), Some(state)) => state.supervises(&device.id),
            _ => false,
        }
    }

    /// Whether this device sees the whole of a count. A program without the office's part doesn't know, and tells no result.
    pub fn sees_whole(&self, compound: &Compound) -> bool {
        self.parts.office.is_some_and(|office| office.sees_whole(self, compound))
    }

    /// Whether the mode of a compound is decided, as far as this program knows.
    pub fn is_decided(&self, compound: &Compound) -> bool {
        self.parts.office.is_some_and(|office| office.is_decided(self, compound))
    }

    /// The count of a compound where this device sees the whole of it.
    pub fn count(&self, compound: &Compound) -> Option<Tally> {
        self.state().filter(|_| self.sees_whole(compound)).map(|state| state.count(compound))
    }

    /// What a device is called: by whoever enrolled it; of this one, which need not be enrolled, by itself.
    pub fn device_name(&self, id: &DeviceId) -> String {
        let is_own = self.device.as_ref().is_some_and(|device| device.id == *id);
        match self.state().and_then(|state| state.enrolled.get(id)) {
            Some(enrolled) => enrolled.name.clone(),
            None if is_own => self.settings.device_name.clone(),
            None => id.as_str().chars().take(8).collect(),
        }
    }

    /// Whether it is known who is at work: what is decided here is somebody's word.
    pub fn is_named(&self) -> bool {
        !self.settings.person.trim().is_empty()
    }

    pub fn form(&self, key: &FormKey) -> Form {
        self.forms.get(key).cloned().unwrap_or_default()
    }

    pub fn form_mut(&mut self, key: FormKey) -> &mut Form {
        self.forms.get_or_default(key)
    }

    /// This device is revoked: what it records now counts for nothing.
    pub fn is_revoked(&self) -> bool {
        let (Some(Open { journal, state }), Some(own)) = (&self.open, &self.device) else { return false };
        state.is_revoked(&RecordId { device: own.id.clone(), n: journal.last(&own.id) + 1 })
    }

    /// Whether nothing is only in memory: no record, no ballot that is being sealed, and no picture that is becoming a photo.
    pub fn is_all_saved(&self) -> bool {
        self.saving.is_done() && self.sealing.underway.is_none() && self.photos.is_done()
    }

    /// Own records that no exported bundle holds yet.
    pub fn not_handed_over(&self) -> u64 {
        let (Some(open), Some(device)) = (&self.open, &self.device) else { return 0 };
        open.only_here(&device.id, 0).count() as u64
    }

    /// Up to which of this device's own records a checked backup holds the campaign; 0 if none does.
    pub fn backed_up_to(&self, campaign: &CampaignId) -> u64 {
        self.backed_up.iter().find(|(of, _)| of == campaign).map_or(0, |(_, last)| *last)
    }

    /// Says what was done. One message at a time: the next takes its place, and it goes by itself.
    pub fn toast(&mut self, message: impl Into<Message>) {
        self.toasts = vec![Toast { id: self.next_toast, message: message.into() }];
        self.next_toast += 1;
    }

    /// Who was at the last door, and with which form, was of the campaign before: a practice, say.
    pub(super) fn begin_round(&mut self) {
        self.round = round::Draft::default();
    }

    pub fn set_device(&mut self, key: PublicKey) {
        self.device = Some(Device { id: thumbprint(&key), key });
    }

    /// Records a fact in the open campaign and asks for it to be stored. Returns its id.
    pub fn record(&mut self, now: &Moment, fact: Fact, effects: &mut Vec<Effect>) -> Option<RecordId> {
        self.record_all(now, vec![fact], effects).pop()
    }

    /// Records several facts, stored together. After one that can't be written none of the others is.
    pub fn record_all(&mut self, now: &Moment, facts: Vec<Fact>, effects: &mut Vec<Effect>) -> Vec<RecordId> {
        let (Some(open), Some(device), true) = (&mut self.open, &self.device, self.tab.may_write()) else {
            return Vec::new();
        };
        // The note of an export, small as it is, leads to room being made.
        let more = pack::room_for(facts.iter().map(|fact| quota::units(&json::to_text(fact))));
        let is_note = facts.iter().all(Fact::is_note);
        let is_of_authority = facts.iter().any(Fact::is_of_authority);
        if !is_note && !quota::has_room(self.space.used, more) {
            self.toast(Message::NoRoom);
            return Vec::new();
        }
        let mut written: Vec<(RecordId, String)> = Vec::with_capacity(facts.len());
        let (mut too_large, mut clock_went_back) = (false, false);
        for fact in facts {
            match open.journal.write(&device.id, now.at, &self.settings.person, fact) {
                Ok((id, text)) => {
                    if let Some(entry) = open.journal.entry(&id) {
                        let known = open.state.set_back.len();
                        open.state.apply(&id, entry);
                        clock_went_back |= open.state.set_back.len() > known;
                    }
                    written.push((id, text));
                }
                Err(EntryError::TooLong | EntryError::Malformed(_)) => {
                    too_large = true;
                    break;
                }
                Err(EntryError::WrongNumber { .. } | EntryError::BadReference | EntryError::Forked) => {}
            }
        }
        if is_of_authority {
            open.state = open.journal.replay();
        }
        let ids: Vec<RecordId> = written.iter().map(|(id, _)| id.clone()).collect();
        let campaign = open.journal.campaign().clone();
        self.store(campaign, written, effects);
        if too_large {
            self.toast(Message::RecordTooLarge);
        } else if clock_went_back {
            self.clock_went_back = true;
        }
        ids
    }

    /// Whether records of these texts can be taken in before localStorage is full.
    pub fn has_room(&self, records: &[(RecordId, String)]) -> bool {
        let more = pack::room_for(records.iter().map(|(_, text)| quota::units(text)));
        quota::has_room(self.space.used, more)
    }

    /// Asks the browser to keep the store, once, as soon as there is something to keep.
    pub(super) fn ask_to_keep(&mut self, effects: &mut Vec<Effect>) {
        if self.space.kept == Some(false) && !self.asked_to_keep {
            self.asked_to_keep = true;
            effects.push(Effect::Persist);
        }
    }
}
