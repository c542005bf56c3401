//! A line or a block of text, a number or a date, as typed.
//!
//! The widget echoes the raw text it is given and never tidies it: whoever holds the text parses beside it. That is also why numbers are
//! typed into a text input with the number keyboard (`type="number"` hides what it cannot parse).
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::field::Notes;
use crate::ui::element::el;

/// Which keyboard the tablet brings up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputMode {
    #[default]
    Text,
    Numeric,
    Decimal,
    Tel,
}

impl InputMode {
    fn name(self) -> &'static str {
        match self {
            InputMode::Text => "text",
            InputMode::Numeric => "numeric",
            InputMode::Decimal => "decimal",
            InputMode::Tel => "tel",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Date,
    Time,
    /// Typed unseen.
    Password,
    TextArea,
}

/// `TextField::new(id, label, value, oninput)` with what differs from it, and then [`TextField::view`].
pub struct TextField {
    pub id: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    /// Every keystroke.
    pub oninput: Callback<String>,
    /// The text as it stands when the field is left.
    pub onchange: Option<Callback<String>>,
    pub hint: Option<AttrValue>,
    pub error: Option<AttrValue>,
    pub warning: Option<AttrValue>,
    pub inputmode: InputMode,
    pub kind: FieldKind,
    pub required: bool,
    /// Stands behind the text: 元, ㎡, 户.
    pub unit: Option<AttrValue>,
    pub maxlength: Option<u32>,
    /// Something to press beside the field, such as "same as last time".
    pub trailing: Option<Html>,
}

fn text_of<E: JsCast>(event: &E) -> Option<String> {
    let target = event.unchecked_ref::<web_sys::Event>().target()?;
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(target) => target.dyn_into::<HtmlTextAreaElement>().ok().map(|area| area.value()),
    }
}

fn reader<E: JsCast + 'static>(to: Callback<String>) -> Callback<E> {
    Callback::from(move |event: E| {
        if let Some(text) = text_of(&event) {
            to.emit(text);
        }
    })
}

/// How often to look whether what is pressed has been let go of, in milliseconds.
const LOOK: u32 = 50;

/// Something is being pressed, by finger or mouse.
fn is_pressing() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.query_selector(":active").ok().flatten()).is_some()
}

/// Calls as soon as nothing is pressed. A field is left by pressing something else, and what is drawn then may push that away from under the
/// finger: the press would be lost.
fn once_released(to: Callback<String>) -> Callback<String> {
    fn call(to: Callback<String>, text: String) {
        if is_pressing() {
            Timeout::new(LOOK, move || call(to, text)).forget();
        } else {
            to.emit(text);
        }
    }
    Callback::from(move |text| call(to.clone(), text))
}

impl TextField {
    pub fn new(
        id: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        value: impl Into<AttrValue>,
        oninput: Callback<String>,
    ) -> Self {
        TextField {
            id: id.into(),
            label: label.into(),
            value: value.into(),
            oninput,
            onchange: None,
            hint: None,
            error: None,
            warning: None,
            inputmode: InputMode::Text,
            kind: FieldKind::Text,
            required: false,
            unit: None,
            maxlength: None,
            trailing: None,
        }
    }

    #[inline(never)]
    pub fn view(self) -> Html {
        let notes = Notes {
            id: &self.id,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
            warning: self.warning.as_ref(),
        };
        let id = self.id.clone();
        let oninput = reader::<InputEvent>(self.oninput);
        let onchange = self.onchange.map(once_released).map(reader::<Event>);
        let maxlength = self.maxlength.map(|n| n.to_string());
        let required = self.required.then_some("true");
        let control = match self.kind {
            FieldKind::TextArea => html! {
                <textarea
                    class="input input--area" {id} rows="3" value={self.value} {oninput} {onchange} {maxlength} autocomplete="off"
                    aria-required={required} aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
                />
            },
            FieldKind::Text | FieldKind::Date | FieldKind::Time | FieldKind::Password => html! {
                <input
                    class={if self.inputmode == InputMode::Text { "input" } else { "input num" }}
                    type={match self.kind {
                        FieldKind::Date => "date",
                        FieldKind::Time => "time",
                        FieldKind::Password => "password",
                        _ => "text",
                    }}
                    inputmode={(self.kind == FieldKind::Text).then(|| self.inputmode.name())}
                    {id} value={self.value} {oninput} {onchange} {maxlength} autocomplete="off"
                    aria-required={required} aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
                />
            },
        };
        let control = el("div", "field__control")
            .add(control)
            .add_some(self.unit.map(|unit| el("span", "field__unit").text(unit).html()))
            .add_some(self.trailing);
        notes.view_field(self.label, control)
    }
}
