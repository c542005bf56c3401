//! A list of unit prices: what each line of a spreadsheet says of which item of the catalogue, and why a line says nothing that can be used.
//!
//! Columns are found by their names, items by their ids or names. Every line that holds something ends in one bucket. A line without a price has
//! none, which is not 0; and of an item that has several prices none is taken, as nobody here can say which is meant.

use super::header::{ColumnName, ROWS_SEARCHED, recognise};
use super::sheet::{self, SheetError};
use super::spelling::{fold, says_nothing};
use super::table::{Row, Source, Table};
use crate::domain::catalogue::{self, FieldError, FieldKind, Item};
use crate::domain::json::{object, variants, words};
use crate::domain::rules::funding::Stage;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a column means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The item's id in the catalogue.
    Code,
    Item,
    Unit,
    Price,
    Source,
    Stage,
    Note,
    /// A running number, which says nothing.
    Serial,
}

words!(Column {
    Code = "code", Item = "item", Unit = "unit", Price = "price", Source = "source", Stage = "stage", Note = "note", Serial = "serial",
});

/// Names of columns, the better first, spelled as [`recognise`] compares them.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Code, &["项目编号", "目录编号", "项目代码", "项目ID", "目录项", "编号", "代码", "ID", "ITEMID", "CODE"]),
    (
        Column::Item,
        &[
            "项目",
            "项目名称",
            "费用项目",
            "工程项目",
            "工程名称",
            "名称",
            "工程内容",
            "内容",
            "ITEM",
            "ITEMNAME",
            "NAME",
        ],
    ),
    (Column::Unit, &["单位", "计量单位", "计价单位", "UNIT"]),
    (Column::Price, &["综合单价", "单价", "综合单价元", "单价元", "价格", "UNITPRICE", "PRICE"]),
    (Column::Source, &["单价来源", "价格来源", "来源", "计价依据", "价格依据", "依据", "出处", "SOURCE"]),
    (Column::Stage, &["单价性质", "价格性质", "性质", "状态", "阶段", "STATUS", "STAGE"]),
    (Column::Note, &["备注", "说明", "备考", "注", "NOTE", "NOTES", "REMARK", "REMARKS"]),
    (Column::Serial, &["序号", "顺序号", "序", "NO", "SERIAL", "#"]),
];

/// Of lines with a price for the same item so many are named.
const DOUBLES_NAMED: usize = 8;
/// So many sheets of a workbook are looked at.
const SHEETS_TRIED: usize = 16;

/// A list as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceList {
    /// Of a workbook: the sheet that was read.
    pub sheet: Option<String>,
    /// Its other sheets, which weren't.
    pub unread: Vec<String>,
    pub header: Option<Header>,
    /// Why there is none.
    pub trouble: Option<HeaderProblem>,
    /// Every line that holds something, in order. None without a header.
    pub lines: Vec<Line>,
}

object!(PriceList { sheet, unread, header, trouble, lines });

/// The row that names the columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    pub line: u32,
    /// What each column means, if anything, and what it is called.
    pub columns: Vec<(Option<Column>, String)>,
}

object!(Header { line, columns });

/// Why no line can be understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeaderProblem {
    /// No row names an item and a price.
    Missing,
    /// Two columns of one name.
    Twice(Column),
}

variants!(HeaderProblem { Missing = "missing", Twice(column) = "twice" });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub line: u32,
    /// As the file has it.
    pub cells: Vec<String>,
    pub read: Read,
}

object!(Line { line, cells, read });

/// What became of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Read {
    Price(Price),
    /// The item is known and has no price.
    NoPrice(String),
    Skipped(Skipped),
    Problem(Problem),
}

variants!(Read { Price(price) = "price", NoPrice(item) = "no_price", Skipped(why) = "skipped", Problem(why) = "problem" });

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Price {
    /// Id of an item of the catalogue.
    pub item: String,
    pub unit: String,
    pub price: Decimal,
    pub source: Option<String>,
    pub stage: Option<Stage>,
    pub note: Option<String>,
}

object!(Price { item, unit, price, source or nothing, stage or nothing, note or nothing });

/// Lines that are no item's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skipped {
    /// Above the names of the columns.
    Title,
    /// They themselves, perhaps again on a new page.
    Header,
    /// 小计, 合计.
    Sum,
    /// One cell with words that name no item: a group's heading, a remark.
    Remark,
}

