//! Photos: taking and choosing them, showing one, drawing on one.
//!
//! Showing one is a component because its picture has to be fetched and let go of; drawing on one because strokes are no state for the core to keep.
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, HtmlImageElement, HtmlInputElement,
};
use yew::prelude::*;

use super::file_pick::take_files;
use super::{Button, ButtonKind, Icon};
use crate::domain::ids::CampaignId;
use crate::domain::photo::{Photo, Sha256};
use crate::shell::photos::{Address, show};
use crate::ui::element::{el, text};

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

#[derive(Properties, PartialEq)]
pub struct PhotoImageProps {
    pub campaign: CampaignId,
    pub sha256: Sha256,
    /// What is to be seen on it.
    pub alt: AttrValue,
    /// Stands in its place where it isn't on this device.
    pub missing: AttrValue,
}

/// A photo; nothing until it has been fetched.
pub struct PhotoImage {
    /// `Ok(None)`: not here.
    fetched: Option<Result<Option<Rc<Address>>, String>>,
}

pub enum PhotoMsg {
    Fetched(Sha256, Result<Option<Address>, String>),
}

fn fetch(ctx: &Context<PhotoImage>) {
    let (campaign, sha256) = (ctx.props().campaign.clone(), ctx.props().sha256.clone());
    ctx.link().send_future(async move { PhotoMsg::Fetched(sha256.clone(), show(campaign, sha256).await) });
}

impl Component for PhotoImage {
    type Message = PhotoMsg;
    type Properties = PhotoImageProps;

    fn create(ctx: &Context<Self>) -> Self {
        fetch(ctx);
        Self { fetched: None }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &PhotoImageProps) -> bool {
        if (&before.campaign, &before.sha256) != (&ctx.props().campaign, &ctx.props().sha256) {
            self.fetched = None;
            fetch(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, PhotoMsg::Fetched(sha256, fetched): PhotoMsg) -> bool {
        // What comes for a photo that was shown before is let go of.
        let is_wanted = sha256 == ctx.props().sha256;
        if is_wanted {
            self.fetched = Some(fetched.map(|address| address.map(Rc::new)));
        }
        is_wanted
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        match &self.fetched {
            None => Html::default(),
            Some(Ok(Some(address))) => {
                el("img", "").attr("src", address.as_str().to_owned()).attr("alt", props.alt.clone()).html()
            }
            Some(Ok(None)) => el("span", "photo__missing").text(props.missing.clone()).html(),
            Some(Err(why)) => el("span", "photo__missing").text(format!("{}: {why}", props.missing)).html(),
        }
    }
}

#[derive(Clone, PartialEq)]
pub struct MarkerWords {
    pub canvas: AttrValue,
    pub undo: AttrValue,
    pub save: AttrValue,
    pub cancel: AttrValue,
}

#[derive(Properties, PartialEq)]
pub struct MarkerProps {
    pub campaign: CampaignId,
    pub photo: Photo,
    pub words: MarkerWords,
    /// The picture with what was drawn on it.
    pub onsave: Callback<File>,
    pub oncancel: Callback<()>,
}

/// A photo to draw on with a finger or a pen, in red.
pub struct Marker {
    canvas: NodeRef,
    picture: Option<(HtmlImageElement, Address)>,
    /// What was drawn, as points in the photo's pixels.
    strokes: Vec<Vec<(f64, f64)>>,
    is_down: bool,
}

pub enum MarkerMsg {
    Loaded(HtmlImageElement, Address),
    Failed,
    Down(f64, f64),
    Move(f64, f64),
    Up,
    Undo,
    Save,
}

/// How wide a stroke is, as a part of the photo's width.
const STROKE: f64 = 1.0 / 120.0;
const RED: &str = "#e5131f";

async fn load(campaign: CampaignId, sha256: Sha256) -> Option<(HtmlImageElement, Address)> {
    let address = show(campaign, sha256).await.ok()??;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address.as_str());
    JsFuture::from(image.decode()).await.ok()?;
    Some((image, address))
}

impl Marker {
    fn context(&self) -> Option<CanvasRenderingContext2d> {
        self.canvas.cast::<HtmlCanvasElement>()?.get_context("2d").ok()??.dyn_into().ok()
    }

