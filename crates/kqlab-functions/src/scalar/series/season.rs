//! Periods, decomposition and outliers of a series.

use kqlab_plan::{FnDef, ResultName, Returns, Type};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, array, integer, long, number, real, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_outliers",
            overloads: &[
                sig(
                    &[array("series"), string("kind").optional(), number("ignore_val").optional()],
                    Returns::SameAs(0),
                ),
                sig(
                    &[
                        array("series"),
                        string("kind"),
                        real("ignore_val"),
                        real("min_percentile"),
                        real("max_percentile").optional(),
                        integer("test_points").optional(),
                    ],
                    Returns::SameAs(0),
                ),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Scores anomaly points in a series.",
            page: "series-outliers-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_periods_detect",
            overloads: &[sig(
                &[array("series"), number("min_period"), number("max_period"), long("num_periods")],
                Returns::Tuple(&[("periods", Type::Dynamic), ("scores", Type::Dynamic)]),
            )],
            doc: "Finds the most significant periods that exist in a time series.",
            page: "series-periods-detect-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_periods_validate",
            overloads: &[sig(
                &[array("series"), number("period").occurs(1, 16)],
                Returns::Tuple(&[("periods", Type::Dynamic), ("scores", Type::Dynamic)]),
            )],
            doc: "Checks whether a time series contains periodic patterns of given lengths.",
            page: "series-periods-validate-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_seasonal",
            overloads: &[
                sig(&[array("series")], DYNAMIC),
                sig(&[array("series"), integer("period")], DYNAMIC),
                sig(&[array("series"), integer("period"), integer("test_points")], DYNAMIC),
            ],
            doc: "Calculates the seasonal component of a series according to the detected seasonal period.",
            page: "series-seasonal-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_decompose",
            overloads: &[sig(
                &[
                    array("series"),
                    integer("period").optional(),
                    string("trend").optional(),
                    integer("test_points").optional(),
                    number("seasonality_threshold").optional(),
                ],
                Returns::Tuple(&[
                    ("baseline", Type::Dynamic),
                    ("seasonal", Type::Dynamic),
                    ("trend", Type::Dynamic),
                    ("residual", Type::Dynamic),
                ]),
            )],
            doc: "Applies a decomposition transformation on a series.",
            page: "series-decompose-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_decompose_forecast",
            overloads: &[sig(
                &[
                    array("series"),
                    integer("test_points"),
                    integer("period").optional(),
                    string("trend").optional(),
                    number("seasonality_threshold").optional(),
                ],
                DYNAMIC,
            )],
            doc: "Predicts the value of the last trailing points.",
            page: "series-decompose-forecast-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_decompose_anomalies",
            overloads: &[sig(
                &[
                    array("series"),
                    number("threshold").optional(),
                    integer("period").optional(),
                    string("trend").optional(),
                    integer("test_points").optional(),
                    string("method").optional(),
                    number("seasonality_threshold").optional(),
                ],
                Returns::Tuple(&[
                    ("ad_flag", Type::Dynamic),
                    ("ad_score", Type::Dynamic),
                    ("baseline", Type::Dynamic),
                ]),
            )],
            doc: "Extracts anomalous points from a dynamic numerical array.",
            page: "series-decompose-anomalies-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
