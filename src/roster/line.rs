//! What one row is: a title's line, a sum, a note, a heading, or nothing.
//!
//! A line is read through the mapping and its corrections, so that whatever asks for a cell gets what a person would say it holds.

use super::corrections::Correction;
use super::header::{Field, Mapping, names_field};
use super::label::parse_building_heading;
use super::spelling::{fold, says_nothing, whole_mark};
use super::table::Row;

/// The columns of each field, looked up once for a table.
pub(super) struct Columns {
    by_field: [Option<usize>; Field::ALL.len()],
}

impl Columns {
    pub fn of(mapping: &Mapping) -> Self {
        Self { by_field: Field::ALL.map(|field| mapping.column(field)) }
    }

    pub fn has(&self, field: Field) -> bool {
        self.by_field[field as usize].is_some()
    }
}

/// One row, its columns and its corrections.
pub(super) struct Line<'a> {
    row: &'a Row,
    columns: &'a Columns,
    corrected: Option<&'a Correction>,
    pub left_out: bool,
}

/// What a row below the header is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    NothingFilledIn,
    RepeatedHeader,
    RepeatedTitle,
    BuildingHeading(String),
    Subtotal(Extent),
    Total,
    Note,
    Data,
}

/// How far a subtotal reaches, as far as its words tell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// It closes a building's block.
    Block,
    /// A stairwell or a page: the building goes on.
    WithinBlock,
}

impl<'a> Line<'a> {
    pub fn new(row: &'a Row, columns: &'a Columns, correction: Option<&'a Correction>) -> Self {
        let left_out = correction.is_some_and(|correction| correction.left_out);
        Self { row, columns, corrected: correction.filter(|_| !left_out), left_out }
    }

    /// The line's text for a field: what a person put there, else the cell, else nothing.
    pub fn get(&self, field: Field) -> &'a str {
        if let Some(text) = self.corrected.and_then(|correction| correction.text(field)) {
            return text.trim();
        }
        self.columns.by_field[field as usize].map_or("", |column| self.row.cell(column))
    }

    /// As [`Line::get`], with 无, / and such read as nothing.
    pub fn said(&self, field: Field) -> Option<&'a str> {
        let text = self.get(field);
        (!says_nothing(text)).then_some(text)
    }

    /// What the row is; `titles` are the lines above the header, which may come again on each page.
    pub fn kind(&self, titles: &[&Row]) -> Kind {
        let corrected_to_data =
            self.corrected.and_then(|c| c.text(Field::Suite)).is_some_and(|suite| !suite.trim().is_empty());
        if corrected_to_data {
            return Kind::Data;
        }
        let mut filled = self.row.filled();
        let Some((first_column, first)) = filled.next() else {
            return if self.corrected.is_some() { Kind::Data } else { Kind::Blank };
        };
        let is_alone = filled.next().is_none();
        if names_field(self.get(Field::Suite), Field::Suite) {
            return Kind::RepeatedHeader;
        }
        if let Some(sum) = self.sum() {
            return sum;
        }
        if is_alone && titles.iter().any(|title| title.filled().any(|(_, text)| text == first)) {
            return Kind::RepeatedTitle;
        }
        let no_suite = self.said(Field::Suite).is_none();
        let is_column = |field: Field| self.columns.by_field[field as usize] == Some(first_column);
        if is_alone
            && (no_suite || is_column(Field::Suite))
            && let Some(building) = parse_building_heading(first)
        {
            return Kind::BuildingHeading(building);
        }
        let is_remark = reads_as_note(first) && self.get(Field::Area).is_empty();
        let is_loose_text =
            is_alone && !is_column(Field::Holder) && (is_column(Field::Note) || first.chars().count() > LONGEST_CELL);
        if is_remark || (is_loose_text && (no_suite || first.chars().count() > LONGEST_CELL)) {
            return Kind::Note;
        }
        let is_data = DATA_FIELDS.iter().any(|field| self.said(*field).is_some());
        if is_data { Kind::Data } else { self.without_data(is_alone, first) }
    }

    /// A numbered or merged row waiting to be filled in; a sentence in such a column is a note.
    fn without_data(&self, is_alone: bool, first: &str) -> Kind {
        let is_placeholder = !is_alone || whole_mark(&fold(first)).is_some();
        if is_placeholder { Kind::NothingFilledIn } else { Kind::Note }
    }

    /// 小计, 合计 and the like, where no room is named.
    fn sum(&self) -> Option<Kind> {
        let words = self
            .row
            .filled()
            .map(|(_, text)| text)
            .find(|text| text.contains('计') && text.chars().count() <= LONGEST_CELL)?;
        let word = fold(words);
        let is_part = word.contains("小计");
        let is_whole = ["合计", "总计", "共计", "累计"].iter().any(|total| word.contains(total));
        let suite = self.get(Field::Suite);
        let names_room = !suite.is_empty() && suite != words;
        if names_room || reads_as_note(words) || !(is_part || is_whole) {
            return None;
        }
        let goes_on = word.contains("单元") || word.contains('页');
        let of_building = ["幢", "栋", "号楼", "座"].iter().any(|building| word.contains(building));
        Some(match (goes_on, is_part || of_building) {
            (true, _) => Kind::Subtotal(Extent::WithinBlock),
            (false, true) => Kind::Subtotal(Extent::Block),
            (false, false) => Kind::Total,
        })
    }
}

/// Fields that make a line somebody's; the others may be filled in beforehand.
const DATA_FIELDS: [Field; 7] =
    [Field::Suite, Field::Title, Field::Holder, Field::Area, Field::Tenure, Field::Use, Field::Note];

/// Cells of data are shorter than this; sentences are longer.
const LONGEST_CELL: usize = 24;

fn reads_as_note(text: &str) -> bool {
    [
        "注：",
        "注:",
        "注 ",
        "注1",
        "备注：",
        "备注:",
        "说明：",
        "说明:",
        "填表",
        "制表",
        "审核",
        "填报",
        "经办",
        "联系人",
        "日期",
        "※",
    ]
    .iter()
    .any(|word| text.starts_with(word))
}
