//! A button that shows a text as a QR code, large and by itself, so that another device's camera finds nothing else.
//!
//! The code is drawn only while it is shown. It is black on white whatever the page's colours are, because cameras look for dark on light,
//! and its margin belongs to it. Its modules are whole pixels, which keeps their edges sharp.
use yew::prelude::*;

use super::{Button, ButtonKind, Dialog};
use crate::bundle::qr::Code;
use crate::ui::element::el;

/// The light margin that the standard asks for, in modules.
const MARGIN: i32 = 4;
/// How wide a code is at least, in pixels of the page: what fits into a tablet held sideways, with the words around it.
const WIDTH: i32 = 360;
/// How wide a module is at least, in pixels of the page: half a millimetre on a tablet of ten inches.
const MODULE: i32 = 4;

/// The code as a picture, as large as a screen shows it; on paper the style sheet says how large. `None` where the text doesn't fit in one.
pub fn view_code(text: &str, label: AttrValue) -> Option<Html> {
    let code = Code::of(text)?;
    let side = code.side() + 2 * MARGIN;
    let pixels = side * MODULE.max(WIDTH / side + 1);
    let mut path = String::new();
    for y in 0..code.side() {
        let mut x = 0;
        while x < code.side() {
            let run = (x..code.side()).take_while(|x| code.is_dark(*x, y)).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN));
            }
            x += run as i32 + 1;
        }
    }
    let picture = el("svg", "qr")
        .attr("role", "img")
        .attr("aria-label", label)
        .attr("viewBox", format!("0 0 {side} {side}"))
        .attr("width", pixels.to_string())
        .attr("height", pixels.to_string())
        .attr("shape-rendering", "crispEdges")
        .add(el("rect", "").attr("width", "100%").attr("height", "100%").attr("fill", "#fff"))
        .add(el("path", "").attr("d", path).attr("fill", "#000"));
    Some(picture.html())
}

#[derive(Properties, PartialEq)]
pub struct ShownCodeProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// What the code is, above it and for readers.
    pub title: AttrValue,
    pub text: AttrValue,
    /// What stands below the code.
    #[prop_or_default]
    pub children: Html,
    pub done: AttrValue,
    pub close_label: AttrValue,
}

pub struct ShownCode {
    shown: bool,
}

impl Component for ShownCode {
    /// Whether it is to be shown.
    type Message = bool;
    type Properties = ShownCodeProps;

    fn create(_: &Context<Self>) -> Self {
        Self { shown: false }
    }

    fn update(&mut self, _: &Context<Self>, shown: bool) -> bool {
        self.shown = shown;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let show = ctx.link().callback(|_: MouseEvent| true);
        let button = Button::new(props.label.clone(), show).view();
        if !self.shown {
            return button;
        }
        let hide = ctx.link().callback(|_: MouseEvent| false);
        let done = Button { kind: ButtonKind::Primary, ..Button::new(props.done.clone(), hide) };
        let code = el("div", "stack qr-sheet")
            .add_some(view_code(&props.text, props.title.clone()))
            .add(props.children.clone());
        html! {
            <>
                { button }
                <Dialog id={props.id.clone()} title={props.title.clone()} actions={done.view()}
                    onclose={ctx.link().callback(|()| false)} close_label={props.close_label.clone()}>
                    { code.html() }
                </Dialog>
            </>
        }
    }
}
