//! A button with a word on it: verb and noun. Always a real `<button type="button">`.
use yew::prelude::*;

use super::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this screen is for.
    Primary,
    #[default]
    Secondary,
    /// No frame until touched: for rows and headings.
    Quiet,
    /// Something that cannot be taken back.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "btn--primary",
            ButtonKind::Secondary => "btn--secondary",
            ButtonKind::Quiet => "btn--quiet",
            ButtonKind::Danger => "btn--danger",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub kind: ButtonKind,
    pub label: AttrValue,
    pub onclick: Callback<MouseEvent>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Shows the icon only; the label is still read aloud.
    #[prop_or_default]
    pub icon_only: bool,
    /// The icon stands after the word, as in "next".
    #[prop_or_default]
    pub icon_last: bool,
    /// For a button that stays on or off.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Fills the width it is given.
    #[prop_or_default]
    pub wide: bool,
    /// The id of a text that says more, such as why the button is disabled.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
}

#[function_component]
pub fn Button(props: &ButtonProps) -> Html {
    let class =
        classes!("btn", props.kind.class(), props.icon_only.then_some("btn--icon"), props.wide.then_some("btn--wide"));
    let icon = props.icon.map(Icon::view).unwrap_or_default();
    let label = if props.icon_only {
        html! { <span class="sr-only">{ &props.label }</span> }
    } else {
        html! { <span>{ &props.label }</span> }
    };
    html! {
        <button
            type="button"
            id={props.id.clone()}
            {class}
            onclick={&props.onclick}
            disabled={props.disabled}
            title={props.icon_only.then(|| props.label.clone())}
            aria-pressed={props.pressed.map(|on| if on { "true" } else { "false" })}
            aria-describedby={props.described_by.clone()}
        >
            if props.icon_last {
                { label }{ icon }
            } else {
                { icon }{ label }
            }
        </button>
    }
}
