//! From rows to households.
//!
//! One pass from top to bottom, as a person reads: a building named once stands for the lines of its block, subtotals close blocks, a
//! line without a room continues the one above. Nothing is stored; the same table, mapping and corrections give the same preview.

use super::corrections::Corrections;
use super::header::{Field, Mapping};
use super::label::{
    Label, along_road, floor_of_suite, parse_building, parse_building_heading, parse_label, parse_stairwell,
};
use super::line::{Columns, Extent, Kind, Line};
use super::preview::{LineOutcome, LineProblem, Outcome, Preview, Skipped, Warning};
use super::summary::RosterSummary;
use super::sums::Sums;
use super::table::{Row, Source, Table, TextEncoding};
use super::titles::{Claim, Further, Titles};
use super::values::{AreaProblem, parse_area, parse_floor, parse_holders, parse_tenure, parse_use, use_in_suite};
use crate::domain::household::{Household, Tenure, Use};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Reads a table's lines as households. Total: whatever the table holds, every line gets an outcome.
pub fn understand(table: &Table, mapping: &Mapping, corrections: &Corrections) -> Preview {
    let columns = Columns::of(mapping);
    let mut reader = Reader::new(&columns, &table.source);
    for row in &table.rows {
        let line = Line::new(row, &columns, corrections.get(row.line));
        let outcome = match mapping.header_line {
            Some(header) if row.line < header => reader.above_header(row),
            Some(header) if row.line == header => Outcome::Skipped(Skipped::Header),
            _ => reader.read(row.line, &line),
        };
        let warnings = std::mem::take(&mut reader.warnings);
        reader.lines.push(LineOutcome { line: row.line, outcome, warnings });
    }
    reader.finish(corrections)
}

/// Reads a title from its cells alone, as a line of a table without a header would be read.
///
/// # Errors
/// What the line's problem is; a line that is no title's at all has no room.
pub fn one_line(cells: &[(Field, &str)]) -> Result<Household, LineProblem> {
    let (columns, cells) = cells.iter().map(|(field, text)| (*field, (*text).to_owned())).unzip();
    let source = Source::Text { encoding: TextEncoding::Utf8, delimiter: '\t' };
    let table = Table { source, rows: vec![Row::new(1, cells)] };
    let mut preview = understand(&table, &Mapping { header_line: None, columns }, &Corrections::default());
    let problem = preview.lines.pop().and_then(|line| match line.outcome {
        Outcome::Problem(problem) => Some(problem),
        _ => None,
    });
    preview.households.pop().ok_or(problem.unwrap_or(LineProblem::NoSuite))
}

/// What is known at one point of the reading.
struct Reader<'a> {
    columns: &'a Columns,
    title_rows: Vec<&'a Row>,
    block: Block,
    above: Option<Above>,
    titles: Titles,
    sums: Sums,
    /// Of the line being read.
    warnings: Vec<Warning>,
    lines: Vec<LineOutcome>,
}

/// What lines with blank cells take from those above.
#[derive(Default)]
struct Block {
    road: String,
    building: Option<String>,
    stairwell: Option<String>,
}

/// The line directly above, if it was a title's.
struct Above {
    line: u32,
    title: usize,
    building: String,
}

/// Where a line's room is.
struct Place {
    building: String,
    stairwell: Option<String>,
    label: Label,
}

