//! Whether two JSON values are the same to Kusto: numbers by value, bags whatever the order of their keys.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Number, Value as JsonValue};

/// Whether the values are the same.
#[must_use]
pub fn same(a: &JsonValue, b: &JsonValue) -> bool {
    match (a, b) {
        (JsonValue::Number(a), JsonValue::Number(b)) => order(a, b) == Some(Ordering::Equal),
        (JsonValue::Array(a), JsonValue::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (JsonValue::Object(a), JsonValue::Object(b)) => {
            let has = |(key, a): (&String, &JsonValue)| b.get(key).is_some_and(|b| same(a, b));
            a.len() == b.len() && a.iter().all(has)
        }
        (a, b) => a == b,
    }
}

/// The order of two numbers.
#[must_use]
pub fn order(a: &Number, b: &Number) -> Option<Ordering> {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

/// Equal for values that are the same.
fn hash(value: &JsonValue) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        JsonValue::Null => 0_u8.hash(&mut hasher),
        JsonValue::Bool(value) => value.hash(&mut hasher),
        JsonValue::Number(number) => {
            let real = number.as_f64().unwrap_or(f64::NAN);
            if real == 0.0 { 0.0_f64 } else { real }.to_bits().hash(&mut hasher);
        }
        JsonValue::String(text) => text.hash(&mut hasher),
        JsonValue::Array(items) => items.iter().for_each(|item| hash(item).hash(&mut hasher)),
        JsonValue::Object(bag) => {
            let all = bag.iter().map(|(key, value)| (key.len() as u64).wrapping_add(hash(value)));
            all.fold(0_u64, u64::wrapping_add).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Distinct values in order of first appearance.
#[derive(Debug, Default)]
pub struct Distinct {
    values: Vec<JsonValue>,
    places: std::collections::HashMap<u64, Vec<usize>>,
}

impl Distinct {
    /// Of the elements of an array; `None` if it is none.
    #[must_use]
    pub fn of(array: &JsonValue) -> Option<Self> {
        let mut distinct = Self::default();
        array.as_array()?.iter().for_each(|item| distinct.insert(item));
        Some(distinct)
    }

    /// Adds a value that is not there yet.
    pub fn insert(&mut self, value: &JsonValue) {
        if !self.contains(value) {
            self.places.entry(hash(value)).or_default().push(self.values.len());
            self.values.push(value.clone());
        }
    }

    /// Whether the value is there.
    #[must_use]
    pub fn contains(&self, value: &JsonValue) -> bool {
        let places = self.places.get(&hash(value));
        places.is_some_and(|places| places.iter().any(|place| same(&self.values[*place], value)))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values.
    #[must_use]
    pub fn into_values(self) -> Vec<JsonValue> {
        self.values
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &[JsonValue] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_and_bags() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(same(&json!({"a": 1, "b": [2]}), &json!({"b": [2.0], "a": 1})));
        assert!(!same(&json!(1), &json!("1")));
        let distinct = Distinct::of(&json!([1, 1.0, "1", {"a": 1, "b": 2}, {"b": 2, "a": 1}]));
        assert_eq!(distinct.map(|d| d.len()), Some(3));
    }
}
