//! The device's clock and its source of randomness.

use crate::app::Moment;
use base64ct::{Base64UrlUnpadded, Encoding};
use js_sys::Date;

/// The moment that an event happens at.
pub fn now() -> Moment {
    let date = Date::new_0();
    // Whole milliseconds fit 53 bits for the next 280,000 years.
    Moment { at: date.get_time() as i64, local: local(&date), nonce: nonce() }
}

/// Local date and time of a moment, as people write it.
pub fn local_time(at: i64) -> String {
    let date = Date::new(&(at as f64).into());
    if date.get_time().is_nan() {
        return String::new();
    }
    local(&date).replace('T', " ")
}

fn local(date: &Date) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// 16 random bytes as 22 characters. Browsers without `crypto` don't run WebAssembly either.
fn nonce() -> String {
    let mut bytes = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    Base64UrlUnpadded::encode_string(&bytes)
}
