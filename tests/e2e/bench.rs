//! How long it takes until a record is called saved, beside what the browser's own stores take in the same run; and how long the doors of 10,000
//! households take, beside a page that was written by hand for them; and how the time for printing forms grows with their number. `make bench`; what grows
//! with the square fails, and a compound that opens three times as slowly as by hand; the rest are figures, not tests.

use crate::app::Person;
use crate::harness::{Browser, Engine, Site, Size, built_site};
use crate::large::{open_count, seed};
use crate::papers::prepare;
use crate::support::large::large_of;
use crate::support::{COMPOUND, Scenario, household, import_roll};
use std::fs;
use std::path::Path;
use std::time::Instant;
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::domain::household::Use;
use wenlou::domain::roll::Roll;
use wenlou::journal::Fact;
use wenlou::journal::compound::Compound;
use wenlou::journal::fact::Freeze;

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

/// 95th percentile.
fn late(times: &[f64]) -> f64 {
    times[times.len() * 95 / 100]
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

/// The app's own style sheets, as one for a page written by hand.
fn write_styles(folder: &Path, sheets: [&str; 2]) {
    let is_css = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        sheets.iter().any(|styles| name.starts_with(styles)) && name.ends_with(".css")
    };
    let css = fs::read_dir(built_site()).unwrap().map(|entry| entry.unwrap().path()).filter(is_css);
    let css: String = css.map(|path| fs::read_to_string(path).unwrap()).collect();
    fs::write(folder.join("main.css"), css).unwrap();
}

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
    person.browser.slow_down(SLOW);
    let slow = person.browser.run_async(ROUNDS, vec![]);

    let folder = tempfile::tempdir().unwrap();
    write_styles(folder.path(), ["main-", "doors-"]);
    fs::write(folder.path().join("index.html"), BY_HAND).unwrap();
    let bare = Site::serve(folder.path(), "/");
    let browser = Browser::start_sized(Engine::Chromium, Size::PORTRAIT);
    browser.open(&bare);
    let by_hand = browser.run_async(ROUNDS, vec![]);

    println!("10,000 households, {} elements for 500 stairwells ({} by hand)", app["nodes"][0], by_hand["nodes"][0]);
    println!("                             p50 ms    p95 ms   by hand p50    ratio   {SLOW}x slower, p95");
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
        let [app, floor, slow] = [&app, &by_hand, &slow].map(|of| times(&of[what]));
        let (middle, floor, ratio) = (summary(&app).0, summary(&floor).0, summary(&app).0 / summary(&floor).0);
        let (late, slow) = (late(&app), late(&slow));
        println!("{name:<27} {middle:>7.2}   {late:>7.2}   {floor:>11.2}   {ratio:>6.1}   {slow:>16.2}");
        // Of a door nobody writes by hand all that is on it.
        assert!(what != "stairwells" || ratio <= OPENING, "{name}: more than {OPENING}");
    }
}

/// How many times as long as a page written by hand the compound may take to open.
const OPENING: f64 = 3.0;
/// A tablet has so much less of a processor than what measures.
const SLOW: u32 = 4;

