//! See `ecr_lifecycle_policy.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-lifecycle-policy-invalid",
        summary: "A lifecycle policy is not what ECR takes.",
        why: "ECR refuses the policy when it is applied, and images pile up.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("ecr_lifecycle_policy.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::LifecyclePolicy, &RULE.meta, findings);
}
