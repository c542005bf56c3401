//! What each part of the dossier says, and the overview of the campaign: from what a supervisor fills in to the words that follow from it.

use crate::app::{Person, Tick};
use crate::dossier_forms::{JOINT_DECISION, fill};
use crate::harness::{Engine, Page, Site, Size};
use wenlou::domain::catalogue;

const CAMPAIGN: &str = "2026年朝霞街道物业管理改善";
const COMPOUND: &str = "朝霞里小区";
const ROSTER: &str = "幢号,单元,房号,产权人,面积,产权性质,用途\n\
    1幢,1单元,101,张*,60,直管公房,住宅\n\
    1幢,1单元,102,李*,60,房改房,住宅\n\
    2幢,1单元,101,王*,55.5,房改房,住宅\n\
    3幢,1单元,101,赵*,80,商品房,住宅\n";

/// A supervisor and what keeps the app at hand.
struct Office {
    person: Person,
    _site: Site,
}

impl Office {
    /// A campaign with these settings, on its screen.
    fn with(settings: &[(&str, &str)], choices: &[(&str, &str)]) -> Self {
        let site = Site::start();
        let person = Person::arrive(Engine::Chromium, Size::LANDSCAPE, &site, "王芳", "街道办");
        person.found_campaign(CAMPAIGN);
        let page = person.page();
        page.button("工作参数").tap();
        page.textbox("区").enter("上城区");
        page.button("方案没有写明的事项").tap();
        fill(&page, settings);
        for (question, option) in choices {
            page.group(question).radio(option).tap();
        }
        page.button("保存参数").tap();
        page.text_visible("参数已保存");
        Self { person, _site: site }
    }

    fn page(&self) -> Page<'_> {
        self.person.page()
    }

    /// Adds a compound with this roster, and stays on its screen.
    fn add(&self, name: &str, roster: &str) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("花名册.csv");
        std::fs::write(&file, roster).unwrap();
        self.person.add_compound(name);
        self.person.import_roster(&file, roster.lines().count() - 1);
    }

    /// From the compound's screen, what the survey has of the compound itself.
    fn survey(&self, programme: &str, fill_in: impl FnOnce(&Page<'_>)) {
        let page = self.page();
        self.person.open_compound_survey();
        page.group("区/街道（乡镇）/社区").textbox("区").enter("上城区");
        page.group("所列工程（庭院改善/危旧房改善/均未列入）").checkbox(programme).tap();
        page.group("现有管理方式").radio("居民自管").tap();
        fill_in(&page);
        self.person.back();
        self.person.back();
    }

    /// From the compound's screen, what it has of a building.
    fn survey_building(&self, building: &str, fill_in: impl FnOnce(&Page<'_>)) {
        let page = self.page();
        page.button("现状调查…").tap();
        page.button(&format!("{building}幢 整幢…")).tap();
        fill_in(&page);
        self.person.back();
        self.person.back();
    }

    /// From the dossier, another part of it.
    fn open(&self, part: &str) {
        self.page().button(&format!("{part}…")).tap();
    }

    /// Adds an entry to a form and fills in its textboxes.
    fn entry(&self, form: &str, number: usize, fields: &[(&str, &str)]) -> Page<'_> {
        let page = self.page();
        page.button(&format!("添加一条：{form}")).tap();
        let entry = page.group(&format!("{form} {number}"));
        fill(&entry, fields);
        entry
    }

    /// What stands in the cells of the one row that begins so, once it says this.
    fn cells(&self, row: &str, says: &str) -> Vec<String> {
        let row = self.page().row(row);
        row.text_visible(says);
        row.cells()
    }

    /// The screen, all of it, upright and lying.
    fn look(&mut self, name: &str) {
        for (size, how) in [(Size::PORTRAIT, "upright"), (Size::LANDSCAPE, "lying")] {
            self.person.browser.resize(size);
            self.person.look_through(&format!("part-{name}-{how}"));
        }
    }
}

