//! Compressed texts.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{INTERNAL, SCALAR, STRING, Text, array, eg, sig, string};
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "zlib_decompress_from_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes base64 and undoes zlib compression; empty if it is neither.",
            page: "zlib-base64-decompress-function",
            examples: &[
                eg(
                    r#"zlib_decompress_from_base64_string("eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=")"#,
                    r#""Test string 123""#,
                ),
                eg(r#"zlib_decompress_from_base64_string("x0x0x0")"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| unzipped(&STANDARD.decode(text).ok()?))),
    },
    ScalarFn {
        def: FnDef {
            name: "zlib_compress_to_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Compresses a text with zlib and encodes it as base64.",
            page: "zlib-base64-compress-function",
            unsupported: Some(COMPRESSED),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "gzip_decompress_from_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes base64 and undoes gzip compression; empty if it is neither.",
            page: "gzip-base64-decompress",
            examples: &[
                eg(
                    r#"gzip_decompress_from_base64_string("H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==")"#,
                    r#""1234567890qwertyuiop""#,
                ),
                eg(r#"gzip_decompress_from_base64_string("x0x0x0")"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| ungzipped(&STANDARD.decode(text).ok()?))),
    },
    ScalarFn {
        def: FnDef {
            name: "gzip_compress_to_base64_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Compresses a text with gzip and encodes it as base64.",
            page: "gzip-base64-compress",
            unsupported: Some(COMPRESSED),
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

/// Why nothing is compressed here.
const COMPRESSED: &str = "what a text is compressed to depends on the compressor of the service";

/// The most bytes that a compressed text may grow to.
const LIMIT: usize = 64 * 1024 * 1024;

fn unzipped(bytes: &[u8]) -> Option<String> {
    String::from_utf8(decompress_to_vec_zlib_with_limit(bytes, LIMIT).ok()?).ok()
}

/// A header of ten bytes without options, the text, its checksum and its length (gzip-base64-decompress).
fn ungzipped(bytes: &[u8]) -> Option<String> {
    let (header, rest) = bytes.split_at_checked(10)?;
    if !header.starts_with(&[0x1f, 0x8b, 8, 0]) {
        return None;
    }
    let (body, trailer) = rest.split_at_checked(rest.len().checked_sub(8)?)?;
    let text = decompress_to_vec_with_limit(body, LIMIT).ok()?;
    let length = u32::try_from(text.len()).ok()?.to_le_bytes();
    trailer.ends_with(&length).then(|| String::from_utf8(text).ok())?
}
