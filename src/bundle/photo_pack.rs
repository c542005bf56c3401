//! Photos on their way to the supervisor: a ZIP file, uncompressed, of one JPEG for each, named by its SHA-256.
//!
//! It isn't signed. A photo is believed because a signed record names its hash, so that it doesn't matter by which way it comes; what no record names
//! isn't taken.

use crate::domain::digest::sha256_hex;
use crate::domain::json::object;
use crate::domain::photo::{MAX_SIZE, Photo, Sha256};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How many bytes of photos go into one file: what a tablet can hold in memory twice.
pub const MAX_PACK: u64 = 40 << 20;
/// The most entries of a file that are looked at.
const MAX_ENTRIES: usize = 20_000;
/// How a ZIP file and a JPEG begin.
const ZIP: &[u8] = b"PK\x03\x04";
const JPEG: &[u8] = b"\xFF\xD8\xFF";

/// The name of a photo's file.
pub fn file_name(sha256: &Sha256) -> String {
    format!("{}.jpg", sha256.as_str())
}

/// Whether a file is to be read as photos: a ZIP file or a single JPEG.
pub fn is_photos(file: &[u8]) -> bool {
    file.starts_with(ZIP) || file.starts_with(JPEG)
}

/// Packs photos.
///
/// # Errors
/// What the library says, as of a name that comes twice.
pub fn pack<'a>(photos: impl Iterator<Item = (&'a Sha256, &'a [u8])>) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (sha256, bytes) in photos {
        zip.start_file(file_name(sha256), options).map_err(|why| why.to_string())?;
        zip.write_all(bytes).map_err(|why| why.to_string())?;
    }
    Ok(zip.finish().map_err(|why| why.to_string())?.into_inner())
}

/// What was found in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unpacked {
    /// Each once.
    pub photos: Vec<(Sha256, Vec<u8>)>,
    pub left: Left,
}

/// What was not taken from a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Left {
    /// Entries that are none of the photos wanted.
    pub unknown: usize,
    /// Entries that can't be read, or are named as a photo that is wanted and have another content.
    pub broken: usize,
}

object!(Left { unknown, broken });

/// Takes the photos that are wanted out of a file, whatever they are called there.
///
/// # Errors
/// If it is neither a ZIP file that can be read nor a JPEG: what the library says.
pub fn unpack(file: &[u8], wanted: &[Photo]) -> Result<Unpacked, String> {
    let mut unpacked = Unpacked::default();
    if file.starts_with(JPEG) {
        unpacked.take("", file.to_vec(), wanted);
        return Ok(unpacked);
    }
    let mut zip = ZipArchive::new(Cursor::new(file)).map_err(|why| why.to_string())?;
    if zip.len() > MAX_ENTRIES {
        return Err(format!("{} entries", zip.len()));
    }
    for at in 0..zip.len() {
        let Ok(entry) = zip.by_index(at) else {
            unpacked.left.broken += 1;
            continue;
        };
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
        // Read no further than a photo can be long, whatever its head says.
        let mut bytes = Vec::new();
        match entry.take(MAX_SIZE + 1).read_to_end(&mut bytes) {
            Ok(length) if length as u64 <= MAX_SIZE => unpacked.take(&name, bytes, wanted),
            Ok(_) => unpacked.left.unknown += 1,
            Err(_) => unpacked.left.broken += 1,
        }
    }
    Ok(unpacked)
}

impl Unpacked {
    fn take(&mut self, name: &str, bytes: Vec<u8>, wanted: &[Photo]) {
        let hash = sha256_hex(&bytes);
        let found = wanted.iter().find(|photo| photo.sha256.as_str() == hash && photo.size == bytes.len() as u64);
        match found {
            Some(photo) if self.photos.iter().any(|(known, _)| *known == photo.sha256) => {}
            Some(photo) => self.photos.push((photo.sha256.clone(), bytes)),
            None if wanted.iter().any(|photo| name.ends_with(&file_name(&photo.sha256))) => self.left.broken += 1,
            None => self.left.unknown += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(bytes: &[u8]) -> Photo {
        let sha256 = Sha256::new(&sha256_hex(bytes)).unwrap();
        Photo { sha256, size: bytes.len() as u64, width: 4, height: 3 }
    }

    fn jpeg(n: u8) -> Vec<u8> {
        [JPEG, &[n; 100]].concat()
    }

    #[test]
    fn what_is_packed_is_taken_if_it_is_wanted() {
        let [a, b, c] = [1, 2, 3].map(jpeg);
        let (pa, pb, pc) = (photo(&a), photo(&b), photo(&c));
        let file = pack([(&pa.sha256, &a[..]), (&pb.sha256, &b[..]), (&pc.sha256, &c[..])].into_iter()).unwrap();
        assert!(is_photos(&file));
        let found = unpack(&file, &[pa.clone(), pc.clone()]).unwrap();
        assert_eq!(found.photos, [(pa.sha256, a), (pc.sha256, c)]);
        assert_eq!(found.left, Left { unknown: 1, broken: 0 });
    }

    #[test]
    fn a_changed_photo_is_broken_and_a_single_one_is_taken_under_any_name() {
        let a = jpeg(1);
        let wanted = photo(&a);
        let file = pack([(&wanted.sha256, &jpeg(2)[..])].into_iter()).unwrap();
        let found = unpack(&file, std::slice::from_ref(&wanted)).unwrap();
        assert_eq!((found.photos.len(), found.left), (0, Left { unknown: 0, broken: 1 }));
        assert_eq!(unpack(&a, std::slice::from_ref(&wanted)).unwrap().photos, [(wanted.sha256, a)]);
    }

    #[test]
    fn a_flipped_bit_in_an_entry_is_told() {
        let a = jpeg(1);
        let wanted = photo(&a);
        let mut file = pack([(&wanted.sha256, &a[..])].into_iter()).unwrap();
        let at = file.windows(4).position(|bytes| bytes == [1; 4]).unwrap();
        file[at] ^= 1;
        let found = unpack(&file, &[wanted]).unwrap();
        assert_eq!((found.photos.len(), found.left), (0, Left { unknown: 0, broken: 1 }));
    }

    #[test]
    fn what_is_no_zip_file_is_refused() {
        for file in [&b"PK\x03\x04"[..], b"", b"{}"] {
            assert!(unpack(file, &[]).is_err());
        }
        // Empty ones are fine.
        assert_eq!(unpack(&pack(std::iter::empty()).unwrap(), &[]), Ok(Unpacked::default()));
    }
}
