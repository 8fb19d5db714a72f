//! Datetime arithmetic by calendar parts, and time zones.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{DATETIME, DYNAMIC, LONG, NOT_YET, SCALAR, datetime, integer, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "datetime_add",
            overloads: &[sig(
                &[string("part").constant(), integer("value"), datetime("datetime")],
                DATETIME,
            )],
            doc: "Calculates a new datetime.",
            page: "datetime-add-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_diff",
            overloads: &[sig(
                &[string("part").constant(), datetime("datetime1"), datetime("datetime2")],
                LONG,
            )],
            doc: "Calculates the period between two datetime values.",
            page: "datetime-diff-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_local_to_utc",
            overloads: &[sig(&[datetime("from"), string("timezone")], DATETIME)],
            doc: "Converts local datetime to UTC datetime.",
            page: "datetime-local-to-utc-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_utc_to_local",
            overloads: &[sig(&[datetime("from"), string("timezone")], DATETIME)],
            doc: "Converts a UTC datetime to the local time of a time zone.",
            page: "datetime-utc-to-local-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_list_timezones",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "Lists the time zones that `datetime_utc_to_local` knows.",
            page: "datetime-list-timezones",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
