//! What a policy says of one subject.

use std::sync::Arc;

use crate::eval::{Cause, Fault, FaultKind, Value, convert, show};
use crate::hcl::Expression;
use crate::source::Span;
use crate::types::Type;

use super::document;
use super::file::{Enforce, Level, Policy};
use super::read::unknown_level;
use super::rules::NO_SUMMARY;
use super::scope::{FileScope, SubjectScope};

/// What one `enforce` block says of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It holds.
    Pass,
    /// It certainly does not.
    Fail(Failure),
    /// It is not known whether it does.
    Open(Open),
    /// It cannot be evaluated for this subject: Terraform would refuse this expression.
    Broken(Broken),
}

impl Verdict {
    /// Why it cannot be evaluated, where that is so.
    pub(super) fn broken(&self) -> Option<&Broken> {
        match self {
            Self::Broken(broken) => Some(broken),
            _ => None,
        }
    }

    /// Why what fails it could not be told in the block's own words, where that is so.
    pub(super) fn untold(&self) -> Option<&Broken> {
        match self {
            Self::Fail(failure) => failure.untold.as_ref(),
            _ => None,
        }
    }
}

/// What is told where a demand is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// On one line, without a full stop.
    pub(super) message: String,
    /// Why the block's own message could not be told, where it has one.
    pub(super) untold: Option<Broken>,
}

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Open {
    /// A clause that reads after "because".
    pub(super) reason: String,
    /// Where it would be said.
    pub(super) at: Option<Span>,
    /// The module that is not in the repository and decides it.
    pub(super) outside: Option<Arc<str>>,
}

/// Why an expression cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// What is wrong, without a full stop.
    pub(super) message: String,
    /// Where in the policy.
    pub(super) at: Span,
}

/// Whether a condition holds.
enum Truth {
    Yes,
    No,
    Open(Open),
    Broken(Broken),
}

/// The level that a policy itself says, by the file's inputs and locals; without one it is mandatory. `Err` says what is
/// wrong with what it says.
pub(super) fn own_level(policy: &Policy, scope: &FileScope<'_>) -> Result<Level, String> {
    let Some(expression) = &policy.level else {
        return Ok(Level::Mandatory);
    };
    let (value, fault) = scope.evaluate(expression);
    if let Some(fault) = fault {
        return Err(fault.message);
    }
    match value.as_str() {
        Some(name) => Level::named(name).ok_or_else(|| unknown_level(name)),
        None => Err("the enforcement level is not known".to_owned()),
    }
}

/// What each `enforce` block of a policy says of the subject; `None` where its filter leaves the subject out.
pub(super) fn judge(policy: &Policy, scope: &SubjectScope<'_>) -> Option<Vec<Verdict>> {
    let filter = policy
        .filter
        .as_ref()
        .map_or(Truth::Yes, |it| truth(scope, it));
    match filter {
        Truth::No => None,
        Truth::Broken(broken) => Some(vec![Verdict::Broken(broken)]),
        Truth::Yes => Some(
            policy
                .enforce
                .iter()
                .map(|it| enforced(policy, it, scope))
                .collect(),
        ),
        Truth::Open(open) => {
            // Where the demand holds anyway, it does not matter whether it is made.
            let judged = policy.enforce.iter().map(|it| enforced(policy, it, scope));
            Some(
                judged
                    .map(|verdict| match verdict {
                        Verdict::Pass => Verdict::Pass,
                        _ => Verdict::Open(open.clone()),
                    })
                    .collect(),
            )
        }
    }
}

fn enforced(policy: &Policy, enforce: &Enforce, scope: &SubjectScope<'_>) -> Verdict {
    if let Some(schema) = &enforce.schema {
        return document::judge(policy, enforce, (schema, scope));
    }
    match truth(scope, &enforce.condition) {
        Truth::Yes => Verdict::Pass,
        Truth::Open(open) => Verdict::Open(open),
        Truth::Broken(broken) => Verdict::Broken(broken),
        Truth::No => Verdict::Fail(said(enforce, scope).unwrap_or_else(|untold| Failure {
            message: unsaid(policy).to_owned(),
            untold,
        })),
    }
}

