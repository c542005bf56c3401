//! 物管区域、特种设施、物管用房: the new hardware due in every compound (plan 六(一)1(1)-(3)).

use super::Check::{AtMost, SumsTo};
use super::Group::{Room, Spec, Zone};
use super::Have::{H1, H3, H4, H5};
use super::Payer::{F1, F2x};
use super::Scope::{Compound as C, Stairwell as S};
use super::Source::{Derived, Plan, Practice};
use super::Whole::{Here, Of};
use super::field::*;
use super::option::*;
use super::{Item, row};

#[rustfmt::skip]
pub(super) static ZONE: [Item; 5] = [
    row("zone.boundary", Zone, C, Plan, "物管区域界线（四至）", "Management-area boundary",
        &[text("bounds", "四至（东、南、西、北）", "Bounds: east, south, west, north"), PHOTO])
        .haves(&[H3]).paid(F1, F2x).hint("划定物管区域", "The plan asks for a defined management area"),
    row("zone.wall", Zone, C, Plan, "围墙（应设/现有/缺失/破损长度）", "Perimeter wall",
        &[metres("required", "应设长度", "Required"), metres("existing", "现有长度", "Existing"),
          metres("missing", "缺失长度", "Missing"),
          metres("damaged", "破损长度", "Damaged").when(When::NotZero("existing")),
          CONDITION.when(When::NotZero("existing")), PHOTO])
        .haves(&[H3]).paid(F1, F2x).hint("在住宅小区设置围墙；应设 = 现有 + 缺失", "Required = existing + missing")
        .checks(&[SumsTo(&["existing", "missing"], Here("required")), AtMost("damaged", Here("existing"))]),
    row("zone.closed", Zone, C, Plan, "相对封闭独立程度", "Closure achieved",
        &[presence("presence", "是否封闭独立", "Closed off")])
        .haves(&[H3]).paid(F1, F2x).hint("形成相对封闭独立的物业区域", "A relatively closed, separate area"),
    row("zone.gate", Zone, C, Practice, "出入口与大门/道闸", "Entrances and gates",
        &[count("entrances", "出入口数", "Entrances", &PLACES), count("gated", "设大门或道闸的出入口数", "With gate or barrier", &PLACES),
          presence("presence", "有无大门/道闸", "Gates present"), PHOTO])
        .haves(&[H3, H4]).paid(F1, F2x).hint("封闭管理所需", "Implied by closure")
        .checks(&[AtMost("gated", Here("entrances"))]),
    row("zone.merge", Zone, C, Plan, "零星住宅归并", "Merged with which area",
        &[choice("merger", "归并情况", "Merger", &MERGER),
          text("with", "归并到哪个区域", "Merged with").when(When::Is("merger", &["proposed", "merged"]))])
        .hint("零星住宅和小规模住宅区可归并为一个物业管理区域", "Scattered and small housing may be merged into one area"),
];

#[rustfmt::skip]
pub(super) static SPEC: [Item; 7] = [
    row("spec.door", Spec, S, Plan, "单元防盗门", "Stairwell security door", &[PRESENCE, CONDITION.when(IF_PRESENT), PHOTO])
        .haves(&[H3]).paid(F1, F2x).hint("房屋单元防盗门，逐单元填写", "One answer for each stairwell"),
    row("spec.cctv", Spec, C, Plan, "电子监控器（现有/在用/应增）", "CCTV cameras",
        &[PRESENCE,
          count("existing", "现有", "Existing", &CAMERAS).when(IF_PRESENT),
          count("working", "在用", "Working", &CAMERAS).when(IF_PRESENT),
          count("to_add", "应增", "To be added", &CAMERAS), PHOTO])
        .haves(&[H3, H5]).paid(F1, F2x).hint("小区内电子监控器安装", "Installing cameras in the compound")
        .checks(&[AtMost("working", Here("existing"))]),
    row("spec.cctvRoom", Spec, C, Practice, "监控室/录像保存", "Monitoring point", &[PRESENCE])
        .haves(&[H3]).paid(F1, F2x).hint("有监控室并保存录像为“有”", "Present: watched and recorded; partial: one of the two"),
    row("spec.fireHydrant", Spec, C, Derived, "消火栓（总数/有水可用）", "Hydrants, total / working",
        &[count("total", "总数", "Total", &PIECES), count("working", "有水可用", "Working", &PIECES).when(When::NotZero("total")),
          CONDITION.when(When::NotZero("total")), PHOTO])
        .haves(&[H5]).paid(F1, F2x).hint("消防等设施设备检查和修缮", "Inspection and repair of fire equipment")
        .checks(&[AtMost("working", Here("total"))]),
    row("spec.fireExt", Spec, S, Derived, "灭火器", "Extinguishers per stairwell",
        &[PRESENCE, count("total", "数量", "Number", &EXTINGUISHERS).when(IF_PRESENT)])
        .haves(&[H5]).paid(F1, F2x).hint("消防等设施设备检查和修缮；过期失效的不计", "Do not count expired ones"),
    row("spec.fireLane", Spec, C, Practice, "消防车通道（净宽/堵塞处）", "Fire lane",
        &[metres("clear_width", "最窄处净宽", "Clear width at the narrowest"), count("obstructions", "堵塞处", "Obstructions", &PLACES), PHOTO])
        .haves(&[H3, H4]).paid(F1, F2x),
    row("spec.fireCheck", Spec, C, Plan, "消防检查（日期/单位/缺陷）", "Fire-equipment inspection",
        &[date("date", "检查日期", "Date"), text("inspector", "检查单位", "Inspected by"), text("defects", "缺陷", "Defects")])
        .haves(&[H5]).paid(F1, F2x).hint("没有缺陷填“无”；从未检查选“不适用”并说明", "Write “none” where nothing was found"),
];

/// Rooms held for the time being need an end date (plan 六(一)1(3): 过渡).
const IF_TRANSITIONAL: When = When::Is("tenure", &["rented", "borrowed"]);

#[rustfmt::skip]
pub(super) static ROOM: [Item; 4] = [
    row("room.area", Room, C, Plan, "物业管理用房面积", "Management-room area", &[area("area", "现有面积", "Area"), PHOTO])
        .haves(&[H1]).paid(F1, F2x).hint("没有用房填0；租赁、借用的也计入", "Enter 0 where there is none; include rented and borrowed rooms"),
    row("room.required", Room, C, Plan, "应配面积（总建筑面积×5‰）", "Required area", &[computed("area", "应配面积", "Required area")])
        .haves(&[H1]).hint("有条件的争取达到，不作否决", "A target where conditions allow, not a pass mark"),
    row("room.tenure", Room, C, Plan, "用房性质（自有/租赁/借用/无）", "Room tenure",
        &[choice("tenure", "用房性质", "Tenure", &ROOM_TENURE), date("expires", "到期日期", "Until").when(IF_TRANSITIONAL)])
        .haves(&[H1]).paid(F1, F2x).hint("租赁、借用为临时过渡，要写到期日期", "Rented or borrowed is transitional and needs an end date"),
    row("room.use", Room, C, Plan, "用途与经营部分面积", "Use; part let out",
        &[choice("use", "用途", "Use", &ROOM_USE),
          area("let_out", "经营部分面积", "Part let out").when(When::Is("use", &["mixed", "let_out"]))])
        .haves(&[H1]).hint("经营性收入用于小区管理", "Its income goes into managing the compound")
        .checks(&[AtMost("let_out", Of("room.area", "area"))]),
];
