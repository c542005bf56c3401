//! 基础信息: the compound, its buildings and its households, as the plan's eligibility and payer rules need them.

use super::Check::{AtMost, NotAfter, SumsTo};
use super::Group::Base;
use super::Reach::AtDoor;
use super::Scope::{Building as B, Compound as C, Household as H};
use super::Source::{Derived, Plan, Practice};
use super::field::*;
use super::option::*;
use super::{Item, Whole::Of, row};

/// Works that can be over.
const IF_COMPLETED: When = When::Is("status", &["completed", "accepted"]);
/// Acceptance starts the clocks, with finished works or, confirmed by the street, without (plan 六(二)1).
const IF_ACCEPTED: When = When::Is("status", &["accepted", "exempt"]);
const IF_EXEMPT: When = When::Is("status", &["exempt"]);
const IF_ON_FILE: When = When::Is("on_file", &["yes"]);

#[rustfmt::skip]
pub(super) static ITEMS: [Item; 31] = [
    row("base.name", Base, C, Derived, "小区名称", "Compound name", &[text("name", "名称", "Name")]),
    row("base.kind", Base, C, Plan, "类别（住宅小区/零星住宅）", "Kind: compound or scattered housing",
        &[choice("kind", "类别", "Kind", &KIND)])
        .hint("零星住宅可归并管理，见“零星住宅归并”", "Scattered housing may be merged: see the item on merging"),
    row("base.admin", Base, C, Plan, "区/街道（乡镇）/社区", "District / street / community",
        &[text("district", "区", "District"), text("street", "街道（乡镇）", "Street or township"), text("community", "社区", "Community")])
        .hint("市、区、街道（乡镇）、社区四级", "The chain of four levels, below the city"),
    row("base.programme", Base, C, Plan, "所列工程（庭院改善/危旧房改善/均未列入）", "Programme(s) listed in",
        &[choices("programme", "所列工程", "Programmes", &PROGRAMME)])
        .hint("决定整治内容和经费来源", "Decides which works are due and who pays"),
    row("base.worksStatus", Base, C, Plan, "整治状态（未开工/在建/已竣工/已接收/因特殊原因未整治）", "Works status",
        &[choice("status", "整治状态", "Status", &WORKS_STATUS),
          date("completion_date", "竣工日期", "Completion date").when(IF_COMPLETED),
          date("acceptance_date", "接收日期", "Acceptance date").when(IF_ACCEPTED),
          text("reason", "特殊原因", "Special reason").when(IF_EXEMPT),
          text("document_no", "街道确认文件编号", "Street's confirmation, number").when(IF_EXEMPT),
          DOCUMENT_PHOTO])
        .hint("接收之日起一个月内征求意见", "The month for the ballot runs from the acceptance date")
        .checks(&[NotAfter("completion_date", "acceptance_date")]),
    row("base.doneBeforePlan", Base, C, Plan, "本方案出台前已完成", "Completed before plan issue",
        &[computed("result", "结果", "Result")])
        .hint("已完成的由市庭改办或危改办“回头看”查漏补缺", "Works finished earlier get a look-back"),
    row("base.existingMgmt", Base, C, Plan, "现有管理方式", "Existing management",
        &[choice("management", "管理方式", "Management", &MANAGEMENT)])
        .hint("实施范围三：尚未开展专业化物业管理", "In the plan only where no professional management exists yet"),
    row("base.buildings", Base, C, Plan, "幢数", "Number of buildings", &[count("total", "幢数", "Buildings", &BUILDINGS)])
        .hint("应与逐幢记录一致", "Must equal the building records"),
    row("base.floorArea", Base, C, Plan, "总建筑面积", "Total floor area", &[area("area", "总建筑面积", "Floor area")])
        .hint("应等于各幢建筑面积之和", "Must equal the sum of the buildings"),
    row("base.households", Base, C, Plan, "总户数", "Total households N",
        &[count("total", "总户数", "Households", &HOUSEHOLDS)])
        .hint("一个独立产权单位为一户；以锁定的花名册为准", "One title is one household; the frozen roll decides"),
    row("base.siteArea", Base, C, Practice, "占地面积", "Site area", &[area("area", "占地面积", "Site area")]),
    row("base.planPhoto", Base, C, Practice, "总平面图/现状图", "Site plan or sketch",
        &[field("photo", "照片编号", "Photo number", FieldKind::PhotoNumber)]),

    row("bld.no", Base, B, Derived, "幢号/门牌", "Building number", &[text("number", "幢号或门牌", "Number")]),
    row("bld.year", Base, B, Plan, "建成年份", "Year completed",
        &[year("year", "建成年份", "Year"), choice("source", "依据", "Source", &YEAR_SOURCE)])
        .hint("实施范围一；依据：竣工验收、产权证或估计", "First criterion; say where the year comes from"),
    row("bld.completeSet", Base, B, Plan, "成套住宅（套内有卧室、厨房、卫生间）", "Self-contained suites",
        &[field("complete", "是否成套", "Self-contained", FieldKind::YesPartNo),
          count("suites", "成套套数", "Self-contained suites", &SUITES).when(When::Is("complete", &["part"]))])
        .hint("实施范围二：房屋标准成套", "Second criterion of the plan")
        .checks(&[AtMost("suites", Of("bld.suites", "total"))]),
    row("bld.storeys", Base, B, Practice, "层数（地上/地下）", "Storeys above / below",
        &[count("above", "地上层数", "Above ground", &STOREYS), count("below", "地下层数", "Below ground", &STOREYS)])
        .hint("没有地下层填0", "Enter 0 where there is no basement"),
    row("bld.stairwells", Base, B, Derived, "单元数", "Stairwells", &[count("total", "单元数", "Stairwells", &STAIRWELLS)])
        .hint("用于核对单元防盗门", "Every stairwell is asked for its door"),
    row("bld.suites", Base, B, Derived, "套数/户数", "Suites", &[count("total", "套数", "Suites", &SUITES)]),
    row("bld.area", Base, B, Derived, "建筑面积", "Floor area", &[area("area", "建筑面积", "Floor area")]),
    row("bld.structure", Base, B, Practice, "结构类型", "Structure type",
        &[choice("structure", "结构类型", "Structure", &STRUCTURE)]),
    row("bld.ownership", Base, B, Plan, "产权构成面积（直管公房/房改房/单位自管产/无产权单位/商品房/其他）", "Floor area by ownership class",
        &[area("public_direct", "直管公房", "Public housing").one_of(),
          area("housing_reform", "房改房", "Housing-reform suites").one_of(),
          area("unit_managed", "单位自管产", "Owned by an organisation").one_of(),
          area("no_owner_unit", "无产权单位", "No owner organisation").one_of(),
          area("commodity", "商品房", "Commodity housing").one_of(),
          area("other", "其他", "Other").one_of()])
        .hint("谁家孩子谁家抱；各项之和应等于本幢建筑面积", "Decides who pays for house works; must add up to the building")
        .checks(&[SumsTo(&["public_direct", "housing_reform", "unit_managed", "no_owner_unit", "commodity", "other"],
            Of("bld.area", "area"))]),
    row("bld.ownerUnit", Base, B, Plan, "产权单位名称", "Owner organisation",
        &[field("names", "产权单位", "Organisations", FieldKind::TextList)])
        .hint("有几个单位就写几个；没有产权单位选“不适用”", "Name every organisation; not applicable where there is none"),
    row("bld.appraisal", Base, B, Practice, "房屋安全鉴定（是否/年份/等级/报告号）", "Safety appraisal on file",
        &[yes_no("on_file", "是否有鉴定报告", "Report on file"),
          year("year", "鉴定年份", "Year").when(IF_ON_FILE),
          choice("grade", "报告等级", "Grade in the report", &APPRAISAL).when(IF_ON_FILE),
          text("report_no", "报告号", "Report number").when(IF_ON_FILE),
          PHOTO.when(IF_ON_FILE)])
        .hint("等级只照报告抄录", "Copy the grade from the report, never judge it"),

    row("hh.no", Base, H, Derived, "房号", "Suite number", &[text("number", "房号", "Number").optional()]),
    row("hh.titleKey", Base, H, Plan, "独立产权单元标识", "Separate title key", &[text("key", "产权单元标识", "Title key").optional()])
        .hint("一个独立产权单位为一户", "One title is one household"),
    row("hh.use", Base, H, Practice, "用途（住宅/非住宅/车库储藏）", "Use", &[choice("use", "用途", "Use", &USE).optional()])
        .hint("默认只有住宅计入总户数", "By default only dwellings count in N"),
    row("hh.area", Base, H, Practice, "产权面积", "Registered area", &[area("area", "产权面积", "Registered area").optional()])
        .hint("只用于民法典第278条的面积计算", "Only for the area test of Civil Code 278"),
    row("hh.tenure", Base, H, Derived, "产权类别", "Tenure class", &[choice("tenure", "产权类别", "Tenure", &TENURE).optional()]),
    row("hh.ownerKey", Base, H, Practice, "产权人（分组键）", "Owner grouping key",
        &[text("key", "产权人代号", "Owner's pseudonym").optional().private()])
        .hint("同一产权人的几处产权用同一代号；不写身份证号", "One pseudonym for all titles of one owner; no identity numbers"),
    row("hh.occupancy", Base, H, Practice, "居住状态（自住/出租/空置/群租/不详）", "Occupancy",
        &[choice("occupancy", "居住状态", "Occupancy", &OCCUPANCY).optional()]),
    row("hh.contact", Base, H, Practice, "联系电话", "Telephone", &[TELEPHONE])
        .reach(AtDoor).hint("可不填，只在必要时收集", "Optional; ask only where it is needed"),
];
