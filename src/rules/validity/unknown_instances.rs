//! See `unknown_instances.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "for-each-unknown",
        summary: "How many instances a block has is known only after apply.",
        why: "Terraform must know the instances when it plans: the first apply fails, often years after the code worked elsewhere.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("unknown_instances.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::UnknownInstances, &RULE.meta, findings);
}
