//! The screen's lock: what is off the screen, what brings it back, and what is still there then.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Page, Site, Size};
use std::time::{Duration, Instant};

const PASSPHRASE: &str = "苹果 卡车 月亮 蓝色";
const ENTER: &str = "\u{e007}";
/// Whatever the page holds, seen or not, and its address.
/// Of the head only the title is the program's: the rest are the build's addresses and hashes, in which any three digits may come.
const WHOLE_PAGE: &str = "return [document.body.outerHTML, document.title, location.href,
    ...[...document.querySelectorAll('input, textarea')].map((field) => field.value)].join('\\n')";
/// The clock goes three minutes ahead, and then somebody touches the tablet.
const LATER: &str = "const Real = Date;
    Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + 180000); }
        static now() { return Real.now() + 180000; }
    };
    window.dispatchEvent(new PointerEvent('pointerdown'));";

/// Sets the lock from the start screen, writes its spare words down, and is back there.
fn set_lock(person: &Person) -> String {
    let page = person.page();
    page.button("设置").tap();
    page.button("设置锁屏").tap();
    page.text_visible("没有设锁屏");
    page.radio("2 分钟").tap();
    for pin in ["123456", "１３８００１３８０００"] {
        page.textbox("新口令").fill(pin);
        page.textbox("再输一次").fill(pin);
        page.button("启用锁屏").tap();
        page.text_visible("只有数字不行");
    }
    person.look("lock-setting");
    page.textbox("新口令").fill(PASSPHRASE);
    page.textbox("再输一次").fill(PASSPHRASE);
    page.button("启用锁屏").tap();
    page.text_visible("请抄下这八个备用词");
    let words = page.find(&["list"], "八个词").within().text();
    person.look("lock-spare-words");
    page.button("已抄在纸上").tap();
    page.text_gone("请抄下这八个备用词");
    page.text_visible("2 分钟没有操作就锁屏");
    person.back();
    page.heading("设置").wait();
    page.text_visible("2 分钟没有操作就锁屏");
    person.look("lock-settings");
    person.back();
    page.heading("问楼").wait();
    words
}

fn unlock(page: &Page<'_>, passphrase: &str) {
    page.textbox("口令").fill(passphrase);
    page.button("解锁").tap();
}

/// The screen is locked, and nothing on the page says whose doors these are.
fn assert_locked(person: &Person) {
    person.page().heading("已锁屏").wait();
    let whole = person.browser.run(WHOLE_PAGE, vec![]);
    let whole = whole.as_str().unwrap();
    for name in ["朝霞", "王芳", "同伴", "周*", "何*", "601", "101", "A007", "household", "doors", "专业化"]
    {
        assert!(!whole.contains(name), "{name} in the page: {whole}");
    }
}