#[test]
fn scope_says_what_the_buildings_decide_and_what_looking_back_found() {
    let mut office = Office::with(&[("本方案出台日期", "2026-01-01")], &[]);
    office.add(COMPOUND, ROSTER);
    office.survey("庭院改善", |_| {});
    for (building, built) in [("1", "1995"), ("2", "2005")] {
        office.survey_building(building, |page| {
            page.group("建成年份").textbox("建成年份").enter(built);
            page.group("成套住宅（套内有卧室、厨房、卫生间）").radio("是").tap();
        });
    }
    office.survey_building("3", |page| {
        page.button("不需调查…").tap();
        page.textbox("为什么不需调查").enter("已列入拆迁");
        page.button("记录理由").tap();
        page.text_visible("不需调查：已列入拆迁");
    });
    let page = office.page();
    page.button("档案与期限…").tap();
    office.open("实施范围与所属工程");
    page.text_visible("各幢不一致，由监督员认定");
    for (criterion, met) in [
        ("在实施的市区、区范围内", "符合"),
        ("建成年份在界限以前", "各幢不一致"),
        ("房屋标准成套", "符合"),
        ("尚未开展专业化物业管理", "符合"),
    ] {
        assert_eq!(page.row(&format!("{criterion}…")).text(), format!("{criterion} {met}"));
    }
    page.button("逐幢情况").tap();
    page.row("1幢：1995 年建成，成套").text_visible("成套");
    page.row("2幢：2005 年建成，成套").text_visible("成套");
    page.text_visible("3幢不需调查（已列入拆迁），不参加判断，也不计缺口和费用。");
    page.text_visible("各幢年代、成套情况不一致的小区：由监督员认定。方案：三。方案写“同时符合”");
    page.text_visible("已列入：庭院改善");
    page.text_visible("还不能判断：需要所列工程、竣工情况和竣工日期");

    let decision = page.group("实施范围的认定");
    decision.radio("部分幢列入").tap();
    page.text_visible("认定还缺理由、认定单位或人员，或列入的幢号，暂不作数。");
    fill(
        &decision,
        &[("列入的幢号", "1"), ("理由", "2幢为2005年建成"), ("认定单位或人员", "市物改办"), ("认定日期", "2026-04-10")],
    );
    page.text_visible("监督员认定：部分幢列入");
    page.text_visible("2幢经认定不列入（2幢为2005年建成），不计缺口、费用和面积。");
    page.text_gone("暂不作数");
    office.person.back();
    page.text_visible("年度实施项目（未列入计划的小区）、“回头看”查漏补缺 监督员认定：部分幢列入");

    office.open("接收、模式与期限");
    let acceptance = page.group("竣工与接收");
    acceptance.radio("竣工后接收").tap();
    fill(&acceptance, &[("竣工日期", "2025-11-30"), ("接收日期", "2026-02-02")]);
    office.person.back();
    office.open("实施范围与所属工程");
    page.text_visible("本方案出台前已完成（回头看）：庭院改善");
    page.text_visible("负责：市庭改办");
    page.text_visible("还没有查看记录");
    let looked = page.group("“回头看”查漏补缺");
    looked.checkbox("市庭改办").tap();
    fill(&looked, &[("查看日期", "2026-03-05"), ("缺漏", "单元门2樘")]);
    page.text_visible("2026-03-05 已查看 · 缺：单元门2樘 · 还没有补齐");
    fill(&looked, &[("补齐日期（选填）", "2026-05-20")]);
    page.text_visible("2026-03-05 已查看 · 缺：单元门2樘 · 2026-05-20 补齐");
    drop(page);
    office.look("scope");
}

