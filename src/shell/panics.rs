//! What the console is told when the program stops: where, and not in which words. A panic's words can quote the text that was at hand, a person's name
//! for one, and that has no place in a log.

use std::panic;

/// Says so from now on.
pub fn say_where() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // Thrown rather than written: so the page hears of a worker that stops, and the browser adds how it came there.
        wasm_bindgen::throw_str(&place);
    }));
}
