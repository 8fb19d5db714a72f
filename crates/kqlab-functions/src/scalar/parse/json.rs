//! Reading JSON texts.

use kqlab_columns::{Builder, Column};
use kqlab_plan::{FnDef, ResultName, Returns, Type};

use crate::cast;
use crate::core::{
    Arg, DYNAMIC, Dynamic, Prepared, Read, Ref, SCALAR, STRING, Text, eg, sig, string, text,
    type_of,
};
use crate::json::{parse_path, walk};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "todynamic",
            overloads: &[sig(&[string("value")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Reads a JSON text as a dynamic; what is no JSON is a dynamic string.",
            page: "parse-json-function",
            examples: &[
                eg(r#"todynamic('{"a":123, "b":"x"}')"#, r#"dynamic({"a": 123, "b": "x"})"#),
                eg(r#"todynamic("abc")"#, r#"dynamic("abc")"#),
                eg(r#"todynamic("")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(parse_json),
    },
    ScalarFn {
        def: FnDef {
            name: "toobject",
            overloads: &[sig(&[string("value")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Reads a JSON text as a dynamic; what is no JSON is a dynamic string.",
            page: "parse-json-function",
            replaced_by: Some("todynamic"),
            examples: &[
                eg(r#"toobject('{"a":123, "b":"x"}')"#, r#"dynamic({"a": 123, "b": "x"})"#),
                eg(r#"toobject("abc")"#, r#"dynamic("abc")"#),
                eg(r#"toobject("")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(parse_json),
    },
    ScalarFn {
        def: FnDef {
            name: "parsejson",
            overloads: &[sig(&[text("json_text")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Reads a JSON text as a dynamic; what is no JSON is a dynamic string.",
            page: "parse-json-function",
            replaced_by: Some("parse_json"),
            examples: &[
                eg(r#"parsejson('{"a":123, "b":"x"}')"#, r#"dynamic({"a": 123, "b": "x"})"#),
                eg(r#"parsejson("abc")"#, r#"dynamic("abc")"#),
                eg(r#"parsejson("")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(parse_json),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_json",
            overloads: &[sig(&[text("json_text")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Reads a JSON text as a dynamic; what is no JSON is a dynamic string.",
            page: "parse-json-function",
            examples: &[
                eg(r#"parse_json('{"a":123, "b":"x"}')"#, r#"dynamic({"a": 123, "b": "x"})"#),
                eg(r#"parse_json("abc")"#, r#"dynamic("abc")"#),
                eg(r#"parse_json("")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(parse_json),
    },
    ScalarFn {
        def: FnDef {
            name: "extractjson",
            overloads: &[
                sig(&[string("jsonPath").constant(), string("jsonText")], STRING),
                sig(
                    &[
                        string("jsonPath").constant(),
                        string("jsonText"),
                        type_of("type").constant(),
                    ],
                    Returns::Last,
                ),
            ],
            doc: "Returns what a JSON text holds at the end of a path, as a text or as the given type.",
            page: "extract-json-function",
            examples: &[
                eg(
                    r#"extractjson("$.name", '{"name": "John", "age": 30}', typeof(string))"#,
                    r#""John""#,
                ),
                eg(r#"extractjson("$.a['b c'][0]", '{"a": {"b c": [1.5]}}', typeof(real))"#, "1.5"),
                eg(r#"extractjson("$.b", '{"a": 1}')"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(extract_json),
    },
    ScalarFn {
        def: FnDef {
            name: "extract_json",
            overloads: &[
                sig(&[string("jsonPath").constant(), string("jsonText")], STRING),
                sig(
                    &[
                        string("jsonPath").constant(),
                        string("jsonText"),
                        type_of("type").constant(),
                    ],
                    Returns::Last,
                ),
            ],
            doc: "Returns what a JSON text holds at the end of a path, as a text or as the given type.",
            page: "extract-json-function",
            examples: &[
                eg(
                    r#"extract_json("$.name", '{"name": "John", "age": 30}', typeof(string))"#,
                    r#""John""#,
                ),
                eg(
                    r#"extract_json("$.a['b c'][0]", '{"a": {"b c": [1.5]}}', typeof(real))"#,
                    "1.5",
                ),
                eg(r#"extract_json("$.b", '{"a": 1}')"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(extract_json),
    },
];

/// A column's text stays as it is: what is JSON is read when it is looked into, what is not is a string.
fn parse_json(call: &Call<'_>) -> Result<Column, EvalError> {
    if call.args[0].ty() == Type::Dynamic {
        return Ok(call.args[0].clone().into_column(call.rows));
    }
    if let Arg::Column(column) = &call.args[0]
        && (0..call.rows).all(|row| column.text(row).is_some_and(|text| !is_nothing(text)))
    {
        return Ok(column.clone().retyped(Type::Dynamic));
    }
    let texts = Text::open(&call.args[0]);
    call.rows(|row| Ok(Text::get(&texts, row).filter(|text| !is_nothing(text))))
}

fn is_nothing(text: &str) -> bool {
    matches!(text.trim_ascii(), "" | "null")
}

fn extract_json(call: &Call<'_>) -> Result<Column, EvalError> {
    let (paths, texts) = (Text::open(&call.args[0]), Text::open(&call.args[1]));
    let mut prepared = Prepared::default();
    let mut column = Builder::with_capacity(call.returns, call.rows);
    for row in 0..call.rows {
        let Some((path, text)) = Text::get(&paths, row).zip(Text::get(&texts, row)) else {
            column.push_null();
            continue;
        };
        let found = walk(text, prepared.get(path, parse_path)?);
        let value = found.map_or(Ref::Null, |text| Ref::Dynamic(Dynamic::Text(text)));
        cast::push(value, call.returns, &mut column);
    }
    Ok(column.finish())
}
