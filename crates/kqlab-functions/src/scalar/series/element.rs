//! Elementwise functions of one series.

use kqlab_plan::{FnDef, Returns};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, array, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_exp",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise base-e exponential function (e^x) of the numeric series input.",
            page: "series-exp-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_sign",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise sign of the numeric series input.",
            page: "series-sign-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_abs",
            overloads: &[sig(&[array("series")], Returns::SameAs(0))],
            doc: "Calculates the element-wise absolute value of the numeric series input.",
            page: "series-abs-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_sin",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise sine of the numeric series input.",
            page: "series-sin-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_asin",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise arcsine function of the numeric series input.",
            page: "series-asin-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_cos",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise cosine function of the numeric series input.",
            page: "series-cos-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_acos",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise arccosine function of the numeric series input.",
            page: "series-acos-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_tan",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise tangent of the numeric series input.",
            page: "series-tan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_atan",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise arctangent of the numeric series input.",
            page: "series-atan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_log",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise natural logarithm function (base-e) of the numeric series input.",
            page: "series-log-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_floor",
            overloads: &[sig(&[array("series")], DYNAMIC)],
            doc: "Calculates the element-wise floor function of the numeric series input.",
            page: "series-floor-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_ceiling",
            overloads: &[sig(&[array("series")], Returns::SameAs(0))],
            doc: "Calculates the element-wise ceiling function of the numeric series input.",
            page: "series-ceiling-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
