//! Functions that join texts.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, array, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "strcat",
            overloads: &[sig(&[scalar("arg").occurs(1, 64)], STRING)],
            doc: "Concatenates between 1 and 64 arguments.",
            page: "strcat-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "strcat_array",
            overloads: &[sig(&[array("array"), scalar("delimiter")], STRING)],
            doc: "Creates a concatenated string of array values using a specified delimiter.",
            page: "strcat-array-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_strcat",
            overloads: &[sig(&[array("array"), scalar("delimiter")], STRING)],
            doc: "The old name of `strcat_array`.",
            page: "strcat-array-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "strcat_delim",
            overloads: &[sig(&[scalar("delimiter"), scalar("arg").occurs(2, 64)], STRING)],
            doc: "Concatenates between 2 and 64 arguments using a specified delimiter as the first argument.",
            page: "strcat-delim-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
