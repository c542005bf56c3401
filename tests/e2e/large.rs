//! A campaign as large as one gets, on a tablet: it opens, is packed, and work goes on.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use crate::soak::stored_records;
use crate::support::large::{Large, large, large_of, own_records, stored};
use serde_json::Value;
use std::fs;
use wenlou::bundle::incoming::{self, Incoming};
use wenlou::domain::campaign::Terms;
use wenlou::domain::catalogue;
use wenlou::journal::Fact;
use wenlou::journal::fact::{Deputy, Enrol};
use wenlou::store::change::Change;
use wenlou::store::keys;
use wenlou::store::pack::tidy;
use wenlou::store::quota::units;

/// Puts entries into localStorage, as they come back from a device that holds them.
const PUT: &str = "for (const [key, value] of Object.entries(arguments[0])) localStorage.setItem(key, value)";
const USED: &str =
    "return Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0)";

/// Puts a campaign onto a person's tablet and opens its app anew; says how much of the store it takes.
pub fn seed(person: &Person, site: &Site, all: &Large) -> u64 {
    let app = person.browser.address();
    // All is packed but the last compounds' rolls.
    let mut setup = own_records(&all.supervisor);
    let mut entries = setup.split_off(setup.len() * 2 / 3);
    entries.extend(stored(&setup, tidy(setup.clone())));
    let campaign = all.supervisor.journal.campaign();
    for tablet in [&all.supervisor].into_iter().chain(&all.tablets) {
        let id = tablet.device.id.as_str();
        entries.push(Change::put(format!("{}{}", keys::DEVICES, &id[..8]), id));
    }
    entries.push(Change::put(format!("{}{campaign}", keys::CAMPAIGNS), "\"柳荫街道\""));
    for tablet in &all.tablets {
        let records = own_records(tablet);
        entries.extend(stored(&records, tidy(records.clone())));
    }
    let entry = |Change { key, value }: &Change| (key.clone(), Value::from(value.clone().unwrap()));
    let seed: Value = entries.iter().map(entry).collect::<serde_json::Map<_, _>>().into();
    let seeded: u64 = entries.iter().map(|change| units(&change.key) + units(change.value.as_ref().unwrap())).sum();
    person.browser.go(&format!("{}icon.svg", site.address()));
    person.browser.run(PUT, vec![seed]);
    person.browser.go(&app);
    seeded
}

/// Opens the count of so many households on the tablet of somebody who is a deputy of the campaign and has all of it.
pub fn open_count(person: &Person, site: &Site, households: usize, settings: &[(&str, &str)]) {
    let page = person.page();
    page.button("导入文件").tap();
    let card = fs::read(person.save_card().file).unwrap();
    let Ok(Incoming::Card { card, device }) = incoming::read(&card, &[]) else { panic!("no card") };
    let mut all = large_of(1, households, 20);
    let mut terms = Terms { name: "柳荫街道".into(), ..Terms::default() };
    for (id, value) in settings {
        terms.settings.set(catalogue::setting(id).unwrap(), value).unwrap();
    }
    all.supervisor.record(Fact::Terms(terms));
    let enrol = Enrol { device: device.clone(), name: card.name, person: None, key: card.key };
    all.supervisor.record(Fact::Enrol(enrol));
    all.supervisor.record(Fact::Deputy(Deputy { device }));
    person.back();
    seed(person, site, &all);
    page.button("柳荫街道").tap();
    page.button("柳荫0小区…").tap();
    page.heading("柳荫0小区").wait();
    page.button("计票与决定…").tap();
    page.heading("计票与决定").wait();
}

/// Rows and elements of the screen.
fn drawn(person: &Person) -> (u64, u64) {
    let count = |css: &str| {
        let script = "return document.querySelectorAll(arguments[0]).length";
        person.browser.run(script, vec![css.into()]).as_u64().unwrap()
    };
    (count("main .item"), count("main *"))
}

