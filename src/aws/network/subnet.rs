//! Where the packets of one subnet go.

use crate::diagnostic::Note;
use crate::graph::{Graph, NodeId};

use super::super::Unsure;
use super::prefix::{Family, cover_everything};
use super::route::{Destination, Route, Target};
use super::table::{Served, TableId, Tables};
use super::{Class, Reach};

/// Where the packets of a subnet go.
pub(super) fn reach(graph: &Graph<'_>, tables: &Tables, subnet: NodeId) -> Reach {
    let node = graph.node(subnet);
    if node.kind() == "aws_default_subnet" {
        // AWS makes default subnets public. Only an association with another table changes that.
        if matches!(tables.serving(graph, subnet), Served::ByMain) {
            let text = "a default subnet's default route leads to an internet gateway";
            return Reach {
                class: Class::Public,
                v4: None,
                table: None,
                association: None,
                route: None,
                evidence: vec![note(node.header(), text)],
            };
        }
    }
    let mut evidence = Vec::new();
    let (association, candidates) = match tables.serving(graph, subnet) {
        Served::Explicitly(association, candidates) => {
            let by = graph.node(association);
            let text = format!("{} gives the subnet its route table", by.address());
            evidence.push(note(by.place("route_table_id"), text));
            (Some(association), candidates)
        }
        Served::ByMain => {
            let vpc = node
                .given("vpc_id")
                .and_then(|vpc| graph.identity(vpc, &["id"]));
            let main = match &vpc {
                Some(vpc) => tables.main(vpc),
                None => Err(node.given("vpc_id").map_or_else(
                    || Unsure::new("its VPC is not said", Some(node.header())),
                    Unsure::of,
                )),
            };
            match main {
                Ok(candidates) => {
                    let text = "no association: the VPC's main route table serves the subnet";
                    evidence.push(note(node.header(), text));
                    (None, candidates)
                }
                Err(unsure) => return undetermined(unsure, evidence),
            }
        }
        Served::Unknown(unsure) => return undetermined(unsure, evidence),
    };
    let mut answers = candidates.iter().map(|table| {
        let mut evidence = Vec::new();
        let (classes, route) = class_by(graph, tables, (subnet, table), &mut evidence);
        (classes, route, evidence)
    });
    let Some(((class, v4), route, more)) = answers.next() else {
        return undetermined(Unsure::new("its route table is not known", None), evidence);
    };
    let is_same = |other: &Class| std::mem::discriminant(other) == std::mem::discriminant(&class);
    if answers.any(|((other, _), ..)| !is_same(&other)) {
        let at = association.map(|by| graph.node(by).place("route_table_id"));
        let reason = "which of several route tables serves it is not known";
        return undetermined(Unsure::new(reason, at), evidence);
    }
    evidence.extend(more);
    let table = match &candidates[..] {
        [only] => Some(only.clone()),
        _ => None,
    };
    Reach {
        class,
        v4,
        table,
        association,
        route,
        evidence,
    }
}

fn undetermined(unsure: Unsure, evidence: Vec<Note>) -> Reach {
    Reach {
        class: Class::Undetermined(unsure),
        v4: None,
        table: None,
        association: None,
        route: None,
        evidence,
    }
}

fn note(span: crate::source::Span, text: impl Into<String>) -> Note {
    let text = text.into();
    Note { span, text }
}

/// A class, and the one for IPv4 alone where only IPv6 makes the subnet public.
type Classes = (Class, Option<Class>);

/// The classes of a subnet that this table serves, and the route that makes it: public in either family is public.
fn class_by(
    graph: &Graph<'_>,
    tables: &Tables,
    (subnet, table): (NodeId, &TableId),
    evidence: &mut Vec<Note>,
) -> (Classes, Option<(NodeId, crate::source::Span)>) {
    let unknown = |reason| {
        let class = Class::Undetermined(Unsure::new(reason, None));
        ((class, None), None)
    };
    let Some(routes) = tables.routes(table) else {
        return unknown("its route table is not made in this repository");
    };
    // The table that AWS makes with a VPC has no other routes, unless it is that of a VPC made elsewhere.
    if let TableId::OfVpc(vpc) = table {
        let made = match vpc {
            crate::graph::Identity::Node(vpc) => graph.node(*vpc).kind() == "aws_vpc",
            _ => false,
        };
        if !made && routes.is_empty() {
            return unknown("its VPC is not made in this repository");
        }
    }
    let judge = |family: Family| by_family(routes, (tables, table), family);
    let (v4, through) = judge(Family::V4);
    let has_v6 = ["ipv6_cidr_block", "ipv6_ipam_pool_id", "ipv6_native"]
        .into_iter()
        .any(|name| graph.node(subnet).given(name).is_some());
    let mut of_v4 = None;
    let (class, through) = match (v4, has_v6.then(|| judge(Family::V6))) {
        (Class::Public, _) => (Class::Public, through),
        (v4, Some((Class::Public, through))) => {
            of_v4 = Some(v4);
            (Class::Public, through)
        }
        (Class::Undetermined(unsure), _) => (Class::Undetermined(unsure), through),
        (_, Some((Class::Undetermined(unsure), through))) => (Class::Undetermined(unsure), through),
        (Class::Isolated, Some((Class::Private(target), through))) => {
            (Class::Private(target), through)
        }
        (v4, _) => (v4, through),
    };
    if let Some(route) = through {
        let node = graph.node(route.node);
        let leads = route.targets.first().map_or("nowhere", Target::words);
        let text = format!("{} leads to {leads}", node.address());
        evidence.push(note(route.span, text));
        if let Some(gateway) = route.targets.first().and_then(Target::node) {
            let gateway = graph.node(gateway);
            evidence.push(note(gateway.header(), gateway.address()));
        }
    }
    let route = through.map(|route| (route.node, route.span));
    ((class, of_v4), route)
}

