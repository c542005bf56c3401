//! Room labels: `3幢2单元501室`, `3-2-501`, `3号楼2单元501`, `柳巷12号101室`, `底商1号`, `501`.
//!
//! A label is taken apart from the left: building, stairwell, floor, and what is left is the suite, kept as painted on the door
//! but for a closing 室. A label with two numbers (`2-501`) doesn't say whether the first is a building or a stairwell; it is handed on
//! as [`Label::lead`] for the line to decide, which knows its other cells.

use super::spelling::{fold, take_last_mark, take_mark, whole_mark};
use super::values::use_in_suite;
use serde::Serialize;

/// What a label says. What it doesn't say is `None`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Label {
    /// `3`, or road and number for scattered dwellings: `柳巷12号`.
    pub building: Option<String>,
    pub stairwell: Option<String>,
    pub floor: Option<i32>,
    /// The first of two numbers, building or stairwell.
    pub lead: Option<String>,
    pub suite: String,
}

/// Why a label can't be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelProblem {
    /// No known way of writing a room.
    Unreadable,
    /// A spreadsheet turned the label into a date: `2026-03-02` was `3-2`.
    Date,
}

/// Reads a room label in any of its spellings.
pub fn parse_label(text: &str) -> Result<Label, LabelProblem> {
    let folded = fold(text);
    if is_date(&folded) {
        return Err(LabelProblem::Date);
    }
    let mut label = Label::default();
    let mut rest = folded.as_str();
    if let Some((building, after)) = take_building(rest).or_else(|| take_bare_building(rest)) {
        label.building = Some(building);
        rest = after.trim_start_matches('-');
    }
    if let Some((stairwell, after)) = take_numbered(rest, STAIRWELL_WORDS) {
        label.stairwell = Some(stairwell);
        rest = after.trim_start_matches('-');
    }
    if let Some((floor, after)) = take_numbered(rest, FLOOR_WORDS).filter(|(_, after)| !after.is_empty()) {
        label.floor = floor.parse().ok();
        rest = after.trim_start_matches('-');
    }
    let parts: Vec<&str> = if is_below_ground(rest) { vec![rest] } else { rest.split('-').collect() };
    let suite = match (parts.as_slice(), &label.building, &label.stairwell) {
        ([suite], _, _) => *suite,
        ([first, suite], _, None) if is_room_number(first, suite) => return Err(LabelProblem::Unreadable),
        ([_, first, suite], None, None) if is_room_number(first, suite) => return Err(LabelProblem::Unreadable),
        ([lead, suite], None, None) => {
            label.lead = Some(whole_mark(lead).ok_or(LabelProblem::Unreadable)?);
            *suite
        }
        ([stairwell, suite], Some(_), None) => {
            label.stairwell = Some(whole_mark(stairwell).ok_or(LabelProblem::Unreadable)?);
            *suite
        }
        ([building, stairwell, suite], None, None) => {
            label.building = Some(whole_mark(building).ok_or(LabelProblem::Unreadable)?);
            label.stairwell = Some(whole_mark(stairwell).ok_or(LabelProblem::Unreadable)?);
            *suite
        }
        _ => return Err(LabelProblem::Unreadable),
    };
    label.suite = suite_as_painted(suite).ok_or(LabelProblem::Unreadable)?;
    Ok(label)
}

/// Reads a building cell: `3幢`, `3#`, `3`, `柳巷12号`. A name that is no number (`东楼`) stands as it is.
/// `None` where it could not be told apart from other parts of a household's id.
pub(super) fn parse_building(text: &str) -> Option<String> {
    let folded = fold(text);
    if let Some((building, rest)) = take_building(&folded)
        && rest.is_empty()
    {
        return Some(building);
    }
    let number = folded.strip_suffix('号').or_else(|| folded.strip_suffix('楼')).and_then(whole_mark);
    let building = number.or_else(|| whole_mark(&folded)).unwrap_or(folded);
    is_id_part(&building).then_some(building)
}

/// The building that a line names on its own, as a heading over its rooms: `3幢`. A bare number is no heading.
pub(super) fn parse_building_heading(text: &str) -> Option<String> {
    let folded = fold(text);
    take_building(&folded).filter(|(_, rest)| rest.is_empty()).map(|(building, _)| building)
}

/// Reads a stairwell cell: `2单元`, `甲单元`, `2`.
pub(super) fn parse_stairwell(text: &str) -> Option<String> {
    let folded = fold(text);
    if let Some((stairwell, "")) = take_numbered(&folded, STAIRWELL_WORDS) {
        return Some(stairwell);
    }
    let stairwell = whole_mark(&folded).unwrap_or(folded);
    is_id_part(&stairwell).then_some(stairwell)
}

/// Road and number make the building of scattered dwellings; what names its road already is left alone.
pub(super) fn along_road(road: &str, building: &str) -> String {
    if road.is_empty() || building.starts_with(road) {
        building.to_owned()
    } else if building.bytes().all(|b| b.is_ascii_digit()) {
        format!("{road}{building}号")
    } else {
        format!("{road}{building}")
    }
}

