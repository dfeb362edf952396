//! Faults of a single value: type, choice, size, pattern.

use jsonschema::error::{TypeKind, ValidationErrorKind as Fault};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::{Explainer, Place};
use crate::data::schema::words::{
    code_value, found, list, nearest, shortened, subject, type_words, written,
};
use crate::data::{Kind, Node};

impl Explainer<'_> {
    /// Message and hint for a fault of a single value.
    pub(super) fn value_fault(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'_>,
        schema: Option<&Value>,
    ) -> (String, String) {
        let name = subject(&place.path);
        let node = place.node;
        let count = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let entries = node.entries().len();
        let elements = node.elements().len();
        let must = |what: String| format!("{name} must {what}, but is {}", written(node));
        let plain = |message: String| (message, String::new());
        match error.kind() {
            Fault::Type { kind } => self.type_fault(&name, node, &type_names(kind)),
            Fault::Enum { options } => {
                self.choice(&name, node, options.as_array().map_or(&[], Vec::as_slice))
            }
            Fault::Constant { expected_value } => {
                self.choice(&name, node, std::slice::from_ref(&**expected_value))
            }
            Fault::Pattern { pattern } => plain(format!(
                "{name} is {}, which does not match the pattern `{pattern}`",
                written(node)
            )),
            Fault::Format { format } => plain(format!(
                "{name} is {}, which is not a valid {format}",
                written(node)
            )),
            Fault::Minimum { limit } => plain(must(format!("be at least {limit}"))),
            Fault::Maximum { limit } => plain(must(format!("be at most {limit}"))),
            Fault::ExclusiveMinimum { limit } => plain(must(format!("be more than {limit}"))),
            Fault::ExclusiveMaximum { limit } => plain(must(format!("be less than {limit}"))),
            Fault::MultipleOf { multiple_of } => {
                plain(must(format!("be a multiple of {multiple_of}")))
            }
            Fault::MinLength { limit: 1 } => plain(format!("{name} must not be empty")),
            Fault::MinLength { limit } => plain(must(format!(
                "have at least {}",
                count(*limit, "character")
            ))),
            Fault::MaxLength { limit } => {
                plain(must(format!("have at most {}", count(*limit, "character"))))
            }
            Fault::MinItems { limit: 1 } if elements == 0 => {
                plain(format!("{name} must not be empty"))
            }
            Fault::MinItems { limit } => plain(format!(
                "{name} must have at least {}, but has {elements}",
                count(*limit, "element")
            )),
            Fault::MaxItems { limit } => plain(format!(
                "{name} must have at most {}, but has {elements}",
                count(*limit, "element")
            )),
            Fault::AdditionalItems { limit } => plain(format!(
                "{name} must have at most {}, but has {elements}",
                count(*limit as u64, "element")
            )),
            Fault::MinProperties { limit } => plain(format!(
                "{name} must have at least {}, but has {entries}",
                count(*limit, "key")
            )),
            Fault::MaxProperties { limit } => plain(format!(
                "{name} must have at most {}, but has {entries}",
                count(*limit, "key")
            )),
            Fault::Contains => plain(format!("no element of {name} is one that must be there")),
            Fault::FalseSchema => (
                format!("{name} is not allowed here"),
                "remove it".to_owned(),
            ),
            Fault::Not { schema: forbidden } => self.forbidden(&name, node, forbidden),
            Fault::OneOfMultipleValid { .. } => self.several_fit(&name, schema),
            Fault::UnevaluatedItems { .. } => {
                plain(format!("{name} has more elements than are allowed"))
            }
            kind => plain(format!(
                "{name} does not satisfy `{}` of its schema",
                kind.keyword()
            )),
        }
    }

    pub(super) fn type_fault(&self, name: &str, node: &Node, types: &[&str]) -> (String, String) {
        let wanted: Vec<String> = types
            .iter()
            .map(|name| type_words(name, self.words).to_owned())
            .collect();
        let message = format!(
            "{name} must be {}, but is {}",
            list(&wanted, "or"),
            found(node, self.words)
        );
        let wants = |name: &str| types.contains(&name);
        let hint = match &node.kind {
            Kind::Number(text) if wants("string") => in_quotes(node, text),
            Kind::Bool(value) if wants("string") => in_quotes(node, &value.to_string()),
            Kind::String(text)
                if (wants("number") || wants("integer")) && text.parse::<f64>().is_ok() =>
            {
                format!("write {} without quotes", shortened(text))
            }
            Kind::String(text) if wants("boolean") && matches!(text.as_str(), "true" | "false") => {
                format!("write {text} without quotes")
            }
            Kind::String(text) if wants("array") && !wants("string") => {
                format!("write a list, such as [\"{}\"]", shortened(text))
            }
            _ => String::new(),
        };
        (message, hint)
    }

    pub(super) fn choice(&self, name: &str, node: &Node, options: &[Value]) -> (String, String) {
        let allowed: Vec<String> = options.iter().map(code_value).collect();
        let message = format!(
            "{name} must be {}, but is {}",
            list(&allowed, "or"),
            found(node, self.words)
        );
        let written = match &node.kind {
            Kind::String(text) | Kind::Number(text) => text.clone(),
            Kind::Bool(value) => value.to_string(),
            _ => return (message, String::new()),
        };
        let near = nearest(&written, options.iter().filter_map(Value::as_str));
        (
            message,
            near.map_or_else(String::new, |near| format!("did you mean `{near}`?")),
        )
    }

    fn forbidden(&self, name: &str, node: &Node, forbidden: &Value) -> (String, String) {
        let keys = forbidden
            .get("required")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let message = match keys {
            // What must not be anything at all must not be there.
            [] if forbidden.as_object().is_some_and(serde_json::Map::is_empty) => {
                format!("{name} is not allowed here")
            }
            [] => {
                let options = forbidden.get("enum").and_then(Value::as_array);
                match (options.is_some(), forbidden.get("const").is_some()) {
                    (false, false) => format!("{name} is as it must not be"),
                    _ => format!("{name} must not be {}", written(node)),
                }
            }
            [key] => format!("{name} must not have {}", code_value(key)),
            keys => {
                let keys: Vec<_> = keys.iter().map(code_value).collect();
                format!("{name} must not have {} together", list(&keys, "and"))
            }
        };
        (message, String::new())
    }

    fn several_fit(&self, name: &str, schema: Option<&Value>) -> (String, String) {
        let forms = schema
            .map(|schema| branch_names(schema, "oneOf"))
            .unwrap_or_default();
        let hint = if forms.len() > 1 {
            format!("keep one of {}", list(&forms, "and"))
        } else {
            String::new()
        };
        (
            format!("{name} fits more than one of the forms of which only one is allowed"),
            hint,
        )
    }
}

pub(super) fn type_names(kind: &TypeKind) -> Vec<&'static str> {
    match kind {
        TypeKind::Single(one) => vec![one.as_str()],
        TypeKind::Multiple(several) => several.iter().map(JsonType::as_str).collect(),
    }
}

fn branch_names(schema: &Value, keyword: &str) -> Vec<String> {
    let branches = schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let name = |branch: &Value| match branch.get("title").and_then(Value::as_str) {
        Some(title) => Some(title.to_owned()),
        None => {
            let keys = branch.get("required")?.as_array()?;
            Some(list(
                &keys.iter().map(code_value).collect::<Vec<_>>(),
                "with",
            ))
        }
    };
    branches.iter().filter_map(name).collect()
}

/// How to make a string of what was read as something else. YAML reads `yes` as true and `007` as 7.
fn in_quotes(node: &Node, value: &str) -> String {
    if node.span.range().len() == value.len() {
        format!("write it in quotes: \"{}\"", shortened(value))
    } else {
        format!(
            "write it in quotes; YAML reads it as {} here",
            shortened(value)
        )
    }
}