#[test]
fn of_ten_thousand_papers_that_wait_few_are_drawn_and_all_are_reached() {
    const PARTS: &str = "return [...document.querySelectorAll('section[aria-label=待核对] [aria-expanded]')].map((part) => part.innerText.trim())";
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    open_count(&person, &site, 10_000, &[("second_check", "yes")]);
    let page = person.page();
    page.text_visible("还有 10000 户待核对，处理完才能截止。");
    let (rows, elements) = drawn(&person);
    println!("{rows} rows, {elements} elements");
    assert!(rows <= 500 && elements <= 5_000, "{rows} rows, {elements} elements");
    person.look("tally-waits-large");
    let parts = person.browser.run(PARTS, vec![]);
    let parts: Vec<&str> = parts.as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
    let size = |part: &&str| part.rsplit_once('（').unwrap().1.trim_end_matches('）').parse::<u64>().unwrap();
    assert_eq!(parts.iter().map(size).sum::<u64>(), 10_000);
    let last = parts.last().unwrap();
    let (_, household) = last.rsplit_once('（').unwrap().0.split_once(" 至 ").unwrap();
    page.button(last).tap();
    let (opened, _) = drawn(&person);
    assert_eq!(opened, rows + size(last));
    page.button(&format!("{household}…")).tap();
    page.text_visible("已登记，须由另一人核对后才计入。");
    person.browser.run("history.back()", vec![]);
    page.button(&format!("{household}…")).wait();
    page.button(last).tap();
    page.button(&format!("{household}…")).wait_until_gone();
    assert_eq!(drawn(&person), (rows, elements));
}

#[test]
fn what_a_close_leaves_undone_follows_the_day_that_is_typed_and_ends_with_the_close() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    open_count(&person, &site, 100, &[]);
    let page = person.page();
    let (left_out, reason) = ("这一天以后签署的意见表不计入", "仍要截止的理由");
    page.textbox(reason).wait();
    page.text_gone(left_out);
    page.textbox("截止日期").fill("2026-03-15");
    page.text_visible(left_out);
    page.textbox(reason).fill("设备已丢失");
    page.text_visible(left_out);
    person.look("close-left-undone");
    page.textbox("截止日期").fill("2026-04-20");
    page.text_gone(left_out);
    page.text_visible(reason);
    page.button("截止").tap();
    page.text_visible("已于 2026-04-20 截止");
    page.text_gone(reason);
    page.textbox("重新开放的理由").fill("复核");
    page.text_visible("已于 2026-04-20 截止");
    page.button("重新开放").tap();
    page.text_visible(reason);
}

#[test]
fn twenty_thousand_households_are_opened_and_packed() {
    let all = large(20_000, 20);
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    let seeded = seed(&person, &site, &all);
    page.button("柳荫街道").tap();
    page.text_visible("柳荫9小区");
    person.look("large-campaign");
    // By itself the setup is packed as well.
    person.browser.wait_until("packed", "return !Object.keys(localStorage).some((key) => /^wenlou\\/r\\//.test(key) && localStorage[key].length > 16384)");
    let used = person.browser.run(USED, vec![]).as_u64().unwrap();
    println!("seeded {seeded} units, {used} once packed");
    assert!(used < seeded);
    page.button("柳荫3小区…").tap();
    page.heading("柳荫3小区").wait();
    person.look("large-compound");
    let mut whole = stored_records(&person.browser);
    page.button("计票与决定…").tap();
    // This device counts nothing but what it collected: it is no supervisor's.
    let state = all.whole().replay();
    let tally = state.compounds.get(&"liuyin-3".into()).unwrap().tally();
    page.text_visible(&format!("本机收回 {}/{} 户", tally.returned, tally.counts.total));
    person.look("large-tally");
    person.back();
    // Work goes on, on top of it.
    person.open_compound_survey();
    let one_more = || page.group("总户数").textbox("总户数");
    one_more().fill("2000");
    person.browser.run("document.activeElement.blur()", vec![]);
    page.text_visible("已保存");
    person.browser.reload();
    page.text_visible("已保存");
    assert_eq!(one_more().value(), "2000");
    let mut after = stored_records(&person.browser);
    after.retain(|key, _| !whole.contains_key(key));
    assert_eq!(after.len(), 1, "one record more, and none less");
    whole.append(&mut after);
    assert_eq!(whole.len(), stored_records(&person.browser).len());
    // All of it goes into a backup, and is checked against what is here.
    for _ in 0..4 {
        person.back();
    }
    page.button("设置").tap();
    page.button("本机数据").tap();
    let begun = std::time::Instant::now();
    page.heading("抹除本机").wait();
    println!("looked in {} ms", begun.elapsed().as_millis());
    page.textbox("新口令").fill("苹果 卡车 月亮 蓝色");
    page.textbox("再输一次").fill("苹果 卡车 月亮 蓝色");
    let begun = std::time::Instant::now();
    let file = person.browser.download(|| page.button("生成备份").tap());
    println!("backed up in {} ms, {} bytes", begun.elapsed().as_millis(), std::fs::metadata(&file).unwrap().len());
    page.file_input("选择备份文件").attach(&[&file]);
    page.textbox("备份的口令").fill("苹果 卡车 月亮 蓝色");
    let begun = std::time::Instant::now();
    page.button("打开备份").tap();
    page.text_visible("核对一致：本机");
    println!("checked in {} ms", begun.elapsed().as_millis());
}
