//! Collecting values into dynamics.

use kqlab_plan::{FnDef, ResultName};

use super::state::{bag, conditional::conditional, list, schema, set};
use crate::AggregateFn;
use crate::core::{AGGREGATE, DYNAMIC, bag, boolean, integer, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "makelist",
            overloads: &[sig(&[scalar("expr"), integer("maxSize").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("list"),
            doc: "The old name of `make_list`.",
            page: "make-list-aggregation-function",
            replaced_by: Some("make_list"),
            ..AGGREGATE
        },
        make: Some(list::makelist),
    },
    AggregateFn {
        def: FnDef {
            name: "make_list",
            overloads: &[sig(&[scalar("expr"), integer("maxSize").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("list"),
            doc: "Creates a dynamic JSON object array of all the values of the expressions in the group.",
            page: "make-list-aggregation-function",
            ..AGGREGATE
        },
        make: Some(list::make_list),
    },
    AggregateFn {
        def: FnDef {
            name: "make_list_if",
            overloads: &[sig(
                &[scalar("expr"), boolean("predicate"), integer("maxSize").optional()],
                DYNAMIC,
            )],
            result_name: ResultName::PrefixAndFirstArgument("list"),
            doc: "Creates a dynamic JSON object of expression values where the predicate evaluates to true.",
            page: "make-list-if-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, list::make_list)),
    },
    AggregateFn {
        def: FnDef {
            name: "make_list_with_nulls",
            overloads: &[sig(&[scalar("expr")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("list"),
            doc: "Creates a `dynamic` JSON object (array) which includes null values.",
            page: "make-list-with-nulls-aggregation-function",
            ..AGGREGATE
        },
        make: Some(list::make_list_with_nulls),
    },
    AggregateFn {
        def: FnDef {
            name: "makeset",
            overloads: &[sig(&[scalar("expr"), integer("maxSize").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("set"),
            doc: "The old name of `make_set`.",
            page: "make-set-aggregation-function",
            replaced_by: Some("make_set"),
            ..AGGREGATE
        },
        make: Some(set::makeset),
    },
    AggregateFn {
        def: FnDef {
            name: "make_set",
            overloads: &[sig(&[scalar("expr"), integer("maxSize").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("set"),
            doc: "Returns a JSON array of the distinct values that the expression takes in the group.",
            page: "make-set-aggregation-function",
            ..AGGREGATE
        },
        make: Some(set::make_set),
    },
    AggregateFn {
        def: FnDef {
            name: "make_set_if",
            overloads: &[sig(
                &[scalar("expr"), boolean("predicate"), integer("maxSize").optional()],
                DYNAMIC,
            )],
            result_name: ResultName::PrefixAndFirstArgument("set"),
            doc: "Creates a dynamic JSON object of a set of distinct values that an expression takes where the predicate evaluates to true.",
            page: "make-set-if-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, set::make_set)),
    },
    AggregateFn {
        def: FnDef {
            name: "make_dictionary",
            overloads: &[sig(&[bag("expr"), integer("maxSize").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("dictionary"),
            doc: "The old name of `make_bag`.",
            page: "make-bag-aggregation-function",
            ..AGGREGATE
        },
        make: Some(bag::make_dictionary),
    },
    AggregateFn {
        def: FnDef {
            name: "make_bag",
            overloads: &[sig(&[bag("expr"), integer("maxSize").optional()], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("bag"),
            doc: "Creates a dynamic JSON property bag.",
            page: "make-bag-aggregation-function",
            ..AGGREGATE
        },
        make: Some(bag::make_bag),
    },
    AggregateFn {
        def: FnDef {
            name: "make_bag_if",
            overloads: &[sig(
                &[bag("expr"), boolean("predicate"), integer("maxSize").optional()],
                DYNAMIC,
            )],
            result_name: ResultName::PrefixAndFirstArgument("bag"),
            doc: "Creates a dynamic JSON property bag of expression values where the predicate evaluates to true.",
            page: "make-bag-if-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, bag::make_bag)),
    },
    AggregateFn {
        def: FnDef {
            name: "buildschema",
            overloads: &[sig(&[bag("expr")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("schema"),
            doc: "Builds a table schema from a dynamic expression.",
            page: "buildschema-aggregation-function",
            ..AGGREGATE
        },
        make: Some(schema::buildschema),
    },
];
