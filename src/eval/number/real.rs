//! A binary floating-point number of any precision, with the rules of Go's `big.Float`, which Terraform counts with:
//! every result is the exact one rounded to nearest, ties to even, in as many bits as the result is to have.

use std::cmp::Ordering;

use num_bigint::BigUint;

/// Exponents beyond these make an infinity or a zero; they are those of `big.Float`.
const LARGEST_EXPONENT: i64 = i32::MAX as i64;
const SMALLEST_EXPONENT: i64 = i32::MIN as i64;

/// A number with its sign and its precision.
#[derive(Debug, Clone)]
pub(super) struct Real {
    /// Whether it has a minus sign; zero has one too.
    pub(super) negative: bool,
    /// The number of bits that its mantissa may have, and that results get which it is an operand of.
    pub(super) precision: u32,
    pub(super) magnitude: Magnitude,
}

/// A number without its sign.
#[derive(Debug, Clone)]
pub(super) enum Magnitude {
    Zero,
    /// An odd number times two to the power of the other.
    Finite(BigUint, i64),
    Infinite,
}

impl Real {
    pub(super) fn zero(negative: bool, precision: u32) -> Self {
        Self {
            negative,
            precision,
            magnitude: Magnitude::Zero,
        }
    }

    pub(super) fn infinity(negative: bool, precision: u32) -> Self {
        Self {
            negative,
            precision,
            magnitude: Magnitude::Infinite,
        }
    }

    pub(super) fn integer(value: i64, precision: u32) -> Self {
        let mantissa = BigUint::from(value.unsigned_abs());
        Self::rounded(value < 0, mantissa, 0, precision)
    }

    /// `mantissa` times two to the power of `exponent`, in `precision` bits.
    pub(super) fn rounded(
        negative: bool,
        mantissa: BigUint,
        exponent: i64,
        precision: u32,
    ) -> Self {
        let bits = mantissa.bits();
        let Some(zeros) = mantissa.trailing_zeros() else {
            return Self::zero(negative, precision);
        };
        if exponent.saturating_add_unsigned(bits) < SMALLEST_EXPONENT {
            return Self::zero(negative, precision);
        }
        let surplus = bits.saturating_sub(u64::from(precision));
        let (mantissa, dropped) = if surplus == 0 {
            (mantissa, 0)
        } else {
            let is_tie = zeros == surplus - 1;
            let kept = &mantissa >> surplus;
            let up = mantissa.bit(surplus - 1) && (!is_tie || kept.bit(0));
            (if up { kept + 1_u32 } else { kept }, surplus)
        };
        let exponent = exponent.saturating_add_unsigned(dropped);
        if exponent.saturating_add_unsigned(mantissa.bits()) > LARGEST_EXPONENT {
            return Self::infinity(negative, precision);
        }
        let zeros = mantissa.trailing_zeros().unwrap_or(0);
        let mantissa = if zeros == 0 {
            mantissa
        } else {
            mantissa >> zeros
        };
        Self {
            negative,
            precision,
            magnitude: Magnitude::Finite(mantissa, exponent.saturating_add_unsigned(zeros)),
        }
    }

    /// The same number in another precision.
    pub(super) fn with_precision(self, precision: u32) -> Self {
        match self.magnitude {
            Magnitude::Finite(mantissa, exponent) if mantissa.bits() > u64::from(precision) => {
                Self::rounded(self.negative, mantissa, exponent, precision)
            }
            _ => Self { precision, ..self },
        }
    }

