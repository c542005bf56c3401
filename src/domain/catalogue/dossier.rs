//! A compound's dossier (档案): what the supervisor records beside the survey, as the plan's rules need it.
//!
//! Its forms are items like any other, so that they are drawn, checked, noted and kept with their history as the survey is; but the word is the
//! supervisor's, and none is counted as something the survey still lacks. A form that is filled in several times has an entry for each.

use super::Check::{AtMost, NotAfter};
use super::Group::Dossier;
use super::Scope::Dossier as D;
use super::Source::{Derived, Plan, Practice};
use super::field::*;
use super::option::*;
use super::{Item, Payer, Whole::Here, house, row, site, works};
use crate::domain::json::words;

/// A form of the dossier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    pub item: Item,
    pub part: Part,
    /// There is an entry for each time, person or place.
    pub many: bool,
    /// The rules that go by it, as the rule table of README has them.
    pub rules: &'static [&'static str],
}

/// The parts of the dossier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Within the plan or not, and which programme.
    Scope,
    /// The eight haves and what is lacking.
    Haves,
    /// Acceptance, mode, and when what is due.
    Steps,
    /// Who pays.
    Money,
    /// Running it: income, posts, relief, awards.
    Operation,
}

words!(Part { Scope = "scope", Haves = "haves", Steps = "steps", Money = "money", Operation = "operation" });

/// The items that somebody pays for as works, in the catalogue's order.
static PAID: [Opt; 41] = {
    const GROUPS: [&[Item]; 6] = [&site::ZONE, &site::SPEC, &site::ROOM, &works::ENV, &house::ITEMS, &works::UTIL];
    let mut paid = [opt("", "", ""); 41];
    let (mut group, mut at, mut filled) = (0, 0, 0);
    while group < GROUPS.len() {
        if at == GROUPS[group].len() {
            (group, at) = (group + 1, 0);
            continue;
        }
        let item = &GROUPS[group][at];
        if !matches!(item.payer_unlisted, Payer::Nobody) {
            paid[filled] = opt(item.id, item.zh, item.en);
            filled += 1;
        }
        at += 1;
    }
    paid
};

const fn form(part: Part, rules: &'static [&'static str], item: Item) -> Form {
    Form { item, part, many: false, rules }
}

const fn forms(part: Part, rules: &'static [&'static str], item: Item) -> Form {
    Form { item, part, many: true, rules }
}

const IF_COMPLETED: When = When::Is("how", &["completed"]);
const IF_SPECIAL: When = When::Is("how", &["special"]);
const IF_AGREED: When = When::Is("not_applicable", &["H2", "H3", "H4", "H5", "H6", "H7", "H8"]);
/// Of what is heard the preliminary notice tells: the final one is posted once that is over.
const IF_PRELIMINARY: When = When::Is("stage", &["preliminary"]);
const IF_PARTLY: When = When::Is("decision", &["partly"]);

