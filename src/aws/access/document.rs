//! Policies as documents: which actions their statements allow, and whom they trust.

use crate::eval::function::json_document;
use crate::eval::{Shape, Value};
use crate::graph::{alternatives, possible};
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
        let about = is_about(statement, action);
        is_text(entry(statement, "Effect"), "Allow", "Deny").and(about)
    })
}

/// Who asks, as the principals of a policy name them.
#[derive(Debug, Clone)]
pub struct Asker<'a> {
    /// A service, such as `ecs-tasks.amazonaws.com`.
    pub service: &'a str,
    /// The accounts from which it may ask as well, where there are any.
    pub accounts: &'a [&'a str],
    /// What holds of a statement for everybody.
    pub anybody: Truth,
}

/// Whether a policy lets somebody do something, whatever that is where no action is said.
pub fn policy_lets(policy: &Value, span: Span, asker: &Asker<'_>, action: Option<&str>) -> Truth {
    let ways = possible(policy).into_iter();
    let ways = ways.map(|way| match read(way, span) {
        Ok(document) => lets(&document, asker, action),
        Err(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways.collect::<Vec<_>>(), Some(policy))
}

/// The same of a document.
pub(super) fn lets(document: &Value, asker: &Asker<'_>, action: Option<&str>) -> Truth {
    any_statement(document, &|statement| {
        let named = match entry(statement, "Principal") {
            Some(principal) => is_for(principal, asker),
            None if entry(statement, "NotPrincipal").is_some() => {
                Truth::Open(Unsure::of(statement))
            }
            None if statement.entries().is_some() => Truth::No,
            None => Truth::Open(Unsure::of(statement)),
        };
        let about = action.map_or(Truth::Yes, |action| is_about(statement, action));
        is_text(entry(statement, "Effect"), "Allow", "Deny")
            .and(named)
            .and(about)
    })
}

/// Whether a principal is somebody.
fn is_for(principal: &Value, asker: &Asker<'_>) -> Truth {
    match principal.as_str() {
        Some("*") => return asker.anybody.clone(),
        Some(_) => return Truth::No,
        None => {}
    }
    let [services, accounts] = ["Service", "AWS"].map(|name| entry(principal, name));
    if services.or(accounts).is_none() && principal.entries().is_none() {
        return Truth::Open(Unsure::of(principal));
    }
    let by_service = services.map_or(Truth::No, |services| {
        any_text(services, &|one| match one {
            Text::Known("*") => asker.anybody.clone(),
            Text::Known(one) => Truth::of(one == asker.service),
            Text::Open(value) => Truth::Open(Unsure::of(value)),
        })
    });
    let by_account = accounts.map_or(Truth::No, |accounts| {
        any_text(accounts, &|one| match one {
            Text::Known("*") => asker.anybody.clone(),
            Text::Known(one) => {
                let is_named = |part: &str| asker.accounts.contains(&part);
                Truth::of(one.split(':').any(is_named))
            }
            // A role or an account of which it is not known which it is, is no service.
            Text::Open(value) => match value.as_unknown().map(|it| &it.shape) {
                Some(Shape::Symbol(_) | Shape::Template(_)) if asker.accounts.is_empty() => {
                    Truth::No
                }
                _ => Truth::Open(Unsure::of(value)),
            },
        })
    });
    by_service.or(by_account)
}

/// Whether a statement is about an action.
fn is_about(statement: &Value, action: &str) -> Truth {
    match (entry(statement, "Action"), entry(statement, "NotAction")) {
        (Some(actions), _) => any_text(actions, &|pattern| match pattern {
            Text::Known(pattern) => Truth::of(matches(pattern, action)),
            Text::Open(value) => Truth::Open(Unsure::of(value)),
        }),
        // All but some: those are hardly ever what is needed.
        (None, Some(_)) => Truth::Yes,
        (None, None) if statement.is_known() => Truth::No,
        (None, None) => Truth::Open(Unsure::of(statement)),
    }
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

/// A text in a policy.
enum Text<'v> {
    Known(&'v str),
    Open(&'v Value),
}

/// Whether something holds of a text, or of one in a list.
fn any_text(value: &Value, holds: &dyn Fn(Text<'_>) -> Truth) -> Truth {
    let of_one = |value: &Value| match value.as_str() {
        Some(text) => holds(Text::Known(text)),
        None => holds(Text::Open(value)),
    };
    let ways = alternatives(value).into_iter().map(|members| {
        let all = members.all().map(of_one);
        all.fold(Truth::No, Truth::or)
    });
    Truth::in_all(ways.collect::<Vec<_>>(), Some(value))
}

/// Whether a pattern such as `ecr:Get*` stands for an action. Case does not matter.
pub fn matches(pattern: &str, action: &str) -> bool {
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
