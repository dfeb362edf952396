//! See `encrypt.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-encrypt",
        summary: "A backend in S3 does not ask for its state to be encrypted.",
        why: "S3 encrypts new objects by itself since 2023, but with a key of its own choice; `encrypt` makes the \
              wish explicit and holds for other servers of the S3 protocol as well.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: Some("2.0"),
        page: include_str!("encrypt.md"),
        options: &[],
    },
    check: Check::Stack(check),
};

fn check(context: &Context<'_>, id: StackId, findings: &mut Vec<Finding>) {
    let backend = context.plan.backend(id);
    let value = backend.arguments.get("encrypt");
    // What is missing may be given on the command line where other parts of the backend certainly are.
    let is_partial = value.is_none() && backend.identity.is_err();
    if backend.kind != "s3" || is_partial || value.is_some_and(|value| !value.is_known()) {
        return;
    }
    let path = &context.repo.module(context.repo.stack(id).module).path;
    let finding = match value.map(Value::as_switch) {
        Some(Some(true) | None) => return,
        Some(Some(false)) => {
            let span = value.and_then(Value::place).unwrap_or(backend.span);
            let message = format!("the backend of {path} switches the encryption of its state off");
            Finding::new(&RULE.meta, span, message, "Set `encrypt = true`").fix(
                "Set encrypt to true",
                span,
                "true",
            )
        }
        None => {
            let message = format!("the backend of {path} does not set encrypt");
            Finding::new(&RULE.meta, backend.span, message, "Add `encrypt = true`")
        }
    };
    findings.push(finding.address("terraform.backend").attribute("encrypt"));
}
