//! Everything in a stack computed, and put down as plain data.

use std::collections::BTreeMap;

use crate::eval::Value;

use super::evaluation::{Instance, StackEvaluation};
use super::provider::ProviderName;
use super::{ModuleInstance, Repetition, Resources, StackPlan};

impl<'p> StackEvaluation<'p> {
    /// Computes all that is not computed yet.
    pub(super) fn freeze(&self) -> StackPlan<'p> {
        let mut modules = Vec::new();
        // Calls add instances behind the last one.
        while modules.len() < self.instance_count() {
            let instance = self.instance(modules.len());
            modules.push(self.freeze_instance(&instance));
            self.judge_conditions(&instance);
        }
        let mut faults = self.take_faults();
        faults.extend(super::cycles::find(self.repo, self.stack));
        let mut reads = self.reads.take();
        reads.sort_by(|a, b| a.owner.cmp(&b.owner));
        StackPlan {
            modules,
            faults,
            reads,
            secrets: self.secrets.take(),
            work: self.budget.taken(),
            is_cut: self.budget.is_spent() || self.is_cut.get(),
            is_broken: false,
        }
    }

    fn freeze_instance(&self, instance: &Instance<'p>) -> ModuleInstance<'p> {
        let module = instance.module;
        let variables: BTreeMap<&'p str, Value> = module
            .variables
            .iter()
            .filter_map(|(name, block)| {
                Some((*name, self.variable(instance, name, block.header())?))
            })
            .collect();
        let locals: BTreeMap<&'p str, Value> = module
            .locals
            .iter()
            .filter_map(|(name, local)| Some((*name, self.local(instance, name, local.name.span)?)))
            .collect();
        let resources: BTreeMap<&'p str, Resources<'p>> = module
            .resources
            .keys()
            .filter_map(|address| {
                let resources = self.resources(instance, address)??;
                Some((address.as_str(), (*resources).clone()))
            })
            .collect();
        let calls: BTreeMap<&'p str, Vec<usize>> = module
            .calls
            .keys()
            .filter_map(|name| Some((*name, self.called(instance, name)??.instances())))
            .collect();
        let called: BTreeMap<&'p str, Value> = module
            .calls
            .iter()
            .filter_map(|(name, call)| {
                let value = self.module_value(instance, name, &[], call.block.header())?;
                Some((*name, value))
            })
            .collect();
        let outputs: BTreeMap<&'p str, Value> = module
            .outputs
            .iter()
            .filter_map(|(name, block)| Some((*name, self.output(instance, name, block.header())?)))
            .collect();
        ModuleInstance {
            path: instance.path.clone(),
            module: instance.module_id,
            caller: instance.caller.as_ref().map(|caller| caller.instance),
            repetition: instance
                .caller
                .as_ref()
                .map_or(Repetition::None, |caller| caller.repetition.clone()),
            variables,
            locals,
            outputs,
            resources,
            calls,
            called,
            providers: self.providers_of(instance),
        }
    }

    /// The configuration of every provider that a resource here is made with.
    fn providers_of(&self, instance: &Instance<'p>) -> BTreeMap<String, Value> {
        let own = instance
            .module
            .providers
            .iter()
            .map(|provider| ProviderName {
                name: provider.name.to_owned(),
                alias: provider.alias.map(str::to_owned),
            });
        let resources = instance.module.resources.values();
        let default = resources.clone().map(|resource| {
            ProviderName::default_of(resource.kind.split('_').next().unwrap_or_default())
        });
        let used = resources.map(ProviderName::of_resource);
        let mut names: Vec<ProviderName> = own.chain(default).chain(used).collect();
        names.sort();
        names.dedup();
        names
            .into_iter()
            .filter_map(|name| Some((name.text(), self.provider(instance, &name)?)))
            .collect()
    }
}
