//! Files back and forth between two tablets and a supervisor: who is who, what is new, what was there before, and who is no longer believed.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use std::path::Path;

const CAMPAIGN: &str = "2026年柳荫街道";
const COMPOUND: &str = "朝霞里小区";

/// From the compound's screen: records a ballot for the n-th door of the stairwell, counted from 0, and comes back.
fn ballot(person: &Person, n: usize, serial: &str) {
    let page = person.page();
    person.open_stairwell("1", "1");
    page.button(["701…", "702…", "601…", "602…"][n]).tap();
    person.record_ballot(serial, Tick::Professional);
    person.back();
    person.back();
    person.back();
}

#[test]
fn two_tablets_and_a_supervisor_hand_over_and_a_lost_tablet_is_revoked() {
    let mut site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let first = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let second = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "赵强", "2号平板");
    site.stop();
    let roster = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/office-roster.xlsx");
    let desk = supervisor.page();
    supervisor.found_campaign(CAMPAIGN);
    supervisor.add_compound(COMPOUND);
    supervisor.import_roster(&roster, 504);
    supervisor.freeze_roll(504);
    supervisor.post_notice();
    supervisor.back();
    supervisor.back();

    // Face to face: each side types the other's words.
    for (person, device, name) in [(&first, "1号平板", "李明"), (&second, "2号平板", "赵强")] {
        supervisor.enrol_face_to_face(person, device, name);
    }
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    // The two share a building, and the second has one to itself.
    desk.group("1幢").checkbox("1号平板（李明）").tap();
    desk.group("1幢").checkbox("2号平板（赵强）").tap();
    desk.group("2幢").checkbox("2号平板（赵强）").tap();
    supervisor.look("devices-assigned");
    supervisor.back();
    desk.button("交接…").tap();
    let packet = supervisor.make_packet();
    let card = supervisor.save_card();
    supervisor.look("handover-supervisor");

    // The packet says to each tablet that it is known, and where it goes.
    for (person, name) in [(&first, "李明"), (&second, "赵强")] {
        person.join(&card, &packet, CAMPAIGN);
        let page = person.page();
        page.button("交接…").tap();
        page.text_visible(&format!("监督员已登记本机（{name}）"));
        page.button("设备与信任").tap();
        page.text_visible("建立者");
        page.text_visible("1号平板、2号平板");
        person.look("devices-tablet");
        person.back();
        page.button(&format!("{COMPOUND}…")).tap();
    }

    second.page().button("入户征求意见…").tap();
    second.page().text_visible("由本机负责");
    second.look("assigned-doors");
    second.back();
    ballot(&first, 0, "A001");
    ballot(&second, 1, "B001");
    let export = |person: &Person, number: u32| {
        person.back();
        person.page().button("交接…").tap();
        let bundle = person.export();
        person.page().text_visible(&format!("第 {number} 号还没有回执"));
        bundle
    };
    let old = export(&first, 1);
    first.back();
    first.page().button(&format!("{COMPOUND}…")).tap();
    ballot(&first, 2, "A002");
    let newer = export(&first, 2);
    let other = export(&second, 1);

    // The later one first: the other is recognised as older, and as a repetition when it comes again.
    supervisor.import(&[&newer]);
    desk.text_visible("1号平板 的数据包第 2 号：新增");
    desk.text_visible("还没有收到第 1 号，其中的记录这一份里都有");
    let receipt = supervisor.browser.download(|| desk.button("保存回执").tap());
    desk.button("显示回执二维码").tap();
    desk.image("回执").wait();
    supervisor.look("receipt-code");
    desk.button("完成").tap();
    desk.button("清除结果").tap();
    supervisor.import(&[&old]);
    desk.text_visible("1号平板 的数据包第 1 号：新增 0 条");
    desk.text_visible("已收过这台设备更新的数据包，这一份是旧的");
    desk.button("清除结果").tap();
    supervisor.import(&[&old]);
    desk.text_visible("这个文件以前收过");
    supervisor.look("replayed");
    desk.button("清除结果").tap();

    // The receipt makes "exported" into "handed over", on the tablet that it is for and on no other.
    second.import(&[&receipt]);
    second.page().text_visible("这是另一台设备的回执");
    first.import(&[&receipt]);
    first.page().text_visible("第 2 号数据包的回执：监督员已收到本机第 1 到");
    first.page().text_visible("第 2 号已有回执");
    first.look("receipt-taken");

    // A bundle is for the supervisor: a tablet doesn't take another's.
    second.page().button("清除结果").tap();
    second.import(&[&newer]);
    second.page().text_visible("数据包由这项工作的监督员导入");

    // The second tablet is lost before its bundle arrives; what it had recorded does not count.
    desk.button("设备与信任").tap();
    let lost = desk.group("2号平板");
    lost.button("吊销…").tap();
    lost.textbox("最后一条有效记录的编号").fill("1");
    lost.textbox("吊销原因").fill("平板丢失");
    supervisor.look("revoking");
    lost.button("吊销这台设备").tap();
    desk.text_visible("已吊销：第 1 条以后不计");
    supervisor.look("revoked");
    supervisor.back();
    desk.button("交接…").tap();
    supervisor.import(&[&other]);
    desk.text_visible("条是设备吊销之后的，不计");
    supervisor.look("revoked-bundle");
    supervisor.back();
    desk.button(&format!("{COMPOUND}…")).tap();
    desk.button("计票与决定…").tap();
    desk.text_visible("已收回");
    let returned = "return [...document.querySelectorAll('.figure')]
        .filter(f => f.innerText.includes('已收回')).map(f => f.querySelector('.figure__value').innerText.trim()).join()";
    assert_eq!(supervisor.browser.run(returned, vec![]).as_str(), Some("2"));
}

