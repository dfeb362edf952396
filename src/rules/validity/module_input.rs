//! See `module_input.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "module-input",
        summary: "A module call passes an argument that the module does not take, or lacks one that it needs.",
        why: "Terraform refuses the stack.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("module_input.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::ModuleInput, &RULE.meta, findings);
}
