//! Everything on a device as one file: made, checked, restored; room made by it; the device wiped.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use crate::soak::storm_of;
use std::path::{Path, PathBuf};

pub const PASSPHRASE: &str = "苹果 卡车 月亮 蓝色";
const STATE: &str =
    "return [...document.querySelectorAll('.code')].map(e => e.innerText).filter(t => /[0-9a-f]{64}/.test(t))
    .map(t => t.match(/[0-9a-f]{64}/)[0]).join(' ')";

/// The state hashes on screen.
fn states(person: &Person) -> String {
    person.browser.run(STATE, vec![]).as_str().unwrap().to_owned()
}

pub fn make_backup(person: &Person) -> PathBuf {
    let page = person.page();
    page.textbox("新口令").fill(PASSPHRASE);
    page.textbox("再输一次").fill(PASSPHRASE);
    let file = person.browser.download(|| page.button("生成备份").tap());
    page.text_visible("备份已生成");
    file
}

pub fn open_backup(person: &Person, file: &Path, passphrase: &str) {
    let page = person.page();
    page.file_input("选择备份文件").attach(&[file]);
    page.text_visible("已选择：");
    page.textbox("备份的口令").fill(passphrase);
    page.button("打开备份").tap();
}

/// A campaign with a compound whose roll is frozen, and two ballots.
fn at_work(person: &Person) {
    person.found_campaign("2026年朝霞街道");
    person.add_ready_compound("朝霞里");
    person.back();
    let page = person.page();
    person.open_stairwell("1", "1");
    page.button("601…").tap();
    person.record_ballot("A001", Tick::Professional);
    page.button("下一户").tap();
    page.text_visible("还没有收回征求意见表");
    person.record_ballot("A002", Tick::Quasi);
    person.back();
    for _ in 0..4 {
        person.back();
    }
}

/// Opens the screen of the device's data from the start.
pub fn open_device_data(person: &Person) {
    person.page().button("设置").tap();
    person.page().button("本机数据").tap();
    person.page().heading("本机上有什么").wait();
}

