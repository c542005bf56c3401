//! JSON with one spelling for every reader: how everything that is stored, signed or handed to the worker is written and read.
//!
//! [`object!`], [`words!`] and [`variants!`] declare under which names a type's parts stand, in the order in which they are written;
//! one declaration reads and writes. The text is taken apart by hifijson, which keeps figures as they are spelled and each member of
//! an object as often as it comes, so that nothing is decided before it is looked at here. Refused are: a member that is unknown, comes
//! twice or is missing, a list in place of an object, a figure that isn't whole or that JavaScript couldn't hold, and what is nested
//! deeper than [`MAX_DEPTH`] or holds more than [`MAX_VALUES`].
//!
//! serde's derived readers do neither (of two equal keys in a map they take the later, of an object a list), and they weigh three times
//! as much on start-up.

mod values;
mod write;

use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::Lex as _;
use hifijson::{Expect, SliceLexer};
use std::borrow::Cow;
use std::fmt;

pub use write::{Members, Writer, to_indented, to_text};

/// How deep values may be nested.
pub const MAX_DEPTH: usize = 16;
/// How many values a text may hold, those inside of others included: more than the largest bundle has.
pub const MAX_VALUES: usize = 2_000_000;
/// The largest whole number that every reader of JSON holds exactly (RFC 8259, section 6): 2⁵³ − 1.
pub const MAX_WHOLE: u64 = (1 << 53) - 1;

/// A text taken apart, nothing in it understood yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Json<'a> {
    Null,
    Bool(bool),
    /// As spelled.
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    /// Members in their order, doubled ones too.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Json<'_> {
    /// The first member of this name, if it is an object that has one.
    pub fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(other, _)| other == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// Where a text isn't what it should be, and what is wrong there.
///
/// Boxed, because every reader hands it on past everything that it has read already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misread(Box<Fault>);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Fault {
    /// Member names and list positions from the outside in, `fact.ballot.replaces[0]`.
    path: String,
    why: String,
}

impl Misread {
    pub fn new(why: impl Into<String>) -> Self {
        Self(Box::new(Fault { path: String::new(), why: why.into() }))
    }

    fn within(mut self, step: &str) -> Self {
        let path = &mut self.0.path;
        let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        *path = [step, dot, path].concat();
        self
    }

    /// The same, seen from the object whose member `name` it is in.
    #[cold]
    pub(crate) fn in_member(self, name: &str) -> Self {
        self.within(name)
    }

    /// The same, seen from the list that it is in.
    #[cold]
    fn in_list(self, at: usize) -> Self {
        self.within(&format!("[{at}]"))
    }

    #[cold]
    fn expected(what: &str) -> Self {
        Self::new(["not ", what].concat())
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            f.write_str(&self.0.path)?;
            f.write_str(": ")?;
        }
        f.write_str(&self.0.why)
    }
}

impl std::error::Error for Misread {}

/// Something that can be read from JSON.
pub trait FromJson: Sized {
    /// # Errors
    /// Whatever isn't exactly what `to_json` writes, but for the order of members and the spelling of texts.
    fn from_json(json: Json<'_>) -> Result<Self, Misread>;
}

/// Something that can be written as JSON.
pub trait ToJson {
    fn to_json(&self, to: &mut Writer);
}

/// What an object may be without: its absence and its default are the same.
pub trait Absent: Default {
    fn is_absent(&self) -> bool;
}

/// Takes a text apart.
///
/// # Errors
/// Whatever isn't one JSON value within [`MAX_DEPTH`] and [`MAX_VALUES`].
pub fn parse(text: &[u8]) -> Result<Json<'_>, Misread> {
    parse_within(text, usize::MAX)
}

/// Takes a text apart in which no single text is longer than `longest`, in bytes.
///
/// # Errors
/// As [`parse`], and for a longer text.
pub fn parse_within(text: &[u8], longest: usize) -> Result<Json<'_>, Misread> {
    let mut lexer = SliceLexer::new(text);
    let mut left = Left { values: MAX_VALUES, longest };
    let value = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| parse_value(next, lexer, MAX_DEPTH, &mut left));
    let at = text.len() - lexer.as_slice().len();
    value.map_err(|why: NotJson| match why {
        NotJson::Json(why) => Misread::new(format!("{why} at byte {at}")),
        NotJson::Limit(what) => Misread::new(format!("{what} at byte {at}")),
    })
}

