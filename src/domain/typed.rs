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

/// Whether two names are those of two people. Of somebody who gave none nobody can say.
pub fn are_two_people(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(one_spelling);
    !one.is_empty() && !other.is_empty() && one != other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_was_typed() {
        for same in ["王芳", " 王芳 ", "王　芳", "王 芳"] {
            assert!(!are_two_people("王芳", same), "{same:?}");
        }
        assert!(!are_two_people("Ｗａｎｇ　Fang", "WANG FANG"));
        assert!(are_two_people("王芳", "王方"));
        for nobody in ["", " ", "　"] {
            assert!(!are_two_people("王芳", nobody) && !are_two_people(nobody, "王芳"), "{nobody:?}");
        }
    }
}
