//! See `no_fmt_validate.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::checks::{done, first_apply, unseen};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-no-fmt-validate",
        summary: "Pull requests are not checked for format and validity.",
        why: "What Terraform refuses is found when it is applied, and reviewers read differences of white space.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("no_fmt_validate.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(apply) = first_apply(context) else {
        return;
    };
    let done = done(context);
    let missing: Vec<&str> = [
        (done.format, "`terraform fmt -check`"),
        (done.validate, "`terraform validate`, a plan or iaclint"),
    ]
    .iter()
    .filter(|(is_done, _)| !is_done)
    .map(|(_, what)| *what)
    .collect();
    if missing.is_empty() {
        return;
    }
    let what = "whether pull requests are checked for format and validity is not known";
    if let Some(finding) = unseen(context, &RULE.meta, what) {
        findings.push(finding);
        return;
    }
    let path = &context.sources.file(apply.execution.file).path;
    let missing = missing.join(", nor ");
    let message = format!("{path} applies, but no job that a pull request starts runs {missing}");
    let help = "Add a job at `pull_request` that runs `terraform fmt -check -recursive`, `terraform validate` and `iaclint check`";
    findings.push(Finding::new(&RULE.meta, apply.task.span, message, help));
}