words!(Skipped { Title = "title", Header = "header", Sum = "sum", Remark = "remark" });

/// Why a line can't be used. Texts are the file's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// It names no item.
    NoItem,
    UnknownItem(String),
    /// Nobody pays for it as works.
    NotWorks(String),
    NotANumber(String),
    Negative(String),
    /// What costs nothing is said by no price at all.
    Zero,
    TooPrecise(String),
    TooLarge(String),
    NoUnit,
    /// The price says another unit than the unit's column.
    OtherUnit(String),
    UnknownStage(String),
    TooLong(Column),
    /// The same item has a price on each of these lines, and perhaps on others.
    Twice(Vec<u32>),
}

variants!(Problem {
    NoItem = "no_item", UnknownItem(text) = "unknown_item", NotWorks(text) = "not_works", NotANumber(text) = "not_a_number",
    Negative(text) = "negative", Zero = "zero", TooPrecise(text) = "too_precise", TooLarge(text) = "too_large", NoUnit = "no_unit",
    OtherUnit(text) = "other_unit", UnknownStage(text) = "unknown_stage", TooLong(column) = "too_long", Twice(lines) = "twice",
});

/// Reads a file; of a workbook the first sheet that names an item and a price.
///
/// # Errors
/// If the file is no table.
pub fn read(name: &str, bytes: &[u8]) -> Result<PriceList, SheetError> {
    let mut table = sheet::read(name, bytes)?;
    let sheets = match &table.source {
        Source::Workbook { sheets, .. } => sheets.clone(),
        Source::Text { .. } => Vec::new(),
    };
    if find_header(&table).is_err() {
        let other = sheets.iter().take(SHEETS_TRIED).filter_map(|sheet| sheet::read_sheet(name, bytes, sheet).ok());
        if let Some(other) = other.into_iter().find(|other| find_header(other).is_ok()) {
            table = other;
        }
    }
    Ok(understand(&table))
}

/// What the lines of a table say.
pub fn understand(table: &Table) -> PriceList {
    let (sheet, unread) = match &table.source {
        Source::Text { .. } => (None, Vec::new()),
        Source::Workbook { sheets, chosen } => {
            let others = sheets.iter().enumerate().filter(|(at, _)| at != chosen);
            (sheets.get(*chosen).cloned(), others.map(|(_, sheet)| sheet.clone()).collect())
        }
    };
    let header = find_header(table);
    let mut lines = match &header {
        Err(_) => Vec::new(),
        Ok(header) => {
            let names = Names::new();
            let rows = table.rows.iter().filter(|row| !row.cells.is_empty());
            rows.map(|row| line(row, header, &names)).collect()
        }
    };
    refuse_doubles(&mut lines);
    let trouble = header.as_ref().err().copied();
    PriceList { sheet, unread, header: header.ok(), trouble, lines }
}

fn find_header(table: &Table) -> Result<Header, HeaderProblem> {
    let named = |row: &Row| -> Vec<_> { row.cells.iter().map(|cell| recognise(cell, NAMES)).collect() };
    let rows = table.rows.iter().take(ROWS_SEARCHED).map(|row| (row, named(row)));
    let is_header = |names: &[Option<ColumnName<Column>>]| {
        let has = |column| names.iter().flatten().any(|name| name.column == column);
        has(Column::Price) && (has(Column::Item) || has(Column::Code))
    };
    let (row, names) = rows.into_iter().find(|(_, names)| is_header(names)).ok_or(HeaderProblem::Missing)?;
    let mut columns = Vec::new();
    for (cell, name) in row.cells.iter().zip(&names) {
        // Of two names for one thing the better is meant; of two that are the same, nobody knows which.
        let column = match name {
            None => None,
            Some(ColumnName { column, rank, .. }) => {
                let of = || names.iter().flatten().filter(|other| other.column == *column);
                let best = of().map(|other| other.rank).min().unwrap_or(*rank);
                if best == *rank && of().filter(|other| other.rank == best).count() > 1 && *column != Column::Serial {
                    return Err(HeaderProblem::Twice(*column));
                }
                (best == *rank).then_some(*column)
            }
        };
        columns.push((column, cell.clone()));
    }
    Ok(Header { line: row.line, columns })
}

