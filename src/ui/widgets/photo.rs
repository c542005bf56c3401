//! Photos: taking and choosing them, showing one, drawing on it.
//!
//! Showing one is a component because its picture has to be fetched and let go of, and because strokes are no state for the core to keep.
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, HtmlImageElement, HtmlInputElement,
};
use yew::prelude::*;

use super::file_pick::take_files;
use super::{Button, ButtonKind, Icon};
use crate::domain::ids::CampaignId;
use crate::domain::photo::{Photo, Sha256};
use crate::shell::photos::{Address, show};
use crate::ui::element::{all, el, text};

/// A button that opens the camera or the device's pictures.
pub struct PhotoPick {
    pub id: AttrValue,
    pub label: AttrValue,
    /// The camera rather than pictures that there are.
    pub camera: bool,
    /// Never called with an empty list.
    pub onfiles: Callback<Vec<File>>,
}

impl PhotoPick {
    pub fn view(self) -> Html {
        let onfiles = self.onfiles;
        let onchange = Callback::from(move |event: Event| {
            let files = event.target_dyn_into::<HtmlInputElement>().map_or_else(Vec::new, |input| take_files(&input));
            if !files.is_empty() {
                onfiles.emit(files);
            }
        });
        let capture = self.camera.then_some("environment");
        let input = html! {
            <input class="drop__input" type="file" id={self.id.clone()} accept="image/*" {capture} multiple={!self.camera} {onchange} />
        };
        let icon = if self.camera { Icon::Camera } else { Icon::File };
        el("span", "btn btn--secondary pick")
            .add(input)
            .add(icon.view())
            .add(el("label", "").attr("for", self.id).text(self.label))
            .html()
    }
}

#[derive(Clone, PartialEq)]
pub struct MarkerWords {
    pub hint: AttrValue,
    pub undo: AttrValue,
    pub save: AttrValue,
    pub cancel: AttrValue,
}

/// Drawing on a photo.
#[derive(Clone, PartialEq)]
pub struct Marking {
    pub words: MarkerWords,
    /// The picture with what was drawn on it.
    pub onsave: Callback<File>,
    pub oncancel: Callback<()>,
}

#[derive(Properties, PartialEq)]
pub struct PhotoImageProps {
    pub campaign: CampaignId,
    pub photo: Photo,
    /// What is to be seen on it.
    pub alt: AttrValue,
    /// Stands in its place where it isn't on this device.
    pub missing: AttrValue,
    /// It is being drawn on, with a finger or a pen, in red.
    #[prop_or_default]
    pub marking: Option<Marking>,
}

/// A photo; nothing until it has been fetched.
pub struct PhotoImage {
    /// `Ok(None)`: not here.
    fetched: Option<Result<Option<Address>, String>>,
    image: NodeRef,
    canvas: NodeRef,
    /// What was drawn, as points in the photo's pixels.
    strokes: Vec<Vec<(f64, f64)>>,
    is_down: bool,
}

pub enum Msg {
    Fetched(Sha256, Result<Option<Address>, String>),
    Loaded,
    Down(f64, f64),
    Move(f64, f64),
    Up,
    Undo,
    Save,
}

/// How wide a stroke is, as a part of the photo's width.
const STROKE: f64 = 1.0 / 120.0;
const RED: &str = "#e5131f";

fn fetch(ctx: &Context<PhotoImage>) {
    let (campaign, sha256) = (ctx.props().campaign.clone(), ctx.props().photo.sha256.clone());
    let link = ctx.link().clone();
    spawn_local(async move {
        let fetched = show(campaign, sha256.clone()).await;
        link.send_message(Msg::Fetched(sha256, fetched));
    });
}

impl PhotoImage {
    /// Draws picture and strokes anew.
    fn draw(&self) -> Option<()> {
        let image = self.image.cast::<HtmlImageElement>().filter(HtmlImageElement::complete)?;
        let canvas = self.canvas.cast::<HtmlCanvasElement>()?;
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        context.draw_image_with_html_image_element(&image, 0.0, 0.0).ok()?;
        context.set_stroke_style_str(RED);
        context.set_line_width(f64::from(canvas.width()) * STROKE);
        context.set_line_cap("round");
        context.set_line_join("round");
        for stroke in &self.strokes {
            context.begin_path();
            for (at, (x, y)) in stroke.iter().enumerate() {
                if at == 0 {
                    context.move_to(*x, *y);
                }
                context.line_to(*x, *y);
            }
            context.stroke();
        }
        Some(())
    }

