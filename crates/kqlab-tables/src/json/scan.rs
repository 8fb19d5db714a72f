//! A strict scanner for JSON text (RFC 8259): finds where a value ends and what it is, and builds nothing.
//!
//! It never recurses: nesting is counted, so no input can overflow the stack. It does not check UTF-8; callers do.

/// How deep a value may nest, the row's own object included. `serde_json`, which reads dynamic cells, stops at 128.
pub(crate) const MAX_DEPTH: u32 = 100;

/// What a value is, as far as its text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    False,
    True,
    /// Text without quotes and escapes: a cell of separated values. The scanner itself never finds it.
    Bare,
    /// A number without fraction and exponent.
    Int,
    /// Any other number.
    Real,
    /// A string; `escaped` when a backslash stands in it.
    Text {
        escaped: bool,
    },
    /// An array or object.
    Nested {
        object: bool,
        /// A `\u` escape of a surrogate stands somewhere in it.
        surrogates: bool,
    },
}

/// A value's kind and the position after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scanned {
    pub(crate) kind: Kind,
    pub(crate) end: usize,
}

/// Why the text is no JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: What,
}

/// What a [`Fault`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The text ends inside a value.
    End,
    /// Something else was expected here.
    Expected(&'static str),
    /// A control character stands unescaped in a string.
    Control,
    /// A backslash that starts no escape.
    Escape,
    /// Deeper than [`MAX_DEPTH`].
    TooDeep,
}

type Result<T> = std::result::Result<T, Fault>;

fn fault<T>(at: usize, what: What) -> Result<T> {
    Err(Fault { at, what })
}

/// The fault of a missing `what`: the end of the text, or another character.
pub(crate) fn expected<T>(text: &[u8], at: usize, what: &'static str) -> Result<T> {
    fault(at, if at >= text.len() { What::End } else { What::Expected(what) })
}

/// The position of the next character that is no white space.
#[inline]
pub(crate) fn skip_space(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
    }
    at
}

/// The value that starts at `at`.
#[inline]
pub(crate) fn value(text: &[u8], at: usize) -> Result<Scanned> {
    match text.get(at) {
        Some(b'"') => {
            let string = string(text, at)?;
            Ok(Scanned { kind: Kind::Text { escaped: string.escaped }, end: string.end })
        }
        Some(b'{' | b'[') => nested(text, at),
        _ => plain(text, at),
    }
}

/// A number or a literal.
fn plain(text: &[u8], at: usize) -> Result<Scanned> {
    match text.get(at) {
        Some(b'-' | b'0'..=b'9') => number(text, at),
        Some(b't') => literal(text, at, b"true", Kind::True),
        Some(b'f') => literal(text, at, b"false", Kind::False),
        Some(b'n') => literal(text, at, b"null", Kind::Null),
        _ => expected(text, at, "a value"),
    }
}

fn literal(text: &[u8], at: usize, word: &'static [u8], kind: Kind) -> Result<Scanned> {
    let rest = &text[at..];
    if rest.starts_with(word) {
        Ok(Scanned { kind, end: at + word.len() })
    } else if word.starts_with(rest) {
        fault(text.len(), What::End)
    } else {
        fault(at, What::Expected("a value"))
    }
}

fn number(text: &[u8], start: usize) -> Result<Scanned> {
    let digits = |mut at: usize| {
        while let Some(b'0'..=b'9') = text.get(at) {
            at += 1;
        }
        at
    };
    let some_digits = |at: usize| match digits(at) {
        end if end == at => expected(text, at, "a digit"),
        end => Ok(end),
    };
    let mut at = start + usize::from(text[start] == b'-');
    let mut kind = Kind::Int;
    at = if text.get(at) == Some(&b'0') { at + 1 } else { some_digits(at)? };
    if text.get(at) == Some(&b'.') {
        kind = Kind::Real;
        at = some_digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        kind = Kind::Real;
        at += 1;
        at += usize::from(matches!(text.get(at), Some(b'+' | b'-')));
        at = some_digits(at)?;
    }
    Ok(Scanned { kind, end: at })
}

/// The position after the closing quote of the string whose opening quote is before `at`, if nothing is escaped in it.
#[inline]
pub(crate) fn plain_string(text: &[u8], at: usize) -> Option<usize> {
    let end = special(text, at);
    (text.get(end) == Some(&b'"')).then_some(end + 1)
}

/// A string's end and what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Str {
    /// The position after the closing quote.
    pub(crate) end: usize,
    pub(crate) escaped: bool,
    pub(crate) surrogates: bool,
}

