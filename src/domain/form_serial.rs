//! The serial number of a form that is printed from the roll: `A1B2-0123-1`, the roll, the household's number on it, and which of the household's
//! forms it is.
//!
//! It follows from the roll as it was frozen, so that every device knows which form is whose without being told, and a form of a roll that was
//! thawed isn't taken for one of the next, unless both hashes begin alike, as one pair in 65,536 does. A correction of the roll leaves the numbers
//! as they are; titles that it brings are numbered on. A household whose form was spoiled gets the next one.

use super::typed::one_spelling;
use std::fmt;

/// How much of the roll's hash a serial bears.
const ROLL: usize = 4;

/// A serial taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormSerial {
    /// The first characters of the roll's hash, in capitals.
    pub roll: String,
    /// The household's number, from 1.
    pub no: usize,
    /// Which of the household's forms, from 1.
    pub copy: usize,
}

impl FormSerial {
    /// The serial of a household's form on the roll of this hash.
    pub fn new(roll: &str, no: usize, copy: usize) -> Self {
        Self { roll: mark(roll), no, copy }
    }

    /// Whether it was printed from the roll of this hash.
    pub fn is_of(&self, roll: &str) -> bool {
        self.roll == mark(roll)
    }

    /// What a serial says; `None` for one that wasn't printed from a roll.
    pub fn read(serial: &str) -> Option<Self> {
        let [roll, no, copy] = serial.split('-').collect::<Vec<_>>()[..] else { return None };
        let is_mark = roll.len() == ROLL && roll.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
        let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
        let read = Self { roll: roll.to_owned(), no: number(no)?, copy: number(copy)? };
        (is_mark && read.to_string() == serial).then_some(read)
    }

    /// What a serial says that somebody typed: its hyphens may be dashes, or left out where it is one of the first nine forms. What else stands there, or
    /// stands elsewhere, is none of a serial.
    pub fn typed(text: &str) -> Option<Self> {
        let typed: String = one_spelling(text).chars().filter(|c| *c != '—').collect();
        Self::read(&typed).or_else(|| {
            let (roll, rest) = typed.split_at_checked(ROLL)?;
            let (no, copy) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
            Self::read(&format!("{roll}-{no}-{copy}"))
        })
    }
}

impl fmt::Display for FormSerial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{}", self.roll, self.no, self.copy)
    }
}

fn mark(roll: &str) -> String {
    roll.chars().take(ROLL).collect::<String>().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_has_one_spelling() {
        let serial = FormSerial { roll: "A1B2".to_owned(), no: 123, copy: 1 };
        assert_eq!(FormSerial::read("A1B2-0123-1"), Some(serial));
        assert_eq!(FormSerial::read("00FF-12345-12").unwrap().to_string(), "00FF-12345-12");
        for other in
            ["A-0001", "a1b2-0123-1", "A1B2-123-1", "A1B2-0000-1", "A1B2-0123-0", "A1B2-0123-1-1", "A1B2-0123", ""]
        {
            assert_eq!(FormSerial::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_serial_may_be_typed_without_its_hyphens() {
        for typed in ["A1B2-0123-1", "a1b201231", "Ａ1B2 0123 1", "a1b2——0123——1"] {
            assert_eq!(FormSerial::typed(typed).unwrap().to_string(), "A1B2-0123-1", "{typed}");
        }
        assert_eq!(FormSerial::typed("00FF123459").unwrap().to_string(), "00FF-12345-9");
        assert_eq!(FormSerial::typed("00FF-0123-12").unwrap().to_string(), "00FF-0123-12");
        // Which digits are whose can't be told, some are missing, the dashes say otherwise, or there is more to read.
        for other in [
            "00FF012312",
            "A1B2-0123",
            "0123",
            "甲1B201231",
            "A1B2012甲",
            "",
            "A1B2-112-31",
            "A1B2-01-23-1",
            "-A1B201231",
            "A1B20123-1",
            "A1B2-0123-1补",
            "A1B20123-1（复印件）",
            "A1B2-01?23-1",
        ] {
            assert_eq!(FormSerial::typed(other), None, "{other}");
        }
    }
}
