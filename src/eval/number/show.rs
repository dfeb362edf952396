//! Numbers as text, as Go's `big.Float` writes them.

use std::fmt;

use num_bigint::BigUint;

use super::decimal::{
    Decimal, approximate, count, decimal_length, digits_below, exact, exponent, fixed, general,
    leading,
};
use super::real::{Magnitude, Real, top};
use super::{COUNTED_PRECISION, MACHINE_PRECISION, Number};

/// Beyond these powers of two (some 20,000 decimal digits), numbers are not written out.
const LONGEST_SHOWN_EXPONENT: i64 = 1 << 16;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// Without an exponent: `%f` of Go's `fmt`.
    Fixed,
    /// With one digit before the point and an exponent of at least two digits: `%e`.
    Exponent,
    /// With an exponent where it is below -4 or not smaller than the number of digits: `%g`.
    General,
}

impl fmt::Display for Number {
    /// The shortest decimal text that is read as the same number of the same precision, without an exponent; `+Inf`
    /// and `-Inf`. What [`Number::to_text`] does not write out is in the form of [`Number::to_short_text`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_plain_integer() {
            Some(value) => fmt::Display::fmt(&value, f),
            None => match self.to_text() {
                Some(text) => f.pad(&text),
                None => f.pad(&self.to_short_text()),
            },
        }
    }
}

impl Number {
    /// As Terraform converts it to a string: the shortest decimal text that is read as the same number of the same
    /// precision, without an exponent. `None` where that has about 20,000 digits or more, which Terraform would write.
    pub fn to_text(&self) -> Option<String> {
        match self.as_plain_integer() {
            Some(value) => Some(value.to_string()),
            None => self.to_digits(NumberForm::Fixed, None),
        }
    }

    /// In at most ten significant digits, with an exponent where it is long: the form by which Terraform orders the
    /// elements of a set of objects (`%.10g` of C).
    pub fn to_short_text(&self) -> String {
        let real = self.real();
        let mut decimal = match &real.magnitude {
            Magnitude::Finite(mantissa, exponent) if is_long(mantissa, *exponent) => {
                approximate(mantissa, *exponent)
            }
            magnitude => exact(magnitude, 12),
        };
        decimal.round(10);
        signed(&real, general(&decimal, 10, 10))
    }

    /// As Go's `fmt` writes it: with `places` digits behind the point (of all significant digits, in the general
    /// form), or with as many as it takes to read the same number again. `None` where the number is too large or too
    /// small to be written out, as in [`Number::to_text`]. The text is about as long as `places`.
    pub fn to_digits(&self, form: NumberForm, places: Option<usize>) -> Option<String> {
        let real = self.real();
        if let Magnitude::Finite(mantissa, exponent) = &real.magnitude
            && is_long(mantissa, *exponent)
        {
            return None;
        }
        let Some(places) = places else {
            let decimal = shortest(&real);
            let text = match form {
                NumberForm::Fixed => fixed(&decimal, decimal.places()),
                NumberForm::Exponent => exponent(&decimal, decimal.digits.len().saturating_sub(1)),
                NumberForm::General => general(&decimal, decimal.digits.len(), 6),
            };
            return Some(signed(&real, text));
        };
        let wanted = match form {
            // One more than the digits before the point, which are not known before they are counted.
            NumberForm::Fixed => {
                let before = (decimal_length(&real.magnitude) + 1).max(0);
                places.saturating_add(usize::try_from(before).unwrap_or(0))
            }
            NumberForm::Exponent | NumberForm::General => places.saturating_add(1),
        };
        let mut decimal = exact(&real.magnitude, wanted.saturating_add(2));
        let text = match form {
            NumberForm::Fixed => {
                let kept = decimal.point.saturating_add(count(places));
                decimal.round(kept);
                fixed(&decimal, places)
            }
            NumberForm::Exponent => {
                decimal.round(count(places).saturating_add(1));
                exponent(&decimal, places)
            }
            NumberForm::General => {
                let places = places.max(1);
                decimal.round(count(places));
                general(&decimal, places, places)
            }
        };
        Some(signed(&real, text))
    }

    /// An integer in a radix from 2 to 36, letters being small; `None` for what is no integer, or is too large to be
    /// written out, as in [`Number::to_text`].
    pub fn to_radix_text(&self, radix: u32) -> Option<String> {
        let real = self.real();
        let digits = match &real.magnitude {
            _ if !(2..=36).contains(&radix) => return None,
            Magnitude::Zero => return Some("0".to_owned()),
            Magnitude::Finite(mantissa, exponent)
                if *exponent >= 0 && !is_long(mantissa, *exponent) =>
            {
                (mantissa << exponent.unsigned_abs()).to_str_radix(radix)
            }
            Magnitude::Finite(..) | Magnitude::Infinite => return None,
        };
        Some(if real.negative {
            format!("-{digits}")
        } else {
            digits
        })
    }

    /// An integer all digits of which count at its precision.
    fn as_plain_integer(&self) -> Option<i64> {
        let (value, precision) = self.as_small()?;
        let is_plain =
            precision >= COUNTED_PRECISION || value.unsigned_abs() < 1 << (MACHINE_PRECISION - 1);
        is_plain.then_some(value)
    }
}

fn is_long(mantissa: &BigUint, exponent: i64) -> bool {
    exponent < -LONGEST_SHOWN_EXPONENT || top(mantissa, exponent) > LONGEST_SHOWN_EXPONENT
}

fn signed(real: &Real, text: String) -> String {
    match (real.is_infinite(), real.negative) {
        (true, true) => "-Inf".to_owned(),
        (true, false) => "+Inf".to_owned(),
        (false, true) => format!("-{text}"),
        (false, false) => text,
    }
}

/// The digits of the shortest decimal number that is nearer to this one than to any other of its precision, as
/// `big.Float` finds it: the digits are compared with those half a last bit below and above, place by place.
fn shortest(real: &Real) -> Decimal {
    let Magnitude::Finite(mantissa, exponent) = &real.magnitude else {
        return exact(&real.magnitude, 1);
    };
    let precision = i64::from(real.precision);
    let wanted = usize::try_from(digits_below(precision)).unwrap_or(0) + 8;
    let shift = (u64::from(real.precision) + 1).saturating_sub(mantissa.bits());
    let halves = mantissa << shift;
    let exponent = exponent.saturating_sub_unsigned(shift);
    let lower = leading(&(&halves - 1_u32), exponent, wanted);
    let upper = leading(&(&halves + 1_u32), exponent, wanted);
    let mut decimal = leading(&halves, exponent, wanted);
    // A tie is rounded to the even mantissa.
    let is_even = !halves.bit(1);
    for at in 0..decimal.digits.len() {
        let (below, digit, above) = (lower.at(at), decimal.at(at), upper.at(at));
        let last_of_lower = lower.is_exact && at + 1 == lower.digits.len();
        let more_of_upper = !upper.is_exact || at + 1 < upper.digits.len();
        let down = below != digit || is_even && last_of_lower;
        let up = digit != above && (is_even || digit + 1 < above || more_of_upper);
        match (down, up) {
            (true, true) => decimal.round(count(at + 1)),
            (true, false) => decimal.round_down(at + 1),
            (false, true) => decimal.round_up(at + 1),
            (false, false) => continue,
        }
        break;
    }
    decimal
}
