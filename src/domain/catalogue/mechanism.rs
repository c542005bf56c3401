//! 物管机制: the services that are the haves, the mode and its papers, fees and support (plan 六(二), 七3, 八3).

use super::Check::{AtMost, NotAfter};
use super::Group::Mech;
use super::Have::{self, H1, H2, H3, H4, H5, H6, H7, H8};
use super::Payer::{L0, L1, L2, L3};
use super::Reach::FromHouseholds;
use super::Scope::Compound as C;
use super::Source::Plan;
use super::Whole::Of;
use super::field::*;
use super::option::*;
use super::{Item, row};

#[rustfmt::skip]
pub(super) static ITEMS: [Item; 17] = [
    row("mech.clean", Mech, C, Plan, "公共保洁", "Cleaning", SERVICE)
        .haves(&[H2]).paid(L0, L0).hint("公共区域保洁", "Cleaning of the common areas"),
    row("mech.order", Mech, C, Plan, "秩序维护", "Security and order", SERVICE)
        .haves(&[H3]).paid(L0, L0).hint("小区内安全秩序维护", "Safety and order in the compound"),
    row("mech.parking", Mech, C, Plan, "停车管理", "Parking order", SERVICE)
        .haves(&[H4]).paid(L0, L0).hint("停车秩序维护", "Keeping order in parking"),
    row("mech.facility", Mech, C, Plan, "设施维保", "Facility maintenance", SERVICE)
        .haves(&[H5]).paid(L0, L0).hint("共用设施维保", "Maintenance of common facilities"),
    row("mech.green", Mech, C, Plan, "绿化养护", "Green upkeep", SERVICE)
        .haves(&[H6]).paid(L0, L0).hint("公共绿化养护", "Care of common greenery"),
    row("mech.road", Mech, C, Plan, "道路保养", "Road upkeep", SERVICE)
        .haves(&[H7]).paid(L0, L0).hint("小区内道路保养", "Upkeep of the compound's roads"),
    row("mech.repair", Mech, C, Plan, "维修管理", "Repair management", SERVICE)
        .haves(&[H8]).paid(L0, L0).hint("房屋共用部位维修管理", "Repairs of the common parts of houses"),
    row("mech.mode", Mech, C, Plan, "管理模式", "Mode decided", &[computed("mode", "管理模式", "Mode")])
        .haves(&Have::ALL).hint("由征求意见结果得出", "Follows from the ballot"),
    row("mech.operator", Mech, C, Plan, "实施方式（分别聘请/统一委托/居民自治 或 物业企业）", "Operating form",
        &[choice("form", "实施方式", "Form", &OPERATING_FORM), text("name", "实施单位或负责人", "Operator"), DOCUMENT_NO, DOCUMENT_PHOTO])
        .haves(&Have::ALL).hint("前三种属社区化准物业管理", "The first three belong to the quasi mode"),
    row("mech.contract", Mech, C, Plan, "物业服务合同（编号/日期/期限）", "Service contract",
        &[text("number", "合同编号", "Number"), date("signed", "签订日期", "Signed"), date("expires", "到期日期", "Until").optional(), PHOTO])
        .haves(&Have::ALL).hint("仅专业化物业管理", "Professional mode only").checks(&[NotAfter("signed", "expires")]),
    row("mech.committee", Mech, C, Plan, "业主大会/业主委员会成立日期", "Assembly and committee dates",
        &[date("assembly", "业主大会日期", "Assembly held"), date("committee", "业主委员会成立日期", "Committee set up"),
          DOCUMENT_NO, DOCUMENT_PHOTO])
        .haves(&Have::ALL).hint("仅专业化物业管理；两个月内", "Professional mode only; within two months")
        .checks(&[NotAfter("assembly", "committee")]),
    row("mech.fee", Mech, C, Plan, "收费项目、标准、收缴率", "Fee basis and collection",
        &[text("charge", "收费项目", "Charge").optional(), yuan("rate", "标准", "Rate"), choice("basis", "计费单位", "Unit", &FEE_BASIS),
          percent("collected", "收缴率", "Collected")])
        .paid(L0, L0).hint("收缴率为实收占应收的百分比", "Collected: what came in of what was due"),
    row("mech.income", Mech, C, Plan, "经营性收入（路面停车/物管用房）", "Operating income",
        &[yuan_per_year("parking", "路面停车", "Parking"), yuan_per_year("rooms", "物管用房", "Rooms let out")])
        .haves(&[H1, H4]).paid(L0, L0).hint("由工作站统一收取和使用", "Collected and used by the service station"),
    row("mech.posts", Mech, C, Plan, "物业管理人员岗位数", "Staff posts", &[count("total", "岗位数", "Posts", &POSTS)])
        .paid(L1, L1).hint("岗位补贴由市、区1:1承担", "Post subsidies: city and district half each"),
    row("mech.hardship", Mech, C, Plan, "减免户数/金额", "Fee relief",
        &[count("households", "减免户数", "Households", &HOUSEHOLDS), yuan_per_year("amount", "减免金额", "Amount")])
        .reach(FromHouseholds).paid(L1, L1).hint("社区公示无异议后减免", "Granted after a community notice without objection")
        .checks(&[AtMost("households", Of("base.households", "total"))]),
    row("mech.keptSubsidy", Mech, C, Plan, "原绿化、市政补贴", "Existing green / municipal subsidies",
        &[yuan_per_year("green", "绿化补贴", "Green"), yuan_per_year("municipal", "市政补贴", "Municipal")])
        .haves(&[H6, H7]).paid(L2, L2).hint("实行准物业管理的，补贴不变", "Carried on unchanged in the quasi mode"),
    row("mech.utilAgency", Mech, C, Plan, "公用事业委托代收（水/电/环卫）", "Utility collection agency",
        &[presence("water", "水", "Water"), presence("power", "电", "Power"), presence("sanitation", "环卫", "Sanitation"),
          yuan("commission", "专项委托费用", "Commission")])
        .paid(L3, L3).hint("支付管理单位专项委托费用，不得另向居民加收", "The utility pays; nothing is added for residents"),
];