fn locked_and_opened(engine: Engine) {
    let site = Site::start();
    let person = Person::arrive(engine, Size::PORTRAIT, &site, "王芳", "1号平板");
    let page = person.page();
    set_lock(&person);
    person.found_campaign("2026年朝霞街道");
    person.add_ready_compound("朝霞里");
    person.back();
    person.open_stairwell("1", "1");
    page.button("101…").tap();
    page.textbox("表格编号").fill("A007");
    page.group("选择").radio("专业化物业管理").tap();
    let before = person.browser.run(WHOLE_PAGE, vec![]);
    let before = before.as_str().unwrap();
    assert!(["朝霞", "何*", "101", "A007", "household"].iter().all(|name| before.contains(name)), "{before}");

    page.button("现在锁屏").tap();
    assert_locked(&person);
    person.look("locked");
    page.button("忘记口令").tap();
    page.text_visible("记录一条也不会少");
    page.textbox("八个备用词").wait();
    person.look("locked-forgotten");
    // The way back leads nowhere.
    person.browser.run("history.back()", vec![]);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_locked(&person);
    unlock(&page, "苹果 卡车 月亮 红色");
    page.text_visible("口令不对（1 次）");
    page.text_gone("秒后可以再试");
    unlock(&page, "苹果 卡车");
    page.text_visible("口令不对（2 次）");
    page.text_visible("1 秒后可以再试");
    person.look("locked-wrong");
    page.text_gone("秒后可以再试");
    page.textbox("口令").fill(PASSPHRASE);
    page.textbox("口令").press(ENTER);
    page.heading("…101").wait();
    assert_eq!(page.textbox("表格编号").value(), "A007");
    assert!(page.group("选择").radio("专业化物业管理").is_chosen());
    assert!(person.browser.address().contains("#household/"), "{}", person.browser.address());

    // After resting it locks by itself; and a page that is loaded anew is locked, and comes back to where it was.
    match engine {
        // There a test's script can't give the page another clock.
        Engine::Firefox => page.button("现在锁屏").tap(),
        Engine::Chromium | Engine::WebKit => drop(person.browser.run(LATER, vec![])),
    }
    assert_locked(&person);
    unlock(&page, "苹果");
    page.text_visible("口令不对（1 次）");
    person.browser.reload();
    page.text_visible("口令不对（1 次）");
    assert_locked(&person);
    page.text_gone("秒后可以再试");
    unlock(&page, PASSPHRASE);
    page.heading("…101").wait();
    person.record_ballot("A007", Tick::Professional);
    // The programs are two pages in the same tab, and neither need ask again; another tab has to.
    person.browser.go(site.address());
    page.button("2026年朝霞街道").tap();
    page.button("朝霞里…").tap();
    page.button("计票与决定…").tap();
    page.text_visible("专业化还需 47 户");
    let address = person.browser.address();
    assert!(address.contains("office.html#tally/"), "{address}");
    let first = person.browser.new_tab();
    person.browser.go(&address);
    assert_locked(&person);
    person.browser.close_tab();
    person.browser.switch_to(first);

    // Taken off it stays off, and in every tab.
    person.browser.go(site.address());
    page.button("设置").tap();
    page.button("设置锁屏").tap();
    page.button("关闭锁屏").tap();
    page.text_visible("请先输入现在的口令");
    page.textbox("现在的口令").fill(PASSPHRASE);
    page.button("关闭锁屏").tap();
    page.text_visible("没有设锁屏");
    person.browser.reload();
    page.text_visible("没有设锁屏");
    page.button("现在锁屏").wait_until_gone();

    // Set once more and forgotten, it opens by the spare words that were written down, and is off.
    person.browser.go(site.address());
    let words = set_lock(&person);
    page.button("现在锁屏").tap();
    page.button("忘记口令").tap();
    page.textbox("八个备用词").fill("苹果 卡车 月亮");
    page.button("用备用词解锁").tap();
    page.text_visible("口令不对（1 次）");
    page.text_gone("秒后可以再试");
    page.textbox("八个备用词").fill(&words);
    page.button("用备用词解锁").tap();
    page.text_visible("锁屏已关闭");
    page.heading("问楼").wait();
    page.button("现在锁屏").wait_until_gone();
}

#[test]
fn chromium_locks_and_opens() {
    locked_and_opened(Engine::Chromium);
}

#[test]
fn firefox_locks_and_opens() {
    locked_and_opened(Engine::Firefox);
}

#[test]
fn webkit_locks_and_opens() {
    locked_and_opened(Engine::WebKit);
}

#[test]
fn a_setting_that_cannot_be_read_is_told_and_set_aside() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "1号平板");
    let page = person.page();
    set_lock(&person);
    // As the log has it too, only a program that writes nonsense could do this; so here both stores are given it.
    let spoil = "const lock = JSON.parse(localStorage['wenlou/lock']); lock.t = 0;
        localStorage['wenlou/lock'] = JSON.stringify(lock); localStorage['wenlou/log'] = '999999/0';";
    person.browser.run(spoil, vec![]);
    person.browser.reload();
    page.text_visible("锁屏设置已损坏");
    person.look("lock-spoilt");
    page.button("设置锁屏").tap();
    page.button("关闭锁屏").tap();
    page.text_gone("锁屏设置已损坏");
    let kept = "return Object.keys(localStorage).filter((key) => key.includes('lock')).join(' ')";
    // The screen says so a moment before the disk has it.
    let is_there = || person.browser.run(kept, vec![]).as_str().unwrap().starts_with("wenlou/set-aside/wenlou/lock/");
    let patience = Instant::now() + Duration::from_secs(15);
    while !is_there() {
        assert!(Instant::now() < patience, "{}", person.browser.run(kept, vec![]));
        std::thread::sleep(Duration::from_millis(50));
    }
}
