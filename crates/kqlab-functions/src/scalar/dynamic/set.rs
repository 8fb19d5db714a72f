//! Functions that take arrays as sets.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, NOT_YET, SCALAR, array, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "set_has_element",
            overloads: &[sig(&[array("set"), scalar("value")], BOOL)],
            doc: "Determines if the input set contains the specified value.",
            page: "set-has-element-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "set_union",
            overloads: &[sig(&[array("set").occurs(2, 64)], DYNAMIC)],
            doc: "Creates a union set of all the  distinct values in all of the array inputs.",
            page: "set-union-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "set_intersect",
            overloads: &[sig(&[array("set").occurs(2, 64)], DYNAMIC)],
            doc: "Creates a set of the distinct values that are in all the array inputs.",
            page: "set-intersect-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "set_difference",
            overloads: &[sig(&[array("set").occurs(2, 64)], DYNAMIC)],
            doc: "Creates a difference set of all distinct values in the first array that aren't in the other array inputs.",
            page: "set-difference-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "set_equals",
            overloads: &[sig(&[array("set1"), array("set2")], BOOL)],
            doc: "Tells whether two arrays hold the same distinct elements.",
            page: "set-intersect-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "jaccard_index",
            overloads: &[sig(&[array("set").occurs(2, 2)], DYNAMIC)],
            doc: "Calculates the Jaccard index of two input sets.",
            page: "jaccard-index-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
