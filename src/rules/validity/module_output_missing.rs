//! See `module_output_missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "module-output-missing",
        summary: "An output is read that the called module does not have.",
        why: "Terraform refuses the whole stack, and only after everything was downloaded.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("module_output_missing.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Output, &RULE.meta, findings);
}
