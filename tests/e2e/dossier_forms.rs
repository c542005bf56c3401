//! Every form of the dossier filled in by its supervisor, for a compound that is in no programme: what was chosen, a merger, who runs it, what it costs and
//! who pays.

use crate::app::Person;
use crate::harness::{Engine, Page, Site, Size};
use std::path::Path;

const CAMPAIGN: &str = "2026年朝霞街道物业管理改善";

/// 业主共同决定: enough took part, and by heads no more than half of them agreed.
pub const JOINT_DECISION: [(&str, &str); 6] = [
    ("专有部分总面积", "20000"),
    ("业主总人数", "480"),
    ("参与表决的面积", "15000"),
    ("参与表决的人数", "330"),
    ("同意的面积", "8000"),
    ("同意的人数", "160"),
];

/// Fills in textboxes by name, and goes on to what comes after the last of them.
pub fn fill(page: &Page<'_>, fields: &[(&str, &str)]) {
    let Some(((last, text), others)) = fields.split_last() else { return };
    for (field, text) in others {
        page.textbox(field).fill(text);
    }
    page.textbox(last).enter(text);
}

fn open_points(person: &Person, name: &str) {
    let page = person.page();
    page.button("工作参数").tap();
    page.textbox("区").fill("上城区");
    page.button("方案没有写明的事项").tap();
    for subject in
        ["实施范围与所属工程", "目标与实施步骤", "期限的计算", "征求意见与公示", "费用由谁承担", "运行与扶持"]
    {
        page.heading(subject).wait();
    }
    page.text_visible("年份和金额（万元），例如 2026 500");
    page.text_visible("一人有几套房屋：一套一户，一户一票。方案：六(二)1。");
    person.look_through(&format!("forms-{name}-open-points"));
    fill(
        &page,
        &[
            ("本方案出台日期", "2026-01-01"),
            ("自来水一户一表：每户按规定缴纳", "300"),
            ("各年完成面积（万㎡）", "2026 3\n2027 5"),
            ("累计完成面积（万㎡）", "9"),
            ("“基本实现全覆盖”的比例", "95"),
            ("小规模住宅区的建筑面积上限", "30000"),
            ("未列入计划小区每年安排的资金（万元）", "2026 2"),
            ("准物业服务成本费标准", "0.3"),
            ("岗位补贴的规模档次", "10000=1\n50000=3"),
            ("总体目标：房屋", "40"),
            ("总体目标：建筑面积（万㎡）", "12"),
            ("总体目标：住户（万户）", "0.2"),
            ("调查计划阶段截止日期", "2026-06-30"),
            ("机构组建完成日期", "2026-03-01"),
            ("现状调查完成日期", "2026-07-10"),
            ("全面推进阶段开始日期", "2026-07-01"),
            ("全面推进阶段结束日期", "2028-12-31"),
        ],
    );
    page.group("危房修缮费用").radio("同公共部位").tap();
    page.button("保存参数").tap();
    page.text_visible("参数已保存");
}

fn survey(person: &Person) {
    let page = person.page();
    person.open_compound_survey();
    page.group("区/街道（乡镇）/社区").textbox("区").fill("上城区");
    page.group("所列工程（庭院改善/危旧房改善/均未列入）").checkbox("均未列入").tap();
    page.group("现有管理方式").radio("社区化准物业管理").tap();
    page.group("总建筑面积").textbox("总建筑面积").fill("23456.78");
    let operator = page.group("实施方式（分别聘请/统一委托/居民自治 或 物业企业）");
    operator.radio("统一委托物业服务企业").tap();
    operator.textbox("实施单位或负责人").fill("杭州绿洁物业服务有限公司");
    let subsidy = page.group("原绿化、市政补贴");
    fill(&subsidy, &[("绿化补贴", "8000"), ("市政补贴", "6000")]);
    page.group("公用事业委托代收（水/电/环卫）").group("水").radio("有").tap();
    person.back();
    person.back();
}

