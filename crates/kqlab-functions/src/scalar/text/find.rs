//! Functions that look for a text in a text.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{LONG, NOT_YET, SCALAR, array, integer, scalar, sig, string, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "indexof",
            overloads: &[sig(
                &[
                    scalar("string"),
                    scalar("match"),
                    integer("start").optional(),
                    integer("length").optional(),
                    integer("occurrence").optional().constant(),
                ],
                LONG,
            )],
            doc: "Reports the zero-based index position of the input string.",
            page: "indexof-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "indexof_regex",
            overloads: &[sig(
                &[
                    scalar("string"),
                    scalar("match").constant(),
                    integer("start").optional(),
                    integer("length").optional(),
                    integer("occurrence").optional().constant(),
                ],
                LONG,
            )],
            doc: "Returns the zero-based index position of a `regex` input.",
            page: "indexof-regex-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "countof",
            overloads: &[sig(
                &[string("source"), string("search"), string("kind").optional().constant()],
                LONG,
            )],
            doc: "Counts the occurrences of a substring in a string.",
            page: "countof-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_any_index",
            overloads: &[sig(&[text("source"), array("values")], LONG)],
            doc: "Searches the input string for items specified in the array.",
            page: "has-any-index-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
