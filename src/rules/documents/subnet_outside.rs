//! See `subnet_outside.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-subnet-outside-vpc",
        summary: "A subnet lies outside of its VPC.",
        why: "AWS refuses the subnet when it is applied.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("subnet_outside.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::SubnetOutside, &RULE.meta, findings);
}
