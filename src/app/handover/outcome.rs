//! What became of each file that was picked, as the screen says it.

use crate::app::photos::TakenIn;
use crate::app::{FileToken, ReadError};
use crate::bundle::merge::MergeError;
use crate::bundle::receipt::ReceiptError;
use crate::bundle::sequence::Place;
use crate::domain::ids::DeviceId;

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
        /// Compounds that were closed and aren't any more by it.
        undone: Vec<String>,
        /// Compounds of which it leaves more corrections of the roll without effect, theirs or this device's.
        overtaken: Vec<String>,
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
        /// Compounds that were closed and aren't any more by it.
        undone: Vec<String>,
        /// Compounds of which it leaves more corrections of the roll without effect.
        overtaken: Vec<String>,
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
