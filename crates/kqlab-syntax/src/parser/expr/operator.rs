//! The infix operators and how strongly they bind. What they mean is for the binder.

use crate::ast::{BinaryOp, ListOp};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::input::In;

/// An operator after its left side.
#[derive(Clone, Copy)]
pub(super) enum Infix {
    Binary(BinaryOp),
    List(ListOp),
    /// `between`; true is `!between`
    Between(bool),
}

/// How strongly an operator binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Lowest,
    Or,
    And,
    Equality,
    Relation,
    Sum,
    Product,
    Text,
    Operand,
}

impl Level {
    /// The level of the right side: one step up, for all operators bind to the left.
    pub(super) fn above(self) -> Self {
        match self {
            Self::Lowest => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Equality,
            Self::Equality => Self::Relation,
            Self::Relation => Self::Sum,
            Self::Sum => Self::Product,
            Self::Product => Self::Text,
            Self::Text | Self::Operand => Self::Operand,
        }
    }

    /// Whether `a op b op c` is possible: not with comparisons.
    pub(super) fn chains(self) -> bool {
        matches!(self, Self::Or | Self::And | Self::Sum | Self::Product)
    }
}

/// The operator here, if there is one.
pub(super) fn infix(i: In<'_>) -> Option<(Level, Infix)> {
    use TokenKind as T;
    let op = match i.kind() {
        T::EqEq => BinaryOp::Eq,
        T::Ne | T::LtGt => BinaryOp::Ne,
        T::Lt => BinaryOp::Lt,
        T::Le => BinaryOp::Le,
        T::Gt => BinaryOp::Gt,
        T::Ge => BinaryOp::Ge,
        T::Plus => BinaryOp::Add,
        T::Minus => BinaryOp::Sub,
        T::Star => BinaryOp::Mul,
        T::Slash => BinaryOp::Div,
        T::Percent => BinaryOp::Mod,
        T::EqTilde => BinaryOp::EqTilde,
        T::NeTilde => BinaryOp::NeTilde,
        T::Colon => BinaryOp::Search,
        T::Keyword(keyword) => return word(keyword, i),
        _ => return None,
    };
    Some((level(op), Infix::Binary(op)))
}

fn level(op: BinaryOp) -> Level {
    use BinaryOp as B;
    match op {
        B::Or => Level::Or,
        B::And => Level::And,
        B::Eq | B::Ne => Level::Equality,
        B::Lt | B::Le | B::Gt | B::Ge => Level::Relation,
        B::Add | B::Sub => Level::Sum,
        B::Mul | B::Div | B::Mod => Level::Product,
        B::EqTilde
        | B::NeTilde
        | B::Has
        | B::NotHas
        | B::HasCs
        | B::NotHasCs
        | B::HasPrefix
        | B::NotHasPrefix
        | B::HasPrefixCs
        | B::NotHasPrefixCs
        | B::HasSuffix
        | B::NotHasSuffix
        | B::HasSuffixCs
        | B::NotHasSuffixCs
        | B::Contains
        | B::NotContains
        | B::ContainsCs
        | B::NotContainsCs
        | B::StartsWith
        | B::NotStartsWith
        | B::StartsWithCs
        | B::NotStartsWithCs
        | B::EndsWith
        | B::NotEndsWith
        | B::EndsWithCs
        | B::NotEndsWithCs
        | B::Like
        | B::NotLike
        | B::LikeCs
        | B::NotLikeCs
        | B::MatchesRegex
        | B::Search => Level::Text,
    }
}

fn word(keyword: Keyword, i: In<'_>) -> Option<(Level, Infix)> {
    use Keyword as K;
    let infix = match keyword {
        // `in range (...)` belongs to make-series.
        K::In if i.kind_at(1) == TokenKind::Keyword(K::Range) => return None,
        K::In => Infix::List(ListOp::In),
        K::InCi => Infix::List(ListOp::InTilde),
        K::NotIn => Infix::List(ListOp::NotIn),
        K::NotInCi => Infix::List(ListOp::NotInTilde),
        K::HasAny => Infix::List(ListOp::HasAny),
        K::HasAll => Infix::List(ListOp::HasAll),
        K::Between => Infix::Between(false),
        K::NotBetween => Infix::Between(true),
        _ => {
            let op = binary_word(keyword)?;
            return Some((level(op), Infix::Binary(op)));
        }
    };
    Some((Level::Equality, infix))
}

fn binary_word(keyword: Keyword) -> Option<BinaryOp> {
    use BinaryOp as B;
    use Keyword as K;
    Some(match keyword {
        K::Or => B::Or,
        K::And => B::And,
        K::Has => B::Has,
        K::NotHas => B::NotHas,
        K::HasCs => B::HasCs,
        K::NotHasCs => B::NotHasCs,
        K::Hasprefix => B::HasPrefix,
        K::NotHasprefix => B::NotHasPrefix,
        K::HasprefixCs => B::HasPrefixCs,
        K::NotHasprefixCs => B::NotHasPrefixCs,
        K::Hassuffix => B::HasSuffix,
        K::NotHassuffix => B::NotHasSuffix,
        K::HassuffixCs => B::HasSuffixCs,
        K::NotHassuffixCs => B::NotHasSuffixCs,
        K::Contains => B::Contains,
        K::Notcontains | K::NotContains => B::NotContains,
        K::Containscs | K::ContainsCs => B::ContainsCs,
        K::Notcontainscs | K::NotContainsCs => B::NotContainsCs,
        K::Startswith => B::StartsWith,
        K::NotStartswith => B::NotStartsWith,
        K::StartswithCs => B::StartsWithCs,
        K::NotStartswithCs => B::NotStartsWithCs,
        K::Endswith => B::EndsWith,
        K::NotEndswith => B::NotEndsWith,
        K::EndswithCs => B::EndsWithCs,
        K::NotEndswithCs => B::NotEndsWithCs,
        K::Like => B::Like,
        K::Notlike => B::NotLike,
        K::Likecs => B::LikeCs,
        K::Notlikecs => B::NotLikeCs,
        K::MatchesRegex => B::MatchesRegex,
        _ => return None,
    })
}
