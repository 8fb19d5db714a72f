//! What an array or a bag is made of, as it is written.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The elements of an array's text; `None` if it is no array.
#[must_use]
pub fn items(text: &str) -> Option<Vec<&str>> {
    let array: Option<Vec<&RawValue>> =
        text.trim_start().starts_with('[').then(|| serde_json::from_str(text).ok()).flatten();
    array.map(|items| items.into_iter().map(RawValue::get).collect())
}

/// The keys and values of a bag's text, in order, a key that stands twice twice; `None` if it is no bag.
#[must_use]
pub fn entries(text: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    let bag: Option<Bag<'_>> =
        text.trim_start().starts_with('{').then(|| serde_json::from_str(text).ok()).flatten();
    bag.map(|Bag(entries)| entries)
}

struct Bag<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'de: 'a, 'a> Deserialize<'de> for Bag<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Bag<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a bag")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut bag: A) -> Result<Bag<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some((Key(key), value)) = bag.next_entry::<Key<'_>, &RawValue>()? {
            entries.push((key, value.get()));
        }
        Ok(Bag(entries))
    }
}

/// A key, borrowed where nothing is escaped.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        assert_eq!(
            items(r#" [1.50, "a\"b" ,[ ],null]"#),
            Some(vec!["1.50", r#""a\"b""#, "[ ]", "null"])
        );
        assert_eq!(items("[]"), Some(vec![]));
        let bag = entries(r#"{"a": 1, "\u0062":{"c": []},"a":null}"#).expect("a bag");
        let bag: Vec<(&str, &str)> = bag.iter().map(|(key, value)| (&**key, *value)).collect();
        assert_eq!(bag, [("a", "1"), ("b", r#"{"c": []}"#), ("a", "null")]);
    }

    #[test]
    fn what_is_none() {
        for text in ["", "1", "\"[1]\"", "[1", "{\"a\":1", "[1] x", "{} x", "null"] {
            assert_eq!((items(text), entries(text)), (None, None), "{text}");
        }
        assert_eq!((items("{}"), entries("[]")), (None, None));
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(items(&deep).map(|items| items.len()), Some(1));
    }
}