fn line(row: &Row, header: &Header, names: &Names) -> Line {
    let read = match row.line {
        line if line < header.line => Read::Skipped(Skipped::Title),
        line if line == header.line || is_header_again(row, header) => Read::Skipped(Skipped::Header),
        _ => price(row, header, names),
    };
    Line { line: row.line, cells: row.cells.clone(), read }
}

fn is_header_again(row: &Row, header: &Header) -> bool {
    let named = |(at, (column, _)): (usize, &(Option<Column>, String))| {
        column.is_none_or(|column| recognise(row.cell(at), NAMES).is_some_and(|name| name.column == column))
    };
    header.columns.iter().enumerate().all(named)
}

fn price(row: &Row, header: &Header, names: &Names) -> Read {
    let cell = |column: Column| {
        let at = header.columns.iter().position(|(named, _)| *named == Some(column));
        let text = at.map_or("", |at| row.cell(at)).trim();
        (!says_nothing(text)).then_some(text)
    };
    let item = match names.item(cell(Column::Code), cell(Column::Item)) {
        Ok(item) => item,
        Err(_) if row.filled().any(|(_, text)| is_sum(text)) => return Read::Skipped(Skipped::Sum),
        // A heading or a remark, unless it stands where a price ought to.
        Err(_) if row.filled().count() == 1 && cell(Column::Price).is_none() => {
            return Read::Skipped(Skipped::Remark);
        }
        Err(problem) => return Read::Problem(problem),
    };
    let Some(typed) = cell(Column::Price) else { return Read::NoPrice(item.id.to_owned()) };
    let text = |column| match cell(column) {
        None => Ok(None),
        Some(text) => match FieldKind::Text.parse(text) {
            Ok(text) => Ok(Some(text.to_string())),
            Err(FieldError::Blank) => Ok(None),
            Err(_) => Err(Problem::TooLong(column)),
        },
    };
    let read = || -> Result<Price, Problem> {
        let (price, said) = amount(typed)?;
        let unit = match (text(Column::Unit)?, said) {
            (Some(unit), Some(said)) if !is_same_unit(&unit, &said) => return Err(Problem::OtherUnit(said)),
            (Some(unit), _) | (None, Some(unit)) => unit,
            (None, None) => return Err(Problem::NoUnit),
        };
        let stage = cell(Column::Stage).map(|text| stage(text).ok_or_else(|| Problem::UnknownStage(text.to_owned())));
        Ok(Price {
            item: item.id.to_owned(),
            unit,
            price,
            source: text(Column::Source)?,
            stage: stage.transpose()?,
            note: text(Column::Note)?,
        })
    };
    read().map_or_else(Read::Problem, Read::Price)
}

/// The items that somebody pays for as works: those that a line of costs may be of.
pub fn works() -> impl Iterator<Item = &'static Item> {
    let field = catalogue::form("dossier.cost").and_then(|form| form.item.field("item"));
    field.into_iter().flat_map(|field| field.kind.options()).filter_map(|option| catalogue::item(option.code))
}

/// A name without what stands in brackets behind it: 小区道路 of 小区道路（面积/破损面积）.
fn bare(name: &str) -> String {
    let folded = fold(name);
    folded.split(['(', '【', '[']).next().unwrap_or(&folded).replace(['“', '”', '"', '\''], "")
}

/// What an item of the catalogue is called.
struct Name {
    item: &'static Item,
    id: String,
    whole: [String; 2],
    short: [String; 2],
    is_works: bool,
}

/// All of them, spelled for comparison once: a list may have fifty thousand lines.
struct Names(Vec<Name>);

