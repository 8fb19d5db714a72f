//! Functions that replace and trim.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{Dyn, Dynamic, Read, SCALAR, STRING, Text, array, eg, sig, string};
use crate::{Call, EvalError, ScalarFn};
use regex::Captures;
use serde_json::Value as JsonValue;

use crate::core::{Prepared, unnamed};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "replace",
            overloads: &[sig(
                &[string("regex").constant(), string("rewrite").constant(), string("source")],
                STRING,
            )],
            doc: "Replaces every match of a regex; the regex comes first, the source last.",
            page: "replace-regex-function",
            replaced_by: Some("replace_regex"),
            examples: &[eg(r#"replace("b", "x", "abc")"#, r#""axc""#)],
            ..SCALAR
        },
        kernel: Some(|call| replace(call, [2, 0, 1])),
    },
    ScalarFn {
        def: FnDef {
            name: "replace_regex",
            overloads: &[sig(
                &[string("source"), string("lookup_regex"), string("rewrite_pattern")],
                STRING,
            )],
            doc: r#"Replaces every match of a regex; `\\1` in the replacement is the first group, `\\0` the match."#,
            page: "replace-regex-function",
            examples: &[
                eg(
                    r#"replace_regex("Number is 1", @'is (\d+)', @'was: \1')"#,
                    r#""Number was: 1""#,
                ),
                eg(r#"replace_regex("abc", "b", @"[\0]")"#, r#""a[b]c""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| replace(call, [0, 1, 2])),
    },
    ScalarFn {
        def: FnDef {
            name: "replace_string",
            overloads: &[sig(&[string("text"), string("lookup"), string("rewrite")], STRING)],
            doc: "Replaces every occurrence of a text.",
            page: "replace-string-function",
            examples: &[
                eg(
                    r#"replace_string("A magic trick can turn a cat into a dog", "cat", "hamster")"#,
                    r#""A magic trick can turn a hamster into a dog""#,
                ),
                eg(r#"replace_string("aaa", "aa", "b")"#, r#""ba""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map3::<Text, Text, Text, _>(replaced)),
    },
    ScalarFn {
        def: FnDef {
            name: "replace_strings",
            overloads: &[sig(&[string("text"), array("lookups"), array("rewrites")], STRING)],
            doc: "Replaces several texts at once; of those that could match at one place the first counts.",
            page: "replace-strings-function",
            examples: &[
                eg(
                    r#"replace_strings("A magic trick can turn a cat into a dog", dynamic(["cat", "dog"]), dynamic(["dog", "pigeon"]))"#,
                    r#""A magic trick can turn a dog into a pigeon""#,
                ),
                eg(
                    r#"replace_strings("This is", dynamic(["is", "This"]), dynamic(["was", "This"]))"#,
                    r#""Thwas was""#,
                ),
                eg(
                    r#"replace_strings("This is", dynamic(["This", "is"]), dynamic([12345, "was"]))"#,
                    r#""This was""#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(replace_strings),
    },
    ScalarFn {
        def: FnDef {
            name: "trim_start",
            overloads: &[sig(&[string("regex").constant(), string("source")], STRING)],
            doc: "Removes one match of a regex from the start.",
            page: "trim-start-function",
            examples: &[
                eg(r#"trim_start(@'[^\w]+', '-  Te st1// $')"#, r#""Te st1// $""#),
                eg(r#"trim_start("a", "aaaa")"#, r#""aaa""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| trim(call, Ends::Start)),
    },
    ScalarFn {
        def: FnDef {
            name: "trim_end",
            overloads: &[sig(&[string("regex").constant(), string("source")], STRING)],
            doc: "Removes one match of a regex from the end.",
            page: "trim-end-function",
            examples: &[
                eg(r#"trim_end("a|x", "bxa")"#, r#""bx""#),
                eg(r#"trim_end("a", "aaaa")"#, r#""aaa""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| trim(call, Ends::End)),
    },
    ScalarFn {
        def: FnDef {
            name: "trim",
            overloads: &[sig(&[string("regex").constant(), string("source")], STRING)],
            doc: "Removes one match of a regex from each end.",
            page: "trim-function",
            examples: &[
                eg(r#"trim("--", "--https://bing.com--")"#, r#""https://bing.com""#),
                eg(r#"trim("a", "aaaa")"#, r#""aa""#),
                eg(r#"trim("a|x", "axbxa")"#, r#""xbx""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| trim(call, Ends::Both)),
    },
];

fn replaced(text: &str, from: &str, to: &str) -> String {
    if from.is_empty() { text.to_owned() } else { text.replace(from, to) }
}

/// A replacement, taken apart.
enum Piece {
    Text(String),
    Group(usize),
}

/// `\0` to `\9` are groups, `\\` a backslash.
fn pieces(replacement: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut chars = replacement.chars().peekable();
    while let Some(char) = chars.next() {
        let escaped = if char == '\\' { chars.peek().copied() } else { None };
        match escaped.and_then(|next| next.to_digit(10)) {
            Some(group) => {
                chars.next();
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Group(group as usize));
            }
            None => {
                if escaped == Some('\\') {
                    chars.next();
                }
                text.push(char);
            }
        }
    }
    pieces.push(Piece::Text(text));
    pieces
}

/// `places` are those of the source, the regex and the replacement.
fn replace(call: &Call<'_>, places: [usize; 3]) -> Result<Column, EvalError> {
    let [sources, patterns, replacements] = places.map(|place| Text::open(&call.args[place]));
    let (mut regexes, mut rewrites) = (Prepared::default(), Prepared::default());
    call.rows(|row| {
        let (Some(source), Some(pattern), Some(replacement)) =
            (Text::get(&sources, row), Text::get(&patterns, row), Text::get(&replacements, row))
        else {
            return Ok(None);
        };
        let regex = regexes.get(pattern, |pattern| call.cx.regex(pattern))?;
        let pieces = rewrites.get(replacement, |replacement| Ok(pieces(replacement)))?;
        let write = |found: &Captures<'_>| {
            let piece = |piece: &Piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Group(group) => {
                    found.get(*group).map(|group| group.as_str().to_owned()).unwrap_or_default()
                }
            };
            pieces.iter().map(piece).collect::<String>()
        };
        Ok(Some(regex.replace_all(source, write).into_owned()))
    })
}

fn replace_strings(call: &Call<'_>) -> Result<Column, EvalError> {
    let texts = Text::open(&call.args[0]);
    let (lookups, rewrites) = (Dyn::open(&call.args[1]), Dyn::open(&call.args[2]));
    let constant = call.constant(1).is_some() && call.constant(2).is_some();
    let mut known = None;
    call.rows(|row| {
        let (Some(text), Some(lookup), Some(rewrite)) =
            (Text::get(&texts, row), Dyn::get(&lookups, row), Dyn::get(&rewrites, row))
        else {
            return Ok(None);
        };
        if known.is_none() || !constant {
            known = Some(Rewriter::new(lookup, rewrite));
        }
        Ok(known.as_ref().map(|rewriter| rewriter.rewrite(text)))
    })
}

/// The texts to look for, with what takes their place; `None` leaves the text as it is, out of reach of the later ones.
struct Rewriter(Vec<(String, Option<String>)>);

impl Rewriter {
    fn new(lookups: Dynamic<'_>, rewrites: Dynamic<'_>) -> Self {
        let (lookups, rewrites) = (lookups.value(), rewrites.value());
        let of = |value: &JsonValue, at: usize| {
            value.get(at).and_then(JsonValue::as_str).map(str::to_owned)
        };
        let count = lookups.as_array().map_or(0, Vec::len);
        let pair = |at| {
            let lookup = of(&lookups, at).filter(|lookup| !lookup.is_empty())?;
            Some((lookup, of(&rewrites, at)))
        };
        Self((0..count).filter_map(pair).collect())
    }

    fn rewrite(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        rewrite(text, &self.0, &mut out);
        out
    }
}

/// The first pair goes over the whole text, the others over what stands between its matches (replace-strings-function).
fn rewrite(text: &str, pairs: &[(String, Option<String>)], out: &mut String) {
    let Some(((lookup, rewritten), rest)) = pairs.split_first() else { return out.push_str(text) };
    for (position, piece) in text.split(lookup.as_str()).enumerate() {
        if position > 0 {
            out.push_str(rewritten.as_ref().unwrap_or(lookup));
        }
        rewrite(piece, rest, out);
    }
}

/// The ends that are trimmed.
#[derive(Clone, Copy)]
enum Ends {
    Start,
    End,
    Both,
}

/// The regex goes into a group that is anchored as a whole, so one match goes at each end (measured).
fn trim(call: &Call<'_>, ends: Ends) -> Result<Column, EvalError> {
    let (patterns, texts) = (Text::open(&call.args[0]), Text::open(&call.args[1]));
    let mut regexes = Prepared::default();
    call.rows(|row| {
        let Some((pattern, text)) = Text::get(&patterns, row).zip(Text::get(&texts, row)) else {
            return Ok(None);
        };
        if pattern.is_empty() {
            return Err(EvalError::argument("the regular expression to trim is empty"));
        }
        let regex = regexes.get(pattern, |pattern| call.cx.regex(&anchored(pattern, ends)))?;
        Ok(Some(regex.replace_all(text, "").into_owned()))
    })
}

fn anchored(pattern: &str, ends: Ends) -> String {
    let pattern = unnamed(pattern);
    match ends {
        Ends::Start => format!("^({pattern})"),
        Ends::End => format!("({pattern})$"),
        Ends::Both => format!("^({pattern})|({pattern})$"),
    }
}
