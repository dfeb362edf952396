//! `anyOf` and `oneOf`: which of the forms was meant.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Fault;
use serde_json::Value;

use super::value::type_names;
use super::{Explainer, Place, at_value, opening};
use crate::data::schema::Violation;
use crate::data::schema::trace::tokens;
use crate::data::schema::words::{code_value, container, list, subject};

impl Explainer<'_> {
    /// The branch that is nearest to what was meant, or one sentence for all where none is nearer.
    pub(super) fn branches(
        &self,
        place: &Place<'_>,
        context: &[Vec<ValidationError<'static>>],
        schema: Option<&Value>,
    ) -> Vec<Violation> {
        let here = |error: &ValidationError<'_>| error.instance_path().as_str() == place.pointer;
        let all = |is: fn(&Fault) -> bool| {
            context.iter().all(|branch| {
                !branch.is_empty() && branch.iter().all(|error| here(error) && is(error.kind()))
            })
        };
        let name = subject(&place.path);
        if all(|kind| matches!(kind, Fault::Type { .. })) {
            let types = types_of(context);
            let (message, hint) = self.type_fault(&name, place.node, &types);
            return vec![at_value(place, message, hint, schema)];
        }
        if all(|kind| matches!(kind, Fault::Enum { .. } | Fault::Constant { .. })) {
            let options = options_of(context);
            let (message, hint) = self.choice(&name, place.node, &options);
            return vec![at_value(place, message, hint, schema)];
        }
        if all(|kind| matches!(kind, Fault::Required { .. })) {
            return vec![self.one_of_keys(place, context)];
        }
        let ranks = context.iter().map(|branch| {
            branch
                .iter()
                .map(|error| weight(error, &place.pointer))
                .sum::<usize>()
        });
        let best = ranks
            .enumerate()
            .min_by_key(|(_, rank)| *rank)
            .map_or(0, |(at, _)| at);
        context
            .get(best)
            .into_iter()
            .flatten()
            .flat_map(|error| self.explain(error))
            .collect()
    }

    fn one_of_keys(
        &self,
        place: &Place<'_>,
        context: &[Vec<ValidationError<'static>>],
    ) -> Violation {
        let missing = |error: &ValidationError<'_>| match error.kind() {
            Fault::Required { property } => Some(code_value(property)),
            _ => None,
        };
        let forms: Vec<String> = context
            .iter()
            .map(|branch| {
                list(
                    &branch.iter().filter_map(missing).collect::<Vec<_>>(),
                    "and",
                )
            })
            .collect();
        Violation {
            span: opening(place),
            pointer: place.pointer.clone(),
            message: format!(
                "missing key{}: {} is needed",
                container(&place.path, self.words),
                list(&forms, "or")
            ),
            help: format!("add {}", list(&forms, "or")),
            is_unknown_key: false,
        }
    }
}

/// How far an error is from what was probably meant: a value of another type at the top is another form
/// altogether, a wrong constant is the mark of another form, the rest are slips.
fn weight(error: &ValidationError<'_>, pointer: &str) -> usize {
    let below = tokens(error.instance_path().as_str()).len();
    let depth = below.saturating_sub(tokens(pointer).len());
    let same_type = |option: &Value| {
        std::mem::discriminant(option) == std::mem::discriminant(error.instance().as_ref())
    };
    match (error.kind(), depth) {
        (Fault::Type { .. }, 0) => 1000,
        (Fault::Enum { options }, 0)
            if !options
                .as_array()
                .is_some_and(|all| all.iter().any(same_type)) =>
        {
            1000
        }
        (Fault::Constant { expected_value }, 0) if !same_type(expected_value) => 1000,
        (Fault::Enum { .. } | Fault::Constant { .. }, 0) | (Fault::Constant { .. }, 1) => 100,
        (Fault::Enum { .. }, 1) => 20,
        (Fault::Required { .. }, 0) => 5,
        (Fault::AdditionalProperties { .. }, 0) => 3,
        _ => 1,
    }
}

/// The types that any of the forms allows.
fn types_of(context: &[Vec<ValidationError<'static>>]) -> Vec<&'static str> {
    let mut types: Vec<&str> = Vec::new();
    for error in context.iter().flatten() {
        if let Fault::Type { kind } = error.kind() {
            for name in type_names(kind) {
                if !types.contains(&name) {
                    types.push(name);
                }
            }
        }
    }
    types
}

/// The values that any of the forms allows.
fn options_of(context: &[Vec<ValidationError<'static>>]) -> Vec<Value> {
    let mut options: Vec<Value> = Vec::new();
    for error in context.iter().flatten() {
        match error.kind() {
            Fault::Enum { options: more } => {
                options.extend(more.as_array().cloned().unwrap_or_default());
            }
            Fault::Constant { expected_value } => options.push((**expected_value).clone()),
            _ => {}
        }
    }
    options
}
