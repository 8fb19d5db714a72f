//! Writing dynamic values as text: compact JSON, strings without quotes (measured).

use serde_json::Value as JsonValue;

use super::inner;
use crate::core::{Dynamic, Inner};

/// Appends a dynamic as `tostring` gives it: a string as it is, anything else as compact JSON, null as nothing.
pub fn write_text(value: Dynamic<'_>, out: &mut String) {
    match value {
        Dynamic::Value(JsonValue::String(text)) => out.push_str(text),
        Dynamic::Value(JsonValue::Null) => {}
        Dynamic::Value(value) => push(value, out),
        Dynamic::Text(text) if is_compact(text) => out.push_str(text),
        Dynamic::Text(text) => match inner(text) {
            Inner::String(text) => out.push_str(&text),
            Inner::Null => {}
            _ => push_text(text, out),
        },
    }
}

/// Appends a dynamic as compact JSON.
pub fn write_json(value: Dynamic<'_>, out: &mut String) {
    match value {
        Dynamic::Value(value) => push(value, out),
        Dynamic::Text(text) => match inner(text) {
            Inner::String(text) => push_quoted(&text, out),
            Inner::Array | Inner::Bag if is_compact(text) => out.push_str(text),
            _ => push_text(text, out),
        },
    }
}

/// Appends a value as compact JSON.
pub fn push(value: &JsonValue, out: &mut String) {
    use std::fmt::Write as _;
    write!(out, "{value}").expect("invariant: a string takes any text");
}

/// Appends a text in quotes.
pub fn push_quoted(text: &str, out: &mut String) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
        return push(&JsonValue::String(text.to_owned()), out);
    }
    out.reserve(text.len() + 2);
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// Appends the compact form of JSON text; what is too deep to be read stays as it stands.
fn push_text(text: &str, out: &mut String) {
    match serde_json::from_str(text) {
        Ok(value) => push(&value, out),
        Err(_) => out.push_str(text),
    }
}

/// Whether the text of an array or bag would be written back as it stands: no white space between its parts, no escapes, no numbers
/// but plain integers.
fn is_compact(text: &str) -> bool {
    if !text.starts_with(['{', '[']) {
        return false;
    }
    let mut quoted = false;
    let mut last = 0_u8;
    for &byte in text.as_bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\\' => return false,
            _ if quoted => {}
            b' ' | b'\t' | b'\n' | b'\r' | b'.' | b'E' => return false,
            b'e' if last.is_ascii_digit() => return false,
            _ => {}
        }
        last = byte;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (String, String) {
        let (mut plain, mut json) = (String::new(), String::new());
        write_text(Dynamic::Text(text), &mut plain);
        write_json(Dynamic::Text(text), &mut json);
        (plain, json)
    }

    /// measured on Kusto.
    #[test]
    fn forms() {
        let cases = [
            (r#""x\ty""#, "x\ty", r#""x\ty""#),
            ("null", "", "null"),
            (" [1, 2] ", "[1,2]", "[1,2]"),
            (
                r#"{ "a" : [true , 1.50, 1e3] }"#,
                r#"{"a":[true,1.5,1000.0]}"#,
                r#"{"a":[true,1.5,1000.0]}"#,
            ),
            (
                r#"{"a":"b c.d","e":[false]}"#,
                r#"{"a":"b c.d","e":[false]}"#,
                r#"{"a":"b c.d","e":[false]}"#,
            ),
            ("12", "12", "12"),
            ("abc", "abc", r#""abc""#),
            ("{broken", "{broken", r#""{broken""#),
            (r#"{"a":"\u00e9"}"#, r#"{"a":"é"}"#, r#"{"a":"é"}"#),
        ];
        for (text, plain, json) in cases {
            assert_eq!(both(text), (plain.to_owned(), json.to_owned()), "{text}");
        }
    }

    #[test]
    fn quoted_as_serde_json_does() {
        for text in ["", "a b", "é", "a\"b", "a\\b", "\u{7f}", "\n", "\u{1f}", "\0"] {
            let mut quoted = String::new();
            push_quoted(text, &mut quoted);
            assert_eq!(Some(quoted), serde_json::to_string(text).ok(), "{text:?}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!("{}{}", "[ ".repeat(100_000), "]".repeat(100_000));
        assert_eq!(both(&deep), (deep.clone(), deep.clone()));
    }
}
