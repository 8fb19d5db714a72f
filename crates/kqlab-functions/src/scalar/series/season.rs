//! Periods and decomposition of a series, and the anomalies that a decomposition shows.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Returns, Type, Value};
use serde_json::Value as Json;

use super::decompose::{self, Components, Trend};
use super::outlier::{self, Fence};
use super::values::{Number, array, optional, reals};
use crate::ScalarFn;
use crate::core::{
    Call, DYNAMIC, EvalError, Json as JsonRows, Read, SCALAR, array as series, eg, integer, long,
    number, sig, string,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
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
            unsupported: Some("how Kusto scores the periods of a series is not published"),
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
            unsupported: Some("how Kusto scores the periods of a series is not published"),
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
            examples: &[
                eg(
                    "series_decompose_anomalies(dynamic([1, 1, 1, 9, 1, 1, 1, 1, 1, 1, 2, 1]), 1.5, 0)",
                    "dynamic([0,0,0,1,0,0,0,0,0,0,0,0])",
                ),
                eg(
                    "series_decompose_anomalies(dynamic([1, 2, 3, 4, -9]), 1.5, 0, 'avg', 1, 'tukey')",
                    "dynamic([0,0,0,0,-1])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(anomalies),
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
        let period =
            decompose::period(call, &values[..known], whole(1, -1), decompose::LEAST_SCORE);
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

/// The components of a row's series; the positions are those of the period, the trend, the test points and the
/// least score of a period that is looked for.
fn components(
    call: &Call<'_>,
    row: usize,
    series: &Json,
    [period, trend, test_points, least]: [usize; 4],
) -> Result<Option<Components>, EvalError> {
    let Some(values) = reals(series) else { return Ok(None) };
    let least = optional(call.args.get(least), row).map_or(decompose::LEAST_SCORE, Number::real);
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
    let period = decompose::period(call, &values[..known], whole(period, -1), least);
    Ok(decompose::components(&values, known, period, trend))
}

fn decompose(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(series) = JsonRows::get(&series, row) else { return Ok(Json::Null) };
        let parts = components(call, row, &series, [1, 2, 3, 4])?;
        Ok(parts.map_or(Json::Null, columns))
    })
}

fn forecast(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(series) = JsonRows::get(&series, row) else { return Ok(Json::Null) };
        let parts = components(call, row, &series, [2, 3, 1, 4])?;
        Ok(parts.map_or(Json::Null, columns))
    })
}

/// The components in the order of [`COMPONENTS`].
fn columns(parts: Components) -> Json {
    let parts = [parts.baseline, parts.seasonal, parts.trend, parts.residual];
    parts.into_iter().map(array).collect()
}

/// The positions of the arguments of `series_decompose_anomalies`.
const THRESHOLD: usize = 1;
const TEST_POINTS: usize = 4;
const METHOD: usize = 5;

/// The threshold of a mild anomaly.
const MILD: f64 = 1.5;

fn anomalies(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(series) = JsonRows::get(&series, row) else { return Ok(Json::Null) };
        let Some(parts) = components(call, row, &series, [2, 3, TEST_POINTS, 6])? else {
            return Ok(Json::Null);
        };
        let threshold = optional(call.args.get(THRESHOLD), row).map_or(MILD, Number::real);
        let fence = Fence::named(call.args.get(METHOD), row)?;
        let test_points = optional(call.args.get(TEST_POINTS), row).map_or(0, |n| n.real() as i64);
        let known = trained(parts.residual.len(), test_points);
        let residual: Vec<Option<f64>> = parts.residual.into_iter().map(Some).collect();
        let scores = outlier::scores(&residual, known, fence);
        let flag = |score: &f64| i64::from(*score > threshold) - i64::from(*score < -threshold);
        let flags: Json = scores.iter().map(flag).collect();
        Ok(Json::Array(vec![flags, array(scores), array(parts.baseline)]))
    })
}
