//! `find in (T*) where predicate project a:long, pack(*)`

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

use super::Body;
use super::support::at;
use crate::ast::{
    Expr, ExprKind, Find, FindColumn, FindProject, Name, Operator, OperatorKind, Parameter,
    ParameterValue, TypeName,
};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{data_scope, unnamed, wildcard_entity};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::name::name;
use crate::parser::operator::operator;
use crate::parser::parameter::{Rules, parameters};
use crate::parser::pipeline::with_operators;
use crate::parser::schema::extended_type;
use crate::parser::token::{clause, kw, opt_after, parens, tok, token_name};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, scope_parameter) = opt(scope_parameter).parse(i)?;
    let (i, mut list) = parameters(Rules::KNOWN).parse(i)?;
    let (i, scope) = clause(Keyword::In, tables).parse(i)?;
    let needs_where = scope.is_some() || !list.is_empty();
    let i = match needs_where || at(i, Keyword::Where) {
        true => cut(kw(Keyword::Where)).parse(i)?.0,
        false => i,
    };
    let (i, predicate) = cut(unnamed).parse(i)?;
    let (i, project) = project(i)?;
    let (i, project_away) = clause(Keyword::HiddenProjectAway, list1(column)).parse(i)?;
    list.extend(scope_parameter);
    let (scope, predicate) = (scope.unwrap_or_default(), Box::new(predicate));
    Ok((i, (list, OperatorKind::Find(Find { scope, predicate, project, project_away }))))
}

/// `datascope=hotcache` as a parameter.
pub(super) fn scope_parameter(i: In<'_>) -> R<'_, Parameter> {
    let (rest, value) = data_scope(i)?;
    let parameter = Parameter {
        name: token_name(i),
        value: ParameterValue::Name(value),
        span: rest.span_since(i),
    };
    Ok((rest, parameter))
}

/// `(T, U*, database('x').V)`; a table may be named with `| as N`.
pub(super) fn tables(i: In<'_>) -> R<'_, Vec<Expr>> {
    parens(list1(table)).parse(i)
}

fn table(i: In<'_>) -> R<'_, Expr> {
    let (rest, table) = wildcard_entity(i)?;
    if !rest.is(TokenKind::Bar) || !matches!(table.kind, ExprKind::Name(_)) {
        return Ok((rest, table));
    }
    let (rest, name) = cut(preceded(tok(TokenKind::Bar), named_as)).parse(rest)?;
    Ok((rest, with_operators(table, vec![name], rest.span_since(i))))
}

fn named_as(i: In<'_>) -> R<'_, Operator> {
    if at(i, Keyword::As) { operator(i) } else { fail(i, Expected::Keyword(Keyword::As)) }
}

fn project(i: In<'_>) -> R<'_, FindProject> {
    if at(i, Keyword::ProjectSmart) {
        return Ok((i.advance(1), FindProject::Smart));
    }
    let columns = clause(Keyword::Project, list1(column));
    columns.map(|columns| columns.map_or(FindProject::None, FindProject::Columns)).parse(i)
}

fn column(i: In<'_>) -> R<'_, FindColumn> {
    match i.kind() {
        TokenKind::Keyword(Keyword::Pack) => {
            let all = preceded(kw(Keyword::Pack), cut(parens(tok(TokenKind::Star))));
            let (rest, _) = all.map(|_| ()).parse(i)?;
            Ok((rest, FindColumn::Pack(rest.span_since(i))))
        }
        TokenKind::Star => Ok((i.advance(1), FindColumn::Star(i.token().span))),
        _ => typed_name.map(|(name, ty)| FindColumn::Column(name, ty)).parse(i),
    }
}

fn typed_name(i: In<'_>) -> R<'_, (Name, Option<TypeName>)> {
    (name, opt_after(TokenKind::Colon, extended_type)).parse(i)
}
