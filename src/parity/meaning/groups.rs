//! Security groups: what each lets through, wherever its rules are written.

use crate::aws::reach::{Direction, GroupId, Peer, Permission};
use crate::diagnostic::Severity;
use crate::graph::{Identity, NodeId};
use crate::source::Span;

use super::super::Found;
use super::super::both::{Both, Which};
use super::super::values::Made;
use super::more::{More, differences, of_other_addresses, replaced};
use super::permissions::{Open, Role, of_groups, told, told_traffic};
use super::world::{Telling, World};

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
