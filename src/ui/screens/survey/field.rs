//! One blank of an item, drawn by its kind: large buttons for options, the right keyboard for figures, text as typed.

use super::question::Question;
use crate::app::Event;
use crate::app::survey::{Msg, Slot, computed, known};
use crate::domain::answer::Completeness;
use crate::domain::catalogue::{Field, FieldError, FieldKind, Need};
use crate::ui::element::{El, all, el};
use crate::ui::layout::Facts;
use crate::ui::widgets::{ButtonKind, Checks, Choice, FieldKind as InputKind, InputMode, TextField, Toggles};
use yew::prelude::*;

/// A stored text longer than this has room for several lines.
const LONG: usize = 40;

impl Question<'_, '_> {
    pub fn field(&self, field: &'static Field) -> El {
        if let Some(drawn) = self.draw.and_then(|draw| draw(self, field)) {
            return drawn;
        }
        let control = match field.kind {
            FieldKind::Computed => self.computed(field),
            FieldKind::Choices(_) => self.checks(field),
            _ if !field.kind.options().is_empty() => self.toggles(field),
            _ => self.typed(field),
        };
        el("div", "").key(field.id).add(control)
    }

    pub fn value(&self, field: &Field) -> &str {
        self.answer.and_then(|answer| answer.value(field.id)).unwrap_or("")
    }

    pub fn label(&self, field: &Field) -> AttrValue {
        let lang = self.view.lang;
        match field.need {
            // Of an item that may be left out as a whole its badge says so.
            Need::Optional if self.item.is_asked() => lang.remarked(lang.field_name(field), lang.optional()).into(),
            _ => lang.field_name(field).into(),
        }
    }

    /// Says which fields an item begun still lacks.
    fn warning(&self, field: &Field) -> Option<AttrValue> {
        let lacks = match &self.state {
            Completeness::Partial(missing) => field.need == Need::Required && missing.contains(&field.id),
            _ => false,
        };
        lacks.then(|| self.view.lang.completeness(&Completeness::Missing).into())
    }

    fn choices(&self, field: &Field) -> Vec<Choice> {
        field.kind.options().iter().map(|o| Choice::new(o.code, self.view.lang.pick(o.zh, o.en))).collect()
    }

    fn choose(&self, field: &'static Field, value: String) -> Msg {
        Msg::Choose { at: self.at.clone(), field: field.id, value }
    }

    fn toggles(&self, field: &'static Field) -> Html {
        let id = field.id;
        let value = self.value(field);
        let selected = (!value.is_empty()).then(|| AttrValue::from(value.to_owned()));
        let onselect = self.on(move |at, code: AttrValue| Msg::Choose { at, field: id, value: code.to_string() });
        let clear = self.view.on(Event::survey(self.choose(field, String::new())));
        let toggles = Toggles {
            clear: Some((self.view.lang.clear_choice().into(), clear)),
            warning: self.warning(field),
            ..Toggles::new(self.at.field_id(id), self.label(field), self.choices(field), selected, onselect)
        };
        all([toggles.view(), self.offer(field, value).unwrap_or_default()])
    }

    fn checks(&self, field: &'static Field) -> Html {
        let id = field.id;
        let selected = self.answer.into_iter().flat_map(|answer| answer.codes(id));
        Checks {
            id: self.at.field_id(id).into(),
            legend: self.label(field),
            options: self.choices(field),
            selected: selected.map(|code| AttrValue::from(code.to_owned())).collect(),
            ontoggle: self.on(move |at, (code, on): (AttrValue, bool)| Msg::Tick {
                at,
                field: id,
                code: code.to_string(),
                on,
            }),
            warning: self.warning(field),
        }
        .view()
    }

    fn typed(&self, field: &'static Field) -> Html {
        let (lang, slot) = (self.view.lang, Slot::Field(field.id));
        let typed = self.draft.and_then(|draft| draft.typed(slot));
        let stored = self.value(field);
        let text = typed.map_or(stored, |typed| typed.text.as_str());
        let error = typed.filter(|typed| typed.left).and_then(|typed| match field.kind.parse(&typed.text) {
            Ok(_) | Err(FieldError::Blank) => None,
            Err(error) => Some(lang.called(lang.not_saved_here(), &lang.field_error(&field.kind, error))),
        });
        let several = stored.contains('\n') || stored.chars().count() > LONG;
        let kind = match field.kind {
            FieldKind::Date => InputKind::Date,
            FieldKind::TextList => InputKind::TextArea,
            FieldKind::Text if several => InputKind::TextArea,
            _ => InputKind::Text,
        };
        let mode = match field.kind {
            FieldKind::Count(_) | FieldKind::Year => InputMode::Numeric,
            _ if lang.unit_of(&field.kind).is_some() => InputMode::Decimal,
            _ => InputMode::Text,
        };
        let hint = match field.kind {
            FieldKind::TextList => Some(lang.one_a_line()),
            FieldKind::PhotoNumber => Some(lang.number_in_camera()),
            _ => None,
        };
        let oninput = self.types(slot);
        TextField {
            kind,
            inputmode: mode,
            onchange: Some(self.leaves(slot)),
            error: error.map(AttrValue::from),
            warning: self.warning(field),
            hint: hint.map(AttrValue::from),
            unit: lang.unit_of(&field.kind).map(AttrValue::from),
            trailing: self.offer(field, text),
            ..TextField::new(self.at.field_id(field.id), self.label(field), text.to_owned(), oninput)
        }
        .view()
    }

    /// What roll or setup say, to be taken over by a tap.
    fn offer(&self, field: &'static Field, value: &str) -> Option<Html> {
        let lang = self.view.lang;
        let known = known(self.compound, self.terms, &self.at.place, self.item.id, field.id)?;
        if known == value {
            return None;
        }
        let label = lang.take_known(lang.value_of(&field.kind, &known));
        let take = Event::survey(self.choose(field, known));
        Some(self.view.button(ButtonKind::Quiet, None, label, take))
    }

    fn computed(&self, field: &Field) -> Html {
        let lang = self.view.lang;
        let is_whole = self.view.model.sees_whole(self.compound);
        let value = computed(self.compound, self.terms, is_whole, &self.at.place, self.item.id);
        let facts = Facts::new().fact(lang.field_name(field), lang.computed(&value));
        let own = self.item.fields.len() == 1;
        if own { facts.fact(lang.note(), lang.computed_here()) } else { facts }.into()
    }
}
