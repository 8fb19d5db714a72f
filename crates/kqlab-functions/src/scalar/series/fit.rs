//! Lines and polynomials through a series.

use kqlab_plan::{FnDef, Returns, Type};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, array, int, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_fit_line",
            overloads: &[sig(
                &[array("series")],
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_line_dynamic",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Applies a linear regression on a series to return a dynamic object.",
            page: "series-fit-line-dynamic-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_2lines",
            overloads: &[sig(
                &[array("array")],
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_2lines_dynamic",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Applies two segments linear regression on a dynamic numerical array.",
            page: "series-fit-2lines-dynamic-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_fit_poly",
            overloads: &[sig(
                &[array("y_series"), array("x_series").optional(), int("degree").optional()],
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
