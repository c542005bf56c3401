//! The record of a ballot at the door: its form photographed, read by a second person, counted by the supervisor; a form that was spoiled.

use crate::app::{Person, Tick};
use crate::harness::{Engine, Site, Size};
use crate::photos::sizes;
use std::fs;
use std::path::{Path, PathBuf};

/// A made-up photo of a form, as a bitmap (BMP): lines of strokes, `dim` times as dark as in good light.
fn form(folder: &Path, name: &str, dim: u8) -> PathBuf {
    let (width, height): (u32, u32) = (900, 1_200);
    let size = width * height * 3;
    let mut bytes = b"BM".to_vec();
    for number in [54 + size, 0, 54, 40, width, height] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([1, 0, 24, 0]);
    for number in [0, size, 2_835, 2_835, 0, 0] {
        bytes.extend(number.to_le_bytes());
    }
    let is_ink = |at: u32| (at / width) % 40 < 18 && (at % width) % 14 < 4;
    let shades = (0..width * height).map(|at| if is_ink(at) { 40 } else { 225 } / dim);
    shades.for_each(|shade| bytes.extend([shade; 3]));
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_form_is_photographed_checked_by_somebody_else_and_counted() {
    let site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "平板甲");
    let page = person.page();
    person.found_campaign("2026年朝霞街道物业管理改善");
    page.button("工作参数").tap();
    person.browser.run("document.querySelector('details').open = true", vec![]);
    for setting in ["意见表须有照片才计入", "须由另一人核对才计入"] {
        page.group(setting).radio("是").tap();
    }
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
    person.add_ready_compound("朝霞里小区");
    let notice = page.group("张贴照片");
    notice.file_input("拍照").attach(&[&form(folder.path(), "notice.bmp", 2)]);
    assert_eq!(sizes(&person, 1), [(900, 1_200)]);
    person.look_through("notice-photographed");
    person.back();

    // At the door the photo comes first.
    person.open_stairwell("1", "1");
    page.button("202…").tap();
    person.ask_for_ballot("A0001", Tick::Professional);
    page.text_visible("本工作要求先按这个编号拍照，再登记");
    let photos = page.group("意见表照片");
    photos.file_input("拍照").attach(&[&form(folder.path(), "dark.bmp", 6)]);
    assert_eq!(sizes(&person, 1), [(900, 1_200)]);
    page.text_visible("照片可能太暗，看不清字。");
    person.look_through("form-too-dark");
    photos.file_input("重拍").attach(&[&form(folder.path(), "light.bmp", 1)]);
    assert_eq!(sizes(&person, 2), [(900, 1_200); 2]);
    page.text_gone("照片可能太暗，看不清字。");
    page.text_gone("本工作要求先按这个编号拍照，再登记");
    person.record_ballot("A0001", Tick::Professional);
    page.text_visible("已登记，须由另一人核对后才计入。");
    person.look_through("ballot-waits");

    // The count lists it, leads to it, and can't be closed before.
    person.back();
    person.back();
    person.back();
    page.button("计票与决定…").tap();
    page.text_visible("还有 1 户待核对，处理完才能截止。");
    assert!(!page.sees("A0001"), "whoever checks reads the number on the paper");
    person.look_through("tally-waits");
    page.button("1幢1单元202…").tap();

    // Whoever asks to see what is on record can't check it.
    let check = page.group("第二人核对");
    page.text_gone("专业化物业管理");
    check.button("显示登记内容").tap();
    page.text_visible("专业化物业管理");
    check.text_visible("登记内容已显示，本机的两人不能核对");
    check.button("核对").wait_until_gone();
    person.look_through("check-seen");
    person.back();
    page.button("1幢1单元202…").tap();
    page.text_gone("专业化物业管理");

    // Nor does the partner of who asked; somebody else reads the paper without being shown what is on record, its number included.
    check.button("核对").tap();
    assert_eq!(check.textbox("核对人").value(), "");
    check.textbox("核对人").fill("周敏");
    page.button("更正登记").wait_until_gone();
    page.text_gone("A0001");
    check.textbox("表格编号").fill("Ａ0001");
    person.look_through("check");
    check.group("读到的选择").radio("社区化准物业管理").tap();
    check.button("记录核对").tap();
    page.text_visible("核对人读到的与登记的不一致");
    person.look_through("check-disagrees");
    page.text_gone("专业化物业管理");
    check.button("核对").tap();
    check.textbox("核对人").fill("周敏");
    check.textbox("表格编号").fill("A0001");
    check.group("读到的选择").radio("专业化物业管理").tap();
    check.button("记录核对").tap();
    person.look_through("check-anew");
    check.textbox("与上次读的不同，写明原因").fill("点错");
    check.button("记录核对").tap();
    // What agrees leads to the list, where the next one is.
    page.text_visible("1幢1单元202 核对一致");
    page.text_gone("还有 1 户待核对");
    person.look_through("checked");
    person.back();
    person.open_stairwell("1", "1");
    page.button("202…").tap();
    check.text_visible("周敏 读到：专业化物业管理");
    check.text_visible("记录人：王芳，20");
    page.text_gone("核对人读到的与登记的不一致");
    person.look_through("check-agrees");

    // Next door a form was torn.
    page.button("下一户").tap();
    page.text_visible("还没有收回征求意见表");
    page.button("撤销、表格作废…").tap();
    page.textbox("作废表格的编号").fill("A0002");
    page.textbox("作废原因").fill("签名时撕坏");
    person.look_through("spoil");
    page.button("确认作废").tap();
    page.group("本户的表格").text_visible("作废：签名时撕坏（记录人：王芳，20");
    person.look_through("household-papers");
    person.back();
    person.ask_for_ballot("A0002", Tick::Blank);
    page.text_visible("这张表已作废或裁定不计，请换一张，或更正编号");
    person.look_through("spoiled");

    person.back();
    person.back();
    person.back();
    page.button("计票与决定…").tap();
    page.text_visible("1/96");
    page.text_gone("还有 1 户待核对");
    person.look_through("tally-counts");
}

