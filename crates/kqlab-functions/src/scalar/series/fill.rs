//! Filling missing values of a series.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Returns, Value};
use serde_json::Value as Json;

use super::values::{Number, optional};
use crate::ScalarFn;
use crate::core::{
    Call, EvalError, Json as JsonRows, Read, SCALAR, array, boolean, eg, number, real_to_json, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_fill_backward",
            overloads: &[sig(
                &[array("series"), number("missing_value_placeholder").optional()],
                Returns::SameAs(0),
            )],
            result_name: ResultName::FirstArgument,
            doc: "Performs a backward fill interpolation of missing values in a series.",
            page: "series-fill-backward-function",
            examples: &[
                eg(
                    "series_fill_backward(dynamic([111, null, 36, 41, null, null, 16, 61, 33, null, null]))",
                    "dynamic([111,36,36,41,16,16,16,61,33,null,null])",
                ),
                eg("series_fill_backward(dynamic([0, 1, 0, 2.5]), 0)", "dynamic([1,1,2.5,2.5])"),
            ],
            ..SCALAR
        },
        kernel: Some(backward),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fill_forward",
            overloads: &[sig(
                &[array("series"), number("missing_value_placeholder").optional()],
                Returns::SameAs(0),
            )],
            result_name: ResultName::FirstArgument,
            doc: "Performs a forward fill interpolation of missing values in a series.",
            page: "series-fill-forward-function",
            examples: &[
                eg(
                    "series_fill_forward(dynamic([null, null, 36, 41, null, null, 16, 61, 33, null, null]))",
                    "dynamic([null,null,36,41,41,41,16,61,33,33,33])",
                ),
                eg("series_fill_forward(dynamic([1, -1, -1]), -1)", "dynamic([1,1,1])"),
            ],
            ..SCALAR
        },
        kernel: Some(forward),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fill_const",
            overloads: &[sig(
                &[
                    array("series"),
                    number("constant_value").optional(),
                    number("missing_value_placeholder").optional(),
                ],
                Returns::SameAs(0),
            )],
            result_name: ResultName::FirstArgument,
            doc: "Replaces missing values in a series with a specified constant value.",
            page: "series-fill-const-function",
            examples: &[
                eg(
                    "series_fill_const(dynamic([111, null, 36, 41, 23, null, 16, 61, 33, null, null]), 0.0)",
                    "dynamic([111,0.0,36,41,23,0.0,16,61,33,0.0,0.0])",
                ),
                eg(
                    "series_fill_const(dynamic([111, null, 36, 41, 23, null, 16, 61, 33, null, null]), -1)",
                    "dynamic([111,-1,36,41,23,-1,16,61,33,-1,-1])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(constant),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fill_linear",
            overloads: &[sig(
                &[
                    array("series"),
                    number("missing_value_placeholder").optional(),
                    boolean("fill_edges").optional(),
                    number("constant_value").optional(),
                ],
                Returns::SameAs(0),
            )],
            result_name: ResultName::FirstArgument,
            doc: "Fills gaps in a line between the neighbours: interpolates missing values in a series.",
            page: "series-fill-linear-function",
            examples: &[
                eg(
                    "series_fill_linear(dynamic([null, 111, null, 36, 41, null, null, 16, 61, 33, null, null]))",
                    "dynamic([111,111,73,36,41,32,24,16,61,33,33,33])",
                ),
                eg(
                    "series_fill_linear(dynamic([null, 111.0, null, 36.0]), real(null), false)",
                    "dynamic([null,111.0,73.5,36.0])",
                ),
                eg("series_fill_linear(dynamic([null, null]))", "dynamic([0.0,0.0])"),
                eg(
                    "series_fill_linear(dynamic([null, null]), real(null), true, 3.14159)",
                    "dynamic([3.14159,3.14159])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(linear),
    },
];

/// Whether each element of a row is missing: null, or the placeholder that is asked for.
fn is_missing(item: &Json, placeholder: Option<Number>) -> bool {
    match (placeholder, Number::of(item)) {
        (None, number) => item.is_null() || number.is_some_and(|number| number.real().is_nan()),
        (Some(placeholder), Some(number)) => {
            let (a, b) = (placeholder.real(), number.real());
            a == b || (a.is_nan() && b.is_nan())
        }
        (Some(_), None) => false,
    }
}

/// Rewrites the arrays of the first argument; a placeholder is at `position`.
fn fill(
    call: &Call<'_>,
    position: usize,
    f: impl Fn(&mut Vec<Json>, &[bool], usize),
) -> Result<Column, EvalError> {
    let source = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(Json::Array(mut items)) = JsonRows::get(&source, row) else {
            return Ok(Json::Null);
        };
        let placeholder = optional(call.args.get(position), row);
        let missing: Vec<bool> = items.iter().map(|item| is_missing(item, placeholder)).collect();
        f(&mut items, &missing, row);
        Ok(Json::Array(items))
    })
}

fn forward(call: &Call<'_>) -> Result<Column, EvalError> {
    fill(call, 1, |items, missing, _| {
        for index in 1..items.len() {
            if missing[index] {
                items[index] = items[index - 1].clone();
            }
        }
    })
}

fn backward(call: &Call<'_>) -> Result<Column, EvalError> {
    fill(call, 1, |items, missing, _| {
        for index in (1..items.len()).rev() {
            if missing[index - 1] {
                items[index - 1] = items[index].clone();
            }
        }
    })
}

fn constant(call: &Call<'_>) -> Result<Column, EvalError> {
    fill(call, 2, |items, missing, row| {
        let value = optional(call.args.get(1), row).map_or(Json::Null, Number::json);
        for (item, _) in items.iter_mut().zip(missing).filter(|(_, missing)| **missing) {
            *item = value.clone();
        }
    })
}

fn linear(call: &Call<'_>) -> Result<Column, EvalError> {
    fill(call, 1, |items, missing, row| {
        let edges = call.args.get(2).map_or(Value::Bool(true), |edges| edges.value(row));
        let known: Vec<(usize, Number)> = items
            .iter()
            .enumerate()
            .filter(|(index, _)| !missing[*index])
            .filter_map(|(index, item)| Some((index, Number::of(item)?)))
            .collect();
        match (known.first(), known.last()) {
            (Some(first), Some(last)) => {
                if edges == Value::Bool(true) {
                    let value = |number: &(usize, Number)| number.1.json();
                    items[..first.0].fill(value(first));
                    items[last.0 + 1..].fill(value(last));
                }
                known.windows(2).for_each(|pair| between(items, pair[0], pair[1]));
            }
            _ => {
                let value = match call.args.get(3) {
                    None => Json::from(0.0),
                    constant => optional(constant, row).map_or(Json::Null, Number::json),
                };
                items.fill(value);
            }
        }
    })
}

/// A line between two numbers; between whole ones it is cut to whole numbers (series-fill-linear-function).
fn between(items: &mut [Json], left: (usize, Number), right: (usize, Number)) {
    let step = (right.1.real() - left.1.real()) / (right.0 - left.0) as f64;
    for (back, item) in items[left.0 + 1..right.0].iter_mut().enumerate() {
        let value = left.1.real() + step * (back + 1) as f64;
        *item = match (left.1, right.1) {
            (Number::Whole(_), Number::Whole(_)) => Json::from(value as i64),
            _ => real_to_json(value),
        };
    }
}
