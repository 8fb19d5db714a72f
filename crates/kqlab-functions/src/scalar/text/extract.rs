//! Functions that take a text apart by regex or delimiter.

use kqlab_columns::{Builder, Column};
use kqlab_plan::{FnDef, ResultName, Returns};

use crate::core::{
    DYNAMIC, Dyn, Dynamic, Long, Prepared, Read, SCALAR, STRING, Str, Text, array, eg, integer,
    long, scalar, sig, string, type_of,
};
use crate::{Call, EvalError, ScalarFn};
use regex::Regex;
use serde_json::Value as JsonValue;

use crate::cast;
use crate::core::Ref;
use crate::json;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "extract",
            overloads: &[
                sig(&[string("regex").constant(), long("captureGroup"), string("source")], STRING),
                sig(
                    &[
                        string("regex").constant(),
                        long("captureGroup"),
                        string("source"),
                        type_of("typeLiteral").constant(),
                    ],
                    Returns::Last,
                ),
            ],
            doc: "Returns what a group of a regex matched, 0 being the whole match, as a text or as the given type.",
            page: "extract-function",
            examples: &[
                eg(r#"extract("x=([0-9.]+)", 1, "hello x=45.6|wo")"#, r#""45.6""#),
                eg(r#"extract("x=([0-9.]+)", 1, "hello x=45.6|wo", typeof(real))"#, "45.6"),
                eg(r#"extract("x", 0, "abc")"#, r#""""#),
                eg(r#"extract(@"-(\d{2})-", 1, "15-12-2024", typeof(int))"#, "int(12)"),
            ],
            ..SCALAR
        },
        kernel: Some(extract),
    },
    ScalarFn {
        def: FnDef {
            name: "extractall",
            overloads: &[
                sig(&[string("regex").constant(), string("source")], DYNAMIC),
                sig(
                    &[string("regex").constant(), array("captureGroups"), string("source")],
                    DYNAMIC,
                ),
            ],
            doc: "Returns what the groups of a regex matched, for all its matches: an array, of arrays where there are several groups.",
            page: "extract-all-function",
            replaced_by: Some("extract_all"),
            examples: &[
                eg(
                    r#"extractall(@"(\d+)", "a set of numbers: 123, 567 and 789")"#,
                    r#"dynamic(["123", "567", "789"])"#,
                ),
                eg(
                    r#"extractall(@"(\w)(\w+)(\w)", dynamic([1, 3]), "82b8be2d-dfa7")"#,
                    r#"dynamic([["8", "d"], ["d", "7"]])"#,
                ),
                eg(
                    r#"extractall(@"(?P<first>\w)(\w+)", dynamic(["first"]), "ab cd")"#,
                    r#"dynamic(["a", "c"])"#,
                ),
                eg(r#"extractall("(x)", "abc")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(extract_all),
    },
    ScalarFn {
        def: FnDef {
            name: "extract_all",
            overloads: &[
                sig(&[string("regex").constant(), string("source")], DYNAMIC),
                sig(
                    &[string("regex").constant(), array("captureGroups"), string("source")],
                    DYNAMIC,
                ),
            ],
            doc: "Returns what the groups of a regex matched, for all its matches: an array, of arrays where there are several groups.",
            page: "extract-all-function",
            examples: &[
                eg(
                    r#"extract_all(@"(\d+)", "a set of numbers: 123, 567 and 789")"#,
                    r#"dynamic(["123", "567", "789"])"#,
                ),
                eg(
                    r#"extract_all(@"(\w)(\w+)(\w)", dynamic([1, 3]), "82b8be2d-dfa7")"#,
                    r#"dynamic([["8", "d"], ["d", "7"]])"#,
                ),
                eg(
                    r#"extract_all(@"(?P<first>\w)(\w+)", dynamic(["first"]), "ab cd")"#,
                    r#"dynamic(["a", "c"])"#,
                ),
                eg(r#"extract_all("(x)", "abc")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(extract_all),
    },
    ScalarFn {
        def: FnDef {
            name: "split",
            overloads: &[sig(
                &[scalar("source"), string("delimiter"), integer("requestedIndex").optional()],
                DYNAMIC,
            )],
            result_name: ResultName::FirstArgument,
            doc: "Splits a text at a delimiter into an array; with an index the array has that part alone.",
            page: "split-function",
            examples: &[
                eg(r#"split("aa_bb", "_")"#, r#"dynamic(["aa", "bb"])"#),
                eg(r#"split("aaa_bbb_ccc", "_", 1)"#, r#"dynamic(["bbb"])"#),
                eg(r#"split("", "_")"#, r#"dynamic([""])"#),
                eg(r#"split("a__b", "_")"#, r#"dynamic(["a", "", "b"])"#),
                eg(r#"split("aabbcc", "bb")"#, r#"dynamic(["aa", "cc"])"#),
            ],
            ..SCALAR
        },
        kernel: Some(split),
    },
];

/// No match, and a group that took no part in it, is null; of a string the empty text.
fn extract(call: &Call<'_>) -> Result<Column, EvalError> {
    let (patterns, texts) = (Text::open(&call.args[0]), Text::open(&call.args[2]));
    let groups = Long::open(&call.args[1]);
    let mut regexes = Prepared::default();
    let mut column = Builder::with_capacity(call.returns, call.rows);
    for row in 0..call.rows {
        let (Some(pattern), Some(group), Some(text)) =
            (Text::get(&patterns, row), Long::get(&groups, row), Text::get(&texts, row))
        else {
            column.push_null();
            continue;
        };
        let regex = regexes.get(pattern, |pattern| call.cx.regex(pattern))?;
        match usize::try_from(group).ok().and_then(|group| matched(regex, text, group)) {
            Some(text) => cast::push(Ref::String(text), call.returns, &mut column),
            None => column.push_null(),
        }
    }
    Ok(column.finish())
}

fn matched<'a>(regex: &Regex, text: &'a str, group: usize) -> Option<&'a str> {
    match group {
        0 => regex.find(text).map(|found| found.as_str()),
        group => regex.captures(text)?.get(group).map(|found| found.as_str()),
    }
}

/// The most groups of a regex that `extract_all` takes.
const MOST_GROUPS: usize = 16;

fn extract_all(call: &Call<'_>) -> Result<Column, EvalError> {
    let last = call.args.len() - 1;
    let (patterns, texts) = (Text::open(&call.args[0]), Text::open(&call.args[last]));
    let wanted = (last == 2).then(|| Dyn::open(&call.args[1]));
    let mut regexes = Prepared::default();
    let mut buffer = String::new();
    call.rows(|row| {
        let Some((pattern, text)) = Text::get(&patterns, row).zip(Text::get(&texts, row)) else {
            return Ok(None);
        };
        let regex = regexes.get(pattern, |pattern| call.cx.regex(pattern))?;
        let groups = groups(regex, wanted.as_ref().and_then(|wanted| Dyn::get(wanted, row)))?;
        buffer.clear();
        write_matches(regex, &groups, text, &mut buffer);
        Ok((!buffer.is_empty()).then(|| buffer.clone()))
    })
}

/// The groups that are asked for, by number or name. Numbers out of range do not count; if none is left all groups are meant (measured).
fn groups(regex: &Regex, wanted: Option<Dynamic<'_>>) -> Result<Vec<usize>, EvalError> {
    let count = regex.captures_len() - 1;
    if !(1..=MOST_GROUPS).contains(&count) {
        let message = format!(
            "a regular expression of 1 to {MOST_GROUPS} groups is expected, it has {count}"
        );
        return Err(EvalError::argument(message));
    }
    let mut groups = Vec::new();
    if let Some(wanted) = wanted {
        for group in wanted.value().as_array().into_iter().flatten() {
            groups.extend(group_number(regex, group)?.filter(|group| (1..=count).contains(group)));
        }
    }
    Ok(if groups.is_empty() { (1..=count).collect() } else { groups })
}

fn group_number(regex: &Regex, group: &JsonValue) -> Result<Option<usize>, EvalError> {
    match group {
        JsonValue::Number(number) => {
            Ok(number.as_u64().and_then(|number| usize::try_from(number).ok()))
        }
        JsonValue::String(name) => {
            let named = regex.capture_names().position(|known| known == Some(name));
            let error =
                || EvalError::argument(format!("the regular expression has no group '{name}'"));
            named.map(Some).ok_or_else(error)
        }
        other => Err(EvalError::argument(format!("a group is a number or a name, not {other}"))),
    }
}

/// Writes the JSON of all matches; nothing if there is none.
fn write_matches(regex: &Regex, groups: &[usize], text: &str, out: &mut String) {
    for found in regex.captures_iter(text) {
        out.push(if out.is_empty() { '[' } else { ',' });
        let texts = groups.iter().map(|group| found.get(*group).map_or("", |group| group.as_str()));
        match groups {
            [_] => texts.for_each(|text| json::push_quoted(text, out)),
            _ => write_array(texts, out),
        }
    }
    if !out.is_empty() {
        out.push(']');
    }
}

fn write_array<'a>(texts: impl IntoIterator<Item = &'a str>, out: &mut String) {
    out.push('[');
    for (position, text) in texts.into_iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        json::push_quoted(text, out);
    }
    out.push(']');
}

/// An empty delimiter does not split; an index that does not exist gives an empty array.
fn split(call: &Call<'_>) -> Result<Column, EvalError> {
    let (texts, delimiters) = (Str::open(&call.args[0]), Text::open(&call.args[1]));
    let indexes = call.args.get(2).map(Long::open);
    let mut column = Builder::with_capacity(call.returns, call.rows);
    let mut buffer = String::new();
    for row in 0..call.rows {
        let Some((text, delimiter)) = Str::get(&texts, row).zip(Text::get(&delimiters, row)) else {
            column.push_null();
            continue;
        };
        let parts: Vec<&str> =
            if delimiter.is_empty() { vec![&text] } else { text.split(delimiter).collect() };
        let parts = match indexes.as_ref().map(|indexes| Long::get(indexes, row)) {
            None => parts.as_slice(),
            Some(index) => {
                let index = index.and_then(|index| usize::try_from(index).ok());
                index.and_then(|index| parts.get(index..=index)).unwrap_or_default()
            }
        };
        buffer.clear();
        write_array(parts.iter().copied(), &mut buffer);
        column.push_text(&buffer);
    }
    Ok(column.finish())
}
