//! Packs: many records under one key, compressed, so that a campaign of 20,000 households fits what browsers give a site.
//!
//! A pack holds the texts of one device's records from one number to another without gaps, each byte for byte as it was written, one after the
//! other with a line feed between them. It is compressed with gzip, whose check tells a spoilt pack, and written in base64url. So who wrote what and
//! when, and every value before the present one, are kept, and packing changes neither a hash nor a signature.
//!
//! [`tidy`] packs, in the worker that is there for what takes long; the page itself only reads packs, with the browser's gzip.

use super::change::Change;
use super::keys;
use crate::domain::order::sorted;
use base64ct::{Base64UrlUnpadded, Encoding};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::read::GzEncoder;
use std::io::Read;
use std::ops::Range;

/// A pack is full at so many bytes of text: from there on compression gains little, and reading one back stays quick.
const FULL: usize = 64 << 10;
/// No pack holds more bytes of text: one is closed before a text that it was not yet full without.
const LARGEST: u64 = (FULL + (1 << 20) + 1) as u64;
/// Fewer bytes of text than this stay records of their own: packs that small would compress badly and be many.
const LEAST: usize = 16 << 10;
/// By how much packing makes records smaller, cautiously, base64url included; mostly it is by six or seven.
const GAIN: u64 = 3;
/// What a record takes beside what it says: its key, its number, times and person, in UTF-16 units.
const OVERHEAD: u64 = 140;

/// Whose records a pack or a single key holds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shelf {
    pub campaign: String,
    /// The first eight characters of the device's id.
    pub short: String,
}

impl Shelf {
    /// The key of a record by itself.
    pub fn record_key(&self, n: u64) -> String {
        format!("{}{}/{}/{n}", keys::RECORDS, self.campaign, self.short)
    }

    /// Reads a key that [`Shelf::record_key`] made; in another spelling it is none, as two of them could stand for one record.
    pub fn of_record_key(key: &str) -> Option<(Self, u64)> {
        let (shelf, n) = Self::of_key(key.strip_prefix(keys::RECORDS)?)?;
        let n = n.parse().ok()?;
        (shelf.record_key(n) == key).then_some((shelf, n))
    }

    fn of_key(rest: &str) -> Option<(Self, &str)> {
        let (campaign, rest) = rest.split_once('/')?;
        let (short, rest) = rest.split_once('/')?;
        Some((Self { campaign: campaign.to_owned(), short: short.to_owned() }, rest))
    }
}

/// Which records a pack holds: all of these numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Pack {
    pub shelf: Shelf,
    pub first: u64,
    pub last: u64,
}

impl Pack {
    pub fn key(&self) -> String {
        let Self { shelf: Shelf { campaign, short }, first, last } = self;
        format!("{}{campaign}/{short}/{first}-{last}", keys::PACKS)
    }

    /// Reads a key that [`Pack::key`] made, in that spelling only, of a pack that there can be: one of more would keep whoever reads it busy for
    /// ever.
    pub fn of_key(key: &str) -> Option<Self> {
        let (shelf, range) = Shelf::of_key(key.strip_prefix(keys::PACKS)?)?;
        let (first, last) = range.split_once('-')?;
        let pack = Self { shelf, first: first.parse().ok()?, last: last.parse().ok()? };
        let can_be = pack.first > 0 && pack.first <= pack.last && pack.last - pack.first < FULL as u64;
        (can_be && pack.key() == key).then_some(pack)
    }

    pub fn holds(&self, shelf: &Shelf, n: u64) -> bool {
        self.shelf == *shelf && (self.first..=self.last).contains(&n)
    }

    /// The texts with their numbers, from what gzip gave back; `None` if they are not as many as the key says.
    pub fn texts(&self, bytes: Vec<u8>) -> Option<Vec<(u64, String)>> {
        let joined = String::from_utf8(bytes).ok()?;
        let texts: Vec<(u64, String)> = (self.first..).zip(joined.split('\n').map(str::to_owned)).collect();
        (texts.last()?.0 == self.last).then_some(texts)
    }
}

/// What is compressed of a pack.
fn join(records: &[(u64, String)]) -> String {
    let texts: Vec<&str> = records.iter().map(|(_, text)| text.as_str()).collect();
    texts.join("\n")
}

/// The compressed bytes of a pack, from what stands under its key; `None` if more would come out of them than any pack holds. gzip says how much
/// at its end, and who undoes it checks that.
pub fn compressed(value: &str) -> Option<Vec<u8>> {
    let bytes = Base64UrlUnpadded::decode_vec(value).ok()?;
    let size = u32::from_le_bytes(*bytes.last_chunk()?);
    (u64::from(size) <= LARGEST).then_some(bytes)
}

