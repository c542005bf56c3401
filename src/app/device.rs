//! What is on this device: backing it up, opening a backup, making room, and wiping it.
//!
//! Opening a backup checks and restores in one: whoever opens it sees who made it and what of it is here and what isn't. A backup of this device
//! that holds what it says is noted as checked, and only what such a backup holds may be thinned out. Whatever a backup brings waits until
//! the person says so.

use super::effect::Effect;
use super::event::{AtStart, PickedFile, ReadError};
use super::form::FormKey;
use super::model::{Message, Model, Moment, Open, Tab};
use super::photo_files;
use crate::app::{FileToken, Lang};
use crate::backup::merge::Proposal;
use crate::backup::note::Note;
use crate::backup::passphrase;
use crate::bundle::jws::MAX_FILE;
use crate::bundle::payload::DeviceCard;
use crate::domain::ids::{CampaignId, DeviceId};
use crate::domain::photo::Sha256;
use crate::domain::small_map::SmallMap;
use crate::domain::typed::half_width;
use crate::journal::RecordId;
use crate::store::{pack, quota};
use std::rc::Rc;

/// The form's fields: a new passphrase twice, the one of a backup that is to be opened, the number that has to be typed before wiping.
pub const NEW: &str = "new_passphrase";
pub const AGAIN: &str = "new_passphrase_again";
pub const OF_FILE: &str = "passphrase";
pub const LOST: &str = "lost";

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// Make a backup under the passphrase in the form.
    Make,
    /// Show passphrases as they are typed, or not.
    Show(bool),
    /// A backup to open.
    Pick(Vec<PickedFile>),
    /// Open it with the passphrase in the form.
    Open,
    /// The person compared the fingerprint of the device that made it.
    Compared,
    /// Put it away.
    Close,
    /// Take in what it brings.
    Restore,
    /// Take a campaign off this device.
    Thin(CampaignId),
    /// Wipe the device, the number of lost records having been typed.
    Wipe,
}

/// What the shell is asked for; each has its [`Answer`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    Look,
    Make {
        passphrase: String,
        /// The device's name, as people gave it.
        name: String,
        made_at: i64,
    },
    Open {
        file: FileToken,
        passphrase: String,
        lang: Lang,
    },
    /// Make changes, and say what is on the device after them.
    Change(Change),
    /// Note what a backup holds.
    Note(Vec<(CampaignId, Note)>),
    /// Wipe the device and start anew. It is answered only if that fails.
    Wipe,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    Restore(Rc<Proposal>),
    /// Up to which number this device's own records go, and whether the photos go too: a backup brings the records back, and no photo.
    Thin(CampaignId, u64, bool),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    Looked(Result<Stock, String>),
    /// The file's text.
    Made(Result<String, String>),
    Opened(Result<Proposal, ReadError>),
    /// What is read at start, read again.
    Changed(Change, Result<Box<AtStart>, String>),
    NotWiped(String),
}

/// What the device holds of a campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub campaign: CampaignId,
    pub name: String,
    /// Readable records, of all devices.
    pub records: u64,
    /// Of these, what this device recorded.
    pub own: u64,
    /// This device is a supervisor of the campaign, so that it holds what others handed over.
    pub is_supervisor: bool,
    /// And the only one: without its key nobody can enrol, settle or close any more.
    pub is_last_supervisor: bool,
    /// Its own that neither a bundle nor a checked backup holds.
    pub only_here: u64,
    /// Photos that it took and that were not exported; they are in no backup.
    pub photos_only_here: u64,
    /// Photos that others took, on a supervisor's device: theirs may be gone.
    pub photos_of_others: u64,
    /// The supervisor has receipted all that this device recorded.
    pub is_receipted: bool,
    /// Until when what concerns people is kept, `yyyy-mm-dd`.
    pub keep_until: Option<String>,
    /// What can't be read, other than mere gaps.
    pub unreadable: u64,
    pub state: String,
    /// Number of this device's last record.
    pub last: u64,
    /// UTF-16 units.
    pub units: u64,
    /// What the last checked backup holds of it.
    pub backup: Option<Note>,
}

