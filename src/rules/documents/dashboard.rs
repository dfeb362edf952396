//! See `dashboard.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-dashboard-invalid",
        summary: "A dashboard is not what CloudWatch takes.",
        why: "CloudWatch refuses the dashboard when it is applied, or shows nothing in its place.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("dashboard.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::Dashboard, &RULE.meta, findings);
}
