//! Where string literals end. Their values are for `crate::literal`.

/// The length of a string literal, and what its end lacks.
pub(super) struct Scanned {
    pub(super) length: usize,
    pub(super) lacks: Option<&'static str>,
}

/// The string that `text` begins with: `"..."`, `'...'`, `@"..."`, three backticks or tildes; an `h` or `H`
/// may stand before each. `None` if there is none.
pub(super) fn string(text: &str) -> Option<Scanned> {
    let bytes = text.as_bytes();
    let mut at = usize::from(matches!(bytes.first(), Some(b'h' | b'H')));
    let verbatim = bytes.get(at) == Some(&b'@');
    at += usize::from(verbatim);
    let (length, lacks) = match bytes.get(at)? {
        b'"' => quoted(&text[at + 1..], b'"', "\"", verbatim),
        b'\'' => quoted(&text[at + 1..], b'\'', "'", verbatim),
        b'`' | b'~' => {
            let fence = ["```", "~~~"].into_iter().find(|fence| text[at..].starts_with(fence))?;
            let (length, lacks) = fenced(&text[at + 3..], fence);
            (length + 2, lacks)
        }
        _ => return None,
    };
    Some(Scanned { length: at + 1 + length, lacks })
}

fn fenced(text: &str, fence: &'static str) -> (usize, Option<&'static str>) {
    match text.find(fence) {
        Some(at) => (at + fence.len(), None),
        None => (text.len(), Some(fence)),
    }
}

/// A quoted string ends at its quote, at the line's end, or before a `\` that begins no escape.
fn quoted(
    text: &str,
    quote: u8,
    name: &'static str,
    verbatim: bool,
) -> (usize, Option<&'static str>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if !verbatim => match escape(&bytes[at..]) {
                Some(length) => at += length,
                None => break,
            },
            _ if byte == quote => {
                if verbatim && bytes.get(at + 1) == Some(&quote) {
                    at += 2;
                } else {
                    return (at + 1, None);
                }
            }
            b'\r' | b'\n' => break,
            _ => at += 1,
        }
    }
    (at, Some(name))
}

/// The length of the escape that begins with this backslash.
pub(crate) fn escape(bytes: &[u8]) -> Option<usize> {
    let hex = |count: usize| {
        let digits = bytes.get(2..2 + count)?;
        digits.iter().all(u8::is_ascii_hexdigit).then_some(2 + count)
    };
    match bytes.get(1)? {
        b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' => Some(2),
        b'u' => hex(4),
        b'U' => hex(8),
        b'x' => hex(2),
        b'0'..=b'7' => {
            let is_octal = |at: usize| matches!(bytes.get(at), Some(b'0'..=b'7'));
            Some(match (is_octal(2), is_octal(3) && bytes[1] <= b'3') {
                (true, true) => 4,
                (true, false) => 3,
                (false, _) => 2,
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> Option<(usize, Option<&'static str>)> {
        string(text).map(|s| (s.length, s.lacks))
    }

    #[test]
    fn forms() {
        assert_eq!(scan(r#""a\"b" c"#), Some((6, None)));
        assert_eq!(scan(r#"@"a\" c"#), Some((5, None)));
        assert_eq!(scan(r#"@"a""b" c"#), Some((7, None)));
        assert_eq!(scan("h@'a' c"), Some((5, None)));
        assert_eq!(scan("```a\n'b'``` c"), Some((11, None)));
        assert_eq!(scan("~~~a~~~"), Some((7, None)));
        assert_eq!(scan("`a`"), None);
        assert_eq!(scan("hx"), None);
    }

    #[test]
    fn unclosed() {
        assert_eq!(scan("\"ab\nc"), Some((3, Some("\""))));
        assert_eq!(scan("'ab"), Some((3, Some("'"))));
        assert_eq!(scan("```ab"), Some((5, Some("```"))));
        assert_eq!(scan(r#""a\qb""#), Some((2, Some("\""))), "an unknown escape ends the string");
    }
}
