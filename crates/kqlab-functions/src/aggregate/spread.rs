//! Standard deviation, variance, covariance.

use kqlab_plan::{FnDef, ResultName};

use crate::AggregateFn;
use crate::core::{AGGREGATE, NOT_YET, REAL, boolean, sig, summable};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "stdev",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("stdev"),
            doc: "Calculates the standard deviation of an expression using Bessel's correction.",
            page: "stdev-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "stdevif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("stdevif"),
            doc: "Calculates the standard deviation of an expression where the predicate evaluates to true.",
            page: "stdevif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "stdevp",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("stdevp"),
            doc: "Calculates the standard deviation of an expression.",
            page: "stdevp-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "variance",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("variance"),
            doc: "Calculates the sample variance of the expression across the group.",
            page: "variance-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "varianceif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("varianceif"),
            doc: "Calculates the variance in an expression where the predicate evaluates to true.",
            page: "varianceif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "variancep",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("variancep"),
            doc: "Calculates the population variance of an expression across the group.",
            page: "variancep-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "variancepif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("variancepif"),
            doc: "Calculates the variance in an expression where the predicate evaluates to true.",
            page: "variancepif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "covariance",
            overloads: &[sig(&[summable("expr"), summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covariance"),
            doc: "Calculates the sample covariance of two random variables.",
            page: "covariance-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "covarianceif",
            overloads: &[sig(&[summable("expr"), summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covarianceif"),
            doc: "Calculates the sample covariance in an expression where the predicate evaluates to true.",
            page: "covarianceif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "covariancep",
            overloads: &[sig(&[summable("expr"), summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covariancep"),
            doc: "Calculates the population covariance of two random variables.",
            page: "covariancep-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
    AggregateFn {
        def: FnDef {
            name: "covariancepif",
            overloads: &[sig(&[summable("expr"), summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covariancepif"),
            doc: "Calculates the population covariance in an expression where the predicate evaluates to true.",
            page: "covariancepif-aggregation-function",
            unsupported: Some(NOT_YET),
            ..AGGREGATE
        },
        make: None,
    },
];
