//! What can happen: answers from the outside, and what a person does.

use super::effect::Purpose;
use super::form::FormKey;
use super::import::ImportError;
use super::model::{Offline, Safety, Space, Tab};
use super::photo_files::ToPack;
use super::photos::TakenIn;
use super::roster::shown::Shown;
use super::saving::Refused;
use super::settings::Settings;
use super::{
    Route, ballot, contact, device, devices, dossier, handover, lock, lock_setting, notice, office, paper, papers,
    photos, prices, roster, sealing, settings, stray, survey, take_back, tally,
};
use crate::bundle::incoming::Arrived;
use crate::bundle::key::TrustedKey;
use crate::domain::ballot::Secret;
use crate::domain::ids::{CampaignId, CompoundId};
use crate::domain::photo::{Position, Sha256};
use crate::domain::place::Place;
use crate::journal::fact::{BallotTaken, PublicKey};
use crate::journal::{Fact, RecordId};
use crate::store::compare::Finding;
use std::rc::Rc;

/// A picked file that the shell keeps hold of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileToken(pub u32);

/// A file as the person picked it; its bytes are read only when they are needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PickedFile {
    pub token: FileToken,
    pub name: String,
    pub size: u64,
}

/// What the worker made of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadFile {
    pub token: FileToken,
    pub result: Result<Arrived, ReadError>,
}

/// Why a file could not be read at all, or was not believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// Why, as the worker words it.
    NotBelieved(String),
    /// The browser could not read the file, or the worker failed.
    Unreadable(String),
}

/// What the device's store held at start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AtStart {
    pub settings: Settings,
    pub campaigns: Vec<(CampaignId, String)>,
    pub supervisors: Vec<TrustedKey>,
    /// Up to which of its own records a checked backup holds each campaign.
    pub backed_up: Vec<(CampaignId, u64)>,
    /// `None`: no key pair has been made yet.
    pub key: Option<PublicKey>,
    pub route: Route,
    pub lock: lock::Kept,
    /// Storage is blocked: why.
    pub blocked: Option<String>,
    /// A newer program has written to the store.
    pub newer: bool,
    pub tab: Tab,
    pub space: Space,
    /// Of the tab that writes.
    pub safety: Option<Safety>,
    /// What the stores' comparison found.
    pub findings: Vec<Finding>,
}

/// What the shell did for the part that isn't needed at the doors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    RosterRead {
        request: u64,
        result: Result<Rc<Shown>, ImportError>,
    },
    PricesRead {
        request: u64,
        /// A `Result<PriceList, String>` as the worker wrote it; only the office reads it.
        reply: Result<String, String>,
    },
    FilesRead(Vec<ReadFile>),
    Signed {
        purpose: Purpose,
        result: Result<String, String>,
    },
    /// A file was given out; `note` is what to record of it.
    Delivered {
        note: Option<Box<(CampaignId, Fact)>>,
        result: Result<(), String>,
    },
    /// A household's telephone is sealed, or why it isn't.
    ContactSealed {
        contact: contact::ToSeal,
        result: Result<String, String>,
    },
    /// So many of the photos weren't here; or why there is no file.
    PhotosPacked {
        packed: ToPack,
        result: Result<usize, String>,
    },
    PhotosTaken {
        file: FileToken,
        result: Result<TakenIn, String>,
    },
    PhotosHeld {
        campaign: CampaignId,
        held: Vec<Sha256>,
    },
    SealingKeyReady(Result<PublicKey, String>),
    BallotsOpened {
        campaign: CampaignId,
        ballots: Vec<(sealing::ToOpen, Result<Secret, String>)>,
    },
    ContactOpened {
        contact: contact::ToOpen,
        result: Result<String, String>,
    },
    /// What the shell did for the screen of the device's data.
    Device(device::Answer),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    Started(Box<AtStart>),
    KeyReady(Result<PublicKey, String>),
    Loaded {
        campaign: CampaignId,
        records: Vec<(RecordId, String)>,
    },
    /// The store's answer for a batch: all of it is on the disk but what it refused, and why.
    Stored {
        batch: u64,
        refused: Vec<Refused>,
        why: String,
        /// How much of localStorage is taken now, in UTF-16 units.
        used: u64,
    },
    /// How much of localStorage is taken after records were packed, in UTF-16 units.
    Used(u64),
    /// The browser has promised never to clear this site by itself, or not.
    Persisted(bool),
    /// What of the ballot is secret is sealed, or why it isn't.
    BallotSealed {
        taken: Box<BallotTaken>,
        result: Result<String, String>,
    },
    /// The worker has kept a photo, or says why there is none.
    Developed {
        file: FileToken,
        developed: photos::Developed,
    },
    /// The device says where it is, or why it doesn't.
    Located {
        compound: CompoundId,
        place: Place,
        result: Result<Position, survey::LocateTrouble>,
    },
    /// Counted, because every copy of an event copies this, and only the larger program knows what it is.
    Answered(Rc<Answer>),
    OfflineIs(Offline),
    /// The address changed: back button, link, reload.
    Went(Route),
    /// The page goes out of sight; a tablet may end it without another word.
    OutOfSight,
    /// The page has come back into sight, a while is over, or it is touched after a while: when it was touched before.
    Rested(i64),
    /// What is kept of the lock, after another tab changed the store.
    LockKept(Box<lock::Kept>),
    /// The worker has tried a passphrase.
    Tried {
        request: u64,
        check: Result<String, String>,
    },
    /// Another tab changed the store.
    StoreChanged,
    /// Another tab wants to write instead of this one.
    YieldAsked,
    /// The tab that writes has something that is only in its memory.
    TakeOverRefused,
    /// Another tab took the lock while this one didn't answer.
    LockLost,
    /// The person wants to work in this tab.
    TakeOver,
    /// The person has read what was found at start.
    DismissFindings,
    /// Storage outside the records failed: settings, names.
    StoreFailed(String),

    /// The person goes to a screen.
    Go(Route),
    /// The person types or chooses in a form.
    Edit {
        form: FormKey,
        field: &'static str,
        text: String,
    },
    DismissToast(u64),
    /// Some time has passed since the store refused something.
    RetryDue,
    RetryStore,
    TakeUpdate,
    Settings(settings::Msg),
    /// The code of a form was scanned at the doors: its text.
    Scanned(String),
    Lock(lock::Msg),
    // Of the parts only what is counted is held here: every copy of an event copies it, and no program has to know how to copy what is of another's part.
    Survey(Rc<survey::Msg>),
    Photos(Rc<photos::Msg>),
    Ballot(Rc<ballot::Msg>),
    Office(Rc<office::Msg>),
}

