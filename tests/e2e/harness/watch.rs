//! What Chromium does behind a page, by its own logs: what it asked of the network, for whom, and what it complained of.
//!
//! The log of the network stack has everything that leaves the browser, whichever part of a page asks for it: workers and the service worker too,
//! and look-ups that only prepare a connection, which no policy of a page forbids. The browser's own requests, for its updates and its
//! start page, are told apart by who asked.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Instant;

use super::browser::{PATIENCE, POLL};

const REQUESTS: &str = "requests.json";
const CONSOLE: &str = "console.log";
/// What is no complaint: that the hash of a program is looked at when it is fetched and not when it is loaded ahead, and hints to authors.
const REMARKS: [&str; 2] = ["`integrity` attribute is currently ignored for preload destinations", "\"[DOM] "];

/// Chromium asks Google how forms of this shape are filled in: for the page, but not by it, and no page can forbid it.
const NO_AUTOFILL: &str = "--disable-features=AutofillServerCommunication";

/// What makes Chromium write its logs.
pub(super) fn watching(home: &Path) -> [String; 4] {
    let (requests, console) = (home.join(REQUESTS), home.join(CONSOLE));
    let requests = format!("--log-net-log={}", requests.display());
    [NO_AUTOFILL.to_owned(), requests, "--enable-logging".to_owned(), format!("--log-file={}", console.display())]
}

pub struct Seen {
    events: Vec<Value>,
    /// Everything on the console: what a policy blocked, what failed, what nobody caught.
    pub complaints: Vec<String>,
}

impl Seen {
    pub(super) fn read(home: &Path) -> Seen {
        let requests = home.join(REQUESTS);
        let deadline = Instant::now() + PATIENCE;
        // The end is written when the browser ends.
        let log: Value = loop {
            let text = fs::read_to_string(&requests).unwrap_or_default();
            match serde_json::from_str(&text) {
                Ok(log) => break log,
                Err(_) if Instant::now() < deadline => thread::sleep(POLL),
                Err(error) => panic!("{}: {error}", requests.display()),
            }
        };
        let events = log["events"].as_array().expect("a log of the network").clone();
        let console = fs::read_to_string(home.join(CONSOLE)).expect("a log of the console");
        let said = console.lines().filter(|line| line.contains(":CONSOLE:"));
        let complaints =
            said.filter(|line| !REMARKS.iter().any(|remark| line.contains(remark))).map(str::to_owned).collect();
        Seen { events, complaints }
    }

    /// What pages, workers and service workers of the site at `address` asked for: addresses, and names that were looked up.
    pub fn asked_by(&self, address: &str) -> Vec<&str> {
        let origin = address.match_indices('/').nth(2).map_or(address, |(end, _)| &address[..end]);
        // Without its port: so the log names who a connection is for.
        let site = origin.rsplit_once(':').map_or(origin, |(site, _)| site);
        let is_for = |params: &Value| {
            let names = |member: &str, who: &str| params[member].as_str().is_some_and(|text| text == who);
            let begins =
                |member: &str| params[member].as_str().is_some_and(|text| text.starts_with(&format!("{site} ")));
            names("initiator", origin) || begins("network_isolation_key") || begins("network_anonymization_key")
        };
        let asked = self.events.iter().map(|event| &event["params"]).filter(|params| is_for(params));
        asked.filter_map(|params| params["url"].as_str().or(params["host"].as_str())).collect()
    }

    /// What of it lies elsewhere.
    pub fn left(&self, address: &str) -> Vec<&str> {
        let site = address.trim_end_matches('/');
        self.asked_by(address).into_iter().filter(|asked| !asked.starts_with(site)).collect()
    }
}
