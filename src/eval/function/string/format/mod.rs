//! `format` and `formatlist`.

mod list;
mod number;
mod verb;

use unicode_segmentation::UnicodeSegmentation;

use crate::eval::convert::convert;
use crate::eval::function::{Environment, Failure, call, find};
use crate::eval::template_value::{from_parts, parts_of};
use crate::eval::text::Text;
use crate::eval::unknown::{Cause, Part, Unknown};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

use super::pieces::cut;
use super::{opaque, text};
pub(super) use list::format_list;
use verb::{Piece, Verb};

/// Widths and precisions above this are not computed; Go itself refuses to for numbers.
const MAX_WIDTH: usize = 1_000_000;

pub(super) fn format(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let arguments = &given[1..];
    if let Some(value) = of_no_type(arguments, &Type::Dynamic) {
        return Ok(value);
    }
    formatted(environment, given)
}

/// What a call with a bare `null` among its arguments gives: Terraform takes one, being of no type, for a value that
/// it does not know, and never learns more.
fn of_no_type(arguments: &[Value], result: &Type) -> Option<Value> {
    let is_bare = |value: &Value| matches!(value.kind, Kind::Null(Type::Dynamic));
    let bare = arguments.iter().any(is_bare);
    bare.then(|| Value::unknown(result.clone(), Cause::Function("format".into())))
}

/// The format, which comes first, with the other values in the places of its verbs. While one is not known, what else
/// is wrong is not looked at, as in Terraform.
fn formatted(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    match parts(environment, given) {
        Ok(Some(parts)) => Ok(from_parts(parts)),
        Ok(None) => {
            let unknown = Unknown::new(Type::String, Cause::Function("format".into()));
            Ok(unknown.not_null().into())
        }
        Err(failure)
            if given.iter().all(Value::is_wholly_known) || environment.budget.is_spent() =>
        {
            Err(failure)
        }
        Err(_) => {
            environment.has_refused.set(true);
            Ok(opaque(given))
        }
    }
}

/// The parts of what is formatted; `None` where iaclint does not compute it.
fn parts(environment: &Environment<'_>, given: &[Value]) -> Result<Option<Vec<Part>>, Failure> {
    let (format, arguments) = (text(given, 0)?, &given[1..]);
    let format_text = given[0].as_text();
    environment.spend(format.len())?;
    let (mut parts, mut used) = (Vec::new(), 0);
    for piece in verb::read(format)? {
        match piece {
            Piece::Text(range) => {
                parts.extend(format_text.map(|text| cut(text, given[0].origin, range)));
            }
            Piece::Percent => parts.push(Part::Text(Text::new("%"), given[0].origin)),
            Piece::Verb(verb) => {
                used = used.max(verb.argument);
                let Some(argument) = arguments.get(verb.argument - 1) else {
                    return Err(Failure::of_argument(
                        0,
                        format!(
                            "{:?} needs argument {}, but {} are given",
                            verb.raw,
                            verb.argument,
                            arguments.len()
                        ),
                    ));
                };
                match one(environment, &verb, argument) {
                    Ok(Some(added)) => parts.extend(added),
                    Ok(None) => return Ok(None),
                    Err(message) => {
                        let message = format!("{:?} cannot show this value: {message}", verb.raw);
                        return Err(Failure::of_argument(verb.argument, message).asked_by(0));
                    }
                }
            }
        }
    }
    if arguments.len() > used {
        let message = format!(
            "the format uses {used} arguments, but {} are given",
            arguments.len()
        );
        return Err(Failure::of_argument(used + 1, message));
    }
    Ok(Some(parts))
}

/// One argument as its verb shows it.
fn one(
    environment: &Environment<'_>,
    verb: &Verb<'_>,
    argument: &Value,
) -> Result<Option<Vec<Part>>, String> {
    if verb.width.unwrap_or(0).max(verb.precision.unwrap_or(0)) > MAX_WIDTH {
        return Ok(None);
    }
    let spend = |amount| environment.spend(amount).map_err(|failure| failure.message);
    spend(verb.width.unwrap_or(0) + verb.precision.unwrap_or(0) + 1)?;
    if !argument.is_wholly_known() {
        let learned = learned_later(environment, verb, argument);
        return Ok(Some(
            learned.unwrap_or_else(|| hole(environment, verb, argument)),
        ));
    }
    if argument.is_null() && verb.letter != 'v' {
        return Err("it is null".to_owned());
    }
    let shown = match verb.letter {
        'v' => match (&argument.kind, verb.flags.sharp) {
            (Kind::String(_), false) => return string(verb, argument),
            (Kind::Number(number), false) => number::shortest(number),
            _ => json(environment, argument)?.as_str().map(str::to_owned),
        },
        't' => {
            let converted = convert(argument, &Type::Bool).map_err(|fault| fault.to_string())?;
            let shown = converted.as_bool().unwrap_or_default().to_string();
            return Ok(Some(vec![Part::Text(Text::new(&shown), argument.origin)]));
        }
        's' => return string(verb, argument),
        'q' => {
            let converted = convert(argument, &Type::String).map_err(|fault| fault.to_string())?;
            let Some(whole) = converted.as_str() else {
                return Ok(None);
            };
            let quoted = json(environment, &Value::string(shortened(verb, whole)))?;
            quoted.as_str().map(str::to_owned)
        }
        _ => {
            let converted = convert(argument, &Type::Number).map_err(|fault| fault.to_string())?;
            let number = converted.as_number().ok_or("a number is required")?;
            let Some(shown) = number::show(verb, number)? else {
                return Ok(None);
            };
            spend(shown.len())?;
            return Ok(Some(vec![Part::Text(Text::new(&shown), argument.origin)]));
        }
    };
    let Some(shown) = shown else { return Ok(None) };
    spend(shown.len())?;
    Ok(Some(padded(
        verb,
        Part::Text(Text::new(&shown), argument.origin),
    )))
}

