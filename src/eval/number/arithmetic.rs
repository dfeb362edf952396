//! Arithmetic as Terraform's operators and functions have it.

use super::real::Real;
use super::{COUNTED_PRECISION, MACHINE_PRECISION, Number, PARSED_PRECISION};

/// The larger precision, where every integer of up to 64 bits, or `value` at least, fits into it.
fn common(left: u32, right: u32, value: i64) -> Option<u32> {
    let precision = left.max(right);
    let fits =
        precision >= COUNTED_PRECISION || value.unsigned_abs() < 1 << (MACHINE_PRECISION - 1);
    (fits && precision >= MACHINE_PRECISION).then_some(precision)
}

impl Number {
    /// The sum, in the larger precision of both; `None` for infinities of opposite signs.
    pub fn add(&self, other: &Self) -> Option<Self> {
        if let (Some((left, at_left)), Some((right, at_right))) =
            (self.as_small(), other.as_small())
            && let Some(sum) = left.checked_add(right)
            && let Some(precision) = common(at_left, at_right, sum)
        {
            return Some(Self::small(sum, precision));
        }
        let (left, right) = (self.real(), other.real());
        let precision = left.precision.max(right.precision);
        left.add(&right, precision).map(Self::from)
    }

    /// The difference, in the larger precision of both; `None` for infinities of the same sign.
    pub fn subtract(&self, other: &Self) -> Option<Self> {
        if let (Some((left, at_left)), Some((right, at_right))) =
            (self.as_small(), other.as_small())
            && let Some(difference) = left.checked_sub(right)
            && let Some(precision) = common(at_left, at_right, difference)
        {
            return Some(Self::small(difference, precision));
        }
        self.add(&other.negate())
    }

    /// The product, in the larger precision of both, or in more bits where it needs them, up to 512; `None` for zero
    /// times infinity.
    pub fn multiply(&self, other: &Self) -> Option<Self> {
        if let (Some((left, at_left)), Some((right, at_right))) =
            (self.as_small(), other.as_small())
            && let Some(product) = left.checked_mul(right)
            && (product != 0 || (left >= 0 && right >= 0))
            && let Some(precision) = common(at_left, at_right, product)
        {
            return Some(Self::small(product, precision));
        }
        let (left, right) = (self.real(), other.real());
        let product = left.multiply(&right, PARSED_PRECISION)?;
        let precision = left.precision.max(right.precision);
        let precision = precision.max(product.used_bits());
        Some(product.with_precision(precision).into())
    }

    /// The quotient, in the larger precision of both, infinite for a division by zero; `None` for zero by zero and
    /// infinity by infinity.
    pub fn divide(&self, other: &Self) -> Option<Self> {
        if let (Some((left, at_left)), Some((right, at_right))) =
            (self.as_small(), other.as_small())
            && left != 0
            && left.checked_rem(right) == Some(0)
            && let Some(quotient) = left.checked_div(right)
            && let Some(precision) = common(at_left, at_right, quotient)
        {
            return Some(Self::small(quotient, precision));
        }
        let (left, right) = (self.real(), other.real());
        let precision = left.precision.max(right.precision);
        left.divide(&right, precision).map(Self::from)
    }

    /// The remainder as Terraform's `%` has it: of the sign and precision of `self`, and `self` itself where `other` is
    /// zero; `None` where either is infinite. It is what is left after taking away `other` as often as the rounded
    /// quotient says, so that with fractions and large numbers it is not always the exact one.
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self.clone());
        }
        if let (Some((left, precision)), Some((right, _))) = (self.as_small(), other.as_small())
            && precision >= COUNTED_PRECISION
            && let Some(rest) = left.checked_rem(right)
        {
            // A quotient of 64-bit integers never rounds up to the next integer in 64 bits.
            return Some(Self::small(rest, precision));
        }
        let (left, right) = (self.real(), other.real());
        if left.is_infinite() || right.is_infinite() {
            return None;
        }
        let own = left.precision;
        let quotient = left.divide(&right, own.max(right.precision))?;
        let (times, _) = quotient.truncated();
        let taken = right.multiply(&times.with_precision(own), own)?;
        left.add(&taken.negated(), own).map(Self::from)
    }

    /// With the other sign.
    pub fn negate(&self) -> Self {
        if let Some((value, precision)) = self.as_small()
            && value != 0
            && let Some(negated) = value.checked_neg()
        {
            return Self::small(negated, precision);
        }
        self.real().into_owned().negated().into()
    }

    /// Without its sign.
    pub fn absolute(&self) -> Self {
        if let Some((value, precision)) = self.as_small()
            && let Some(absolute) = value.checked_abs()
        {
            return Self::small(absolute, precision);
        }
        let real = self.real().into_owned();
        Self::from(Real {
            negative: false,
            ..real
        })
    }

    /// The nearest integer that is not larger; infinities stay as they are.
    pub fn floor(&self) -> Self {
        self.whole(true)
    }

    /// The nearest integer that is not smaller; infinities stay as they are.
    pub fn ceiling(&self) -> Self {
        self.whole(false)
    }

    fn whole(&self, down: bool) -> Self {
        if self.as_small().is_some() {
            return self.clone();
        }
        let real = self.real();
        let (whole, had_fraction) = real.truncated();
        if had_fraction && real.negative == down {
            let step = Real::integer(if down { -1 } else { 1 }, real.precision);
            return match whole.add(&step, real.precision) {
                Some(whole) => whole.into(),
                None => self.clone(),
            };
        }
        whole.into()
    }

    /// -1, 0 or 1, with the precision of what Terraform counts; `None` where it is no integer that fits in 64 bits,
    /// which Terraform refuses.
    pub fn signum(&self) -> Option<Self> {
        self.to_i64().map(|value| Self::from(value.signum()))
    }
}
