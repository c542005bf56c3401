//! Where the device is. It is asked once, when a person wants it recorded, and not followed.

use crate::app::survey::LocateTrouble;
use crate::domain::photo::Position;
use js_sys::{Function, JSON, Number, Reflect};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How long to wait for the receiver, and whether the exact place is wanted: outdoors, satellites take half a minute.
const LOCATE: &str = r#"{"enableHighAccuracy":true,"timeout":40000,"maximumAge":0}"#;
/// Six decimals of a degree are a hand's breadth.
const DECIMALS: u8 = 6;
/// The code of the Geolocation specification for a person who doesn't allow it.
const PERMISSION_DENIED: f64 = 1.0;

/// Asks the device where it is.
pub(super) fn locate(answer: impl Fn(Result<Position, LocateTrouble>) + 'static) {
    let number = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok().and_then(|value| value.as_f64());
    let navigator = web_sys::window().map(|window| window.navigator());
    let geolocation = navigator.and_then(|navigator| Reflect::get(&navigator, &"geolocation".into()).ok());
    let Some(geolocation) = geolocation.filter(JsValue::is_object) else {
        return answer(Err(LocateTrouble::NotOffered));
    };
    let answer = Rc::new(answer);
    let (failed, thrown) = (answer.clone(), answer.clone());
    let found = Closure::once_into_js(move |position: JsValue| {
        let coords = Reflect::get(&position, &"coords".into()).unwrap_or_default();
        // By the browser: the formatting of floats here would weigh as much as all else about photos.
        let degrees = |name: &str| Number::from(number(&coords, name)?).to_fixed(DECIMALS).ok()?.as_string();
        answer(match (degrees("latitude"), degrees("longitude"), number(&coords, "accuracy")) {
            (Some(latitude), Some(longitude), Some(accuracy)) => {
                Ok(Position { latitude, longitude, accuracy: accuracy.ceil() as u64 })
            }
            _ => Err(LocateTrouble::Unknown),
        });
    });
    let refused = Closure::once_into_js(move |error: JsValue| {
        let is_refused = number(&error, "code") == Some(PERMISSION_DENIED);
        failed(Err(if is_refused { LocateTrouble::Refused } else { LocateTrouble::Unknown }));
    });
    let options = JSON::parse(LOCATE).unwrap_or_default();
    let ask: Function = Reflect::get(&geolocation, &"getCurrentPosition".into()).unwrap_or_default().unchecked_into();
    if ask.call3(&geolocation, &found, &refused, &options).is_err() {
        thrown(Err(LocateTrouble::NotOffered));
    }
}