/// Nothing of a photo is in the bundle but its hash: the picture comes in a file of its own, and belongs to the form whose hash it has.
#[test]
fn a_form_photographed_on_a_tablet_is_seen_at_the_desk() {
    const CAMPAIGN: &str = "2026年朝霞街道";
    let mut site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let mut supervisor = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    site.stop();
    let (desk, page) = (supervisor.page(), tablet.page());
    supervisor.found_campaign(CAMPAIGN);
    supervisor.add_ready_compound("朝霞里");
    supervisor.back();
    supervisor.back();
    supervisor.enrol_face_to_face(&tablet, "1号平板", "李明");
    desk.button("交接…").tap();
    let (packet, card) = (supervisor.make_packet(), supervisor.save_card());
    tablet.join(&card, &packet, CAMPAIGN);
    page.button("朝霞里…").tap();
    tablet.open_stairwell("1", "1");
    page.button("202…").tap();
    page.textbox("表格编号").fill("A001");
    page.group("意见表照片").file_input("拍照").attach(&[&form(folder.path(), "form.bmp", 1)]);
    assert_eq!(sizes(&tablet, 1), [(900, 1_200)]);
    tablet.record_ballot("A001", Tick::Professional);
    for _ in 0..4 {
        tablet.back();
    }
    page.button("交接…").tap();
    let bundle = tablet.export();
    let photos = tablet.browser.download(|| page.button("导出照片（1 张）").tap());
    page.text_visible("已导出 1 张照片");

    // In the wrong order first: what no record names isn't taken.
    supervisor.import(&[&photos]);
    desk.text_visible("1 个文件不是这里记录过的照片，没有收（先导入数据包）");
    desk.button("清除结果").tap();
    supervisor.import(&[&bundle]);
    desk.text_visible("1号平板 的数据包第 1 号：新增");
    desk.text_visible("1号平板 还差 1 张");
    let at_household = |supervisor: &Person| {
        supervisor.back();
        let desk = supervisor.page();
        desk.button("朝霞里…").tap();
        supervisor.open_stairwell("1", "1");
        desk.button("202…").tap();
        desk.text_visible("A001");
    };
    let photo = "return [...document.querySelectorAll('.thumb img')].map((i) => `${i.alt} ${i.naturalWidth}`).join()";
    at_household(&supervisor);
    desk.group("意见表照片").image("照片不在本机").wait();
    assert_ne!(supervisor.browser.run(photo, vec![]), "照片 1：意见表照片 900");
    look_both(&mut supervisor, "form-photo-missing");
    for _ in 0..4 {
        supervisor.back();
    }
    let desk = supervisor.page();
    desk.button("交接…").tap();
    supervisor.import(&[&photos]);
    desk.text_visible("收下 1 张照片");
    desk.text_gone("1号平板 还差 1 张");
    supervisor.look_through("photo-pack-taken");
    at_household(&supervisor);
    assert_eq!(sizes(&supervisor, 1), [(900, 1_200)]);
    assert_eq!(supervisor.browser.run(photo, vec![]), "照片 1：意见表照片 900");
    let strip = desk.group("意见表照片");
    strip.button("看照片 1").tap();
    strip.text_visible("李明 拍摄 · 900×1200");
    look_both(&mut supervisor, "form-photo-taken-in");
}

