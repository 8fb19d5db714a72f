//! Values of neighbouring rows, and running values.

use kqlab_plan::{FnDef, Param, ParamType, Returns};

use crate::ScalarFn;
use crate::core::{NOT_YET, WINDOW, boolean, datetime, long, number, scalar, sig, timespan};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "prev",
            overloads: &[sig(
                &[
                    Param::one("column", ParamType::Column),
                    long("offset").optional(),
                    scalar("default_value").optional().constant(),
                ],
                Returns::SameAs(0),
            )],
            doc: "Returns the value of a specific column in a specified row.",
            page: "prev-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "next",
            overloads: &[sig(
                &[
                    Param::one("column", ParamType::Column),
                    long("offset").optional(),
                    scalar("default_value").optional().constant(),
                ],
                Returns::SameAs(0),
            )],
            doc: "Returns the value of the next column at an offset.",
            page: "next-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "row_cumsum",
            overloads: &[sig(&[number("term"), boolean("restart").optional()], Returns::SameAs(0))],
            doc: "Calculates the cumulative sum of a column in a serialized row set.",
            page: "row-cumsum-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "row_window_session",
            overloads: &[sig(
                &[
                    datetime("expr"),
                    timespan("maxDistanceFromFirst"),
                    timespan("maxDistanceBetweenNeighbors"),
                    boolean("restart").optional(),
                ],
                Returns::SameAs(0),
            )],
            doc: "Calculates session start values of a column in a serialized row set.",
            page: "row-window-session-function",
            unsupported: Some(NOT_YET),
            ..WINDOW
        },
        kernel: None,
    },
];