#[test]
fn haves_say_what_is_there_what_is_merged_and_what_looks_dangerous() {
    let mut office = Office::with(&[("小规模住宅区的建筑面积上限", "5000")], &[]);
    office.add(
        "星桥路零星住宅",
        "幢号,单元,房号,产权人,面积,用途\n1幢,1单元,101,钱*,60,住宅\n1幢,1单元,102,孙*,60,住宅\n",
    );
    office.survey("均未列入", |page| {
        page.group("类别（住宅小区/零星住宅）").radio("零星住宅").tap();
        page.group("总建筑面积").textbox("总建筑面积").enter("1200.5");
        page.group("用房性质（自有/租赁/借用/无）").radio("无").tap();
    });
    office.person.back();
    office.add(COMPOUND, ROSTER);
    office.survey("均未列入", |page| {
        page.group("总建筑面积").textbox("总建筑面积").enter("23456.78");
        page.group("物业管理用房面积").textbox("现有面积").enter("30");
        page.group("用房性质（自有/租赁/借用/无）").radio("自有").tap();
        let wall = page.group("围墙（应设/现有/缺失/破损长度）");
        fill(&wall, &[("应设长度", "420"), ("现有长度", "300"), ("缺失长度", "120"), ("破损长度", "30")]);
        let clean = page.group("公共保洁");
        clean.radio("有").tap();
        fill(&clean, &[("服务单位或人员", "绿洁公司"), ("开始日期", "2026-04-01"), ("服务频次", "每天一次")]);
        let order = page.group("秩序维护");
        order.radio("有").tap();
        order.textbox("服务单位或人员").enter("安邦保安");
        page.group("停车管理").radio("无").tap();
    });
    office.survey_building("1", |page| {
        let danger = page.group("疑似危房（裂缝、变形、倾斜）");
        danger.radio("是").tap();
        danger.checkbox("裂缝").tap();
    });
    office.survey_building("2", |page| {
        let grade = page.group("完损等级（14分项推算）");
        let parts =
            catalogue::item("house.grade").unwrap().fields.iter().filter(|field| !field.kind.options().is_empty());
        for part in parts {
            let state = if part.id == "roof" { "危险" } else { "完好" };
            grade.group(part.zh).radio(state).tap();
        }
    });
    let page = office.page();
    page.button("档案与期限…").tap();
    office.open("八个有与物管用房");
    page.text_visible("八个有还没有全部具备");
    page.text_visible("未达到标准；有条件的争取达到，不作否决");
    page.text_visible("87.2839 ㎡");
    let agreed = page.group("“八个有”的认定");
    agreed.textbox("基线日期").enter("2026-01-31");
    for (have, now) in
        [("物管用房", "有"), ("公共保洁", "有"), ("秩序维护", "部分"), ("停车管理", "无"), ("绿化养护", "不清楚")]
    {
        let words = format!("{have} 不清楚 {now}");
        assert_eq!(office.cells(&words, now), [have, "不清楚", now]);
    }
    page.button("逐项依据").tap();
    let order = page.row("秩序维护 还缺：…");
    order.text_visible("还缺：开始日期、服务频次");
    order.text_visible("没有佐证照片");
    order.text_visible("缺少或需改造：围墙（应设/现有/缺失/破损长度） 不清楚：物管区域界线（四至）、");
    page.text_visible("硬件支持（只作参考，不能证明）");
    page.row("物管区域 缺少…").text_visible("缺少或需改造：围墙（应设/现有/缺失/破损长度）");
    page.row("物管区域 缺少…").text_visible("新增硬件，应配");
    page.row("环境整治 …").text_visible("选择实施");
    let wall = office.cells("围墙…", "150 米");
    assert_eq!(wall, ["围墙（应设/现有/缺失/破损长度）", "300 米", "420 米", "150 米", "还没有选定"]);

    // What looks dangerous is referred, appraised, relieved.
    let suspect = |building: &str, why: &str, stands: &str| {
        page.row(&format!("{building}幢 {why}…")).text_visible(stands);
    };
    suspect("1", "调查疑似", "还没有申请鉴定");
    suspect("2", "分项有“危险”，不能评等级", "还没有申请鉴定");
    let first = office.entry("疑似危房鉴定", 1, &[("幢号", "1幢"), ("申请（委托）鉴定日期", "2026-03-10")]);
    suspect("1", "调查疑似", "2026-03-10 已申请鉴定");
    fill(&first, &[("鉴定日期（选填）", "2026-04-02"), ("鉴定单位（选填）", "市房屋安全鉴定所")]);
    first.radio("C级（局部危险）").tap();
    suspect("1", "调查疑似", "2026-04-02 鉴定：C级（局部危险）");
    first.textbox("解除危险日期（选填）").enter("2026-06-01");
    suspect("1", "调查疑似", "原为C级（局部危险），2026-06-01 已解除危险");
    suspect("2", "分项有“危险”，不能评等级", "还没有申请鉴定");

    let merger = page.group("归并为一个物业管理区域");
    fill(&merger, &[("归并的小区或零星住宅", "星桥路零星住宅"), ("归并后的四至", "东至星桥路，西至建国路")]);
    page.text_visible("拟归并，还没有确定日期");
    merger.textbox("确定日期").enter("2026-05-20");
    page.text_visible("2026-05-20 确定归并");
    page.row("朝霞里小区 …").text_visible("户数 4 户，建筑面积 23456.78 ㎡ 超过小规模上限");
    page.row("星桥路零星住宅 …").text_visible("户数 2 户，建筑面积 1200.5 ㎡ 零星住宅");
    page.text_visible(
        "区域总户数 6 区域总建筑面积 24657.28 ㎡ 应配面积 123.2864 ㎡ 缺口 93.2864 ㎡ 四至 东至星桥路，西至建国路",
    );
    page.text_gone("还不能判断能否归并");
    drop((page, first));
    office.look("haves");
}

