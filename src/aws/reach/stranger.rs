//! Strangers: whom a group lets in beside those who are meant.

use crate::address::ResourceMode;
use crate::graph::{Graph, Identity};

use super::super::Unsure;
use super::super::network::Prefix;
use super::super::placement::truth::Truth;
use super::groups::Groups;
use super::party::Party;
use super::permission::{Direction, Peer, Permission};
use super::question::{Asked, is_among};

/// Who a stranger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Every address.
    World,
    /// Some addresses of the internet.
    Public,
    /// Addresses of private networks only, such as those of the whole VPC.
    Private,
    /// Whoever has the same group.
    Itself,
    /// Whoever has another group.
    Group,
}

/// A rule that lets somebody in who is not meant.
#[derive(Debug)]
pub struct Stranger<'s, 'g> {
    /// The rule.
    pub rule: &'s Permission<'g>,
    /// Whom it lets in; an error where that is not known.
    pub kind: Result<Kind, Unsure>,
}

/// Addresses that nobody has in the internet.
const PRIVATE: &[&str] = &[
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "fc00::/7",
];

impl<'g> Groups<'g> {
    /// The rules of a party's groups that let somebody in beside those who are meant.
    pub fn strangers<'s>(
        &'s self,
        graph: &'s Graph<'_>,
        (party, meant): (&'s Party, &'s [Party]),
        asked: Asked,
    ) -> impl Iterator<Item = Stranger<'s, 'g>> {
        let rules = self.about(party, Direction::In, asked);
        rules.filter_map(move |(rule, holds)| {
            let kind = kind(graph, rule, (party, meant))?;
            let kind = match (holds, kind) {
                (Truth::Open(unsure), Ok(_)) => Err(unsure),
                (_, kind) => kind,
            };
            Some(Stranger { rule, kind })
        })
    }
}

/// Whom a rule lets in; `None` for those who are meant.
fn kind(
    graph: &Graph<'_>,
    rule: &Permission<'_>,
    (party, meant): (&Party, &[Party]),
) -> Option<Result<Kind, Unsure>> {
    Some(match &rule.peer {
        Peer::Group(group) => {
            let is_meant = meant.iter().map(|one| is_among(group, one));
            match is_meant.fold(Truth::No, Truth::or) {
                Truth::Yes => return None,
                Truth::Open(unsure) => Err(unsure),
                Truth::No if party.groups.contains(group) => Ok(Kind::Itself),
                Truth::No => Ok(Kind::Group),
            }
        }
        Peer::Range(range) if range.is_everything() => Ok(Kind::World),
        Peer::Range(range) if lies_within(*range, meant) => return None,
        Peer::Range(range) if is_private(*range) => Ok(Kind::Private),
        Peer::Range(_) => Ok(Kind::Public),
        Peer::Network(node) => {
            let places = meant.iter().flat_map(|one| &one.places);
            if places.clone().any(|place| place.subnet == Some(*node)) {
                return None;
            }
            let is_made = graph.node(*node).declaration.mode == ResourceMode::Managed;
            let is_around = |identity: &Option<Identity>| *identity == Some(Identity::Node(*node));
            let is_whole = places.clone().any(|place| is_around(&place.vpc));
            if is_made || is_whole {
                Ok(Kind::Private)
            } else {
                let reason = "which addresses are meant is not known before they are read";
                Err(Unsure::new(reason, Some(rule.span(graph))))
            }
        }
        Peer::SomeGroup(unsure)
        | Peer::PrefixList(unsure)
        | Peer::Part(unsure)
        | Peer::Unknown(unsure) => Err(unsure.clone()),
    })
}

/// Whether addresses are all of one subnet of those who are meant.
fn lies_within(range: Prefix, meant: &[Party]) -> bool {
    let mut places = meant.iter().flat_map(|one| &one.places);
    places.any(|place| place.range.is_some_and(|own| own.holds(range)))
}

/// Whether addresses are those of private networks.
pub(super) fn is_private(range: Prefix) -> bool {
    let mut private = PRIVATE.iter().filter_map(|text| Prefix::parse(text));
    private.any(|private| private.holds(range))
}
