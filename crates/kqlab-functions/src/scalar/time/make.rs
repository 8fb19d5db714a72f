//! Making datetimes and timespans.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{DATETIME, NOT_YET, SCALAR, TIMESPAN, integer, number, scalar, sig, timespan};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "now",
            overloads: &[sig(&[timespan("offset").optional()], DATETIME)],
            doc: "Returns the current UTC time.",
            page: "now-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ago",
            overloads: &[sig(&[timespan("timespan")], DATETIME)],
            doc: "Subtracts a given timespan from the current UTC clock time.",
            page: "ago-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "make_datetime",
            overloads: &[
                sig(
                    &[
                        number("year"),
                        number("month"),
                        number("day"),
                        number("hour").optional(),
                        number("minute").optional(),
                        number("second").optional(),
                    ],
                    DATETIME,
                ),
                sig(&[scalar("value")], DATETIME),
            ],
            result_name: ResultName::OnlyArgument,
            doc: "Creates a datetime scalar value from the specified date and time.",
            page: "make-datetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "make_timespan",
            overloads: &[
                sig(
                    &[integer("days"), integer("hours"), integer("minutes"), integer("seconds")],
                    TIMESPAN,
                ),
                sig(
                    &[integer("hours"), integer("minutes"), integer("seconds").optional()],
                    TIMESPAN,
                ),
                sig(&[scalar("value")], TIMESPAN),
            ],
            result_name: ResultName::OnlyArgument,
            doc: "Creates a timespan scalar value from the specified time period.",
            page: "make-timespan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_seconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch seconds to UTC datetime.",
            page: "unixtime-seconds-todatetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_milliseconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch milliseconds to UTC datetime.",
            page: "unixtime-milliseconds-todatetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_microseconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch microseconds to UTC datetime.",
            page: "unixtime-microseconds-todatetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_nanoseconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch nanoseconds to UTC datetime.",
            page: "unixtime-nanoseconds-todatetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
