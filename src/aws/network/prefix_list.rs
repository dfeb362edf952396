//! Prefix lists: which addresses are in those that the environment makes.

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::Graph;

use super::super::placement::truth::entry;

/// The values that say the ranges of a list, where the environment makes it and the repository says all of them; `None`
/// for any other list, and for one that would be empty.
pub(in crate::aws) fn entries<'s>(graph: &'s Graph<'_>, value: &Value) -> Option<Vec<&'s Value>> {
    let id = graph.node_named(value, &["id"])?;
    let node = graph.node(id);
    let is_made = node.declaration.mode == ResourceMode::Managed;
    if !is_made || node.kind() != "aws_ec2_managed_prefix_list" {
        return None;
    }
    let [way] = &node.blocks("entry")[..] else {
        return None;
    };
    let is_ignored = node.declaration.ignores(&["entry"]).is_some();
    if is_ignored || !way.is_complete() {
        return None;
    }
    let own = way.certain.iter().map(|block| entry(block, "cidr"));
    let beside = graph.incoming(id).map(|edge| graph.node(edge.from));
    let beside = beside.filter(|it| it.kind() == "aws_ec2_managed_prefix_list_entry");
    let beside = beside.map(|it| it.given("cidr").filter(|_| !it.is_any()));
    let found: Vec<&Value> = own.chain(beside).collect::<Option<_>>()?;
    let takes_more = graph.unseen.iter().any(|call| call.given.contains(&id));
    (!found.is_empty() && !takes_more).then_some(found)
}
