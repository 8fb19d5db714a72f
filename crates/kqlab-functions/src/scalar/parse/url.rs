//! Taking URLs apart.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parseurl",
            overloads: &[sig(&[string("url")], DYNAMIC)],
            doc: "The old name of `parse_url`.",
            page: "parse-url-function",
            replaced_by: Some("parse_url"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_url",
            overloads: &[sig(&[string("url")], DYNAMIC)],
            doc: "Parses a URL string.",
            page: "parse-url-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parseurlquery",
            overloads: &[sig(&[string("query")], DYNAMIC)],
            doc: "The old name of `parse_urlquery`.",
            page: "parse-url-query-function",
            replaced_by: Some("parse_urlquery"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_urlquery",
            overloads: &[sig(&[string("query")], DYNAMIC)],
            doc: "Returns a dynamic object that contains the query parameters.",
            page: "parse-url-query-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
