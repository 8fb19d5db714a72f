//! Powers, roots, logarithms.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{NOT_YET, REAL, SCALAR, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "pow",
            overloads: &[sig(&[number("base"), number("exponent")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the base raised to the power of the exponent.",
            page: "pow-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "sqrt",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the square root of the input,.",
            page: "sqrt-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "log",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the natural logarithm of the input.",
            page: "log-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "log2",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-2 logarithm of the input.",
            page: "log2-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "log10",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the common (base-10) logarithm of the input.",
            page: "log10-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "exp",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-e exponential value of x.",
            page: "exp-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "exp2",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-2 exponential value of x.",
            page: "exp2-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "exp10",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the base-10 exponential value of x.",
            page: "exp10-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
