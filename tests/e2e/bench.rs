//! How long it takes until a record is called saved, beside what the browser's own stores take in the same run. `make bench`; a figure, not a test.

use crate::app::Person;
use crate::harness::{Browser, Engine, Site, Size};
use std::fs;

/// Taps an answer two hundred times, and tells for each in milliseconds when the log has answered, which is when the mirror is written, and when the
/// page says that it is saved. What the browser then takes to paint it is not the app's.
const SAVES: &str = "
    const chip = () => document.querySelector('.app__chips').textContent;
    const set = Storage.prototype.setItem;
    let logged, said;
    Storage.prototype.setItem = function (...entry) { logged ??= performance.now(); return set.apply(this, entry); };
    const watch = new MutationObserver(() => { if (logged && chip().includes('已保存')) said?.(performance.now()); });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    const onDisk = [], acknowledged = [];
    for (let tap = 0; tap < 200; tap++) {
        const radios = [...document.querySelectorAll('main input[type=radio]')].slice(0, 2);
        logged = null;
        const start = performance.now();
        radios.find((radio) => !radio.checked).click();
        const end = await new Promise((resolve) => { said = resolve; });
        onDisk.push(logged - start);
        acknowledged.push(end - start);
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    Storage.prototype.setItem = set;
    return { onDisk, acknowledged };";

/// A page without the app: a `setItem` of a record's size, and an append with a flush in a worker.
const RAW: &str = "
    const text = 'x'.repeat(260), sets = [];
    for (let i = 0; i < 200; i++) {
        const start = performance.now();
        localStorage.setItem(`raw/${i}`, text);
        sets.push(performance.now() - start);
    }
    const worker = new Worker('./worker.js');
    const flushes = await new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });
    return { sets, flushes };";
const WORKER: &str = "
(async () => {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle('raw', { create: true })).createSyncAccessHandle();
    const bytes = new Uint8Array(300), times = [];
    for (let i = 0; i < 200; i++) {
        const start = performance.now();
        file.write(bytes, { at: i * bytes.length });
        file.flush();
        times.push(performance.now() - start);
    }
    postMessage(times);
})();";

fn times(value: &serde_json::Value) -> Vec<f64> {
    let mut times: Vec<f64> = value.as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).collect();
    times.sort_unstable_by(f64::total_cmp);
    times
}

/// Median and 99th percentile.
fn summary(times: &[f64]) -> (f64, f64) {
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

#[test]
#[ignore = "measures: make bench"]
fn bench_the_way_of_a_record_to_the_disk() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    person.found_campaign("测量");
    person.add_compound("甲小区");
    person.open_compound_survey();
    let saves = person.browser.run_async(SAVES, vec![]);
    let (on_disk, acknowledged) = (times(&saves["onDisk"]), times(&saves["acknowledged"]));

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "<!doctype html><title>raw</title>").unwrap();
    fs::write(folder.path().join("worker.js"), WORKER).unwrap();
    let bare = Site::serve(folder.path(), "/");
    let browser = Browser::start(Engine::Chromium);
    browser.open(&bare);
    let raw = browser.run_async(RAW, vec![]);
    let (sets, flushes) = (times(&raw["sets"]), times(&raw["flushes"]));

    let flush = summary(&flushes).0;
    println!("                             p50 ms    p99 ms   p50 / raw flush");
    for (what, times) in [
        ("record on disk and mirrored", &on_disk),
        ("record acknowledged", &acknowledged),
        ("raw OPFS append + flush", &flushes),
        ("raw setItem", &sets),
    ] {
        let (middle, late) = summary(times);
        println!("{what:<27} {middle:>7.2}   {late:>7.2}   {:>7.2}", middle / flush);
    }
}
