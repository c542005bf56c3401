//! A dwelling was merged into its neighbour after the roll was frozen: the supervisor corrects the roll and posts the notice anew. A second title behind a
//! door goes on the roll and comes off it again.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use crate::papers::{A4, lacks, printed};
use std::fs;
use wenlou::domain::date::{add_days, date_text, parse_date};

/// An office with three households behind three doors, whose notice hangs.
fn office_of_three(site: &Site, size: Size) -> Person {
    let folder = tempfile::tempdir().unwrap();
    let roster = folder.path().join("roster.csv");
    fs::write(&roster, "幢号,单元,房号,产权人\n1,1,101,陈*\n1,1,102,陈*\n1,1,201,李*\n").unwrap();
    let office = Person::arrive(Engine::Chromium, size, site, "王芳", "监督台");
    office.found_campaign("2026年朝霞街道");
    office.add_compound("朝霞里小区");
    office.import_roster(&roster, 3);
    office.freeze_roll(3);
    office.post_notice();
    office
}

/// From the screen of the roll.
fn merge_102_into_101(office: &Person) {
    merge(office, "1幢1单元101", "102");
}

fn merge(office: &Person, kept: &str, gone: &str) {
    let page = office.page();
    page.button("更正一户…").tap();
    page.radio("合并：两户成一户").tap();
    page.textbox("房号").fill(kept);
    page.textbox("并入的另一户：房号，或带幢、单元的全称").fill(gone);
    page.textbox("更正原因").fill("101、102已合并为一本权证");
    page.button("更正花名册").tap();
    page.text_visible("N：3 → 2");
}

fn today(office: &Person) -> String {
    let today =
        "const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10)";
    office.browser.run(today, vec![]).as_str().unwrap().to_owned()
}

#[test]
fn a_merged_dwelling_comes_off_the_frozen_roll() {
    let site = Site::start();
    let office = office_of_three(&site, Size::LANDSCAPE);
    let page = office.page();

    page.button("更正一户…").tap();
    page.radio("去掉一户").tap();
    page.textbox("房号").fill("1幢1单元103");
    page.button("更正花名册").tap();
    page.text_visible("花名册上没有这一户");
    page.text_visible("请填写");
    page.radio("合并：两户成一户").tap();
    page.textbox("房号").fill("1幢1单元101");
    page.textbox("并入的另一户：房号，或带幢、单元的全称").fill("102");
    page.textbox("更正原因").fill("101、102已合并为一本权证");
    page.text_visible("1幢1单元101 未改写；去掉 1幢1单元102 · 更正后总户数 N：3 → 2");
    office.look_through("roll-correction");
    page.assert_targets();
    page.button("更正花名册").tap();
    page.text_visible("花名册已更正，请重新公示");
    page.text_visible("去掉 1幢1单元102");
    page.text_visible("原因：101、102已合并为一本权证");
    page.text_visible("N：3 → 2");
    page.text_visible("花名册更正过，总户数可能与公示的不同");
    office.look("roll-corrected");

    for (change, number) in [("增加一户", "增加 1幢1单元201 B2"), ("去掉一户", "去掉 1幢1单元201 B2")]
    {
        page.button("更正一户…").tap();
        page.radio(change).tap();
        page.textbox("房号").fill("1幢1单元201");
        match change {
            "增加一户" => page.textbox("产权证号").fill("B2"),
            _ => page.group("哪一个产权").radio("1幢1单元201 B2").tap(),
        }
        page.textbox("更正原因").fill("另有一本权证");
        office.look_through("roll-two-titles");
        page.assert_targets();
        page.button("更正花名册").tap();
        page.button("更正一户…").wait();
        page.text_visible(number);
        if change == "增加一户" {
            // The two doors that are one are told apart.
            office.back();
            office.open_stairwell("1", "1");
            page.button("201 B2…").wait();
            office.look("two-titles-behind-a-door");
            office.back();
            office.back();
            page.button("冻结与公示…").tap();
        }
    }
    office.back();
    page.button("计票与决定…").tap();
    page.text_visible("之后才能截止");
    office.back();
    page.button("冻结与公示…").tap();
    let today = today(&office);
    // Who signed before the correction keeps counting: the first day stays, and the day of the new posting is asked for by itself.
    let first = page.textbox("公示日期").value();
    let modes = |paper: &str, name: &str, anew: &str| {
        office.back();
        page.button("打印文书…").tap();
        let found = printed(&office, paper, name, A4);
        let parts = [format!("张贴期间{first}至"), format!("于{anew}重新张贴")];
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        assert_eq!((found.len(), lacks(&found[0], &parts)), (1, vec![]), "{}", found[0]);
        office.back();
        page.button("冻结与公示…").tap();
    };
    modes("模式公示（待张贴）", "paper-modes-anew-draft", "____年__月__日");
    page.button("更新公示记录").tap();
    page.text_visible("请填写");
    page.textbox("更正花名册后重新张贴的日期").fill(&today);
    office.look("roll-reposted");
    page.button("更新公示记录").tap();
    page.text_visible("公示已记录");
    page.text_gone("花名册更正过");
    modes("模式公示", "paper-modes-anew", &today);
    office.back();
    page.button("计票与决定…").tap();
    page.button("截止").wait();
}

