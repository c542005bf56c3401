//! One item of the catalogue as a card: its question, its fields or the reason there is no answer, its note.

use crate::app::Event;
use crate::app::survey::{self, Asking, At, Excuse, ItemDraft, Msg, Slot, is_shown};
use crate::domain::answer::{self, Answer, Completeness, Status};
use crate::domain::campaign::Terms;
use crate::domain::catalogue::{FieldKind, Item, Need};
use crate::journal::state::Compound;
use crate::ui::view::View;
use crate::ui::widgets::{Badge, ButtonKind, FieldKind as InputKind, Icon, TextField, Tone};
use yew::prelude::*;

/// Characters of a reason.
const MAX_REASON: u32 = 200;
/// Characters of a note.
const MAX_NOTE: u32 = 2_000;

pub struct Question<'v, 'a> {
    pub view: &'v View<'a>,
    pub compound: &'v Compound,
    pub terms: Option<&'v Terms>,
    pub at: At,
    pub item: &'static Item,
    pub answer: Option<&'v Answer>,
    pub draft: Option<&'v ItemDraft>,
    pub state: Completeness,
}

impl<'v, 'a> Question<'v, 'a> {
    pub fn new(view: &'v View<'a>, compound: &'v Compound, at: At, item: &'static Item) -> Self {
        let answer = compound.answer(&at.place, at.item);
        let draft = view.model.survey.item(&at);
        let terms = view.model.state().and_then(|state| state.terms.as_ref());
        Self { view, compound, terms, at, item, answer, draft, state: answer::state(item, answer) }
    }

    /// An event about this item.
    pub fn event(&self, msg: impl FnOnce(At) -> Msg) -> Event {
        Event::Survey(msg(self.at.clone()))
    }

