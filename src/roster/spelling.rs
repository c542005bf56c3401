//! One spelling out of many: full-width digits, a dozen dashes, stray spaces, Chinese numerals.
//!
//! Offices type `１号楼１单元１０１`, `1—1—101` and `一幢`; all are compared in the one spelling made here.

/// Half-width, one kind of dash, no white space or invisible characters, capital ASCII letters.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0),
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
            '\u{2010}'..='\u{2015}' | '−' | '─' | '━' | '﹣' | '﹘' | 'ー' => Some('-'),
            '♯' => Some('#'),
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether a cell says "nothing here" in words or strokes.
pub(super) fn says_nothing(text: &str) -> bool {
    // Most cells say something, and plainly so.
    if text.len() > 24 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    matches!(
        fold(text).as_str(),
        "" | "-" | "--" | "/" | "\\" | "无" | "空" | "不详" | "未知" | "N/A" | "#N/A" | "NULL"
    )
}

/// Splits a number or letter mark off the front: `12` of `12幢`, `十二` of `十二幢`, `B1` of `B1栋`, `甲` of `甲单元`.
/// The mark comes in its one spelling, with Arabic numerals and no leading zeros.
pub(super) fn take_mark(folded: &str) -> Option<(String, &str)> {
    let end = mark_end(folded, folded.chars());
    (end > 0).then(|| (canonical_mark(&folded[..end]), &folded[end..]))
}

/// Splits a mark off the end: `12` of `朝霞里小区12`.
pub(super) fn take_last_mark(folded: &str) -> Option<(&str, String)> {
    let length = mark_end(folded, folded.chars().rev());
    let start = folded.len() - length;
    (length > 0).then(|| (&folded[..start], canonical_mark(&folded[start..])))
}

/// A whole text that is one mark, in its one spelling.
pub(super) fn whole_mark(folded: &str) -> Option<String> {
    take_mark(folded).filter(|(_, rest)| rest.is_empty()).map(|(mark, _)| mark)
}

fn mark_end(text: &str, mut chars: impl Iterator<Item = char>) -> usize {
    let Some(first) = chars.next() else { return 0 };
    let same_kind: fn(char) -> bool = if first.is_ascii_alphanumeric() {
        |c| c.is_ascii_alphanumeric()
    } else if is_numeral(first) {
        is_numeral
    } else if "甲乙丙丁戊己庚辛东南西北中前后左右".contains(first) {
        |_| false
    } else {
        return 0;
    };
    let end = first.len_utf8() + chars.take_while(|c| same_kind(*c)).map(char::len_utf8).sum::<usize>();
    end.min(text.len())
}

fn is_numeral(c: char) -> bool {
    "〇零一二两三四五六七八九十百".contains(c)
}

fn canonical_mark(mark: &str) -> String {
    if mark.bytes().all(|b| b.is_ascii_digit()) {
        let number = mark.trim_start_matches('0');
        return if number.is_empty() { "0" } else { number }.to_owned();
    }
    chinese_number(mark).map_or_else(|| mark.to_owned(), |number| number.to_string())
}

/// Numbers below a thousand as they are written on doors: `十二`, `二十`, `一百零三`, and digit by digit `一〇二`.
fn chinese_number(text: &str) -> Option<u32> {
    let (mut total, mut pending) = (0_u32, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => {
                let digit = "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
                    '零' => Some(0),
                    '两' => Some(2),
                    _ => None,
                })? as u32;
                pending = Some(pending.unwrap_or(0_u32).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
        };
        total = total.checked_add(pending.take().unwrap_or(1) * unit)?;
        if total > 999 {
            return None;
        }
    }
    total.checked_add(pending.unwrap_or(0))
}
