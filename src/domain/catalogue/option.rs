//! The options a surveyor chooses from. A code is written into journals and is never given to another meaning.

/// One option of a choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opt {
    /// Stable, `snake_case`, unique in its list.
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// Where several may be ticked: excludes all others (均未列入).
    pub alone: bool,
}

pub(super) const fn opt(code: &'static str, zh: &'static str, en: &'static str) -> Opt {
    Opt { code, zh, en, alone: false }
}

const fn alone(code: &'static str, zh: &'static str, en: &'static str) -> Opt {
    Opt { code, zh, en, alone: true }
}

/// Answer type `pap` (catalogue, section 3).
#[rustfmt::skip]
pub(super) static PRESENCE_SCALE: [Opt; 4] = [
    opt("present", "有", "Present"),
    opt("partial", "部分", "Partial"),
    opt("absent", "无", "Absent"),
    opt("not_applicable", "不适用", "Not applicable"),
];

/// Answer type `cond`: this project's own scale for works outside the building.
#[rustfmt::skip]
pub(super) static CONDITION_SCALE: [Opt; 4] = [
    opt("sound", "完好", "Sound"),
    opt("worn", "一般破损", "Worn"),
    opt("badly_damaged", "严重破损", "Badly damaged"),
    opt("unusable", "无法使用", "Unusable"),
];

/// Answer type `g5` (完损等级). The codes are those of [`crate::domain::damage_grade::Grade`]; the sixth is only for
/// decoration and equipment a building may be without.
#[rustfmt::skip]
pub(super) static PART_GRADE_SCALE: [Opt; 6] = [
    opt("sound", "完好", "Sound"),
    opt("mostly_sound", "基本完好", "Mostly sound"),
    opt("moderately_damaged", "一般损坏", "Moderately damaged"),
    opt("severely_damaged", "严重损坏", "Severely damaged"),
    opt("dangerous", "危险", "Dangerous"),
    opt("no_such_part", "无此分项", "No such part"),
];

#[rustfmt::skip]
pub(super) static YES_NO: [Opt; 2] = [
    opt("yes", "是", "Yes"),
    opt("no", "否", "No"),
];

#[rustfmt::skip]
pub(super) static YES_PART_NO: [Opt; 3] = [
    opt("yes", "是", "Yes"),
    opt("part", "部分", "Partly"),
    opt("no", "否", "No"),
];

#[rustfmt::skip]
pub(super) static KIND: [Opt; 2] = [
    opt("compound", "住宅小区", "Residential compound"),
    opt("scattered", "零星住宅", "Scattered housing"),
];

#[rustfmt::skip]
pub(super) static PROGRAMME: [Opt; 3] = [
    opt("courtyard", "庭院改善", "Courtyard improvement"),
    opt("dangerous", "危旧房改善", "Dangerous and old housing"),
    alone("none", "均未列入", "Neither"),
];

#[rustfmt::skip]
pub(super) static WORKS_STATUS: [Opt; 5] = [
    opt("not_started", "未开工", "Not started"),
    opt("under_way", "在建", "Under way"),
    opt("completed", "已竣工", "Completed"),
    opt("accepted", "已接收", "Accepted"),
    opt("exempt", "因特殊原因未整治", "Not done, special reason"),
];

#[rustfmt::skip]
pub(super) static MANAGEMENT: [Opt; 7] = [
    opt("none", "无人管理", "None"),
    opt("residents", "居民自管", "Residents themselves"),
    opt("community", "社区代管", "Community"),
    opt("owner_unit", "产权单位管理", "Owner organisation"),
    opt("quasi", "社区化准物业管理", "Quasi property management"),
    opt("professional", "专业化物业管理", "Professional property management"),
    opt("other", "其他", "Other"),
];

#[rustfmt::skip]
pub(super) static YEAR_SOURCE: [Opt; 3] = [
    opt("completion_record", "竣工验收", "Completion record"),
    opt("title", "产权证", "Title certificate"),
    opt("estimate", "估计", "Estimate"),
];

#[rustfmt::skip]
pub(super) static STRUCTURE: [Opt; 5] = [
    opt("brick_concrete", "砖混", "Brick and concrete"),
    opt("masonry", "砌体", "Masonry"),
    opt("reinforced_concrete", "钢混", "Reinforced concrete"),
    opt("brick_timber", "砖木", "Brick and timber"),
    opt("other", "其他", "Other"),
];

/// An appraiser's grade after JGJ 125; transcribed, never judged by the surveyor.
#[rustfmt::skip]
pub(super) static APPRAISAL: [Opt; 4] = [
    opt("a", "A级", "A"),
    opt("b", "B级", "B"),
    opt("c", "C级", "C"),
    opt("d", "D级", "D"),
];

