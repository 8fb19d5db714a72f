//! The smallest, the largest, any row.

use kqlab_plan::{FnDef, Param, ParamType, ResultName, Returns};

use super::state::{arg, conditional::conditional, extreme};
use crate::AggregateFn;
use crate::core::{AGGREGATE, INTERNAL, boolean, orderable, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "min",
            overloads: &[sig(&[orderable("expr")], Returns::SameAs(0))],
            result_name: ResultName::PrefixAndFirstArgument("min"),
            doc: "Finds the minimum value in a table.",
            page: "min-aggregation-function",
            ..AGGREGATE
        },
        make: Some(extreme::min),
    },
    AggregateFn {
        def: FnDef {
            name: "minif",
            overloads: &[sig(&[orderable("expr"), boolean("predicate")], Returns::SameAs(0))],
            result_name: ResultName::PrefixAndFirstArgument("minif"),
            doc: "Returns the minimum value of an expression where the predicate evaluates to true.",
            page: "minif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, extreme::min)),
    },
    AggregateFn {
        def: FnDef {
            name: "max",
            overloads: &[sig(&[orderable("expr")], Returns::SameAs(0))],
            result_name: ResultName::PrefixAndFirstArgument("max"),
            doc: "Finds the maximum value of the expression in the table.",
            page: "max-aggregation-function",
            ..AGGREGATE
        },
        make: Some(extreme::max),
    },
    AggregateFn {
        def: FnDef {
            name: "maxif",
            overloads: &[sig(&[orderable("expr"), boolean("predicate")], Returns::SameAs(0))],
            result_name: ResultName::PrefixAndFirstArgument("maxif"),
            doc: "Calculates the maximum value of an expression where the predicate evaluates to true.",
            page: "maxif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, extreme::max)),
    },
    AggregateFn {
        def: FnDef {
            name: "arg_min",
            overloads: &[sig(
                &[
                    orderable("minimized"),
                    Param::one("returned", ParamType::StarOrScalar).repeated(0),
                ],
                Returns::Binder,
            )],
            doc: "Finds a row in a table that minimizes the input expression.",
            page: "arg-min-aggregation-function",
            ..AGGREGATE
        },
        make: Some(arg::arg_min),
    },
    AggregateFn {
        def: FnDef {
            name: "arg_max",
            overloads: &[sig(
                &[
                    orderable("maximized"),
                    Param::one("returned", ParamType::StarOrScalar).repeated(0),
                ],
                Returns::Binder,
            )],
            doc: "Finds a row in a table that maximizes the input expression.",
            page: "arg-max-aggregation-function",
            ..AGGREGATE
        },
        make: Some(arg::arg_max),
    },
    AggregateFn {
        def: FnDef {
            name: "argmin",
            overloads: &[sig(
                &[
                    orderable("minimized"),
                    Param::one("returned", ParamType::StarOrScalar).repeated(0),
                ],
                Returns::Binder,
            )],
            doc: "The old name of `arg_min`.",
            page: "arg-min-aggregation-function",
            replaced_by: Some("arg_min"),
            ..AGGREGATE
        },
        make: Some(arg::arg_min),
    },
    AggregateFn {
        def: FnDef {
            name: "argmax",
            overloads: &[sig(
                &[
                    orderable("maximized"),
                    Param::one("returned", ParamType::StarOrScalar).repeated(0),
                ],
                Returns::Binder,
            )],
            doc: "The old name of `arg_max`.",
            page: "arg-max-aggregation-function",
            replaced_by: Some("arg_max"),
            ..AGGREGATE
        },
        make: Some(arg::arg_max),
    },
    AggregateFn {
        def: FnDef {
            name: "any",
            overloads: &[
                sig(&[scalar("expr")], Returns::SameAs(0)),
                sig(&[scalar("expr").repeated(2)], Returns::Binder),
                sig(&[Param::one("expr", ParamType::StarOrScalar)], Returns::Binder),
            ],
            result_name: ResultName::PrefixAndFirstArgument("any"),
            doc: "The old name of `take_any`.",
            page: "take-any-aggregation-function",
            replaced_by: Some("take_any"),
            ..AGGREGATE
        },
        make: Some(arg::take_any),
    },
    AggregateFn {
        def: FnDef {
            name: "take_any",
            overloads: &[sig(
                &[Param::one("expr", ParamType::StarOrScalar).repeated(1)],
                Returns::Binder,
            )],
            doc: "Returns the values of any one row of the group.",
            page: "take-any-aggregation-function",
            ..AGGREGATE
        },
        make: Some(arg::take_any),
    },
    AggregateFn {
        def: FnDef {
            name: "anyif",
            overloads: &[sig(&[scalar("expr"), boolean("predicate")], Returns::SameAs(0))],
            result_name: ResultName::PrefixAndFirstArgument("anyif"),
            doc: "The old name of `take_anyif`.",
            page: "take-anyif-aggregation-function",
            replaced_by: Some("take_anyif"),
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, arg::take_any)),
    },
    AggregateFn {
        def: FnDef {
            name: "take_anyif",
            overloads: &[sig(&[scalar("expr"), boolean("predicate")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "Returns the value of an arbitrarily selected record for which the predicate is 'true'.",
            page: "take-anyif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, arg::take_any)),
    },
    AggregateFn {
        def: FnDef {
            name: "passthrough",
            overloads: &[sig(&[scalar("expr")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "An internal aggregate of Kusto.",
            unsupported: Some(INTERNAL),
            ..AGGREGATE
        },
        make: None,
    },
];
