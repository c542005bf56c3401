//! What a device remembers of the last backup that was checked: up to where each campaign is safe.

/// Of one campaign, as it stands under [`crate::store::keys::BACKUPS`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The last record of this device that the backup holds.
    pub last: u64,
    /// When it was checked, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The campaign's state hash in it.
    pub state: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// The first word of a note, which is all that the program for the field needs of it; 0 where it can't be read.
pub fn last_of(text: &str) -> u64 {
    text.split(' ').next().and_then(|last| last.parse().ok()).unwrap_or(0)
}

impl Note {
    /// Four words with spaces between.
    pub fn to_text(&self) -> String {
        format!("{} {} {} {}", self.last, self.at, self.state, self.sha256)
    }

    /// Reads what [`Note::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(str::to_owned);
        let last = words.next()?.parse().ok()?;
        let at = words.next()?.parse().ok()?;
        Some(Self { last, at, state: words.next()?, sha256: words.next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_comes_back_as_it_was_written() {
        let note = Note { last: 7, at: -5, state: "a".repeat(64), sha256: "b".repeat(64) };
        assert_eq!((Note::from_text(&note.to_text()), last_of(&note.to_text())), (Some(note), 7));
        assert_eq!((last_of(""), last_of("x 5 a b")), (0, 0));
        for spoilt in ["", "7", "x 5 a b", "7 5 a", "-1 5 a b"] {
            assert_eq!(Note::from_text(spoilt), None, "{spoilt}");
        }
    }
}
