//! From what a surveyor types to the canonical text that is stored.
//!
//! Typed text is forgiving (full-width digits, spaces, thousands separators, `米`, `㎡`, `元`, `2024年3月5日`), stored text
//! is not: each value has exactly one spelling, so that equal answers are equal bytes and a hash means something. Reading
//! the canonical text again gives the same value. A blank is no value, never zero.

use super::{FieldKind, Opt, Unit};
use crate::domain::date::{Date, date_text, make_date};
use rust_decimal::Decimal;
use std::fmt;

/// First and last year a survey can speak of.
const YEARS: (i16, i16) = (1900, 2100);
/// 1,000 km of pipe or wall.
const MAX_METRES: u64 = 1_000_000;
/// 10 km².
const MAX_SQUARE_METRES: u64 = 10_000_000;
/// 100 亿元.
const MAX_YUAN: u64 = 10_000_000_000;
/// Characters of a free text.
const MAX_TEXT: usize = 2_000;
/// Characters of a name in a list and of a photo's label.
const MAX_NAME: usize = 100;
/// Names in a list.
const MAX_NAMES: usize = 50;

/// A value understood. Its `Display` is the canonical text; a list has one entry a line, codes are joined by commas.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Canonical {
    /// The code of an option.
    Code(&'static str),
    /// Codes of options in the catalogue's order, each once.
    Codes(Vec<&'static str>),
    Count(u32),
    /// Without trailing zeros, in the unit of the field's kind.
    Decimal(Decimal),
    Year(i16),
    Date(Date),
    Text(String),
    Texts(Vec<String>),
}

impl fmt::Display for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => f.write_str(code),
            Self::Codes(codes) => f.write_str(&codes.join(",")),
            Self::Count(count) => write!(f, "{count}"),
            Self::Decimal(decimal) => write!(f, "{decimal}"),
            Self::Year(year) => write!(f, "{year}"),
            Self::Date(date) => f.write_str(&date_text(*date)),
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => f.write_str(&texts.join("\n")),
        }
    }
}

/// Why a text is not a value of a field; how to say it is the business of `text`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldError {
    /// Nothing but spaces.
    Blank,
    /// The field is worked out, not typed.
    Computed,
    NotANumber,
    Negative,
    /// A count with a fraction.
    NotWhole,
    /// More decimals than can be measured or paid.
    TooPrecise {
        decimals: u32,
    },
    /// Beyond what can be meant.
    TooLarge {
        max: u64,
    },
    YearOutOfRange {
        first: i16,
        last: i16,
    },
    /// Not year, month and day.
    NotADate,
    /// A date the calendar does not have, such as 30 February.
    NoSuchDay,
    NotAnOption,
    /// This option excludes all others.
    Excludes {
        code: &'static str,
    },
    /// A line, counted from 1, of a text that has to have figures in a certain way.
    NotUnderstood {
        line: usize,
    },
    /// Too many characters.
    TooLong {
        max: usize,
    },
    /// Too many entries.
    TooMany {
        max: usize,
    },
}

impl FieldKind {
    /// Reads what was typed or chosen: an option by its code or either of its labels, a figure with or without its unit.
    ///
    /// Accepts every canonical text it has itself produced, and gives the same value for it.
    pub fn parse(&self, raw: &str) -> Result<Canonical, FieldError> {
        let raw = raw.trim();
        match self {
            Self::Computed => Err(FieldError::Computed),
            _ if raw.is_empty() => Err(FieldError::Blank),
            Self::Choices(options) => codes(raw, options),
            Self::Count(unit) => count(raw, unit),
            Self::Metres => decimal(raw, &["米", "m"], 2, MAX_METRES),
            Self::SquareMetres => decimal(raw, &["平方米", "平米", "平方", "㎡", "m²", "m2"], 3, MAX_SQUARE_METRES),
            Self::Quantity => decimal(raw, &[], 3, MAX_SQUARE_METRES),
            Self::Yuan => decimal(raw, &["元"], 2, MAX_YUAN),
            Self::YuanPerYear => decimal(raw, &["元/年", "元每年", "元"], 2, MAX_YUAN),
            Self::Percent => decimal(raw, &["%"], 2, 100),
            Self::Year => year(raw),
            Self::Date => date(raw),
            Self::Text => Ok(Canonical::Text(bounded(clean(raw), MAX_TEXT)?)),
            Self::PhotoNumber => Ok(Canonical::Text(bounded(clean(raw).replace('\n', " "), MAX_NAME)?)),
            Self::TextList => texts(raw),
            Self::Sealed => sealed(raw),
            _ => option(raw, self.options()).map(|option| Canonical::Code(option.code)),
        }
    }
}

