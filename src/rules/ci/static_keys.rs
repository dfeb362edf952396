//! See `static_keys.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Scalar, Step, Workflow};
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-static-keys",
        summary: "A pipeline signs in to AWS with keys that do not expire.",
        why: "They are read by every step and every action that runs beside them, work from everywhere, and are \
              valid until somebody thinks of replacing them.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("7.0"),
        page: include_str!("static_keys.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for workflow in &context.pipelines.workflows {
        of_workflow(workflow, findings);
    }
    let actions = context.pipelines.actions.iter();
    for step in actions.filter_map(|action| action.steps.as_ref()).flatten() {
        of_step(step, findings);
    }
}

type Entries<'e> = &'e [(String, Scalar)];

fn of_workflow(workflow: &Workflow, findings: &mut Vec<Finding>) {
    judge(&workflow.env, "AWS_ACCESS_KEY_ID", findings);
    for job in &workflow.jobs {
        judge(&job.env, "AWS_ACCESS_KEY_ID", findings);
        for step in &job.steps {
            of_step(step, findings);
        }
    }
}

fn of_step(step: &Step, findings: &mut Vec<Finding>) {
    judge(&step.env, "AWS_ACCESS_KEY_ID", findings);
    let uses = step.uses.as_ref().map_or("", |uses| uses.text.as_str());
    if uses.starts_with("aws-actions/configure-aws-credentials@") {
        judge(&step.with, "aws-access-key-id", findings);
    }
}

fn judge(entries: Entries<'_>, name: &str, findings: &mut Vec<Finding>) {
    let find = |name: &str| {
        entries
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, it)| it)
    };
    let Some(key) = find(name) else {
        return;
    };
    // A session token goes with keys that expire, and an endpoint with what is not AWS.
    let is_session = find("AWS_SESSION_TOKEN").or_else(|| find("aws-session-token"));
    let is_elsewhere = entries.iter().any(|(key, _)| {
        let upper = key.to_ascii_uppercase();
        upper.starts_with("AWS_ENDPOINT_URL")
            || upper == "S3_ENDPOINT"
            || upper == "AWS_S3_ENDPOINT"
    });
    let is_secret = key.text.contains("secrets.")
        || key.text.contains("secrets[")
        || key.text.contains("vars.");
    let is_written = key.text.starts_with("AKIA") && key.text.len() >= 16;
    if is_session.is_some() || is_elsewhere || !(is_secret || is_written) {
        return;
    }
    let what = if is_written {
        "is written out"
    } else {
        "comes from a secret"
    };
    let message = format!("the access key of an IAM user {what}; it does not expire");
    let help = "Let the job assume a role: `permissions: { id-token: write }`, and `role-to-assume` for \
                aws-actions/configure-aws-credentials";
    findings.push(Finding::new(&RULE.meta, key.span, message, help));
}
