//! `parse-kv x as (a:long) with (pair_delimiter=";")`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::parameter::{Value, properties};
use crate::parser::schema::row_schema;
use crate::parser::token::{clause, kw, parens};

const PROPERTIES: &[(&str, Value)] = &[
    ("pair_delimiter", Value::Plain),
    ("kv_delimiter", Value::Plain),
    ("regex", Value::Plain),
    ("quote", Value::Plain),
    ("escape", Value::Plain),
    ("greedy", Value::Plain),
];

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, expr) = unnamed(i)?;
    let (i, keys) = cut(preceded(kw(Keyword::As), row_schema)).parse(i)?;
    let (i, with) = clause(Keyword::With, parens(properties(PROPERTIES))).parse(i)?;
    Ok((i, (with.unwrap_or_default(), OperatorKind::ParseKv { expr, keys })))
}
