//! What runs in a real browser without the app around it.
#![cfg(target_arch = "wasm32")]
// Everything here is test code; a failure has to stop the test with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod shell;

use js_sys::{Reflect, global};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The app stands on these; a browser without them can't be tested with and should fail here, not somewhere deep.
#[wasm_bindgen_test]
fn the_browser_has_what_the_app_stands_on() {
    for path in [
        "localStorage",
        "indexedDB",
        "crypto.subtle",
        "navigator.locks",
        "navigator.storage",
        "navigator.serviceWorker",
    ] {
        let mut value: JsValue = global().into();
        for name in path.split('.') {
            value = Reflect::get(&value, &name.into()).unwrap();
        }
        assert!(value.is_object(), "{path} is missing");
    }
}
