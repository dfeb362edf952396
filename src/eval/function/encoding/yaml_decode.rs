//! `yamldecode`: YAML as Terraform reads it.

use crate::data::{self, DataError, Node, parse_yaml_for_terraform};
use crate::source::FileId;
use crate::types::Type;

use crate::eval::map::Map;
use crate::eval::number::Number;
use crate::eval::text::Text;
use crate::eval::unknown::{Cause, Encoding, Shape, Unknown};
use crate::eval::value::Value;

use super::super::{Environment, Failure};
use super::content::decoded;
use super::input::Input;

/// `yamldecode`
pub(super) fn yamldecode(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let [value] = given else {
        return Err(Failure::new("one argument is needed"));
    };
    if let Some(unknown) = value.as_unknown() {
        return match &unknown.shape {
            // What `jsonencode` writes is YAML too.
            Shape::Encoded(Encoding::Yaml | Encoding::Json, inner) => decoded(environment, inner),
            _ => Ok(Unknown::derived(Type::Dynamic, [value]).into()),
        };
    }
    let text = value.as_text().cloned().unwrap_or_default();
    if text.as_str().contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        // Terraform takes them for line breaks, as YAML 1.1 did; the reader here does not.
        let cause = Cause::Function("yamldecode".into());
        return Ok(Value::unknown(Type::Dynamic, cause));
    }
    environment.spend(text.as_str().len())?;
    // The spans are only offsets in the text: it need not be a file.
    let documents = match parse_yaml_for_terraform(FileId(0), text.as_str()) {
        Ok(documents) => documents,
        Err(error) if error.is_uncertain => {
            return Ok(Value::unknown(Type::Dynamic, cause_of(&error)));
        }
        Err(error) => return Err(fault(text.as_str(), &error)),
    };
    let input = Input::of_text(&text, value.origin);
    match documents.as_slice() {
        [document] => node(environment, &input, document),
        [] => Err(Failure::of_argument(0, "the YAML text holds no value")),
        _ => {
            let message = "the text holds several YAML documents, and yamldecode() reads one";
            Err(Failure::of_argument(0, message))
        }
    }
}

/// Why a text is not read that Terraform may read.
fn cause_of(error: &DataError) -> Cause {
    if error.is_bound {
        return Cause::Budget;
    }
    Cause::Unread(format!("the text of yamldecode(): {}", error.message).into())
}

fn fault(text: &str, error: &DataError) -> Failure {
    let before = text.get(..error.span.start as usize).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    Failure::of_argument(0, format!("line {line}: {}", error.message))
}

/// The reader bounds how deep nodes are nested.
fn node(environment: &Environment<'_>, input: &Input, of: &Node) -> Result<Value, Failure> {
    environment.spend(1)?;
    let value = match &of.kind {
        data::Kind::Null => Value::null(),
        data::Kind::Bool(flag) => Value::bool(*flag),
        data::Kind::Number(digits) => Value::number(number(digits)?),
        data::Kind::String(text) => {
            environment.spend(text.len())?;
            Value::string(text)
        }
        data::Kind::Sequence(elements) => {
            let elements = elements.iter();
            let items: Result<Vec<Value>, Failure> = elements
                .map(|element| node(environment, input, element))
                .collect();
            Value::tuple(items?)
        }
        data::Kind::Mapping(entries) => {
            let entries = entries.iter().map(|(key, entry)| {
                let name = Text::new(&key.text).shared();
                Ok((name, node(environment, input, entry)?))
            });
            Value::object(entries.collect::<Result<Map, Failure>>()?)
        }
        // Only templates have holes.
        data::Kind::Partial(_) | data::Kind::Hole => Value::unknown(Type::Dynamic, Cause::Failed),
    };
    let (start, end) = (of.span.start as usize, of.span.end as usize);
    Ok(match input.exact(start, end).or(input.place(start)) {
        Some(place) => value.at(place),
        None => value,
    })
}

fn number(digits: &str) -> Result<Number, Failure> {
    let number = match digits {
        "inf" => Number::from(1).divide(&Number::from(0)),
        "-inf" => Number::from(-1).divide(&Number::from(0)),
        _ => Number::parse(digits),
    };
    number.ok_or_else(|| {
        let message = format!("the number {digits} is too large or too small");
        Failure::of_argument(0, message)
    })
}
