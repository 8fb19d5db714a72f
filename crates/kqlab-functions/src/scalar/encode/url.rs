//! URL escapes.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{SCALAR, STRING, Text, eg, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "url_encode",
            overloads: &[sig(&[string("url")], STRING)],
            doc: "Escapes a text for a URL, a space as `+`.",
            page: "url-encode-function",
            examples: &[eg(
                "url_encode(@'https://www.bing.com/hello world')",
                r#""https%3a%2f%2fwww.bing.com%2fhello+world""#,
            )],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| encoded(text, "+"))),
    },
    ScalarFn {
        def: FnDef {
            name: "url_encode_component",
            overloads: &[sig(&[string("url")], STRING)],
            doc: "Escapes a text for a URL, a space as `%20`.",
            page: "url-encode-component-function",
            examples: &[eg(
                "url_encode_component(@'https://www.bing.com/hello world/')",
                r#""https%3a%2f%2fwww.bing.com%2fhello%20world%2f""#,
            )],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(|text| encoded(text, "%20"))),
    },
    ScalarFn {
        def: FnDef {
            name: "url_decode",
            overloads: &[sig(&[string("encoded_url")], STRING)],
            doc: "Undoes the escapes of a URL.",
            page: "url-decode-function",
            examples: &[
                eg(r#"url_decode("https%3a%2f%2fwww.bing.com%2f")"#, r#""https://www.bing.com/""#),
                eg(r#"url_decode("a%C3%A9+b")"#, r#""aé b""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Text, _>(decoded)),
    },
];

/// Letters, digits and `-_.!*()` stay.
fn encoded(text: &str, space: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push_str(space),
            byte if byte.is_ascii_alphanumeric() || b"-_.!*()".contains(&byte) => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02x}")),
        }
    }
    out
}

/// What is no escape stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = text.get(at + 1..at + 3).filter(|_| byte == b'%');
        match (escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()), byte) {
            (Some(escaped), _) => {
                out.push(escaped);
                at += 3;
            }
            (None, b'+') => {
                out.push(b' ');
                at += 1;
            }
            (None, byte) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
