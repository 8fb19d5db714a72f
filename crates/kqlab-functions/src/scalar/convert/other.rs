//! Conversions to datetime, timespan and guid.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{DATETIME, GUID, NOT_YET, SCALAR, TIMESPAN, scalar, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "todatetime",
            overloads: &[sig(&[scalar("value")], DATETIME)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input expression to a datetime value.",
            page: "todatetime-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "totimespan",
            overloads: &[sig(&[scalar("value")], TIMESPAN)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input to a `timespan` scalar value.",
            page: "totimespan-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "totime",
            overloads: &[sig(&[scalar("value")], TIMESPAN)],
            result_name: ResultName::FirstArgument,
            doc: "The old name of `totimespan`.",
            page: "totimespan-function",
            replaced_by: Some("totimespan"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "toguid",
            overloads: &[sig(&[text("value")], GUID)],
            result_name: ResultName::FirstArgument,
            doc: "Converts the input string to a `guid` scalar.",
            page: "toguid-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
