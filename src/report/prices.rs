//! A list of unit prices as the page is told of it; in words only why it can't be read.
//!
//! Only the worker calls this, so that none of it loads with the page.

use crate::app::import::Ask;
use crate::roster::prices::{self, PriceList};
use crate::roster::{MAX_BYTES, SheetError};

/// Reads a list, or says why it can't be read.
///
/// # Errors
/// In words.
pub fn read(ask: &Ask, bytes: &[u8]) -> Result<PriceList, String> {
    let read = match ask.is_too_large() {
        true => Err(SheetError::TooLarge { bytes: ask.size, limit: MAX_BYTES as u64 }),
        false => prices::read(&ask.name, bytes),
    };
    read.map_err(|error| ask.lang.sheet_error(&error))
}
