//! The write-ahead log: changes appended to a file and flushed, each readable by itself.
//!
//! A log lies in one of two files, so that it can be written anew beside the old one. A file is
//!
//! ```text
//! header, twice:  "WENLOU1\n"  generation (8 bytes)  salt (16)  check (8)
//! entries:        length (4)   number (8)            check (8)  changes, see `change::encode`
//! ```
//!
//! with numbers lowest byte first. A check is the first eight bytes of SHA-256 over what stands before it in the header, and over salt, number,
//! length and changes in an entry. The salt is drawn anew for each file, so nothing that a person types can pass for an entry. Entries count
//! from 1 without gaps; where some can't be read, reading goes on at the next that can, and the gap tells how many are missing.
//!
//! The header is written last and flushed: a file without one is no log. Of two logs the higher generation counts.

use super::change::{self, Change};
use crate::domain::json::variants;
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;

const MAGIC: &[u8; 8] = b"WENLOU1\n";
const HEADER: usize = 40;
const ENTRIES: usize = 2 * HEADER;
const ENTRY_HEAD: usize = 20;
/// How much is put into one entry when the log is written anew; what can't be read later is no more than that.
const CHUNK: usize = 64 << 10;

/// A file. What was written is there for sure only once it is flushed.
pub trait Disk {
    /// # Errors
    /// What the system says.
    fn read(&mut self) -> Result<Vec<u8>, String>;
    /// Writes all of `bytes` at `at`, or says why it didn't.
    ///
    /// # Errors
    /// What the system says; some of the bytes may be written all the same.
    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), String>;
    /// # Errors
    /// What the system says.
    fn truncate(&mut self, length: u64) -> Result<(), String>;
    /// # Errors
    /// What the system says; what was written may be there all the same.
    fn flush(&mut self) -> Result<(), String>;
}

/// Something in a log that can't be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Damage {
    /// So many bytes that no entry follows: mostly one that was being written when the device stopped, and so was never called saved.
    Unfinished(u64),
    /// So many entries between others.
    Missing(u64),
    /// A file of so many bytes that has no header.
    NoHeader(u64),
}

variants!(Damage { Unfinished(bytes) = "unfinished", Missing(entries) = "missing", NoHeader(bytes) = "no_header" });

/// What makes the checks of one file its own.
pub type Salt = [u8; 16];

/// An open log.
#[derive(Debug)]
pub struct Log<D> {
    files: [D; 2],
    live: usize,
    generation: u64,
    salt: Salt,
    /// Where the next entry goes, and its number.
    end: u64,
    next: u64,
    /// Why nothing may be appended any more.
    stopped: Option<String>,
}

/// How far a log goes: its generation, and the number that its next entry gets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    pub generation: u64,
    pub next: u64,
}

/// What a log was found to hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Contents {
    /// The last change of each key, in order of key.
    pub changes: Vec<Change>,
    pub damage: Vec<Damage>,
    /// There was no log yet.
    pub is_new: bool,
    pub position: Position,
    /// Length of the file in bytes.
    pub length: u64,
}

impl<D: Disk> Log<D> {
    /// Opens the log in these two files, or begins one. Nothing that could be read is changed.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(mut files: [D; 2], salt: Salt) -> Result<(Self, Contents), String> {
        let bytes = [files[0].read()?, files[1].read()?];
        let headers = bytes.each_ref().map(|file| Header::find(file));
        let generation = |at: usize| headers[at].as_ref().map(|header| header.generation);
        let live = usize::from(generation(1) > generation(0));
        let Some(header) = &headers[live] else {
            return Self::begin(files, salt, bytes.map(|file| file.len()));
        };
        let found = read_entries(&bytes[live], &header.salt);
        let log = Self {
            files,
            live,
            generation: header.generation,
            salt: header.salt,
            end: found.end as u64,
            next: found.next,
            stopped: None,
        };
        let contents = Contents {
            changes: change::fold(found.changes),
            damage: found.damage,
            is_new: false,
            position: log.position(),
            length: bytes[live].len() as u64,
        };
        Ok((log, contents))
    }

    fn begin(files: [D; 2], salt: Salt, lengths: [usize; 2]) -> Result<(Self, Contents), String> {
        // A header that was being written when the device stopped had nothing behind it.
        let lost = lengths.into_iter().filter(|length| *length > ENTRIES);
        let damage: Vec<Damage> = lost.map(|length| Damage::NoHeader(length as u64)).collect();
        let mut log = Self { files, live: 1, generation: 0, salt, end: 0, next: 1, stopped: None };
        log.write_anew(&[], salt)?;
        let contents = Contents {
            changes: Vec::new(),
            is_new: damage.is_empty(),
            damage,
            position: log.position(),
            length: ENTRIES as u64,
        };
        Ok((log, contents))
    }

    pub fn position(&self) -> Position {
        Position { generation: self.generation, next: self.next }
    }

    /// Appends changes as one entry, which is there whole or not at all. When this returns they are on the disk.
    ///
    /// # Errors
    /// What the system says. The changes may then be on the disk or not; appending them again does no harm.
    pub fn append(&mut self, changes: &[Change]) -> Result<(), String> {
        if let Some(why) = &self.stopped {
            return Err(why.clone());
        }
        let entry = entry(&self.salt, self.next, changes);
        let file = &mut self.files[self.live];
        if let Err(why) = file.write(self.end, &entry).and_then(|()| file.flush()) {
            // What is left there is overwritten by the next entry; taking it away only saves a finding at the next start.
            let _ = file.truncate(self.end);
            return Err(why);
        }
        self.end += entry.len() as u64;
        self.next += 1;
        Ok(())
    }

    /// Writes a log of just these changes beside the old one and goes on with it. The old one counts until the new one is whole.
    ///
    /// # Errors
    /// What the system says; the old log then goes on. Only where it can't be told which of the two would count, nothing is appended any more
    /// until the log is opened again.
    pub fn write_anew(&mut self, changes: &[Change], salt: Salt) -> Result<(), String> {
        if let Some(why) = &self.stopped {
            return Err(why.clone());
        }
        let other = 1 - self.live;
        let generation = self.generation + 1;
        let (entries, next) = entries(changes, &salt);
        let file = &mut self.files[other];
        file.truncate(0)?;
        file.write(ENTRIES as u64, &entries)?;
        file.flush()?;
        let header = Header { generation, salt }.bytes();
        if let Err(why) = file.write(0, &[header, header].concat()).and_then(|()| file.flush()) {
            if let Err(worse) = file.truncate(0).and_then(|()| file.flush()) {
                self.stopped = Some(worse);
            }
            return Err(why);
        }
        // The new one counts whether or not the old one goes.
        let old = &mut self.files[self.live];
        let _ = old.truncate(0).and_then(|()| old.flush());
        (self.live, self.generation, self.salt) = (other, generation, salt);
        (self.end, self.next) = ((ENTRIES + entries.len()) as u64, next);
        Ok(())
    }

    /// The files, for closing them.
    pub fn files(&self) -> &[D; 2] {
        &self.files
    }
}

