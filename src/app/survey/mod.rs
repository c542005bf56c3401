//! The condition survey: the catalogue's items, asked about a compound, its buildings and its stairwells, and where somebody wants to know more
//! about its households.
//!
//! Nothing is ever "saved" by hand. A choice is recorded as it is made, a text when its field is left; one change is one
//! small record, and what changes nothing writes none. A text that is no value of its field stays in the [`Draft`] exactly
//! as typed until the person mends it, on whatever screen they are meanwhile.
mod computed;
mod draft;
mod households;
mod known;
mod place_head;
mod places;
mod review;

pub use computed::{Computed, computed};
pub use draft::{Asking, At, Draft, Excuse, ItemDraft, Slot, Typed, is_shown};
pub use households::{Households, households, of_households};
pub use known::known;
pub use place_head::{Head, HeadMsg, Kind, LocateTrouble, before, copyable, located};
pub use places::{
    buildings, doubts, is_here, is_in_left_out, is_open, next_open, next_place, open_items, overall, places, progress,
    scope, strays, sum, unsaved, unsaved_places,
};
pub use review::{Found, first, follow_ups, review};

use super::model::Message;
use super::{Effect, Model, Moment, Route};
use crate::domain::answer::{self, Answer, Completeness, FollowUp, Remark, Status};
use crate::domain::catalogue::{self, FieldKind, Group, Item};
use crate::domain::ids::{BuildingNo, CompoundId};
use crate::domain::place::Place;
use crate::journal::Fact;
use crate::journal::compound::AnswerVersion;
use crate::journal::fact::AnswerGiven;

/// The id of the menu on the page.
pub const MENU: &str = "survey-menu";

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Msg {
    /// The person types.
    Type {
        at: At,
        slot: Slot,
        text: String,
    },
    /// The field is left: what stands in it is recorded if it is a value.
    Leave {
        at: At,
        slot: Slot,
    },
    /// An option or a value given whole; a blank takes the answer back.
    Choose {
        at: At,
        field: &'static str,
        value: String,
    },
    /// One of several options is ticked or unticked.
    Tick {
        at: At,
        field: &'static str,
        code: String,
        on: bool,
    },
    /// Nothing can be said here: ask for the reason.
    Ask(At, Excuse),
    /// The reason is typed.
    TypeReason {
        at: At,
        text: String,
    },
    /// Record the reason; without one of the quick reasons, the one typed.
    GiveReason {
        at: At,
        quick: Option<String>,
    },
    /// No reason is given after all.
    DropReason(At),
    /// The item is to be answered after all: what was answered last stands again.
    Resume(At),
    OpenNote(At),
    OpenPhotos(At),
    OpenFollowUp(At),
    /// A copied answer was checked here.
    Confirm(At),
    /// What is said of a place as a whole.
    Head(CompoundId, Place, HeadMsg),
    /// Show or hide what the review finds.
    ToggleReview,
    /// Go to an item, wherever it is asked.
    GoTo(At),
    /// Show the next item with something missing; when there is none here, the next place that has one.
    Next {
        compound: CompoundId,
        place: Place,
    },
    /// Show an item, or the head of a group.
    Jump(At),
    JumpToGroup(Group),
    /// Show or hide the menu of groups where there is no room beside the form.
    ToggleMenu,
    /// Show or hide the stairwells of a building.
    Fold(CompoundId, BuildingNo),
}

/// Whether the campaign asks for the extension items.
pub fn ext_on(model: &Model) -> bool {
    model.state().and_then(|state| state.terms.as_ref()).is_some_and(|terms| terms.extended_items)
}

