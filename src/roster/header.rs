//! Which row names the columns, and what each column means.
//!
//! Known names are matched whole, after spelling and units are set aside (`产权面积（㎡）` is `产权面积`), so that a title line
//! such as 住户花名册 is never taken for a header. Where two columns would mean the same field, the better name wins
//! (产权面积 over 建筑面积) and the other is ignored; two equally good ones are the person's to decide.

use super::spelling::fold;
use super::table::Table;
use crate::domain::json::{object, words};
use crate::domain::order::distinct;
use serde::Serialize;

/// What a column means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// A running number of lines. Read only to see that a line has nothing else.
    Serial,
    Road,
    Building,
    Stairwell,
    Floor,
    /// The room label, which may hold building and stairwell too.
    Suite,
    Title,
    Holder,
    Area,
    Tenure,
    Use,
    /// Never read: the survey has no need of it.
    Phone,
    Note,
    Ignored,
}

words!(Field {
    Serial = "serial", Road = "road", Building = "building", Stairwell = "stairwell", Floor = "floor",
    Suite = "suite", Title = "title", Holder = "holder", Area = "area", Tenure = "tenure", Use = "use",
    Phone = "phone", Note = "note", Ignored = "ignored",
});

impl Field {
    /// Whether a line takes this field from one column at most.
    fn is_single(self) -> bool {
        !matches!(self, Field::Serial | Field::Phone | Field::Ignored)
    }
}

/// Where the header is and what the columns mean. A person may change either.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mapping {
    /// `None`: every line is data.
    pub header_line: Option<u32>,
    /// By column; columns beyond the last are ignored.
    pub columns: Vec<Field>,
}

object!(Mapping { header_line, columns });

/// Why a mapping can't be used as it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MappingProblem {
    /// No row looks like a header.
    NoHeader,
    /// No column says which room a line is about.
    NoSuiteColumn { header_line: Option<u32> },
    /// Columns (counted from 0) that mean the same field.
    DuplicateField { field: Field, columns: Vec<usize> },
}

impl Mapping {
    /// Whether lines can be understood with this mapping.
    pub fn check(&self) -> Result<(), MappingProblem> {
        for field in Field::ALL.into_iter().filter(|field| field.is_single()) {
            let columns: Vec<usize> = (0..self.columns.len()).filter(|column| self.columns[*column] == field).collect();
            if columns.len() > 1 {
                return Err(MappingProblem::DuplicateField { field, columns });
            }
        }
        if !self.columns.contains(&Field::Suite) {
            return Err(MappingProblem::NoSuiteColumn { header_line: self.header_line });
        }
        Ok(())
    }

    /// The column of a field, the first if there are several.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| *column == field)
    }
}

/// The mapping the header row suggests, if it can be used as it is.
pub fn propose_mapping(table: &Table) -> Result<Mapping, MappingProblem> {
    let mapping = guess_mapping(table);
    if mapping.header_line.is_none() {
        return Err(MappingProblem::NoHeader);
    }
    mapping.check().map(|()| mapping)
}

/// The best guess, usable or not: what a person starts from when [`propose_mapping`] refuses.
pub fn guess_mapping(table: &Table) -> Mapping {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut best = (0, None);
    for row in table.rows.iter().take(ROWS_SEARCHED) {
        let score = header_score(&row.cells);
        if score > best.0 {
            best = (score, Some(row));
        }
    }
    let mut columns = best.1.map(|row| name_columns(&row.cells)).unwrap_or_default();
    columns.resize(width, Field::Ignored);
    Mapping { header_line: best.1.map(|row| row.line), columns }
}

/// How much a row looks like a header: how many different fields it names, from two up; naming the room counts most.
pub(super) fn header_score(cells: &[String]) -> usize {
    let fields = distinct(cells.iter().filter_map(|cell| recognise(cell, NAMES)).map(|name| name.column));
    match fields.len() {
        0 | 1 => 0,
        count => count + if fields.contains(&Field::Suite) { Field::ALL.len() } else { 0 },
    }
}

/// Whether a cell under the given field is that column's own name: a header repeated on a new page.
pub(super) fn names_field(cell: &str, field: Field) -> bool {
    // Rooms begin with a number, names never do.
    !cell.starts_with(|c: char| c.is_ascii_digit()) && recognise(cell, NAMES).is_some_and(|name| name.column == field)
}

/// Rows below this are not searched for a header.
pub(super) const ROWS_SEARCHED: usize = 60;

