//! Numbers from text, as Go's `big.Float` reads them at 512 bits, which is how Terraform reads literals, converts
//! strings and decodes JSON.

use num_bigint::BigUint;

use super::real::{Magnitude, Real, power_of_five};
use super::{Number, PARSED_PRECISION};

/// Digits that are read of a mantissa. What follows can only decide a tie, for which one bit is enough.
const MANTISSA_DIGITS: usize = 4096;

/// A decimal number in its parts: `mantissa` times ten to the power of `exponent`, or of two where `binary`.
struct Parts<'t> {
    negative: bool,
    /// Digits before and after the point.
    whole: &'t str,
    fraction: &'t str,
    exponent: i64,
    binary: bool,
}

impl Number {
    /// Reads a number as Terraform converts a string or reads a literal; `None` where it is none. Besides decimal
    /// numbers, `Inf` and `inf` with or without a sign are numbers, and so is `1p5`, which is 32. Exponents that are
    /// too large make an infinity or zero, and larger ones are refused (1e1000000000 is `+Inf`, 1e3000000000 none).
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(small) = parse_small(text.as_bytes()) {
            return Some(Self::small(small, PARSED_PRECISION));
        }
        match text {
            "Inf" | "inf" | "+Inf" | "+inf" => {
                return Some(Real::infinity(false, PARSED_PRECISION).into());
            }
            "-Inf" | "-inf" => return Some(Real::infinity(true, PARSED_PRECISION).into()),
            _ => {}
        }
        let parts = split(text)?;
        real(&parts).map(Self::from)
    }

    /// The longest text of an integer that [`Number::from_integer_text`] reads, in bytes.
    pub const LONGEST_INTEGER_TEXT: usize = 16_384;

    /// Reads an integer in a radix from 2 to 62 as `parseint` does: digits with or without a sign, letters of either
    /// case being the digits from ten on, or with a radix above 36 small ones first. It has the bits that it needs,
    /// and at least 64. `None` where it is no such integer, or longer than [`Number::LONGEST_INTEGER_TEXT`].
    pub fn from_integer_text(text: &str, radix: u32) -> Option<Self> {
        if !(2..=62).contains(&radix) || text.len() > Self::LONGEST_INTEGER_TEXT {
            return None;
        }
        let (negative, digits) = split_sign(text);
        let digit = |byte: u8| {
            let value = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'z' => byte - b'a' + 10,
                b'A'..=b'Z' if radix <= 36 => byte - b'A' + 10,
                b'A'..=b'Z' => byte - b'A' + 36,
                _ => return None,
            };
            (u32::from(value) < radix).then_some(value)
        };
        let digits: Vec<u8> = digits.bytes().map(digit).collect::<Option<_>>()?;
        if digits.is_empty() {
            return None;
        }
        let mantissa = BigUint::from_radix_be(&digits, radix)?;
        let bits = u32::try_from(mantissa.bits()).ok()?;
        let negative = negative && bits > 0;
        Some(Real::rounded(negative, mantissa, 0, bits.max(64)).into())
    }
}

/// What most numbers are: at most 18 digits, perhaps with a minus sign. A zero with one is not among them.
fn parse_small(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    match (negative, value) {
        (true, 0) => None,
        (true, value) => Some(-value),
        (false, value) => Some(value),
    }
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

fn split(text: &str) -> Option<Parts<'_>> {
    let (negative, text) = split_sign(text);
    let (mantissa, exponent) = match text.find(['e', 'E', 'p', 'P']) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let (binary, exponent) = match exponent {
        None => (false, 0),
        Some(exponent) => {
            // Rust's own reading takes one sign and any number of leading zeros as well.
            let value = exponent[1..].parse().ok()?;
            (exponent.starts_with(['p', 'P']), value)
        }
    };
    Some(Parts {
        negative,
        whole,
        fraction,
        exponent,
        binary,
    })
}

fn real(parts: &Parts<'_>) -> Option<Real> {
    let digits = parts.whole.bytes().chain(parts.fraction.bytes());
    let mut digits: Vec<u8> = digits
        .skip_while(|byte| *byte == b'0')
        .map(|byte| byte - b'0')
        .collect();
    if digits.is_empty() {
        return Some(Real::zero(parts.negative, PARSED_PRECISION));
    }
    let mut point = -i64::try_from(parts.fraction.len()).ok()?;
    if digits.len() > MANTISSA_DIGITS {
        let dropped = digits.split_off(MANTISSA_DIGITS);
        point += i64::try_from(dropped.len()).ok()?;
        if dropped.iter().any(|digit| *digit != 0) {
            digits.push(1);
            point -= 1;
        }
    }
    let mantissa = BigUint::from_radix_be(&digits, 10)?;
    let (twos, fives) = if parts.binary {
        (point.checked_add(parts.exponent)?, point)
    } else {
        let exponent = point.checked_add(parts.exponent)?;
        (exponent, exponent)
    };
    let top = twos.checked_add_unsigned(mantissa.bits())?;
    if i32::try_from(top).is_err() {
        return None;
    }
    if fives == 0 {
        let (negative, precision) = (parts.negative, PARSED_PRECISION);
        return Some(Real::rounded(negative, mantissa, twos, precision));
    }
    // The mantissa is exact until the one rounding at the end; the power has 64 bits more than the result.
    let zeros = mantissa.trailing_zeros().unwrap_or(0);
    let mantissa = Real {
        negative: parts.negative,
        precision: PARSED_PRECISION,
        magnitude: Magnitude::Finite(mantissa >> zeros, twos.checked_add_unsigned(zeros)?),
    };
    let power = power_of_five(fives.unsigned_abs(), PARSED_PRECISION + 64);
    if fives < 0 {
        mantissa.divide(&power, PARSED_PRECISION)
    } else {
        mantissa.multiply(&power, PARSED_PRECISION)
    }
}
