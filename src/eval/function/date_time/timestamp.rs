//! Points in time as RFC 3339 writes them.

use std::fmt;

const DAY: i64 = 86_400;
const NANOSECONDS: i64 = 1_000_000_000;

/// A point in time and the clock by which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Timestamp {
    /// Seconds by the clock, from the beginning of 1970 by the clock.
    clock: i64,
    /// Of the second that has begun: less than 10⁹.
    nanoseconds: i64,
    /// By how many seconds the clock is ahead of UTC.
    offset: i64,
}

/// How closely a text must keep to RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As `formatdate` and `timeadd` read.
    Strict,
    /// As `timecmp` reads: the hour may have one digit, a comma may stand before the fraction, and a clock may be
    /// ahead by up to 24:60.
    Lenient,
}

/// A date and time of day as people write it.
pub(super) struct Calendar {
    /// Zero and negative before the common era.
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// Of the month, from 1.
    pub(super) day: i64,
    /// From 0 for Sunday.
    pub(super) weekday: i64,
    /// From 0 to 23.
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Timestamp {
    /// Reads a timestamp. `Err` says what is wrong with it.
    pub(super) fn parse(text: &str, reading: Reading) -> Result<Self, String> {
        let is_strict = reading == Reading::Strict;
        let mut rest = text;
        let year = number(&mut rest, "the year", 4, (0, 9999))?;
        expect(&mut rest, '-')?;
        let month = number(&mut rest, "the month", 2, (1, 12))?;
        expect(&mut rest, '-')?;
        let day = number(&mut rest, "the day", 2, (1, days_in(year, month)))?;
        expect(&mut rest, 'T')?;
        let one_digit = rest.as_bytes().get(1) == Some(&b':') && !is_strict;
        let digits = if one_digit { 1 } else { 2 };
        let hour = number(&mut rest, "the hour", digits, (0, 23))?;
        expect(&mut rest, ':')?;
        let minute = number(&mut rest, "the minute", 2, (0, 59))?;
        expect(&mut rest, ':')?;
        let second = number(&mut rest, "the second", 2, (0, 59))?;
        let nanoseconds = fraction(&mut rest, is_strict);
        let offset = zone(&mut rest, is_strict)?;
        if !rest.is_empty() {
            return Err(format!("{rest:?} is one part too many"));
        }
        Ok(Self {
            clock: days(year, month, day) * DAY + hour * 3600 + minute * 60 + second,
            nanoseconds,
            offset,
        })
    }

    /// Nanoseconds since the beginning of 1970 in UTC.
    pub(super) fn instant(&self) -> i128 {
        i128::from(self.clock - self.offset) * i128::from(NANOSECONDS)
            + i128::from(self.nanoseconds)
    }

    /// So many nanoseconds later, by the same clock.
    pub(super) fn plus(&self, nanoseconds: i64) -> Self {
        let sum = self.nanoseconds + nanoseconds.rem_euclid(NANOSECONDS);
        Self {
            clock: self.clock + nanoseconds.div_euclid(NANOSECONDS) + sum.div_euclid(NANOSECONDS),
            nanoseconds: sum.rem_euclid(NANOSECONDS),
            offset: self.offset,
        }
    }

    /// By its clock.
    pub(super) fn calendar(&self) -> Calendar {
        let (day_number, second) = (self.clock.div_euclid(DAY), self.clock.rem_euclid(DAY));
        let (year, month, day) = date(day_number);
        Calendar {
            year,
            month,
            day,
            // The first of January 1970 was a Thursday.
            weekday: (day_number + 4).rem_euclid(7),
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        }
    }

    /// By how many hours and minutes its clock is ahead of UTC: `+05:30`, with what is given between them.
    pub(super) fn zone(&self, between: &str) -> String {
        let minutes = self.offset.abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }

    /// Whether its clock is UTC.
    pub(super) fn is_utc(&self) -> bool {
        self.offset == 0
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 without fractions of seconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Calendar {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self.calendar();
        let sign = if year < 0 { "-" } else { "" };
        let year = year.abs();
        write!(
            f,
            "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if self.is_utc() {
            f.write_str("Z")
        } else {
            f.write_str(&self.zone(":"))
        }
    }
}

/// Takes a number of exactly so many digits.
fn number(rest: &mut &str, what: &str, digits: usize, limits: (i64, i64)) -> Result<i64, String> {
    let found = rest
        .get(..digits)
        .filter(|found| found.bytes().all(|byte| byte.is_ascii_digit()));
    let found = found.ok_or_else(|| format!("{what} must have {digits} digits"))?;
    let value: i64 = found.parse().unwrap_or(0);
    if value < limits.0 || value > limits.1 {
        let (least, most) = limits;
        return Err(format!("{what} must be between {least} and {most}"));
    }
    *rest = &rest[digits..];
    Ok(value)
}

fn expect(rest: &mut &str, wanted: char) -> Result<(), String> {
    match rest.strip_prefix(wanted) {
        Some(after) => {
            *rest = after;
            Ok(())
        }
        None if rest.is_empty() => Err(format!("it ends where {wanted:?} must stand")),
        None => Err(format!("{wanted:?} must stand before {rest:?}")),
    }
}

/// Takes a fraction of a second, if one follows, as nanoseconds. What is finer is cut off.
fn fraction(rest: &mut &str, is_strict: bool) -> i64 {
    let point = |c| c == '.' || (c == ',' && !is_strict);
    let Some(after) = rest.strip_prefix(point) else {
        return 0;
    };
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return 0;
    }
    *rest = &after[length..];
    let digits = after[..length].bytes().chain(std::iter::repeat(b'0'));
    digits
        .take(9)
        .fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

/// Takes the offset from UTC, in seconds.
fn zone(rest: &mut &str, is_strict: bool) -> Result<i64, String> {
    if let Some(after) = rest.strip_prefix('Z') {
        *rest = after;
        return Ok(0);
    }
    let sign = match rest.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => {
            return Err(format!(
                "{rest:?} is no offset from UTC such as Z or +01:00"
            ));
        }
        None => return Err("it ends before the offset from UTC".to_owned()),
    };
    *rest = &rest[1..];
    let (hours, minutes) = if is_strict { (23, 59) } else { (24, 60) };
    let hour = number(rest, "the hour of the offset", 2, (0, hours))?;
    expect(rest, ':')?;
    let minute = number(rest, "the minute of the offset", 2, (0, minutes))?;
    Ok(sign * (hour * 60 + minute) * 60)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of a year before a month that is counted from 0 for March: the leap day is a year's last one then.
fn days_before(month: i64) -> i64 {
    (153 * month + 2) / 5
}

/// Days in 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// Days from the first of March of the year 0 to the first of January 1970.
const EPOCH: i64 = 719_468;

/// Days since the first of January 1970, in the Gregorian calendar at all times.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let leap_days = of_era / 4 - of_era / 100;
    era * ERA + of_era * 365 + leap_days + days_before((month + 9) % 12) + day - 1 - EPOCH
}

/// Year, month and day of so many days after the first of January 1970.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    // Each leap day before makes the year one day longer: after 4, 100 and 400 years.
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - days_before(month) + 1;
    let (month, carry) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + carry, month, day)
}

#[cfg(test)]
mod tests {
    use super::{date, days};

    #[test]
    fn every_day_of_the_calendar_follows_the_one_before() {
        let mut expected = (-401, 1, 1);
        for number in days(-401, 1, 1)..days(2401, 1, 1) {
            assert_eq!(date(number), expected);
            let (year, month, day) = expected;
            assert_eq!(days(year, month, day), number);
            expected = if day < super::days_in(year, month) {
                (year, month, day + 1)
            } else if month < 12 {
                (year, month + 1, 1)
            } else {
                (year + 1, 1, 1)
            };
        }
    }
}
