//! Resources that add something to another one, and name it: the listeners of a load balancer, the policy of a bucket.

use std::collections::BTreeSet;

use crate::address::ResourceMode;
use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, Identity, NodeId, possible};
use crate::hcl::{ExpressionKind, step_name};

use super::Unsure;
use super::placement::cluster::is_near;
use super::placement::truth::Truth;

/// How resources of some types name the one that they add to.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'n> {
    /// Their types.
    pub kinds: &'n [&'n str],
    /// The argument that names the other one.
    pub argument: &'n str,
    /// The other one's attributes that it may be named by.
    pub attributes: &'n [&'n str],
    /// The other one's argument with its name, which may also be written out, alone or in an ARN.
    pub name: &'n str,
}

/// What adds to a resource.
#[derive(Debug, Clone, Default)]
pub struct Companions {
    /// What certainly does, in order.
    pub certain: Vec<NodeId>,
    /// Why there may be more.
    pub others: Option<Unsure>,
}

/// Whether a resource is the one that is named.
enum Match {
    Yes,
    No,
    Open,
}

/// The resources that add to this one.
pub fn companions(graph: &Graph<'_>, subject: NodeId, naming: &Naming<'_>) -> Companions {
    let mut found = Companions::default();
    for id in candidates(graph, subject, (naming.kinds, naming.argument)) {
        let node = graph.node(id);
        let is_certain = !node.is_any() || graph.are_parallel(id, subject);
        if let Some(instances) = graph.of_set_keys(id, &[naming.argument]) {
            for instance in &instances {
                if let Some(value) = instance.get(naming.argument) {
                    found.add(graph, (subject, naming), (id, value), true);
                }
            }
        } else if let Some(value) = node.given(naming.argument) {
            found.add(graph, (subject, naming), (id, value), is_certain);
        }
    }
    let mut unseen = graph.unseen.iter();
    if let Some(call) = unseen.find(|call| call.given.contains(&subject)) {
        found.others.get_or_insert(Unsure::of_unseen(call, ""));
    }
    found
}

/// The resources of some types that may add to this one, which an argument names: those that refer to it, and those
/// that name theirs otherwise.
pub(super) fn candidates(
    graph: &Graph<'_>,
    subject: NodeId,
    (kinds, argument): (&[&str], &str),
) -> BTreeSet<NodeId> {
    let edges = graph.incoming(subject);
    let refers = edges.filter(|edge| {
        *edge.attribute == *argument && kinds.contains(&graph.node(edge.from).kind())
    });
    let mut found: BTreeSet<NodeId> = refers.map(|edge| edge.from).collect();
    for kind in kinds {
        found.extend(graph.loose(kind, argument).iter());
    }
    found.retain(|id| graph.node(*id).declaration.mode == ResourceMode::Managed);
    found
}

impl Companions {
    /// Whether there are none.
    pub fn are_none(&self) -> Truth {
        match &self.others {
            _ if !self.certain.is_empty() => Truth::No,
            Some(unsure) => Truth::Open(unsure.clone()),
            None => Truth::Yes,
        }
    }

    fn add(
        &mut self,
        graph: &Graph<'_>,
        (subject, naming): (NodeId, &Naming<'_>),
        (id, value): (NodeId, &Value),
        is_certain: bool,
    ) {
        let ways = possible(value);
        for way in &ways {
            match named(graph, (subject, naming), (id, way)) {
                Match::No => {}
                Match::Yes if is_certain && ways.len() == 1 => self.certain.push(id),
                Match::Yes if !is_certain => {
                    let reason = format!(
                        "how many of {} there are is not known",
                        graph.node(id).address()
                    );
                    let unsure = Unsure::new(reason, Some(graph.node(id).header()));
                    self.others.get_or_insert(unsure);
                }
                Match::Yes | Match::Open => {
                    self.others.get_or_insert(Unsure::of(value));
                }
            }
        }
    }
}

fn named(
    graph: &Graph<'_>,
    (subject, naming): (NodeId, &Naming<'_>),
    (id, value): (NodeId, &Value),
) -> Match {
    let own = graph.node(subject);
    let by_name = |name: &str| match own.given(naming.name).and_then(Value::as_str) {
        Some(called) if is_called(name, called) => {
            if is_near(graph, subject, id) {
                Match::Yes
            } else {
                Match::No
            }
        }
        Some(_) => Match::No,
        None => Match::Open,
    };
    match graph.identity(value, naming.attributes) {
        Some(Identity::Node(found)) if found == subject => Match::Yes,
        Some(Identity::Node(found)) => {
            let other = graph.node(found);
            if other.declaration.mode != ResourceMode::Data || other.kind() != own.kind() {
                return Match::No;
            }
            match other.given(naming.name).and_then(Value::as_str) {
                Some(name) => by_name(name),
                None => Match::Open,
            }
        }
        Some(Identity::Text(text)) => by_name(&text),
        // What an attribute of something else says, which is no name of this one unless that reads it.
        Some(Identity::Symbol(symbol)) => match graph.find(&symbol.owner) {
            Some(found) if graph.node(found).declaration.mode == ResourceMode::Data => Match::Open,
            _ => Match::No,
        },
        None => match own.given(naming.name) {
            // The name is not known, but whose it is.
            Some(_)
                if graph.are_parallel(id, subject)
                    && reads(graph, (id, naming.argument), subject) =>
            {
                Match::Yes
            }
            Some(name) if name.as_str().is_some_and(|name| !may_be(value, name)) => Match::No,
            _ => Match::Open,
        },
    }
}

/// Whether an argument is an attribute of the block of another instance in the same module, and nothing else.
fn reads(graph: &Graph<'_>, (id, argument): (NodeId, &str), subject: NodeId) -> bool {
    let own = &graph.node(subject).declaration;
    let written = graph.node(id).argument(argument).map(|it| &it.kind);
    let Some(ExpressionKind::Access(access)) = written else {
        return false;
    };
    let is_kind =
        matches!(&access.base.kind, ExpressionKind::Variable(root) if **root == *own.kind);
    is_kind && step_name(&access.steps, 0) == Some(own.name)
}

/// Whether a text of which not all is known may be this one.
fn may_be(value: &Value, name: &str) -> bool {
    let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return true;
    };
    let text = |part: Option<&Part>| match part {
        Some(Part::Text(text, _)) => text.as_str().to_owned(),
        _ => String::new(),
    };
    let (start, end) = (text(parts.first()), text(parts.last()));
    // An ARN holds the name wherever it does.
    start.starts_with("arn:") || name.starts_with(&start) && name.ends_with(&end)
}

/// Whether a text is this name, or an ARN that holds it.
fn is_called(text: &str, name: &str) -> bool {
    text == name || text.starts_with("arn:") && text.split(['/', ':']).any(|part| part == name)
}
