//! Functions that make a text of a text: case, reversal, repetition, cutting.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Value};

use crate::core::{Long, Read, SCALAR, STRING, Str, Text, eg, integer, long, scalar, sig, string};
use crate::matching::{fold_into, upper};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "toupper",
            overloads: &[sig(&[scalar("value")], STRING)],
            doc: "Converts a text to upper case.",
            page: "toupper-function",
            examples: &[
                eg(r#"toupper("hÉllo")"#, r#""HÉLLO""#),
                eg(r#"toupper("ß")"#, r#""ß""#),
                eg(r#"toupper("")"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(toupper),
    },
    ScalarFn {
        def: FnDef {
            name: "tolower",
            overloads: &[sig(&[scalar("value")], STRING)],
            doc: "Converts a text to lower case.",
            page: "tolower-function",
            examples: &[
                eg(r#"tolower("HÉllo")"#, r#""héllo""#),
                eg(r#"tolower(dynamic("X"))"#, r#""x""#),
            ],
            ..SCALAR
        },
        kernel: Some(tolower),
    },
    ScalarFn {
        def: FnDef {
            name: "reverse",
            overloads: &[sig(&[scalar("value")], STRING)],
            doc: "Writes the characters of a value from the last to the first.",
            page: "reverse-function",
            examples: &[
                eg(r#"reverse("macrosoft")"#, r#""tfosorcam""#),
                eg("reverse(12345)", r#""54321""#),
                eg("reverse(3h)", r#""00:00:30""#),
            ],
            ..SCALAR
        },
        kernel: Some(reverse),
    },
    ScalarFn {
        def: FnDef {
            name: "substring",
            overloads: &[sig(
                &[scalar("string"), integer("start"), integer("length").optional()],
                STRING,
            )],
            doc: "Takes `length` characters from `start`, counted from 0, a negative start from the end.",
            page: "substring-function",
            examples: &[
                eg(r#"substring("abcdefg", 1, 2)"#, r#""bc""#),
                eg(r#"substring("123456", 1)"#, r#""23456""#),
                eg(r#"substring("abcdefg", -3, 2)"#, r#""ef""#),
                eg(r#"substring("abc", -10)"#, r#""""#),
                eg(r#"substring("abcdefg", 1, -1)"#, r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(substring),
    },
    ScalarFn {
        def: FnDef {
            name: "strrep",
            overloads: &[sig(
                &[scalar("value"), long("multiplier"), scalar("delimiter").optional()],
                STRING,
            )],
            doc: "Repeats a value, at most 1024 times.",
            page: "strrep-function",
            examples: &[
                eg(r#"strrep("ABC", 2)"#, r#""ABCABC""#),
                eg(r#"strrep(123, 3, ".")"#, r#""123.123.123""#),
                eg(r#"strrep(3s, 2, " ")"#, r#""00:00:03 00:00:03""#),
            ],
            ..SCALAR
        },
        kernel: Some(strrep),
    },
    ScalarFn {
        def: FnDef {
            name: "translate",
            overloads: &[sig(
                &[string("searchList"), string("replacementList"), string("source")],
                STRING,
            )],
            doc: "Replaces each character of the first list by the one at its place in the second, whose last one stands for what it lacks.",
            page: "translate-function",
            examples: &[
                eg(r#"translate("abc", "x", "abc")"#, r#""xxx""#),
                eg(r#"translate("abc", "", "ab")"#, r#""""#),
                eg(r#"translate("krasp", "otsku", "spark")"#, r#""kusto""#),
            ],
            ..SCALAR
        },
        kernel: Some(translate),
    },
    ScalarFn {
        def: FnDef {
            name: "regex_quote",
            overloads: &[sig(&[scalar("string")], STRING)],
            doc: "Escapes the characters that mean something in a regex.",
            page: "regex-quote-function",
            examples: &[
                eg(r#"regex_quote("(so$me.Te^xt)")"#, r#"@"\(so\$me\.Te\^xt\)""#),
                eg(r#"regex_quote("abc")"#, r#""abc""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|text| regex::escape(&text))),
    },
];

fn tolower(call: &Call<'_>) -> Result<Column, EvalError> {
    call.text1::<Str>(|text, out| {
        fold_into(&text, out);
        Some(())
    })
}

fn toupper(call: &Call<'_>) -> Result<Column, EvalError> {
    call.text1::<Str>(|text, out| {
        out.extend(text.chars().map(upper));
        Some(())
    })
}

fn reverse(call: &Call<'_>) -> Result<Column, EvalError> {
    call.text1::<Str>(|text, out| {
        out.extend(text.chars().rev());
        Some(())
    })
}

/// A start before the first character gives nothing, a null start or length null (measured).
/// A text cut at a null index is a null text, for which `isnull` holds (measured); kqlab's texts are never null, so a
/// literal null is refused. In a row it gives the empty text, as which Kusto prints it.
fn substring(call: &Call<'_>) -> Result<Column, EvalError> {
    if call.args[1..].iter().any(|arg| matches!(arg.constant(), Some(Value::Null(_)))) {
        let error =
            EvalError::argument("a null index cuts a text to a null, which no text is here");
        return Err(error.with_hint("leave the length out, or give a number"));
    }
    let (texts, starts) = (Str::open(&call.args[0]), Long::open(&call.args[1]));
    let lengths = call.args.get(2).map(Long::open);
    call.rows(|row| {
        let length = match &lengths {
            Some(lengths) => Long::get(lengths, row),
            None => Some(i64::MAX),
        };
        let cells = Str::get(&texts, row).zip(Long::get(&starts, row)).zip(length);
        Ok(cells.map(|((text, start), length)| slice(&text, start, length).to_owned()))
    })
}

fn slice(text: &str, start: i64, length: i64) -> &str {
    let start = match usize::try_from(start) {
        Ok(start) => Some(start),
        Err(_) => usize::try_from(start.unsigned_abs())
            .ok()
            .and_then(|back| text.chars().count().checked_sub(back)),
    };
    let Some(start) = start else { return "" };
    let length = usize::try_from(length).unwrap_or(0);
    let mut borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let Some(from) = borders.nth(start) else { return "" };
    let to = match length {
        0 => from,
        length => borders.nth(length - 1).unwrap_or(text.len()),
    };
    &text[from..to]
}

/// The most repetitions.
const MOST: i64 = 1024;

fn strrep(call: &Call<'_>) -> Result<Column, EvalError> {
    let (texts, times) = (Str::open(&call.args[0]), Long::open(&call.args[1]));
    let delimiters = call.args.get(2).map(Str::open);
    call.rows(|row| {
        let (Some(text), Some(times)) = (Str::get(&texts, row), Long::get(&times, row)) else {
            return Ok(None);
        };
        let delimiter = delimiters.as_ref().and_then(|delimiters| Str::get(delimiters, row));
        let times = usize::try_from(times.clamp(0, MOST)).unwrap_or(0);
        Ok(Some(vec![text.as_ref(); times].join(delimiter.as_deref().unwrap_or_default())))
    })
}

fn translate(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map3::<Text, Text, Text, _>(|search, replacements, source| {
        let search: Vec<char> = search.chars().collect();
        let replacements: Vec<char> = replacements.chars().collect();
        let replaced =
            source.chars().filter_map(|char| match search.iter().position(|c| *c == char) {
                Some(place) => replacements.get(place).or(replacements.last()).copied(),
                None => Some(char),
            });
        replaced.collect::<String>()
    })
}
