//! The program that has everything, the supervisor's part too.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use wenlou::ui::{Root, Whole};

        console_error_panic_hook::set_once();
        yew::Renderer::<Root<Whole>>::new().render();
    }
}
