//! The ballot at a glance. Professional management fills from the left and everything that can no longer count for it from the right, so
//! whichever side reaches the line at one half has decided the matter; the gap between is what is still out.
use crate::ui::element::{El, el};
use yew::prelude::*;

/// The words beside the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyLabels {
    pub professional: AttrValue,
    pub quasi: AttrValue,
    /// Blank, invalid, refused.
    pub other: AttrValue,
    /// Not returned.
    pub open: AttrValue,
    /// At the line.
    pub half: AttrValue,
    /// The whole bar in one sentence, for readers.
    pub summary: AttrValue,
}

pub struct TallyBar {
    /// Unique on the screen: the bar's patterns are named after it.
    pub id: AttrValue,
    pub professional: usize,
    pub quasi: usize,
    pub other: usize,
    /// All households, the basis of the half.
    pub total: usize,
    pub labels: TallyLabels,
}

/// How wide a count is drawn: thousandths of the bar as "12.3%", rounded down so that no bar touches the line too early.
fn percent(count: usize, total: usize) -> String {
    let thousandths = count.min(total) * 1000 / total.max(1);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

impl TallyBar {
    #[inline(never)]
    pub fn view(self) -> Html {
        let total = self.total;
        let professional = self.professional.min(total);
        let quasi = self.quasi.min(total - professional);
        let other = self.other.min(total - professional - quasi);
        let open = total - professional - quasi - other;
        let [hatch, dots] = ["hatch", "dots"].map(|pattern| format!("{}-{pattern}", self.id));
        let [hatched, dotted] = [&hatch, &dots].map(|pattern| format!("url(#{pattern})"));
        let labels = self.labels;
        let quasi_at = percent(total - quasi, total);
        let other_at = percent(total - quasi - other, total);
        let pattern = |id: String| {
            el("pattern", "")
                .attr("id", id)
                .attr("width", "8")
                .attr("height", "8")
                .attr("patternUnits", "userSpaceOnUse")
        };
        let stroke = el("path", "tally__stroke").attr("d", "M-2 2l4-4M0 8l8-8M6 10l4-4");
        let dot = el("circle", "tally__dot").attr("cx", "4").attr("cy", "4").attr("r", "1.5");
        let line = el("line", "tally__line").attr("x1", "50%").attr("x2", "50%").attr("y1", "0").attr("y2", "100%");
        let bar = el("svg", "tally__bar")
            .attr("role", "img")
            .attr("aria-label", labels.summary)
            .add(el("defs", "").add(pattern(hatch).add(stroke)).add(pattern(dots).add(dot)))
            .add(rect("tally__open", "100%".to_owned()))
            .add(rect("tally__professional", percent(professional, total)))
            .add(rect("tally__other", percent(other, total)).attr("x", other_at.clone()))
            .add(rect("", percent(other, total)).attr("x", other_at).attr("fill", dotted.clone()))
            .add(rect("tally__quasi", percent(quasi, total)).attr("x", quasi_at.clone()))
            .add(rect("", percent(quasi, total)).attr("x", quasi_at).attr("fill", hatched.clone()))
            .add(line);
        let keys = el("ul", "tally__keys")
            .add(key("tally__professional", "none".to_owned(), labels.professional, professional))
            .add(key("tally__open", "none".to_owned(), labels.open, open))
            .add(key("tally__other", dotted, labels.other, other))
            .add(key("tally__quasi", hatched, labels.quasi, quasi));
        el("div", "tally")
            .attr("id", self.id)
            .add(el("p", "tally__half").attr("aria-hidden", "true").text(labels.half))
            .add(bar)
            .add(keys)
            .html()
    }
}

/// As high as the drawing and so wide.
#[inline(never)]
fn rect(class: &'static str, width: String) -> El {
    el("rect", class).attr("width", width).attr("height", "100%")
}

#[inline(never)]
fn key(class: &'static str, fill: String, label: AttrValue, count: usize) -> Html {
    let full = || "100%".to_owned();
    let swatch = el("svg", "tally__swatch")
        .attr("aria-hidden", "true")
        .add(rect(class, full()))
        .add(rect("", full()).attr("fill", fill));
    el("li", "tally__key")
        .add(swatch)
        .add(el("span", "").text(label))
        .add(el("strong", "num").text(count.to_string()))
        .html()
}
