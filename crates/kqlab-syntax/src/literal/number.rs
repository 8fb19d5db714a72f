//! Numbers of literals.

/// A decimal or hexadecimal integer of so many bits. Measured: decimal digits must fit the type; hexadecimal
/// ones are read unsigned and wrap (`int(0xFFFFFFFF)` is -1), and take no sign.
pub(super) fn integer(text: &str, bits: u32) -> Option<i64> {
    let shift = 64 - bits;
    match text {
        "min" => return Some(i64::MIN >> shift),
        "max" => return Some(i64::MAX >> shift),
        _ => {}
    }
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        let is_hex = hex.bytes().all(|b| b.is_ascii_hexdigit());
        let value = u64::from_str_radix(hex, 16).ok().filter(|_| is_hex)?;
        let fits = bits == 64 || value >> bits == 0;
        return fits.then(|| (value << shift).cast_signed() >> shift);
    }
    let value: i64 = text.parse().ok()?;
    let fits = (i64::MIN >> shift..=i64::MAX >> shift).contains(&value);
    fits.then_some(value)
}

/// `1.5`, `1.`, `1e3`, `nan`, `+inf`
pub(super) fn real(text: &str) -> Option<f64> {
    match text {
        "min" => return Some(f64::MIN),
        "max" => return Some(f64::MAX),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_named = ["nan", "inf"].iter().any(|name| unsigned.eq_ignore_ascii_case(name));
    let is_number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (is_named || is_number).then(|| text.parse().ok()).flatten()
}

/// The digits without exponent, leading zeros and plus sign: `1e5` is `100000`, `5.10` stays. At most 34
/// digits, as Kusto's decimal (scalar-data-types/decimal).
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
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let text = place_point(&digits, point);
    let significant = text.bytes().filter(u8::is_ascii_digit).count();
    (significant <= 35).then(|| format!("{sign}{text}"))
}

/// The digits with a decimal point before position `point`, which may lie outside them.
fn place_point(digits: &str, point: i32) -> String {
    let before = usize::try_from(point).unwrap_or(0);
    let zeros = usize::try_from(-point).unwrap_or(0);
    let padded =
        format!("{}{digits}{}", "0".repeat(zeros), "0".repeat(before.saturating_sub(digits.len())));
    let (whole, fraction) = padded.split_at(before);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let cases = [
            ("5.10", Some("5.10")),
            ("-0.5", Some("-0.5")),
            ("+007", Some("7")),
            ("1.25e1", Some("12.5")),
            ("125e-4", Some("0.0125")),
            ("1e5", Some("100000")),
            (".5", Some("0.5")),
            ("abc", None),
            ("", None),
            ("1e99", None),
        ];
        for (text, expected) in cases {
            assert_eq!(decimal(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn integers() {
        assert_eq!(integer("0x8000000000000000", 64), Some(i64::MIN));
        assert_eq!(integer("0x100000000", 32), None);
        assert_eq!(integer("min", 32), Some(i64::from(i32::MIN)));
        assert_eq!(integer("+5", 64), Some(5));
        assert_eq!(integer("", 64), None);
    }

    #[test]
    fn reals() {
        assert_eq!(real("1."), Some(1.0));
        assert_eq!(real("-1e3"), Some(-1000.0));
        assert!(real("nan").is_some_and(f64::is_nan));
        assert_eq!(real("infinity"), None);
        assert_eq!(real("x"), None);
    }
}
