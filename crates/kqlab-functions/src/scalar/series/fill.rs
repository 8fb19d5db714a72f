//! Filling missing values of a series.

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, array, boolean, number, sig};

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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