/// The neighbour whose dwelling it was merged into said otherwise.
#[test]
fn the_form_of_a_title_that_came_off_stays_in_the_register_and_is_shown_where_it_contradicts() {
    let site = Site::start();
    let office = office_of_three(&site, Size::LANDSCAPE);
    let page = office.page();
    office.back();
    office.open_stairwell("1", "1");
    for (door, serial, choice) in [("102…", "A0001", Tick::Professional), ("101…", "A0002", Tick::Quasi)] {
        page.button(door).tap();
        office.record_ballot(serial, choice);
        office.back();
    }
    (0..2).for_each(|_| office.back());
    page.button("冻结与公示…").tap();
    merge_102_into_101(&office);
    office.back();
    page.button("打印文书…").tap();
    let register = printed(&office, "入户送达回收登记册", "paper-register-taken-off", [A4[1], A4[0]]);
    let parts = ["1/1", "更正后已不在花名册上", "A0001"];
    assert_eq!((register.len(), lacks(&register[0], &parts)), (1, vec![]), "{register:?}");
    office.back();
    office.open_stairwell("1", "1");
    page.button("101…").tap();
    for told in ["相互矛盾", "A0001", "A0002"] {
        page.text_visible(told);
    }
    office.look("two-titles-that-became-one");
}

/// Two supervisors, neither having heard of the other's correction; one settles the papers where the other title stayed.
#[test]
fn what_one_settled_of_two_titles_that_the_other_merged_the_other_way_round_is_settled_again() {
    let site = Site::start();
    let office = office_of_three(&site, Size::LANDSCAPE);
    let deputy = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "赵强", "副台");
    let (desk, second) = (office.page(), deputy.page());
    office.back();
    office.open_stairwell("1", "1");
    for (door, serial, choice) in [("102…", "A0001", Tick::Professional), ("101…", "A0002", Tick::Quasi)] {
        desk.button(door).tap();
        office.record_ballot(serial, choice);
        office.back();
    }
    (0..3).for_each(|_| office.back());
    office.enrol_face_to_face(&deputy, "副台", "赵强");
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    let named = desk.group("副台");
    named.button("设为副监督台…").tap();
    named.button("设为副监督台").tap();
    desk.text_visible("副台 已设为副监督台");
    office.back();
    desk.button("交接…").tap();
    let (packet, card, bundle) = (office.make_packet(), office.save_card(), office.export());
    deputy.join(&card, &packet, "2026年朝霞街道");
    second.button("交接…").tap();
    deputy.import(&[&bundle]);
    second.text_visible("监督台 的数据包第 1 号");
    deputy.back();

    office.back();
    desk.button("朝霞里小区…").tap();
    desk.button("冻结与公示…").tap();
    merge_102_into_101(&office);
    second.button("朝霞里小区…").tap();
    second.button("冻结与公示…").tap();
    merge(&deputy, "1幢1单元102", "101");
    deputy.back();
    second.button("计票与决定…").tap();
    let conflict = second.group("1幢1单元102");
    conflict.radio("都不计（需重新签署）").tap();
    conflict.textbox("裁定理由").fill("两份各执一词");
    conflict.button("记录裁定").tap();
    second.text_visible("1幢1单元102 已裁定");
    (0..2).for_each(|_| deputy.back());
    second.button("交接…").tap();
    let settled = deputy.export();

    (0..2).for_each(|_| office.back());
    desk.button("交接…").tap();
    office.import(&[&settled]);
    desk.text_visible("副台 的数据包第 1 号");
    office.back();
    desk.button("朝霞里小区…").tap();
    desk.button("计票与决定…").tap();
    let conflict = desk.group("1幢1单元101");
    ["A0001", "A0002"].into_iter().for_each(|serial| conflict.text_visible(serial));
    desk.text_visible("不再有效");
    office.look_through("settled-at-the-other-title-count");
    conflict.radio("… 社区化准物业管理").tap();
    conflict.textbox("裁定理由").fill("产权人到场确认");
    conflict.button("记录裁定").tap();
    desk.text_visible("1幢1单元101 已裁定");
    desk.text_gone("待裁定的冲突");

    // The deputy hears of both.
    (0..2).for_each(|_| office.back());
    desk.button("交接…").tap();
    let again = office.export();
    deputy.import(&[&again]);
    second.text_visible("监督台 的数据包第 2 号");
    deputy.look_through("settled-at-the-other-title-deputy");
    deputy.back();
    second.button("朝霞里小区…").tap();
    second.button("计票与决定…").tap();
    second.text_visible("产权人到场确认");
    second.text_gone("待裁定的冲突");
    deputy.look_through("settled-at-the-other-title-deputy-count");
}

