//! Starts and ends of days, weeks, months and years.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{DATETIME, NOT_YET, SCALAR, datetime, long, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "startofday",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the start of the day for the given date.",
            page: "startofday-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "startofweek",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns the start of the week for the given date.",
            page: "startofweek-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "startofmonth",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns the start of the month for the given date.",
            page: "startofmonth-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "startofyear",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns the start of the year for the given date.",
            page: "startofyear-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "endofday",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the day for the given date value.",
            page: "endofday-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "endofweek",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the week for the given date value.",
            page: "endofweek-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "endofmonth",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the month for the given date value.",
            page: "endofmonth-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "endofyear",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the year for the given date value.",
            page: "endofyear-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
