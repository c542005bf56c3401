//! Importing a roster: pick a file, see line by line what was understood, correct, and only then store anything.
//!
//! The file stays as it is; mapping and corrections are kept here. After every change the worker is asked to understand the file
//! anew with all three (see [`shown`]), and what it says to an earlier question is not listened to any more.

pub mod shown;

use super::effect::Effect;
use super::event::PickedFile;
use super::import::{Import, ImportError};
use super::model::{Message, Model, Moment, OfficeMessage};
use super::route::Route;
use crate::app::Lang;
use crate::domain::ids::BuildingNo;
use crate::domain::roll::{Counts, Roll};
use crate::journal::Fact;
use crate::journal::fact::{RollImported, RollPart};
use crate::roster::{Corrections, Field, Mapping};
use shown::{Ask, Kind, Line, Shown, Understood};
use std::rc::Rc;

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

    fn lists(self, line: &Line) -> bool {
        match self {
            Self::All => true,
            Self::Problems => line.kind == Kind::Problem,
            Self::Warnings => !line.warnings.is_empty(),
            Self::Skipped => line.kind == Kind::Skipped,
            Self::CoOwners => line.kind == Kind::CoOwner,
        }
    }
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
    pub texts: Vec<(Field, String)>,
}

/// An import underway.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub import: Import,
    sheet: Option<String>,
    /// What the columns mean: as guessed in the first answer, then as a person says.
    mapping: Option<Mapping>,
    pub corrections: Corrections,
    /// The latest answer; while another is awaited it stays on screen.
    pub shown: Option<Rc<Shown>>,
    pub filter: Filter,
    pub edit: Option<Edit>,
}

impl Draft {
    /// Asks the worker to understand the file as things are now.
    fn ask(&mut self, (lang, counts): (Lang, Counts), effects: &mut Vec<Effect>) {
        let Some((file, request, import)) = self.import.ask(lang) else { return };
        let (sheet, mapping, corrections) = (self.sheet.clone(), self.mapping.clone(), self.corrections.clone());
        let ask = Ask { import, sheet, mapping, corrections, counts };
        effects.push(Effect::ReadRoster { file, request, ask });
    }

    pub fn understood(&self) -> Option<&Understood> {
        self.shown.as_ref()?.understood.as_ref()
    }

    /// Whether what is shown may be stored: it is what was last asked for, and there are households and no problems.
    pub fn ready(&self) -> bool {
        let is_read = !self.import.reading && self.import.error.is_none();
        is_read && self.understood().is_some_and(|u| !u.households.is_empty())
    }

    /// What the columns mean, as chosen.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.mapping.as_ref()
    }

    pub fn line(&self, number: u32) -> Option<&Line> {
        self.understood()?.lines.iter().find(|line| line.line == number)
    }

    /// The text of a line's cell as it is now: corrected, or the file's.
    pub fn cell(&self, line: u32, field: Field) -> &str {
        if let Some(text) = self.corrections.get(line).and_then(|correction| correction.text(field)) {
            return text;
        }
        let column = self.mapping.as_ref().and_then(|mapping| mapping.column(field));
        let cell = column.and_then(|column| self.line(line)?.cells.get(column));
        cell.map_or("", String::as_str)
    }

    /// The fields that a person can correct: those the mapping has, the room always, and what a room label may lack.
    pub fn editable(&self) -> Vec<Field> {
        let always = [Field::Building, Field::Stairwell, Field::Suite];
        let skipped = [Field::Serial, Field::Phone, Field::Ignored];
        let has = |field| self.mapping.as_ref().is_some_and(|mapping| mapping.column(field).is_some());
        Field::ALL.into_iter().filter(|f| !skipped.contains(f) && (always.contains(f) || has(*f))).collect()
    }

    /// Positions in the preview's lines that the filter lists.
    pub fn listed(&self) -> Vec<usize> {
        let Some(understood) = self.understood() else { return Vec::new() };
        let lines = understood.lines.iter().enumerate();
        lines.filter(|(_, line)| self.filter.lists(line)).map(|(at, _)| at).collect()
    }
}

