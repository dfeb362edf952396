//! Placement: what runs tasks, which tasks, on what, and where.

pub mod cluster;
mod default_vpc;
pub mod definition;
pub mod instances;
mod launch;
pub mod need;
mod scaled;
pub mod scaling;
#[cfg(test)]
mod tests;
pub mod truth;
mod workload;
pub mod zone;

use std::collections::BTreeMap;

use crate::eval::Value;
use crate::eval::function::json_document;
use crate::graph::{Graph, NodeId};

pub use default_vpc::is_in_default_vpc;
pub use launch::Launch;
pub use scaled::Scaled;
pub use workload::{Workload, WorkloadKind, mode_is};

/// What runs tasks in one environment.
#[derive(Debug)]
pub struct Placement<'g> {
    /// Everything that runs tasks, in order of type and node.
    pub workloads: Vec<Workload<'g>>,
    /// The containers of every task definition whose document could be read: a list, with holes where it is not known.
    containers: BTreeMap<NodeId, Value>,
    /// What autoscaling has for them.
    scaled: Scaled,
}

impl<'g> Placement<'g> {
    /// Reads what runs tasks from a graph.
    pub fn of(graph: &Graph<'g>) -> Self {
        let definitions = graph.resources("aws_ecs_task_definition");
        let containers = definitions.filter_map(|(id, node)| {
            let document = node.given("container_definitions")?;
            Some((id, json_document(document, node.header())?))
        });
        Self {
            workloads: workload::find(graph),
            containers: containers.collect(),
            scaled: Scaled::of(graph),
        }
    }

    /// The services.
    pub fn services(&self) -> impl Iterator<Item = &Workload<'g>> {
        let all = self.workloads.iter();
        all.filter(|workload| workload.kind == WorkloadKind::Service)
    }

    /// The list of containers of a task definition, as its document says.
    pub fn containers(&self, definition: NodeId) -> Option<&Value> {
        self.containers.get(&definition)
    }

    /// Every task definition whose document could be read, with its list of containers.
    pub fn definitions(&self) -> impl Iterator<Item = (NodeId, &Value)> {
        self.containers.iter().map(|(id, value)| (*id, value))
    }
}
