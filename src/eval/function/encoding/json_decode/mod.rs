//! `jsondecode`: JSON as Terraform reads it, holes in strings kept.

mod document;
mod judge;
mod read;

pub(crate) use document::json_document;

use crate::types::Type;

use crate::eval::unknown::{Encoding, Shape, Unknown};
use crate::eval::value::Value;

use super::super::{Environment, Failure};
use super::content::decoded;
use super::input::Input;
use read::{Holes, Refusal, read};

/// `jsondecode`
pub(super) fn jsondecode(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let [value] = given else {
        return Err(Failure::new("one argument is needed"));
    };
    let Some(unknown) = value.as_unknown() else {
        let text = value.as_text().cloned().unwrap_or_default();
        environment.spend(text.as_str().len())?;
        return match read(
            environment,
            &Input::of_text(&text, value.origin),
            Holes::Anything,
        ) {
            Ok(value) => Ok(value),
            Err(Refusal::Fault(failure)) => Err(failure),
            Err(Refusal::TooDeep | Refusal::Hole) => Ok(Value::unknown(
                Type::Dynamic,
                crate::eval::unknown::Cause::Budget,
            )),
        };
    };
    let ty = possible_type(unknown)?;
    match &unknown.shape {
        Shape::Encoded(Encoding::Json, inner) => return decoded(environment, inner),
        Shape::Template(parts) => {
            let input = Input::of_parts(parts);
            environment.spend(input.text.len())?;
            if let Ok(value) = read(environment, &input, Holes::Anything) {
                return Ok(value);
            }
        }
        _ => {}
    }
    let decoded = Unknown::derived(ty, [value]);
    let decoded = match first_character(unknown) {
        Some('{') => decoded.mapping(),
        Some('[') => decoded.sequence(),
        _ => decoded,
    };
    Ok(decoded.into())
}

/// What a text of which only the beginning is known begins with, where that is no space.
fn first_character(unknown: &Unknown) -> Option<char> {
    let prefix = unknown.refinement.prefix.as_deref().unwrap_or_default();
    prefix.trim_start().chars().next()
}

/// The type of what a text of which only the beginning is known holds. `Err` where no JSON text begins so.
fn possible_type(unknown: &Unknown) -> Result<Type, Failure> {
    Ok(match first_character(unknown) {
        None | Some('{' | '[' | 'n') => Type::Dynamic,
        Some('"') => Type::String,
        Some('t' | 'f') => Type::Bool,
        Some('-' | '.' | '0'..='9') => Type::Number,
        Some(other) => {
            let message = format!("no JSON text begins with {other:?}");
            return Err(Failure::of_argument(0, message));
        }
    })
}
