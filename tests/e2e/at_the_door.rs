//! What a collector sees at a door, and on the way to it, in the program for the doors when something isn't as usual: another partner, another form, a
//! household that changed its mind, a code that can't be read, an order that can't, a tablet that was revoked.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use std::path::{Path, PathBuf};

fn roster() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/template-roster.csv")
}

/// Scrolls to what says so, as a person does who reads it.
const SCROLL: &str =
    "const says = [...document.querySelectorAll('main *')].filter((one) => one.textContent.includes(arguments[0]));
    says.at(-1)?.scrollIntoView({ block: 'center' });";

/// The screen, upright all of it, lying where it says so: as high as all of it a window would be upright too.
fn look(person: &mut Person, name: &str, at: &str) {
    person.browser.resize(Size::LANDSCAPE);
    person.browser.run(SCROLL, vec![at.into()]);
    person.look(&format!("at-door-{name}-lying"));
    person.browser.resize(Size::PORTRAIT);
    person.look_through(&format!("at-door-{name}-upright"));
}

/// Somebody whose campaign has these settings, before its stairwells in the program for the doors.
fn at_the_doors(site: &Site, settings: &[(&str, &str)]) -> Person {
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, site, "王芳", "平板1");
    person.found_campaign("2026年朝霞街道");
    let page = person.page();
    for (setting, choice) in settings {
        page.button("工作参数").tap();
        page.button("方案没有写明的事项").tap();
        page.group(setting).radio(choice).tap();
        page.button("保存参数").tap();
        page.text_visible("参数已保存");
    }
    person.add_compound("朝霞里");
    person.import_roster(&roster(), 96);
    person.freeze_roll(96);
    person.post_notice();
    person.back();
    page.heading("朝霞里").wait();
    let address = person.browser.address();
    let ids: Vec<&str> = address.rsplit('/').take(2).collect();
    person.browser.go(&format!("{}#doors/{}/{}", site.address(), ids[1], ids[0]));
    page.button("1幢 1单元…").wait();
    person
}

fn go_to(person: &Person, door: &str) {
    let page = person.page();
    page.button("1幢 1单元…").tap();
    page.button(&format!("{door}…")).tap();
    page.heading(&format!("1幢1单元{door}")).wait();
}

#[test]
fn the_two_at_the_door_stand_in_a_line_and_one_tap_changes_them() {
    let site = Site::start();
    let mut person = at_the_doors(&site, &[]);
    go_to(&person, "601");
    let page = person.page();
    // Once for the visit, once for the paper; no fields, which cost a door its height.
    assert_eq!(page.text().matches("王芳、同伴").count(), 2);
    assert_eq!((page.button("更改").count(), page.textbox("采集员乙").count()), (2, 0));
    look(&mut person, "crew", "王芳、同伴");
    let page = person.page();
    person.record_ballot("A001", Tick::Professional);

    // What the campaign allows no household isn't offered.
    let photos = || page.text().matches("意见表照片").count();
    assert_eq!(photos(), 1);
    page.button("登记另一份表").tap();
    page.text_visible("记录征求意见表");
    assert_eq!(photos(), 0, "none joins the paper that is on record");
    assert_eq!(page.radio("住户改变选择，以这份为准").count(), 0);
    page.button("取消").tap();

    page.button("更改").tap();
    page.textbox("采集员乙").fill("王芳");
    page.button("未遇").tap();
    page.text_visible("须是两个不同的人，请填另一人");
    look(&mut person, "crew-changing", "须是两个不同");
    let page = person.page();
    page.textbox("采集员乙").fill("赵强");
    page.button("未遇").tap();
    page.heading("1幢1单元602").wait();
    assert_eq!(page.text().matches("王芳、赵强").count(), 2, "who was at the last door is at the next");
    assert_eq!(page.textbox("采集员乙").count(), 0);
    person.back_to_last_door();
    page.row("未遇…").text_visible("王芳、赵强");

    // Who has named no companion types the name at the door, to its end.
    let door = person.browser.address();
    person.browser.go(&format!("{}#settings", site.address()));
    page.textbox("同行人姓名（采集员乙）").fill("");
    page.button("保存姓名").tap();
    page.text_visible("设置已保存");
    person.browser.reload();
    person.browser.go(&door);
    page.textbox("采集员乙").fill("周红");
    assert_eq!(page.textbox("采集员乙").value(), "周红");
}

