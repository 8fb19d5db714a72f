//! Conversions to numbers and bool.

use kqlab_plan::{FnDef, ResultName};

use super::converted;
use crate::ScalarFn;
use crate::core::{BOOL, DECIMAL, INT, LONG, REAL, SCALAR, eg, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "toint",
            overloads: &[sig(&[scalar("value")], INT)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to an int.",
            page: "toint-function",
            examples: &[
                eg(r#"toint("123")"#, "int(123)"),
                eg("toint(2.3)", "int(2)"),
                eg("toint(9999999999)", "int(1410065407)"),
                eg(r#"toint("5.7")"#, "int(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "tolong",
            overloads: &[sig(&[scalar("value")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a long; a time gives its ticks.",
            page: "tolong-function",
            examples: &[
                eg(r#"tolong("123")"#, "123"),
                eg(r#"tolong("0x10")"#, "16"),
                eg(r#"tolong("1e3")"#, "long(null)"),
                eg("tolong(1d)", "864000000000"),
                eg("tolong(-1.9)", "-1"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "toreal",
            overloads: &[sig(&[scalar("value")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a real.",
            page: "toreal-function",
            examples: &[
                eg(r#"toreal("123.4")"#, "123.4"),
                eg(r#"toreal("1e3")"#, "1000.0"),
                eg(r#"toreal("x")"#, "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "todouble",
            overloads: &[sig(&[scalar("value")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a real.",
            page: "toreal-function",
            examples: &[eg(r#"todouble("5.")"#, "5.0"), eg("todouble(7)", "7.0")],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "todecimal",
            overloads: &[sig(&[scalar("value")], DECIMAL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a decimal.",
            page: "todecimal-function",
            examples: &[
                eg(r#"todecimal("123.45678")"#, "decimal(123.45678)"),
                eg("todecimal(7)", "decimal(7)"),
                eg(r#"todecimal("x")"#, "decimal(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "tobool",
            overloads: &[sig(&[scalar("value")], BOOL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a bool: a number is true unless it is zero.",
            page: "tobool-function",
            examples: &[
                eg(r#"tobool("true")"#, "true"),
                eg(r#"tobool("2")"#, "true"),
                eg(r#"tobool("1.5")"#, "bool(null)"),
                eg("tobool(1.5)", "true"),
                eg(r#"tobool("no")"#, "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "toboolean",
            overloads: &[sig(&[scalar("value")], BOOL)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a bool: a number is true unless it is zero.",
            page: "tobool-function",
            examples: &[
                eg(r#"toboolean("true")"#, "true"),
                eg(r#"toboolean("2")"#, "true"),
                eg(r#"toboolean("1.5")"#, "bool(null)"),
                eg("toboolean(1.5)", "true"),
                eg(r#"toboolean("no")"#, "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
];
