//! A button that scans a QR code. What was scanned is handed over as if a file of that content had been picked, and a file can be picked
//! in its place wherever scanning fails.
//!
//! It has a life of its own because a camera is no state for the core to keep: it is on for as long as its picture is shown, and not a
//! moment longer.
use std::rc::Rc;
use web_sys::{File, HtmlVideoElement};
use yew::prelude::*;

use super::{Button, ButtonKind, Dialog, FilePick, Icon, Tone, banner};
use crate::app::scan::ScanTrouble;
use crate::shell::camera::{self, Camera};
use crate::ui::element::el;

#[derive(Clone, PartialEq)]
pub struct ScannerWords {
    pub scan: AttrValue,
    /// Until the picture is there.
    pub starting: AttrValue,
    pub hint: AttrValue,
    /// The name of what was scanned, in place of a file's.
    pub scanned: AttrValue,
    pub again: AttrValue,
    pub choose: AttrValue,
    pub cancel: AttrValue,
    pub close: AttrValue,
}

#[derive(Properties, PartialEq)]
pub struct ScannerProps {
    pub id: AttrValue,
    pub words: ScannerWords,
    /// Says what is wrong.
    pub trouble: Callback<ScanTrouble, String>,
    /// As in [`FilePick`].
    pub accept: &'static str,
    pub onfiles: Callback<Vec<File>>,
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
    Scanned(u32, Result<File, ScanTrouble>),
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
        let (held, name) = (Rc::downgrade(&camera), ctx.props().words.scanned.to_string());
        let (time, link) = (self.time, ctx.link().clone());
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(result) = camera::scan(held, video, name).await {
                link.send_message(Msg::Scanned(time, result));
            }
        });
        State::Looking(camera)
    }

    fn hand_over(&mut self, ctx: &Context<Self>, files: Vec<File>) {
        self.state = State::Closed;
        ctx.props().onfiles.emit(files);
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
            Msg::Scanned(_, Ok(file)) => self.hand_over(ctx, vec![file]),
            Msg::Opened(_, Err(why)) | Msg::Scanned(_, Err(why)) => self.state = State::Failed(why),
            Msg::Picked(files) => self.hand_over(ctx, files),
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
                let pick = FilePick {
                    id: format!("{}-file", props.id).into(),
                    label: words.choose.clone(),
                    accept: props.accept,
                    multiple: true,
                    onfiles: ctx.link().callback(Msg::Picked),
                    hint: None,
                    error: None,
                };
                let body =
                    el("div", "stack").add(banner(Tone::Danger, props.trouble.emit(why.clone()))).add(pick.view());
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
