//! What Terraform's `yamldecode` makes of scalars beyond what every reader does, measured with 1.11.4.

use saphyr_parser::ScalarStyle;

use super::scalar::resolve;
use crate::data::{DataError, Kind};
use crate::source::Span;

/// Whether what a scalar of this style says decides its type in Terraform.
pub(super) fn is_resolved(style: ScalarStyle) -> bool {
    !matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
}

/// What Terraform makes of a scalar without quotes and tag beyond what every reader does: timestamps are written out,
/// and a block is read like a plain scalar and then made a string.
pub(super) fn as_terraform(kind: Kind, style: ScalarStyle, span: Span) -> Result<Kind, DataError> {
    let Kind::String(text) = kind else {
        return Ok(kind);
    };
    if let Some(whole) = timestamp(&text) {
        return Ok(Kind::String(whole));
    }
    let stays = match resolve(&text) {
        Some(Kind::String(_)) => true,
        Some(Kind::Number(number)) => number == text,
        Some(Kind::Bool(flag)) => flag.to_string() == text,
        _ => false,
    };
    if style == ScalarStyle::Plain || stays {
        return Ok(Kind::String(text));
    }
    let message = "Terraform reads this block as another value than its text";
    Err(DataError {
        is_uncertain: true,
        ..DataError::new(span, message, "write the value in quotes")
    })
}

/// What the tag `!!timestamp` makes of a scalar without quotes.
pub(super) fn tagged_timestamp(kind: Kind, span: Span) -> Result<Kind, DataError> {
    let Kind::String(text) = kind else {
        return Ok(kind);
    };
    if let Some(Kind::Null) = resolve(&text) {
        return Ok(Kind::Null);
    }
    timestamp(&text).map(Kind::String).ok_or_else(|| {
        let message = format!("`{text}` cannot be read as `!!timestamp`");
        DataError::new(span, message, "remove the tag or mend the value")
    })
}

/// The timestamp as Terraform writes it out, without fractions of a second; `None` for what it does not take for one.
/// Taken are `2001-2-3`, `2001-2-3 4:5:6` and `2001-2-3T4:5:6Z`, the last with any offset `+07:00` and with `t` for `T`.
fn timestamp(text: &str) -> Option<String> {
    let mut rest = text;
    let year = digits(&mut rest, 4, 4)?;
    let month = after(&mut rest, "-").and_then(|()| digits(&mut rest, 1, 2))?;
    let day = after(&mut rest, "-").and_then(|()| digits(&mut rest, 1, 2))?;
    if !(1..=12).contains(&month) || day < 1 || day > days(year, month) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if rest.is_empty() {
        return Some(format!("{date}T00:00:00Z"));
    }
    let separator = rest.chars().next()?;
    rest = rest.strip_prefix([' ', 'T', 't'])?;
    let hour = digits(&mut rest, 1, 2)?;
    let minute = after(&mut rest, ":").and_then(|()| digits(&mut rest, 1, 2))?;
    let second = after(&mut rest, ":").and_then(|()| digits(&mut rest, 1, 2))?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    skip_fraction(&mut rest);
    let offset = match (separator, rest) {
        (' ', "") | ('T' | 't', "Z") => "Z".to_owned(),
        ('T' | 't', _) => offset(rest)?,
        _ => return None,
    };
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{offset}"))
}

/// Takes at least `least` and at most `most` digits.
fn digits(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let count = rest
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let (number, after) = rest.split_at(count);
    *rest = after;
    (count >= least).then(|| number.parse().ok()).flatten()
}

fn after(rest: &mut &str, sign: &str) -> Option<()> {
    *rest = rest.strip_prefix(sign)?;
    Some(())
}

fn skip_fraction(rest: &mut &str) {
    if let Some(fraction) = rest.strip_prefix(['.', ','])
        && fraction.starts_with(|first: char| first.is_ascii_digit())
    {
        *rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
}

/// `+07:00`, and `Z` where it is zero.
fn offset(text: &str) -> Option<String> {
    let mut rest = text.strip_prefix(['+', '-'])?;
    let hours = digits(&mut rest, 2, 2)?;
    let minutes = after(&mut rest, ":").and_then(|()| digits(&mut rest, 2, 2))?;
    match (hours, minutes, rest) {
        (0, 0, "") => Some("Z".to_owned()),
        (..=24, ..=59, "") => Some(text.to_owned()),
        _ => None,
    }
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn timestamps_are_written_out_as_by_terraform() {
        for (text, expected) in [
            ("2001-12-14", "2001-12-14T00:00:00Z"),
            ("2001-1-1", "2001-01-01T00:00:00Z"),
            ("0001-01-01", "0001-01-01T00:00:00Z"),
            ("2000-02-29", "2000-02-29T00:00:00Z"),
            ("2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43-05:00"),
            ("2001-12-14 21:59:43.10", "2001-12-14T21:59:43Z"),
            ("2001-12-15T02:59:43.1Z", "2001-12-15T02:59:43Z"),
            ("2001-12-14T21:59:43,5Z", "2001-12-14T21:59:43Z"),
            ("2001-12-14T21:59:43.1234567891Z", "2001-12-14T21:59:43Z"),
            ("2001-12-14T1:2:3Z", "2001-12-14T01:02:03Z"),
            ("2001-12-14T01:02:03-00:00", "2001-12-14T01:02:03Z"),
            ("2001-12-14T21:59:43+24:00", "2001-12-14T21:59:43+24:00"),
        ] {
            assert_eq!(timestamp(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn all_else_stays_as_it_is_written() {
        for text in [
            "2001-12-14 21:59:43.10 -5",
            "2001-12-14 21:59:43Z",
            "2001-12-15T02:59:43.1",
            "2001-12-15 02:59",
            "2001-13-15",
            "2001-02-30",
            "1900-02-29",
            "2001-12-15T25:00:00Z",
            "2001-12-14T21:59:60Z",
            "2001-12-14 01:02:03.5+5:30",
            "2001-12-14T21:59:43-07",
            "2001-12-14t21:59:43z",
            "20010-12-14",
            "-2001-12-14",
            "2001-12-14é",
            "",
        ] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }
}
