//! The worker that reads spreadsheets. A placeholder until it is here: it says that it has started.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.post_message(&"started".into());
    }
}
