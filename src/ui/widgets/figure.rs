//! One number that matters, large, with what it counts.
use yew::prelude::*;

use super::{Icon, Tone};

#[derive(Properties, PartialEq)]
pub struct FigureProps {
    pub label: AttrValue,
    /// Already written out, with its unit.
    pub value: AttrValue,
    #[prop_or_default]
    pub tone: Tone,
    /// The basis of the number.
    #[prop_or_default]
    pub note: Option<AttrValue>,
}

#[function_component]
pub fn Figure(props: &FigureProps) -> Html {
    html! {
        <div class={classes!("figure", format!("figure--{}", props.tone.name()))}>
            <span class="figure__label">
                { props.tone.icon().map(Icon::view).unwrap_or_default() }
                <span>{ &props.label }</span>
            </span>
            <strong class="figure__value num">{ &props.value }</strong>
            if let Some(note) = &props.note {
                <span class="figure__note">{ note }</span>
            }
        </div>
    }
}