pub fn update(model: &mut Model, now: &Moment, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::Type { at, slot, text } => model.survey.type_text(at, slot, text),
        Msg::Leave { at, slot } => leave(model, now, &at, slot, effects),
        Msg::Choose { at, field, value } => {
            if let Some(field) = model.item(&at).and_then(|item| item.field(field)) {
                // An option that isn't one can't be tapped; were it sent, the answer would stay as it is.
                record(model, now, &at, effects, |answer| answer.set(field, &value).is_ok());
                model.survey.drop_text(&at, Slot::Field(field.id));
            }
            model.survey.worked_on(at);
        }
        Msg::Tick { at, field, code, on } => {
            if let Some(field) = model.item(&at).and_then(|item| item.field(field)) {
                record(model, now, &at, effects, |answer| {
                    let codes = ticked(&field.kind, answer.codes(field.id), &code, on);
                    answer.set(field, &codes).is_ok()
                });
            }
            model.survey.worked_on(at);
        }
        Msg::Ask(at, excuse) => model.survey.ask(at, excuse),
        Msg::TypeReason { at, text } => {
            if let Some(asking) = &mut model.survey.item_mut(at).asking {
                asking.reason = text;
            }
        }
        Msg::GiveReason { at, quick } => give_reason(model, now, &at, quick, effects),
        Msg::DropReason(at) => model.survey.item_mut(at).asking = None,
        Msg::Resume(at) => resume(model, now, &at, effects),
        Msg::OpenNote(at) => {
            effects.push(Effect::Reveal(at.note_id()));
            model.survey.item_mut(at).note_open = true;
        }
        Msg::OpenPhotos(at) => {
            effects.push(Effect::Reveal(format!("{}-camera", at.id())));
            model.survey.item_mut(at).photos_open = true;
        }
        Msg::OpenFollowUp(at) => {
            effects.push(Effect::Reveal(at.follow_up_id()));
            model.survey.item_mut(at).follow_up_open = true;
        }
        Msg::Confirm(at) => {
            record(model, now, &at, effects, |answer| {
                answer.confirm();
                true
            });
            model.survey.worked_on(at);
        }
        Msg::Head(compound, place, msg) => place_head::update(model, now, compound, place, msg, effects),
        Msg::ToggleReview => model.survey.reviewing = !model.survey.reviewing,
        Msg::GoTo(at) => go_to(model, now, at, effects),
        Msg::Next { compound, place } => next(model, now, &compound, &place, effects),
        Msg::Jump(at) => reveal(model, at, effects),
        Msg::JumpToGroup(group) => {
            model.survey.menu = false;
            effects.push(Effect::Reveal(group.code().to_owned()));
        }
        Msg::ToggleMenu => {
            model.survey.menu = !model.survey.menu;
            let back_to = model.survey.last_item().filter(|_| !model.survey.menu);
            effects.push(Effect::Reveal(back_to.unwrap_or(MENU).to_owned()));
        }
        Msg::Fold(compound, building) => model.survey.fold(compound, building),
    }
}

/// Records every text that was typed and whose field was never left, as when the back gesture takes the screen away.
pub fn settle(model: &mut Model, now: &Moment, effects: &mut Vec<Effect>) {
    if !model.tab.may_write() {
        return;
    }
    for (at, slot) in model.survey.typed() {
        leave(model, now, &at, slot, effects);
    }
}

/// Whether something typed isn't on record: it would be lost with the page.
pub fn holds_typed(model: &Model) -> bool {
    let compounds = model.state().into_iter().flat_map(|state| state.compounds.values());
    let mut unsaved = compounds.flat_map(|compound| unsaved(compound, &model.survey, |at| model.item(at)));
    unsaved.next().is_some() || model.survey.holds_reason() || model.photos.marking.is_some_and(|strokes| strokes > 0)
}

/// Records what stands in a field that was left. What can't be recorded stays, marked.
fn leave(model: &mut Model, now: &Moment, at: &At, slot: Slot, effects: &mut Vec<Effect>) {
    let Some(text) = model.survey.leave(at, slot) else { return };
    let recorded = match slot {
        Slot::Note => record(model, now, at, effects, |answer| {
            answer.set_note(&text);
            true
        }),
        Slot::FollowUp => record(model, now, at, effects, |answer| {
            let done = answer.follow_up().and_then(|follow_up| follow_up.done.clone());
            answer.set_follow_up(Remark::new(&text).ok().map(|what| FollowUp { what, done }));
            true
        }),
        Slot::Outcome => record(model, now, at, effects, |answer| {
            let follow_up = answer.follow_up().cloned();
            answer.set_follow_up(follow_up.map(|f| FollowUp { done: Remark::new(&text).ok(), ..f }));
            true
        }),
        Slot::Field(id) => {
            let Some(field) = model.item(at).and_then(|item| item.field(id)) else { return };
            // Behind a reason or under another choice the text waits: recording it would undo what hides it.
            let shown = model.compound(&at.compound).is_some_and(|c| is_shown(c.answer(&at.place, at.item), field));
            shown && record(model, now, at, effects, |answer| answer.set(field, &text).is_ok())
        }
    };
    if recorded {
        model.survey.drop_text(at, slot);
    }
}

/// Changes an answer and records it, unless it is as it was. Whether what is on record now is what the change says.
fn record(
    model: &mut Model,
    now: &Moment,
    at: &At,
    effects: &mut Vec<Effect>,
    change: impl FnOnce(&mut Answer) -> bool,
) -> bool {
    let Some(item) = model.item(at) else { return false };
    if at.place.is_dossier() && !model.is_supervisor() {
        model.toast(Message::NotAllowed);
        return false;
    }
    let Some(compound) = model.compound(&at.compound).filter(|c| is_here(c, &at.place)) else { return false };
    let versions = compound.answer_versions(&at.place, at.item);
    let before = versions.last().map_or_else(Answer::default, |version| version.answer.clone());
    let mut answer = before.clone();
    if !change(&mut answer) {
        return false;
    }
    bring_back(&mut answer, &before, item, versions);
    if answer::state(item, Some(&answer)) == Completeness::Done {
        answer.drop_unasked(item);
    }
    if answer == before {
        return true;
    }
    let given =
        AnswerGiven { compound: at.compound.clone(), place: at.place.clone(), item: at.item.to_owned(), answer };
    model.record(now, Fact::Answer(given), effects).is_some()
}

