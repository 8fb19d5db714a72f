//! Row numbers and ranks.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{LONG, NOT_YET, WINDOW, boolean, long, not_dynamic, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "row_number",
            overloads: &[sig(
                &[long("startingIndex").optional(), boolean("restart").optional()],
                LONG,
            )],
            doc: "Returns the current row's index in a serialized row set.",
            page: "row-number-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "row_rank",
            overloads: &[sig(
                &[not_dynamic("column"), boolean("dense").optional().constant()],
                LONG,
            )],
            doc: "The old name of `row_rank_dense`.",
            page: "row-rank-dense-function",
            replaced_by: Some("row_rank_dense"),
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "row_rank_dense",
            overloads: &[sig(&[not_dynamic("term"), boolean("restart").optional()], LONG)],
            doc: "Returns the current row's dense rank in a serialized row set.",
            page: "row-rank-dense-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "row_rank_min",
            overloads: &[sig(&[not_dynamic("term"), boolean("restart").optional()], LONG)],
            doc: "Returns the current row's minimal rank in a serialized row set.",
            page: "row-rank-min-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
];
