//! What follows a backslash.

use super::{Translator, Trouble};

/// What a backslash and what follows it stand for.
pub(super) enum Escape {
    Character(char),
    Class(Class),
    /// `\A`
    Start,
    /// `\z`
    End,
    /// `\b`
    Boundary,
    /// `\B`
    NoBoundary,
}

/// A set of characters that has a name.
pub(super) struct Class {
    /// As it is written within brackets.
    inside: String,
    is_negated: bool,
}

impl Class {
    /// As it is written outside of brackets.
    pub(super) fn alone(&self) -> String {
        let not = if self.is_negated { "^" } else { "" };
        format!("[{not}{}]", self.inside)
    }

    /// As it is written within brackets.
    pub(super) fn within(self) -> String {
        if self.is_negated {
            self.alone()
        } else {
            self.inside
        }
    }
}

/// A character as Rust takes it for itself everywhere.
pub(super) fn written(character: char) -> String {
    if character.is_ascii() && !character.is_ascii_alphanumeric() {
        format!(r"\x{{{:X}}}", u32::from(character))
    } else {
        character.to_string()
    }
}

/// Reads what follows a backslash.
pub(super) fn read(of: &mut Translator<'_>) -> Result<Escape, Trouble> {
    if let Some(class) = named_class(of)? {
        return Ok(Escape::Class(class));
    }
    for (letter, escape) in [
        ("A", Escape::Start),
        ("z", Escape::End),
        ("b", Escape::Boundary),
        ("B", Escape::NoBoundary),
    ] {
        if of.skip(letter) {
            return Ok(escape);
        }
    }
    character(of).map(Escape::Character)
}

/// A class of characters with a name, `\d` or `\p{Lu}`, after its backslash.
pub(super) fn named_class(of: &mut Translator<'_>) -> Result<Option<Class>, Trouble> {
    // Perl's classes are of ASCII only in Go, and a vertical tab is no space.
    for (letter, inside) in [("d", "0-9"), ("s", r"\t\n\x0C\r\x20"), ("w", "0-9A-Za-z_")] {
        let is_negated = of.skip(&letter.to_uppercase());
        if is_negated || of.skip(letter) {
            return Ok(Some(Class {
                inside: inside.to_owned(),
                is_negated,
            }));
        }
    }
    let is_negated = of.skip("P");
    if !is_negated && !of.skip("p") {
        return Ok(None);
    }
    let invalid = || Trouble::invalid("\\p stands before no class of Unicode");
    let letter;
    let name = if of.skip("{") {
        of.until("}").ok_or_else(invalid)?
    } else {
        letter = of.next().ok_or_else(invalid)?.to_string();
        &letter
    };
    let (name, is_inverse) = match name.strip_prefix('^') {
        Some(name) => (name, true),
        None => (name, false),
    };
    Ok(Some(Class {
        inside: unicode_class(name)?,
        is_negated: is_negated != is_inverse,
    }))
}

/// A general category or script by Go's name for it, as Rust takes it.
fn unicode_class(name: &str) -> Result<String, Trouble> {
    /// Go counts no character that is not assigned among `C`, and knows no `Cn`.
    const CATEGORIES: &str = "Cc Cf Co L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No \
        P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs";
    const SCRIPTS: &str = "Arabic Armenian Bengali Common Cyrillic Devanagari Georgian Greek Han Hangul Hebrew \
        Hiragana Inherited Katakana Latin Tamil Thai";
    let is_in = |list: &str| list.split(' ').any(|known| known == name);
    if name == "Any" {
        return Ok(r"\p{any}".to_owned());
    }
    if is_in(CATEGORIES) {
        return Ok(format!(r"\p{{gc={name}}}"));
    }
    if is_in(SCRIPTS) {
        return Ok(format!(r"\p{{sc={name}}}"));
    }
    let may_be_script = name.len() > 2
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if may_be_script || matches!(name, "C" | "Cs") {
        return Err(Trouble::Beyond);
    }
    Err(Trouble::invalid(format!(
        "there is no class {name:?} of characters"
    )))
}

/// One character, after its backslash.
pub(super) fn character(of: &mut Translator<'_>) -> Result<char, Trouble> {
    let Some(first) = of.next() else {
        return Err(Trouble::invalid("it ends with a backslash"));
    };
    let octal = |of: &Translator<'_>| {
        of.rest
            .bytes()
            .next()
            .filter(|byte| (b'0'..=b'7').contains(byte))
    };
    let code = match first {
        // A single digit would refer to a group, which Go does not do.
        '0' => Some(octal_code(of, 0)),
        '1'..='7' if octal(of).is_some() => Some(octal_code(of, u32::from(first) - u32::from('0'))),
        'x' => hexadecimal_code(of),
        'a' => Some(7),
        'f' => Some(12),
        'n' => Some(10),
        'r' => Some(13),
        't' => Some(9),
        'v' => Some(11),
        other if other.is_ascii() && !other.is_ascii_alphanumeric() => Some(u32::from(other)),
        _ => None,
    };
    match code.map(char::from_u32) {
        Some(Some(character)) => Ok(character),
        // Half of a pair of UTF-16, which is no character.
        Some(None) => Err(Trouble::Beyond),
        None => Err(Trouble::invalid(format!("\\{first} is no escape sequence"))),
    }
}

fn octal_code(of: &mut Translator<'_>, first: u32) -> u32 {
    let mut code = first;
    for _ in 0..2 {
        let Some(digit) = of.rest.chars().next().and_then(|digit| digit.to_digit(8)) else {
            break;
        };
        of.next();
        code = code * 8 + digit;
    }
    code
}

fn hexadecimal_code(of: &mut Translator<'_>) -> Option<u32> {
    let digits = if of.skip("{") {
        of.until("}")?
    } else {
        let digits = of.rest.get(..2)?;
        of.rest = &of.rest[2..];
        digits
    };
    let is_hexadecimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits.trim_start_matches('0'), 16);
    let code = if is_hexadecimal && digits.bytes().all(|byte| byte == b'0') {
        Some(0)
    } else {
        code.ok()
    };
    code.filter(|code| is_hexadecimal && *code <= 0x10_ffff)
}
