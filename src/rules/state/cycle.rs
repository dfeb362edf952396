//! See `cycle.md`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::plan::RemoteState;
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};

use super::naming::instances;
use super::remote::place;
use super::suspects::Suspects;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-cycle",
        summary: "Stacks read each other's states in a circle.",
        why: "None of them can be applied first: the environment cannot be built anew, neither for a test nor after \
              a disaster.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("cycle.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// How many stacks of a circle are named.
const MAX_NAMED: usize = 8;

/// For each stack, the stacks whose states it reads, each with the place where it does.
type Graph<'c> = BTreeMap<StackId, BTreeMap<StackId, &'c RemoteState>>;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut graph: Graph<'_> = BTreeMap::new();
    let suspects = Suspects::of(context);
    let sound = |state: &&RemoteState| !suspects.write(state);
    for state in context.plan.remote_states().filter(sound) {
        // A stack may read its own state, for what it last applied.
        if let [producer] = state.producers.as_slice()
            && *producer != state.reader
        {
            let reads = graph.entry(state.reader).or_default();
            reads.entry(*producer).or_insert(state);
        }
    }
    drop_ends(&mut graph);
    let mut done: BTreeSet<StackId> = BTreeSet::new();
    for start in graph.keys().copied() {
        if done.contains(&start) {
            continue;
        }
        if let Some(cycle) = shortest_cycle(&graph, start, &done) {
            findings.push(finding(context, &graph, &cycle));
            done.extend(component(&graph, start));
        }
    }
}

/// Leaves only stacks from which a circle can be reached: in a healthy repository, none.
fn drop_ends(graph: &mut Graph<'_>) {
    let mut readers: BTreeMap<StackId, Vec<StackId>> = BTreeMap::new();
    for (reader, reads) in graph.iter() {
        for producer in reads.keys() {
            readers.entry(*producer).or_default().push(*reader);
        }
    }
    let is_end = |id: &StackId| !graph.contains_key(id);
    let mut ends: Vec<StackId> = readers.keys().copied().filter(is_end).collect();
    while let Some(end) = ends.pop() {
        for reader in readers.get(&end).into_iter().flatten() {
            let Some(reads) = graph.get_mut(reader) else {
                continue;
            };
            reads.remove(&end);
            if reads.is_empty() {
                graph.remove(reader);
                ends.push(*reader);
            }
        }
    }
}

/// The shortest way from `start` back to itself, `start` first and not repeated, around stacks already reported.
fn shortest_cycle(
    graph: &Graph<'_>,
    start: StackId,
    done: &BTreeSet<StackId>,
) -> Option<Vec<StackId>> {
    let mut before: BTreeMap<StackId, StackId> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in graph.get(&at).into_iter().flat_map(BTreeMap::keys) {
            if *next == start {
                let mut path = vec![at];
                while path[path.len() - 1] != start {
                    path.push(before[&path[path.len() - 1]]);
                }
                path.reverse();
                return Some(path);
            }
            if !done.contains(next) && !before.contains_key(next) {
                before.insert(*next, at);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// Every stack that lies on some circle with `start`.
fn component(graph: &Graph<'_>, start: StackId) -> BTreeSet<StackId> {
    let mut readers: BTreeMap<StackId, Vec<StackId>> = BTreeMap::new();
    for (reader, reads) in graph {
        for producer in reads.keys() {
            readers.entry(*producer).or_default().push(*reader);
        }
    }
    let forward = |id: StackId| {
        graph
            .get(&id)
            .into_iter()
            .flat_map(BTreeMap::keys)
            .copied()
            .collect()
    };
    let backward = |id: StackId| readers.get(&id).cloned().unwrap_or_default();
    let (after, before) = (reached(start, &forward), reached(start, &backward));
    after.intersection(&before).copied().collect()
}

fn reached(start: StackId, next: &dyn Fn(StackId) -> Vec<StackId>) -> BTreeSet<StackId> {
    let mut seen = BTreeSet::from([start]);
    let mut pending = vec![start];
    while let Some(at) = pending.pop() {
        pending.extend(next(at).into_iter().filter(|id| seen.insert(*id)));
    }
    seen
}

fn finding(context: &Context<'_>, graph: &Graph<'_>, cycle: &[StackId]) -> Finding {
    let path = |id: &StackId| context.repo.stack(*id).path.clone();
    let names: Vec<String> = cycle.iter().chain(cycle.first()).map(path).collect();
    let way = if names.len() > MAX_NAMED {
        let (start, end) = (&names[..MAX_NAMED - 2], &names[names.len() - 2..]);
        format!(
            "{} reads … reads {}",
            start.join(" reads "),
            end.join(" reads ")
        )
    } else {
        names.join(" reads ")
    };
    let message =
        format!("stacks read each other's states in a circle, so none can be applied first: {way}");
    let help = "Move what one of them needs from the other into the stack that comes first, or into a third one";
    let edges: Vec<&RemoteState> = cycle
        .iter()
        .zip(cycle.iter().skip(1).chain(cycle.first()))
        .filter_map(|(reader, producer)| graph.get(reader)?.get(producer).copied())
        .collect();
    let mut finding = Finding::new(&RULE.meta, place(edges[0]), message, help)
        .address(format!("data.terraform_remote_state.{}", edges[0].name()))
        .label(format!("{} reads {}", names[0], names[1]));
    for (at, edge) in edges.iter().enumerate().take(MAX_NAMED).skip(1) {
        finding = finding.related(
            place(edge),
            format!("{} reads {}", names[at], names[at + 1]),
        );
    }
    finding.instances = instances(context, cycle);
    for instance in &mut finding.instances {
        instance.address = None;
    }
    finding
}