#[rustfmt::skip]
pub(super) static USE: [Opt; 3] = [
    opt("residential", "住宅", "Dwelling"),
    opt("non_residential", "非住宅", "Shop or office"),
    opt("garage", "车库、储藏", "Garage or store"),
];

#[rustfmt::skip]
pub(super) static TENURE: [Opt; 6] = [
    opt("public_direct", "直管公房", "Public housing"),
    opt("housing_reform", "房改房", "Housing-reform suite"),
    opt("unit_managed", "单位自管产", "Owned by an organisation"),
    opt("no_owner_unit", "无产权单位", "No owner organisation"),
    opt("commodity", "商品房", "Commodity housing"),
    opt("other", "其他", "Other"),
];

#[rustfmt::skip]
pub(super) static OCCUPANCY: [Opt; 5] = [
    opt("owner_occupied", "自住", "Owner-occupied"),
    opt("let", "出租", "Let"),
    opt("vacant", "空置", "Vacant"),
    opt("group_let", "群租", "Let by the bed"),
    opt("unclear", "不详", "Unclear"),
];

#[rustfmt::skip]
pub(super) static MERGER: [Opt; 3] = [
    opt("separate", "单独管理", "Managed on its own"),
    opt("proposed", "拟归并", "Merger proposed"),
    opt("merged", "已归并", "Merged"),
];

#[rustfmt::skip]
pub(super) static ROOM_TENURE: [Opt; 4] = [
    opt("owned", "自有", "Owned"),
    opt("rented", "租赁", "Rented"),
    opt("borrowed", "借用", "Borrowed"),
    opt("none", "无", "None"),
];

#[rustfmt::skip]
pub(super) static ROOM_USE: [Opt; 4] = [
    opt("office", "物业办公", "Management office"),
    opt("mixed", "办公兼经营", "Office, part let out"),
    opt("let_out", "全部经营", "All let out"),
    opt("other", "其他", "Other"),
];

#[rustfmt::skip]
pub(super) static DANGER_SIGN: [Opt; 3] = [
    opt("crack", "裂缝", "Cracks"),
    opt("deformation", "变形", "Deformation"),
    opt("tilt", "倾斜", "Tilt"),
];

/// Quasi mode has the first three (plan 六(二)2(1)), professional mode the last.
#[rustfmt::skip]
pub(super) static OPERATING_FORM: [Opt; 4] = [
    opt("separate_hire", "分别聘请", "Staff hired one by one"),
    opt("entrusted", "统一委托物业服务企业", "One company entrusted"),
    opt("residents", "居民自治", "Residents themselves"),
    opt("company", "物业服务企业（专业化）", "Company under contract"),
];

#[rustfmt::skip]
pub(super) static FEE_BASIS: [Opt; 5] = [
    opt("m2_month", "元/㎡·月", "yuan per m² and month"),
    opt("m2_year", "元/㎡·年", "yuan per m² and year"),
    opt("household_month", "元/户·月", "yuan per household and month"),
    opt("household_year", "元/户·年", "yuan per household and year"),
    opt("other", "其他", "Other"),
];

#[rustfmt::skip]
pub(super) static LIFT_WISH: [Opt; 4] = [
    opt("willing", "同意加装", "Wanted"),
    opt("opposed", "不同意加装", "Not wanted"),
    opt("divided", "意见不一", "Divided"),
    opt("not_needed", "已有或不需要", "Has one or needs none"),
];

#[rustfmt::skip]
pub(super) static SCOPE_DECISION: [Opt; 3] = [
    opt("within", "全部列入", "Within the plan"),
    opt("partly", "部分幢列入", "Some buildings within"),
    opt("outside", "不列入", "Outside the plan"),
];

/// What is done in unlisted compounds (plan 六(一)2).
#[rustfmt::skip]
pub(super) static WORKS: [Opt; 6] = [
    opt("zone", "划定物管区域", "Management area"),
    opt("spec", "特种设施", "Safety equipment"),
    opt("room", "物管用房", "Management room"),
    opt("env", "环境整治", "Grounds"),
    opt("house", "房屋整治", "Buildings"),
    opt("util", "公用管网整治", "Utilities"),
];

#[rustfmt::skip]
pub(super) static LOOK_BACK_BY: [Opt; 2] = [
    opt("courtyard", "市庭改办", "City's courtyard office"),
    opt("dangerous", "危改办", "Dangerous-housing office"),
];

