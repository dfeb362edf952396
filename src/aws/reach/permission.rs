//! Rules of security groups: what each lets in or out, and from or to whom.

use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, Members, NodeId, alternatives, possible};
use crate::hcl::{Body, Expression};

use super::super::Unsure;
use super::super::network::{Family, Prefix, cover_everything, prefix_list};
use super::group::GroupId;
use super::traffic::Traffic;

/// Which way a connection begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// To what has the group.
    In,
    /// From what has the group.
    Out,
}

/// Whom a rule names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// Addresses.
    Range(Prefix),
    /// All addresses of this VPC or subnet, of which it is not known which they are.
    Network(NodeId),
    /// Some addresses of which it is not known which they are, and certainly not all.
    Part(Unsure),
    /// What has this group.
    Group(GroupId),
    /// What has a group of which it is not known which one it is.
    SomeGroup(Unsure),
    /// The addresses of a prefix list.
    PrefixList(Unsure),
    /// It is not known which addresses, and it may be all of them.
    Unknown(Unsure),
}

/// One thing that a group lets through: a rule that names several peers is several of these.
#[derive(Debug, Clone)]
pub struct Permission<'g> {
    /// The resource that has it: the group, or a rule.
    pub node: NodeId,
    /// Which way.
    pub direction: Direction,
    /// What.
    pub traffic: Traffic,
    /// From or to whom.
    pub peer: Peer,
    /// Whether it is certainly there; `Some` says why not.
    pub doubt: Option<Unsure>,
    /// The argument that names the peer, as messages call it.
    pub argument: &'static str,
    /// What that argument says, where it is written in a block of its own.
    pub written: Option<&'g Expression>,
}

impl Direction {
    /// As the provider calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::In => "ingress",
            Self::Out => "egress",
        }
    }
}

/// How an argument names peers.
#[derive(Debug, Clone, Copy)]
enum Form {
    Ranges,
    Groups,
    PrefixLists,
    Itself,
}

/// The arguments that name peers, in blocks of groups and in rules of their own.
const PEERS: &[(&str, Form)] = &[
    ("cidr_blocks", Form::Ranges),
    ("ipv6_cidr_blocks", Form::Ranges),
    ("cidr_ipv4", Form::Ranges),
    ("cidr_ipv6", Form::Ranges),
    ("prefix_list_ids", Form::PrefixLists),
    ("prefix_list_id", Form::PrefixLists),
    ("security_groups", Form::Groups),
    ("source_security_group_id", Form::Groups),
    ("referenced_security_group_id", Form::Groups),
    ("self", Form::Itself),
];

/// Every argument of rules of their own that is read here.
pub(super) const RULE_ARGUMENTS: &[&str] = &[
    "security_group_id",
    "type",
    "protocol",
    "ip_protocol",
    "from_port",
    "to_port",
    "cidr_blocks",
    "ipv6_cidr_blocks",
    "cidr_ipv4",
    "cidr_ipv6",
    "prefix_list_ids",
    "prefix_list_id",
    "source_security_group_id",
    "referenced_security_group_id",
    "self",
];

/// Where a rule is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'g> {
    /// The resource that has it.
    pub(super) node: NodeId,
    /// What it is written in, where that is known.
    pub(super) body: Option<&'g Body>,
}

/// The permissions that a block of a group or a rule of its own gives, by its arguments. `group` is the group whose they
/// are, where that is known.
pub(super) fn read<'g, 'v>(
    graph: &Graph<'g>,
    place: Place<'g>,
    (direction, group): (Direction, Option<&GroupId>),
    argument: &dyn Fn(&str) -> Option<&'v Value>,
    doubt: Option<&Unsure>,
) -> Vec<Permission<'g>> {
    let protocol = argument("protocol").or_else(|| argument("ip_protocol"));
    let traffic = Traffic::read(protocol, argument("from_port"), argument("to_port"));
    let mut found = Vec::new();
    for (name, form) in PEERS {
        let Some(value) = argument(name) else {
            continue;
        };
        let written = place
            .body
            .and_then(|body| Some(&body.attribute(name)?.value));
        for (peer, own_doubt) in peers(graph, value, *form, group) {
            found.push(Permission {
                node: place.node,
                direction,
                traffic: traffic.clone(),
                peer,
                doubt: doubt.cloned().or(own_doubt),
                argument: name,
                written,
            });
        }
    }
    found
}