    /// The number of bits that it needs.
    pub(super) fn used_bits(&self) -> u32 {
        match &self.magnitude {
            Magnitude::Finite(mantissa, _) => u32::try_from(mantissa.bits()).unwrap_or(u32::MAX),
            Magnitude::Zero | Magnitude::Infinite => 0,
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        matches!(self.magnitude, Magnitude::Zero)
    }

    pub(super) fn is_infinite(&self) -> bool {
        matches!(self.magnitude, Magnitude::Infinite)
    }

    pub(super) fn negated(self) -> Self {
        Self {
            negative: !self.negative,
            ..self
        }
    }

    /// The sum in `precision` bits; `None` for infinities of opposite signs.
    pub(super) fn add(&self, other: &Self, precision: u32) -> Option<Self> {
        let (left, right) = match (&self.magnitude, &other.magnitude) {
            (Magnitude::Infinite, Magnitude::Infinite) if self.negative != other.negative => {
                return None;
            }
            (Magnitude::Zero, Magnitude::Zero) => {
                return Some(Self::zero(self.negative && other.negative, precision));
            }
            (Magnitude::Infinite, _) | (_, Magnitude::Zero) => {
                return Some(self.clone().with_precision(precision));
            }
            (_, Magnitude::Infinite) | (Magnitude::Zero, _) => {
                return Some(other.clone().with_precision(precision));
            }
            (Magnitude::Finite(left, at_left), Magnitude::Finite(right, at_right)) => {
                ((left, *at_left), (right, *at_right))
            }
        };
        let swap = top(left.0, left.1) < top(right.0, right.1);
        let (large, small) = if swap { (right, left) } else { (left, right) };
        let negative = if swap { other.negative } else { self.negative };
        // What is too small to reach the last bit only decides ties; any number as small does the same.
        let reach = large
            .1
            .min(top(large.0, large.1) - i64::from(precision) - 2);
        let one = BigUint::from(1_u32);
        let small = if top(small.0, small.1) < reach - 2 {
            (&one, reach - 3)
        } else {
            small
        };
        let exponent = large.1.min(small.1);
        let large = large.0 << large.1.abs_diff(exponent);
        let small = small.0 << small.1.abs_diff(exponent);
        Some(if self.negative == other.negative {
            Self::rounded(negative, large + small, exponent, precision)
        } else {
            match large.cmp(&small) {
                Ordering::Equal => Self::zero(false, precision),
                Ordering::Greater => Self::rounded(negative, large - small, exponent, precision),
                Ordering::Less => Self::rounded(!negative, small - large, exponent, precision),
            }
        })
    }

    /// The product in `precision` bits; `None` for zero times infinity.
    pub(super) fn multiply(&self, other: &Self, precision: u32) -> Option<Self> {
        let negative = self.negative != other.negative;
        Some(match (&self.magnitude, &other.magnitude) {
            (Magnitude::Finite(left, at_left), Magnitude::Finite(right, at_right)) => {
                Self::rounded(negative, left * right, at_left + at_right, precision)
            }
            (Magnitude::Zero, Magnitude::Infinite) | (Magnitude::Infinite, Magnitude::Zero) => {
                return None;
            }
            (Magnitude::Infinite, _) | (_, Magnitude::Infinite) => {
                Self::infinity(negative, precision)
            }
            (Magnitude::Zero, _) | (_, Magnitude::Zero) => Self::zero(negative, precision),
        })
    }

    /// The quotient in `precision` bits; `None` for zero by zero and infinity by infinity.
    pub(super) fn divide(&self, other: &Self, precision: u32) -> Option<Self> {
        let negative = self.negative != other.negative;
        Some(match (&self.magnitude, &other.magnitude) {
            (Magnitude::Finite(left, at_left), Magnitude::Finite(right, at_right)) => {
                let wanted = u64::from(precision) + 2 + right.bits();
                let shift = wanted.saturating_sub(left.bits());
                let left = left << shift;
                let quotient = &left / right;
                let is_exact = &quotient * right == left;
                // One more bit says that something is left over, which is all that rounding needs of it.
                let quotient = (quotient << 1_u32) + u32::from(!is_exact);
                let exponent = (at_left - at_right).saturating_sub_unsigned(shift) - 1;
                Self::rounded(negative, quotient, exponent, precision)
            }
            (Magnitude::Zero, Magnitude::Zero) | (Magnitude::Infinite, Magnitude::Infinite) => {
                return None;
            }
            (Magnitude::Zero, _) | (_, Magnitude::Infinite) => Self::zero(negative, precision),
            (Magnitude::Infinite, _) | (_, Magnitude::Zero) => Self::infinity(negative, precision),
        })
    }

    /// Without what is behind the point, and whether there was anything. No integer is a zero with a minus sign.
    pub(super) fn truncated(&self) -> (Self, bool) {
        match &self.magnitude {
            Magnitude::Finite(mantissa, exponent) if *exponent < 0 => {
                let whole = mantissa >> exponent.unsigned_abs();
                let negative = self.negative && whole.bits() > 0;
                (Self::rounded(negative, whole, 0, self.precision), true)
            }
            Magnitude::Zero => (Self::zero(false, self.precision), false),
            Magnitude::Finite(..) | Magnitude::Infinite => (self.clone(), false),
        }
    }

    /// The order of the values; zeros are equal whatever their sign.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let sign = |real: &Self| match (&real.magnitude, real.negative) {
            (Magnitude::Zero, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        };
        let (left, right) = (sign(self), sign(other));
        if left != right || left == 0 {
            return left.cmp(&right);
        }
        let larger = match (&self.magnitude, &other.magnitude) {
            (Magnitude::Finite(left, at_left), Magnitude::Finite(right, at_right)) => {
                let tops = top(left, *at_left).cmp(&top(right, *at_right));
                tops.then_with(|| {
                    // With the first bit at the same place, the exponents are as far apart as the lengths.
                    let exponent = *at_left.min(at_right);
                    let left = left << at_left.abs_diff(exponent);
                    left.cmp(&(right << at_right.abs_diff(exponent)))
                })
            }
            (left, right) => {
                let infinite = |of: &Magnitude| matches!(of, Magnitude::Infinite);
                infinite(left).cmp(&infinite(right))
            }
        };
        if self.negative {
            larger.reverse()
        } else {
            larger
        }
    }
}

/// The smallest power of two that is larger.
pub(super) fn top(mantissa: &BigUint, exponent: i64) -> i64 {
    exponent.saturating_add_unsigned(mantissa.bits())
}

/// Five to the power of `power` as `big.Float` computes it when it reads a number, which is not always the nearest
/// number of `precision` bits.
pub(super) fn power_of_five(power: u64, precision: u32) -> Real {
    /// The largest power of five that fits in 64 bits.
    const EXACT: u64 = 27;
    let exact = |power: u64| BigUint::from(5_u32).pow(u32::try_from(power).unwrap_or(0));
    let first = exact(power.min(EXACT));
    let mut result = Real::rounded(false, first, 0, precision);
    let mut left = power.saturating_sub(EXACT);
    let mut factor = Real::rounded(false, BigUint::from(5_u32), 0, precision + 64);
    while left > 0 {
        if left & 1 == 1
            && let Some(product) = result.multiply(&factor, precision)
        {
            result = product;
        }
        if let Some(square) = factor.multiply(&factor, precision + 64) {
            factor = square;
        }
        left >>= 1;
    }
    result
}
