//! Data files against JSON Schemas: every violation at the key or value that must change, in plain words.

mod explain;
mod keyword;
mod lint;
mod open;
mod trace;
mod words;

use std::collections::BTreeMap;

use jsonschema::{PatternOptions, Retrieve, Uri, Validator};
use serde_json::Value;

use super::{DataError, Node, parse_json};
use crate::diagnostic::ConfigError;
use crate::source::{FileId, Span, join_path};
use explain::Explainer;
use lint::{Document, Linted, Reference, lint};
use trace::{Documents, folder, resolve};

pub use open::{has_hole, holds_anyway};
pub(crate) use words::{Words, nearest};

/// A schema that is ready to judge data.
#[derive(Debug)]
pub struct Schema {
    path: String,
    documents: Documents,
    validator: Validator,
}

/// A place in a data file that its schema does not allow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The key or value that must change; where a key is missing, the key or the opening of what lacks it.
    pub span: Span,
    /// JSON pointer to the value, such as `/0/portMappings/0/hostPort`.
    pub pointer: String,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do or what the schema says about the key; empty where there is nothing to add.
    pub help: String,
    /// Whether the key at `span` is one that the schema does not know, and is not told in place of one that it needs.
    pub is_unknown_key: bool,
}

/// Reads the schema at the root-relative `path` and checks that it says what its author meant: an unknown keyword
/// or a value that a keyword cannot have is an error, because a validator would ignore it.
///
/// `$ref` may point into the file (`#/$defs/…`) or to another file in the same folder or below it, which `read`
/// gives by its root-relative path. Nothing else is ever read.
pub fn compile(
    path: &str,
    text: &str,
    read: &dyn Fn(&str) -> Option<String>,
) -> Result<Schema, Vec<ConfigError>> {
    let mut loader = Loader {
        root: folder(path),
        read,
        documents: Documents::new(),
        references: Vec::new(),
        errors: Vec::new(),
    };
    loader.load(path, text);
    loader.check_references();
    if !loader.errors.is_empty() {
        loader.errors.sort();
        loader.errors.dedup();
        return Err(loader.errors);
    }
    let documents = loader.documents;
    let validator = build(path, &documents).map_err(|error| vec![error])?;
    Ok(Schema {
        path: path.to_owned(),
        documents,
        validator,
    })
}

/// As [`compile`] for a schema that comes with the program, without references to other files: it was linted by a
/// test, and every run would pay for linting it again.
pub(crate) fn compile_own(path: &str, text: &str) -> Result<Schema, Vec<ConfigError>> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| vec![ConfigError::whole(path, error.to_string())])?;
    let documents = Documents::from([(path.to_owned(), value)]);
    let validator = build(path, &documents).map_err(|error| vec![error])?;
    Ok(Schema {
        path: path.to_owned(),
        documents,
        validator,
    })
}

/// Every violation in `node`, in the order of the file. What depends on a hole is no violation.
pub fn validate(schema: &Schema, node: &Node) -> Vec<Violation> {
    validate_in(schema, node, Words::Data)
}

/// As [`validate`], in the words of the language that `node` was written in.
pub(crate) fn validate_in(schema: &Schema, node: &Node, words: Words) -> Vec<Violation> {
    let json = node.to_json();
    let explainer = Explainer {
        documents: &schema.documents,
        path: &schema.path,
        root: node,
        words,
    };
    let mut violations: Vec<_> = schema
        .validator
        .iter_errors(&json)
        .flat_map(|error| explainer.explain(&error))
        .collect();
    violations.sort();
    violations.dedup();
    violations
}

/// A file that is read, linted and waiting for its references to be resolved.
struct Loader<'r> {
    root: &'r str,
    read: &'r dyn Fn(&str) -> Option<String>,
    documents: Documents,
    references: Vec<(String, Reference, ConfigError)>,
    errors: Vec<ConfigError>,
}

