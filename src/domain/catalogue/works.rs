//! 环境整治、公用管网: grounds and utilities (plan 六(一)2(2) and (4)).

use super::Check::{AtMost, SumsTo};
use super::Group::{Env, Util};
use super::Have::{H2, H4, H5, H6, H7};
use super::Payer::{F0, F2a, F2aInTender, F2c, F2d, F2dUnnamed, F2e, F2f};
use super::Reach::AlsoHouseholds;
use super::Scope::{Compound as C, Household as H, Stairwell as S};
use super::Source::{Plan, Practice};
use super::Whole::{Here, Of};
use super::field::*;
use super::option::{CHANGED_OVER, CONNECTED};
use super::{Item, row};

const IF_LENGTH: When = When::NotZero("length");
const IF_TOTAL: When = When::NotZero("total");
const IF_AREA: When = When::NotZero("area");
const IF_SHEDS: When = When::NotZero("sheds");

#[rustfmt::skip]
pub(super) static ENV: [Item; 12] = [
    row("env.road", Env, C, Plan, "小区道路（面积/破损面积）", "Roads",
        &[area("area", "面积", "Area"), area("damaged", "破损面积", "Damaged").when(IF_AREA), CONDITION.when(IF_AREA), PHOTO])
        .haves(&[H7]).paid(F0, F2a).hint("道路平整", "Levelling of roads").checks(&[AtMost("damaged", Here("area"))]),
    row("env.storm", Env, C, Plan, "雨水管道", "Storm drains",
        &[metres("length", "长度", "Length"), metres("damaged", "需改造长度", "To be renewed").when(IF_LENGTH), CONDITION.when(IF_LENGTH)])
        .haves(&[H5]).paid(F0, F2a).hint("雨污管道改造", "Renewal of storm drains and sewers")
        .checks(&[AtMost("damaged", Here("length"))]),
    row("env.sewer", Env, C, Plan, "污水管道/化粪池", "Sewers, septic tanks",
        &[metres("length", "长度", "Length"), metres("damaged", "需改造长度", "To be renewed").when(IF_LENGTH),
          count("septic_tanks", "化粪池", "Septic tanks", &TANKS), CONDITION.when(IF_LENGTH)])
        .haves(&[H5]).paid(F0, F2a).hint("雨污管道改造", "Renewal of storm drains and sewers")
        .checks(&[AtMost("damaged", Here("length"))]),
    row("env.inlet", Env, C, Plan, "收水口", "Gully inlets",
        &[count("total", "总数", "Total", &PIECES), count("faulty", "堵塞或损坏", "Blocked or broken", &PIECES).when(IF_TOTAL),
          CONDITION.when(IF_TOTAL)])
        .haves(&[H5, H7]).paid(F0, F2a).hint("收水口设置", "Setting of gully inlets").checks(&[AtMost("faulty", Here("total"))]),
    row("env.parkCar", Env, C, Plan, "汽车停车位（现有/可划）", "Car bays existing / possible",
        &[count("existing", "现有", "Existing", &BAYS), count("possible", "还可划", "Could be added", &BAYS), PHOTO])
        .haves(&[H4]).paid(F0, F2aInTender).hint("汽车停车位划定", "Marking of car bays"),
    row("env.bike", Env, C, Plan, "自行车棚（库）", "Bicycle sheds",
        &[count("sheds", "座数", "Sheds", &SHEDS), area("area", "面积", "Area").when(IF_SHEDS), CONDITION.when(IF_SHEDS), PHOTO])
        .haves(&[H4]).paid(F0, F2aInTender).hint("自行车棚（库）整饬", "Repair of bicycle sheds"),
    row("env.green", Env, C, Plan, "绿化（面积/需整理面积）", "Greenery",
        &[area("area", "面积", "Area"), area("to_tidy", "需整理面积", "To be tidied").when(IF_AREA), CONDITION.when(IF_AREA), PHOTO])
        .haves(&[H6]).paid(F0, F2a).hint("绿化整理；施工后必须恢复", "Tidying; what the works disturb must be restored")
        .checks(&[AtMost("to_tidy", Here("area"))]),
    row("env.light", Env, C, Plan, "公共照明（总数/亮灯）", "Public lights",
        &[count("total", "总数", "Total", &LIGHTS), count("working", "亮灯", "Lit", &LIGHTS).when(IF_TOTAL), PHOTO])
        .haves(&[H5]).paid(F0, F2a).hint("公共照明配置完善", "Completing the public lighting").checks(&[AtMost("working", Here("total"))]),
    row("env.lightStair", Env, S, Practice, "楼道照明", "Stairwell lighting",
        &[PRESENCE, count("total", "总数", "Total", &LIGHTS).when(IF_PRESENT), count("working", "亮灯", "Lit", &LIGHTS).when(IF_PRESENT)])
        .haves(&[H5]).paid(F0, F2aInTender)
        .hint("不在招标范围内的，按房屋公共部位处理", "Outside the tender it counts as a common part of the house")
        .checks(&[AtMost("working", Here("total"))]),
    row("env.leisure", Env, C, Plan, "休闲设施", "Leisure facilities",
        &[count("total", "数量", "Number", &PLACES), CONDITION.when(IF_TOTAL)])
        .haves(&[H5]).paid(F0, F2a).hint("照明及休闲设施设置", "Lighting and leisure facilities"),
    row("env.sanit", Env, C, Plan, "环卫设施（垃圾房/箱/厕）", "Sanitation facilities",
        &[count("refuse_rooms", "垃圾房", "Refuse rooms", &PLACES), count("bins", "垃圾箱", "Bins", &PIECES),
          count("toilets", "公厕", "Public toilets", &PLACES), CONDITION, PHOTO])
        .haves(&[H2]).paid(F0, F2a).hint("环卫设施改造", "Renewal of sanitation facilities"),
    row("env.powerCivil", Env, C, Plan, "电力“上改下”土建", "Civil works, burying power lines", &[metres("length", "长度", "Length")])
        .haves(&[H5]).paid(F0, F2a).hint("土建费用；没有架空线填0", "The digging only; 0 where no line hangs"),
];

