//! Functions that measure and compare texts.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{BOOL, LONG, NOT_YET, SCALAR, scalar, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "strlen",
            overloads: &[sig(&[text("string")], LONG)],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Measures the length of the input string.",
            page: "strlen-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "string_size",
            overloads: &[sig(&[text("string")], LONG)],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Measures the size of the input string.",
            page: "string-size-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "strcmp",
            overloads: &[sig(&[scalar("s1"), scalar("s2")], LONG)],
            doc: "Compares two strings.",
            page: "strcmp-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isascii",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Checks if the argument is a valid ascii string.",
            page: "isascii",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isutf8",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Checks if the argument is a valid utf8 string.",
            page: "isutf8-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isempty",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Checks if the argument is an empty string.",
            page: "isempty-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isnotempty",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "Checks if the argument isn't an empty string.",
            page: "isnotempty-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "notempty",
            overloads: &[sig(&[scalar("value")], BOOL)],
            doc: "The old name of `isnotempty`.",
            page: "isnotempty-function",
            replaced_by: Some("isnotempty"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
