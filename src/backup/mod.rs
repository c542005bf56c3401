//! Backup and restore: everything on the device as one encrypted file, and what such a file would bring to a device.
//!
//! A file is read in steps that the types keep apart: bytes → [`seal::open`] (passphrase, decryption) → [`content::Backup`] (signature checked
//! against the key in the file, content parsed) → [`merge::Proposal`] (what it would change here). Nothing is changed before a person has seen
//! who made it and what it would bring.
//!
//! Decryption says that whoever made the file knew the passphrase; the signature says which device it was, and that decides what is believed:
//! see [`merge`]. The key deriving and the cipher run in the worker only, so neither program that draws screens holds them. What is kept of the
//! lock's passphrase is derived alike: [`lock`].
pub mod content;
pub mod lock;
pub mod merge;
pub mod note;
pub mod passphrase;
pub mod seal;
pub mod shelves;
pub mod thin;

use crate::bundle::jws::JwsError;
use crate::bundle::payload::PayloadError;
use serde::Serialize;

/// Why a backup can't be opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupError {
    TooLarge {
        bytes: u64,
    },
    /// Another kind of file.
    NotABackup,
    /// Made by another version of the program.
    OtherVersion {
        format: String,
    },
    /// Not exactly the members of a backup; what the parser said.
    Malformed {
        why: String,
    },
    /// It asks for another way of deriving the key than is read, or for more work than a file may ask for.
    Parameters,
    /// The passphrase is another one, or the file was changed: the cipher can't tell which.
    WrongOrDamaged,
    /// It was decrypted, and no device's signature holds over what is inside.
    Jws(JwsError),
    /// The signature holds, and the content isn't what it should be.
    Payload(PayloadError),
    /// A newer program's store.
    NewerStore,
}
