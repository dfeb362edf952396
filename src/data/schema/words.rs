//! How values, types and places are called in messages.

use crate::data::{Kind, Node};

/// Which language the reader wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// JSON or YAML.
    Data,
    /// TOML: sections are `[name]`, mappings are tables.
    Toml,
}

/// One step from the root of a document to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The value in a few words: `the number 80`, `the string "80"`, `a list`.
pub(super) fn found(node: &Node, words: Words) -> String {
    match &node.kind {
        Kind::Null if node.span.start == node.span.end => "empty".to_owned(),
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(text) => format!("the number {}", shortened(text)),
        Kind::String(text) | Kind::Partial(text) if text.is_empty() => "an empty string".to_owned(),
        Kind::String(text) | Kind::Partial(text) => format!("the string \"{}\"", shortened(text)),
        Kind::Sequence(_) => "a list".to_owned(),
        Kind::Mapping(_) if words == Words::Toml => "a table".to_owned(),
        Kind::Mapping(_) => "a mapping".to_owned(),
        Kind::Hole => "not known".to_owned(),
    }
}

/// The value as one would write it, for sentences that say how large or how long it is.
pub(super) fn written(node: &Node) -> String {
    match &node.kind {
        Kind::Number(text) => shortened(text),
        Kind::String(text) | Kind::Partial(text) => format!("\"{}\"", shortened(text)),
        _ => found(node, Words::Data),
    }
}

/// At most 40 characters, on one line.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String = text
        .chars()
        .take(LONGEST + 1)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// A type of JSON Schema in plain words.
pub(super) fn type_words(name: &str, words: Words) -> &'static str {
    match (name, words) {
        ("string", _) => "a string",
        ("number", _) => "a number",
        ("integer", _) => "a whole number",
        ("boolean", _) => "true or false",
        ("array", _) => "a list",
        ("null", _) => "null",
        (_, Words::Toml) => "a table",
        (_, Words::Data) => "a mapping",
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., tail] => format!("{} {last} {tail}", head.join(", ")),
    }
}

/// A name in backquotes.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", shortened(text))
}

/// A JSON value in backquotes, strings without their double quotes.
pub(super) fn code_value(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

/// What a value is called: by its key, with the indexes after it.
pub(super) fn subject(path: &[Step]) -> String {
    let Some(at) = path.iter().rposition(|step| matches!(step, Step::Key(_))) else {
        return match path {
            [] => "the document".to_owned(),
            [Step::Index(index)] => format!("element {} of the list", index + 1),
            _ => code(&dotted(path)),
        };
    };
    code(&dotted(&path[at..]))
}

/// What the mapping at `path` is called where one of its keys is at fault; empty for the root of a data file.
pub(super) fn container(path: &[Step], words: Words) -> String {
    match words {
        Words::Data if path.is_empty() => String::new(),
        Words::Data => match path {
            [Step::Index(index)] => format!(" in element {} of the list", index + 1),
            _ => format!(" in {}", code(&dotted(path))),
        },
        Words::Toml if path.is_empty() => " at the top level".to_owned(),
        Words::Toml => match path {
            [head @ .., Step::Index(_)] => format!(" in [[{}]]", dotted(head)),
            _ => format!(" in [{}]", dotted(path)),
        },
    }
}

fn dotted(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Step::Index(index) => text = format!("{text}[{index}]"),
        }
    }
    text
}

/// The candidate that somebody most likely meant by `name`, if one is near enough.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let wanted: String = plain(name).chars().take(80).collect();
    let length = wanted.chars().count();
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            let other = plain(candidate);
            let beginning = length >= 3 && other.starts_with(&wanted);
            let distance = strsim::damerau_levenshtein(&wanted, &other);
            (
                if beginning { distance.min(1) } else { distance },
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= allowed && *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{Step, Words, container, nearest, shortened, subject};

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(
            nearest("requird", ["properties", "required"]),
            Some("required")
        );
        assert_eq!(
            nearest("keepImages", ["keep_images", "keep_image"]),
            Some("keep_images")
        );
        assert_eq!(nearest("x", ["properties", "required"]), None);
    }

    #[test]
    fn places_are_named_as_their_language_writes_them() {
        let path = [
            Step::Index(0),
            Step::Key("portMappings".into()),
            Step::Index(2),
        ];
        assert_eq!(subject(&path), "`portMappings[2]`");
        assert_eq!(subject(&path[..1]), "element 1 of the list");
        assert_eq!(container(&path, Words::Data), " in `[0].portMappings[2]`");
        let path = [Step::Key("environments".into()), Step::Key("prod".into())];
        assert_eq!(container(&path, Words::Toml), " in [environments.prod]");
        assert_eq!(
            container(&[Step::Key("schemas".into()), Step::Index(0)], Words::Toml),
            " in [[schemas]]"
        );
    }

    #[test]
    fn long_values_are_shortened_to_one_line() {
        assert_eq!(shortened("a\nb"), "a b");
        assert_eq!(shortened(&"é".repeat(50)).chars().count(), 41);
    }
}
