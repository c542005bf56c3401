//! Reading JSON so that it has one spelling for every reader.
//!
//! serde's derived readers also take a list for an object, and of two equal keys in a map the later one. Another reader
//! of the same signed text might do otherwise, so both are refused.

use super::small_map::SmallMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::marker::PhantomData;

/// A `T` that is read from an object only.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(transparent)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(deserializer).map(Self)
    }
}

/// Reads a `T` from an object; for `#[serde(deserialize_with)]`.
///
/// # Errors
/// Anything but an object, and what `T` says.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct FromObject<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for FromObject<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(FromObject(PhantomData))
}

/// Reads a map in which no key comes twice; for `#[serde(deserialize_with)]`.
///
/// # Errors
/// Anything but an object, a key that comes twice, and what `K` and `V` say.
pub fn unique_keys<'de, D, K, V>(deserializer: D) -> Result<SmallMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
{
    struct Unique<K, V>(PhantomData<(K, V)>);

    impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Unique<K, V> {
        type Value = SmallMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            SmallMap::of_unique(entries).ok_or_else(|| A::Error::custom("a key comes twice"))
        }
    }

    deserializer.deserialize_map(Unique(PhantomData))
}
