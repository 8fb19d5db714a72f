//! Lines and polynomials through a series.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Returns, Type};
use serde_json::{Map, Value as Json};

use super::regression::{self, Fit};
use super::values::{array, reals};
use crate::ScalarFn;
use crate::core::{
    Call, DYNAMIC, EvalError, Json as JsonRows, Long, Read, SCALAR, array as series, eg, integer,
    real_to_json, sig,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_fit_line",
            overloads: &[sig(
                &[series("series")],
                Returns::Tuple(&[
                    ("rsquare", Type::Real),
                    ("slope", Type::Real),
                    ("variance", Type::Real),
                    ("rvariance", Type::Real),
                    ("interception", Type::Real),
                    ("line_fit", Type::Dynamic),
                ]),
            )],
            doc: "Applies a linear regression on a series to return multiple columns.",
            page: "series-fit-line-function",
            examples: &[eg(
                "series_fit_line(dynamic([2,5,6,8,11,15,17,18,25,26,30,30]))",
                "0.982900730884447",
            )],
            ..SCALAR
        },
        kernel: Some(fit_line),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_line_dynamic",
            overloads: &[sig(&[series("series")], DYNAMIC)],
            doc: "Applies a linear regression on a series to return a dynamic object.",
            page: "series-fit-line-dynamic-function",
            examples: &[eg(
                "series_fit_line_dynamic(dynamic([1,2,3]))",
                r#"dynamic({"rsquare":1.0,"slope":1.0,"variance":1.0,"rvariance":0.0,"interception":0.0,"line_fit":[1.0,2.0,3.0]})"#,
            )],
            ..SCALAR
        },
        kernel: Some(fit_line_dynamic),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_2lines",
            overloads: &[sig(
                &[series("array")],
                Returns::Tuple(&[
                    ("rsquare", Type::Real),
                    ("split_idx", Type::Long),
                    ("variance", Type::Real),
                    ("rvariance", Type::Real),
                    ("line_fit", Type::Dynamic),
                    ("right_rsquare", Type::Real),
                    ("right_slope", Type::Real),
                    ("right_interception", Type::Real),
                    ("right_variance", Type::Real),
                    ("right_rvariance", Type::Real),
                    ("left_rsquare", Type::Real),
                    ("left_slope", Type::Real),
                    ("left_interception", Type::Real),
                    ("left_variance", Type::Real),
                    ("left_rvariance", Type::Real),
                ]),
            )],
            doc: "Applies a two segmented linear regression on a series.",
            page: "series-fit-2lines-function",
            examples: &[eg("series_fit_2lines(dynamic([1,2,3,4,20,18,16]))", "1.0")],
            ..SCALAR
        },
        kernel: Some(fit_2lines),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_2lines_dynamic",
            overloads: &[sig(&[series("series")], DYNAMIC)],
            doc: "Applies two segments linear regression on a dynamic numerical array.",
            page: "series-fit-2lines-dynamic-function",
            examples: &[eg(
                "array_length(series_fit_2lines_dynamic(dynamic([1,2,3,4,20,18,16])).line_fit)",
                "7",
            )],
            ..SCALAR
        },
        kernel: Some(fit_2lines_dynamic),
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_poly",
            overloads: &[sig(
                &[series("y_series"), series("x_series").optional(), integer("degree").optional()],
                Returns::Tuple(&[
                    ("rsquare", Type::Real),
                    ("coefficients", Type::Dynamic),
                    ("variance", Type::Real),
                    ("rvariance", Type::Real),
                    ("poly_fit", Type::Dynamic),
                ]),
            )],
            doc: "Applies a polynomial regression from an independent variable (x_series) to a dependent variable (y_series).",
            page: "series-fit-poly-function",
            examples: &[eg(
                "series_fit_poly(dynamic([1,4,9,16,25]), dynamic([0,1,2,3,4]), 2)",
                "1.0",
            )],
            ..SCALAR
        },
        kernel: Some(fit_poly),
    },
];

