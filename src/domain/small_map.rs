//! A map of few entries, or of entries that come in order.

use super::order::sorted;
use serde::{Serialize, Serializer};
use std::borrow::Borrow;
use std::ops::Index;

/// Entries in order of key.
///
/// Inserting moves what lies behind, so this is for maps that stay small or are filled from the front. There the standard
/// library's tree gains nothing, and each pair of types that it is used with weighs as much on start-up as ten of these.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, V> SmallMap<K, V> {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    pub fn retain(&mut self, keeps: impl Fn(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keeps(key, value));
    }
}

impl<K: Ord, V> SmallMap<K, V> {
    /// Takes entries in any order; `None` if a key comes twice. However many there are, it takes no longer than sorting.
    pub fn of_unique(entries: Vec<(K, V)>) -> Option<Self> {
        let entries = sorted(entries, |(a, _), (b, _)| a.cmp(b));
        let unique = entries.windows(2).all(|pair| pair[0].0 != pair[1].0);
        unique.then_some(Self(entries))
    }

    /// Where a key is, or where it belongs.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| &self.0[at].1)
    }

    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| &mut self.0[at].1)
    }

    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// The value of a key, put there if there was none.
    pub fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let at = self.find(&key).unwrap_or_else(|at| {
            self.0.insert(at, (key, value()));
            at
        });
        &mut self.0[at].1
    }

    /// The value of a key, its default put there if there was none.
    pub fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert_with(key, V::default)
    }

    /// Puts a value under a key, in place of any other.
    pub fn insert(&mut self, key: K, value: V) {
        match self.find(&key) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| self.0.remove(at).1)
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for SmallMap<K, V> {
    type Output = V;

    /// # Panics
    /// If there is no such key.
    fn index(&self, key: &Q) -> &V {
        let at = self.find(key).unwrap_or(self.len());
        &self.0[at].1
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SmallMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SmallMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SmallMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_lie_in_order_of_key_whatever_the_order_they_came_in() {
        let mut map: SmallMap<String, u32> = [("c".to_owned(), 3), ("a".to_owned(), 1)].into();
        *map.get_or_default("b".to_owned()) += 2;
        map.insert("c".to_owned(), 4);
        assert_eq!(
            map.iter().map(|(key, value)| (key.as_str(), *value)).collect::<Vec<_>>(),
            [("a", 1), ("b", 2), ("c", 4)]
        );
        assert_eq!((map.remove("a"), map.remove("a")), (Some(1), None));
        assert_eq!((map.get("b"), map.get("z"), map["c"]), (Some(&2), None, 4));
        assert_eq!(SmallMap::of_unique(vec![("c".to_owned(), 4), ("b".to_owned(), 2)]), Some(map));
    }

    #[test]
    fn a_key_that_comes_twice_is_found_wherever_it_lies() {
        assert_eq!(SmallMap::of_unique(vec![(2, ()), (1, ()), (2, ())]), None);
    }
}
