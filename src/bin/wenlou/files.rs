//! Files in, JSON out.

use super::explain::{Failure, incoming_failure};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use wenlou::bundle::incoming::{self, Incoming, Trusted};
use wenlou::bundle::jws::MAX_FILE;
use wenlou::bundle::key::{TrustList, thumbprint};
use wenlou::bundle::payload::{Bundle, Packet};
use wenlou::domain::ids::DeviceId;

/// The largest trust list that is read: some ten thousand keys.
const MAX_TRUST: u64 = 4 << 20;

/// Reads a whole file of at most `limit` bytes. The size is looked at before a byte is read, and kept to while reading.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let unreadable = |e: io::Error| match e.kind() {
        io::ErrorKind::NotFound => Failure::new("not_found", "There is no such file; check name and folder."),
        io::ErrorKind::PermissionDenied => {
            Failure::new("unreadable", "The file may not be read by this user; change its permissions.")
        }
        _ => Failure::new("unreadable", format!("The file can't be read ({e}).")),
    };
    let too_large = |bytes: u64| {
        let message = format!(
            "The file has {bytes} bytes, more than the limit of {limit}; it was not read. Check that it is the right file."
        );
        Failure::new("too_large", message)
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(Failure::new("directory", "This is a folder; name the files in it."));
    }
    if about.len() > limit {
        return Err(too_large(about.len()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The keys that files may be signed with, and how they are called.
pub struct Trust {
    list: TrustList,
    keys: Vec<Trusted>,
}

impl Trust {
    pub fn read(path: &Path) -> Result<Self, String> {
        let wrong = |message: String| format!("trust list {}: {message}", path.display());
        let bytes = read(path, MAX_TRUST).map_err(|why| wrong(why.message))?;
        let list = TrustList::from_bytes(&bytes)
            .map_err(|why| wrong(format!("This is not a trust list as the app's hand-over page saves it ({why}).")))?;
        if list.keys.is_empty() {
            return Err(wrong("It names no key, so no file could be believed.".to_owned()));
        }
        let trusted = |key: &wenlou::bundle::key::TrustedKey| Trusted {
            device: thumbprint(&key.key),
            supervisor: key.supervisor,
            key: key.key.clone(),
        };
        let keys = list.keys.iter().map(trusted).collect();
        Ok(Self { list, keys })
    }

    /// What the list calls this device.
    pub fn name(&self, device: &DeviceId) -> Option<&str> {
        self.list.find(device).map(|key| key.name.as_str())
    }

    pub fn is_supervisor(&self, device: &DeviceId) -> bool {
        self.keys.iter().any(|key| key.device == *device && key.supervisor)
    }
}

/// A signed file that was believed.
pub enum Signed {
    Bundle(Bundle),
    Packet(Packet),
}

/// Reads a file and believes it, or says why not.
pub fn read_signed(path: &Path, trust: &Trust) -> Result<Signed, Failure> {
    let bytes = read(path, MAX_FILE)?;
    match incoming::read(&bytes, &trust.keys) {
        Ok(Incoming::Bundle(bundle)) => Ok(Signed::Bundle(bundle)),
        Ok(Incoming::Packet(packet)) => Ok(Signed::Packet(packet)),
        Ok(Incoming::Card { .. }) => Err(Failure::new(
            "key_card",
            "This is a key card: it is not signed and holds no records. Have it enrolled in the app.",
        )),
        Err(why) => Err(incoming_failure(&why, trust)),
    }
}

/// A path as it is shown and sorted.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Writes a value as JSON, on one line or indented, and ends the line.
pub fn print<T: Serialize>(value: &T, indented: bool) -> Result<(), String> {
    let text = if indented { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    let text = text.map_err(|e| e.to_string())?;
    writeln!(io::stdout().lock(), "{text}").map_err(|e| format!("standard output: {e}"))
}
