//! Numbers as verbs show them: what Go's `big.Int` and `big.Float` do with flags, widths and precisions.

use crate::eval::number::{Number, NumberForm};

use super::verb::Verb;

/// The number as `%v` shows it: all digits that tell it apart, with an exponent where it is long. `None` where it is
/// too long to be shown.
pub(super) fn shortest(number: &Number) -> Option<String> {
    number.to_digits(NumberForm::General, None)
}

/// The number as a verb for numbers shows it; `None` where it is too long to be shown.
pub(super) fn show(verb: &Verb<'_>, number: &Number) -> Result<Option<String>, String> {
    let radix = match verb.letter {
        'b' => Some(2),
        'o' => Some(8),
        'd' => Some(10),
        'x' | 'X' => Some(16),
        _ => None,
    };
    if let Some(radix) = radix {
        if !number.is_integer() {
            return Err("it is not an integer".to_owned());
        }
        return Ok(number.to_radix_text(radix).map(|text| integer(verb, &text)));
    }
    let (form, places) = match verb.letter {
        'f' => (NumberForm::Fixed, Some(verb.precision.unwrap_or(6))),
        'e' | 'E' => (NumberForm::Exponent, Some(verb.precision.unwrap_or(6))),
        _ => (NumberForm::General, verb.precision),
    };
    let text = number.to_digits(form, places);
    Ok(text.map(|text| float(verb, &text, number.is_infinite())))
}

fn float(verb: &Verb<'_>, text: &str, is_infinite: bool) -> String {
    let (sign, digits) = if let Some(digits) = text.strip_prefix('-') {
        ("-", digits)
    } else if let Some(digits) = text.strip_prefix('+') {
        (if verb.flags.space { " " } else { "+" }, digits)
    } else {
        (positive_sign(verb), text)
    };
    if verb.letter.is_ascii_uppercase() && !is_infinite {
        return filled(verb, sign, &digits.to_ascii_uppercase(), verb.flags.zero);
    }
    filled(verb, sign, digits, verb.flags.zero && !is_infinite)
}

fn positive_sign(verb: &Verb<'_>) -> &'static str {
    match () {
        () if verb.flags.plus => "+",
        () if verb.flags.space => " ",
        () => "",
    }
}

/// The sign and the digits, filled up to the width. Where zeros are wanted they are put before the digits even if the
/// verb asks for the left edge, as in Terraform.
fn filled(verb: &Verb<'_>, sign: &str, digits: &str, with_zeros: bool) -> String {
    let length = sign.len() + digits.len();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    match () {
        () if with_zeros => format!("{sign}{}{digits}", "0".repeat(missing)),
        () if verb.flags.minus => format!("{sign}{digits}{}", " ".repeat(missing)),
        () => format!("{}{sign}{digits}", " ".repeat(missing)),
    }
}

fn integer(verb: &Verb<'_>, text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => (positive_sign(verb), text),
    };
    let (prefix, digits) = match verb.letter {
        'b' => ("0b", digits.to_owned()),
        'o' => ("0", digits.to_owned()),
        'x' => ("0x", digits.to_owned()),
        'X' => ("0X", digits.to_ascii_uppercase()),
        _ => ("", digits.to_owned()),
    };
    let prefix = if verb.flags.sharp { prefix } else { "" };
    let length = sign.len() + prefix.len() + digits.len();
    let zeros = match verb.precision {
        // Go writes nothing at all for a zero without digits, not even spaces.
        Some(0) if digits == "0" => return String::new(),
        Some(precision) => precision.saturating_sub(digits.len()),
        None if verb.flags.zero && !verb.flags.minus => {
            verb.width.unwrap_or(0).saturating_sub(length)
        }
        None => 0,
    };
    let digits = format!("{prefix}{}{digits}", "0".repeat(zeros));
    filled(verb, sign, &digits, false)
}
