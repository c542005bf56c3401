//! What is wrong with a file is said, each in its own words, and nothing is stored and nothing lost.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use std::path::{Path, PathBuf};
use wenlou::bundle::words;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)).unwrap()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A file of 200 MB that takes no room on disk.
fn huge(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::File::create(&path).unwrap().set_len(200 << 20).unwrap();
    path
}

/// Everything that this origin keeps in localStorage.
fn stored(person: &Person) -> String {
    let script = "return JSON.stringify(Object.entries(localStorage).sort())";
    person.browser.run(script, vec![]).as_str().unwrap().to_owned()
}

#[test]
fn bad_rosters_are_refused_in_their_own_words() {
    let site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    supervisor.found_campaign("坏文件试验");
    supervisor.add_compound("试验小区");
    let page = supervisor.page();
    page.button("花名册…").tap();
    let before = stored(&supervisor);

    let folder = tempfile::tempdir().unwrap();
    let xlsx = sample("office-roster.xlsx");
    let utf8 = sample("template-roster.csv");
    let mut broken = utf8.clone();
    // A character cut in two in the middle of the file.
    let at = utf8.iter().rposition(|byte| *byte >= 0xE0).unwrap();
    broken.remove(at + 1);
    let no_room = "幢号,产权人,产权面积\n1幢,张*,60.5\n1幢,李*,70\n";
    let files = [
        (write(folder.path(), "truncated.xlsx", &xlsx[..xlsx.len() / 2]), "工作簿不完整或已损坏"),
        (write(folder.path(), "encoding.csv", &broken), "文字编码不对"),
        (write(folder.path(), "no-room.csv", no_room.as_bytes()), "没有房号列"),
        (write(folder.path(), "empty.csv", b""), "文件是空的"),
        (huge(folder.path(), "huge.csv"), "超过 21 MB 的上限"),
        (write(folder.path(), "picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), "不是 Excel 工作簿"),
    ];
    for (at, (file, words)) in files.iter().enumerate() {
        let label = if at == 0 { "选择花名册文件" } else { "换一个文件" };
        page.file_input(label).attach(&[file]);
        page.text_visible(words);
        assert_eq!(stored(&supervisor), before, "{}", file.display());
    }
    supervisor.look("bad-roster");
}

#[test]
fn bad_bundles_are_refused_in_their_own_words() {
    let site = Site::start();
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    tablet.found_campaign("另一项工作");
    tablet.page().button("交接…").tap();
    let card = tablet.save_card();
    let bundle = tablet.export();

    let supervisor = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    supervisor.found_campaign("这项工作");
    let page = supervisor.page();
    page.button("交接…").tap();
    let before = stored(&supervisor);

    let refuse = |file: &Path, words: &str, before: &str| {
        supervisor.import(&[file]);
        page.text_visible(words);
        page.text_visible("未收");
        assert_eq!(stored(&supervisor), before, "{words}");
        page.button("清除结果").tap();
        page.text_gone(words);
    };
    refuse(&bundle, "没有登记。先导入它的公钥卡并核对八个词", &before);
    // Words that aren't the other device's enrol nothing.
    supervisor.import(&[&card.file]);
    let waiting = page.group("1号平板");
    waiting.textbox("使用人").fill("李明");
    waiting.button("登记").tap();
    page.text_visible("已输入 0 个词，应有 8 个");
    // A word's place is what the message names, so one that is certain to differ stands in the first place.
    let (first, others) = card.words.split_once(char::is_whitespace).unwrap();
    let another = words::LIST.iter().map(|word| word.0).find(|word| *word != first).unwrap();
    waiting.textbox("八个词").fill(&format!("{another} {others}"));
    waiting.button("登记").tap();
    page.text_visible("第 1 个词不一致");
    supervisor.look("words-differ");
    page.button("清除结果").tap();
    assert_eq!(stored(&supervisor), before);
    supervisor.enrol(&card, "1号平板", "李明");
    page.button("清除结果").tap();
    let before = stored(&supervisor);

    refuse(&bundle, "属于另一项工作", &before);
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(&bundle).unwrap();
    // One byte of the payload, changed to another character of the alphabet.
    let at = text.find("\"payload\":\"").unwrap() + 200;
    let mut bytes = text.clone().into_bytes();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    refuse(&write(folder.path(), "changed.json", &bytes), "签名不符", &before);
    refuse(&write(folder.path(), "cut.json", &text.as_bytes()[..text.len() / 2]), "文件不完整", &before);
    refuse(&write(folder.path(), "empty.json", b""), "文件是空的", &before);
    refuse(&huge(folder.path(), "huge.json"), "超过 68 MB 的上限", &before);
    refuse(&write(folder.path(), "roster.json", "幢号,房号".as_bytes()), "不是问楼的数据包", &before);
}

#[test]
fn nothing_can_be_recorded_before_roll_and_notice() {
    let site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    supervisor.found_campaign("先后");
    supervisor.add_compound("试验小区");
    let page = supervisor.page();
    let gate = "花名册冻结并公示两种模式之后，才能入户记录。";
    page.button("入户征求意见…").tap();
    page.text_visible(gate);
    supervisor.back();
    supervisor.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/template-roster.csv"), 96);
    page.button("入户征求意见…").tap();
    page.text_visible(gate);
    supervisor.back();
    supervisor.freeze_roll(96);
    supervisor.back();
    page.button("入户征求意见…").tap();
    page.text_visible(gate);
    supervisor.back();
    page.button("冻结与公示…").tap();
    supervisor.post_notice();
    supervisor.back();
    page.button("入户征求意见…").tap();
    page.text_gone(gate);
    page.button("1幢 1单元…").tap();
    page.button("601…").tap();
    supervisor.record_ballot("001", crate::app::Tick::Quasi);
    // A change keeps the old version and asks why.
    page.button("更正登记").tap();
    page.textbox("表格编号").fill("001");
    page.group("选择").radio("专业化物业管理").tap();
    page.button("更正征求意见表").tap();
    page.text_visible("请填写");
    page.textbox("更正原因").fill("录入时看错");
    page.button("更正征求意见表").tap();
    supervisor.look("corrected");
    page.button("撤销、表格作废…").tap();
    page.text_visible("由后来的登记代替");
    supervisor.look("earlier-versions");
    // It is still there after a reload.
    supervisor.browser.reload();
    page.text_visible("历史版本");
    page.text_visible("录入时看错");
    supervisor.back();
    // Another paper of the household is a ballot of its own: where it says otherwise neither counts.
    page.button("登记另一份表").tap();
    supervisor.ask_for_ballot("001", crate::app::Tick::Quasi);
    page.text_visible("这个编号已登记、发出或作废过，或是别户的，请核对纸质表");
    supervisor.ask_for_ballot("002", crate::app::Tick::Quasi);
    page.text_visible("本户的征求意见表相互矛盾");
    supervisor.look("co-owners-disagree");
}

/// What is done to the log while the app is not open.
#[derive(Clone, Copy, PartialEq)]
enum TheLog {
    Stays,
    IsLost,
}

/// A tab that has just gone may hold the log's files a moment longer.
const LOSE_LOG: &str = "const root = await navigator.storage.getDirectory();
    try { await root.removeEntry('wenlou', { recursive: true }); } catch (error) { if (error.name !== 'NotFoundError') return false; }
    return true";

/// Changes localStorage by `script` while the app is not open, and gives what it returns.
fn tamper(person: &Person, site: &Site, log: TheLog, script: &str) -> serde_json::Value {
    let app = person.browser.address();
    // A file of the site, so that nothing of the app runs.
    person.browser.go(&format!("{}icon.svg", site.address()));
    if log == TheLog::IsLost {
        person.browser.wait_until("the log is gone", LOSE_LOG);
    }
    let found = person.browser.run(script, vec![]);
    person.browser.go(&app);
    found
}

/// Cuts the last record short.
const SPOIL: &str = "const key = Object.keys(localStorage).filter(k => k.startsWith('wenlou/r/')).sort().pop();
    localStorage.setItem(key, localStorage.getItem(key).slice(0, 20)); return key";
/// Loses all records.
const LOSE: &str = "const keys = Object.keys(localStorage).filter(k => k.startsWith('wenlou/r/'));
    keys.forEach(k => localStorage.removeItem(k)); return keys.sort()";

#[test]
fn what_local_storage_loses_or_spoils_is_restored_from_the_log() {
    let site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    supervisor.found_campaign("恢复");
    supervisor.add_compound("试验小区");
    let page = supervisor.page();
    let lost = tamper(&supervisor, &site, TheLog::Stays, LOSE);
    page.text_visible("已从本机日志恢复");
    page.text_visible("试验小区");
    supervisor.look("restored");
    page.button("知道了").tap();
    page.text_gone("已从本机日志恢复");
    let here = supervisor
        .browser
        .run("return Object.keys(localStorage).filter(k => k.startsWith('wenlou/r/')).sort()", vec![]);
    assert_eq!(here, lost, "every record is back");
    let spoiled = tamper(&supervisor, &site, TheLog::Stays, SPOIL);
    page.text_visible("两份存储在");
    page.text_visible("试验小区");
    let aside = format!(
        "return Object.entries(localStorage).find(([key]) => key.startsWith('wenlou/set-aside/{}/'))[1].length",
        spoiled.as_str().unwrap()
    );
    assert_eq!(supervisor.browser.run(&aside, vec![]).as_u64(), Some(20), "what stood there is kept");
    // Both stores agree again.
    supervisor.browser.reload();
    page.text_visible("试验小区");
    page.text_gone("两份存储");
}

#[test]
fn an_unreadable_record_is_set_aside_and_blocks_nothing() {
    let site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    supervisor.found_campaign("坏记录");
    supervisor.add_compound("试验小区");
    let key = tamper(&supervisor, &site, TheLog::IsLost, SPOIL).as_str().unwrap().to_owned();
    let page = supervisor.page();
    page.text_visible("本机日志不见了");
    page.text_visible("没有找到");
    page.button("回到首页").tap();
    page.button("坏记录").tap();
    page.button("记录检查…").tap();
    page.text_visible("1 条记录无法读取");
    supervisor.look("unreadable");
    let file = supervisor.browser.download(|| page.button("导出无法读取的记录").tap());
    assert!(std::fs::read_to_string(file).unwrap().contains("{"));
    supervisor.back();
    supervisor.add_compound("第二小区");
    let read = format!("return localStorage.getItem('{key}').length");
    assert_eq!(supervisor.browser.run(&read, vec![]).as_u64(), Some(20), "it is kept as it was found");
}

#[test]
fn a_number_that_left_in_a_bundle_is_not_used_again() {
    let site = Site::start();
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    tablet.found_campaign("丢记录");
    tablet.page().button("交接…").tap();
    tablet.export();
    tablet.page().text_visible("已全部导出");
    // Both stores lose everything that was written since: the records of that bundle too.
    let lost = tamper(&tablet, &site, TheLog::IsLost, LOSE);
    let lost: Vec<&str> = lost.as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    assert_eq!(lost.len(), 2, "the founding and the note of the export");
    let bundled = lost[0].rsplit_once('/').unwrap();
    assert_eq!(bundled.1, "1");
    tablet.page().button("返回").tap();
    tablet.page().button("记录检查…").tap();
    tablet.page().text_visible("1 条记录无法读取");
}
