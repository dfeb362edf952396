//! See `bucket_shared.md`.

use std::collections::BTreeMap;

use crate::config::Tier;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::words::is_environment;
use crate::repo::{Stack, StackId};
use crate::rule::{Check, Context, Rule};

use super::naming::instances;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-bucket-shared",
        summary: "Production and another environment keep their states in one bucket.",
        why: "Whoever may write the state of a test environment can then read, change or delete that of production, \
              and states hold secrets in plain text.",
        severity: DefaultSeverity::ByTier(Severity::Warning, None),
        security: Some("5.5"),
        page: include_str!("bucket_shared.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let mut users: BTreeMap<(&str, &str), Vec<StackId>> = BTreeMap::new();
    for (id, _) in repo.stacks() {
        let backend = context.plan.backend(id);
        // A whole organisation shares one HCP Terraform; access is granted by workspace there.
        if let (Some((_, store)), "s3" | "gcs" | "azurerm" | "oss" | "cos") =
            (backend.store(), backend.kind.as_str())
        {
            users
                .entry((&backend.kind, store.as_str()))
                .or_default()
                .push(id);
        }
    }
    for ((_, bucket), stacks) in users {
        let production = stacks
            .iter()
            .copied()
            .filter(|id| repo.stack(*id).tier == Tier::Production);
        let production: Vec<StackId> = production.collect();
        let other = stacks.iter().find(|id| is_other(context, repo.stack(**id)));
        if let (Some(first), Some(other)) = (production.first(), other) {
            findings.push(finding(context, bucket, *first, *other, &production));
        }
    }
}

/// Whether a stack is beyond doubt one of an environment that is not production: what belongs to all environments
/// may well share production's bucket.
fn is_other(context: &Context<'_>, stack: &Stack<'_>) -> bool {
    let Some(name) = &stack.place.environment else {
        return false;
    };
    let is_configured = context.config.environments.get(name);
    let is_configured = is_configured.is_some_and(|settings| settings.tier.is_some());
    stack.tier == Tier::NonProduction && (is_environment(name) || is_configured)
}

fn finding(
    context: &Context<'_>,
    bucket: &str,
    first: StackId,
    other: StackId,
    production: &[StackId],
) -> Finding {
    let repo = context.repo;
    let environment = |id: StackId| {
        repo.stack(id)
            .place
            .environment
            .as_deref()
            .unwrap_or_default()
    };
    let (name, other_name) = (environment(first), environment(other));
    let place = |id: StackId| {
        let backend = context.plan.backend(id);
        let written = backend.store().and_then(|(_, text)| text.span());
        written.unwrap_or(backend.span)
    };
    let argument = context
        .plan
        .backend(first)
        .store()
        .map_or("bucket", |(name, _)| name);
    let message = format!("{name} keeps its states in {bucket}, and {other_name} does too");
    let help = format!(
        "Give {other_name} a {argument} of its own, best in another account, and move its states with \
         `terraform init -migrate-state`"
    );
    let mut finding = Finding::new(&RULE.meta, place(first), message, help)
        .address("terraform.backend")
        .attribute(argument)
        .label(format!("the {argument} of {other_name} too"));
    if place(other) != place(first) {
        finding = finding.related(place(other), format!("{} uses it", repo.stack(other).path));
    }
    finding.instances = instances(context, production);
    finding
}
