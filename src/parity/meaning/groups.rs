//! Security groups: what each lets through, wherever its rules are written.

use std::collections::BTreeSet;

use crate::aws::reach::{Direction, GroupId, Peer, Permission, Ports};
use crate::diagnostic::Severity;
use crate::graph::{Identity, NodeId};
use crate::source::Span;

use super::super::Found;
use super::super::both::{Both, Which};
use super::intervals::without;
use super::permissions::{Open, Protocol, Role, of_group, told, told_traffic};
use super::world::{Telling, World};

/// The ports of somebody that one side lets through and the other does not.
struct More {
    role: Role,
    protocol: Protocol,
    ports: Both<Vec<Ports>>,
}

/// Adds what differs in groups that both sides have.
pub(super) fn compare(world: &World<'_, '_>, found: &mut Found) {
    let groups = &world.infrastructure(Which::Reference).groups;
    for group in groups.all() {
        let Some(ids) = group.node().and_then(|id| world.matched([id]).next()) else {
            continue;
        };
        let other = match group {
            GroupId::Own(_) => GroupId::Own(ids.other),
            GroupId::OfVpc(_) => GroupId::OfVpc(Identity::Node(ids.other)),
            GroupId::Elsewhere(_) => continue,
        };
        let Some(stack) = world.stack_of(Which::Reference, ids.reference) else {
            continue;
        };
        let groups = Both::new(group.clone(), other);
        for direction in [Direction::In, Direction::Out] {
            compare_direction(world, stack, (&groups, ids), direction, found);
        }
    }
}

fn compare_direction(
    world: &World<'_, '_>,
    stack: usize,
    (groups, ids): (&Both<GroupId>, Both<NodeId>),
    direction: Direction,
    found: &mut Found,
) {
    let open = Both::of(|which| of_group(world, which, (groups.get(which), stack), direction));
    let address = groups.reference.told(world.graph(Which::Reference));
    let path = format!("resource.{address}.{}", direction.word());
    let headers = Both::of(|which| Some(world.node(which, *ids.get(which)).header()));
    let mut more = differences(&open);
    // What is not known on one side may be what the other has more of.
    let doubts = Both::of(|which| doubt(&open, which));
    let is_open = |which: Which, it: &More| {
        let is_doubtful = doubts.get(which.opposite()).is_some() || open.get(which).doubt.is_some();
        !it.ports.get(which).is_empty() && is_doubtful
    };
    let before = more.len();
    more.retain(|it| !is_open(Which::Reference, it) && !is_open(Which::Other, it));
    let has_unknown = open.reference.unknown != open.other.unknown;
    if more.len() < before || has_unknown {
        let reason = doubts.reference.clone().or(doubts.other.clone());
        let reason = reason
            .or(open.reference.doubt.clone())
            .or(open.other.doubt.clone());
        let reason = reason.unwrap_or_else(|| "some of its rules are not known".to_owned());
        world.doubt(stack, path.clone(), headers, reason, found);
    }
    tell_addresses(
        world,
        (stack, &path, direction),
        (&open, headers),
        &mut more,
        found,
    );
    for one in more {
        let shown = Both::of(|which| told_one(world, (&open, direction), &one, which));
        let places = Both::of(|which| place(world, &open, &one, which).or(*headers.get(which)));
        let weaker = match (&shown.reference, &shown.other) {
            (Some(_), None) => Some(Which::Reference),
            (None, Some(_)) => Some(Which::Other),
            _ => None,
        };
        let reason = reason(&one, direction);
        world.tell(telling(&path, weaker, reason), stack, shown, places, found);
    }
}

