//! Match expressions: conditions of keys, of elements of lists and of two keys, and what groups them.

use serde_json::{Map, Value as Json};

use crate::condition::{Comparison, Condition, Given, comparison};
use crate::key::{Key, WORDS};

/// A detection: all of its expressions must match.
#[derive(Clone, Debug)]
pub struct Detection(Vec<Expression>);

#[derive(Clone, Debug)]
enum Expression {
    Always(bool),
    /// So many of them match.
    Group(Quantity, Vec<Expression>),
    /// The key's value is as asked.
    Value(Key, Condition),
    /// So many elements of the key's list match all expressions.
    Elements(Quantity, Key, Vec<Expression>),
    /// Two keys' values stand so to each other, or do not.
    Keys {
        left: Key,
        right: Key,
        comparison: Comparison,
        negated: bool,
    },
}

/// How many.
#[derive(Clone, Copy, Debug)]
enum Quantity {
    All,
    Any,
    One,
    None,
}

const GROUPS: [(&str, Quantity); 4] = [
    ("All", Quantity::All),
    ("Any", Quantity::Any),
    ("OnlyOne", Quantity::One),
    ("None", Quantity::None),
];

const ELEMENTS: [(&str, Quantity); 4] = [
    ("AllElements", Quantity::All),
    ("AnyElement", Quantity::Any),
    ("OnlyOneElement", Quantity::One),
    ("NoElement", Quantity::None),
];

impl Detection {
    /// Reads the list under `Detection`; one expression alone is a list of one.
    ///
    /// # Errors
    /// What is not read, as a sentence.
    pub fn parse(detection: &Json) -> Result<Self, String> {
        list(detection).map(Self)
    }

    /// Whether the event matches.
    #[must_use]
    pub fn matches(&self, event: &Json) -> bool {
        self.0.iter().all(|expression| expression.matches(event))
    }
}

fn list(value: &Json) -> Result<Vec<Expression>, String> {
    match value {
        Json::Array(items) => items.iter().map(expression).collect(),
        one => Ok(vec![expression(one)?]),
    }
}

fn expression(value: &Json) -> Result<Expression, String> {
    let map = value.as_object().ok_or("a match expression is expected to have keys")?;
    for (word, quantity) in GROUPS {
        if let Some(group) = map.get(word) {
            known(map, &[word])?;
            return Ok(Expression::Group(quantity, list(group)?));
        }
    }
    known(map, &["Key", "DeepKey", "KeyPath", "Condition", "Value", "Values", "Expressions"])?;
    let condition = map.get("Condition").and_then(Json::as_str);
    let condition = condition.ok_or("a match expression is expected to say its `Condition`")?;
    let key = Key::of(map)?;
    match condition {
        "AlwaysTrue" => return Ok(Expression::Always(true)),
        "AlwaysFalse" => return Ok(Expression::Always(false)),
        _ => {}
    }
    if let Some((_, quantity)) = ELEMENTS.iter().find(|(word, _)| *word == condition) {
        let inner = map.get("Expressions");
        let inner =
            inner.ok_or_else(|| format!("`{condition}` is expected to have `Expressions`"))?;
        return Ok(Expression::Elements(*quantity, key.unwrap_or_default(), list(inner)?));
    }
    if key.is_none()
        && let Some([left, right]) = two_keys(map)
    {
        let (comparison, negated) = comparison(condition)?;
        let key = |map| Key::of(map).map(Option::unwrap_or_default);
        return Ok(Expression::Keys { left: key(left)?, right: key(right)?, comparison, negated });
    }
    let given = match (map.get("Value"), map.get("Values").and_then(Json::as_array)) {
        (Some(value), None) => Given::Value(value),
        (None, Some(values)) => Given::Values(values),
        (None, None) => Given::Nothing,
        (Some(_), Some(_)) => return Err("`Value` and `Values` are expected apart".to_owned()),
    };
    Ok(Expression::Value(key.unwrap_or_default(), Condition::read(condition, given)?))
}

/// `Values` that are two keys.
fn two_keys(map: &Map<String, Json>) -> Option<[&Map<String, Json>; 2]> {
    let [left, right] = map.get("Values")?.as_array()?.as_slice() else { return None };
    let key = |value: &'_ Json| {
        value.as_object().is_some_and(|m| m.keys().all(|k| WORDS.contains(&k.as_str())))
    };
    (key(left) && key(right)).then_some([left.as_object()?, right.as_object()?])
}

fn known(map: &Map<String, Json>, words: &[&str]) -> Result<(), String> {
    match map.keys().find(|key| !words.contains(&key.as_str())) {
        Some(key) => Err(format!("`{key}` in a match expression is not supported")),
        None => Ok(()),
    }
}

impl Expression {
    fn matches(&self, event: &Json) -> bool {
        match self {
            Self::Always(answer) => *answer,
            Self::Group(quantity, inner) => {
                quantity.holds(inner.len(), inner.iter().filter(|one| one.matches(event)).count())
            }
            Self::Value(key, condition) => condition.holds(key.find(event).as_ref()),
            Self::Elements(quantity, key, inner) => {
                let found = key.find(event);
                let elements =
                    found.as_ref().and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
                let all = |element: &&Json| inner.iter().all(|one| one.matches(element));
                quantity.holds(elements.len(), elements.iter().filter(all).count())
            }
            Self::Keys { left, right, comparison, negated } => {
                let value = |key: &Key| key.find(event).unwrap_or_default();
                comparison.holds(&value(left), &value(right)) != *negated
            }
        }
    }
}

