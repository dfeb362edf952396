//! What blocks are given: arguments and nested blocks against the schema of the provider, of Terraform's own
//! language, and of the modules that are called.

mod body;
mod calls;
mod form;
mod language;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::ResourceMode;
use crate::diagnostic::Instance;
use crate::repo::{Module, Resource, StackId};
use crate::schema::{Block as Schema, ProviderSchema};
use crate::source::{FileKind, Span};

use super::{Facts, Problem, ProblemKind};

use body::BodyJudge;

/// Arguments that mean the same in every resource and are no attributes of it.
const META_ARGUMENTS: &[&str] = &["count", "for_each", "provider", "depends_on"];

/// Blocks that mean the same in every resource and are no part of it.
const META_BLOCKS: &[&str] = &["lifecycle", "provisioner", "connection"];

/// Whatever the blocks of a module are given that they do not take, or lack.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    if !facts.repo.is_whole(module) {
        return;
    }
    language::judge(facts, module, problems);
    form::judge(facts, module, problems);
    calls::judge(facts, module, problems);
    let mut gates: BTreeMap<&str, Gate> = BTreeMap::new();
    for (address, resource) in &module.resources {
        let prefix = resource.kind.split('_').next().unwrap_or_default();
        let gate = gates
            .entry(prefix)
            .or_insert_with(|| Gate::of(facts, module, prefix));
        if gate.is_open {
            judge_resource(facts, gate, (address, resource), problems);
        }
    }
    for provider in &module.providers {
        let gate = gates
            .entry(provider.name)
            .or_insert_with(|| Gate::of(facts, module, provider.name));
        if !gate.is_open {
            continue;
        }
        let Some(schema) = facts.providers.provider(provider.name) else {
            continue;
        };
        let address = format!("provider.{}", provider.name);
        let judge = BodyJudge {
            address: &address,
            kind: provider.name,
            what: "the provider",
            is_json: is_json(facts, provider.block.span),
            left_out: (&["alias", "version"], &[]),
            // What a provider needs may also come from the environment of whoever runs Terraform.
            demands: false,
        };
        gate.add(facts, &judge.of(&provider.block, schema), problems);
    }
}

fn judge_resource(
    facts: &Facts<'_>,
    gate: &Gate,
    (address, resource): (&str, &Resource<'_>),
    problems: &mut Vec<Problem>,
) {
    let kind = resource.kind;
    let what = match resource.mode {
        ResourceMode::Managed => "the resource type",
        ResourceMode::Data => "the data source",
        ResourceMode::Ephemeral => "the ephemeral resource type",
    };
    let Some(schema) = schema_of(facts, resource) else {
        let prefix = kind.split('_').next().unwrap_or_default();
        if let Some(provider) = facts.providers.named(prefix) {
            gate.add(
                facts,
                &[unknown_type(provider, resource, what).address(address)],
                problems,
            );
        }
        return;
    };
    let judge = BodyJudge {
        address,
        kind,
        what,
        is_json: is_json(facts, resource.block.span),
        left_out: (META_ARGUMENTS, META_BLOCKS),
        demands: true,
    };
    gate.add(facts, &judge.of(&resource.block, schema), problems);
}

fn schema_of<'f>(facts: &'f Facts<'_>, resource: &Resource<'_>) -> Option<&'f Arc<Schema>> {
    match resource.mode {
        ResourceMode::Managed => facts.providers.resource(resource.kind),
        ResourceMode::Data => facts.providers.data_source(resource.kind),
        ResourceMode::Ephemeral => facts.providers.ephemeral(resource.kind),
    }
}

/// A type that the provider does not have.
fn unknown_type(provider: &ProviderSchema, resource: &Resource<'_>, what: &str) -> Problem {
    let kind = resource.kind;
    let near = match resource.mode {
        ResourceMode::Managed => super::nearest_name(kind, provider.resource_types()),
        ResourceMode::Data => super::nearest_name(kind, provider.data_source_types()),
        ResourceMode::Ephemeral => super::nearest_name(kind, provider.ephemeral_types()),
    };
    let other = match resource.mode {
        ResourceMode::Managed if provider.data_source(kind).is_some() => Some("data"),
        ResourceMode::Data if provider.resource(kind).is_some() => Some("resource"),
        _ => None,
    };
    let name = provider.address().rsplit('/').next().unwrap_or_default();
    let version = provider
        .version()
        .map_or_else(String::new, |version| format!(" (schema of {version})"));
    let message = format!("the provider {name} has no {} {kind}{version}", &what[4..]);
    let help = match (near, other) {
        (Some(near), _) => format!("Did you mean {near}?"),
        (None, Some(other)) => {
            format!("There is a {other} block of this type: is that what is meant?")
        }
        (None, None) => "Correct the type".to_owned(),
    };
    let label = resource.block.labels.first();
    let span = label.map_or(resource.block.header(), |label| label.span);
    Problem::new(ProblemKind::UnknownType, span, message, help)
}

fn is_json(facts: &Facts<'_>, span: Span) -> bool {
    facts.sources.file(span.file).kind == FileKind::TerraformJson
}

/// In which stacks a module's use of a provider can be judged by the schema that is known.
struct Gate {
    /// `None` where it is so in every stack that the module is part of.
    only_in: Option<BTreeSet<StackId>>,
    is_open: bool,
}

impl Gate {
    fn of(facts: &Facts<'_>, module: &Module<'_>, provider: &str) -> Self {
        let all: BTreeSet<StackId> = facts.stacks_of(module).collect();
        let exact: BTreeSet<StackId> = all
            .iter()
            .copied()
            .filter(|id| facts.is_exact(*id, provider))
            .collect();
        Self {
            is_open: !exact.is_empty(),
            only_in: (exact.len() < all.len()).then_some(exact),
        }
    }

    /// Adds problems that hold only where the schema does.
    fn add(&self, facts: &Facts<'_>, found: &[Problem], problems: &mut Vec<Problem>) {
        let instances = |problem: &Problem| -> Vec<Instance> {
            let stacks = self.only_in.iter().flatten();
            let instance = |id: &StackId| {
                let stack = facts.repo.stack(*id);
                Instance {
                    environment: stack.place.environment.clone(),
                    stack: stack.path.clone(),
                    address: problem.address.clone(),
                }
            };
            stacks.map(instance).collect()
        };
        problems.extend(found.iter().map(|problem| Problem {
            instances: instances(problem),
            ..problem.clone()
        }));
    }
}
