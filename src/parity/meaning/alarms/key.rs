//! What an alarm watches, in words that are the same on both sides.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::address::ResourceMode;
use crate::aws::alarms::{Alarm, Watch};
use crate::eval::{Part, Shape, Value};
use crate::graph::{NodeId, possible};

use super::super::super::both::{Both, Which};
use super::super::super::sketch::NAMES;
use super::super::world::{World, block_of};

/// What an alarm watches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Each metric with its dimensions.
    watches: BTreeSet<(String, BTreeMap<String, Role>)>,
}

/// What a dimension names, as both sides would.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// An instance that both sides have, by its id on the reference.
    Same(NodeId),
    /// A text in common words.
    Text(String),
}

/// The instances of both sides by name, where only one has it.
pub(super) struct Named(Both<HashMap<String, Option<NodeId>>>);

impl Named {
    pub(super) fn of(world: &World<'_, '_>) -> Self {
        Self(Both::of(|which| {
            let mut found: HashMap<String, Option<NodeId>> = HashMap::new();
            for (id, node) in world.graph(which).nodes() {
                if node.declaration.mode != ResourceMode::Managed {
                    continue;
                }
                let given = NAMES.iter().filter_map(|name| node.given(name));
                let names: BTreeSet<&str> = given.filter_map(Value::as_str).collect();
                for name in names {
                    let entry = found.entry(name.to_owned()).or_insert(Some(id));
                    *entry = entry.filter(|known| *known == id);
                }
            }
            found
        }))
    }
}

/// What an alarm watches; `None` where not all of that is known.
pub(super) fn key_of(
    world: &World<'_, '_>,
    named: &Named,
    (which, stack): (Which, usize),
    alarm: &Alarm<'_>,
) -> Option<Key> {
    if alarm.others.is_some() || alarm.watches.is_empty() {
        return None;
    }
    let watches = alarm.watches.iter().map(|watch| {
        let (namespace, name) = watch.metric()?;
        let metric = world.common(which, stack, &format!("{namespace} {name}"));
        let mut roles = BTreeMap::new();
        for (name, value) in dimensions(watch)? {
            roles.insert(name.to_owned(), role(world, named, (which, stack), value)?);
        }
        Some((metric, roles))
    });
    let watches = watches.collect::<Option<_>>()?;
    Some(Key { watches })
}

/// The dimensions of a metric by name; `None` where they are not known.
fn dimensions<'v>(watch: &Watch<'v>) -> Option<Vec<(&'v str, &'v Value)>> {
    let Some(value) = watch.dimensions else {
        return Some(Vec::new());
    };
    let set = value
        .entries()?
        .iter()
        .filter(|(_, value)| !value.is_null());
    Some(set.map(|(name, value)| (&**name, value)).collect())
}

/// What a dimension names; `None` where that is not known.
fn role(
    world: &World<'_, '_>,
    named: &Named,
    (which, stack): (Which, usize),
    value: &Value,
) -> Option<Role> {
    if let Some(text) = value.as_str() {
        let node = named.0.get(which).get(text).copied().flatten();
        let same = node.and_then(|node| world.in_reference(which, node));
        return Some(match same {
            Some(same) => Role::Same(same),
            None => Role::Text(world.common(which, stack, text)),
        });
    }
    let [one] = possible(value)[..] else {
        return None;
    };
    if let Some(reference) = world.graph(which).reference(one) {
        return Some(match world.in_reference(which, reference.node) {
            Some(same) => Role::Same(same),
            None => Role::Text(block_of(world.node(which, reference.node))),
        });
    }
    let unknown = one.as_unknown()?;
    match &unknown.shape {
        Shape::Symbol(symbol) => Some(Role::Text(world.common(which, stack, &symbol.to_string()))),
        Shape::Template(parts) => {
            let mut text = String::new();
            for part in parts.iter() {
                match part {
                    Part::Text(known, _) => {
                        text.push_str(&world.common(which, stack, known.as_str()));
                    }
                    Part::Hole(hole) => match role(world, named, (which, stack), hole)? {
                        Role::Same(node) => text.extend(["<", &node.0.to_string(), ">"]),
                        Role::Text(other) => text.extend(["<", &other, ">"]),
                    },
                }
            }
            Some(Role::Text(text))
        }
        _ => None,
    }
}

/// What an alarm watches, for people: `AWS/ECS CPUUtilization (aws_ecs_service.this)`.
pub(super) fn told(world: &World<'_, '_>, key: &Key) -> String {
    let watches = key.watches.iter().map(|(metric, roles)| {
        let roles: Vec<String> = roles
            .values()
            .map(|role| match role {
                Role::Same(node) => world.node(Which::Reference, *node).address(),
                Role::Text(text) => text.clone(),
            })
            .collect();
        if roles.is_empty() {
            metric.clone()
        } else {
            format!("{metric} ({})", roles.join(", "))
        }
    });
    watches.collect::<Vec<String>>().join(" and ")
}