fn scope(person: &Person, look: &dyn Fn(&str)) {
    let page = person.page();
    page.button("实施范围与所属工程…").tap();
    let decision = page.group("实施范围的认定");
    decision.radio("部分幢列入").tap();
    fill(
        &decision,
        &[
            ("列入的幢号", "1\n2\n3"),
            ("理由", "4幢为2001年建成"),
            ("认定单位或人员", "市物改办"),
            ("认定日期", "2026-04-10"),
        ],
    );
    page.button("添加一条：年度实施项目（未列入计划的小区）").tap();
    let chosen = page.group("年度实施项目（未列入计划的小区） 1");
    chosen.textbox("年度").fill("2026");
    for group in ["划定物管区域", "环境整治", "房屋整治"] {
        chosen.group("实施内容").checkbox(group).tap();
    }
    for (group, item) in
        [("环境整治", "小区道路（面积/破损面积）"), ("环境整治", "自行车棚（库）"), ("房屋整治", "外立面")]
    {
        chosen.group(group).checkbox(item).tap();
    }
    // Forty items in half a form would be a column of forty.
    let widths = person.browser.run(
        "const items = document.querySelector('fieldset fieldset').parentElement;
         return [items.offsetWidth, items.parentElement.offsetWidth]",
        vec![],
    );
    assert_eq!(widths[0], widths[1]);
    fill(&chosen, &[("确定单位", "市物改办"), ("文件编号（选填）", "物改〔2026〕12号")]);
    page.text_visible("物管区域（全部）；环境整治（小区道路（面积/破损面积）、自行车棚（库））；房屋整治（外立面）");
    look("scope");
    person.back();
}

fn haves(person: &Person, look: &dyn Fn(&str)) {
    let page = person.page();
    page.button("八个有与物管用房…").tap();
    let merger = page.group("归并为一个物业管理区域");
    fill(
        &merger,
        &[
            ("归并的小区或零星住宅", "星桥路零星住宅\n没有登记的小区"),
            ("归并后的四至", "东至星桥路，南至朝霞河，西至建国路，北至铁路"),
            ("确定日期", "2026-05-20"),
        ],
    );
    // Several, one on each line.
    page.row("星桥路零星住宅…").text_visible("户数 不详，建筑面积 不详");
    page.row("朝霞里小区…").text_visible("户数 126 户，建筑面积 不详");
    page.text_visible("叫这个名称的小区：没有登记的小区");
    let agreed = page.group("“八个有”的认定");
    agreed.textbox("基线日期").fill("2026-01-31");
    agreed.checkbox("停车管理").tap();
    agreed.textbox("不适用的理由").fill("小区内没有路面停车条件");
    look("haves");
    person.back();
}

fn steps(person: &Person, look: &dyn Fn(&str)) {
    let page = person.page();
    page.button("接收、模式与期限…").tap();
    let acceptance = page.group("竣工与接收");
    acceptance.radio("因特殊原因经确认同意接收").tap();
    fill(&acceptance, &[("接收日期", "2026-09-01"), ("特殊原因", "管线改造待供电部门施工")]);
    page.button("添加一条：征求意见结果公示").tap();
    let result = page.group("征求意见结果公示 1");
    result.radio("初步结果（征求异议）").tap();
    fill(
        &result,
        &[
            ("公示开始日期", "2026-10-05"),
            ("公示结束日期", "2026-10-08"),
            ("张贴地点", "小区南门、北门公告栏，各单元门口"),
            ("收到异议", "3"),
            ("其中成立", "1"),
        ],
    );
    let joint = page.group("业主共同决定（民法典第278条）");
    fill(&joint, &JOINT_DECISION);
    look("steps");
    person.back();
}

/// How many pages there are, each A4 and lying.
pub fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let boxes = text.match_indices("/MediaBox [").map(|(at, _)| text[at..].split(']').next().unwrap().to_owned());
    let boxes: Vec<String> = boxes.collect();
    for one in &boxes {
        let sides: Vec<f64> = one.split([' ', '[']).filter_map(|side| side.parse().ok()).collect();
        assert!((sides[2] - 842.0).abs() < 2.0 && (sides[3] - 595.0).abs() < 2.0, "{one}");
    }
    boxes.len()
}

