//! 扩展: what the plan does not ask, after 国办发〔2020〕23号. Off unless the campaign turns it on; nobody's money is decided here.

use super::Group::Ext;
use super::Scope::{Compound as C, Stairwell as S};
use super::Source::Practice;
use super::field::*;
use super::option::*;
use super::{Item, row};

#[rustfmt::skip]
pub(super) static ITEMS: [Item; 7] = [
    row("ext.lift", Ext, S, Practice, "电梯/加装电梯意愿", "Lift",
        &[count("lifts", "电梯数", "Lifts", &LIFTS), choice("wish", "加装意愿", "Wish for one", &LIFT_WISH)])
        .hint("国办发〔2020〕23号 完善类", "State Council Office 2020 No. 23: improvement"),
    row("ext.access", Ext, C, Practice, "无障碍/适老设施", "Accessibility", &[PRESENCE]).hint("完善类", "Improvement"),
    row("ext.charge", Ext, C, Practice, "电动自行车/汽车充电", "EV and e-bike charging", &[count("total", "充电口", "Charging points", &CHARGERS)])
        .hint("完善类", "Improvement"),
    row("ext.illegal", Ext, C, Practice, "违法建设", "Illegal building", &[area("area", "面积", "Area"), PHOTO]).hint("完善类", "Improvement"),
    row("ext.sort", Ext, C, Practice, "生活垃圾分类", "Waste sorting", &[PRESENCE]).hint("基础类", "Basic"),
    row("ext.parcel", Ext, C, Practice, "信包箱/快件箱", "Parcel lockers", &[count("total", "组数", "Lockers", &PIECES)]).hint("完善类", "Improvement"),
    row("ext.care", Ext, C, Practice, "养老、托育、助餐", "Care facilities", &[count("total", "处数", "Facilities", &PLACES)]).hint("提升类", "Upgrading"),
];
