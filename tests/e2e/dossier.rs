//! The dossier: from a survey's answers to scope, haves and deadlines, on the supervisor's device.

use crate::app::Person;
use crate::harness::{Engine, Site, Size};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const CAMPAIGN: &str = "2026年朝霞街道物业管理改善";

/// What the plan leaves open, on the screen of the parameters.
fn settle_open_points(person: &Person) {
    let page = person.page();
    page.button("工作参数").tap();
    page.textbox("区").fill("上城区");
    person.browser.run("document.querySelector('details').open = true", vec![]);
    page.textbox("本方案出台日期").fill("2026-01-01");
    page.textbox("放假日").fill("明年再说");
    page.button("保存参数").tap();
    page.text_visible("请填年月日");
    page.textbox("放假日").fill("2026-10-01至2026-10-07\n2026-12-31");
    page.textbox("各年完成面积（万㎡）").fill("2026年 3");
    page.group("两个月从何日起算").radio("街道（乡镇）委托之日").tap();
    person.look("open-points");
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
}

fn fill_in(size: Size, name: &str) {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "王芳", "街道办");
    let page = person.page();
    let look = |screen: &str| person.look(&format!("dossier-{name}-{screen}"));
    person.found_campaign(CAMPAIGN);
    settle_open_points(&person);
    person.add_compound("朝霞里小区");
    person.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/office-roster.xlsx"), 504);

    person.open_compound_survey();
    page.group("区/街道（乡镇）/社区").textbox("区").fill("上城区");
    page.group("所列工程（庭院改善/危旧房改善/均未列入）").checkbox("庭院改善").tap();
    // The first press after typing counts, although what is said of the fields left pushes everything down.
    assert!(page.group("所列工程（庭院改善/危旧房改善/均未列入）").checkbox("庭院改善").is_chosen());
    page.group("现有管理方式").radio("居民自管").tap();
    page.group("总建筑面积").textbox("总建筑面积").fill("23456.78");
    page.group("物业管理用房面积").textbox("现有面积").fill("30");
    page.group("用房性质（自有/租赁/借用/无）").radio("租赁").tap();
    page.group("用房性质（自有/租赁/借用/无）").textbox("到期日期").fill("2027-06-30");
    let clean = page.group("公共保洁");
    clean.radio("有").tap();
    clean.textbox("服务单位或人员").fill("绿洁公司");
    clean.textbox("开始日期").fill("2026-04-01");
    clean.textbox("服务频次").fill("每天一次");
    person.back();
    person.back();

    page.button("档案与期限…").tap();
    page.text_visible("还没有接收日期");
    look("overview");
    page.button("接收、模式与期限…").tap();
    let acceptance = page.group("竣工与接收");
    acceptance.radio("竣工后接收").tap();
    acceptance.textbox("竣工日期").fill("2025-11-30");
    acceptance.textbox("接收日期").fill("2026-09-01");
    let commission = page.group("街道（乡镇）委托");
    commission.textbox("委托日期").fill("2026-10-30");
    commission.radio("社区公共服务工作站").tap();
    // Out of the last field.
    page.row("完成征求意见，确定管理模式").text();
    page.text_visible("2026-10-01 → 2026-10-08");
    page.text_visible("2026-12-30");
    page.text_visible("征求意见");
    look("steps");
    person.back();

    page.button("实施范围与所属工程…").tap();
    page.text_visible("本方案出台前已完成（回头看）：庭院改善");
    page.text_visible("负责：市庭改办");
    page.text_visible("还不能判断");
    page.button("添加一条：年度实施项目（未列入计划的小区）").tap();
    let chosen = page.group("年度实施项目（未列入计划的小区） 1");
    chosen.textbox("年度").fill("2026");
    chosen.checkbox("环境整治").tap();
    chosen.checkbox("物管用房").tap();
    chosen.textbox("确定单位").fill("市物改办");
    look("scope");
    person.back();

    page.button("八个有与物管用房…").tap();
    page.text_visible("117.2839 ㎡");
    page.text_visible("有（过渡）");
    page.text_visible("还有项目不清楚");
    look("haves");
    person.back();
    page.button("资金测算与承担…").tap();
    page.text_visible("还没有费用项目");
    for (n, item, quantity, unit, price) in
        [(1, "小区道路（面积/破损面积）", "333.333", "㎡", "85.5"), (2, "自行车棚（库）", "2", "座", "")]
    {
        page.button("添加一条：费用项目").tap();
        let cost = page.group(&format!("费用项目 {n}"));
        cost.select("项目").choose(item);
        cost.textbox("数量").fill(quantity);
        cost.textbox("单位").fill(unit);
        cost.textbox("综合单价（选填）").fill(price);
    }
    page.group("工程招标范围").checkbox("自行车棚（库）").tap();
    page.text_visible("28499.97 元");
    page.text_visible("原定改善任务经费");
    page.text_visible("1 项没有金额");
    look("money");
    person.browser.run("window.scrollTo(0, 0)", vec![]);
    look("money-top");
    person.back();
    page.button("运行与扶持…").tap();
    page.button("添加一条：困难群众减免").tap();
    page.button("添加一条：困难群众减免").tap();
    look("operation");
    person.back();
    page.text_visible("2/8");
    look("overview-filled");
    person.back();
    person.back();
    page.button("总览与目标…").tap();
    page.text_visible("0 万㎡ / 3 万㎡");
    page.row("朝霞里小区…").text_visible("避免重复施工：小区道路");
    page.row("朝霞里小区…").text_visible("未推进");
    look("campaign");
    page.button("朝霞里小区 朝霞街道…").tap();

    // It is on record: there again after a reload, on the same screen.
    person.browser.reload();
    page.text_visible("2026-10-01 → 2026-10-08");
    page.text_visible("2/8");
    assert_same_findings(&person);
}

/// An auditor who has nothing but the bundle and the trust list finds the same, to the last digit.
fn assert_same_findings(person: &Person) {
    let page = person.page();
    let text = page.text();
    let (_, after) = text.split_once("结果核对码").unwrap_or_else(|| panic!("{text}"));
    let code = after.trim_start().chars().take_while(|c| c.is_ascii_hexdigit() || *c == ' ');
    let shown: String = code.filter(|c| *c != ' ').collect();
    assert_eq!(shown.len(), 32, "{shown}");
    person.back();
    person.back();
    page.button("交接…").tap();
    let bundle = person.export();
    page.button("设备与信任").tap();
    let trust = person.browser.download(|| page.button("保存信任名单").tap());
    let output = Command::new(env!("CARGO_BIN_EXE_wenlou")).arg("merge").arg(bundle).arg("--trust").arg(trust).output();
    let found: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let compound = &found["compounds"][0];
    let hash = compound["findings_sha256"].as_str().unwrap();
    assert_eq!(hash.get(..32), Some(shown.as_str()), "{found:#}");
    for (rule, finding) in [
        ("PRG", "look_back courtyard"),
        ("HW-4", "required 117.2839 shortfall 117.2839"),
        ("HW-5", "transitional 2027-06-30"),
        ("DUE", "ballot from 2026-09-01 due 2026-10-01 2026-10-08 done ?"),
    ] {
        assert!(compound["findings"].as_array().unwrap().contains(&json!([rule, finding])), "{found:#}");
    }
}

#[test]
fn upright() {
    fill_in(Size::PORTRAIT, "upright");
}

#[test]
fn lying() {
    fill_in(Size::LANDSCAPE, "lying");
}
