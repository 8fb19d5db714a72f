//! Operators that match a pattern.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "matches regex",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a match of a regex.",
            page: "matches-regex-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "like",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Matches a pattern of `*`.",
            page: "datatypes-string-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "notlike",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not match a pattern of `*`.",
            page: "datatypes-string-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "likecs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Matches a pattern of `*`, with regard to case.",
            page: "datatypes-string-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "notlikecs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not match a pattern of `*`, with regard to case.",
            page: "datatypes-string-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
