//! Registrations: which tasks take requests from which load balancers, and on which port.

use crate::eval::Value;
use crate::graph::{Graph, NodeId, alternatives};

use super::super::Unsure;
use super::super::placement::truth::{Truth, entry, whole};
use super::super::placement::{Placement, Workload};
use super::{balancers_before, is_application, target_group};

/// Tasks that are targets of a target group of the environment.
#[derive(Debug)]
pub struct Registration<'p, 'g> {
    /// What runs the tasks.
    pub workload: &'p Workload<'g>,
    /// The target group.
    pub group: NodeId,
    /// The name of the container that takes the requests.
    pub container: Result<String, Unsure>,
    /// The port of that container.
    pub port: Result<i64, Unsure>,
}

/// Everything that is certainly registered, in order of workload.
pub fn registrations<'p, 'g>(
    graph: &Graph<'g>,
    placement: &'p Placement<'g>,
) -> Vec<Registration<'p, 'g>> {
    let mut found = Vec::new();
    for workload in &placement.workloads {
        let blocks = workload.given(graph, "load_balancer").map(alternatives);
        let Some([blocks]) = blocks.as_deref() else {
            continue;
        };
        for block in &blocks.certain {
            // The group of another repository has its own reviewers.
            let group = entry(block, "target_group_arn");
            let Some(group) = group.and_then(|group| target_group(graph, group)) else {
                continue;
            };
            found.push(Registration {
                workload,
                group,
                container: container_of(block),
                port: port_of(block),
            });
        }
    }
    found
}

fn container_of(block: &Value) -> Result<String, Unsure> {
    let name = entry(block, "container_name").ok_or_else(|| Unsure::of(block))?;
    let text = name.as_str().map(str::to_owned);
    text.ok_or_else(|| Unsure::of(name))
}

fn port_of(block: &Value) -> Result<i64, Unsure> {
    let port = entry(block, "container_port").ok_or_else(|| Unsure::of(block))?;
    whole(port).ok_or_else(|| Unsure::of(port))
}

impl Registration<'_, '_> {
    /// The application load balancers that certainly send requests to the tasks. One that works on connections passes
    /// on the addresses of clients, and may have no security group.
    pub fn balancers(&self, graph: &Graph<'_>) -> Vec<NodeId> {
        let all = balancers_before(graph, self.group).into_iter();
        all.filter(|id| is_application(graph, *id) == Truth::Yes)
            .collect()
    }

    /// The port on which the load balancer asks whether a task is well, where that is another one.
    pub fn health_port(&self, graph: &Graph<'_>) -> Option<i64> {
        let checks = graph.node(self.group).blocks("health_check");
        let [check] = &checks[..] else {
            return None;
        };
        let port = whole(entry(check.certain.first()?, "port")?)?;
        (self.port != Ok(port)).then_some(port)
    }
}
