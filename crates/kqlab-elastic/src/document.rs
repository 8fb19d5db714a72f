//! The values that a field has in a document. Keys may be dotted, nested or both; a list stands for each of its
//! members. <https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/array>

use regex::Regex;
use serde_json::{Map, Value as Json};

/// Every value at a dotted path, lists taken apart; nulls are none, objects are values.
#[must_use]
pub fn values<'a>(document: &'a Json, path: &str) -> Vec<&'a Json> {
    let mut found = Vec::new();
    walk(document, path, &mut |value| found.push(value));
    found
}

fn walk<'a>(node: &'a Json, path: &str, found: &mut impl FnMut(&'a Json)) {
    match node {
        Json::Array(items) => {
            for item in items {
                walk(item, path, found);
            }
        }
        Json::Object(map) => keys(map, path, found),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// The path's first key may hold dots itself.
fn keys<'a>(map: &'a Map<String, Json>, path: &str, found: &mut impl FnMut(&'a Json)) {
    if let Some(value) = map.get(path) {
        members(value, found);
    }
    for (at, _) in path.match_indices('.') {
        if let Some(value) = map.get(&path[..at]) {
            walk(value, &path[at + 1..], found);
        }
    }
}

fn members<'a>(value: &'a Json, found: &mut impl FnMut(&'a Json)) {
    match value {
        Json::Null => {}
        Json::Array(items) => items.iter().for_each(|item| members(item, found)),
        value => found(value),
    }
}

/// Every value of a scalar kind with its path, below `path`.
pub(crate) fn leaves<'a>(node: &'a Json, path: &str, found: &mut impl FnMut(&str, &'a Json)) {
    match node {
        Json::Null => {}
        Json::Array(items) => items.iter().for_each(|item| leaves(item, path, found)),
        Json::Object(map) => {
            for (key, value) in map {
                if path.is_empty() {
                    leaves(value, key, found);
                } else {
                    leaves(value, &format!("{path}.{key}"), found);
                }
            }
        }
        leaf => found(path, leaf),
    }
}

/// The values of every path that matches.
pub(crate) fn matching<'a>(document: &'a Json, field: &Regex) -> Vec<(String, &'a Json)> {
    let mut found = Vec::new();
    leaves(document, "", &mut |path, value| {
        if field.is_match(path) {
            found.push((path.to_owned(), value));
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_dotted_nested_or_both() {
        for document in [
            json!({"a": {"b": {"c": 1}}}),
            json!({"a.b.c": 1}),
            json!({"a.b": {"c": 1}}),
            json!({"a": {"b.c": 1}}),
        ] {
            assert_eq!(values(&document, "a.b.c"), [&json!(1)], "{document}");
        }
    }

    #[test]
    fn lists_are_taken_apart_at_every_step() {
        let document = json!({"a": [{"b": [1, [2, null]]}, {"b": 3}, 4]});
        assert_eq!(values(&document, "a.b"), [&json!(1), &json!(2), &json!(3)]);
        assert_eq!(values(&json!({"a": null}), "a"), Vec::<&Json>::new());
    }
}