/// The button opens the browser's dialog, and the document on paper, which isn't on the screen, is A4 and one page, and reads as it should.
fn prints(person: &Person, name: &str, title: &str, is_right: impl FnOnce(&Page<'_>)) {
    let page = person.page();
    let opens = "window.__opened = 0; window.print = () => { window.__opened += 1; };";
    person.browser.run(opens, vec![]);
    page.button("打印").tap();
    person.browser.wait_until("the dialog is opened", "return window.__opened === 1");
    let document = page.find(&["region"], title);
    assert_eq!(document.count(), 0, "it isn't on the screen");
    person.browser.on_paper(|| {
        is_right(&document.within());
        assert_eq!(page.button("打印").count(), 0, "nothing of the screen is on paper");
    });
    assert_eq!(document.count(), 0, "the screen is as it was");
    let pdf = person.browser.print(name);
    assert_eq!(pages(&pdf), 1, "no empty page behind it");
}

/// The printed table has these rows and no others, cell by cell; `*` is for what goes by the day.
#[track_caller]
fn rows_are<const N: usize>(paper: &Page<'_>, rows: &[[&str; N]]) {
    let found = paper.find(&["table"], "").within().cells();
    let found: Vec<Vec<&str>> = found.chunks(N).map(|row| row.iter().map(String::as_str).collect()).collect();
    for (found, wanted) in found.iter().zip(rows) {
        let wanted: Vec<&str> = wanted
            .iter()
            .zip(found)
            .map(|(wanted, found)| if *wanted == "*" { found } else { wanted })
            .copied()
            .collect();
        assert_eq!(*found, wanted);
    }
    assert_eq!(found.len(), rows.len(), "{found:?}");
}

/// On paper these words follow one another.
#[track_caller]
fn reads(paper: &Page<'_>, words: &[&str]) {
    let text = paper.text();
    let mut rest = text.as_str();
    for word in words {
        rest = rest.split_once(word).unwrap_or_else(|| panic!("“{word}” doesn't follow in {text}")).1;
    }
}

fn costs_on_paper(paper: &Page<'_>) {
    let open = "产权构成不清楚或没有写谁承担；未选定";
    let facade = "产权构成不清楚或没有写谁承担；2026 年选定";
    rows_are(
        paper,
        &[
            ["项目", "数量", "单位", "综合单价（来源）", "金额", "性质", "承担", "市财政", "区财政", "免缴", "备注"],
            [
                "小区道路（面积/破损面积）",
                "333.333",
                "㎡",
                "85.5 2026年市政定额",
                "28499.97",
                "估算",
                "F2a 七2(1)",
                "14249.99",
                "14249.98",
                "",
                "2026 年选定",
            ],
            ["自行车棚（库）", "2", "座", "没有单价", "", "", "F2a* 七2(1)", "", "", "", "2026 年选定"],
            [
                "屋顶（面积/渗漏户数）",
                "300",
                "㎡",
                "90 同类项目中标价",
                "27000.00",
                "估算",
                "F2b 七2(2)",
                "",
                "",
                "",
                open,
            ],
            ["外立面", "1200", "㎡", "120 同类项目中标价", "144000.00", "估算", "F2b 七2(2)", "", "", "", facade],
            ["绿化补偿", "", "", "", "0.00", "", "WV-1 七2(4)", "", "", "12000.00", "原则上免缴"],
            ["占道挖掘", "", "", "", "0.00", "", "WV-1 七2(4)", "", "", "8000.00", "原则上免缴"],
            ["小计：物业改善工程（七2）", "", "", "", "172499.97", "", "", "14249.99", "14249.98", "", ""],
            ["合计", "", "", "", "172499.97", "", "", "14249.99", "14249.98", "20000.00", ""],
        ],
    );
    reads(
        paper,
        &[
            "资金测算表",
            "2026年朝霞街道物业管理改善 · 朝霞街道 · 朝霞里小区 截至",
            "未列入改善计划",
            "没有确定承担方：144000.00 元",
            "申请困难的单位不在所涉幢号的产权单位里，没有起作用：市第二棉纺厂",
            "1 项没有金额，不在合计里",
            "2026 年选定项目：172499.97 元（全部小区当年资金：2 万元）",
            "1 项没有选定，不计入合计",
            "跟踪审计（方案八2）",
            "2026-09-20 · 施工过程 · 上城区审计局 · 道路基层厚度不足，已返工",
            "方案没有写明的，按下列做法",
            "1:1分摊的尾差：归市。方案：七2(1)。分摊到分，单数的一分默认归市",
            "编制：",
        ],
    );
}

fn ledger_on_paper(paper: &Page<'_>) {
    let street = "街道办事处（乡镇政府）";
    rows_are(
        paper,
        &[
            ["事项", "依据", "起算", "届满日", "顺延后期限", "完成日期", "状态", "责任单位"],
            [
                "完成征求意见，确定管理模式",
                "方案：六(二)1",
                "接收 2026-09-01",
                "2026-10-01",
                "2026-10-08",
                "",
                "*",
                street,
            ],
            ["按确定的模式建立机制", "方案：六(二)1", "管理模式确定之日", "", "", "", "起算日期未定", street],
            [
                "路面修复：3幢南侧主路",
                "方案：七2(4)",
                "约定日期",
                "2027-04-30",
                "2027-04-30",
                "2027-04-20",
                "按期完成",
                "工程实施单位",
            ],
        ],
    );
    reads(
        paper,
        &[
            "期限一览表",
            "因特殊原因接收，还缺原因，或街道（乡镇）确认的文号、日期、照片。",
            "起算日不计入",
            "两个月从何日起算：管理模式确定之日。方案：六(二)1。方案没有写起算日；默认自管理模式确定之日",
            "放假日：2026-01-01/2026-01-03",
            "民法典203。最后一日是放假日的顺延；默认为国务院公布的2026年安排，以后各年请补充",
            "方案已经定了的，不能另设",
            "空置、未交回、空白和无效的户：都在总户数 N 里，都不算选择专业化。方案：六(二)1。",
        ],
    );
}

fn money(person: &Person, look: &dyn Fn(&str), name: &str) {
    let page = person.page();
    page.button("资金测算与承担…").tap();
    for (n, item, quantity, unit, price, source) in [
        (1, "小区道路（面积/破损面积）", "333.333", "㎡", "85.5", "2026年市政定额"),
        (2, "外立面", "1200", "㎡", "120", "同类项目中标价"),
        (3, "自行车棚（库）", "2", "座", "", ""),
        (4, "屋顶（面积/渗漏户数）", "300", "㎡", "90", "同类项目中标价"),
    ] {
        page.button("添加一条：费用项目").tap();
        let cost = page.group(&format!("费用项目 {n}"));
        cost.select("项目").choose(item);
        fill(&cost, &[("数量", quantity), ("单位", unit), ("综合单价（选填）", price), ("单价来源（选填）", source)]);
    }
    page.button("添加一条：产权单位承担困难").tap();
    let hardship = page.group("产权单位承担困难 1");
    fill(
        &hardship,
        &[
            ("产权单位", "市第二棉纺厂"),
            ("涉及的幢号", "1幢"),
            ("向区政府申请日期", "2026-05-01"),
            ("区政府审核日期", "2026-05-20"),
            ("市物改办同意日期", "2026-06-10"),
        ],
    );
    page.button("添加一条：一幢内各产权单位的面积").tap();
    page.button("添加一条：一幢内各产权单位的面积").tap();
    for (n, unit, area) in [(1, "市第一机械厂", "300"), (2, "上城区教育局", "200")] {
        let part = page.group(&format!("一幢内各产权单位的面积 {n}"));
        fill(&part, &[("产权单位", unit), ("幢号", "1"), ("该单位自管面积", area)]);
    }
    let waived = page.group("原则上免缴的费用");
    fill(&waived, &[("绿化补偿", "12000"), ("占道挖掘", "8000")]);
    page.button("添加一条：绿化恢复和路面修复").tap();
    let restored = page.group("绿化恢复和路面修复 1");
    restored.radio("路面修复").tap();
    fill(&restored, &[("位置", "3幢南侧主路"), ("要求完成日期", "2027-04-30"), ("完成日期（选填）", "2027-04-20")]);
    page.button("添加一条：跟踪审计").tap();
    let audit = page.group("跟踪审计 1");
    audit.radio("施工过程").tap();
    fill(&audit, &[("日期", "2026-09-20"), ("审计单位", "上城区审计局"), ("意见", "道路基层厚度不足，已返工")]);
    page.text_visible("28499.97 元");
    page.text_visible("单价来源：2026年市政定额");
    look("money");
    prints(person, &format!("dossier-{name}-costs"), "资金测算表", costs_on_paper);
    // Of many each is a line until it is opened.
    person.browser.reload();
    page.button("4 屋顶（面积/渗漏户数） · 300 · ㎡…").wait();
    assert_eq!(page.textbox("综合单价（选填）").count(), 0);
    page.button("1 小区道路（面积/破损面积） · 333.333 · ㎡ · 85.5元 · 2026年市政定额").tap();
    assert_eq!(page.group("费用项目 1").textbox("综合单价（选填）").value(), "85.5");
    look("money-folded");
    person.back();
}

fn operation(person: &Person, look: &dyn Fn(&str)) {
    let page = person.page();
    page.button("运行与扶持…").tap();
    let fee = page.group("准物业服务成本费");
    fee.textbox("标准").fill("0.4");
    fee.radio("元/㎡·月").tap();
    fee.group("缴费人").radio("其他").tap();
    fee.group("收费单位").radio("社区公共服务工作站").tap();
    let contract = page.group("物业服务合同（专业化）");
    contract.radio("社区公共服务工作站").tap();
    fill(
        &contract,
        &[
            ("乙方（物业服务企业）", "杭州绿洁物业服务有限公司"),
            ("合同编号", "HT-2026-018"),
            ("签订日期", "2026-06-01"),
            ("到期日期", "2027-05-31"),
            ("合同约定的收费标准", "0.6"),
        ],
    );
    let former = page.group("实行准物业前的绿化、市政补贴");
    fill(&former, &[("绿化补贴", "10000"), ("市政补贴", "6000")]);
    page.button("添加一条：年度收支").tap();
    let income = page.group("年度收支 1");
    fill(
        &income,
        &[
            ("年度", "2026"),
            ("物业服务费（服务成本费）收入", "60000"),
            ("路面停车收入", "24000"),
            ("物管用房等经营收入", "6000"),
            ("补贴收入", "30000"),
            ("管理支出", "130000"),
            ("用于本小区管理以外的支出", "500"),
        ],
    );
    page.button("添加一条：岗位补贴（准物业）").tap();
    let posts = page.group("岗位补贴（准物业） 1");
    fill(&posts, &[("年度", "2026"), ("岗位数", "4"), ("补贴金额", "96000")]);
    page.button("添加一条：困难群众减免").tap();
    let relief = page.group("困难群众减免 1");
    fill(
        &relief,
        &[
            ("房号", "3幢1单元102"),
            ("申请日期", "2026-07-01"),
            ("公示开始日期", "2026-07-05"),
            ("公示结束日期", "2026-07-08"),
        ],
    );
    relief.group("有人提出异议").radio("否").tap();
    relief.group("结果").radio("同意减免").tap();
    relief.textbox("减免金额").fill("180");
    page.button("添加一条：公用事业委托统一收费").tap();
    let agency = page.group("公用事业委托统一收费 1");
    agency.group("专业单位").radio("电").tap();
    agency.group("另向居民加收").radio("是").tap();
    page.button("添加一条：考核评优").tap();
    let award = page.group("考核评优 1");
    award.textbox("年度").fill("2026");
    award.group("对象").radio("单位").tap();
    award.textbox("单位（个人）").fill("朝霞社区公共服务工作站");
    award.group("考核层级").radio("区").tap();
    award.textbox("考核结果").fill("优秀");
    page.button("添加一条：宣传记录").tap();
    let publicity = page.group("宣传记录 1");
    fill(&publicity, &[("日期", "2026-04-02"), ("内容和方式", "在小区南门设点宣传，发放《致居民的一封信》500份")]);
    page.row("电…").text_visible("有问题");
    page.text_visible("现状调查有代收（水），这里还没有填写");
    page.row("物业服务合同…").text_visible("没有收费标准或计费单位");
    look("operation");
    person.back();
}

fn fill_in(size: Size, name: &str) {
    let site = Site::start();
    let person = Person::arrive(Engine::Chromium, size, &site, "王芳", "街道办");
    let page = person.page();
    let look = |screen: &str| person.look_through(&format!("forms-{name}-{screen}"));
    person.found_campaign(CAMPAIGN);
    open_points(&person, name);
    person.add_compound("星桥路零星住宅");
    person.back();
    person.add_compound("朝霞里小区");
    person.import_roster(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/office-roster.xlsx"), 504);
    survey(&person);
    page.button("档案与期限…").tap();
    scope(&person, &look);
    haves(&person, &look);
    steps(&person, &look);
    money(&person, &look, name);
    operation(&person, &look);
    look("dossier");
    prints(&person, &format!("dossier-{name}-ledger"), "期限一览表", ledger_on_paper);
    person.back();
    person.back();
    page.button("总览与目标…").tap();
    look("overview");
}

#[test]
fn upright() {
    fill_in(Size::PORTRAIT, "upright");
}

#[test]
fn lying() {
    fill_in(Size::LANDSCAPE, "lying");
}