    /// Sends an event about this item and what the callback is called with.
    pub fn on<T: 'static>(&self, msg: impl Fn(At, T) -> Msg + 'static) -> Callback<T> {
        let (dispatch, at) = (self.view.dispatch.clone(), self.at.clone());
        Callback::from(move |value: T| dispatch.emit(Event::Survey(msg(at.clone(), value))))
    }

    /// Nobody enters it.
    fn is_computed(&self) -> bool {
        self.item.fields.iter().all(|field| field.kind == FieldKind::Computed)
    }

    pub fn view(&self) -> Html {
        let lang = self.view.lang;
        let unsaved = self.draft.is_some_and(|draft| draft.unsaved(self.item, self.answer));
        let doubts = survey::doubts(self.compound, &self.at.place, self.item);
        let tone = match &self.state {
            _ if unsaved => Some("question--error"),
            Completeness::Partial(_) => Some("question--todo"),
            Completeness::Missing => None,
            _ if doubts.is_empty() => Some("question--done"),
            _ => Some("question--todo"),
        };
        let title = format!("{}-title", self.item.id);
        html! {
            <article class={classes!("question", tone)} key={self.item.id} id={self.item.id} aria-labelledby={title.clone()}>
                <div class="question__head">
                    <h3 class="question__title" id={title}>{ lang.item_name(self.item) }</h3>
                    { self.badges(unsaved) }
                </div>
                if let Some(hint) = &self.item.hint { <p class="muted">{ lang.pick(hint.zh, hint.en) }</p> }
                { self.body() }
                <div aria-live="polite">
                    { for doubts.iter().map(|doubt| html! {
                        <p class="field__warning">{ Icon::Warning.view() }<span>{ lang.doubt(self.item.id, doubt) }</span></p>
                    }) }
                </div>
                { self.note() }
                { self.draft.and_then(|draft| draft.asking.as_ref()).map(|asking| self.reason(asking)).unwrap_or_default() }
                if !self.is_computed() { { self.foot() } }
            </article>
        }
    }

    fn badges(&self, unsaved: bool) -> Html {
        let lang = self.view.lang;
        let tone = match self.state {
            Completeness::Done => Tone::Ok,
            Completeness::Missing | Completeness::NotApplicable => Tone::Neutral,
            Completeness::Partial(_) | Completeness::Unknown => Tone::Warn,
        };
        html! {
            <>
                if unsaved { <Badge tone={Tone::Danger} label={lang.not_saved_here()} /> }
                if !self.is_computed() {
                    if !self.item.is_asked() { <Badge label={lang.optional_items()} /> }
                    <Badge {tone} label={lang.completeness(&self.state)} />
                }
            </>
        }
    }

    /// The fields, or the reason there is none to show.
    fn body(&self) -> Html {
        let lang = self.view.lang;
        let excused = |excuse: Excuse, reason: &str| {
            html! { <dl class="facts"><dt>{ lang.reason_for(lang.excuse(excuse)) }</dt><dd>{ reason }</dd></dl> }
        };
        match self.answer.map(Answer::status) {
            Some(Status::Unknown(reason)) => excused(Excuse::Unknown, reason.as_str()),
            Some(Status::NotApplicable(reason)) => excused(Excuse::NotApplicable, reason.as_str()),
            _ => {
                let shown = self.item.fields.iter().filter(|field| is_shown(self.answer, field));
                html! {
                    <>
                        if self.item.fields.iter().any(|field| field.need == Need::OneOf) {
                            <p class="muted">{ lang.at_least_one() }</p>
                        }
                        <div class="cols">{ for shown.map(|field| self.field(field)) }</div>
                    </>
                }
            }
        }
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
        html! {
            <TextField id={self.at.note_id()} label={self.view.lang.item_note()} value={text} kind={InputKind::TextArea}
                maxlength={Some(MAX_NOTE)} oninput={self.on(|at, text| Msg::Type { at, slot: Slot::Note, text })}
                onchange={self.on(|at, _: String| Msg::Leave { at, slot: Slot::Note })} />
        }
    }

    /// The question for the reason.
    fn reason(&self, asking: &Asking) -> Html {
        let (lang, view) = (self.view.lang, self.view);
        let quick = |reason: &'static str| {
            let give = self.event(|at| Msg::GiveReason { at, quick: Some(reason.to_owned()) });
            view.button(ButtonKind::Secondary, None, reason, give)
        };
        let error = (asking.tried && asking.reason.trim().is_empty()).then(|| AttrValue::from(lang.reason_missing()));
        html! {
            <div class="stack" role="group" aria-label={lang.why_excused(asking.excuse)}>
                <strong>{ lang.why_excused(asking.excuse) }</strong>
                <div class="row">{ for lang.quick_reasons(asking.excuse).map(quick) }</div>
                <TextField id={format!("{}-reason", self.item.id)} label={lang.reason_for(lang.excuse(asking.excuse))}
                    value={asking.reason.clone()} maxlength={Some(MAX_REASON)} required=true {error}
                    oninput={self.on(|at, text| Msg::TypeReason { at, text })} />
                <div class="row">
                    { view.button(ButtonKind::Secondary, None, lang.cancel(), self.event(Msg::DropReason)) }
                    { view.button(ButtonKind::Primary, None, lang.record_reason(),
                        self.event(|at| Msg::GiveReason { at, quick: None })) }
                </div>
            </div>
        }
    }

    fn foot(&self) -> Html {
        let (lang, view) = (self.view.lang, self.view);
        let quiet = |icon, label, event| view.button(ButtonKind::Quiet, icon, label, event);
        let excused = matches!(self.state, Completeness::Unknown | Completeness::NotApplicable);
        let has_note = self.answer.and_then(Answer::note).is_some();
        let note_open = has_note || self.draft.is_some_and(|draft| draft.note_open);
        let by = self.compound.answer_versions(&self.at.place, self.at.item).last().map(|version| &version.stamp.by);
        html! {
            <div class="question__foot">
                if excused {
                    { view.button(ButtonKind::Secondary, Some(Icon::Undo), lang.answer_after_all(), self.event(Msg::Resume)) }
                } else {
                    { quiet(None, lang.unknown(), self.event(|at| Msg::Ask(at, Excuse::Unknown))) }
                    { quiet(None, lang.not_applicable(), self.event(|at| Msg::Ask(at, Excuse::NotApplicable))) }
                }
                if !note_open { { quiet(Some(Icon::Note), lang.add_note(), self.event(Msg::OpenNote)) } }
                if let Some(by) = by.filter(|by| !by.is_empty()) {
                    <span class="muted">{ lang.recorded_by(by) }</span>
                }
            </div>
        }
    }
}
