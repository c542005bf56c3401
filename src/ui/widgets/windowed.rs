//! A long list of which only the rows in sight exist.
//!
//! The list scrolls inside itself, so it needs a bounded height from the style sheet (`windowed` in a filling pane). Rows are equally high.
//! Their height is given in pixels at the normal text size and grows with the text. Positions are set as custom properties through the
//! CSSOM; the style sheet turns them into lengths.
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

/// Rows drawn above and below those in sight, so that a flick does not outrun the drawing.
const OVERSCAN: usize = 6;
/// The window moves in steps, so that most scroll events change nothing.
const STEP: usize = 4;
/// However high the list claims to be: a container without a bounded height must not draw ten thousand rows.
const MOST_IN_SIGHT: usize = 120;
/// The root text size for which row heights are given.
const NORMAL_TEXT_PX: f64 = 16.0;

#[derive(Properties, PartialEq)]
pub struct WindowedProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Pixels at the normal text size.
    pub row_height: u32,
    pub count: usize,
    /// Draws the row with this index. A new callback means new contents.
    pub render: Callback<usize, Html>,
    /// What the list is, for readers.
    pub label: AttrValue,
    /// Names a row by its content where rows can move or be filtered; otherwise the index does.
    #[prop_or_default]
    pub key_of: Option<Callback<usize, AttrValue>>,
    /// Scrolls this row into sight when the list appears and whenever it changes.
    #[prop_or_default]
    pub reveal: Option<usize>,
}

/// The rows to draw: `first` up to but not including `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: usize,
    end: usize,
}

impl Span {
    fn of(scrolled_px: f64, in_sight_px: f64, row_px: f64) -> Span {
        // Float to integer casts saturate, so neither a negative overscroll nor an absurd height can wrap.
        let top = (scrolled_px / row_px).floor() as usize;
        let in_sight = ((in_sight_px / row_px).ceil() as usize + 1).min(MOST_IN_SIGHT);
        let stepped = top / STEP * STEP;
        Span { first: stepped.saturating_sub(OVERSCAN), end: stepped + STEP + in_sight + OVERSCAN }
    }
}

fn root_text_px() -> Option<f64> {
    let window = web_sys::window()?;
    let root = window.document()?.document_element()?;
    let size = window.get_computed_style(&root).ok()??.get_property_value("font-size").ok()?;
    size.trim_end_matches("px").parse().ok()
}

fn row_px(row_height: u32) -> f64 {
    let scale = root_text_px().unwrap_or(NORMAL_TEXT_PX) / NORMAL_TEXT_PX;
    (f64::from(row_height) * scale).max(1.0)
}

fn measure(host: &HtmlElement, row_height: u32) -> Span {
    Span::of(f64::from(host.scroll_top()), f64::from(host.client_height()), row_px(row_height))
}

fn reveal_row(host: &HtmlElement, row: usize, row_height: u32) {
    let row_px = row_px(row_height);
    let top = row as f64 * row_px;
    let seen_from = f64::from(host.scroll_top());
    let seen_to = seen_from + f64::from(host.client_height());
    if top < seen_from || top + row_px > seen_to {
        // A third from the top, so that the rows before it are in sight too.
        host.set_scroll_top((top - f64::from(host.client_height()) / 3.0).max(0.0) as i32);
    }
}

#[function_component]
pub fn Windowed(props: &WindowedProps) -> Html {
    let host = use_node_ref();
    let span = use_state_eq(|| Span { first: 0, end: 0 });
    let end = span.end.min(props.count);
    let first = span.first.min(end);

    {
        let host = host.clone();
        use_effect_with((props.row_height, props.count, first), move |&(row_height, count, first)| {
            if let Some(host) = host.cast::<HtmlElement>() {
                let style = host.style();
                let row_rem = f64::from(row_height) / NORMAL_TEXT_PX;
                for (name, value) in
                    [("--row", format!("{row_rem}rem")), ("--count", count.to_string()), ("--first", first.to_string())]
                {
                    // Only an invalid name could fail.
                    let _ = style.set_property(name, &value);
                }
            }
        });
    }
    {
        let (host, span) = (host.clone(), span.setter());
        use_effect_with(props.row_height, move |&row_height| {
            let watching = host.cast::<HtmlElement>().map(|host| {
                span.set(measure(&host, row_height));
                let scrolled = {
                    let (host, span) = (host.clone(), span.clone());
                    EventListener::new(&host.clone(), "scroll", move |_| span.set(measure(&host, row_height)))
                };
                let resized = {
                    let host = host.clone();
                    Closure::<dyn FnMut()>::new(move || span.set(measure(&host, row_height)))
                };
                let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
                if let Some(observer) = &observer {
                    observer.observe(&host);
                }
                (scrolled, resized, observer)
            });
            move || {
                if let Some((_, _, Some(observer))) = &watching {
                    observer.disconnect();
                }
                drop(watching);
            }
        });
    }
    {
        let host = host.clone();
        use_effect_with((props.reveal, props.row_height), move |&(reveal, row_height)| {
            if let (Some(row), Some(host)) = (reveal, host.cast::<HtmlElement>()) {
                reveal_row(&host, row, row_height);
            }
        });
    }

    let setsize = AttrValue::from(props.count.to_string());
    let row = |at: usize| {
        let key = props.key_of.as_ref().map_or_else(|| at.to_string(), |key_of| key_of.emit(at).to_string());
        html! {
            <div {key} class="windowed__row" role="listitem" aria-setsize={setsize.clone()} aria-posinset={(at + 1).to_string()}>
                { props.render.emit(at) }
            </div>
        }
    };
    html! {
        <div ref={host} id={props.id.clone()} class="windowed" role="list" aria-label={props.label.clone()} tabindex="0">
            <div class="windowed__space" role="presentation">
                <div class="windowed__rows" role="presentation">{ for (first..end).map(row) }</div>
            </div>
        </div>
    }
}
