//! Functions that make a text of a text: case, reversal, repetition, cutting.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, integer, long, scalar, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "toupper",
            overloads: &[sig(&[scalar("value")], STRING)],
            doc: "Converts a string to upper case.",
            page: "toupper-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "tolower",
            overloads: &[sig(&[scalar("value")], STRING)],
            doc: "Converts the input string to lower case.",
            page: "tolower-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "reverse",
            overloads: &[sig(&[scalar("value")], STRING)],
            doc: "Reverses the order of the input string.",
            page: "reverse-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "substring",
            overloads: &[sig(
                &[scalar("string"), integer("start"), integer("length").optional()],
                STRING,
            )],
            doc: "Extracts a substring from the source string.",
            page: "substring-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "strrep",
            overloads: &[sig(
                &[scalar("value"), long("multiplier"), scalar("delimiter").optional()],
                STRING,
            )],
            doc: "Repeats the input value.",
            page: "strrep-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "translate",
            overloads: &[sig(
                &[string("searchList"), string("replacementList"), string("source")],
                STRING,
            )],
            doc: "Replaces a set of characters with another set of characters in a given string.",
            page: "translate-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "regex_quote",
            overloads: &[sig(&[scalar("string")], STRING)],
            doc: "Returns a string that escapes all regular expression characters.",
            page: "regex-quote-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