struct Header {
    generation: u64,
    salt: Salt,
}

impl Header {
    fn bytes(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..16].copy_from_slice(&self.generation.to_le_bytes());
        bytes[16..32].copy_from_slice(&self.salt);
        let check = check(&[&bytes[..32]]);
        bytes[32..].copy_from_slice(&check);
        bytes
    }

    /// Either of the two copies will do.
    fn find(file: &[u8]) -> Option<Self> {
        file.chunks_exact(HEADER).take(2).find_map(|bytes| {
            let header = Self {
                generation: u64::from_le_bytes(bytes[8..16].try_into().ok()?),
                salt: bytes[16..32].try_into().ok()?,
            };
            (header.bytes() == bytes).then_some(header)
        })
    }
}

fn check(parts: &[&[u8]]) -> [u8; 8] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let mut check = [0; 8];
    check.copy_from_slice(&hash.finalize()[..8]);
    check
}

fn entry(salt: &Salt, number: u64, changes: &[Change]) -> Vec<u8> {
    let content = change::encode(changes);
    let (length, number) = ((content.len() as u32).to_le_bytes(), number.to_le_bytes());
    let check = check(&[salt, &number, &length, &content]);
    [&length[..], &number, &check, &content].concat()
}

/// Entries of about [`CHUNK`] bytes each, and the number of the one after them.
fn entries(changes: &[Change], salt: &Salt) -> (Vec<u8>, u64) {
    let (mut bytes, mut next) = (Vec::new(), 1);
    let (mut from, mut size) = (0, 0);
    for (at, change) in changes.iter().enumerate() {
        size += change.size();
        if size >= CHUNK || at + 1 == changes.len() {
            bytes.extend(entry(salt, next, &changes[from..=at]));
            (from, size) = (at + 1, 0);
            next += 1;
        }
    }
    (bytes, next)
}

struct Found {
    changes: Vec<Change>,
    damage: Vec<Damage>,
    end: usize,
    next: u64,
}

fn read_entries(file: &[u8], salt: &Salt) -> Found {
    let mut found = Found { changes: Vec::new(), damage: Vec::new(), end: ENTRIES, next: 1 };
    let mut at = ENTRIES;
    while at < file.len() {
        // Each entry that is missing took some of what was passed over, so a number may be higher by so much and no more.
        let missing = (at - found.end) / ENTRY_HEAD;
        match read_entry(&file[at..], salt, found.next..=found.next.saturating_add(missing as u64)) {
            Some((number, length, changes)) => {
                if number > found.next {
                    found.damage.push(Damage::Missing(number - found.next));
                }
                found.changes.extend(changes);
                at += length;
                (found.end, found.next) = (at, number + 1);
            }
            None => at += 1,
        }
    }
    if found.end < file.len() {
        found.damage.push(Damage::Unfinished((file.len() - found.end) as u64));
    }
    found
}

/// The entry at the start of `bytes`, if there is one of a plausible number: its number, and its length.
fn read_entry(bytes: &[u8], salt: &Salt, plausible: RangeInclusive<u64>) -> Option<(u64, usize, Vec<Change>)> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (number, rest) = rest.split_first_chunk::<8>()?;
    let (found, rest) = rest.split_first_chunk::<8>()?;
    let content = rest.get(..u32::from_le_bytes(*length) as usize)?;
    // Looked at first, as hashing at every byte of a damaged file would take for ever.
    if !plausible.contains(&u64::from_le_bytes(*number)) || check(&[salt, number, length, content]) != *found {
        return None;
    }
    Some((u64::from_le_bytes(*number), ENTRY_HEAD + content.len(), change::decode(content)?))
}
