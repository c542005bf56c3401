//! The program that has everything, what isn't needed at the doors too.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use wenlou::shell::panics;
        use wenlou::ui::{Root, Whole};

        panics::say_where();
        yew::Renderer::<Root<Whole>>::new().render();
    }
}
