//! `assert-schema (a:long)`: fails the query unless the columns are these.

use nom::Parser;

use super::Body;
use super::support::plain;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::schema::row_schema;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(row_schema.map(OperatorKind::AssertSchema)).parse(i)
}
