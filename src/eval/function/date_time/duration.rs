//! Durations as Go writes them: `1h30m`, `-1.5h`, `300ms`.

/// The largest number of nanoseconds without a sign; a positive duration ends one earlier.
const MAX: u64 = 1 << 63;

/// The nanoseconds of a duration. `Err` says what is wrong with it.
pub(super) fn parse(text: &str) -> Result<i64, String> {
    let (is_negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err("it is empty".to_owned());
    }
    let mut sum: u64 = 0;
    while !rest.is_empty() {
        let part = part(&mut rest)?;
        sum = sum
            .checked_add(part)
            .filter(|sum| *sum <= MAX)
            .ok_or_else(too_long)?;
    }
    if is_negative {
        Ok(0i64.checked_sub_unsigned(sum).unwrap_or(i64::MIN))
    } else {
        i64::try_from(sum).map_err(|_| too_long())
    }
}

fn too_long() -> String {
    "it is longer than 292 years".to_owned()
}

/// Takes a number with its unit, as nanoseconds.
fn part(rest: &mut &str) -> Result<u64, String> {
    let whole = take(rest, |c| c.is_ascii_digit());
    let fraction = match rest.strip_prefix('.') {
        Some(after) => {
            *rest = after;
            Some(take(rest, |c| c.is_ascii_digit()))
        }
        None => None,
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return Err(format!("a number must stand before {rest:?}"));
    }
    let unit = take(rest, |c| c != '.' && !c.is_ascii_digit());
    let nanoseconds = nanoseconds(unit)?;
    let value = match whole {
        "" => 0,
        digits => digits.parse::<u64>().map_err(|_| too_long())?,
    };
    value
        .checked_mul(nanoseconds)
        .and_then(|value| value.checked_add(of_fraction(fraction.unwrap_or_default(), nanoseconds)))
        .filter(|value| *value <= MAX)
        .ok_or_else(too_long)
}

fn take<'t>(rest: &mut &'t str, belongs: impl Fn(char) -> bool) -> &'t str {
    let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    let (taken, after) = rest.split_at(end);
    *rest = after;
    taken
}

fn nanoseconds(unit: &str) -> Result<u64, String> {
    match unit {
        "ns" => Ok(1),
        // Both letters for a millionth that Unicode has.
        "us" | "\u{b5}s" | "\u{3bc}s" => Ok(1_000),
        "ms" => Ok(1_000_000),
        "s" => Ok(1_000_000_000),
        "m" => Ok(60_000_000_000),
        "h" => Ok(3_600_000_000_000),
        "" => Err("a unit is missing at its end".to_owned()),
        unit => Err(format!(
            "{unit:?} is no unit: there are ns, us, ms, s, m and h"
        )),
    }
}

/// A fraction of a unit in nanoseconds, rounded down after a computation with machine numbers, as Go does it. Digits
/// beyond what 63 bits hold do not count.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the result must be off by as much as Go's"
)]
fn of_fraction(digits: &str, unit: u64) -> u64 {
    let mut value: u64 = 0;
    let mut scale = 1.0;
    for digit in digits.bytes() {
        let next = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(u64::from(digit - b'0')));
        match next {
            Some(next) if value <= (MAX - 1) / 10 && next <= MAX => value = next,
            _ => break,
        }
        scale *= 10.0;
    }
    (value as f64 * (unit as f64 / scale)) as u64
}
