//! Percentiles.

use kqlab_plan::{FnDef, Returns};

use super::state::percentile;
use crate::AggregateFn;
use crate::core::{AGGREGATE, array, integer, number, scalar, sig};

/// The family.
pub(super) const FUNCTIONS: &[AggregateFn] = &[
    AggregateFn {
        def: FnDef {
            name: "percentile",
            overloads: &[sig(&[scalar("expr"), number("percentile")], Returns::Binder)],
            doc: "Calculates the nearest-rank percentile.",
            page: "percentiles-aggregation-function",
            ..AGGREGATE
        },
        make: Some(percentile::plain),
    },
    AggregateFn {
        def: FnDef {
            name: "percentiles",
            overloads: &[sig(&[scalar("expr"), number("percentile").repeated(1)], Returns::Binder)],
            doc: "Calculates several nearest-rank percentiles.",
            page: "percentiles-aggregation-function",
            ..AGGREGATE
        },
        make: Some(percentile::plain),
    },
    AggregateFn {
        def: FnDef {
            name: "percentiles_array",
            overloads: &[
                sig(&[scalar("expr"), number("percentile").repeated(1)], Returns::Binder),
                sig(&[scalar("expr"), array("percentiles")], Returns::Binder),
            ],
            doc: "Calculates several nearest-rank percentiles, as an array.",
            page: "percentiles-aggregation-function",
            ..AGGREGATE
        },
        make: Some(percentile::plain_array),
    },
    AggregateFn {
        def: FnDef {
            name: "percentilew",
            overloads: &[sig(
                &[scalar("expr"), integer("weight"), number("percentile")],
                Returns::Binder,
            )],
            doc: "Calculates a percentile of weighted values.",
            page: "percentilesw-aggregation-function",
            ..AGGREGATE
        },
        make: Some(percentile::weighted),
    },
    AggregateFn {
        def: FnDef {
            name: "percentilesw",
            overloads: &[sig(
                &[scalar("expr"), integer("weight"), number("percentile").repeated(1)],
                Returns::Binder,
            )],
            doc: "Calculates several percentiles of weighted values.",
            page: "percentilesw-aggregation-function",
            ..AGGREGATE
        },
        make: Some(percentile::weighted),
    },
    AggregateFn {
        def: FnDef {
            name: "percentilesw_array",
            overloads: &[
                sig(
                    &[scalar("expr"), integer("weight"), number("percentile").repeated(1)],
                    Returns::Binder,
                ),
                sig(&[scalar("expr"), integer("weight"), array("percentiles")], Returns::Binder),
            ],
            doc: "Calculates several percentiles of weighted values, as an array.",
            page: "percentilesw-aggregation-function",
            ..AGGREGATE
        },
        make: Some(percentile::weighted_array),
    },
];