impl Kept {
    /// Takes stock of a campaign; `photos` are the hashes, in order, of its photos that are here.
    pub fn of(
        campaign: CampaignId,
        name: String,
        records: Vec<(RecordId, String)>,
        device: Option<&DeviceId>,
        units: u64,
        backup: Option<Note>,
        photos: &[Sha256],
    ) -> Self {
        let open = Open::read(campaign.clone(), records.into_iter());
        let journal = &open.journal;
        // Of a practice nothing can be lost.
        let real = device.filter(|_| !campaign.is_practice());
        let covered = backup.as_ref().map_or(0, |note| note.last);
        Self {
            name,
            records: journal.len() as u64,
            own: journal.entries().filter(|(id, _)| Some(&id.device) == device).count() as u64,
            is_supervisor: device.is_some_and(|device| open.state.is_supervisor(device)),
            is_last_supervisor: device.is_some_and(|device| {
                open.state.supervises(device) && open.state.other_supervisors(device).next().is_none()
            }),
            is_receipted: device.is_some_and(|device| open.is_receipted(device)),
            keep_until: open.state.terms.as_ref().and_then(|terms| Some(terms.privacy.as_ref()?.keep_until.clone())),
            photos_only_here: real
                .map_or(0, |device| photo_files::only_here(&open.state, device, Some(photos)).len() as u64),
            photos_of_others: real
                .filter(|device| open.state.is_supervisor(device))
                .map_or(0, |device| photo_files::held_of_others(&open.state, device, photos) as u64),
            only_here: device.map_or(0, |device| open.only_here(device, covered).count() as u64),
            unreadable: journal.unreadable().iter().filter(|found| !found.text.is_empty()).count() as u64,
            state: journal.state_hash(),
            last: device.map_or(0, |device| journal.last(device)),
            units,
            backup,
            campaign,
        }
    }

    /// The last checked backup holds exactly what is here.
    pub fn is_backed_up(&self) -> bool {
        self.backup.as_ref().is_some_and(|note| note.state == self.state)
    }

    /// What can't be read isn't in the state hash, so no backup is known to hold it; and a receipt is for what this device recorded, which on a
    /// collector's is all that there is no other copy of.
    pub fn may_be_thinned(&self) -> bool {
        let is_elsewhere = (self.is_backed_up() || self.is_receipted && !self.is_supervisor)
            && self.unreadable == 0
            && self.photos_only_here == 0;
        is_elsewhere || self.campaign.is_practice()
    }

    /// What concerns people isn't to be kept any longer, and nothing would be lost by deleting it.
    pub fn may_be_deleted(&self, today: &str) -> bool {
        // What was exported may lie on a stick somewhere; but the only supervisor has nobody to receipt it.
        let is_safe =
            self.own == 0 || self.is_backed_up() || self.is_receipted || self.is_last_supervisor && self.only_here == 0;
        self.is_over(today) && is_safe && self.photos_only_here == 0
    }

    /// What concerns people isn't to be kept any longer.
    pub fn is_over(&self, today: &str) -> bool {
        self.keep_until.as_deref().is_some_and(|until| *until < *today)
    }
}

/// What is on the device.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stock {
    pub campaigns: Vec<Kept>,
    /// Entries that were set aside.
    pub set_aside: u64,
    /// UTF-16 units in all.
    pub units: u64,
}

impl Stock {
    pub fn records(&self) -> u64 {
        self.campaigns.iter().map(|kept| kept.records).sum()
    }

    /// Records of other devices: copies, as far as this device knows.
    pub fn copies(&self) -> u64 {
        self.campaigns.iter().map(|kept| kept.records - kept.own).sum()
    }

    /// How many photos would be gone for good if the device were wiped.
    pub fn photos_only_here(&self) -> u64 {
        self.campaigns.iter().map(|kept| kept.photos_only_here).sum()
    }

    /// How many photos of others would go that a supervisor keeps.
    pub fn photos_of_others(&self) -> u64 {
        self.campaigns.iter().map(|kept| kept.photos_of_others).sum()
    }

