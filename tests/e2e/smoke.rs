//! The built site loads, and keeps working when the network is gone.

use crate::harness::{Browser, Engine, Site};

fn works_without_a_network(engine: Engine, prefix: &str) {
    let mut site = Site::start_below(prefix);
    let browser = Browser::start(engine);
    let page = browser.open(&site);
    assert_eq!(browser.title(), "问楼");
    page.heading("问楼").wait();
    browser.wait_until_ready_offline();

    site.stop();
    browser.reload();
    page.heading("问楼").wait();
    assert_eq!(browser.title(), "问楼");
    browser.screenshot(&format!("offline-{engine:?}"));
}

#[test]
fn chromium_works_without_a_network() {
    works_without_a_network(Engine::Chromium, "/");
}

#[test]
fn firefox_works_without_a_network() {
    works_without_a_network(Engine::Firefox, "/");
}

#[test]
fn webkit_works_without_a_network() {
    works_without_a_network(Engine::WebKit, "/some/path/");
}
