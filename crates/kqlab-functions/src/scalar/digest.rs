//! The states of percentile and distinct-count sketches.

mod kernel;

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{
    BOOL, DYNAMIC, INTERNAL, LONG, REAL, SCALAR, array, dynamic, eg, real, scalar, sig, type_of,
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
            examples: &[
                eg("percentile_tdigest(dynamic([[8],[1.0,2.0],[1,2]]), 50)", "dynamic(2.0)"),
                eg(
                    "percentile_tdigest(dynamic([[7],[10,20,30],[1,1,1]]), 100, typeof(long))",
                    "30",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::percentile),
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
            examples: &[
                eg(
                    "percentiles_array_tdigest(dynamic([[7],[0,62000000],[3,1]]), dynamic([0, 50, 100]))",
                    "dynamic([0,0,62000000])",
                ),
                eg(
                    "percentiles_array_tdigest(dynamic([[7],[1,2,3,4],[1,1,1,1]]), 25, 75)",
                    "dynamic([1,3])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::percentiles),
    },
    ScalarFn {
        def: FnDef {
            name: "percentrank_tdigest",
            overloads: &[sig(&[array("digest"), scalar("value")], REAL)],
            doc: "Calculates the approximate rank of the value in a set.",
            page: "percentrank-tdigest-function",
            examples: &[
                eg("percentrank_tdigest(dynamic([[7],[1,2,3,4],[1,1,1,1]]), 3)", "75.0"),
                eg("percentrank_tdigest(dynamic([[7],[10,20],[3,1]]), 5)", "0.0"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::percent_rank),
    },
    ScalarFn {
        def: FnDef {
            name: "rank_tdigest",
            overloads: &[sig(&[array("digest"), scalar("value")], REAL)],
            doc: "Calculates the approximate rank of the value in a set.",
            page: "rank-tdigest-function",
            examples: &[
                eg("rank_tdigest(dynamic([[7],[1,2,3,4],[1,1,1,1]]), 3)", "3.0"),
                eg("rank_tdigest(dynamic([[7],[10,20],[3,1]]), 10)", "3.0"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::rank),
    },
    ScalarFn {
        def: FnDef {
            name: "tdigest_isvalid",
            overloads: &[sig(&[array("digest"), scalar("value")], BOOL)],
            doc: "Tells whether a dynamic is a `tdigest` state.",
            examples: &[
                eg("tdigest_isvalid(dynamic([[7],[1],[1]]), 0)", "true"),
                eg("tdigest_isvalid(dynamic([1]), 0)", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::digest_is_valid),
    },
    ScalarFn {
        def: FnDef {
            name: "hll_isvalid",
            overloads: &[sig(&[array("hll"), scalar("value")], BOOL)],
            doc: "Tells whether a dynamic is an `hll` state.",
            examples: &[
                eg(r#"hll_isvalid(dynamic([[1024,14],["3803688792395291579"],[]]), 0)"#, "true"),
                eg("hll_isvalid(dynamic([1]), 0)", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::hll_is_valid),
    },
    ScalarFn {
        def: FnDef {
            name: "tdigest_merge",
            overloads: &[sig(&[array("tdigest").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::PrefixOnly("tdigests_merge_result"),
            doc: "Merges `tdigest` states.",
            examples: &[eg(
                "tdigest_merge(dynamic([[7],[1],[2]]), dynamic([[7],[3],[1]]))",
                "dynamic([[7],[1,3],[2,1]])",
            )],
            ..SCALAR
        },
        kernel: Some(kernel::merge_digests),
    },
    ScalarFn {
        def: FnDef {
            name: "merge_tdigest",
            overloads: &[sig(&[array("tdigest").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::PrefixOnly("tdigests_merge_result"),
            doc: "Merges `tdigest` states.",
            page: "merge-tdigest-function",
            examples: &[eg(
                "merge_tdigest(dynamic([[7],[1],[2]]), dynamic([[7],[1],[1]]))",
                "dynamic([[7],[1],[3]])",
            )],
            ..SCALAR
        },
        kernel: Some(kernel::merge_digests),
    },
    ScalarFn {
        def: FnDef {
            name: "hll_merge",
            overloads: &[sig(&[array("hll").occurs(2, 16)], DYNAMIC)],
            result_name: ResultName::PrefixOnly("hll_merged_result"),
            doc: "Merges `hll` states.",
            page: "hll-merge-function",
            examples: &[eg(
                r#"hll_merge(dynamic([[1024,14],["1"],[]]), dynamic([[1024,14],["2"],[]]))"#,
                r#"dynamic([[1024,14],["1","2"],[]])"#,
            )],
            ..SCALAR
        },
        kernel: Some(kernel::merge_hlls),
    },
    ScalarFn {
        def: FnDef {
            name: "dcount_hll",
            overloads: &[sig(&[array("hll")], LONG)],
            result_name: ResultName::NameAndFirstArgument,
            doc: "Calculates the distinct count from hyper log log (hll) intermediate calculation results.",
            page: "dcount-hll-function",
            examples: &[
                eg(r#"dcount_hll(dynamic([[1024,14],["3803688792395291579"],[]]))"#, "1"),
                eg(
                    r#"dcount_hll(dynamic([[1024,14],["-1003235211361077779","-5665157283053373866","7755241107725382121"],[]]))"#,
                    "3",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::dcount),
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
