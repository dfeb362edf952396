//! Security groups: what each lets through, wherever its rules are written.

use std::collections::BTreeSet;

use crate::aws::reach::{Direction, GroupId, Peer, Permission, Ports};
use crate::diagnostic::Severity;
use crate::graph::{Identity, NodeId};
use crate::source::Span;

use super::super::Found;
use super::super::both::{Both, Which};
use super::super::values::Made;
use super::intervals::without;
use super::permissions::{Open, Protocol, Role, of_groups, told, told_traffic};
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
    let open = of_groups(world, (groups, stack), direction);
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
    for (one, other) in replaced(&mut more) {
        let both = Both::new(&one, &other);
        let shown = Both::of(|which| told_one(world, (&open, direction), both.get(which), which));
        let places =
            Both::of(|which| place(world, &open, both.get(which), which).or(*headers.get(which)));
        let weaker = wider(&open, both);
        let is_world = |it: &More| matches!(it.role, Role::Anywhere(_));
        let telling = Telling {
            explained: explained(world, &open, both),
            made: made(world, &open, both),
            ..telling(
                &path,
                weaker,
                reason(if is_world(&other) { &other } else { &one }, direction),
            )
        };
        world.tell(telling, stack, shown, places, found);
    }
    for one in more {
        let shown = Both::of(|which| told_one(world, (&open, direction), &one, which));
        let places = Both::of(|which| place(world, &open, &one, which).or(*headers.get(which)));
        let weaker = match (&shown.reference, &shown.other) {
            (Some(_), None) => Some(Which::Reference),
            (None, Some(_)) => Some(Which::Other),
            _ => None,
        };
        let telling = Telling {
            explained: explained(world, &open, Both::new(&one, &one)),
            made: made(world, &open, Both::new(&one, &one)),
            written: Both::of(|which| port_of(world, &open, &one, which)),
            ..telling(&path, weaker, reason(&one, direction))
        };
        world.tell(telling, stack, shown, places, found);
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

fn telling(path: &str, weaker: Option<Which>, reason: &'static str) -> Telling {
    Telling {
        rule: "parity-security-group",
        path: path.to_owned(),
        weaker,
        severity: Severity::Error,
        reason,
        explained: Vec::new(),
        written: Both::default(),
        legitimate: None,
        made: Vec::new(),
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
                protocol: key.1.clone(),
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

/// Takes out the rules of which each side has one about the same ports and for somebody else: one rule that was
/// changed. First those for addresses, and then those of which there is only one on each side.
fn replaced(more: &mut Vec<More>) -> Vec<(More, More)> {
    let is_address = |it: &More| {
        matches!(
            it.role,
            Role::Range(..) | Role::Anywhere(_) | Role::Network(_)
        )
    };
    let mut found = Vec::new();
    for is_wanted in [&is_address as &dyn Fn(&More) -> bool, &|_| true] {
        let keys: BTreeSet<(Protocol, Vec<Ports>)> = more.iter().filter_map(traffic).collect();
        for key in keys {
            let of = |which: Which| -> Vec<usize> {
                let all = more.iter().enumerate();
                let own = all.filter(|(_, it)| {
                    is_wanted(it)
                        && !it.ports.get(which).is_empty()
                        && traffic(it).as_ref() == Some(&key)
                });
                own.map(|(at, _)| at).collect()
            };
            let [one] = of(Which::Reference)[..] else {
                continue;
            };
            let [other] = of(Which::Other)[..] else {
                continue;
            };
            let last = more.remove(one.max(other));
            let first = more.remove(one.min(other));
            found.push(if one < other {
                (first, last)
            } else {
                (last, first)
            });
        }
    }
    found
}

/// What a rule is about that only one side has.
fn traffic(more: &More) -> Option<(Protocol, Vec<Ports>)> {
    let ports = match (more.ports.reference.is_empty(), more.ports.other.is_empty()) {
        (false, true) => &more.ports.reference,
        (true, false) => &more.ports.other,
        _ => return None,
    };
    // Another type of ICMP is another rule about ICMP.
    let protocol = match &more.protocol {
        Protocol::WithoutPorts(name, _) => Protocol::WithoutPorts(name.clone(), None),
        protocol => protocol.clone(),
    };
    Some((protocol, ports.clone()))
}

/// The side that lets more addresses through by a rule, where both name addresses.
fn wider(open: &Both<Open<'_>>, both: Both<&More>) -> Option<Which> {
    let lengths = Both::of(|which| {
        let more = both.get(which);
        let key = (more.role.clone(), more.protocol.clone());
        match open.get(which).by.get(&key).map(|it| &it.peer) {
            Some(Peer::Range(range)) => Some(range.length()),
            _ => None,
        }
    });
    let lengths = lengths.both()?;
    match lengths.reference.cmp(&lengths.other) {
        std::cmp::Ordering::Less => Some(Which::Reference),
        std::cmp::Ordering::Greater => Some(Which::Other),
        std::cmp::Ordering::Equal => None,
    }
}

/// What may be told already and makes rules differ: that one side does not know a state which the other reads.
fn explained(
    world: &World<'_, '_>,
    open: &Both<Open<'_>>,
    both: Both<&More>,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for which in Which::ALL {
        let more = both.get(which);
        let key = (more.role.clone(), more.protocol.clone());
        if let Some(permission) = open.get(which).by.get(&key) {
            found.extend(world.unread_by(which, permission.node));
        }
    }
    found
}

/// The rules that let more through, each by what it says of it: that it is there, its ports, or its peer.
fn made(world: &World<'_, '_>, open: &Both<Open<'_>>, both: Both<&More>) -> Vec<Made> {
    let mut found = Vec::new();
    for which in Which::ALL {
        let more = both.get(which);
        let key = (more.role.clone(), more.protocol.clone());
        let rule = open.get(which).by.get(&key);
        let Some(rule) = rule.filter(|_| !more.ports.get(which).is_empty()) else {
            continue;
        };
        let has_ports_there = open.get(which.opposite()).ports.contains_key(&key);
        // A block of a group is told apart by its group's argument only.
        let is_block = world
            .node(which, rule.node)
            .attribute("from_port")
            .is_none();
        let arguments: &[&str] = match (is_block, has_ports_there) {
            (true, _) => &[rule.direction.word()],
            (false, true) => &["from_port", "to_port"],
            (false, false) => &[rule.argument],
        };
        found.extend(
            arguments
                .iter()
                .map(|it| world.made_by(which, rule.node, it)),
        );
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
    let traffic = told_traffic(&more.protocol, ports);
    let key = (more.role.clone(), more.protocol.clone());
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

/// Where the port of a rule was written, whoever passed it on.
fn port_of(
    world: &World<'_, '_>,
    open: &Both<Open<'_>>,
    more: &More,
    which: Which,
) -> Option<Span> {
    let key = (more.role.clone(), more.protocol.clone());
    let permission: &Permission<'_> = open.get(which).by.get(&key)?;
    let port = world.node(which, permission.node).attribute("from_port")?;
    let span = port.place()?;
    Some(world.pairing.context.sources.visible(span))
}

/// Where a side says it.
fn place(world: &World<'_, '_>, open: &Both<Open<'_>>, more: &More, which: Which) -> Option<Span> {
    let key = (more.role.clone(), more.protocol.clone());
    let permission: &Permission<'_> = open.get(which).by.get(&key)?;
    let written = permission.written.map(|expression| {
        let graph = world.graph(which);
        graph.written_from(permission.node, expression).span
    });
    let node = world.node(which, permission.node);
    Some(written.unwrap_or_else(|| node.place(permission.argument)))
}
