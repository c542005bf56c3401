//! The founder's device is lost, and the campaign goes on: what a deputy was given before is enough.

use crate::app::{Person, Tick};
use crate::backup::{make_backup, open_backup, open_device_data};
use crate::harness::{Engine, Site, Size};

const CAMPAIGN: &str = "2026年柳荫街道";
const COMPOUND: &str = "朝霞里小区";

/// From the compound's screen to a door of the first stairwell, whose paper is for professional management, and back.
fn record_at(person: &Person, door: &str, serial: &str) {
    person.open_stairwell("1", "1");
    person.page().button(&format!("{door}…")).tap();
    person.record_ballot(serial, Tick::Professional);
    for _ in 0..3 {
        person.back();
    }
}

#[test]
fn a_deputy_goes_on_when_the_founders_device_is_lost() {
    let mut site = Site::start();
    let founder = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let deputy = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "赵强", "副台");
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    site.stop();
    let desk = founder.page();
    desk.button("新建工作").tap();
    desk.textbox("工作名称").fill(CAMPAIGN);
    desk.group("封存意见表的选择，只有监督员能打开").radio("是").tap();
    desk.button("建立工作").tap();
    desk.heading(CAMPAIGN).wait();
    founder.add_ready_compound(COMPOUND);
    founder.back();
    founder.back();
    for (person, device, name) in [(&deputy, "副台", "赵强"), (&tablet, "1号平板", "李明")] {
        founder.enrol_face_to_face(person, device, name);
    }

    // The only supervisor is told what would be lost with it.
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    desk.text_visible("还没有副监督台");
    founder.look("no-deputy");
    let second = desk.group("副台");
    second.button("设为副监督台…").tap();
    desk.text_visible("包括吊销本机");
    founder.look("make-deputy");
    second.button("设为副监督台").tap();
    desk.text_visible("副台 已设为副监督台");
    desk.text_gone("还没有副监督台");
    desk.group("监督台").text_visible("建立者");
    assert!(!desk.group("监督台").sees("吊销"), "nobody revokes itself");
    founder.look("deputy-made");
    founder.back();
    desk.button("交接…").tap();
    let (packet, card, bundle) = (founder.make_packet(), founder.save_card(), founder.export());
    founder.back();
    founder.back();
    open_device_data(&founder);
    let backup = make_backup(&founder);

    // What the deputy is handed, face to face.
    deputy.join(&card, &packet, CAMPAIGN);
    let second = deputy.page();
    second.button("交接…").tap();
    second.text_visible("生成任务包");
    deputy.import(&[&bundle]);
    second.text_visible("监督台 的数据包第 1 号");
    deputy.look("deputy-handover");
    second.button("清除结果").tap();
    deputy.back();
    deputy.back();
    open_device_data(&deputy);
    open_backup(&deputy, &backup, crate::backup::PASSPHRASE);
    second.button("恢复…").tap();
    second.text_visible("已恢复");
    deputy.look("deputy-restored");
    deputy.back();
    deputy.back();

    tablet.join(&card, &packet, CAMPAIGN);
    let page = tablet.page();
    page.button(&format!("{COMPOUND}…")).tap();
    tablet.open_stairwell("1", "1");
    page.button("601…").tap();
    tablet.record_ballot("A001", Tick::Professional);
    page.text_visible("已封存，只有监督员能打开");
    tablet.back();
    for _ in 0..3 {
        tablet.back();
    }
    page.button("交接…").tap();
    let ballots = tablet.export();

    // From here on the founder's device is gone.
    second.button(CAMPAIGN).tap();
    second.heading(CAMPAIGN).wait();
    second.button("交接…").tap();
    deputy.import(&[&ballots]);
    second.text_visible("1号平板 的数据包第 1 号：新增");
    let receipt = deputy.browser.download(|| second.button("保存回执").tap());
    tablet.import(&[&receipt]);
    page.text_visible("第 1 号已有回执");

    second.button("设备与信任").tap();
    let lost = second.group("监督台");
    lost.text_visible("建立者");
    lost.button("吊销…").tap();
    lost.textbox("吊销原因").fill("设备丢失");
    deputy.look("revoking-founder");
    lost.button("吊销这台设备").tap();
    lost.text_visible("已吊销：第");
    // Now it is the only one, and is told so.
    second.text_visible("还没有副监督台");
    deputy.look("founder-revoked");
    deputy.back();
    second.button("交接…").tap();
    let newer = deputy.make_packet();
    tablet.import(&[&newer]);
    page.text_visible("任务包");
    page.text_visible(&format!("“{CAMPAIGN}”：新增"));
    tablet.import(&[&packet]);
    page.text_visible("已被吊销，没有收");
    tablet.look("packet-of-revoked");
    page.button("设备与信任").tap();
    page.group("副台").text_visible("副监督台");
    tablet.look("deputy-on-tablet");

    deputy.back();
    second.button(&format!("{COMPOUND}…")).tap();
    second.button("计票与决定…").tap();
    second.text_visible("1/96");
    assert!(!second.sees("未打开"));
    // The tablet's last bundle, and who was never asked, are named.
    second.text_visible("从未入户的 95 户");
    second.button("截止").tap();
    second.text_visible("请填写");
    deputy.close_all_the_same("其余住户已张贴告知");
    second.text_visible("已于");
    second.text_visible("未做完而截止的理由：其余住户已张贴告知");
    second.text_visible("初步结果：社区化准物业管理");
    deputy.look("closed-by-deputy");

    // The tablet hears of the closing, and of no result.
    deputy.back();
    deputy.back();
    second.button("交接…").tap();
    let closed = deputy.make_packet();
    tablet.back();
    page.button("交接…").tap();
    tablet.import(&[&closed]);
    page.text_visible("任务包");
    tablet.back();
    page.button(&format!("{COMPOUND}…")).tap();
    page.text_visible("已于");
    page.button("计票与决定…").tap();
    page.text_visible("本机收回 1/96 户");
    page.text_visible("截止");
    page.text_visible("监督员导入各平板的数据包后计票");
    assert!(!page.sees("初步结果：") && !page.sees("专业化还需"));
    tablet.look("closed-on-tablet");
}