/// The string whose opening quote is at `at`.
#[inline]
pub(crate) fn string(text: &[u8], at: usize) -> Result<Str> {
    let end = special(text, at + 1);
    match text.get(end) {
        Some(b'"') => Ok(Str { end: end + 1, escaped: false, surrogates: false }),
        Some(b'\\') => escaped_string(text, end),
        Some(_) => fault(end, What::Control),
        None => fault(end, What::End),
    }
}

/// The rest of a string from its first backslash on.
fn escaped_string(text: &[u8], mut at: usize) -> Result<Str> {
    let mut surrogates = false;
    loop {
        match text.get(at) {
            Some(b'"') => return Ok(Str { end: at + 1, escaped: true, surrogates }),
            Some(b'\\') => match text.get(at + 1) {
                Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => at += 2,
                Some(b'u') => {
                    surrogates |= hex(text, at + 2)? >> 11 == 0x1b;
                    at += 6;
                }
                Some(_) => return fault(at, What::Escape),
                None => return fault(text.len(), What::End),
            },
            Some(_) => return fault(at, What::Control),
            None => return fault(at, What::End),
        }
        at = special(text, at);
    }
}

/// The four hexadecimal digits of a `\u` escape.
pub(crate) fn hex(text: &[u8], at: usize) -> Result<u16> {
    let mut code = 0;
    for offset in 0..4 {
        let Some(byte) = text.get(at + offset) else { return fault(text.len(), What::End) };
        let Some(digit) = char::from(*byte).to_digit(16) else {
            return fault(at - 2, What::Escape);
        };
        code = code << 4 | digit as u16;
    }
    Ok(code)
}

/// The next quote, backslash or control character, or the end of the text.
#[inline]
fn special(text: &[u8], mut at: usize) -> usize {
    while let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        match special_of(bytes) {
            Some(found) => return at + found,
            None => at += 16,
        }
    }
    while let Some(byte) = text.get(at) {
        if is_special(*byte) {
            break;
        }
        at += 1;
    }
    at
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..0x20)
}

/// The first such character of sixteen, all looked at in a step.
#[cfg(target_arch = "x86_64")]
#[inline]
fn special_of(bytes: &[u8; 16]) -> Option<usize> {
    #[expect(unsafe_code, reason = "every x86-64 processor has SSE2")]
    unsafe {
        special_of_vector(bytes)
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
#[inline]
fn special_of_vector(bytes: &[u8; 16]) -> Option<usize> {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8,
    };
    let [low, high] = halves(bytes).map(u64::cast_signed);
    let text = _mm_set_epi64x(high, low);
    let control = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(0x1f)), text);
    let quote = _mm_cmpeq_epi8(text, _mm_set1_epi8(0x22));
    let backslash = _mm_cmpeq_epi8(text, _mm_set1_epi8(0x5c));
    let hits = _mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, backslash)));
    (hits != 0).then(|| hits.trailing_zeros() as usize)
}

/// The first such character of sixteen, eight looked at in a step: the lowest flagged byte of each test is exact, higher
/// ones may be carries.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn special_of(bytes: &[u8; 16]) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = LOW << 7;
    let zero = |x: u64| x.wrapping_sub(LOW) & !x;
    halves(bytes).into_iter().enumerate().find_map(|(half, x)| {
        let control = x.wrapping_sub(LOW * 0x20) & !x;
        let hits = (control | zero(x ^ (LOW * 0x22)) | zero(x ^ (LOW * 0x5c))) & HIGH;
        (hits != 0).then(|| half * 8 + (hits.trailing_zeros() / 8) as usize)
    })
}

/// The two halves, their first byte the lowest.
#[inline]
fn halves(bytes: &[u8; 16]) -> [u64; 2] {
    let whole = u128::from_le_bytes(*bytes);
    [whole as u64, (whole >> 64) as u64]
}

/// The array or object that starts at `at`.
fn nested(text: &[u8], start: usize) -> Result<Scanned> {
    let object = text[start] == b'{';
    let mut surrogates = false;
    let mut open = Open::default();
    let mut at = start;
    loop {
        let byte = text.get(at).copied().unwrap_or_default();
        at = match byte {
            b'"' => {
                let string = string(text, at)?;
                surrogates |= string.surrogates;
                string.end
            }
            b'{' | b'[' => {
                let inside = skip_space(text, at + 1);
                open.push(byte == b'{', at)?;
                if text.get(inside) == Some(&open.closer()) {
                    open.pop();
                    inside + 1
                } else {
                    at = open.enter(text, inside, &mut surrogates)?;
                    continue;
                }
            }
            _ => plain(text, at)?.end,
        };
        loop {
            if open.depth == 0 {
                return Ok(Scanned { kind: Kind::Nested { object, surrogates }, end: at });
            }
            at = skip_space(text, at);
            match text.get(at) {
                Some(b',') => {
                    at = open.enter(text, skip_space(text, at + 1), &mut surrogates)?;
                    break;
                }
                Some(byte) if *byte == open.closer() => {
                    open.pop();
                    at += 1;
                }
                _ if open.object() => return expected(text, at, "',' or '}'"),
                _ => return expected(text, at, "',' or ']'"),
            }
        }
    }
}

