//! What blocks are given: arguments and nested blocks against the schema of the provider, of Terraform's own
//! language, and of the modules that are called.

mod body;
mod calls;
mod form;
mod gate;
mod language;
mod number;
mod parts;
mod value;
mod wording;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::hcl::Block;
use crate::repo::{Module, ProviderConfiguration, RESOURCE_META_BLOCKS, Resource};
use crate::schema::ProviderSchema;
use crate::source::{FileKind, Span};

use super::{Facts, Problem, ProblemKind};

use body::BodyJudge;
use gate::Gate;
use value::AnyValues;

/// Arguments that mean the same in every resource and are no attributes of it.
const META_ARGUMENTS: &[&str] = &["count", "for_each", "provider", "depends_on"];

/// Arguments of a provider's configuration that are no settings of it. Of these `for_each` is `OpenTofu`'s, and some are
/// told as reserved.
const PROVIDER_ARGUMENTS: &[&str] = &[
    "alias",
    "version",
    "for_each",
    "count",
    "depends_on",
    "source",
];

/// Arguments that mean something to Terraform everywhere but in a provider's configuration.
const RESERVED_ARGUMENTS: &[&str] = &["count", "depends_on", "source"];

/// Such blocks.
const RESERVED_BLOCKS: &[&str] = &["lifecycle", "locals"];

/// Whatever the blocks of a module are given that they do not take, or lack.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    if !facts.repo.is_whole(module) {
        return;
    }
    language::judge(facts, module, problems);
    form::judge(facts, module, problems);
    calls::judge(facts, module, problems);
    let values = AnyValues::of(facts, module);
    let made = facts.made(module);
    if made.is_none() {
        value::judge_unmade(&values, problems);
    }
    let mut judge = ModuleJudge {
        facts,
        module,
        values: &values,
        made,
        gates: BTreeMap::new(),
        problems,
    };
    for (address, resource) in &module.resources {
        let name = gate::name_of(&resource.block, resource.kind);
        judge.resource(name, address, resource);
    }
    for check in module.others.iter().filter(|it| &*it.kind.text == "check") {
        for block in check.body.blocks_of("data") {
            judge.scoped_data(block);
        }
    }
    for provider in &module.providers {
        judge.provider(provider);
    }
}

/// What is the same for all blocks of one module.
struct ModuleJudge<'j, 'f> {
    facts: &'j Facts<'f>,
    module: &'j Module<'f>,
    /// What its names may stand for.
    values: &'j AnyValues<'j>,
    /// The resources of which some stack makes an instance; `None` where none makes one of the module.
    made: Option<&'j BTreeSet<&'f str>>,
    /// By the names that the module gives to providers: the schema, and where it decides.
    gates: BTreeMap<&'j str, Option<(&'j ProviderSchema, Gate)>>,
    problems: &'j mut Vec<Problem>,
}

impl<'j> ModuleJudge<'j, '_> {
    /// The provider of this name, unless nothing is certain about it in any stack.
    fn gate(&mut self, name: &'j str) -> Option<&(&'j ProviderSchema, Gate)> {
        let (facts, module) = (self.facts, self.module);
        let entry = self.gates.entry(name).or_insert_with(|| {
            let schema = gate::provider_named(facts, module, name)?;
            let kind = schema.address().rsplit('/').next().unwrap_or_default();
            let gate = Gate::of(facts, module, kind);
            gate.is_open.then_some((schema, gate))
        });
        entry.as_ref()
    }

    /// A resource, whose provider the module calls `name`.
    fn resource(&mut self, name: &'j str, address: &str, resource: &Resource<'_>) {
        let Self {
            facts,
            values,
            made,
            ..
        } = *self;
        let Some((provider, gate)) = self.gate(name) else {
            return;
        };
        let (what, schema) = match resource.mode {
            ResourceMode::Managed => ("the resource type", provider.resource(resource.kind)),
            ResourceMode::Data => ("the data source", provider.data_source(resource.kind)),
            ResourceMode::Ephemeral => (
                "the ephemeral resource type",
                provider.ephemeral(resource.kind),
            ),
        };
        let found = match schema {
            None => vec![unknown_type(provider, resource, what).address(address)],
            Some(schema) => {
                let judge = BodyJudge {
                    address,
                    kind: resource.kind,
                    what,
                    is_json: is_json(facts, resource.block.span),
                    left_out: (META_ARGUMENTS, RESOURCE_META_BLOCKS),
                    demands: true,
                    values,
                    is_made: made.is_some_and(|made| made.contains(address)),
                };
                let mut found = judge.of(&resource.block, schema);
                if let Cow::Owned(block) = &resource.block {
                    // Of a block that is overridden Terraform takes only what it knows.
                    let is_known = |it: &Problem| it.kind != ProblemKind::UnknownArgument;
                    found.retain(|it| is_known(it) || it.span.file != block.kind.span.file);
                }
                found
            }
        };
        let found = gate.place(facts, found);
        self.problems.extend(found);
    }

    /// The data source inside a `check` block.
    fn scoped_data(&mut self, block: &'j Block) {
        if let (Some(kind), Some(name)) = (block.label(0), block.label(1)) {
            let resource = Resource {
                mode: ResourceMode::Data,
                kind,
                name,
                block: Cow::Borrowed(block),
            };
            self.resource(gate::name_of(block, kind), &resource.address(), &resource);
        }
    }

    fn provider(&mut self, provider: &'j ProviderConfiguration<'_>) {
        let (facts, values) = (self.facts, self.values);
        let Some((known, gate)) = self.gate(provider.name) else {
            return;
        };
        let Some(schema) = known.provider() else {
            return;
        };
        let address = format!("provider.{}", provider.name);
        let judge = BodyJudge {
            address: &address,
            kind: provider.name,
            what: "the provider",
            is_json: is_json(facts, provider.block.span),
            left_out: (PROVIDER_ARGUMENTS, RESERVED_BLOCKS),
            // What a provider needs may also come from the environment of whoever runs Terraform.
            demands: false,
            values,
            is_made: true,
        };
        let found = gate.place(facts, judge.of(&provider.block, schema));
        self.problems.extend(found);
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
        ResourceMode::Data | ResourceMode::Ephemeral if provider.resource(kind).is_some() => {
            Some("resource")
        }
        ResourceMode::Managed | ResourceMode::Ephemeral if provider.data_source(kind).is_some() => {
            Some("data")
        }
        ResourceMode::Managed | ResourceMode::Data if provider.ephemeral(kind).is_some() => {
            Some("ephemeral")
        }
        _ => None,
    };
    let name = provider.address().rsplit('/').next().unwrap_or_default();
    let version = provider
        .version()
        .map_or_else(String::new, |version| format!(" (schema of {version})"));
    let message = format!("the provider {name} has no {} {kind}{version}", &what[4..]);
    let help = match (other, near) {
        (Some(other), _) => format!("Write a {other} block: it has one of this type"),
        (None, Some(near)) => format!("Did you mean {near}?"),
        (None, None) => "Correct the type".to_owned(),
    };
    let label = resource.block.labels.first();
    let span = label.map_or(resource.block.header(), |label| label.span);
    Problem::new(ProblemKind::UnknownType, span, message, help)
}

fn is_json(facts: &Facts<'_>, span: Span) -> bool {
    facts.sources.file(span.file).kind == FileKind::TerraformJson
}