#[rustfmt::skip]
pub(super) static FORMS: [Form; 30] = [
    form(Part::Scope, &["ELG-4"],
        row("dossier.scope", Dossier, D, Plan, "实施范围的认定", "Decision on the plan's scope",
            &[choice("decision", "认定", "Decision", &SCOPE_DECISION),
              field("buildings", "列入的幢号", "Buildings within", FieldKind::TextList).when(IF_PARTLY),
              text("reason", "理由", "Reason"), text("by", "认定单位或人员", "Decided by"), date("on", "认定日期", "On")])
            .hint("各幢情况不一致或建成年份正好在界线上时，由监督员认定", "Where buildings differ, or one is of the boundary year, a supervisor decides")),
    forms(Part::Scope, &["PRG-3"],
        row("dossier.selection", Dossier, D, Plan, "年度实施项目（未列入计划的小区）", "Works chosen for a year (unlisted compounds)",
            &[year("year", "年度", "Year"), choices("groups", "实施内容", "Works", &WORKS),
              choices("chosen", "只选其中的项目（不勾选的类别为全部）", "Only these items (of a group without a tick, all)", &PAID).optional(),
              text("items", "具体项目", "Items").optional(), text("by", "确定单位", "Chosen by"), DOCUMENT_NO])
            .hint("由市物改办根据小区实际，因地制宜、有选择性地组织实施；没有选的不实施", "The city's office chooses; what isn't chosen isn't done")),
    form(Part::Scope, &["PRG-2"],
        row("dossier.lookBack", Dossier, D, Plan, "“回头看”查漏补缺", "Look-back",
            &[choices("by", "负责单位", "Responsible", &LOOK_BACK_BY), date("on", "查看日期", "Looked at on"),
              text("lacking", "缺漏", "Found lacking"), date("made_good", "补齐日期", "Made good on").optional()])
            .hint("本方案出台前已完成的工程，由市庭改办或危改办查漏补缺", "For works completed before the plan: what is lacking is made good")
            .checks(&[NotAfter("on", "made_good")])),
    form(Part::Haves, &["HAVE"],
        row("dossier.haves", Dossier, D, Plan, "“八个有”的认定", "Eight haves: what is agreed",
            &[choices("not_applicable", "同意不适用的项目", "Agreed not to apply", &SERVICES).one_of(),
              date("baseline", "基线日期", "Baseline as of").one_of(),
              text("reason", "不适用的理由", "Reason for not applying").when(IF_AGREED)])
            .hint("基线：改善前的状况，按这一天记录的内容计算", "The baseline is what was on record by that day, before the improvement")),
    forms(Part::Haves, &["R14"],
        row("dossier.appraisal", Dossier, D, Practice, "疑似危房鉴定", "Appraisal of a building that looks dangerous",
            &[text("building", "幢号", "Building"), date("referred", "申请（委托）鉴定日期", "Referred on"),
              date("appraised", "鉴定日期", "Appraised on").optional(), text("by", "鉴定单位", "Appraised by").optional(),
              choice("level", "危险性等级（鉴定结论）", "Level, by the appraiser", &DANGER_LEVEL).optional(), DOCUMENT_NO,
              text("measures", "处置措施", "What is done").optional(), date("relieved", "解除危险日期", "Relieved on").optional()])
            .hint("调查只记疑似；等级只按鉴定单位的结论填写", "The survey only suspects; the level is the appraiser's word")
            .checks(&[NotAfter("referred", "appraised"), NotAfter("appraised", "relieved")])),
    form(Part::Haves, &["HW-2"],
        row("dossier.merger", Dossier, D, Plan, "归并为一个物业管理区域", "Merged into one management area",
            &[field("with", "归并的小区或零星住宅", "Merged with", FieldKind::TextList), text("boundary", "归并后的四至", "Bounds of the area"),
              date("on", "确定日期", "Decided on"), DOCUMENT_NO])
            .hint("零星住宅和小规模住宅区可因地制宜归并。按本工作里的名称填写；在其中一个小区填写即可",
                  "Small and scattered housing may be merged. Names as they are in this campaign; in one of the compounds is enough")),
    form(Part::Steps, &["ACC-1", "ACC-2"],
        row("dossier.acceptance", Dossier, D, Plan, "竣工与接收", "Completion and acceptance",
            &[choice("how", "接收方式", "How accepted", &ACCEPTANCE),
              date("completed", "竣工日期", "Completed on").when(IF_COMPLETED),
              date("accepted", "接收日期", "Accepted on"),
              text("reason", "特殊原因", "Special reason").when(IF_SPECIAL),
              text("confirmation_no", "街道（乡镇）确认文号", "Street's confirmation, number").when(IF_SPECIAL),
              date("confirmed", "街道（乡镇）确认日期", "Confirmed on").when(IF_SPECIAL),
              DOCUMENT_PHOTO])
            .hint("接收之日起一个月内完成征求意见并确定管理模式", "Ballot and decision within one month of acceptance")
            .checks(&[NotAfter("completed", "accepted"), NotAfter("confirmed", "accepted")])),
    form(Part::Steps, &["MOD-C", "MOD-B"],
        row("dossier.commission", Dossier, D, Plan, "街道（乡镇）委托", "The street's commission",
            &[date("on", "委托日期", "On"), choice("to", "受托单位", "Commissioned", &COMMISSIONED), DOCUMENT_NO])
            .hint("专业化：委托社区居委会；准物业：委托社区公共服务工作站", "Professional: the residents' committee; quasi: the service station")),
    form(Part::Steps, &["MOD-P", "MOD-S", "MOD-M"],
        row("dossier.assembly", Dossier, D, Plan, "业主大会和业主委员会（专业化）", "Owners' assembly and committee (professional)",
            &[date("drafts_posted", "议事规则等草案公示日期", "Drafts posted on").optional(),
              date("called", "会议公告日期", "Called on").optional(),
              date("assembly", "业主大会召开日期", "Assembly held on"),
              date("committee", "业主委员会成立日期", "Committee set up on"),
              count("members", "委员人数", "Members", &PEOPLE).optional(),
              date("filed", "备案日期", "Filed on").optional(),
              date("hired", "选聘物业服务企业日期", "Company chosen on").optional(),
              text("company", "物业服务企业", "Company").optional()])
            .hint("两个月内召开业主大会并成立业主委员会；选聘企业没有规定期限", "Assembly and committee within two months; the plan sets no day for choosing the company")
            .checks(&[NotAfter("drafts_posted", "assembly"), NotAfter("called", "assembly"), NotAfter("assembly", "committee"),
                      NotAfter("committee", "filed"), NotAfter("assembly", "hired")])),
    form(Part::Steps, &["OPP-2"],
        row("dossier.readiness", Dossier, D, Practice, "业主共同决定（民法典第278条）", "Owners' joint decision (Civil Code 278)",
            &[area("area", "专有部分总面积", "Total area"), count("owners", "业主总人数", "Owners", &PEOPLE),
              area("part_area", "参与表决的面积", "Area taking part"), count("part_owners", "参与表决的人数", "Owners taking part", &PEOPLE),
              area("agree_area", "同意的面积", "Area in favour"), count("agree_owners", "同意的人数", "Owners in favour", &PEOPLE)])
            .hint("选聘企业另须业主共同决定，与征求意见的“二分之一以上户数”是两回事", "Hiring a company is the owners' own decision, apart from the ballot's half")
            .checks(&[AtMost("part_area", Here("area")), AtMost("part_owners", Here("owners")),
                      AtMost("agree_area", Here("part_area")), AtMost("agree_owners", Here("part_owners"))])),
    form(Part::Steps, &["MOD-Q", "MOD-S", "OPQ-1"],
        row("dossier.station", Dossier, D, Plan, "建立日常物业管理机制（准物业）", "Everyday management set up (quasi)",
            &[date("on", "建立日期", "Set up on"), text("station", "社区公共服务工作站", "Service station"),
              date("operator_on", "确定实施方式日期", "Form of running it chosen on").optional(), DOCUMENT_NO])
            .hint("两个月内建立；实施方式（分别聘请、统一委托或居民自治）没有规定期限",
                  "Within two months; the plan sets no day for choosing who does the work")),
    forms(Part::Steps, &["PART", "VIS"],
        row("dossier.undelivered", Dossier, D, Practice, "未送达公告的张贴", "Posting of the notice of what could not be delivered",
            &[date("posted", "公告开始日期", "Posted on"), date("until", "公告结束日期", "Until"),
              text("places", "张贴地点", "Where"), text("by", "张贴人", "Posted by").optional(), DOCUMENT_PHOTO])
            .hint("多次上门仍未送达的，打印“未送达公告”张贴并拍照；各地一般规定公告5至7日。不写房号和姓名",
                  "Where several visits delivered nothing: print the notice, post it, photograph it; local rules have it hang for 5 to 7 days. No suites, no names")
            .checks(&[NotAfter("posted", "until")])),
    forms(Part::Steps, &["PART", "BAL-4"],
        row("dossier.count", Dossier, D, Practice, "计票记录", "Counting record",
            &[choice("stage", "计票阶段", "Count", &COUNT_STAGE), date("on", "计票日期", "On"), text("time", "计票时间", "Time"),
              text("place", "计票地点", "Where"), field("counters", "计票人", "Counters", FieldKind::TextList),
              field("watchers", "监票人", "Watchers", FieldKind::TextList), count("total", "总户数（N）", "Households (N)", &HOUSEHOLDS),
              count("professional", "专业化物业管理", "Professional management", &HOUSEHOLDS),
              count("quasi", "社区化准物业管理", "Quasi-management", &HOUSEHOLDS), count("blank", "空白", "Blank", &HOUSEHOLDS),
              count("invalid", "无效", "Invalid", &HOUSEHOLDS), count("not_returned", "未收回", "Not returned", &HOUSEHOLDS),
              DOCUMENT_PHOTO])
            .hint("只记户数，不记任何一户的选择；计票人、监票人在纸上签名后拍照", "Numbers only, never a household's choice; counters and watchers sign the paper, which is photographed")
            .checks(&[AtMost("professional", Here("total")), AtMost("quasi", Here("total")), AtMost("blank", Here("total")),
                      AtMost("invalid", Here("total")), AtMost("not_returned", Here("total"))])),
    forms(Part::Steps, &["PART"],
        row("dossier.result", Dossier, D, Plan, "征求意见结果公示", "Notice of the result",
            &[choice("stage", "公示内容", "Stage", &RESULT_STAGE), date("posted", "公示开始日期", "Posted on"), date("until", "公示结束日期", "Until"),
              text("places", "张贴地点", "Where"), count("objections", "收到异议", "Objections", &CASES).when(IF_PRELIMINARY),
              count("upheld", "其中成立", "Of them upheld", &CASES).when(IF_PRELIMINARY), DOCUMENT_PHOTO])
            .hint("只公示户数和结果，不公示每户的选择；异议实名书面提出", "Numbers and the result only, never a household's choice")
            .checks(&[NotAfter("posted", "until"), AtMost("upheld", Here("objections"))])),
    forms(Part::Money, &["F0", "F1", "F2x"],
        row("dossier.cost", Dossier, D, Plan, "费用项目", "Line of costs",
            &[choice("item", "项目", "Item", &PAID), text("what", "部位或说明", "Where or what").optional(),
              field("buildings", "涉及的幢号，不填为全部", "Buildings (all if none is named)", FieldKind::TextList).optional(),
              yes_no("line_owner", "管线有弱电等产权单位", "The lines have a known owner").when(When::Is("item", &["house.wires"])),
              field("quantity", "数量", "Quantity", FieldKind::Quantity), text("unit", "单位", "Unit"),
              yuan("price", "综合单价", "Unit price").optional(), text("source", "单价来源", "Source of the price").optional(),
              choice("stage", "单价性质（不选为估算）", "The price is of (an estimate, unless it says)", &PRICE_STAGE).optional(),
              yuan("budget", "预算金额", "Budget").optional(), yuan("final", "决算金额", "Final account").optional(),
              yuan("audited", "审定金额", "Audited").optional()])
            .hint("没有单价就没有金额，不按0计；审定、决算、预算金额以后到的为准", "Without a price there is no amount, and it is not 0; of audited, final and budget the latest counts")),
    forms(Part::Money, &["AUD"],
        row("dossier.audit", Dossier, D, Plan, "跟踪审计", "Audit",
            &[choice("stage", "审计内容", "Audit of", &AUDITED), date("on", "日期", "On"), text("by", "审计单位", "Audited by"),
              text("found", "意见", "What was found"), DOCUMENT_NO])
            .hint("专项经费全程跟踪审计；审计结果作为最终决算依据", "The money is audited from first to last, and the final account goes by the audit")),
    form(Part::Money, &["F2a"],
        row("dossier.tender", Dossier, D, Plan, "工程招标范围", "Scope of the tender",
            &[choices("items", "纳入招标范围的其他项目", "Other items inside it", &IN_TENDER),
              text("number", "招标编号", "Tender number"), date("on", "招标日期", "Tendered on")])
            .hint("方案未列名的环境项目只有纳入招标范围才由市、区承担", "Items that the plan doesn't name are carried by city and district only inside the tender")),
    forms(Part::Money, &["F2b"],
        row("dossier.hardship", Dossier, D, Plan, "产权单位承担困难", "An owner organisation's hardship",
            &[text("unit", "产权单位", "Organisation"),
              field("buildings", "涉及的幢号", "Buildings", FieldKind::TextList),
              date("applied", "向区政府申请日期", "Applied on"),
              date("reviewed", "区政府审核日期", "Reviewed by the district on"),
              date("agreed", "市物改办同意日期", "Agreed by the city's office on"),
              DOCUMENT_NO])
            .hint("三个日期齐全后，该单位应承担的部分由市、区按1:1承担", "Once all three days are there its part is carried by city and district, half each")
            .checks(&[NotAfter("applied", "reviewed"), NotAfter("reviewed", "agreed")])),
    form(Part::Money, &["WV-1"],
        row("dossier.waived", Dossier, D, Plan, "原则上免缴的费用", "Charges waived in principle",
            &[yuan("greening", "绿化补偿", "Greenery").one_of(), yuan("roads", "占道挖掘", "Digging up roads").one_of(),
              yuan("lines", "迁移综合管线", "Moving lines").one_of(), text("by", "免缴依据", "Waived by").optional()])
            .hint("按本应缴纳的数额填写：不计入费用，但始终列出", "What would be due: it costs nothing and stays in sight")),
    forms(Part::Money, &["F2b"],
        row("dossier.ownerUnit", Dossier, D, Plan, "一幢内各产权单位的面积", "Areas of a building's owner organisations",
            &[text("unit", "产权单位", "Organisation"), text("building", "幢号", "Building"),
              area("area", "该单位自管面积", "Area that it manages")])
            .hint("一幢有几个产权单位的，逐个填写；合计应等于调查的“单位自管产”面积，各单位的困难申请只管自己的部分",
                  "For each organisation of a building that has several. They have to add up to the survey's area owned by organisations, and each one's hardship covers its own part")),
    forms(Part::Money, &["WV-2"],
        row("dossier.restoration", Dossier, D, Plan, "绿化恢复和路面修复", "Restoring greenery and roads",
            &[choice("what", "内容", "What", &RESTORED), text("where", "位置", "Where"), date("due", "要求完成日期", "Due on"),
              date("done", "完成日期", "Done on").optional(), PHOTO])
            .hint("工程实施单位必须按标准恢复", "Whoever does the works has to restore them")),
    form(Part::Operation, &["OPQ-3", "OPP-1"],
        row("dossier.stationFee", Dossier, D, Plan, "准物业服务成本费", "The station's fee (quasi)",
            &[yuan("rate", "标准", "Rate"), choice("basis", "计费单位", "Unit", &FEE_BASIS),
              choice("payer", "缴费人", "Paid by", &FEE_PAYER), choice("collector", "收费单位", "Collected by", &FEE_COLLECTOR),
              DOCUMENT_NO])
            .hint("由社区公共服务工作站按收费管理办法向住户收取；实行专业化物业管理的不填",
                  "Collected from households by the service station; not with professional management")),
    form(Part::Operation, &["OPP-1"],
        row("dossier.contract", Dossier, D, Plan, "物业服务合同（专业化）", "Service contract (professional)",
            &[choice("by", "甲方", "Concluded by", &CONTRACT_BY), text("company", "乙方（物业服务企业）", "With the company"),
              text("number", "合同编号", "Number"), date("signed", "签订日期", "Signed on"), date("expires", "到期日期", "Until"),
              yuan("rate", "合同约定的收费标准", "Fee by the contract"), choice("basis", "计费单位", "Unit", &FEE_BASIS), DOCUMENT_PHOTO])
            .hint("业主委员会和选聘的企业双方签订，按合同约定收费", "Between the committee and the company; the fee is the contract's")
            .checks(&[NotAfter("signed", "expires")])),
    forms(Part::Operation, &["OPQ-4"],
        row("dossier.income", Dossier, D, Plan, "年度收支", "A year's accounts",
            &[year("year", "年度", "Year"), yuan("fees", "物业服务费（服务成本费）收入", "Fees"),
              yuan("parking", "路面停车收入", "Parking"), yuan("rooms", "物管用房等经营收入", "Rooms let out"),
              yuan("subsidy", "补贴收入", "Subsidies"), yuan("cost", "管理支出", "Cost of management"),
              yuan("elsewhere", "用于本小区管理以外的支出", "Spent on anything but this compound's management")])
            .hint("经营性收入只能用于弥补本小区管理经费不足", "Income serves this compound's shortfall only")),
    forms(Part::Operation, &["SUP-1", "L1"],
        row("dossier.posts", Dossier, D, Plan, "岗位补贴（准物业）", "Post subsidies (quasi)",
            &[year("year", "年度", "Year"), count("posts", "岗位数", "Posts", &POSTS), yuan("amount", "补贴金额", "Amount")])
            .hint("按小区规模设置，市、区1:1", "By the compound's size; city and district half each")),
    forms(Part::Operation, &["SUP-2", "L1"],
        row("dossier.relief", Dossier, D, Plan, "困难群众减免", "Relief for hardship",
            &[text("household", "房号", "Suite").private(), date("applied", "申请日期", "Applied on"),
              date("posted", "公示开始日期", "Notice posted on"), date("until", "公示结束日期", "Notice until"),
              yes_no("objection", "有人提出异议", "Objected to"),
              choice("decision", "结果", "Decision", &RELIEF),
              yuan_per_year("amount", "减免金额", "Amount").when(When::Is("decision", &["granted"]))])
            .hint("经社区公示无异议后减免；不写身体状况等敏感信息", "Granted after a notice without objection; write nothing about health")
            .checks(&[NotAfter("applied", "posted"), NotAfter("posted", "until")])),
    form(Part::Operation, &["L2"],
        row("dossier.formerSubsidy", Dossier, D, Plan, "实行准物业前的绿化、市政补贴", "Subsidies before quasi management",
            &[yuan_per_year("green", "绿化补贴", "Green").one_of(), yuan_per_year("municipal", "市政补贴", "Municipal").one_of(), DOCUMENT_NO])
            .hint("实行准物业的，原各项补贴不变；现在的数额见现状调查“原绿化、市政补贴”", "They stay as they were; what they are now is in the survey")),
    forms(Part::Operation, &["L3"],
        row("dossier.agency", Dossier, D, Plan, "公用事业委托统一收费", "Fees collected for a utility",
            &[choice("utility", "专业单位", "Utility", &AGENCY), text("tariff", "收费标准", "Tariff"),
              text("approval", "物价部门核定文号", "Price department's approval, number"), date("approved", "核定日期", "Approved on"),
              yuan_per_year("commission", "专业单位支付的专项委托费用", "Paid by the utility for it"),
              yes_no("added", "另向居民加收", "Anything added for residents")])
            .hint("严格执行物价部门核定的标准，由专业单位支付委托费用，不得向居民加收",
                  "The tariff is the price department's, the utility pays for the work, and nothing is added for residents")),
    forms(Part::Operation, &["SUP-3"],
        row("dossier.award", Dossier, D, Plan, "考核评优", "Appraisal and awards",
            &[year("year", "年度", "Year"), choice("kind", "对象", "Awarded to a", &AWARDED), text("to", "单位（个人）", "Unit or person"),
              choice("level", "考核层级", "Level", &LEVEL), text("result", "考核结果", "Result"),
              yuan("amount", "奖励金额", "Award").optional()])
            .hint("市、区、街道（乡镇）、社区四级联动，年度目标考核；对考核优秀的单位（个人）奖励",
                  "Appraised each year at four levels; who does well is awarded")),
    forms(Part::Operation, &["PUB"],
        row("dossier.publicity", Dossier, D, Derived, "宣传记录", "Publicity",
            &[date("on", "日期", "On"), text("what", "内容和方式", "What and how"), PHOTO])
            .hint("加强舆论引导（八5）", "The plan asks for publicity (八5)")),
];
