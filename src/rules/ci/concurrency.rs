//! See `concurrency.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::pipeline::Occasion;
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::reach::{commands, reached};
use super::told::{Places, job};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-concurrency",
        summary: "Two runs may apply one stack at once, and nothing locks its state.",
        why: "They overwrite each other's state; what the loser made is then known to nobody.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("concurrency.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = Places::new();
    for command in commands(context) {
        let is_apply = command.terraform.applies() && command.doubt.is_none();
        let may_meet = command.execution.event.occasion != Occasion::PullRequest;
        if !is_apply || !may_meet || command.job.has_concurrency {
            continue;
        }
        let subject = job(context, command.execution, command.job);
        for (id, stack) in reached(context, &command) {
            if let Some(backend) = unlocked(context, id) {
                let evidence = (subject.clone(), stack.path.clone(), backend);
                places.fails(command.job.span, "", evidence);
            }
        }
    }
    let words = |span, (subject, stack, backend): (String, String, Span)| {
        let message = format!(
            "{subject} has no concurrency group, and the state of {stack} that it applies is not locked"
        );
        let help = "Add `concurrency: { group: … , cancel-in-progress: false }` to the job, and `use_lockfile = true` to the backend";
        Finding::new(&RULE.meta, span, message, help).related(backend, "no lock here")
    };
    places.report(&RULE.meta, findings, words);
}

/// The backend of a stack whose state is certainly not locked.
fn unlocked(context: &Context<'_>, id: StackId) -> Option<Span> {
    let backend = context.plan.backend(id);
    if backend.kind != "s3" || backend.identity.is_err() {
        return None;
    }
    let given = |name: &str| backend.arguments.get(name).filter(|value| !value.is_null());
    let locks = given("use_lockfile").is_some_and(|value| value.as_switch() != Some(false));
    let table = given("dynamodb_table").is_some_and(|value| Value::as_str(value) != Some(""));
    (!locks && !table).then_some(backend.span)
}
