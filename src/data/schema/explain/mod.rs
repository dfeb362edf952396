//! From what the validator says to what a person must change.

mod branches;
mod value;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Fault;
use serde_json::Value;

use super::Violation;
use crate::data::schema::trace::{Documents, Passed, tokens, trace};
use crate::data::schema::words::{Step, Words, code, container, list, nearest, subject, written};
use crate::data::{Key, Kind, Node};
use crate::source::Span;

/// What is needed to explain the errors of one document.
pub(super) struct Explainer<'a> {
    pub(super) documents: &'a Documents,
    pub(super) path: &'a str,
    pub(super) root: &'a Node,
    pub(super) words: Words,
}

/// The place in the data that an error is about.
struct Place<'a> {
    node: &'a Node,
    /// The key that the node is the value of, or lies in the list of.
    key: Option<&'a Key>,
    path: Vec<Step>,
    pointer: String,
    /// Whether a key on the way is not known, so that another schema might apply.
    unsure: bool,
}

impl Explainer<'_> {
    /// The violations behind an error; none where it depends on a hole.
    pub(super) fn explain(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        let Some(place) = self.place(error.instance_path().as_str()) else {
            return Vec::new();
        };
        let passed = trace(
            self.documents,
            self.path,
            &tokens(error.evaluation_path().as_str()),
        );
        if self.depends_on_hole(error, &place, &passed) {
            return Vec::new();
        }
        let schema = passed.last().map(|last| last.schema);
        match error.kind() {
            Fault::AdditionalProperties { unexpected }
            | Fault::UnevaluatedProperties { unexpected } => {
                self.unknown_keys(&place, unexpected, schema)
            }
            Fault::AnyOf { context } | Fault::OneOfNotValid { context } => {
                self.branches(&place, context, schema)
            }
            // A misspelt key is told with the name that is meant.
            Fault::Required { property } if is_misspelt(&place, property, schema) => Vec::new(),
            Fault::Required { property } => vec![self.required(error, &place, property, schema)],
            Fault::PropertyNames { error } => self.property_name(&place, error),
            Fault::UniqueItems => vec![repeated(&place)],
            _ => {
                let (message, hint) = self.value_fault(error, &place, schema);
                vec![at_value(&place, message, hint, schema)]
            }
        }
    }

    fn place(&self, pointer: &str) -> Option<Place<'_>> {
        let mut place = Place {
            node: self.root,
            key: None,
            path: Vec::new(),
            pointer: pointer.to_owned(),
            unsure: false,
        };
        for token in tokens(pointer) {
            if let Kind::Sequence(elements) = &place.node.kind {
                let index = token.parse().ok()?;
                place.node = elements.get(index)?;
                place.path.push(Step::Index(index));
            } else {
                let (key, value) = place.node.entry(&token)?;
                (place.node, place.key) = (value, Some(key));
                place.unsure |= key.partial;
                place.path.push(Step::Key(token));
            }
        }
        Some(place)
    }

    /// Whether other values in the holes could satisfy the keyword that failed.
    fn depends_on_hole(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'_>,
        passed: &[Passed<'_>],
    ) -> bool {
        let node = place.node;
        let conditional = passed.windows(2).any(|pair| {
            let at = place.path.len().min(pair[1].depth);
            matches!(pair[1].by, "then" | "else")
                && self
                    .ancestor(place, at)
                    .is_none_or(|node| open_condition(pair[0].schema.get("if"), node))
        });
        if place.unsure || conditional || node.kind == Kind::Hole {
            return true;
        }
        let open_list = node
            .elements()
            .iter()
            .any(|element| element.kind == Kind::Hole);
        let open_keys = node.entries().iter().any(|(key, _)| key.partial);
        match error.kind() {
            Fault::Pattern { .. }
            | Fault::Format { .. }
            | Fault::MinLength { .. }
            | Fault::MaxLength { .. }
            | Fault::ContentEncoding { .. }
            | Fault::ContentMediaType { .. }
            | Fault::FromUtf8 { .. } => matches!(node.kind, Kind::Partial(_)),
            // A pattern that is too slow to decide has decided nothing.
            Fault::BacktrackLimitExceeded { .. } | Fault::RegexEngineFailure { .. } => true,
            Fault::MinItems { .. } | Fault::MaxItems { .. } | Fault::AdditionalItems { .. } => {
                open_list
            }
            Fault::Required { .. } | Fault::MinProperties { .. } | Fault::MaxProperties { .. } => {
                open_keys
            }
            Fault::AnyOf { context } | Fault::OneOfNotValid { context } => context
                .iter()
                .any(|branch| branch.iter().all(|error| self.explain(error).is_empty())),
            Fault::Type { .. }
            | Fault::AdditionalProperties { .. }
            | Fault::PropertyNames { .. }
            | Fault::FalseSchema => false,
            _ => node.has_hole(),
        }
    }

    /// The value `depth` steps from the root on the way to a place.
    fn ancestor(&self, place: &Place<'_>, depth: usize) -> Option<&Node> {
        place
            .path
            .iter()
            .take(depth)
            .try_fold(self.root, |node, step| match step {
                Step::Key(key) => node.get(key),
                Step::Index(index) => node.elements().get(*index),
            })
    }

    fn unknown_keys(
        &self,
        place: &Place<'_>,
        names: &[String],
        schema: Option<&Value>,
    ) -> Vec<Violation> {
        let allowed = properties(schema);
        let entries = names.iter().filter_map(|name| place.node.entry(name));
        let unknown = entries.filter(|(key, _)| !key.partial).map(|(key, _)| {
            let near = nearest(&key.text, allowed.iter().copied());
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if allowed.is_empty() => "no keys are allowed here".to_owned(),
                None => format!(
                    "allowed here: {}",
                    list(
                        &allowed.iter().map(|name| code(name)).collect::<Vec<_>>(),
                        "and"
                    )
                ),
            };
            Violation {
                span: key.span,
                pointer: format!(
                    "{}/{}",
                    place.pointer,
                    key.text.replace('~', "~0").replace('/', "~1")
                ),
                message: format!(
                    "unknown key {}{}",
                    code(&key.text),
                    container(&place.path, self.words)
                ),
                help: hint,
                // What is missing is not told again.
                is_unknown_key: !near.is_some_and(|near| is_missing(place, near, schema)),
            }
        });
        unknown.collect()
    }

    fn required(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'_>,
        property: &Value,
        schema: Option<&Value>,
    ) -> Violation {
        let name = property.as_str().unwrap_or_default();
        let because = schema
            .filter(|_| matches!(error.evaluation_path().as_str().rsplit('/').next(), Some(last) if last != "required"))
            .and_then(|schema| needing(schema, place.node, name))
            .map_or_else(String::new, |key| format!(", which {} needs beside it", code(key)));
        let what = schema
            .and_then(|schema| schema.get("properties")?.get(name))
            .and_then(description);
        Violation {
            span: opening(place),
            pointer: place.pointer.clone(),
            message: format!(
                "missing key {}{}{because}",
                code(name),
                container(&place.path, self.words)
            ),
            help: what.map_or_else(
                || format!("add {}", code(name)),
                |what| format!("add {}: {what}", code(name)),
            ),
            is_unknown_key: false,
        }
    }

    fn property_name(&self, place: &Place<'_>, inner: &ValidationError<'_>) -> Vec<Violation> {
        let Some(name) = inner.instance().as_str() else {
            return Vec::new();
        };
        let Some((key, _)) = place.node.entry(name).filter(|(key, _)| !key.partial) else {
            return Vec::new();
        };
        let as_node = Node {
            kind: Kind::String(name.to_owned()),
            span: key.span,
        };
        let at = Place {
            node: &as_node,
            key: Some(key),
            path: Vec::new(),
            pointer: String::new(),
            unsure: false,
        };
        let (message, hint) = self.value_fault(inner, &at, None);
        let message = message.replacen("the document", &format!("the key {}", code(name)), 1);
        let help = if hint.is_empty() {
            "rename the key".to_owned()
        } else {
            hint
        };
        vec![Violation {
            span: key.span,
            pointer: place.pointer.clone(),
            message,
            help,
            is_unknown_key: false,
        }]
    }
}

