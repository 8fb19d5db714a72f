//! Compressed texts.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{INTERNAL, NOT_YET, SCALAR, STRING, array, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "zlib_decompress_from_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes base64 and decompresses it with zlib.",
            page: "zlib-base64-decompress-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "zlib_compress_to_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Compresses a text with zlib and encodes it as base64.",
            page: "zlib-base64-compress-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "gzip_decompress_from_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes base64 and decompresses it with gzip.",
            page: "gzip-base64-decompress",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "gzip_compress_to_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Compresses a text with gzip and encodes it as base64.",
            page: "gzip-base64-compress",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__lz4_compress_dynamic_array_to_base64_string",
            overloads: &[sig(&[array("dynamic")], STRING)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
];