/// A value as JSON, which is a string that is not known where it is nested too deeply.
fn json(environment: &Environment<'_>, value: &Value) -> Result<Value, String> {
    let function = find("jsonencode").ok_or("there is no jsonencode()")?;
    call(function, environment, std::slice::from_ref(value)).map_err(|failure| failure.message)
}

/// An argument that Terraform learns only when it applies, as its verb shows it then; `None` where iaclint does not know
/// that either, or Terraform will refuse it.
fn learned_later(
    environment: &Environment<'_>,
    verb: &Verb<'_>,
    argument: &Value,
) -> Option<Vec<Part>> {
    let settled = argument.settled_throughout();
    if !settled.is_wholly_known() {
        return None;
    }
    let shown = one(environment, verb, &settled);
    if shown.is_err() {
        environment.has_refused.set(true);
    }
    let shown = from_parts(shown.ok()??);
    let of = Value::from(Unknown::derived(Type::String, [argument]).not_null());
    Some(parts_of(&shown.learned_with(&of)))
}

/// A value that is not known, which stays what it is where the verb only makes a string or JSON of it.
fn hole(environment: &Environment<'_>, verb: &Verb<'_>, argument: &Value) -> Vec<Part> {
    let is_plain = verb.width.is_none() && verb.precision.unwrap_or(0) == 0;
    let ty = argument.ty();
    let sharp = verb.flags.sharp;
    let keeps = match verb.letter {
        's' => ty.is_primitive() || ty == Type::Dynamic,
        'v' => matches!(ty, Type::String | Type::Bool) && !sharp,
        'd' => ty == Type::Number && !verb.flags.any(),
        't' => ty == Type::Bool,
        _ => false,
    };
    let is_json = verb.letter == 'v' && ty != Type::Dynamic && (sharp || !ty.is_primitive());
    let string = match () {
        () if is_plain && keeps => convert(argument, &Type::String).ok(),
        () if is_plain && is_json => json(environment, argument).ok(),
        () => None,
    };
    match string {
        Some(string) => parts_of(&string),
        None => vec![Part::Hole(opaque([argument]))],
    }
}

/// `%s`, and `%v` of a string; `None` for a number that is too long to be written out.
fn string(verb: &Verb<'_>, argument: &Value) -> Result<Option<Vec<Part>>, String> {
    let converted = convert(argument, &Type::String).map_err(|fault| fault.to_string())?;
    let Some(text) = converted.as_text() else {
        return Ok(None);
    };
    let kept = if verb.letter == 's' {
        shortened(verb, text.as_str()).len()
    } else {
        text.as_str().len()
    };
    Ok(Some(padded(verb, cut(text, argument.origin, 0..kept))))
}

/// At most as many characters as the precision says; a precision of zero says nothing.
fn shortened<'t>(verb: &Verb<'_>, text: &'t str) -> &'t str {
    let Some(precision) = verb.precision.filter(|precision| *precision > 0) else {
        return text;
    };
    let end = text.grapheme_indices(true).nth(precision);
    end.map_or(text, |(end, _)| &text[..end])
}

/// The text filled up to the width, in characters that a reader sees. Zeros are put even behind it.
fn padded(verb: &Verb<'_>, part: Part) -> Vec<Part> {
    let Part::Text(text, _) = &part else {
        return vec![part];
    };
    let length = text.as_str().graphemes(true).count();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    if missing == 0 {
        return vec![part];
    }
    let fill = if verb.flags.zero { "0" } else { " " };
    let fill = Part::Text(Text::new(&fill.repeat(missing)), None);
    if verb.flags.minus {
        vec![part, fill]
    } else {
        vec![fill, part]
    }
}
