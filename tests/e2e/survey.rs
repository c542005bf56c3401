//! A compound surveyed with photos, and what the plan's rules make of it: the same on the tablet, the supervisor's device, its deputy's and the command line.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use crate::photos::{picture, sizes};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const CAMPAIGN: &str = "2026年朝霞街道物业管理改善";
const COMPOUND: &str = "朝霞里小区";

/// Half of the findings' hash, as the dossier shows it.
fn findings_on_screen(person: &Person) -> String {
    let page = person.page();
    page.text_visible("结果核对码");
    let text = page.text();
    let (_, after) = text.split_once("结果核对码").unwrap();
    let code = after.trim_start().chars().take_while(|c| c.is_ascii_hexdigit() || *c == ' ');
    code.filter(|c| *c != ' ').collect()
}

/// The findings in a bundle.
fn findings_in(bundle: &Path) -> Value {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let file: Value = serde_json::from_slice(&std::fs::read(bundle).unwrap()).unwrap();
    let payload = Base64UrlUnpadded::decode_vec(file["payload"].as_str().unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

/// From the campaign's screen: what the tablet finds on site, and its two files.
fn survey(tablet: &Person, pictures: &[PathBuf; 2]) -> [PathBuf; 2] {
    let page = tablet.page();
    page.button(&format!("{COMPOUND}…")).tap();
    tablet.open_compound_survey();
    page.group("区/街道（乡镇）/社区").textbox("区").fill("上城区");
    page.group("所列工程（庭院改善/危旧房改善/均未列入）").checkbox("均未列入").tap();
    page.group("现有管理方式").radio("居民自管").tap();
    page.group("总建筑面积").textbox("总建筑面积").fill("23456.78");
    let wall = page.group("围墙（应设/现有/缺失/破损长度）");
    for (field, text) in [("应设长度", "420"), ("现有长度", "300"), ("缺失长度", "120"), ("破损长度", "35.5")]
    {
        wall.textbox(field).fill(text);
    }
    wall.radio("一般破损").tap();
    wall.file_input("拍照").attach(&[&pictures[0]]);
    sizes(tablet, 1);
    page.group("物业管理用房面积").textbox("现有面积").fill("30");
    page.group("用房性质（自有/租赁/借用/无）").radio("自有").tap();
    let clean = page.group("公共保洁");
    clean.radio("有").tap();
    clean.textbox("服务单位或人员").fill("绿洁公司");
    clean.textbox("开始日期").fill("2026-04-01");
    clean.textbox("服务频次").fill("每天一次");
    clean.file_input("选照片").attach(&[&pictures[1]]);
    sizes(tablet, 2);
    clean.button("待办").tap();
    clean.textbox("还要做什么").fill("要合同复印件");
    tablet.browser.run(
        "Object.defineProperty(navigator, 'geolocation', { value: { getCurrentPosition: (found) =>
            found({ coords: { latitude: 30.27415, longitude: 120.15515, accuracy: 7.2 } }) } })",
        vec![],
    );
    page.button("记录位置").tap();
    page.text_visible("北纬 30.274150，东经 120.155150，误差约 8 米");
    tablet.browser.run("window.scrollTo(0, 0)", vec![]);
    tablet.look("survey-head");
    tablet.back();
    page.text_visible("待办（1）");
    tablet.look("survey-places");

    page.button("1幢…").tap();
    page.button("1幢 1单元…").tap();
    page.group("单元防盗门").radio("部分").tap();
    page.group("单元防盗门").radio("严重破损").tap();
    tablet.back();
    page.button("1幢 2单元…").tap();
    page.button("与1幢 1单元相同（抄 1 项）").tap();
    page.group("单元防盗门").text_visible("抄自1幢 1单元，还没有在本处核对");
    tablet.look("survey-copied");
    page.group("单元防盗门").button("核对无误").tap();
    page.text_gone("还没有在本处核对");
    tablet.back();
    page.button("2幢…").tap();
    page.button("2幢 整幢…").tap();
    page.button("不需调查…").tap();
    page.button("记录理由").tap();
    page.text_visible("请写明理由");
    page.textbox("为什么不需调查").fill("已列入拆迁");
    tablet.look("survey-not-needed");
    page.button("记录理由").tap();
    page.text_visible("不需调查：已列入拆迁（李明）");
    page.button("下一处：…").wait();
    tablet.back();
    page.button("检查差错").tap();
    page.text_visible("未填完或有错");
    page.text_visible("项未填");
    tablet.look("survey-review");
    page.button("到第一处").tap();
    page.heading("小区").wait();
    tablet.back();
    tablet.back();
    tablet.back();
    page.button("交接…").tap();
    page.text_visible("本机拍的 2 张，其中 2 张还没有导出");
    let bundle = tablet.export();
    let photos = tablet.browser.download(|| page.button("导出照片（2 张）").tap());
    page.text_visible("本机拍的 2 张，已全部导出");
    tablet.look("handover-photos");
    // What was said can be put away.
    page.text_visible("已导出 2 张照片");
    page.button("知道了").tap();
    page.text_gone("已导出 2 张照片");
    [bundle, photos]
}

