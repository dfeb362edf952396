//! Supply: whether Fargate tasks reach what they need to start.

use crate::graph::{Graph, Identity, NodeId};

use super::super::Unsure;
use super::super::network::{Class, Network, Target, Way};
use super::super::placement::need::{Need, Needs};
use super::super::placement::truth::{Truth, flag};
use super::super::placement::{Launch, Placement, Workload};

/// How the tasks in one subnet reach what they need.
#[derive(Debug)]
pub struct Supply {
    /// The subnet.
    pub subnet: NodeId,
    /// Its VPC, where it is known.
    pub vpc: Option<Identity>,
    /// Why packets do not get out to the internet.
    pub closed: Closed,
    /// What certainly cannot be reached.
    pub missing: Vec<Need>,
    /// Whether interface endpoints lead to anything that is needed. The gateway to S3 is there for its price, also beside a
    /// NAT gateway.
    pub has_some: bool,
    /// The gateway to S3 of the VPC, where the subnet's table does not lead to it.
    pub beside_table: Option<NodeId>,
    /// Why it is not known whether something can be reached.
    pub doubt: Option<Unsure>,
}

/// Why packets of tasks do not get out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The subnet has no default route.
    NoRoute,
    /// Its default route leads to an internet gateway, and the tasks have no public address.
    NoAddress,
    /// Its default route leads to a private NAT gateway, whose packets no internet gateway takes.
    PrivateGateway,
    /// Its default route leads to another VPC by a peering connection, which passes on nothing to that one's gateways.
    Peering,
}

/// The subnets of a workload's tasks from which nothing gets out, and why there may be others.
pub type Supplies = (Vec<Supply>, Option<Unsure>);

/// The subnets of Fargate tasks from which nothing gets out to the internet, or why it is not known whether there are any.
pub fn supplies(
    (graph, network, placement): (&Graph<'_>, &Network, &Placement<'_>),
    workload: &Workload<'_>,
) -> Supplies {
    if workload.launch != Ok(Launch::Fargate) {
        return (Vec::new(), None);
    }
    let ways = match workload.subnets(graph) {
        Ok(ways) => ways,
        Err(unsure) => return (Vec::new(), Some(unsure)),
    };
    let [way] = &ways[..] else {
        return (Vec::new(), None);
    };
    let needs = Needs::of(graph, placement, workload);
    let mut open = way.others.map(Unsure::of);
    let mut found = Vec::new();
    for subnet in &way.certain {
        let Some(node) = graph.node_named(subnet, &["id"]) else {
            open = open.or_else(|| Some(Unsure::of(subnet)));
            continue;
        };
        match closed((graph, network), workload, node) {
            Ok(Some(closed)) => found.push(supply((graph, network), (node, closed), &needs)),
            Ok(None) => {}
            Err(unsure) => open = open.or(Some(unsure)),
        }
    }
    (found, open)
}

