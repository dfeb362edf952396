//! See `public_subnet_no_igw.md`.

use crate::aws::network::{Class, InternetGateway, Target};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::Identity;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined, with_evidence};
use super::meant;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-public-subnet-no-igw",
        summary: "A subnet that is meant to be public has no default route to an internet gateway.",
        why: "Nothing in the internet reaches what lies there: a load balancer answers nobody, and a NAT gateway lets \
              nobody out.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("public_subnet_no_igw.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    for (subnet, reach) in network.subnets() {
        // That the VPC has no gateway at all is told once, by the rule about that.
        if let Some(Identity::Node(vpc)) = network.vpc_of(graph, subnet)
            && network.internet_gateway(vpc) == Some(&InternetGateway::Missing)
        {
            continue;
        }
        let Some(meaning) = meant::public(infrastructure, subnet) else {
            continue;
        };
        let address = graph.node(subnet).address();
        let place = match reach.association {
            Some(association) => (association, "route_table_id"),
            None => (subnet, ""),
        };
        let instead = match &reach.class {
            Class::Public => continue,
            Class::Private(Target::Endpoint) => {
                // Behind the endpoint is a firewall, and the way goes on from its subnet.
                let what = format!("whether the internet reaches {address} is not known");
                let reason = "its packets pass through an endpoint first";
                let unsure = Unsure::new(reason, reach.evidence.last().map(|note| note.span));
                findings.push(undetermined(
                    infrastructure,
                    &RULE.meta,
                    (subnet, ""),
                    (&what, &unsure),
                ));
                continue;
            }
            Class::Private(target) => format!("its default route leads to {}", target.words()),
            Class::Isolated => "it has no default route".to_owned(),
            Class::Undetermined(unsure) => {
                let what = format!("where the packets of {address} go is not known");
                findings.push(undetermined(
                    infrastructure,
                    &RULE.meta,
                    (subnet, ""),
                    (&what, unsure),
                ));
                continue;
            }
        };
        let message = format!(
            "{address} is meant to be public ({}), but {instead}",
            meaning.0
        );
        let help = "Add a route for 0.0.0.0/0 to the VPC's internet gateway to its route table";
        let found = failed(
            infrastructure,
            &RULE.meta,
            place,
            (message, help.to_owned()),
        );
        findings.push(with_evidence(found, &reach.evidence));
    }
}