/// The tablet took it before, and hands over what it knows afterwards.
#[test]
fn a_paper_in_a_bag_of_a_title_that_came_off_is_asked_for_and_recorded_at_its_own_door() {
    let site = Site::start();
    let office = office_of_three(&site, Size::LANDSCAPE);
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let (page, door) = (office.page(), tablet.page());
    (0..2).for_each(|_| office.back());
    office.enrol_face_to_face(&tablet, "1号平板", "李明");
    page.button("交接…").tap();
    let (packet, card) = (office.make_packet(), office.save_card());
    tablet.join(&card, &packet, "2026年朝霞街道");
    door.button("朝霞里小区…").tap();
    tablet.open_stairwell("1", "1");
    door.button("102…").tap();
    door.button("已收回").tap();
    (0..4).for_each(|_| tablet.back());

    office.back();
    page.button("朝霞里小区…").tap();
    office.open_stairwell("1", "1");
    page.button("101…").tap();
    office.record_ballot("A0002", Tick::Quasi);
    (0..3).for_each(|_| office.back());
    page.button("冻结与公示…").tap();
    merge_102_into_101(&office);
    page.textbox("更正花名册后重新张贴的日期").fill(&today(&office));
    page.button("更新公示记录").tap();
    page.text_visible("公示已记录");
    (0..2).for_each(|_| office.back());
    door.button("交接…").tap();
    let bundle = tablet.export();
    page.button("交接…").tap();
    office.import(&[&bundle]);
    page.text_visible("新增");
    office.back();
    page.button("朝霞里小区…").tap();
    // Whoever closes is told, and comes to its door.
    page.button("计票与决定…").tap();
    page.button("收回了表、还没有登记意见的 1 户…").tap();
    office.look_through("closing-with-a-bag-of-a-merged-title");
    page.button("1幢1单元102").tap();
    page.text_visible("已并入1幢1单元101：只登记此前收回的表");
    (0..2).for_each(|_| office.back());
    page.button("入户征求意见…").tap();
    office.look("bag-of-a-merged-title");
    page.button("1幢1单元102").tap();
    page.text_visible("已并入1幢1单元101：只登记此前收回的表");
    assert_eq!(page.button("未遇").count(), 0);
    office.look_through("door-of-a-merged-title");
    page.assert_targets();
    office.ask_for_ballot("A0001", Tick::Professional);
    page.button("更正登记").wait();
    assert_eq!(page.button("记录征求意见表").count(), 0, "no second one is asked for");
    office.back();
    page.text_gone("收回未登记");
    // From where it was merged its door is still reached.
    office.back();
    page.button("冻结与公示…").tap();
    office.look_through("way-to-a-merged-title");
    page.button("1幢1单元102合并前的表").tap();
    page.text_visible("A0001");
    (0..2).for_each(|_| office.back());
    // And from what counts for nothing.
    page.button("计票与决定…").tap();
    page.group("不计入的征求意见表").button("1幢1单元102（A0001）…").tap();
    page.button("更正登记").wait();
    (0..2).for_each(|_| office.back());
    page.button("入户征求意见…").tap();
    page.button("1幢 1单元…").tap();
    page.button("101…").tap();
    for told in ["相互矛盾", "A0001", "A0002"] {
        page.text_visible(told);
    }
}

