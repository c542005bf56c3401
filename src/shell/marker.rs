//! Drawing on a photo with a finger or a pen, in red.
//!
//! The strokes are on the canvas and nowhere else until they are saved: a copy of the photo with what was drawn on it becomes a photo of its own.

use super::{Shell, words_of};
use crate::app::Event;
use crate::app::photos::{Marks, Msg, Of};
use crate::journal::RecordId;
use gloo_events::EventListener;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, HtmlImageElement, PointerEvent,
};

/// How wide a stroke is, as a part of the photo's width.
const STROKE: f64 = 1.0 / 120.0;
const RED: &str = "#e5131f";

/// The ids on the page of the canvas and of the picture that is drawn on, which isn't seen meanwhile.
pub const CANVAS: &str = "marker";
pub const PICTURE: &str = "marker-picture";

/// What is being drawn.
pub(super) struct Marker {
    canvas: HtmlCanvasElement,
    image: HtmlImageElement,
    context: CanvasRenderingContext2d,
    /// As points in the photo's pixels.
    strokes: RefCell<Vec<Vec<(f64, f64)>>>,
    is_down: RefCell<bool>,
}

/// A marker and what listens to the canvas for as long as it is there.
pub(super) type Held = Option<(Rc<Marker>, Vec<EventListener>)>;

pub(super) fn run(shell: Shell, marks: Marks) {
    match marks {
        Marks::Begin => spawn_local(async move {
            // The canvas is only drawn after this event.
            gloo_timers::future::TimeoutFuture::new(0).await;
            *shell.marker.borrow_mut() = Marker::begin(&shell);
        }),
        Marks::Undo => {
            if let Some((marker, _)) = &*shell.marker.borrow() {
                marker.strokes.borrow_mut().pop();
                marker.draw();
                marker.tell(&shell);
            }
        }
        Marks::Save { of, marked } => {
            if let Some((marker, _)) = &*shell.marker.borrow() {
                marker.save(shell.clone(), of, marked);
            }
        }
        Marks::End => drop(shell.marker.borrow_mut().take()),
    }
}

/// Where the pointer is, in the canvas's own pixels.
fn point(canvas: &HtmlCanvasElement, event: &PointerEvent) -> (f64, f64) {
    let seen = canvas.get_bounding_client_rect();
    let scale = f64::from(canvas.width()) / seen.width().max(1.0);
    ((f64::from(event.client_x()) - seen.left()) * scale, (f64::from(event.client_y()) - seen.top()) * scale)
}

impl Marker {
    fn begin(shell: &Shell) -> Held {
        let document = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = document.get_element_by_id(CANVAS)?.dyn_into().ok()?;
        let image: HtmlImageElement = document.get_element_by_id(PICTURE)?.dyn_into().ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let marker = Self { canvas, image, context, strokes: RefCell::default(), is_down: RefCell::default() };
        let marker = Rc::new(marker);
        marker.draw();
        let listen = |name: &'static str| {
            let (marker, shell) = (marker.clone(), shell.clone());
            EventListener::new(&marker.canvas.clone(), name, move |event| marker.take(&shell, name, event))
        };
        let names = ["pointerdown", "pointermove", "pointerup", "pointercancel"];
        let mut listeners: Vec<EventListener> = names.map(listen).into();
        let loaded = marker.clone();
        listeners.push(EventListener::new(&marker.image, "load", move |_| loaded.draw()));
        Some((marker, listeners))
    }

    /// Without its picture there is nothing to draw on, as with a photo that isn't on the device.
    fn has_picture(&self) -> bool {
        self.image.complete() && self.image.natural_width() > 0
    }

    fn take(&self, shell: &Shell, name: &str, event: &web_sys::Event) {
        if !self.has_picture() {
            return;
        }
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        let point = point(&self.canvas, event);
        match name {
            "pointerdown" => {
                // So that a stroke that leaves the picture ends where the finger is lifted.
                let _ = self.canvas.set_pointer_capture(event.pointer_id());
                *self.is_down.borrow_mut() = true;
                self.strokes.borrow_mut().push(vec![point]);
            }
            "pointermove" if *self.is_down.borrow() => {
                self.strokes.borrow_mut().last_mut().into_iter().for_each(|stroke| stroke.push(point));
            }
            "pointermove" => return,
            _ => {
                *self.is_down.borrow_mut() = false;
                self.tell(shell);
            }
        }
        self.draw();
    }

    fn tell(&self, shell: &Shell) {
        shell.emit(Event::photos(Msg::Drawn(self.strokes.borrow().len())));
    }

    /// Draws picture and strokes anew.
    fn draw(&self) {
        // Before it is loaded there is nothing to draw; then it is drawn.
        let _ = self.context.draw_image_with_html_image_element(&self.image, 0.0, 0.0);
        self.context.set_stroke_style_str(RED);
        self.context.set_line_width(f64::from(self.canvas.width()) * STROKE);
        self.context.set_line_cap("round");
        self.context.set_line_join("round");
        for stroke in &*self.strokes.borrow() {
            self.context.begin_path();
            for (at, (x, y)) in stroke.iter().enumerate() {
                if at == 0 {
                    self.context.move_to(*x, *y);
                }
                self.context.line_to(*x, *y);
            }
            self.context.stroke();
        }
    }

    /// The picture with what was drawn on it goes the way of one that was picked.
    fn save(&self, shell: Shell, of: Of, marked: RecordId) {
        if !self.has_picture() {
            return;
        }
        let (refused, about) = (shell.clone(), of.clone());
        let finish = Closure::once_into_js(move |blob: Option<Blob>| {
            let options = FilePropertyBag::new();
            options.set_type("image/png");
            let file = blob.and_then(|blob| {
                File::new_with_blob_sequence_and_options(&Array::of1(&blob), "marks.png", &options).ok()
            });
            let msg = match file {
                Some(file) => Msg::Take { of, marked: Some(marked), files: shell.pick(vec![file]) },
                None => Msg::MarksFailed(of, "toBlob".to_owned()),
            };
            shell.emit(Event::photos(msg));
        });
        // Without loss: the worker makes the JPEG.
        if let Err(why) = self.canvas.to_blob(finish.unchecked_ref()) {
            refused.emit(Event::photos(Msg::MarksFailed(about, words_of(&why))));
        }
    }
}