    /// What has to be typed before the device is wiped: how much that may be nowhere else.
    pub fn at_stake(&self) -> u64 {
        self.only_here() + self.photos_only_here() + self.photos_of_others()
    }

    /// How many records would be gone for good if the device were wiped.
    pub fn only_here(&self) -> u64 {
        let unreadable =
            |kept: &Kept| if kept.is_backed_up() || kept.campaign.is_practice() { 0 } else { kept.unreadable };
        self.campaigns.iter().map(|kept| kept.only_here + unreadable(kept)).sum()
    }

    /// The campaigns that would be without a supervisor if the device were wiped; a practice is begun anew.
    pub fn left_alone(&self) -> Vec<&str> {
        let is_alone = |kept: &&Kept| kept.is_last_supervisor && !kept.campaign.is_practice();
        self.campaigns.iter().filter(is_alone).map(|kept| kept.name.as_str()).collect()
    }

    pub fn of(&self, campaign: &CampaignId) -> Option<&Kept> {
        self.campaigns.iter().find(|kept| kept.campaign == *campaign)
    }
}

/// What the shell is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Busy {
    Making,
    Opening,
    Restoring,
    Thinning,
    Wiping,
}

/// Why nothing can be changed now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hindrance {
    LooksOn,
    NotSaved,
}

/// A backup that was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    pub proposal: Rc<Proposal>,
    /// The person compared the fingerprint.
    pub compared: bool,
    /// What it brings was taken in.
    pub restored: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// `None` until the store has been read.
    pub stock: Option<Stock>,
    pub busy: Option<Busy>,
    /// Passphrases are shown.
    pub shows: bool,
    /// A backup was given out, or why it couldn't be made.
    pub made: Option<Result<(), String>>,
    pub file: Option<PickedFile>,
    pub opened: Option<Opened>,
    /// Why the picked file could not be opened.
    pub failed: Option<Failed>,
}