/// The pack of these records, which lie in order of number without gaps, and what stands under its key; `None` if it could not be read back.
fn pack(shelf: &Shelf, records: &[(u64, String)]) -> Option<(Pack, String)> {
    let pack = Pack { shelf: shelf.clone(), first: records.first()?.0, last: records.last()?.0 };
    let mut compressed = Vec::new();
    GzEncoder::new(join(records).as_bytes(), Compression::default()).read_to_end(&mut compressed).ok()?;
    let value = Base64UrlUnpadded::encode_string(&compressed);
    // What is packed is taken out; so it is made sure of first.
    (unpack(&pack, &value)? == records).then_some((pack, value))
}

/// The records of a pack with their numbers; `None` if it can't be read, or would be larger than any that is made. Anything behind the end of
/// what was compressed makes it unreadable, here as in browsers.
pub fn unpack(pack: &Pack, value: &str) -> Option<Vec<(u64, String)>> {
    let compressed = compressed(value)?;
    let mut decoder = GzDecoder::new(&compressed[..]);
    let mut bytes = Vec::new();
    let read = decoder.by_ref().take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    if read as u64 > LARGEST || !decoder.into_inner().is_empty() { None } else { pack.texts(bytes) }
}

/// Whether more comes out of it than any pack that is made holds, whatever it says: whoever reads it without looking runs out of memory.
pub fn swells(value: &str) -> bool {
    let read = |bytes: Vec<u8>| std::io::copy(&mut GzDecoder::new(&bytes[..]).take(LARGEST + 1), &mut std::io::sink());
    Base64UrlUnpadded::decode_vec(value).is_ok_and(|bytes| read(bytes).is_ok_and(|read| read > LARGEST))
}

/// What to change so that records that lie by themselves are packed where that is worth it, and those that a pack holds already are taken out.
/// `entries` are all records and packs with their keys.
pub fn tidy(entries: Vec<Change>) -> Vec<Change> {
    let (mut singles, mut packs) = (Vec::new(), Vec::new());
    for Change { key, value } in entries {
        let Some(value) = value else { continue };
        if let Some((shelf, n)) = Shelf::of_record_key(&key) {
            singles.push((shelf, n, value));
        } else if let Some(pack) = Pack::of_key(&key) {
            packs.push((pack, value));
        }
    }
    let singles = sorted(singles, |a, b| a.cmp(b));
    let mut packed = Vec::new();
    for (pack, value) in packs {
        if singles.iter().any(|(shelf, n, _)| pack.holds(shelf, *n)) {
            let held = unpack(&pack, &value).unwrap_or_default();
            packed.extend(held.into_iter().map(|(n, text)| (pack.shelf.clone(), n, text)));
        }
    }
    let packed = sorted(packed, |a, b| a.cmp(b));
    let mut changes = Vec::new();
    for of_one in singles.chunk_by(|(a, ..), (b, ..)| a == b) {
        let Some((shelf, ..)) = of_one.first() else { continue };
        let mut alone = Vec::new();
        for single in of_one {
            let (_, n, text) = single;
            if packed.binary_search(single).is_ok() {
                changes.push(Change::take_out(shelf.record_key(*n)));
            } else if packed.binary_search_by(|(held, m, _)| (held, m).cmp(&(shelf, n))).is_err() {
                alone.push((*n, text.clone()));
            }
            // What a pack holds with another text stays, and is shown: two texts under one number.
        }
        for range in worth_packing(&alone) {
            let run = &alone[range];
            if let Some((pack, value)) = pack(shelf, run) {
                changes.push(Change::put(pack.key(), value));
                changes.extend(run.iter().map(|(n, _)| Change::take_out(shelf.record_key(*n))));
            }
        }
    }
    changes
}

/// Which of `records`, which lie in order of number, are worth packing, and how.
fn worth_packing(records: &[(u64, String)]) -> Vec<Range<usize>> {
    let mut packs = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (at, (n, text)) in records.iter().enumerate() {
        // A line feed would make two of one; no record has any.
        let fits = !text.contains('\n');
        let goes_on = at > from && records[at - 1].0 + 1 == *n;
        if size >= LEAST && !(goes_on && fits && size < FULL) {
            packs.push(from..at);
            size = 0;
        }
        if !fits {
            (from, size) = (at + 1, 0);
        } else if size == 0 || !goes_on {
            (from, size) = (at, text.len() + 1);
        } else {
            size += text.len() + 1;
        }
    }
    if size >= LEAST {
        packs.push(from..records.len());
    }
    packs
}

