//! How far something has come: "12 / 48".
use yew::prelude::*;

use crate::ui::element::el;

#[inline(never)]
pub fn progress(label: &'static str, done: usize, total: usize) -> Html {
    let words = el("span", "progress__text")
        .add(el("span", "").text(label))
        .add(el("span", "num").text(format!("{done} / {total}")));
    // A bar of nothing is empty, not full.
    let bar = el("progress", "progress__bar")
        .attr("max", total.max(1).to_string())
        .attr("value", done.min(total).to_string());
    el("label", "progress").add(words).add(bar).html()
}
