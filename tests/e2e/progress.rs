//! The supervisor's view of how far the visits have come, and of what is worth a second look.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use std::thread;
use std::time::Duration;

fn progress_is_shown(size: Size, name: &str) {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "王芳", "监督台");
    let page = person.page();
    person.found_campaign("2026年朝霞街道物业管理改善");
    person.add_ready_compound("朝霞里小区");
    person.back();

    // One door stays shut; then papers at seven doors, faster than anybody could walk.
    person.open_stairwell("1", "1");
    page.button("601…").tap();
    page.button("未遇").tap();
    for (n, tick) in
        [Tick::Professional, Tick::Quasi, Tick::Professional, Tick::Blank, Tick::Quasi, Tick::Quasi, Tick::Invalid]
            .into_iter()
            .enumerate()
    {
        // It goes on to the next door by itself, where nothing is recorded before a finger can have meant that door.
        page.text_visible("还没有收回征求意见表");
        thread::sleep(Duration::from_millis(1_600));
        person.ask_for_ballot(&format!("ZX-{n:04}"), tick);
        page.button("返回上一户").wait();
    }
    person.back();
    person.back();
    person.back();

    page.button("进度与提示").tap();
    page.heading("各幢").wait();
    page.heading("换门快于步行").wait();
    page.text_visible("提示，不是结论：不影响计票，也不说明谁做错了什么。先按“也可能是”想一想，再核对纸质表。");
    person.look_through(&format!("progress-{name}"));
    let line: Vec<String> = page.row("王芳…").text().split_whitespace().map(str::to_owned).collect();
    assert_eq!(line.join(" "), "王芳 8 7 8 1 0 7 0 5 0 8 0");
    // Nothing of it tells for which mode anybody is.
    for choice in ["专业", "准物业", "空白", "无效"] {
        assert!(!page.sees(choice), "{choice}");
    }
}

#[test]
fn progress_is_shown_on_a_tablet_held_upright() {
    progress_is_shown(Size::PORTRAIT, "portrait");
}

#[test]
fn progress_is_shown_on_a_tablet_held_across() {
    progress_is_shown(Size::LANDSCAPE, "landscape");
}
