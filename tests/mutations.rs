//! Files changed by chance or by malice, a million of them: none is believed that says anything else, and none makes the reader panic.
//!
//! They are numbered, so that any part of them can be tried, and tried again: first every bit of a bundle of 64 KiB is flipped and it is cut
//! at every length, then the same is done to a small bundle with a signature of the other kind, to a packet and to a receipt, and then chance
//! makes up to three changes of six kinds to any of them, also with white space in it. `cargo test` tries a few thousand, spread evenly over
//! all; `make hostile` tries all.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

mod support;

use fastrand::Rng;
use std::iter::repeat_with;
use std::ops::Range;
use std::panic::catch_unwind;
use std::thread;
use support::forge::Parts;
use support::refusal::meaning;
use support::{Device, HOUSEHOLDS, Scenario, Tablet, ballot, photo_of, trusted, visit};
use wenlou::bundle::incoming::Trusted;
use wenlou::domain::ballot::{Choice, VisitOutcome};

const ALL: usize = 1_000_000;
/// One in so many is tried; a prime, so that the bits of a byte come by turns.
const SAMPLED: usize = 307;
const SIZE: usize = 64 << 10;
/// So many files are changed bit by bit.
const WHOLE: usize = 4;

/// A good file, and what it means.
struct Good {
    bytes: Vec<u8>,
    meaning: String,
}

struct Files {
    /// The [`WHOLE`] files, then the same indented by tabs.
    goods: Vec<Good>,
    trusted: Vec<Trusted>,
}

/// What became of a changed file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Chance changed it back.
    Unchanged,
    Refused,
    /// It says the same: only white space between tokens was changed.
    Same,
}

fn indented(file: &str) -> String {
    let file: serde_json::Value = serde_json::from_str(file).unwrap();
    serde_json::to_string_pretty(&file).unwrap().replace("  ", "\t")
}

impl Files {
    fn new() -> Self {
        let mut scenario = Scenario::ready(1);
        let mut other = Tablet { device: Device::of_ed25519("外厂平板", &[7; 32]), ..scenario.tablets[0].clone() };
        let tablet = &mut scenario.tablets[0];
        let mut work = || {
            for household in HOUSEHOLDS {
                tablet.record(visit(household, VisitOutcome::Collected));
                tablet.record(ballot(household, Choice::Quasi));
            }
            tablet.bundle()
        };
        let large = repeat_with(&mut work).find(|file| file.len() >= SIZE).unwrap();
        other.record(visit(HOUSEHOLDS[0], VisitOutcome::Collected));
        other.record(photo_of("zone.wall", "a"));
        let trusted = [scenario.trusted(), vec![trusted(&other.device, false)]].concat();
        let receipt = scenario.supervisor.receipt(&large, &trusted);
        let files: [String; WHOLE] = [large, other.bundle(), scenario.supervisor.packet(), receipt];
        let indented = files.each_ref().map(|file| indented(file));
        let good =
            |file: String| Good { meaning: meaning(file.as_bytes(), &trusted).unwrap(), bytes: file.into_bytes() };
        let goods = files.into_iter().chain(indented).map(good).collect();
        Self { goods, trusted }
    }

    /// The changed file of this number, and which file it was.
    fn changed(&self, mut number: usize) -> (&Good, Vec<u8>) {
        for good in &self.goods[..WHOLE] {
            let size = good.bytes.len();
            if number < 8 * size {
                let mut bytes = good.bytes.clone();
                bytes[number / 8] ^= 1 << (number % 8);
                return (good, bytes);
            }
            if number < 9 * size {
                return (good, good.bytes[..number - 8 * size].to_vec());
            }
            number -= 9 * size;
        }
        let mut chance = Rng::with_seed(number as u64);
        let good = chance.choice(&self.goods).unwrap();
        let mut bytes = good.bytes.clone();
        for _ in 0..chance.usize(1..=3) {
            self.change(&mut chance, &mut bytes);
        }
        (good, bytes)
    }

