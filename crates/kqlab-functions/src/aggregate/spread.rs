//! Standard deviation, variance, covariance.

use kqlab_plan::{FnDef, ResultName};

use super::state::{conditional::conditional, moment};
use crate::AggregateFn;
use crate::core::{AGGREGATE, REAL, boolean, sig, summable};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "stdev",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("stdev"),
            doc: "Calculates the standard deviation of an expression using Bessel's correction.",
            page: "stdev-aggregation-function",
            ..AGGREGATE
        },
        make: Some(moment::stdev),
    },
    AggregateFn {
        def: FnDef {
            name: "stdevif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("stdevif"),
            doc: "Calculates the standard deviation of an expression where the predicate evaluates to true.",
            page: "stdevif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, moment::stdev)),
    },
    AggregateFn {
        def: FnDef {
            name: "stdevp",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("stdevp"),
            doc: "Calculates the standard deviation of an expression.",
            page: "stdevp-aggregation-function",
            ..AGGREGATE
        },
        make: Some(moment::stdevp),
    },
    AggregateFn {
        def: FnDef {
            name: "variance",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("variance"),
            doc: "Calculates the sample variance of the expression across the group.",
            page: "variance-aggregation-function",
            ..AGGREGATE
        },
        make: Some(moment::variance),
    },
    AggregateFn {
        def: FnDef {
            name: "varianceif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("varianceif"),
            doc: "Calculates the variance in an expression where the predicate evaluates to true.",
            page: "varianceif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, moment::variance)),
    },
    AggregateFn {
        def: FnDef {
            name: "variancep",
            overloads: &[sig(&[summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("variancep"),
            doc: "Calculates the population variance of an expression across the group.",
            page: "variancep-aggregation-function",
            ..AGGREGATE
        },
        make: Some(moment::variancep),
    },
    AggregateFn {
        def: FnDef {
            name: "variancepif",
            overloads: &[sig(&[summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("variancepif"),
            doc: "Calculates the variance in an expression where the predicate evaluates to true.",
            page: "variancepif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 1, moment::variancep)),
    },
    AggregateFn {
        def: FnDef {
            name: "covariance",
            overloads: &[sig(&[summable("expr"), summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covariance"),
            doc: "Calculates the sample covariance of two random variables.",
            page: "covariance-aggregation-function",
            ..AGGREGATE
        },
        make: Some(moment::covariance),
    },
    AggregateFn {
        def: FnDef {
            name: "covarianceif",
            overloads: &[sig(&[summable("expr"), summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covarianceif"),
            doc: "Calculates the sample covariance in an expression where the predicate evaluates to true.",
            page: "covarianceif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 2, moment::covariance)),
    },
    AggregateFn {
        def: FnDef {
            name: "covariancep",
            overloads: &[sig(&[summable("expr"), summable("expr")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covariancep"),
            doc: "Calculates the population covariance of two random variables.",
            page: "covariancep-aggregation-function",
            ..AGGREGATE
        },
        make: Some(moment::covariancep),
    },
    AggregateFn {
        def: FnDef {
            name: "covariancepif",
            overloads: &[sig(&[summable("expr"), summable("expr"), boolean("predicate")], REAL)],
            result_name: ResultName::PrefixAndFirstArgument("covariancepif"),
            doc: "Calculates the population covariance in an expression where the predicate evaluates to true.",
            page: "covariancepif-aggregation-function",
            ..AGGREGATE
        },
        make: Some(|init| conditional(init, 2, moment::covariancep)),
    },
];
