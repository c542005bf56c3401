//! The camera, and the code it is held at. No part of the program for the survey.
//!
//! What it sees is drawn to a canvas a few times a second, and the worker looks for a code in it ([`super::reading`]): what stands before a
//! camera is as foreign as a file, and this page decodes none of it. Every browser goes this one way. `BarcodeDetector` would be a second
//! one for the few that have it: not Firefox, not Safari, and not every Chromium.
//!
//! Nobody is to wonder whether the camera still looks on: it is off once [`Camera`] is dropped, and when the page goes out of sight.

use super::reading::{Reader, Vault};
use super::words_of;
use crate::app::scan::ScanTrouble;
use crate::bundle::qr::Picture;
use crate::domain::json;
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{JSON, Reflect, Uint8Array, Uint8ClampedArray};
use std::rc::Weak;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamTrack, MediaStreamTrackState,
};

/// The camera that looks away from the person, if there are several, sharp enough for a full code and no sharper: each picture is looked
/// through whole.
const WANTED: &str = r#"{"video":{"facingMode":"environment","width":{"ideal":1280},"height":{"ideal":720}}}"#;
/// How wide and high the picture is at most in which a code is looked for, in pixels.
const SIDE: u32 = 800;
/// How long to wait between two pictures, in milliseconds.
const PAUSE_MS: u32 = 150;
/// How long one picture may take, in milliseconds; most take a tenth of the pause.
const PATIENCE_MS: u32 = 4_000;
/// How many pictures in a row may break the reader.
const MAX_BROKEN: u32 = 5;

/// A camera that is on for as long as this is held and the page is in sight.
pub struct Camera {
    stream: MediaStream,
    _sight: Option<EventListener>,
}

impl Drop for Camera {
    fn drop(&mut self) {
        stop(&self.stream);
    }
}

fn tracks(stream: &MediaStream) -> Vec<MediaStreamTrack> {
    stream.get_tracks().iter().map(JsCast::unchecked_into).collect()
}

fn stop(stream: &MediaStream) {
    tracks(stream).iter().for_each(MediaStreamTrack::stop);
}

impl Camera {
    /// Turns the camera on, once the person has allowed it.
    pub async fn open() -> Result<Self, ScanTrouble> {
        let devices = web_sys::window().and_then(|window| window.navigator().media_devices().ok());
        let devices = devices.filter(|devices| !devices.is_undefined()).ok_or(ScanTrouble::NotOffered)?;
        let wanted = JSON::parse(WANTED).map_err(|e| refusal(&e))?;
        let asked = devices.get_user_media_with_constraints(wanted.unchecked_ref()).map_err(|e| refusal(&e))?;
        let stream: MediaStream = JsFuture::from(asked).await.map_err(|e| refusal(&e))?.unchecked_into();
        // Not `stream.clone()`: that is the browser's own, which turns on a second one.
        let same = Clone::clone(&stream);
        Ok(Self { stream, _sight: watch_sight(same) })
    }

    /// Shows what it sees.
    pub fn show_in(&self, video: &HtmlVideoElement) {
        video.set_muted(true);
        video.set_src_object(Some(&self.stream));
        if let Ok(begun) = video.play() {
            // It ends in an error where the element is taken away before it has begun.
            spawn_local(async move { drop(JsFuture::from(begun).await) });
        }
    }

    fn is_on(&self) -> bool {
        tracks(&self.stream).iter().all(|track| track.ready_state() == MediaStreamTrackState::Live)
    }
}

fn watch_sight(stream: MediaStream) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    let page = document.clone();
    Some(EventListener::new(&document, "visibilitychange", move |_| {
        if page.hidden() {
            stop(&stream);
        }
    }))
}

/// Why there is no camera, by the names of the Media Capture specification.
fn refusal(error: &JsValue) -> ScanTrouble {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => ScanTrouble::Refused,
        Some("NotFoundError" | "OverconstrainedError") => ScanTrouble::NoCamera,
        Some("TypeError") => ScanTrouble::NotOffered,
        _ => ScanTrouble::Busy(words_of(error)),
    }
}

/// Looks for a code for as long as the camera is held and gives its text; `None` once the camera is let go.
pub async fn scan(camera: Weak<Camera>, video: HtmlVideoElement) -> Option<Result<String, ScanTrouble>> {
    let failed = |why: JsValue| ScanTrouble::Reader(words_of(&why));
    let canvas = match canvas() {
        Ok(canvas) => canvas,
        Err(why) => return Some(Err(failed(why))),
    };
    let mut reader = None;
    let mut broken = 0;
    loop {
        // Between the pictures nobody but its owner holds the camera.
        if !camera.upgrade()?.is_on() {
            return Some(Err(ScanTrouble::Stopped));
        }
        let seen = match look(&canvas, &video) {
            Ok(seen) => seen,
            Err(why) => return Some(Err(failed(why))),
        };
        if let Some((picture, pixels)) = seen {
            match read(&mut reader, picture, &pixels).await {
                Ok(Some(text)) => return camera.upgrade().map(|_| Ok(text)),
                Ok(None) => broken = 0,
                Err(why) => {
                    reader = None;
                    broken += 1;
                    if broken == MAX_BROKEN {
                        return Some(Err(ScanTrouble::Reader(why)));
                    }
                }
            }
        }
        TimeoutFuture::new(PAUSE_MS).await;
    }
}

/// Has a picture read, by a new worker where there is none: one that broke down over a picture is not asked again.
async fn read(reader: &mut Option<Reader>, picture: Picture, pixels: &Uint8Array) -> Result<Option<String>, String> {
    let worker = match reader {
        Some(worker) => worker,
        None => reader.insert(Reader::start().await?),
    };
    let reply = worker.ask_within(PATIENCE_MS, json::to_text(&Vault::Scan(picture)), pixels).await?;
    json::from_text(&reply).map_err(|e| e.to_string())
}

fn canvas() -> Result<CanvasRenderingContext2d, JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("document")?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    let kept_at_hand = JSON::parse(r#"{"willReadFrequently":true}"#)?;
    let context = canvas.get_context_with_context_options("2d", &kept_at_hand)?.ok_or("canvas")?;
    Ok(context.unchecked_into())
}

/// The square in the middle of what the camera sees, which is what the person sees of it; `None` before it sees anything.
fn look(
    context: &CanvasRenderingContext2d,
    video: &HtmlVideoElement,
) -> Result<Option<(Picture, Uint8Array)>, JsValue> {
    let (width, height) = (video.video_width(), video.video_height());
    let whole = width.min(height);
    if whole == 0 {
        return Ok(None);
    }
    let side = whole.min(SIDE);
    let canvas = context.canvas().ok_or("canvas")?;
    if canvas.width() != side {
        canvas.set_width(side);
        canvas.set_height(side);
    }
    let (left, top) = (f64::from((width - whole) / 2), f64::from((height - whole) / 2));
    let (whole, drawn) = (f64::from(whole), f64::from(side));
    context.draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        video, left, top, whole, whole, 0.0, 0.0, drawn, drawn,
    )?;
    let seen = context.get_image_data(0.0, 0.0, drawn, drawn)?;
    // Taken by name: the typed way would copy the pixels into this program first.
    let pixels: Uint8ClampedArray = Reflect::get(&seen, &"data".into())?.unchecked_into();
    Ok(Some((Picture { width: side, height: side }, Uint8Array::new(&pixels.buffer()))))
}
