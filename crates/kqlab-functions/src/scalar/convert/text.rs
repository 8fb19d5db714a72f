//! Conversions to text, and the names of types.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, integer, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "tostring",
            overloads: &[sig(&[scalar("value")], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input value to a string representation.",
            page: "tostring-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tohex",
            overloads: &[sig(&[integer("value"), integer("minLength").optional()], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input value to a hexadecimal string.",
            page: "tohex-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "gettype",
            overloads: &[sig(&[scalar("value")], STRING)],
            result_name: ResultName::PrefixAndFirstArgument("type"),
            doc: "Returns a string representing the runtime type of its single argument.",
            page: "gettype-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
