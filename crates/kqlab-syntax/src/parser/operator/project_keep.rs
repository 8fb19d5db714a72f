//! `project-keep a, b*`

use nom::Parser;

use super::Body;
use super::support::plain;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::list::wildcards0;
use crate::parser::name::name_or_wildcard;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(wildcards0(name_or_wildcard).map(OperatorKind::ProjectKeep)).parse(i)
}
