//! What the screen called saved is still there after the browser was killed, whenever that was.
//!
//! Twenty kills in `make test`; `make soak` does more (`WENLOU_KILLS`).

use crate::app::Person;
use crate::harness::{Browser, Engine, Site, Size};
use std::collections::BTreeMap;
use std::time::Duration;

/// Records by their keys in localStorage.
type Records = BTreeMap<String, String>;

/// Taps two answers of the first survey question by turns, `taps` times without waiting, then waits until the app says that all is saved, and gives
/// all records there are. The mirror is written after the log: what is in it has been saved.
pub fn storm_of(taps: usize) -> String {
    format!(
        "const records = () => Object.entries(localStorage).filter(([key]) => key.startsWith('wenlou/r/'));
        const chip = () => document.querySelector('.app__chips').textContent;
        const before = localStorage.length;
        for (let tap = 0; tap < {taps}; tap++) {{
            const radios = [...document.querySelectorAll('main input[type=radio]')].slice(0, 2);
            radios.find((radio) => !radio.checked).click();
            await new Promise((resolve) => setTimeout(resolve, 0));
        }}
        while (localStorage.length < before + {taps} || !chip().includes('已保存')) {{
            await new Promise((resolve) => setTimeout(resolve, 1));
        }}
        return Object.fromEntries(records());"
    )
}

/// All records that are there.
const READ: &str = "
    return Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('wenlou/r/')));";

fn records(value: &serde_json::Value) -> Records {
    let members = value.as_object().unwrap();
    members.iter().map(|(key, text)| (key.clone(), text.as_str().unwrap().to_owned())).collect()
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
        let found = records(&tablet.browser.run(READ, vec![]));
        for (key, text) in &saved {
            assert_eq!(found.get(key), Some(text), "kill {kill}: {key}");
        }
        // Numbers run on without gaps: nothing is there twice, nothing was skipped.
        let numbers: Vec<u64> = found.keys().map(|key| key.rsplit_once('/').unwrap().1.parse().unwrap()).collect();
        assert_eq!(numbers.iter().max(), Some(&(found.len() as u64)), "kill {kill}");
        lost_by_browser += usize::from(tablet.page().sees("已从本机日志恢复"));
    }
    assert!(saved.len() > kills, "only {} records were saved in all", saved.len());
    println!("{kills} kills, {} records saved, {lost_by_browser} times localStorage had lost some", saved.len());
}
