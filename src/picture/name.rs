//! What parts are called.

use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, Node, NodeId};

/// The attributes that name a resource, the best first.
const NAMES: &[&str] = &[
    "name",
    "alarm_name",
    "identifier",
    "cluster_identifier",
    "replication_group_id",
    "cluster_id",
    "function_name",
    "domain_name",
    "cluster_name",
    "broker_name",
];

/// What a resource is called: by its name, its `Name` tag, or the end of its address.
pub(super) fn title(node: &Node<'_>) -> String {
    let named = NAMES.iter().find_map(|name| text(node.given(name)?));
    let tag = || text(node.given("tags")?.get("Name")?);
    named.or_else(tag).unwrap_or_else(|| short_address(node))
}

/// The end of a resource's address that tells it from its neighbours: `private["us-east-1a"]`.
pub(super) fn short_address(node: &Node<'_>) -> String {
    let address = &node.instance.owner.address;
    let key = address.key.as_ref().map(ToString::to_string);
    format!("{}{}", address.name, key.unwrap_or_default())
}

/// The text that a value is; what is not known in it is left out with a mark. `None` where nothing of it is known.
pub(super) fn text(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return (!text.trim().is_empty()).then(|| text.to_owned());
    }
    let Shape::Template(parts) = &value.as_unknown()?.shape else {
        return None;
    };
    let mut shown = String::new();
    let mut is_known = false;
    for part in parts.iter() {
        match part {
            Part::Text(text, _) => {
                is_known |= text.as_str().chars().any(char::is_alphanumeric);
                shown.push_str(text.as_str());
            }
            Part::Hole(_) if shown.ends_with('…') => {}
            Part::Hole(_) => shown.push('…'),
        }
    }
    is_known.then_some(shown)
}

/// The short name of a service of AWS: `s3` of `com.amazonaws.us-east-1.s3`.
pub(super) fn service(node: &Node<'_>) -> Option<String> {
    let name = text(node.given("service_name")?)?;
    let end = name.rsplit('.').next()?;
    end.contains(char::is_alphanumeric).then(|| end.to_owned())
}

/// A number or a text as a text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    value
        .as_number()
        .map(ToString::to_string)
        .or_else(|| text(value))
}

/// A type in words, without the provider's name: `aws_mq_broker` is `mq broker`.
pub(super) fn kind_words(kind: &str) -> String {
    let bare = kind.strip_prefix("aws_").unwrap_or(kind);
    bare.replace('_', " ")
}

/// The region that a node's stack belongs to.
pub(super) fn region(graph: &Graph<'_>, node: NodeId) -> Option<String> {
    let stack = graph.node(node).stack;
    graph.plan.repo.stack(stack).place.region.clone()
}
