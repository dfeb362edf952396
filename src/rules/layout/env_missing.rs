//! See `env_missing.md`.

use std::collections::BTreeSet;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::layout::Segment;
use crate::repo::words;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-env-missing",
        summary: "An environment that should exist has no folder.",
        why: "What is to be tried in test before it reaches production cannot be, and checks that compare \
              environments have nothing to compare.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Note]),
        security: None,
        page: include_str!("env_missing.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some((parent, existing)) = environments(context) else {
        return;
    };
    let config = context.config;
    if config.environments.is_empty() {
        findings.extend(counterpart(context, &parent, &existing));
        return;
    }
    for (name, settings) in &config.environments {
        if existing.contains(name) {
            continue;
        }
        let written = context.sources.find_file(&config.path);
        let span = match written {
            Some(file) => Some(Span::new(file, settings.range.start, settings.range.end)),
            None => anchor(context, &parent),
        };
        let Some(span) = span else { continue };
        let message = format!(
            "the environment {name} is configured, but the folder {parent}/{name} does not exist"
        );
        let help = match words::nearest(name, existing.iter().map(String::as_str)) {
            Some(near) => {
                format!("Did you mean {near}? Else add the folder, or remove the section")
            }
            None => {
                "Add the folder with the environment's stacks, or remove the section".to_owned()
            }
        };
        findings.push(Finding::new(&RULE.meta, span, message, help));
    }
}

/// The folder that holds the environments' folders, and their names. `None` where the layout has no folder for each
/// environment.
fn environments(context: &Context<'_>) -> Option<(String, BTreeSet<String>)> {
    let layout = &context.repo.layout;
    let mut parent: Option<String> = None;
    let mut names = BTreeSet::new();
    for (_, folder) in context.sources.directories() {
        let below = layout.parts_below(&folder.path);
        if below.iter().any(|part| **part == Segment::Environment) {
            parent.get_or_insert_with(|| folder.path.clone());
            names.extend(folder.directories.iter().map(|(name, _)| name.clone()));
        }
    }
    parent.map(|parent| (parent, names))
}

/// Without configuration, only `prod` and `test` are a pair that is surely meant as one, and only where no folder
/// of another name can stand for the one that is missing.
fn counterpart(
    context: &Context<'_>,
    parent: &str,
    existing: &BTreeSet<String>,
) -> Option<Finding> {
    let (present, missing) = match (existing.contains("prod"), existing.contains("test")) {
        (true, false) => ("prod", "test"),
        (false, true) => ("test", "prod"),
        _ => return None,
    };
    let others = existing.iter().filter(|name| name.as_str() != present);
    if others.into_iter().any(|name| words::is_environment(name)) {
        return None;
    }
    let span = anchor(context, &format!("{parent}/{present}"))?;
    let message = format!("{parent} has the environment {present}, but no {missing}");
    let help = format!(
        "Add {parent}/{missing}, or name the environments that there are in iaclint.toml, such as \
         `[environments.{present}]`"
    );
    // Nobody said that both should exist: it may be a repository with one environment.
    Some(Finding::new(&RULE.meta, span, message, help).severity(Severity::Note))
}

fn anchor(context: &Context<'_>, folder: &str) -> Option<Span> {
    let sources = context.sources;
    let file = sources.anchor(sources.find_directory(folder)?)?;
    Some(Span::file_start(file))
}
