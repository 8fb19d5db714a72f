//! `inline_external_table (a:long) kind=storage dataformat=csv ("https://...")`

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::many0;
use nom::sequence::preceded;

use super::Body;
use crate::ast::{
    Call, ColumnDeclaration, Expr, ExprKind, InlineExternalTable, Literal, Name, NamedExpr,
    OperatorKind, Target,
};
use crate::lexer::{Keyword, TokenKind};
use crate::literal::string_value;
use crate::parser::expr::{properties, unnamed};
use crate::parser::fail::{Expected, Fail, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list0_trailing;
use crate::parser::literal::string_expr;
use crate::parser::name::name;
use crate::parser::pipeline::pipeline;
use crate::parser::schema::{column, row_schema};
use crate::parser::token::{clause, kw, one_of, opt_after, parens, quiet, tok, token_name};

/// Whether the keyword is not just a name: a schema or `kind` follows.
pub(in crate::parser) fn is_inline_external_table(i: In<'_>) -> bool {
    i.kind_at(1) == TokenKind::Keyword(Keyword::Kind) || has_schema(i.advance(1))
}

/// A parenthesis with a colon before it closes.
fn has_schema(i: In<'_>) -> bool {
    if !i.is(TokenKind::LParen) {
        return false;
    }
    let mut at = 1;
    loop {
        match i.kind_at(at) {
            TokenKind::Colon | TokenKind::End => return true,
            TokenKind::RParen => return false,
            _ => at += 1,
        }
    }
}

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, schema) = match has_schema(i) {
        true => row_schema.map(Some).parse(i)?,
        false if is_delta(i) => (i, None),
        false => return fail(i, Expected::Words("a schema")),
    };
    let storage = one_of(&["storage", "delta"], "`storage` or `delta`");
    let (i, kind) = cut(preceded((kw(Keyword::Kind), tok(TokenKind::Eq)), storage)).parse(i)?;
    let (i, partition) = clause(Keyword::Partition, partition).parse(i)?;
    let (i, path_format) = clause(Keyword::Pathformat, path_format).parse(i)?;
    let (i, data_format) = clause(Keyword::Dataformat, data_format).parse(i)?;
    if kind.text != "delta" && (schema.is_none() || data_format.is_none()) {
        return fail(i, Expected::Keyword(Keyword::Dataformat));
    }
    let (i, uris) = cut(parens(list0_trailing(pipeline))).parse(i)?;
    let (i, properties) = clause(Keyword::With, properties).parse(i)?;
    let table = InlineExternalTable {
        schema,
        kind,
        partition: partition.unwrap_or_default(),
        path_format: path_format.unwrap_or_default(),
        data_format,
        uris,
        properties: properties.unwrap_or_default(),
    };
    Ok((i, (Vec::new(), OperatorKind::InlineExternalTable(Box::new(table)))))
}

/// `kind=delta`: such a table knows its columns itself.
fn is_delta(i: In<'_>) -> bool {
    i.kind_at(1) == TokenKind::Eq && i.text_at(2) == "delta"
}

/// `by (a:string = f(x), b:long)`
fn partition(i: In<'_>) -> R<'_, Vec<(ColumnDeclaration, Option<Expr>)>> {
    let columns = list0_trailing((column, opt_after(TokenKind::Eq, unnamed)));
    let inner = preceded(opt(quiet(TokenKind::Comma)), columns);
    preceded(kw(Keyword::By), cut(parens(inner))).parse(i)
}

/// `= ("sep" a "sep" datetime_pattern("yyyy", b))`
fn path_format(i: In<'_>) -> R<'_, Vec<Expr>> {
    let parts = (opt(one_string), many0((path_part, opt(one_string))));
    let (rest, (first, parts)) = preceded(tok(TokenKind::Eq), cut(parens(parts))).parse(i)?;
    let parts = parts.into_iter().flat_map(|(part, after)| std::iter::once(part).chain(after));
    Ok((rest, first.into_iter().chain(parts).collect()))
}

fn path_part(i: In<'_>) -> R<'_, Expr> {
    if i.is_keyword(Keyword::DatetimePattern) {
        return datetime_pattern(i);
    }
    name.map(of_name).parse(i)
}

/// A string that is not joined with the next one.
fn one_string(i: In<'_>) -> R<'_, Expr> {
    if i.is(TokenKind::String) { plain_string(i) } else { Err(nom::Err::Error(Fail)) }
}

fn plain_string(i: In<'_>) -> R<'_, Expr> {
    let kind = ExprKind::Literal(Literal::String(string_value(i.text_at(0))));
    Ok((i.advance(1), Expr { kind, span: i.token().span }))
}

fn of_name(name: Name) -> Expr {
    let span = name.span;
    Expr { kind: ExprKind::Name(name), span }
}

fn datetime_pattern(i: In<'_>) -> R<'_, Expr> {
    let arguments = (string_expr, preceded(tok(TokenKind::Comma), name.map(of_name)));
    let (rest, (pattern, column)) = cut(parens(arguments)).parse(i.advance(1))?;
    let unnamed = |expr| NamedExpr { target: Target::None, expr };
    let span = rest.span_since(i);
    let call = Call { name: token_name(i), args: vec![unnamed(pattern), unnamed(column)], span };
    Ok((rest, Expr { kind: ExprKind::Call(call), span }))
}

fn data_format(i: In<'_>) -> R<'_, Name> {
    let (i, _) = tok(TokenKind::Eq)(i)?;
    let (rest, _) = tok(TokenKind::Ident)(i)?;
    Ok((rest, token_name(i)))
}
