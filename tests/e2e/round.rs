//! A round as a collector makes it with a tablet upright in one hand: how many taps a door takes, and what comes after it.

use crate::app::{Person, Tick};
use crate::harness::{Element, Engine, Page, Site, Size};
use std::cell::Cell;
use std::thread;
use std::time::Duration;

/// Counts what the collector taps.
struct Taps(Cell<usize>);

impl Taps {
    fn begin() -> Self {
        Self(Cell::new(0))
    }

    #[track_caller]
    fn tap(&self, target: &Element<'_>) {
        target.tap();
        self.0.set(self.0.get() + 1);
    }
}

/// As long as it takes to read whose door it is, which is longer than between the two halves of a double tap.
fn arrive(page: &Page<'_>, door: &str) {
    page.heading(&format!("1幢1单元{door}")).wait();
    thread::sleep(Duration::from_millis(1_600));
}

/// The screen, all of it, upright and lying.
fn look(person: &mut Person, name: &str) {
    for (size, how) in [(Size::LANDSCAPE, "lying"), (Size::PORTRAIT, "upright")] {
        person.browser.resize(size);
        person.look_through(&format!("round-{name}-{how}"));
    }
}

/// A campaign that prints its forms, with the doors of one compound open.
fn at_the_doors(site: &Site) -> Person {
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, site, "王芳", "平板1");
    person.found_campaign("2026年朝霞街道");
    let page = person.page();
    page.button("工作参数").tap();
    page.button("方案没有写明的事项").tap();
    page.group("征求意见表的编号").radio("本程序打印，按花名册编号").tap();
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
    person.add_ready_compound("朝霞里");
    person.back();
    person
}

#[test]
fn a_round_takes_few_taps_and_goes_on_by_itself() {
    let site = Site::start();
    let mut person = at_the_doors(&site);
    person.open_stairwell("1", "1");
    look(&mut person, "grid");
    let page = person.page();

    let taps = Taps::begin();
    taps.tap(&page.button("601…"));
    taps.tap(&page.button("未遇"));
    page.heading("1幢1单元602").wait();
    assert_eq!(taps.0.get(), 2, "door and outcome");
    page.text_visible("1幢1单元601 · 未遇");
    arrive(&page, "602");
    person.back();

    // Serial, day, signer and collectors are there already.
    let taps = Taps::begin();
    taps.tap(&page.button("501…"));
    taps.tap(&page.group("选择").radio("专业化物业管理"));
    taps.tap(&page.button("记录征求意见表"));
    page.heading("1幢1单元502").wait();
    assert!(taps.0.get() <= 5, "an answered door takes {} taps", taps.0.get());
    page.text_visible("1幢1单元501 · 已收回");
    arrive(&page, "502");

    // Both halves of a double tap come down where this door's button was, and then the next one's is.
    let script = "const press = () => [...document.querySelectorAll('button')].find(one => one.innerText.trim() === '未遇').click();
        press(); setTimeout(press, 200);";
    person.browser.run(script, vec![]);
    arrive(&page, "401");
    page.text_visible("还没有入户记录");

    page.button("约定再访").tap();
    look(&mut person, "come-back");
    let page = person.page();
    page.button("今天…").tap();
    arrive(&page, "402");
    page.button("约定再访").tap();
    page.textbox("再访日期").fill("2199-12-31");
    page.textbox("再访时间").fill("18:30");
    page.button("按此时间记录").tap();
    arrive(&page, "301");
    page.button("已送达").tap();
    page.row("已送达 当面…").text_visible("王芳、同伴");
    page.button("未遇").tap();
    arrive(&page, "302");
    look(&mut person, "next-door");
    let page = person.page();
    // The paper is taken, and its ballot forgotten.
    page.button("已收回").tap();
    person.back_to_last_door();
    page.heading("1幢1单元301").wait();
    page.text_visible("已上门 1/3 次");
    look(&mut person, "attempts");
    let page = person.page();
    page.button("撤销、表格作废…").tap();
    page.row("未遇…").button("撤销这次入户").tap();
    page.textbox("撤销原因").fill("点错");
    look(&mut person, "undo");
    let page = person.page();
    page.button("确认撤销").tap();
    page.text_visible("点错");
    look(&mut person, "undone");
    person.back();
    let page = person.page();
    page.text_visible("入户 1 次");
    person.back();
    page.button("402 再访 12-31").wait();
    let sizes = "return ['402', '502'].map(room => [...document.querySelectorAll('td .cell')]
        .find(cell => cell.innerText.startsWith(room))).map(cell => [cell, cell.querySelector('.cell__count')])
        .map(([cell, count]) => `${cell.offsetWidth} ${count.offsetHeight}`);";
    let sizes = person.browser.run(sizes, vec![]);
    assert_eq!(sizes[0], sizes[1], "when to come back makes no door larger");
    look(&mut person, "come-back-at");
    let page = person.page();
    person.back();
    page.row("1幢1单元401…").button("1幢1单元401…").wait();
    assert!(!page.sees("1幢1单元402"), "not before its day");
    page.row("1幢1单元302…").button("1幢1单元302…").wait();
    look(&mut person, "callbacks");
    let page = person.page();
    page.row("1幢1单元401…").button("1幢1单元401…").tap();
    arrive(&page, "401");
    person.record_ballot_as_suggested(Tick::Quasi);
    person.back();
    page.text_gone("1幢1单元401");
}

#[test]
fn the_doors_are_gone_to_in_an_order_of_ones_own() {
    let site = Site::start();
    let mut person = at_the_doors(&site);
    person.open_stairwell("1", "1");
    let page = person.page();
    page.group("走访顺序").radio("自定顺序").tap();
    page.button("排列本单元的门").tap();
    for door in ["102…", "301…"] {
        page.button(door).tap();
    }
    look(&mut person, "arranging");
    let page = person.page();
    page.button("完成排列").tap();
    person.browser.reload();
    page.button("102…").tap();
    arrive(&page, "102");
    page.button("已搬离").tap();
    arrive(&page, "301");
    page.button("拒收").tap();
    arrive(&page, "601");

    // After the last door come those that were passed over.
    person.back();
    page.group("走访顺序").radio("自下而上").tap();
    page.button("602…").tap();
    arrive(&page, "602");
    page.button("未遇").tap();
    arrive(&page, "101");
    page.text_visible("1幢1单元602 · 未遇");
    look(&mut person, "last-door");
}