impl Names {
    fn new() -> Self {
        let name = |item: &'static Item| Name {
            item,
            id: fold(item.id),
            whole: [item.zh, item.en].map(fold),
            short: [item.zh, item.en].map(bare),
            is_works: works().any(|of| of.id == item.id),
        };
        Self(catalogue::items().map(name).collect())
    }

    fn by_id(&self, text: &str) -> Option<&Name> {
        let folded = fold(text);
        self.0.iter().find(|name| name.id == folded)
    }

    fn by_name(&self, text: &str) -> Option<&Name> {
        let (whole, short) = (fold(text), bare(text));
        // What only one item of the works is called, short as it is.
        let mut called = self.0.iter().filter(|name| name.is_works && name.short.contains(&short));
        let called = called.next().filter(|_| called.next().is_none());
        self.0.iter().find(|name| name.whole.contains(&whole)).or(called)
    }

    /// The item that a line is about. The id decides where it is one; many lists have numbers of their own in its place.
    fn item(&self, code: Option<&str>, name: Option<&str>) -> Result<&'static Item, Problem> {
        let by_code = code.and_then(|code| self.by_id(code));
        let found = by_code.or_else(|| name.and_then(|name| self.by_id(name).or_else(|| self.by_name(name))));
        match (found, name.or(code)) {
            (Some(found), _) if found.is_works => Ok(found.item),
            (Some(_), text) => Err(Problem::NotWorks(text.unwrap_or_default().to_owned())),
            (None, Some(text)) => Err(Problem::UnknownItem(text.to_owned())),
            (None, None) => Err(Problem::NoItem),
        }
    }
}

fn is_sum(text: &str) -> bool {
    let text = if text.len() > 24 { return false } else { fold(text) };
    ["小计", "合计", "总计", "共计"].iter().any(|sum| text.contains(sum))
}

/// What a price is: `85.5`, `￥1,085.50`, `85.5元`, and its unit where it says one: `85.5元/㎡`.
fn amount(typed: &str) -> Result<(Decimal, Option<String>), Problem> {
    let (figure, unit) = match typed.split_once("元/").or_else(|| typed.split_once('/')) {
        Some((figure, unit)) => (figure, Some(unit.trim().to_owned()).filter(|unit| !unit.is_empty())),
        None => (typed, None),
    };
    let text = || typed.to_owned();
    match FieldKind::Yuan.parse(figure) {
        Ok(value) => match Decimal::from_str_exact(&value.to_string()) {
            Ok(price) if price.is_zero() => Err(Problem::Zero),
            Ok(price) => Ok((price, unit)),
            Err(_) => Err(Problem::NotANumber(text())),
        },
        Err(FieldError::Negative) => Err(Problem::Negative(text())),
        Err(FieldError::TooPrecise { .. }) => Err(Problem::TooPrecise(text())),
        Err(FieldError::TooLarge { .. }) => Err(Problem::TooLarge(text())),
        Err(_) => Err(Problem::NotANumber(text())),
    }
}

fn stage(text: &str) -> Option<Stage> {
    let words: [(Stage, &[&str]); 4] = [
        (Stage::Estimate, &["估算", "概算", "估价", "ESTIMATE"]),
        (Stage::Budget, &["预算", "BUDGET"]),
        (Stage::FinalAccount, &["决算", "结算", "FINAL", "FINALACCOUNT"]),
        (Stage::Audited, &["审定", "审计", "审计审定", "AUDITED"]),
    ];
    let folded = fold(text);
    words.into_iter().find_map(|(stage, words)| words.contains(&folded.as_str()).then_some(stage))
}

/// Whether two ways of writing a unit mean the same.
pub fn is_same_unit(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let folded = fold(text);
        let known: [(&str, &[&str]); 3] = [
            ("M", &["M", "米", "延米", "延长米", "公尺"]),
            ("M2", &["M2", "M²", "㎡", "平方米", "平米", "平方"]),
            ("户", &["户", "每户", "HOUSEHOLD", "HOUSEHOLDS"]),
        ];
        let folded = folded.strip_prefix('元').unwrap_or(&folded).trim_start_matches('/');
        known.iter().find(|(_, ways)| ways.contains(&folded)).map_or(folded, |(unit, _)| unit).to_owned()
    };
    plain(a) == plain(b)
}

fn refuse_doubles(lines: &mut [Line]) {
    let mut priced: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for line in &*lines {
        if let Read::Price(price) = &line.read {
            priced.entry(price.item.clone()).or_default().push(line.line);
        }
    }
    priced.retain(|_, lines| lines.len() > 1);
    for line in lines {
        let Read::Price(price) = &line.read else { continue };
        if let Some(same) = priced.get(&price.item) {
            line.read = Read::Problem(Problem::Twice(same.iter().take(DOUBLES_NAMED).copied().collect()));
        }
    }
}
