//! Sums, averages, bits.

use kqlab_plan::{FnDef, ResultName, Returns};

use super::state::{binary, conditional::conditional, sum};
use crate::AggregateFn;
use crate::core::{
    AGGREGATE, DATETIME, DECIMAL, REAL, TIMESPAN, boolean, datetime, decimal, integer, real, sig,
    summable, timespan,
};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "sum",
            overloads: &[sig(&[summable("expr")], Returns::Promoted)],
            result_name: ResultName::PrefixAndFirstArgument("sum"),
            doc: "Calculates the sum of an expression across the group.",
            page: "sum-aggregation-function",
            ..AGGREGATE
        },
        make: Some(sum::sum),
    },
    AggregateFn {
        def: FnDef {
            name: "sumif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], Returns::Promoted)],
            result_name: ResultName::PrefixAndFirstArgument("sumif"),
            doc: "Calculates the sum of an expression value in records for which the predicate evaluates to true.",
            page: "sumif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, sum::sum)),
    },
    AggregateFn {
        def: FnDef {
            name: "avg",
            overloads: &[
                sig(&[integer("expr")], REAL),
                sig(&[real("expr")], REAL),
                sig(&[decimal("expr")], DECIMAL),
                sig(&[timespan("expr")], TIMESPAN),
                sig(&[datetime("expr")], DATETIME),
            ],
            result_name: ResultName::PrefixAndFirstArgument("avg"),
            doc: "Calculates the average value of an expression.",
            page: "avg-aggregation-function",
            ..AGGREGATE
        },
        make: Some(sum::avg),
    },
    AggregateFn {
        def: FnDef {
            name: "avgif",
            overloads: &[
                sig(&[integer("expr"), boolean("predicate")], REAL),
                sig(&[real("expr"), boolean("predicate")], REAL),
                sig(&[decimal("expr"), boolean("predicate")], DECIMAL),
                sig(&[timespan("expr"), boolean("predicate")], TIMESPAN),
                sig(&[datetime("expr"), boolean("predicate")], DATETIME),
            ],
            result_name: ResultName::PrefixAndFirstArgument("avgif"),
            doc: "Returns the average value of an expression where the predicate evaluates to true.",
            page: "avgif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, sum::avg)),
    },
    AggregateFn {
        def: FnDef {
            name: "binary_all_or",
            overloads: &[sig(&[summable("expr")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "Aggregates values using the binary OR operation.",
            page: "binary-all-or-aggregation-function",
            ..AGGREGATE
        },
        make: Some(binary::all_or),
    },
    AggregateFn {
        def: FnDef {
            name: "binary_all_and",
            overloads: &[sig(&[summable("expr")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "Aggregates values using the binary AND operation.",
            page: "binary-all-and-aggregation-function",
            ..AGGREGATE
        },
        make: Some(binary::all_and),
    },
    AggregateFn {
        def: FnDef {
            name: "binary_all_xor",
            overloads: &[sig(&[summable("expr")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "Aggregates values using the binary XOR operation.",
            page: "binary-all-xor-aggregation-function",
            ..AGGREGATE
        },
        make: Some(binary::all_xor),
    },
];