/// The seven services among the eight haves.
#[rustfmt::skip]
pub(super) static SERVICES: [Opt; 7] = [
    opt("H2", "公共保洁", "Cleaning"),
    opt("H3", "秩序维护", "Order"),
    opt("H4", "停车管理", "Parking"),
    opt("H5", "设施维保", "Facilities"),
    opt("H6", "绿化养护", "Greenery"),
    opt("H7", "道路保养", "Roads"),
    opt("H8", "维修管理", "Repairs"),
];

#[rustfmt::skip]
pub(super) static ACCEPTANCE: [Opt; 2] = [
    opt("completed", "竣工后接收", "After completion"),
    opt("special", "因特殊原因经确认同意接收", "Without completion, for a special reason"),
];

#[rustfmt::skip]
pub(super) static COMMISSIONED: [Opt; 2] = [
    opt("committee", "社区居委会", "Residents' committee"),
    opt("station", "社区公共服务工作站", "Service station"),
];

/// Items that are carried by city and district only inside the tender (F2a*).
#[rustfmt::skip]
pub(super) static IN_TENDER: [Opt; 4] = [
    alone("none", "没有其他项目", "No others"),
    opt("parkCar", "汽车停车位", "Car bays"),
    opt("bike", "自行车棚（库）", "Bicycle sheds"),
    opt("lightStair", "楼道照明", "Stairwell lighting"),
];

#[rustfmt::skip]
pub(super) static RESTORED: [Opt; 2] = [
    opt("green", "绿化恢复", "Greenery"),
    opt("road", "路面修复", "Road surface"),
];

#[rustfmt::skip]
pub(super) static RELIEF: [Opt; 3] = [
    opt("pending", "办理中", "Pending"),
    opt("granted", "同意减免", "Granted"),
    opt("refused", "不同意", "Refused"),
];

#[rustfmt::skip]
pub(super) static TITLES_IN_N: [Opt; 2] =
    [opt("residential", "只计住宅", "Residential titles only"), opt("all", "都计入", "All titles")];

#[rustfmt::skip]
pub(super) static FORMS: [Opt; 2] = [
    opt("own", "自备编号", "Numbered elsewhere"),
    opt("printed", "本程序打印，按花名册编号", "Printed here, numbered by the roll"),
];

#[rustfmt::skip]
pub(super) static ESTABLISH_CLOCK: [Opt; 3] = [
    opt("mode_decided", "管理模式确定之日", "The mode is decided"),
    opt("commissioned", "街道（乡镇）委托之日", "The street commissions it"),
    opt("ballot_due", "征求意见期限届满之日", "The ballot's month ends"),
];

#[rustfmt::skip]
pub(super) static COMMODITY_PAYER: [Opt; 2] = [
    opt("as_no_owner", "同无产权单位：市、区1:1", "As without owner organisation: half each"),
    opt("open", "不确定", "Nobody is named"),
];

#[rustfmt::skip]
pub(super) static NEW_HARDWARE: [Opt; 2] = [
    opt("shared", "市、区1:1", "City and district, half each"),
    opt("open", "不确定", "Nobody is named"),
];

#[rustfmt::skip]
pub(super) static DANGER_PAYER: [Opt; 2] = [
    opt("open", "不确定", "Nobody is named"),
    opt("as_common_parts", "同公共部位", "As common parts"),
];

#[rustfmt::skip]
pub(super) static WATER_PIPES: [Opt; 2] = [
    opt("open", "不确定", "Nobody is named"),
    opt("water_group", "市水业集团", "The water company"),
];

/// 危险性等级 of the standard for dangerous buildings (JGJ 125).
#[rustfmt::skip]
pub(super) static DANGER_LEVEL: [Opt; 4] = [
    opt("A", "A级（无危险）", "A (no danger)"),
    opt("B", "B级（有危险点）", "B (a member in danger)"),
    opt("C", "C级（局部危险）", "C (dangerous in part)"),
    opt("D", "D级（整幢危险）", "D (dangerous as a whole)"),
];

#[rustfmt::skip]
pub(super) static AUDITED: [Opt; 2] = [
    opt("works", "施工过程", "Works under way"),
    opt("final", "竣工决算", "Final account"),
];

#[rustfmt::skip]
pub(super) static WIRES_PAYER: [Opt; 2] = [
    opt("by_owner", "弱电线路归产权单位，其余同公共部位", "A low-voltage line's owner; else as common parts"),
    opt("as_common_parts", "都同公共部位", "All as common parts"),
];

#[rustfmt::skip]
pub(super) static DIFFERING: [Opt; 2] = [
    opt("supervisor", "由监督员认定", "A supervisor decides"),
    opt("outside", "不列入", "Outside the plan"),
];