/// Why a text can't be taken apart.
enum NotJson {
    Json(hifijson::Error),
    /// It could, but is more than is read.
    Limit(&'static str),
}

impl<E: Into<hifijson::Error>> From<E> for NotJson {
    fn from(why: E) -> Self {
        Self::Json(why.into())
    }
}

/// How much may still come.
struct Left {
    values: usize,
    /// Of a single text.
    longest: usize,
}

fn parse_value<'a>(next: u8, lexer: &mut SliceLexer<'a>, depth: usize, left: &mut Left) -> Result<Json<'a>, NotJson> {
    let Some(depth) = depth.checked_sub(1) else { return Err(NotJson::Limit("nested too deep")) };
    let Some(fewer) = left.values.checked_sub(1) else { return Err(NotJson::Limit("too many values")) };
    left.values = fewer;
    Ok(match next {
        b'a'..=b'z' => lexer.null_or_bool().ok_or(Expect::Value)?.map_or(Json::Null, Json::Bool),
        b'0'..=b'9' | b'-' => Json::Number(lexer.num_string().validated()?.0),
        b'"' => {
            let text = lexer.discarded().str_string()?;
            if text.len() > left.longest {
                return Err(NotJson::Limit("a text too long"));
            }
            Json::Text(text)
        }
        b'[' => {
            let mut list = Vec::new();
            lexer.discarded().seq(b']', SliceLexer::ws_peek, |next, lexer| {
                list.push(parse_value(next, lexer, depth, left)?);
                Ok::<_, NotJson>(())
            })?;
            Json::List(list)
        }
        b'{' => {
            let mut members = Vec::new();
            lexer.discarded().seq(b'}', SliceLexer::ws_peek, |next, lexer| {
                lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
                let name = lexer.str_string()?;
                lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
                let next = lexer.ws_peek().ok_or(Expect::Value)?;
                members.push((name, parse_value(next, lexer, depth, left)?));
                Ok::<_, NotJson>(())
            })?;
            Json::Object(members)
        }
        _ => Err(Expect::Value)?,
    })
}

/// Reads a text.
///
/// # Errors
/// What [`parse`] says, and what `T` says.
pub fn from_text<T: FromJson>(text: &str) -> Result<T, Misread> {
    from_bytes(text.as_bytes())
}

/// As [`from_text`], of what may not even be text.
///
/// # Errors
/// As [`from_text`].
pub fn from_bytes<T: FromJson>(text: &[u8]) -> Result<T, Misread> {
    T::from_json(parse(text)?)
}

/// The members of an object that is being read.
///
/// What is wrong with one is kept until all were read: a reader that turned back at each would clear away at each what it has read so far, and that is
/// a quarter of all readers.
pub struct Found<'a> {
    members: Vec<(Cow<'a, str>, Json<'a>)>,
    /// What was wrong first.
    wrong: Option<Misread>,
}

impl<'a> Found<'a> {
    /// # Errors
    /// Anything but an object.
    pub fn of(json: Json<'a>) -> Result<Self, Misread> {
        match json {
            Json::Object(members) => Ok(Self { members, wrong: None }),
            _ => Err(Misread::expected("an object")),
        }
    }