    /// Draws picture and strokes anew.
    fn draw(&self) -> Option<()> {
        let (context, (image, _)) = (self.context()?, self.picture.as_ref()?);
        let width = f64::from(context.canvas()?.width());
        context.draw_image_with_html_image_element(image, 0.0, 0.0).ok()?;
        context.set_stroke_style_str(RED);
        context.set_line_width(width * STROKE);
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
}

/// Where the pointer is, in the canvas's own pixels.
fn point(event: &PointerEvent) -> Option<(f64, f64)> {
    let canvas: HtmlCanvasElement = event.target_dyn_into()?;
    let seen = canvas.get_bounding_client_rect();
    let scale = f64::from(canvas.width()) / seen.width().max(1.0);
    Some(((f64::from(event.client_x()) - seen.left()) * scale, (f64::from(event.client_y()) - seen.top()) * scale))
}

impl Component for Marker {
    type Message = MarkerMsg;
    type Properties = MarkerProps;

    fn create(ctx: &Context<Self>) -> Self {
        let (campaign, sha256) = (ctx.props().campaign.clone(), ctx.props().photo.sha256.clone());
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(match load(campaign, sha256).await {
                Some((image, address)) => MarkerMsg::Loaded(image, address),
                None => MarkerMsg::Failed,
            });
        });
        Self { canvas: NodeRef::default(), picture: None, strokes: Vec::new(), is_down: false }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: MarkerMsg) -> bool {
        match msg {
            MarkerMsg::Loaded(image, address) => self.picture = Some((image, address)),
            MarkerMsg::Failed => ctx.props().oncancel.emit(()),
            MarkerMsg::Down(x, y) if self.picture.is_some() => {
                self.is_down = true;
                self.strokes.push(vec![(x, y)]);
            }
            MarkerMsg::Move(x, y) if self.is_down => self.strokes.last_mut().into_iter().for_each(|s| s.push((x, y))),
            MarkerMsg::Down(..) | MarkerMsg::Move(..) => return false,
            MarkerMsg::Up => self.is_down = false,
            MarkerMsg::Undo => drop(self.strokes.pop()),
            MarkerMsg::Save => self.save(ctx.props().onsave.clone()),
        }
        self.draw();
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let MarkerProps { photo, words, .. } = ctx.props();
        let at = |event: &PointerEvent| point(event).unwrap_or_default();
        let onpointerdown = ctx.link().callback(move |event: PointerEvent| {
            let (x, y) = at(&event);
            // So that a stroke that leaves the picture ends where the finger is lifted.
            let canvas = event.target_dyn_into::<HtmlCanvasElement>();
            let _ = canvas.map(|canvas| canvas.set_pointer_capture(event.pointer_id()));
            MarkerMsg::Down(x, y)
        });
        let onpointermove = ctx.link().callback(move |event: PointerEvent| {
            let (x, y) = at(&event);
            MarkerMsg::Move(x, y)
        });
        let onpointerup = ctx.link().callback(|_: PointerEvent| MarkerMsg::Up);
        let onpointercancel = onpointerup.clone();
        let undo = Button {
            disabled: self.strokes.is_empty(),
            icon: Some(Icon::Undo),
            ..Button::new(words.undo.clone(), ctx.link().callback(|_: MouseEvent| MarkerMsg::Undo))
        };
        let save = Button {
            disabled: self.strokes.is_empty(),
            kind: ButtonKind::Primary,
            ..Button::new(words.save.clone(), ctx.link().callback(|_: MouseEvent| MarkerMsg::Save))
        };
        let cancel = Button::new(words.cancel.clone(), ctx.props().oncancel.reform(|_: MouseEvent| ()));
        html! {
            <div class="stack">
                { text(words.canvas.clone()) }
                <canvas
                    ref={self.canvas.clone()} class="marker" width={photo.width.to_string()} height={photo.height.to_string()}
                    role="img" aria-label={words.canvas.clone()} {onpointerdown} {onpointermove} {onpointerup} {onpointercancel}
                />
                { el("div", "row").add(cancel.view()).add(undo.view()).add(save.view()).html() }
            </div>
        }
    }
}