fn option(raw: &str, options: &'static [Opt]) -> Result<&'static Opt, FieldError> {
    let matches = |option: &&Opt| option.code == raw || option.zh == raw || option.en.eq_ignore_ascii_case(raw);
    options.iter().find(matches).ok_or(FieldError::NotAnOption)
}

fn codes(raw: &str, options: &'static [Opt]) -> Result<Canonical, FieldError> {
    let mut chosen = Vec::new();
    for part in parts(raw, &[',', '，', '、', ';', '；', '\n']) {
        chosen.push(option(part, options)?);
    }
    if let Some(alone) = chosen.iter().find(|option| option.alone)
        && chosen.iter().any(|option| option.code != alone.code)
    {
        return Err(FieldError::Excludes { code: alone.code });
    }
    let in_order = options.iter().filter(|option| chosen.iter().any(|other| other.code == option.code));
    let codes: Vec<_> = in_order.map(|option| option.code).collect();
    if codes.is_empty() { Err(FieldError::Blank) } else { Ok(Canonical::Codes(codes)) }
}

fn count(raw: &str, unit: &Unit) -> Result<Canonical, FieldError> {
    let number = figure(raw, &[unit.zh, "个"], unit.max.into())?.normalize();
    if number.scale() > 0 {
        return Err(FieldError::NotWhole);
    }
    let count = u32::try_from(number).ok().filter(|count| *count <= unit.max);
    count.map(Canonical::Count).ok_or(FieldError::TooLarge { max: unit.max.into() })
}

fn decimal(raw: &str, suffixes: &[&str], decimals: u32, max: u64) -> Result<Canonical, FieldError> {
    let number = figure(raw, suffixes, max)?.normalize();
    if number > Decimal::from(max) {
        Err(FieldError::TooLarge { max })
    } else if number.scale() > decimals {
        Err(FieldError::TooPrecise { decimals })
    } else {
        Ok(Canonical::Decimal(number))
    }
}

fn year(raw: &str) -> Result<Canonical, FieldError> {
    let number = figure(raw, &["年"], 2100)?.normalize();
    let in_range = i16::try_from(number).ok().filter(|year| number.scale() == 0 && (YEARS.0..=YEARS.1).contains(year));
    in_range.map(Canonical::Year).ok_or(FieldError::YearOutOfRange { first: YEARS.0, last: YEARS.1 })
}

fn date(raw: &str) -> Result<Canonical, FieldError> {
    let mut text = narrow(raw);
    if text.ends_with(['日', '号']) {
        text.pop();
    }
    let mut numbers = text.split(['-', '/', '.', '年', '月']).map(|part| {
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| digits)
    });
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return Err(FieldError::NotADate);
    };
    if !(YEARS.0..=YEARS.1).contains(&year) {
        return Err(FieldError::YearOutOfRange { first: YEARS.0, last: YEARS.1 });
    }
    let narrow = |number: i16| u8::try_from(number).map_err(|_| FieldError::NoSuchDay);
    make_date(i32::from(year), narrow(month)?, narrow(day)?).map(Canonical::Date).ok_or(FieldError::NoSuchDay)
}

/// As long as the shortest there can be, and as others may be.
fn sealed(raw: &str) -> Result<Canonical, FieldError> {
    let is_sealed = (64..=MAX_TEXT).contains(&raw.len())
        && raw.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_sealed.then(|| Canonical::Text(raw.to_owned())).ok_or(FieldError::Computed)
}

fn texts(raw: &str) -> Result<Canonical, FieldError> {
    let mut texts: Vec<String> = Vec::new();
    for part in parts(&clean(raw), &['\n', ';', '；', '、', '，', ',']) {
        let text = bounded(part.to_owned(), MAX_NAME)?;
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    match texts.len() {
        0 => Err(FieldError::Blank),
        1..=MAX_NAMES => Ok(Canonical::Texts(texts)),
        _ => Err(FieldError::TooMany { max: MAX_NAMES }),
    }
}

fn parts<'a>(text: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty())
}

/// Line ends as `\n`, and no other control characters.
fn clean(raw: &str) -> String {
    let lines = raw.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let kept: String = lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    kept.trim().to_owned()
}

fn bounded(text: String, max: usize) -> Result<String, FieldError> {
    match text.chars().count() {
        0 => Err(FieldError::Blank),
        length if length > max => Err(FieldError::TooLong { max }),
        _ => Ok(text),
    }
}

/// A figure that is not negative, its unit taken off.
fn figure(raw: &str, suffixes: &[&str], max: u64) -> Result<Decimal, FieldError> {
    let text = narrow(raw);
    let text = suffixes.iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(&text);
    let text = text.strip_prefix(['¥', '￥']).unwrap_or(text);
    if let Some(rest) = text.strip_prefix('-') {
        return Err(unsigned(rest).map_or(FieldError::NotANumber, |_| FieldError::Negative));
    }
    let digits = unsigned(text).ok_or(FieldError::NotANumber)?;
    // Only digits and a point are left: what `Decimal` refuses now has more of them than it can hold.
    Decimal::from_str_exact(&digits).map_err(|_| FieldError::TooLarge { max })
}

/// Digits with at most one decimal point, thousands separators taken out; `None` if it is anything else.
fn unsigned(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !(1..=3).contains(&first.len()) {
            return None;
        }
        digits.push_str(group);
    }
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !all_digits(&digits) || !all_digits(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        digits.push('.');
        digits.push_str(fraction);
    }
    Some(digits)
}

/// Half-width, lower case, without spaces; the full stop an input method gives for a point becomes one.
fn narrow(raw: &str) -> String {
    let narrowed = raw.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '。' => '.',
        '−' | '–' | '—' => '-',
        _ => c,
    });
    narrowed.map(|c| c.to_ascii_lowercase()).collect()
}
