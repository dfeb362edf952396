//! See `provider.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-provider",
        summary: "A configuration of a provider is used that is not declared or not passed.",
        why: "Terraform refuses a stack where a resource's region and account are missing. What a module uses and does not declare, its next caller will not pass.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("provider.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Provider, &RULE.meta, findings);
}
