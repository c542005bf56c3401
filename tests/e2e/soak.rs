//! What the screen called saved is still there after the browser was killed, whenever that was.
//!
//! Twenty kills in `make test`; `make soak` does more (`WENLOU_KILLS`).

use crate::app::Person;
use crate::harness::{Browser, Engine, Site, Size};
use std::collections::BTreeMap;
use std::time::Duration;
use wenlou::store::pack::{Pack, Shelf, unpack};

/// Records by the keys that they have, or had before they were packed.
pub type Records = BTreeMap<String, String>;

/// What is stored of records and packs.
const STORED: &str =
    "Object.fromEntries(Object.entries(localStorage).filter(([key]) => /^wenlou\\/[rp]\\//.test(key)))";

/// Taps two answers of the first survey question by turns, `taps` times without waiting, then waits until the app says that all is saved, and gives
/// all records there are. The mirror is written after the log: what is in it has been saved.
pub fn storm_of(taps: usize) -> String {
    format!(
        "const stored = () => {STORED};
        const last = () => Math.max(0, ...Object.keys(stored()).map((key) => Number(key.split(/[-\\/]/).pop())));
        const chip = () => document.querySelector('.app__chips').textContent;
        const before = last();
        for (let tap = 0; tap < {taps}; tap++) {{
            const radios = [...document.querySelectorAll('main input[type=radio]')].slice(0, 2);
            radios.find((radio) => !radio.checked).click();
            await new Promise((resolve) => setTimeout(resolve, 0));
        }}
        while (last() < before + {taps} || !chip().includes('已保存')) {{
            await new Promise((resolve) => setTimeout(resolve, 1));
        }}
        return stored();"
    )
}

/// All records that are there.
pub fn stored_records(browser: &Browser) -> Records {
    records(&browser.run(&format!("return {STORED}"), vec![]))
}

fn records(stored: &serde_json::Value) -> Records {
    let mut records = Records::new();
    for (key, value) in stored.as_object().unwrap() {
        let value = value.as_str().unwrap();
        let found = match Pack::of_key(key) {
            Some(pack) => {
                let texts = unpack(&pack, value).unwrap_or_else(|| panic!("{key} can't be read"));
                texts.into_iter().map(|(n, text)| (pack.shelf.record_key(n), text)).collect()
            }
            None => vec![(key.clone(), value.to_owned())],
        };
        for (key, text) in found {
            // A record may be packed and by itself for a moment, but never with two texts.
            let known = records.insert(key.clone(), text.clone());
            assert!(known.is_none_or(|known| known == text), "{key} has two texts");
        }
    }
    records
}

/// The numbers of records, in order.
pub fn numbers(records: &Records) -> Vec<u64> {
    let mut numbers: Vec<u64> = records.keys().map(|key| Shelf::of_record_key(key).unwrap().1).collect();
    numbers.sort_unstable();
    numbers
}

/// Delays that differ from run to run no more than the machine does.
struct Delays(u64);

impl Delays {
    fn next(&mut self) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis((self.0 >> 33) % 1_500)
    }
}

fn kills() -> usize {
    std::env::var("WENLOU_KILLS").map_or(20, |kills| kills.parse().expect("WENLOU_KILLS is a number"))
}

/// Storms until the browser is dead; gives what was saved for sure.
fn storm(browser: &Browser, delay: Duration) -> Records {
    let killer = browser.kill_later(delay);
    let mut saved = Records::new();
    let script = storm_of(5);
    while let Some(value) = browser.run_while_it_lives(&script) {
        match value.get("error") {
            Some(error) => browser.fail(&format!("storm: {error}")),
            None => saved = records(&value),
        }
    }
    killer.join().unwrap();
    saved
}

#[test]
fn what_was_called_saved_survives_every_kill() {
    let site = Site::start();
    let mut tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    tablet.found_campaign("断电");
    tablet.add_compound("试验小区");
    tablet.open_compound_survey();
    let survey = tablet.browser.address();
    let (mut delays, mut saved, mut lost_by_browser) = (Delays(20_261_124), Records::new(), 0);
    let kills = kills();
    for kill in 1..=kills {
        saved.append(&mut storm(&tablet.browser, delays.next()));
        tablet.browser.crash_and_restart();
        tablet.browser.go(&survey);
        tablet.page().text_visible("已保存");
        let found = stored_records(&tablet.browser);
        for (key, text) in &saved {
            assert_eq!(found.get(key), Some(text), "kill {kill}: {key}");
        }
        // Numbers run on without gaps: nothing is there twice, nothing was skipped.
        assert_eq!(numbers(&found), (1..=found.len() as u64).collect::<Vec<_>>(), "kill {kill}");
        lost_by_browser += usize::from(tablet.page().sees("已从本机日志恢复"));
    }
    assert!(saved.len() > kills, "only {} records were saved in all", saved.len());
    println!("{kills} kills, {} records saved, {lost_by_browser} times localStorage had lost some", saved.len());
}
