//! Functions that measure and compare texts.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName};

use crate::core::{Any, BOOL, Inner, LONG, Ref, SCALAR, Str, eg, scalar, sig, text};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "strlen",
            overloads: &[sig(&[text("string")], LONG)],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Counts the Unicode characters of a text.",
            page: "strlen-function",
            examples: &[
                eg(r#"strlen("hello")"#, "5"),
                eg(r#"strlen("⒦⒰⒮⒯⒪")"#, "5"),
                eg(r#"strlen(dynamic("x"))"#, "1"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|text| text.chars().count() as i64)),
    },
    ScalarFn {
        def: FnDef {
            name: "string_size",
            overloads: &[sig(&[text("string")], LONG)],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Counts the bytes of a text in UTF-8.",
            page: "string-size-function",
            examples: &[eg(r#"string_size("hello")"#, "5"), eg(r#"string_size("⒦⒰⒮⒯⒪")"#, "15")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|text| text.len() as i64)),
    },
    ScalarFn {
        def: FnDef {
            name: "strcmp",
            overloads: &[sig(&[scalar("s1"), scalar("s2")], LONG)],
            doc: "Compares two texts: -1, 0 or 1.",
            page: "strcmp-function",
            examples: &[
                eg(r#"strcmp("ABC", "ABC")"#, "0"),
                eg(r#"strcmp("abc", "ABC")"#, "1"),
                eg(r#"strcmp("ABC", "abc")"#, "-1"),
                eg(r#"strcmp("abcde", "abc")"#, "1"),
            ],
            ..SCALAR
        },
        kernel: Some(strcmp),
    },
    ScalarFn {
        def: FnDef {
            name: "isascii",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Tells whether a text has ASCII characters only.",
            page: "isascii",
            examples: &[eg(r#"isascii("some string")"#, "true"), eg(r#"isascii("é")"#, "false")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|text| text.is_ascii())),
    },
    ScalarFn {
        def: FnDef {
            name: "isutf8",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Tells whether a text is valid UTF-8.",
            page: "isutf8-function",
            examples: &[eg(r#"isutf8("some string")"#, "true"), eg(r#"isutf8("é")"#, "true")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|_| true)),
    },
    ScalarFn {
        def: FnDef {
            name: "isempty",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Tells whether a value is null or the empty text.",
            page: "isempty-function",
            examples: &[
                eg(r#"isempty("")"#, "true"),
                eg(r#"isempty("x")"#, "false"),
                eg("isempty(long(null))", "true"),
                eg("isempty(dynamic([]))", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| empty(call, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "isnotempty",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Tells whether a value is neither null nor the empty text.",
            page: "isnotempty-function",
            examples: &[
                eg(r#"isnotempty("")"#, "false"),
                eg(r#"isnotempty("x")"#, "true"),
                eg(r#"isnotempty(dynamic(""))"#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| empty(call, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "notempty",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Tells whether a value is neither null nor the empty text.",
            page: "isnotempty-function",
            replaced_by: Some("isnotempty"),
            examples: &[
                eg(r#"notempty("")"#, "false"),
                eg(r#"notempty("x")"#, "true"),
                eg(r#"notempty(dynamic(""))"#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| empty(call, false)),
    },
];

fn strcmp(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Str, Str, _>(|a, b| a.cmp(&b) as i64)
}

fn empty(call: &Call<'_>, wanted: bool) -> Result<Column, EvalError> {
    call.map1::<Any, _>(|value| {
        let empty = match value {
            Ref::Null => true,
            Ref::String(text) => text.is_empty(),
            Ref::Dynamic(value) => match value.inner() {
                Inner::Null => true,
                Inner::String(text) => text.is_empty(),
                _ => false,
            },
            _ => false,
        };
        empty == wanted
    })
}