/// The peers that an argument names, each with why it may not be one.
fn peers(
    graph: &Graph<'_>,
    value: &Value,
    form: Form,
    group: Option<&GroupId>,
) -> Vec<(Peer, Option<Unsure>)> {
    if matches!(form, Form::Itself) {
        let itself = group.map_or_else(
            || Peer::SomeGroup(Unsure::of(value)),
            |group| Peer::Group(group.clone()),
        );
        return match value.as_switch() {
            Some(false) => Vec::new(),
            Some(true) => vec![(itself, None)],
            None => vec![(itself, Some(Unsure::of(value)))],
        };
    }
    let ways = alternatives(value);
    let is_certain = ways.len() == 1;
    let mut found = Vec::new();
    for way in &ways {
        for (one, is_there) in each(way) {
            let doubt = (!is_certain || !is_there).then(|| Unsure::of(value));
            let peers = peers_of(graph, one, form).into_iter();
            found.extend(peers.map(|peer| (peer, doubt.clone())));
        }
    }
    found
}

/// What is in a list, or the one value that stands where a list may: each with whether it is certainly there.
fn each<'v>(way: &Members<'v>) -> Vec<(&'v Value, bool)> {
    let certain = way.certain.iter().map(|one| (*one, true));
    // A text is no list: it is the only one.
    let others = way.others.iter().map(|other| {
        let is_text = other.as_str().is_some()
            || other
                .as_unknown()
                .is_some_and(|it| it.ty == crate::types::Type::String);
        (*other, is_text)
    });
    let flat = certain.chain(others).flat_map(|(one, is_there)| {
        let ways = possible(one);
        let is_only = ways.len() == 1;
        ways.into_iter().map(move |one| (one, is_there && is_only))
    });
    flat.filter(|(one, _)| !one.is_null()).collect()
}

/// Whom one value names.
fn peers_of(graph: &Graph<'_>, value: &Value, form: Form) -> Vec<Peer> {
    match form {
        Form::Ranges => vec![range(graph, value)],
        Form::PrefixLists => listed(graph, value).unwrap_or_else(|| {
            let reason = "the addresses of a prefix list are not known";
            vec![Peer::PrefixList(Unsure::new(reason, value.place()))]
        }),
        Form::Groups => vec![match GroupId::named(graph, value) {
            Ok(group) => Peer::Group(group),
            Err(unsure) => Peer::SomeGroup(unsure),
        }],
        Form::Itself => Vec::new(),
    }
}

/// The addresses of a prefix list that the environment makes, where the repository says all of them. Parts that make up
/// all addresses of a family are told as those.
fn listed(graph: &Graph<'_>, value: &Value) -> Option<Vec<Peer>> {
    let mut found: Vec<Peer> = prefix_list::entries(graph, value)?
        .into_iter()
        .map(|value| range(graph, value))
        .collect();
    let ranges: Vec<Prefix> = found
        .iter()
        .filter_map(|peer| match peer {
            Peer::Range(range) => Some(*range),
            _ => None,
        })
        .collect();
    for family in [Family::V4, Family::V6] {
        if cover_everything(family, &ranges) {
            found.retain(|peer| !matches!(peer, Peer::Range(range) if range.family == family));
            found.push(Peer::Range(Prefix::everything(family)));
        }
    }
    Some(found)
}

/// The addresses that a text says.
fn range(graph: &Graph<'_>, value: &Value) -> Peer {
    if let Some(range) = value.as_str().and_then(Prefix::parse) {
        return Peer::Range(range);
    }
    if let Some(reference) = graph.reference(value)
        && matches!(reference.attribute, "cidr_block" | "ipv6_cidr_block")
        && matches!(
            graph.node(reference.node).kind(),
            "aws_vpc" | "aws_default_vpc" | "aws_subnet"
        )
    {
        return Peer::Network(reference.node);
    }
    if is_part(value) {
        Peer::Part(Unsure::of(value))
    } else {
        Peer::Unknown(Unsure::of(value))
    }
}

/// Whether a text ends with the length of a prefix that is not that of all addresses, such as `/32`.
fn is_part(value: &Value) -> bool {
    let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return false;
    };
    let Some(Part::Text(text, _)) = parts.last() else {
        return false;
    };
    let length = text.as_str().rsplit_once('/').map(|(_, length)| length);
    length.is_some_and(|length| length.parse::<u8>().is_ok_and(|length| length > 0))
}
