//! See `arn_mismatch.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "arn-mismatch",
        summary: "An ARN names another region, account or partition than the one its resource is made in.",
        why: "AWS refuses it when it is applied, or nothing ever comes from there.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("arn_mismatch.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::ArnMismatch, &RULE.meta, findings);
}
