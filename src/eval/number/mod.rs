//! Terraform's numbers: binary floating point, rounded to nearest, ties to even, as Go's `big.Float` computes.
//!
//! A number carries its precision, which shows when it is divided or written: 512 bits where it was read from text, 64
//! where Terraform counted, 53 where it came through machine arithmetic (`pow`, `log`), and what the product needs
//! after a multiplication.

mod arithmetic;
mod decimal;
mod parse;
mod power;
mod real;
mod show;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use num_bigint::BigUint;

use real::{Magnitude, Real};

pub use show::NumberForm;

/// Bits of what is read from text.
const PARSED_PRECISION: u32 = 512;

/// Bits of what Terraform counts itself.
const COUNTED_PRECISION: u32 = 64;

/// Bits of a machine number.
const MACHINE_PRECISION: u32 = 53;

/// A number. Integers that Terraform itself counts have 64 bits of precision, which shows when they are divided.
#[derive(Debug, Clone)]
pub struct Number(Repr);

/// No other integer that fits in 64 bits is `Large` than zero with a minus sign.
#[derive(Debug, Clone)]
enum Repr {
    Small { precision: u32, value: i64 },
    Large(Arc<Real>),
}

impl Number {
    /// An integer that fits into `precision` bits.
    const fn small(value: i64, precision: u32) -> Self {
        Self(Repr::Small { precision, value })
    }

    /// The integer, where it is one that is not zero with a minus sign.
    fn as_small(&self) -> Option<(i64, u32)> {
        match self.0 {
            Repr::Small { precision, value } => Some((value, precision)),
            Repr::Large(_) => None,
        }
    }

    fn real(&self) -> Cow<'_, Real> {
        match &self.0 {
            Repr::Small { precision, value } => Cow::Owned(Real::integer(*value, *precision)),
            Repr::Large(real) => Cow::Borrowed(real),
        }
    }

    /// The nearest number, with the 53 bits of precision that a machine number has; `None` for what is not a number.
    pub fn from_f64(value: f64) -> Option<Self> {
        let bits = value.to_bits();
        let negative = value.is_sign_negative();
        let fraction = bits & ((1 << 52) - 1);
        let power = i64::try_from(bits >> 52 & 0x7FF).ok()?;
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(Real::infinity(negative, MACHINE_PRECISION).into());
        }
        let (mantissa, power) = if power == 0 {
            (fraction, 1)
        } else {
            (fraction | 1 << 52, power)
        };
        let mantissa = BigUint::from(mantissa);
        Some(Real::rounded(negative, mantissa, power - 1075, MACHINE_PRECISION).into())
    }

    /// The integer, where it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { value, .. } => Some(*value),
            Repr::Large(real) => real.is_zero().then_some(0),
        }
    }

    /// The integer, where it is one and fits.
    pub fn to_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Small { value, .. } => u64::try_from(*value).ok(),
            Repr::Large(real) => match &real.magnitude {
                Magnitude::Zero => Some(0),
                Magnitude::Finite(mantissa, exponent) if !real.negative => {
                    shifted(mantissa, *exponent)
                }
                Magnitude::Finite(..) | Magnitude::Infinite => None,
            },
        }
    }

    /// The nearest machine number, an infinity where it is too large for one.
    pub fn to_f64(&self) -> f64 {
        let real = self.real();
        let magnitude = match &real.magnitude {
            Magnitude::Zero => 0.0,
            Magnitude::Infinite => f64::INFINITY,
            Magnitude::Finite(mantissa, exponent) => machine(mantissa, *exponent),
        };
        if real.negative { -magnitude } else { magnitude }
    }

    /// Whether it has no fractional part; `false` for infinities.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small { .. } => true,
            Repr::Large(real) => match real.magnitude {
                Magnitude::Zero => true,
                Magnitude::Finite(_, exponent) => exponent >= 0,
                Magnitude::Infinite => false,
            },
        }
    }

    /// Whether it is not finite.
    pub fn is_infinite(&self) -> bool {
        match &self.0 {
            Repr::Small { .. } => false,
            Repr::Large(real) => real.is_infinite(),
        }
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { value, .. } => *value < 0,
            Repr::Large(real) => real.negative && !real.is_zero(),
        }
    }

    /// Whether it is zero, of either sign.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small { value, .. } => *value == 0,
            Repr::Large(real) => real.is_zero(),
        }
    }
}

/// The integer, where it is one and fits; `mantissa` is odd.
fn shifted(mantissa: &BigUint, exponent: i64) -> Option<u64> {
    if exponent < 0 || real::top(mantissa, exponent) > 64 {
        return None;
    }
    Some(u64::try_from(mantissa).ok()? << exponent)
}

/// The nearest machine number.
fn machine(mantissa: &BigUint, exponent: i64) -> f64 {
    // A machine number below 2^-1022 has fewer bits, the last of them always standing for 2^-1074.
    let top = real::top(mantissa, exponent);
    if top > 1024 {
        return f64::INFINITY;
    }
    if top < -1074 {
        return 0.0;
    }
    if top == -1074 {
        // Half of the smallest number is a tie with zero, which is even; all above it is nearer to that number.
        let is_tie = mantissa.bits() == 1;
        return f64::from_bits(u64::from(!is_tie));
    }
    let precision = u32::try_from((top + 1074).min(53)).unwrap_or(53);
    let rounded = Real::rounded(false, mantissa.clone(), exponent, precision);
    match rounded.magnitude {
        Magnitude::Finite(mantissa, exponent) => {
            let value = u64::try_from(&mantissa).unwrap_or(0);
            #[allow(clippy::cast_precision_loss, reason = "no more than 53 bits are left")]
            power::scale(value as f64, exponent)
        }
        Magnitude::Zero | Magnitude::Infinite => 0.0,
    }
}

impl From<Real> for Number {
    fn from(real: Real) -> Self {
        let small = match &real.magnitude {
            Magnitude::Zero if !real.negative => Some(0),
            Magnitude::Finite(mantissa, exponent) => {
                let value = shifted(mantissa, *exponent).map(i128::from);
                let value = value.map(|value| if real.negative { -value } else { value });
                value.and_then(|value| i64::try_from(value).ok())
            }
            Magnitude::Zero | Magnitude::Infinite => None,
        };
        match small {
            Some(value) => Self::small(value, real.precision),
            None => Self(Repr::Large(Arc::new(real))),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small { value: left, .. }, Repr::Small { value: right, .. }) => left.cmp(right),
            _ => self.real().compare(&other.real()),
        }
    }
}

/// With the precision of what Terraform counts itself: 64 bits.
impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::small(value, COUNTED_PRECISION)
    }
}

/// With the precision of what Terraform counts itself: 64 bits.
impl From<u64> for Number {
    fn from(value: u64) -> Self {
        match i64::try_from(value) {
            Ok(value) => Self::from(value),
            Err(_) => Real::rounded(false, BigUint::from(value), 0, COUNTED_PRECISION).into(),
        }
    }
}

/// With the precision of what Terraform counts itself: 64 bits.
impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}

/// With the precision of what Terraform counts itself: 64 bits.
impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}
