//! See `image.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::pipeline::{Build, Cause, Phrase, TaskKind};
use crate::repo::words;
use crate::rule::{Check, Context, Rule};

use super::super::images::pushed;
use super::told::{Places, job};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-image",
        summary: "A pipeline builds an image from what is not there, or pushes it where nothing is.",
        why: "The build or the push fails, and what runs stays as it is.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("image.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = Places::new();
    builds(context, &mut places);
    pushes(context, &mut places);
    places.report(&RULE.meta, findings, |span, (message, help)| {
        Finding::new(&RULE.meta, span, message, help)
    });
}

/// Builds of what is not there.
fn builds(context: &Context<'_>, places: &mut Places<(String, String)>) {
    for execution in &context.pipelines.executions {
        for (run, task, doubt) in execution.tasks() {
            let TaskKind::Build(build) = &task.kind else {
                continue;
            };
            let Some(Missing { path, near }) = missing(context, build) else {
                continue;
            };
            let subject = job(context, execution, run);
            match (near, doubt) {
                (Some(near), None) => {
                    let message = format!("{subject} builds {path}, which does not exist");
                    places.fails(
                        task.span,
                        "build",
                        (message, format!("Did you mean {near}?")),
                    );
                }
                // What is not in the repository may be made by an earlier step.
                (_, doubt) => {
                    let cause = doubt.cloned();
                    let cause = cause.unwrap_or_else(|| Cause::new("an earlier step may make it"));
                    let what =
                        format!("whether {path}, which {subject} builds, exists is not known");
                    places.is_open(task.span, "build", (what, &cause));
                }
            }
        }
    }
}

/// Pushes into a repository that is called almost as one that Terraform makes.
fn pushes(context: &Context<'_>, places: &mut Places<(String, String)>) {
    let Some(made) = repositories(context) else {
        return;
    };
    for push in pushed(context) {
        let is_ecr = push.registry.contains(".dkr.ecr.");
        if !is_ecr || made.contains(&push.repository) {
            continue;
        }
        // Another repository's Terraform may make it: only a name that is almost one of these is a fault.
        let near = words::nearest(&push.repository, made.iter().map(String::as_str));
        if let (Some(near), None) = (near, push.doubt) {
            let message = format!(
                "the job {} pushes to {}, which no aws_ecr_repository here is called",
                push.job.id, push.repository
            );
            places.fails(
                push.span,
                "push",
                (message, format!("Did you mean {near}?")),
            );
        }
    }
}

/// What a build needs and the repository does not have.
struct Missing {
    path: String,
    /// What is there and called alike.
    near: Option<String>,
}

fn missing(context: &Context<'_>, build: &Build) -> Option<Missing> {
    let sources = context.sources;
    let folder = build.context.as_ref().and_then(Phrase::known)?;
    let Some(directory) = sources.find_directory(folder) else {
        let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        let parent_id = sources.find_directory(parent);
        let siblings = parent_id.map(|id| &sources.directory(id).directories);
        let names = siblings
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str());
        let near = words::nearest(name, names);
        return Some(Missing {
            path: folder.to_owned(),
            near: near.map(|near| {
                if parent.is_empty() {
                    near.to_owned()
                } else {
                    format!("{parent}/{near}")
                }
            }),
        });
    };
    let path = match &build.file {
        Some(file) => file.known()?.to_owned(),
        None if folder.is_empty() => "Dockerfile".to_owned(),
        None => format!("{folder}/Dockerfile"),
    };
    if sources.find_file(&path).is_some() {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let files = &sources.directory(directory).files;
    let near = words::nearest(name, files.iter().map(|(name, _)| name.as_str()));
    Some(Missing {
        near: near.map(str::to_owned),
        path,
    })
}

/// The names of all repositories of ECR that Terraform makes here; `None` where one is not known, or there is none.
fn repositories(context: &Context<'_>) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for infrastructure in context.infrastructures {
        for (_, node) in infrastructure.graph.resources("aws_ecr_repository") {
            names.push(node.given("name").and_then(Value::as_str)?.to_owned());
        }
    }
    (!names.is_empty()).then_some(names)
}
