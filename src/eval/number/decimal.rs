//! The decimal digits of binary numbers, and how they are laid out.

use num_bigint::BigUint;

use super::PARSED_PRECISION;
use super::real::{Magnitude, Real, power_of_five, top};

/// Decimal digits, the first of which is not zero.
pub(super) struct Decimal {
    /// ASCII digits without zeros at the end; none for zero.
    pub(super) digits: Vec<u8>,
    /// How many of the digits are before the point; may be negative.
    pub(super) point: i64,
    /// Whether these are all digits. If not, more follow, not all of which are zeros.
    pub(super) is_exact: bool,
}

/// The number of decimal digits before the point of all numbers below two to the power of `top`, or one more.
pub(super) fn digits_below(top: i64) -> i64 {
    let length = i128::from(top) * 301_029_995_663_981;
    i64::try_from(length.div_euclid(1_000_000_000_000_000)).unwrap_or(0) + 1
}

pub(super) fn decimal_length(magnitude: &Magnitude) -> i64 {
    match magnitude {
        Magnitude::Finite(mantissa, exponent) => digits_below(top(mantissa, *exponent)),
        Magnitude::Zero | Magnitude::Infinite => 0,
    }
}

/// At least the first `wanted` digits, or all of them.
pub(super) fn exact(magnitude: &Magnitude, wanted: usize) -> Decimal {
    match magnitude {
        Magnitude::Finite(mantissa, exponent) => leading(mantissa, *exponent, wanted),
        Magnitude::Zero | Magnitude::Infinite => Decimal {
            digits: Vec::new(),
            point: 0,
            is_exact: true,
        },
    }
}

/// At least the first `wanted` digits of `mantissa` times two to the power of `exponent`, or all of them.
pub(super) fn leading(mantissa: &BigUint, exponent: i64, wanted: usize) -> Decimal {
    let wanted = count(wanted);
    // A number with n binary digits behind the point has n decimal ones there.
    let dropped = digits_below(top(mantissa, exponent)).saturating_sub(wanted);
    let dropped = dropped.max(exponent.min(0));
    let fives = BigUint::from(5_u32).pow(u32::try_from(dropped.unsigned_abs()).unwrap_or(0));
    let twos = exponent - dropped;
    let (number, is_exact) = if dropped > 0 {
        let (over, under) = if twos >= 0 {
            (mantissa << twos.unsigned_abs(), fives)
        } else {
            (mantissa.clone(), fives << twos.unsigned_abs())
        };
        let number = &over / &under;
        let is_exact = &number * under == over;
        (number, is_exact)
    } else if twos >= 0 {
        ((mantissa * fives) << twos.unsigned_abs(), true)
    } else {
        let over = mantissa * fives;
        let is_exact = over.trailing_zeros().unwrap_or(0) >= twos.unsigned_abs();
        (over >> twos.unsigned_abs(), is_exact)
    };
    Decimal::new(&number, dropped, is_exact)
}

/// The first digits of a number that is too large or too small for all of them.
pub(super) fn approximate(mantissa: &BigUint, exponent: i64) -> Decimal {
    let dropped = digits_below(top(mantissa, exponent)) - 30;
    let power = power_of_five(dropped.unsigned_abs(), PARSED_PRECISION);
    let number = Real {
        negative: false,
        precision: PARSED_PRECISION,
        magnitude: Magnitude::Finite(mantissa.clone(), exponent - dropped),
    };
    let number = if dropped > 0 {
        number.divide(&power, PARSED_PRECISION)
    } else {
        number.multiply(&power, PARSED_PRECISION)
    };
    match number.map(|number| number.truncated().0.magnitude) {
        Some(Magnitude::Finite(mantissa, exponent)) if (0..1024).contains(&exponent) => {
            Decimal::new(&(mantissa << exponent.unsigned_abs()), dropped, false)
        }
        _ => exact(&Magnitude::Zero, 1),
    }
}

