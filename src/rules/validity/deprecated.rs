//! See `deprecated.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "attr-deprecated",
        summary: "An argument, block or type is used that the provider advises against.",
        why: "The next major version of the provider is likely to refuse it.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("deprecated.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Deprecated, &RULE.meta, findings);
}