/// What records that are stored together will take, in UTF-16 units, given what their texts take. Where they are to be packed it is what they take
/// after that, by a cautious guess: what doesn't fit until then lies in the log alone.
pub fn room_for(texts: impl Iterator<Item = u64>) -> u64 {
    let (mut count, mut all) = (0, 0);
    for units in texts {
        count += 1;
        all += units;
    }
    // A text has at least as many bytes as units.
    if all >= LEAST as u64 { all / GAIN + OVERHEAD } else { all + count * OVERHEAD }
}

#[cfg(test)]
// Everything here is test code; a failure has to stop the test with its reason.
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn records(sizes: &[(u64, usize)]) -> Vec<(u64, String)> {
        sizes.iter().map(|(n, size)| (*n, "x".repeat(*size))).collect()
    }

    #[test]
    fn keys_come_back_as_they_were_made() {
        let shelf = Shelf { campaign: "c".to_owned(), short: "abcdefgh".to_owned() };
        assert_eq!(Shelf::of_record_key(&shelf.record_key(7)), Some((shelf.clone(), 7)));
        let pack = Pack { shelf, first: 3, last: 9 };
        assert_eq!(pack.key(), "wenlou/p/c/abcdefgh/3-9");
        assert_eq!(Pack::of_key(&pack.key()), Some(pack.clone()));
        for key in [
            "wenlou/p/c/abcdefgh/9-3",
            "wenlou/p/c/3-9",
            "wenlou/p/c/d/3",
            "wenlou/p/c/d/03-9",
            "wenlou/p/c/d/+3-9",
            "wenlou/p/c/d/0-9",
            "wenlou/p/c/d/1-18446744073709551615",
            "wenlou/r/c/d/3",
            "wenlou/p/c/d/-1-2",
        ] {
            assert_eq!(Pack::of_key(key), None, "{key}");
        }
        for key in ["wenlou/r/c/d/01", "wenlou/r/c/d/+1", "wenlou/r/c/d/", "wenlou/r/c/1", "wenlou/r/c/d/1/2"] {
            assert_eq!(Shelf::of_record_key(key), None, "{key}");
        }
        assert!(pack.holds(&pack.shelf, 3) && pack.holds(&pack.shelf, 9) && !pack.holds(&pack.shelf, 10));
    }

    #[test]
    fn texts_come_back_with_their_numbers_or_not_at_all() {
        let records = vec![(3, "楼".to_owned()), (4, String::new()), (5, "{}".to_owned())];
        let pack = |last| Pack { shelf: Shelf { campaign: "c".into(), short: "d".into() }, first: 3, last };
        assert_eq!(pack(5).texts(join(&records).into_bytes()), Some(records.clone()));
        for last in [3, 4, 6] {
            assert_eq!(pack(last).texts(join(&records).into_bytes()), None, "{last}");
        }
        assert_eq!(pack(5).texts(vec![255]), None);
    }

    /// Which of the records are packed together: the first and the one after the last.
    fn packs_of(records: &[(u64, String)]) -> Vec<(usize, usize)> {
        worth_packing(records).into_iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn runs_of_enough_text_are_packed() {
        let small = LEAST / 10;
        assert_eq!(packs_of(&[]), []);
        assert_eq!(packs_of(&records(&[(1, small), (2, small)])), []);
        let run: Vec<(u64, usize)> = (1..=11).map(|n| (n, small)).collect();
        assert_eq!(packs_of(&records(&run)), [(0, 11)]);
        // A gap ends a pack, and what is behind it is too little for one.
        let gap: Vec<(u64, usize)> = (1..=11).chain(20..22).map(|n| (n, small)).collect();
        assert_eq!(packs_of(&records(&gap)), [(0, 11)]);
        let late: Vec<(u64, usize)> = (1..3).chain(20..=30).map(|n| (n, small)).collect();
        assert_eq!(packs_of(&records(&late)), [(2, 13)]);
        // What is full is closed; a single large record is a pack by itself.
        assert_eq!(packs_of(&records(&[(1, FULL), (2, 2 * FULL), (3, 5)])), [(0, 1), (1, 2)]);
        let halves = records(&[(1, FULL / 2), (2, FULL / 2), (3, FULL / 2)]);
        assert_eq!(packs_of(&halves), [(0, 2), (2, 3)]);
    }

    #[test]
    fn a_text_of_two_lines_stays_by_itself() {
        let mut three = records(&[(1, LEAST), (2, LEAST), (3, LEAST)]);
        three[1].1.push('\n');
        assert_eq!(packs_of(&three), [(0, 1), (2, 3)]);
    }

    fn shelf(short: &str) -> Shelf {
        Shelf { campaign: "c".to_owned(), short: short.to_owned() }
    }

    /// Records of their own with texts that differ.
    fn singles(short: &str, numbers: std::ops::RangeInclusive<u64>) -> Vec<Change> {
        numbers.map(|n| Change::put(shelf(short).record_key(n), format!("{n} {}", "楼".repeat(100)))).collect()
    }

    /// All records that entries hold, packed or not.
    fn all(entries: &[Change]) -> Vec<(Shelf, u64, String)> {
        let records = entries.iter().flat_map(|Change { key, value }| {
            let value = value.clone().unwrap();
            match Pack::of_key(key) {
                Some(pack) => {
                    unpack(&pack, &value).unwrap().into_iter().map(|(n, t)| (pack.shelf.clone(), n, t)).collect()
                }
                None => Shelf::of_record_key(key).map(|(shelf, n)| (shelf, n, value)).into_iter().collect::<Vec<_>>(),
            }
        });
        let mut records: Vec<_> = records.collect();
        records.sort();
        records
    }

    fn carry_out(entries: &[Change], changes: Vec<Change>) -> Vec<Change> {
        let folded = super::super::change::fold([entries, &changes].concat());
        folded.into_iter().filter(|change| change.value.is_some()).collect()
    }

    #[test]
    fn tidying_keeps_every_record_and_is_done_at_once() {
        let entries =
            [singles("a", 1..=500), singles("b", 3..=70), singles("b", 80..=90), singles("c", 1..=5)].concat();
        let tidied = carry_out(&entries, tidy(entries.clone()));
        assert_eq!(all(&tidied), all(&entries));
        assert_eq!(tidied.iter().filter(|change| Pack::of_key(&change.key).is_some()).count(), 4);
        assert_eq!(tidy(tidied.clone()), []);
        // What is added later is packed beside.
        let more = [tidied, singles("b", 91..=200)].concat();
        let again = carry_out(&more, tidy(more.clone()));
        assert_eq!(all(&again), all(&more));
        assert!(again.len() < 12, "{}", again.len());
    }

    #[test]
    fn what_a_pack_holds_already_is_taken_out_and_a_fork_stays() {
        let entries = singles("a", 1..=200);
        let mut tidied = carry_out(&entries, tidy(entries.clone()));
        let fork = Change::put(shelf("a").record_key(7), "another");
        tidied.extend(singles("a", 5..=6));
        tidied.push(fork.clone());
        let changes = tidy(tidied.clone());
        assert_eq!(changes, [5, 6].map(|n| Change::take_out(shelf("a").record_key(n))));
        assert!(carry_out(&tidied, changes).contains(&fork));
    }

    #[test]
    fn a_pack_that_cannot_be_read_is_left_alone() {
        let entries = singles("a", 1..=200);
        let packed = carry_out(&entries, tidy(entries.clone()));
        let (pack, value) = (Pack::of_key(&packed[0].key).unwrap(), packed[0].value.clone().unwrap());
        for at in (0..value.len()).step_by(7) {
            let mut spoilt = value.clone().into_bytes();
            spoilt[at] = if spoilt[at] == b'A' { b'B' } else { b'A' };
            let texts = unpack(&pack, &String::from_utf8(spoilt).unwrap());
            assert!(texts.is_none_or(|texts| texts == unpack(&pack, &value).unwrap()), "{at}");
        }
        let spoilt = Change::put(pack.key(), "x");
        assert_eq!(tidy([vec![spoilt], singles("a", 5..=6)].concat()), []);
    }

    #[test]
    fn what_follows_a_pack_makes_it_unreadable() {
        let records = records(&[(1, LEAST)]);
        let (pack, value) = pack(&shelf("a"), &records).unwrap();
        assert_eq!(unpack(&pack, &value), Some(records));
        let mut longer = compressed(&value).unwrap();
        longer.extend([0; 8]);
        assert_eq!(unpack(&pack, &Base64UrlUnpadded::encode_string(&longer)), None);
    }

    #[test]
    fn what_swells_without_end_is_no_pack() {
        let mut bomb = Vec::new();
        GzEncoder::new(std::io::repeat(b'x').take(2 * LARGEST), Compression::default()).read_to_end(&mut bomb).unwrap();
        let pack = Pack { shelf: shelf("a"), first: 1, last: 1 };
        let bomb = Base64UrlUnpadded::encode_string(&bomb);
        assert!(unpack(&pack, &bomb).is_none() && swells(&bomb) && !swells("x") && !swells(""));
    }

    #[test]
    fn many_records_need_less_room_than_one_by_one() {
        assert_eq!(room_for([100, 200].into_iter()), 300 + 2 * OVERHEAD);
        assert!(room_for((0..1000).map(|_| 300)) < 300_000 / 2);
    }
}