    fn save(&self, onsave: Callback<File>) {
        let Some(canvas) = self.canvas.cast::<HtmlCanvasElement>() else { return };
        let finish = Closure::once_into_js(move |blob: Option<Blob>| {
            let options = FilePropertyBag::new();
            options.set_type("image/png");
            let file = blob.and_then(|blob| {
                File::new_with_blob_sequence_and_options(&js_sys::Array::of1(&blob), "marks.png", &options).ok()
            });
            if let Some(file) = file {
                onsave.emit(file);
            }
        });
        // Without loss: the worker makes the JPEG.
        let _ = canvas.to_blob(finish.unchecked_ref());
    }

    fn marker(&self, ctx: &Context<Self>, Marking { words, oncancel, .. }: &Marking) -> Html {
        let Photo { width, height, .. } = &ctx.props().photo;
        let link = ctx.link();
        let onpointerdown = link.callback(|event: PointerEvent| {
            // So that a stroke that leaves the picture ends where the finger is lifted.
            let canvas = event.target_dyn_into::<HtmlCanvasElement>();
            let _ = canvas.map(|canvas| canvas.set_pointer_capture(event.pointer_id()));
            let (x, y) = point(&event);
            Msg::Down(x, y)
        });
        let onpointermove = link.callback(|event: PointerEvent| {
            let (x, y) = point(&event);
            Msg::Move(x, y)
        });
        let onpointerup = link.callback(|_: PointerEvent| Msg::Up);
        let onpointercancel = onpointerup.clone();
        let disabled = self.strokes.is_empty();
        let undo = Button::new(words.undo.clone(), link.callback(|_: MouseEvent| Msg::Undo));
        let undo = Button { disabled, icon: Some(Icon::Undo), ..undo };
        let save = Button::new(words.save.clone(), link.callback(|_: MouseEvent| Msg::Save));
        let save = Button { disabled, kind: ButtonKind::Primary, ..save };
        let cancel = Button::new(words.cancel.clone(), oncancel.reform(|_: MouseEvent| ()));
        let canvas = html! {
            <canvas
                ref={self.canvas.clone()} class="marker" width={width.to_string()} height={height.to_string()} role="img"
                aria-label={words.hint.clone()} {onpointerdown} {onpointermove} {onpointerup} {onpointercancel}
            />
        };
        let buttons = el("div", "row").add(cancel.view()).add(undo.view()).add(save.view());
        all([text(words.hint.clone()), canvas, buttons.html()])
    }
}

/// Where the pointer is, in the canvas's own pixels.
fn point(event: &PointerEvent) -> (f64, f64) {
    let Some(canvas) = event.target_dyn_into::<HtmlCanvasElement>() else { return (0.0, 0.0) };
    let seen = canvas.get_bounding_client_rect();
    let scale = f64::from(canvas.width()) / seen.width().max(1.0);
    ((f64::from(event.client_x()) - seen.left()) * scale, (f64::from(event.client_y()) - seen.top()) * scale)
}

impl Component for PhotoImage {
    type Message = Msg;
    type Properties = PhotoImageProps;

    fn create(ctx: &Context<Self>) -> Self {
        fetch(ctx);
        let (image, canvas) = (NodeRef::default(), NodeRef::default());
        Self { fetched: None, image, canvas, strokes: Vec::new(), is_down: false }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &PhotoImageProps) -> bool {
        if before.photo.sha256 != ctx.props().photo.sha256 {
            self.fetched = None;
            fetch(ctx);
        }
        if ctx.props().marking.is_none() {
            self.strokes.clear();
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            // What comes for a photo that was shown before is let go of.
            Msg::Fetched(sha256, fetched) if sha256 == ctx.props().photo.sha256 => self.fetched = Some(fetched),
            Msg::Fetched(..) => return false,
            Msg::Down(x, y) => {
                self.is_down = true;
                self.strokes.push(vec![(x, y)]);
            }
            Msg::Move(x, y) if self.is_down => self.strokes.last_mut().into_iter().for_each(|s| s.push((x, y))),
            Msg::Move(..) => return false,
            Msg::Up => self.is_down = false,
            Msg::Undo => drop(self.strokes.pop()),
            Msg::Loaded => {}
            Msg::Save => self.save(ctx.props().marking.as_ref().map(|m| m.onsave.clone()).unwrap_or_default()),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let address = match &self.fetched {
            None => return Html::default(),
            Some(Ok(Some(address))) => address.as_str().to_owned(),
            Some(Ok(None)) => return el("span", "photo__missing").text(props.missing.clone()).html(),
            Some(Err(why)) => return el("span", "photo__missing").text(format!("{}: {why}", props.missing)).html(),
        };
        let hidden = props.marking.is_some();
        let onload = ctx.link().callback(|_: Event| Msg::Loaded);
        let image = html! { <img ref={self.image.clone()} src={address} alt={props.alt.clone()} {hidden} {onload} /> };
        let marker = props.marking.as_ref().map(|marking| self.marker(ctx, marking));
        all([image, marker.unwrap_or_default()])
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        self.draw();
    }
}
