//! Conversions to numbers and bool.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{BOOL, DECIMAL, INT, LONG, NOT_YET, REAL, SCALAR, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "toint",
            overloads: &[sig(&[scalar("value")], INT)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input value to an integer number representation.",
            page: "toint-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tolong",
            overloads: &[sig(&[scalar("value")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input value to a long number representation.",
            page: "tolong-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "toreal",
            overloads: &[sig(&[scalar("value")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input expression to a value of type `real`.",
            page: "toreal-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "todouble",
            overloads: &[sig(&[scalar("value")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input expression to a value of type `real`.",
            page: "toreal-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "todecimal",
            overloads: &[sig(&[scalar("value")], DECIMAL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input expression to a decimal number representation.",
            page: "todecimal-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tobool",
            overloads: &[sig(&[scalar("value")], BOOL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts an input to a boolean representation.",
            page: "tobool-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "toboolean",
            overloads: &[sig(&[scalar("value")], BOOL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts an input to a boolean representation.",
            page: "tobool-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