/// Why packets of tasks in a subnet do not get out to the internet; `None` where they do.
fn closed(
    (graph, network): (&Graph<'_>, &Network),
    workload: &Workload<'_>,
    subnet: NodeId,
) -> Result<Option<Closed>, Unsure> {
    let reach = network.reach(subnet);
    let header = graph.node(subnet).header();
    let unknown = || Unsure::new("where its packets go is not known", Some(header));
    let reach = reach.ok_or_else(unknown)?;
    let class = match &reach.v4 {
        None => &reach.class,
        Some(v4 @ Class::Private(_)) => v4,
        Some(_) => {
            let reason = "what its tasks reach by IPv6 alone is not known";
            return Err(Unsure::new(reason, Some(header)));
        }
    };
    match class {
        Class::Isolated => match elsewhere((graph, network), subnet, &Target::Local) {
            Some(unsure) => Err(unsure),
            None => Ok(Some(Closed::NoRoute)),
        },
        Class::Private(Target::Nat(Some(gateway))) => {
            let closed = behind((graph, network), *gateway)?;
            let own = Target::Nat(Some(*gateway));
            let other = closed.and_then(|_| elsewhere((graph, network), subnet, &own));
            other.map_or(Ok(closed), Err)
        }
        Class::Private(Target::Nat(_) | Target::Interface) => Ok(None),
        Class::Private(Target::Peering) => {
            match elsewhere((graph, network), subnet, &Target::Peering) {
                Some(unsure) => Err(unsure),
                None => Ok(Some(Closed::Peering)),
            }
        }
        Class::Private(target) => {
            let reason = format!(
                "whether {} leads to the internet is not known",
                target.words()
            );
            Err(Unsure::new(reason, Some(header)))
        }
        Class::Undetermined(unsure) => Err(unsure.clone()),
        Class::Public => {
            let ways = workload.of_network(graph, "assign_public_ip")?;
            let answers = ways.into_iter().map(|way| flag(way, false));
            match Truth::in_all(answers, None) {
                Truth::Yes => Ok(None),
                Truth::No => Ok(Some(Closed::NoAddress)),
                Truth::Open(unsure) => Err(unsure),
            }
        }
    }
}

/// Why packets do not get out behind a NAT gateway; `None` where they do. A private one translates between networks:
/// internet gateways drop what comes from it, and it gets out only where another network leads there.
fn behind(
    (graph, network): (&Graph<'_>, &Network),
    gateway: NodeId,
) -> Result<Option<Closed>, Unsure> {
    let node = graph.node(gateway);
    let unknown = || {
        let reason = "where its NAT gateway leads is not known";
        Unsure::new(reason, Some(node.header()))
    };
    match node.given("connectivity_type").map(|kind| kind.as_str()) {
        None | Some(Some("public")) => return Ok(None),
        Some(Some("private")) => {}
        Some(_) => return Err(unknown()),
    }
    let subnet = node.given("subnet_id").ok_or_else(unknown)?;
    let subnet = graph.node_named(subnet, &["id"]).ok_or_else(unknown)?;
    match network.reach(subnet).map(|reach| &reach.class) {
        Some(Class::Public | Class::Isolated) => {
            match elsewhere((graph, network), subnet, &Target::Local) {
                Some(unsure) => Err(unsure),
                None => Ok(Some(Closed::PrivateGateway)),
            }
        }
        _ => Err(unknown()),
    }
}

/// A route to other networks, which may have what is needed; not one to what was judged.
fn elsewhere(
    (graph, network): (&Graph<'_>, &Network),
    subnet: NodeId,
    judged: &Target,
) -> Option<Unsure> {
    let table = network.reach(subnet)?.table.as_ref()?;
    let leads = network
        .routes(table)?
        .iter()
        .flat_map(|route| &route.targets);
    let mut others = leads.filter(|target| {
        let is_own = matches!(
            target,
            Target::Local | Target::Internet(_) | Target::Endpoint
        );
        !is_own && *target != judged
    });
    let reason = format!("a route of its table leads to {}", others.next()?.words());
    Some(Unsure::new(reason, Some(graph.node(subnet).header())))
}

fn supply(
    (graph, network): (&Graph<'_>, &Network),
    (subnet, closed): (NodeId, Closed),
    needs: &Needs,
) -> Supply {
    let vpc = network.vpc_of(graph, subnet);
    let mut found = Supply {
        subnet,
        closed,
        missing: Vec::new(),
        has_some: false,
        beside_table: None,
        doubt: needs.doubt.clone(),
        vpc,
    };
    for need in &needs.certain {
        let service = match need {
            Need::Service(service) => service,
            Need::Registry(_) => {
                found.missing.push(need.clone());
                continue;
            }
        };
        match found.reaches((graph, network), service) {
            (Truth::Yes, _) => found.has_some |= *service != "s3",
            (Truth::No, Some(gateway)) => {
                found.beside_table = Some(gateway);
            }
            // The VPC at the other end may have endpoints, which are reached.
            (Truth::No, None) if closed == Closed::Peering => {
                let reason = "what the VPC behind its peering connection leads to is not known";
                let unsure = Unsure::new(reason, Some(graph.node(subnet).header()));
                found.doubt = found.doubt.take().or(Some(unsure));
            }
            (Truth::No, None) => found.missing.push(need.clone()),
            (Truth::Open(unsure), _) => found.doubt = found.doubt.take().or(Some(unsure)),
        }
    }
    found
}

impl Supply {
    /// Whether an endpoint leads to a service, and a gateway to it that is for other tables.
    fn reaches(
        &self,
        (graph, network): (&Graph<'_>, &Network),
        service: &str,
    ) -> (Truth, Option<NodeId>) {
        let Some(vpc) = &self.vpc else {
            let reason = "its VPC is not known";
            let unsure = Unsure::new(reason, Some(graph.node(self.subnet).header()));
            return (Truth::Open(unsure), None);
        };
        let table = network
            .reach(self.subnet)
            .and_then(|reach| reach.table.as_ref());
        let mut answer = Truth::No;
        let mut beside_table = None;
        for endpoint in network.endpoints(vpc, service) {
            let own = match &endpoint.way {
                Way::Name(leads) => match leads {
                    // Somebody may give the service's name a private zone of their own.
                    Truth::No => Truth::Open(Unsure::new(
                        "whether the service's name leads to its endpoint is not known",
                        Some(graph.node(endpoint.node).header()),
                    )),
                    leads => leads.clone(),
                },
                Way::Tables(tables, open) => match (table, open) {
                    (Some(table), _) if tables.contains(table) => Truth::Yes,
                    (Some(_), None) => {
                        beside_table = Some(endpoint.node);
                        Truth::No
                    }
                    (_, Some(unsure)) => Truth::Open(unsure.clone()),
                    (None, None) => {
                        let reason = "its route table is not known";
                        Truth::Open(Unsure::new(reason, None))
                    }
                },
            };
            let own = match (&endpoint.doubt, own) {
                (Some(unsure), Truth::Yes) => Truth::Open(unsure.clone()),
                (_, own) => own,
            };
            answer = answer.or(own);
        }
        let answer = match (answer, network.other_endpoints(graph, vpc)) {
            (Truth::No, Some(unsure)) => Truth::Open(unsure),
            (answer, _) => answer,
        };
        (answer, beside_table)
    }
}
