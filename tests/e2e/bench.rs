//! How long it takes until a record is called saved, beside what the browser's own stores take in the same run; and how long the doors of 10,000
//! households take, beside a page that was written by hand for them. `make bench`; figures, not tests.

use crate::app::Person;
use crate::harness::{Browser, Engine, Site, Size, built_site};
use crate::large::seed;
use crate::support::large::large_of;
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

/// Goes from a compound to its doors and back, again and again, and tells of each step in milliseconds how long it takes from the tap until what it leads
/// to is laid out. What the browser then takes to paint it is not the page's.
const ROUNDS: &str = "
    const all = (css) => document.querySelectorAll(css);
    const find = (text) => [...all('button')].find((b) => (b.getAttribute('aria-label') ?? b.textContent).includes(text));
    const turn = () => new Promise((go) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
    const frame = () => new Promise(requestAnimationFrame);
    const times = {}, note = (what, time) => (times[what] ??= []).push(time);
    const step = async (what, tap, there) => {
        await frame(); await frame();
        const start = performance.now();
        tap();
        while (!there()) {
            if (performance.now() - start > 5000) throw new Error(`in vain: ${what}`);
            await turn();
        }
        document.body.getBoundingClientRect();
        note(what, performance.now() - start);
    };
    const choice = () => all('main .stairwell').length >= 500, grid = () => all('main .doors .cell').length >= 20;
    const door = () => !all('.doors').length && all('main input').length > 1;
    for (let round = 0; round < 20; round++) {
        await step('stairwells', () => find('入户征求意见').click(), choice);
        times.nodes ??= [all('main *').length];
        let box = all('main .stairwell')[0];
        while (box.parentElement && !(box.scrollHeight > box.clientHeight + 9 && /auto|scroll/.test(getComputedStyle(box).overflowY))) box = box.parentElement;
        for (let i = 0, last = await frame(); i < 20; i++) {
            box.scrollBy(0, 400);
            const now = await frame();
            note('scroll', now - last);
            last = now;
        }
        await step('grid', () => all('main .stairwell')[round * 7].click(), grid);
        await step('door', () => all('.doors .cell')[round % 20].click(), door);
        const input = [...all('main label')].find((label) => label.textContent.includes('表格编号')).control;
        for (let key = 1; key <= 5; key++) {
            let turns = 0;
            await step('key', () => {
                input.value = '7'.repeat(key);
                input.dispatchEvent(new Event('input', { bubbles: true }));
            }, () => turns++ > 1);
        }
        await step('back_to_grid', () => find('返回').click(), grid);
        await step('back_to_stairwells', () => find('返回').click(), choice);
        await step('back_to_compound', () => find('返回').click(), () => find('入户征求意见'));
    }
    return times;";

/// The same doors by hand: an array, and elements made anew for each screen, under the app's own style sheet.
const BY_HAND: &str = r#"<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="main.css"><title>by hand</title><body><script>
const make = (tag, name, ...inner) => { const node = document.createElement(tag); node.className = name; node.append(...inner); return node; };
const button = (name, tap, ...inner) => { const node = make('button', name, ...inner); node.onclick = tap; return node; };
const homes = [];
for (let b = 1; b <= 100; b++) for (let s = 1; s <= 5; s++) for (let f = 1; f <= 10; f++) for (let d = 1; d <= 2; d++)
    homes.push({ b, s, f, suite: `${f}0${d}`, visits: [1, 2], ballots: [{ choice: 'professional', day: '2026-03-10' }] });
const state = (home) => home.ballots.some((ballot) => ballot.day >= '2026-03-01') ? 'returned' : home.visits.length ? 'visited' : 'untouched';
const show = (...nodes) => document.body.replaceChildren(make('header', 'app__bar', button('button', () => history.back(), '返回')), make('main', 'app__main', ...nodes));
const screens = {
    compound: () => show(button('item', () => go('stairwells'), '入户征求意见')),
    stairwells: () => {
        const buildings = Map.groupBy(homes, (home) => home.b);
        show(...[...buildings].map(([b, homes]) => make('section', 'card', make('h3', 'card__subtitle', `${b}幢`), make('ul', 'stairwells',
            ...[...Map.groupBy(homes, (home) => home.s)].map(([s, homes]) => make('li', '', button('stairwell', () => go('grid', homes),
                make('span', 'stairwell__name', make('span', 'sr-only', `${b}幢 `), `${s}单元`),
                make('span', 'badge', `${homes.filter((home) => state(home) === 'returned').length}/${homes.length}`))))))));
    },
    grid: (homes) => {
        const floors = [...Map.groupBy(homes, (home) => home.f)].reverse();
        const cell = (home) => button(`cell cell--${state(home)}`, () => go('door', home), make('span', 'cell__room', home.suite),
            make('span', 'cell__note', '已收回'), make('span', 'cell__count', `${home.visits.length}次`));
        show(make('div', 'legend', ...Array.from({ length: 9 }, (_, i) => make('span', '', make('span', 'cell'), `状态${i}`))),
            make('div', 'card doors-wrap', make('table', 'doors', make('tbody', '', ...floors.map(([f, homes]) =>
                make('tr', '', make('th', '', `${f}层`), ...homes.map((home) => make('td', '', cell(home)))))))));
    },
    door: (home) => show(make('h2', '', home.suite), make('section', 'card', ...Array.from({ length: 6 }, (_, i) =>
        make('label', 'field', make('span', 'field__label', i ? `栏目${i}` : '表格编号'), Object.assign(make('input', 'field__input'), { type: 'text', oninput: check })))),
        make('section', 'card', ...['未遇', '拒收', '已送达', '约定再访', '已搬离', '灭失'].map((text) => button('button', check, text)))),
};
// Whose number it is that is typed.
const check = (event) => homes.some((home) => home.ballots.some((ballot) => ballot.serial === event.target.value));
const way = [];
const go = (screen, ...of) => { way.push([screen, of]); history.pushState(way.length, ''); screens[screen](...of); };
addEventListener('popstate', () => { way.pop(); const [screen, of] = way.at(-1) ?? ['compound', []]; screens[screen](...of); });
screens.compound();
</script>"#;

#[test]
#[ignore = "measures: make bench"]
fn bench_the_doors_of_ten_thousand_households() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "1号平板");
    let page = person.page();
    seed(&person, &site, &large_of(1, 10_000, 20));
    page.button("柳荫街道").tap();
    page.button("柳荫0小区…").tap();
    page.heading("柳荫0小区").wait();
    let app = person.browser.run_async(ROUNDS, vec![]);

    let folder = tempfile::tempdir().unwrap();
    let is_css = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ["main-", "doors-"].iter().any(|styles| name.starts_with(styles)) && name.ends_with(".css")
    };
    let css = fs::read_dir(built_site()).unwrap().map(|entry| entry.unwrap().path()).filter(is_css);
    let css: String = css.map(|path| fs::read_to_string(path).unwrap()).collect();
    fs::write(folder.path().join("main.css"), css).unwrap();
    fs::write(folder.path().join("index.html"), BY_HAND).unwrap();
    let bare = Site::serve(folder.path(), "/");
    let browser = Browser::start_sized(Engine::Chromium, Size::PORTRAIT);
    browser.open(&bare);
    let by_hand = browser.run_async(ROUNDS, vec![]);

    println!("10,000 households, {} elements for 500 stairwells ({} by hand)", app["nodes"][0], by_hand["nodes"][0]);
    println!("                             p50 ms    p95 ms   by hand p50    ratio");
    for (what, name) in [
        ("stairwells", "choice of stairwells"),
        ("scroll", "a frame while it scrolls"),
        ("grid", "grid of a stairwell"),
        ("door", "a door"),
        ("key", "a key at the door"),
        ("back_to_grid", "back to the grid"),
        ("back_to_stairwells", "back to the stairwells"),
        ("back_to_compound", "back to the compound"),
    ] {
        let (app, floor) = (times(&app[what]), times(&by_hand[what]));
        let (middle, late, floor) = (summary(&app).0, app[app.len() * 95 / 100], summary(&floor).0);
        println!("{name:<27} {middle:>7.2}   {late:>7.2}   {floor:>11.2}   {:>6.1}", middle / floor);
    }
}
