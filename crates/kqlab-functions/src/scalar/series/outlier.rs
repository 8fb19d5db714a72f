//! How far the points of a series lie outside its fences (series-outliers-function).
//!
//! The scale is that of Tukey's test: the distance from the nearer percentile, in units of the range between the
//! two. For the percentiles 10 and 90 it is widened so that 1.5 still marks a mild anomaly; the factor and the
//! interpolation of percentiles are measured (the function's author on Stack Overflow, question 75264555).

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Returns, Value};
use serde_json::Value as Json;

use super::values::{Number, array, numbers, optional};
use crate::ScalarFn;
use crate::core::{
    Arg, Call, EvalError, Json as JsonRows, Read, Ref, SCALAR, array as series, eg, integer,
    number, real, sig, string,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
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
        doc: "Scores anomaly points in a series; below -1.5 and above 1.5 they are outliers.",
        page: "series-outliers-function",
        examples: &[
            eg(
                "series_outliers(dynamic([-3, 2.4, 15, 3.9, 5, 6, 4.5, 5.2, 3, 4, 5, 16, 7, 5, 5, 4]))",
                "dynamic([-1.9040785483608571,-0.10021466044004519,1.3361954725339347,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.6702443406674186,0.0,0.0,0.0,0.0])",
            ),
            eg(
                "series_outliers(dynamic([1, 2, null, 3, 4, 5, 10]), 'tukey')",
                "dynamic([-0.5,-0.1,0.0,0.0,0.0,0.1,2.1])",
            ),
            eg("series_outliers(dynamic([]))", "dynamic([])"),
        ],
        ..SCALAR
    },
    kernel: Some(series_outliers),
}];

/// Between which percentiles a value is normal, and what a distance outside is multiplied with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fence {
    percentiles: [f64; 2],
    scale: f64,
}

impl Fence {
    const TUKEY: Self = Self { percentiles: [25.0, 75.0], scale: 1.0 };
    const CUSTOM: Self = Self { percentiles: [10.0, 90.0], scale: 2.772_605_605_507_915 };

    /// The fence of a row's method; without one it is `ctukey`.
    pub(super) fn named(method: Option<&Arg>, row: usize) -> Result<Self, EvalError> {
        match method.map(|arg| arg.value(row)) {
            None | Some(Value::Null(_)) => Ok(Self::CUSTOM),
            Some(Value::String(name)) if &*name == "ctukey" => Ok(Self::CUSTOM),
            Some(Value::String(name)) if &*name == "tukey" => Ok(Self::TUKEY),
            Some(found) => {
                let found = crate::cast::text::of(Ref::of(&found));
                let error = EvalError::argument(format!(
                    "expected a way to find outliers, found '{found}'"
                ));
                Err(error.with_hint("the ways are 'ctukey' and 'tukey'"))
            }
        }
    }
}

fn series_outliers(call: &Call<'_>) -> Result<Column, EvalError> {
    let series = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(values) = JsonRows::get(&series, row).and_then(|json| numbers(&json)) else {
            return Ok(Json::Null);
        };
        let fence = Fence::named(call.args.get(1), row)?;
        must_be_default(call, row, fence)?;
        let ignored = optional(call.args.get(2), row).map(Number::real);
        let values: Vec<Option<f64>> = values
            .into_iter()
            .map(|value| value.map(Number::real).filter(|value| Some(*value) != ignored))
            .collect();
        let test_points = optional(call.args.get(5), row).map_or(0.0, Number::real) as usize;
        Ok(array(scores(&values, values.len().saturating_sub(test_points), fence)))
    })
}

/// How the scores between other percentiles are widened is not known; plain Tukey knows no other (the page).
fn must_be_default(call: &Call<'_>, row: usize, fence: Fence) -> Result<(), EvalError> {
    let asked = [3, 4].map(|position| optional(call.args.get(position), row).map(Number::real));
    let others = asked
        .iter()
        .zip(fence.percentiles)
        .any(|(asked, own)| asked.is_some_and(|asked| asked != own));
    if others && fence.scale != Fence::TUKEY.scale {
        let error = EvalError::argument(
            "the scores between other percentiles than 10 and 90 are not known: Kusto's scale is not published",
        );
        return Err(error.with_hint("leave the percentiles out, or ask for 'tukey'"));
    }
    Ok(())
}

/// The scores; the percentiles are those of the first `known` values. What is missing scores 0.
pub(super) fn scores(values: &[Option<f64>], known: usize, fence: Fence) -> Vec<f64> {
    let mut sorted: Vec<f64> =
        values[..known].iter().flatten().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.is_empty() {
        return vec![0.0; values.len()];
    }
    let [low, high] = fence.percentiles.map(|percent| percentile(&sorted, percent));
    let score = |value: f64| {
        let outside = if value > high {
            value - high
        } else if value < low {
            value - low
        } else {
            return 0.0;
        };
        outside / (high - low) * fence.scale
    };
    values.iter().map(|value| value.map_or(0.0, score)).collect()
}

/// Between the two nearest ranks, by linear interpolation; of no values there is none.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let rank = percent / 100.0 * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
    below + (above - below) * rank.fract()
}
