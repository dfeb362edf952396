//! Which subnets a value names. Where that is not known, subnets are made up that stand for those.

use std::collections::BTreeMap;

use crate::aws::Unsure;
use crate::eval::Value;
use crate::graph::{Identity, Members, NodeId, alternatives, possible};
use crate::plan::Repetition;

use super::build::{Builder, SubnetDraft};
use super::{Part, PartId, Stay, Way, name};

/// What a value that names subnets may stand for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Of(Identity),
    /// Not known: in a region, what is written for it, and why.
    Because(Option<String>, Option<String>, String),
}

/// The subnets that are known by now.
#[derive(Debug, Default)]
pub(super) struct Stays {
    known: BTreeMap<Key, Vec<PartId>>,
    trails: usize,
}

/// At most so many times is it looked for what is written for subnets that are not known.
const MAX_TRAILS: usize = 200;

/// The longest text that names subnets that are not known, in bytes.
const MAX_WRITTEN: usize = 80;

/// An argument of a node: who asks for subnets.
pub(super) type Asking<'a> = (NodeId, &'a str);

impl Stays {
    /// Notes that a part is a subnet of the environment.
    pub(super) fn add(&mut self, node: NodeId, subnet: PartId) {
        let key = Key::Of(Identity::Node(node));
        self.known.entry(key).or_default().push(subnet);
    }
}

/// The subnets that a list names, in whichever way it comes out.
pub(super) fn in_ways(
    builder: &mut Builder<'_, '_>,
    asking: Asking<'_>,
    ways: &[Members<'_>],
) -> Vec<Stay> {
    let mut found: BTreeMap<PartId, bool> = BTreeMap::new();
    for members in ways {
        for member in &members.certain {
            add(builder, asking, (member, ways.len() == 1), &mut found);
        }
        if let Some(others) = members.others {
            add(builder, asking, (others, false), &mut found);
        }
    }
    in_order(found)
}

/// The subnets that one value, or a list of them, names.
pub(super) fn in_value(
    builder: &mut Builder<'_, '_>,
    asking: Asking<'_>,
    value: &Value,
) -> Vec<Stay> {
    let is_single = value.as_str().is_some() || builder.graph().reference(value).is_some();
    if !is_single {
        return in_ways(builder, asking, &alternatives(value));
    }
    let mut found = BTreeMap::new();
    add(builder, asking, (value, true), &mut found);
    in_order(found)
}

fn in_order(found: BTreeMap<PartId, bool>) -> Vec<Stay> {
    let stays = found.into_iter();
    stays
        .map(|(subnet, is_certain)| Stay { subnet, is_certain })
        .collect()
}

fn add(
    builder: &mut Builder<'_, '_>,
    asking: Asking<'_>,
    (value, is_certain): (&Value, bool),
    found: &mut BTreeMap<PartId, bool>,
) {
    let ways = possible(value);
    let is_certain = is_certain && ways.len() == 1;
    for way in ways {
        for subnet in named(builder, asking, way) {
            let known = found.entry(subnet).or_default();
            *known |= is_certain;
        }
    }
}

/// The subnets that a value stands for; one is made up where none is known.
fn named(builder: &mut Builder<'_, '_>, asking: Asking<'_>, value: &Value) -> Vec<PartId> {
    let graph = builder.graph();
    let identity = match graph.node_named(value, &["id", "ids"]) {
        Some(node) => Some(Identity::Node(node)),
        None => graph.identity(value, &["id", "ids"]),
    };
    let unsure = Unsure::of(value);
    let key = match identity {
        Some(identity) => Key::Of(identity),
        None => {
            let region = name::region(graph, asking.0);
            Key::Because(region, written(builder, asking), unsure.reason.clone())
        }
    };
    if let Some(found) = builder.stays.known.get(&key) {
        return found.clone();
    }
    let network = builder.network_of(asking.0, None);
    let part = made_up(builder, &key, asking.1, unsure.reason);
    let id = part.id;
    let draft = SubnetDraft {
        group: String::new(),
        part,
        network,
        zone: Err("which subnets they are is not known".to_owned()),
        way: Way::Unknown,
        nats: Vec::new(),
    };
    builder.subnets.insert(id, draft);
    builder.stays.known.insert(key, vec![id]);
    vec![id]
}

/// What the repository writes for what is not known: the last expression on the way to it, such as
/// `module.vpc.private_subnets`, where that is short.
fn written(builder: &mut Builder<'_, '_>, (near, path): Asking<'_>) -> Option<String> {
    let graph = builder.graph();
    let node = graph.node(near);
    let argument = node.argument(path)?;
    let sources = graph.plan.repo.sources;
    let mut spans = vec![argument.span];
    if builder.stays.trails < MAX_TRAILS {
        builder.stays.trails += 1;
        let trail = graph
            .plan
            .trail(node.stack, node.module_at, &Repetition::None, argument);
        spans.extend(trail.steps.iter().map(|step| step.span));
    }
    // Blocks and sources are places too, but no expressions that name something.
    let is_name = |text: &str| {
        let is_short = !text.is_empty() && text.len() <= MAX_WRITTEN;
        // What is repeated over is another expression's business.
        let is_own = !text.starts_with("each.") && !text.starts_with("count.");
        is_short && is_own && text.contains('.') && !text.contains(['\n', '{', '"', '(', ' '])
    };
    let mut texts = spans.into_iter().rev().map(|span| sources.snippet(span));
    texts.find(|text| is_name(text)).map(str::to_owned)
}

/// What stands for subnets that the environment does not make.
fn made_up(builder: &mut Builder<'_, '_>, key: &Key, path: &str, reason: String) -> Part {
    let elsewhere = "it is not made in this repository";
    let (mut part, doubt) = match key {
        Key::Of(Identity::Node(node)) => {
            let mut part = builder.part_of(*node, "subnets");
            let node = builder.graph().node(*node);
            part.title = node.address();
            let is_data = !node.declaration.mode.prefix().is_empty();
            let found = "they are looked up in the account, not made in this repository";
            (part, if is_data { found.to_owned() } else { reason })
        }
        Key::Of(Identity::Text(text)) => {
            let is_group = path.ends_with("group_name");
            let what = if is_group { "subnet group" } else { "subnet" };
            (builder.part(what, text), elsewhere.to_owned())
        }
        Key::Of(Identity::Symbol(symbol)) => {
            let owner = &symbol.owner;
            let mut part = builder.part("subnet", owner.address.to_string());
            part.stack = owner.stack.to_string();
            part.address.clone_from(&part.title);
            (part, "it belongs to another environment".to_owned())
        }
        Key::Because(_, written, _) => {
            let title = written.clone();
            let title = title.unwrap_or_else(|| "subnets that are not known".to_owned());
            (builder.part("subnets", title), reason)
        }
    };
    part.doubt = Some(doubt);
    part
}
