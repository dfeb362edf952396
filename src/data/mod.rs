//! Data files (JSON, YAML, TOML) as one tree in which every key and value has its place, and their schemas.
//!
//! Values are read as Terraform's `jsondecode` and `yamldecode` read them. A file that `templatefile` fills in
//! has holes: values that nobody knows before Terraform runs.

mod json;
pub mod schema;
mod template;
pub(crate) mod toml;
mod yaml;

use crate::source::Span;

pub use json::parse_json;
pub use template::{Template, parse_template_json};
pub use yaml::{parse_yaml, parse_yaml_for_terraform};

/// The deepest nesting that is read. Hand-written data stays below twenty; the bound protects the stack.
pub const MAX_DEPTH: usize = 128;

/// A value and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub kind: Kind,
    /// Its bytes in the file, quotes and brackets included, the mark of a YAML block scalar not. What a YAML alias stands for has the place of the anchor.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`; in YAML `yes`, `no`, `on`, `off`, `y` and `n` too, as Terraform reads them.
    Bool(bool),
    /// A number as a JSON literal; `inf` and `-inf` for YAML's infinities.
    Number(String),
    /// A string, escapes resolved.
    String(String),
    /// A string of which a part is not known; the text has a hole's source in that part.
    Partial(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values in the order of the file. A key that stands twice counts the last time.
    Mapping(Vec<(Key, Node)>),
    /// A value that is not known.
    Hole,
}

/// The key of a mapping's entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its text; for YAML's `yes: 1` that is `true`, as in Terraform.
    pub text: String,
    /// Its bytes in the file, quotes included.
    pub span: Span,
    /// Whether a part of the text is not known.
    pub partial: bool,
    /// Whether it came through YAML's `<<`.
    pub merged: bool,
}

/// Why a data file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    /// Where the reader gave up.
    pub span: Span,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do; empty where the message says it all.
    pub help: String,
    /// Whether Terraform may read the text all the same: it goes beyond a bound here, or is refused for a rule that
    /// Terraform's reader does not have.
    pub is_uncertain: bool,
    /// Whether it is only that a bound here is passed.
    pub is_bound: bool,
}

impl DataError {
    pub(crate) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: help.into(),
            is_uncertain: false,
            is_bound: false,
        }
    }

    pub(crate) fn too_deep(span: Span) -> Self {
        let message = format!("nested more than {MAX_DEPTH} levels deep");
        Self {
            is_uncertain: true,
            is_bound: true,
            ..Self::new(
                span,
                message,
                "split the data into several files or flatten it",
            )
        }
    }
}

impl Node {
    /// The value of the last entry with this key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The last entry with this key, if this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<(&Key, &Node)> {
        let entries = self.entries();
        let found = entries.iter().rev().find(|(k, _)| k.text == key)?;
        Some((&found.0, &found.1))
    }

    /// The entries of a mapping, repeated keys included; none for anything else.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.kind {
            Kind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of a list; none for anything else.
    pub fn elements(&self) -> &[Node] {
        match &self.kind {
            Kind::Sequence(elements) => elements,
            _ => &[],
        }
    }

    /// The text of a string that is wholly known.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this value or anything in it is not known.
    pub fn has_hole(&self) -> bool {
        match &self.kind {
            Kind::Hole | Kind::Partial(_) => true,
            Kind::Sequence(elements) => elements.iter().any(Self::has_hole),
            Kind::Mapping(entries) => entries.iter().any(|(k, v)| k.partial || v.has_hole()),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => false,
        }
    }

    /// Keys written twice in one mapping, anywhere in this value: the earlier and the later place. Terraform takes
    /// the later one without a word. In the order of the later places.
    pub fn duplicate_keys(&self) -> Vec<(&Key, &Key)> {
        let mut found = Vec::new();
        self.collect_duplicates(&mut found);
        found.sort_by_key(|(_, later)| later.span);
        found
    }

    fn collect_duplicates<'a>(&'a self, found: &mut Vec<(&'a Key, &'a Key)>) {
        let mut seen = std::collections::BTreeMap::new();
        for (key, value) in self.entries() {
            if !key.merged
                && !key.partial
                && let Some(earlier) = seen.insert(key.text.as_str(), key)
            {
                found.push((earlier, key));
            }
            value.collect_duplicates(found);
        }
        for element in self.elements() {
            element.collect_duplicates(found);
        }
    }

    /// The same value for `serde_json`. A hole is `null`, an infinity is the greatest number there is.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Null | Kind::Hole => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(text) => number_to_json(text),
            Kind::String(text) | Kind::Partial(text) => Value::String(text.clone()),
            Kind::Sequence(elements) => elements.iter().map(Self::to_json).collect(),
            Kind::Mapping(entries) => entries
                .iter()
                .map(|(key, value)| (key.text.clone(), value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

fn number_to_json(text: &str) -> serde_json::Value {
    if let Ok(number) = text.parse::<serde_json::Number>() {
        return number.into();
    }
    // A number beyond every limit that a schema can name compares alike, whatever it is exactly.
    let greatest = if text.starts_with('-') {
        f64::MIN
    } else {
        f64::MAX
    };
    serde_json::Number::from_f64(greatest).map_or(serde_json::Value::Null, Into::into)
}

#[cfg(test)]
mod tests {
    use super::{parse_json, parse_yaml};
    use crate::source::FileId;

    #[test]
    fn the_last_of_two_equal_keys_counts_as_in_terraform() {
        let node = parse_json(FileId(0), r#"{"a": 1, "b": {"c": 2, "c": 3}, "a": 4}"#).unwrap();
        assert_eq!(node.to_json(), serde_json::json!({"a": 4, "b": {"c": 3}}));
        let starts = |keys: &(&super::Key, &super::Key)| (keys.0.span.start, keys.1.span.start);
        let duplicates: Vec<_> = node.duplicate_keys().iter().map(starts).collect();
        assert_eq!(duplicates, [(15, 23), (1, 32)]);
    }

    #[test]
    fn what_a_merge_brings_is_no_duplicate() {
        let nodes = parse_yaml(FileId(0), "a: &a {k: 1}\nb:\n  <<: *a\n  k: 2\n").unwrap();
        assert!(nodes[0].duplicate_keys().is_empty());
    }
}
