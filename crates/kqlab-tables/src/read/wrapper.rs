//! Objects that wrap rows: `{"Records": [..]}`. Annotations may stand beside the rows, nothing else. Answers of the
//! hunting APIs of Defender and Graph are such, too: `{"Stats": {..}, "Schema": [..], "Results": [..]}`.

use crate::json::scan::{self, Fault, Kind, What, expected, skip_space};

/// Members that may hold the rows of a wrapping object: CloudTrail and Azure diagnostics, Microsoft Graph.
const WRAPPERS: [&[u8]; 3] = [b"\"Records\"", b"\"records\"", b"\"value\""];

/// Members that hold them behind a `Schema`:
/// <https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api>,
/// <https://learn.microsoft.com/graph/api/security-security-runhuntingquery>.
const RESULTS: [&[u8]; 2] = [b"\"Results\"", b"\"results\""];
const SCHEMAS: [&[u8]; 2] = [b"\"Schema\"", b"\"schema\""];

/// Whether the object at `at`, which may be cut, wraps rows: a known member with an array of objects, beside nothing
/// but annotations.
pub(super) fn is_wrapper(text: &[u8], at: usize) -> bool {
    let Ok(inside) = head(text, at) else { return false };
    let first = skip_space(text, inside);
    match text.get(first) {
        Some(b'{') => {}
        Some(b']') => return tail(text, skip_space(text, first + 1)).is_ok(),
        _ => return false,
    }
    // What follows the rows is checked where it is in sight.
    let rows = scan::value(text, bracket_before(text, inside));
    match rows.and_then(|rows| tail(text, skip_space(text, rows.end))) {
        Ok(_) => true,
        Err(fault) => fault.what == What::End,
    }
}

fn bracket_before(text: &[u8], inside: usize) -> usize {
    memchr::memrchr(b'[', &text[..inside]).expect("invariant: rows are in brackets")
}

/// The position after the `[` of the rows of a wrapping object.
pub(super) fn head(text: &[u8], at: usize) -> Result<usize, Fault> {
    let mut at = skip_space(text, at + 1);
    let mut after_schema = false;
    loop {
        let key = scan::key(text, at)?;
        let name = &text[at..key.end];
        let value = scan::colon(text, key.end)?;
        after_schema |= SCHEMAS.contains(&name);
        if WRAPPERS.contains(&name) || after_schema && RESULTS.contains(&name) {
            let bracket = text.get(value) == Some(&b'[');
            return if bracket { Ok(value + 1) } else { expected(text, value, "an array of rows") };
        }
        at = skip_space(text, annotation(text, at, name, value)?);
        if text.get(at) != Some(&b',') {
            return expected(text, at, "',' before an array of rows");
        }
        at = skip_space(text, at + 1);
    }
}

/// The position after the `}` of a wrapping object whose rows end before `at`.
pub(super) fn tail(text: &[u8], mut at: usize) -> Result<usize, Fault> {
    loop {
        match text.get(at) {
            Some(b'}') => return Ok(at + 1),
            Some(b',') => at = skip_space(text, at + 1),
            _ => return expected(text, at, "',' or '}' after the rows"),
        }
        let key = scan::key(text, at)?;
        let value = scan::colon(text, key.end)?;
        at = skip_space(text, annotation(text, at, &text[at..key.end], value)?);
    }
}

/// A member beside the rows that says nothing about them; gives the position after it.
fn annotation(text: &[u8], at: usize, name: &[u8], value: usize) -> Result<usize, Fault> {
    let marked = name.starts_with(b"\"@") || name == b"\"Stats\"" || SCHEMAS.contains(&name);
    if !marked && ![&b"\"nextLink\""[..], b"\"NextToken\"", b"\"count\""].contains(&name) {
        return Err(Fault { at, what: What::Expected("nothing but annotations beside the rows") });
    }
    let scanned = scan::value(text, value)?;
    match scanned.kind {
        Kind::Nested { .. } if !marked => expected(text, value, "a plain value"),
        _ => Ok(scanned.end),
    }
}
