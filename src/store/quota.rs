//! How much `localStorage` holds, and when to say so.

/// What browsers give a site: so many UTF-16 units of keys and values, of Chinese and ASCII alike.
pub const UNITS: u64 = 5_242_880;
/// From here on, in per cent, people are warned.
const WARN: u64 = 70;
/// Beyond this, in per cent, nothing new is taken: what is left is for what makes room, such as the note of an export.
const FULL: u64 = 95;

/// How full it is, in whole per cent.
pub fn percent(used: u64) -> u64 {
    used * 100 / UNITS
}

/// Whether it is time to make room.
pub fn is_filling(used: u64) -> bool {
    percent(used) >= WARN
}

/// Whether so much more can be taken.
pub fn has_room(used: u64, more: u64) -> bool {
    (used + more) * 100 <= UNITS * FULL
}

/// What a text takes.
pub fn units(text: &str) -> u64 {
    text.encode_utf16().count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_counts_by_its_utf_16_units() {
        assert_eq!((units("abc"), units("楼"), units("😀")), (3, 1, 2));
    }

    #[test]
    fn the_warning_comes_before_the_end() {
        assert_eq!((percent(UNITS), is_filling(UNITS * 69 / 100), is_filling(UNITS * 7 / 10)), (100, false, true));
        assert!(has_room(0, UNITS * FULL / 100) && !has_room(1, UNITS * FULL / 100));
    }
}
