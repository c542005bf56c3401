//! 目标责任书: what the city signs with each district and office for a year, and holds them to (LET; plan 八4).

use crate::domain::date::{Date, date_text, parse_date};

/// A letter of responsibility.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    pub year: u16,
    /// The district or office that it is signed with.
    pub with: String,
    pub on: Date,
}

impl std::fmt::Display for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.year, self.with, date_text(self.on))
    }
}

/// Reads lines of a year, whom it is signed with, and the day: `2026 上城区 2026-03-01`.
///
/// # Errors
/// The number of the first line, counted from 1, that is anything else.
pub fn letters(text: &str) -> Result<Vec<Letter>, usize> {
    let mut letters = Vec::new();
    for (at, line) in (1_usize..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        letters.push(letter(line).ok_or(at)?);
    }
    letters.sort_by(|a: &Letter, b| (a.year, &a.with, a.on).cmp(&(b.year, &b.with, b.on)));
    letters.dedup();
    Ok(letters)
}

fn letter(line: &str) -> Option<Letter> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [year, with @ .., on] = &words[..] else { return None };
    let year = year.trim_end_matches('年').parse().ok().filter(|year| (1900..=2100).contains(year))?;
    let with = with.join(" ");
    (!with.is_empty()).then_some(Letter { year, with, on: parse_date(on)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_a_year_a_party_and_a_day() {
        let read = letters("2027年 市 房管局 2027-01-05\n\n2026 上城区 2026-03-01\n2026 上城区 2026-03-01").unwrap();
        let said: Vec<String> = read.iter().map(Letter::to_string).collect();
        assert_eq!(said, ["2026 上城区 2026-03-01", "2027 市 房管局 2027-01-05"]);
        for wrong in ["上城区", "2026 上城区", "2026 2026-03-01", "26 上城区 2026-03-01", "2026 上城区 2026-02-30"]
        {
            assert_eq!(letters(&format!("2026 上城区 2026-03-01\n{wrong}")), Err(2), "{wrong}");
        }
    }
}
