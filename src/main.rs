//! The browser app; and, where it is started as a worker, the keeper of its log.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use wenlou::shell::keeper;

        console_error_panic_hook::set_once();
        match keeper::scope() {
            Some(scope) => keeper::serve(scope),
            None => drop(yew::Renderer::<wenlou::ui::Root>::new().render()),
        }
    }
}
