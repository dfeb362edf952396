//! What AWS makes of an environment: its networks and what lies in them, as questions with answers.
//!
//! An answer is certain, or it says what is not known. Names decide nothing: what a subnet is follows from its routes.

pub mod access;
pub mod alarms;
pub mod balancing;
pub mod companions;
pub mod network;
pub mod placement;
pub mod reach;
mod region;
#[cfg(test)]
mod testing;
mod unsure;

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::graph::Graph;

pub use region::region_of;
pub use unsure::Unsure;

use access::Access;
use alarms::Alarms;
use network::Network;
use placement::{Placement, Workload};
use reach::supply::{self, Supplies};
use reach::{Acls, Groups};

/// One environment: its graph, and what follows from it.
#[derive(Debug)]
pub struct Infrastructure<'g> {
    /// What there is.
    pub graph: Graph<'g>,
    /// Where packets go.
    pub network: Network,
    /// What is watched, and who is told.
    pub alarms: Alarms<'g>,
    /// What runs tasks, and where.
    pub placement: Placement<'g>,
    /// What security groups let through.
    pub groups: Groups<'g>,
    /// What network ACLs let through.
    pub acls: Acls,
    /// What roles may do.
    pub access: Access,
    /// By the position of the workload in the placement.
    supplies: OnceLock<Vec<Supplies>>,
}

impl<'g> Infrastructure<'g> {
    /// What follows from a graph.
    pub fn of(graph: Graph<'g>) -> Self {
        let network = Network::of(&graph);
        let alarms = Alarms::of(&graph);
        let placement = Placement::of(&graph);
        let groups = Groups::of(&graph);
        let acls = Acls::of(&graph);
        let access = Access::of(&graph);
        Self {
            graph,
            network,
            alarms,
            placement,
            groups,
            acls,
            access,
            supplies: OnceLock::new(),
        }
    }

    /// Everything that runs tasks, with how those reach what they need to start. Found when it is first asked for.
    pub fn supplies(&self) -> impl Iterator<Item = (&Workload<'g>, &Supplies)> {
        let world = (&self.graph, &self.network, &self.placement);
        let workloads = self.placement.workloads.iter();
        let found = self.supplies.get_or_init(|| {
            let workloads = workloads.clone();
            workloads.map(|it| supply::supplies(world, it)).collect()
        });
        workloads.zip(found)
    }

    /// Whether one of its stacks was too large to be evaluated to its end, or could not be evaluated: what was not looks like
    /// what is not there.
    pub fn is_cut(&self) -> bool {
        let plan = self.graph.plan;
        let mut stacks = self.graph.stacks.iter().map(|id| plan.stack(*id));
        stacks.any(|stack| stack.is_cut || stack.is_broken)
    }

    /// The same of several graphs, on all threads.
    pub fn of_all(graphs: Vec<Graph<'g>>) -> Vec<Self> {
        graphs.into_par_iter().map(Self::of).collect()
    }
}
