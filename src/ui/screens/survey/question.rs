//! One item of the catalogue as a card: its question, its fields or the reason there is no answer, its note.

use crate::app::photos::Of;
use crate::app::survey::{self, Asking, At, Excuse, ItemDraft, Msg, Slot, is_shown};
use crate::app::{Event, SaveState};
use crate::domain::answer::{self, Answer, Completeness, Status};
use crate::domain::campaign::Terms;
use crate::domain::catalogue::{Field, FieldKind, Item, Need};
use crate::domain::photo::Subject;
use crate::journal::compound::{AnswerVersion, Compound};
use crate::ui::element::{El, all, el};
use crate::ui::layout::{Facts, cols, muted, row};
use crate::ui::screens::photos::Strip;
use crate::ui::view::View;
use crate::ui::widgets::{ButtonKind, FieldKind as InputKind, Icon, TextField, Tone, answered_banner, badge};
use yew::prelude::*;

/// Characters of a reason.
const MAX_REASON: u32 = 200;
/// Characters of a note.
const MAX_NOTE: u32 = 2_000;

/// Draws a field, or leaves it to be drawn as any.
pub type Draw = fn(&Question<'_, '_>, &'static Field) -> Option<El>;

pub struct Question<'v, 'a> {
    pub view: &'v View<'a>,
    pub compound: &'v Compound,
    pub terms: Option<&'v Terms>,
    pub at: At,
    pub item: &'static Item,
    pub answer: Option<&'v Answer>,
    pub draft: Option<&'v ItemDraft>,
    pub state: Completeness,
    /// Of a form with several entries: which this is, from 1.
    pub number: Option<usize>,
    /// Draws what needs more than the survey's fields do, such as a choice among very many. The survey has none, and its program leaves this out.
    pub draw: Option<Draw>,
}

impl<'v, 'a> Question<'v, 'a> {
    pub fn new(view: &'v View<'a>, compound: &'v Compound, at: At, item: &'static Item) -> Self {
        let answer = compound.answer(&at.place, at.item);
        let draft = view.model.survey.item(&at);
        let terms = view.model.state().and_then(|state| state.terms.as_ref());
        Self {
            view,
            compound,
            terms,
            at,
            item,
            answer,
            draft,
            state: answer::state(item, answer),
            number: None,
            draw: None,
        }
    }

    /// An event about this item.
    pub fn event(&self, msg: impl FnOnce(At) -> Msg) -> Event {
        Event::survey(msg(self.at.clone()))
    }

    /// Sends an event about this item and what the callback is called with.
    pub fn on<T: 'static>(&self, msg: impl Fn(At, T) -> Msg + 'static) -> Callback<T> {
        let (dispatch, at) = (self.view.dispatch.clone(), self.at.clone());
        Callback::from(move |value: T| dispatch.emit(Event::survey(msg(at.clone(), value))))
    }

    /// Takes what is typed into a slot.
    pub fn types(&self, slot: Slot) -> Callback<String> {
        self.on(move |at, text| Msg::Type { at, slot, text })
    }

    /// Tells that a slot was left.
    pub fn leaves(&self, slot: Slot) -> Callback<String> {
        self.on(move |at, _| Msg::Leave { at, slot })
    }

    /// The answer as it was recorded last.
    fn version(&self) -> Option<&'v AnswerVersion> {
        self.compound.answer_versions(&self.at.place, self.at.item).last()
    }

    /// Nobody enters it.
    fn is_computed(&self) -> bool {
        self.item.fields.iter().all(|field| field.kind == FieldKind::Computed)
    }

    pub fn view(&self) -> El {
        let lang = self.view.lang;
        let refused = self.draft.is_some_and(|draft| draft.refused(self.item, self.answer));
        let doubts = survey::doubts(self.compound, &self.at.place, self.item);
        let failed = self.version().is_some_and(|v| self.view.model.save_state(&v.stamp.id) == SaveState::Failed);
        let is_copied = self.answer.is_some_and(|answer| answer.copied().is_some());
        let class = match &self.state {
            _ if refused || failed => "question question--error",
            Completeness::Partial(_) => "question question--todo",
            Completeness::Missing => "question",
            _ if doubts.is_empty() && !is_copied => "question question--done",
            _ => "question question--todo",
        };
        let title = format!("{}-title", self.at.id());
        let name = lang.item_name(self.item);
        let name = self.number.map_or_else(|| AttrValue::Static(name), |n| format!("{name} {n}").into());
        let head = el("div", "question__head")
            .add(el("h3", "question__title").attr("id", title.clone()).text(name))
            .add(self.badges(refused, failed));
        let doubt = |doubt| {
            let words = el("span", "").text(lang.doubt(self.item, doubt));
            el("p", "field__warning").add(Icon::Warning.view()).add(words)
        };
        let hint = self.item.hint.as_ref().map(|hint| muted(lang.pick(hint.zh, hint.en)));
        let asking = self.draft.and_then(|draft| draft.asking.as_ref());
        el("article", class)
            .key(self.at.id().as_str())
            .attr("id", self.at.id())
            .attr("aria-labelledby", title)
            .add(head)
            .add_some(hint)
            .add(self.body())
            .add_some(self.of_households())
            .add(el("div", "").attr("aria-live", "polite").each(doubts.iter().map(doubt)))
            .add_some(self.copied())
            .add(self.note())
            .add(self.follow_up())
            .add_if(self.shows_photos(), || self.strip().view())
            .add_some(asking.map(|asking| self.reason(asking)))
            .add_if(!self.is_computed(), || self.foot())
    }

    fn badges(&self, refused: bool, failed: bool) -> Html {
        let lang = self.view.lang;
        let tone = match self.state {
            Completeness::Done => Tone::Ok,
            Completeness::Missing | Completeness::NotApplicable => Tone::Neutral,
            Completeness::Partial(_) | Completeness::Unknown => Tone::Warn,
        };
        let (refused, entered) = (refused.then(|| badge(Tone::Danger, lang.not_saved_here())), !self.is_computed());
        let optional = (entered && !self.item.is_asked()).then(|| badge(Tone::Neutral, lang.optional_items()));
        // What is only in memory is not done.
        let state = (entered && !failed).then(|| badge(tone, lang.completeness(&self.state)));
        all([refused.unwrap_or_default(), optional.unwrap_or_default(), state.unwrap_or_default()])
    }

    /// The fields, or the reason there is none to show.
    fn body(&self) -> Html {
        let lang = self.view.lang;
        let excused = |excuse: Excuse, reason: &str| {
            Facts::new().fact(lang.reason_for(lang.excuse(excuse)), reason.to_owned()).into()
        };
        match self.answer.map(Answer::status) {
            Some(Status::Unknown(reason)) => excused(Excuse::Unknown, reason.as_str()),
            Some(Status::NotApplicable(reason)) => excused(Excuse::NotApplicable, reason.as_str()),
            _ => {
                let shown = self.item.fields.iter().filter(|field| is_shown(self.answer, field));
                let one_of = self.item.fields.iter().any(|field| field.need == Need::OneOf);
                let least = if one_of { muted(lang.at_least_one()) } else { Html::default() };
                all([least, cols().each(shown.map(|field| self.field(field))).html()])
            }
        }
    }

    /// What was recorded of the households about what the item sums up.
    fn of_households(&self) -> Option<Html> {
        let sum = survey::of_households(self.compound, &self.at.place, self.item)?;
        Some(muted(self.view.lang.of_households(self.item, &sum)))
    }

    /// The note: shown once there is one, or once it was asked for.
    fn note(&self) -> Html {
        let typed = self.draft.and_then(|draft| draft.typed(Slot::Note));
        let noted = self.answer.and_then(Answer::note);
        let open = typed.is_some() || noted.is_some() || self.draft.is_some_and(|draft| draft.note_open);
        if !open {
            return Html::default();
        }
        let text = typed.map(|typed| typed.text.as_str()).or(noted).unwrap_or("").to_owned();
        let oninput = self.types(Slot::Note);
        TextField {
            kind: InputKind::TextArea,
            maxlength: Some(MAX_NOTE),
            onchange: Some(self.leaves(Slot::Note)),
            ..TextField::new(self.at.note_id(), self.view.lang.item_note(), text, oninput)
        }
        .view()
    }

    /// That it was copied, until somebody has checked it here.
    fn copied(&self) -> Option<Html> {
        let (lang, from) = (self.view.lang, self.answer?.copied()?);
        let confirm =
            self.view.button(ButtonKind::Secondary, Some(Icon::Check), lang.confirm_copy(), self.event(Msg::Confirm));
        Some(answered_banner(Tone::Warn, None, lang.copied_from(&lang.survey_place(self.compound, from)), confirm))
    }

    /// What is still to be done: shown once there is something, or once it was asked for.
    fn follow_up(&self) -> Html {
        let known = self.answer.and_then(Answer::follow_up);
        if known.is_none() && !self.draft.is_some_and(|draft| draft.follow_up_open) {
            return Html::default();
        }
        let lang = self.view.lang;
        let field = |slot: Slot, id: String, label: &'static str, stored: Option<&str>| {
            let typed = self.draft.and_then(|draft| draft.typed(slot)).map(|typed| typed.text.as_str());
            let text = typed.or(stored).unwrap_or("").to_owned();
            let oninput = self.types(slot);
            TextField {
                maxlength: Some(MAX_REASON),
                onchange: Some(self.leaves(slot)),
                ..TextField::new(id, label, text, oninput)
            }
            .view()
        };
        let what = known.map(|known| known.what.as_str());
        let done = known.and_then(|known| Some(known.done.as_ref()?.as_str()));
        let id = self.at.follow_up_id();
        cols()
            .add(field(Slot::FollowUp, id.clone(), lang.to_be_done(), what))
            .add_if(known.is_some(), || field(Slot::Outcome, format!("{id}-done"), lang.what_was_done(), done))
            .html()
    }

    fn strip(&self) -> Strip<'_, 'a> {
        Strip {
            view: self.view,
            compound: self.compound,
            of: Of {
                compound: self.at.compound.clone(),
                subject: Subject::Item(self.at.place.clone(), self.at.item.to_owned()),
            },
            id: self.at.id(),
            name: self.view.lang.item_name(self.item).to_owned(),
        }
    }

    /// Whether its photos are shown: of an item that asks for some always, of another once there is one or it was asked for.
    fn shows_photos(&self) -> bool {
        let asks = self.item.fields.iter().any(|field| field.kind == FieldKind::PhotoNumber);
        asks || self.draft.is_some_and(|draft| draft.photos_open) || self.strip().is_needed()
    }

    /// The question for the reason.
    fn reason(&self, asking: &Asking) -> Html {
        let (lang, view) = (self.view.lang, self.view);
        let quick = |reason: &'static str| {
            let give = Event::survey(Msg::GiveReason { at: self.at.clone(), quick: Some(reason.to_owned()) });
            view.button(ButtonKind::Secondary, None, reason, give)
        };
        let error = (asking.tried && asking.reason.trim().is_empty()).then(|| AttrValue::from(lang.reason_missing()));
        let label = lang.reason_for(lang.excuse(asking.excuse));
        let oninput = self.on(|at, text| Msg::TypeReason { at, text });
        let reason = TextField {
            maxlength: Some(MAX_REASON),
            required: true,
            error,
            ..TextField::new(format!("{}-reason", self.at.id()), label, asking.reason.clone(), oninput)
        };
        let record = self.event(|at| Msg::GiveReason { at, quick: None });
        let answers = row()
            .add(view.button(ButtonKind::Secondary, None, lang.cancel(), self.event(Msg::DropReason)))
            .add(view.button(ButtonKind::Primary, None, lang.record_reason(), record));
        el("div", "stack")
            .attr("role", "group")
            .attr("aria-label", lang.why_excused(asking.excuse))
            .add(el("strong", "").text(lang.why_excused(asking.excuse)))
            .add(row().each(lang.quick_reasons(asking.excuse).map(quick)))
            .add(reason.view())
            .add(answers)
            .html()
    }

    fn foot(&self) -> Html {
        let (lang, view) = (self.view.lang, self.view);
        let quiet = |icon, label, event| view.button(ButtonKind::Quiet, icon, label, event);
        let excused = matches!(self.state, Completeness::Unknown | Completeness::NotApplicable);
        let has_note = self.answer.and_then(Answer::note).is_some();
        let note_open = has_note || self.draft.is_some_and(|draft| draft.note_open);
        let (by, saved) = match self.version() {
            Some(AnswerVersion { stamp, .. }) => (stamp.by.as_str(), Some(view.saved(&stamp.id))),
            None => ("", None),
        };
        let foot = el("div", "question__foot");
        let foot = if excused {
            let resume = self.event(Msg::Resume);
            foot.add(view.button(ButtonKind::Secondary, Some(Icon::Undo), lang.answer_after_all(), resume))
        } else {
            foot.add(quiet(None, lang.unknown(), self.event(|at| Msg::Ask(at, Excuse::Unknown)))).add(quiet(
                None,
                lang.not_applicable(),
                self.event(|at| Msg::Ask(at, Excuse::NotApplicable)),
            ))
        };
        let follows = self.answer.is_some_and(|answer| answer.follow_up().is_some())
            || self.draft.is_some_and(|draft| draft.follow_up_open);
        foot.add_if(!follows, || quiet(Some(Icon::Flag), lang.add_follow_up(), self.event(Msg::OpenFollowUp)))
            .add_if(!note_open, || quiet(Some(Icon::Note), lang.add_note(), self.event(Msg::OpenNote)))
            .add_if(!self.shows_photos(), || quiet(Some(Icon::Camera), lang.add_photo(), self.event(Msg::OpenPhotos)))
            .add_if(!by.is_empty(), || el("span", "muted").text(lang.recorded_by(by)).html())
            .add_some(saved)
            .html()
    }
}
