//! Filters and transforms of a series.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Returns, Type, Value};
use rustfft::num_complex::Complex;
use rustfft::{FftDirection, FftPlanner};
use serde_json::Value as Json;

use super::values::{array, reals};
use crate::ScalarFn;
use crate::core::{
    Call, DYNAMIC, EvalError, Json as JsonRows, Read, SCALAR, array as series, boolean, eg, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_fir",
            overloads: &[sig(
                &[
                    series("series"),
                    series("filter"),
                    boolean("normalize").optional(),
                    boolean("center").optional(),
                ],
                DYNAMIC,
            )],
            result_name: ResultName::FirstArgument,
            doc: "Applies a Finite Impulse Response (FIR) filter on a series.",
            page: "series-fir-function",
            examples: &[
                eg(
                    "series_fir(dynamic([0, 0, 10, 20, 40, 100]), dynamic([1, 1]))",
                    "dynamic([0.0,0.0,5.0,15.0,30.0,70.0])",
                ),
                eg(
                    "series_fir(dynamic([0, 0, 10, 20, 40]), dynamic([1, 1, 1, 1, 1]), true, true)",
                    "dynamic([2.0,6.0,14.0,14.0,14.0])",
                ),
                eg(
                    "series_fir(dynamic([0, 0, 2, 2, 3]), dynamic([1, -1]), false, false)",
                    "dynamic([0.0,0.0,2.0,0.0,1.0])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(fir),
    },
    ScalarFn {
        def: FnDef {
            name: "series_iir",
            overloads: &[sig(
                &[series("series"), series("numerators"), series("denominators")],
                DYNAMIC,
            )],
            result_name: ResultName::FirstArgument,
            doc: "Applies an Infinite Impulse Response filter on a series.",
            page: "series-iir-function",
            examples: &[
                eg(
                    "series_iir(dynamic([1.0,2.0,3.0,4.0]), dynamic([1]), dynamic([1,-1]))",
                    "dynamic([1.0,3.0,6.0,10.0])",
                ),
                eg(
                    "series_iir(dynamic([0,1,2,3,4]), dynamic([1]), dynamic([1,-1]))",
                    "dynamic([0.0,1.0,3.0,6.0,10.0])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(iir),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fft",
            overloads: &[sig(
                &[series("series"), series("series_imaginary").optional()],
                Returns::Tuple(&[("real", Type::Dynamic), ("imag", Type::Dynamic)]),
            )],
            doc: "Applies the Fast Fourier Transform (FFT) on a series.",
            page: "series-fft-function",
            examples: &[eg("series_fft(dynamic([1,0,0,0]))", "dynamic([1.0,1.0,1.0,1.0])")],
            ..SCALAR
        },
        kernel: Some(|call| fourier(call, FftDirection::Forward)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_ifft",
            overloads: &[sig(
                &[series("series"), series("series_imaginary").optional()],
                Returns::Tuple(&[("real", Type::Dynamic), ("imag", Type::Dynamic)]),
            )],
            doc: "Applies the Inverse Fast Fourier Transform (IFFT) on a series.",
            page: "series-ifft-function",
            examples: &[eg("series_ifft(dynamic([1,1,1,1]))", "dynamic([1.0,0.0,0.0,0.0])")],
            ..SCALAR
        },
        kernel: Some(|call| fourier(call, FftDirection::Inverse)),
    },
];

/// An optional bool of a row.
fn flag(call: &Call<'_>, position: usize, row: usize) -> Option<bool> {
    match call.args.get(position)?.value(row) {
        Value::Bool(flag) => Some(flag),
        _ => None,
    }
}

/// Each point becomes the sum of the points before it, weighted; points before the first are 0 (series-fir-function).
fn fir(call: &Call<'_>) -> Result<Column, EvalError> {
    let (series, filters) = (JsonRows::open(&call.args[0]), JsonRows::open(&call.args[1]));
    call.rows(|row| {
        let get = |source| JsonRows::get(source, row).and_then(|json| reals(&json));
        let Some((series, mut filter)) = get(&series).zip(get(&filters)) else {
            return Ok(Json::Null);
        };
        let is_negative = filter.iter().any(|weight| *weight < 0.0);
        if flag(call, 2, row).unwrap_or(!is_negative) {
            if is_negative {
                return Ok(Json::Null);
            }
            let sum: f64 = filter.iter().sum();
            filter.iter_mut().for_each(|weight| *weight /= sum);
        }
        let center = flag(call, 3, row).unwrap_or(false);
        let ahead = if center { filter.len().saturating_sub(1) / 2 } else { 0 };
        let point = |index: usize| -> f64 {
            let past =
                |back: usize| (index + ahead).checked_sub(back).and_then(|at| series.get(at));
            let weights = filter.iter().enumerate();
            weights.map(|(back, weight)| weight * past(back).copied().unwrap_or(0.0)).sum()
        };
        Ok(array((0..series.len()).map(point)))
    })
}

/// The recursive formula of series-iir-function: numerators over the input, denominators over the output.
fn iir(call: &Call<'_>) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(JsonRows::open).collect();
    call.rows(|row| {
        let rows: Option<Vec<Vec<f64>>> = sources
            .iter()
            .map(|source| JsonRows::get(source, row).and_then(|json| reals(&json)))
            .collect();
        let Some([x, b, a]) = rows.as_deref() else { return Ok(Json::Null) };
        let Some(first) = a.first().filter(|first| **first != 0.0) else { return Ok(Json::Null) };
        let mut y: Vec<f64> = Vec::with_capacity(x.len());
        for index in 0..x.len() {
            let past =
                |values: &[f64], back: usize| index.checked_sub(back).map_or(0.0, |at| values[at]);
            let forward: f64 = b.iter().enumerate().map(|(back, b)| b * past(x, back)).sum();
            let feedback: f64 =
                a.iter().enumerate().skip(1).map(|(back, a)| a * past(&y, back)).sum();
            y.push((forward - feedback) / first);
        }
        Ok(array(y))
    })
}

/// The Fourier transform of a complex series, or its inverse: `[real, imaginary]`.
fn fourier(call: &Call<'_>, direction: FftDirection) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(JsonRows::open).collect();
    let mut planner = FftPlanner::new();
    call.rows(|row| {
        let part = |position: usize| {
            let source = sources.get(position)?;
            JsonRows::get(source, row).and_then(|json| reals(&json))
        };
        let Some(real) = part(0) else { return Ok(Json::Null) };
        let imaginary = part(1);
        if sources.len() > 1 && imaginary.as_ref().map(Vec::len) != Some(real.len()) {
            return Ok(Json::Null);
        }
        let at = |index: usize| imaginary.as_ref().map_or(0.0, |imaginary| imaginary[index]);
        let mut points: Vec<Complex<f64>> =
            real.iter().enumerate().map(|(index, real)| Complex::new(*real, at(index))).collect();
        planner.plan_fft(points.len(), direction).process(&mut points);
        let scale = match direction {
            FftDirection::Forward => 1.0,
            FftDirection::Inverse => points.len() as f64,
        };
        Ok(Json::from(vec![
            array(points.iter().map(|point| point.re / scale)),
            array(points.iter().map(|point| point.im / scale)),
        ]))
    })
}
