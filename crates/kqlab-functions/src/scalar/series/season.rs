//! Periods, decomposition and outliers of a series.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Returns, Type, Value};
use serde_json::Value as Json;

use super::decompose::{self, Components, Trend};
use super::values::{array, optional, reals};
use crate::ScalarFn;
use crate::core::{
    Call, DYNAMIC, EvalError, Json as JsonRows, Read, SCALAR, array as series, eg, integer, long,
    number, real, sig, string,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_outliers",
            overloads: &[
                sig(
                    &[series("series"), string("kind").optional(), number("ignore_val").optional()],
                    Returns::SameAs(0),
                ),
                sig(
                    &[
                        series("series"),
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
            unsupported: Some("the page does not say how its scores and percentiles are computed"),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_periods_detect",
            overloads: &[sig(
                &[
                    series("series"),
                    number("min_period"),
                    number("max_period"),
                    long("num_periods"),
                ],
                Returns::Tuple(&[("periods", Type::Dynamic), ("scores", Type::Dynamic)]),
            )],
            doc: "Finds the most significant periods that exist in a time series.",
            page: "series-periods-detect-function",
            unsupported: Some("Kusto's way to find periods is not documented"),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_periods_validate",
            overloads: &[sig(
                &[series("series"), number("period").occurs(1, 16)],
                Returns::Tuple(&[("periods", Type::Dynamic), ("scores", Type::Dynamic)]),
            )],
            doc: "Checks whether a time series contains periodic patterns of given lengths.",
            page: "series-periods-validate-function",
            unsupported: Some("Kusto's way to score periods is not documented"),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_seasonal",
            overloads: &[
                sig(&[series("series")], DYNAMIC),
                sig(&[series("series"), integer("period")], DYNAMIC),
                sig(&[series("series"), integer("period"), integer("test_points")], DYNAMIC),
            ],
            doc: "Calculates the seasonal component of a series according to the detected seasonal period.",
            page: "series-seasonal-function",
            examples: &[
                eg(
                    "series_seasonal(dynamic([1, 3, 5, 1, 3, 5, 2, 4, 6]), 3)",
                    "dynamic([1.0,3.0,5.0,1.0,3.0,5.0,1.0,3.0,5.0])",
                ),
                eg(
                    "series_seasonal(dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]), 3)",
                    "dynamic([1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5])",
                ),
                eg("series_seasonal(dynamic([1, 2, 3]))", "dynamic([0.0,0.0,0.0])"),
            ],
            ..SCALAR
        },
        kernel: Some(seasonal),
    },
    ScalarFn {
        def: FnDef {
            name: "series_decompose",
            overloads: &[sig(
                &[
                    series("series"),
                    integer("period").optional(),
                    string("trend").optional(),
                    integer("test_points").optional(),
                    number("seasonality_threshold").optional(),
                ],
                COMPONENTS,
            )],
            doc: "Applies a decomposition transformation on a series.",
            page: "series-decompose-function",
            examples: &[eg(
                "series_decompose(dynamic([1,3,2,4,3,5]), 2)",
                "dynamic([2.0,4.0,2.0,4.0,2.0,4.0])",
            )],
            ..SCALAR
        },
        kernel: Some(decompose),
    },
    ScalarFn {
        def: FnDef {
            name: "series_decompose_forecast",
            overloads: &[sig(
                &[
                    series("series"),
                    integer("test_points"),
                    integer("period").optional(),
                    string("trend").optional(),
                    number("seasonality_threshold").optional(),
                ],
                COMPONENTS,
            )],
            doc: "Predicts the value of the last trailing points.",
            page: "series-decompose-forecast-function",
            examples: &[
                eg(
                    "series_decompose_forecast(dynamic([1, 2, 3, 4, 0, 0]), 2, 0, 'linefit')",
                    "dynamic([1.0,2.0,3.0,4.0,5.0,6.0])",
                ),
                eg(
                    "series_decompose_forecast(dynamic([1, 3, 1, 3, 0, 0]), 2, 2)",
                    "dynamic([1.0,3.0,1.0,3.0,1.0,3.0])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(forecast),
    },
    ScalarFn {
        def: FnDef {
            name: "series_decompose_anomalies",
            overloads: &[sig(
                &[
                    series("series"),
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
            unsupported: Some("it scores like series_outliers, whose page does not say how"),
            ..SCALAR
        },
        kernel: None,
    },
];

fn seasonal(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(values) = JsonRows::get(&series, row).and_then(|json| reals(&json)) else {
            return Ok(Json::Null);
        };
        let whole = |position: usize, default: i64| match optional(call.args.get(position), row) {
            Some(number) => number.real() as i64,
            None => default,
        };
        let known = trained(values.len(), whole(2, 0));
        let period = decompose::period(&values[..known], whole(1, -1))?;
        Ok(decompose::seasonal(&values, known, period).map_or(Json::Null, array))
    })
}

/// The columns of a decomposition; the official binder gives a forecast the same.
const COMPONENTS: Returns = Returns::Tuple(&[
    ("baseline", Type::Dynamic),
    ("seasonal", Type::Dynamic),
    ("trend", Type::Dynamic),
    ("residual", Type::Dynamic),
]);

/// How many points are learned from.
fn trained(len: usize, test_points: i64) -> usize {
    len.saturating_sub(usize::try_from(test_points).unwrap_or(0))
}

/// The components of a row's series; the positions are those of the period, the trend and the test points.
fn components(
    call: &Call<'_>,
    row: usize,
    series: &Json,
    [period, trend, test_points]: [usize; 3],
) -> Result<Option<Components>, EvalError> {
    let Some(values) = reals(series) else { return Ok(None) };
    let whole = |position: usize, default: i64| match optional(call.args.get(position), row) {
        Some(number) => number.real() as i64,
        None => default,
    };
    let trend = match call.args.get(trend).map(|arg| arg.value(row)) {
        None => Trend::Average,
        Some(Value::String(name)) => Trend::parse(&name)?,
        Some(_) => return Ok(None),
    };
    let known = trained(values.len(), whole(test_points, 0));
    let period = decompose::period(&values[..known], whole(period, -1))?;
    Ok(decompose::components(&values, known, period, trend))
}

fn decompose(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(series) = JsonRows::get(&series, row) else { return Ok(Json::Null) };
        let parts = components(call, row, &series, [1, 2, 3])?;
        Ok(parts.map_or(Json::Null, columns))
    })
}

fn forecast(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(series) = JsonRows::get(&series, row) else { return Ok(Json::Null) };
        let parts = components(call, row, &series, [2, 3, 1])?;
        Ok(parts.map_or(Json::Null, columns))
    })
}

/// The components in the order of [`COMPONENTS`].
fn columns(parts: Components) -> Json {
    let parts = [parts.baseline, parts.seasonal, parts.trend, parts.residual];
    parts.into_iter().map(array).collect()
}
