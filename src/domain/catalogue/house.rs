//! 房屋整治: the fabric of the buildings (plan 六(一)2(3)), and the damage grade from fourteen parts.
//!
//! A surveyor grades parts and names suspicions. No one here calls a building dangerous: that is an appraiser's word.

use super::Check::AtMost;
use super::Group::House;
use super::Have::{H5, H8};
use super::Payer::{F0, F2b, F2cElseF2b};
use super::Scope::{Building as B, Stairwell as S};
use super::Source::{Plan, Practice};
use super::Whole::{Here, Of};
use super::field::*;
use super::option::*;
use super::{Item, row};

const IF_SUSPECTED: When = When::Is("suspected", &["yes"]);

#[rustfmt::skip]
pub(super) static ITEMS: [Item; 9] = [
    row("house.roof", House, B, Plan, "屋顶（面积/渗漏户数）", "Roof",
        &[area("area", "面积", "Area"), count("leaking", "渗漏户数", "Households with leaks", &HOUSEHOLDS), GRADE, PHOTO])
        .haves(&[H8]).paid(F0, F2b).hint("屋顶等共用部位维修", "Repair of the roof and other common parts")
        .checks(&[AtMost("leaking", Of("bld.suites", "total"))]),
    row("house.slope", House, B, Plan, "平改坡", "Flat-to-pitched roof", &[area("area", "拟平改坡面积", "Area to be pitched")])
        .haves(&[H8]).paid(F0, F2b).hint("不改的填0", "0 where the roof stays as it is"),
    row("house.facade", House, B, Plan, "外立面", "Façade",
        &[area("area", "面积", "Area"), area("damaged", "破损面积", "Damaged"), GRADE, PHOTO])
        .haves(&[H8]).paid(F0, F2b).hint("立面整治", "Renovation of the façade").checks(&[AtMost("damaged", Here("area"))]),
    row("house.stair", House, S, Plan, "楼道（踏步、扶手、窗）", "Stairwell fabric",
        &[CONDITION, count("defects", "缺损处", "Defects", &PLACES)])
        .haves(&[H8]).paid(F0, F2b).hint("楼道等公共部位", "Steps, handrails, windows"),
    row("house.paint", House, S, Plan, "楼道刷白", "Stairwell whitewash", &[area("area", "刷白面积", "Area"), CONDITION, PHOTO])
        .haves(&[H8]).paid(F0, F2b).hint("楼道刷白", "Whitewashing of stairwells"),
    row("house.wires", House, S, Plan, "楼道管线序化", "Tidying lines in stairwell",
        &[metres("telecom", "电信", "China Telecom").one_of(), metres("mobile", "移动", "China Mobile").one_of(),
          metres("unicom", "联通", "China Unicom").one_of(), metres("cable_tv", "有线电视", "Cable television").one_of(),
          metres("power", "电力", "Power").one_of(), metres("other", "其他", "Other").one_of()])
        .haves(&[H5, H8]).paid(F0, F2cElseF2b).hint("管线序化；费用按管线产权划分", "The line's owner decides who pays"),
    row("house.common", House, B, Plan, "其他共用部位", "Other common parts", &[text("parts", "部位与问题", "Parts and faults"), CONDITION])
        .haves(&[H8]).paid(F0, F2b).hint("共用部位", "What the other items of this group leave out"),
    row("house.grade", House, B, Practice, "完损等级（14分项推算）", "Damage grade",
        &[grade("foundation", "地基基础", "Foundation"),
          grade("load_bearing", "承重构件", "Load-bearing members"),
          grade("partition_walls", "非承重墙", "Non-load-bearing walls"),
          grade("roof", "屋面", "Roofing"),
          grade("floors", "楼地面", "Floors"),
          part_grade("doors_windows", "门窗", "Doors and windows"),
          part_grade("outer_plaster", "外抹灰", "Outer plaster"),
          part_grade("inner_plaster", "内抹灰", "Inner plaster"),
          part_grade("ceilings", "顶棚", "Ceilings"),
          part_grade("joinery", "细木装修", "Joinery"),
          part_grade("plumbing", "水卫", "Plumbing"),
          part_grade("electrics", "电照", "Electrics"),
          part_grade("heating", "暖气", "Heating"),
          part_grade("special_equipment", "特种设备", "Special equipment"),
          computed("grade", "推算等级", "Computed grade")])
        .haves(&[H8]).hint("按《房屋完损等级评定标准》；没有的分项选“无此分项”", "Choose “no such part” for what the building lacks"),
    row("house.danger", House, B, Plan, "疑似危房（裂缝、变形、倾斜）", "Suspected dangerous building",
        &[yes_no("suspected", "是否疑似", "Suspected"), choices("signs", "迹象", "Signs", &DANGER_SIGN).when(IF_SUSPECTED),
          PHOTO.when(IF_SUSPECTED)])
        .haves(&[H8]).paid(F0, F2b).hint("只记疑似，不定等级；须申请鉴定", "Record the suspicion, never a grade; refer for appraisal"),
];
