//! Importing unit prices into a compound's lines of costs: pick a list, see line by line what each would change, and only then record anything.
//!
//! The worker says what the file's lines mean; what they change here follows from the compound's own lines of costs, and is worked out anew each
//! time it is shown. A price goes to every line of costs of its item; where there is none a new one is begun, whose quantity is still to be entered.

use super::effect::Effect;
use super::event::PickedFile;
use super::import::{Import, ImportError};
use super::model::{Message, Model, Moment};
use crate::app::Lang;
use crate::domain::answer::{Answer, Status};
use crate::domain::catalogue::{self, Item};
use crate::domain::digest::sha256_hex;
use crate::domain::json::from_text;
use crate::domain::place::Place;
use crate::domain::rules::gaps::{Measure, ROWS};
use crate::journal::Fact;
use crate::journal::compound::Compound;
use crate::journal::fact::AnswerGiven;
use crate::roster::prices::{Line, Price, PriceList, Read, is_same_unit};
use std::any::Any;
use std::rc::Rc;

/// The form of a line of costs.
pub const COST: &str = "dossier.cost";
/// How long the name of a new line of costs is.
const NAME: usize = 12;

/// Which lines of the preview are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filter {
    #[default]
    All,
    /// Those that change something.
    Recorded,
    /// Those of items, or of what ought to be one, that can't be used or have no price.
    Left,
}

impl Filter {
    pub const ALL: [Self; 3] = [Self::All, Self::Recorded, Self::Left];

    pub fn lists(self, outcome: &Outcome<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Recorded => matches!(outcome, Outcome::Set(_)),
            Self::Left => !matches!(outcome, Outcome::Set(_) | Outcome::Same | Outcome::Left(Read::Skipped(_))),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    Pick(Vec<PickedFile>),
    /// The source of every price that names none of its own.
    Source(String),
    Show(Filter),
    Record,
    Discard,
    /// Save an empty list under this name.
    Save {
        name: String,
        text: String,
    },
}

/// An import underway.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub import: Import,
    /// A [`PriceList`], of whose parts the programs for the field know nothing, not even how to let go of them.
    list: Option<Rc<dyn Any>>,
    /// As typed.
    pub source: String,
    pub filter: Filter,
    /// How many prices were recorded last, until another file is picked.
    pub recorded: Option<usize>,
}

impl Draft {
    /// The list in sight.
    pub fn list(&self) -> Option<&PriceList> {
        self.list.as_ref()?.downcast_ref()
    }

    fn ask(&mut self, lang: Lang, effects: &mut Vec<Effect>) {
        let Some((file, request, ask)) = self.import.ask(lang) else { return };
        effects.push(Effect::ReadPrices { file, request, ask });
    }

    /// What becomes of each line, in the list's order.
    pub fn outcomes(&self, compound: &Compound) -> Vec<Outcome<'_>> {
        let lines = self.list().into_iter().flat_map(|list| &list.lines);
        lines.map(|line| outcome(compound, self.source.trim(), line)).collect()
    }
}

/// A line of costs as it is and as it would be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// `None`: a new line of costs.
    pub place: Option<Place>,
    pub before: Option<Answer>,
    pub after: Answer,
}

/// What becomes of a line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome<'a> {
    /// These are recorded.
    Set(Vec<Change>),
    /// All of it is on record already.
    Same,
    /// Neither the line nor anybody says where the price comes from.
    NoSource,
    /// The compound's line of costs is in this unit, or the survey counts in it.
    OtherUnit { unit: String, surveyed: bool },
    /// A field doesn't take what the list says.
    Unfit,
    /// It has no price that could be used: why, the line says.
    Left(&'a Read),
}

/// The lines of costs of an item: those that were struck are none.
fn costs<'a>(compound: &'a Compound, item: &str) -> Vec<(&'a Place, &'a Answer)> {
    let entries = compound.answered_places().filter(|place| place.is_dossier());
    let answers = entries.filter_map(|place| Some((place, compound.answer(place, COST)?)));
    let is_its =
        |(_, answer): &(&Place, &Answer)| *answer.status() == Status::Answered && answer.value("item") == Some(item);
    answers.filter(is_its).collect()
}

/// The unit that the survey counts an item in, where there is but one.
fn surveyed_unit(item: &str) -> Option<&'static str> {
    match ROWS.iter().find(|row| row.item == item)?.measure {
        Measure::Metres => Some("米"),
        Measure::SquareMetres => Some("㎡"),
        Measure::Households => Some("户"),
        Measure::Pieces | Measure::Stairwells | Measure::Whole => None,
    }
}

