//! A store that is full: nothing that was called saved is lost, and nothing new is taken that would be.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};

/// Fills localStorage to the last unit.
pub const FILL: &str = "let size = 1 << 22;
    let text = localStorage.getItem('filler') || '';
    while (size >= 1) {
        try { localStorage.setItem('filler', text + 'x'.repeat(size)); text += 'x'.repeat(size); } catch { size >>= 1; }
    }
    return text.length";

#[test]
fn chromium_filled_to_the_brim_loses_nothing() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    person.found_campaign("满了");
    person.add_compound("甲小区");
    person.back();
    let page = person.page();
    let filler = person.browser.run(FILL, vec![]).as_u64().unwrap();
    assert!(filler > 4_000_000, "{filler}");
    // The log still takes it, and so it is saved; that the store is full is said at once.
    person.add_compound("乙小区");
    page.text_visible("已保存");
    page.text_visible("本机存储已用 100%");
    person.look("full");
    person.back();
    // Nothing more is taken, and what was typed stays.
    page.button("添加小区").tap();
    page.textbox("小区名称").fill("丙小区");
    page.button("添加").tap();
    page.text_visible("这条没有记录");
    assert_eq!(page.textbox("小区名称").value(), "丙小区");
    person.back();
    // At the next start it comes from the log.
    person.browser.reload();
    page.text_visible("项只在本机日志中");
    page.text_visible("乙小区");
    // With room again both stores are level, and work goes on.
    person.browser.run("localStorage.removeItem('filler')", vec![]);
    person.browser.reload();
    page.text_visible("已从本机日志恢复");
    page.text_visible("乙小区");
    page.text_gone("丙小区");
    person.add_compound("丙小区");
    person.back();
    person.browser.reload();
    for name in ["甲小区", "乙小区", "丙小区"] {
        page.text_visible(name);
    }
    page.text_gone("已从本机日志恢复");
}
