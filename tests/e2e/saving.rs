//! Each record says on its own line how far it is on its way to the disk: while the store takes its time, when it refuses, and after the retry.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use std::path::Path;

/// What the page tells the keeper of the log waits for [`GO_ON`], as on a slow disk.
const HOLD: &str = "
    window.post ??= Worker.prototype.postMessage;
    window.held = [];
    Worker.prototype.postMessage = function (...given) {
        typeof given[0][0] === 'number' ? held.push([this, given]) : post.apply(this, given);
    };";
/// It is refused, as on a full disk.
const REFUSE: &str = "
    window.post ??= Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...given) {
        if (typeof given[0][0] === 'number') throw new DOMException('The disk is full.', 'QuotaExceededError');
        post.apply(this, given);
    };";
/// What is tried again by itself comes after this many milliseconds; never, for a test that looks at what is unsaved.
pub fn retry_after(milliseconds: Option<u32>) -> String {
    let instead = milliseconds.map_or("0".to_owned(), |ms| format!("real(run, {ms})"));
    format!(
        "const real = window.setTimeout;
        window.setTimeout = (run, ms, ...rest) => ms === 30000 ? {instead} : real(run, ms, ...rest);"
    )
}
/// All is well again, and what was held goes its way.
const GO_ON: &str = "
    Worker.prototype.postMessage = window.post;
    for (const [worker, given] of window.held ?? []) worker.postMessage(...given);
    window.held = [];";

fn each_line_says_it(size: Size, name: &str) {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "王芳", "监督台");
    let page = person.page();
    let run = |script: &str| drop(person.browser.run(script, vec![]));
    run(&retry_after(None));
    person.found_campaign("每一条");
    person.add_compound("甲小区");

    // An answer of the survey.
    person.open_compound_survey();
    let kind = page.group("类别（住宅小区/零星住宅）");
    kind.text_gone("已保存");
    run(HOLD);
    kind.radio("住宅小区").tap();
    kind.text_visible("正在保存");
    run(GO_ON);
    kind.text_visible("已保存");
    run(REFUSE);
    kind.radio("零星住宅").tap();
    kind.text_visible("未保存");
    let programme = page.group("所列工程（庭院改善/危旧房改善/均未列入）");
    programme.text_gone("保存");
    kind.text_gone("已完成");
    person.look(&format!("{name}-unsaved-answer"));
    // The compound's list of steps says it as well, and the retry is at hand where the record is.
    person.back();
    person.back();
    let survey = page.row("现状调查…");
    survey.text_visible("未保存");
    person.open_compound_survey();
    run(GO_ON);
    kind.button("重新保存").tap();
    kind.text_visible("已保存");
    page.text_gone("未保存");
    person.look(&format!("{name}-saved-answer"));
    person.back();
    person.back();

    // The roll, freezing it, the notice.
    run(REFUSE);
    person.ask_for_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/template-roster.csv"), 96);
    page.row("花名册…").text_visible("未保存");
    person.look(&format!("{name}-unsaved-roll"));
    run(GO_ON);
    page.button("重新保存").tap();
    page.text_gone("未保存");
    person.freeze_roll(96);
    run(REFUSE);
    person.ask_for_notice();
    page.text_visible("未保存");
    person.look(&format!("{name}-unsaved-notice"));
    run(GO_ON);
    page.status("未保存…").within().button("重新保存").tap();
    page.text_gone("未保存");
    person.back();

    // A visit and a ballot, and their door.
    person.open_stairwell("1", "1");
    page.button("101…").tap();
    page.button("未遇").tap();
    person.back_to_last_door();
    page.row("未遇…").text_visible("已保存");
    run(REFUSE);
    page.button("约定再访").tap();
    page.button("时间未定").tap();
    person.back_to_last_door();
    page.row("约定再访…").text_visible("未保存");
    page.row("未遇…").text_visible("已保存");
    person.ask_for_ballot("N0001", Tick::Professional);
    person.back_to_last_door();
    page.text_visible("N0001");
    page.text_gone("征求意见表已记录");
    person.look(&format!("{name}-unsaved-ballot"));
    person.back();
    page.button("101…").within().text_visible("未保存");
    person.look(&format!("{name}-unsaved-door"));
    page.button("101…").tap();
    run(GO_ON);
    page.row("约定再访…").button("重新保存").tap();
    page.text_gone("未保存");
    page.row("约定再访…").text_visible("已保存");
    person.look(&format!("{name}-saved-ballot"));
    person.browser.reload();
    page.row("约定再访…").text_visible("已保存");
    page.text_visible("N0001");
}

#[test]
fn chromium_says_of_each_record_whether_it_is_saved() {
    each_line_says_it(Size::PORTRAIT, "upright");
}

#[test]
fn chromium_says_of_each_record_whether_it_is_saved_lying() {
    each_line_says_it(Size::LANDSCAPE, "lying");
}

/// The worker that keeps the log is ended, as when a tablet is short of memory.
const KILL_KEEPER: &str = "
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...given) {
        Worker.prototype.postMessage = post;
        this.terminate();
    };";

#[test]
fn chromium_starts_another_keeper_where_one_has_died() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let page = person.page();
    let run = |script: &str| drop(person.browser.run(script, vec![]));
    person.found_campaign("再开");
    person.add_compound("甲小区");
    person.open_compound_survey();
    run(&retry_after(Some(1_000)));
    run(KILL_KEEPER);
    let kind = page.group("类别（住宅小区/零星住宅）");
    kind.radio("住宅小区").tap();
    kind.text_visible("正在保存");
    // So long it is waited for.
    std::thread::sleep(std::time::Duration::from_secs(10));
    page.text_visible("timeout");
    kind.text_visible("已保存");
    kind.radio("零星住宅").tap();
    kind.text_visible("已保存");
    page.text_gone("未保存");
    person.browser.reload();
    page.text_gone("启动时核对");
    assert!(kind.radio("零星住宅").is_chosen());
}

#[test]
fn chromium_tries_again_by_itself() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let page = person.page();
    let run = |script: &str| drop(person.browser.run(script, vec![]));
    person.found_campaign("再试");
    person.add_compound("甲小区");
    person.open_compound_survey();
    run(&retry_after(Some(2_000)));
    let kind = page.group("类别（住宅小区/零星住宅）");
    run(REFUSE);
    kind.radio("住宅小区").tap();
    kind.text_visible("未保存");
    page.text_visible("The disk is full.");
    run(GO_ON);
    kind.text_visible("已保存");
    page.text_gone("未保存");
    person.browser.reload();
    assert!(kind.radio("住宅小区").is_chosen());
}
