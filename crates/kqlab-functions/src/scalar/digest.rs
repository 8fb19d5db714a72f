//! The states of percentile and distinct-count sketches.

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{
    BOOL, DYNAMIC, INTERNAL, LONG, NOT_YET, REAL, SCALAR, array, dynamic, real, scalar, sig,
    type_of,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "percentile_tdigest",
            overloads: &[
                sig(&[array("tdigest"), real("percentile1")], DYNAMIC),
                sig(
                    &[array("tdigest"), real("percentile1"), type_of("type").constant()],
                    Returns::Last,
                ),
            ],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Calculates the percentile value of an expression.",
            page: "percentile-tdigest-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "percentiles_array_tdigest",
            overloads: &[
                sig(&[array("tdigest"), real("percentile").repeated(1)], DYNAMIC),
                sig(&[array("tdigest"), array("percentiles")], DYNAMIC),
            ],
            result_name: ResultName::PrefixAndFirstArgument("percentile_tdigest"),
            doc: "Calculates several percentiles of a `tdigest` state, as an array.",
            page: "percentile-array-tdigest-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "percentrank_tdigest",
            overloads: &[sig(&[array("digest"), scalar("value")], REAL)],
            doc: "Calculates the approximate rank of the value in a set.",
            page: "percentrank-tdigest-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "rank_tdigest",
            overloads: &[sig(&[array("digest"), scalar("value")], REAL)],
            doc: "Calculates the approximate rank of the value in a set.",
            page: "rank-tdigest-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tdigest_isvalid",
            overloads: &[sig(&[array("digest"), scalar("value")], BOOL)],
            doc: "Tells whether a dynamic is a `tdigest` state.",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hll_isvalid",
            overloads: &[sig(&[array("hll"), scalar("value")], BOOL)],
            doc: "Tells whether a dynamic is an `hll` state.",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tdigest_merge",
            overloads: &[sig(&[array("tdigest").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::PrefixOnly("tdigests_merge_result"),
            doc: "Merges `tdigest` states.",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "merge_tdigest",
            overloads: &[sig(&[array("tdigest").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::PrefixOnly("tdigests_merge_result"),
            doc: "Merges `tdigest` states.",
            page: "merge-tdigest-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hll_merge",
            overloads: &[sig(&[array("hll").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::PrefixOnly("hll_merged_result"),
            doc: "Merges `hll` states.",
            page: "hll-merge-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "dcount_hll",
            overloads: &[sig(&[array("hll")], LONG)],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Calculates the distinct count from hyper log log (hll) intermediate calculation results.",
            page: "dcount-hll-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__hll_normalize",
            overloads: &[sig(&[dynamic("hll").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
];
