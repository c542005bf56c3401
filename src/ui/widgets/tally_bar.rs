//! The ballot at a glance. Professional management fills from the left and everything that can no longer count for it from the right, so
//! whichever side reaches the line at one half has decided the matter; the gap between is what is still out.
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

#[derive(Properties, PartialEq)]
pub struct TallyBarProps {
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

#[function_component]
pub fn TallyBar(props: &TallyBarProps) -> Html {
    let total = props.total;
    let professional = props.professional.min(total);
    let quasi = props.quasi.min(total - professional);
    let other = props.other.min(total - professional - quasi);
    let open = total - professional - quasi - other;
    let hatch = format!("{}-hatch", props.id);
    let dots = format!("{}-dots", props.id);
    let labels = &props.labels;

    let key = |class: &'static str, fill: Option<String>, label: &AttrValue, count: usize| {
        html! {
            <li class="tally__key">
                <svg class="tally__swatch" aria-hidden="true"><rect {class} width="100%" height="100%" /><rect width="100%" height="100%" fill={fill.unwrap_or("none".into())} /></svg>
                <span>{ label }</span>
                <strong class="num">{ count }</strong>
            </li>
        }
    };
    let quasi_at = percent(total - quasi, total);
    let other_at = percent(total - quasi - other, total);
    html! {
        <div class="tally" id={props.id.clone()}>
            <p class="tally__half" aria-hidden="true">{ &labels.half }</p>
            <svg class="tally__bar" role="img" aria-label={labels.summary.clone()}>
                <defs>
                    <pattern id={hatch.clone()} width="8" height="8" patternUnits="userSpaceOnUse">
                        <path class="tally__stroke" d="M-2 2l4-4M0 8l8-8M6 10l4-4" />
                    </pattern>
                    <pattern id={dots.clone()} width="8" height="8" patternUnits="userSpaceOnUse">
                        <circle class="tally__dot" cx="4" cy="4" r="1.5" />
                    </pattern>
                </defs>
                <rect class="tally__open" width="100%" height="100%" />
                <rect class="tally__professional" width={percent(professional, total)} height="100%" />
                <rect class="tally__other" x={other_at.clone()} width={percent(other, total)} height="100%" />
                <rect fill={format!("url(#{dots})")} x={other_at} width={percent(other, total)} height="100%" />
                <rect class="tally__quasi" x={quasi_at.clone()} width={percent(quasi, total)} height="100%" />
                <rect fill={format!("url(#{hatch})")} x={quasi_at} width={percent(quasi, total)} height="100%" />
                <line class="tally__line" x1="50%" x2="50%" y1="0" y2="100%" />
            </svg>
            <ul class="tally__keys">
                { key("tally__professional", None, &labels.professional, professional) }
                { key("tally__open", None, &labels.open, open) }
                { key("tally__other", Some(format!("url(#{dots})")), &labels.other, other) }
                { key("tally__quasi", Some(format!("url(#{hatch})")), &labels.quasi, quasi) }
            </ul>
        </div>
    }
}
