//! See `limit.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "eval-limit",
        summary: "iaclint does not follow an expression to its end.",
        why: "What depends on it is not judged: silence about it says nothing.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("limit.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Limit, &RULE.meta, findings);
}