#[test]
fn a_deputy_that_lacks_what_the_closing_knew_is_told_whose_records() {
    let site = Site::start();
    let founder = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let deputy = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "赵强", "副台");
    let (desk, second) = (founder.page(), deputy.page());
    founder.found_campaign(CAMPAIGN);
    founder.add_ready_compound(COMPOUND);
    founder.back();
    record_at(&founder, "601", "A001");
    desk.button("计票与决定…").tap();
    founder.close_all_the_same("其余住户已张贴告知");
    desk.text_visible("初步结果：社区化准物业管理");
    founder.back();
    founder.back();
    founder.enrol_face_to_face(&deputy, "副台", "赵强");
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    let named = desk.group("副台");
    named.button("设为副监督台…").tap();
    named.button("设为副监督台").tap();
    desk.text_visible("副台 已设为副监督台");
    founder.back();
    desk.button("交接…").tap();
    let (packet, card, bundle) = (founder.make_packet(), founder.save_card(), founder.export());

    // The closing comes with the packet, the ballot and the visit at which it was taken with the bundle.
    deputy.join(&card, &packet, CAMPAIGN);
    second.button(&format!("{COMPOUND}…")).tap();
    second.button("计票与决定…").tap();
    second.text_visible("缺 2 条截止时已计入的记录");
    second.text_visible("监督台：2 条");
    second.text_visible("本机收回 0/96 户");
    second.textbox("重新开放的理由").wait();
    assert!(!second.sees("初步结果：") && !second.sees("专业化还需"));
    deputy.look_through("count-lacks-records");
    deputy.back();
    second.button("打印文书…").tap();
    second.text_visible("本机缺 2 条截止时已计入的记录");
    deputy.look_through("papers-lack-records");
    deputy.back();
    deputy.back();
    second.button("交接…").tap();
    deputy.import(&[&bundle]);
    second.text_visible("监督台 的数据包第 1 号");
    deputy.back();
    second.button(&format!("{COMPOUND}…")).tap();
    second.button("计票与决定…").tap();
    second.text_visible("初步结果：社区化准物业管理");
    second.text_visible("1/96");
    second.text_gone("截止时已计入的记录");
}

#[test]
fn a_number_that_two_households_share_leads_to_both_and_the_closing_that_it_undid_is_told() {
    let site = Site::start();
    let founder = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let (desk, page) = (founder.page(), tablet.page());
    founder.found_campaign(CAMPAIGN);
    founder.add_ready_compound(COMPOUND);
    founder.back();
    founder.back();
    founder.enrol_face_to_face(&tablet, "1号平板", "李明");
    desk.button("交接…").tap();
    let (packet, card) = (founder.make_packet(), founder.save_card());
    tablet.join(&card, &packet, CAMPAIGN);
    page.button(&format!("{COMPOUND}…")).tap();
    record_at(&tablet, "602", "A001");
    tablet.back();
    page.button("交接…").tap();
    let late = tablet.export();

    founder.back();
    desk.button(&format!("{COMPOUND}…")).tap();
    record_at(&founder, "601", "A001");
    desk.button("计票与决定…").tap();
    desk.text_visible("专业化还需 47 户");
    founder.close_all_the_same("其余住户已张贴告知");
    desk.text_visible("初步结果：社区化准物业管理");
    desk.text_visible("专业化差 47 户未达二分之一");
    assert!(!desk.sees("决定：社区化") && !desk.sees("还需 47 户"));
    founder.look_through("count-preliminary");
    founder.back();
    founder.back();
    desk.button("交接…").tap();
    founder.import(&[&late]);
    desk.text_visible(&format!("“{COMPOUND}”因此不再是已截止"));
    founder.back();
    desk.button(&format!("{COMPOUND}…")).tap();
    desk.text_visible("截止已失效，须重新截止");
    desk.button("计票与决定…").tap();
    desk.text_visible("冲突 2");
    let shared = desk.group("同一编号登记在多户：A001");
    shared.text_visible("都不计入");
    shared.button("1幢1单元602…").wait();
    desk.text_visible("截止、重新开放与计票条件改动的经过（1）");
    founder.look_through("count-shared-number");
    shared.button("1幢1单元601…").tap();
    desk.text_visible("编号 A001 也登记在1幢1单元602");
    founder.look("shared-number-at-the-door");
}
