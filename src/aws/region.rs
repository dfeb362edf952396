//! In which region something is made.

use crate::graph::{Graph, NodeId};
use crate::hcl::{as_reference, step_name};

/// The region that an instance is made in: that of its own argument, else that of its provider's configuration, else that of
/// its stack's folder.
pub fn region_of<'g>(graph: &Graph<'g>, id: NodeId) -> Option<&'g str> {
    let node = graph.node(id);
    if let Some(own) = node.given("region") {
        return own.as_str();
    }
    let alias = node.argument("provider").and_then(as_reference);
    let name = match &alias {
        Some((root, steps)) => match step_name(steps, 0) {
            Some(alias) => format!("{root}.{alias}"),
            None => (*root).to_owned(),
        },
        None => "aws".to_owned(),
    };
    let configured = node.module.providers.get(&name);
    if let Some(region) = configured
        .and_then(|it| it.get("region"))
        .filter(|it| !it.is_null())
    {
        return region.as_str();
    }
    // An alias is there to make something elsewhere.
    let place = &graph.plan.repo.stack(node.stack).place;
    place.region.as_deref().filter(|_| alias.is_none())
}
