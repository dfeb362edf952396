//! Whether a schema says what its author meant: JSON Schema ignores what it does not know, so that `requird`
//! checks nothing and nobody notices.

use serde_json::json;

use super::keyword::{
    ANNOTATIONS, Draft, FORMATS, Form, TYPES, UNSUPPORTED, form, is_of_other_draft, names,
};
use super::words::{Words, found, list, nearest};
use crate::data::{Key, Kind, Node};
use crate::diagnostic::ConfigError;
use crate::source::Span;

/// A schema file that was read.
pub(super) struct Document<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) root: &'a Node,
}

/// A `$ref`, to be resolved once all files are known.
pub(super) struct Reference {
    pub(super) target: String,
    pub(super) span: Span,
}

/// What is wrong with a schema file, and what it refers to.
pub(super) struct Linted {
    pub(super) errors: Vec<ConfigError>,
    pub(super) references: Vec<Reference>,
    pub(super) draft: Draft,
}

impl Default for Linted {
    fn default() -> Self {
        Self {
            errors: Vec::new(),
            references: Vec::new(),
            draft: Draft::Latest,
        }
    }
}

pub(super) fn lint(document: &Document<'_>) -> Linted {
    let mut linter = Linter {
        document,
        linted: Linted::default(),
    };
    linter.draft();
    linter.schema(document.root, true);
    linter.linted
}

struct Linter<'a> {
    document: &'a Document<'a>,
    linted: Linted,
}