#[test]
fn a_form_with_another_number_than_was_handed_over_is_told() {
    let site = Site::start();
    let mut person = at_the_doors(&site, &[]);
    go_to(&person, "502");
    let page = person.page();
    page.button("备注、送达方式…").tap();
    page.textbox("发出的表格编号").fill("A007");
    page.textbox("存根签收人").fill("赵**");
    page.button("已送达").tap();
    page.row("已送达 当面…").text_visible("王芳、同伴");
    let serial = page.textbox("表格编号");
    assert_eq!(serial.value(), "A007", "the form that was handed over is the one that comes back");
    let told = page.status("发给本户的表编号是 A007，请核对。");
    assert_eq!(told.count(), 0);
    serial.fill("A008");
    told.wait();
    look(&mut person, "other-number", "发给本户的表编号是");
    let page = person.page();
    let (serial, told) = (page.textbox("表格编号"), page.status("发给本户的表编号是 A007，请核对。"));
    serial.fill("Ａ007");
    told.wait_until_gone();
    // Told, and taken all the same: a paper bears what it bears.
    person.record_ballot("A008", Tick::Quasi);
    page.text_visible("A008");
    page.button("撤销、表格作废…").tap();
    page.group("本户的表格").text_visible("A007");
}

#[test]
fn a_ballot_that_was_begun_is_there_after_the_page_was_ended() {
    let site = Site::start();
    let mut person = at_the_doors(&site, &[]);
    go_to(&person, "601");
    let page = person.page();
    let half = [("表格编号", "A017"), ("签署人姓名", "陈静"), ("授权委托书：事项、权限和期限", "全权，至年底")];
    let chosen = [("选择", "社区化准物业管理"), ("签署人身份", "代理人"), ("交表方式", "送交或投箱")];
    for (group, choice) in chosen {
        page.group(group).radio(choice).tap();
    }
    for (field, text) in half {
        page.textbox(field).fill(text);
    }
    let is_all_there = |person: &Person| {
        let page = person.page();
        page.text_visible("没有登记完，已恢复");
        for (group, choice) in chosen {
            assert!(page.group(group).radio(choice).is_chosen(), "{choice}");
        }
        for (field, text) in half {
            assert_eq!(page.textbox(field).value(), text);
        }
    };
    person.browser.reload();
    is_all_there(&person);
    look(&mut person, "unfinished", "没有登记完");
    // Nobody took it up, and it is ended again.
    person.browser.reload();
    is_all_there(&person);
    let page = person.page();
    page.button("记录征求意见表").tap();
    person.back_to_last_door();
    page.text_visible("A017");

    // Recorded it isn't unfinished any more, nor is what was cancelled, nor what is another household's.
    person.browser.reload();
    page.text_visible("A017");
    assert!(!page.sees("没有登记完"));
    page.button("下一户").tap();
    page.heading("1幢1单元602").wait();
    assert!(!page.sees("没有登记完"));
    // What is missing comes into sight: the button is there wherever the form is.
    page.button("记录征求意见表").tap();
    page.text_visible("请填写");
    assert_eq!(person.browser.run("return document.activeElement.id", vec![]), "serial");
    // A paper that was begun isn't left by a tap on what leads on, and a choice that was hit by mistake is dropped at once.
    page.group("选择").radio("专业化物业管理").tap();
    page.button("下一户").wait_until_gone();
    page.button("取消").tap();
    page.button("取消").wait_until_gone();
    page.button("下一户").wait();
    assert!(!page.group("选择").radio("专业化物业管理").is_chosen());
    page.textbox("表格编号").fill("A018");
    person.browser.reload();
    page.text_visible("没有登记完，已恢复");
    page.button("取消").tap();
    page.text_gone("没有登记完");
    person.browser.reload();
    page.heading("1幢1单元602").wait();
    assert_eq!(page.textbox("表格编号").value(), "");
    assert!(!page.sees("没有登记完"));
}

#[test]
fn a_household_changes_its_mind_where_the_campaign_lets_it() {
    let site = Site::start();
    let mut person = at_the_doors(&site, &[("截止前可以更改已交的意见", "是")]);
    let another = |person: &Person, serial: &str, which: &str| {
        let page = person.page();
        page.button("登记另一份表").tap();
        page.textbox("表格编号").fill(serial);
        page.group("选择").radio("社区化准物业管理").tap();
        page.group("登记另一份表").radio(which).tap();
    };
    go_to(&person, "601");
    person.record_ballot("A001", Tick::Professional);
    another(&person, "A002", "住户改变选择，以这份为准");
    look(&mut person, "changed-mind", "都保留");
    let page = person.page();
    page.button("记录征求意见表").tap();
    page.text_visible("A002");
    assert!(!page.sees("A001") && !page.sees("相互矛盾"), "one stands: {}", page.text());
    page.button("撤销、表格作废…").tap();
    let before = page.group("1幢1单元601");
    before.text_visible("由后来的登记代替");
    before.text_visible("A001");
    before.text_visible("住户改变选择");
    look(&mut person, "mind-changed", "由后来的登记代替");
    person.back();

    // Where both are kept they contradict each other.
    let page = person.page();
    page.button("下一户").tap();
    page.heading("1幢1单元602").wait();
    page.text_visible("还没有收回征求意见表");
    person.record_ballot("A003", Tick::Professional);
    another(&person, "A004", "都保留");
    page.button("记录征求意见表").tap();
    page.text_visible("本户的征求意见表相互矛盾");
    look(&mut person, "both-kept", "相互矛盾");
}

