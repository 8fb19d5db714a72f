//! `evaluate plugin(...) : (a:long)`

use nom::Parser;
use nom::sequence::pair;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::lexer::TokenKind;
use crate::parser::expr::required_call;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;
use crate::parser::schema::star_schema;
use crate::parser::token::opt_after;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let plugin = pair(required_call, opt_after(TokenKind::Colon, star_schema));
    let kind = plugin.map(|(call, schema)| OperatorKind::Evaluate { call, schema });
    with_parameters(Rules::KNOWN, kind).parse(i)
}
