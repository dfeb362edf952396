//! Whether one party may begin a connection to another.

use crate::diagnostic::Note;
use crate::graph::{Graph, Identity};
use crate::source::Span;

use super::super::Unsure;
use super::super::network::{Family, Prefix};
use super::super::placement::truth::Truth;
use super::group::GroupId;
use super::groups::Groups;
use super::party::{Party, Place};
use super::permission::{Direction, Peer, Permission};
use super::traffic::{Ports, Traffic, Transport};

/// How many rules are shown of a group that lets something else through.
const MAX_SHOWN: usize = 5;

/// What is asked for: a protocol and its ports.
pub type Asked = (Transport, Ports);

impl<'g> Groups<'g> {
    /// Whether the groups of `own` let a connection through: out to `other`, or in from it.
    pub fn let_through(
        &self,
        graph: &Graph<'_>,
        (direction, own, other): (Direction, &Party, &Party),
        asked: Asked,
    ) -> Truth {
        let pairs = own.groups.iter().flat_map(|group| {
            let peers = other.groups.iter();
            peers.flat_map(move |peer| self.naming(group, direction, peer))
        });
        let truth = any(pairs.map(|it| weighed(it, asked, Truth::Yes)));
        if truth.is_yes() {
            return truth;
        }
        let beside = || {
            own.groups
                .iter()
                .flat_map(|group| self.beside(group, direction))
        };
        let by_group = any(beside().map(|it| weighed(it, asked, names(it, other))));
        let places = other
            .places
            .iter()
            .map(|place| any(beside().map(|it| weighed(it, asked, covers(graph, it, place)))));
        let mut truth = truth.or(by_group).or(every(places));
        if truth == Truth::No && is_vague(other) {
            let all = own
                .groups
                .iter()
                .flat_map(|group| self.permissions(group, direction));
            truth = any(all.map(|it| weighed(it, asked, names(it, other))));
        }
        if truth == Truth::No {
            let open = self.others(graph, own, direction, asked);
            truth = open.map_or(Truth::No, Truth::Open);
        }
        truth
    }

    /// Every rule of the groups of a party that may be about what is asked for, with whether it certainly is.
    pub fn about<'s>(
        &'s self,
        party: &'s Party,
        direction: Direction,
        (transport, ports): Asked,
    ) -> impl Iterator<Item = (&'s Permission<'g>, Truth)> {
        let groups = party.groups.iter();
        let all = groups.flat_map(move |group| self.permissions(group, direction));
        let all = all.map(move |it| {
            let holds = it.traffic.holds(transport, ports);
            (it, doubted(it, holds))
        });
        all.filter(|(_, truth)| *truth != Truth::No)
    }

    /// Why the groups of a party may let what is asked for through by other rules than those that they certainly have.
    pub fn others(
        &self,
        graph: &Graph<'_>,
        party: &Party,
        direction: Direction,
        (transport, ports): Asked,
    ) -> Option<Unsure> {
        let floating = self.floating(direction);
        let about = floating.filter(|it| it.traffic.holds(transport, ports) != Truth::No);
        let floating = about.filter_map(|it| it.doubt.clone());
        floating.chain(self.doubts(graph, party, direction)).next()
    }

    /// Why the groups of a party may let anything through by other rules than those that they certainly have.
    pub fn doubts<'s>(
        &'s self,
        graph: &'s Graph<'_>,
        party: &'s Party,
        direction: Direction,
    ) -> impl Iterator<Item = Unsure> + 's {
        let groups = party.groups.iter();
        let of_groups = groups.filter_map(move |group| self.doubt(graph, group, direction));
        of_groups.chain(party.doubt.clone())
    }

    /// Each group, and its rules of this direction: those that are about what is asked for first.
    pub fn evidence(
        &self,
        graph: &Graph<'_>,
        (direction, own): (Direction, &Party),
        (transport, ports): Asked,
    ) -> Vec<Note> {
        let mut found = Vec::new();
        for group in &own.groups {
            let Some(node) = group.node() else {
                continue;
            };
            let mut rules: Vec<_> = self.permissions(group, direction).collect();
            rules.sort_by_key(|it| it.traffic.holds(transport, ports) == Truth::No);
            let told = group.told(graph);
            let text = match rules.len() {
                0 => format!("{told} has no {} rule", direction.word()),
                _ => told,
            };
            let span = graph.node(node).header();
            found.push(Note { span, text });
            let shown = rules.into_iter().take(MAX_SHOWN);
            found.extend(shown.map(|rule| rule.note(graph)));
        }
        found
    }
}

impl Permission<'_> {
    /// Whether it is certainly there, and certainly about the ports that it names.
    pub fn is_certain(&self) -> bool {
        self.doubt.is_none() && !matches!(self.traffic, Traffic::Unknown(..))
    }

    /// The addresses that it names, where it names some.
    pub fn range(&self) -> Option<Prefix> {
        match self.peer {
            Peer::Range(range) => Some(range),
            _ => None,
        }
    }

    /// What it lets through, at its place.
    pub fn note(&self, graph: &Graph<'_>) -> Note {
        Note {
            span: self.span(graph),
            text: self.told(graph),
        }
    }

    /// Where it is written.
    pub fn span(&self, graph: &Graph<'_>) -> Span {
        let node = graph.node(self.node);
        self.written.map_or_else(|| node.header(), |it| it.span)
    }

    /// What it lets through, in words.
    pub fn told(&self, graph: &Graph<'_>) -> String {
        let way = match self.direction {
            Direction::In => "in from",
            Direction::Out => "out to",
        };
        format!("lets {} {way} {}", self.traffic, self.peer.told(graph))
    }
}

