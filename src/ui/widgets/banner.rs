//! A message across the content. A danger is announced at once, the rest when the reader is idle.
use yew::prelude::*;

use super::{Icon, Tone};
use crate::ui::element::{el, text};

pub fn banner(kind: Tone, words: impl Into<AttrValue>) -> Html {
    view(kind, None, text(words), Html::default())
}

pub fn titled_banner(kind: Tone, title: impl Into<AttrValue>, children: impl Into<Html>) -> Html {
    view(kind, Some(title.into()), children.into(), Html::default())
}

/// A message with the buttons that answer it.
pub fn answered_banner(kind: Tone, title: Option<AttrValue>, words: impl Into<AttrValue>, actions: Html) -> Html {
    view(kind, title, text(words), actions)
}

#[inline(never)]
fn view(kind: Tone, title: Option<AttrValue>, children: Html, actions: Html) -> Html {
    let body = el("div", "banner__text")
        .add_some(title.map(|title| el("strong", "banner__title").text(title).html()))
        .add(el("div", "").add(children));
    el("div", "")
        .class(format!("banner banner--{}", kind.name()))
        .attr("role", if kind == Tone::Danger { "alert" } else { "status" })
        .add_some(kind.icon().map(Icon::view))
        .add(body)
        .add(el("div", "banner__actions").add(actions))
        .html()
}
