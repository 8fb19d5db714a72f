//! How types go together, and the conversions that the binder writes out.

use crate::expr::{Expr, ExprKind};
use crate::{Type, Value};

/// How far a value may be bent to fit; each allows what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bend {
    /// Not at all.
    None,
    /// To a wider type.
    Promote,
    /// To dynamic.
    Dynamic,
    /// To a wider or narrower type: the arguments of a user's function.
    Compatible,
}

/// Whether every value of `from` has a place in `to`. A dynamic becomes a string where one is asked for.
pub(super) const fn widens(from: Type, to: Type) -> bool {
    matches!(
        (from, to),
        (Type::Int, Type::Long | Type::Real | Type::Decimal)
            | (Type::Long, Type::Real | Type::Decimal)
            | (Type::Real, Type::Decimal)
            | (Type::Dynamic, Type::String)
    )
}

/// Whether a value of `from` may stand where `to` is asked for.
pub(super) fn fits(from: Type, to: Type, bend: Bend) -> bool {
    from == to
        || from == Type::Unknown
        || to == Type::Unknown
        || (bend >= Bend::Promote && widens(from, to))
        || (bend >= Bend::Dynamic && to == Type::Dynamic)
        || (bend >= Bend::Compatible && widens(to, from))
}

/// The type that both go into.
pub(super) fn common(a: Type, b: Type, bend: Bend) -> Option<Type> {
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Type::Unknown, _) | (_, Type::Unknown) => Some(Type::Unknown),
        (Type::Dynamic, _) | (_, Type::Dynamic) => Some(Type::Dynamic),
        (a, b) if widens(a, b) => Some(b),
        (a, b) if widens(b, a) => Some(a),
        _ if bend >= Bend::Dynamic => Some(Type::Dynamic),
        _ => None,
    }
}

/// The widest number type among these.
pub(super) fn widest(types: impl IntoIterator<Item = Type>) -> Option<Type> {
    types.into_iter().filter(|ty| ty.is_number()).reduce(|a, b| if widens(a, b) { b } else { a })
}

/// int becomes long.
pub(super) const fn promoted(ty: Type) -> Type {
    match ty {
        Type::Int => Type::Long,
        ty => ty,
    }
}

/// int, long.
pub(super) const fn is_integer(ty: Type) -> bool {
    matches!(ty, Type::Int | Type::Long | Type::Unknown)
}

/// A number.
pub(super) const fn is_number(ty: Type) -> bool {
    ty.is_number() || matches!(ty, Type::Unknown)
}

/// A number, datetime or timespan.
pub(super) const fn is_summable(ty: Type) -> bool {
    is_number(ty) || matches!(ty, Type::Datetime | Type::Timespan)
}

/// A number, datetime, timespan, string or bool.
pub(super) const fn is_orderable(ty: Type) -> bool {
    is_summable(ty) || matches!(ty, Type::String | Type::Bool)
}

/// The expression as a value of `ty`. Whether that is allowed is for the caller to say.
pub(super) fn convert(expr: Expr, ty: Type) -> Expr {
    if expr.ty == ty || ty == Type::Unknown || expr.ty == Type::Unknown {
        return expr;
    }
    let span = expr.span;
    if let ExprKind::Literal(value) = &expr.kind
        && let Some(value) = convert_literal(value, ty)
    {
        return Expr { kind: ExprKind::Literal(value), ty, span };
    }
    Expr { kind: ExprKind::Convert(Box::new(expr)), ty, span }
}

/// The conversions of constants that need no library.
#[expect(clippy::cast_precision_loss, reason = "a long becomes the nearest real, as in Kusto")]
fn convert_literal(value: &Value, ty: Type) -> Option<Value> {
    Some(match (value, ty) {
        (Value::Null(_), ty) => Value::null(ty),
        (Value::Int(n), Type::Long) => Value::Long(i64::from(*n)),
        (Value::Int(n), Type::Real) => Value::Real(f64::from(*n)),
        (Value::Long(n), Type::Real) => Value::Real(*n as f64),
        (Value::Long(n), Type::Int) => Value::Int(i32::try_from(*n).ok()?),
        (Value::Bool(b), Type::Dynamic) => Value::dynamic((*b).into()),
        (Value::Int(n), Type::Dynamic) => Value::dynamic((*n).into()),
        (Value::Long(n), Type::Dynamic) => Value::dynamic((*n).into()),
        (Value::String(s), Type::Dynamic) => Value::dynamic((&**s).into()),
        _ => return None,
    })
}
