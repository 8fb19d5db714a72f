//! The states of percentile and distinct-count sketches.

use kqlab_plan::{FnDef, Param, ParamType, ResultName};

use super::state::{conditional::conditional, distinct, sketch};
use crate::AggregateFn;
use crate::core::{AGGREGATE, DYNAMIC, array, boolean, integer, sig, summable};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "tdigest",
            overloads: &[sig(&[summable("expr"), integer("weight").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("tdigest"),
            doc: "Calculates the intermediate results of the weighted percentiles of expressions across the group.",
            page: "tdigest-aggregation-function",
            ..AGGREGATE
        },
        make: Some(sketch::tdigest),
    },
    AggregateFn {
        def: FnDef {
            name: "tdigest_merge",
            overloads: &[sig(&[array("tdigest")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("merge_tdigests"),
            doc: "Merges `tdigest` states.",
            page: "tdigest-merge-aggregation-function",
            ..AGGREGATE
        },
        make: Some(sketch::tdigest_merge),
    },
    AggregateFn {
        def: FnDef {
            name: "merge_tdigest",
            overloads: &[sig(&[array("tdigest")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("merge_tdigests"),
            doc: "Merges `tdigest` states.",
            page: "tdigest-merge-aggregation-function",
            ..AGGREGATE
        },
        make: Some(sketch::tdigest_merge),
    },
    AggregateFn {
        def: FnDef {
            name: "hll",
            overloads: &[sig(
                &[Param::one("expr", ParamType::NotRealOrBool), integer("accuracy").optional()],
                DYNAMIC,
            )],
            result_name: ResultName::PrefixAndFirstArgument("hll"),
            doc: "Calculates the results of the dcount() function.",
            page: "hll-aggregation-function",
            ..AGGREGATE
        },
        make: Some(distinct::hll),
    },
    AggregateFn {
        def: FnDef {
            name: "hll_if",
            overloads: &[sig(
                &[
                    Param::one("expr", ParamType::NotRealOrBool),
                    boolean("predicate"),
                    integer("accuracy").optional(),
                ],
                DYNAMIC,
            )],
            result_name: ResultName::PrefixAndFirstArgument("hll_if"),
            doc: "Calculates the intermediate results of the dcount() function.",
            page: "hll-if-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, distinct::hll)),
    },
    AggregateFn {
        def: FnDef {
            name: "hll_merge",
            overloads: &[sig(&[array("hll")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("hll_merge"),
            doc: "Merges `hll` states.",
            page: "hll-merge-aggregation-function",
            ..AGGREGATE
        },
        make: Some(distinct::hll_merge),
    },
];
