//! Path walks over a JSON text. The text is read to its end: what is no JSON is a dynamic string, which no path leads into.

use std::fmt;

use kqlab_plan::expr::PathStep;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The text of the value at the end of the path, if there is one other than null. Of a key given twice the last counts.
#[must_use]
pub fn walk<'a>(text: &'a str, steps: &[PathStep]) -> Option<&'a str> {
    let mut json = serde_json::Deserializer::from_str(text);
    let found = Walk(steps).deserialize(&mut json).ok()?;
    json.end().ok()?;
    found.filter(|text| *text != "null")
}

/// Takes the value that comes next along a path.
struct Walk<'s>(&'s [PathStep]);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Option<&'de str>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        match self.0 {
            [] => <&RawValue>::deserialize(json).map(|raw| Some(raw.get())),
            [step, rest @ ..] => json.deserialize_any(Step(step, rest)),
        }
    }
}

/// Takes one step: into a bag by key, into an array by index. Other values have no inside.
struct Step<'s>(&'s PathStep, &'s [PathStep]);

impl<'de> Visitor<'de> for Step<'_> {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut bag: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(matches) = bag.next_key_seed(Key(self.0))? {
            if matches {
                found = bag.next_value_seed(Walk(self.1))?;
            } else {
                bag.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        match self.0 {
            PathStep::Index(index) if *index < 0 => {
                let mut all: Vec<&RawValue> = Vec::new();
                while let Some(item) = items.next_element()? {
                    all.push(item);
                }
                let back = usize::try_from(index.unsigned_abs()).ok();
                let item =
                    back.and_then(|back| all.len().checked_sub(back)).map(|at| all[at].get());
                Ok(item.and_then(|text| walk(text, self.1)))
            }
            step => {
                let wanted = match step {
                    PathStep::Index(index) => u64::try_from(*index).ok(),
                    PathStep::Key(_) => None,
                };
                let mut found = None;
                let mut at = 0_u64;
                loop {
                    if Some(at) == wanted {
                        match items.next_element_seed(Walk(self.1))? {
                            Some(item) => found = item,
                            None => break,
                        }
                    } else if items.next_element::<IgnoredAny>()?.is_none() {
                        break;
                    }
                    at += 1;
                }
                Ok(found)
            }
        }
    }
}

/// Reads a key and says whether it is the wanted one.
struct Key<'s>(&'s PathStep);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<bool, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(matches!(self.0, PathStep::Key(wanted) if **wanted == *key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> PathStep {
        PathStep::Key(name.into())
    }

    /// scalar-data-types/dynamic: what is absent is null; measured on Kusto: negative indexes count from the end.
    #[test]
    fn paths() {
        let text =
            r#" {"a": {"b": [1, {"c": "x\"y"}, null]}, "k\u0065y": 1.50, "a\"q": [] , "n":null} "#;
        let cases: &[(&[PathStep], Option<&str>)] = &[
            (&[key("a"), key("b"), PathStep::Index(0)], Some("1")),
            (&[key("a"), key("b"), PathStep::Index(1), key("c")], Some(r#""x\"y""#)),
            (&[key("a"), key("b"), PathStep::Index(-2), key("c")], Some(r#""x\"y""#)),
            (&[key("a"), key("b"), PathStep::Index(-4)], None),
            (&[key("a"), key("b"), PathStep::Index(2)], None),
            (&[key("a"), key("b"), key("0")], None),
            (&[key("a"), PathStep::Index(0)], None),
            (&[key("key")], Some("1.50")),
            (&[key("a\"q")], Some("[]")),
            (&[key("n")], None),
            (&[key("n"), key("x")], None),
            (&[key("A")], None),
        ];
        for (steps, expected) in cases {
            assert_eq!(walk(text, steps), *expected, "{steps:?}");
        }
    }

    /// measured on Kusto: text that is no JSON is a string, and a string has no inside.
    #[test]
    fn broken_text_has_no_inside() {
        for text in [r#"{"a":1"#, r#"{"a":1} x"#, "abc", "", r#"{"a":tru}"#] {
            assert_eq!(walk(text, &[key("a")]), None, "{text}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!(r#"{{"a":1,"d":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(walk(&deep, &[key("a")]), Some("1"));
    }
}
