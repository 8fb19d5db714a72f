//! Counting rows and distinct values.

use kqlab_plan::{FnDef, ResultName, Type};

use super::state::{conditional::conditional, count, distinct};
use crate::AggregateFn;
use crate::core::{AGGREGATE, LONG, boolean, not_dynamic, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "count",
            overloads: &[
                sig(&[], LONG),
                sig(&[boolean("predicate")], LONG),
                sig(&[scalar("expr")], LONG),
            ],
            result_name: ResultName::PrefixAndFirstArgument("count"),
            doc: "Counts the number of records in a group.",
            page: "count-aggregation-function",
            ..AGGREGATE
        },
        // Of another expression than a predicate the rows are counted, null or not (summarize-operator).
        make: Some(|init| match init.types {
            [Type::Bool] => conditional(init, 0, count::count),
            _ => count::count(init),
        }),
    },
    AggregateFn {
        def: FnDef {
            name: "cnt",
            overloads: &[sig(&[], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("cnt"),
            doc: "The old name of `count`.",
            page: "count-aggregation-function",
            replaced_by: Some("count"),
            ..AGGREGATE
        },
        make: Some(count::count),
    },
    AggregateFn {
        def: FnDef {
            name: "countif",
            overloads: &[sig(&[boolean("predicate")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("countif"),
            doc: "Counts the rows where the predicate evaluates to true.",
            page: "countif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 0, count::count)),
    },
    AggregateFn {
        def: FnDef {
            name: "dcount",
            overloads: &[sig(&[scalar("expr"), not_dynamic("accuracy").optional()], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("dcount"),
            doc: "Returns an estimate of the number of distinct values of an expression within a group.",
            page: "dcount-aggregation-function",
            ..AGGREGATE
        },
        make: Some(distinct::dcount),
    },
    AggregateFn {
        def: FnDef {
            name: "dcountif",
            overloads: &[sig(
                &[scalar("expr"), boolean("predicate"), not_dynamic("accuracy").optional()],
                LONG,
            )],
            result_name: ResultName::PrefixAndFirstArgument("dcountif"),
            doc: "Returns an estimate of the number of distinct values of an expression for rows where the predicate evaluates to true.",
            page: "dcountif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, distinct::dcount)),
    },
    AggregateFn {
        def: FnDef {
            name: "count_distinct",
            overloads: &[sig(&[not_dynamic("expr")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("count_distinct"),
            doc: "Counts the distinct values.",
            page: "count-distinct-aggregation-function",
            ..AGGREGATE
        },
        make: Some(distinct::count_distinct),
    },
    AggregateFn {
        def: FnDef {
            name: "count_distinctif",
            overloads: &[sig(&[not_dynamic("expr"), boolean("predicate")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("count_distinctif"),
            doc: "Counts unique values of a scalar expression in records for which the predicate evaluates to true.",
            page: "count-distinctif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, distinct::count_distinct)),
    },
];