/// The screen, all of it, upright and lying.
fn look_both(person: &mut Person, name: &str) {
    for (size, how) in [(Size::PORTRAIT, "upright"), (Size::LANDSCAPE, "lying")] {
        person.browser.resize(size);
        person.look_through(&format!("{name}-{how}"));
    }
}

/// Of a paper that has still to be checked neither choice nor number is told on the way to it: not where it contradicted another, nor where that was settled, nor
/// by the visit that brought the form. A word that was a slip is taken back.
#[test]
fn papers_in_conflict_are_settled_and_settled_anew_without_being_read_out() {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "王芳", "监督台");
    let page = person.page();
    person.found_campaign("2026年朝霞街道物业管理改善");
    page.button("工作参数").tap();
    person.browser.run("document.querySelector('details').open = true", vec![]);
    page.group("须由另一人核对才计入").radio("是").tap();
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
    person.add_ready_compound("朝霞里小区");
    person.back();
    person.open_stairwell("1", "1");
    page.button("202…").tap();
    page.button("备注、送达方式…").tap();
    page.textbox("发出的表格编号").fill("A0001");
    page.button("已送达").tap();
    page.text_visible("已送达 当面 A0001");
    person.record_ballot("A0001", Tick::Professional);
    page.text_visible("已送达 当面");
    page.text_gone("A0001");
    page.button("登记另一份表").tap();
    person.ask_for_ballot("A0002", Tick::Quasi);
    let told = ["A0001", "A0002"];
    let tells = |on: &str| told.iter().find(|words| page.sees(words)).map(|words| format!("{on} tells {words}"));
    page.text_visible("本户的征求意见表相互矛盾");
    assert_eq!(tells("the door"), None);
    assert!(!page.sees("物业管理"), "nor which choices they are");
    person.look_through("conflict-hidden-at-the-door");

    person.back();
    person.back();
    person.back();
    page.button("计票与决定…").tap();
    let conflict = page.group("1幢1单元202");
    assert_eq!(conflict.text().matches("物业管理").count(), 0, "nor by a hint beside what is to stand");
    assert_eq!(tells("the conflict"), None);
    person.look_through("conflict-hidden");
    conflict.radio("以第 2 份为准").tap();
    conflict.textbox("裁定理由").fill("点错");
    conflict.button("记录裁定").tap();
    page.text_visible("第 1 份不计；第 2 份为准");
    assert_eq!(tells("the list of what was settled"), None);

    // Taken back, the first stands.
    page.button("重新裁定").tap();
    let again = page.group("重新裁定");
    person.look_through("settle-again");
    assert_eq!(tells("the form to settle it anew"), None);
    again.button("记录裁定").tap();
    page.text_visible("请填写");
    again.radio("以第 1 份为准").tap();
    again.textbox("裁定理由").fill("刚才点错，本人到场确认");
    again.button("记录裁定").tap();
    page.text_visible("第 1 份为准；第 2 份不计");
    page.text_visible("已重新裁定");
    person.look_through("settled-again");

    // Whoever settled it blindly may check the one that stands, and then it is told.
    page.button("1幢1单元202 待第二人核对").tap();
    let check = page.group("第二人核对");
    check.button("核对").tap();
    assert_eq!(tells("the check"), None);
    check.textbox("表格编号").fill("A0001");
    check.group("读到的选择").radio("专业化物业管理").tap();
    check.textbox("核对人").fill("赵强");
    check.button("记录核对").tap();
    page.text_visible("A0001（专业化物业管理）为准");
    person.browser.run("history.back()", vec![]);
    page.text_visible("已送达 当面 A0001");
    person.back();
    page.text_visible("A0001（专业化物业管理）为准");

    person.close_all_the_same("练习：其余住户不再征求");
    page.button("重新裁定").wait_until_gone();

    // The one that stood is taken back: the word is over what is no more, holds no longer, and says so.
    page.textbox("重新开放的理由").fill("签名不是本人");
    page.button("重新开放").tap();
    page.button("1幢1单元202 A0001（专业化物业管理）为准…").tap();
    page.button("撤销、表格作废…").tap();
    page.row("征求意见表 A0002…").text_visible("经裁定不计");
    page.row("征求意见表 A0001…").button("撤回这份意见表").tap();
    page.group("这份表是哪一户的").radio("本户的（入户记录保留）").tap();
    page.textbox("撤回原因").fill("签名不是本人");
    page.button("确认撤回").tap();
    page.text_gone("确认撤回");
    (0..2).for_each(|_| person.back());
    page.button("1幢1单元202 第 1 份为准…").within().text_visible("不再有效");
    person.look_through("settlement-crossed");
}