/// The tablet keeps that the household has voted; how, only the supervisor's device can tell.
#[test]
fn a_sealed_ballot_is_opened_at_the_desk_only() {
    let mut site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    site.stop();
    let desk = supervisor.page();
    desk.button("新建工作").tap();
    desk.textbox("工作名称").fill(CAMPAIGN);
    desk.textbox("处理者（全称）").fill("柳荫街道办事处");
    desk.button("建立工作").tap();
    desk.text_visible("请填写");
    desk.textbox("联系人和联系方式").fill("王芳 0571-0000");
    desk.textbox("用途").fill("征求物业管理模式意见");
    desk.group("封存意见表的选择，只有监督员能打开").radio("是").tap();
    supervisor.look("terms-privacy");
    desk.button("建立工作").tap();
    desk.heading(CAMPAIGN).wait();
    supervisor.add_compound(COMPOUND);
    let roster = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/office-roster.xlsx");
    supervisor.import_roster(&roster, 504);
    supervisor.freeze_roll(504);
    supervisor.post_notice();
    supervisor.back();
    supervisor.back();
    tablet.page().button("导入文件").tap();
    let card = tablet.save_card();
    tablet.back();
    desk.button("交接…").tap();
    supervisor.enrol(&card, "1号平板", "李明");
    let (packet, own) = (supervisor.make_packet(), supervisor.save_card());

    tablet.join(&own, &packet, CAMPAIGN);
    let page = tablet.page();
    page.button("个人信息告知书…").tap();
    page.text_visible("王芳 0571-0000");
    page.text_visible("选择和电话在登记时即封存");
    tablet.look("privacy");
    tablet.back();
    page.button(&format!("{COMPOUND}…")).tap();
    tablet.open_stairwell("1", "1");
    page.button("701…").tap();
    page.textbox("签署人姓名").fill("陈小伟");
    tablet.record_ballot("A001", Tick::Professional);
    page.text_visible("已封存，只有监督员能打开");
    tablet.look("sealed");
    assert!(!page.sees("陈小伟"));
    // A telephone goes the same way.
    page.button("撤销、表格作废…").tap();
    page.textbox("联系电话").fill("问邻居");
    page.button("封存并登记").tap();
    page.text_visible("请填电话号码");
    page.textbox("联系电话").fill("0571-8888 6666");
    page.button("封存并登记").tap();
    page.button("重新登记").wait();
    tablet.look("sealed-contact");
    assert!(!page.sees("8888 6666") && !page.sees("查看电话"));
    // Nothing of it is in any store of the tablet that a page can read.
    let stored =
        "return [localStorage, sessionStorage].flatMap(s => Object.values(s)).filter(t => t.includes('A001')).join()";
    let stored = tablet.browser.run(stored, vec![]).as_str().unwrap().to_owned();
    assert!(stored.contains(r#""choice":"sealed""#), "{stored}");
    let contacts = "return Object.values(localStorage).filter(t => t.includes('hh.contact')).join()";
    let contacts = tablet.browser.run(contacts, vec![]).as_str().unwrap().to_owned();
    assert!(contacts.contains("hh.contact") && !contacts.contains("8888"), "{contacts}");
    for word in ["陈小伟", r#""professional""#, r#""owner""#] {
        assert!(!stored.contains(word), "{word} in {stored}");
    }
    for _ in 0..5 {
        tablet.back();
    }
    page.button("交接…").tap();
    let bundle = tablet.export();
    page.text_visible("第 1 号还没有回执");

    supervisor.import(&[&bundle]);
    desk.text_visible("1号平板 的数据包第 1 号：新增");
    supervisor.back();
    desk.button(&format!("{COMPOUND}…")).tap();
    desk.button("计票与决定…").tap();
    desk.text_visible("1/504");
    assert!(!desk.sees("未打开"));
    supervisor.look("opened");
    supervisor.back();
    supervisor.open_stairwell("1", "1");
    desk.button("701…").tap();
    desk.button("撤销、表格作废…").tap();
    desk.button("查看电话").tap();
    desk.text_visible("0571-8888 6666");
    supervisor.look("contact");
}