/// The class that the routes of one family make, and the route that decides it.
fn by_family<'r>(
    routes: &'r [Route],
    (tables, table): (&'r Tables, &TableId),
    family: Family,
) -> (Class, Option<&'r Route>) {
    let floating = tables.floating();
    let is_internet = |target: &Target| matches!(target, Target::Internet(_));
    let is_certain = |route: &&Route| route.doubt.is_none();
    let certainly = |route: &&Route| is_certain(route) && route.targets.iter().all(is_internet);
    let mut public = routes.iter().filter(certainly);
    if covers(family, public.clone()) {
        return (Class::Public, public.next_back());
    }
    let possibly = |route: &&Route| {
        let is_open = |target: &Target| is_internet(target) || matches!(target, Target::Unknown(_));
        route.targets.iter().any(is_open)
    };
    let may_be_public = routes.iter().chain(floating).filter(possibly);
    if may_cover(family, may_be_public.clone()) {
        let is_doubtful = |route: &&Route| !certainly(route) || doubt_of(route).is_some();
        let doubtful = may_be_public.clone().find(is_doubtful);
        let unsure = doubtful.and_then(doubt_of);
        let unsure = unsure.unwrap_or_else(|| Unsure::new("its routes are not known", None));
        return (Class::Undetermined(unsure), doubtful);
    }
    if let Some(unsure) = tables.doubt(table) {
        return (Class::Undetermined(unsure.clone()), None);
    }
    let leads_out = |route: &&Route| !route.targets.contains(&Target::Local);
    let out = routes
        .iter()
        .filter(|route| is_certain(route) && leads_out(route));
    if covers(family, out.clone()) {
        let last = out
            .clone()
            .rfind(|route| is_default(route, family))
            .or(out.clone().next_back());
        let target = last.and_then(|route| route.targets.first()).cloned();
        return (Class::Private(target.unwrap_or(Target::Other)), last);
    }
    let may_lead_out = routes.iter().chain(floating).filter(leads_out);
    if may_cover(family, may_lead_out.clone()) {
        let doubtful = may_lead_out.clone().find_map(doubt_of);
        let unsure = doubtful.unwrap_or_else(|| Unsure::new("its routes are not known", None));
        return (Class::Undetermined(unsure), None);
    }
    (Class::Isolated, None)
}

fn is_default(route: &Route, family: Family) -> bool {
    cover_everything(family, route.destination.ranges())
}

/// Whether these routes are for every address of a family.
fn covers<'r>(family: Family, routes: impl Iterator<Item = &'r Route>) -> bool {
    let ranges = routes.flat_map(|route| route.destination.ranges().iter().copied());
    cover_everything(family, &ranges.collect::<Vec<_>>())
}

/// Whether these routes may be for every address of a family: those of a list or of an unknown range may be for any.
fn may_cover<'r>(family: Family, routes: impl Iterator<Item = &'r Route>) -> bool {
    let mut ranges = Vec::new();
    for route in routes {
        match &route.destination {
            Destination::PrefixList | Destination::Unknown(_) => return true,
            known => ranges.extend_from_slice(known.ranges()),
        }
    }
    cover_everything(family, &ranges)
}

/// What is not known of a route.
fn doubt_of(route: &Route) -> Option<Unsure> {
    let target = route.targets.iter().find_map(|target| match target {
        Target::Unknown(unsure) => Some(unsure.clone()),
        _ => None,
    });
    let destination = match &route.destination {
        Destination::Unknown(unsure) => Some(unsure.clone()),
        Destination::PrefixList => Some(Unsure::new(
            "the ranges of a prefix list are not known",
            Some(route.span),
        )),
        Destination::Range(_) | Destination::List(_) => None,
    };
    let several = || {
        let reason = "where its route leads hangs on what is not known";
        (route.targets.len() > 1).then(|| Unsure::new(reason, Some(route.span)))
    };
    route
        .doubt
        .clone()
        .or(target)
        .or(destination)
        .or_else(several)
}
