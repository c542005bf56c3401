//! How a new version of the app gets onto a tablet that has an old one: whole, and only when it is wanted.

use crate::app::Person;
use crate::harness::{Browser, Engine, Page, Site, Size};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A small site, finished just as the app's is, that shows its version.
fn build(version: &str) -> tempfile::TempDir {
    let dist = tempfile::tempdir().unwrap();
    let page = format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{version}</title></head><body>\
         <h1>{version}</h1><script type=\"module\">import init from './app.js';\
         await init({{ module_or_path: './app_bg.wasm' }});</script></body></html>"
    );
    fs::write(dist.path().join("index.html"), page).unwrap();
    let script = format!(
        "const trusted = window.trustedTypes?.createPolicy('wenlou', {{ createScriptURL: String }}) ?? {{ createScriptURL: String }};
         navigator.serviceWorker.register(trusted.createScriptURL('./sw.js')); document.body.append('script {version}'); window.changes = 0;
         navigator.serviceWorker.addEventListener('controllerchange', () => {{ window.changes += 1; }});
         const __wbg_init = null, initSync = null, __wbg_get_imports = () => ({{}}), __wbg_finalize_init = () => {{}};
         export {{ initSync, __wbg_init as default }};"
    );
    for part in ["app.js", "wenlou-survey.js", "wenlou-office.js", "wenlou-reader.js"] {
        fs::write(dist.path().join(part), &script).unwrap();
    }
    for part in ["app_bg.wasm", "wenlou-survey_bg.wasm", "wenlou-office_bg.wasm", "wenlou-reader_bg.wasm"] {
        fs::write(dist.path().join(part), b"\0asm\x01\0\0\0").unwrap();
    }
    let finished = Command::new(env!("CARGO_BIN_EXE_wenlou-site")).arg("finish").arg(dist.path()).status().unwrap();
    assert!(finished.success());
    dist
}

fn assert_shows(page: &Page, version: &str) {
    page.heading(version).wait();
    page.text_visible(&format!("script {version}"));
}

/// Looks for a new version now; gives the state of what was found.
fn look_for_update(browser: &Browser) -> String {
    let state = browser.run_async(
        "const registration = await navigator.serviceWorker.ready;
         await registration.update().catch(() => {});
         const found = registration.installing || registration.waiting;
         if (!found) return 'none';
         while (found.state === 'installing') await new Promise((resolve) => setTimeout(resolve, 20));
         return found.state;",
        vec![],
    );
    state.as_str().unwrap_or_default().to_owned()
}

fn change_byte(file: &Path) {
    let mut text = fs::read_to_string(file).unwrap();
    text.push(' ');
    fs::write(file, text).unwrap();
}

fn a_new_version_waits_until_it_is_wanted(engine: Engine) {
    let (first, second, broken) = (build("一"), build("二"), build("三"));
    change_byte(&broken.path().join("boot.js"));

    let mut site = Site::serve(first.path(), "/");
    let browser = Browser::start(engine);
    let page = browser.open(&site);
    assert_shows(&page, "一");
    browser.wait_until_ready_offline();
    assert_eq!(look_for_update(&browser), "none");

    site.replace(broken.path());
    assert_eq!(look_for_update(&browser), "redundant", "{engine:?}: half of a version was installed");
    browser.reload();
    assert_shows(&page, "一");

    site.replace(second.path());
    assert_eq!(look_for_update(&browser), "installed");
    browser.reload();
    assert_shows(&page, "一");

    browser.run_async("(await navigator.serviceWorker.ready).waiting.postMessage({ type: 'take-over' });", vec![]);
    browser.wait_until("the new version is in control", "return window.changes === 1");
    browser.reload();
    assert_shows(&page, "二");
    assert_eq!(browser.run_async("return (await caches.keys()).length", vec![]), json!(1));
    site.stop();
    browser.reload();
    assert_shows(&page, "二");
}

#[test]
fn chromium_takes_a_new_version_when_it_is_wanted() {
    a_new_version_waits_until_it_is_wanted(Engine::Chromium);
}

#[test]
fn firefox_takes_a_new_version_when_it_is_wanted() {
    a_new_version_waits_until_it_is_wanted(Engine::Firefox);
}

#[test]
fn webkit_takes_a_new_version_when_it_is_wanted() {
    a_new_version_waits_until_it_is_wanted(Engine::WebKit);
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    person.found_campaign("新版");
    let page = person.page();
    let everything = "return JSON.stringify(Object.entries(localStorage).sort())";
    person.browser.run("localStorage.setItem('wenlou/format', '3')", vec![]);
    let before = person.browser.run(everything, vec![]);
    person.browser.reload();
    page.text_visible("由更新版本的问楼写入");
    person.look("newer");
    assert_eq!(person.browser.run(everything, vec![]), before);
    // The newer version is back: everything is there.
    person.browser.run("localStorage.setItem('wenlou/format', '2')", vec![]);
    person.browser.reload();
    page.text_visible("新版");
    page.text_visible("已保存");
}
