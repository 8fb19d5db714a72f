//! What a JSON value becomes in a column of a type.
//!
//! A value that does not fit its type becomes null and is reported by the caller, never silently. Typed columns also
//! take their values out of strings, as exports write them: `"5"`, `"True"`, `"2026-04-21T09:00:00Z"`. An empty
//! string, and the `None` of Azure's command line, is null there.

mod number;
mod time;

use kqlab_columns::Builder;
use kqlab_plan::Type;

use crate::json::scan::{self, Kind};
use crate::json::text::{compact, mend_surrogates, unescape};
use crate::read::DateOrder;

/// What reading values needs from row to row.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    text: String,
    /// The order of day and month, where it is told.
    pub(crate) dates: Option<DateOrder>,
    /// It was not told, and a date did not tell it.
    pub(crate) guessed: bool,
    /// The column is declared: a dynamic's `None` is Azure's command line's, not a text.
    pub(crate) declared: bool,
}

/// Pushes a value, or null if it does not fit; says whether it did.
pub(crate) fn push(builder: &mut Builder, kind: Kind, raw: &str, scratch: &mut Scratch) -> bool {
    if kind == Kind::Null {
        builder.push_null();
        return true;
    }
    match builder.ty() {
        Type::String => push_string(builder, kind, raw, &mut scratch.text),
        Type::Dynamic if scratch.declared && matches!(raw, "None" | "\"None\"") => {
            builder.push_null();
        }
        Type::Dynamic => push_dynamic(builder, kind, raw, &mut scratch.text),
        _ => return push_typed(builder, kind, raw, scratch),
    }
    true
}

/// The value inside quotes, escapes undone.
fn text<'a>(escaped: bool, raw: &'a str, scratch: &'a mut String) -> &'a str {
    let inside = &raw[1..raw.len() - 1];
    if !escaped {
        return inside;
    }
    scratch.clear();
    unescape(inside, scratch);
    scratch
}

/// A string column takes every value: numbers and bools as written, arrays and objects as their JSON.
fn push_string(builder: &mut Builder, kind: Kind, raw: &str, scratch: &mut String) {
    match kind {
        Kind::Text { escaped } => builder.push_text(text(escaped, raw, scratch)),
        Kind::Nested { surrogates, .. } => {
            scratch.clear();
            compact(raw, scratch);
            if surrogates {
                builder.push_text(&mend_surrogates(scratch));
            } else {
                builder.push_text(scratch);
            }
        }
        Kind::Null | Kind::False | Kind::True | Kind::Int | Kind::Real | Kind::Bare => {
            builder.push_text(raw);
        }
    }
}

/// A dynamic column takes every value as its JSON; a string that holds the text of an array or object is taken as
/// that, because exports write dynamic columns so.
fn push_dynamic(builder: &mut Builder, kind: Kind, raw: &str, scratch: &mut String) {
    match kind {
        Kind::Text { escaped } => {
            let inside = text(escaped, raw, scratch);
            match nested(inside) {
                Some(false) => builder.push_text(inside),
                Some(true) => builder.push_text(&mend_surrogates(inside)),
                None if escaped => builder.push_text(&mend_surrogates(raw)),
                None => builder.push_text(raw),
            }
        }
        Kind::Bare => push_bare(builder, raw),
        Kind::Nested { surrogates: true, .. } => builder.push_text(&mend_surrogates(raw)),
        Kind::Nested { surrogates: false, .. }
        | Kind::Null
        | Kind::False
        | Kind::True
        | Kind::Int
        | Kind::Real => builder.push_text(raw),
    }
}

/// A cell of separated values is its JSON, if it is any, else a string.
fn push_bare(builder: &mut Builder, text: &str) {
    let value = scan::value(text.as_bytes(), 0).ok().filter(|value| value.end == text.len());
    match (nested(text), value.map(|value| value.kind)) {
        _ if text.is_empty() => builder.push_null(),
        (Some(false), _) => builder.push_text(text),
        (Some(true), _) => builder.push_text(&mend_surrogates(text)),
        (None, Some(Kind::Null)) => builder.push_null(),
        (None, Some(Kind::False | Kind::True | Kind::Int | Kind::Real)) => builder.push_text(text),
        _ => builder.push_text(&serde_json::Value::from(text).to_string()),
    }
}

