//! Conversions to datetime, timespan and guid.

use kqlab_plan::{FnDef, ResultName};

use super::converted;
use crate::ScalarFn;
use crate::core::{DATETIME, GUID, SCALAR, TIMESPAN, eg, scalar, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "todatetime",
            overloads: &[sig(&[scalar("value")], DATETIME)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a datetime.",
            page: "todatetime-function",
            examples: &[
                eg(r#"todatetime("2015-12-31 23:59:59.9")"#, "datetime(2015-12-31 23:59:59.9)"),
                eg(r#"todatetime("12-02-2022")"#, "datetime(2022-12-02)"),
                eg(r#"todatetime("garbage")"#, "datetime(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "totimespan",
            overloads: &[sig(&[scalar("value")], TIMESPAN)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a timespan; a number is ticks.",
            page: "totimespan-function",
            examples: &[
                eg(r#"totimespan("0.00:03:00")"#, "3m"),
                eg("totimespan(1230)", "123microseconds"),
                eg(r#"totimespan("10")"#, "timespan(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "totime",
            overloads: &[sig(&[scalar("value")], TIMESPAN)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a timespan; a number is ticks.",
            page: "totimespan-function",
            replaced_by: Some("totimespan"),
            examples: &[
                eg(r#"totime("0.00:03:00")"#, "3m"),
                eg("totime(1230)", "123microseconds"),
                eg(r#"totime("10")"#, "timespan(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "toguid",
            overloads: &[sig(&[text("value")], GUID)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a text to a guid; what follows its 32 digits is ignored.",
            page: "toguid-function",
            examples: &[
                eg(
                    r#"toguid("0123456789abcdef0123456789abcdef")"#,
                    "guid(01234567-89ab-cdef-0123-456789abcdef)",
                ),
                eg(
                    r#"toguid("0123456789ab-cdef-0123-456789abcdef")"#,
                    "guid(01234567-89ab-cdef-0123-456789abcdef)",
                ),
                eg(r#"toguid("a string that is not a guid")"#, "guid(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
];
