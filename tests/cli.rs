//! The command line, run as a program on files.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken fixture has to stop the test")]

#[path = "cli/arguments.rs"]
mod arguments;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/rosters.rs"]
mod rosters;
mod support;
#[path = "cli/trust_lists.rs"]
mod trust_lists;
#[path = "cli/verify.rs"]
mod verify;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::*;
use wenlou::bundle::key::{KeyCard, TrustList};
use wenlou::domain::ballot::{Ballot, Choice};
use wenlou::domain::digest::sha256_hex;
use wenlou::domain::json::{to_indented, to_text};
use wenlou::journal::Fact;
use wenlou::journal::fact::BallotTaken;

/// A folder of files that goes away with the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), bytes).unwrap();
        self
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Writes what `wenlou merge` and `wenlou verify` are given with `--trust`.
    fn trust(&self, list: &TrustList) -> &Self {
        self.put("trust.json", to_indented(list))
    }

    /// The supervisor takes each tablet's bundle, and so does the folder.
    fn hand_over(&self, s: &mut Scenario) -> &Self {
        let trusted = s.trusted();
        for (i, tablet) in s.tablets.iter_mut().enumerate() {
            let file = tablet.bundle();
            self.put(&format!("tablet{}.json", i + 1), &file);
            s.supervisor.take(&file, &trusted);
        }
        self
    }

    /// Runs `wenlou` here.
    fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_wenlou")).args(arguments).current_dir(self.0.path()).output();
        Ran::from(output.unwrap())
    }

    fn verify(&self, files: &[&str]) -> Ran {
        self.run(&[&["verify"], files, &["--trust", "trust.json"]].concat())
    }

    fn merge(&self, files: &[&str]) -> Ran {
        self.run(&[&["merge"], files, &["--trust", "trust.json"]].concat())
    }
}

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    /// Without what it says of a trust list that it takes.
    err: String,
    trust: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let told = text(output.stderr);
        let is_trust = |line: &&str| {
            line.contains("trust list") && (line.contains("Number ") || line.contains("It is not signed"))
        };
        let (trust, err): (Vec<&str>, Vec<&str>) = told.lines().partition(is_trust);
        let (trust, err) = (trust.join("\n"), err.iter().map(|line| format!("{line}\n")).collect());
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err, trust }
    }
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    fn says(self, what: &str) -> Self {
        assert!(self.err.contains(what), "{what:?} isn't said: {self:#?}");
        self
    }
}

/// Three tablets; a conflict between the second and the third, an agreement, a late paper, one paper at two doors.
fn counted(folder: &Folder) -> Scenario {
    let mut s = Scenario::ready(3);
    folder.trust(&s.trust_list()).put("packet.json", s.supervisor.packet());
    for (at, choice) in [(0, Choice::Professional), (1, Choice::Professional), (2, Choice::Quasi)] {
        s.tablets[0].record(ballot(HOUSEHOLDS[at], choice));
    }
    s.tablets[1].record(ballot(HOUSEHOLDS[0], Choice::Professional));
    s.tablets[1].record(ballot(HOUSEHOLDS[3], Choice::Professional));
    s.tablets[2].record(ballot(HOUSEHOLDS[3], Choice::Quasi));
    let late = Ballot { signed_on: "2026-02-01".into(), ..paper("No.early", Choice::Professional) };
    s.tablets[2].record(Fact::Ballot(BallotTaken { ballot: late, ..taken(HOUSEHOLDS[4], Choice::Professional) }));
    let doubled = paper(&format!("No.{}", HOUSEHOLDS[2]), Choice::Quasi);
    s.tablets[2].record(Fact::Ballot(BallotTaken { ballot: doubled, ..taken(HOUSEHOLDS[5], Choice::Quasi) }));
    s.tablets[2].record(ballot(SHOP, Choice::Professional));
    folder.hand_over(&mut s).put("supervisor.json", s.supervisor.bundle());
    s
}

const ALL: [&str; 5] = ["packet.json", "tablet1.json", "tablet2.json", "tablet3.json", "supervisor.json"];