impl Quantity {
    fn holds(self, of: usize, matching: usize) -> bool {
        match self {
            Self::All => matching == of,
            Self::Any => matching > 0,
            Self::One => matching == 1,
            Self::None => matching == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn matches(detection: Json) -> bool {
        let event = json!({
            "action": "repo.archived", "status": null, "empty": "", "n": 5, "m": 7.0,
            "ip": "10.1.2.3", "entity": {"moons": [{"name": "Charon", "d": 1212}, {"name": "Nix", "d": 49.8}]},
            "tags": ["A", "b"],
        });
        Detection::parse(&detection).unwrap().matches(&event)
    }

    fn value(key: &str, condition: &str, value: Json) -> bool {
        matches(json!([{"Key": key, "Condition": condition, "Value": value}]))
    }

    fn plain(key: &str, condition: &str) -> bool {
        matches(json!([{"Key": key, "Condition": condition}]))
    }

    #[test]
    fn values_are_compared_by_their_kind() {
        assert!(value("action", "Equals", json!("repo.archived")));
        assert!(!value("action", "Equals", json!("Repo.archived")));
        assert!(value("action", "IEquals", json!("Repo.Archived")));
        assert!(value("n", "Equals", json!(5.0)) && !value("n", "Equals", json!("5")));
        assert!(
            value("action", "StartsWith", json!("repo"))
                && value("action", "IEndsWith", json!("ARCHIVED"))
        );
        assert!(value("tags", "Contains", json!("A")) && !value("tags", "Contains", json!("a")));
        assert!(value("n", "IsLessThan", json!(6)) && !value("n", "IsLessThan", json!("6")));
        assert!(value("ip", "IsIPAddressInCIDR", json!("10.0.0.0/8")));
        assert!(plain("ip", "IsIPv4Address") && !plain("action", "IsIPAddress"));
    }

    #[test]
    fn what_is_missing_is_null_and_not_equal() {
        assert!(
            value("nowhere", "DoesNotEqual", json!("x")) && !value("nowhere", "Equals", json!("x"))
        );
        assert!(
            plain("nowhere", "IsNull") && plain("status", "IsNull") && !plain("empty", "IsNull")
        );
        assert!(plain("status", "Exists") && plain("nowhere", "DoesNotExist"));
        assert!(plain("empty", "IsNullOrEmpty") && plain("n", "IsNotNullOrEmpty"));
    }

    #[test]
    fn groups_count_what_matches() {
        let yes = json!({"Key": "n", "Condition": "Exists"});
        let no = json!({"Key": "x", "Condition": "Exists"});
        for (word, two, one, none) in [
            ("All", true, false, false),
            ("Any", true, true, false),
            ("OnlyOne", false, true, false),
            ("None", false, false, true),
        ] {
            assert_eq!(matches(json!([{word: [yes, yes]}])), two, "{word}");
            assert_eq!(matches(json!([{word: [yes, no]}])), one, "{word}");
            assert_eq!(matches(json!([{word: [no, no]}])), none, "{word}");
        }
        assert!(
            matches(json!([yes])) && !matches(json!([yes, no])) && matches(json!([{"All": []}]))
        );
    }

    #[test]
    fn elements_are_asked_one_by_one() {
        let moons = |condition: &str, least: i64| {
            matches(json!([{"DeepKey": ["entity", "moons"], "Condition": condition,
                "Expressions": [{"Key": "d", "Condition": "IsGreaterThan", "Value": least}]}]))
        };
        assert!(moons("AnyElement", 100) && !moons("AllElements", 100) && moons("AllElements", 10));
        assert!(
            moons("OnlyOneElement", 100)
                && !moons("OnlyOneElement", 10)
                && moons("NoElement", 5000)
        );
        let tags = json!([{"Key": "tags", "Condition": "AnyElement",
            "Expressions": [{"Condition": "Equals", "Value": "b"}]}]);
        assert!(matches(tags));
    }

    #[test]
    fn lists_and_two_keys_are_compared() {
        assert!(matches(
            json!([{"KeyPath": "entity.moons[1].name", "Condition": "IsIn", "Values": ["Nix", "Hydra"]}])
        ));
        assert!(matches(json!([{"Key": "n", "Condition": "IsNotIn", "Values": [1, 2]}])));
        let keys = |left: &str, right: &str| {
            matches(
                json!([{"Condition": "IsGreaterThan", "Values": [{"Key": left}, {"KeyPath": right}]}]),
            )
        };
        assert!(keys("m", "n") && !keys("n", "m"));
    }

    #[test]
    fn what_is_not_read_is_refused_by_name() {
        for (detection, message) in [
            (
                json!([{"Key": "a", "Condition": "Sounds", "Value": 1}]),
                "the condition `Sounds` is not supported",
            ),
            (
                json!([{"Key": "a", "Condition": "Equals"}]),
                "the condition `Equals` without a `Value` is not supported",
            ),
            (
                json!([{"Enrichment": {}, "Condition": "Equals", "Value": 1}]),
                "`Enrichment` in a match expression is not supported",
            ),
            (json!([{"Key": "a"}]), "a match expression is expected to say its `Condition`"),
            (
                json!([{"Key": "a", "Condition": "AnyElement"}]),
                "`AnyElement` is expected to have `Expressions`",
            ),
            (json!(["a"]), "a match expression is expected to have keys"),
        ] {
            assert_eq!(Detection::parse(&detection).unwrap_err(), message);
        }
    }
}
