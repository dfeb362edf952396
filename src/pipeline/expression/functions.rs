//! The functions of GitHub's expressions.

use super::super::phrase::{Cause, Phrase, Truth};
use super::operators::{equal, of_truth};
use super::value::Value;
use crate::data::parse_json;
use crate::source::FileId;

/// The value of a call; names have small letters only.
pub(super) fn call(name: &str, arguments: &[Value]) -> Value {
    let text = |at: usize| arguments.get(at).map(Value::to_phrase).unwrap_or_default();
    match (name, arguments.len()) {
        // A run in which all goes well is judged.
        ("always" | "success", 0) => Value::Bool(true),
        ("failure" | "cancelled", 0) => Value::Bool(false),
        ("contains", 2) => contains(&arguments[0], &arguments[1]),
        ("startswith", 2) => of_truth(at_end(&text(0), &text(1), true)),
        ("endswith", 2) => of_truth(at_end(&text(0), &text(1), false)),
        ("format", 1..) => format(&text(0), &arguments[1..]),
        ("join", 1 | 2) => join(&arguments[0], arguments.get(1)),
        ("fromjson", 1) => from_json(&arguments[0]),
        ("tojson", 1) => Value::Open(Cause::new("toJSON is not evaluated")),
        _ => Value::Open(Cause::new(format!("`{name}` answers while the job runs"))),
    }
}

fn contains(inside: &Value, wanted: &Value) -> Value {
    match inside {
        Value::Open(cause) => Value::Open(cause.clone()),
        Value::List(elements) => {
            let found = elements.iter().map(|element| equal(element, wanted));
            of_truth(found.fold(Truth::No, Truth::or))
        }
        Value::Object { .. } => Value::Bool(false),
        _ => {
            let (inside, wanted) = (
                inside.to_phrase().lowercase(),
                wanted.to_phrase().lowercase(),
            );
            match (inside.known(), wanted.known()) {
                (Some(inside), Some(wanted)) => Value::Bool(inside.contains(wanted)),
                (None, Some(wanted)) if holds_piece(&inside, wanted) => Value::Bool(true),
                _ => Value::Open(first_cause(&inside, &wanted)),
            }
        }
    }
}

fn holds_piece(phrase: &Phrase, wanted: &str) -> bool {
    let mut pieces = phrase.pieces().iter();
    pieces.any(
        |piece| matches!(piece, super::super::phrase::Piece::Text(text) if text.contains(wanted)),
    )
}

fn at_end(text: &Phrase, end: &Phrase, is_start: bool) -> Truth {
    let (text, end) = (text.lowercase(), end.lowercase());
    let Some(end) = end.known() else {
        return Truth::Open(first_cause(&text, &end));
    };
    let known = if is_start {
        text.beginning()
    } else {
        text.ending()
    };
    let holds = if is_start {
        known.starts_with(end)
    } else {
        known.ends_with(end)
    };
    let may_hold = if is_start {
        end.starts_with(known)
    } else {
        end.ends_with(known)
    };
    match text.known() {
        _ if holds => Truth::Yes,
        None if may_hold => Truth::Open(first_cause(&text, &text)),
        _ => Truth::No,
    }
}

fn format(pattern: &Phrase, arguments: &[Value]) -> Value {
    let Some(pattern) = pattern.known() else {
        return Value::Open(first_cause(pattern, pattern));
    };
    let mut phrase = Phrase::default();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        phrase.push_text(&rest[..at]);
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            phrase.push_text(&tail[..1]);
            rest = &tail[2..];
            continue;
        }
        let inner = tail[1..].split_once('}');
        let argument = inner.and_then(|(number, _)| arguments.get(number.parse::<usize>().ok()?));
        let (Some((_, behind)), Some(argument)) = (inner, argument) else {
            return Value::Open(Cause::new("`format` is called wrongly"));
        };
        phrase.append(&argument.to_phrase());
        rest = behind;
    }
    phrase.push_text(rest);
    Value::Text(phrase)
}

fn join(list: &Value, separator: Option<&Value>) -> Value {
    let separator = separator.map_or_else(|| Phrase::from(","), Value::to_phrase);
    match list {
        Value::Open(cause) => Value::Open(cause.clone()),
        Value::List(elements) => {
            let mut phrase = Phrase::default();
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    phrase.append(&separator);
                }
                phrase.append(&element.to_phrase());
            }
            Value::Text(phrase)
        }
        other => Value::Text(other.to_phrase()),
    }
}

fn from_json(value: &Value) -> Value {
    let phrase = value.to_phrase();
    match (phrase.known(), value) {
        (_, Value::Open(cause)) => Value::Open(cause.clone()),
        (Some(text), _) => match parse_json(FileId(0), text) {
            Ok(node) => Value::of_node(&node),
            Err(_) => Value::Open(Cause::new("`fromJSON` is given no JSON")),
        },
        (None, _) => Value::Open(first_cause(&phrase, &phrase)),
    }
}

fn first_cause(one: &Phrase, two: &Phrase) -> Cause {
    let cause = one.cause().or_else(|| two.cause()).cloned();
    cause.unwrap_or_else(|| Cause::new("a pattern stands for several names"))
}
