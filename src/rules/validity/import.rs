//! See `import.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-import",
        summary: "An import block cannot be done.",
        why: "Terraform refuses the plan: it must know before which object becomes which resource.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("import.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Import, &RULE.meta, findings);
}
