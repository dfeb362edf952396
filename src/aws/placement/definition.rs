//! Task definitions: which one tasks run, and what its containers say.

use std::sync::Arc;

use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, NodeId, possible};

use super::super::Unsure;
use super::cluster::{is_made, is_near};
use super::truth::{Argument, Truth, argument, block, entry, is_text};

const KIND: &str = "aws_ecs_task_definition";

/// The task definition of the environment that a value names, as seen from an instance.
pub(super) fn named(graph: &Graph<'_>, near: NodeId, value: &Value) -> Result<NodeId, Unsure> {
    let mut found = None;
    for way in possible(value) {
        let definition = one_named(graph, near, way)?;
        if found
            .replace(definition)
            .is_some_and(|other| other != definition)
        {
            return Err(Unsure::of(value));
        }
    }
    found.ok_or_else(|| Unsure::of(value))
}

fn one_named(graph: &Graph<'_>, near: NodeId, value: &Value) -> Result<NodeId, Unsure> {
    let attributes = ["arn", "id", "arn_without_revision", "family"];
    let is_definition = |id: &NodeId| is_made(graph, *id, KIND);
    let by_attribute = graph.node_named(value, &attributes);
    if let Some(id) = by_attribute.filter(is_definition) {
        return Ok(id);
    }
    if let Some(family) = value.as_str() {
        return of_family(graph, near, family).ok_or_else(|| Unsure::of(value));
    }
    let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return Err(Unsure::of(value));
    };
    by_revision(graph, parts)
        .filter(is_definition)
        .ok_or_else(|| Unsure::of(value))
}

/// The only definition of a family. A family without a revision is its latest one.
fn of_family(graph: &Graph<'_>, near: NodeId, family: &str) -> Option<NodeId> {
    let definitions = graph.resources(KIND);
    let mut found = definitions.filter(|(id, node)| {
        let is_called = node.given("family").and_then(Value::as_str) == Some(family);
        is_called && is_near(graph, near, *id)
    });
    let (first, _) = found.next()?;
    found.next().is_none().then_some(first)
}

/// The definition of a text `FAMILY:REVISION` whose revision is that of one definition, and whose family is too.
fn by_revision(graph: &Graph<'_>, parts: &Arc<[Part]>) -> Option<NodeId> {
    let Part::Hole(revision) = parts.last()? else {
        return None;
    };
    let node = graph.node_named(revision, &["revision"])?;
    let mut family = String::new();
    for part in &parts[..parts.len() - 1] {
        match part {
            Part::Text(text, _) => family.push_str(text.as_str()),
            Part::Hole(hole) => {
                let of = graph.node_named(hole, &["family", "id", "arn_without_revision"])?;
                if of != node || !family.is_empty() {
                    return None;
                }
            }
        }
    }
    let own = graph.node(node).given("family").and_then(Value::as_str);
    let family = family.strip_suffix(':')?;
    (family.is_empty() || own == Some(family)).then_some(node)
}

/// The entry of a container, or of an object in it, by a name whose case does not matter: the provider reads documents
/// so.
pub fn field<'v>(object: &'v Value, name: &str) -> Vec<Argument<'v>> {
    let entries = match object.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Partial(entries)) => entries,
        Some(_) => return vec![Argument::Open(Unsure::of(object))],
        None => match object.entries() {
            Some(entries) => entries,
            None => return vec![Argument::Absent],
        },
    };
    let found = entries
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    match found {
        Some((_, value)) => argument(Some(value)),
        None if object.is_known() => vec![Argument::Absent],
        None => vec![Argument::Open(Unsure::of(object))],
    }
}

/// The value of a field that is certainly given.
pub fn given<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    certain(object, name).ok().flatten()
}

/// The value of a field, `None` where it is certainly not given.
pub fn certain<'v>(object: &'v Value, name: &str) -> Result<Option<&'v Value>, Unsure> {
    let ways = field(object, name);
    match &ways[..] {
        [Argument::Given(value)] => Ok(Some(value)),
        [Argument::Absent] => Ok(None),
        [Argument::Open(unsure)] => Err(unsure.clone()),
        _ => Err(Unsure::of(object)),
    }
}

/// The switch that a container has under this name; `default` where it is not given.
pub fn switch(container: &Value, name: &str, default: bool) -> Truth {
    let ways = field(container, name).into_iter().map(|way| match way {
        Argument::Absent => Truth::of(default),
        Argument::Given(value) => match value.as_switch() {
            Some(flag) => Truth::of(flag),
            None => Truth::Open(Unsure::of(value)),
        },
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, Some(container))
}

/// Whether a container says something under this name.
pub fn is_said(container: &Value, name: &str) -> Truth {
    let ways = field(container, name).into_iter().map(|way| match way {
        Argument::Absent => Truth::No,
        Argument::Given(_) => Truth::Yes,
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, Some(container))
}

/// Whether a task definition is for Windows, of whichever version.
pub fn is_for_windows(graph: &Graph<'_>, definition: NodeId) -> Truth {
    let platform = graph.node(definition).given("runtime_platform");
    let ways = block(platform).into_iter().map(|way| match way {
        Argument::Absent => Truth::No,
        Argument::Given(platform) => {
            is_text(entry(platform, "operating_system_family"), "LINUX", "LINUX").opposite()
        }
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, platform)
}
