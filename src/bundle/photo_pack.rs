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
    /// Entries that can't be read, are named as a photo that is wanted and have another content, or aren't a JPEG of the size that its record says.
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
    let mut length_of_all = 0;
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
        let length = entry.take(MAX_SIZE + 1).read_to_end(&mut bytes);
        // Photos are stored as they are. What unpacks to more, or has the same bytes in many entries, was made to keep a reader busy.
        length_of_all += bytes.len();
        if length_of_all > file.len() {
            return Err(format!("{length_of_all} > {} bytes", file.len()));
        }
        match length {
            Ok(length) if length as u64 <= MAX_SIZE => unpacked.take(&name, bytes, wanted),
            Ok(_) => unpacked.left.unknown += 1,
            Err(_) => unpacked.left.broken += 1,
        }
    }
    Ok(unpacked)
}

impl Unpacked {
    /// Leaves out what isn't a JPEG of the size in pixels that its record says: a few bytes may claim to be a picture that no browser has memory for.
    pub fn of_true_size(mut self, wanted: &[Photo]) -> Self {
        let before = self.photos.len();
        self.photos.retain(|(sha256, bytes)| {
            let size = size_of_jpeg(bytes);
            wanted.iter().any(|photo| photo.sha256 == *sha256 && size == Some((photo.width, photo.height)))
        });
        self.left.broken += before - self.photos.len();
        self
    }

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

/// Width and height of a JPEG in pixels, from its frame header (ITU-T T.81, B.2.2).
fn size_of_jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    // Behind the start marker come segments: a marker, a length, and what it counts.
    let mut at = 2;
    loop {
        match (bytes.get(at)?, *bytes.get(at + 1)?) {
            // These are no frames, though numbered among them.
            (0xFF, 0xC4 | 0xC8 | 0xCC) => {}
            (0xFF, 0xC0..=0xCF) => return Some((word(at + 7)?.into(), word(at + 5)?.into())),
            // The picture itself begins, or ends.
            (0xFF, 0xD9 | 0xDA) => return None,
            (0xFF, _) => {}
            _ => return None,
        }
        at += 2 + usize::from(word(at + 2)?);
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
        of_size(n, 4, 3)
    }

    fn of_size(n: u8, width: u8, height: u8) -> Vec<u8> {
        let comment = [&[0xFF, 0xD8, 0xFF, 0xFE, 0, 102][..], &[n; 100]].concat();
        [&comment[..], &[0xFF, 0xC4, 0, 2], &[0xFF, 0xC0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0]].concat()
    }

    #[test]
    fn a_picture_of_another_size_than_its_record_says_is_not_taken() {
        for bytes in [of_size(1, 5, 3), of_size(1, 4, 4), [JPEG, &[1; 100]].concat(), JPEG.to_vec(), b"<svg/>".to_vec()]
        {
            let wanted = photo(&bytes);
            let file = pack([(&wanted.sha256, &bytes[..])].into_iter()).unwrap();
            let wanted = [wanted];
            let found = unpack(&file, &wanted).unwrap().of_true_size(&wanted);
            assert_eq!((found.photos.len(), found.left), (0, Left { unknown: 0, broken: 1 }));
        }
        let wanted = [photo(&jpeg(1))];
        let found = unpack(&jpeg(1), &wanted).unwrap().of_true_size(&wanted);
        assert_eq!((found.photos.len(), found.left), (1, Left::default()));
    }

    #[test]
    fn what_unpacks_to_more_than_it_is_isnt_read_on() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for n in 0..9 {
            zip.start_file(n.to_string(), options).unwrap();
            zip.write_all(&vec![0; MAX_SIZE as usize]).unwrap();
        }
        assert!(unpack(&zip.finish().unwrap().into_inner(), &[]).is_err());
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