/// Maps each series of numbers; what is none gives null.
fn map(call: &Call<'_>, f: impl Fn(&[f64]) -> Option<Json>) -> Result<Column, EvalError> {
    call.map1::<JsonRows, _>(|json| f(&reals(&json)?))
}

fn line(series: &[f64]) -> Option<Fit> {
    regression::fit(&regression::positions(series.len()), series, 1)
}

/// The names of a line's numbers and the numbers, without the line itself.
fn line_numbers(fit: &Fit) -> [(&'static str, f64); 5] {
    [
        ("rsquare", fit.r_square),
        ("slope", fit.coefficients[0]),
        ("variance", fit.variance),
        ("rvariance", fit.residual_variance),
        ("interception", fit.coefficients[1]),
    ]
}

fn fit_line(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |series| {
        let fit = line(series)?;
        let numbers = line_numbers(&fit).map(|(_, number)| real_to_json(number));
        Some(numbers.into_iter().chain([array(fit.fitted)]).collect())
    })
}

fn fit_line_dynamic(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |series| {
        let fit = line(series)?;
        let mut bag = bag(&line_numbers(&fit));
        bag.insert("line_fit".to_owned(), array(fit.fitted));
        Some(Json::Object(bag))
    })
}

fn bag(numbers: &[(&'static str, f64)]) -> Map<String, Json> {
    numbers.iter().map(|(name, number)| ((*name).to_owned(), real_to_json(*number))).collect()
}

/// The numbers of one of two lines in the order of the tuple.
fn side(fit: &Fit) -> [(&'static str, f64); 5] {
    [
        ("rsquare", fit.r_square),
        ("slope", fit.coefficients[0]),
        ("interception", fit.coefficients[1]),
        ("variance", fit.variance),
        ("rvariance", fit.residual_variance),
    ]
}

fn fit_2lines(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |series| {
        let lines = regression::two_lines(series)?;
        let head = vec![
            real_to_json(lines.whole.r_square),
            Json::from(lines.split),
            real_to_json(lines.whole.variance),
            real_to_json(lines.whole.residual_variance),
            array(lines.whole.fitted.iter().copied()),
        ];
        let sides = side(&lines.right).into_iter().chain(side(&lines.left));
        Some(head.into_iter().chain(sides.map(|(_, number)| real_to_json(number))).collect())
    })
}

fn fit_2lines_dynamic(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |series| {
        let lines = regression::two_lines(series)?;
        let mut all = bag(&[("rsquare", lines.whole.r_square)]);
        all.insert("split_idx".to_owned(), Json::from(lines.split));
        all.extend(bag(&[
            ("variance", lines.whole.variance),
            ("rvariance", lines.whole.residual_variance),
        ]));
        all.insert("line_fit".to_owned(), array(lines.whole.fitted));
        all.insert("right".to_owned(), Json::Object(bag(&side(&lines.right))));
        all.insert("left".to_owned(), Json::Object(bag(&side(&lines.left))));
        Some(Json::Object(all))
    })
}

fn fit_poly(call: &Call<'_>) -> Result<Column, EvalError> {
    let y_series = JsonRows::open(&call.args[0]);
    let x_series = call.args.get(1).map(JsonRows::open);
    let degrees = call.args.get(2).map(Long::open);
    call.rows(|row| {
        let Some(y) = JsonRows::get(&y_series, row).and_then(|json| reals(&json)) else {
            return Ok(Json::Null);
        };
        let x = match &x_series {
            None => Some(regression::positions(y.len())),
            Some(source) => JsonRows::get(source, row).and_then(|json| reals(&json)),
        };
        let degree = degrees.as_ref().map_or(Some(1), |degrees| Long::get(degrees, row));
        let degree = degree.and_then(|degree| usize::try_from(degree).ok());
        let fit = x.zip(degree).and_then(|(x, degree)| regression::fit(&x, &y, degree));
        Ok(fit.map_or(Json::Null, |fit| {
            Json::from(vec![
                real_to_json(fit.r_square),
                array(fit.coefficients),
                real_to_json(fit.variance),
                real_to_json(fit.residual_variance),
                array(fit.fitted),
            ])
        }))
    })
}
