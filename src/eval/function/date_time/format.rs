//! The formats of `formatdate`.

use std::fmt::Write as _;

use super::timestamp::Timestamp;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// Writes a time in a format: letters stand for parts of it, each as often as its form says, and all else stands for
/// itself; letters do between single quotes. `Err` says what is wrong with the format.
pub(super) fn format(format: &str, time: &Timestamp) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let length = if first == '\'' {
            quoted(rest, &mut text)?
        } else if first.is_ascii_alphabetic() {
            let length = rest.bytes().take_while(|byte| *byte == first as u8).count();
            text.push_str(&part(first, length, time)?);
            length
        } else {
            text.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    Ok(text)
}

/// Writes what stands between quotes and gives the length of all of it. Two quotes are one, inside and by themselves;
/// an unclosed text is taken for closed where it ends with two.
fn quoted(rest: &str, text: &mut String) -> Result<usize, String> {
    if rest.starts_with("''") {
        text.push('\'');
        return Ok(2);
    }
    let mut at = 1;
    loop {
        let quote = rest[at..].find('\'').map(|found| at + found);
        let quote = quote.ok_or("a single quote has no second one that closes the text")?;
        text.push_str(&rest[at..quote]);
        if !rest[quote + 1..].starts_with('\'') {
            return Ok(quote + 1);
        }
        text.push('\'');
        at = quote + 2;
        if at == rest.len() {
            return Ok(at);
        }
    }
}

/// One part of a time by its letter and how often that stands there.
fn part(letter: char, length: usize, time: &Timestamp) -> Result<String, String> {
    let calendar = time.calendar();
    let numeric = |value: i64| match length {
        1 => Some(value.to_string()),
        2 => Some(format!("{value:02}")),
        _ => None,
    };
    let half = if calendar.hour < 12 { "am" } else { "pm" };
    let (part, allowed) = match letter {
        'Y' => {
            let year = match length {
                2 => Some(format!("{:02}", calendar.year % 100)),
                4 => Some(format!("{:04}", calendar.year)),
                _ => None,
            };
            (year, "YY or YYYY")
        }
        'M' => {
            let name = name(&MONTHS, calendar.month - 1, length);
            let month = numeric(calendar.month).or(name);
            (month, "M, MM, MMM or MMMM")
        }
        'D' => (numeric(calendar.day), "D or DD"),
        'E' => (name(&WEEKDAYS, calendar.weekday, length), "EEE or EEEE"),
        'h' => (numeric(calendar.hour), "h or hh"),
        'H' => (numeric((calendar.hour + 11) % 12 + 1), "H or HH"),
        'A' => ((length == 2).then(|| half.to_uppercase()), "AA"),
        'a' => ((length == 2).then(|| half.to_owned()), "aa"),
        'm' => (numeric(calendar.minute), "m or mm"),
        's' => (numeric(calendar.second), "s or ss"),
        'Z' => (zone(length, time), "Z, ZZZ, ZZZZ or ZZZZZ"),
        _ => {
            return Err(format!(
                "the letter {letter:?} stands for no part of a time: write it between single quotes"
            ));
        }
    };
    part.ok_or_else(|| {
        let mut found = String::new();
        // What is long is not repeated whole.
        (0..length.min(10)).for_each(|_| found.push(letter));
        if length > 10 {
            let _ = write!(found, "…");
        }
        format!("{found:?} must be {allowed}")
    })
}

fn name(names: &[&str], at: i64, length: usize) -> Option<String> {
    let name = names.get(usize::try_from(at).ok()?)?;
    match length {
        3 => Some(name[..3].to_owned()),
        4 => Some((*name).to_owned()),
        _ => None,
    }
}

fn zone(length: usize, time: &Timestamp) -> Option<String> {
    match length {
        1 if time.is_utc() => Some("Z".to_owned()),
        3 if time.is_utc() => Some("UTC".to_owned()),
        3 | 4 => Some(time.zone("")),
        1 | 5 => Some(time.zone(":")),
        _ => None,
    }
}