/// Names in order of preference within each field, spelled as [`plain_name`] leaves them.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Serial, &["序号", "编号", "顺序号", "序", "NO", "SERIAL", "#"]),
    (Field::Road, &["路名", "道路", "街巷", "路", "道路名称", "街巷名称", "路段", "街道", "ROAD", "STREET"]),
    (
        Field::Building,
        &[
            "幢号",
            "楼号",
            "栋号",
            "楼栋",
            "楼栋号",
            "幢",
            "栋",
            "楼幢号",
            "楼幢",
            "座号",
            "房屋幢号",
            "BUILDING",
            "BUILDINGNO",
            "BLOCK",
        ],
    ),
    (Field::Building, DOORPLATE),
    (Field::Stairwell, &["单元", "单元号", "梯号", "门洞", "STAIRWELL", "ENTRANCE", "UNIT"]),
    (Field::Floor, &["楼层", "层", "所在层", "所在楼层", "层次", "FLOOR", "STOREY"]),
    (
        Field::Suite,
        &[
            "房号",
            "室号",
            "室",
            "户号",
            "房间号",
            "房屋号",
            "房室号",
            "门牌号房号",
            "门牌房号",
            "房屋室号",
            "房屋编号",
            "部位",
            "坐落",
            "房屋坐落",
            "地址",
            "房屋地址",
            "住址",
            "SUITE",
            "ROOM",
            "ROOMNO",
            "APARTMENT",
            "FLAT",
        ],
    ),
    (
        Field::Title,
        &[
            "不动产权证号",
            "产权证号",
            "产权号",
            "房产证号",
            "不动产证号",
            "不动产单元号",
            "权证号",
            "产权证",
            "TITLEKEY",
            "TITLENO",
            "TITLE",
        ],
    ),
    (
        Field::Holder,
        &[
            "产权人",
            "产权人姓名",
            "权利人",
            "所有权人",
            "房屋所有权人",
            "业主",
            "业主姓名",
            "产权所有人",
            "户主",
            "户主姓名",
            "姓名",
            "承租人",
            "住户",
            "住户姓名",
            "HOLDER",
            "OWNER",
            "NAME",
        ],
    ),
    (
        Field::Area,
        &[
            "产权面积",
            "产权建筑面积",
            "建筑面积",
            "房屋建筑面积",
            "房屋面积",
            "面积",
            "AREA",
            "FLOORAREA",
            "证载面积",
            "套内面积",
            "套内建筑面积",
            "使用面积",
        ],
    ),
    (
        Field::Tenure,
        &["产权性质", "产权类别", "房屋性质", "产权类型", "房屋产权性质", "产别", "房屋类别", "性质", "TENURE"],
    ),
    (Field::Use, &["用途", "房屋用途", "规划用途", "设计用途", "使用性质", "USE", "USAGE"]),
    (
        Field::Phone,
        &["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "PHONE", "MOBILE", "TELEPHONE"],
    ),
    (Field::Note, &["备注", "说明", "备考", "NOTE", "NOTES", "REMARK", "REMARKS"]),
];

/// House numbers along a road: the building of scattered dwellings, the room where another column holds the building.
const DOORPLATE: &[&str] = &["门牌", "门牌号", "门牌号码", "号"];

/// A known column name.
#[derive(Clone, Copy)]
pub(super) struct ColumnName<T> {
    /// What the column means.
    pub column: T,
    /// Lower is the better name for it.
    pub rank: usize,
    spelled: &'static str,
}

/// Which of the names a cell is, however it is spelled.
pub(super) fn recognise<T: Copy>(cell: &str, names: &[(T, &[&'static str])]) -> Option<ColumnName<T>> {
    let plain = if cell.len() > 60 { return None } else { plain_name(cell) };
    names.iter().find_map(|(column, names)| {
        let (rank, spelled) = names.iter().enumerate().find(|(_, name)| **name == plain)?;
        Some(ColumnName { column: *column, rank, spelled })
    })
}

/// A header cell without its spelling: no brackets and what they hold, no unit, no punctuation.
fn plain_name(cell: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in fold(cell).chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            '_' | '-' | ':' | '*' | '.' | '、' | '/' => {}
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    for unit in ["M2", "㎡", "M²", "平方米"] {
        if let Some(name) = plain.strip_suffix(unit).filter(|name| !name.is_empty()) {
            return name.to_owned();
        }
    }
    plain
}

fn name_columns(cells: &[String]) -> Vec<Field> {
    let mut names: Vec<_> = cells.iter().map(|cell| recognise(cell, NAMES)).collect();
    place_doorplates(&mut names);
    let best_rank =
        |field: Field| names.iter().flatten().filter(|name| name.column == field).map(|name| name.rank).min();
    let columns = names.iter().map(|name| match name {
        Some(name) if !name.column.is_single() || best_rank(name.column) == Some(name.rank) => name.column,
        _ => Field::Ignored,
    });
    columns.collect()
}

/// Next to a building column, a doorplate is the room if nothing else is, and otherwise only an address.
fn place_doorplates(names: &mut [Option<ColumnName<Field>>]) {
    let is_doorplate = |name: &ColumnName<Field>| DOORPLATE.contains(&name.spelled);
    let has = |field: Field| names.iter().flatten().any(|name| name.column == field && !is_doorplate(name));
    let (building, suite) = (has(Field::Building), has(Field::Suite));
    for name in names.iter_mut().filter(|name| name.as_ref().is_some_and(is_doorplate)) {
        match (building, suite) {
            (true, false) => *name = name.map(|name| ColumnName { column: Field::Suite, ..name }),
            (true, true) => *name = None,
            (false, _) => {}
        }
    }
}
