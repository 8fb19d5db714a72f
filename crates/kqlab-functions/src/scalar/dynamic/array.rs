//! Functions that read an array in a dynamic.

use kqlab_plan::{FnDef, Returns};

use crate::ScalarFn;
use crate::core::{LONG, NOT_YET, SCALAR, array, integer, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "array_length",
            overloads: &[sig(&[array("array")], LONG)],
            doc: "Calculates the number of elements in a dynamic array.",
            page: "array-length-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "arraylength",
            overloads: &[sig(&[array("array")], LONG)],
            doc: "The old name of `array_length`.",
            page: "array-length-function",
            replaced_by: Some("array_length"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_index_of",
            overloads: &[sig(
                &[
                    array("array"),
                    scalar("value"),
                    integer("start").optional(),
                    integer("length").optional(),
                    integer("occurrence").optional().constant(),
                ],
                LONG,
            )],
            doc: "Searches an array for a specified item, and return its position.",
            page: "array-index-of-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_slice",
            overloads: &[sig(
                &[array("array"), integer("start"), integer("end")],
                Returns::SameAs(0),
            )],
            doc: "Extracts a slice of a dynamic array.",
            page: "array-slice-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_split",
            overloads: &[
                sig(&[array("array"), integer("index")], Returns::SameAs(0)),
                sig(&[array("array"), array("indices")], Returns::SameAs(0)),
            ],
            doc: "Splits an array into multiple arrays.",
            page: "array-split-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_reverse",
            overloads: &[sig(&[array("value")], Returns::SameAs(0))],
            doc: "Reverses the order of the elements in a dynamic array.",
            page: "array-reverse-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_rotate_left",
            overloads: &[sig(&[array("array"), integer("rotate_count")], Returns::SameAs(0))],
            doc: "Rotates values inside a dynamic array to the left.",
            page: "array-rotate-left-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_rotate_right",
            overloads: &[sig(&[array("array"), integer("rotate_count")], Returns::SameAs(0))],
            doc: "Rotates values inside a dynamic array to the right.",
            page: "array-rotate-right-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_shift_left",
            overloads: &[sig(
                &[array("array"), integer("shift_count"), scalar("default_value").optional()],
                Returns::SameAs(0),
            )],
            doc: "Shifts the values inside a dynamic array to the left.",
            page: "array-shift-left-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_shift_right",
            overloads: &[sig(
                &[array("array"), integer("shift_count"), scalar("default_value").optional()],
                Returns::SameAs(0),
            )],
            doc: "Shifts values inside a dynamic array to the right.",
            page: "array-shift-right-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