impl Linter<'_> {
    fn error(&mut self, span: Span, message: String) {
        let document = self.document;
        let error = ConfigError::at(document.path, document.text, span.start as usize, message);
        self.linted.errors.push(error);
    }

    fn draft(&mut self) {
        let Some(node) = self.document.root.get("$schema") else {
            return;
        };
        let name = node.as_str().unwrap_or_default().trim_end_matches('#');
        match name.split_once("://").map(|(_, rest)| rest) {
            Some("json-schema.org/draft/2020-12/schema") => {}
            Some("json-schema.org/draft-07/schema") => self.linted.draft = Draft::Seven,
            _ => self.error(
                node.span,
                "`$schema` must be `https://json-schema.org/draft/2020-12/schema` or \
                 `http://json-schema.org/draft-07/schema#`; other drafts are not supported"
                    .to_owned(),
            ),
        }
    }

    fn schema(&mut self, node: &Node, is_root: bool) {
        let entries = match &node.kind {
            Kind::Bool(_) => return,
            Kind::Mapping(entries) => entries,
            _ => {
                let message = format!(
                    "a schema must be a mapping, true or false, but is {}",
                    found(node, Words::Data)
                );
                return self.error(node.span, message);
            }
        };
        for (earlier, later) in same_keys(entries) {
            let message = format!(
                "the keyword `{}` stands twice, and only the last one counts; remove one",
                earlier.text
            );
            self.error(later.span, message);
        }
        for (key, value) in entries {
            self.keyword(key, value, is_root);
        }
        self.beside_reference(node);
        self.required_but_forbidden(node);
    }

    fn keyword(&mut self, key: &Key, value: &Node, is_root: bool) {
        let (name, draft) = (key.text.as_str(), self.linted.draft);
        if name == "$id" && !is_root || UNSUPPORTED.contains(&name) {
            let message = format!(
                "the keyword `{name}` is not supported here; refer to definitions by `#/$defs/…`"
            );
            return self.error(key.span, message);
        }
        match form(name, draft) {
            Some(form) => self.value(name, form, value),
            // The prefix is the custom for keywords of one's own.
            None if name.starts_with("x-") => {}
            None if is_of_other_draft(name) => {
                let message = format!(
                    "`{name}` is no keyword of {}, which this file is written in",
                    draft.name()
                );
                self.error(key.span, message);
            }
            None => {
                let hint = nearest(name, names(draft)).map_or_else(
                    || "a property belongs under `properties`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.error(
                    key.span,
                    format!("unknown schema keyword `{name}`, which would check nothing; {hint}"),
                );
            }
        }
    }

    fn value(&mut self, name: &str, form: Form, value: &Node) {
        match form {
            Form::Any => {}
            Form::Schema => self.schema(value, false),
            Form::SchemaList => self.schema_list(name, value),
            Form::SchemaOrList if matches!(value.kind, Kind::Sequence(_)) => {
                self.schema_list(name, value)
            }
            Form::SchemaOrList => self.schema(value, false),
            Form::SchemaMap | Form::PatternMap => self.schema_map(name, form, value),
            Form::Dependencies => self.dependencies(name, value),
            Form::NamesMap if matches!(value.kind, Kind::Mapping(_)) => {
                value
                    .entries()
                    .iter()
                    .for_each(|(key, names)| self.value(&key.text, Form::Names, names));
            }
            Form::Text | Form::Regex | Form::Format | Form::Reference => {
                self.text(name, form, value)
            }
            Form::Types => self.types(name, value),
            Form::Flag if matches!(value.kind, Kind::Bool(_)) => {}
            Form::List if !value.elements().is_empty() => {}
            Form::Number if matches!(value.kind, Kind::Number(_)) => {}
            Form::Positive if as_number(value).is_some_and(|number| number > 0.0) => {}
            Form::Count
                if as_number(value)
                    .is_some_and(|number| number >= 0.0 && number.fract() == 0.0) => {}
            Form::Names if is_names(value) => {}
            _ => self.wrong(name, wanted(form), value),
        }
    }

    fn wrong(&mut self, name: &str, wanted: &str, value: &Node) {
        self.error(
            value.span,
            format!(
                "`{name}` must be {wanted}, but is {}",
                found(value, Words::Data)
            ),
        );
    }

    fn schema_list(&mut self, name: &str, value: &Node) {
        if value.elements().is_empty() {
            return self.wrong(name, wanted(Form::SchemaList), value);
        }
        value
            .elements()
            .iter()
            .for_each(|schema| self.schema(schema, false));
    }

    fn schema_map(&mut self, name: &str, form: Form, value: &Node) {
        let Kind::Mapping(entries) = &value.kind else {
            return self.wrong(name, wanted(Form::SchemaMap), value);
        };
        for (earlier, later) in same_keys(entries) {
            self.error(
                later.span,
                format!("`{}` stands twice under `{name}`; remove one", earlier.text),
            );
        }
        for (key, schema) in entries {
            if form == Form::PatternMap {
                self.regex(&key.text, key.span);
            }
            self.schema(schema, false);
        }
    }

    fn dependencies(&mut self, name: &str, value: &Node) {
        let Kind::Mapping(entries) = &value.kind else {
            return self.wrong(name, wanted(Form::SchemaMap), value);
        };
        for (key, dependency) in entries {
            match dependency.kind {
                Kind::Sequence(_) => self.value(&key.text, Form::Names, dependency),
                _ => self.schema(dependency, false),
            }
        }
    }

    fn text(&mut self, name: &str, form: Form, value: &Node) {
        let Some(text) = value.as_str() else {
            return self.wrong(name, wanted(Form::Text), value);
        };
        match form {
            Form::Regex => self.regex(text, value.span),
            Form::Format if !FORMATS.contains(&text) => {
                let hint = nearest(text, FORMATS).map_or_else(
                    || {
                        format!(
                            "known are {}",
                            list(&FORMATS.map(|name| format!("`{name}`")), "and")
                        )
                    },
                    |near| format!("did you mean `{near}`?"),
                );
                self.error(
                    value.span,
                    format!("unknown format `{text}`, which would check nothing; {hint}"),
                );
            }
            Form::Reference => {
                self.linted.references.push(Reference {
                    target: text.to_owned(),
                    span: value.span,
                });
            }
            _ => {}
        }
    }

    fn regex(&mut self, pattern: &str, span: Span) {
        // Any draft does; this one is the quickest to set up.
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft4);
        if options.build(&json!({ "pattern": pattern })).is_err() {
            self.error(
                span,
                format!("`{pattern}` is not a regular expression; check its brackets and escapes"),
            );
        }
    }

    fn types(&mut self, name: &str, value: &Node) {
        let one = std::slice::from_ref(value);
        let types = match value.kind {
            Kind::Sequence(_) if !value.elements().is_empty() => value.elements(),
            _ => one,
        };
        for node in types {
            match node.as_str() {
                Some(text) if TYPES.contains(&text) => {}
                Some(text) => {
                    let hint = nearest(text, TYPES).map_or_else(
                        || {
                            format!(
                                "write {}",
                                list(&TYPES.map(|name| format!("`{name}`")), "or")
                            )
                        },
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.error(node.span, format!("unknown type `{text}`; {hint}"));
                }
                None => self.wrong(name, wanted(Form::Types), node),
            }
        }
    }

    fn beside_reference(&mut self, node: &Node) {
        if self.linted.draft != Draft::Seven || node.entry("$ref").is_none() {
            return;
        }
        for (key, _) in node.entries() {
            if !ANNOTATIONS.contains(&key.text.as_str()) && !key.text.starts_with("x-") {
                let message = format!(
                    "draft-07 ignores `{}` beside `$ref`; put both into an `allOf`, or write the file in draft 2020-12",
                    key.text
                );
                self.error(key.span, message);
            }
        }
    }

    /// A closed object that requires a key which it does not allow can never be written.
    fn required_but_forbidden(&mut self, node: &Node) {
        let closed = matches!(
            node.get("additionalProperties").map(|node| &node.kind),
            Some(Kind::Bool(false))
        );
        let (Some(required), true) = (
            node.get("required"),
            closed && node.get("patternProperties").is_none(),
        ) else {
            return;
        };
        let properties: Vec<&str> = node
            .get("properties")
            .into_iter()
            .flat_map(Node::entries)
            .map(|(key, _)| key.text.as_str())
            .collect();
        for element in required.elements() {
            let Some(name) = element.as_str().filter(|name| !properties.contains(name)) else {
                continue;
            };
            let hint = nearest(name, properties.iter().copied()).map_or_else(
                || "add it to `properties`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!(
                "`required` names `{name}`, which `additionalProperties: false` forbids; {hint}"
            );
            self.error(element.span, message);
        }
    }
}

