//! See `link_outside.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{Span, WalkProblemKind};

use super::links_that_matter;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-link-outside",
        summary: "A symbolic link leads out of the repository.",
        why: "On another machine, and in CI, it leads to something else or to nothing; iaclint does not read it.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("link_outside.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for problem in links_that_matter(context) {
        if problem.kind == WalkProblemKind::LinkOutside {
            let message = format!(
                "{} is a link that leads out of the repository, so it is not read",
                problem.path
            );
            let help = "Put what it leads to into the repository, and link to that";
            findings.push(Finding::new(
                &RULE.meta,
                Span::file_start(problem.file),
                message,
                help,
            ));
        }
    }
}
