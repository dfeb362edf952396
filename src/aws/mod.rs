//! What AWS makes of an environment: its networks and what lies in them, as questions with answers.
//!
//! An answer is certain, or it says what is not known. Names decide nothing: what a subnet is follows from its routes.

pub mod access;
pub mod alarms;
pub mod balancing;
pub mod companions;
pub mod network;
pub mod placement;
pub mod policy;
pub mod reach;
mod region;
#[cfg(test)]
mod testing;
mod unsure;

use rayon::prelude::*;

use crate::graph::Graph;

pub use region::region_of;
pub use unsure::Unsure;

use access::Access;
use alarms::Alarms;
use network::Network;
use placement::Placement;
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
        }
    }

    /// The same of several graphs, on all threads.
    pub fn of_all(graphs: Vec<Graph<'g>>) -> Vec<Self> {
        graphs.into_par_iter().map(Self::of).collect()
    }
}
