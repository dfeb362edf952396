//! See `link_broken.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{Span, WalkProblemKind};

use super::links_that_matter;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-link-broken",
        summary: "A symbolic link leads to nothing, or back to itself.",
        why: "What the stack expects from it is missing, and Terraform refuses a folder whose file it cannot open.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("link_broken.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for problem in links_that_matter(context) {
        let path = &problem.path;
        let (message, help) = match problem.kind {
            WalkProblemKind::LinkBroken => (
                format!("{path} is a link to something that does not exist"),
                "Correct what it points to, or remove the link",
            ),
            WalkProblemKind::LinkLoop => (
                format!("{path} is a link that leads back to itself or to a folder that holds it"),
                "Remove the link",
            ),
            _ => continue,
        };
        findings.push(Finding::new(
            &RULE.meta,
            Span::file_start(problem.file),
            message,
            help,
        ));
    }
}
