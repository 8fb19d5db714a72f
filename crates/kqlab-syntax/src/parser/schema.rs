//! Types, columns with types, parameters of functions.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::{pair, preceded};

use super::fail::{Expected, fail};
use super::input::{In, R};
use super::list::{list0, list0_trailing};
use super::literal::literal;
use super::name::{declared_name, name_length};
use super::token::{opt_after, parens, quiet, tok, token_name};
use crate::ast::{
    ColumnDeclaration, Expr, ExprKind, FunctionParameter, ParameterType, RowSchema, TypeName,
};
use crate::lexer::{Keyword, TokenKind};
use crate::{Code, Diagnostic, Phase, codes};

/// The types of declared columns and parameters.
fn declared_type(keyword: Keyword) -> Option<TypeName> {
    use Keyword as K;
    Some(match keyword {
        K::Bool | K::Boolean => TypeName::Bool,
        K::Datetime | K::Date => TypeName::Datetime,
        K::Decimal => TypeName::Decimal,
        K::Double | K::Real => TypeName::Real,
        K::Dynamic => TypeName::Dynamic,
        K::Guid | K::Uniqueid => TypeName::Guid,
        K::Int | K::Int8 => TypeName::Int,
        K::Int64 | K::Long => TypeName::Long,
        K::String => TypeName::String,
        K::Time | K::Timespan => TypeName::Timespan,
        _ => return None,
    })
}

/// The further spellings that `typeof` and `find` take.
fn any_type(keyword: Keyword) -> Option<TypeName> {
    use Keyword as K;
    declared_type(keyword).or(match keyword {
        K::Float => Some(TypeName::Real),
        K::Int16 | K::Int32 | K::Uint8 | K::Uint16 => Some(TypeName::Int),
        K::Uint | K::Uint32 | K::Uint64 | K::Ulong => Some(TypeName::Long),
        K::Uuid => Some(TypeName::Guid),
        _ => None,
    })
}

/// A type that a column may be declared with. Another word in its place is an error, but reading goes on.
pub(super) fn column_type(i: In<'_>) -> R<'_, TypeName> {
    match i.keyword().and_then(declared_type) {
        Some(ty) => Ok((i.advance(1), ty)),
        None => invalid_type(i, Phase::Syntax, codes::syntax::UNEXPECTED),
    }
}

/// Any type.
pub(super) fn extended_type(i: In<'_>) -> R<'_, TypeName> {
    match i.keyword().and_then(any_type) {
        Some(ty) => Ok((i.advance(1), ty)),
        None => invalid_type(i, Phase::Syntax, codes::syntax::UNEXPECTED),
    }
}

/// The type of `typeof`, in any case: the reference's library functions write `typeof(DateTime)`.
pub(super) fn type_of_type(i: In<'_>) -> R<'_, TypeName> {
    let keyword = match i.kind() {
        TokenKind::Ident => Keyword::from_text(&i.text_at(0).to_ascii_lowercase()),
        _ => i.keyword(),
    };
    match keyword.and_then(any_type) {
        Some(ty) => Ok((i.advance(1), ty)),
        None => invalid_type(i, Phase::Binding, codes::binding::UNKNOWN_TYPE),
    }
}

/// In a declaration a wrong type is wrong grammar; in `typeof` it is a name that is no type's.
fn invalid_type(i: In<'_>, phase: Phase, code: Code) -> R<'_, TypeName> {
    let is_word = i.is(TokenKind::Ident)
        || i.keyword().is_some_and(|keyword| keyword.is_name() || any_type(keyword).is_some());
    if !is_word {
        return fail(i, Expected::Words("a type"));
    }
    let message = format!("expected a type, found `{}`", i.text_at(0));
    let span = i.token().span;
    let diagnostic = Diagnostic::error(phase, code, span, message);
    let known = "bool, datetime, decimal, dynamic, guid, int, long, real, string, timespan";
    i.ctx.emit(diagnostic.with_hint(format!("the types are {known}")));
    let ty = i.keyword().and_then(any_type).unwrap_or(TypeName::Dynamic);
    Ok((i.advance(1), ty))
}

/// `a:long`
pub(super) fn column(i: In<'_>) -> R<'_, ColumnDeclaration> {
    pair(declared_name, preceded(cut(tok(TokenKind::Colon)), cut(column_type)))
        .map(|(name, ty)| ColumnDeclaration { name, ty })
        .parse(i)
}

/// `(a:long, b:string)`; a comma may lead and one may trail.
pub(super) fn row_schema(i: In<'_>) -> R<'_, RowSchema> {
    let (rest, columns) =
        parens(preceded(opt(quiet(TokenKind::Comma)), list0_trailing(column))).parse(i)?;
    Ok((rest, RowSchema { star: false, columns, span: rest.span_since(i) }))
}

/// `(*, a:long)`: of evaluate.
pub(super) fn star_schema(i: In<'_>) -> R<'_, RowSchema> {
    let star = preceded(opt(quiet(TokenKind::Comma)), opt(quiet(TokenKind::Star)));
    let (rest, (star, columns)) =
        parens(pair(star, preceded(opt(quiet(TokenKind::Comma)), list0_trailing(column))))
            .parse(i)?;
    Ok((rest, RowSchema { star: star.is_some(), columns, span: rest.span_since(i) }))
}

/// `x:long = 5`, `T:(x:long)`, `T:(*)`
pub(super) fn function_parameter(i: In<'_>) -> R<'_, FunctionParameter> {
    let (i, name) = declared_name(i)?;
    let (i, _) = cut(tok(TokenKind::Colon)).parse(i)?;
    let (i, ty) = cut(parameter_type).parse(i)?;
    let (i, default) = opt_after(TokenKind::Eq, default_value).parse(i)?;
    Ok((i, FunctionParameter { name, ty, default }))
}

fn parameter_type(i: In<'_>) -> R<'_, ParameterType> {
    if !i.is(TokenKind::LParen) {
        return column_type.map(ParameterType::Scalar).parse(i);
    }
    if i.kind_at(1) == TokenKind::Star {
        return parens(tok(TokenKind::Star)).map(|_| ParameterType::AnyTable).parse(i);
    }
    let (rest, columns) = parens(list0_trailing(column)).parse(i)?;
    let span = rest.span_since(i);
    Ok((rest, ParameterType::Table(RowSchema { star: false, columns, span })))
}

/// A literal, or a bare word.
fn default_value(i: In<'_>) -> R<'_, Expr> {
    let is_word = i.is(TokenKind::Ident) || i.keyword().is_some_and(Keyword::is_name);
    let is_type_of = i.is_keyword(Keyword::Typeof) && i.kind_at(1) == TokenKind::LParen;
    if is_word && !is_type_of && name_length(i, 0) == 1 {
        let name = token_name(i);
        let span = name.span;
        return Ok((i.advance(1), Expr { kind: ExprKind::Name(name), span }));
    }
    literal(i)
}

/// `(x:long, y:string)`
pub(super) fn function_parameters(i: In<'_>) -> R<'_, Vec<FunctionParameter>> {
    parens(list0(function_parameter)).parse(i)
}
