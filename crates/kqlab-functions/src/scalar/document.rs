//! Functions over whole documents, which Kusto does not have: the rules of other languages are written in KQL with
//! them.
//! Names that begin with two underscores are kqlab's own; nothing suggests them.

use kqlab_columns::Column;
use kqlab_elastic::Kuery;
use kqlab_panther::Detection;
use kqlab_plan::FnDef;
use kqlab_syntax::time::{TICKS_PER_MILLISECOND, UNIX_EPOCH, parse_datetime};
use serde_json::Value as JsonValue;

use crate::core::{
    BOOL, DATETIME, DYNAMIC, Json, Prepared, Read, SCALAR, Text, dynamic, eg, sig, string,
};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "__kuery",
            overloads: &[sig(&[dynamic("document"), string("query").constant()], BOOL)],
            doc: "Tells whether a document matches a query of the Kibana Query Language.",
            examples: &[
                eg(r#"__kuery(dynamic({"a": {"b": ["x", "y"]}}), "a.b: y and not c: *")"#, "true"),
                eg(r#"__kuery(dynamic({"a.b": "x"}), "a.b: \"x*\"")"#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(kuery),
    },
    ScalarFn {
        def: FnDef {
            name: "__query_dsl",
            overloads: &[sig(&[dynamic("document"), string("filter").constant()], BOOL)],
            doc: "Tells whether a document matches a filter of Elasticsearch's query DSL.",
            examples: &[eg(
                r#"__query_dsl(dynamic({"a": 1}), '{"meta": {"negate": true}, "query": {"exists": {"field": "a"}}}')"#,
                "false",
            )],
            ..SCALAR
        },
        kernel: Some(query_dsl),
    },
    ScalarFn {
        def: FnDef {
            name: "__panther",
            overloads: &[sig(&[dynamic("event"), string("detection").constant()], BOOL)],
            doc: "Tells whether an event matches a simple detection of Panther.",
            examples: &[
                eg(
                    r#"__panther(dynamic({"a": "x"}), '[{"Key": "a", "Condition": "IEquals", "Value": "X"}]')"#,
                    "true",
                ),
                eg(
                    r#"__panther(dynamic({"a": "x"}), '[{"None": [{"Key": "a", "Condition": "Exists"}]}]')"#,
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(panther),
    },
    ScalarFn {
        def: FnDef {
            name: "__document_values",
            overloads: &[sig(&[dynamic("document"), string("field").constant()], DYNAMIC)],
            doc: "Returns the distinct values of a document's field, keys dotted or nested, as an array.",
            examples: &[
                eg(
                    r#"__document_values(dynamic({"a": [{"b": 1}, {"b": [1, "x"]}]}), "a.b")"#,
                    r#"dynamic([1, "x"])"#,
                ),
                eg(r#"__document_values(dynamic({"a": null}), "a")"#, "dynamic([])"),
            ],
            ..SCALAR
        },
        kernel: Some(values),
    },
    ScalarFn {
        def: FnDef {
            name: "__document_time",
            overloads: &[sig(&[dynamic("document"), string("field").constant()], DATETIME)],
            doc: "Returns the first value of a document's date field: text, or milliseconds since 1970.",
            examples: &[
                eg(
                    r#"__document_time(dynamic({"@timestamp": "2026-01-02T03:04:05Z"}), "@timestamp")"#,
                    "datetime(2026-01-02 03:04:05)",
                ),
                eg(r#"__document_time(dynamic({"t": 86400000}), "t")"#, "datetime(1970-01-02)"),
                eg(r#"__document_time(dynamic({"t": "x"}), "t")"#, "datetime(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(time),
    },
];

fn kuery(call: &Call<'_>) -> Result<Column, EvalError> {
    let read = |text: &str| {
        let kuery = Kuery::parse(text).map_err(|fault| EvalError::argument(fault.message))?;
        Ok(kuery.into_query())
    };
    matching(call, read, kqlab_elastic::Query::matches)
}

fn query_dsl(call: &Call<'_>) -> Result<Column, EvalError> {
    let read = |text: &str| kqlab_elastic::filter(&json(text)?).map_err(EvalError::argument);
    matching(call, read, kqlab_elastic::Query::matches)
}

fn panther(call: &Call<'_>) -> Result<Column, EvalError> {
    let read = |text: &str| Detection::parse(&json(text)?).map_err(EvalError::argument);
    matching(call, read, Detection::matches)
}

fn json(text: &str) -> Result<JsonValue, EvalError> {
    serde_json::from_str(text)
        .map_err(|error| EvalError::argument(format!("JSON is expected: {error}")))
}

fn matching<Q>(
    call: &Call<'_>,
    read: impl Fn(&str) -> Result<Q, EvalError>,
    matches: fn(&Q, &JsonValue) -> bool,
) -> Result<Column, EvalError> {
    let (documents, texts) = (Json::open(&call.args[0]), Text::open(&call.args[1]));
    let mut query = Prepared::default();
    call.rows(|row| {
        let text = Text::get(&texts, row).unwrap_or_default();
        let query = query.get(text, &read)?;
        Ok(matches(query, &Json::get(&documents, row).unwrap_or_default()))
    })
}

fn values(call: &Call<'_>) -> Result<Column, EvalError> {
    let (documents, fields) = (Json::open(&call.args[0]), Text::open(&call.args[1]));
    call.rows(|row| {
        let document = Json::get(&documents, row).unwrap_or_default();
        let mut distinct: Vec<JsonValue> = Vec::new();
        for value in kqlab_elastic::values(&document, Text::get(&fields, row).unwrap_or_default()) {
            if !distinct.contains(value) {
                distinct.push(value.clone());
            }
        }
        Ok(JsonValue::Array(distinct))
    })
}

fn time(call: &Call<'_>) -> Result<Column, EvalError> {
    let (documents, fields) = (Json::open(&call.args[0]), Text::open(&call.args[1]));
    call.rows(|row| {
        let document = Json::get(&documents, row).unwrap_or_default();
        let found = kqlab_elastic::values(&document, Text::get(&fields, row).unwrap_or_default());
        Ok(found.first().and_then(|value| ticks(value)))
    })
}

fn ticks(value: &JsonValue) -> Option<i64> {
    match value {
        JsonValue::String(text) => parse_datetime(text),
        JsonValue::Number(milliseconds) => {
            milliseconds.as_i64()?.checked_mul(TICKS_PER_MILLISECOND)?.checked_add(UNIX_EPOCH)
        }
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Array(_) | JsonValue::Object(_) => None,
    }
}
