//! Calendar arithmetic in ticks; `None` is a time outside the years 1 to 9999.

use kqlab_syntax::time::{
    Civil, MAX_DATETIME, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND,
    TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND, civil_from_ticks, days_from_civil,
    days_in_month,
};

/// A period of the calendar or of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    /// This many months.
    Months(i64),
    /// Weeks, from Sunday on.
    Week,
    /// This many ticks.
    Ticks(i64),
    /// A hundredth of a tick.
    Nanosecond,
}

impl Period {
    /// A day.
    pub(super) const DAY: Self = Self::Ticks(TICKS_PER_DAY);
    /// A month.
    pub(super) const MONTH: Self = Self::Months(1);
    /// A year.
    pub(super) const YEAR: Self = Self::Months(12);

    /// The period of that name, in any case (datetime-diff-function).
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" => Self::YEAR,
            "quarter" => Self::Months(3),
            "month" => Self::MONTH,
            "week" => Self::Week,
            "day" => Self::DAY,
            "hour" => Self::Ticks(TICKS_PER_HOUR),
            "minute" => Self::Ticks(TICKS_PER_MINUTE),
            "second" => Self::Ticks(TICKS_PER_SECOND),
            "millisecond" => Self::Ticks(TICKS_PER_MILLISECOND),
            "microsecond" => Self::Ticks(TICKS_PER_MICROSECOND),
            "nanosecond" => Self::Nanosecond,
            _ => return None,
        })
    }
}

/// A datetime that exists.
pub(super) fn datetime(ticks: i64) -> Option<i64> {
    (0..=MAX_DATETIME).contains(&ticks).then_some(ticks)
}

/// A datetime that exists, moved by a span.
pub(super) fn moved(ticks: i64, span: i64) -> Option<i64> {
    ticks.checked_add(span).and_then(datetime)
}

/// Months since January of year 0.
fn months(civil: Civil) -> i64 {
    i64::from(civil.year) * 12 + i64::from(civil.month) - 1
}

/// Days since the Sunday before 0001-01-01, which is a Monday.
fn days_from_sunday(ticks: i64) -> i64 {
    ticks.div_euclid(TICKS_PER_DAY) + 1
}

/// The weekday, Sunday is 0.
pub(super) fn weekday(ticks: i64) -> i64 {
    days_from_sunday(ticks).rem_euclid(7)
}

/// The first tick of a month, counted from January of year 0; also for months past the year 9999, whose ends are asked for.
fn start_of_month(months: i64) -> Option<i64> {
    let year =
        i32::try_from(months.div_euclid(12)).ok().filter(|year| (-1..=10_001).contains(year))?;
    let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
    days_from_civil(year, month, 1).checked_mul(TICKS_PER_DAY)
}

/// The first tick of the period that the time lies in, moved on by `offset` periods. It may lie outside the years 1 to 9999.
pub(super) fn start(period: Period, ticks: i64, offset: i64) -> Option<i64> {
    match period {
        Period::Months(count) => {
            let whole = months(civil_from_ticks(ticks)).div_euclid(count).checked_add(offset)?;
            start_of_month(whole.checked_mul(count)?)
        }
        Period::Week => {
            let days = days_from_sunday(ticks) / 7 * 7 - 1;
            offset.checked_mul(7)?.checked_add(days)?.checked_mul(TICKS_PER_DAY)
        }
        Period::Ticks(count) => ticks.div_euclid(count).checked_add(offset)?.checked_mul(count),
        Period::Nanosecond => Some(ticks),
    }
}

