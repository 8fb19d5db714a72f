//! Functions that test for null, and boolean negation.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, boolean, scalar, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "not",
            overloads: &[sig(&[boolean("expression")], BOOL)],
            doc: "Reverses the value of its boolean argument.",
            page: "not-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isnull",
            overloads: &[sig(&[scalar("expression")], BOOL)],
            doc: "Checks if the argument value is null.",
            page: "isnull-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "isnotnull",
            overloads: &[sig(&[scalar("expression")], BOOL)],
            doc: "Checks if the argument isn't null.",
            page: "isnotnull-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "notnull",
            overloads: &[sig(&[scalar("expression")], BOOL)],
            doc: "The old name of `isnotnull`.",
            page: "isnotnull-function",
            replaced_by: Some("isnotnull"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "assert",
            overloads: &[sig(&[boolean("predicate"), string("message")], BOOL)],
            doc: "Checks for a condition and output an error message when false.",
            page: "assert-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "around",
            overloads: &[sig(&[scalar("value"), scalar("center"), scalar("delta")], BOOL)],
            doc: "Indicates if the first argument is within a range around the center value.",
            page: "around-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
