//! What people type, brought to the one spelling by which it is compared: Chinese keyboards give digits, letters and spaces of two widths.

/// Full-width digits, letters and signs as Chinese keyboards type them, in their plain form.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            // The full-width forms stand in the order of ASCII.
            '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// A serial or a name as it is compared: plain digits and letters, capitals, no spaces.
pub fn one_spelling(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// A name as it is compared: its letters, without what stands in brackets, where people write whether they are the first or the second of two.
pub fn letters_of(name: &str) -> String {
    let (mut letters, mut is_beside) = (String::new(), false);
    for c in one_spelling(name).chars() {
        match c {
            '(' | '[' | '【' | '〔' => is_beside = true,
            ')' | ']' | '】' | '〕' => is_beside = false,
            // Stops, dashes and the dots between the parts of a name.
            '\u{2000}'..='〃' | '・' => {}
            _ if is_beside || c < '\u{c0}' && !c.is_ascii_alphanumeric() => {}
            _ => letters.push(c),
        }
    }
    letters
}

/// Whether two names are those of two people. Of somebody who gave none nobody can say.
pub fn are_two_people(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(letters_of);
    !one.is_empty() && !other.is_empty() && one != other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_was_typed() {
        for same in [
            "王芳",
            " 王芳 ",
            "王　芳",
            "王 芳",
            "王芳.",
            "王芳。",
            "王·芳",
            "王芳（甲）",
            "王芳(2)",
            "【组长】王芳",
            "王芳（甲",
        ] {
            assert!(!are_two_people("王芳", same) && !are_two_people(same, "王芳"), "{same:?}");
        }
        assert!(!are_two_people("王芳（甲）", "王芳（乙）") && !are_two_people("阿依·古丽", "阿依古丽"));
        for another in ["王芳芳", "王", "王芳甲", "李芳（王芳）", "王芳2"] {
            assert!(are_two_people("王芳", another), "{another:?}");
        }
        assert!(!are_two_people("Ｗａｎｇ　Fang", "WANG FANG"));
        assert!(are_two_people("王芳", "王方"));
        for nobody in ["", " ", "　", "。", "（甲）"] {
            assert!(!are_two_people("王芳", nobody) && !are_two_people(nobody, "王芳"), "{nobody:?}");
        }
    }
}
