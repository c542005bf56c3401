//! How far something has come: "12 / 48".
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    pub done: usize,
    pub total: usize,
    pub label: AttrValue,
}

#[function_component]
pub fn Progress(props: &ProgressProps) -> Html {
    // A bar of nothing is empty, not full.
    let max = props.total.max(1).to_string();
    let value = props.done.min(props.total).to_string();
    html! {
        <label class="progress">
            <span class="progress__text">
                <span>{ &props.label }</span>
                <span class="num">{ format!("{} / {}", props.done, props.total) }</span>
            </span>
            <progress class="progress__bar" {max} {value} />
        </label>
    }
}
