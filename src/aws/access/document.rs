//! Policies as documents: which actions their statements allow, and whom they trust.

use crate::eval::Value;
use crate::eval::function::json_document;
use crate::graph::alternatives;
use crate::source::Span;

use super::super::Unsure;
use super::super::placement::truth::{Truth, entry, is_text};

/// The document that a text is.
pub(super) fn read(text: &Value, span: Span) -> Result<Value, Unsure> {
    json_document(text, span).ok_or_else(|| Unsure::of(text))
}

/// Whether a statement allows an action, on whatever and on whatever condition.
pub(super) fn allows(document: &Value, action: &str) -> Truth {
    any_statement(document, &|statement| {
        let named = match (entry(statement, "Action"), entry(statement, "NotAction")) {
            (Some(actions), _) => any_text(actions, &|pattern| matches(pattern, action)),
            // All but some: those are hardly ever what tasks need.
            (None, Some(_)) => Truth::Yes,
            (None, None) if statement.is_known() => Truth::No,
            (None, None) => Truth::Open(Unsure::of(statement)),
        };
        is_text(entry(statement, "Effect"), "Allow", "Deny").and(named)
    })
}

/// Whether a statement lets a service take the role.
pub(super) fn trusts(document: &Value, service: &str) -> Truth {
    any_statement(document, &|statement| {
        let named = match entry(statement, "Principal") {
            Some(principal) if principal.as_str() == Some("*") => Truth::Yes,
            Some(principal) => match entry(principal, "Service") {
                Some(services) => any_text(services, &|one| one == service || one == "*"),
                None if principal.entries().is_some() => Truth::No,
                None => Truth::Open(Unsure::of(principal)),
            },
            None if statement.entries().is_some() => Truth::No,
            None => Truth::Open(Unsure::of(statement)),
        };
        is_text(entry(statement, "Effect"), "Allow", "Deny").and(named)
    })
}

/// Whether something holds of one statement at least.
fn any_statement(document: &Value, holds: &dyn Fn(&Value) -> Truth) -> Truth {
    let Some(statements) = entry(document, "Statement") else {
        return match document.entries() {
            Some(_) => Truth::No,
            None => Truth::Open(Unsure::of(document)),
        };
    };
    // A single statement may stand without its list.
    if entry(statements, "Effect").is_some() {
        return holds(statements);
    }
    let ways = alternatives(statements).into_iter().map(|members| {
        let certain = members.certain.iter().map(|statement| holds(statement));
        let answer = certain.fold(Truth::No, Truth::or);
        match members.others {
            Some(others) => answer.or(Truth::Open(Unsure::of(others))),
            None => answer,
        }
    });
    Truth::in_all(ways.collect::<Vec<_>>(), Some(statements))
}

/// Whether something holds of a text, or of one in a list.
fn any_text(value: &Value, holds: &dyn Fn(&str) -> bool) -> Truth {
    let of_one = |value: &Value| match value.as_str() {
        Some(text) => Truth::of(holds(text)),
        None => Truth::Open(Unsure::of(value)),
    };
    let ways = alternatives(value).into_iter().map(|members| {
        let all = members.all().map(of_one);
        all.fold(Truth::No, Truth::or)
    });
    Truth::in_all(ways.collect::<Vec<_>>(), Some(value))
}

/// Whether a pattern such as `ecr:Get*` stands for an action. Case does not matter.
pub(super) fn matches(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    let (pattern, action) = (pattern.as_bytes(), action.as_bytes());
    // Where the last star stands, and how much of the action it has taken.
    let (mut at, mut done) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while done < action.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, done));
                at += 1;
            }
            Some(one) if *one == b'?' || *one == action[done] => {
                at += 1;
                done += 1;
            }
            _ => match star {
                Some((before, taken)) => {
                    star = Some((before, taken + 1));
                    at = before + 1;
                    done = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|one| *one == b'*')
}
