//! See `subnet_overlap.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-subnet-overlap",
        summary: "Subnets of one VPC overlap.",
        why: "AWS refuses the second of them when it is applied.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("subnet_overlap.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::SubnetOverlap, &RULE.meta, findings);
}