/// Which titles are households, as the campaign has it.
fn counts(model: &Model) -> Counts {
    let terms = model.state().and_then(|state| state.terms.as_ref());
    terms.map(|terms| terms.settings.counts()).unwrap_or_default()
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    let asked_by = (model.lang(), counts(model));
    let draft = &mut model.roster;
    match msg {
        Msg::Pick(files) => {
            let Some(file) = files.into_iter().next() else { return };
            let import = draft.import.next(model.route.compound().cloned(), Some(file));
            *draft = Draft { import, ..Draft::default() };
            draft.ask(asked_by, effects);
        }
        Msg::Sheet(sheet) => {
            let import = draft.import.next(draft.import.compound.clone(), draft.import.file.clone());
            *draft = Draft { import, sheet: Some(sheet), ..Draft::default() };
            draft.ask(asked_by, effects);
        }
        Msg::Header(line) => {
            let Some(mapping) = &mut draft.mapping else { return };
            mapping.header_line = line;
            draft.ask(asked_by, effects);
        }
        Msg::Column(column, field) => {
            let meaning = draft.mapping.as_mut().and_then(|mapping| mapping.columns.get_mut(column));
            let Some(meaning) = meaning else { return };
            *meaning = field;
            draft.ask(asked_by, effects);
        }
        Msg::Show(filter) => draft.filter = filter,
        Msg::Edit(line) => {
            let text = |field| (field, draft.cell(line, field).to_owned());
            let texts = draft.editable().into_iter().map(text).collect();
            draft.edit = Some(Edit { line, texts });
        }
        Msg::Type(field, text) => {
            let typed = draft.edit.as_mut().and_then(|edit| edit.texts.iter_mut().find(|(f, _)| *f == field));
            if let Some(typed) = typed {
                typed.1 = text;
            }
        }
        Msg::SaveEdit => {
            if let Some(edit) = draft.edit.take() {
                for (field, text) in edit.texts {
                    if draft.cell(edit.line, field) != text {
                        draft.corrections.set(edit.line, field, text);
                    }
                }
                draft.ask(asked_by, effects);
            }
        }
        Msg::CancelEdit => draft.edit = None,
        Msg::LeaveOut(line) => {
            draft.edit = None;
            draft.corrections.leave_out(line);
            draft.ask(asked_by, effects);
        }
        Msg::TakeBack(line) => {
            draft.edit = None;
            draft.corrections.take_back(line);
            draft.ask(asked_by, effects);
        }
        Msg::Import => import(model, now, effects),
        Msg::Discard => *draft = Draft { import: draft.import.next(None, None), ..Draft::default() },
    }
}

/// The worker has answered.
pub fn read(model: &mut Model, request: u64, result: Result<Rc<Shown>, ImportError>) {
    let draft = &mut model.roster;
    let Some(shown) = draft.import.answered(request, result) else { return };
    if draft.mapping.is_none() {
        draft.mapping = Some(shown.mapping());
        let problems = shown.understood.as_ref().map_or(0, |understood| understood.problems);
        draft.filter = if problems > 0 { Filter::Problems } else { Filter::All };
    }
    draft.shown = Some(shown);
}

/// The language may have changed: what the worker put into words is asked for again.
pub fn reword(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.lang();
    if model.roster.import.lang != lang {
        let counts = counts(model);
        model.roster.ask((lang, counts), effects);
    }
}

/// Stores the roll: one record a building, then one that says it is complete.
fn import(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let (Some(compound), Some(device), Some(open)) = (&model.roster.import.compound, &model.device, &model.open) else {
        return;
    };
    let frozen = open.state.compounds.get(compound).is_none_or(|c| c.frozen.is_some());
    let Some(shown) = model.roster.shown.clone().filter(|_| model.roster.ready() && !frozen) else { return };
    let Some(understood) = &shown.understood else { return };
    let compound = compound.clone();
    let import = open.journal.last(&device.id) + 1;
    let mut by_building: Vec<(BuildingNo, Vec<_>)> = Vec::new();
    for household in &understood.households {
        match by_building.last_mut() {
            Some((building, households)) if *building == household.building => households.push(household.clone()),
            _ => by_building.push((household.building.clone(), vec![household.clone()])),
        }
    }
    let mut roll = Roll::new(understood.households.clone());
    roll.set_counts(counts(model));
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
        file: model.roster.import.file.as_ref().map(|f| f.name.clone()).unwrap_or_default(),
        file_sha256: shown.sha256.clone(),
    }));
    let campaign = open.state.campaign.clone();
    if model.record_all(now, facts, effects).is_empty() {
        return;
    }
    model.roster = Draft { import: model.roster.import.next(None, None), ..Draft::default() };
    model.toast(OfficeMessage::RollImported { households: roll.counted() });
    model.route = Route::Compound(campaign, compound);
    effects.push(Effect::ShowRoute(model.route.clone()));
}
