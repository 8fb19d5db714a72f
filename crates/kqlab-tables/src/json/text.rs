//! What a JSON string or value says: escapes undone, surrogates mended, white space dropped.
//!
//! All input has passed the scanner, so escapes are whole.

use memchr::memchr;

use super::scan;

/// Appends what the inside of a JSON string says. A surrogate without its half becomes U+FFFD, as UTF-8 cannot hold it.
pub(crate) fn unescape(inside: &str, out: &mut String) {
    let mut rest = inside;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (char, len) = escape(&rest[at..]);
        out.push(char);
        rest = &rest[at + len..];
    }
    out.push_str(rest);
}

/// The character of the escape that `text` begins with, and the escape's length.
fn escape(text: &str) -> (char, usize) {
    let char = match text.as_bytes()[1] {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text.as_bytes()),
        other => char::from(other),
    };
    (char, 2)
}

/// A `\u` escape, or a pair of them.
fn unicode(text: &[u8]) -> (char, usize) {
    let code = |at: usize| scan::hex(text, at).expect("invariant: a scanned escape");
    let first = code(2);
    if first >> 10 == 0x36 && text[6..].starts_with(b"\\u") {
        let pair = [first, code(8)];
        if let Some(Ok(char)) = char::decode_utf16(pair).next() {
            return (char, 12);
        }
    }
    (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// The same JSON text with each surrogate that lacks its half as U+FFFD: readers of JSON refuse them.
pub(crate) fn mend_surrogates(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        let (char, len) = escape(&rest[at..]);
        out.push_str(&rest[..at]);
        let source = &rest[at..at + len];
        let lone = char == char::REPLACEMENT_CHARACTER;
        out.push_str(if lone { "\u{fffd}" } else { source });
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    out
}

/// Appends the JSON text without white space between its tokens.
pub(crate) fn compact(json: &str, out: &mut String) {
    let bytes = json.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at = match bytes[at] {
            b' ' | b'\n' | b'\r' | b'\t' => {
                at = scan::skip_space(bytes, at);
                continue;
            }
            b'"' => scan::string(bytes, at).expect("invariant: scanned JSON").end,
            _ => at + 1,
        };
        out.push_str(&json[start..at]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(inside: &str) -> String {
        let mut out = String::new();
        unescape(inside, &mut out);
        out
    }

    #[test]
    fn escapes() {
        assert_eq!(unescaped(r#"a\"\\\/\b\f\n\r\t\u00e9"#), "a\"\\/\u{8}\u{c}\n\r\té");
        assert_eq!(unescaped(r"\ud83d\ude00!"), "😀!");
    }

    #[test]
    fn lone_surrogates_are_replaced() {
        assert_eq!(unescaped(r"a\ud800b"), "a\u{fffd}b");
        assert_eq!(unescaped(r"\ud800\ud83d\ude00"), "\u{fffd}😀");
        assert_eq!(unescaped(r"\ude00\u0041"), "\u{fffd}A");
        let mended = mend_surrogates(r#"{"\ud800":"\ud83d\ude00\\ud800"}"#);
        assert_eq!(mended, "{\"\u{fffd}\":\"\\ud83d\\ude00\\\\ud800\"}");
    }

    #[test]
    fn compact_keeps_strings() {
        let mut out = String::new();
        compact("{ \"a b\" :\r\n [ 1 , \"x\\\" y\" , true ] }", &mut out);
        assert_eq!(out, r#"{"a b":[1,"x\" y",true]}"#);
    }
}