#[test]
fn steps_say_what_is_due_when_and_how_residents_took_part() {
    let mut office = Office::with(&[], &[("两个月从何日起算", "征求意见期限届满之日")]);
    office.add(COMPOUND, ROSTER);
    office.person.freeze_roll(4);
    office.person.post_notice();
    office.person.back();
    let page = office.page();
    for (building, suite, serial, signer) in
        [("1", "101", "A1", Some("产权人")), ("1", "102", "A2", None), ("2", "101", "A3", None)]
    {
        office.person.open_stairwell(building, "1");
        page.button(&format!("{suite}…")).tap();
        if let Some(signer) = signer {
            page.group("签署人身份").radio(signer).tap();
        }
        office.person.record_ballot(serial, Tick::Professional);
        office.person.back();
        office.person.back();
        office.person.back();
    }
    page.button("计票与决定…").tap();
    office.person.close_all_the_same("空置，已张贴告知");
    page.text_visible("初步结果：专业化物业管理");
    office.person.back();
    page.button("档案与期限…").tap();
    office.open("接收、模式与期限");
    page.row("监督权 …").text_visible("没有结果公示记录 没有记录");
    let acceptance = page.group("竣工与接收");
    acceptance.radio("竣工后接收").tap();
    acceptance.textbox("接收日期").enter("2026-09-01");
    page.text_visible("竣工后接收，还缺竣工日期，或竣工日期晚于接收日期。");
    acceptance.textbox("竣工日期").enter("2026-08-20");
    let commission = page.group("街道（乡镇）委托");
    commission.textbox("委托日期").enter("2026-10-10");
    commission.radio("社区公共服务工作站").tap();
    page.text_visible("专业化应委托社区居委会，记录的是社区公共服务工作站。");
    let assembly = page.group("业主大会和业主委员会（专业化）");
    fill(
        &assembly,
        &[
            ("议事规则等草案公示日期（选填）", "2026-10-20"),
            ("会议公告日期（选填）", "2026-10-25"),
            ("业主大会召开日期", "2026-11-05"),
            ("业主委员会成立日期", "2026-11-06"),
            ("委员人数（选填）", "4"),
            ("备案日期（选填）", "2026-11-20"),
            ("选聘物业服务企业日期（选填）", "2026-11-25"),
            ("物业服务企业（选填）", "杭州绿洁物业服务有限公司"),
        ],
    );
    page.text_visible("业主委员会委员 4 人：应为单数。");
    page.text_gone("还缺竣工日期");
    let rules = "《业主大会和业主委员会指导规则》 · 社区居委会";
    for (step, who, due, state) in [
        (
            "完成征求意见，确定管理模式",
            "方案：六(二)1 · 街道办事处（乡镇政府）",
            "2026-10-01 → 2026-10-08 2026-09-01 起算",
            "",
        ),
        (
            "召开业主大会，成立业主委员会",
            "方案：六(二)1 · 社区居委会",
            "2026-12-08 2026-10-08 起算 2026-11-06 完成",
            "按期完成",
        ),
        ("召开业主大会会议", "方案：六(二)1 · 社区居委会", "2026-12-08 2026-10-08 起算 2026-11-05 完成", "按期完成"),
        ("公示议事规则等草案（可选）", rules, "2026-10-21 2026-11-05 召开，至少提前15天 2026-10-20 完成", "按期完成"),
        (
            "公告业主大会会议（可选）",
            "《物业管理条例》14条 · 社区居委会",
            "2026-10-21 2026-11-05 召开，至少提前15天 2026-10-25 完成",
            "逾期 4 天完成",
        ),
        (
            "业主委员会备案（可选）",
            "《物业管理条例》16条 · 业主委员会",
            "2026-12-06 → 2026-12-07 2026-11-06 起算 2026-11-20 完成",
            "按期完成",
        ),
        ("选聘物业服务企业（可选）", "方案：六(二)1 · 业主委员会", "2026-11-06 起算 2026-11-25 完成", "已完成"),
    ] {
        let cells = office.cells(&format!("{step} …"), state);
        assert_eq!(cells[0], format!("{step} {who}"));
        assert!(cells[1].starts_with(due), "{cells:?}");
    }
    page.text_visible("两个月从何日起算：征求意见期限届满之日（本工作另定）。方案：六(二)1。");

    page.row("知情权 …").text_visible("公示两种模式；小区南门公告栏 没有张贴照片 记录不全");
    page.row("参与权 …").text_visible("征求过 3/4 户（到过或已收回），入户 3 次 记录不全");
    page.row("选择权 …").text_visible("收回 3/4 户");
    page.row("选择权 …").text_visible("历时 1 天 少于参数里的至少天数 有记录");
    page.text_visible("直管公房已收回 1 户，其中 1 户的签署人与参数规定的不同");
    let result = office.entry("征求意见结果公示", 1, &[("公示开始日期", "2026-01-05"), ("公示结束日期", "2026-01-10")]);
    result.radio("初步结果（征求异议）").tap();
    fill(&result, &[("收到异议", "3"), ("其中成立", "1")]);
    page.row("监督权 …")
        .text_visible("初步结果：2026-01-05 至 2026-01-10，异议 3 件，成立 1 件；公示不足 7 天 记录不全");
    page.text_visible("征求意见还没有截止就公示了结果");
    result.textbox("公示结束日期").enter("2026-01-12");
    let last = office.entry("征求意见结果公示", 2, &[("公示开始日期", "2026-01-13"), ("公示结束日期", "2026-01-20")]);
    last.radio("最终结果").tap();
    // What was heard stands at the preliminary one.
    assert_eq!(last.textbox("收到异议").count(), 0);
    page.row("监督权 …").text_visible("最终结果：2026-01-13 至 2026-01-20，异议 3 件，成立 1 件 有记录");
    page.text_gone("公示不足");

    let joint = page.group("业主共同决定（民法典第278条）");
    fill(&joint, &JOINT_DECISION);
    page.text_visible("未形成共同决定");
    page.text_visible("按面积 15000/20000 · 参与达三分之二；8000/15000 · 同意过半数 按人数 330/480 · 参与达三分之二；160/330 · 同意不过半数");
    joint.textbox("同意的人数").enter("166");
    page.text_visible("已形成共同决定");
    page.text_visible("166/330 · 同意过半数");
    drop((page, result));
    office.look("steps");
}