fn backed_up_wiped_restored(engine: Engine) {
    let site = Site::start();
    let person = Person::arrive(engine, Size::PORTRAIT, &site, "王芳", "监督台");
    let page = person.page();
    at_work(&person);
    open_device_data(&person);
    page.text_visible("没有核对过的备份");
    let state = states(&person);
    assert_eq!(state.len(), 64, "{state}");
    page.button("移除…").wait_until_gone();
    person.look("device");

    // A passphrase that is too short, or typed otherwise the second time, is refused.
    page.textbox("新口令").fill("123456");
    page.button("生成备份").tap();
    page.text_visible("太短");
    page.textbox("新口令").fill(PASSPHRASE);
    page.textbox("再输一次").fill("苹果 卡车 月亮");
    page.text_visible("两次输入不一致");
    person.look("device-passphrase");
    let file = make_backup(&person);
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(name.starts_with("wenlou-backup-") && name.ends_with(".json"), "{name}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with(r#"{"format":"wenlou-backup/1","kdf":"argon2id","m":47104,"t":3,"p":1,"#), "{text:.100}");

    // Wiping now would lose every record, and says so.
    page.text_visible("既没有交接，也不在核对过的备份里");
    // Checked with the wrong passphrase, then with the right one.
    open_backup(&person, &file, "苹果 卡车 月亮 红色");
    page.text_visible("口令不对，或文件已损坏");
    let begun = std::time::Instant::now();
    page.textbox("备份的口令").fill(PASSPHRASE);
    page.button("打开备份").tap();
    page.text_visible("核对一致：本机");
    page.text_visible("没有要恢复的");
    println!("opened and checked in {} ms", begun.elapsed().as_millis());
    page.text_visible("已备份并核对");
    page.text_visible("都已交接或备份");
    person.look("device-checked");
    page.button("关闭备份").tap();

    // Wiped, it is as it was bought.
    page.textbox("会丢失的记录和照片数").fill("7");
    assert!(!page.button("抹除本机全部数据").is_enabled());
    page.textbox("会丢失的记录和照片数").fill("0");
    page.button("抹除本机全部数据").tap();
    page.text_visible("本机上还没有征求意见工作");
    page.text_visible("请先填写使用人和设备名称");
    let left = "return Object.keys(localStorage).filter(k => /^wenlou.(r|p|c|d|n|s|b)/.test(k)).join(' ')";
    assert_eq!(person.browser.run(left, vec![]).as_str(), Some(""));
    person.browser.reload();
    page.text_visible("本机上还没有征求意见工作");
    page.text_gone("启动时核对");

    // The backup brings everything back, to a device with a new key.
    open_device_data(&person);
    open_backup(&person, &file, PASSPHRASE);
    page.text_visible("不认识生成这份备份的设备");
    person.look("device-unknown");
    page.button("指纹一致").tap();
    page.button("恢复…").tap();
    page.text_visible("已恢复");
    page.text_visible("核对一致");
    page.text_visible("设备密钥不在备份里");
    person.look("device-restored");
    assert_eq!(states(&person), format!("{state} {state}"));
    person.back();
    page.heading("设置").wait();
    person.back();
    page.button("2026年朝霞街道").tap();
    page.button("朝霞里…").tap();
    page.text_visible("收回 2/96 户");
    // It is on the disk.
    person.browser.reload();
    page.text_visible("收回 2/96 户");
    page.text_gone("启动时核对");
}

#[test]
fn chromium_restores_on_a_wiped_device_what_it_backed_up_and_checked() {
    backed_up_wiped_restored(Engine::Chromium);
}

#[test]
fn firefox_restores_on_a_wiped_device_what_it_backed_up_and_checked() {
    backed_up_wiped_restored(Engine::Firefox);
}

#[test]
fn webkit_restores_on_a_wiped_device_what_it_backed_up_and_checked() {
    backed_up_wiped_restored(Engine::WebKit);
}

#[test]
fn room_is_made_of_what_a_checked_backup_holds() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let page = person.page();
    at_work(&person);
    open_device_data(&person);
    let file = make_backup(&person);
    open_backup(&person, &file, PASSPHRASE);
    page.text_visible("核对一致：本机");
    let state = states(&person);
    let state = state.split(' ').next().unwrap().to_owned();
    page.button("关闭备份").tap();
    page.button("移除“2026年朝霞街道”…").wait();
    // What is added afterwards isn't in it, and so it stays.
    person.back();
    person.back();
    page.button("2026年朝霞街道").tap();
    person.add_compound("晚霞里");
    person.back();
    person.back();
    open_device_data(&person);
    page.text_visible("上次备份之后有变动");
    page.button("移除…").wait_until_gone();
    page.text_visible("有 1 条记录既没有交接");
    person.look("device-changed");
    let newer = make_backup(&person);
    open_backup(&person, &newer, PASSPHRASE);
    page.text_visible("核对一致：本机");
    page.button("关闭备份").tap();
    page.button("移除“2026年朝霞街道”…").tap();
    page.text_visible("本机上没有工作记录");
    person.look("device-thinned");
    let left = "return Object.keys(localStorage).filter(k => /^wenlou.(r|p|c|d)\\//.test(k)).join(' ')";
    assert_eq!(person.browser.run(left, vec![]).as_str(), Some(""));
    // The older one, from before the second compound, and then the newer: all is back, under the same key.
    open_backup(&person, &file, PASSPHRASE);
    page.button("恢复…").tap();
    page.text_visible("已恢复");
    assert!(states(&person).starts_with(&state));
    page.button("关闭备份").tap();
    open_backup(&person, &newer, PASSPHRASE);
    page.button("恢复 1 条记录").tap();
    page.text_visible("已恢复");
    person.back();
    person.back();
    page.button("2026年朝霞街道").tap();
    for name in ["朝霞里…", "晚霞里…"] {
        page.button(name).wait();
    }
}

#[test]
fn many_records_that_are_only_here_are_reminded_of() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let page = person.page();
    person.found_campaign("2026年朝霞街道");
    person.add_compound("朝霞里");
    page.text_gone("条记录只在这台设备上");
    person.open_compound_survey();
    person.browser.run_async(&storm_of(55), vec![]);
    person.back();
    person.back();
    page.text_visible("57 条记录只在这台设备上");
    person.look("reminder");
    page.button("导出数据包").tap();
    person.export();
    page.text_visible("已全部导出");
    person.back();
    page.text_gone("条记录只在这台设备上");
}
