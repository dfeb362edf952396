//! See `terraform_version.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Execution, JobRun, StepRun, TaskKind};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Stack, StackId};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::reach::{Command, reached};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-terraform-version",
        summary: "A stack is run with a Terraform that its required_version refuses.",
        why: "`terraform init` fails: nothing of that stack is planned or applied.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("terraform_version.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// A version that is given, the stack that refuses it, its constraint and where that stands.
type Evidence = (String, String, String, Span);

/// What is given at each place, and by each of the stacks that refuse it.
type Given = BTreeMap<Span, BTreeMap<String, Evidence>>;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut given = Given::new();
    for execution in &context.pipelines.executions {
        for job in &execution.jobs {
            of_job(context, execution, job, &mut given);
        }
    }
    of_files(context, &mut given);
    for (span, refusals) in given {
        findings.extend(found(span, &refusals.into_values().collect::<Vec<_>>()));
    }
}

/// One finding for all stacks that refuse what is given at one place.
fn found(span: Span, refusals: &[Evidence]) -> Option<Finding> {
    let (version, stack, required, _) = refusals.first()?;
    let others = match refusals.len() - 1 {
        0 => String::new(),
        1 => " (and one more stack refuses it)".to_owned(),
        count => format!(" (and {count} more stacks refuse it)"),
    };
    let message = format!(
        "Terraform {version} is used for {stack}, whose required_version is \"{required}\"{others}"
    );
    let help = "Name a version that it allows, or change the constraint. In YAML, write it in quotes: 1.10 is the \
                number 1.1";
    let finding = Finding::new(&RULE.meta, span, message, help);
    let related = refusals.iter().fold(finding, |finding, (.., place)| {
        finding.related(*place, "refuses it")
    });
    Some(related)
}

fn of_job(context: &Context<'_>, execution: &Execution, job: &JobRun, all: &mut Given) {
    let mut given: Option<(Vec<Version>, String, Span)> = None;
    for step in &job.steps {
        if let Some(set) = setup(step) {
            given = set;
        }
        let Some((versions, text, span)) = &given else {
            continue;
        };
        for task in &step.tasks {
            let TaskKind::Terraform(terraform) = &task.kind else {
                continue;
            };
            if terraform.program != "terraform" || terraform.command == "fmt" {
                continue;
            }
            let command = Command {
                execution,
                job,
                task,
                terraform,
                doubt: None,
            };
            for (id, stack) in reached(context, &command) {
                if let Some((required, place)) = refused(context, id, versions) {
                    add(
                        all,
                        *span,
                        (text.clone(), stack.path.clone(), required, place),
                    );
                }
            }
        }
    }
}

fn add(all: &mut Given, span: Span, evidence: Evidence) {
    let stack = evidence.1.clone();
    all.entry(span)
        .or_default()
        .entry(stack)
        .or_insert(evidence);
}

/// The version that a step sets up; `Some(None)` where it sets up one that is not known.
#[allow(
    clippy::option_option,
    reason = "a step may say nothing of the version, or something that is not known"
)]
fn setup(step: &StepRun) -> Option<Option<(Vec<Version>, String, Span)>> {
    let used = step
        .uses
        .as_ref()
        .filter(|used| used.name() == "hashicorp/setup-terraform")?;
    let given = used.with.get("terraform_version");
    let known = given.and_then(|(text, span)| {
        let text = text.known()?.trim();
        Some((versions(text)?, text.to_owned(), *span))
    });
    Some(known)
}

/// The versions that `1.2.3` or `1.2` stand for, the latter being any patch of it; `None` for every other form.
fn versions(text: &str) -> Option<Vec<Version>> {
    let is_plain = text
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_plain {
        return None;
    }
    match text.split('.').count() {
        3 => Some(vec![Version::parse(text)?]),
        2 => (0..40)
            .map(|patch| Version::parse(&format!("{text}.{patch}")))
            .collect(),
        _ => None,
    }
}

/// The constraint of a stack that refuses all of some versions.
fn refused(context: &Context<'_>, id: StackId, versions: &[Version]) -> Option<(String, Span)> {
    let module = context.repo.module(context.repo.stack(id).module);
    module
        .settings
        .required_version
        .iter()
        .find_map(|required| {
            let text = required.value.as_str()?;
            let constraints = Constraints::parse(text, Dialect::TerraformOrModule)?;
            let refuses = versions.iter().all(|version| !constraints.allow(version));
            refuses.then(|| (text.to_owned(), required.value.span))
        })
}

/// `.terraform-version`, which tfenv and tenv read in the folder of a stack or the nearest above it.
fn of_files(context: &Context<'_>, all: &mut Given) {
    for (id, stack) in context.repo.stacks() {
        let Some((file, text)) = version_file(context, stack) else {
            continue;
        };
        let Some(versions) = versions(&text).filter(|versions| versions.len() == 1) else {
            continue;
        };
        if let Some((required, place)) = refused(context, id, &versions) {
            add(all, file, (text, stack.path.clone(), required, place));
        }
    }
}

fn version_file(context: &Context<'_>, stack: &Stack<'_>) -> Option<(Span, String)> {
    let sources = context.sources;
    let mut folder = Some(stack.directory);
    while let Some(id) = folder {
        if let Some(file) = sources.file_in(id, ".terraform-version") {
            let whole = &sources.text(file).content;
            let text = whole.trim().to_owned();
            return Some((Span::new(file, 0, whole.trim_end().len()), text));
        }
        folder = sources.directory(id).parent;
    }
    None
}
