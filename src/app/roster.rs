//! Importing a roster: pick a file, see line by line what was understood, correct, and only then store anything.
//!
//! The file's table stays as it is; mapping and corrections are kept beside it, and the preview is understood anew from
//! all three after every change.

use super::effect::Effect;
use super::event::{FileToken, PickedFile};
use super::model::{Message, Model, Moment};
use super::route::Route;
use crate::domain::ids::{BuildingNo, CompoundId};
use crate::domain::roll::Roll;
use crate::journal::Fact;
use crate::journal::fact::{RollImported, RollPart};
use crate::roster::{
    Correction, Corrections, Field, Mapping, MappingProblem, Outcome, Preview, SheetError, Table, guess_mapping,
    understand,
};
use std::collections::BTreeMap;

/// Why a roster could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RosterError {
    Sheet(SheetError),
    /// The browser could not read the file, or the worker failed.
    Unreadable(String),
}

/// Which lines of the preview are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filter {
    #[default]
    All,
    Problems,
    Warnings,
    Skipped,
    CoOwners,
}

impl Filter {
    pub const ALL: [Self; 5] = [Self::All, Self::Problems, Self::Warnings, Self::Skipped, Self::CoOwners];
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    Pick(Vec<PickedFile>),
    /// Read another sheet of the same workbook.
    Sheet(String),
    /// The header is on this line, or nowhere.
    Header(Option<u32>),
    Column(usize, Field),
    Show(Filter),
    /// Correct this line.
    Edit(u32),
    Type(Field, String),
    SaveEdit,
    CancelEdit,
    LeaveOut(u32),
    /// Read the line as the file has it.
    TakeBack(u32),
    Import,
    Discard,
}

/// A line being corrected: the texts as typed, by field.
#[derive(Clone, PartialEq, Debug)]
pub struct Edit {
    pub line: u32,
    pub texts: BTreeMap<Field, String>,
}

/// An import underway.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Which compound it is for.
    compound: Option<CompoundId>,
    pub file: Option<PickedFile>,
    pub reading: bool,
    pub error: Option<RosterError>,
    pub table: Option<Table>,
    pub mapping: Mapping,
    pub mapping_problem: Option<MappingProblem>,
    pub corrections: Corrections,
    pub preview: Option<Preview>,
    pub filter: Filter,
    pub edit: Option<Edit>,
    sha256: String,
}

impl Draft {
    /// Whether this draft is for `compound`.
    pub fn is_for(&self, compound: &CompoundId) -> bool {
        self.compound.as_ref() == Some(compound)
    }

    fn understand(&mut self) {
        let Some(table) = &self.table else { return };
        self.mapping_problem = self.mapping.check().err();
        let usable = self.mapping_problem.is_none();
        self.preview = usable.then(|| understand(table, &self.mapping, &self.corrections));
    }

    /// The text of a line's cell as it is now: corrected, or the file's.
    pub fn cell(&self, line: u32, field: Field) -> String {
        if let Some(Correction::Cells(cells)) = self.corrections.0.get(&line)
            && let Some(text) = cells.get(&field)
        {
            return text.clone();
        }
        let row = self.table.as_ref().and_then(|table| table.rows.iter().find(|row| row.line == line));
        match (row, self.mapping.column(field)) {
            (Some(row), Some(column)) => row.cell(column).to_owned(),
            _ => String::new(),
        }
    }

    /// The fields that a person can correct: those the mapping has, the room always, and what a room label may lack.
    pub fn editable(&self) -> Vec<Field> {
        let always = [Field::Building, Field::Stairwell, Field::Suite];
        let skipped = [Field::Serial, Field::Phone, Field::Ignored];
        Field::ALL
            .into_iter()
            .filter(|f| !skipped.contains(f) && (always.contains(f) || self.mapping.column(*f).is_some()))
            .collect()
    }