/// The names that a schema defines, sorted.
fn properties(schema: Option<&Value>) -> Vec<&str> {
    let defined = schema
        .and_then(|schema| schema.get("properties"))
        .and_then(Value::as_object);
    defined
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect()
}

/// Whether a schema requires a key that a place does not have.
fn is_missing(place: &Place<'_>, name: &str, schema: Option<&Value>) -> bool {
    let required = schema.and_then(|schema| schema.get("required")?.as_array());
    let mut required = required.into_iter().flatten();
    required.any(|one| one.as_str() == Some(name)) && place.node.entry(name).is_none()
}

/// Whether a key that a schema requires is told with one that it does not allow, as what that is meant to be.
fn is_misspelt(place: &Place<'_>, property: &Value, schema: Option<&Value>) -> bool {
    let Some(name) = property.as_str() else {
        return false;
    };
    let refuses_others = schema.is_some_and(|schema| {
        schema.get("additionalProperties") == Some(&Value::Bool(false))
            && schema.get("patternProperties").is_none()
    });
    let allowed = properties(schema);
    let mut keys = place.node.entries().iter().map(|(key, _)| key);
    refuses_others
        && is_missing(place, name, schema)
        && keys.any(|key| {
            !key.partial
                && !allowed.contains(&&*key.text)
                && nearest(&key.text, allowed.iter().copied()) == Some(name)
        })
}

