//! One number of one or two series.

use kqlab_plan::{FnDef, Returns, Type};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, REAL, SCALAR, array, boolean, number, real, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_magnitude",
            overloads: &[sig(&[array("series")], REAL)],
            doc: "Calculates the magnitude of series elements.",
            page: "series-magnitude-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_sum",
            overloads: &[sig(&[array("series")], REAL)],
            doc: "Calculates the sum of series elements.",
            page: "series-sum-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_sum",
            overloads: &[sig(&[array("array")], REAL)],
            doc: "The old name of `series_sum`.",
            page: "array-sum-function",
            replaced_by: Some("series_sum"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_product",
            overloads: &[sig(&[array("series")], REAL)],
            doc: "Calculates the product of series elements.",
            page: "series-product-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_pearson_correlation",
            overloads: &[sig(&[array("series1"), array("series2")], REAL)],
            doc: "Calculates the pearson correlation coefficient of two numeric series inputs.",
            page: "series-pearson-correlation-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_dot_product",
            overloads: &[
                sig(&[array("series1"), array("series2")], REAL),
                sig(&[array("series1"), number("series2")], REAL),
                sig(&[number("series1"), array("series2")], REAL),
            ],
            doc: "Calculates the dot product of two series.",
            page: "series-dot-product-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_cosine_similarity",
            overloads: &[sig(
                &[
                    array("series1"),
                    array("series2"),
                    real("series1_magnitude").optional(),
                    real("series2_magnitude").optional(),
                ],
                REAL,
            )],
            doc: "Calculates the cosine similarity of two series.",
            page: "series-cosine-similarity-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_stats",
            overloads: &[sig(
                &[array("series"), boolean("ignore_nonfinite").optional().constant()],
                Returns::Tuple(&[
                    ("min", Type::Real),
                    ("min_idx", Type::Long),
                    ("max", Type::Real),
                    ("max_idx", Type::Long),
                    ("avg", Type::Real),
                    ("stdev", Type::Real),
                    ("variance", Type::Real),
                ]),
            )],
            doc: "Calculates the statistics for a numerical series using multiple columns.",
            page: "series-stats-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_stats_dynamic",
            overloads: &[sig(
                &[array("series"), boolean("ignore_nonfinite").optional().constant()],
                DYNAMIC,
            )],
            doc: "Calculates the statistics for a series in a dynamic object.",
            page: "series-stats-dynamic-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
