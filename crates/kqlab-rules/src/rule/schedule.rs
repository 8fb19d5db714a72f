//! When a rule runs, and over which time.

use jiff::{SpanRelativeTo, Unit};

/// When a rule runs and how far it looks back, in ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// From run to run.
    pub frequency: i64,
    /// From the start of the time that a run sees to the run.
    pub period: i64,
}

/// The time that a run sees, in ticks: its start is part of it, its end is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first tick.
    pub from: i64,
    /// The tick after the last.
    pub to: i64,
}

impl Schedule {
    /// The time that a run at `at` sees.
    #[must_use]
    pub fn window(&self, at: i64) -> Window {
        Window { from: at.saturating_sub(self.period).max(0), to: at }
    }
}

/// The ticks of a duration: `1d`, `90m`, or ISO 8601's `P1D`, `PT90M`. A day has 24 hours.
pub(crate) fn duration(text: &str) -> Option<i64> {
    let span: jiff::Span = text
        .trim()
        .to_ascii_uppercase()
        .strip_prefix('P')
        .map_or_else(|| text.trim().to_ascii_lowercase().parse(), |rest| format!("P{rest}").parse())
        .ok()?;
    let days = SpanRelativeTo::days_are_24_hours();
    let seconds = span.total((Unit::Second, days)).ok()?;
    let ticks = seconds * 10_000_000.0;
    (ticks.is_finite() && (0.0..9e17).contains(&ticks)).then_some(ticks as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 36_000_000_000;

    #[test]
    fn durations_are_short_or_iso_8601() {
        for (text, ticks) in [
            ("1d", 24 * HOUR),
            ("14d", 14 * 24 * HOUR),
            ("5h", 5 * HOUR),
            ("90m", HOUR + HOUR / 2),
            ("PT5H", 5 * HOUR),
            ("P1D", 24 * HOUR),
            ("P1DT30M", 24 * HOUR + HOUR / 2),
            ("24H", 24 * HOUR),
        ] {
            assert_eq!(duration(text), Some(ticks), "{text}");
        }
        for text in ["", "1x", "d", "P", "-1d", "P1Y", "1"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn a_run_sees_the_time_before_it() {
        let schedule = Schedule { frequency: HOUR, period: 24 * HOUR };
        assert_eq!(schedule.window(100 * HOUR), Window { from: 76 * HOUR, to: 100 * HOUR });
    }
}