/// Whether the outcome of an `if` depends on a hole. One that only looks at some keys depends on these alone.
fn open_condition(condition: Option<&Value>, node: &Node) -> bool {
    let Some(condition) = condition.and_then(Value::as_object) else {
        return node.has_hole();
    };
    let only_keys = condition
        .keys()
        .all(|keyword| matches!(keyword.as_str(), "properties" | "required"));
    if !only_keys || node.kind == Kind::Hole {
        return node.has_hole();
    }
    let looked_at = condition.get("properties").and_then(Value::as_object);
    let mut values = looked_at
        .into_iter()
        .flatten()
        .filter_map(|(name, _)| node.get(name));
    node.entries().iter().any(|(key, _)| key.partial) || values.any(Node::has_hole)
}

/// The key of `node` for whose sake `name` is required.
fn needing<'s>(schema: &'s Value, node: &Node, name: &str) -> Option<&'s str> {
    let lists = ["dependentRequired", "dependencies"]
        .into_iter()
        .filter_map(|keyword| schema.get(keyword)?.as_object());
    let names = |list: &Value| {
        list.as_array()
            .is_some_and(|list| list.iter().any(|element| element == name))
    };
    lists
        .flatten()
        .find(|(key, list)| node.get(key).is_some() && names(list))
        .map(|(key, _)| key.as_str())
}

/// What a schema says about itself, without a full stop at the end.
fn description(schema: &Value) -> Option<String> {
    let text = schema
        .get("description")
        .or_else(|| schema.get("title"))?
        .as_str()?;
    Some(text.trim().trim_end_matches('.').to_owned())
}

/// Where a mapping or list begins: its key, else its bracket or its first key.
fn opening(place: &Place<'_>) -> Span {
    let span = place.node.span;
    if let (Some(key), Some(Step::Key(_))) = (place.key, place.path.last()) {
        return key.span;
    }
    match place.node.entries().first() {
        Some((key, _)) if key.span.start == span.start => key.span,
        _ => Span {
            end: span.end.min(span.start.saturating_add(1)),
            ..span
        },
    }
}

fn value_words(node: &Node) -> String {
    match node.kind {
        Kind::Sequence(_) | Kind::Mapping(_) => "the same element".to_owned(),
        _ => written(node),
    }
}

/// A violation at a value as a whole.
fn at_value(place: &Place<'_>, message: String, hint: String, schema: Option<&Value>) -> Violation {
    let is_key = matches!(place.path.last(), Some(Step::Key(_)));
    let key = place.key.filter(|_| is_key);
    let span = match &place.node.kind {
        // A mapping or list at fault as a whole is shown at its beginning, not over all its lines.
        Kind::Sequence(_) | Kind::Mapping(_) => opening(place),
        _ if place.node.span.start == place.node.span.end => {
            key.map_or(place.node.span, |key| key.span)
        }
        _ => place.node.span,
    };
    let what = schema.and_then(description);
    let help = match (hint.is_empty(), what) {
        (false, _) => hint,
        (true, Some(what)) => format!("{}: {what}", subject(&place.path)),
        (true, None) => String::new(),
    };
    Violation {
        span,
        pointer: place.pointer.clone(),
        message,
        help,
        is_unknown_key: false,
    }
}

fn repeated(place: &Place<'_>) -> Violation {
    let mut seen = std::collections::BTreeSet::new();
    let elements = place.node.elements();
    let mut texts = elements.iter().map(|element| element.to_json().to_string());
    let second = texts.position(|text| !seen.insert(text)).unwrap_or(0);
    let node = elements.get(second).unwrap_or(place.node);
    Violation {
        span: node.span,
        pointer: format!("{}/{second}", place.pointer),
        message: format!("{} lists {} twice", subject(&place.path), value_words(node)),
        help: "remove one of them".to_owned(),
        is_unknown_key: false,
    }
}
