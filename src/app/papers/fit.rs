//! In which size of type a form stays on one page with its stub (catalogue, section 6: D1), and what hangs on a wall fills its page (D2, D8): a browser
//! breaks what is too long and asks nobody, and half a form at a door is none.
//!
//! Lines are reckoned from the number of characters, with room to spare: what a browser makes of them depends on its fonts.

use crate::domain::date::parse_date;

/// A text in parts, of which every second one is a day: browsers break a line after a hyphen, and half a day is none.
pub fn days_apart(text: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    let is_day = |rest: &str, at: usize| rest.get(at..at + 10).and_then(parse_date).is_some();
    while let Some(at) = (0..rest.len()).find(|at| is_day(rest, *at)) {
        let (before, from) = rest.split_at(at);
        let (day, after) = from.split_at(10);
        parts.extend([before, day]);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// A size of type on paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Size {
    Twenty,
    Eighteen,
    Sixteen,
    Fourteen,
    Thirteen,
    Twelve,
    Ten,
    Nine,
    Eight,
    Seven,
    Six,
}

impl Size {
    /// Of what is read in the hand.
    pub const FORM: [Self; 5] = [Self::Ten, Self::Nine, Self::Eight, Self::Seven, Self::Six];
    /// Of what is read on a wall or a door.
    pub const WALL: [Self; 7] =
        [Self::Twenty, Self::Eighteen, Self::Sixteen, Self::Fourteen, Self::Thirteen, Self::Twelve, Self::Ten];

    /// The side of a Chinese character, in micrometres.
    fn em(self) -> u64 {
        match self {
            Self::Twenty => 7056,
            Self::Eighteen => 6350,
            Self::Sixteen => 5644,
            Self::Fourteen => 4939,
            Self::Thirteen => 4586,
            Self::Twelve => 4233,
            Self::Ten => 3528,
            Self::Nine => 3175,
            Self::Eight => 2822,
            Self::Seven => 2469,
            Self::Six => 2117,
        }
    }

    fn height(self, rows: &[Row<'_>]) -> u64 {
        rows.iter().map(|row| row.height(self.em())).sum()
    }
}

/// What stands side by side on the page: the highest of it decides.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Texts, each with the width that it has, in micrometres.
    pub cells: Vec<(&'a str, u64)>,
    /// What is around them, above and below, in micrometres.
    pub around: u64,
}

impl Row<'_> {
    fn height(&self, em: u64) -> u64 {
        let lines = self.cells.iter().map(|(text, width)| lines(text, *width, em)).max().unwrap_or(0);
        // A line is 1.4 times as high as its type.
        lines * em * 7 / 5 + self.around
    }
}

/// The first of these sizes in which the rows take no more than `room` micrometres; `None` if there is none.
pub fn fitting(sizes: &[Size], rows: &[Row<'_>], room: u64) -> Option<Size> {
    sizes.iter().copied().find(|size| size.height(rows) <= room)
}

/// In how many lines a text is set.
fn lines(text: &str, width: u64, em: u64) -> u64 {
    // At the end of a line one character may not fit, or mustn't stand there.
    let a_line = width.saturating_sub(em).max(em);
    text.lines().map(|line| (measure(line) * em / 10).div_ceil(a_line).max(1)).sum()
}

/// How long a text is, in tenths of a Chinese character.
fn measure(text: &str) -> u64 {
    text.chars().map(|c| if c.is_ascii() { 6 } else { 10 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_a_text_the_smaller_its_type() {
        // 69 mm: eighteen characters of ten points to a line.
        let of = |characters: usize| "保".repeat(characters);
        let sizes = [18, 19, 19 * 20, 30 * 30, 2000].map(|characters| {
            let text = of(characters);
            let rows = [Row { cells: vec![("短", 69_000), (&text, 69_000)], around: 2_000 }];
            fitting(&Size::FORM, &rows, 60_000)
        });
        assert_eq!(sizes, [Some(Size::Ten), Some(Size::Ten), Some(Size::Seven), None, None]);
        let rows = [Row { cells: vec![("短", 69_000)], around: 2_000 }];
        assert_eq!(fitting(&Size::WALL, &rows, 60_000), Some(Size::Twenty), "what is short is large on a wall");
        assert_eq!(lines(&of(18), 69_000, Size::Ten.em()), 1);
        assert_eq!(lines(&of(19), 69_000, Size::Ten.em()), 2);
        assert_eq!(lines("一\n二\n\n三", 69_000, Size::Ten.em()), 4, "a line that is broken by hand is one");
        assert_eq!(lines("abcdefghij", 21_168, Size::Ten.em()), 2, "ten letters are six characters");
    }
}
