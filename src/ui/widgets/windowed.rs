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

use crate::ui::element::el;

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
    // The browser's own reading of numbers: Rust's would come with its tables.
    let px = js_sys::Number::parse_float(&size);
    px.is_finite().then_some(px)
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

pub struct Windowed {
    host: NodeRef,
    span: Span,
    watching: Option<Watching>,
    /// What the host's custom properties were last set from: row height, number of rows, first row drawn.
    styled: Option<(u32, usize, usize)>,
    /// What was last scrolled into sight, at which row height.
    revealed: Option<(Option<usize>, u32)>,
}

/// What tells of scrolling and of a changed size, for as long as it is held.
struct Watching {
    _scrolled: EventListener,
    _resized: Closure<dyn FnMut()>,
    observer: Option<ResizeObserver>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// The list was scrolled or changed its size.
pub struct Moved;

impl Windowed {
    fn drawn(&self, count: usize) -> (usize, usize) {
        let end = self.span.end.min(count);
        (self.span.first.min(end), end)
    }

    fn style(&mut self, host: &HtmlElement, props: &WindowedProps) {
        let (first, _) = self.drawn(props.count);
        let now = (props.row_height, props.count, first);
        if self.styled == Some(now) {
            return;
        }
        self.styled = Some(now);
        let style = host.style();
        // Sixteenths, written out as a decimal fraction.
        let row_rem = format!("{}.{:04}rem", props.row_height / 16, props.row_height % 16 * 625);
        for (name, value) in [("--row", row_rem), ("--count", props.count.to_string()), ("--first", first.to_string())]
        {
            // Only an invalid name could fail.
            let _ = style.set_property(name, &value);
        }
    }
}

fn watch(host: &HtmlElement, moved: &Callback<()>) -> Watching {
    let scrolled = {
        let moved = moved.clone();
        EventListener::new(host, "scroll", move |_| moved.emit(()))
    };
    let resized = {
        let moved = moved.clone();
        Closure::<dyn FnMut()>::new(move || moved.emit(()))
    };
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(host);
    }
    Watching { _scrolled: scrolled, _resized: resized, observer }
}

impl Component for Windowed {
    type Message = Moved;
    type Properties = WindowedProps;

    fn create(_: &Context<Self>) -> Self {
        Windowed {
            host: NodeRef::default(),
            span: Span { first: 0, end: 0 },
            watching: None,
            styled: None,
            revealed: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, Moved: Moved) -> bool {
        let Some(host) = self.host.cast::<HtmlElement>() else { return false };
        let span = measure(&host, ctx.props().row_height);
        let other = span != self.span;
        self.span = span;
        other
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &WindowedProps) -> bool {
        if ctx.props().row_height != old.row_height {
            ctx.link().send_message(Moved);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let (first, end) = self.drawn(props.count);
        let setsize = AttrValue::from(props.count.to_string());
        let row = |at: usize| {
            let key = props.key_of.as_ref().map_or_else(|| at.to_string(), |key_of| key_of.emit(at).to_string());
            el("div", "windowed__row")
                .key(&key)
                .attr("role", "listitem")
                .attr("aria-setsize", setsize.clone())
                .attr("aria-posinset", (at + 1).to_string())
                .add(props.render.emit(at))
        };
        let rows = el("div", "windowed__rows").attr("role", "presentation").each((first..end).map(row));
        html! {
            <div ref={self.host.clone()} id={props.id.clone()} class="windowed" role="list" aria-label={props.label.clone()} tabindex="0">
                <div class="windowed__space" role="presentation">{ rows.html() }</div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let Some(host) = self.host.cast::<HtmlElement>() else { return };
        let props = ctx.props();
        self.style(&host, props);
        if self.watching.is_none() {
            self.watching = Some(watch(&host, &ctx.link().callback(|()| Moved)));
            ctx.link().send_message(Moved);
        }
        let reveal = (props.reveal, props.row_height);
        if self.revealed != Some(reveal) {
            self.revealed = Some(reveal);
            if let Some(row) = props.reveal {
                reveal_row(&host, row, props.row_height);
            }
        }
    }
}
