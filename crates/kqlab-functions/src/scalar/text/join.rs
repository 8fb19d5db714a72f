//! Functions that join texts.

use kqlab_columns::{Builder, Column};
use kqlab_plan::FnDef;

use crate::cast::text;
use crate::core::{Any, Dyn, Dynamic, Read, Ref, SCALAR, STRING, Str, array, eg, scalar, sig};
use crate::json;
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "strcat",
            overloads: &[sig(&[scalar("arg").occurs(1, 64)], STRING)],
            doc: "Joins values as texts; null is the empty text.",
            page: "strcat-function",
            examples: &[
                eg(r#"strcat("hello", " ", "world")"#, r#""hello world""#),
                eg(r#"strcat("a", 1, true, dynamic([1, 2]))"#, r#""a1True[1,2]""#),
                eg(r#"strcat("a", long(null), "b")"#, r#""ab""#),
            ],
            ..SCALAR
        },
        kernel: Some(strcat),
    },
    ScalarFn {
        def: FnDef {
            name: "strcat_array",
            overloads: &[sig(&[array("array"), scalar("delimiter")], STRING)],
            doc: "Joins the elements of an array with a delimiter between them.",
            page: "strcat-array-function",
            examples: &[
                eg(r#"strcat_array(dynamic([1, 2, 3]), "->")"#, r#""1->2->3""#),
                eg(r#"strcat_array(dynamic(["a", null, true]), "-")"#, r#""a--true""#),
                eg(r#"strcat_array(dynamic("abc"), "-")"#, r#""abc""#),
            ],
            ..SCALAR
        },
        kernel: Some(strcat_array),
    },
    ScalarFn {
        def: FnDef {
            name: "array_strcat",
            overloads: &[sig(&[array("array"), scalar("delimiter")], STRING)],
            doc: "Joins the elements of an array with a delimiter between them.",
            page: "strcat-array-function",
            examples: &[
                eg(r#"array_strcat(dynamic([1, 2, 3]), "->")"#, r#""1->2->3""#),
                eg(r#"array_strcat(dynamic(["a", null, true]), "-")"#, r#""a--true""#),
                eg(r#"array_strcat(dynamic("abc"), "-")"#, r#""abc""#),
            ],
            ..SCALAR
        },
        kernel: Some(strcat_array),
    },
    ScalarFn {
        def: FnDef {
            name: "strcat_delim",
            overloads: &[sig(&[scalar("delimiter"), scalar("arg").occurs(2, 64)], STRING)],
            doc: "Joins values as texts with a delimiter between them.",
            page: "strcat-delim-function",
            examples: &[
                eg(r#"strcat_delim("-", 1, "2", "A", 1s)"#, r#""1-2-A-00:00:01""#),
                eg(r#"strcat_delim("-", "a", int(null), "b")"#, r#""a--b""#),
            ],
            ..SCALAR
        },
        kernel: Some(strcat_delim),
    },
];

fn strcat(call: &Call<'_>) -> Result<Column, EvalError> {
    joined(call, 0)
}

fn strcat_delim(call: &Call<'_>) -> Result<Column, EvalError> {
    joined(call, 1)
}

/// The arguments from `first` on; the one before it, if any, goes between them.
fn joined(call: &Call<'_>, first: usize) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    let mut column = Builder::with_capacity(call.returns, call.rows);
    let mut buffer = String::new();
    for row in 0..call.rows {
        buffer.clear();
        for (position, arg) in args.iter().enumerate().skip(first) {
            if first > 0 && position > first {
                text::write(Any::get(&args[0], row).unwrap_or(Ref::Null), &mut buffer);
            }
            text::write(Any::get(arg, row).unwrap_or(Ref::Null), &mut buffer);
        }
        column.push_text(&buffer);
    }
    Ok(column.finish())
}

/// Elements as a dynamic prints them; what is no array is printed whole (measured).
fn strcat_array(call: &Call<'_>) -> Result<Column, EvalError> {
    let (arrays, delimiters) = (Dyn::open(&call.args[0]), Str::open(&call.args[1]));
    call.rows(|row| {
        let delimiter = Str::get(&delimiters, row).unwrap_or_default();
        Ok(Dyn::get(&arrays, row).map(|array| match &*array.value() {
            serde_json::Value::Array(items) => {
                let texts: Vec<String> = items.iter().map(plain).collect();
                texts.join(&delimiter)
            }
            other => plain(other),
        }))
    })
}

fn plain(value: &serde_json::Value) -> String {
    let mut text = String::new();
    json::write_text(Dynamic::Value(value), &mut text);
    text
}