#[rustfmt::skip]
pub(super) static UTIL: [Item; 8] = [
    row("util.water", Util, C, Plan, "自来水一户一表（已/未改户数）", "Water meter per household",
        &[count("done", "已改户数", "Done", &HOUSEHOLDS), count("todo", "未改户数", "Not done", &HOUSEHOLDS)])
        .reach(AlsoHouseholds).haves(&[H5]).paid(F0, F2d)
        .hint("居民按规定缴纳部分外由水业集团承担", "Residents pay the prescribed part, the water company the rest")
        .checks(&[SumsTo(&["done", "todo"], Of("base.households", "total"))]),
    row("util.waterPipe", Util, C, Plan, "供水管", "Water pipe", &[metres("length", "长度", "Length"), CONDITION.when(IF_LENGTH)])
        .haves(&[H5]).paid(F0, F2dUnnamed).hint("公用管线基础改造；方案未写明承担单位", "The plan names no payer for pipes"),
    row("util.power", Util, C, Plan, "电力一户一表（已/未改户数）", "Electricity meter per household",
        &[count("done", "已改户数", "Done", &HOUSEHOLDS), count("todo", "未改户数", "Not done", &HOUSEHOLDS)])
        .reach(AlsoHouseholds).haves(&[H5]).paid(F0, F2e).hint("由电力局承担", "Paid by the power bureau")
        .checks(&[SumsTo(&["done", "todo"], Of("base.households", "total"))]),
    row("util.powerUnder", Util, C, Plan, "电力“上改下”电气配套", "Burying power lines, electrical part",
        &[metres("length", "长度", "Length")])
        .haves(&[H5]).paid(F0, F2e).hint("电气配套费由电力局承担", "Electrical part paid by the power bureau"),
    row("util.gas", Util, C, Plan, "管道煤气（已/未通户数）", "Piped gas",
        &[count("done", "已通户数", "Connected", &HOUSEHOLDS), count("todo", "未通户数", "Not connected", &HOUSEHOLDS)])
        .reach(AlsoHouseholds).haves(&[H5]).paid(F0, F2f).hint("由燃气集团承担", "Paid by the gas company")
        .checks(&[SumsTo(&["done", "todo"], Of("base.households", "total"))]),
    row("util.gasPipe", Util, C, Plan, "燃气管", "Gas pipe", &[metres("length", "长度", "Length"), CONDITION.when(IF_LENGTH)])
        .haves(&[H5]).paid(F0, F2f).hint("由燃气集团承担", "Paid by the gas company"),
    row("util.weakUnder", Util, C, Plan, "弱电“上改下”（按产权单位）", "Burying low-voltage lines",
        &[metres("telecom", "电信", "China Telecom").one_of(), metres("mobile", "移动", "China Mobile").one_of(),
          metres("unicom", "联通", "China Unicom").one_of(), metres("cable_tv", "有线电视", "Cable television").one_of(),
          metres("other", "其他", "Other").one_of()])
        .haves(&[H5]).paid(F0, F2c).hint("由各产权单位承担；没有的线路不填", "Each line's owner pays; leave blank what is not there"),
    row("util.poles", Util, C, Plan, "合杆序化（杆数/长度）", "Merging and tidying poles",
        &[count("poles", "杆数", "Poles", &POLES),
          metres("telecom", "电信", "China Telecom").one_of(), metres("mobile", "移动", "China Mobile").one_of(),
          metres("unicom", "联通", "China Unicom").one_of(), metres("cable_tv", "有线电视", "Cable television").one_of(),
          metres("other", "其他", "Other").one_of()])
        .haves(&[H5]).paid(F0, F2c).hint("合杆序化梳理，按产权单位分别填长度", "Length of line by owner"),
];

/// What the items above that reach the households ask at each of them, under the same id: one choice instead of two counts.
#[rustfmt::skip]
pub(super) static UTIL_OF_HOUSEHOLDS: [Item; 3] = [
    row("util.water", Util, H, Plan, "自来水一户一表", "Water meter of its own", &[choice("state", "改造情况", "State", &CHANGED_OVER).optional()])
        .reach(AlsoHouseholds),
    row("util.power", Util, H, Plan, "电力一户一表", "Electricity meter of its own", &[choice("state", "改造情况", "State", &CHANGED_OVER).optional()])
        .reach(AlsoHouseholds),
    row("util.gas", Util, H, Plan, "管道煤气", "Piped gas", &[choice("state", "接通情况", "State", &CONNECTED).optional()])
        .reach(AlsoHouseholds),
];
