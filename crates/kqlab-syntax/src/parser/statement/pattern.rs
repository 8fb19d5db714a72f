//! `declare pattern p = (a:string)[s:string] { ("x").["y"] = { ... }; }`

use nom::Parser;
use nom::combinator::cut;
use nom::multi::many1;
use nom::sequence::{delimited, preceded};

use super::block::block;
use crate::ast::{Pattern, PatternDefinition, PatternRule, StatementKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::list::{list0, list1};
use crate::parser::literal::literal;
use crate::parser::name::name;
use crate::parser::schema::column;
use crate::parser::token::{brackets, kw, opt_after, parens, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, StatementKind> {
    let pattern = (name, opt_after(TokenKind::Eq, definition));
    preceded((kw(Keyword::Declare), kw(Keyword::Pattern)), cut(pattern))
        .map(|(name, definition)| StatementKind::Pattern(Pattern { name, definition }))
        .parse(i)
}

fn definition(i: In<'_>) -> R<'_, PatternDefinition> {
    let (i, parameters) = parens(list0(column)).parse(i)?;
    let (i, path) = match i.is(TokenKind::LBracket) {
        true => brackets(column).map(Some).parse(i)?,
        false => (i, None),
    };
    let (open, close) = (tok(TokenKind::LBrace), tok(TokenKind::RBrace));
    let (i, rules) = delimited(open, cut(many1(rule)), cut(close)).parse(i)?;
    Ok((i, PatternDefinition { parameters, path, rules }))
}

fn rule(i: In<'_>) -> R<'_, PatternRule> {
    let (i, arguments) = parens(list1(unnamed)).parse(i)?;
    let (i, path) = opt_after(TokenKind::Dot, brackets(literal)).parse(i)?;
    let (i, body) = cut(preceded(tok(TokenKind::Eq), block)).parse(i)?;
    let (i, _) = cut(tok(TokenKind::Semi)).parse(i)?;
    Ok((i, PatternRule { arguments, path, body }))
}