/// Events of the parts, as their screens make them.
macro_rules! of_parts {
    ($($name:ident: $msg:ty => $make:expr;)*) => {
        impl Event {
            $(pub fn $name(msg: $msg) -> Self {
                $make(msg)
            })*
        }
    };
}

of_parts! {
    survey: survey::Msg => |msg| Self::Survey(Rc::new(msg));
    photos: photos::Msg => |msg| Self::Photos(Rc::new(msg));
    ballot: ballot::Msg => |msg| Self::Ballot(Rc::new(msg));
    office: office::Msg => |msg| Self::Office(Rc::new(msg));
    lock_setting: lock_setting::Msg => |msg| Self::office(office::Msg::LockSetting(msg));
    roster: roster::Msg => |msg| Self::office(office::Msg::Roster(msg));
    notice: notice::Msg => |msg| Self::office(office::Msg::Notice(msg));
    tally: tally::Msg => |msg| Self::office(office::Msg::Tally(msg));
    handover: handover::Msg => |msg| Self::office(office::Msg::Handover(msg));
    devices: devices::Msg => |msg| Self::office(office::Msg::Devices(msg));
    prices: prices::Msg => |msg| Self::office(office::Msg::Prices(msg));
    paper: paper::Msg => |msg| Self::office(office::Msg::Paper(msg));
    contact: contact::Msg => |msg| Self::office(office::Msg::Contact(msg));
    stray: stray::Msg => |msg| Self::office(office::Msg::Stray(msg));
    take_back: take_back::Msg => |msg| Self::office(office::Msg::TakeBack(msg));
    papers: papers::Msg => |msg| Self::office(office::Msg::Papers(msg));
    dossier: dossier::Msg => |msg| Self::office(office::Msg::Dossier(msg));
    device: device::Msg => |msg| Self::office(office::Msg::Device(msg));
}

impl Event {
    /// Whether it leads to something being written, and so is for the one tab that writes.
    pub fn writes(&self) -> bool {
        match self {
            Self::RetryStore | Self::TakeUpdate | Self::Settings(_) | Self::Survey(_) | Self::Ballot(_) => true,
            Self::Photos(msg) => msg.writes(),
            Self::Office(msg) => msg.writes(),
            _ => false,
        }
    }

    /// Whether a person makes it happen, other than to unlock the screen: while that is locked it counts for nothing. Every event is named, so that
    /// whoever adds one has to say.
    pub fn is_shut_out(&self) -> bool {
        match self {
            Self::Edit { form, .. } => *form != FormKey::Lock,
            Self::Went(_)
            | Self::TakeOver
            | Self::DismissFindings
            | Self::Go(_)
            | Self::RetryStore
            | Self::TakeUpdate
            | Self::Settings(_)
            | Self::Scanned(_)
            | Self::Survey(_)
            | Self::Ballot(_)
            | Self::Office(_) => true,
            // What the camera brings back was asked for before the lock, and is nowhere else.
            Self::Photos(msg) => !matches!(&**msg, photos::Msg::Take { .. }),
            Self::Started(_)
            | Self::KeyReady(_)
            | Self::Loaded { .. }
            | Self::Stored { .. }
            | Self::Used(_)
            | Self::Persisted(_)
            | Self::BallotSealed { .. }
            | Self::Developed { .. }
            | Self::Located { .. }
            | Self::OfflineIs(_)
            | Self::OutOfSight
            | Self::Rested(_)
            | Self::LockKept(_)
            | Self::Tried { .. }
            | Self::StoreChanged
            | Self::YieldAsked
            | Self::TakeOverRefused
            | Self::LockLost
            | Self::StoreFailed(_)
            | Self::DismissToast(_)
            | Self::RetryDue
            | Self::Lock(_)
            | Self::Answered(_) => false,
        }
    }
}
