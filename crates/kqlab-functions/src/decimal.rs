//! Decimals: exact arithmetic of 34 digits over canonical text (scalar-data-types/decimal).

use std::str::FromStr;

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, RoundingMode, ToPrimitive, Zero};

use crate::core::{Inner, Ref};

/// The digits that a decimal keeps.
const DIGITS: u64 = 34;

/// Exponents beyond this are no decimal's: longer texts are not worth writing out.
const LARGEST_EXPONENT: i64 = 40;

/// The number that canonical text stands for.
#[must_use]
pub fn parse(text: &str) -> Option<BigDecimal> {
    let text = text.trim();
    let number = BigDecimal::from_str(text).ok()?;
    let (_, scale) = number.as_bigint_and_exponent();
    (scale.abs() <= LARGEST_EXPONENT).then(|| round(number))
}

/// The canonical text.
#[must_use]
pub fn text(number: &BigDecimal) -> String {
    number.to_plain_string()
}

/// At most 34 digits, half away from zero.
fn round(number: BigDecimal) -> BigDecimal {
    let digits = number.digits();
    if digits <= DIGITS {
        return number;
    }
    let (_, scale) = number.as_bigint_and_exponent();
    let surplus = i64::try_from(digits - DIGITS).unwrap_or(i64::MAX);
    number.with_scale_round(scale.saturating_sub(surplus), RoundingMode::HalfUp)
}

/// The value as a decimal.
#[must_use]
pub fn of(value: Ref<'_>) -> Option<BigDecimal> {
    match value {
        Ref::Decimal(text) | Ref::String(text) => parse(text),
        Ref::Bool(value) => Some(BigDecimal::from(i64::from(value))),
        Ref::Int(value) => Some(BigDecimal::from(i64::from(value))),
        Ref::Long(value) | Ref::Datetime(value) | Ref::Timespan(value) => {
            Some(BigDecimal::from(value))
        }
        Ref::Real(value) => value.is_finite().then(|| parse(&format!("{value}"))).flatten(),
        Ref::Dynamic(value) => match value.inner() {
            Inner::String(text) => parse(&text),
            Inner::Long(value) => of(Ref::Long(value)),
            Inner::Real(value) => of(Ref::Real(value)),
            Inner::Bool(value) => of(Ref::Bool(value)),
            Inner::Null | Inner::Array | Inner::Bag => None,
        },
        Ref::Null | Ref::Guid(_) => None,
    }
}

/// The whole part; null where it is no long.
#[must_use]
pub fn to_long(text: &str) -> Option<i64> {
    parse(text)?.with_scale_round(0, RoundingMode::Down).to_i64()
}

/// Whether it is zero.
#[must_use]
pub fn is_zero(text: &str) -> bool {
    parse(text).is_some_and(|number| number.is_zero())
}

/// The sum.
#[must_use]
pub fn add(a: &BigDecimal, b: &BigDecimal) -> BigDecimal {
    round(a + b)
}

/// The difference.
#[must_use]
pub fn subtract(a: &BigDecimal, b: &BigDecimal) -> BigDecimal {
    round(a - b)
}

/// The product.
#[must_use]
pub fn multiply(a: &BigDecimal, b: &BigDecimal) -> BigDecimal {
    round(a * b)
}

/// The quotient, without zeros at its end; `None` by zero.
#[must_use]
pub fn divide(a: &BigDecimal, b: &BigDecimal) -> Option<BigDecimal> {
    (!b.is_zero()).then(|| round(a / b).normalized())
}

/// The remainder, never negative; `None` by zero.
#[must_use]
pub fn remainder(a: &BigDecimal, b: &BigDecimal) -> Option<BigDecimal> {
    if b.is_zero() {
        return None;
    }
    let rest = a % b;
    Some(if rest < BigDecimal::from(BigInt::zero()) { rest + b.abs() } else { rest })
}

/// The number without its sign.
#[must_use]
pub fn abs(number: &BigDecimal) -> BigDecimal {
    number.abs()
}

/// The smallest whole number that is not below it.
#[must_use]
pub fn ceiling(number: &BigDecimal) -> BigDecimal {
    number.with_scale_round(0, RoundingMode::Ceiling)
}

/// Rounded half away from zero to digits after the point; of a negative count, before it.
#[must_use]
pub fn to_digits(number: &BigDecimal, digits: i64) -> BigDecimal {
    let digits = digits.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT);
    let (_, scale) = number.as_bigint_and_exponent();
    if digits >= scale {
        number.clone()
    } else {
        number.with_scale_round(digits, RoundingMode::HalfUp).with_scale(digits.max(0))
    }
}

/// The multiple of `size` at or below it; `None` where the size is not above zero.
#[must_use]
pub fn bin(number: &BigDecimal, size: &BigDecimal) -> Option<BigDecimal> {
    (size > &BigDecimal::zero()).then(|| {
        let steps = (number / size).with_scale_round(0, RoundingMode::Floor);
        round(steps * size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> BigDecimal {
        parse(text).expect("a decimal")
    }

    #[test]
    fn arithmetic_is_exact() {
        assert_eq!(text(&add(&dec("0.1"), &dec("0.2"))), "0.3");
        assert_eq!(text(&subtract(&dec("5"), &dec("7.5"))), "-2.5");
        assert_eq!(text(&multiply(&dec("1.1"), &dec("1.1"))), "1.21");
        assert_eq!(
            divide(&dec("1"), &dec("3")).map(|q| text(&q)),
            Some(format!("0.{}", "3".repeat(34)))
        );
        assert_eq!(divide(&dec("10"), &dec("4")).map(|q| text(&q)), Some("2.5".to_owned()));
        assert_eq!(divide(&dec("1"), &dec("0")), None);
        assert_eq!(remainder(&dec("-10"), &dec("4")).map(|r| text(&r)), Some("2".to_owned()));
    }

    #[test]
    fn rounding() {
        assert_eq!(text(&ceiling(&dec("-1.1"))), "-1");
        assert_eq!(text(&to_digits(&dec("2.15"), 1)), "2.2");
        assert_eq!(text(&to_digits(&dec("-50.55"), -2)), "-100");
        assert_eq!(text(&to_digits(&dec("1.5"), 3)), "1.5");
        assert_eq!(bin(&dec("-7.5"), &dec("2")).map(|b| text(&b)), Some("-8".to_owned()));
        assert_eq!(bin(&dec("7"), &dec("0")), None);
    }

    #[test]
    fn texts() {
        assert_eq!(parse("1e999999999"), None);
        assert_eq!(parse("abc"), None);
        assert_eq!(text(&dec("1e3")), "1000");
        assert_eq!(to_long("-1.9"), Some(-1));
        assert_eq!(of(Ref::Real(0.1)).map(|d| text(&d)), Some("0.1".to_owned()));
    }
}
