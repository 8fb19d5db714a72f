//! URL escapes.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "url_encode",
            overloads: &[sig(&[string("url")], STRING)],
            doc: "Converts characters of the input URL into a transmittable format.",
            page: "url-encode-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "url_encode_component",
            overloads: &[sig(&[string("url")], STRING)],
            doc: "Converts characters of the input URL into a transmittable format.",
            page: "url-encode-component-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "url_decode",
            overloads: &[sig(&[string("encoded_url")], STRING)],
            doc: "Converts an encoded URL into a regular URL representation.",
            page: "url-decode-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
