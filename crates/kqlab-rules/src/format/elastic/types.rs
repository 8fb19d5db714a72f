//! The types of Elastic rules, and the tables that say more of them.

use crate::format::elastic::since;
use crate::format::reader::Reader;
use kqlab_document::Node;

/// A type and what it needs.
pub(super) enum Type {
    /// Every document is an alert.
    Query,
    /// Every group of documents that is large enough.
    Threshold {
        fields: Vec<String>,
        value: u64,
        /// A field and how many distinct values of it a group needs.
        cardinality: Vec<(String, u64)>,
    },
    /// The first document of values that were not there before.
    NewTerms {
        fields: Vec<String>,
        /// How far back the values are looked for, in ticks.
        history: i64,
    },
}

/// Reads the type and its tables.
pub(super) fn read(keys: &mut Reader<'_>, ty: &str) -> Option<Type> {
    match ty {
        "threshold" => threshold(keys),
        "new_terms" => new_terms(keys),
        _ => Some(Type::Query),
    }
}

fn threshold(keys: &mut Reader<'_>) -> Option<Type> {
    let Some(table) = keys.map("threshold") else {
        keys.missing("threshold", "a threshold rule has a table `[rule.threshold]`");
        return None;
    };
    let mut keys = keys.inner(table);
    keys.misspelt(&["field", "value", "cardinality"]);
    let fields = fields(&mut keys, "field");
    let value = count(&mut keys, "value");
    let cardinality = keys.list("cardinality");
    let cardinality: Option<Vec<_>> = cardinality
        .into_iter()
        .map(|one| {
            let mut keys = keys.inner(one);
            let field = keys.name("field");
            if field.is_none() {
                keys.missing("field", "a cardinality names the field whose values are counted");
            }
            field.zip(count(&mut keys, "value"))
        })
        .collect();
    Some(Type::Threshold { fields, value: value?, cardinality: cardinality? })
}

fn new_terms(keys: &mut Reader<'_>) -> Option<Type> {
    let Some(table) = keys.map("new_terms") else {
        keys.missing("new_terms", "a rule of this type has a table `[rule.new_terms]`");
        return None;
    };
    let mut keys = keys.inner(table);
    keys.misspelt(&["field", "value", "history_window_start"]);
    let fields = fields(&mut keys, "value");
    if !(1..=3).contains(&fields.len()) {
        keys.wrong_value("value", "one to three fields");
        return None;
    }
    let start = keys.list("history_window_start");
    let Some(start) = start.first().copied() else {
        keys.missing("history_window_start", "say since when values are known, such as now-14d");
        return None;
    };
    let mut keys = keys.inner(start);
    if keys.get("value").is_none() {
        keys.missing("value", "say since when values are known, such as now-14d");
    }
    let history = keys.duration("value", since)?;
    Some(Type::NewTerms { fields, history })
}

/// Names of fields.
pub(super) fn fields(keys: &mut Reader<'_>, key: &str) -> Vec<String> {
    keys.list(key).into_iter().filter_map(Node::scalar).map(str::to_owned).collect()
}

fn count(keys: &mut Reader<'_>, key: &str) -> Option<u64> {
    if keys.get(key).is_none() {
        keys.missing(key, "a number of 1 or more");
    }
    keys.count(key)
}
