//! Counting rows and distinct values.

use kqlab_plan::{FnDef, ResultName};

use crate::AggregateFn;
use crate::core::{AGGREGATE, LONG, NOT_YET, boolean, not_dynamic, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "count",
            overloads: &[sig(&[], LONG), sig(&[boolean("predicate")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("count"),
            doc: "Counts the number of records in a group.",
            page: "count-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "cnt",
            overloads: &[sig(&[], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("cnt"),
            doc: "The old name of `count`.",
            page: "count-aggregation-function",
            replaced_by: Some("count"),
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "countif",
            overloads: &[sig(&[boolean("predicate")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("countif"),
            doc: "Counts the rows where the predicate evaluates to true.",
            page: "countif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "dcount",
            overloads: &[sig(&[scalar("expr"), not_dynamic("accuracy").optional()], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("dcount"),
            doc: "Returns an estimate of the number of distinct values of an expression within a group.",
            page: "dcount-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
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
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "count_distinct",
            overloads: &[sig(&[not_dynamic("expr")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("count_distinct"),
            doc: "Counts the distinct values.",
            page: "count-distinct-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "count_distinctif",
            overloads: &[sig(&[not_dynamic("expr"), boolean("predicate")], LONG)],
            result_name: ResultName::PrefixAndFirstArgument("count_distinctif"),
            doc: "Counts unique values of a scalar expression in records for which the predicate evaluates to true.",
            page: "count-distinctif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
];
