//! Findings on the picture: each at the parts that it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::{ModulePath, ResourceAddress};
use crate::aws::Infrastructure;
use crate::diagnostic::Finding;
use crate::graph::{Graph, NodeId};
use crate::source::Sources;

use super::build::PartsOf;
use super::{Mark, PartId, Picture};

/// Puts the findings about an environment on its picture.
pub(super) fn mark(
    picture: &mut Picture,
    infrastructure: &Infrastructure<'_>,
    parts: &PartsOf,
    (findings, sources): (&[Finding], &Sources),
) {
    let graph = &infrastructure.graph;
    let nodes = by_address(graph);
    let stacks: BTreeSet<&str> = graph
        .stacks
        .iter()
        .map(|id| graph.stack_path(*id))
        .collect();
    let mut marks: BTreeMap<PartId, Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let about = places(finding);
        let here: BTreeSet<(String, String)> = about
            .into_iter()
            .filter(|(stack, _)| stacks.contains(stack.as_str()))
            .collect();
        if here.is_empty() {
            continue;
        }
        let mut found: BTreeSet<PartId> = BTreeSet::new();
        for place in &here {
            let nodes = nodes.get(place).into_iter().flatten();
            found.extend(nodes.filter_map(|node| parts.get(node)).flatten());
        }
        let text = sources.text(finding.span.file);
        let at = picture.marks.len();
        picture.marks.push(Mark {
            rule: finding.meta.id,
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            file: sources.file(finding.span.file).path.clone(),
            line: text.line_column(finding.span.start).line,
            about: here.into_iter().collect(),
            parts: found.iter().copied().collect(),
            fingerprint: finding.fingerprint.clone(),
        });
        for part in found {
            marks.entry(part).or_default().push(at);
        }
    }
    for part in picture.parts_mut() {
        part.marks = marks.remove(&part.id).unwrap_or_default();
    }
}

/// The stacks and addresses that a finding is about.
fn places(finding: &Finding) -> Vec<(String, String)> {
    let subject = &finding.subject;
    let own = subject
        .stack
        .iter()
        .map(|stack| (stack.clone(), subject.address.clone()));
    let instances = finding.instances.iter();
    let instances = instances.map(|it| (it.stack.clone(), it.address.clone()));
    let all = own.chain(instances).collect::<BTreeSet<_>>();
    all.into_iter()
        .map(|(stack, address)| (stack, address.unwrap_or_default()))
        .collect()
}

/// The nodes of each stack by address: by their own, and by that of their block without the keys of instances.
fn by_address(graph: &Graph<'_>) -> BTreeMap<(String, String), Vec<NodeId>> {
    let mut found: BTreeMap<(String, String), Vec<NodeId>> = BTreeMap::new();
    for (id, node) in graph.nodes() {
        let stack = graph.stack_path(node.stack);
        let own = node.address();
        let block = without_keys(&node.instance.owner.address).to_string();
        let is_other = block != own;
        found.entry((stack.to_owned(), own)).or_default().push(id);
        if is_other {
            found.entry((stack.to_owned(), block)).or_default().push(id);
        }
    }
    found
}

fn without_keys(address: &ResourceAddress) -> ResourceAddress {
    let calls = address.module.0.iter();
    ResourceAddress {
        module: ModulePath(calls.map(|(name, _)| (name.clone(), None)).collect()),
        key: None,
        ..address.clone()
    }
}