#[test]
fn money_says_who_pays_to_the_fen() {
    let settings = [("自来水一户一表：每户按规定缴纳", "300"), ("未列入计划小区每年安排的资金（万元）", "2026 2")];
    let mut office = Office::with(&settings, &[]);
    office.add(COMPOUND, ROSTER);
    office.survey("均未列入", |_| {});
    office.survey_building("1", |page| {
        page.group("建筑面积").textbox("建筑面积").enter("120");
        let owned = page.group("产权构成面积（直管公房/房改房/单位自管产/无产权单位/商品房/其他）");
        fill(&owned, &[("直管公房", "60"), ("单位自管产", "60")]);
    });
    let page = office.page();
    page.button("档案与期限…").tap();
    office.open("资金测算与承担");
    // An audit is to be seen though nothing has a price yet.
    let audit = [("日期", "2026-09-20"), ("审计单位", "上城区审计局"), ("意见", "道路基层厚度不足，已返工")];
    office.entry("跟踪审计", 1, &audit).radio("施工过程").tap();
    page.row("2026-09-20 · 施工过程 · 上城区审计局 · 道路基层厚度不足，已返工").text_visible("施工过程");
    page.text_gone("还没有费用项目");

    for (n, item, fields) in [
        (
            1,
            "外立面",
            [("数量", "100"), ("单位", "㎡"), ("综合单价（选填）", "120.01"), ("涉及的幢号，不填为全部（选填）", "1")],
        ),
        (
            2,
            "自来水一户一表（已/未改户数）",
            [("数量", "4"), ("单位", "户"), ("综合单价（选填）", "1000.1"), ("部位或说明（选填）", "含表箱")],
        ),
    ] {
        page.button("添加一条：费用项目").tap();
        let cost = page.group(&format!("费用项目 {n}"));
        cost.select("项目").choose(item);
        fill(&cost, &fields);
    }
    page.text_visible("还没有确定年度实施项目");
    let shares = |item: &str, shares: &str| {
        page.row(&format!("{item}…")).text_visible(shares);
    };
    shares("外立面", "12001.00 元 估算 市财政 3000.25 元 区财政 3000.25 元 产权单位 6000.50 元");
    shares(
        "自来水一户一表（已/未改户数）：含表箱",
        "4000.40 元 估算 市水业集团 2800.40 元 居民（按规定缴纳） 1200.00 元",
    );
    page.text_visible("各产权单位承担（方案七2(2)） 没有写明的产权单位 6000.50 元");
    for (n, unit) in [(1, "市第一机械厂"), (2, "上城区教育局")] {
        office.entry("一幢内各产权单位的面积", n, &[("产权单位", unit), ("幢号", "1"), ("该单位自管面积", "30")]);
    }
    page.text_visible("上城区教育局 3000.25 元 市第一机械厂 3000.25 元");
    let hardship = [
        ("产权单位", "上城区教育局"),
        ("涉及的幢号", "1幢"),
        ("向区政府申请日期", "2026-05-01"),
        ("区政府审核日期", "2026-05-20"),
        ("市物改办同意日期", "2026-06-10"),
    ];
    office.entry("产权单位承担困难", 1, &hardship);
    // The odd fen is the city's.
    shares("外立面", "市财政 4500.38 元 区财政 4500.37 元 产权单位 3000.25 元");
    page.text_visible("1:1分摊的尾差：归市。方案：七2(1)。分摊到分，单数的一分默认归市");
    page.text_visible("一幢多种产权时的分摊：按");
    page.text_visible("自来水一户一表：每户按规定缴纳：300元");

    // Audited amounts want an audit of the final account.
    let facade = page.group("费用项目 1");
    facade.textbox("审定金额（选填）").enter("11000");
    shares("外立面", "11000.00 元 审定 市财政 4125.00 元 区财政 4125.00 元 产权单位 2750.00 元");
    page.text_visible("有审定金额，还没有竣工决算的审计记录。");
    let audit = [("日期", "2026-12-20"), ("审计单位", "上城区审计局"), ("意见", "核减1001元")];
    office.entry("跟踪审计", 2, &audit).radio("竣工决算").tap();
    page.text_gone("还没有竣工决算的审计记录");

    // Nothing is dug up twice.
    page.button("添加一条：费用项目").tap();
    page.group("费用项目 3").select("项目").choose("外立面");
    page.text_visible("避免重复施工：外立面");
    page.row("外立面 还没有选定…").text_visible("没有单价");
    page.text_visible("1 项没有金额，不在合计里");
    office.person.back();

    // What is chosen counts, against the year's budget.
    office.open("实施范围与所属工程");
    let chosen = office.entry("年度实施项目（未列入计划的小区）", 1, &[("年度", "2026"), ("确定单位", "市物改办")]);
    chosen.group("实施内容").checkbox("房屋整治").tap();
    page.text_visible("2026 年选定 房屋整治（全部） 市物改办");
    office.person.back();
    office.open("资金测算与承担");
    page.text_visible("2026 年选定项目 11000.00 元（全部小区当年资金：2 万元）");
    page.text_visible("1 项没有选定，不计入合计");
    shares("自来水一户一表（已/未改户数）：含表箱", "未选定");
    page.text_visible("合计 市财政 4125.00 元 区财政 4125.00 元 产权单位 2750.00 元");
    drop((page, facade, chosen));
    office.look("money");
}

