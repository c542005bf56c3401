//! Two JOSE libraries that this program shares no code with, each asked everything in one go. `tests/jose/jose.mjs` says what can be asked.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a library that is missing has to stop the test"
)]

use serde_json::Value;
use std::io::{Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Library {
    /// `jose` of npm, over WebCrypto.
    Npm,
    /// `joserfc` of PyPI, over OpenSSL.
    Python,
}

pub const LIBRARIES: [Library; 2] = [Library::Npm, Library::Python];

impl Library {
    /// The answers to `requests`, in their order, by one process.
    pub fn ask(self, requests: &[Value]) -> Vec<Value> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jose");
        let (program, script) = match self {
            Self::Npm => ("node".into(), "jose.mjs"),
            // Set-up puts it beside what is built.
            Self::Python => {
                (Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("jose-python/bin/python"), "jose.py")
            }
        };
        let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
        let mut asked = tempfile::tempfile().unwrap();
        asked.write_all(lines.as_bytes()).unwrap();
        asked.rewind().unwrap();
        let mut command = Command::new(&program);
        command.arg(folder.join(script)).stdin(asked).stderr(Stdio::inherit());
        let output = command.output().unwrap_or_else(|e| panic!("{}: {e}; run .ci/setup test", program.display()));
        assert!(output.status.success(), "{self:?}: {}; has .ci/setup test been run?", output.status);
        let answers: Vec<Value> =
            String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers.len(), requests.len(), "{self:?}");
        answers
    }
}
