//! What a YAML scalar means to Terraform: a mixture of YAML 1.1 and 1.2, measured with `yamldecode` of 1.11.4.

use crate::data::Kind;

/// The value of a plain scalar without a tag. `None` for what Terraform refuses: `.nan`, and hexadecimal and octal
/// numbers of more than 64 bits.
pub(super) fn resolve(text: &str) -> Option<Kind> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "true" | "True" | "TRUE" => {
            Kind::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "false" | "False" | "FALSE" => {
            Kind::Bool(false)
        }
        ".nan" | ".NaN" | ".NAN" => return None,
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Kind::Number("inf".to_owned()),
        "-.inf" | "-.Inf" | "-.INF" => Kind::Number("-inf".to_owned()),
        _ if is_too_large(text) => return None,
        _ => number(text).map_or_else(|| Kind::String(text.to_owned()), Kind::Number),
    })
}

/// The number as a JSON literal, where the text is one: decimal with leading zeros, a sign or a bare point,
/// `0x1F` and `0o17` without a sign. Underscores, `0b101` and `1:30` are strings.
pub(super) fn number(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix('+').unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.strip_prefix('-').unwrap_or(exponent);
    if !digits(whole)
        || !digits(fraction)
        || whole.len() + fraction.len() == 0
        || power.is_empty()
        || !digits(power)
    {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    let exponent = if unsigned.contains(['e', 'E']) {
        format!("e{exponent}")
    } else {
        String::new()
    };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}"))
}

fn radix(digits: &str, radix: u32) -> Option<String> {
    let value = is_of_radix(digits, radix).then(|| u64::from_str_radix(digits, radix).ok());
    value.flatten().map(|value| value.to_string())
}

fn is_of_radix(digits: &str, radix: u32) -> bool {
    !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix))
}

/// Whether it is a hexadecimal or octal number of more than 64 bits.
fn is_too_large(text: &str) -> bool {
    let overflows = |prefix: &str, radix| {
        let digits = text.strip_prefix(prefix);
        digits.is_some_and(|digits| {
            is_of_radix(digits, radix) && u64::from_str_radix(digits, radix).is_err()
        })
    };
    overflows("0x", 16) || overflows("0o", 8)
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use crate::data::Kind;

    fn kind(text: &str) -> Kind {
        resolve(text).unwrap()
    }

    #[test]
    fn words_mean_what_terraform_makes_of_them() {
        for text in "yes on y Yes True TRUE Y ON YES".split(' ') {
            assert_eq!(kind(text), Kind::Bool(true), "{text}");
        }
        for text in "no off n N Off".split(' ') {
            assert_eq!(kind(text), Kind::Bool(false), "{text}");
        }
        for text in "~ null Null NULL".split(' ') {
            assert_eq!(kind(text), Kind::Null, "{text}");
        }
        assert_eq!(resolve(".nan"), None);
        assert_eq!(resolve(".NaN"), None);
        assert_eq!(resolve("0xFFFFFFFFFFFFFFFFFF"), None);
        assert_eq!(resolve("0o7777777777777777777777777777"), None);
    }

    #[test]
    fn numbers_mean_what_terraform_makes_of_them() {
        let numbers = [
            ("0x1F", "31"),
            ("0o17", "15"),
            ("017", "17"),
            ("08", "8"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+.5", "0.5"),
            ("+1", "1"),
            ("-1", "-1"),
            ("00", "0"),
            ("0.10", "0.1"),
            ("1.50", "1.5"),
            ("-017", "-17"),
            ("+12.3", "12.3"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
            (".inf", "inf"),
            ("-.inf", "-inf"),
            ("1e3", "1e3"),
            ("1e+3", "1e3"),
            ("12e03", "12e03"),
            ("1E-3", "1e-3"),
        ];
        for (text, expected) in numbers {
            assert_eq!(kind(text), Kind::Number(expected.into()), "{text}");
        }
    }

    #[test]
    fn all_else_is_a_string_to_terraform() {
        let strings = "tRue nULL 0X1F -0x1F 0O17 0b101 -0b1 1_000 1_0.5 1:30 190:20:30 _1 1_ . = << 0x 0b 0o 1.2.3 12e \
             0x1_F 1e 0o8 1,000 Infinity NaN inf nan 685_230.15 0xZZ + -a 100%";
        for text in strings.split_whitespace() {
            assert_eq!(kind(text), Kind::String(text.into()), "{text}");
        }
    }
}
