//! The program that has everything, what isn't needed at the doors too.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use wenlou::ui::{Root, Whole};

        console_error_panic_hook::set_once();
        yew::Renderer::<Root<Whole>>::new().render();
    }
}