/// Whether the text is an array or object; then, whether there are surrogates in it.
fn nested(text: &str) -> Option<bool> {
    let bytes = text.as_bytes();
    let start = scan::skip_space(bytes, 0);
    if !matches!(bytes.get(start), Some(b'{' | b'[')) {
        return None;
    }
    let value = scan::value(bytes, start).ok()?;
    let Kind::Nested { surrogates, .. } = value.kind else { return None };
    (scan::skip_space(bytes, value.end) == bytes.len()).then_some(surrogates)
}

/// The types that do not take every value.
fn push_typed(builder: &mut Builder, kind: Kind, raw: &str, scratch: &mut Scratch) -> bool {
    let dates = scratch.dates;
    let pushed = match kind {
        Kind::Text { .. } | Kind::Bare => {
            let text = match kind {
                Kind::Text { escaped } => text(escaped, raw, &mut scratch.text),
                _ => raw,
            };
            let text = text.trim();
            if matches!(text, "" | "None") {
                builder.push_null();
                return true;
            }
            from_text(builder, text, dates, &mut scratch.guessed)
        }
        Kind::Int | Kind::Real => from_number(builder, raw),
        Kind::True | Kind::False => from_bool(builder, kind == Kind::True),
        Kind::Null | Kind::Nested { .. } => None,
    };
    if pushed.is_none() {
        builder.push_null();
    }
    pushed.is_some()
}

fn from_text(
    builder: &mut Builder,
    text: &str,
    dates: Option<DateOrder>,
    guessed: &mut bool,
) -> Option<()> {
    match builder.ty() {
        Type::Bool => builder.push_bool(boolean(text)?),
        Type::Int => builder.push_int(i32::try_from(number::long(text)?).ok()?),
        Type::Long => builder.push_long(number::long(text)?),
        Type::Real => builder.push_real(number::real(text)?),
        Type::Decimal => builder.push_text(&number::decimal(text)?),
        Type::Datetime => builder.push_long(time::datetime(text, dates, guessed)?),
        Type::Timespan => builder.push_long(kqlab_syntax::time::parse_timespan(text)?),
        Type::Guid if is_canonical(text.as_bytes()) => builder.push_text(text),
        Type::Guid => builder.push_text(&guid(text)?),
        Type::String | Type::Dynamic | Type::Unknown => return None,
    }
    Some(())
}

fn from_number(builder: &mut Builder, text: &str) -> Option<()> {
    match builder.ty() {
        Type::Bool => builder.push_bool(number::real(text)? != 0.0),
        Type::Int => builder.push_int(i32::try_from(number::long(text)?).ok()?),
        Type::Long => builder.push_long(number::long(text)?),
        Type::Real => builder.push_real(number::real(text)?),
        Type::Decimal => builder.push_text(&number::decimal(text)?),
        Type::Datetime => builder.push_long(time::epoch(text)?),
        Type::Timespan => builder.push_long(number::long(text)?),
        Type::Guid | Type::String | Type::Dynamic | Type::Unknown => return None,
    }
    Some(())
}

fn from_bool(builder: &mut Builder, value: bool) -> Option<()> {
    if builder.ty() != Type::Bool {
        return None;
    }
    builder.push_bool(value);
    Some(())
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Whether the text is a guid as [`guid`] would write it.
fn is_canonical(text: &[u8]) -> bool {
    let digits = |part: &[u8]| part.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    text.len() == 36
        && [8, 13, 18, 23].iter().all(|dash| text[*dash] == b'-')
        && [0..8, 9..13, 14..18, 19..23, 24..36].into_iter().all(|part| digits(&text[part]))
}

/// Thirty-two hexadecimal digits, with dashes or without, in braces or without; canonical is lower case with dashes.
fn guid(text: &str) -> Option<String> {
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let mut out = String::with_capacity(36);
    let dashed = text.len() == 36;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'-' if dashed && matches!(at, 8 | 13 | 18 | 23) => continue,
            _ if !byte.is_ascii_hexdigit() => return None,
            _ => {}
        }
        if matches!(out.len(), 8 | 13 | 18 | 23) {
            out.push('-');
        }
        out.push(char::from(byte.to_ascii_lowercase()));
    }
    (out.len() == 36 && matches!(text.len(), 32 | 36)).then_some(out)
}

#[cfg(test)]
mod tests {
    use kqlab_columns::Column;
    use kqlab_plan::Value;
    use serde_json::json;

    use super::*;

