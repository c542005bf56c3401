//! Areas, tenures, uses and floors as offices write them.
//!
//! Each reader tells three things apart: nothing written, something understood, something not understood. The last is never
//! turned into either of the others.

use super::spelling::{fold, says_nothing, take_mark};
use crate::domain::household::{Tenure, Use};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Why an area can't stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AreaProblem {
    Unreadable,
    NotPositive,
}

/// Something written that is not understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NotUnderstood;

/// `67.96`, `67.96㎡`, `67.96平方米`, `1,067.96 m2`. Trailing zeros carry no meaning and are dropped.
pub(super) fn parse_area(text: &str) -> Result<Option<Decimal>, AreaProblem> {
    if says_nothing(text) {
        return Ok(None);
    }
    let folded = fold(text);
    let units = ["㎡", "M²", "M2", "平方米", "平米", "平方", "平"];
    let bare = units.iter().find_map(|unit| folded.strip_suffix(unit)).unwrap_or(&folded);
    let unsigned = bare.strip_prefix('-').unwrap_or(bare);
    let number = without_thousands(unsigned).ok_or(AreaProblem::Unreadable)?;
    let is_plain = number.len() <= 16
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && number.starts_with(|c: char| c.is_ascii_digit());
    if !is_plain {
        return Err(AreaProblem::Unreadable);
    }
    let area = Decimal::from_str(&number).map_err(|_| AreaProblem::Unreadable)?;
    if area.is_zero() || unsigned.len() < bare.len() {
        return Err(AreaProblem::NotPositive);
    }
    Ok(Some(area.normalize()))
}

/// Commas only where thousands end; `67,96` is not 6,796.
fn without_thousands(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',').rev().peekable();
    while let Some(group) = groups.next() {
        if groups.peek().is_some() && group.len() != 3 {
            return None;
        }
    }
    Some(text.replace(',', ""))
}

pub(super) fn parse_tenure(text: &str) -> Result<Option<Tenure>, NotUnderstood> {
    if says_nothing(text) {
        return Ok(None);
    }
    let folded = fold(text);
    // The order matters: 无产权单位 holds 单位, 自管公房 holds 公房.
    let words: [(Tenure, &[&str]); 6] = [
        (Tenure::NoOwnerUnit, &["无产权", "无主", "NO_OWNER_UNIT"]),
        (Tenure::HousingReform, &["房改", "已购公", "HOUSING_REFORM"]),
        (Tenure::UnitManaged, &["自管", "单位产", "单位房", "系统公房", "UNIT_MANAGED"]),
        (Tenure::PublicDirect, &["直管", "公房", "公产", "PUBLIC_DIRECT"]),
        (Tenure::Commodity, &["商品", "COMMODITY"]),
        (Tenure::Other, &["其他", "其它", "私房", "私产", "安置", "拆迁", "经济适用", "自建", "OTHER"]),
    ];
    find(&words, &folded).map(Some).ok_or(NotUnderstood)
}

/// A use column's word.
pub(super) fn parse_use(text: &str) -> Result<Option<Use>, NotUnderstood> {
    if says_nothing(text) {
        return Ok(None);
    }
    let folded = fold(text);
    let homes: [(Use, &[&str]); 1] =
        [(Use::Residential, &["住宅", "住房", "居住", "居民", "公寓", "宿舍", "自住", "RESIDENTIAL"])];
    find(USE_WORDS, &folded).or_else(|| find(&homes, &folded)).map(Some).ok_or(NotUnderstood)
}

/// The use a suite's own name gives away: 底商1号, 车库3.
pub(super) fn use_in_suite(suite: &str) -> Option<Use> {
    find(USE_WORDS, suite)
}

const USE_WORDS: &[(Use, &[&str])] = &[
    (Use::Garage, &["车库", "车位", "车棚", "储藏", "储物", "自行车", "杂物", "柴间", "GARAGE"]),
    (
        Use::NonResidential,
        &[
            "非住宅",
            "非居住",
            "NON_RESIDENTIAL",
            "NONRESIDENTIAL",
            "商业",
            "商铺",
            "商服",
            "商用",
            "商店",
            "底商",
            "店面",
            "店铺",
            "门面",
            "门市",
            "门店",
            "营业",
            "办公",
            "写字",
            "物业用房",
            "社区用房",
            "配套",
            "仓库",
            "厂房",
            "公建",
            "SHOP",
            "OFFICE",
        ],
    ),
];

fn find<T: Copy>(words: &[(T, &[&str])], text: &str) -> Option<T> {
    words.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(meaning, _)| *meaning)
}

/// `5`, `5层`, `-1`, `负一层`, `地下1层`, `B1`.
pub(super) fn parse_floor(text: &str) -> Result<Option<i32>, NotUnderstood> {
    if says_nothing(text) {
        return Ok(None);
    }
    let folded = fold(text);
    let bare = folded.strip_prefix('第').unwrap_or(&folded);
    let bare = bare.strip_suffix(['层', '楼', 'F']).unwrap_or(bare);
    let below = ["-", "负", "地下", "B"].iter().find_map(|sign| bare.strip_prefix(sign));
    let (number, rest) = take_mark(below.unwrap_or(bare)).ok_or(NotUnderstood)?;
    let floor: i32 = number.parse().map_err(|_| NotUnderstood)?;
    if !rest.is_empty() || !(1..=200).contains(&floor) {
        return Err(NotUnderstood);
    }
    Ok(Some(if below.is_some() { -floor } else { floor }))
}

/// Several names in one cell are several holders.
pub(super) fn parse_holders(text: &str) -> Vec<String> {
    let names = text.split(['、', ',', '，', ';', '；', '/', '\n']).map(str::trim);
    names.filter(|name| !says_nothing(name)).map(str::to_owned).collect()
}