/// Gives fields that are asked again the values they had when they were last asked: a slip of the finger costs nothing.
fn bring_back(answer: &mut Answer, before: &Answer, item: &'static Item, versions: &[AnswerVersion]) {
    let again = |field: &&'static catalogue::Field| {
        is_shown(Some(answer), field) && !is_shown(Some(before), field) && answer.value(field.id).is_none()
    };
    for field in item.fields.iter().filter(again).collect::<Vec<_>>() {
        let last = versions.iter().rev().find(|version| is_shown(Some(&version.answer), field));
        if let Some(value) = last.and_then(|version| version.answer.value(field.id)) {
            // A value from a foreign file may be none of this catalogue's: then the field stays blank.
            let _ = answer.set(field, value);
        }
    }
}

/// The codes, joined, after one was ticked or unticked. One that stands alone drives out the others, and they it.
fn ticked<'a>(kind: &FieldKind, codes: impl Iterator<Item = &'a str>, code: &'a str, on: bool) -> String {
    let alone = |code: &str| kind.options().iter().any(|option| option.code == code && option.alone);
    let stays = |other: &&str| *other != code && !(on && (alone(code) || alone(other)));
    codes.filter(stays).chain(on.then_some(code)).collect::<Vec<_>>().join(",")
}

fn give_reason(model: &mut Model, now: &Moment, at: &At, quick: Option<String>, effects: &mut Vec<Effect>) {
    let Some(asking) = model.survey.item_mut(at.clone()).asking.clone() else { return };
    let reason = quick.unwrap_or(asking.reason);
    let excused = match asking.excuse {
        Excuse::Unknown => Answer::unknown(&reason),
        Excuse::NotApplicable => Answer::not_applicable(&reason),
    };
    let Ok(mut excused) = excused else {
        if let Some(asking) = &mut model.survey.item_mut(at.clone()).asking {
            asking.tried = true;
        }
        return;
    };
    let recorded = record(model, now, at, effects, |answer| {
        excused.set_note(answer.note().unwrap_or(""));
        excused.set_follow_up(answer.follow_up().cloned());
        *answer = excused;
        true
    });
    if recorded {
        model.survey.item_mut(at.clone()).asking = None;
    }
    model.survey.worked_on(at.clone());
}

fn resume(model: &mut Model, now: &Moment, at: &At, effects: &mut Vec<Effect>) {
    let Some(compound) = model.compound(&at.compound) else { return };
    let versions = compound.answer_versions(&at.place, at.item);
    let answered = versions.iter().rev().find(|version| *version.answer.status() == Status::Answered);
    let last = answered.map_or_else(Answer::default, |version| version.answer.clone());
    record(model, now, at, effects, |answer| {
        let (note, follow_up) = (answer.note().unwrap_or("").to_owned(), answer.follow_up().cloned());
        *answer = last;
        answer.set_note(&note);
        answer.set_follow_up(follow_up);
        true
    });
    reveal(model, at.clone(), effects);
}

fn next(model: &mut Model, now: &Moment, compound: &CompoundId, place: &Place, effects: &mut Vec<Effect>) {
    let ext = ext_on(model);
    let Some(found) = model.compound(compound) else { return };
    let after = model.survey.last_item_at(compound, place);
    if let Some(item) = next_open(found, &model.survey, place, ext, after) {
        return reveal(model, At { compound: compound.clone(), place: place.clone(), item: item.id }, effects);
    }
    let Some(there) = next_place(found, &model.survey, place, ext) else { return };
    let first = || catalogue::for_scope(scope(&there), ext).next();
    if let Some(item) = next_open(found, &model.survey, &there, ext, None).or_else(first).map(|item| item.id) {
        go_to(model, now, At { compound: compound.clone(), place: there, item }, effects);
    }
}

/// Shows an item on the screen of its place.
fn go_to(model: &mut Model, now: &Moment, at: At, effects: &mut Vec<Effect>) {
    let Some(campaign) = model.state().map(|state| state.campaign.clone()) else { return };
    settle(model, now, effects);
    model.route = Route::Survey(campaign, at.compound.clone(), Some(at.place.clone()));
    effects.push(Effect::ShowRoute(model.route.clone()));
    reveal(model, at, effects);
}

/// Shows an item: at the text that needs mending, else at its first missing field, else at its head.
fn reveal(model: &mut Model, at: At, effects: &mut Vec<Effect>) {
    let Some(item) = model.item(&at) else { return };
    let answer = model.compound(&at.compound).and_then(|compound| compound.answer(&at.place, at.item));
    let bad = model.survey.item(&at).and_then(|draft| draft.refused_field(item, answer));
    let missing = match answer::state(item, answer) {
        Completeness::Partial(fields) => fields.first().copied(),
        _ => None,
    };
    let id = bad.or(missing).map_or_else(|| at.id(), |field| at.field_id(field));
    effects.push(Effect::Reveal(id));
    model.survey.menu = false;
    model.survey.worked_on(at);
}
