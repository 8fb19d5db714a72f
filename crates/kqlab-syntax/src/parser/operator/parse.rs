//! `parse kind=regex x with * "a" b:long *`, and `parse-where`.

use nom::Parser;
use nom::combinator::cut;
use nom::multi::many0;
use nom::sequence::separated_pair;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, OperatorKind, ParsePart};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::unnamed;
use crate::parser::fail::{Expected, Fail, fail};
use crate::parser::input::{In, R};
use crate::parser::list::committed;
use crate::parser::literal::string;
use crate::parser::name::{declared_length, declared_name};
use crate::parser::parameter::Rules;
use crate::parser::schema::column_type;
use crate::parser::token::{kw, opt_after};

const RULES: Rules = Rules::BEFORE_EXPR.and(&["flags"]);

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let kind = clauses.map(|(expr, pattern)| OperatorKind::Parse { expr, pattern });
    with_parameters(RULES, kind).parse(i)
}

pub(super) fn parse_where(i: In<'_>) -> R<'_, Body> {
    let kind = clauses.map(|(expr, pattern)| OperatorKind::ParseWhere { expr, pattern });
    with_parameters(RULES, kind).parse(i)
}

fn clauses(i: In<'_>) -> R<'_, (Expr, Vec<ParsePart>)> {
    separated_pair(unnamed, cut(kw(Keyword::With)), many0(part)).parse(i)
}

fn part(i: In<'_>) -> R<'_, ParsePart> {
    match i.kind() {
        TokenKind::Star => Ok((i.advance(1), ParsePart::Star(i.token().span))),
        TokenKind::String => string.map(|(text, span)| ParsePart::Text(text.value, span)).parse(i),
        _ if declared_length(i, 0) > 0 => {
            let column = (declared_name, opt_after(TokenKind::Colon, column_type));
            column.map(|(name, ty)| ParsePart::Column(name, ty)).parse(i)
        }
        TokenKind::Colon => fail::<ParsePart>(i, Expected::Words("a name")).map_err(committed),
        _ => Err(nom::Err::Error(Fail)),
    }
}
