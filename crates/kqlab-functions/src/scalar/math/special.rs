//! Special functions, statistics, randomness.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{NOT_YET, REAL, SCALAR, integer, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "gamma",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Computes the gamma of the input parameter.",
            page: "gamma-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "loggamma",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Computes the log of the absolute value of the gamma function.",
            page: "loggamma-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "erf",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the error function.",
            page: "erf-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "erfc",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the complementary error function.",
            page: "erfc-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "beta_cdf",
            overloads: &[sig(&[number("x"), number("alpha"), number("beta")], REAL)],
            doc: "Returns a standard beta cumulative distribution function.",
            page: "beta-cdf-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "beta_inv",
            overloads: &[sig(&[number("probability"), number("alpha"), number("beta")], REAL)],
            doc: "Returns the inverse of the beta cumulative probability density function.",
            page: "beta-inv-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "beta_pdf",
            overloads: &[sig(&[number("x"), number("alpha"), number("beta")], REAL)],
            doc: "Returns the beta probability density function.",
            page: "beta-pdf-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "welch_test",
            overloads: &[sig(
                &[
                    number("mean1"),
                    number("variance1"),
                    number("count1"),
                    number("mean2"),
                    number("variance2"),
                    number("count2"),
                ],
                REAL,
            )],
            doc: "Computes the p_value of the Welch-test.",
            page: "welch-test-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "rand",
            overloads: &[sig(&[integer("number").optional()], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns a random number.",
            page: "rand-function",
            deterministic: false,
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
