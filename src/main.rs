//! The browser app. A placeholder until the app is here: a heading, and the service worker's registration.

#[cfg(target_arch = "wasm32")]
mod placeholder {
    use yew::prelude::*;

    #[component]
    pub fn App() -> Html {
        use_effect_with((), |()| {
            if let Some(window) = web_sys::window() {
                let _registration = window.navigator().service_worker().register("./sw.js");
            }
        });
        html! {
            <main>
                <h1>{ "问楼" }</h1>
                <button type="button" disabled=true>{ "占位页面" }</button>
            </main>
        }
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        yew::Renderer::<placeholder::App>::new().render();
    }
}