/// Tells addresses of which each environment has its own, and takes them out.
fn tell_addresses(
    world: &World<'_, '_>,
    (stack, path, direction): (usize, &str, Direction),
    (open, headers): (&Both<Open<'_>>, Both<Option<Span>>),
    more: &mut Vec<More>,
    found: &mut Found,
) {
    for (one, other) in of_other_addresses(more) {
        let shown = Both::new(
            told_one(world, (open, direction), &one, Which::Reference),
            told_one(world, (open, direction), &other, Which::Other),
        );
        let places = Both::new(
            place(world, open, &one, Which::Reference).or(headers.reference),
            place(world, open, &other, Which::Other).or(headers.other),
        );
        let reason = "environments have addresses of their own";
        let telling = Telling {
            legitimate: Some(reason),
            ..telling(path, None, reason)
        };
        world.tell(telling, stack, shown, places, found);
    }
}

fn telling(path: &str, weaker: Option<Which>, reason: &str) -> Telling {
    Telling {
        rule: "parity-security-group",
        path: path.to_owned(),
        weaker,
        severity: Severity::Error,
        reason: reason.to_owned(),
        explained: Vec::new(),
        legitimate: None,
    }
}

fn reason(more: &More, direction: Direction) -> &'static str {
    let is_world = matches!(more.role, Role::Anywhere(_));
    match (is_world, direction) {
        (true, Direction::In) => "one environment is open to the world where the other is not",
        (true, Direction::Out) => {
            "one environment may connect to the world where the other may not"
        }
        (false, _) => {
            "who may connect to whom is a part of the system, and only one environment tests it"
        }
    }
}

/// Why a side may let more through than its rules say: rules that are not understood and that the other has not alike.
fn doubt(open: &Both<Open<'_>>, which: Which) -> Option<String> {
    let own = open.get(which);
    if let Some(reason) = &own.doubt {
        return Some(reason.clone());
    }
    let other = &open.get(which.opposite()).unknown;
    let mut more = own.unknown.iter();
    let more = more.find(|(reason, count)| other.get(*reason).is_none_or(|other| other < count));
    more.map(|(reason, _)| reason.clone())
}

fn differences(open: &Both<Open<'_>>) -> Vec<More> {
    let keys: BTreeSet<&(Role, Protocol)> = Which::ALL
        .into_iter()
        .flat_map(|which| open.get(which).ports.keys())
        .collect();
    let mut found = Vec::new();
    for key in keys {
        let ports = open.as_ref().map(|open| {
            let ports = open.ports.get(key);
            ports.cloned().unwrap_or_default()
        });
        let more = Both::new(
            without(&ports.reference, &ports.other),
            without(&ports.other, &ports.reference),
        );
        if more != Both::default() {
            found.push(More {
                role: key.0.clone(),
                protocol: key.1,
                ports: more,
            });
        }
    }
    found
}

/// Takes out the pairs that are about the same ports and about as many addresses on each side, which are no side's own
/// networks: offices and partners.
fn of_other_addresses(more: &mut Vec<More>) -> Vec<(More, More)> {
    let length = |it: &More| match &it.role {
        Role::Range(_, length) => *length,
        _ => None,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < more.len() {
        let one = &more[at];
        let is_pair = |other: &More| {
            length(one).is_some()
                && length(one) == length(other)
                && one.protocol == other.protocol
                && one.ports == other.ports.clone().swapped()
                && (one.ports.other.is_empty() || one.ports.reference.is_empty())
        };
        match more.iter().skip(at + 1).position(is_pair) {
            Some(behind) => {
                let other = more.remove(at + 1 + behind);
                let one = more.remove(at);
                found.push(if one.ports.other.is_empty() {
                    (one, other)
                } else {
                    (other, one)
                });
            }
            None => at += 1,
        }
    }
    found
}

/// What a side lets through and the other does not.
fn told_one(
    world: &World<'_, '_>,
    (open, direction): (&Both<Open<'_>>, Direction),
    more: &More,
    which: Which,
) -> Option<String> {
    let ports = more.ports.get(which);
    if ports.is_empty() {
        return None;
    }
    let traffic = told_traffic(more.protocol, ports);
    let key = (more.role.clone(), more.protocol);
    let peer = open.get(which).by.get(&key).map(|it| &it.peer);
    let whom = match peer {
        Some(Peer::Range(range)) if !range.is_everything() => range.to_string(),
        _ => told(world, &more.role),
    };
    let towards = match direction {
        Direction::In => "from",
        Direction::Out => "to",
    };
    Some(format!("{traffic} {towards} {whom}"))
}

/// Where a side says it.
fn place(world: &World<'_, '_>, open: &Both<Open<'_>>, more: &More, which: Which) -> Option<Span> {
    let key = (more.role.clone(), more.protocol);
    let permission: &Permission<'_> = open.get(which).by.get(&key)?;
    let written = permission.written.map(|expression| {
        let graph = world.graph(which);
        graph.written_from(permission.node, expression).span
    });
    let node = world.node(which, permission.node);
    Some(written.unwrap_or_else(|| node.place(permission.argument)))
}
