//! Variables in a Dockerfile.

use std::collections::BTreeMap;

/// The defaults of arguments; `None` for one that has none.
pub(super) type Arguments = BTreeMap<String, Option<String>>;

/// A text with its variables replaced. `Err` names one whose value is not in the file.
pub(super) fn replace(text: &str, arguments: &Arguments) -> Result<String, String> {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['$', '\\']) {
        replaced.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        if rest[at..].starts_with('\\') {
            let next = behind.chars().next();
            replaced.extend(next);
            rest = &behind[next.map_or(0, char::len_utf8)..];
            continue;
        }
        let (name, default, after) = variable(behind);
        if name.is_empty() {
            replaced.push('$');
            rest = behind;
            continue;
        }
        let value = arguments.get(name).cloned().flatten();
        match value
            .filter(|value| !value.is_empty())
            .or(default.map(str::to_owned))
        {
            Some(value) => replaced.push_str(&value),
            None => return Err(name.to_owned()),
        }
        rest = after;
    }
    replaced.push_str(rest);
    Ok(replaced)
}

/// The name of a variable, its default behind `:-`, and what follows.
fn variable(text: &str) -> (&str, Option<&str>, &str) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if let Some((inner, after)) = text.strip_prefix('{').and_then(|it| it.split_once('}')) {
        let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
        let default = inner[end..]
            .strip_prefix(":-")
            .or_else(|| inner[end..].strip_prefix('-'));
        return (&inner[..end], default, after);
    }
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    (&text[..end], None, &text[end..])
}
