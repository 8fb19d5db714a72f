//! Functions over whole documents, which Kusto does not have: Elastic rules are written in KQL with them.
//! Names that begin with two underscores are kqlab's own; nothing suggests them.

use kqlab_columns::Column;
use kqlab_elastic::{Kuery, Query};
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
    matching(call, |text| {
        let kuery = Kuery::parse(text).map_err(|fault| EvalError::argument(fault.message))?;
        Ok(kuery.into_query())
    })
}

fn query_dsl(call: &Call<'_>) -> Result<Column, EvalError> {
    matching(call, |text| {
        let filter: JsonValue = serde_json::from_str(text).map_err(|error| {
            EvalError::argument(format!("a filter is expected to be JSON: {error}"))
        })?;
        kqlab_elastic::filter(&filter).map_err(EvalError::argument)
    })
}

fn matching(
    call: &Call<'_>,
    read: impl Fn(&str) -> Result<Query, EvalError>,
) -> Result<Column, EvalError> {
    let (documents, texts) = (Json::open(&call.args[0]), Text::open(&call.args[1]));
    let mut query = Prepared::default();
    call.rows(|row| {
        let text = Text::get(&texts, row).unwrap_or_default();
        let query = query.get(text, &read)?;
        Ok(query.matches(&Json::get(&documents, row).unwrap_or_default()))
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
