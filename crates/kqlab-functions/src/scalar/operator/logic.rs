//! Logical operators: three-valued.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, boolean, dynamic, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "and",
            overloads: &[
                sig(&[boolean("left"), boolean("right")], BOOL),
                sig(&[dynamic("left"), boolean("right")], BOOL),
                sig(&[boolean("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
            ],
            doc: "True if both are true; false if one is false.",
            page: "logical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "or",
            overloads: &[
                sig(&[boolean("left"), boolean("right")], BOOL),
                sig(&[dynamic("left"), boolean("right")], BOOL),
                sig(&[boolean("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
            ],
            doc: "True if one is true; false if both are false.",
            page: "logical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
