//! `pow` and `log`, which Terraform computes with Go's machine numbers. Their last bits depend on how Go computes
//! them, so the same steps are taken here: those of its `math` package for x86-64.

use super::Number;

/// A machine number as Terraform passes it to a function; `None` where it is too large for one.
fn machine(number: &Number) -> Option<f64> {
    let value = number.to_f64();
    (value.is_finite() || number.is_infinite()).then_some(value)
}

impl Number {
    /// `self` to the power of `exponent` as `pow` has it, with 53 bits of precision; `None` where Terraform refuses:
    /// an operand is finite but too large for a machine number, or the result is no number.
    pub fn power(&self, exponent: &Self) -> Option<Self> {
        Self::from_f64(power(machine(self)?, machine(exponent)?))
    }

    /// The logarithm of `self` to `base` as `log` has it, with 53 bits of precision; `None` where Terraform refuses: an
    /// operand is finite but too large for a machine number, or the result is no number.
    pub fn logarithm(&self, base: &Self) -> Option<Self> {
        Self::from_f64(natural_logarithm(machine(self)?) / natural_logarithm(machine(base)?))
    }
}

#[allow(
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the exact values are meant, and the parts are split before they are cast"
)]
fn power(base: f64, exponent: f64) -> f64 {
    // On all special cases, Go and the IEEE standard agree.
    let is_special = base == 0.0 || base == 1.0 || !base.is_finite() || !exponent.is_finite();
    if is_special || exponent == 0.0 || exponent == 1.0 {
        return base.powf(exponent);
    }
    if exponent.abs() == 0.5 {
        let root = base.sqrt();
        return if exponent < 0.0 { 1.0 / root } else { root };
    }
    let (mut whole, mut fraction) = (exponent.abs().trunc(), exponent.abs().fract());
    if fraction != 0.0 && base < 0.0 {
        return f64::NAN;
    }
    if whole >= 9_223_372_036_854_775_808.0 {
        return match (base.abs() < 1.0) == (exponent > 0.0) {
            _ if base == -1.0 => 1.0,
            true => 0.0,
            false => f64::INFINITY,
        };
    }
    let mut result = 1.0;
    let mut result_exponent = 0_i64;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = exponential(fraction * natural_logarithm(base));
    }
    // The base is squared for each bit of the exponent, its power of two being kept apart.
    let (mut square, mut square_exponent) = split(base);
    let mut bits = whole as u64;
    while bits != 0 {
        if square_exponent.abs() > 1 << 12 {
            result_exponent += square_exponent;
            break;
        }
        if bits & 1 == 1 {
            result *= square;
            result_exponent += square_exponent;
        }
        square *= square;
        square_exponent *= 2;
        if square < 0.5 {
            square += square;
            square_exponent -= 1;
        }
        bits >>= 1;
    }
    if exponent < 0.0 {
        result = 1.0 / result;
        result_exponent = -result_exponent;
    }
    scale(result, result_exponent)
}

/// e to the power of `value`, which is within ±400: the Taylor series of a sixteenth of what is left of it after the
/// powers of two, squared four times.
fn exponential(value: f64) -> f64 {
    const LN_2_HIGH: f64 = 0.693_147_180_559_663;
    const LN_2_LOW: f64 = 2.823_529_056_303_157_7e-13;
    /// One divided by the factorials of 8 to 2.
    const SERIES: [f64; 7] = [
        1.0 / 40320.0,
        1.0 / 5040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
    ];
    let twos = (value * std::f64::consts::LOG2_E).round_ties_even();
    let rest = (-twos).mul_add(LN_2_HIGH, value);
    let rest = (-twos).mul_add(LN_2_LOW, rest) * 0.0625;
    let [first, others @ ..] = SERIES;
    let series = others
        .iter()
        .fold(first, |sum, term| sum.mul_add(rest, *term));
    // From here on it is the power less one, whose square plus twice itself is that of twice the exponent.
    let mut less_one = rest * series.mul_add(rest, 1.0);
    for _ in 0..3 {
        less_one *= less_one + 2.0;
    }
    let power = less_one.mul_add(less_one + 2.0, 1.0);
    #[allow(clippy::cast_possible_truncation, reason = "within ±600")]
    scale(power, twos as i64)
}

/// The natural logarithm by the method of FreeBSD's `e_log.c`, with its constants.
#[allow(
    clippy::cast_precision_loss,
    reason = "the exponent of a machine number"
)]
fn natural_logarithm(value: f64) -> f64 {
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const ODD: [f64; 4] = [
        0.147_981_986_051_165_86,
        0.181_835_721_616_180_5,
        0.285_714_287_436_623_9,
        0.666_666_666_666_673_5,
    ];
    const EVEN: [f64; 3] = [
        0.153_138_376_992_093_73,
        0.222_221_984_321_497_84,
        0.399_999_999_994_094_2,
    ];
    if value == 0.0 {
        return f64::NEG_INFINITY;
    }
    if value < 0.0 || !value.is_finite() {
        return if value > 0.0 { value } else { f64::NAN };
    }
    let (mut fraction, mut exponent) = split(value);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let (rest, twos) = (fraction - 1.0, exponent as f64);
    let ratio = rest / (2.0 + rest);
    let square = ratio * ratio;
    let fourth = square * square;
    let sum = |terms: &[f64]| terms.iter().fold(0.0, |sum, term| sum * fourth + term);
    let series = square * sum(&ODD) + fourth * sum(&EVEN);
    let half = 0.5 * rest * rest;
    twos * LN_2_HIGH - ((half - (ratio * (half + series) + twos * LN_2_LOW)) - rest)
}

/// A fraction of at least one half and less than one, and the power of two that it is to be multiplied by.
fn split(value: f64) -> (f64, i64) {
    let (value, shift) = if value.abs() < f64::MIN_POSITIVE {
        (value * 4_503_599_627_370_496.0, 52)
    } else {
        (value, 0)
    };
    let bits = value.to_bits();
    let exponent = i64::try_from(bits >> 52 & 0x7FF).unwrap_or(0) - 1022 - shift;
    let fraction = f64::from_bits(bits & !(0x7FF << 52) | 1022 << 52);
    (fraction, exponent)
}

/// `value` times two to the power of `exponent`, rounded once.
pub(super) fn scale(value: f64, exponent: i64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (fraction, own) = split(value);
    let exponent = exponent.saturating_add(own);
    if exponent > 1024 {
        return f64::INFINITY.copysign(value);
    }
    if exponent < -1080 {
        return 0.0_f64.copysign(value);
    }
    // Between one and two, so that only what is too small for all bits is rounded, by the last multiplication.
    let fraction = fraction * 2.0;
    let power = exponent - 1;
    if power >= -1022 {
        fraction * two_to(power)
    } else {
        fraction * two_to(power + 64) * two_to(-64)
    }
}

/// Two to a power from -1022 to 1023.
fn two_to(power: i64) -> f64 {
    f64::from_bits(u64::try_from(power + 1023).unwrap_or(0) << 52)
}
