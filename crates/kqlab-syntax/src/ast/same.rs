//! Equality of trees without their places.

use super::walk::{Visitor, Walk};
use super::{Json, Literal, Query};
use crate::Span;

/// Whether two trees are the same but for the spans, as those of a query and of its formatted text are. A real
/// that is not a number is the same as another.
#[must_use]
pub fn same(left: &Query, right: &Query) -> bool {
    let (mut left, mut right) = (left.clone(), right.clone());
    left.walk(&mut Erase);
    right.walk(&mut Erase);
    left == right
}

/// Makes all spans one, and reals comparable.
struct Erase;

impl Visitor for Erase {
    fn span(&mut self, span: &mut Span) {
        *span = Span::default();
    }

    fn literal(&mut self, literal: &mut Literal) {
        match literal {
            Literal::Real(value) if value.is_nan() => *literal = Literal::Decimal("nan".to_owned()),
            Literal::Dynamic(json) => erase(json),
            _ => {}
        }
    }
}

fn erase(json: &mut Json) {
    match json {
        Json::Real(value) if value.is_nan() => *json = Json::Decimal("nan".to_owned()),
        Json::Array(values) => values.iter_mut().for_each(erase),
        Json::Object(pairs) => pairs.iter_mut().for_each(|(_, value)| erase(value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::parse;

    fn is_same(left: &str, right: &str) -> bool {
        same(&parse(left).query, &parse(right).query)
    }

    #[test]
    fn places_do_not_count() {
        assert!(is_same("T|where a==1", "T // x\n  | where  a == 1"));
        assert!(is_same(
            "print real(nan), dynamic([real(nan)])",
            "print real(nan),dynamic([real(nan)])"
        ));
        assert!(is_same("T | where a has 'x'", "T | where a has \"x\""));
    }

    #[test]
    fn everything_else_does() {
        assert!(!is_same("T | where a == 1", "T | where a == 2"));
        assert!(!is_same("T | where a == 1", "T | where (a == 1)"));
        assert!(!is_same("T | join kind=inner U on a", "T | join U on a"));
        assert!(!is_same("T | take 5", "T | take 5 | take 5"));
    }
}