    /// Positions in the preview's lines that the filter lists.
    pub fn listed(&self) -> Vec<usize> {
        let Some(preview) = &self.preview else { return Vec::new() };
        let listed = |line: &crate::roster::LineOutcome| match self.filter {
            Filter::All => true,
            Filter::Problems => matches!(line.outcome, Outcome::Problem(_)),
            Filter::Warnings => !line.warnings.is_empty(),
            Filter::Skipped => matches!(line.outcome, Outcome::Skipped(_)),
            Filter::CoOwners => matches!(line.outcome, Outcome::CoOwner(_)),
        };
        preview.lines.iter().enumerate().filter(|(_, line)| listed(line)).map(|(at, _)| at).collect()
    }
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    let draft = &mut model.roster;
    match msg {
        Msg::Pick(files) => {
            let Some(file) = files.into_iter().next() else { return };
            effects.push(Effect::ReadRoster { file: file.token, sheet: None });
            let compound = model.route.compound().cloned();
            model.roster = Draft { compound, file: Some(file), reading: true, ..Draft::default() };
        }
        Msg::Sheet(sheet) => {
            let Some(file) = draft.file.clone() else { return };
            let compound = draft.compound.clone();
            effects.push(Effect::ReadRoster { file: file.token, sheet: Some(sheet) });
            model.roster = Draft { compound, file: Some(file), reading: true, ..Draft::default() };
        }
        Msg::Header(line) => {
            draft.mapping.header_line = line;
            draft.understand();
        }
        Msg::Column(column, field) => {
            if let Some(meaning) = draft.mapping.columns.get_mut(column) {
                *meaning = field;
            }
            draft.understand();
        }
        Msg::Show(filter) => draft.filter = filter,
        Msg::Edit(line) => {
            let texts = draft.editable().into_iter().map(|field| (field, draft.cell(line, field))).collect();
            draft.edit = Some(Edit { line, texts });
        }
        Msg::Type(field, text) => {
            if let Some(edit) = &mut draft.edit {
                edit.texts.insert(field, text);
            }
        }
        Msg::SaveEdit => {
            if let Some(edit) = draft.edit.take() {
                for (field, text) in edit.texts {
                    if draft.cell(edit.line, field) != text {
                        draft.corrections.set(edit.line, field, text);
                    }
                }
                draft.understand();
            }
        }
        Msg::CancelEdit => draft.edit = None,
        Msg::LeaveOut(line) => {
            draft.edit = None;
            draft.corrections.leave_out(line);
            draft.understand();
        }
        Msg::TakeBack(line) => {
            draft.edit = None;
            draft.corrections.0.remove(&line);
            draft.understand();
        }
        Msg::Import => import(model, now, effects),
        Msg::Discard => model.roster = Draft::default(),
    }
}

/// The worker has read the file.
pub fn read(model: &mut Model, file: FileToken, sha256: String, result: Result<Table, RosterError>) {
    let draft = &mut model.roster;
    // An answer about a file that was replaced meanwhile is not wanted any more.
    if draft.file.as_ref().map(|f| f.token) != Some(file) {
        return;
    }
    draft.reading = false;
    match result {
        Err(error) => draft.error = Some(error),
        Ok(table) => {
            draft.sha256 = sha256;
            draft.mapping = guess_mapping(&table);
            draft.table = Some(table);
            draft.understand();
            let has_problems = draft.preview.as_ref().is_some_and(|p| p.problems().next().is_some());
            draft.filter = if has_problems { Filter::Problems } else { Filter::All };
        }
    }
}

/// Stores the roll: one record a building, then one that says it is complete.
fn import(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let (Some(compound), Some(device), Some(open)) = (&model.roster.compound, &model.device, &model.open) else {
        return;
    };
    let frozen = open.state.compounds.get(compound).is_none_or(|c| c.frozen.is_some());
    let Some(preview) = model.roster.preview.as_ref().filter(|preview| preview.ready() && !frozen) else { return };
    let compound = compound.clone();
    let import = open.journal.last(&device.id) + 1;
    let mut by_building: Vec<(BuildingNo, Vec<_>)> = Vec::new();
    for household in &preview.households {
        match by_building.last_mut() {
            Some((building, households)) if *building == household.building => households.push(household.clone()),
            _ => by_building.push((household.building.clone(), vec![household.clone()])),
        }
    }
    let roll = Roll::new(preview.households.clone());
    let parts = by_building.len() as u64;
    let mut facts: Vec<Fact> = by_building
        .into_iter()
        .map(|(building, households)| {
            Fact::RollPart(RollPart { compound: compound.clone(), import, building, households })
        })
        .collect();
    facts.push(Fact::Roll(RollImported {
        compound: compound.clone(),
        import,
        parts,
        roll: roll.hash().to_owned(),
        file: model.roster.file.as_ref().map(|f| f.name.clone()).unwrap_or_default(),
        file_sha256: model.roster.sha256.clone(),
    }));
    let campaign = open.state.campaign.clone();
    model.record_all(now, facts, effects);
    model.roster = Draft::default();
    model.toast(Message::RollImported { households: roll.counted() });
    model.route = Route::Compound(campaign, compound);
    effects.push(Effect::ShowRoute(model.route.clone()));
}
