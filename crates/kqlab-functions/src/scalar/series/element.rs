//! Elementwise functions of one series.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Returns};
use serde_json::Value as Json;

use super::values::{Number, numbers};
use crate::ScalarFn;
use crate::core::{
    Call, DYNAMIC, EvalError, Json as JsonRows, SCALAR, array, eg, real_to_json, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_exp",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise base-e exponential function (e^x) of the numeric series input.",
            page: "series-exp-function",
            examples: &[
                eg(
                    "series_exp(dynamic([1,2,3]))",
                    "dynamic([2.7182818284590451,7.38905609893065,20.085536923187668])",
                ),
                eg("series_exp(dynamic([0,null]))", "dynamic([1.0,null])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::exp)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_sign",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise sign of the numeric series input.",
            page: "series-sign-function",
            examples: &[
                eg("series_sign(dynamic([-6, 0, 8]))", "dynamic([-1,0,1])"),
                eg(r#"series_sign(dynamic([-0.5,"x"]))"#, "dynamic([-1,null])"),
            ],
            ..SCALAR
        },
        kernel: Some(sign),
    },
    ScalarFn {
        def: FnDef {
            name: "series_abs",
            overloads: &[sig(&[array("series")], Returns::SameAs(0))],
            doc: "Calculates the element-wise absolute value of the numeric series input.",
            page: "series-abs-function",
            examples: &[
                eg("series_abs(dynamic([-6.5,0,8.2]))", "dynamic([6.5,0,8.2])"),
                eg("series_abs(dynamic([-2]))", "dynamic([2])"),
            ],
            ..SCALAR
        },
        kernel: Some(abs),
    },
    ScalarFn {
        def: FnDef {
            name: "series_sin",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise sine of the numeric series input.",
            page: "series-sin-function",
            examples: &[
                eg(
                    "series_sin(dynamic([-1,0,1]))",
                    "dynamic([-0.8414709848078965,0.0,0.8414709848078965])",
                ),
                eg(r#"series_sin(dynamic(["x"]))"#, "dynamic([null])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::sin)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_asin",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise arcsine function of the numeric series input.",
            page: "series-asin-function",
            examples: &[eg(
                "series_asin(dynamic([-1,0,1]))",
                "dynamic([-1.5707963267948966,0.0,1.5707963267948966])",
            )],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::asin)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_cos",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise cosine function of the numeric series input.",
            page: "series-cos-function",
            examples: &[eg(
                "series_cos(dynamic([-1,0,1]))",
                "dynamic([0.5403023058681398,1.0,0.5403023058681398])",
            )],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::cos)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_acos",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise arccosine function of the numeric series input.",
            page: "series-acos-function",
            examples: &[eg(
                "series_acos(dynamic([-1,0,1]))",
                "dynamic([3.1415926535897931,1.5707963267948966,0.0])",
            )],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::acos)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_tan",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise tangent of the numeric series input.",
            page: "series-tan-function",
            examples: &[eg(
                "series_tan(dynamic([-1, 0, 1]))",
                "dynamic([-1.5574077246549023,0.0,1.5574077246549023])",
            )],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::tan)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_atan",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise arctangent of the numeric series input.",
            page: "series-atan-function",
            examples: &[eg(
                "series_atan(dynamic([-1,0,1]))",
                "dynamic([-0.7853981633974483,0.0,0.7853981633974483])",
            )],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::atan)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_log",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise natural logarithm function (base-e) of the numeric series input.",
            page: "series-log-function",
            examples: &[eg(
                "series_log(dynamic([1,2,3]))",
                "dynamic([0.0,0.6931471805599453,1.0986122886681098])",
            )],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::ln)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_floor",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise floor function of the numeric series input.",
            page: "series-floor-function",
            examples: &[eg("series_floor(dynamic([-1.5,1,2.5]))", "dynamic([-2.0,1.0,2.0])")],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::floor)),
    },
    ScalarFn {
        def: FnDef {
            name: "series_ceiling",
            overloads: &[sig(&[array("series")], Returns::SameAs(0))],
            doc: "Calculates the element-wise ceiling function of the numeric series input.",
            page: "series-ceiling-function",
            examples: &[eg("series_ceiling(dynamic([-1.5,1,2.5]))", "dynamic([-1.0,1.0,3.0])")],
            ..SCALAR
        },
        kernel: Some(|call| real(call, f64::ceil)),
    },
];

/// Maps each number to a real; where there is none stays null.
fn real(call: &Call<'_>, f: fn(f64) -> f64) -> Result<Column, EvalError> {
    map(call, |number| real_to_json(f(number.real())))
}

fn map(call: &Call<'_>, f: impl Fn(Number) -> Json) -> Result<Column, EvalError> {
    call.map1::<JsonRows, _>(|json| {
        let numbers = numbers(&json)?;
        Some(numbers.into_iter().map(|number| number.map_or(Json::Null, &f)).collect::<Json>())
    })
}

fn abs(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |number| match number {
        Number::Whole(value) => Json::from(value.wrapping_abs()),
        Number::Real(value) => real_to_json(value.abs()),
    })
}

fn sign(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |number| {
        let value = number.real();
        Json::from(i32::from(value > 0.0) - i32::from(value < 0.0))
    })
}