    fn remove(&mut self, name: &str) -> Option<Json<'a>> {
        let at = self.members.iter().position(|(other, _)| other == name)?;
        Some(self.members.swap_remove(at).1)
    }

    #[inline(never)]
    fn is_wrong(&mut self, name: &str, why: Misread) {
        self.wrong.get_or_insert_with(|| why.in_member(name));
    }

    /// Reads a member that has to be there; `None` if it is missing, or isn't what it should be.
    pub fn take<T: FromJson>(&mut self, name: &str) -> Option<T> {
        let read = match self.remove(name) {
            Some(found) => T::from_json(found),
            None => Err(Misread::new("missing")),
        };
        read.map_err(|why| self.is_wrong(name, why)).ok()
    }

    /// Reads a member that may be missing; `None` if it isn't what it should be.
    pub fn take_or_default<T: FromJson + Default>(&mut self, name: &str) -> Option<T> {
        match self.remove(name) {
            Some(found) => T::from_json(found).map_err(|why| self.is_wrong(name, why)).ok(),
            None => Some(T::default()),
        }
    }

    /// What was wrong, if anything was; a member that is left, that nobody asked for or that came twice, too.
    pub fn end(self) -> Option<Misread> {
        let left = || Some(Misread::new("unknown, or comes twice").in_member(&self.members.first()?.0));
        self.wrong.or_else(left)
    }
}

/// The variant that is named, and what it holds: `"name"` or `{"name": content}`.
///
/// # Errors
/// Anything else.
pub fn variant(json: Json<'_>) -> Result<(Cow<'_, str>, Option<Json<'_>>), Misread> {
    match json {
        Json::Text(name) => Ok((name, None)),
        Json::Object(mut members) if members.len() == 1 => {
            members.pop().map(|(name, content)| (name, Some(content))).ok_or_else(|| Misread::expected("a variant"))
        }
        _ => Err(Misread::expected("a word, nor an object of one member")),
    }
}