/// Opens the count and how far the visits have come again and again, types why it is closed all the same, and tells how long each takes.
const COUNTS: &str = "
    const all = (css) => document.querySelectorAll(css);
    const find = (text) => [...all('button')].find((b) => (b.getAttribute('aria-label') ?? b.textContent).includes(text));
    const turn = () => new Promise((go) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
    const frame = () => new Promise(requestAnimationFrame);
    const why = () => [...all('main label')].find((label) => label.textContent.includes('仍要截止的理由'))?.control;
    const times = { rows: [all('main .item').length], nodes: [all('main *').length] }, note = (what, time) => (times[what] ??= []).push(time);
    const step = async (what, tap, there) => {
        await frame(); await frame();
        const start = performance.now();
        tap();
        while (!there()) {
            if (performance.now() - start > 20000) throw new Error(`in vain: ${what}`);
            await turn();
        }
        document.body.getBoundingClientRect();
        note(what, performance.now() - start);
    };
    for (let round = 0; round < 10; round++) {
        for (let key = 1; key <= 10; key++) {
            let turns = 0;
            await step('key', () => {
                why().value = '其'.repeat(key);
                why().dispatchEvent(new Event('input', { bubbles: true }));
            }, () => turns++ > 1);
        }
        await step('back', () => find('返回').click(), () => find('进度与提示'));
        await step('progress', () => find('进度与提示').click(), () => all('main table').length >= 3);
        await step('back', () => find('返回').click(), () => find('进度与提示'));
        await step('tally', () => find('计票与决定').click(), () => why());
    }
    return times;";

#[test]
#[ignore = "measures: make bench"]
fn bench_the_count_of_ten_thousand_households() {
    let site = Site::start();
    // The same work over a tenth of the households says what a key takes that has nothing to do with their number.
    let [few, all] = [1_000, 10_000].map(|households| {
        let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
        open_count(&person, &site, households, &[]);
        person.page().textbox("仍要截止的理由").wait();
        let times = person.browser.run_async(COUNTS, vec![]);
        person.browser.slow_down(SLOW);
        (times, person.browser.run_async(COUNTS, vec![]))
    });
    let ((few, _), (all, slow)) = (few, all);
    println!("10,000 households: {} rows, {} elements on the count", all["rows"][0], all["nodes"][0]);
    println!("                             p50 ms    p95 ms   of 1,000    each, times as long   {SLOW}x slower, p95");
    for (what, name) in [("tally", "the count"), ("key", "a key at the reason"), ("progress", "how far it has come")] {
        let [all, few, slow] = [&all, &few, &slow].map(|of| times(&of[what]));
        let (middle, least) = (summary(&all).0, summary(&few).0);
        let (growth, late, slow) = ((middle / 10.0) / least, late(&all), late(&slow));
        println!("{name:<27} {middle:>7.2}   {late:>7.2}   {least:>8.2}   {growth:>19.2}   {slow:>16.2}");
        assert!(growth <= MARGIN, "{name}: more than {MARGIN}");
    }
}

/// Types into a field of each screen that is named, the first one where none is, after what leads to it: taps and texts of other fields.
const KEYS: &str = "
    const all = (css) => [...document.querySelectorAll(css)];
    const turn = () => new Promise((go) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
    const frame = () => new Promise(requestAnimationFrame);
    const until = async (what, there) => {
        for (const start = performance.now(); ; await turn()) {
            const found = there();
            if (found) return found;
            if (performance.now() - start > 30000) throw new Error(`in vain: ${what}`);
        }
    };
    const named = (text) => all('main button, main label').find((it) => (it.getAttribute('aria-label') ?? it.textContent).includes(text));
    const times = {};
    const labelled = (text) => all('main label').find((it) => it.textContent.includes(text))?.control;
    const put = (field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); };
    const first = () => all('main textarea, main input[type=text], main input:not([type])').find((it) => it.checkVisibility());
    for (const [what, address, steps, label] of arguments[0]) {
        location.hash = address;
        await until(address, () => location.hash === address && !document.querySelector('[role=alertdialog]'));
        await frame(); await frame();
        const field = () => label ? labelled(label) : first();
        // What was opened once stays open.
        for (const [text, typed] of field() ? [] : steps) {
            if (typed) put(await until(text, () => labelled(text)), typed); else (await until(text, () => named(text))).click();
            await frame(); await frame();
        }
        await until(what, field);
        times[what] = [];
        const before = field().value;
        for (let key = 1; key <= 40; key++) {
            await frame(); await frame();
            const start = performance.now();
            put(field(), '其'.repeat(key % 10));
            for (let turns = 0; turns < 2; turns++) await turn();
            document.body.getBoundingClientRect();
            times[what].push(performance.now() - start);
        }
        put(field(), before);
        await frame();
    }
    return times;";

#[test]
#[ignore = "measures: make bench"]
fn bench_a_key_on_every_screen_of_ten_thousand_households() {
    let site = Site::start();
    let [few, all] = [1_000, 10_000].map(|households| {
        let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
        open_count(&person, &site, households, &[]);
        let address = person.browser.address();
        let (_, of) = address.split_once("#tally/").unwrap();
        let (campaign, _) = of.split_once('/').unwrap();
        let rewrite =
            [("更正一户", ""), ("改写一户", ""), ("幢号", "1"), ("单元", "1"), ("房号", "101"), ("更正原因", "写错")];
        let screens = serde_json::json!([
            ["the count", format!("#tally/{of}"), [], "仍要截止的理由"],
            ["the notice", format!("#notice/{of}"), [], null],
            ["a correction of the roll", format!("#notice/{of}"), rewrite, "产权人"],
            ["steps of the dossier", format!("#dossier/{of}/steps"), [], null],
            ["scope of the dossier", format!("#dossier/{of}/scope"), [], null],
            ["haves of the dossier", format!("#dossier/{of}/haves"), [], null],
            ["costs of the dossier", format!("#dossier/{of}/money"), [], null],
            ["operation of the dossier", format!("#dossier/{of}/operation"), [], null],
            ["papers off the roll", format!("#strays/{of}"), [], null],
            ["a door", format!("#household/{of}/1-1-101"), [], "表格编号"],
            ["the terms", format!("#terms/{campaign}"), [], null],
        ]);
        let screens = || vec![screens.clone()];
        let times = person.browser.run_async(KEYS, screens());
        person.browser.slow_down(SLOW);
        (times, person.browser.run_async(KEYS, screens()))
    });
    println!("a key with 10,000 households    p50 ms    p95 ms   of 1,000   {SLOW}x slower, p95");
    for (name, typed) in all.0.as_object().unwrap() {
        let [typed, few, slow] = [typed, &few.0[name], &all.1[name]].map(times);
        let (late, least, slow) = (late(&typed), summary(&few).0, late(&slow));
        println!("{name:<30} {:>7.2}   {late:>7.2}   {least:>8.2}   {slow:>16.2}", summary(&typed).0);
    }
}

/// Lays the forms out again and again, and tells in milliseconds how long it takes until they are in the page; the last ones stay there.
const LAY_OUT: &str = "
    const find = (text) => [...document.querySelectorAll('button')].find((button) => button.innerText.trim() === text);
    const turn = () => new Promise((go) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
    const until = async (there) => { while (!there()) await turn(); };
    window.print = () => {};
    const times = [];
    for (let round = 0; round < 7; round++) {
        find('收起')?.click();
        await until(() => !document.querySelector('.doc'));
        const start = performance.now();
        find('打印征求意见表').click();
        await until(() => document.querySelector('.doc .leaf'));
        times.push(performance.now() - start);
    }
    return { times, markup: document.querySelector('.doc').outerHTML };";

/// The same forms as finished markup.
const PUT: &str = "
    const times = [];
    for (let round = 0; round < 7; round++) {
        document.body.replaceChildren();
        const start = performance.now();
        document.body.innerHTML = arguments[0];
        times.push(performance.now() - start);
    }
    return { times };";

/// How much longer each of many may take than each of a few in the same run: what grows with the square would take as much longer as there are more.
const MARGIN: f64 = 2.0;

/// What forms take in milliseconds: laid out and on paper, by the app and as finished markup.
struct Forms {
    forms: usize,
    laid: [f64; 2],
    printed: [f64; 2],
}

impl Forms {
    fn measure(person: &Person, bare: &Browser, forms: usize) -> Self {
        person.page().text_visible(&format!("已选 {forms} 户"));
        let app = person.browser.run_async(LAY_OUT, vec![]);
        let by_hand = bare.run_async(PUT, vec![app["markup"].clone()]);
        let laid = [&app, &by_hand].map(|of| summary(&times(&of["times"])).0);
        let print = |browser: &Browser| {
            let once = || {
                let began = Instant::now();
                browser.print("bench-forms");
                began.elapsed().as_secs_f64() * 1e3
            };
            once().min(once())
        };
        Self { forms, laid, printed: [print(&person.browser), print(bare)] }
    }
}

#[test]
#[ignore = "measures: make bench"]
fn bench_the_forms_of_a_whole_compound() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    prepare(&person, "office-roster.xlsx", 504);
    page.button("打印文书…").tap();
    let folder = tempfile::tempdir().unwrap();
    write_styles(folder.path(), ["main-", "office-"]);
    let by_hand = "<!doctype html><meta charset=\"utf-8\"><link rel=\"stylesheet\" href=\"main.css\"><title>by hand</title><body>";
    fs::write(folder.path().join("index.html"), by_hand).unwrap();
    let bare_site = Site::serve(folder.path(), "/");
    let bare = Browser::start_sized(Engine::Chromium, Size::LANDSCAPE);
    bare.open(&bare_site);
    page.select("幢").choose("2幢");
    let few = Forms::measure(&person, &bare, 42);
    page.select("幢").choose("全部");
    let all = Forms::measure(&person, &bare, 504);

    println!("forms                          ms   ms a form   by hand ms    ratio");
    for of in [&few, &all] {
        for (what, [app, by_hand]) in [("laid out", of.laid), ("printed", of.printed)] {
            let (each, ratio) = (app / of.forms as f64, app / by_hand);
            println!("{:>4} {what:<16} {app:>12.1}   {each:>9.2}   {by_hand:>10.1}   {ratio:>6.1}", of.forms);
        }
    }
    for (what, few_ms, all_ms) in [("laid out", few.laid[0], all.laid[0]), ("printed", few.printed[0], all.printed[0])]
    {
        let growth = (all_ms / all.forms as f64) / (few_ms / few.forms as f64);
        println!("{what}: each of {} takes {growth:.2} times as long as each of {}", all.forms, few.forms);
        assert!(growth <= MARGIN, "{what}: more than {MARGIN}");
    }
}

/// A compound of so many households that prints its forms.
fn printing(households: usize) -> Compound {
    let stairwell = |at: usize| ((at / 100 + 1).to_string(), (at / 20 % 5 + 1).to_string());
    let title = |at: usize| {
        let (building, no) = stairwell(at);
        household(&building, Some(&no), &format!("{}0{}", at % 20 / 2 + 1, at % 2 + 1), Use::Residential)
    };
    let titles: Vec<_> = (0..households).map(title).collect();
    let roll = Roll::new(titles.clone());
    assert_eq!(roll.counted(), households as u64);
    let s = Scenario::with(0, |supervisor| {
        let mut terms = Terms { name: "柳荫街道".into(), ..Terms::default() };
        terms.settings.set(catalogue::setting("forms").unwrap(), "printed").unwrap();
        supervisor.record(Fact::Terms(terms));
        import_roll(supervisor, titles);
        let (roll, households) = (roll.hash().to_owned(), roll.counted());
        supervisor.record(Fact::Freeze(Freeze { compound: COMPOUND.into(), roll, households, counts: None }));
    });
    s.supervisor.state().compounds.get(&COMPOUND.into()).unwrap().clone()
}

#[test]
#[ignore = "measures: make bench"]
fn bench_the_serials_of_ten_thousand_households() {
    let best = |work: &dyn Fn() -> usize| {
        let once = |_| {
            let began = Instant::now();
            let found = work();
            (began.elapsed().as_secs_f64() * 1e3, found)
        };
        (0..5).map(once).min_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
    };
    let [few, all] = [1_000, 10_000].map(|households| {
        let compound = printing(households);
        let (together, found) = best(&|| compound.form_serials().len());
        assert_eq!(found, households);
        println!("the serials of {households} households: {together:.2} ms in one pass");
        together / households as f64
    });
    let growth = all / few;
    println!("each of 10,000 takes {growth:.2} times as long as each of 1,000");
    assert!(growth <= MARGIN, "more than {MARGIN}");
}
