//! Rounding, sign, and number classes.

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{
    BOOL, LONG, NOT_YET, REAL, SCALAR, TIMESPAN, integer, long, number, real, sig, timespan,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "round",
            overloads: &[sig(
                &[number("number"), long("precision").optional().constant()],
                Returns::SameAs(0),
            )],
            result_name: ResultName::FirstArgument,
            doc: "Rounds the number to the specified precision.",
            page: "round-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ceiling",
            overloads: &[sig(&[number("number")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the smallest integer greater than, or equal to, the specified numeric expression.",
            page: "ceiling-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "abs",
            overloads: &[
                sig(&[integer("number")], LONG),
                sig(&[number("number")], Returns::SameAs(0)),
                sig(&[timespan("number")], TIMESPAN),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the absolute value of an input.",
            page: "abs-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "sign",
            overloads: &[sig(&[number("number")], REAL)],
            doc: "Returns the sign of the numeric expression.",
            page: "sign-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isnan",
            overloads: &[sig(&[real("number")], BOOL)],
            doc: "Checks if the input is a not-a-number (NaN) value.",
            page: "isnan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isinf",
            overloads: &[sig(&[real("number")], BOOL)],
            doc: "Checks if the input is an infinite value.",
            page: "isinf-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isfinite",
            overloads: &[sig(&[real("number")], BOOL)],
            doc: "Checks if the input is a finite value.",
            page: "isfinite-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