/// What a variant holds. No variant that holds anything can be read from nothing.
pub fn held(content: Option<Json<'_>>) -> Json<'_> {
    content.unwrap_or(Json::Null)
}

/// What a text stands for by `from_code`.
///
/// # Errors
/// Anything but a text that is the code of something.
pub fn word<T>(json: Json<'_>, from_code: fn(&str) -> Option<T>) -> Result<T, Misread> {
    let Json::Text(text) = json else { return Err(Misread::expected("a word")) };
    from_code(&text).ok_or_else(|| unknown(&text))
}

/// A word that stands for nothing here.
pub fn unknown(word: &str) -> Misread {
    Misread::new(format!("unknown: {word:?}"))
}

/// Reads and writes a struct as an object: `object!(Visit { at, outcome, note or nothing, usage as "use" })`.
///
/// A member is named as its field, or by what follows `as`. One that is left out where it is nothing has `or nothing` behind it, one
/// that came later and has a default for older texts, `or default`.
macro_rules! object {
    ($type:ty { $($field:ident $(as $name:literal)? $(or $absent:ident)?),* $(,)? }) => {
        impl $crate::domain::json::FromJson for $type {
            // Each reader stands alone: taken into another, all that the other has read is cleared away on every way out of both.
            #[inline(never)]
            fn from_json(
                json: $crate::domain::json::Json<'_>,
            ) -> Result<Self, $crate::domain::json::Misread> {
                let mut found = $crate::domain::json::Found::of(json)?;
                $(let $field = $crate::domain::json::object!(
                    @take found, $crate::domain::json::object!(@name $field $($name)?) $(, $absent)?
                );)*
                match (found.end(), $($field),*) {
                    (None, $(Some($field)),*) => Ok(Self { $($field),* }),
                    (why, ..) => Err(why.unwrap_or_else(|| $crate::domain::json::Misread::new("missing"))),
                }
            }
        }

        impl $crate::domain::json::ToJson for $type {
            fn to_json(&self, to: &mut $crate::domain::json::Writer) {
                to.object(|members| {
                    $($crate::domain::json::object!(
                        @put members, self.$field, $crate::domain::json::object!(@name $field $($name)?) $(, $absent)?
                    );)*
                });
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@take $found:ident, $name:expr) => { $found.take($name) };
    (@take $found:ident, $name:expr, $absent:ident) => { $found.take_or_default($name) };
    (@put $members:ident, $value:expr, $name:expr) => { $members.put($name, &$value) };
    (@put $members:ident, $value:expr, $name:expr, default) => { $members.put($name, &$value) };
    (@put $members:ident, $value:expr, $name:expr, nothing) => { $members.put_if_any($name, &$value) };
}
pub(crate) use object;

/// Reads and writes an enum without content as one of some words: `words!(Tenure { Commodity = "commodity" })`. They are for ever.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $type {
            /// All of them, in their order.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];

            /// Its word, for records, files and addresses.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }

            /// What a word stands for.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.code() == code)
            }
        }

        impl $crate::domain::json::FromJson for $type {
            fn from_json(
                json: $crate::domain::json::Json<'_>,
            ) -> Result<Self, $crate::domain::json::Misread> {
                $crate::domain::json::word(json, Self::from_code)
            }
        }

        impl $crate::domain::json::ToJson for $type {
            fn to_json(&self, to: &mut $crate::domain::json::Writer) {
                to.string(self.code());
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use words;

/// Reads and writes an enum by variant: a word where it holds nothing, else an object of one member.
/// `variants!(Choice { Quasi = "quasi", Blank(reason) = "blank" })`.
macro_rules! variants {
    ($type:ty { $($variant:ident $(($($part:ident),+))? = $word:literal),* $(,)? }) => {
        impl $crate::domain::json::FromJson for $type {
            fn from_json(
                json: $crate::domain::json::Json<'_>,
            ) -> Result<Self, $crate::domain::json::Misread> {
                let (name, content) = $crate::domain::json::variant(json)?;
                let read = match &*name {
                    $($word => $crate::domain::json::variants!(@read content, $variant $(($($part),+))? = $word),)*
                    _ => return Err($crate::domain::json::unknown(&name)),
                };
                read.map_err(|why: $crate::domain::json::Misread| why.in_member(&name))
            }
        }

        impl $crate::domain::json::ToJson for $type {
            fn to_json(&self, to: &mut $crate::domain::json::Writer) {
                match self {
                    $(Self::$variant $(($($part),+))? => {
                        $crate::domain::json::variants!(@write to, $($($part),+)? = $word)
                    })*
                }
            }
        }
    };
    (@read $content:ident, $variant:ident = $word:literal) => {
        match $content {
            None => return Ok(Self::$variant),
            Some(_) => return Err($crate::domain::json::unknown($word)),
        }
    };
    (@read $content:ident, $variant:ident($part:ident) = $word:literal) => {
        $crate::domain::json::FromJson::from_json($crate::domain::json::held($content)).map(Self::$variant)
    };
    (@read $content:ident, $variant:ident($($part:ident),+) = $word:literal) => {
        $crate::domain::json::FromJson::from_json($crate::domain::json::held($content))
            .map(|($($part),+)| Self::$variant($($part),+))
    };
    (@write $to:ident, = $word:literal) => { $to.string($word) };
    (@write $to:ident, $part:ident = $word:literal) => { $to.object(|members| members.put($word, $part)) };
    (@write $to:ident, $($part:ident),+ = $word:literal) => { $to.object(|members| members.put($word, &($($part),+))) };
}
pub(crate) use variants;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{CompoundCard, CompoundKind};
    use crate::domain::place::Place;
    use rust_decimal::Decimal;

    const CARD: &str = r#"{"id":"c","name":"n","kind":"compound"}"#;

    fn why<T: FromJson + fmt::Debug>(text: &str) -> String {
        from_text::<T>(text).unwrap_err().to_string()
    }

    #[test]
    fn an_object_is_read_in_any_order_and_says_what_is_wrong_with_it() {
        let card: CompoundCard = from_text(CARD).unwrap();
        assert_eq!((card.kind, to_text(&card).as_str()), (CompoundKind::Compound, CARD));
        assert_eq!(from_text::<CompoundCard>(r#" {"kind":"compound", "name":"n","id":"c"}"#).unwrap(), card);
        assert_eq!(why::<CompoundCard>(r#"{"id":"c","name":"n"}"#), "kind: missing");
        assert_eq!(why::<CompoundCard>(&CARD.replace("compound", "road")), r#"kind: unknown: "road""#);
        for (more, name) in [(r#","id":"d""#, "id"), (r#","phone":"1""#, "phone")] {
            let wrong = CARD.replace('}', &format!("{more}}}"));
            assert_eq!(why::<CompoundCard>(&wrong), format!("{name}: unknown, or comes twice"));
        }
        assert_eq!(why::<CompoundCard>(r#"["c","n","compound",null,null]"#), "not an object");
        assert_eq!(why::<Vec<CompoundCard>>(&format!("[{CARD},[]]")), "[1]: not an object");
        assert_eq!(why::<CompoundCard>(&format!("{CARD} {CARD}")), "end of file expected at byte 40");
        assert_eq!(why::<Vec<Place>>(r#"[{"building":7}]"#), "[0].building: not a text");
    }

    #[test]
    fn variants_are_words_or_objects_of_one_member() {
        let places = r#"["compound",{"building":"1"},{"stairwell":["1",null]},{"stairwell":["1","2"]}]"#;
        assert_eq!(to_text(&from_text::<Vec<Place>>(places).unwrap()), places);
        for wrong in [
            r#"{"compound":null}"#,
            r#""building""#,
            r#"{"stairwell":["1"]}"#,
            r#"{"building":"1","stairwell":["1",null]}"#,
        ] {
            assert!(from_text::<Place>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_whole_number_has_one_spelling_and_a_size_that_every_reader_holds() {
        assert_eq!(from_text::<Vec<i64>>("[0,-1,9007199254740991]").unwrap(), [0, -1, MAX_WHOLE as i64]);
        for wrong in ["-0", "1.0", "1e2", "01", "+1", "9007199254740992", "\"1\"", "null", "1 "] {
            assert!(from_text::<Vec<u64>>(&format!("[{wrong},-1]")).is_err(), "{wrong}");
            assert_eq!(from_text::<i64>(wrong).is_ok(), wrong == "1 ", "{wrong}");
        }
        assert!(from_text::<u8>("256").is_err() && from_text::<u64>("-1").is_err());
    }

    #[test]
    fn decimals_are_texts_and_keep_their_digits() {
        assert_eq!(to_text(&from_text::<Decimal>(r#""-12.50""#).unwrap()), r#""-12.50""#);
        for wrong in ["12.5", r#""1e3""#, r#""""#, r#"" 1""#, r#""79228162514264337593543950336""#] {
            assert!(from_text::<Decimal>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn texts_are_written_so_that_any_reader_has_them_back() {
        let every: String = (0..0x300).filter_map(char::from_u32).chain("楼😀\u{2028}\u{feff}".chars()).collect();
        let text = to_text(&every);
        assert_eq!(text, serde_json::to_string(&every).unwrap());
        assert_eq!(from_text::<String>(&text).unwrap(), every);
        assert_eq!(from_text::<String>(r#""\u697c\ud83d\ude00\/""#).unwrap(), "楼😀/");
        for wrong in [r#""\ud83d""#, "\"\n\"", r#""\x""#, "\"楼", "楼"] {
            assert!(from_text::<String>(wrong).is_err(), "{wrong}");
        }
        assert!(from_bytes::<String>(b"\"\xff\"").is_err());
    }

    #[test]
    fn indented_text_says_the_same() {
        let places = [Place::Compound, Place::Stairwell("1".into(), None)];
        let lines = "[\n  \"compound\",\n  {\n    \"stairwell\": [\n      \"1\",\n      null\n    ]\n  }\n]";
        assert_eq!(to_indented(&places[..]), lines);
        assert_eq!(from_text::<Vec<Place>>(lines).unwrap(), places);
        assert_eq!(to_indented(&Vec::<String>::new()), "[]");
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_refused() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
        assert!(parse(nested(MAX_DEPTH + 1).as_bytes()).is_err());
        assert!(parse(nested(1_000_000).as_bytes()).is_err());
        let many = |values: usize| format!("[{}1]", "1,".repeat(values - 2));
        assert!(parse(many(MAX_VALUES).as_bytes()).is_ok());
        assert!(parse(many(MAX_VALUES + 1).as_bytes()).is_err());
    }
}
