//! Trigonometry.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{NOT_YET, REAL, SCALAR, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "pi",
            overloads: &[sig(&[], REAL)],
            doc: "Returns the constant value of Pi.",
            page: "pi-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "cos",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the cosine of the input value.",
            page: "cos-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "sin",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the sine value of the input.",
            page: "sin-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tan",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the tangent value of the specified number.",
            page: "tan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "cot",
            overloads: &[sig(&[number("number")], REAL)],
            doc: "Calculates the trigonometric cotangent of the specified angle in radians.",
            page: "cot-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "acos",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the angle of the cosine input.",
            page: "acos-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "asin",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the angle from a sine input.",
            page: "asin-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "atan",
            overloads: &[sig(&[number("number")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the inverse operation of tan().",
            page: "atan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "atan2",
            overloads: &[sig(&[number("y"), number("x")], REAL)],
            result_name: ResultName::FirstArgument,
            doc: "Calculates an angle in radians between axes.",
            page: "atan2-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "degrees",
            overloads: &[sig(&[number("radians")], REAL)],
            doc: "Converts angle values from radians to values in degrees.",
            page: "degrees-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "radians",
            overloads: &[sig(&[number("degrees")], REAL)],
            doc: "Converts angle values from degrees to radians.",
            page: "radians-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
