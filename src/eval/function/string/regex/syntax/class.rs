//! Characters in brackets.

use super::escape::{character, named_class, written};
use super::{Translator, Trouble};

/// Classes of POSIX that are known by name.
const POSIX: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

/// A class after its opening bracket, as Rust takes it: each character by its number, so that none means more than
/// itself.
pub(super) fn class(of: &mut Translator<'_>) -> Result<String, Trouble> {
    let mut class = String::from("[");
    if of.skip("^") {
        class.push('^');
    }
    let mut is_first = true;
    while is_first || !of.rest.starts_with(']') {
        is_first = false;
        if let Some(name) = posix(of)? {
            class.push_str(&name);
            continue;
        }
        if of.skip("\\") {
            if let Some(named) = named_class(of)? {
                class.push_str(&named.within());
                continue;
            }
            let first = character(of)?;
            range(of, first, &mut class)?;
            continue;
        }
        let first = of.next().ok_or_else(missing)?;
        range(of, first, &mut class)?;
    }
    of.skip("]");
    class.push(']');
    Ok(class)
}

fn missing() -> Trouble {
    Trouble::invalid("a closing ] is missing")
}

/// `[:alpha:]`
fn posix(of: &mut Translator<'_>) -> Result<Option<String>, Trouble> {
    let Some(inside) = of.rest.strip_prefix("[:") else {
        return Ok(None);
    };
    // Without its end it is no such class, but characters.
    let Some((name, rest)) = inside.split_once(":]") else {
        return Ok(None);
    };
    if !POSIX.contains(&name.strip_prefix('^').unwrap_or(name)) {
        return Err(Trouble::invalid(format!("there is no class [:{name}:]")));
    }
    of.rest = rest;
    Ok(Some(format!("[:{name}:]")))
}

/// A character and, where a hyphen and another follow, all between them.
fn range(of: &mut Translator<'_>, first: char, class: &mut String) -> Result<(), Trouble> {
    class.push_str(&written(first));
    let mut after = of.rest.chars();
    let is_range = after.next() == Some('-') && after.next().is_some_and(|next| next != ']');
    if !is_range || !of.skip("-") {
        return Ok(());
    }
    let last = if of.skip("\\") {
        character(of)?
    } else {
        of.next().ok_or_else(missing)?
    };
    if last < first {
        return Err(Trouble::invalid(format!("{first}-{last} is no range")));
    }
    class.push('-');
    class.push_str(&written(last));
    Ok(())
}
