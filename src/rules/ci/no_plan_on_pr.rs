//! See `no_plan_on_pr.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::checks::{done, first_apply, unseen};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-no-plan-on-pr",
        summary: "The pipeline applies, and no pull request shows what that will do.",
        why: "A reviewer sees the code, not that it replaces a database.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("no_plan_on_pr.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(apply) = first_apply(context) else {
        return;
    };
    if done(context).plan {
        return;
    }
    if let Some(finding) = unseen(
        context,
        &RULE.meta,
        "whether pull requests are planned is not known",
    ) {
        findings.push(finding);
        return;
    }
    let path = &context.sources.file(apply.execution.file).path;
    let message =
        format!("{path} applies, but no job that a pull request starts runs `terraform plan`");
    let help = "Add a job at `pull_request` that plans the stacks that changed, and shows the plan to reviewers";
    findings.push(Finding::new(&RULE.meta, apply.task.span, message, help));
}
