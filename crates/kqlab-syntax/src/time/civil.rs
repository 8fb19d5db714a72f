//! The proleptic Gregorian calendar, counted in days and ticks since 0001-01-01.

use super::{MAX_DATETIME, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};

/// A date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// The ticks past the second.
    pub ticks: u32,
}

/// The days of a month; 0 for what is no month.
#[must_use]
pub const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The days from 0001-01-01 to a date. Any year will do; month and day must exist.
#[must_use]
pub const fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    // Years begin in March here, so that the leap day is the last of its year.
    let years = if month > 2 { year } else { year - 1 } as i64;
    let era = years.div_euclid(400);
    let year_of_era = years.rem_euclid(400);
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 306
}

/// The date that many days after 0001-01-01.
const fn civil_from_days(days: i64) -> (i32, u32, u32) {
    let days = days + 306;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year as i32, month as u32, day as u32)
}

/// The ticks of a date and time; `None` if there is no such date or time in the years 1 to 9999.
#[must_use]
pub fn ticks_from_civil(civil: Civil) -> Option<i64> {
    let Civil { year, month, day, hour, minute, second, ticks } = civil;
    let is_date = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
    let is_time = hour < 24 && minute < 60 && second < 60 && i64::from(ticks) < TICKS_PER_SECOND;
    (is_date && is_time).then(|| {
        days_from_civil(year, month, day) * TICKS_PER_DAY
            + i64::from(hour) * TICKS_PER_HOUR
            + i64::from(minute) * TICKS_PER_MINUTE
            + i64::from(second) * TICKS_PER_SECOND
            + i64::from(ticks)
    })
}

/// The date and time of a datetime's ticks; ticks outside the years 1 to 9999 are brought to the nearest.
#[must_use]
pub fn civil_from_ticks(ticks: i64) -> Civil {
    let ticks = ticks.clamp(0, MAX_DATETIME);
    let (year, month, day) = civil_from_days(ticks / TICKS_PER_DAY);
    let of_day = ticks % TICKS_PER_DAY;
    let part = |value: i64| u32::try_from(value).expect("parts of a day are small");
    Civil {
        year,
        month,
        day,
        hour: part(of_day / TICKS_PER_HOUR),
        minute: part(of_day / TICKS_PER_MINUTE % 60),
        second: part(of_day / TICKS_PER_SECOND % 60),
        ticks: part(of_day % TICKS_PER_SECOND),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::UNIX_EPOCH;

    #[test]
    fn known_days() {
        assert_eq!(days_from_civil(1, 1, 1), 0);
        assert_eq!(days_from_civil(1970, 1, 1) * TICKS_PER_DAY, UNIX_EPOCH);
        assert_eq!(days_from_civil(10_000, 1, 1) * TICKS_PER_DAY - 1, MAX_DATETIME);
        // scalar-data-types/datetime: 31241376000000000 is 0100-01-01.
        assert_eq!(days_from_civil(100, 1, 1) * TICKS_PER_DAY, 31_241_376_000_000_000);
    }

    #[test]
    fn every_day_there_and_back() {
        let mut expected = (1, 1, 1);
        for days in 0..=MAX_DATETIME / TICKS_PER_DAY {
            assert_eq!(civil_from_days(days), expected);
            assert_eq!(days_from_civil(expected.0, expected.1, expected.2), days);
            expected.2 += 1;
            if expected.2 > days_in_month(expected.0, expected.1) {
                expected = (expected.0, expected.1 + 1, 1);
            }
            if expected.1 > 12 {
                expected = (expected.0 + 1, 1, 1);
            }
        }
    }

    #[test]
    fn what_is_no_date() {
        let date = |year, month, day| {
            ticks_from_civil(Civil { year, month, day, hour: 0, minute: 0, second: 0, ticks: 0 })
        };
        assert_eq!(date(2023, 2, 29), None);
        assert_eq!(date(0, 1, 1), None);
        assert_eq!(date(10_000, 1, 1), None);
        assert_eq!(date(2024, 13, 1), None);
        assert!(date(2024, 2, 29).is_some());
    }
}
