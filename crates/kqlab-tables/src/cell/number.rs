//! Numbers out of text, whether it stood in quotes or not.

/// From here on, not every integer is a double.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A whole number: `5`, `5.0`, `5e0`; hexadecimal as `tolong` reads it.
pub(super) fn long(text: &str) -> Option<i64> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return i64::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with(['+', '-']));
    }
    let value = real(text)?;
    (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i64)
}

/// Any number; one past the largest double is an infinity.
pub(super) fn real(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let named = ["nan", "inf", "infinity"].iter().any(|name| unsigned.eq_ignore_ascii_case(name));
    let digits = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (named || digits).then(|| text.parse().ok()).flatten()
}

/// The digits without exponent, leading zeros and plus sign.
pub(super) fn decimal(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) || exponent.abs() > 40 {
        return None;
    }
    let before = i32::try_from(whole.len()).ok()? + exponent;
    let left = usize::try_from(-before).unwrap_or(0);
    let before = usize::try_from(before).unwrap_or(0);
    let right = before.saturating_sub(digits.len());
    let padded = format!("{}{digits}{}", "0".repeat(left), "0".repeat(right));
    let (whole, fraction) = padded.split_at(before);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    (whole.len() + fraction.len() <= 35).then(|| format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longs() {
        assert_eq!(long("9223372036854775807"), Some(i64::MAX));
        assert_eq!(long("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(long("9223372036854775808"), None);
        assert_eq!(long("5.0"), Some(5));
        assert_eq!(long("9007199254740991.0"), Some(9_007_199_254_740_991));
        assert_eq!(long("9007199254740993.0"), None, "as a double it is one less");
        assert_eq!(long("1e3"), Some(1000));
        assert_eq!(long("0x10"), Some(16));
        assert_eq!(long("0x-1"), None);
        assert_eq!(long("5.5"), None);
        assert_eq!(long("1e300"), None);
        assert_eq!(long("nan"), None);
    }

    #[test]
    fn reals() {
        assert_eq!(real("-1.5e3"), Some(-1500.0));
        assert_eq!(real("1e999"), Some(f64::INFINITY));
        assert!(real("NaN").is_some_and(f64::is_nan));
        assert_eq!(real("1_000"), None);
        assert_eq!(real("nano"), None);
    }

    #[test]
    fn decimals() {
        assert_eq!(decimal("125e-4").as_deref(), Some("0.0125"));
        assert_eq!(decimal("+007.10").as_deref(), Some("7.10"));
        assert_eq!(decimal("1e5").as_deref(), Some("100000"));
        assert_eq!(decimal("-.5").as_deref(), Some("-0.5"));
        assert_eq!(decimal("x"), None);
        assert_eq!(decimal("1e99"), None);
    }
}
