//! Comparing values of any types.

use std::cmp::Ordering;

use kqlab_plan::Type;

use crate::cast::{number, text, time};
use crate::core::{Inner, Ref};
use crate::{EvalError, decimal};

/// What a comparison gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Both are null.
    BothNull,
    /// One is null.
    OneNull,
    /// The order; a NaN has none.
    Order(Option<Ordering>),
}

/// Compares two values. A dynamic is taken as the other's type, so is a text beside a time, guid, number or bool.
#[must_use]
pub fn compare(a: Ref<'_>, b: Ref<'_>) -> Compared {
    match (is_null(a), is_null(b)) {
        (true, true) => Compared::BothNull,
        (true, false) | (false, true) => Compared::OneNull,
        (false, false) => Compared::Order(order(a, b)),
    }
}

fn is_null(value: Ref<'_>) -> bool {
    match value {
        Ref::Null => true,
        Ref::Dynamic(value) => value.inner() == Inner::Null,
        _ => false,
    }
}

/// The order of two values that are not null.
fn order(a: Ref<'_>, b: Ref<'_>) -> Option<Ordering> {
    match (a, b) {
        (Ref::String(a), Ref::String(b)) => Some(a.cmp(b)),
        (Ref::Long(a) | Ref::Datetime(a) | Ref::Timespan(a), Ref::Long(b))
        | (Ref::Datetime(a), Ref::Datetime(b))
        | (Ref::Timespan(a), Ref::Timespan(b)) => Some(a.cmp(&b)),
        (Ref::Guid(a), Ref::Guid(b)) => Some(a.cmp(b)),
        (Ref::Dynamic(_), Ref::String(b)) => Some((*text::of(a)).cmp(b)),
        (Ref::String(a), Ref::Dynamic(_)) => Some(a.cmp(&*text::of(b))),
        (Ref::Datetime(_), _) | (_, Ref::Datetime(_)) => {
            Some(time::datetime(a)?.cmp(&time::datetime(b)?))
        }
        (Ref::Timespan(_), _) | (_, Ref::Timespan(_)) => {
            Some(time::timespan(a)?.cmp(&time::timespan(b)?))
        }
        (Ref::Guid(_), _) | (_, Ref::Guid(_)) => Some(time::guid(a)?.cmp(&time::guid(b)?)),
        (Ref::Decimal(_), _) | (_, Ref::Decimal(_)) => Some(decimal::of(a)?.cmp(&decimal::of(b)?)),
        (Ref::Real(_), _) | (_, Ref::Real(_)) => number::real(a)?.partial_cmp(&number::real(b)?),
        (Ref::Dynamic(_), Ref::Dynamic(_)) => Some(text::of(a).cmp(&text::of(b))),
        (Ref::Dynamic(value), other) | (other, Ref::Dynamic(value))
            if matches!(value.inner(), Inner::Real(_)) =>
        {
            let found = number::real(Ref::Dynamic(value))?.partial_cmp(&number::real(other)?);
            if matches!(a, Ref::Dynamic(_)) { found } else { found.map(Ordering::reverse) }
        }
        (Ref::Bool(_), _) | (_, Ref::Bool(_)) if !(is_integer(a) || is_integer(b)) => {
            Some(number::bool(a)?.cmp(&number::bool(b)?))
        }
        _ => Some(number::long(a)?.cmp(&number::long(b)?)),
    }
}

fn is_integer(value: Ref<'_>) -> bool {
    matches!(value, Ref::Int(_) | Ref::Long(_))
}

/// Refuses types that Kusto does not compare.
///
/// # Errors
/// For two dynamics (measured).
pub fn comparable(a: Type, b: Type) -> Result<(), EvalError> {
    if a == Type::Dynamic && b == Type::Dynamic {
        let error = EvalError::argument("two dynamic values cannot be compared");
        return Err(error.with_hint("convert one of them: tostring(x), tolong(x)"));
    }
    Ok(())
}
