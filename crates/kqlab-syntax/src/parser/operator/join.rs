//! `join kind=inner (T) on a, $left.b == $right.c`, `join (T) where predicate`

use nom::Parser;

use super::Body;
use super::support::{at, with_parameters};
use crate::ast::{JoinCondition, OperatorKind};
use crate::lexer::Keyword;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::parameter::Rules;
use crate::parser::token::clause;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let join = (unnamed, condition);
    let kind = join.map(|(table, condition)| OperatorKind::Join { table, condition });
    with_parameters(Rules::BEFORE_EXPR, kind).parse(i)
}

fn condition(i: In<'_>) -> R<'_, JoinCondition> {
    if at(i, Keyword::Where) {
        return unnamed.map(JoinCondition::Where).parse(i.advance(1));
    }
    let on = clause(Keyword::On, list1(unnamed));
    on.map(|on| on.map_or(JoinCondition::None, JoinCondition::On)).parse(i)
}
