//! Functions that replace and trim.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, array, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "replace",
            overloads: &[sig(
                &[string("regex").constant(), string("rewrite").constant(), string("source")],
                STRING,
            )],
            doc: "Replaces all matches of a regex; the regex comes first, the source last.",
            page: "replace-regex-function",
            replaced_by: Some("replace_regex"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "replace_regex",
            overloads: &[sig(
                &[
                    string("source"),
                    string("lookup_regex").constant(),
                    string("rewrite_pattern").constant(),
                ],
                STRING,
            )],
            doc: "Replaces all regex matches with another string.",
            page: "replace-regex-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "replace_string",
            overloads: &[sig(&[string("text"), string("lookup"), string("rewrite")], STRING)],
            doc: "Replaces all string matches with another string.",
            page: "replace-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "replace_strings",
            overloads: &[sig(&[string("text"), array("lookups"), array("rewrites")], STRING)],
            doc: "Replaces multiple strings matches with multiple replacement strings.",
            page: "replace-strings-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "trim_start",
            overloads: &[sig(&[string("regex").constant(), string("source")], STRING)],
            doc: "Removes the leading match of the specified regular expression.",
            page: "trim-start-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "trim_end",
            overloads: &[sig(&[string("regex").constant(), string("source")], STRING)],
            doc: "Removes the trailing match of the specified regular expression.",
            page: "trim-end-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "trim",
            overloads: &[sig(&[string("regex").constant(), string("source")], STRING)],
            doc: "Removes the leading and trailing match of the specified regular expression.",
            page: "trim-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
