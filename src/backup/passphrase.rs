//! What counts as a passphrase, and the one spelling in which it is used.
//!
//! Whoever has the file can try passphrases day and night on machines of their own. Each try costs as much as [`super::seal`] asks for, which
//! makes six digits a matter of hours and twelve characters one of ages. So only length counts; rules about kinds of characters make
//! passphrases that are harder to remember and no harder to guess.

/// How many characters are enough.
pub const CHARACTERS: usize = 12;
/// How many words are enough, together of [`LETTERS`] characters at least: a word of Chinese is short and says much.
pub const WORDS: usize = 4;
pub const LETTERS: usize = 8;

/// The spelling that is used: full-width letters and digits, as Chinese keyboards type them, are plain ones; white space around it is left out and
/// between words it is one space. Everything else counts as it was typed.
pub fn normal(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .map(|c| match c {
            // The full-width forms stand in the order of ASCII.
            '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
            _ => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether it is long enough.
pub fn is_long_enough(typed: &str) -> bool {
    let normal = normal(typed);
    let letters = normal.chars().filter(|c| *c != ' ').count();
    normal.chars().count() >= CHARACTERS || normal.split(' ').count() >= WORDS && letters >= LETTERS
}

/// Whether it is a number and no more, perhaps with signs between: a PIN, a date, a telephone number. There are too few of these at any length that
/// people keep in mind.
pub fn is_number(typed: &str) -> bool {
    normal(typed).chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_whatever_the_keyboard() {
        assert_eq!(normal("　Ｐａｓｓ　１２３ \t word "), "Pass 123 word");
        assert_eq!(normal("苹果 卡车"), normal("苹果　卡车"));
        assert_ne!(normal("Pass"), normal("pass"));
    }

    #[test]
    fn length_counts_and_nothing_else() {
        for enough in
            ["aaaaaaaaaaaa", "苹果 卡车 月亮 蓝色", "correct horse battery staple", "１２３４５６７８９０１２"]
        {
            assert!(is_long_enough(enough), "{enough}");
        }
        for short in ["", "123456", "Aa1!Aa1!Aa1", "a b c d", "  a          b  "] {
            assert!(!is_long_enough(short), "{short}");
        }
    }

    #[test]
    fn a_number_is_one_however_it_is_typed() {
        for number in ["1234", "１９９０－０１－０１", "138 0013 8000", "*#06#"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["苹果 1234", "a1", "楼"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
