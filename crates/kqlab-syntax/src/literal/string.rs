//! String literals: quotes taken off, escapes undone.

use crate::ast::StringLiteral;

/// The value of one string token. A token without its end is taken as far as it goes.
pub(crate) fn string_value(text: &str) -> StringLiteral {
    let (obfuscated, text) = match text.strip_prefix(['h', 'H']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (verbatim, text) = match text.strip_prefix('@') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let value = match ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence)) {
        Some(fence) => {
            let inner = &text[fence.len()..];
            inner.strip_suffix(fence).unwrap_or(inner).to_owned()
        }
        None => quoted(text, verbatim),
    };
    StringLiteral { value, obfuscated }
}

fn quoted(text: &str, verbatim: bool) -> String {
    let Some(quote) = text.chars().next() else { return String::new() };
    let inner = &text[quote.len_utf8()..];
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    if verbatim {
        let mut doubled = String::from(quote);
        doubled.push(quote);
        inner.replace(&doubled, quote.encode_utf8(&mut [0; 4]))
    } else if inner.contains('\\') {
        unescaped(inner)
    } else {
        inner.to_owned()
    }
}

/// The lexer has seen to it that every escape is whole. `\u` names UTF-16 units, so that pairs make one
/// character; half a pair becomes the replacement character.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut high = None;
    while let Some(at) = rest.find('\\') {
        if at > 0 {
            flush(&mut out, &mut high);
        }
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (unit, length) = escape(rest);
        rest = &rest[length..];
        push(&mut out, &mut high, unit);
    }
    if !rest.is_empty() {
        flush(&mut out, &mut high);
    }
    out.push_str(rest);
    flush(&mut out, &mut high);
    out
}

/// The code unit or point of the escape at the start, and its length.
fn escape(text: &str) -> (u32, usize) {
    let number = |range: std::ops::Range<usize>, radix| {
        let length = range.end;
        let value = text.get(range).and_then(|digits| u32::from_str_radix(digits, radix).ok());
        (value.unwrap_or(0xFFFD), length)
    };
    match text.as_bytes().get(1) {
        Some(b'a') => (0x07, 2),
        Some(b'b') => (0x08, 2),
        Some(b'f') => (0x0C, 2),
        Some(b'n') => (0x0A, 2),
        Some(b'r') => (0x0D, 2),
        Some(b't') => (0x09, 2),
        Some(b'v') => (0x0B, 2),
        Some(b'u') => number(2..6, 16),
        Some(b'U') => number(2..10, 16),
        Some(b'x') => number(2..4, 16),
        Some(b'0'..=b'7') => {
            let length = crate::lexer::escape_length(text.as_bytes()).unwrap_or(2);
            number(1..length, 8)
        }
        Some(other) => (u32::from(*other), 2),
        None => (u32::from(b'\\'), 1),
    }
}

fn push(out: &mut String, high: &mut Option<u32>, unit: u32) {
    match (*high, unit) {
        (Some(first), 0xDC00..=0xDFFF) => {
            *high = None;
            let point = 0x10000 + ((first - 0xD800) << 10) + (unit - 0xDC00);
            out.push(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        (_, 0xD800..=0xDBFF) => {
            flush(out, high);
            *high = Some(unit);
        }
        _ => {
            flush(out, high);
            out.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}

fn flush(out: &mut String, high: &mut Option<u32>) {
    if high.take().is_some() {
        out.push(char::REPLACEMENT_CHARACTER);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> String {
        string_value(text).value
    }

    /// scalar-data-types/string
    #[test]
    fn forms() {
        assert_eq!(value(r#""a\"b\\c\td""#), "a\"b\\c\td");
        assert_eq!(value(r"'it\'s'"), "it's");
        assert_eq!(value(r#"@"C:\x ""y""""#), r#"C:\x "y""#);
        assert_eq!(value("@'a''b'"), "a'b");
        assert_eq!(value("```a\n'b'\\n```"), "a\n'b'\\n");
        assert_eq!(value("~~~x~~~"), "x");
        assert_eq!(value(r#""Hello\u00A0World""#), "Hello\u{a0}World");
        assert_eq!(value(r#""\x41\101\7\U0001F600""#), "AA\u{7}😀");
        assert_eq!(value(r#""\uD83D\uDE00""#), "😀");
        assert_eq!(value(r#""\uD83Dx""#), "\u{fffd}x");
        assert_eq!(value("\"\""), "");
        assert!(string_value("h'secret'").obfuscated);
        assert_eq!(value("H@'s'"), "s");
    }
}