impl Decimal {
    /// The digits of `number`, which are followed by `zeros` other digits, or have so many behind the point where that
    /// is negative.
    fn new(number: &BigUint, zeros: i64, is_exact: bool) -> Self {
        let mut digits = number.to_str_radix(10).into_bytes();
        let point = zeros.saturating_add(count(digits.len()));
        if is_exact {
            trim(&mut digits);
        }
        Self {
            digits,
            point,
            is_exact,
        }
    }

    pub(super) fn at(&self, at: usize) -> u8 {
        self.digits.get(at).copied().unwrap_or(b'0')
    }

    /// The number of digits behind the point.
    pub(super) fn places(&self) -> usize {
        usize::try_from(count(self.digits.len()).saturating_sub(self.point)).unwrap_or(0)
    }

    /// Keeps so many digits and rounds to nearest, ties to even. A count below zero keeps the digits, since then they
    /// are all behind those that are written.
    pub(super) fn round(&mut self, kept: i64) {
        let Ok(kept) = usize::try_from(kept) else {
            return;
        };
        let Some(next) = self.digits.get(kept).copied() else {
            return;
        };
        let is_tie = next == b'5' && self.is_exact && kept + 1 == self.digits.len();
        let up = if is_tie {
            kept > 0 && (self.digits[kept - 1] - b'0') % 2 == 1
        } else {
            next >= b'5'
        };
        if up {
            self.round_up(kept);
        } else {
            self.round_down(kept);
        }
    }

    pub(super) fn round_up(&mut self, kept: usize) {
        if kept >= self.digits.len() {
            return;
        }
        self.is_exact = true;
        self.digits.truncate(kept);
        while self.digits.last() == Some(&b'9') {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                self.digits.push(b'1');
                self.point += 1;
            }
        }
    }

    pub(super) fn round_down(&mut self, kept: usize) {
        if kept < self.digits.len() {
            self.is_exact = true;
            self.digits.truncate(kept);
            trim(&mut self.digits);
        }
    }
}

fn trim(digits: &mut Vec<u8>) {
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
}

/// Without an exponent, with `places` digits behind the point.
pub(super) fn fixed(decimal: &Decimal, places: usize) -> String {
    let mut text = String::with_capacity(places + 4);
    let digit = |at: i64| usize::try_from(at).map_or('0', |at| char::from(decimal.at(at)));
    if decimal.point <= 0 || decimal.digits.is_empty() {
        text.push('0');
    } else {
        text.extend((0..decimal.point).map(digit));
    }
    if places > 0 {
        text.push('.');
        let point = if decimal.digits.is_empty() {
            0
        } else {
            decimal.point
        };
        let end = point.saturating_add(count(places));
        text.extend((point..end).map(digit));
    }
    text
}

/// One digit before the point, `places` digits behind it, and an exponent.
pub(super) fn exponent(decimal: &Decimal, places: usize) -> String {
    let mut text = String::with_capacity(places + 8);
    text.push(char::from(decimal.at(0)));
    if places > 0 {
        text.push('.');
        text.extend((1..=places).map(|at| char::from(decimal.at(at))));
    }
    let power = if decimal.digits.is_empty() {
        0
    } else {
        decimal.point - 1
    };
    let sign = if power < 0 { '-' } else { '+' };
    text.push('e');
    text.push(sign);
    if power.unsigned_abs() < 10 {
        text.push('0');
    }
    text + &power.unsigned_abs().to_string()
}

/// `wanted` significant digits without zeros at the end, with an exponent from `limit` digits before the point on.
pub(super) fn general(decimal: &Decimal, wanted: usize, limit: usize) -> String {
    let digits = decimal.digits.len();
    let ends_at_point = count(digits) >= decimal.point;
    let limit = if limit > digits && wanted > digits && ends_at_point {
        digits
    } else {
        limit
    };
    let power = decimal.point - 1;
    if power < -4 || power >= count(limit) {
        return exponent(decimal, wanted.min(digits).saturating_sub(1));
    }
    fixed(decimal, decimal.places())
}

/// A count where it is reckoned with places, which may be negative.
pub(super) fn count(digits: usize) -> i64 {
    i64::try_from(digits).unwrap_or(i64::MAX)
}
