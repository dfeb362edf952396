//! See `name.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "name-length",
        summary: "A name is longer than AWS lets it be, or of characters that AWS does not take.",
        why: "The provider or AWS refuses it, often only when it is applied.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("name.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::Name, &RULE.meta, findings);
}
