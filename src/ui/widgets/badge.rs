//! A short state beside a title, or a count on a heading: "3 not handed over".
use yew::prelude::*;

use super::{Icon, Tone};
use crate::ui::element::el;

/// With the tone's own icon.
pub fn badge(tone: Tone, label: impl Into<AttrValue>) -> Html {
    view(tone, tone.icon(), label.into(), None)
}

/// A neutral state with an icon of its own.
pub fn badge_icon(icon: Icon, label: impl Into<AttrValue>) -> Html {
    view(Tone::Neutral, Some(icon), label.into(), None)
}

/// How many of what the label names.
pub fn badge_count(tone: Tone, label: impl Into<AttrValue>, count: usize) -> Html {
    view(tone, tone.icon(), label.into(), Some(count))
}

#[inline(never)]
fn view(tone: Tone, icon: Option<Icon>, label: AttrValue, count: Option<usize>) -> Html {
    el("span", "")
        .class(format!("badge badge--{}", tone.name()))
        .add_some(icon.map(Icon::view))
        .add(el("span", "").text(label))
        .add_some(count.map(|count| el("span", "badge__count num").text(count.to_string()).html()))
        .html()
}
