//! What one security group lets through, in words that are the same on both sides.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::reach::{Direction, GroupId, Peer, Permission, Ports, Traffic, Transport};
use crate::graph::{Identity, NodeId};

use super::super::both::{Both, Which};
use super::intervals::merged;
use super::world::{World, block_of};

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
    /// A group that is made elsewhere, by what both sides call it; empty where they have no name for it in common,
    /// since each environment has its own.
    Elsewhere(String),
    /// A prefix list.
    List,
}

/// Protocols, with ports where they have some.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Protocol {
    Everything,
    Of(Transport),
    /// One without ports, with the type and the code of ICMP where not all are meant.
    WithoutPorts(String, Option<(i64, i64)>),
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
fn of_group<'g>(
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
            Traffic::Other(name, Ok(kind)) => {
                (Protocol::WithoutPorts(name.clone(), *kind), Ports::ALL)
            }
            Traffic::Other(_, Err(unsure)) => {
                *open.unknown.entry(unsure.reason.clone()).or_default() += 1;
                continue;
            }
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
    open
}

/// What both sides let through, as it is compared.
pub(super) fn of_groups<'g>(
    world: &World<'_, 'g>,
    (groups, stack): (&Both<GroupId>, usize),
    direction: Direction,
) -> Both<Open<'g>> {
    let mut open = Both::of(|which| of_group(world, which, (groups.get(which), stack), direction));
    let names = open.map(Open::elsewhere);
    let common: BTreeSet<String> = names
        .reference
        .intersection(&names.other)
        .cloned()
        .collect();
    for which in Which::ALL {
        let open = open.get_mut(which);
        open.forget_names(&common);
        for ports in open.ports.values_mut() {
            *ports = merged(std::mem::take(ports));
        }
        open.without_what_is_open_anyway();
    }
    open
}

impl Open<'_> {
    /// What it calls the groups that are made elsewhere.
    fn elsewhere(&self) -> BTreeSet<String> {
        let names = self.ports.keys().filter_map(|(role, _)| match role {
            Role::Elsewhere(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }

    /// Takes groups that are made elsewhere, and that only this side calls so, for ones without a name.
    fn forget_names(&mut self, common: &BTreeSet<String>) {
        let is_own = |role: &Role| matches!(role, Role::Elsewhere(name) if !common.contains(name));
        let keys: Vec<(Role, Protocol)> = self.ports.keys().cloned().collect();
        for key in keys.into_iter().filter(|(role, _)| is_own(role)) {
            let without = (Role::Elsewhere(String::new()), key.1.clone());
            let ports = self.ports.remove(&key).unwrap_or_default();
            self.ports.entry(without.clone()).or_default().extend(ports);
            if let Some(permission) = self.by.remove(&key) {
                self.by.entry(without).or_insert(permission);
            }
        }
    }

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
                None => Role::Elsewhere(address_of(world, which, *node)),
            }
        }
        Peer::Group(GroupId::Elsewhere(Identity::Symbol(symbol))) => {
            Role::Elsewhere(world.common(which, stack, &symbol.to_string()))
        }
        Peer::Group(GroupId::Elsewhere(Identity::Text(text))) => Role::Elsewhere(text.clone()),
        Peer::PrefixList(_) => Role::List,
        Peer::Part(unsure) | Peer::SomeGroup(unsure) | Peer::Unknown(unsure) => {
            return Err(unsure.reason.clone());
        }
    }))
}

/// An instance that is no group of the environment, as the reference would call it.
fn address_of(world: &World<'_, '_>, which: Which, node: NodeId) -> String {
    let place = world.place_of(which, node);
    place.map_or_else(|| block_of(world.node(which, node)), |(_, block)| block)
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
        Role::Elsewhere(_) => "a group that is made elsewhere".to_owned(),
        Role::List => "a prefix list".to_owned(),
    }
}

/// Traffic in words: `port 443`.
pub(super) fn told_traffic(protocol: &Protocol, ports: &[Ports]) -> String {
    match protocol {
        Protocol::Everything => "all traffic".to_owned(),
        Protocol::WithoutPorts(name, None) => format!("protocol {name}"),
        Protocol::WithoutPorts(name, Some((kind, -1))) => format!("{name} of type {kind}"),
        Protocol::WithoutPorts(name, Some((kind, code))) => {
            format!("{name} of type {kind} and code {code}")
        }
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
