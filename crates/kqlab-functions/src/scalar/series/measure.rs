//! One number of one or two series.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Returns, Type, Value};
use serde_json::Value as Json;

use super::values::{Number, Operand, Row, numbers, optional, reals};
use crate::ScalarFn;
use crate::core::{
    Call, DYNAMIC, EvalError, Json as JsonRows, REAL, SCALAR, array, boolean, eg, number, real,
    real_to_json, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_magnitude",
            overloads: &[sig(&[array("series")], REAL)],
            doc: "Calculates the magnitude of series elements.",
            page: "series-magnitude-function",
            examples: &[
                eg("series_magnitude(dynamic([1,2,3,4]))", "5.477225575051661"),
                eg(r#"series_magnitude(dynamic([1,"a"]))"#, "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| fold(call, |series| series.iter().map(|x| x * x).sum::<f64>().sqrt())),
    },
    ScalarFn {
        def: FnDef {
            name: "series_sum",
            overloads: &[sig(&[array("series")], REAL)],
            doc: "Calculates the sum of series elements.",
            page: "series-sum-function",
            examples: &[
                eg("series_sum(dynamic([1,2,3,4]))", "10.0"),
                eg("series_sum(dynamic([0.5,0.25]))", "0.75"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| fold(call, |series| series.iter().sum())),
    },
    ScalarFn {
        def: FnDef {
            name: "array_sum",
            overloads: &[sig(&[array("array")], REAL)],
            doc: "The old name of `series_sum`.",
            page: "array-sum-function",
            examples: &[
                eg("array_sum(dynamic([1,2,3,4]))", "10.0"),
                eg(r#"array_sum(dynamic([1,"a"]))"#, "real(null)"),
            ],
            replaced_by: Some("series_sum"),
            ..SCALAR
        },
        kernel: Some(|call| fold(call, |series| series.iter().sum())),
    },
    ScalarFn {
        def: FnDef {
            name: "series_product",
            overloads: &[sig(&[array("series")], REAL)],
            doc: "Calculates the product of series elements.",
            page: "series-product-function",
            examples: &[
                eg("series_product(dynamic([1,2,3,4]))", "24.0"),
                eg("series_product(dynamic([0.5,4]))", "2.0"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| fold(call, |series| series.iter().product())),
    },
    ScalarFn {
        def: FnDef {
            name: "series_pearson_correlation",
            overloads: &[sig(&[array("series1"), array("series2")], REAL)],
            doc: "Calculates the pearson correlation coefficient of two numeric series inputs.",
            page: "series-pearson-correlation-function",
            examples: &[
                eg(
                    "series_pearson_correlation(dynamic([1,2,3,4,5]), dynamic([2,4,6,8,10]))",
                    "1.0",
                ),
                eg("series_pearson_correlation(dynamic([1,2]), dynamic([1]))", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(pearson),
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
            examples: &[
                eg("series_dot_product(dynamic([1,2,4]), dynamic([4,2,1]))", "12.0"),
                eg("series_dot_product(dynamic([2,4,8]), 2)", "28.0"),
                eg("series_dot_product(dynamic([]), dynamic([1]))", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| both(call, |pairs, _| Some(dot(pairs)))),
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
            examples: &[
                eg(
                    "series_cosine_similarity(dynamic([0.1,0.2,0.1,0.2]), dynamic([0.11,0.2,0.11,0.21]))",
                    "0.99935343825504",
                ),
                eg(
                    "series_cosine_similarity(dynamic([0.1,0.2,0.1,0.2]), dynamic([1,2,3,4]))",
                    "0.923760430703401",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(cosine_similarity),
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
            examples: &[eg(
                "series_stats(dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]))",
                "2.0",
            )],
            ..SCALAR
        },
        kernel: Some(series_stats),
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
            examples: &[
                eg(
                    "series_stats_dynamic(dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]))",
                    r#"dynamic({"min": 2.0, "min_idx": 8, "max": 87.0, "max_idx": 3, "avg": 32.8, "stdev": 28.503633853548269, "variance": 812.45714285714291, "sum": 492.0, "len": 15})"#,
                ),
                eg("series_stats_dynamic(dynamic([1, null]))", "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(series_stats_dynamic),
    },
];

/// One number of each series; null if an element is no number (array-sum-function).
fn fold(call: &Call<'_>, f: fn(&[f64]) -> f64) -> Result<Column, EvalError> {
    call.map1::<JsonRows, _>(|json| reals(&json).map(|series| f(&series)))
}

/// The pairs of two series up to the end of the shorter one, without what is no number (series-dot-product-function).
fn pairs(left: &Row, right: &Row) -> Option<Vec<(f64, f64)>> {
    let len = match (left.len(), right.len()) {
        (Some(left), Some(right)) => left.min(right),
        (left, right) => left.or(right)?,
    };
    let pair = |index| Some((left.get(index)?.real(), right.get(index)?.real()));
    (len > 0).then(|| (0..len).filter_map(pair).collect())
}

fn dot(pairs: &[(f64, f64)]) -> f64 {
    pairs.iter().map(|(left, right)| left * right).sum()
}

/// One number of each pair of series; null if one is empty or none.
fn both(
    call: &Call<'_>,
    f: impl Fn(&[(f64, f64)], usize) -> Option<f64>,
) -> Result<Column, EvalError> {
    let (left, right) = (Operand::open(&call.args[0]), Operand::open(&call.args[1]));
    call.rows(|row| {
        let rows = left.row(row).zip(right.row(row));
        Ok(rows.and_then(|(left, right)| f(&pairs(&left, &right)?, row)))
    })
}

fn cosine_similarity(call: &Call<'_>) -> Result<Column, EvalError> {
    both(call, |pairs, row| {
        let given = |position| optional(call.args.get(position), row).map(Number::real);
        let squares = |side: fn(&(f64, f64)) -> f64| {
            pairs.iter().map(|pair| side(pair).powi(2)).sum::<f64>().sqrt()
        };
        let left = given(2).unwrap_or_else(|| squares(|pair| pair.0));
        let right = given(3).unwrap_or_else(|| squares(|pair| pair.1));
        Some(dot(pairs) / (left * right))
    })
}

/// Null where the series are of different length or hold what is no number.
fn pearson(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<JsonRows, JsonRows, _>(|left, right| {
        let (x, y) = (reals(&left)?, reals(&right)?);
        if x.len() != y.len() || x.is_empty() {
            return None;
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (mean_x, mean_y) = (mean(&x), mean(&y));
        let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
            x.iter().zip(&y).map(|(x, y)| f(x - mean_x, y - mean_y)).sum()
        };
        Some(sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt())
    })
}

/// The statistics of a series, in the order of `series_stats`, and their sum.
struct Stats {
    least: (f64, usize),
    greatest: (f64, usize),
    mean: f64,
    variance: f64,
    sum: f64,
}

/// `None` without a number; so where one is missing or not finite, unless such are ignored (series-stats-function).
fn stats(call: &Call<'_>, json: &Json) -> Option<(Stats, usize)> {
    let ignore = matches!(call.constant(1), Some(Value::Bool(true)));
    let all = numbers(json)?;
    let finite: Vec<(usize, f64)> = all
        .iter()
        .enumerate()
        .filter_map(|(index, number)| Some((index, (*number)?.real())))
        .filter(|(_, value)| value.is_finite())
        .collect();
    if finite.is_empty() || (!ignore && finite.len() < all.len()) {
        return None;
    }
    let first = finite[0];
    let pick = |better: fn(f64, f64) -> bool| {
        finite.iter().fold((first.1, first.0), |best, (index, value)| {
            if better(*value, best.0) { (*value, *index) } else { best }
        })
    };
    let count = finite.len() as f64;
    let sum: f64 = finite.iter().map(|(_, value)| value).sum();
    let mean = sum / count;
    let squares: f64 = finite.iter().map(|(_, value)| (value - mean).powi(2)).sum();
    let variance = if count > 1.0 { squares / (count - 1.0) } else { 0.0 };
    let stats =
        Stats { least: pick(|a, b| a < b), greatest: pick(|a, b| a > b), mean, variance, sum };
    Some((stats, all.len()))
}

impl Stats {
    fn items(&self) -> [(&'static str, Json); 7] {
        [
            ("min", real_to_json(self.least.0)),
            ("min_idx", Json::from(self.least.1)),
            ("max", real_to_json(self.greatest.0)),
            ("max_idx", Json::from(self.greatest.1)),
            ("avg", real_to_json(self.mean)),
            ("stdev", real_to_json(self.variance.sqrt())),
            ("variance", real_to_json(self.variance)),
        ]
    }
}

fn series_stats(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<JsonRows, _>(|json| {
        let (stats, _) = stats(call, &json)?;
        Some(stats.items().into_iter().map(|(_, item)| item).collect::<Json>())
    })
}

fn series_stats_dynamic(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<JsonRows, _>(|json| {
        let (stats, len) = stats(call, &json)?;
        let tail = [("sum", real_to_json(stats.sum)), ("len", Json::from(len))];
        let items = stats.items().into_iter().chain(tail);
        Some(Json::Object(items.map(|(name, item)| (name.to_owned(), item)).collect()))
    })
}
