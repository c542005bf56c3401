//! The program for the doors; and, where it is started as a worker, the keeper of the log.

fn main() {
    #[cfg(target_arch = "wasm32")]
    wenlou::ui::start_in_field::<wenlou::ui::Doors>();
}
