//! `__executeAndCache`: internal to Kusto.

use super::Body;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    Ok((i, (Vec::new(), OperatorKind::ExecuteAndCache)))
}
