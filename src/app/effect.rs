//! What the core asks of the outside. The shell carries each out and answers with an event.

use super::event::FileToken;
use super::lock::Tries;
use super::photo_files::ToPack;
use super::photos::Marks;
use super::roster::shown::Ask;
use super::sealing::ToOpen;
use super::settings::Settings;
use super::{contact, device, import};
use crate::app::Lang;
use crate::backup::lock::{Lock, Trial};
use crate::bundle::incoming::Trusted;
use crate::bundle::jws::ToSign;
use crate::bundle::key::TrustedKey;
use crate::bundle::sealing::Context;
use crate::domain::ballot::Secret;
use crate::domain::ids::{CampaignId, CompoundId, RealCampaign};
use crate::domain::photo::Photo;
use crate::domain::place::Place;
use crate::journal::fact::{BallotTaken, PublicKey};
use crate::journal::{Fact, RecordId};

/// What a signature is wanted for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// A bundle of the campaign's own records up to `last`.
    Bundle { campaign: RealCampaign, bundle: u64, last: RecordId, share: bool },
    /// The work packet of this number.
    Packet { campaign: RealCampaign, number: u64, share: bool },
    /// The trust list of this number.
    Trust { campaign: RealCampaign, number: u64 },
    /// A receipt for the bundle in this file.
    Receipt(FileToken),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Make the device's key pair if there is none. Answer: `KeyReady`.
    MakeKey,
    /// Write records, each under a key of its own. Answer: `Stored` with the same `batch`.
    Store {
        batch: u64,
        campaign: CampaignId,
        records: Vec<(RecordId, String)>,
    },
    /// Note a campaign's name for the list at start.
    StoreCampaign {
        campaign: CampaignId,
        name: String,
    },
    /// Take a practice off the device, its photos too. Answer: `Used`.
    ForgetPractice(CampaignId),
    StoreSettings(Settings),
    /// Keep the lock, or none.
    StoreLock(Option<Lock>),
    /// Keep how many wrong passphrases there were, from any tab.
    NoteTries(Tries),
    /// Work out a passphrase's check in the worker. Answer: `Tried` with the same `request`.
    Try {
        trial: Trial,
        request: u64,
    },
    /// Send `Rested` after so many milliseconds, in place of an earlier one.
    LookLater(i64),
    /// The screen is locked: the address says nothing, but a page that is loaded anew still finds this route, and touches count for nothing.
    Cover(super::Route),
    /// It is unlocked: the address says where the person is, and touches count again, beginning with this moment.
    Uncover(super::Route),
    /// Supervisors whose packets this device accepts.
    StoreSupervisors(Vec<TrustedKey>),
    /// Ask the browser never to clear this site by itself. Answer: `Persisted`.
    Persist,
    /// Become the tab that writes. Answer: `Started`, or `TakeOverRefused`.
    TakeOver,
    /// Tell the tab that wants to write that this one has something unsaved.
    RefuseToYield,
    /// Let another tab write.
    LetGo,
    /// Read all records of a campaign. Answer: `Loaded`.
    Load(CampaignId),
    /// Read a spreadsheet in the worker. Answer: `RosterRead` with the same `request`.
    ReadRoster {
        file: FileToken,
        request: u64,
        ask: Ask,
    },
    /// Read a list of prices in the worker. Answer: `PricesRead` with the same `request`.
    ReadPrices {
        file: FileToken,
        request: u64,
        ask: import::Ask,
    },
    /// Read and verify files in the worker, which says in `lang` why it rejects one. Answer: `FilesRead`.
    ReadFiles {
        files: Vec<FileToken>,
        trusted: Vec<Trusted>,
        lang: Lang,
    },
    /// Sign with the device's key. Answer: `Signed`.
    Sign {
        to_sign: ToSign,
        purpose: Purpose,
    },
    /// Give the person a file: as a download, or by the share sheet where the browser has one.
    Deliver {
        name: String,
        text: String,
        share: bool,
        /// What to record once it is given out; `Delivered` brings it back.
        note: Option<Box<(CampaignId, Fact)>>,
    },
    /// Open the program that has this screen, once everything is on the disk.
    OpenProgram(super::Route),
    /// Show the address of the route.
    ShowRoute(super::Route),
    /// Scroll to the element of this id and put the focus there, once the page is drawn.
    Reveal(String),
    /// Send `DismissToast` once the message can have been read.
    DismissLater(u64),
    /// Seal what is secret of a ballot, in the worker. Answer: `BallotSealed` with the same `taken`.
    Seal {
        key: PublicKey,
        context: Context,
        secret: Secret,
        taken: Box<BallotTaken>,
    },
    /// Seal a household's telephone, in the worker. Answer: `ContactSealed`.
    SealContact(contact::ToSeal),
    /// Open one with the keys on this device. Answer: `ContactOpened`.
    OpenContact(contact::ToOpen),
    /// Have the worker make a photo of a picture and keep it. Answer: `Developed` with the same `file`.
    Develop {
        campaign: CampaignId,
        file: FileToken,
    },
    /// What concerns drawing on the photo that is shown large.
    Mark(Marks),
    /// Ask the device where it is. Answer: `Located` with the same `compound` and `place`.
    Locate {
        compound: CompoundId,
        place: Place,
    },
    /// Open the browser's dialog for printing.
    Print,
    /// Put photos into one file and give it out. Answer: `PhotosPacked`.
    PackPhotos(ToPack),
    /// Keep those photos of a file that are wanted. Answer: `PhotosTaken` with the same `file`.
    TakePhotos {
        campaign: CampaignId,
        file: FileToken,
        wanted: Vec<Photo>,
    },
    /// Say which of a campaign's photos are on this device. Answer: `PhotosHeld`.
    LookForPhotos(CampaignId),
    /// Find a key for sealing that can be opened here: `known` or else another, which is made if there is none. Answer: `SealingKeyReady`.
    FindSealingKey {
        known: Option<PublicKey>,
    },
    /// Open sealed ballots in the worker, with whatever keys are here. Answer: `BallotsOpened`.
    Unseal {
        campaign: CampaignId,
        ballots: Vec<ToOpen>,
    },
    /// What the screen of the device's data asks for. Answer: `DeviceAnswered`.
    Device(device::Ask),
    /// Send `RetryDue` after a while.
    RetryLater,
    /// Let a waiting version of the program take over and reload.
    TakeUpdate,
}
