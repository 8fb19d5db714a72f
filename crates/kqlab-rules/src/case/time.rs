//! Times in tests, absolute or relative to the case's clock: `t-15m`, `t+1h`, `t-0s`.

use kqlab_syntax::time::format_datetime;

use crate::rule::duration;

/// The time that a relative one is, as text; another text is none.
pub(crate) fn relative(text: &str, now: i64) -> Option<String> {
    let rest = text.strip_prefix('t')?;
    let (later, amount) = match (rest.strip_prefix('-'), rest.strip_prefix('+')) {
        (Some(amount), _) => (false, amount),
        (None, Some(amount)) => (true, amount),
        (None, None) => return None,
    };
    let compact = amount.bytes().all(|b| b.is_ascii_alphanumeric());
    let ticks =
        duration(amount).filter(|_| compact && amount.starts_with(|c: char| c.is_ascii_digit()))?;
    let time = if later { now.checked_add(ticks)? } else { now.checked_sub(ticks)? };
    Some(format_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::DEFAULT_NOW;

    #[test]
    fn times_are_counted_from_the_clock() {
        let at = |text| relative(text, DEFAULT_NOW);
        assert_eq!(at("t-15m").as_deref(), Some("2025-12-31T23:45:00.0000000Z"));
        assert_eq!(at("t+1d").as_deref(), Some("2026-01-02T00:00:00.0000000Z"));
        assert_eq!(at("t-0s").as_deref(), Some("2026-01-01T00:00:00.0000000Z"));
        assert_eq!(
            (at("t"), at("t-"), at("t-x"), at("t-PT1H"), at("top-1d")),
            (None, None, None, None, None)
        );
    }
}