/// The time so many periods later; a day that the month lacks becomes its last.
pub(super) fn add(period: Period, amount: i64, ticks: i64) -> Option<i64> {
    match period {
        Period::Months(count) => {
            let civil = civil_from_ticks(ticks);
            let first = start_of_month(months(civil).checked_add(amount.checked_mul(count)?)?)?;
            let there = civil_from_ticks(datetime(first)?);
            let day = civil.day.min(days_in_month(there.year, there.month));
            moved(first, i64::from(day - 1) * TICKS_PER_DAY + ticks.rem_euclid(TICKS_PER_DAY))
        }
        Period::Week => moved(ticks, amount.checked_mul(7 * TICKS_PER_DAY)?),
        Period::Ticks(count) => moved(ticks, amount.checked_mul(count)?),
        Period::Nanosecond => moved(ticks, amount / 100),
    }
}

/// How many borders of the period lie between the times (datetime-diff-function).
pub(super) fn difference(period: Period, a: i64, b: i64) -> i64 {
    match period {
        Period::Months(count) => {
            let whole = |ticks| months(civil_from_ticks(ticks)).div_euclid(count);
            whole(a) - whole(b)
        }
        Period::Week => days_from_sunday(a).div_euclid(7) - days_from_sunday(b).div_euclid(7),
        Period::Ticks(count) => a.div_euclid(count) - b.div_euclid(count),
        Period::Nanosecond => (a - b).saturating_mul(100),
    }
}

/// The day of the year, 1 to 366.
pub(super) fn day_of_year(ticks: i64) -> i64 {
    ticks.div_euclid(TICKS_PER_DAY) - days_from_civil(civil_from_ticks(ticks).year, 1, 1) + 1
}

/// The number of a week that belongs to the year of the day `pivot` days after its first: 3 with weeks from Monday is ISO 8601.
fn week(ticks: i64, first: i64) -> i64 {
    let day = ticks.div_euclid(TICKS_PER_DAY);
    let middle = day - (day - first).rem_euclid(7) + 3;
    let civil = civil_from_ticks(middle.saturating_mul(TICKS_PER_DAY));
    (middle - days_from_civil(civil.year, 1, 1)) / 7 + 1
}

/// The week that counts from the one with the year's first Thursday, weeks from Monday (ISO 8601, week-of-year-function).
pub(super) fn iso_week(ticks: i64) -> i64 {
    week(ticks, 0)
}

/// The old number: it counts from the week with the year's first Wednesday, weeks from Sunday (week-of-year-function).
pub(super) fn old_week(ticks: i64) -> i64 {
    week(ticks, -1)
}

#[cfg(test)]
mod tests {
    use kqlab_syntax::time::parse_datetime;

    use super::*;

    fn at(text: &str) -> i64 {
        parse_datetime(text).expect("a datetime")
    }

    #[test]
    fn weekdays_and_weeks() {
        assert_eq!(weekday(at("1947-11-30")), 0, "day-of-week-function");
        assert_eq!(weekday(at("1970-05-11")), 1, "day-of-week-function");
        for (text, iso) in
            [("2020-12-31", 53), ("2020-06-15", 25), ("1970-01-01", 1), ("2000-01-01", 52)]
        {
            assert_eq!(iso_week(at(text)), iso, "week-of-year-function {text}");
        }
        // 2020-01-01 is a Wednesday; the week before holds the Wednesday of the old year.
        assert_eq!(old_week(at("2020-01-01")), 1);
        assert_eq!(old_week(at("2019-12-29")), 1);
        assert_eq!(old_week(at("2019-12-28")), 52);
        assert_eq!(old_week(at("2020-01-05")), 2);
    }

    #[test]
    fn borders_of_time() {
        assert_eq!(start(Period::Week, at("0001-01-02"), 0).and_then(datetime), None);
        assert_eq!(
            start(Period::YEAR, at("9999-06-01"), 1).map(|ticks| ticks - 1),
            Some(MAX_DATETIME)
        );
        assert_eq!(add(Period::MONTH, 1, at("2024-01-31")), Some(at("2024-02-29")));
        assert_eq!(add(Period::YEAR, 1, at("9999-01-01")), None);
        assert_eq!(add(Period::DAY, i64::MAX, at("2020-01-01")), None);
        assert_eq!(start(Period::MONTH, at("2020-01-01"), i64::MAX), None);
    }
}
