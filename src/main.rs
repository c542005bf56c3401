//! The program for the field; and, where it is started as a worker, the keeper of the log.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use wenlou::shell::{keeper, panics};
        use wenlou::ui::{Field, Root};

        panics::say_where();
        match keeper::scope() {
            Some(scope) => keeper::serve(scope),
            None => drop(yew::Renderer::<Root<Field>>::new().render()),
        }
    }
}
