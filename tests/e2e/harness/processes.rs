//! A started program with everything it starts itself, so that nothing is left over. Browsers put their parts into
//! process groups and sessions of their own; what they all keep is the environment, which carries a mark.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const MARK: &str = "WENLOU_E2E";

pub struct Family {
    head: Child,
    mark: String,
}

impl Family {
    /// `mark` has to be unique among all that run.
    pub fn start(command: &mut Command, mark: &str) -> Family {
        let head =
            command.env(MARK, mark).stdin(Stdio::null()).spawn().unwrap_or_else(|error| {
                panic!("{} can't be started ({error}); .ci/setup test installs it", name(command))
            });
        Family { head, mark: mark.to_owned() }
    }

    /// The first line the program writes to its (piped) standard output.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        let stdout = self.head.stdout.take().expect("stdout is piped");
        let _ = BufReader::new(stdout).read_line(&mut line);
        line.trim().to_owned()
    }

    pub fn has_ended(&mut self) -> bool {
        !matches!(self.head.try_wait(), Ok(None))
    }

    /// SIGKILL to all of them after `delay`, whatever they are at.
    pub fn kill_later(&self, delay: Duration) -> thread::JoinHandle<()> {
        let mark = self.mark.clone();
        thread::spawn(move || {
            thread::sleep(delay);
            let _ = Command::new("kill").arg("-KILL").args(marked_with(&mark)).stderr(Stdio::null()).status();
        })
    }

    /// SIGKILL to all of them at once: what a crash or an empty battery is to the browser.
    pub fn kill(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let _ = self.head.kill();
            let _ = self.head.wait();
            let left = marked_with(&self.mark);
            if left.is_empty() || Instant::now() > deadline {
                return;
            }
            let _ = Command::new("kill").arg("-KILL").args(&left).stderr(Stdio::null()).status();
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        self.kill();
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Ids of living processes whose environment carries the mark.
fn marked_with(mark: &str) -> Vec<String> {
    let wanted = format!("{MARK}={mark}");
    let is_marked = |process: &Path| {
        fs::read(process.join("environ"))
            .is_ok_and(|text| text.split(|byte| *byte == 0).any(|part| part == wanted.as_bytes()))
    };
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit) && is_marked(&entry.path()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}
