//! Operators that match a pattern.

use kqlab_plan::FnDef;

use super::text_kernels::{like, matches_regex};
use crate::ScalarFn;
use crate::core::{BOOL, SCALAR, eg, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "matches regex",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a match of a regex.",
            page: "matches-regex-operator",
            examples: &[
                eg(r#""abc1" matches regex @"^[a-c]+\d$""#, "true"),
                eg(r#""abc" matches regex "^b""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(matches_regex),
    },
    ScalarFn {
        def: FnDef {
            name: "like",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Matches a pattern of `*`.",
            page: "datatypes-string-operators",
            ..SCALAR
        },
        kernel: Some(|call| like(call, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "notlike",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not match a pattern of `*`.",
            page: "datatypes-string-operators",
            ..SCALAR
        },
        kernel: Some(|call| like(call, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "likecs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Matches a pattern of `*`, with regard to case.",
            page: "datatypes-string-operators",
            ..SCALAR
        },
        kernel: Some(|call| like(call, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "notlikecs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not match a pattern of `*`, with regard to case.",
            page: "datatypes-string-operators",
            ..SCALAR
        },
        kernel: Some(|call| like(call, true, true)),
    },
];
