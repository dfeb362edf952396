//! Whether tasks run in the VPC that AWS makes in every region of an account.

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, NodeId};

use super::workload::Workload;

/// How data sources name subnets.
const LOOKUPS: &[&str] = &["aws_subnets", "aws_subnet_ids", "aws_subnet"];

/// Whether all subnets of a workload's tasks are certainly those of the default VPC. They are all public, and there is
/// no NAT gateway that Terraform would not have to make.
pub fn is_in_default_vpc(graph: &Graph<'_>, workload: &Workload<'_>) -> bool {
    let path = workload.path("network_configuration");
    let attribute = path.split('.').next().unwrap_or(&path);
    let edges = graph.outgoing(workload.node).iter();
    let mut answers = edges
        .filter(|edge| &*edge.attribute == attribute)
        .filter_map(|edge| is_default_subnet(graph, edge.to))
        .peekable();
    answers.peek().is_some() && answers.all(|is_default| is_default)
}

/// Whether what a list of subnets refers to are default subnets; `None` for what names no subnets.
fn is_default_subnet(graph: &Graph<'_>, id: NodeId) -> Option<bool> {
    let node = graph.node(id);
    let is_data = node.declaration.mode == ResourceMode::Data;
    match node.kind() {
        "aws_default_subnet" => Some(true),
        "aws_subnet" if !is_data => Some(false),
        kind if is_data && LOOKUPS.contains(&kind) => Some(
            node.given("default_for_az").and_then(Value::as_switch) == Some(true)
                || graph
                    .outgoing(id)
                    .iter()
                    .any(|edge| is_default_vpc(graph, edge.to)),
        ),
        _ => None,
    }
}

fn is_default_vpc(graph: &Graph<'_>, id: NodeId) -> bool {
    let node = graph.node(id);
    let is_data = node.declaration.mode == ResourceMode::Data;
    match node.kind() {
        "aws_default_vpc" => true,
        "aws_vpc" if is_data => node.given("default").and_then(Value::as_switch) == Some(true),
        _ => false,
    }
}