#[test]
fn operation_says_what_is_paid_granted_and_kept() {
    let settings = [("准物业服务成本费标准", "0.3"), ("岗位补贴的规模档次", "10000=1\n50000=3")];
    let mut office = Office::with(&settings, &[]);
    office.add(COMPOUND, ROSTER);
    office.survey("均未列入", |page| {
        page.group("总建筑面积").textbox("总建筑面积").enter("23456.78");
        let clean = page.group("公共保洁");
        clean.radio("有").tap();
        fill(&clean, &[("服务单位或人员", "绿洁公司"), ("开始日期", "2026-04-01")]);
        let operator = page.group("实施方式（分别聘请/统一委托/居民自治 或 物业企业）");
        operator.radio("统一委托物业服务企业").tap();
        fill(&page.group("原绿化、市政补贴"), &[("绿化补贴", "8000"), ("市政补贴", "6000")]);
    });
    let page = office.page();
    page.button("档案与期限…").tap();
    office.open("运行与扶持");
    page.text_visible("实施方式 统一委托物业服务企业");
    page.text_visible("统一委托物业服务企业的，补贴和优惠政策不变。");
    let clean = office.cells("公共保洁 …", "还缺");
    assert_eq!(clean, ["公共保洁 绿洁公司 · 2026-04-01 起算", "部分", "还缺：服务频次"]);

    let fee = page.group("准物业服务成本费");
    fee.textbox("标准").enter("0.4");
    fee.radio("元/㎡·月").tap();
    page.row("服务成本费 …").text_visible("折合 4.8 元/㎡·年；全部收齐每年 112592.54 元 每年超过标准 1.2 元");
    page.text_visible("没有写明缴费人或收费单位");
    fee.group("缴费人").radio("其他").tap();
    fee.group("收费单位").radio("社区公共服务工作站").tap();
    page.text_visible("服务成本费应向住户收取。");
    fee.group("缴费人").radio("住户").tap();
    fee.textbox("标准").enter("0.3");
    page.row("服务成本费 …").text_visible("折合 3.6 元/㎡·年；全部收齐每年 84444.41 元 不超过标准");
    page.text_gone("服务成本费应向住户收取。");

    let income = [
        ("年度", "2026"),
        ("物业服务费（服务成本费）收入", "60000"),
        ("路面停车收入", "24000"),
        ("物管用房等经营收入", "6000"),
        ("补贴收入", "30000"),
        ("管理支出", "130000"),
        ("用于本小区管理以外的支出", "500"),
    ];
    office.entry("年度收支", 1, &income);
    let words = "收费不足 70000 元；经营性收入 30000 元；收费和经营收入承担 90000 元，余 40000 元靠补贴；收支差额 -10500 元；收入占支出 92.3%";
    page.text_visible(words);
    page.text_visible("有支出用在本小区管理以外");

    let relief = office.entry("困难群众减免", 1, &[("房号", "1幢1单元102"), ("申请日期", "2026-07-01")]);
    let stands = |words: &str| page.row("1幢1单元102 …").text_visible(words);
    stands("待公示，或公示天数不够");
    fill(&relief, &[("公示开始日期", "2026-07-05"), ("公示结束日期", "2026-07-08")]);
    stands("待公示，或公示天数不够");
    relief.textbox("公示结束日期").enter("2026-07-12");
    stands("公示期满，请记录有无异议");
    relief.group("有人提出异议").radio("否").tap();
    stands("公示无异议，可以减免");
    relief.group("结果").radio("同意减免").tap();
    relief.textbox("减免金额").enter("180.01");
    stands("已同意减免");
    page.text_visible("已同意减免每年 180.01 元（市财政 90.01 元，区财政 90.00 元）");
    page.text_visible("困难减免公示天数：7天。方案：八3。方案只写“公示无异议”；按实践一般为7天");

    let posts = office.entry("岗位补贴（准物业）", 1, &[("年度", "2026"), ("岗位数", "4"), ("补贴金额", "96000")]);
    page.row("2026 4 个岗位…")
        .text_visible("4 个岗位，96000 元 市财政 48000.00 元，区财政 48000.00 元 超过规模档次 3 个");
    posts.textbox("岗位数").enter("3");
    page.row("2026 3 个岗位…").text_visible("档次 3 个，未超过");

    fill(&page.group("实行准物业前的绿化、市政补贴"), &[("绿化补贴", "10000"), ("市政补贴", "6000")]);
    page.text_visible("绿化补贴 比原来减少 2000 元/年 市政补贴 6000 元/年，不变");

    let agency = [
        ("收费标准", "2.9元/吨"),
        ("物价部门核定文号", "杭价〔2025〕8号"),
        ("核定日期", "2025-12-01"),
        ("专业单位支付的专项委托费用", "1200"),
    ];
    let agency = office.entry("公用事业委托统一收费", 1, &agency);
    agency.group("专业单位").radio("水").tap();
    agency.group("另向居民加收").radio("否").tap();
    page.row("水 …").text_visible("按核定标准收费，专项委托费用 1200 元/年 齐全");

    let award = [
        ("年度", "2026"),
        ("单位（个人）", "朝霞社区公共服务工作站"),
        ("考核结果", "优秀"),
        ("奖励金额（选填）", "5000"),
    ];
    let award = office.entry("考核评优", 1, &award);
    award.group("对象").radio("单位").tap();
    page.row("2026 朝霞社区公共服务工作站 …").text_visible("没有写考核层级");
    award.group("考核层级").radio("区").tap();
    page.row("2026 朝霞社区公共服务工作站 …").text_visible("单位 · 优秀 · 5000 元 区");

    let told = "在小区南门设点宣传，发放《致居民的一封信》500份";
    office.entry("宣传记录", 1, &[("日期", "2026-04-02"), ("内容和方式", told)]);
    page.row(&format!("2026-04-02 {told}")).text_visible(told);
    drop((page, fee, relief, posts, agency, award));
    office.look("operation");
}