/// The floor in a suite's digits: 5 of `501`, 12 of `1201`, -1 of `-101`; nothing in `底商1号`.
pub(super) fn floor_of_suite(suite: &str) -> Option<i32> {
    let below = suite.starts_with('-');
    let digits = suite.trim_start_matches('-').trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !(3..=4).contains(&digits.len()) {
        return None;
    }
    let floor: i32 = digits[..digits.len() - 2].parse().ok()?;
    (floor > 0).then_some(if below { -floor } else { floor })
}

const BUILDING_WORDS: &[&str] = &["号楼", "#楼", "幢", "栋", "座", "#"];
const STAIRWELL_WORDS: &[&str] = &["单元", "梯", "门"];
const FLOOR_WORDS: &[&str] = &["层", "楼"];

/// A building at the front: a mark and a building word, perhaps after the compound's name; or a road, a number and 号.
fn take_building(text: &str) -> Option<(String, &str)> {
    let word = BUILDING_WORDS
        .iter()
        .filter_map(|word| text.find(word).map(|at| (at, word.len())))
        .min_by_key(|(at, length)| (*at, usize::MAX - *length));
    if let Some((at, length)) = word {
        let (before, mark) = take_last_mark(&text[..at])?;
        return is_name(before).then(|| (mark, &text[at + length..]));
    }
    if text.contains("单元")
        && let Some((mark, rest)) = take_mark(text)
        && let Some(rest) = rest.strip_prefix('楼')
    {
        return Some((mark, rest));
    }
    let at = text.find('号')?;
    let rest = &text[at + '号'.len_utf8()..];
    let (road, number) = take_last_mark(&text[..at])?;
    let goes_on = rest.is_empty() || rest.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    if !goes_on || !is_name(road) || use_in_suite(road).is_some() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match (road.is_empty(), rest.is_empty()) {
        (true, true) => None,
        (true, false) => Some((number, rest)),
        // `底商1号` is a shop; only a road makes `…1号` a building when nothing follows.
        (false, ends) => (!ends || is_road(road)).then(|| (format!("{road}{number}号"), rest)),
    }
}

/// The building of `3-2单元501`, which the stairwell's word gives away.
fn take_bare_building(text: &str) -> Option<(String, &str)> {
    let (building, rest) = take_mark(text)?;
    let rest = rest.strip_prefix('-')?;
    take_numbered(rest, STAIRWELL_WORDS).map(|_| (building, rest))
}

fn take_numbered<'a>(text: &'a str, words: &[&str]) -> Option<(String, &'a str)> {
    let (mark, rest) = take_mark(text)?;
    let rest = words.iter().find_map(|word| rest.strip_prefix(word))?;
    // 门面, 门市 and 门店 are shops, not entrances.
    (!rest.starts_with(['面', '市', '店'])).then_some((mark, rest))
}

fn suite_as_painted(text: &str) -> Option<String> {
    let bare = ["号房", "室", "房", "号", "户"].iter().find_map(|word| text.strip_suffix(word));
    let is_number =
        |bare: &&str| !bare.is_empty() && bare.trim_start_matches('-').bytes().all(|b| b.is_ascii_alphanumeric());
    let suite = bare.filter(is_number).unwrap_or(text);
    let names_room = use_in_suite(suite).is_some() || suite.chars().all(is_room_character);
    let fits = suite.chars().count() <= 24 && suite.chars().any(char::is_alphanumeric) && !suite.contains('#');
    (names_room && fits).then(|| suite.to_owned())
}

/// What rooms are called by (`东101`, `阁楼1`, `501/502`); a remark in the room column (`以上共96户`) holds other words.
fn is_room_character(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "-/、,&+()东南西北中前后左右上下阁楼层负地甲乙丙丁戊室户房间附号跃复夹天井院半平一二三四五六七八九十零"
            .contains(c)
}

/// `101-102` are two rooms: no building or stairwell is as long as the room beside it.
fn is_room_number(mark: &str, suite: &str) -> bool {
    mark.len() >= 3 && mark.bytes().all(|b| b.is_ascii_digit()) && mark.len() >= suite.len()
}

/// A name without numbers: of a compound, a road, or nothing.
fn is_name(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit() || c == '-' || c == '#')
}

fn is_road(text: &str) -> bool {
    text.ends_with(['路', '街', '巷', '弄', '道', '里', '坊', '村', '同', '浜', '桥', '园', '院'])
}

/// Parts of an id are joined by `-` and `#`, so no part may hold one.
fn is_id_part(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 24
        && text.chars().any(char::is_alphanumeric)
        && !text.contains(['-', '#'])
}

/// A suite below ground, `-101`.
fn is_below_ground(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|suite| suite.starts_with(|c: char| c.is_ascii_digit()) && !suite.contains('-'))
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split(['-', '/']);
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let number = |text: &str| text.parse::<u32>().ok();
    year.len() == 4
        && number(year).is_some_and(|year| (1900..2100).contains(&year))
        && number(month).is_some_and(|month| (1..=12).contains(&month))
        && day.len() <= 2
        && number(day).is_some_and(|day| (1..=31).contains(&day))
}
