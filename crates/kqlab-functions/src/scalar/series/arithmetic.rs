//! Elementwise arithmetic of two series.

use std::cmp::Ordering;

use kqlab_columns::Column;
use kqlab_plan::FnDef;
use serde_json::Value as Json;

use super::values::{Number, Operand};
use crate::ScalarFn;
use crate::core::{Call, DYNAMIC, EvalError, SCALAR, array, eg, number, real_to_json, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_add",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise addition of two numeric series inputs.",
            page: "series-add-function",
            examples: &[
                eg("series_add(dynamic([1,2,4]), dynamic([4,2,1]))", "dynamic([5,4,5])"),
                eg("series_add(dynamic([1,null,2.5]), 1)", "dynamic([2,null,3.5])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| whole(call, i64::wrapping_add, |a, b| a + b)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_subtract",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise subtraction of two numeric series inputs.",
            page: "series-subtract-function",
            examples: &[
                eg("series_subtract(dynamic([1,2,4]), dynamic([4,2,1]))", "dynamic([-3,0,3])"),
                eg("series_subtract(dynamic([1,2,4]), dynamic([4]))", "dynamic([-3,null,null])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| whole(call, i64::wrapping_sub, |a, b| a - b)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_multiply",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise multiplication of two numeric series inputs.",
            page: "series-multiply-function",
            examples: &[
                eg("series_multiply(dynamic([1,2,4]), dynamic([4,2,1]))", "dynamic([4,4,4])"),
                eg("series_multiply(10, dynamic([0,1,-1]))", "dynamic([0,10,-10])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| whole(call, i64::wrapping_mul, |a, b| a * b)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_divide",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise division of two numeric series inputs.",
            page: "series-divide-function",
            examples: &[
                eg("series_divide(dynamic([1,2,4]), dynamic([4,2,1]))", "dynamic([0.25,1.0,4.0])"),
                eg(r#"series_divide(dynamic([1,"x"]), dynamic([2,2]))"#, "dynamic([0.5,null])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| real(call, |a, b| a / b)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_pow",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise power of two numeric series inputs.",
            page: "series-pow-function",
            examples: &[
                eg(
                    "series_pow(dynamic([1,2,3,4]), dynamic([1,2,3,0.5]))",
                    "dynamic([1.0,4.0,27.0,2.0])",
                ),
                eg("series_pow(dynamic([1,2]), 2)", "dynamic([1.0,4.0])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::powf)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_greater",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise greater (`>`) logic operation of two numeric series inputs.",
            page: "series-greater-function",
            examples: &[
                eg(
                    "series_greater(dynamic([1,2,4]), dynamic([4,2,1]))",
                    "dynamic([false,false,true])",
                ),
                eg("series_greater(dynamic([1,2]), 1)", "dynamic([false,true])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compare(call, Ordering::is_gt)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_greater_equals",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise greater or equals (`>=`) logic operation of two numeric series inputs.",
            page: "series-greater-equals-function",
            examples: &[
                eg(
                    "series_greater_equals(dynamic([1,2,4]), dynamic([4,2,1]))",
                    "dynamic([false,true,true])",
                ),
                eg("series_greater_equals(dynamic([1]), dynamic([1,2]))", "dynamic([true,null])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compare(call, Ordering::is_ge)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_less",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise less (`<`) logic operation of two numeric series inputs.",
            page: "series-less-function",
            examples: &[
                eg(
                    "series_less(dynamic([1,2,4]), dynamic([4,2,1]))",
                    "dynamic([true,false,false])",
                ),
                eg("series_less(1, dynamic([1,2]))", "dynamic([false,true])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compare(call, Ordering::is_lt)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_less_equals",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise less or equal (`<=`) logic operation of two numeric series inputs.",
            page: "series-less-equals-function",
            examples: &[
                eg(
                    "series_less_equals(dynamic([1,2,4]), dynamic([4,2,1]))",
                    "dynamic([true,true,false])",
                ),
                eg("series_less_equals(dynamic([1.5]), 1)", "dynamic([false])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compare(call, Ordering::is_le)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_equals",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise equals (`==`) logic operation of two numeric series inputs.",
            page: "series-equals-function",
            examples: &[
                eg(
                    "series_equals(dynamic([1,2,4]), dynamic([4,2,1]))",
                    "dynamic([false,true,false])",
                ),
                eg("series_equals(dynamic([1,2]), dynamic([1.0,2.5]))", "dynamic([true,false])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compare(call, Ordering::is_eq)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_not_equals",
            overloads: &[
                sig(&[array("series1"), array("series2")], DYNAMIC),
                sig(&[array("series1"), number("series2")], DYNAMIC),
                sig(&[number("series1"), array("series2")], DYNAMIC),
            ],
            doc: "Calculates the element-wise not equals (`!=`) logic operation of two numeric series inputs.",
            page: "series-not-equals-function",
            examples: &[
                eg(
                    "series_not_equals(dynamic([1,2,4]), dynamic([4,2,1]))",
                    "dynamic([true,false,true])",
                ),
                eg(
                    r#"series_not_equals(dynamic([1,"a"]), dynamic([1,1]))"#,
                    "dynamic([false,null])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compare(call, Ordering::is_ne)),
    },
];

/// Joins the elements of two series; where one has no number there is null. The longer one counts (series-add-function).
fn join(call: &Call<'_>, f: impl Fn(Number, Number) -> Json) -> Result<Column, EvalError> {
    let (left, right) = (Operand::open(&call.args[0]), Operand::open(&call.args[1]));
    call.rows(|row| {
        let Some((left, right)) = left.row(row).zip(right.row(row)) else { return Ok(Json::Null) };
        let Some(len) = left.len().max(right.len()) else { return Ok(Json::Null) };
        let element = |index| match (left.get(index), right.get(index)) {
            (Some(left), Some(right)) => f(left, right),
            _ => Json::Null,
        };
        Ok((0..len).map(element).collect())
    })
}

/// Whole numbers stay whole.
fn whole(
    call: &Call<'_>,
    whole: fn(i64, i64) -> i64,
    real: fn(f64, f64) -> f64,
) -> Result<Column, EvalError> {
    join(call, |left, right| match (left, right) {
        (Number::Whole(left), Number::Whole(right)) => Json::from(whole(left, right)),
        (left, right) => real_to_json(real(left.real(), right.real())),
    })
}

/// The result is real, whatever the elements are.
fn real(call: &Call<'_>, f: fn(f64, f64) -> f64) -> Result<Column, EvalError> {
    join(call, |left, right| real_to_json(f(left.real(), right.real())))
}

/// A comparison.
fn compare(call: &Call<'_>, test: fn(Ordering) -> bool) -> Result<Column, EvalError> {
    join(call, |left, right| {
        let ordering = match (left, right) {
            (Number::Whole(left), Number::Whole(right)) => Some(left.cmp(&right)),
            (left, right) => left.real().partial_cmp(&right.real()),
        };
        // What is no number is unequal to everything.
        Json::from(ordering.map_or(test(Ordering::Less) && test(Ordering::Greater), test))
    })
}
