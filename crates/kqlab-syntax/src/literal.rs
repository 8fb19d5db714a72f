//! Tokens to values: escapes undone, numbers and times read. What is not of its type's form is
//! `Literal::Invalid`; saying so is for the parser.

mod number;
mod string;

use crate::ast::{Literal, TypeName};
use crate::lexer::{TokenKind, is_space};
use crate::time::{MAX_DATETIME, parse_datetime, parse_timespan};

pub(crate) use string::string_value;

/// The value of a literal's token, a string's excepted; `None` if the kind is no such literal.
pub(crate) fn literal_value(kind: TokenKind, text: &str) -> Option<Literal> {
    let ty = literal_type(kind)?;
    let Some(inner) = inner(text) else {
        return Some(read(ty, text).unwrap_or(Literal::Invalid(ty)));
    };
    let unquoted = unquoted(inner);
    let inner = unquoted.as_deref().unwrap_or(inner);
    Some(match inner {
        "null" | "" => Literal::Null(ty),
        _ if ty == TypeName::Datetime && is_bare_year(inner) => Literal::Null(ty),
        _ => read(ty, inner).unwrap_or(Literal::Invalid(ty)),
    })
}

/// The type of the literals of a kind.
pub(crate) fn literal_type(kind: TokenKind) -> Option<TypeName> {
    Some(match kind {
        TokenKind::Bool => TypeName::Bool,
        TokenKind::Int => TypeName::Int,
        TokenKind::Long => TypeName::Long,
        TokenKind::Real => TypeName::Real,
        TokenKind::Decimal => TypeName::Decimal,
        TokenKind::Datetime => TypeName::Datetime,
        TokenKind::Timespan => TypeName::Timespan,
        TokenKind::Guid | TokenKind::RawGuid => TypeName::Guid,
        _ => return None,
    })
}

/// What stands inside the parentheses of `datetime(...)`; `None` for a bare literal.
pub(crate) fn inner(text: &str) -> Option<&str> {
    let (_, inner) = text.split_once('(')?;
    Some(inner.strip_suffix(')').unwrap_or(inner).trim_matches(is_space))
}

/// `datetime(2025)` is null (measured).
fn is_bare_year(text: &str) -> bool {
    text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `datetime("2015-01-01")` is as good as `datetime(2015-01-01)`.
fn unquoted(text: &str) -> Option<String> {
    let is_quoted = text.len() >= 2 && text.ends_with(['"', '\'']);
    is_quoted.then(|| string_value(text).value)
}

fn read(ty: TypeName, text: &str) -> Option<Literal> {
    Some(match ty {
        TypeName::Bool => Literal::Bool(boolean(text)?),
        TypeName::Int => Literal::Int(i32::try_from(number::integer(text, 32)?).ok()?),
        TypeName::Long => Literal::Long(number::integer(text, 64)?),
        TypeName::Real => Literal::Real(number::real(text)?),
        TypeName::Decimal => Literal::Decimal(number::decimal(text)?),
        TypeName::Datetime => Literal::Datetime(match text {
            "min" => 0,
            "max" => MAX_DATETIME,
            _ => parse_datetime(text)?,
        }),
        TypeName::Timespan => Literal::Timespan(match text {
            "min" => i64::MIN,
            "max" => i64::MAX,
            _ => parse_timespan(text)?,
        }),
        TypeName::Guid => Literal::Guid(guid(text)?),
        TypeName::String | TypeName::Dynamic => return None,
    })
}

/// `bool(0)` and `bool(1)` stand in the reference's library functions.
fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Thirty-two hexadecimal digits, with dashes or without, in braces or without.
fn guid(text: &str) -> Option<String> {
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    let is_guid = digits.len() == 32
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && (dashes.is_empty() || dashes == [8, 13, 18, 23]);
    is_guid.then(|| {
        let digits = digits.to_ascii_lowercase();
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        parts.join("-")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: TokenKind, text: &str) -> Literal {
        literal_value(kind, text).expect("a literal's kind")
    }

    /// scalar-data-types/*; integers as measured (SYN0002 for what does not fit).
    #[test]
    fn values() {
        use TokenKind as T;
        assert_eq!(value(T::Bool, "TRUE"), Literal::Bool(true));
        assert_eq!(value(T::Bool, "bool(0)"), Literal::Bool(false));
        assert_eq!(value(T::Long, "0xf"), Literal::Long(15));
        assert_eq!(value(T::Int, "int(-2)"), Literal::Int(-2));
        assert_eq!(value(T::Int, "int(0xFFFFFFFF)"), Literal::Int(-1));
        assert_eq!(value(T::Int, "int(010)"), Literal::Int(10));
        assert_eq!(value(T::Real, "real(-inf)"), Literal::Real(f64::NEG_INFINITY));
        assert_eq!(value(T::Decimal, "decimal(1e5)"), Literal::Decimal("100000".into()));
        assert_eq!(
            value(T::Datetime, "datetime('0001-01-02')"),
            Literal::Datetime(864_000_000_000)
        );
        assert_eq!(value(T::Timespan, "time( 2 )"), Literal::Timespan(2 * 864_000_000_000));
        assert_eq!(value(T::Long, "long(null)"), Literal::Null(TypeName::Long));
        assert_eq!(value(T::Datetime, "datetime(2025)"), Literal::Null(TypeName::Datetime));
        assert_eq!(
            value(T::Guid, "guid(74BE27DE1E4E49D9B579FE0B331D3642)"),
            Literal::Guid("74be27de-1e4e-49d9-b579-fe0b331d3642".into())
        );
    }

    #[test]
    fn what_is_not_of_its_type() {
        use TokenKind as T;
        let cases = [
            (T::Int, "int(2147483648)", TypeName::Int),
            (T::Int, "int(-0x10)", TypeName::Int),
            (T::Int, "int(1.0)", TypeName::Int),
            (T::Int, "int(1_0)", TypeName::Int),
            (T::Long, "9223372036854775808", TypeName::Long),
            (T::Datetime, "datetime(soon)", TypeName::Datetime),
            (T::Timespan, "time(1.5)", TypeName::Timespan),
            (T::Guid, "guid(74be)", TypeName::Guid),
            (T::Bool, "bool(maybe)", TypeName::Bool),
        ];
        for (kind, text, ty) in cases {
            assert_eq!(value(kind, text), Literal::Invalid(ty), "{text}");
        }
    }
}
