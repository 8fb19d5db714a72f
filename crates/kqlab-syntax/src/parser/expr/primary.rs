//! Operands: literals, names, calls, parentheses, and tables that are written out.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::pair;

use super::call::{call, call_length};
use super::path::selector;
use super::table::{contextual_datatable, datatable, externaldata, materialized_view_combine};
use crate::ast::{Expr, ExprKind, Name};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::literal::{dynamic, plain, type_of};
use crate::parser::name::name_length;
use crate::parser::pipeline::pipeline;
use crate::parser::token::{one_of, opt_after, parens, tok, token_name};
use crate::{Diagnostic, Phase, codes};

pub(super) fn primary(i: In<'_>) -> R<'_, Expr> {
    use TokenKind as T;
    match i.kind() {
        T::String
        | T::Bool
        | T::Long
        | T::Int
        | T::Real
        | T::Decimal
        | T::Datetime
        | T::Timespan
        | T::Guid
        | T::RawGuid => plain(i),
        T::LParen => parenthesized(i),
        T::Keyword(keyword) => of_keyword(i, keyword),
        _ => call_or_name(i),
    }
}

fn of_keyword(i: In<'_>, keyword: Keyword) -> R<'_, Expr> {
    match keyword {
        Keyword::Dynamic => dynamic(i),
        Keyword::Datatable => datatable(i),
        Keyword::ContextualDatatable => contextual_datatable(i),
        Keyword::Externaldata | Keyword::ExternalData => externaldata(i),
        Keyword::MaterializedViewCombine => materialized_view_combine(i),
        Keyword::Toscalar => to_scalar(i),
        Keyword::Typeof if i.kind_at(1) == TokenKind::LParen => type_of(i),
        _ => call_or_name(i),
    }
}

fn parenthesized(i: In<'_>) -> R<'_, Expr> {
    let (rest, inner) = parens(pipeline).parse(i)?;
    Ok((rest, Expr { kind: ExprKind::Paren(Box::new(inner)), span: rest.span_since(i) }))
}

fn call_or_name(i: In<'_>) -> R<'_, Expr> {
    if call_length(i, 0) > 0 {
        let (rest, call) = call(i)?;
        let span = call.span;
        return Ok((rest, Expr { kind: ExprKind::Call(call), span }));
    }
    let is_special = matches!(i.kind(), TokenKind::At | TokenKind::LBracket)
        || matches!(i.keyword(), Some(Keyword::Kind | Keyword::Withsource | Keyword::WithSource));
    if !is_special && name_length(i, 0) == 0 {
        return reserved_name(i);
    }
    let (rest, name) = selector(i)?;
    let (rest, scope) = opt(data_scope).parse(rest)?;
    Ok((
        rest,
        match scope {
            None => name,
            Some(scope) => {
                let kind = ExprKind::DataScope(Box::new(name), scope);
                Expr { kind, span: rest.span_since(i) }
            }
        },
    ))
}

/// `datascope=hotcache`
pub(in crate::parser) fn data_scope(i: In<'_>) -> R<'_, Name> {
    if !i.is_keyword(Keyword::Datascope) {
        return Err(nom::Err::Error(super::Fail));
    }
    let value = one_of(&["all", "hotcache"], "`all` or `hotcache`");
    let (rest, (_, scope)) = cut(pair(tok(TokenKind::Eq), value)).parse(i.advance(1))?;
    Ok((rest, scope))
}

/// A keyword where only a name can be meant, as what follows shows: it must be in brackets.
fn reserved_name(i: In<'_>) -> R<'_, Expr> {
    if !is_reserved_name(i) {
        return fail(i, Expected::Words("an expression"));
    }
    let name = token_name(i);
    let message = format!("expected a name, found the keyword `{}`", name.text);
    let diagnostic =
        Diagnostic::error(Phase::Syntax, codes::syntax::UNEXPECTED, name.span, message);
    i.ctx.emit(diagnostic.with_hint(format!("write `['{}']`", name.text)));
    let span = name.span;
    Ok((i.advance(1), Expr { kind: ExprKind::Name(name), span }))
}

/// Whether a keyword stands here that can only be meant as a name.
pub(in crate::parser) fn is_reserved_name(i: In<'_>) -> bool {
    i.keyword().is_some() && follows_a_name(i.kind_at(1))
}

/// Whether such a token follows names, and never the keyword of a clause.
fn follows_a_name(kind: TokenKind) -> bool {
    use Keyword as K;
    use TokenKind as T;
    match kind {
        T::EqEq | T::Ne | T::EqTilde | T::NeTilde | T::Gt | T::Ge | T::Lt | T::Le => true,
        T::Star | T::Slash | T::Percent | T::Dot | T::Comma | T::Colon | T::Bar => true,
        T::RParen | T::RBracket | T::RBrace => true,
        T::Keyword(keyword) => matches!(
            keyword,
            K::And
                | K::Or
                | K::Has
                | K::NotHas
                | K::HasCs
                | K::NotHasCs
                | K::Hasprefix
                | K::NotHasprefix
                | K::HasprefixCs
                | K::NotHasprefixCs
                | K::Hassuffix
                | K::NotHassuffix
                | K::HassuffixCs
                | K::NotHassuffixCs
                | K::Like
                | K::Notlike
                | K::Likecs
                | K::Notlikecs
                | K::Contains
                | K::Notcontains
                | K::NotContains
                | K::Containscs
                | K::ContainsCs
                | K::Notcontainscs
                | K::NotContainsCs
                | K::Startswith
                | K::NotStartswith
                | K::StartswithCs
                | K::NotStartswithCs
                | K::Endswith
                | K::NotEndswith
                | K::EndswithCs
                | K::NotEndswithCs
                | K::MatchesRegex
                | K::In
                | K::InCi
                | K::NotIn
                | K::NotInCi
                | K::HasAny
                | K::HasAll
                | K::Between
                | K::NotBetween
        ),
        _ => false,
    }
}

/// `toscalar(...)`
fn to_scalar(i: In<'_>) -> R<'_, Expr> {
    let (rest, (query, no_optimization)) = converted(i)?;
    let kind = ExprKind::ToScalar { query, no_optimization };
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}

/// `totable(...)`
pub(super) fn to_table(i: In<'_>) -> R<'_, Expr> {
    let (rest, (query, no_optimization)) = converted(i)?;
    let kind = ExprKind::ToTable { query, no_optimization };
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}

fn converted(i: In<'_>) -> R<'_, (Box<Expr>, bool)> {
    let value = one_of(&["nooptimization"], "`nooptimization`");
    let kind = opt_after(TokenKind::Keyword(Keyword::Kind), pair(tok(TokenKind::Eq), value));
    let (rest, (kind, query)) = cut(pair(kind, parens(pipeline))).parse(i.advance(1))?;
    Ok((rest, (Box::new(query), kind.is_some())))
}