#[test]
fn a_change_says_what_it_costs_and_what_was_before_stays_to_be_read() {
    let site = Site::start();
    let office = office_of_three(&site, Size::PORTRAIT);
    let page = office.page();
    let posted = page.textbox("公示日期").value();
    office.back();
    office.open_stairwell("1", "1");
    page.button("201…").tap();
    office.record_ballot("A0001", Tick::Professional);
    (0..3).for_each(|_| office.back());
    page.button("冻结与公示…").tap();

    // Who signed was told of another fee.
    page.textbox("社区化准物业管理：收费标准").fill("12元/户·月");
    page.text_visible("已有 1 户领到表格或交表，其中 1 户的意见表是按改动前的公示签署的");
    page.button("更新公示记录").tap();
    page.text_visible("请填写");
    page.textbox("更改原因").fill("物价部门核定");
    office.look_through("notice-change");
    page.button("更新公示记录").tap();
    page.text_visible("社区化准物业管理 收费标准：10元/户·月 → 12元/户·月");
    page.text_visible("原因：物价部门核定");
    page.text_visible("当时已有 1 户领到表格或交表");
    page.textbox("更改原因").wait_until_gone();

    // Nobody had been told on the days before it hung.
    let ago = |days: i64| add_days(parse_date(&posted).unwrap(), -days).map(date_text).unwrap();
    page.textbox("公示日期").fill(&ago(20));
    page.textbox("首次征求意见日期").fill(&ago(10));
    page.textbox("更改原因").fill("日期写错");
    page.button("更新公示记录").tap();
    page.text_visible("公示满 7 天后才能开始征求意见");
    office.look_through("notice-backdated");

    // A household that becomes a garage loses its ballot, and that is said before.
    page.button("更正一户…").tap();
    page.radio("改写一户").tap();
    page.textbox("房号").fill("1幢1单元201");
    page.textbox("用途").fill("车库");
    page.textbox("更正原因").fill("登记用途是车库");
    page.text_visible("1幢1单元201，用途：住宅 → 车库、储藏 · 更正后总户数 N：3 → 2");
    page.text_visible("1幢1单元201已交征求意见表（收回了、还没有登记的也算），更正后将不再计入。");
    office.look_through("roll-loses");
    page.button("更正花名册").tap();
    page.text_visible("花名册已更正，请重新公示");
    page.text_visible("原因：登记用途是车库");
    office.back();
    page.button("计票与决定…").tap();
    page.text_visible("按花名册不计户");
    office.look_through("tally-uncounted");
    page.button("1幢1单元201（A0001）…").tap();
    page.text_visible("不计户：不征求意见");
    page.text_visible("已登记的意见表");
    page.text_visible("A0001");
    office.look_through("papers-kept");
    office.back();
    page.button("1幢1单元201（A0001）…").wait();
    office.back();

    // A thaw takes no step away.
    page.button("冻结与公示…").tap();
    page.button("花名册有误，解冻…").tap();
    page.text_visible("完全相同");
    page.textbox("解冻原因").fill("再核对一遍");
    page.button("解冻花名册").tap();
    page.text_visible("花名册已解冻");
    page.button("冻结花名册").tap();
    page.text_visible("重新冻结");
    assert_eq!(page.textbox("社区化准物业管理：收费标准").value(), "12元/户·月");
    office.date_notice();
    page.textbox("更改原因").wait_until_gone();
    page.button("记录公示").tap();
    page.text_visible("公示已记录");
    page.text_visible("内容和日期未变");
    page.text_visible("原因：再核对一遍");
    page.text_visible("原因：登记用途是车库");
    page.text_visible("原因：物价部门核定");
    page.text_visible("N：2 → 2");
    office.look_through("roll-history");
}