impl Draft {
    /// What is on the device is being changed.
    pub fn is_changing(&self) -> bool {
        matches!(self.busy, Some(Busy::Restoring | Busy::Thinning | Busy::Wiping))
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failed {
    TooLarge(u64),
    NotRead(ReadError),
    /// What it brings doesn't fit.
    NoRoom,
}

/// Whether there is something that forbids changing what is on the device.
pub fn hindrance(model: &Model) -> Option<Hindrance> {
    if model.tab != Tab::Writes {
        Some(Hindrance::LooksOn)
    } else if !model.is_all_saved() {
        Some(Hindrance::NotSaved)
    } else {
        None
    }
}

/// What is wrong with the new passphrase in the form.
pub fn passphrase_problem(model: &Model) -> Option<(&'static str, PassphraseProblem)> {
    let form = model.form(&FormKey::Device);
    let (new, again) = (form.text(NEW), form.text(AGAIN));
    if !passphrase::is_long_enough(new) {
        Some((NEW, PassphraseProblem::TooShort))
    } else if passphrase::normal(new) != passphrase::normal(again) {
        Some((AGAIN, PassphraseProblem::Differs))
    } else {
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PassphraseProblem {
    TooShort,
    Differs,
}

/// Whether the number of records and photos that would be lost has been typed.
pub fn has_typed_lost(model: &Model) -> bool {
    let typed = half_width(model.form(&FormKey::Device).text(LOST).trim());
    model.device_data.stock.as_ref().is_some_and(|stock| typed == stock.at_stake().to_string())
}

/// Takes stock, as the screen is shown.
pub fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    model.forms.remove(&FormKey::Device);
    model.device_data.stock = None;
    effects.push(Effect::Device(Ask::Look));
}

pub fn update(model: &mut Model, now: &Moment, msg: &Msg, effects: &mut Vec<Effect>) {
    if model.device_data.busy.is_some() {
        return;
    }
    let changes = matches!(msg, Msg::Make | Msg::Restore | Msg::Thin(_) | Msg::Wipe);
    match hindrance(model) {
        Some(Hindrance::LooksOn) if changes => return model.toast(Message::LooksOn),
        Some(Hindrance::NotSaved) if changes => return model.toast(Message::NotSavedYet),
        _ => {}
    }
    match msg {
        Msg::Show(on) => model.device_data.shows = *on,
        Msg::Make => make(model, now, effects),
        Msg::Pick(files) => {
            let Some(file) = files.first().cloned() else { return };
            let draft = &mut model.device_data;
            draft.opened = None;
            draft.failed = (file.size > MAX_FILE).then_some(Failed::TooLarge(file.size));
            draft.file = Some(file);
        }
        Msg::Open => {
            let (passphrase, lang) = (model.form(&FormKey::Device).text(OF_FILE).to_owned(), model.lang());
            let draft = &mut model.device_data;
            let Some(file) = draft.file.as_ref().filter(|file| file.size <= MAX_FILE) else { return };
            let ask = Ask::Open { file: file.token, passphrase, lang };
            (draft.opened, draft.failed, draft.busy) = (None, None, Some(Busy::Opening));
            effects.push(Effect::Device(ask));
        }
        Msg::Compared => {
            if let Some(opened) = &mut model.device_data.opened {
                opened.compared = true;
            }
        }
        Msg::Close => {
            let shows = model.device_data.shows;
            let stock = model.device_data.stock.take();
            model.device_data = Draft { stock, shows, ..Draft::default() };
        }
        Msg::Restore => {
            let Some(opened) = &model.device_data.opened else { return };
            if opened.restored || !(opened.proposal.is_known || opened.compared) {
                return;
            }
            if !has_room(model, &opened.proposal) {
                model.device_data.failed = Some(Failed::NoRoom);
                return;
            }
            let change = Change::Restore(opened.proposal.clone());
            model.device_data.busy = Some(Busy::Restoring);
            effects.push(Effect::Device(Ask::Change(change)));
        }
        Msg::Thin(campaign) => {
            let kept = model.device_data.stock.as_ref().and_then(|stock| stock.of(campaign));
            let may = |kept: &&Kept| kept.may_be_thinned() || kept.may_be_deleted(now.today());
            let Some(kept) = kept.filter(may) else { return };
            // A supervisor's device may have the only copies of what others took.
            let photos_too = !kept.is_supervisor || kept.is_over(now.today()) || kept.campaign.is_practice();
            let change = Change::Thin(campaign.clone(), kept.last, photos_too);
            model.device_data.busy = Some(Busy::Thinning);
            effects.push(Effect::Device(Ask::Change(change)));
        }
        Msg::Wipe if has_typed_lost(model) => {
            model.device_data.busy = Some(Busy::Wiping);
            effects.push(Effect::Device(Ask::Wipe));
        }
        Msg::Wipe => {}
    }
}

fn make(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if passphrase_problem(model).is_some() {
        model.form_mut(FormKey::Device).tried = true;
        return;
    }
    let passphrase = model.form(&FormKey::Device).text(NEW).to_owned();
    let name = model.settings.device_name.clone();
    model.device_data.busy = Some(Busy::Making);
    model.device_data.made = None;
    effects.push(Effect::Device(Ask::Make { passphrase, name, made_at: now.at }));
}

/// Records by themselves are packed soon after, so they need less than they take at first.
fn has_room(model: &Model, proposal: &Proposal) -> bool {
    let is_record = |key: &str| key.starts_with(crate::store::keys::RECORDS);
    let units = |value: &Option<String>| value.as_deref().map_or(0, quota::units);
    let records = proposal.changes.iter().filter(|change| is_record(&change.key));
    let others = proposal.changes.iter().filter(|change| !is_record(&change.key));
    let others: u64 = others.map(|change| quota::units(&change.key) + units(&change.value)).sum();
    quota::has_room(model.space.used, others + pack::room_for(records.map(|change| units(&change.value))))
}

/// The shell's answer.
pub fn answered(model: &mut Model, now: &Moment, answer: &Answer, effects: &mut Vec<Effect>) {
    match answer {
        Answer::Looked(Ok(stock)) => {
            let backed_up = |kept: &Kept| Some((kept.campaign.clone(), kept.backup.as_ref()?.last));
            model.backed_up = stock.campaigns.iter().filter_map(backed_up).collect();
            model.device_data.stock = Some(stock.clone());
        }
        Answer::Looked(Err(why)) => model.toast(Message::StoreFailed(why.clone())),
        Answer::Made(result) => {
            model.device_data.busy = None;
            model.device_data.made = Some(result.as_ref().map(|_| ()).map_err(String::clone));
            if let Ok(text) = result {
                // Neither campaign nor person: a file's name is seen by whoever carries it.
                let device = model.device.as_ref().map(|device| device.id.as_str().chars().take(8).collect());
                let device: String = device.unwrap_or_default();
                let name = format!("wenlou-backup-{device}-{}.json", now.today());
                model.forms.remove(&FormKey::Device);
                effects.push(Effect::Deliver { name, text: text.clone(), share: false, note: None });
            }
        }
        Answer::Opened(result) => {
            model.device_data.busy = None;
            match result {
                Err(why) => model.device_data.failed = Some(Failed::NotRead(why.clone())),
                Ok(proposal) => {
                    note(model, now, proposal, effects);
                    // It is checked, or it isn't the one that was made.
                    model.device_data.made.take_if(|_| proposal.is_proof());
                    let opened = Opened { proposal: Rc::new(proposal.clone()), compared: false, restored: false };
                    model.device_data.opened = Some(opened);
                    model.forms.remove(&FormKey::Device);
                }
            }
        }
        Answer::Changed(change, result) => {
            model.device_data.busy = None;
            match result {
                Err(why) => model.toast(Message::StoreFailed(why.clone())),
                Ok(start) => take_anew(model, AtStart::clone(start)),
            }
            if let (Change::Restore(_), Ok(_), Some(opened)) = (change, result, &mut model.device_data.opened) {
                opened.restored = true;
            }
            open(model, effects);
        }
        Answer::NotWiped(why) => {
            model.device_data.busy = None;
            model.toast(Message::StoreFailed(why.clone()));
        }
    }
}

/// What is on the device has changed under this tab: it is as if it had just started.
fn take_anew(model: &mut Model, start: AtStart) {
    model.settings = start.settings;
    model.campaigns = start.campaigns.into_iter().collect();
    model.supervisors = start.supervisors;
    model.backed_up = start.backed_up;
    model.space.used = start.space.used;
    model.open = None;
}

/// A backup that proves to hold what it says is noted, unless an earlier one holds more.
fn note(model: &Model, now: &Moment, proposal: &Proposal, effects: &mut Vec<Effect>) {
    if !proposal.is_proof() || !model.tab.may_write() {
        return;
    }
    let mut notes = Vec::new();
    for brings in &proposal.campaigns {
        let kept = model.device_data.stock.as_ref().and_then(|stock| stock.of(&brings.campaign));
        let (last, state) = (brings.held.last, brings.held.state.clone());
        let holds_more = kept.is_some_and(|kept| {
            let known = kept.backup.as_ref().is_some_and(|known| known.last > last);
            (known || kept.is_backed_up()) && state != kept.state
        });
        if !holds_more {
            let note = Note { last, at: now.at, state, sha256: proposal.sha256.clone() };
            notes.push((brings.campaign.clone(), note));
        }
    }
    effects.push(Effect::Device(Ask::Note(notes)));
}

/// Who makes a backup.
pub fn card(device: &DeviceId, name: String) -> DeviceCard {
    DeviceCard { id: device.clone(), name }
}

/// What a backup says of the campaigns that are here.
pub fn held(stock: &Stock) -> SmallMap<CampaignId, crate::backup::content::Held> {
    let of = |kept: &Kept| crate::backup::content::Held {
        name: kept.name.clone(),
        records: kept.records,
        state: kept.state.clone(),
        last: kept.last,
    };
    stock.campaigns.iter().map(|kept| (kept.campaign.clone(), of(kept))).collect()
}
