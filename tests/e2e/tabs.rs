//! One tab writes; the others look on, follow, and can take over.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};

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
    page.button("在本页继续").tap();
    page.text_gone("本页只能查看");
    person.add_compound("丙小区");
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