impl Loader<'_> {
    fn load(&mut self, path: &str, text: &str) {
        let mut waiting = vec![(path.to_owned(), text.to_owned())];
        while let Some((path, text)) = waiting.pop() {
            if self.documents.contains_key(&path) {
                continue;
            }
            for reference in self.document(&path, &text) {
                let start = reference.span.start as usize;
                let error = |message: String| ConfigError::at(&path, &text, start, message);
                match other_file(self.root, &path, &reference.target) {
                    Err(message) => self.errors.push(error(message)),
                    Ok(other) if other == path || self.documents.contains_key(&other) => {}
                    Ok(other) => match (self.read)(&other) {
                        Some(text) => waiting.push((other, text)),
                        None => self.errors.push(error(format!(
                            "`$ref` names `{other}`, which is no file here"
                        ))),
                    },
                }
                let dangling = error(format!(
                    "`$ref` names `{}`, but nothing is there",
                    reference.target
                ));
                self.references.push((path.clone(), reference, dangling));
            }
        }
    }

    /// Reads and lints one file and gives its references.
    fn document(&mut self, path: &str, text: &str) -> Vec<Reference> {
        let file = FileId(0);
        let (value, linted) = match parse_json(file, text) {
            Ok(root) => (
                root.to_json(),
                lint(&Document {
                    path,
                    text,
                    root: &root,
                }),
            ),
            Err(DataError { span, message, .. }) => {
                self.errors
                    .push(ConfigError::at(path, text, span.start as usize, message));
                (Value::Null, Linted::default())
            }
        };
        self.errors.extend(linted.errors);
        self.documents.insert(path.to_owned(), value);
        linted.references
    }

    fn check_references(&mut self) {
        for (path, reference, dangling) in &self.references {
            let read = other_file(self.root, path, &reference.target)
                .is_ok_and(|file| self.documents.contains_key(&file));
            if read && resolve(&self.documents, path, &reference.target).is_none() {
                self.errors.push(dangling.clone());
            }
        }
    }
}

/// The root-relative path of the file that a `$ref` in the file at `path` means.
fn other_file(root: &str, path: &str, target: &str) -> Result<String, String> {
    let (file, pointer) = target.split_once('#').unwrap_or((target, ""));
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(format!(
            "`$ref` must name a place by its path, such as `#/$defs/port`, but is `{target}`"
        ));
    }
    if file.is_empty() {
        return Ok(path.to_owned());
    }
    let inside = |other: &String| {
        let below = if root.is_empty() {
            Some("/")
        } else {
            other.strip_prefix(root)
        };
        below.is_some_and(|rest| rest.starts_with('/'))
    };
    let local = !file.contains(':') && !file.starts_with('/');
    join_path(folder(path), file)
        .filter(|other| local && inside(other))
        .ok_or_else(|| {
            format!(
                "`$ref` must point into this file or to a file in its folder; `{file}` is not read"
            )
        })
}

/// Gives the files that were read, and refuses every other address.
struct Known(BTreeMap<String, Value>);

impl Retrieve for Known {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        self.0
            .get(uri.as_str())
            .cloned()
            .ok_or_else(|| "not a file of this schema".into())
    }
}

/// How much a pattern may go back on its steps before it is given up: a bound for hostile patterns.
const BACKTRACK_LIMIT: usize = 100_000;

fn build(path: &str, documents: &Documents) -> Result<Validator, ConfigError> {
    let mut known = documents.clone();
    for document in known.values_mut() {
        // Files are found by their paths here; the address under which a schema is published is nobody's base.
        document
            .as_object_mut()
            .and_then(|object| object.remove("$id"));
    }
    let root = known.get(path).cloned().unwrap_or_default();
    let known = known
        .into_iter()
        .map(|(path, document)| (address(&path), document))
        .collect();
    jsonschema::options()
        .with_base_uri(address(path))
        .with_retriever(Known(known))
        .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT))
        .should_validate_formats(true)
        .build(&root)
        .map_err(|error| ConfigError::whole(path, format!("this schema cannot be used: {error}")))
}

/// A path as the address by which references are resolved; nothing is ever fetched from it.
fn address(path: &str) -> String {
    let mut address = "file:///".to_owned();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(byte.into());
            }
            _ => address = format!("{address}%{byte:02X}"),
        }
    }
    address
}

#[cfg(test)]
mod tests;
