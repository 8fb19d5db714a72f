//! Tables that are written out in the query, or described in it: `datatable`, `externaldata` and their like.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::{pair, preceded};

use super::unnamed;
use crate::ast::{
    Datatable, Expr, ExprKind, ExternalData, MaterializedViewCombine, Parameter, ParameterValue,
};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::{list0, list0_trailing};
use crate::parser::literal::{literal, plain};
use crate::parser::name::declared_name;
use crate::parser::operator::summarize_operator;
use crate::parser::parameter::{Rules, parameters};
use crate::parser::pipeline::pipeline;
use crate::parser::schema::row_schema;
use crate::parser::token::{brackets, clause, one_of, parens, quiet, tok};

fn finish<'a>(start: In<'a>, rest: In<'a>, kind: ExprKind) -> R<'a, Expr> {
    Ok((rest, Expr { kind, span: rest.span_since(start) }))
}

/// `datatable(a:long) [1, 2]`
pub(super) fn datatable(i: In<'_>) -> R<'_, Expr> {
    let (rest, parameters) = cut(parameters(Rules::KNOWN)).parse(i.advance(1))?;
    let (rest, schema) = cut(row_schema).parse(rest)?;
    let values = preceded(opt(quiet(TokenKind::Comma)), list0_trailing(literal));
    let (rest, values) = cut(brackets(values)).parse(rest)?;
    finish(i, rest, ExprKind::Datatable(Datatable { parameters, schema, values }))
}

/// `externaldata(a:long) ["https://..."] with (format="csv")`
pub(super) fn externaldata(i: In<'_>) -> R<'_, Expr> {
    let (rest, parameters) = cut(parameters(Rules::KNOWN)).parse(i.advance(1))?;
    let (rest, schema) = cut(row_schema).parse(rest)?;
    let (rest, uris) = cut(brackets(list0_trailing(pipeline))).parse(rest)?;
    let (rest, properties) = clause(Keyword::With, properties).parse(rest)?;
    let properties = properties.unwrap_or_default();
    finish(i, rest, ExprKind::ExternalData(ExternalData { parameters, schema, uris, properties }))
}

/// `(format="csv", ignoreFirstRecord=true)`
pub(in crate::parser) fn properties(i: In<'_>) -> R<'_, Vec<Parameter>> {
    parens(list0(property)).parse(i)
}

fn property(i: In<'_>) -> R<'_, Parameter> {
    let (rest, name) = declared_name(i)?;
    let (rest, value) = cut(preceded(tok(TokenKind::Eq), property_value)).parse(rest)?;
    Ok((rest, Parameter { name, value, span: rest.span_since(i) }))
}

fn property_value(i: In<'_>) -> R<'_, ParameterValue> {
    use TokenKind as T;
    match i.kind() {
        T::String | T::Long | T::Real | T::Bool | T::Datetime | T::Guid => {
            let (rest, expr) = plain(i)?;
            Ok((
                rest,
                match expr.kind {
                    ExprKind::Literal(value) => ParameterValue::Literal(value, expr.span),
                    _ => ParameterValue::Expr(expr),
                },
            ))
        }
        T::RawGuid => {
            let value = crate::literal::literal_value(T::RawGuid, i.text_at(0));
            let value = value.expect("a guid is a literal");
            Ok((i.advance(1), ParameterValue::Literal(value, i.token().span)))
        }
        _ => declared_name.map(ParameterValue::Name).parse(i),
    }
}

/// `__contextual_datatable id (a:long)`
pub(in crate::parser) fn contextual_datatable(i: In<'_>) -> R<'_, Expr> {
    if !i.is_keyword(Keyword::ContextualDatatable) {
        return fail(i, Expected::Keyword(Keyword::ContextualDatatable));
    }
    let (rest, (id, schema)) = cut(pair(unnamed, row_schema)).parse(i.advance(1))?;
    finish(i, rest, ExprKind::ContextualDatatable(Box::new(id), schema))
}

/// `materialized-view-combine (name) base (...) delta (...) aggregations (...)`
pub(super) fn materialized_view_combine(i: In<'_>) -> R<'_, Expr> {
    let part = |word: &'static [&'static str], name| preceded(one_of(word, name), parens(pipeline));
    let (rest, name) = cut(parens(pipeline)).parse(i.advance(1))?;
    let (rest, base) = cut(part(&["base"], "`base`")).parse(rest)?;
    let (rest, delta) = cut(part(&["delta"], "`delta`")).parse(rest)?;
    let aggregations =
        preceded(one_of(&["aggregations"], "`aggregations`"), parens(summarize_operator));
    let (rest, aggregations) = cut(aggregations).parse(rest)?;
    let parts = MaterializedViewCombine { name, base, delta, aggregations };
    finish(i, rest, ExprKind::MaterializedViewCombine(Box::new(parts)))
}
