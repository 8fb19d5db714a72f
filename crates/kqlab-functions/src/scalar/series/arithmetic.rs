//! Elementwise arithmetic of two series.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, array, number, sig};

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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