fn same_keys(entries: &[(Key, Node)]) -> Vec<(&Key, &Key)> {
    let mut seen = std::collections::BTreeMap::new();
    let pairs = entries.iter().filter_map(|(key, _)| {
        seen.insert(key.text.as_str(), key)
            .map(|earlier| (earlier, key))
    });
    pairs.collect()
}

fn as_number(node: &Node) -> Option<f64> {
    match &node.kind {
        Kind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn is_names(node: &Node) -> bool {
    let Kind::Sequence(elements) = &node.kind else {
        return false;
    };
    let mut names: Vec<_> = elements.iter().filter_map(Node::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.len() == elements.len()
}

fn wanted(form: Form) -> &'static str {
    match form {
        Form::Schema | Form::SchemaOrList => "a schema",
        Form::SchemaList => "a list of at least one schema",
        Form::SchemaMap | Form::PatternMap | Form::Dependencies => "a mapping of names to schemas",
        Form::NamesMap => "a mapping of names to lists of names",
        Form::Text | Form::Regex | Form::Format | Form::Reference => "a string",
        Form::Count => "a whole number of at least 0",
        Form::Number => "a number",
        Form::Positive => "a number above 0",
        Form::Flag => "true or false",
        Form::Names => "a list of different names",
        Form::Types => "a type's name or a list of them",
        Form::List | Form::Any => "a list with at least one value",
    }
}
