//! The parameters of operators: `kind=inner hint.strategy=shuffle`. Which operator takes which, with which
//! values, is mostly for the binder; the grammar must know their names, because nothing else marks them off.

use nom::Parser;
use nom::combinator::cut;
use nom::multi::many0;
use nom::sequence::preceded;

use super::expr::function_call_or_path;
use super::fail::{Expected, Fail, fail};
use super::input::{In, R};
use super::list::is_end;
use super::literal::literal;
use super::name::{declared_name, name};
use super::token::{text_length, tok, token_name};
use crate::ast::{ExprKind, Name, Parameter, ParameterValue};
use crate::lexer::{Keyword, TokenKind};

/// The parameters that are known after any operator.
const KNOWN: &[&str] = &[
    "__crossCluster",
    "__crossDB",
    "__id",
    "__isFuzzy",
    "__noWithSource",
    "__packedColumn",
    "__sourceColumnIndex",
    "bagexpansion",
    "bin_legacy",
    "cycles",
    "decodeblocks",
    "expandoutput",
    "force_remote",
    "hint.concurrency",
    "hint.distribution",
    "hint.materialized",
    "hint.num_partitions",
    "hint.pass_filters",
    "hint.pass_filters_column",
    "hint.progressive_top",
    "hint.remote",
    "hint.shufflekey",
    "hint.spread",
    "hint.strategy",
    "isfuzzy",
    "kind",
    "with_itemindex",
    "with_match_id",
    "with_source",
    "with_step_name",
    "withsource",
];

/// Which parameters an operator takes.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// Names beside the known ones.
    own: &'static [&'static str],
    /// A name is a parameter only if `=` follows.
    needs_equals: bool,
}

impl Rules {
    /// The known parameters; their names alone already commit to a parameter.
    pub(super) const KNOWN: Self = Self { own: &[], needs_equals: false };
    /// The known parameters, if `=` follows: where an expression may stand too.
    pub(super) const BEFORE_EXPR: Self = Self { own: &[], needs_equals: true };

    /// Further names.
    pub(super) const fn and(self, own: &'static [&'static str]) -> Self {
        Self { own, ..self }
    }
}

/// As many parameters as there are.
pub(super) fn parameters<'a>(rules: Rules) -> impl FnMut(In<'a>) -> R<'a, Vec<Parameter>> {
    move |i| many0(|i| parameter(i, rules)).parse(i)
}

fn parameter(i: In<'_>, rules: Rules) -> R<'_, Parameter> {
    let length = name_length(i, rules);
    if length == 0 {
        return Err(nom::Err::Error(Fail));
    }
    let rest = i.advance(length);
    let name = joined_name(i, length);
    let (rest, value) = cut(preceded(tok(TokenKind::Eq), value)).parse(rest)?;
    Ok((rest, Parameter { name, value, span: rest.span_since(i) }))
}

fn joined_name(i: In<'_>, length: usize) -> Name {
    let span = i.advance(length).span_since(i);
    Name { text: i.ctx.slice(span).to_owned(), span }
}

fn name_length(i: In<'_>, rules: Rules) -> usize {
    if !matches!(i.kind(), TokenKind::Ident | TokenKind::Keyword(_)) {
        return 0;
    }
    let text = i.text_at(0);
    let is_name = |names: &[&str]| names.contains(&text);
    let length = match is_name(KNOWN) || is_name(rules.own) {
        true => 1,
        false if text == "hint" => ["hint.pass_filters", "hint.pass_filters_column"]
            .iter()
            .map(|n| text_length(i, n))
            .max()
            .unwrap_or(0),
        false => 0,
    };
    let has_equals = i.kind_at(length) == TokenKind::Eq;
    if rules.needs_equals && !has_equals { 0 } else { length }
}

/// A literal or a word.
fn value(i: In<'_>) -> R<'_, ParameterValue> {
    let words = [Keyword::Simple, Keyword::Relaxed, Keyword::Nooptimization];
    if i.keyword().is_some_and(|keyword| words.contains(&keyword)) {
        return Ok((i.advance(1), ParameterValue::Name(token_name(i))));
    }
    if super::name::name_length(i, 0) > 0 && !is_type_of(i) {
        return name.map(ParameterValue::Name).parse(i);
    }
    match literal(i) {
        Ok((rest, expr)) => Ok((
            rest,
            match expr.kind {
                ExprKind::Literal(value) => ParameterValue::Literal(value, expr.span),
                _ => ParameterValue::Expr(expr),
            },
        )),
        Err(nom::Err::Error(_)) => fail(i, Expected::Words("a value")),
        Err(other) => Err(other),
    }
}

fn is_type_of(i: In<'_>) -> bool {
    i.is_keyword(Keyword::Typeof) && i.kind_at(1) == TokenKind::LParen
}

/// `name=value` with commas between, of `with (...)`; only these names. Some take a list of names, some an expression.
pub(super) fn properties<'a>(
    names: &'static [(&'static str, Value)],
) -> impl FnMut(In<'a>) -> R<'a, Vec<Parameter>> {
    move |i| {
        if is_end(i.kind()) {
            return Ok((i, Vec::new()));
        }
        super::list::list1(|i| property(i, names)).parse(i)
    }
}

/// What a property of `with (...)` takes.
#[derive(Clone, Copy)]
pub(super) enum Value {
    /// A literal or a word.
    Plain,
    /// `title = strcat(...)`
    Expr,
    /// `series = a, b`
    Names,
}

fn property<'a>(i: In<'a>, names: &'static [(&'static str, Value)]) -> R<'a, Parameter> {
    let Some((_, kind)) = names.iter().find(|(name, _)| *name == i.text_at(0)) else {
        return fail(i, Expected::Words("a property"));
    };
    let name = token_name(i);
    let value_of = |i: In<'a>| match kind {
        Value::Plain => value(i),
        Value::Expr => function_call_or_path.map(ParameterValue::Expr).parse(i),
        Value::Names => name_list(i, names),
    };
    let (rest, value) = cut(preceded(tok(TokenKind::Eq), value_of)).parse(i.advance(1))?;
    Ok((rest, Parameter { name, value, span: rest.span_since(i) }))
}

