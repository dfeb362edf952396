//! What the rules that judge instances share: how a finding about one is told.

use crate::aws::placement::truth::Truth;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{Finding, Instance, Meta, Note, Verdict};
use crate::graph::{Graph, NodeId};
use crate::hcl::Expression;

/// A finding about an argument (`a.b` for one inside a block) of an instance, placed where the argument gets its value.
pub(super) fn failed(
    infrastructure: &Infrastructure<'_>,
    meta: &'static Meta,
    (id, path): (NodeId, &str),
    (message, help): (String, String),
) -> Finding {
    let graph = &infrastructure.graph;
    let written = graph.written(id, path);
    let mut finding = Finding::new(meta, written.span, message, help);
    finding.related = written.trail;
    about(infrastructure, (id, path), finding)
}

/// The same of an argument in one of several blocks, by what is written there; the block's first line where it is not.
pub(super) fn failed_by<'g>(
    infrastructure: &Infrastructure<'g>,
    meta: &'static Meta,
    (id, path, written): (NodeId, &str, Option<&'g Expression>),
    (message, help): (String, String),
) -> Finding {
    let graph = &infrastructure.graph;
    let Some(expression) = written else {
        return failed(infrastructure, meta, (id, path), (message, help));
    };
    let written = graph.written_from(id, expression);
    let mut finding = Finding::new(meta, written.span, message, help);
    finding.related = written.trail;
    about(infrastructure, (id, path), finding)
}

/// The same at the argument itself, where not its value is at fault but that it stands there.
pub(super) fn where_it_stands(
    infrastructure: &Infrastructure<'_>,
    (id, path): (NodeId, &str),
    mut finding: Finding,
) -> Finding {
    if finding.verdict == Verdict::Fail {
        finding.span = infrastructure.graph.node(id).place(path);
        finding.related.clear();
    }
    finding
}

/// The same with the way that leads to the verdict, from the instance to what decides it.
pub(super) fn with_evidence(mut finding: Finding, evidence: &[Note]) -> Finding {
    finding.trail.extend(evidence.iter().cloned());
    finding
}

/// The address of the block that an instance is made by, in its stack: that of the instance without its key.
pub(super) fn block_of(graph: &Graph<'_>, id: NodeId) -> String {
    let node = graph.node(id);
    let (address, own) = (node.address(), node.declaration.address());
    match address.rfind(&own) {
        Some(at) => address[..at + own.len()].to_owned(),
        None => address,
    }
}

/// That an argument of an instance cannot be judged: `what` is not known, as a clause such as "where the packets of
/// `aws_subnet.a` go is not known".
pub(super) fn undetermined(
    infrastructure: &Infrastructure<'_>,
    meta: &'static Meta,
    (id, path): (NodeId, &str),
    (what, unsure): (&str, &Unsure),
) -> Finding {
    let node = infrastructure.graph.node(id);
    let span = unsure.at.unwrap_or_else(|| node.place(path));
    let reason = format!("{what}, because {}", unsure.reason);
    about(
        infrastructure,
        (id, path),
        Finding::undetermined(meta, span, reason),
    )
}

/// What is to be said where an argument of an instance is certainly at fault, or may be: in the first case message and
/// help, in the second what is not known. Nothing where it is not.
pub(super) fn judged(
    infrastructure: &Infrastructure<'_>,
    meta: &'static Meta,
    place: (NodeId, &str),
    is_at_fault: &Truth,
    words: (&dyn Fn() -> (String, String), &str),
) -> Option<Finding> {
    match is_at_fault {
        Truth::No => None,
        Truth::Yes => Some(failed(infrastructure, meta, place, words.0())),
        Truth::Open(unsure) => {
            let words = (words.1, unsure);
            Some(undetermined(infrastructure, meta, place, words))
        }
    }
}

/// The finding with its subject: the block, and this instance of it.
fn about(
    infrastructure: &Infrastructure<'_>,
    (id, path): (NodeId, &str),
    finding: Finding,
) -> Finding {
    let graph = &infrastructure.graph;
    let node = graph.node(id);
    let stack = graph.plan.repo.stack(node.stack);
    let mut finding = finding.address(node.declaration.address());
    if !path.is_empty() {
        finding = finding.attribute(path);
    }
    finding.instances.push(Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some(node.address()),
    });
    finding
}
