//! The worker that reads what comes from outside: rosters, bundles, work packets, key cards.
//!
//! It answers every message `[job, bytes]` with one reply, both JSON; see `wenlou::shell::reading`. Jobs about photos come with a file in place of the
//! bytes, and take their time; see `wenlou::shell::darkroom`.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen_futures::spawn_local;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
    use wenlou::domain::json;
    use wenlou::shell::reading::{STARTED, reply_to};
    use wenlou::shell::{darkroom, panics};

    panics::say_where();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let port = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let job = message.get(0).as_string().unwrap_or_default();
        if let Ok(job) = json::from_text(&job) {
            let port = port.clone();
            spawn_local(async move {
                let _ = port.post_message(&darkroom::reply_to(job, message.get(1)).await);
            });
            return;
        }
        if let Ok(what) = json::from_text(&job) {
            let port = port.clone();
            spawn_local(async move {
                let _ = port.post_message(&darkroom::look_at(what).await);
            });
            return;
        }
        let bytes = Uint8Array::new(&message.get(1)).to_vec();
        // Where posting fails the page waits for its time-out and says so.
        let _ = port.post_message(&reply_to(&job, &bytes).into());
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
    let _ = scope.post_message(&STARTED.into());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("wenlou-reader is a part of the browser app");
}
