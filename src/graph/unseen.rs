//! Modules that are not in the repository: what they make is not known, but what they are given is.

use std::collections::BTreeSet;

use crate::eval::{Value, symbols_of};
use crate::hcl::{each_reference, step_name};
use crate::repo::StackId;
use crate::source::Span;

use super::{Graph, MAX_MODULES, NodeId};

/// A call of a module that is not in the repository.
#[derive(Debug, Clone)]
pub struct Unseen {
    /// Its stack.
    pub stack: StackId,
    /// The call's address in its stack, such as `module.network.module.vpc`.
    pub address: String,
    /// What its `source` says.
    pub source: String,
    /// The call's first line.
    pub span: Span,
    /// The instances whose attributes it is given: also those of which only what is known before the apply is given,
    /// such as a name.
    pub given: BTreeSet<NodeId>,
    /// The values that it is given.
    pub arguments: Vec<Value>,
}

/// Every such call of the graph's stacks.
pub(super) fn find(graph: &Graph<'_>) -> Vec<Unseen> {
    let repo = graph.plan.repo;
    let mut found = Vec::new();
    for stack in &graph.stacks {
        let walk = graph.plan.walk(*stack);
        for visit in walk.visits().take(MAX_MODULES) {
            for call in visit.module.calls.values() {
                if repo.evaluated_module_id(call).is_some() {
                    continue;
                }
                let mut given = BTreeSet::new();
                let mut arguments = Vec::new();
                for argument in &call.block.body.attributes {
                    if matches!(&*argument.name.text, "source" | "version" | "providers") {
                        continue;
                    }
                    let value = visit.evaluate(&argument.value);
                    let symbols = symbols_of(&value);
                    given.extend(symbols.iter().filter_map(|it| graph.find(&it.owner)));
                    each_reference(&argument.value, &mut |root, steps, _| {
                        let name = step_name(steps, 0).unwrap_or_default();
                        let address = format!("{root}.{name}");
                        let block = visit.instance.resources.get(address.as_str());
                        let instances = block.map_or(&[][..], |block| &block.instances);
                        given.extend(instances.iter().filter_map(|it| graph.find(&it.owner)));
                    });
                    arguments.push(value);
                }
                found.push(Unseen {
                    stack: *stack,
                    address: format!("{}module.{}", visit.prefix(), call.name),
                    source: crate::plan::source_text(&call.source),
                    span: call.block.header(),
                    given,
                    arguments,
                });
            }
        }
    }
    found
}
