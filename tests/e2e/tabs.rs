//! One tab writes; the others look on, follow, and can take over.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use crate::soak::{numbers, stored_records, storm_of};

/// The browser takes a second to say whether it keeps the store, which a tab asks as it takes over.
const SLOW_STORE: &str = "const persisted = navigator.storage.persisted.bind(navigator.storage);
    navigator.storage.persisted = async () => { await new Promise((done) => setTimeout(done, 1000)); return persisted(); };";

fn two_tabs(engine: Engine) {
    let site = Site::start();
    let person = Person::arrive(engine, Size::PORTRAIT, &site, "王芳", "监督台");
    person.found_campaign("两页");
    person.add_compound("甲小区");
    person.back();
    let page = person.page();
    let address = person.browser.address();
    let first = person.browser.new_tab();
    person.browser.go(&address);
    // The second one shows everything and takes nothing.
    page.text_visible("本页只能查看");
    page.text_visible("甲小区");
    person.look("looks-on");
    page.button("交接…").tap();
    page.button("保存公钥卡").tap();
    page.text_visible("请先点");
    person.back();
    let second = person.browser.this_tab();
    // It follows what the first one does.
    person.browser.switch_to(first.clone());
    page.text_gone("本页只能查看");
    person.add_compound("乙小区");
    person.back();
    person.browser.switch_to(second);
    page.text_visible("乙小区");
    // It takes over, and the first one looks on.
    person.browser.run(SLOW_STORE, vec![]);
    page.button("在本页继续").tap();
    // Whoever goes on before it has taken over stays where they went.
    page.button("添加小区").tap();
    page.text_gone("正在等另一个页面");
    person.fill_in_compound("丙小区");
    person.back();
    person.browser.switch_to(first);
    page.text_visible("本页只能查看");
    page.text_visible("丙小区");
    // Nothing of it is lost or doubled when it goes on alone.
    page.button("在本页继续").tap();
    page.text_gone("本页只能查看");
    for name in ["甲小区", "乙小区", "丙小区"] {
        page.text_visible(name);
    }
}

#[test]
fn chromium_lets_one_tab_write() {
    two_tabs(Engine::Chromium);
}

#[test]
fn firefox_lets_one_tab_write() {
    two_tabs(Engine::Firefox);
}

/// Four tabs that take over from each other and write a hundred records in each turn, twenty-five at a time without waiting. Two turns each in
/// `make test`, ten in `make soak` (`WENLOU_TURNS`).
#[test]
fn four_tabs_lose_no_record_to_each_other() {
    let turns: usize =
        std::env::var("WENLOU_TURNS").map_or(2, |turns| turns.parse().expect("WENLOU_TURNS is a number"));
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    person.found_campaign("四页");
    person.add_compound("甲小区");
    person.open_compound_survey();
    let (page, address) = (person.page(), person.browser.address());
    let mut tabs = vec![person.browser.this_tab()];
    for _ in 1..4 {
        person.browser.new_tab();
        person.browser.go(&address);
        page.text_visible("本页只能查看");
        tabs.push(person.browser.this_tab());
    }
    let script = storm_of(25);
    let mut written = 0;
    for round in 0..4 * turns {
        let tab = &tabs[round % 4];
        person.browser.switch_to(tab.clone());
        if round > 0 {
            page.button("在本页继续").tap();
            page.text_gone("在本页继续");
            page.text_gone("正在等另一个页面");
        }
        for _ in 0..4 {
            person.browser.run_async(&script, vec![]);
            written += 25;
        }
    }
    println!("{written} records by four tabs");
    // The log agrees, and numbers run on without gaps: nothing is lost, nothing is there twice.
    person.browser.reload();
    page.text_visible("已保存");
    page.text_gone("启动时核对");
    let numbers = numbers(&stored_records(&person.browser));
    assert_eq!(numbers, (1..=written + 2).collect::<Vec<_>>());
}
