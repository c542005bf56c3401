//! Every file in `tests/fuzz/corpus` goes through its reader: what the fuzzer once found its way into, or stumbled over, stays passable.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "fuzz/readers.rs"]
mod readers;

use readers::READERS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// No more than this is kept of what the fuzzer finds.
const MOST: u64 = 300_000;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(name)
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_file_of_the_corpora_comes_back() {
    let mut size = 0;
    for (name, reader) in READERS {
        let mut taken = 0;
        for path in listed(&folder("corpus").join(name)) {
            println!("{}", path.display());
            let bytes = fs::read(&path).unwrap();
            size += bytes.len() as u64;
            taken += usize::from(reader(&bytes));
        }
        assert!(taken > 0, "{name}: nothing leads to the reader's end");
    }
    assert!(size <= MOST, "the corpora are {size} bytes");
}

/// A reader without a target or a corpus would only seem to be tried.
#[test]
fn readers_targets_and_corpora_are_the_same() {
    let names = |folder: &Path| -> BTreeSet<String> {
        listed(folder).iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    let readers: BTreeSet<String> = READERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&folder("corpus")), readers);
    assert_eq!(names(&folder("targets")), readers);
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    for name in &readers {
        assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
    }
}
