//! How plain values are written and read: texts, figures, lists, maps, and what may be absent.

use super::{Absent, FromJson, Json, MAX_WHOLE, Misread, ToJson, Writer, held, unknown, variant};
use crate::domain::small_map::SmallMap;
use rust_decimal::Decimal;

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self, to: &mut Writer) {
        (**self).to_json(to);
    }
}

impl ToJson for str {
    fn to_json(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl ToJson for String {
    fn to_json(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl FromJson for String {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        match json {
            Json::Text(text) => Ok(text.into_owned()),
            _ => Err(Misread::expected("a text")),
        }
    }
}

impl ToJson for bool {
    fn to_json(&self, to: &mut Writer) {
        to.bare(if *self { "true" } else { "false" });
    }
}

impl Absent for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}

impl FromJson for bool {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        match json {
            Json::Bool(value) => Ok(value),
            _ => Err(Misread::expected("true or false")),
        }
    }
}

fn whole(json: &Json<'_>) -> Result<i64, Misread> {
    let Json::Number(spelling) = json else { return Err(Misread::expected("a number")) };
    let number: Option<i64> = spelling.parse().ok();
    let exact = |number: &i64| number.unsigned_abs() <= MAX_WHOLE && *spelling != "-0";
    number.filter(exact).ok_or_else(|| Misread::expected("a whole number that every reader can hold"))
}

macro_rules! whole_numbers {
    ($($type:ty)*) => {
        $(impl ToJson for $type {
            fn to_json(&self, to: &mut Writer) {
                to.bare(&self.to_string());
            }
        }

        impl FromJson for $type {
            fn from_json(json: Json<'_>) -> Result<Self, Misread> {
                whole(&json)?.try_into().map_err(|_| Misread::expected("a number of this size"))
            }
        })*
    };
}
whole_numbers! { i32 i64 u8 u16 u32 u64 usize }

/// A decimal is written as a text, the only way that keeps its digits with every reader.
impl ToJson for Decimal {
    fn to_json(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}

impl FromJson for Decimal {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        match json {
            Json::Text(text) => Self::from_str_exact(&text).map_err(|_| Misread::expected("a decimal")),
            _ => Err(Misread::expected("a decimal in quotes")),
        }
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self, to: &mut Writer) {
        match self {
            Some(value) => value.to_json(to),
            None => to.bare("null"),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        match json {
            Json::Null => Ok(None),
            json => T::from_json(json).map(Some),
        }
    }
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self, to: &mut Writer) {
        to.list(self);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, to: &mut Writer) {
        to.list(self);
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        let Json::List(list) = json else { return Err(Misread::expected("a list")) };
        let mut values = Self::with_capacity(list.len());
        for (at, json) in list.into_iter().enumerate() {
            values.push(T::from_json(json).map_err(|why| why.in_list(at))?);
        }
        Ok(values)
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// What was done, or in words why it wasn't.
impl<T: ToJson> ToJson for Result<T, String> {
    fn to_json(&self, to: &mut Writer) {
        to.object(|members| match self {
            Ok(value) => members.put("ok", value),
            Err(why) => members.put("error", why),
        });
    }
}

impl<T: FromJson> FromJson for Result<T, String> {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        let (name, content) = variant(json)?;
        match &*name {
            "ok" => FromJson::from_json(held(content)).map(Ok),
            "error" => FromJson::from_json(held(content)).map(Err),
            _ => Err(unknown(&name)),
        }
    }
}

impl<A: ToJson, B: ToJson> ToJson for (A, B) {
    fn to_json(&self, to: &mut Writer) {
        to.open('[');
        to.part();
        self.0.to_json(to);
        to.part();
        self.1.to_json(to);
        to.close('[', ']');
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        let Json::List(list) = json else { return Err(Misread::expected("a list")) };
        let [a, b] = <[Json<'_>; 2]>::try_from(list).map_err(|_| Misread::expected("a list of two"))?;
        Ok((A::from_json(a).map_err(|why| why.in_list(0))?, B::from_json(b).map_err(|why| why.in_list(1))?))
    }
}

impl<K: AsRef<str>, V: ToJson> ToJson for SmallMap<K, V> {
    fn to_json(&self, to: &mut Writer) {
        to.object(|members| {
            for (key, value) in self.iter() {
                members.put(key.as_ref(), value);
            }
        });
    }
}

impl<K: for<'k> TryFrom<&'k str> + Ord, V: FromJson> FromJson for SmallMap<K, V> {
    fn from_json(json: Json<'_>) -> Result<Self, Misread> {
        let Json::Object(members) = json else { return Err(Misread::expected("an object")) };
        let mut entries = Vec::with_capacity(members.len());
        for (name, value) in members {
            let value = V::from_json(value).map_err(|why| why.in_member(&name))?;
            let key = K::try_from(&name).map_err(|_| Misread::new("not a key of these").in_member(&name))?;
            entries.push((key, value));
        }
        Self::of_unique(entries).ok_or_else(|| Misread::new("a key comes twice"))
    }
}

impl<K, V> Absent for SmallMap<K, V> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
