//! Which location of a server answers for a path.

use regex::RegexBuilder;

use super::{Directive, Doubt};

/// Larger patterns are not compiled.
const MAX_PATTERN: usize = 1 << 18;

/// The location that answers for a path; `None` where the server itself does. The order is that of nginx's documentation:
/// an exact one, else the first pattern unless the longest prefix forbids it, else the longest prefix.
pub(super) fn choose<'d>(
    server: &'d [Directive],
    path: &str,
) -> Result<Option<&'d Directive>, Doubt> {
    let locations = || server.iter().filter(|it| it.name() == "location");
    let is_exact = |it: &&Directive| it.words.len() == 3 && it.argument(0) == "=";
    if let Some(exact) = locations().find(|it| is_exact(it) && it.argument(1) == path) {
        return Ok(Some(exact));
    }
    let mut longest: Option<(&Directive, &str, bool)> = None;
    let mut patterns = Vec::new();
    for location in locations() {
        let arguments: Vec<&str> = location.arguments().collect();
        match arguments.as_slice() {
            ["=", _] => {}
            ["~", pattern] => patterns.push((location, *pattern, false)),
            ["~*", pattern] => patterns.push((location, *pattern, true)),
            ["^~", prefix] => keep(&mut longest, (location, *prefix, true), path),
            [name] if name.starts_with('@') => {}
            // The modifier may be written without a space.
            [prefix] if prefix.starts_with('/') => {
                // nginx redirects from the path without the slash where requests are passed on.
                if prefix.strip_suffix('/') == Some(path) && path != "/" {
                    return Err(Doubt::of(location));
                }
                keep(&mut longest, (location, *prefix, false), path);
            }
            _ => return Err(Doubt::of(location)),
        }
    }
    if let Some((location, _, true)) = longest {
        return Ok(Some(location));
    }
    for (location, pattern, is_any_case) in patterns {
        let pattern = RegexBuilder::new(pattern)
            .case_insensitive(is_any_case)
            .size_limit(MAX_PATTERN)
            .build()
            .map_err(|_| Doubt::of(location))?;
        if pattern.is_match(path) {
            return Ok(Some(location));
        }
    }
    Ok(longest.map(|(location, ..)| location))
}

fn keep<'d>(
    longest: &mut Option<(&'d Directive, &'d str, bool)>,
    other: (&'d Directive, &'d str, bool),
    path: &str,
) {
    let is_longer = longest.is_none_or(|(_, prefix, _)| other.1.len() > prefix.len());
    if path.starts_with(other.1) && is_longer {
        *longest = Some(other);
    }
}