fn truth(scope: &SubjectScope<'_>, expression: &Expression) -> Truth {
    let (value, fault) = scope.evaluate(expression);
    if let Some(fault) = fault {
        return match of_fault(fault) {
            Verdict::Broken(broken) => Truth::Broken(broken),
            Verdict::Open(open) => Truth::Open(open),
            Verdict::Pass | Verdict::Fail(_) => Truth::No,
        };
    }
    let broken = |message: String| {
        Truth::Broken(Broken {
            message,
            at: expression.span,
        })
    };
    match convert(&value, &Type::Bool) {
        Err(mismatch) => broken(format!("a condition must be true or false: {mismatch}")),
        Ok(value) if value.is_null() => {
            broken("the condition is null, where it must be true or false".to_owned())
        }
        Ok(value) => match value.as_bool() {
            Some(true) => Truth::Yes,
            Some(false) => Truth::No,
            None => Truth::Open(open(&value)),
        },
    }
}

/// What follows from a fault in an expression.
pub(super) fn of_fault(fault: Fault) -> Verdict {
    if matches!(fault.kind, FaultKind::Budget | FaultKind::Unknown) {
        return Verdict::Open(Open {
            reason: fault.message,
            at: None,
            outside: None,
        });
    }
    Verdict::Broken(Broken {
        message: fault.message,
        at: fault.span,
    })
}

/// Why a value is not known.
pub(super) fn open(value: &Value) -> Open {
    let reason = match value.as_unknown() {
        Some(unknown) => match (&unknown.cause, unknown.symbol()) {
            (Cause::Apply, Some(symbol)) => {
                format!("{symbol} is decided when the resource is created")
            }
            (Cause::Default, Some(symbol)) => {
                format!("{symbol} is not set, and the provider may have a default for it")
            }
            (cause, _) => cause.to_string(),
        },
        None => "it is not known".to_owned(),
    };
    let outside = value.as_unknown().and_then(|unknown| match &unknown.cause {
        Cause::Module(source) => Some(Arc::clone(source)),
        _ => None,
    });
    Open {
        reason,
        at: value.place(),
        outside,
    }
}

/// The policy's summary, without a full stop.
pub(super) fn summary(policy: &Policy) -> &'static str {
    let summary = policy.rule(Level::Mandatory).meta.summary;
    summary.strip_suffix('.').unwrap_or(summary)
}

/// What is told of what fails a policy whose block says nothing.
pub(super) fn unsaid(policy: &Policy) -> &'static str {
    match summary(policy) {
        NO_SUMMARY => "the policy does not hold",
        summary => summary,
    }
}

/// What the block says of what fails it. `Err` where it says nothing, and why where it means to.
pub(super) fn said(enforce: &Enforce, scope: &SubjectScope<'_>) -> Result<Failure, Option<Broken>> {
    let expression = enforce.error_message.as_ref().ok_or(None)?;
    let (value, fault) = scope.evaluate(expression);
    if let Some(fault) = fault {
        return Err(Some(Broken {
            message: fault.message,
            at: fault.span,
        }));
    }
    let broken = |message: &str| {
        Some(Broken {
            message: message.to_owned(),
            at: expression.span,
        })
    };
    if value.is_null() {
        return Err(broken("it is null"));
    }
    let text = value.as_str().map_or_else(
        || {
            let shown = show(&value);
            let inner = shown.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
            without_holes(inner.unwrap_or(&shown))
        },
        str::to_owned,
    );
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    if line.is_empty() {
        return Err(broken("it is empty"));
    }
    Ok(Failure {
        message: line.to_owned(),
        untold: None,
    })
}

/// A text with `…` for what is not known of it.
fn without_holes(shown: &str) -> String {
    let mut text = String::new();
    let mut rest = shown;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((_, behind)) = after.split_once('>') else {
            break;
        };
        text.push_str(before);
        text.push('…');
        rest = behind;
    }
    text + rest
}