    fn cell(ty: Type, json: &str) -> (Value, bool) {
        let mut builder = Builder::new(ty);
        let scanned = scan::value(json.as_bytes(), 0).expect("a test's JSON");
        assert_eq!(scanned.end, json.len());
        let fits = push(&mut builder, scanned.kind, json, &mut Scratch::default());
        let column: Column = builder.finish();
        (column.value(0), fits)
    }

    fn fits(ty: Type, json: &str, expected: Value) {
        assert_eq!(cell(ty, json), (expected, true), "{json} as {ty}");
    }

    fn misfits(ty: Type, json: &str) {
        assert_eq!(cell(ty, json), (Value::null(ty), false), "{json} as {ty}");
    }

    #[test]
    fn strings_take_everything() {
        fits(Type::String, r#""a\tb""#, Value::string("a\tb"));
        fits(Type::String, r#""\ud800""#, Value::string("\u{fffd}"));
        fits(Type::String, r#""\u0000""#, Value::string("\0"));
        fits(Type::String, "null", Value::string(""));
        fits(Type::String, "1.50", Value::string("1.50"));
        fits(Type::String, "true", Value::string("true"));
        fits(Type::String, r#"{ "a": [1, "x y"] }"#, Value::string(r#"{"a":[1,"x y"]}"#));
        fits(Type::String, r#"["\ud800"]"#, Value::string("[\"\u{fffd}\"]"));
    }

    #[test]
    fn dynamics_take_json_and_json_inside_strings() {
        fits(Type::Dynamic, "null", Value::Null(Type::Dynamic));
        fits(Type::Dynamic, r#"{"a":[1]}"#, Value::dynamic(json!({"a": [1]})));
        fits(Type::Dynamic, r#""{\"a\":\"b\\n\"}""#, Value::dynamic(json!({"a": "b\n"})));
        fits(Type::Dynamic, r#"" [1,2] ""#, Value::dynamic(json!([1, 2])));
        fits(Type::Dynamic, r#""[1,2""#, Value::dynamic(json!("[1,2")));
        fits(Type::Dynamic, r#""a b""#, Value::dynamic(json!("a b")));
        fits(Type::Dynamic, r#""5""#, Value::dynamic(json!("5")));
        fits(Type::Dynamic, "5", Value::dynamic(json!(5)));
        fits(Type::Dynamic, r#""a\ud800""#, Value::dynamic(json!("a\u{fffd}")));
        fits(Type::Dynamic, r#""[\"\\ud800\"]""#, Value::dynamic(json!(["\u{fffd}"])));
    }

    #[test]
    fn typed_columns_take_strings() {
        fits(Type::Long, r#"" 5 ""#, Value::Long(5));
        fits(Type::Int, r#""-7""#, Value::Int(-7));
        fits(Type::Real, r#""1.5""#, Value::Real(1.5));
        fits(Type::Bool, r#""True""#, Value::Bool(true));
        fits(Type::Bool, "0", Value::Bool(false));
        fits(Type::Long, r#""""#, Value::Null(Type::Long));
        fits(Type::Datetime, r#""None""#, Value::Null(Type::Datetime));
        fits(Type::Timespan, r#""00:00:01""#, Value::Timespan(10_000_000));
        fits(Type::Decimal, "1.25e1", Value::Decimal("12.5".into()));
        let guid = "74be27de-1e4e-49d9-b579-fe0b331d3642";
        fits(Type::Guid, r#""{74BE27DE-1E4E-49D9-B579-FE0B331D3642}""#, Value::Guid(guid.into()));
        fits(Type::Guid, r#""74be27de1e4e49d9b579fe0b331d3642""#, Value::Guid(guid.into()));
        fits(Type::Guid, &format!("\"{guid}\""), Value::Guid(guid.into()));
    }

    #[test]
    fn misfits_are_null() {
        misfits(Type::Long, r#""x""#);
        misfits(Type::Long, "1.5");
        misfits(Type::Long, "[1]");
        misfits(Type::Int, "2147483648");
        misfits(Type::Long, "9223372036854775808");
        misfits(Type::Bool, r#""yes""#);
        misfits(Type::Real, "true");
        misfits(Type::Guid, r#""74be27de-1e4e49d9-b579-fe0b331d364""#);
        misfits(Type::Guid, r#""74be27de""#);
        misfits(Type::Datetime, r#""yesterday""#);
    }
}
