//! Whole numbers as large as addresses.

use crate::eval::number::Number;

/// A whole number, in the form in which the bits of its two's complement are at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Integer {
    /// Zero or more.
    Positive(u128),
    /// Less than zero: `-(n + 1)`.
    Negative(u128),
    /// Of more than 128 bits.
    Huge,
}

impl Integer {
    /// `None` where the number is not whole.
    pub(super) fn of(number: &Number) -> Option<Self> {
        if !number.is_integer() {
            return None;
        }
        let huge = Some(Self::Huge);
        if !number.is_negative() {
            return magnitude(number).map(Self::Positive).or(huge);
        }
        let above = number.add(&Number::from(1));
        let magnitude = above.and_then(|number| magnitude(&number.negate()));
        magnitude.map(Self::Negative).or(huge)
    }

    /// The lowest 64 bits of the number without its sign. What is larger than 128 bits comes to nothing anyway.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the lowest bits are wanted"
    )]
    pub(super) fn lowest(self) -> u64 {
        match self {
            Self::Positive(value) => value as u64,
            Self::Negative(value) => (value as u64).wrapping_add(1),
            Self::Huge => 0,
        }
    }
}

/// The digits of a number that is not negative, where they fit.
fn magnitude(number: &Number) -> Option<u128> {
    if let Some(value) = number.to_u64() {
        return Some(value.into());
    }
    // 2^128 has 39 digits: what is far larger need not be written out.
    if number.to_f64().abs() > 1e40 {
        return None;
    }
    u128::from_str_radix(&number.to_radix_text(16)?, 16).ok()
}
