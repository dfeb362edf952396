//! See `iam_policy.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "iam-policy-invalid",
        summary: "A policy document is not what IAM takes.",
        why: "AWS refuses the policy when it is applied, after other things have been changed already.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("iam_policy.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::Policy, &RULE.meta, findings);
}