/// Names with commas, up to the name of the next property.
fn name_list<'a>(i: In<'a>, names: &'static [(&'static str, Value)]) -> R<'a, ParameterValue> {
    let is_property = |i: In<'_>| {
        names.iter().any(|(name, _)| *name == i.text_at(0)) && i.kind_at(1) == TokenKind::Eq
    };
    let (mut rest, first) = declared_name(i)?;
    let mut list = vec![first];
    while rest.is(TokenKind::Comma) && !is_property(rest.advance(1)) {
        let (after, next) = declared_name(rest.advance(1))?;
        list.push(next);
        rest = after;
    }
    Ok((rest, ParameterValue::Names(list)))
}

/// A value of the old form of render: `title="x"`, `with "x"`, `by a, b`.
pub(super) fn old_property<'a>(i: In<'a>) -> R<'a, Parameter> {
    let name = token_name(i);
    let after = i.advance(1);
    let (rest, value) = match (i.text_at(0), i.kind_at(1)) {
        ("kind" | "accumulate", TokenKind::Eq) => cut(value).parse(after.advance(1))?,
        ("title", TokenKind::Eq) => {
            cut(function_call_or_path).map(ParameterValue::Expr).parse(after.advance(1))?
        }
        ("with", kind) if kind != TokenKind::LParen => cut(value).parse(after)?,
        ("by", _) => cut(old_names).parse(after)?,
        _ => return Err(nom::Err::Error(Fail)),
    };
    Ok((rest, Parameter { name, value, span: rest.span_since(i) }))
}

fn old_names(i: In<'_>) -> R<'_, ParameterValue> {
    super::list::list1(old_name).map(ParameterValue::Names).parse(i)
}

/// The names of the other properties end the list.
fn old_name(i: In<'_>) -> R<'_, Name> {
    match i.text_at(0) {
        "kind" | "title" | "accumulate" | "with" | "by" => fail(i, Expected::Words("a name")),
        _ => declared_name(i),
    }
}

/// Whether a parameter's name stands here.
pub(super) fn begins_parameter(i: In<'_>, rules: Rules) -> bool {
    name_length(i, rules) > 0
}

/// One parameter and nothing else.
pub(super) fn required_parameter(i: In<'_>, rules: Rules) -> R<'_, Parameter> {
    if !begins_parameter(i, rules) {
        return fail(i, Expected::Words("a parameter"));
    }
    parameter(i, rules)
}
