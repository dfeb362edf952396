//! The way through a schema to the keyword that failed, with the place in the data that each part of it judged.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::source::join_path;

/// Schema files by root-relative path.
pub(super) type Documents = BTreeMap<String, Value>;

/// A schema on the way, and how many steps into the data it applies.
pub(super) struct Passed<'s> {
    pub(super) schema: &'s Value,
    pub(super) depth: usize,
    /// The keyword of the schema before it that led here; empty for the first.
    pub(super) by: &'static str,
}

/// Follows `pointer` (of an error's evaluation path) from the root of the file at `path`.
pub(super) fn trace<'s>(
    documents: &'s Documents,
    path: &str,
    pointer: &[String],
) -> Vec<Passed<'s>> {
    let mut passed = Vec::new();
    let Some(mut schema) = documents.get(path) else {
        return passed;
    };
    let (mut path, mut depth) = (path.to_owned(), 0);
    passed.push(Passed {
        schema,
        depth,
        by: "",
    });
    let mut tokens = pointer.iter().peekable();
    while let Some(keyword) = tokens.next() {
        let Some(value) = schema.get(keyword) else {
            break;
        };
        let below = match applies(keyword) {
            Some(Applies::Reference) => value.as_str().and_then(|target| {
                let (file, target) = resolve(documents, &path, target)?;
                path = file;
                Some((target, 0))
            }),
            // The last token is the keyword that failed, not a schema that was entered.
            Some(Applies::Schema { deeper }) if !value.is_array() => {
                tokens.peek().map(|_| (value, deeper))
            }
            Some(Applies::Schema { deeper } | Applies::Named { deeper }) => tokens
                .next()
                .and_then(|name| child(value, name))
                .map(|below| (below, deeper)),
            None => None,
        };
        let (Some((next, deeper)), Some(by)) = (below, known(keyword)) else {
            break;
        };
        schema = next;
        depth += deeper;
        passed.push(Passed { schema, depth, by });
    }
    passed
}

enum Applies {
    Reference,
    /// A schema, or in draft 7 a list of them.
    Schema {
        deeper: usize,
    },
    /// A schema for each name or place.
    Named {
        deeper: usize,
    },
}

const IN_PLACE: [&str; 9] = [
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependencies",
];
const DEEPER: [&str; 9] = [
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "items",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
];

fn known(keyword: &str) -> Option<&'static str> {
    IN_PLACE
        .iter()
        .chain(&DEEPER)
        .chain(&["$ref"])
        .find(|known| **known == keyword)
        .copied()
}

fn applies(keyword: &str) -> Option<Applies> {
    Some(match keyword {
        "$ref" => Applies::Reference,
        "not" | "if" | "then" | "else" => Applies::Schema { deeper: 0 },
        "allOf" | "anyOf" | "oneOf" | "dependentSchemas" | "dependencies" => {
            Applies::Named { deeper: 0 }
        }
        "properties" | "patternProperties" | "prefixItems" => Applies::Named { deeper: 1 },
        _ if DEEPER.contains(&keyword) => Applies::Schema { deeper: 1 },
        _ => return None,
    })
}

fn child<'s>(value: &'s Value, name: &str) -> Option<&'s Value> {
    match value {
        Value::Array(elements) => elements.get(name.parse::<usize>().ok()?),
        _ => value.get(name),
    }
}

/// The file and the schema that a `$ref` in the file at `path` means.
pub(super) fn resolve<'s>(
    documents: &'s Documents,
    path: &str,
    target: &str,
) -> Option<(String, &'s Value)> {
    let (file, pointer) = target.split_once('#').unwrap_or((target, ""));
    let file = if file.is_empty() {
        path.to_owned()
    } else {
        join_path(folder(path), file)?
    };
    let root = documents.get(&file)?;
    let found = if pointer.is_empty() {
        Some(root)
    } else {
        root.pointer(&percent_decoded(pointer))
    };
    found.map(|schema| (file, schema))
}

/// The folder of a root-relative path; empty for the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A pointer in a reference is part of a URI, where `%25` is a percent sign.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        match after {
            [high, low, tail @ ..]
                if *first == b'%' && hex(*high).is_some() && hex(*low).is_some() =>
            {
                bytes.push(hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0));
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The tokens of a JSON pointer.
pub(super) fn tokens(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}
