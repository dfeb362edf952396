//! Which provider a block is of, and in which stacks its schema decides.

use std::collections::BTreeSet;

use crate::diagnostic::Instance;
use crate::hcl::{Block, ExpressionKind, as_reference};
use crate::plan::is_exact_in;
use crate::repo::{Module, StackId};
use crate::schema::ProviderSchema;

use super::super::{Facts, Problem};

/// The schema of the provider that a module calls `name`, where it is known: another provider may bear the name.
pub(super) fn provider_named<'f>(
    facts: &'f Facts<'_>,
    module: &Module<'_>,
    name: &str,
) -> Option<&'f ProviderSchema> {
    let entry = module.settings.required_providers.get(name);
    let source = entry.and_then(|entry| match &entry.value.kind {
        ExpressionKind::Object(items) => {
            let mut sources = items.iter();
            let source = sources.find(|item| item.key.as_str() == Some("source"))?;
            Some(source.value.as_str().unwrap_or_default())
        }
        _ => None,
    });
    let Some(source) = source else {
        return facts.providers.named(name);
    };
    let mut parts = source.rsplit('/');
    let (kind, namespace) = (parts.next()?, parts.next().unwrap_or("hashicorp"));
    let schema = facts.providers.named(kind)?;
    let known = schema.address().rsplit('/').nth(1);
    known
        .is_some_and(|known| known.eq_ignore_ascii_case(namespace))
        .then_some(schema)
}

/// What a module calls the provider of a resource: as the resource says, or as its type begins.
pub(super) fn name_of<'r>(block: &'r Block, kind: &'r str) -> &'r str {
    let given = block.body.attribute("provider");
    let name = given.and_then(|given| match given.value.as_str() {
        Some(text) => text.split('.').next(),
        None => as_reference(&given.value).map(|(name, _)| name),
    });
    name.unwrap_or_else(|| kind.split('_').next().unwrap_or_default())
}

/// In which stacks a module's use of a provider can be judged by the schema that is known.
pub(super) struct Gate {
    /// `None` where it is so in every stack that the module is part of.
    only_in: Option<BTreeSet<StackId>>,
    /// Whether there is any such stack.
    pub(super) is_open: bool,
}

impl Gate {
    /// The stacks of `module` in which the schema of `provider` decides.
    pub(super) fn of(facts: &Facts<'_>, module: &Module<'_>, provider: &str) -> Self {
        let all: BTreeSet<StackId> = facts.stacks_of(module).collect();
        if all.is_empty() {
            // Nobody applies it here, so its own constraints decide.
            return Self {
                is_open: is_exact_in(facts.repo, module, facts.providers, provider),
                only_in: None,
            };
        }
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

    /// The same problems in those stacks in which the schema decides.
    pub(super) fn place(&self, facts: &Facts<'_>, mut found: Vec<Problem>) -> Vec<Problem> {
        for problem in &mut found {
            let stacks = self.only_in.iter().flatten();
            let instance = |id: &StackId| {
                let stack = facts.repo.stack(*id);
                Instance {
                    environment: stack.place.environment.clone(),
                    stack: stack.path.clone(),
                    address: problem.address.clone(),
                }
            };
            problem.instances = stacks.map(instance).collect();
        }
        found
    }
}
