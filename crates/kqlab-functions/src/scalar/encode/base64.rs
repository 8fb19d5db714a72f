//! Base64.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{DYNAMIC, Dyn, GUID, SCALAR, STRING, Text, array, eg, guid, sig, string};
use crate::{Call, EvalError, ScalarFn};
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use serde_json::Value as JsonValue;

use crate::core::guid_bytes;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "base64_encodestring",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a text as base64.",
            page: "base64-encode-tostring-function",
            replaced_by: Some("base64_encode_tostring"),
            examples: &[eg(r#"base64_encodestring("Kusto")"#, r#""S3VzdG8=""#)],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| STANDARD.encode(text))),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_encode_tostring",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a text as base64.",
            page: "base64-encode-tostring-function",
            examples: &[eg(r#"base64_encode_tostring("Kusto")"#, r#""S3VzdG8=""#)],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| STANDARD.encode(text))),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decode_toarray",
            overloads: &[sig(&[string("base64_string")], DYNAMIC)],
            doc: "Decodes base64 as an array of bytes.",
            page: "base64-decode-toarray-function",
            examples: &[
                eg(r#"base64_decode_toarray("S3VzdG8=")"#, "dynamic([75, 117, 115, 116, 111])"),
                eg(r#"base64_decode_toarray("U3RyaW5n0KHR0tGA0L7Rh9C60LA")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| decoded(text).map(JsonValue::from))),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_encode_fromarray",
            overloads: &[sig(&[array("base64_string_decoded_as_array")], STRING)],
            doc: "Encodes an array of bytes as base64.",
            page: "base64-encode-fromarray-function",
            examples: &[
                eg("base64_encode_fromarray(dynamic([75, 117, 115, 116, 111]))", r#""S3VzdG8=""#),
                eg("base64_encode_fromarray(dynamic(null))", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(from_array),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decodestring",
            overloads: &[sig(&[string("base64_string")], STRING)],
            doc: "Decodes base64 as a text; empty if it is no base64 or no UTF-8.",
            page: "base64-decode-tostring-function",
            replaced_by: Some("base64_decode_tostring"),
            examples: &[
                eg(r#"base64_decodestring("S3VzdG8=")"#, r#""Kusto""#),
                eg(r#"base64_decodestring("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| String::from_utf8(decoded(text)?).ok())),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decode_tostring",
            overloads: &[sig(&[string("base64_string")], STRING)],
            doc: "Decodes base64 as a text; empty if it is no base64 or no UTF-8.",
            page: "base64-decode-tostring-function",
            examples: &[
                eg(r#"base64_decode_tostring("S3VzdG8=")"#, r#""Kusto""#),
                eg(r#"base64_decode_tostring("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| String::from_utf8(decoded(text)?).ok())),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_decode_toguid",
            overloads: &[sig(&[string("base64_string")], GUID)],
            doc: "Decodes base64 as a guid.",
            page: "base64-decode-toguid-function",
            examples: &[
                eg(
                    r#"base64_decode_toguid("JpbpECu8dUy7Pv5gbeJXAA==")"#,
                    "guid(10e99626-bc2b-754c-bb3e-fe606de25700)",
                ),
                eg(r#"base64_decode_toguid("abcd1231")"#, "guid(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(to_guid)),
    },
    ScalarFn {
        def: FnDef {
            name: "base64_encode_fromguid",
            overloads: &[sig(&[guid("guid")], STRING)],
            doc: "Encodes a guid as base64.",
            page: "base64-encode-fromguid-function",
            examples: &[eg(
                r#"base64_encode_fromguid(toguid("ae3133f2-6e22-49ae-b06a-16e6a9b212eb"))"#,
                r#""8jMxriJurkmwahbmqbIS6w==""#,
            )],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(from_guid)),
    },
];

fn decoded(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

fn from_array(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Dyn, _>(|array| {
        let array = array.value();
        let byte = |item: &JsonValue| item.as_u64().and_then(|byte| u8::try_from(byte).ok());
        let bytes: Option<Vec<u8>> = array.as_array()?.iter().map(byte).collect();
        bytes.map(|bytes| STANDARD.encode(bytes))
    })
}

/// The bytes of the first two groups stand in reverse order; those of the third do not, as the page has it, although
/// `base64_encode_fromguid` reverses them too.
fn to_guid(text: &str) -> Option<String> {
    let bytes = decoded(text).and_then(|bytes| <[u8; 16]>::try_from(bytes).ok())?;
    let [a, b, c, d, e, f, g, h, rest @ ..] = bytes;
    let digits = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let (fourth, fifth) = rest.split_at(2);
    let groups = [&[d, c, b, a][..], &[f, e], &[g, h], fourth, fifth];
    Some(groups.map(digits).join("-"))
}

fn from_guid(guid: &str) -> Option<String> {
    guid_bytes(guid).map(|bytes| STANDARD.encode(bytes))
}