/// The brackets that are open: a bit each, set for objects.
#[derive(Default)]
struct Open {
    objects: u128,
    depth: u32,
}

impl Open {
    fn push(&mut self, object: bool, at: usize) -> Result<()> {
        // The row itself is one level.
        if self.depth + 1 >= MAX_DEPTH {
            return fault(at, What::TooDeep);
        }
        self.objects = self.objects << 1 | u128::from(object);
        self.depth += 1;
        Ok(())
    }

    fn pop(&mut self) {
        self.objects >>= 1;
        self.depth -= 1;
    }

    fn object(&self) -> bool {
        self.objects & 1 == 1
    }

    fn closer(&self) -> u8 {
        if self.object() { b'}' } else { b']' }
    }

    /// Where the next value starts: in an object after its key.
    fn enter(&self, text: &[u8], at: usize, surrogates: &mut bool) -> Result<usize> {
        if !self.object() {
            return Ok(at);
        }
        let key = key(text, at)?;
        *surrogates |= key.surrogates;
        colon(text, key.end)
    }
}

/// The key that starts at `at`.
#[inline]
pub(crate) fn key(text: &[u8], at: usize) -> Result<Str> {
    if text.get(at) == Some(&b'"') {
        string(text, at)
    } else {
        expected(text, at, "a key in quotes")
    }
}

/// The start of the value after a key that ends at `at`.
#[inline]
pub(crate) fn colon(text: &[u8], at: usize) -> Result<usize> {
    let at = skip_space(text, at);
    if text.get(at) == Some(&b':') {
        Ok(skip_space(text, at + 1))
    } else {
        expected(text, at, "':'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Option<Kind> {
        let scanned = value(text.as_bytes(), 0).ok()?;
        (scanned.end == text.len()).then_some(scanned.kind)
    }

    #[test]
    fn kinds() {
        assert_eq!(whole("null"), Some(Kind::Null));
        assert_eq!(whole("-0"), Some(Kind::Int));
        assert_eq!(whole("12e3"), Some(Kind::Real));
        assert_eq!(whole("1.5"), Some(Kind::Real));
        assert_eq!(whole(r#""a""#), Some(Kind::Text { escaped: false }));
        assert_eq!(whole(r#""a\n0123456789""#), Some(Kind::Text { escaped: true }));
        let object = |surrogates| Some(Kind::Nested { object: true, surrogates });
        assert_eq!(whole(r#"{"a":[1,{}],"b":"\u0041"}"#), object(false));
        assert_eq!(whole(r#"{"a":"\ud83d\ude00"}"#), object(true));
        assert_eq!(whole(r#"{"\udc00":1}"#), object(true));
    }

    /// serde_json agrees on what is JSON, for every mutation of a sample by one byte.
    #[test]
    fn agrees_with_serde_json() {
        let sample = br#"{"a" : [1, -2.5e+7,true ,null],"b\"\u00e9":{"c":"x\\y","d":[[],{}],"long string, plain":0}}"#;
        let bytes = b"{}[]\",:\\u0aeE+-. \n\x01\x7ftn9";
        for at in 0..sample.len() {
            for byte in bytes {
                let mut text = sample.to_vec();
                text[at] = *byte;
                let ours = value(&text, 0).is_ok_and(|v| skip_space(&text, v.end) == text.len());
                let theirs = serde_json::from_slice::<serde::de::IgnoredAny>(&text).is_ok();
                assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&text));
            }
            let cut = value(&sample[..at], 0).expect_err("a prefix is no value");
            assert_eq!(cut.what, What::End, "{}", String::from_utf8_lossy(&sample[..at]));
        }
    }

    /// Every byte at every place, before and after other bytes.
    #[test]
    fn special_characters_are_found_wherever_they_stand() {
        for length in 0..40 {
            for at in 0..length {
                for byte in 0..=u8::MAX {
                    let mut text = vec![b'x'; length];
                    text[at] = byte;
                    let expected = if is_special(byte) { at } else { length };
                    assert_eq!(special(&text, 0), expected, "{byte} at {at} of {length}");
                }
            }
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(whole(&nested(MAX_DEPTH as usize - 1)).is_some());
        let deep = nested(100_000);
        assert_eq!(value(deep.as_bytes(), 0).map_err(|f| f.what), Err(What::TooDeep));
        serde_json::from_str::<serde_json::Value>(&nested(MAX_DEPTH as usize))
            .expect("within serde_json's limit");
    }
}
