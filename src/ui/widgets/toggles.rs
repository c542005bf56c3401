//! Short lists as large buttons: [`Toggles`] for one answer, [`Checks`] for any number.
//!
//! Underneath are native radio buttons and checkboxes, so keyboards, readers and tests work as on any form. Two widgets rather than
//! a flag: one answer is an `Option`, several are a list, and neither can be mistaken for the other.
use yew::prelude::*;

use super::field::Notes;
use super::{Button, ButtonKind, Choice};

#[derive(Properties, PartialEq)]
pub struct TogglesProps {
    pub id: AttrValue,
    pub legend: AttrValue,
    pub options: Vec<Choice>,
    #[prop_or_default]
    pub selected: Option<AttrValue>,
    pub onselect: Callback<AttrValue>,
    /// Offers to take the answer back, in these words; a radio button alone cannot be unset.
    #[prop_or_default]
    pub clear_label: Option<AttrValue>,
    #[prop_or_default]
    pub onclear: Callback<()>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub warning: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub required: bool,
    /// One joined strip, for switching a view rather than answering.
    #[prop_or_default]
    pub segmented: bool,
    /// Keeps the legend for readers only, where a heading already says it.
    #[prop_or_default]
    pub legend_hidden: bool,
}

#[function_component]
pub fn Toggles(props: &TogglesProps) -> Html {
    let notes = Notes {
        id: &props.id,
        hint: props.hint.as_ref(),
        error: props.error.as_ref(),
        warning: props.warning.as_ref(),
    };
    let legend_id = format!("{}-legend", props.id);
    let option = |choice: &Choice| {
        let onchange = {
            let (onselect, code) = (props.onselect.clone(), choice.code.clone());
            Callback::from(move |_: Event| onselect.emit(code.clone()))
        };
        let checked = props.selected.as_ref() == Some(&choice.code);
        html! {
            <label class="toggle" key={choice.code.as_str()}>
                <input
                    class="toggle__input" type="radio" name={props.id.clone()} value={choice.code.clone()} {checked} {onchange}
                    id={format!("{}-{}", props.id, choice.code)} aria-invalid={notes.aria_invalid()}
                />
                { view_face(choice) }
            </label>
        }
    };
    let clear = match (&props.clear_label, &props.selected) {
        (Some(label), Some(_)) => {
            let onclick = props.onclear.reform(|_: MouseEvent| ());
            html! { <Button kind={ButtonKind::Quiet} label={label} {onclick} disabled={props.disabled} /> }
        }
        _ => Html::default(),
    };
    html! {
        <fieldset
            class={classes!("toggles", props.segmented.then_some("toggles--segmented"), notes.state_class())}
            id={props.id.clone()} role="radiogroup" disabled={props.disabled} aria-labelledby={legend_id.clone()}
            aria-required={props.required.then_some("true")} aria-describedby={notes.described_by()}
        >
            <legend class={if props.legend_hidden { "sr-only" } else { "field__label" }} id={legend_id}>{ &props.legend }</legend>
            { notes.view_hint() }
            <div class="toggles__set">{ for props.options.iter().map(option) }{ clear }</div>
            { notes.view_messages() }
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
pub struct ChecksProps {
    pub id: AttrValue,
    pub legend: AttrValue,
    pub options: Vec<Choice>,
    #[prop_or_default]
    pub selected: Vec<AttrValue>,
    /// The code touched and whether it is now on.
    pub ontoggle: Callback<(AttrValue, bool)>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub warning: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub legend_hidden: bool,
}

#[function_component]
pub fn Checks(props: &ChecksProps) -> Html {
    let notes = Notes {
        id: &props.id,
        hint: props.hint.as_ref(),
        error: props.error.as_ref(),
        warning: props.warning.as_ref(),
    };
    let option = |choice: &Choice| {
        let on = props.selected.contains(&choice.code);
        let onchange = {
            let (ontoggle, code) = (props.ontoggle.clone(), choice.code.clone());
            Callback::from(move |_: Event| ontoggle.emit((code.clone(), !on)))
        };
        html! {
            <label class="toggle toggle--check" key={choice.code.as_str()}>
                <input
                    class="toggle__input" type="checkbox" value={choice.code.clone()} checked={on} {onchange}
                    id={format!("{}-{}", props.id, choice.code)} aria-invalid={notes.aria_invalid()}
                />
                { view_face(choice) }
            </label>
        }
    };
    html! {
        <fieldset
            class={classes!("toggles", notes.state_class())} id={props.id.clone()} disabled={props.disabled}
            aria-describedby={notes.described_by()}
        >
            <legend class={if props.legend_hidden { "sr-only" } else { "field__label" }}>{ &props.legend }</legend>
            { notes.view_hint() }
            <div class="toggles__set">{ for props.options.iter().map(option) }</div>
            { notes.view_messages() }
        </fieldset>
    }
}

fn view_face(choice: &Choice) -> Html {
    html! {
        <span class="toggle__face">
            <span class="toggle__text">
                { &choice.label }
                if let Some(hint) = &choice.hint {
                    <small class="toggle__hint">{ hint }</small>
                }
            </span>
        </span>
    }
}
