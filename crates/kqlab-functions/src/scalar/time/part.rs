//! Parts of a datetime.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{INT, NOT_YET, SCALAR, TIMESPAN, datetime, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "dayofweek",
            overloads: &[sig(&[datetime("date")], TIMESPAN)],
            doc: "Returns the `timespan` since the preceding Sunday.",
            page: "day-of-week-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "dayofmonth",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns an integer representing the day of the month.",
            page: "day-of-month-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "dayofyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns the day number of the given year.",
            page: "day-of-year-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hourofday",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns an integer representing the hour of the given date.",
            page: "hour-of-day-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "week_of_year",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Gets the integer representation of the week.",
            page: "week-of-year-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "weekofyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "The old name of `week_of_year`.",
            page: "week-of-year-function",
            replaced_by: Some("week_of_year"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "monthofyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Gets the integer representation of the month.",
            page: "monthofyear-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "getmonth",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Gets the integer representation of the month.",
            page: "monthofyear-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "getyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns the year of the `datetime` input.",
            page: "getyear-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_part",
            overloads: &[sig(&[string("part").constant(), datetime("date")], INT)],
            doc: "Returns a part of a datetime as an integer.",
            page: "datetime-part-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "datepart",
            overloads: &[sig(&[string("part").constant(), datetime("date")], INT)],
            doc: "The old name of `datetime_part`.",
            page: "datetime-part-function",
            replaced_by: Some("datetime_part"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
