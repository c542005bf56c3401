//! A short state beside a title, or a count on a heading: "3 not handed over".
use yew::prelude::*;

use super::{Icon, Tone};

#[derive(Properties, PartialEq)]
pub struct BadgeProps {
    pub label: AttrValue,
    #[prop_or_default]
    pub tone: Tone,
    /// Instead of the tone's own icon.
    #[prop_or_default]
    pub icon: Option<Icon>,
    #[prop_or_default]
    pub count: Option<usize>,
}

#[function_component]
pub fn Badge(props: &BadgeProps) -> Html {
    let icon = props.icon.or(props.tone.icon());
    html! {
        <span class={classes!("badge", format!("badge--{}", props.tone.name()))}>
            { icon.map(Icon::view).unwrap_or_default() }
            <span>{ &props.label }</span>
            if let Some(count) = props.count {
                <span class="badge__count num">{ count }</span>
            }
        </span>
    }
}
