//! What is asked of a household beside its ballot: from the stairwell's list, from its door, and at the compound's question added up.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};

#[test]
fn a_household_is_surveyed_from_its_stairwell_and_from_its_door() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    let page = person.page();
    person.found_campaign("2026年朝霞街道物业管理改善");
    person.add_ready_compound("朝霞里小区");
    person.back();

    page.button("现状调查…").tap();
    page.button("1幢 1单元…").tap();
    let doors = page.group("各户情况（选填）");
    doors.button("101 0/10").wait();
    person.look("survey-stairwell");
    doors.button("202 0/10").tap();
    page.heading("1幢1单元202").wait();
    let area = page.group("产权面积");
    assert_eq!(area.textbox("产权面积").value(), "", "what the roll knows is offered, not filled in");
    area.button("填入“58.56”").tap();
    assert_eq!(area.textbox("产权面积").value(), "58.56");
    page.group("居住状态（自住/出租/空置/群租/不详）").radio("出租").tap();
    page.group("自来水一户一表").radio("未改").tap();
    assert!(!page.sees("联系电话"));
    person.look("survey-household");
    person.back();
    page.heading("1幢 1单元").wait();
    doors.button("202 3/10").wait();
    doors.button("201 0/10").tap();
    page.group("自来水一户一表").radio("已改").tap();
    page.button("下一处：1幢1单元202").tap();
    page.heading("1幢1单元202").wait();

    // The compound's question says what that comes to.
    person.back();
    person.back();
    page.button("小区 已完成…").tap();
    page.group("自来水一户一表（已/未改户数）").text_visible("各户登记：已改 1，未改 1，未登记 94");
    person.back();
    person.back();

    // From the door, in the other program, and back to it.
    person.open_stairwell("1", "1");
    page.button("202…").tap();
    page.button("住户情况").wait();
    person.look("door-with-survey");
    page.button("住户情况").tap();
    let occupancy = page.group("居住状态（自住/出租/空置/群租/不详）");
    assert!(occupancy.radio("出租").wait().is_chosen());
    page.button("入户征求意见").tap();
    page.textbox("表格编号").wait();
    page.heading("1幢1单元202").wait();
    person.browser.run("history.back()", vec![]);
    occupancy.radio("出租").wait();
    person.back();
    page.heading("1幢 1单元").wait();
}
