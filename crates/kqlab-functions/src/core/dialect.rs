//! Kusto's regexes (regex.md): the dialect is that of Rust's own, with octal escapes. Patterns from the time of RE2 that this
//! dialect refuses are rewritten.

use std::iter::Peekable;
use std::str::Chars;

use regex::{Regex, RegexBuilder};

use super::EvalError;

/// The largest program a pattern may become, in bytes.
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// The compiled pattern.
pub(super) fn compile(pattern: &str) -> Result<Regex, EvalError> {
    let build =
        |pattern: &str| RegexBuilder::new(pattern).octal(true).size_limit(SIZE_LIMIT).build();
    build(pattern).or_else(|error| {
        let rewritten = rewrite(pattern);
        let second = if rewritten == pattern { None } else { build(&rewritten).ok() };
        second.ok_or_else(|| refusal(pattern, &error))
    })
}

fn refusal(pattern: &str, error: &regex::Error) -> EvalError {
    let text = error.to_string();
    let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
    let error = EvalError::argument(format!("'{pattern}' is not a regular expression: {reason}"));
    if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| pattern.contains(look)) {
        return error.with_hint("Kusto's regular expressions have no lookaround");
    }
    error
}

/// The pattern as this dialect spells it: `\Q..\E` quoted, a bare `{` and a `[` within a class escaped.
fn rewrite(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut class = false;
    while let Some(char) = chars.next() {
        match char {
            '\\' if !class && chars.peek() == Some(&'Q') => quote(&mut chars, &mut out),
            '\\' => {
                out.push('\\');
                out.extend(chars.next());
            }
            '[' if class && chars.peek() != Some(&':') => out.push_str("\\["),
            '[' if !class => {
                class = true;
                out.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
                if chars.next_if_eq(&']').is_some() {
                    out.push_str("\\]");
                }
            }
            '[' => {
                out.push('[');
                for char in chars.by_ref() {
                    out.push(char);
                    if char == ']' {
                        break;
                    }
                }
            }
            ']' if class => {
                class = false;
                out.push(']');
            }
            '{' if !class && !is_count(chars.clone()) => out.push_str("\\{"),
            char => out.push(char),
        }
    }
    out
}

/// The pattern with its named groups made plain ones, so that it may stand twice in another.
#[must_use]
pub fn unnamed(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(char) = rest.chars().next() {
        let name = ["(?P<", "(?<"].iter().find_map(|start| rest.strip_prefix(start));
        let end =
            name.filter(|name| !name.starts_with(['=', '!'])).and_then(|name| name.split_once('>'));
        if let Some((_, after)) = end {
            out.push('(');
            rest = after;
            continue;
        }
        let taken = match char {
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            char => char.len_utf8(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// After `\Q`: everything to `\E` stands for itself.
fn quote(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    chars.next();
    let mut quoted = String::new();
    while let Some(char) = chars.next() {
        if char == '\\' && chars.next_if_eq(&'E').is_some() {
            break;
        }
        quoted.push(char);
    }
    out.push_str(&regex::escape(&quoted));
}

/// Whether what follows a brace is a count: `2}`, `2,}`, `2,3}`.
fn is_count(chars: Peekable<Chars<'_>>) -> bool {
    let inside: String = chars.clone().take_while(|char| *char != '}').collect();
    let closed = chars.clone().any(|char| char == '}');
    let (least, most) = inside.split_once(',').unwrap_or((&inside, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    closed && !least.is_empty() && digits(least) && digits(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        compile(pattern).is_ok_and(|regex| regex.is_match(text))
    }

    /// regex.md, and what RE2 took beyond it.
    #[test]
    fn dialect() {
        let cases = [
            (r"^\d+$", "٣", true),
            (r"\101", "A", true),
            (r"^[a-y&&xyz]+$", "xy", true),
            (r"^\Qa.b\E$", "a.b", true),
            (r"^\Qa.b\E$", "axb", false),
            (r"^{x}$", "{x}", true),
            (r"^a{,2}$", "a{,2}", true),
            (r"^a{2}$", "aa", true),
            (r"^[[]$", "[", true),
            (r"^[[:alpha:][]+$", "a[", true),
            (r"(?<w>x)", "x", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn refusals() {
        for pattern in ["(", "a(?=b)", "[", "*"] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
        assert!(compile("a(?=b)").is_err_and(|error| error.hint.is_some()));
    }
}
