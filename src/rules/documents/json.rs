//! See `json.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "doc-json",
        summary: "A text that must be JSON is not, or an object stands where its text is wanted.",
        why: "The provider refuses it when it plans or applies, or AWS does in the middle of an apply.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("json.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::Document, &RULE.meta, findings);
}