#[rustfmt::skip]
pub(super) static MIXED_OWNERSHIP: [Opt; 2] = [
    opt("by_area", "按面积分摊", "By area"),
    opt("by_predominance", "归面积大的一方", "Wholly to the larger area"),
];

#[rustfmt::skip]
pub(super) static ODD_FEN: [Opt; 2] = [
    opt("city", "归市", "The city's"),
    opt("district", "归区", "The district's"),
];

/// Units of a fee that others can be compared with: those of `FEE_BASIS` but 其他.
#[rustfmt::skip]
pub(super) static FEE_UNIT: [Opt; 4] = [
    opt("m2_month", "元/㎡·月", "yuan per m² and month"),
    opt("m2_year", "元/㎡·年", "yuan per m² and year"),
    opt("household_month", "元/户·月", "yuan per household and month"),
    opt("household_year", "元/户·年", "yuan per household and year"),
];

/// Of the two funds of a compound that is listed in both programmes (F1).
#[rustfmt::skip]
pub(super) static F1_SPLIT: [Opt; 4] = [
    opt("open", "不确定", "Not settled"),
    opt("courtyard", "庭院改善专项经费", "The courtyard fund"),
    opt("dangerous", "危旧房改善专项经费", "The dangerous-housing fund"),
    opt("half", "两项经费各半", "Half each"),
];

#[rustfmt::skip]
pub(super) static PUBLIC_VOTER: [Opt; 2] = [
    opt("tenant", "承租人（一套一票）", "The tenant, one ballot a suite"),
    opt("owner", "产权单位", "The owner organisation"),
];

#[rustfmt::skip]
pub(super) static COUNT_STAGE: [Opt; 3] = [
    opt("preliminary", "初步计票", "Preliminary"),
    opt("recount", "复核", "Recount"),
    opt("final", "最终计票", "Final"),
];

#[rustfmt::skip]
pub(super) static RESULT_STAGE: [Opt; 2] = [
    opt("preliminary", "初步结果（征求异议）", "Preliminary, for objections"),
    opt("final", "最终结果", "Final"),
];

#[rustfmt::skip]
pub(super) static FEE_PAYER: [Opt; 2] = [
    opt("households", "住户", "Households"),
    opt("other", "其他", "Others"),
];

#[rustfmt::skip]
pub(super) static FEE_COLLECTOR: [Opt; 4] = [
    opt("station", "社区公共服务工作站", "Service station"),
    opt("company", "物业服务企业", "Company"),
    opt("committee", "业主委员会", "Owners' committee"),
    opt("other", "其他", "Others"),
];

/// Who concluded the contract with the company.
#[rustfmt::skip]
pub(super) static CONTRACT_BY: [Opt; 3] = [
    opt("committee", "业主委员会", "Owners' committee"),
    opt("station", "社区公共服务工作站", "Service station"),
    opt("other", "其他", "Others"),
];

/// Those that may have their fees collected by whoever manages the compound (plan 八3).
#[rustfmt::skip]
pub(super) static AGENCY: [Opt; 4] = [
    opt("water", "水", "Water"),
    opt("power", "电", "Power"),
    opt("sanitation", "环卫", "Sanitation"),
    opt("other", "其他公用事业", "Another utility"),
];

/// How far a unit price has come; the codes are those of [`crate::domain::rules::funding::Stage`].
#[rustfmt::skip]
pub(super) static PRICE_STAGE: [Opt; 4] = [
    opt("estimate", "估算", "Estimate"),
    opt("budget", "预算", "Budget"),
    opt("final", "决算", "Final account"),
    opt("audited", "审定", "Audited"),
];

/// The four levels of the plan (八4).
#[rustfmt::skip]
pub(super) static LEVEL: [Opt; 4] = [
    opt("city", "市", "City"),
    opt("district", "区", "District"),
    opt("street", "街道（乡镇）", "Street"),
    opt("community", "社区", "Community"),
];

#[rustfmt::skip]
pub(super) static AWARDED: [Opt; 2] = [
    opt("unit", "单位", "Unit"),
    opt("person", "个人", "Person"),
];

/// A household's meter. The codes are the fields of the compound's counts.
#[rustfmt::skip]
pub(super) static CHANGED_OVER: [Opt; 2] = [
    opt("done", "已改", "Done"),
    opt("todo", "未改", "Not done"),
];

/// A household's gas. The codes are the fields of the compound's counts.
#[rustfmt::skip]
pub(super) static CONNECTED: [Opt; 2] = [
    opt("done", "已通", "Connected"),
    opt("todo", "未通", "Not connected"),
];
