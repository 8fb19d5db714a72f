//! Functions that look for a text in a text.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Value};

use crate::core::Prepared;
use crate::core::{
    Dyn, Dynamic, LONG, Long, Read, SCALAR, Str, array, eg, integer, scalar, sig, string, text,
};
use crate::json;
use crate::matching::{Needle, Place};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "indexof",
            overloads: &[sig(
                &[
                    scalar("string"),
                    scalar("match"),
                    integer("start").optional(),
                    integer("length").optional(),
                    integer("occurrence").optional().constant(),
                ],
                LONG,
            )],
            doc: "Returns the position of a text in another, counted in characters from 0; -1 if it is not there.",
            page: "indexof-function",
            examples: &[
                eg(r#"indexof("abcdefg", "cde")"#, "2"),
                eg(r#"indexof("abcdefg", "cde", 1, 2)"#, "-1"),
                eg(r#"indexof("abcdefg", "cde", -5)"#, "2"),
                eg("indexof(1234567, 5, 1, 4)", "4"),
                eg(r#"indexof("abcdefgabcdefg", "cde", 1, 10, 2)"#, "9"),
                eg(r#"indexof("abcdefgabcdefg", "cde", 1, -1, 3)"#, "-1"),
            ],
            ..SCALAR
        },
        kernel: Some(indexof),
    },
    ScalarFn {
        def: FnDef {
            name: "indexof_regex",
            overloads: &[sig(
                &[
                    scalar("string"),
                    scalar("match").constant(),
                    integer("start").optional(),
                    integer("length").optional(),
                    integer("occurrence").optional().constant(),
                ],
                LONG,
            )],
            doc: "Returns the position of a match of a regex, counted in characters from 0; -1 if there is none.",
            page: "indexof-regex-function",
            examples: &[
                eg(r#"indexof_regex("abcabc", "a.c")"#, "0"),
                eg(r#"indexof_regex("abcabcdefg", "a.c", 0, 9, 2)"#, "3"),
                eg(r#"indexof_regex("ababaa", "a.a", 0, -1, 2)"#, "-1"),
                eg(r#"indexof_regex("abcabc", "a|ab", -1)"#, "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(indexof_regex),
    },
    ScalarFn {
        def: FnDef {
            name: "countof",
            overloads: &[sig(
                &[string("source"), string("search"), string("kind").optional().constant()],
                LONG,
            )],
            doc: "Counts how often a text occurs in another: plain texts may overlap, matches of a regex do not.",
            page: "countof-function",
            examples: &[
                eg(r#"countof("aaaa", "aa")"#, "3"),
                eg(r#"countof("aaaa", "aa", "regex")"#, "2"),
                eg(r#"countof("ababa", "aba", "regex")"#, "1"),
                eg(r#"countof("abc", "")"#, "0"),
            ],
            ..SCALAR
        },
        kernel: Some(countof),
    },
    ScalarFn {
        def: FnDef {
            name: "has_any_index",
            overloads: &[sig(&[text("source"), array("values")], LONG)],
            doc: "Returns the position in the array of the first term that a text holds; -1 if it holds none.",
            page: "has-any-index-function",
            examples: &[
                eg(r#"has_any_index("this is an example", dynamic(["this", "example"]))"#, "0"),
                eg(r#"has_any_index("this is an example", dynamic(["not", "example"]))"#, "1"),
                eg(r#"has_any_index("this is an example", dynamic(["not", "found"]))"#, "-1"),
                eg(r#"has_any_index("Example number 2", range(1, 3, 1))"#, "1"),
                eg(r#"has_any_index("this is an example", dynamic([]))"#, "-1"),
            ],
            ..SCALAR
        },
        kernel: Some(has_any_index),
    },
];

/// Where a search may look: byte positions within the text.
struct Window {
    from: usize,
    to: usize,
}

/// The optional arguments of both searches: start, length, occurrence.
struct Bounds<'a> {
    start: Option<<Long as Read>::Source<'a>>,
    length: Option<<Long as Read>::Source<'a>>,
    occurrence: Option<<Long as Read>::Source<'a>>,
}

impl<'a> Bounds<'a> {
    fn open(call: &Call<'a>) -> Self {
        let open = |position: usize| call.args.get(position).map(Long::open);
        Self { start: open(2), length: open(3), occurrence: open(4) }
    }

    /// The first character, the length and the occurrence; `None` where an argument is null or out of its range.
    fn at(&self, row: usize, text: &str, from_the_end: bool) -> Option<(usize, i64, usize)> {
        let get = |source: &Option<_>, default: i64| match source {
            Some(source) => Long::get(source, row),
            None => Some(default),
        };
        let (start, length) = (get(&self.start, 0)?, get(&self.length, -1)?);
        let occurrence = usize::try_from(get(&self.occurrence, 1)?).ok()?;
        let start = match usize::try_from(start) {
            Ok(start) => start,
            Err(_) if from_the_end => {
                let back = usize::try_from(start.unsigned_abs()).ok()?;
                text.chars().count().saturating_sub(back)
            }
            Err(_) => return None,
        };
        (length >= -1).then_some((start, length, occurrence))
    }
}

/// So many characters from one on; -1 is all.
fn window(text: &str, start: usize, length: i64) -> Window {
    let mut borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let from = borders.nth(start).unwrap_or(text.len());
    let to = match usize::try_from(length) {
        Err(_) => text.len(),
        Ok(0) => from,
        Ok(length) => borders.nth(length - 1).unwrap_or(text.len()),
    };
    Window { from, to }
}

/// The position in characters of the given occurrence; -1 if there are not so many.
fn position(text: &str, mut found: impl Iterator<Item = usize>, occurrence: usize) -> i64 {
    let at = occurrence.checked_sub(1).and_then(|skipped| found.nth(skipped));
    at.map_or(-1, |at| text[..at].chars().count() as i64)
}

fn indexof(call: &Call<'_>) -> Result<Column, EvalError> {
    let (texts, needles) = (Str::open(&call.args[0]), Str::open(&call.args[1]));
    let bounds = Bounds::open(call);
    call.rows(|row| {
        let Some((text, needle)) = Str::get(&texts, row).zip(Str::get(&needles, row)) else {
            return Ok(None);
        };
        Ok(bounds.at(row, &text, true).map(|bounds| nth(&text, &needle, bounds)))
    })
}

/// The position of an occurrence, -1 without; after each one the length counts anew (the page finds the second `cde` of
/// `indexof("abcdefgabcdefg", "cde", 1, 10, 2)`).
fn nth(text: &str, needle: &str, (mut start, length, occurrence): (usize, i64, usize)) -> i64 {
    let mut found = -1;
    for _ in 0..occurrence {
        let window = window(text, start, length);
        let Some(at) = text[window.from..window.to].find(needle) else { return -1 };
        let position = text[..window.from + at].chars().count();
        found = position as i64;
        start = position + needle.chars().count().max(1);
    }
    found
}

fn indexof_regex(call: &Call<'_>) -> Result<Column, EvalError> {
    let (texts, patterns) = (Str::open(&call.args[0]), Str::open(&call.args[1]));
    let bounds = Bounds::open(call);
    let mut regexes = Prepared::default();
    call.rows(|row| {
        let Some((text, pattern)) = Str::get(&texts, row).zip(Str::get(&patterns, row)) else {
            return Ok(None);
        };
        let regex = regexes.get(&pattern, |pattern| call.cx.regex(pattern))?;
        let Some((start, length, occurrence)) = bounds.at(row, &text, false) else {
            return Ok(None);
        };
        let window = window(&text, start, length);
        let found = regex.find_iter(&text[window.from..window.to]);
        Ok(Some(position(&text, found.map(|found| window.from + found.start()), occurrence)))
    })
}

/// A null text holds nothing; an empty one is found nowhere (measured).
fn countof(call: &Call<'_>) -> Result<Column, EvalError> {
    let (texts, needles) = (Str::open(&call.args[0]), Str::open(&call.args[1]));
    let by_regex = by_regex(call)?;
    let mut regexes = Prepared::default();
    call.rows(|row| {
        let Some((text, needle)) = Str::get(&texts, row).zip(Str::get(&needles, row)) else {
            return Ok(None);
        };
        Ok(Some(match (by_regex, needle.is_empty()) {
            (_, true) => 0,
            (true, _) => {
                let regex = regexes.get(&needle, |pattern| call.cx.regex(pattern))?;
                regex.find_iter(&text).count() as i64
            }
            (false, _) => overlapping(&text, &needle),
        }))
    })
}

fn by_regex(call: &Call<'_>) -> Result<bool, EvalError> {
    let kind = match call.constant(2) {
        Some(Value::String(kind)) => kind,
        _ => return Ok(false),
    };
    match &**kind {
        "regex" => Ok(true),
        "normal" => Ok(false),
        kind => {
            let message = format!("the kind of search is 'normal' or 'regex', not '{kind}'");
            Err(EvalError::argument(message))
        }
    }
}

fn overlapping(text: &str, needle: &str) -> i64 {
    text.char_indices().filter(|(at, _)| text[*at..].starts_with(needle)).count() as i64
}

fn has_any_index(call: &Call<'_>) -> Result<Column, EvalError> {
    let (texts, lists) = (Str::open(&call.args[0]), Dyn::open(&call.args[1]));
    let mut known: Option<Vec<Needle>> = None;
    let constant = call.constant(1).is_some();
    let mut buffer = String::new();
    call.rows(|row| {
        let Some((text, list)) = Str::get(&texts, row).zip(Dyn::get(&lists, row)) else {
            return Ok(None);
        };
        if known.is_none() || !constant {
            known = Some(terms(list));
        }
        let mut terms = known.iter().flatten();
        Ok(Some(terms.position(|term| term.matches(&text, &mut buffer)).map_or(-1, |at| at as i64)))
    })
}

fn terms(list: Dynamic<'_>) -> Vec<Needle> {
    let list = list.value();
    let items = list.as_array().map_or_else(Vec::new, |items| items.iter().collect());
    let term = |item| {
        let mut text = String::new();
        json::write_text(Dynamic::Value(item), &mut text);
        Needle::new(&text, Place::Term { before: true, after: true }, false)
    };
    items.into_iter().map(term).collect()
}