impl Peer {
    /// As messages call it.
    pub fn told(&self, graph: &Graph<'_>) -> String {
        match self {
            Self::Range(range) => range.to_string(),
            Self::Network(node) => format!("the addresses of {}", graph.node(*node).address()),
            Self::Group(group) => group.told(graph),
            Self::PrefixList(_) => "a prefix list".to_owned(),
            Self::Part(_) => "addresses that are not known yet".to_owned(),
            Self::SomeGroup(_) => "a group that is not known".to_owned(),
            Self::Unknown(_) => "addresses that are not known".to_owned(),
        }
    }

    /// Whether it is every address of a family.
    pub fn is_everything(&self) -> bool {
        matches!(self, Self::Range(range) if range.is_everything())
    }
}

/// Whether a rule is about what is asked for and whom it is asked for.
fn weighed(permission: &Permission<'_>, (transport, ports): Asked, is_meant: Truth) -> Truth {
    let holds = permission.traffic.holds(transport, ports);
    doubted(permission, holds.and(is_meant))
}

/// What holds of a rule that may not be there.
fn doubted(permission: &Permission<'_>, truth: Truth) -> Truth {
    match (truth, &permission.doubt) {
        (Truth::Yes, Some(doubt)) => Truth::Open(doubt.clone()),
        (truth, _) => truth,
    }
}

/// Yes where one is.
fn any(answers: impl Iterator<Item = Truth>) -> Truth {
    let mut found = Truth::No;
    for answer in answers {
        found = found.or(answer);
        if found.is_yes() {
            break;
        }
    }
    found
}

/// Yes where all are; no where there is none.
fn every(answers: impl Iterator<Item = Truth>) -> Truth {
    let folded = answers.fold(None, |all: Option<Truth>, one| {
        Some(match all {
            Some(all) => all.and(one),
            None => one,
        })
    });
    folded.unwrap_or(Truth::No)
}

/// Whether a rule names a group of a party.
fn names(permission: &Permission<'_>, party: &Party) -> Truth {
    match &permission.peer {
        Peer::Group(group) => is_among(group, party),
        Peer::SomeGroup(unsure) => Truth::Open(unsure.clone()),
        _ => Truth::No,
    }
}

/// Whether a group is one of those of a party.
pub fn is_among(group: &GroupId, party: &Party) -> Truth {
    if party.groups.contains(group) {
        return Truth::Yes;
    }
    let is_text = |one: &GroupId| matches!(one, GroupId::Elsewhere(Identity::Text(_)));
    let is_default = |one: &GroupId| matches!(one, GroupId::OfVpc(_));
    let may_be = |other: &GroupId| {
        is_read(group)
            || is_read(other)
            || is_text(other) && is_default(group)
            || is_text(group) && is_default(other)
    };
    if party.groups.iter().any(may_be) {
        let reason = "which security group is meant is not known before it is read";
        return Truth::Open(Unsure::new(reason, None));
    }
    match &party.doubt {
        Some(unsure) => Truth::Open(unsure.clone()),
        None => Truth::No,
    }
}

/// Whether a group is only read, and may be any other. An id that is written out is that of no group that is made here.
fn is_read(group: &GroupId) -> bool {
    matches!(
        group,
        GroupId::Elsewhere(Identity::Node(_) | Identity::Symbol(_))
            | GroupId::OfVpc(Identity::Symbol(_))
    )
}

/// Whether a party may have groups that are not said to be its own.
fn is_vague(party: &Party) -> bool {
    party.doubt.is_some() || party.groups.iter().any(is_read)
}

/// Whether all addresses of a place are among those that a rule names.
fn covers(graph: &Graph<'_>, permission: &Permission<'_>, place: &Place) -> Truth {
    match &permission.peer {
        Peer::Group(_) | Peer::SomeGroup(_) => Truth::No,
        Peer::Range(range) if range.family == Family::V6 => Truth::No,
        Peer::Range(range) if range.is_everything() => Truth::Yes,
        Peer::Range(range) => {
            let within = place.around.is_some_and(|around| range.holds(around));
            match place.range {
                Some(own) if range.holds(own) => Truth::Yes,
                // Of several such rules each may hold a part.
                Some(own) if own.holds(*range) => {
                    let reason = "the rule is for a part of the addresses only";
                    Truth::Open(Unsure::new(reason, Some(permission.span(graph))))
                }
                Some(_) => Truth::No,
                None if within => Truth::Yes,
                None => {
                    let reason = "which addresses the other side has is not known";
                    Truth::Open(Unsure::new(reason, Some(permission.span(graph))))
                }
            }
        }
        Peer::Network(network) => {
            let is_own = place.subnet == Some(*network);
            if is_own || place.vpc == Some(Identity::Node(*network)) {
                return Truth::Yes;
            }
            let is_subnet = graph.node(*network).kind() == "aws_subnet";
            let is_other = if is_subnet {
                place.subnet.is_some()
            } else {
                matches!(place.vpc, Some(Identity::Node(_)))
            };
            if is_other
                && graph.node(*network).declaration.mode == crate::address::ResourceMode::Managed
            {
                return Truth::No;
            }
            let reason = "which addresses the rule names is not known";
            Truth::Open(Unsure::new(reason, Some(permission.span(graph))))
        }
        Peer::Part(unsure) | Peer::PrefixList(unsure) | Peer::Unknown(unsure) => {
            Truth::Open(unsure.clone())
        }
    }
}
