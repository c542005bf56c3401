//! A button that scans a QR code. What was scanned is handed over as a text, or as if a file of that content had been picked; then a file can be
//! picked in its place wherever scanning fails.
//!
//! It has a life of its own because a camera is no state for the core to keep: it is on for as long as its picture is shown, and not a
//! moment longer.
use std::rc::Rc;
use web_sys::{File, HtmlVideoElement};
use yew::prelude::*;

use super::{Button, ButtonKind, Dialog, FilePick, Icon, Tone, banner};
use crate::app::scan::ScanTrouble;
use crate::shell::camera::{self, Camera};
use crate::shell::{files, words_of};
use crate::ui::element::el;

#[derive(Clone, PartialEq)]
pub struct ScannerWords {
    pub scan: AttrValue,
    /// Until the picture is there.
    pub starting: AttrValue,
    pub hint: AttrValue,
    pub again: AttrValue,
    pub cancel: AttrValue,
    pub close: AttrValue,
}

/// What is made of what was scanned.
#[derive(Clone, PartialEq)]
pub enum Takes {
    Text(Callback<String>),
    /// A file, by the name that is given here; one can be chosen instead, as in [`FilePick`].
    Files {
        name: AttrValue,
        choose: AttrValue,
        accept: &'static str,
        onfiles: Callback<Vec<File>>,
    },
}

#[derive(Properties, PartialEq)]
pub struct ScannerProps {
    pub id: AttrValue,
    pub words: ScannerWords,
    /// Says what is wrong.
    pub trouble: Callback<ScanTrouble, String>,
    pub takes: Takes,
}

enum State {
    Closed,
    /// Waits for the person to allow it, or for the camera.
    Starting,
    /// The camera is on while this is held.
    Looking(#[allow(dead_code, reason = "it is held, not looked at")] Rc<Camera>),
    Failed(ScanTrouble),
}

pub struct Scanner {
    state: State,
    /// Counts the times it was opened, so that an answer to an earlier time is told apart.
    time: u32,
    video: NodeRef,
}

pub enum Msg {
    Open,
    /// Which time's camera it is.
    Opened(u32, Result<Camera, ScanTrouble>),
    Scanned(u32, Result<String, ScanTrouble>),
    Picked(Vec<File>),
    Close,
}

impl Scanner {
    fn open(&mut self, ctx: &Context<Self>) {
        self.time += 1;
        self.state = State::Starting;
        let time = self.time;
        ctx.link().send_future(async move { Msg::Opened(time, Camera::open().await) });
    }

    fn look(&self, ctx: &Context<Self>, camera: Camera) -> State {
        let Some(video) = self.video.cast::<HtmlVideoElement>() else { return State::Closed };
        let camera = Rc::new(camera);
        camera.show_in(&video);
        let held = Rc::downgrade(&camera);
        let (time, link) = (self.time, ctx.link().clone());
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(result) = camera::scan(held, video).await {
                link.send_message(Msg::Scanned(time, result));
            }
        });
        State::Looking(camera)
    }

    /// Hands over what was scanned; what becomes of the scanner.
    fn hand_over(ctx: &Context<Self>, text: String) -> State {
        match &ctx.props().takes {
            Takes::Text(ontext) => ontext.emit(text),
            Takes::Files { name, onfiles, .. } => match files::file_of(name, &text) {
                Ok(file) => onfiles.emit(vec![file]),
                Err(why) => return State::Failed(ScanTrouble::Reader(words_of(&why))),
            },
        }
        State::Closed
    }
}

impl Component for Scanner {
    type Message = Msg;
    type Properties = ScannerProps;

    fn create(_: &Context<Self>) -> Self {
        Self { state: State::Closed, time: 0, video: NodeRef::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Open => self.open(ctx),
            // What an earlier time still brings is dropped, and with it goes the camera.
            Msg::Opened(time, _) | Msg::Scanned(time, _) if time != self.time => return false,
            Msg::Opened(_, Ok(camera)) => self.state = self.look(ctx, camera),
            Msg::Scanned(_, Ok(text)) => self.state = Self::hand_over(ctx, text),
            Msg::Opened(_, Err(why)) | Msg::Scanned(_, Err(why)) => self.state = State::Failed(why),
            Msg::Picked(files) => {
                self.state = State::Closed;
                if let Takes::Files { onfiles, .. } = &ctx.props().takes {
                    onfiles.emit(files);
                }
            }
            Msg::Close => {
                self.time += 1;
                self.state = State::Closed;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let words = &props.words;
        let open = |label: &AttrValue, kind| {
            let onclick = ctx.link().callback(|_: MouseEvent| Msg::Open);
            Button { kind, icon: Some(Icon::Camera), ..Button::new(label.clone(), onclick) }.view()
        };
        let button = open(&words.scan, ButtonKind::Secondary);
        let close = ctx.link().callback(|()| Msg::Close);
        let cancel = Button::new(words.cancel.clone(), close.reform(|_: MouseEvent| ())).view();
        let (body, actions) = match &self.state {
            State::Closed => return button,
            State::Failed(why) => {
                let pick = |choose: &AttrValue, accept| FilePick {
                    id: format!("{}-file", props.id).into(),
                    label: choose.clone(),
                    accept,
                    multiple: true,
                    onfiles: ctx.link().callback(Msg::Picked),
                    hint: None,
                    error: None,
                };
                let pick = match &props.takes {
                    Takes::Text(_) => None,
                    Takes::Files { choose, accept, .. } => Some(pick(choose, *accept).view()),
                };
                let body = el("div", "stack").add(banner(Tone::Danger, props.trouble.emit(why.clone()))).add_some(pick);
                (body.html(), el("div", "row").add(cancel).add(open(&words.again, ButtonKind::Primary)).html())
            }
            looking => {
                let says = if matches!(looking, State::Starting) { &words.starting } else { &words.hint };
                let body = html! {
                    <div class="stack">
                        <video ref={self.video.clone()} class="scanner" playsinline=true aria-label={words.hint.clone()} />
                        { el("p", "").attr("role", "status").text(says.clone()).html() }
                    </div>
                };
                (body, cancel)
            }
        };
        html! {
            <>
                { button }
                <Dialog id={props.id.clone()} title={words.scan.clone()} {actions} onclose={close} close_label={words.close.clone()}>
                    { body }
                </Dialog>
            </>
        }
    }
}
