//! What one security group lets through, in words that are the same on both sides.

use std::collections::BTreeMap;

use crate::aws::reach::{Direction, GroupId, Peer, Permission, Ports, Traffic, Transport};
use crate::graph::{Identity, NodeId};

use super::super::both::Which;
use super::intervals::merged;
use super::world::World;

/// Whom a rule names, as both sides would.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Every address of a family.
    Anywhere(&'static str),
    /// Addresses, in common words; their length, where they are no part of the side's own networks.
    Range(String, Option<u8>),
    /// The addresses of an instance, by its id on the reference.
    Network(NodeId),
    /// A group that both sides have, by its id on the reference.
    Group(NodeId),
    /// The group itself.
    Itself,
    /// The default group of a VPC.
    Default,
    /// A group that is made elsewhere: each environment has its own.
    Elsewhere,
    /// A prefix list.
    List,
}

/// Protocols, with ports where they have some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Protocol {
    Everything,
    Of(Transport),
    WithoutPorts,
}

/// What a group lets through in one direction.
#[derive(Debug, Default)]
pub(super) struct Open<'g> {
    /// The ports by whom and what.
    pub(super) ports: BTreeMap<(Role, Protocol), Vec<Ports>>,
    /// A rule that says so.
    pub(super) by: BTreeMap<(Role, Protocol), &'g Permission<'g>>,
    /// How many rules are not understood, by why they are not.
    pub(super) unknown: BTreeMap<String, usize>,
    /// Rules for groups that only this side has: they follow from that.
    pub(super) doubt: Option<String>,
}

/// What a group of one side lets through.
pub(super) fn of_group<'g>(
    world: &World<'_, 'g>,
    which: Which,
    (group, stack): (&GroupId, usize),
    direction: Direction,
) -> Open<'g> {
    let infrastructure = world.infrastructure(which);
    let groups = &infrastructure.groups;
    let doubt = groups.doubt(&infrastructure.graph, group, direction);
    let floating = groups.floating(direction).next();
    let mut open = Open {
        doubt: doubt
            .map(|unsure| unsure.reason)
            .or(floating.map(|_| "whose rule one is, is not known".to_owned())),
        ..Open::default()
    };
    for permission in groups.permissions(group, direction) {
        let role = role(world, which, (group, stack), &permission.peer);
        let role = match role {
            Ok(Some(role)) => role,
            Ok(None) => continue,
            Err(reason) => {
                *open.unknown.entry(reason).or_default() += 1;
                continue;
            }
        };
        let (protocol, ports) = match &permission.traffic {
            Traffic::Everything => (Protocol::Everything, Ports::ALL),
            Traffic::Ports(transport, ports) => (Protocol::Of(*transport), *ports),
            Traffic::Other => (Protocol::WithoutPorts, Ports::ALL),
            Traffic::Unknown(_, unsure) => {
                *open.unknown.entry(unsure.reason.clone()).or_default() += 1;
                continue;
            }
        };
        if let Some(unsure) = &permission.doubt {
            open.doubt.get_or_insert_with(|| unsure.reason.clone());
        }
        let key = (role, protocol);
        open.ports.entry(key.clone()).or_default().push(ports);
        open.by.entry(key).or_insert(permission);
    }
    for ports in open.ports.values_mut() {
        *ports = merged(std::mem::take(ports));
    }
    open.without_what_is_open_anyway();
    open
}

impl Open<'_> {
    /// Where everything of somebody is let through, his ports need no mention.
    fn without_what_is_open_anyway(&mut self) {
        let all: Vec<Role> = self
            .ports
            .keys()
            .filter(|(_, protocol)| *protocol == Protocol::Everything)
            .map(|(role, _)| role.clone())
            .collect();
        self.ports
            .retain(|(role, protocol), _| *protocol == Protocol::Everything || !all.contains(role));
    }
}

/// Whom a rule names. `Ok(None)` where it names a group that only this side has; `Err` says why it is not known.
fn role(
    world: &World<'_, '_>,
    which: Which,
    (own, stack): (&GroupId, usize),
    peer: &Peer,
) -> Result<Option<Role>, String> {
    Ok(Some(match peer {
        Peer::Range(range) if range.is_everything() => Role::Anywhere(match range.family {
            crate::aws::network::Family::V4 => "anywhere",
            crate::aws::network::Family::V6 => "anywhere over IPv6",
        }),
        Peer::Range(range) => {
            let text = range.to_string();
            let common = world.common(which, stack, &text);
            let length = (common == text).then(|| range.length());
            Role::Range(common, length)
        }
        Peer::Network(node) => match world.in_reference(which, *node) {
            Some(node) => Role::Network(node),
            None => return Ok(None),
        },
        Peer::Group(group) if group == own => Role::Itself,
        Peer::Group(GroupId::Own(node)) => match world.in_reference(which, *node) {
            Some(node) => Role::Group(node),
            None => return Ok(None),
        },
        Peer::Group(GroupId::OfVpc(_)) => Role::Default,
        Peer::Group(GroupId::Elsewhere(Identity::Node(node))) => {
            match world.in_reference(which, *node) {
                Some(node) => Role::Group(node),
                None => Role::Elsewhere,
            }
        }
        Peer::Group(GroupId::Elsewhere(_)) => Role::Elsewhere,
        Peer::PrefixList(_) => Role::List,
        Peer::Part(unsure) | Peer::SomeGroup(unsure) | Peer::Unknown(unsure) => {
            return Err(unsure.reason.clone());
        }
    }))
}

/// Whom a rule names, in words.
pub(super) fn told(world: &World<'_, '_>, role: &Role) -> String {
    let address = |node: NodeId| world.node(Which::Reference, node).address();
    match role {
        Role::Anywhere(words) => (*words).to_owned(),
        Role::Range(range, _) => range.clone(),
        Role::Network(node) | Role::Group(node) => address(*node),
        Role::Itself => "its own members".to_owned(),
        Role::Default => "the default group of its VPC".to_owned(),
        Role::Elsewhere => "a group that is made elsewhere".to_owned(),
        Role::List => "a prefix list".to_owned(),
    }
}

/// Traffic in words: `port 443`.
pub(super) fn told_traffic(protocol: Protocol, ports: &[Ports]) -> String {
    match protocol {
        Protocol::Everything => "all traffic".to_owned(),
        Protocol::WithoutPorts => "a protocol without ports".to_owned(),
        Protocol::Of(transport) => {
            let all: Vec<String> = ports.iter().map(ToString::to_string).collect();
            let ports = all.join(", ");
            match transport {
                Transport::Tcp => ports,
                Transport::Udp => format!("{ports} of UDP"),
            }
        }
    }
}
