//! Base64.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{DYNAMIC, GUID, NOT_YET, SCALAR, STRING, array, guid, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "base64_encodestring",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "The old name of `base64_encode_tostring`.",
            page: "base64-encode-tostring-function",
            replaced_by: Some("base64_encode_tostring"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_encode_tostring",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a text as base64.",
            page: "base64-encode-tostring-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decode_toarray",
            overloads: &[sig(&[string("base64_string")], DYNAMIC)],
            doc: "Decodes a base64 string into an array of long values.",
            page: "base64-decode-toarray-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_encode_fromarray",
            overloads: &[sig(&[array("base64_string_decoded_as_array")], STRING)],
            doc: "Encodes a base64 string from a bytes array.",
            page: "base64-encode-fromarray-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decodestring",
            overloads: &[sig(&[string("base64_string")], STRING)],
            doc: "The old name of `base64_decode_tostring`.",
            page: "base64-decode-tostring-function",
            replaced_by: Some("base64_decode_tostring"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decode_tostring",
            overloads: &[sig(&[string("base64_string")], STRING)],
            doc: "Decodes a base64 string into a UTF-8 string.",
            page: "base64-decode-tostring-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decode_toguid",
            overloads: &[sig(&[string("base64_string")], GUID)],
            doc: "Returns a GUID from a base64 string.",
            page: "base64-decode-toguid-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "base64_encode_fromguid",
            overloads: &[sig(&[guid("guid")], STRING)],
            doc: "Returns a base64 string from a GUID.",
            page: "base64-encode-fromguid-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