#[test]
fn a_number_is_typed_where_the_code_of_a_form_cannot_be_read() {
    let site = Site::start();
    let mut person = at_the_doors(&site, &[("征求意见表的编号", "本程序打印，按花名册编号")]);
    go_to(&person, "601");
    let page = person.page();
    let serial = page.textbox("表格编号").value();
    let (mark, rest) = serial.split_at(4);
    person.back();
    person.back();
    page.button("扫不出？输入表格编号").tap();
    let open = |number: &str| {
        page.textbox("表格编号").fill(number);
        page.button("打开该户").tap();
    };
    open("楼道里捡到的");
    page.status("这不是本程序打印的征求意见表。").wait();
    open(&format!("{mark}-9999-1"));
    page.status(&format!("没有编号为 {mark}-9999-1 的表…")).wait();
    look(&mut person, "typed-number", "没有编号为");
    // As fingers type it: in small letters, in full width.
    let page = person.page();
    page.textbox("表格编号").fill(&format!("{}{}", mark.to_lowercase(), rest.replace('-', "－")));
    page.button("打开该户").tap();
    page.heading("1幢1单元601").wait();
    assert_eq!(page.textbox("表格编号").value(), serial);
}

#[test]
fn an_order_of_doors_that_cannot_be_read_is_told_until_another_is_chosen() {
    const TOLD: &str = "记住的走访顺序读不出来，请重新选择。";
    let site = Site::start();
    let mut person = at_the_doors(&site, &[]);
    let page = person.page();
    page.button("1幢 1单元…").tap();
    page.group("走访顺序").radio("自下而上").tap();
    assert_eq!(page.status(TOLD).count(), 0);
    let address = person.browser.address();

    // A later program's, in both stores: without its log the app begins one from what the mirror has.
    person.browser.go(&format!("{}icon.svg", site.address()));
    let without_log = "try {
            await (await navigator.storage.getDirectory()).removeEntry('wenlou', { recursive: true });
            return true;
        } catch { return false; }";
    person.browser.wait_until("the app has let go of its log", without_log);
    let spiral = "const settings = JSON.parse(localStorage['wenlou/settings']);
        settings.round = JSON.stringify({ ...JSON.parse(settings.round), order: 'spiral' });
        localStorage['wenlou/settings'] = JSON.stringify(settings);";
    person.browser.run(spiral, vec![]);
    person.browser.go(&address);
    page.status(TOLD).wait();
    assert!(page.group("走访顺序").radio("自上而下").is_chosen());
    look(&mut person, "order-unreadable", "读不出来");
    let page = person.page();
    page.group("走访顺序").radio("自下而上").tap();
    page.status(TOLD).wait_until_gone();
    person.browser.reload();
    page.button("601…").wait();
    assert!(page.group("走访顺序").radio("自下而上").is_chosen());
    assert_eq!(page.status(TOLD).count(), 0);
}

#[test]
fn a_revoked_tablet_says_so_at_every_door_and_records_nothing() {
    const TOLD: &str = "监督员已吊销本机，现在起记录的都不计。请停止使用，把本机交给监督员。";
    let mut site = Site::start();
    let supervisor = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let mut tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    site.stop();
    let (desk, page) = (supervisor.page(), tablet.page());
    supervisor.found_campaign("2026年朝霞街道");
    supervisor.add_compound("朝霞里");
    supervisor.import_roster(&roster(), 96);
    supervisor.freeze_roll(96);
    supervisor.post_notice();
    supervisor.back();
    supervisor.back();
    supervisor.enrol_face_to_face(&tablet, "1号平板", "李明");
    desk.button("交接…").tap();
    let (packet, card) = (supervisor.make_packet(), supervisor.save_card());
    tablet.join(&card, &packet, "2026年朝霞街道");
    page.button("朝霞里…").tap();
    page.button("入户征求意见…").tap();
    go_to(&tablet, "601");
    page.button("未遇").wait();
    let door = tablet.browser.address();

    desk.button("设备与信任").tap();
    let lost = desk.group("1号平板");
    lost.button("吊销…").tap();
    lost.textbox("吊销原因").fill("平板丢失");
    lost.button("吊销这台设备").tap();
    desk.text_visible("已吊销：第");
    supervisor.back();
    desk.button("交接…").tap();
    let newer = supervisor.make_packet();
    for _ in 0..4 {
        tablet.back();
    }
    page.button("交接…").tap();
    tablet.import(&[&newer]);
    page.text_visible("监督员已吊销本机：第");
    tablet.browser.go(&door);
    page.heading("1幢1单元601").wait();
    page.find(&["alert"], TOLD).wait();
    assert_eq!((page.button("未遇").count(), page.textbox("表格编号").count()), (0, 0), "{}", page.text());
    look(&mut tablet, "revoked", "吊销本机");
    tablet.back();
    let page = tablet.page();
    page.find(&["alert"], TOLD).wait();
    assert_eq!(page.button("602…").count(), 0);
}
