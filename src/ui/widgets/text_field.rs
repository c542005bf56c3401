//! A line or a block of text, a number or a date, as typed.
//!
//! The widget echoes the raw text it is given and never tidies it: whoever holds the text parses beside it. That is also why numbers are
//! typed into a text input with the number keyboard (`type="number"` hides what it cannot parse).
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::field::Notes;

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
    TextArea,
}

#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    /// Every keystroke.
    pub oninput: Callback<String>,
    /// The text as it stands when the field is left.
    #[prop_or_default]
    pub onchange: Option<Callback<String>>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub warning: Option<AttrValue>,
    #[prop_or_default]
    pub inputmode: InputMode,
    #[prop_or_default]
    pub kind: FieldKind,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub required: bool,
    /// Stands behind the text: 元, ㎡, 户.
    #[prop_or_default]
    pub unit: Option<AttrValue>,
    #[prop_or_default]
    pub maxlength: Option<u32>,
    /// Something to press beside the field, such as "same as last time".
    #[prop_or_default]
    pub trailing: Html,
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

#[function_component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let notes = Notes {
        id: &props.id,
        hint: props.hint.as_ref(),
        error: props.error.as_ref(),
        warning: props.warning.as_ref(),
    };
    let id = props.id.clone();
    let oninput = reader::<InputEvent>(props.oninput.clone());
    let onchange = props.onchange.clone().map(reader::<Event>);
    let maxlength = props.maxlength.map(|n| n.to_string());
    let required = props.required.then_some("true");
    let control = match props.kind {
        FieldKind::TextArea => html! {
            <textarea
                class="input input--area" {id} rows="3" value={props.value.clone()} {oninput} {onchange} {maxlength}
                disabled={props.disabled} autocomplete="off"
                aria-required={required} aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
            />
        },
        FieldKind::Text | FieldKind::Date => html! {
            <input
                class={classes!("input", (props.inputmode != InputMode::Text).then_some("num"))}
                type={if props.kind == FieldKind::Date { "date" } else { "text" }}
                inputmode={(props.kind == FieldKind::Text).then(|| props.inputmode.name())}
                {id} value={props.value.clone()} {oninput} {onchange} {maxlength}
                disabled={props.disabled} autocomplete="off"
                aria-required={required} aria-invalid={notes.aria_invalid()} aria-describedby={notes.described_by()}
            />
        },
    };
    html! {
        <div class={classes!("field", notes.state_class())}>
            <label class="field__label" for={props.id.clone()}>{ &props.label }</label>
            { notes.view_hint() }
            <div class="field__control">
                { control }
                if let Some(unit) = &props.unit {
                    <span class="field__unit">{ unit }</span>
                }
                { props.trailing.clone() }
            </div>
            { notes.view_messages() }
        </div>
    }
}