#[test]
fn the_overview_holds_all_compounds_against_the_plan() {
    let settings = [
        ("本方案出台日期", "2026-01-01"),
        ("各年完成面积（万㎡）", "2026 3\n2027 5"),
        ("累计完成面积（万㎡）", "9"),
        ("“基本实现全覆盖”的比例", "95"),
        ("小规模住宅区的建筑面积上限", "5000"),
        ("未列入计划小区每年安排的资金（万元）", "2026 2"),
        ("总体目标：房屋", "40"),
        ("总体目标：建筑面积（万㎡）", "12"),
        ("总体目标：住户（万户）", "0.2"),
        ("调查计划阶段截止日期", "2026-06-30"),
        ("机构组建完成日期", "2026-03-01"),
        ("现状调查完成日期", "2026-07-10"),
        ("目标责任书", "2026 上城区 2026-03-01\n2026 市物改办 2026-03-05"),
        ("全面推进阶段开始日期", "2026-07-01"),
        ("全面推进阶段结束日期", "2026-03-31"),
    ];
    let mut office = Office::with(&settings, &[]);
    office.add("星桥路小区", "幢号,单元,房号,产权人,面积,用途\n1幢,1单元,101,钱*,60,住宅\n1幢,1单元,102,孙*,60,住宅\n");
    office.survey("均未列入", |page| {
        page.group("总建筑面积").textbox("总建筑面积").enter("1200.5");
        page.group("用房性质（自有/租赁/借用/无）").radio("无").tap();
    });
    let page = office.page();
    page.button("档案与期限…").tap();
    office.open("实施范围与所属工程");
    let chosen = office.entry("年度实施项目（未列入计划的小区）", 1, &[("年度", "2026"), ("确定单位", "市物改办")]);
    chosen.group("实施内容").checkbox("环境整治").tap();
    office.person.back();
    office.open("资金测算与承担");
    page.button("添加一条：费用项目").tap();
    let cost = page.group("费用项目 1");
    cost.select("项目").choose("小区道路（面积/破损面积）");
    fill(&cost, &[("数量", "300"), ("单位", "㎡"), ("综合单价（选填）", "85.55")]);
    page.text_visible("25665.00 元");
    for _ in 0..3 {
        office.person.back();
    }
    // A compound that is looked back at, with a building that looks dangerous.
    office.add(COMPOUND, ROSTER);
    office.survey("庭院改善", |page| {
        page.group("总建筑面积").textbox("总建筑面积").enter("23456.78");
        page.group("用房性质（自有/租赁/借用/无）").radio("无").tap();
        page.group("停车管理").radio("无").tap();
    });
    office.survey_building("1", |page| page.group("疑似危房（裂缝、变形、倾斜）").radio("是").tap());
    page.button("档案与期限…").tap();
    office.open("接收、模式与期限");
    let acceptance = page.group("竣工与接收");
    acceptance.radio("竣工后接收").tap();
    fill(&acceptance, &[("竣工日期", "2025-11-30"), ("接收日期", "2026-02-02")]);
    office.person.back();
    office.open("八个有与物管用房");
    office.entry("疑似危房鉴定", 1, &[("幢号", "1"), ("申请（委托）鉴定日期", "2026-03-10")]);
    let merger = page.group("归并为一个物业管理区域");
    fill(&merger, &[("归并的小区或零星住宅", "星桥路小区"), ("确定日期", "2026-05-20")]);
    office.person.back();
    office.open("实施范围与所属工程");
    fill(&page.group("“回头看”查漏补缺"), &[("查看日期", "2026-03-05"), ("缺漏", "单元门2樘")]);
    for _ in 0..3 {
        office.person.back();
    }

    page.button("总览与目标…").tap();
    page.text_visible("调查计划阶段 到 2026-06-30");
    page.text_visible("全面推进阶段 2026-07-01 起 · 到 2026-03-31");
    page.text_visible("全面推进阶段的结束日期早于开始日期，请核对参数。");
    page.row("机构组建 …").text_visible("2026-03-01 完成 按期完成");
    page.row("物业管理现状调查 …").text_visible("2026-07-10 完成 逾期 10 天完成");
    page.row("2026 上城区 2026-03-01").text_visible("上城区");
    page.row("2026 市物改办 2026-03-05").text_visible("市物改办");
    assert_eq!(office.cells("2026 3 万㎡ …", "3"), ["2026", "3 万㎡", "0 万㎡", "0 万㎡ / 3 万㎡"]);
    assert_eq!(office.cells("2027 5 万㎡ …", "5"), ["2027", "5 万㎡", "0 万㎡", "0 万㎡ / 8 万㎡"]);
    assert_eq!(office.cells("总体目标：房屋 …", "40"), ["总体目标：房屋", "40 幢", "0 幢"]);
    assert_eq!(office.cells("总体目标：住户（万户） …", "0.2"), ["总体目标：住户（万户）", "0.2 万户", "0 万户"]);
    page.text_visible("累计完成面积与各年之和相差 1 万㎡，请核对参数。");
    page.text_visible("覆盖率 0%（目标 95%）");
    assert_eq!(office.cells("2026 20000 元 …", "超出"), ["2026", "20000 元", "25665 元", "超出"]);
    assert_eq!(office.cells("上城区 2 …", "2"), ["上城区", "2", "0", "0", "24657.28", "4", "6"]);
    assert_eq!(office.cells("朝霞街道 2 …", "2"), ["朝霞街道", "2", "0", "0", "24657.28", "4", "6"]);
    page.row("归并的小区：星桥路小区、朝霞里小区 …")
        .text_visible("户数 6 户，建筑面积 24657.28 ㎡；应配用房 123.2864 ㎡，缺口 123.2864 ㎡ 2026-05-20 确定归并");
    page.heading("回头看清单（1）").wait();
    let back = page.row("朝霞里小区 负责：市庭改办 …");
    back.text_visible("缺：物管用房、停车管理");
    back.text_visible("2026-03-05 已查看 · 缺：单元门2樘 · 还没有补齐");
    page.heading("疑似危房清单（1幢）").wait();
    page.row("朝霞里小区 1幢 调查疑似 …").text_visible("2026-03-10 已申请鉴定");
    // What is listed and completed comes first.
    let text = page.text();
    let (_, order) = text.split_once("优先次序").unwrap();
    assert!(order.find(COMPOUND).unwrap() < order.find("星桥路小区").unwrap(), "{order}");
    page.row("朝霞里小区 朝霞街道 …").text_visible("八个有 0/8 未推进");
    drop((page, chosen, cost, acceptance, merger, back));
    office.look("overview");
    office.page().button("朝霞里小区 1幢…").tap();
    office.page().heading("八个有与物管用房").wait();
}