    /// One change by chance.
    fn change(&self, chance: &mut Rng, bytes: &mut Vec<u8>) {
        let at = chance.usize(..=bytes.len());
        let range = some_of(chance, bytes.len());
        match chance.usize(..6) {
            0 => bytes[range].fill_with(|| chance.u8(..)),
            1 => drop(bytes.splice(at..at, repeat_with(|| chance.u8(..)).take(range.len()).collect::<Vec<_>>())),
            2 => drop(bytes.drain(range)),
            // A piece of one of the files in place of a piece of this.
            3 => {
                let other = &chance.choice(&self.goods).unwrap().bytes;
                let piece = other[some_of(chance, other.len())].to_vec();
                drop(bytes.splice(range, piece));
            }
            // Two pieces that lie side by side change places.
            4 => {
                let middle = chance.usize(..=range.len());
                bytes[range].rotate_left(middle);
            }
            _ => {
                let piece = bytes[range].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }

    fn outcome(&self, number: usize) -> Outcome {
        let (good, bytes) = self.changed(number);
        if bytes == good.bytes {
            return Outcome::Unchanged;
        }
        match catch_unwind(|| meaning(&bytes, &self.trusted)) {
            Err(_) => panic!("change {number} makes the reader panic"),
            Ok(None) => Outcome::Refused,
            Ok(Some(found)) => {
                assert_eq!(found, good.meaning, "change {number} is believed");
                assert_eq!(black(&bytes), black(&good.bytes), "change {number} is believed");
                Outcome::Same
            }
        }
    }

    /// How many of these were refused, said the same, and were unchanged.
    fn try_all(&self, numbers: impl Iterator<Item = usize> + Clone + Sync) -> [usize; 3] {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let part = |first: usize| {
            let outcomes = numbers.clone().skip(first).step_by(threads).map(|number| self.outcome(number));
            outcomes.fold([0; 3], |mut counts, outcome| {
                counts[outcome as usize] += 1;
                counts
            })
        };
        let [unchanged, refused, same] = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap())
                .fold([0; 3], |sum, counts| [0, 1, 2].map(|at| sum[at] + counts[at]))
        });
        [refused, same, unchanged]
    }
}

/// A piece of a file of so many bytes: mostly a small one.
fn some_of(chance: &mut Rng, length: usize) -> Range<usize> {
    let longest = length.min([1, 4, 64, length][chance.usize(..4)]);
    let size = chance.usize(longest.min(1)..=longest);
    let from = chance.usize(..=length - size);
    from..from + size
}

/// A file without its white space.
fn black(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

#[test]
fn some_of_a_million_changes() {
    let files = Files::new();
    let numbers = (0..ALL).step_by(SAMPLED);
    let tried = numbers.len();
    let [refused, same, unchanged] = files.try_all(numbers);
    assert_eq!(refused + same + unchanged, tried);
    assert!(unchanged < tried / 50, "{unchanged}");
}

#[test]
#[ignore = "takes minutes: make hostile"]
fn a_million_changes() {
    let files = Files::new();
    // What chance changed back is no change: so many more are tried in their place.
    let (mut done, mut tried, mut said_the_same) = (0, 0, 0);
    while done < ALL {
        let more = ALL - done;
        let [refused, same, _] = files.try_all(tried..tried + more);
        (done, tried, said_the_same) = (done + refused + same, tried + more, said_the_same + same);
    }
    let sizes: Vec<usize> = files.goods[..WHOLE].iter().map(|good| good.bytes.len()).collect();
    println!("files of {sizes:?} bytes: {done} changed ones, 0 believed, but for {said_the_same} in white space alone");
    assert!(said_the_same > 0, "white space was never changed alone");
}

/// Where white space is allowed between tokens, it may be any; nowhere else may a single bit be another.
#[test]
fn white_space_between_tokens_is_all_that_a_bit_may_change() {
    let mut scenario = Scenario::ready(1);
    let trusted = scenario.trusted();
    let file = indented(&scenario.tablets[0].bundle());
    let sound = meaning(file.as_bytes(), &trusted);
    assert!(sound.is_some());
    let payload = file.find("eyJ").unwrap();
    let payload = payload..payload + Parts::of(&file).payload.len();
    let mut bytes = file.clone().into_bytes();
    let mut harmless = 0;
    for at in (0..file.len()).filter(|at| !payload.contains(at)) {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            if let Some(found) = meaning(&bytes, &trusted) {
                assert_eq!(Some(found), sound, "byte {at}, bit {bit}");
                assert!(file.as_bytes()[at].is_ascii_whitespace(), "byte {at}, bit {bit} was taken");
                harmless += 1;
            }
            bytes[at] ^= 1 << bit;
        }
    }
    // Tab and carriage return are one bit apart; nothing else that is blank is.
    assert_eq!(harmless, file.matches('\t').count());
}