#[test]
fn a_survey_with_photos_gives_the_same_findings_everywhere() {
    let mut site = Site::start();
    let folder = tempfile::tempdir().unwrap();
    let founder = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "监督台");
    let tablet = Person::arrive(Engine::Chromium, Size::PORTRAIT, &site, "李明", "1号平板");
    let deputy = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "赵强", "副台");
    site.stop();
    let desk = founder.page();
    founder.found_campaign(CAMPAIGN);
    founder.add_compound(COMPOUND);
    founder.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/office-roster.xlsx"), 504);
    founder.back();
    for (person, device, name) in [(&tablet, "1号平板", "李明"), (&deputy, "副台", "赵强")] {
        founder.enrol_face_to_face(person, device, name);
    }
    desk.button("交接…").tap();
    desk.button("设备与信任").tap();
    desk.group("副台").button("设为副监督台…").tap();
    desk.group("副台").button("设为副监督台").tap();
    desk.text_visible("副台 已设为副监督台");
    let trust = founder.browser.download(|| desk.button("保存信任名单").tap());
    founder.back();
    desk.button("交接…").tap();
    let (packet, card) = (founder.make_packet(), founder.save_card());
    for person in [&tablet, &deputy] {
        person.join(&card, &packet, CAMPAIGN);
    }
    let pictures = [("wall.bmp", (3_200, 2_400), 30), ("clean.bmp", (900, 1_600), 160)]
        .map(|(name, size, shade)| picture(folder.path(), name, size, shade));
    let [bundle, photos] = survey(&tablet, &pictures);

    // The photos first: they are known only by the bundle's records.
    founder.import(&[&photos]);
    desk.text_visible("收下 0 张照片");
    desk.text_visible("2 个文件不是这里记录过的照片");
    desk.button("清除结果").tap();
    founder.import(&[&photos, &bundle]);
    desk.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的一致"));
    desk.text_visible("收下 2 张照片");
    desk.text_visible("记录里有 2 张照片，本机有 2 张");
    founder.look("handover-photos-taken");
    founder.back();
    desk.button(&format!("{COMPOUND}…")).tap();
    founder.open_compound_survey();
    assert_eq!(sizes(&founder, 2), [(1_600, 1_200), (900, 1_600)]);
    founder.back();
    founder.back();

    // What the supervisor adds: acceptance, a cost with its price.
    desk.button("档案与期限…").tap();
    desk.button("接收、模式与期限…").tap();
    let acceptance = desk.group("竣工与接收");
    acceptance.radio("竣工后接收").tap();
    acceptance.textbox("竣工日期").fill("2026-08-20");
    acceptance.textbox("接收日期").fill("2026-09-01");
    desk.row("完成征求意见，确定管理模式").text();
    desk.text_visible("2026-10-01 → 2026-10-08");
    founder.back();
    desk.button("资金测算与承担…").tap();
    desk.button("添加一条：费用项目").tap();
    let cost = desk.group("费用项目 1");
    cost.select("项目").choose("围墙（应设/现有/缺失/破损长度）");
    for (field, text) in [("数量", "120"), ("单位", "米"), ("综合单价（选填）", "333.33")] {
        cost.textbox(field).fill(text);
    }
    cost.textbox("单价来源（选填）").fill("市造价站2026年第3期");
    cost.textbox("单位").click();
    desk.text_visible("39999.60 元");
    founder.back();
    founder.look("survey-dossier");
    let found = findings_on_screen(&founder);
    assert_eq!(found.len(), 32, "{found}");
    founder.back();
    founder.back();
    desk.button("交接…").tap();
    let supervisors = founder.export();
    let payload = findings_in(&supervisors);
    assert_eq!(
        (&payload["version"], &payload["findings"][0]["compound"]),
        (&json!(2), &payload["findings"][0]["compound"])
    );
    assert!(payload["findings"][0]["sha256"].as_str().unwrap().starts_with(&found));
    let attached = findings_in(&bundle)["attachments"].as_array().unwrap().len();
    assert_eq!(attached, 2);

    // Another supervisor's device, in another order.
    let second = deputy.page();
    second.button("交接…").tap();
    deputy.import(&[&supervisors, &photos, &bundle]);
    second.text_visible("收下 2 张照片");
    second.text_visible(&format!("“{COMPOUND}”的推算结果与数据包里的一致"));
    deputy.back();
    second.button(&format!("{COMPOUND}…")).tap();
    second.button("档案与期限…").tap();
    assert_eq!(findings_on_screen(&deputy), found);

    // And the command line, from the two files alone.
    let output = Command::new(env!("CARGO_BIN_EXE_wenlou"))
        .arg("merge")
        .args([&packet, &supervisors, &bundle])
        .arg("--trust")
        .arg(trust)
        .output()
        .unwrap();
    let merged: Value = serde_json::from_slice(&output.stdout).unwrap();
    let compound = &merged["compounds"][0];
    assert!(compound["findings_sha256"].as_str().unwrap().starts_with(&found), "{merged:#}");
    for (rule, finding) in [("PRG", "unlisted"), ("HW-4", "required 117.2839 shortfall 87.2839")] {
        assert!(compound["findings"].as_array().unwrap().contains(&json!([rule, finding])), "{merged:#}");
    }
}
