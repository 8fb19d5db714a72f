//! Datetimes and timespans as text in a given form.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, datetime, sig, string, timespan};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "format_datetime",
            overloads: &[sig(&[datetime("date"), string("format").constant()], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Formats a datetime according to the provided format.",
            page: "format-datetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "format_timespan",
            overloads: &[sig(&[timespan("timespan"), string("format").constant()], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Formats a timespan according to the provided format.",
            page: "format-timespan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