fn outcome<'a>(compound: &Compound, source: &str, line: &'a Line) -> Outcome<'a> {
    let Read::Price(price) = &line.read else { return Outcome::Left(&line.read) };
    let source = price.source.as_deref().unwrap_or(source);
    let Some(form) = catalogue::form(COST) else { return Outcome::Unfit };
    let costs = costs(compound, &price.item);
    let units = costs.iter().filter_map(|(_, answer)| answer.value("unit"));
    if let Some(unit) = units.into_iter().find(|unit| !is_same_unit(unit, &price.unit)) {
        return Outcome::OtherUnit { unit: unit.to_owned(), surveyed: false };
    }
    if let Some(unit) = surveyed_unit(&price.item).filter(|unit| costs.is_empty() && !is_same_unit(unit, &price.unit)) {
        return Outcome::OtherUnit { unit: unit.to_owned(), surveyed: true };
    }
    if source.is_empty() {
        return Outcome::NoSource;
    }
    let change = |place: Option<&Place>, before: Option<&Answer>| {
        let after = priced(&form.item, before, price, source)?;
        Some(Change { place: place.cloned(), before: before.cloned(), after })
    };
    let changes: Option<Vec<Change>> = match costs.is_empty() {
        true => change(None, None).map(|change| vec![change]),
        false => costs.iter().map(|(place, answer)| change(Some(place), Some(answer))).collect(),
    };
    let Some(mut changes) = changes else { return Outcome::Unfit };
    changes.retain(|change| change.before.as_ref() != Some(&change.after));
    if changes.is_empty() { Outcome::Same } else { Outcome::Set(changes) }
}

/// A line of costs with a price. What the list doesn't speak of stays; the stage is the new price's, whose old one says nothing of it.
fn priced(form: &Item, before: Option<&Answer>, price: &Price, source: &str) -> Option<Answer> {
    let mut answer = before.cloned().unwrap_or_default();
    let stage = price.stage.map_or("", |stage| stage.code());
    let amount = price.price.to_string();
    let unit = answer.value("unit").unwrap_or(&price.unit).to_owned();
    for (field, text) in
        [("item", &price.item[..]), ("unit", &unit), ("price", &amount), ("source", source), ("stage", stage)]
    {
        answer.set(form.field(field)?, text).ok()?;
    }
    if let Some(note) = &price.note {
        match answer.note() {
            Some(known) if known.contains(&note[..]) => {}
            Some(known) => answer.set_note(&format!("{known}\n{note}")),
            None => answer.set_note(note),
        }
    }
    Some(answer)
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    let lang = model.lang();
    let draft = &mut model.prices;
    match msg {
        Msg::Pick(files) => {
            let Some(file) = files.into_iter().next() else { return };
            let import = draft.import.next(model.route.compound().cloned(), Some(file));
            *draft = Draft { import, ..Draft::default() };
            draft.ask(lang, effects);
        }
        Msg::Source(text) => draft.source = text,
        Msg::Show(filter) => draft.filter = filter,
        Msg::Record => record(model, now, effects),
        Msg::Discard => *draft = Draft { import: draft.import.next(None, None), ..Draft::default() },
        Msg::Save { name, text } => effects.push(Effect::Deliver { name, text, share: false, note: None }),
    }
}

/// The worker has answered.
pub fn read(model: &mut Model, request: u64, reply: Result<String, String>) {
    let read = reply.and_then(|reply| from_text::<Result<PriceList, String>>(&reply).map_err(|why| why.to_string()));
    let list = read.map_err(ImportError::Unreadable).and_then(|list| list.map_err(ImportError::Sheet));
    if let Some(list) = model.prices.import.answered(request, list) {
        model.prices.list = Some(Rc::new(list));
    }
}

/// The language may have changed: why a file can't be read is said anew.
pub fn reword(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.lang();
    if model.prices.import.error.is_some() && model.prices.import.lang != lang {
        model.prices.ask(lang, effects);
    }
}

/// Records what the preview says: one answer for each line of costs.
fn record(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if !model.is_supervisor() {
        return model.toast(Message::NotAllowed);
    }
    let draft = &model.prices;
    let (Some(id), false) = (draft.import.compound.clone(), draft.import.reading) else { return };
    let Some(compound) = model.compound(&id) else { return };
    let mut prices = 0;
    let mut answers: Vec<(Option<Place>, Answer)> = Vec::new();
    for outcome in draft.outcomes(compound) {
        if let Outcome::Set(changes) = outcome {
            prices += 1;
            answers.extend(changes.into_iter().map(|change| (change.place, change.after)));
        }
    }
    let name = |n: usize| sha256_hex(format!("{} {n}", now.nonce).as_bytes()).chars().take(NAME).collect();
    let fact = |(n, (place, answer)): (usize, (Option<Place>, Answer))| {
        let place = place.unwrap_or_else(|| Place::Dossier(name(n)));
        Fact::Answer(AnswerGiven { compound: id.clone(), place, item: COST.to_owned(), answer })
    };
    let facts: Vec<Fact> = answers.into_iter().enumerate().map(fact).collect();
    if facts.is_empty() || model.record_all(now, facts, effects).is_empty() {
        return;
    }
    let import = model.prices.import.next(Some(id), None);
    model.prices = Draft { import, recorded: Some(prices), ..Draft::default() };
}