impl<'a> Reader<'a> {
    fn new(columns: &'a Columns, source: &Source) -> Self {
        // Offices often keep a sheet for each building, named after it.
        let building = match source {
            Source::Workbook { sheets, chosen } => sheets.get(*chosen).and_then(|name| parse_building_heading(name)),
            Source::Text { .. } => None,
        };
        Self {
            columns,
            title_rows: Vec::new(),
            block: Block { building, ..Block::default() },
            above: None,
            titles: Titles::default(),
            sums: Sums::default(),
            warnings: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn above_header(&mut self, row: &'a Row) -> Outcome {
        if row.cells.is_empty() {
            return Outcome::Skipped(Skipped::Blank);
        }
        self.title_rows.push(row);
        Outcome::Skipped(Skipped::Title)
    }

    fn read(&mut self, number: u32, line: &Line<'_>) -> Outcome {
        let above = self.above.take();
        if line.left_out {
            // The building named in the first line of its block still stands for the others.
            let _ = self.column_building(line);
            return Outcome::Skipped(Skipped::LeftOut);
        }
        let skipped = match line.kind(&self.title_rows) {
            Kind::Data => {
                return self.read_title(number, line, above).unwrap_or_else(Outcome::Problem);
            }
            Kind::Blank => Skipped::Blank,
            Kind::NothingFilledIn => {
                let _ = self.column_building(line);
                Skipped::NothingFilledIn
            }
            Kind::RepeatedHeader => Skipped::RepeatedHeader,
            Kind::RepeatedTitle => Skipped::Title,
            Kind::Note => Skipped::Note,
            Kind::BuildingHeading(building) => {
                self.block.enter(building.clone());
                Skipped::BuildingHeading { building }
            }
            Kind::Subtotal(extent) => self.subtotal(line, &extent),
            Kind::Total => self.total(line),
        };
        Outcome::Skipped(skipped)
    }

    fn subtotal(&mut self, line: &Line<'_>, extent: &Extent) -> Skipped {
        let stated = parse_area(line.get(Field::Area)).ok().flatten();
        let checked = self.sums.subtotal(stated);
        self.warn_of_sum(stated, checked.summed, checked.differs);
        if *extent == Extent::Block {
            self.block.leave();
        }
        Skipped::Subtotal { stated, summed: checked.summed }
    }

    fn total(&mut self, line: &Line<'_>) -> Skipped {
        let stated = parse_area(line.get(Field::Area)).ok().flatten();
        let checked = self.sums.total(stated);
        self.warn_of_sum(stated, checked.summed, checked.differs);
        self.block.leave();
        Skipped::Total { stated, summed: checked.summed }
    }

    fn warn_of_sum(&mut self, stated: Option<Decimal>, summed: Decimal, differs: bool) {
        if let Some(stated) = stated.filter(|_| differs) {
            self.warnings.push(Warning::SumDiffers { stated, summed });
        }
    }

    fn read_title(&mut self, number: u32, line: &Line<'_>, above: Option<Above>) -> Result<Outcome, LineProblem> {
        let column = self.column_building(line)?;
        let area = area(line)?;
        let usage = usage(line)?;
        let Some(suite) = line.said(Field::Suite) else {
            return self.continue_above(line, area, usage, column, above);
        };
        let label = parse_label(suite).map_err(|problem| LineProblem::Label { text: suite.to_owned(), problem })?;
        let Place { building, stairwell, label } = self.place(line, column, label)?;
        let claim = Claim {
            line: number,
            floor: self.floor(line, &label),
            usage: self.usage_of(usage, line, &label.suite),
            title_no: line.said(Field::Title).map(str::to_owned),
            holders: parse_holders(line.get(Field::Holder)),
            area,
            tenure: self.tenure(line),
            note: line.said(Field::Note).map(str::to_owned),
            building,
            stairwell,
            suite: label.suite,
        };
        self.claim(claim)
    }

    fn claim(&mut self, claim: Claim) -> Result<Outcome, LineProblem> {
        let (line, area) = (claim.line, claim.area);
        let (building, stairwell) = (claim.building.clone(), claim.stairwell.clone());
        let claimed = self.titles.claim(claim)?;
        // A co-owner's line usually repeats the area; it counts once, with the line that first gave it.
        if let Some(area) = area.filter(|_| !claimed.had_area) {
            self.sums.add(&building, stairwell.as_deref(), area);
        }
        self.warnings.extend(claimed.warnings);
        self.above = Some(Above { line, title: claimed.title, building });
        Ok(if claimed.opened { Outcome::Household(claimed.title) } else { Outcome::CoOwner(claimed.title) })
    }

    /// A line with a holder and no room, directly below a title's line, names a further holder of that title.
    fn continue_above(
        &mut self,
        line: &Line<'_>,
        area: Option<Decimal>,
        usage: Option<Use>,
        column: Option<String>,
        above: Option<Above>,
    ) -> Result<Outcome, LineProblem> {
        let above = above.ok_or(LineProblem::NoSuite)?;
        let same_building = column.as_ref().is_none_or(|building| *building == above.building);
        let same_area = area.is_none() || area == self.titles.area(above.title);
        let holders = parse_holders(line.get(Field::Holder));
        if !same_building || !same_area || holders.is_empty() || line.said(Field::Title).is_some() {
            return Err(LineProblem::NoSuite);
        }
        let tenure = self.tenure(line);
        let note = line.said(Field::Note).map(str::to_owned);
        let further = Further { usage, tenure, holders, note };
        let claimed = self.titles.continue_title(above.title, further)?;
        self.warnings.extend(claimed.warnings);
        self.warnings.push(Warning::SuiteFromAbove { earlier_line: above.line });
        let title = claimed.title;
        self.above = Some(above);
        Ok(Outcome::CoOwner(title))
    }

    /// The building in the line's own columns, which from here on stands for the lines of its block.
    fn column_building(&mut self, line: &Line<'_>) -> Result<Option<String>, LineProblem> {
        if let Some(road) = line.said(Field::Road)
            && road != self.block.road
        {
            self.block = Block { road: road.to_owned(), ..Block::default() };
        }
        let Some(text) = line.said(Field::Building) else { return Ok(None) };
        let building = parse_building(text).ok_or_else(|| LineProblem::UnreadableBuilding { text: text.to_owned() })?;
        let building = along_road(&self.block.road, &building);
        self.block.enter(building.clone());
        Ok(Some(building))
    }

    /// Brings together what the columns, the label and the block say about building and stairwell.
    fn place(&mut self, line: &Line<'_>, column: Option<String>, mut label: Label) -> Result<Place, LineProblem> {
        let own_stairwell = match line.said(Field::Stairwell) {
            Some(text) => {
                Some(parse_stairwell(text).ok_or_else(|| LineProblem::UnreadableStairwell { text: text.to_owned() })?)
            }
            None => None,
        };
        self.resolve_lead(&mut label, column.as_deref(), own_stairwell.as_deref());
        let on_label = label.building.take().map(|building| along_road(&self.block.road, &building));
        let blank_building = column.is_none();
        let building = match (column, on_label) {
            (Some(column), Some(label)) if column != label => {
                return Err(LineProblem::BuildingDisagrees { column, label });
            }
            (Some(building), _) => building,
            (None, Some(building)) => {
                if self.columns.has(Field::Building) {
                    self.block.enter(building.clone());
                }
                building
            }
            (None, None) => self.block.building.clone().ok_or(LineProblem::NoBuilding)?,
        };
        let stairwell = match (own_stairwell, label.stairwell.take()) {
            (Some(column), Some(label)) if column != label => {
                return Err(LineProblem::StairwellDisagrees { column, label });
            }
            (Some(own), _) | (None, Some(own)) => Some(own),
            // A merged stairwell cell, exported: blank beside a blank building, above a numbered room.
            (None, None) => {
                self.block.stairwell.clone().filter(|_| blank_building && floor_of_suite(&label.suite).is_some())
            }
        };
        if self.columns.has(Field::Stairwell) && line.said(Field::Stairwell).is_some() {
            self.block.stairwell.clone_from(&stairwell);
        }
        Ok(Place { building, stairwell, label })
    }

    /// Decides whether the first number of `2-501` is the building or the stairwell.
    fn resolve_lead(&mut self, label: &mut Label, column: Option<&str>, stairwell: Option<&str>) {
        let Some(lead) = label.lead.take() else { return };
        let building = column.or(self.block.building.as_deref());
        let is_stairwell = match (building, stairwell) {
            (_, Some(stairwell)) => lead == stairwell && building.is_some_and(|building| building != lead),
            (Some(_), None) => true,
            (None, None) => false,
        };
        if !is_stairwell {
            label.building = Some(lead);
            return;
        }
        if building == Some(lead.as_str()) {
            self.warnings.push(Warning::ReadAsStairwell { stairwell: lead.clone() });
        }
        label.stairwell = Some(lead);
    }

    fn floor(&mut self, line: &Line<'_>, label: &Label) -> Option<i32> {
        let in_label = label.floor.or_else(|| floor_of_suite(&label.suite));
        let text = line.get(Field::Floor);
        match (parse_floor(text), label.floor) {
            (Ok(Some(column)), Some(label)) if column != label => {
                self.warnings.push(Warning::FloorDisagrees { column, label });
                Some(column)
            }
            (Ok(column), _) => column.or(in_label),
            (Err(_), _) => {
                self.warnings.push(Warning::UnreadableFloor { text: text.to_owned() });
                in_label
            }
        }
    }

    /// The column's use, else the one the suite's name gives away.
    fn usage_of(&mut self, column: Option<Use>, line: &Line<'_>, suite: &str) -> Option<Use> {
        let in_suite = use_in_suite(suite);
        if column.zip(in_suite).is_some_and(|(column, suite)| column != suite) {
            self.warnings
                .push(Warning::UseDisagrees { text: line.get(Field::Use).to_owned(), suite: suite.to_owned() });
        }
        column.or(in_suite)
    }

    fn tenure(&mut self, line: &Line<'_>) -> Option<Tenure> {
        let text = line.get(Field::Tenure);
        parse_tenure(text).unwrap_or_else(|_| {
            self.warnings.push(Warning::UnknownTenure { text: text.to_owned() });
            None
        })
    }

    fn finish(self, corrections: &Corrections) -> Preview {
        let Self { titles, mut lines, .. } = self;
        let sorted = titles.finish();
        let mut co_owner_lines = 0;
        for line in &mut lines {
            match &mut line.outcome {
                Outcome::Household(title) => *title = sorted.place[*title],
                Outcome::CoOwner(title) => {
                    *title = sorted.place[*title];
                    co_owner_lines += 1;
                }
                Outcome::Skipped(_) | Outcome::Problem(_) => {}
            }
        }
        let summary = RosterSummary::of(&sorted.households, co_owner_lines);
        let known: HashSet<u32> = lines.iter().map(|line| line.line).collect();
        let unused_corrections = corrections.lines().filter(|line| !known.contains(line)).collect();
        Preview { lines, households: sorted.households, summary, unused_corrections }
    }
}

impl Block {
    fn enter(&mut self, building: String) {
        if self.building.as_ref() != Some(&building) {
            self.stairwell = None;
        }
        self.building = Some(building);
    }

    fn leave(&mut self) {
        self.building = None;
        self.stairwell = None;
    }
}

fn area(line: &Line<'_>) -> Result<Option<Decimal>, LineProblem> {
    let text = line.get(Field::Area);
    parse_area(text).map_err(|problem| match problem {
        AreaProblem::Unreadable => LineProblem::UnreadableArea { text: text.to_owned() },
        AreaProblem::NotPositive => LineProblem::AreaNotPositive { text: text.to_owned() },
    })
}

fn usage(line: &Line<'_>) -> Result<Option<Use>, LineProblem> {
    let text = line.get(Field::Use);
    parse_use(text).map_err(|_| LineProblem::UnknownUse { text: text.to_owned() })
}
