//! Sorting arrays in a dynamic.

use kqlab_plan::{FnDef, Returns};

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, array, boolean, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "array_sort_asc",
            overloads: &[sig(
                &[array("arrays").occurs(1, 64), boolean("nulls_last").optional().constant()],
                Returns::Binder,
            )],
            doc: "Sorts arrays in ascending order.",
            page: "array-sort-asc-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_sort_desc",
            overloads: &[sig(
                &[array("arrays").occurs(1, 64), boolean("nulls_last").optional().constant()],
                Returns::Binder,
            )],
            doc: "Sorts arrays in descending order.",
            page: "array-sort-desc-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
