//! A message across the content. A danger is announced at once, the rest when the reader is idle.
use yew::prelude::*;

use super::{Icon, Tone};

#[derive(Properties, PartialEq)]
pub struct BannerProps {
    #[prop_or(Tone::Info)]
    pub kind: Tone,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
    /// Buttons that answer the message.
    #[prop_or_default]
    pub actions: Html,
}

#[function_component]
pub fn Banner(props: &BannerProps) -> Html {
    let role = if props.kind == Tone::Danger { "alert" } else { "status" };
    html! {
        <div class={classes!("banner", format!("banner--{}", props.kind.name()))} {role}>
            { props.kind.icon().map(Icon::view).unwrap_or_default() }
            <div class="banner__text">
                if let Some(title) = &props.title {
                    <strong class="banner__title">{ title }</strong>
                }
                <div>{ props.children.clone() }</div>
            </div>
            <div class="banner__actions">{ props.actions.clone() }</div>
        </div>
    }
}
