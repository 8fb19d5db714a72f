//! The kinds of a column's values, and the type that they make of a column that nothing declares.

use kqlab_plan::Type;

use crate::declared::{Origin, type_by_name};
use crate::json::scan::{self, Kind};

/// A set of kinds of values, as far as a type depends on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    const BOOL: Self = Self(1);
    const LONG: Self = Self(1 << 1);
    /// A number with a fraction or exponent, or an integer of more than 64 bits.
    const REAL: Self = Self(1 << 2);
    const TEXT: Self = Self(1 << 3);
    const NESTED: Self = Self(1 << 4);
    const NUMBER: Self = Self(Self::LONG.0 | Self::REAL.0);
    /// A cell of separated values, beside what its text looks like.
    const BARE: Self = Self(1 << 5);

    pub(super) fn of(kind: Kind, raw: &str) -> Self {
        match kind {
            Kind::Null => Self::default(),
            Kind::False | Kind::True => Self::BOOL,
            // Eighteen digits and a sign always fit.
            Kind::Int if raw.len() < 19 || raw.parse::<i64>().is_ok() => Self::LONG,
            Kind::Int | Kind::Real => Self::REAL,
            Kind::Text { .. } => Self::TEXT,
            Kind::Nested { .. } => Self::NESTED,
            Kind::Bare => Self::bare(raw),
        }
    }

    /// What a cell of separated values looks like. Digits after a leading zero are text.
    fn bare(text: &str) -> Self {
        let looks = match scan::value(text.as_bytes(), 0) {
            _ if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") => {
                Self::BOOL
            }
            Ok(value) if value.end == text.len() => match value.kind {
                Kind::Int | Kind::Real | Kind::Nested { .. } => Self::of(value.kind, text),
                _ => Self::TEXT,
            },
            _ if text.is_empty() => return Self::default(),
            _ => Self::TEXT,
        };
        looks.and(Self::BARE)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The type of a column that nothing declares. Values that are all null tell nothing: a string then, as the
    /// empty columns of exports mostly are.
    pub(super) fn ty(self, name: &str) -> (Type, Origin) {
        if let Some(ty) = type_by_name(name) {
            return (ty, Origin::Name);
        }
        let ty = match Self(self.0 & !Self::BARE.0) {
            Self::BOOL => Type::Bool,
            Self::LONG => Type::Long,
            Self::REAL | Self::NUMBER => Type::Real,
            Self::NESTED => Type::Dynamic,
            Self::TEXT | Self(0) => Type::String,
            // What only looks like values of several kinds is text.
            _ if self.0 & Self::BARE.0 != 0 => Type::String,
            _ => Type::Dynamic,
        };
        (ty, Origin::Data)
    }
}
