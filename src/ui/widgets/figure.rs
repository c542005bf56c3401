//! One number that matters, large, with what it counts.
use yew::prelude::*;

use super::{Icon, Tone};
use crate::ui::element::el;

/// The value is already written out, with its unit.
pub fn figure(label: impl Into<AttrValue>, value: impl Into<AttrValue>) -> Html {
    view(Tone::Neutral, label.into(), value.into(), None)
}

pub fn toned_figure(tone: Tone, label: impl Into<AttrValue>, value: impl Into<AttrValue>) -> Html {
    view(tone, label.into(), value.into(), None)
}

/// With the basis of the number.
pub fn noted_figure(label: impl Into<AttrValue>, value: impl Into<AttrValue>, note: Option<AttrValue>) -> Html {
    view(Tone::Neutral, label.into(), value.into(), note)
}

#[inline(never)]
fn view(tone: Tone, label: AttrValue, value: AttrValue, note: Option<AttrValue>) -> Html {
    let label = el("span", "figure__label").add_some(tone.icon().map(Icon::view)).add(el("span", "").text(label));
    el("div", "")
        .class(format!("figure figure--{}", tone.name()))
        .add(label)
        .add(el("strong", "figure__value num").text(value))
        .add_some(note.map(|note| el("span", "figure__note").text(note).html()))
        .html()
}
