//! There is one log: in files where the browser has them, else in a table; never one in each.

use crate::app::Person;
use crate::full::FILL;
use crate::harness::{Browser, Engine, Site, Size};
use crate::saving::retry_after;

/// The rows of the table.
const ROWS: &str = "
    const open = indexedDB.open('wenlou-log');
    const database = await new Promise((resolve, reject) => { open.onsuccess = () => resolve(open.result); open.onerror = reject; });
    const count = database.transaction('log').objectStore('log').count();
    const rows = await new Promise((resolve, reject) => { count.onsuccess = () => resolve(count.result); count.onerror = reject; });
    database.close();
    return rows;";

/// Puts a row with one change into the table: a campaign's name, as a browser without files would have recorded it.
const ADD_ROW: &str = "
    const part = (text) => {
        const bytes = new TextEncoder().encode(text), length = new Uint8Array(4);
        new DataView(length.buffer).setUint32(0, bytes.length, true);
        return [...length, ...bytes];
    };
    const open = indexedDB.open('wenlou-log');
    const database = await new Promise((resolve, reject) => { open.onsuccess = () => resolve(open.result); open.onerror = reject; });
    const transaction = database.transaction('log', 'readwrite', { durability: 'strict' });
    transaction.objectStore('log').add(new Uint8Array([...part('wenlou/c/abcdefghijklmnopqrstuv'), ...part('\"只在表里\"')]));
    await new Promise((resolve, reject) => { transaction.oncomplete = resolve; transaction.onerror = reject; });
    database.close();";

/// Holds the log's first file, as a tab that hangs does, until the page is closed.
const HOLD: &str = "
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('wenlou');
    window.held = await (await folder.getFileHandle('log-a')).createWritable();";

fn rows(browser: &Browser) -> u64 {
    browser.run_async(ROWS, vec![]).as_u64().unwrap()
}

#[test]
fn chromium_takes_over_what_only_the_table_has() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let page = person.page();
    person.found_campaign("在文件里");
    person.back();
    assert_eq!(rows(&person.browser), 0);
    person.browser.run_async(ADD_ROW, vec![]);
    assert_eq!(rows(&person.browser), 1);
    person.browser.reload();
    page.text_visible("只在表里");
    page.text_visible("在文件里");
    assert_eq!(rows(&person.browser), 0, "it is in the files now");
    person.browser.reload();
    page.text_visible("只在表里");
    page.text_gone("启动时核对");
}

#[test]
fn chromium_begins_no_second_log_while_the_first_is_held() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let page = person.page();
    let app = person.browser.this_tab();
    let address = person.browser.address();
    // A page of this site without the app.
    let other = {
        person.browser.new_tab();
        person.browser.go(&format!("{}icon.svg", site.address()));
        person.browser.this_tab()
    };
    person.browser.switch_to(app.clone());
    person.browser.go("about:blank");
    person.browser.switch_to(other.clone());
    person.browser.wait_until(
        "the app has let go of its files",
        &format!("try {{ {HOLD} return true; }} catch {{ return false; }}"),
    );
    person.browser.switch_to(app.clone());
    person.browser.go(&address);
    page.text_visible("本浏览器不能即时写盘");
    person.look("no-log");
    assert_eq!(rows(&person.browser), 0);
    // What is recorded meanwhile, settings too, is in the log once it can be had again.
    person.found_campaign("没有日志");
    // What localStorage refuses is then nowhere but on the page, however often it is tried again.
    person.browser.run(&retry_after(Some(100)), vec![]);
    person.browser.run(FILL, vec![]);
    person.add_compound("甲小区");
    page.text_visible("未保存");
    std::thread::sleep(std::time::Duration::from_secs(1));
    page.text_visible("未保存");
    person.browser.run("localStorage.removeItem('filler')", vec![]);
    page.text_gone("未保存");
    page.text_visible("已保存");
    person.back();
    person.back();
    page.button("设置").tap();
    page.radio("English").tap();
    page.heading("Settings").wait();
    page.radio("中文").tap();
    page.textbox("设备名称").fill("换了名字");
    page.button("保存姓名").tap();
    page.text_visible("设置已保存");
    person.browser.switch_to(other);
    person.browser.close_tab();
    person.browser.switch_to(app);
    person.browser.reload();
    page.text_gone("本浏览器不能即时写盘");
    page.text_visible("项已从浏览器存储补齐");
    assert_eq!(page.textbox("设备名称").value(), "换了名字");
    person.back();
    page.text_visible("没有日志");
    person.browser.reload();
    page.text_visible("没有日志");
    page.text_gone("启动时核对");
}

fn has_a_log(engine: Engine) -> bool {
    let site = Site::start();
    let person = Person::arrive(engine, Size::PORTRAIT, &site, "李明", "1号平板");
    let page = person.page();
    person.found_campaign("一份日志");
    page.text_visible("已保存");
    page.text_gone("本浏览器不能即时写盘");
    let in_table = rows(&person.browser) > 0;
    person.browser.reload();
    page.heading("一份日志").wait();
    page.text_visible("已保存");
    println!("{engine:?}: {}", if in_table { "table" } else { "files" });
    in_table
}

#[test]
fn firefox_and_webkit_have_a_log() {
    assert!(!has_a_log(Engine::Firefox), "files");
    has_a_log(Engine::WebKit);
}

#[test]
fn a_private_window_is_said_to_keep_nothing() {
    let site = Site::start();
    let person = Person { browser: Browser::start_private() };
    let page = person.browser.open(&site);
    page.text_visible("这是隐私窗口，记录不会留下");
    person.look("private");
    // The others don't tell; there it is said to whoever begins.
    let person = Person { browser: Browser::start(Engine::Chromium) };
    let page = person.browser.open(&site);
    page.text_visible("无痕（隐私）窗口里的记录关窗后全部消失");
    page.text_gone("这是隐私窗口");
    person.look("begin");
}
