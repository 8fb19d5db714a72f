//! The kernels of string operators (measured).

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};

use crate::core::{Arg, Prepared, Read, Str, Text};
use crate::matching::{Needle, Place};
use crate::{Call, EvalError};

/// The whole term.
pub(super) const TERM: Place = Place::Term { before: true, after: true };
/// The start of a term.
pub(super) const PREFIX: Place = Place::Term { before: true, after: false };
/// The end of a term.
pub(super) const SUFFIX: Place = Place::Term { before: false, after: true };

/// Whether the second argument stands in the first where `place` says.
pub(super) fn find(
    call: &Call<'_>,
    place: Place,
    exact: bool,
    negated: bool,
) -> Result<Column, EvalError> {
    tested(call, negated, |needle| Ok(Needle::new(needle, place, exact)), Needle::matches)
}

/// Applies a test prepared from the second argument to the first. One null gives the answer of no match, two give null.
pub(super) fn tested<T>(
    call: &Call<'_>,
    negated: bool,
    prepare: impl Fn(&str) -> Result<T, EvalError>,
    test: impl Fn(&T, &str, &mut String) -> bool,
) -> Result<Column, EvalError> {
    let mut buffer = String::new();
    if let (Arg::Column(column), Some(Value::String(needle))) = (&call.args[0], call.constant(1))
        && column.ty() == Type::String
        && call.rows > 0
    {
        let prepared = prepare(needle)?;
        let texts = Text::open(&call.args[0]);
        return Ok(call.truths(|row| {
            Text::get(&texts, row).is_some_and(|text| test(&prepared, text, &mut buffer)) != negated
        }));
    }
    let text = Str::open(&call.args[0]);
    let needles = Str::open(&call.args[1]);
    let mut prepared = Prepared::default();
    call.rows(|row| {
        let (text, needle) = match (Str::get(&text, row), Str::get(&needles, row)) {
            (Some(text), Some(needle)) => (text, needle),
            (None, None) => return Ok(None),
            _ => return Ok(Some(negated)),
        };
        let found = test(prepared.get(&needle, &prepare)?, &text, &mut buffer);
        Ok(Some(found != negated))
    })
}

/// `matches regex`
pub(super) fn matches_regex(call: &Call<'_>) -> Result<Column, EvalError> {
    tested(call, false, |pattern| call.cx.regex(pattern), |regex, text, _| regex.is_match(text))
}

/// `like` and its forms: `*` stands for any text, the rest for itself, and all of the text has to match.
pub(super) fn like(call: &Call<'_>, exact: bool, negated: bool) -> Result<Column, EvalError> {
    let prepare = |pattern: &str| {
        let pieces: Vec<String> = pattern.split('*').map(regex::escape).collect();
        let case = if exact { "" } else { "i" };
        call.cx.regex(&format!("(?s{case})^{}$", pieces.join(".*")))
    };
    tested(call, negated, prepare, |regex, text, _| regex.is_match(text))
}
