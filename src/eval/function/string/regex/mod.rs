//! `regex` and `regexall`, and regular expressions as Terraform has them.

mod syntax;

use std::sync::Arc;

use regex::{CaptureLocations, Regex, RegexBuilder};

use crate::eval::function::{Environment, Failure};
use crate::eval::map::Map;
use crate::eval::unknown::{Cause, Unknown};
use crate::eval::value::Value;
use crate::types::Type;

use super::pieces::cut_value;
use super::text;
use syntax::{Translation, Trouble, translate};

/// A regular expression may take so much memory when compiled, in bytes. Larger ones are not computed.
const MAX_SIZE: usize = 1 << 20;

/// What compiling an expression may cost, in units of the budget, apart from its length.
const COMPILE_COST: usize = 2_000;

/// A compiled expression, or none where iaclint cannot have the same as Terraform.
pub(super) enum Compiled {
    Regex(Expression),
    Beyond,
}

/// A regular expression that matches as Terraform's would.
pub(super) struct Expression {
    regex: Regex,
    /// The name of each group, of which the first is the whole match.
    pub names: Vec<Option<String>>,
}

/// Where each group matched, in bytes. The first is the whole match.
type Captures = Vec<Option<(usize, usize)>>;

/// Compiles an expression to be matched with `subject`. `Err` is what is wrong with the expression.
pub(super) fn compile(
    environment: &Environment<'_>,
    pattern: &str,
    subject: &str,
) -> Result<Compiled, String> {
    let translation = match translate(pattern) {
        Ok(translation) => translation,
        Err(Trouble::Invalid(message)) => return Err(message),
        Err(Trouble::Beyond) => return Ok(Compiled::Beyond),
    };
    if translation.only_ascii && !subject.is_ascii() {
        return Ok(Compiled::Beyond);
    }
    environment
        .spend(COMPILE_COST + pattern.len().saturating_mul(100))
        .map_err(|failure| failure.message)?;
    let Translation { pattern, names, .. } = translation;
    let regex = RegexBuilder::new(&pattern)
        .size_limit(MAX_SIZE)
        .dfa_size_limit(MAX_SIZE)
        .build();
    Ok(match regex {
        Ok(regex) => Compiled::Regex(Expression { regex, names }),
        // Too large, or something that the translation takes for valid and is not.
        Err(_) => Compiled::Beyond,
    })
}

impl Expression {
    /// All matches, none of which overlap. What they cost is taken from the budget.
    pub(super) fn matches<'m>(
        &'m self,
        environment: &'m Environment<'_>,
        subject: &'m str,
    ) -> impl Iterator<Item = Result<Captures, Failure>> + 'm {
        self.regex.captures_iter(subject).map(move |captures| {
            let start = captures.get(0).map_or(0, |whole| whole.start());
            // Looking for the next match may take the whole rest.
            environment.spend(1 + captures.len() + (subject.len() - start) / 64)?;
            let groups = captures.iter();
            Ok(groups
                .map(|group| group.map(|group| (group.start(), group.end())))
                .collect())
        })
    }

    fn first(&self, subject: &str) -> Option<Captures> {
        let mut locations: CaptureLocations = self.regex.capture_locations();
        self.regex.captures_read(&mut locations, subject)?;
        Some((0..locations.len()).map(|at| locations.get(at)).collect())
    }

    /// What `regex` gives for a match: the match, or a tuple or object of what the groups matched.
    fn result(&self, captures: &Captures, subject: &Value) -> Value {
        let group = |at: usize| match captures.get(at).copied().flatten() {
            Some((start, end)) => cut_value(subject, start..end),
            None => Value::null_of(Type::String),
        };
        if self.names.len() <= 1 {
            return group(0);
        }
        if self.names.iter().any(Option::is_some) {
            let named = self.names.iter().enumerate();
            let entries: Map = named
                .filter_map(|(at, name)| Some((Arc::from(name.as_deref()?), group(at))))
                .collect();
            return Value::object(entries);
        }
        let items: Vec<Value> = (1..self.names.len()).map(group).collect();
        Value::tuple(items)
    }
}

/// The type of a match, by the groups of an expression.
fn type_of(names: &[Option<String>]) -> Result<Type, String> {
    let with_name = names.iter().flatten().count();
    match (names.len().saturating_sub(1), with_name) {
        (0, _) => Ok(Type::String),
        (groups, 0) => Ok(Type::tuple(vec![Type::String; groups])),
        (groups, with_name) if groups == with_name => Ok(Type::object(
            names
                .iter()
                .flatten()
                .map(|name| (Arc::from(name.as_str()), Type::String)),
        )),
        _ => Err("named and unnamed groups cannot be mixed".to_owned()),
    }
}

/// The type of what `regex` gives; it depends on the pattern.
pub(super) fn match_type(given: &[Value]) -> Result<Type, Failure> {
    let Some(pattern) = given.first().and_then(Value::as_str) else {
        return Ok(Type::Dynamic);
    };
    let invalid = |message| Failure::of_argument(0, message);
    match translate(pattern) {
        Ok(translation) => type_of(&translation.names).map_err(invalid),
        Err(Trouble::Beyond) => Ok(Type::Dynamic),
        Err(Trouble::Invalid(message)) => Err(invalid(message)),
    }
}

/// The type of what `regexall` gives.
pub(super) fn matches_type(given: &[Value]) -> Result<Type, Failure> {
    Ok(Type::list(match_type(given)?))
}

pub(super) fn first_match(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let ty = match_type(given)?;
    let Some((expression, subject)) = prepare(environment, given)? else {
        return Ok(beyond(ty, "regex"));
    };
    environment.spend(subject.len())?;
    let captures = expression.first(subject);
    let captures = captures
        .ok_or_else(|| Failure::new("the pattern does not match any part of the string"))?;
    Ok(expression.result(&captures, &given[1]))
}

pub(super) fn all_matches(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let ty = match_type(given)?;
    let Some((expression, subject)) = prepare(environment, given)? else {
        return Ok(beyond(Type::list(ty), "regexall"));
    };
    environment.spend(subject.len())?;
    let mut items = Vec::new();
    for captures in expression.matches(environment, subject) {
        items.push(expression.result(&captures?, &given[1]));
    }
    Ok(Value::list(ty, items))
}

fn prepare<'g>(
    environment: &Environment<'_>,
    given: &'g [Value],
) -> Result<Option<(Expression, &'g str)>, Failure> {
    let (pattern, subject) = (text(given, 0)?, text(given, 1)?);
    let compiled = compile(environment, pattern, subject);
    match compiled.map_err(|message| Failure::of_argument(0, message))? {
        Compiled::Regex(expression) => Ok(Some((expression, subject))),
        Compiled::Beyond => Ok(None),
    }
}

fn beyond(ty: Type, function: &str) -> Value {
    Unknown::new(ty, Cause::Function(function.into()))
        .not_null()
        .into()
}
