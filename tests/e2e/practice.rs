//! Practice mode: one tap from home, a visit and a ballot, the count moves; and what says on every screen, and on paper, that nothing of it counts.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use crate::papers::{A4, printed};
use serde_json::json;

const STRIPE: &str = "这里的记录不会导出，也不会计入任何工作";

fn practise(size: Size, name: &str) {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "王芳", "平板甲");
    let page = person.page();
    let look = |screen: &str| {
        page.text_visible(STRIPE);
        person.look(&format!("practice-{name}-{screen}"));
    };
    assert!(!page.sees(STRIPE));
    person.look(&format!("practice-{name}-home"));
    page.button("练习").tap();
    page.text_visible("编造的小区有2幢、48户");
    person.look(&format!("practice-{name}-begin"));
    page.button("开始练习").tap();
    page.button("练习小区…").wait();
    let first = person.browser.address();
    assert!(first.contains("practice."), "{first}");
    assert!(!page.sees("交接") && !page.sees("已全部导出"), "nothing is offered that gives it out");
    look("campaign");

    page.button("练习小区…").tap();
    page.text_visible("已收回 0/48 户");
    look("compound");
    person.open_stairwell("1", "1");
    look("stairwell");
    page.button("302…").tap();
    page.text_visible("练习");
    page.button("未遇").tap();
    page.button("返回上一户").tap();
    person.record_ballot("练-302", Tick::Quasi);
    look("household");
    // What scrolls goes under it.
    person.browser.run("window.scrollTo(0, document.body.scrollHeight)", vec![]);
    let top = "return document.querySelector('.stripe').getBoundingClientRect().top";
    assert_eq!(person.browser.run(top, vec![]), json!(0));
    for _ in 0..3 {
        person.back();
    }
    page.text_visible("已收回 1/48 户");

    // In the program that has the count, and where the address is typed.
    page.button("计票与决定…").tap();
    page.heading("计票与决定").wait();
    look("tally");
    for screen in ["handover", "devices"] {
        person.browser.run(
            "location.hash = arguments[0]",
            vec![json!(first.replace("#campaign", &format!("#{screen}")).split_once('#').unwrap().1)],
        );
        page.heading("没有找到").wait();
        assert!(!page.sees("数据包") && !page.sees("信任名单"));
    }
    person.browser.run("location.hash = arguments[0]", vec![json!(first.split_once('#').unwrap().1)]);
    page.button("练习小区…").tap();
    page.button("现状调查…").tap();
    page.heading("现状调查").wait();
    look("survey");
    person.back();
    page.button("档案与期限…").tap();
    page.text_visible(STRIPE);
    person.browser.on_paper(|| {
        let mark = "const mark = document.querySelector('.stripe__mark'); const box = mark.getBoundingClientRect();
            return [mark.textContent, getComputedStyle(mark).position, box.height > 100]";
        assert_eq!(person.browser.run(mark, vec![]), json!(["练习", "fixed", true]));
    });
    person.browser.print(&format!("practice-{name}"));
    person.back();
    person.back();

    page.button("清空练习…").tap();
    page.button("清空练习").tap();
    page.button("练习小区…").tap();
    page.text_visible("已收回 0/48 户");
    let id = first.rsplit_once('/').unwrap().1.to_owned();
    person.browser.wait_until(
        "nothing is left of the practice before",
        &format!("return Object.keys(localStorage).every((key) => !key.includes('{id}'))"),
    );
    person.browser.reload();
    page.text_visible("已收回 0/48 户");

    // Home has it behind the same button, and a backup says that it isn't in it.
    person.back();
    person.back();
    page.text_visible("本机上还没有征求意见工作");
    page.button("设置").tap();
    page.button("本机数据").tap();
    page.text_visible("练习不进备份");
    person.look(&format!("practice-{name}-device"));
    assert!(!page.sees(STRIPE));
}

#[test]
fn what_is_printed_of_a_practice_says_so_on_every_page_and_has_no_page_more() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "平板甲");
    let page = person.page();
    page.button("练习").tap();
    page.button("开始练习").tap();
    page.button("工作参数").tap();
    page.button("方案没有写明的事项").tap();
    page.radio("本程序打印，按花名册编号").tap();
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
    page.button("练习小区…").tap();
    page.button("打印文书…").tap();
    for (paper, name, pages) in [
        ("征求意见表", "forms", 48),
        ("模式公示", "modes", 1),
        ("未送达公告", "undelivered", 1),
        ("空白未遇通知", "not-met-blank", 1),
        ("计票记录", "count", 1),
    ] {
        let found = printed(&person, paper, &format!("practice-paper-{name}"), A4);
        assert_eq!(found.len(), pages, "{paper}");
        for sheet in found {
            assert!(sheet.lines().any(|line| line.trim() == "练习"), "{paper}: {sheet}");
            assert!(!sheet.contains(STRIPE), "{paper}: {sheet}");
        }
    }
}

#[test]
fn practice_upright() {
    practise(Size::PORTRAIT, "upright");
}

#[test]
fn practice_lying() {
    practise(Size::LANDSCAPE, "lying");
}
