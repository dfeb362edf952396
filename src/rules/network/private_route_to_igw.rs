//! See `private_route_to_igw.md`.

use crate::aws::Infrastructure;
use crate::aws::network::{Class, Destination, Target};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-private-route-to-igw",
        summary: "A private subnet's route table sends some addresses to an internet gateway.",
        why: "For those addresses the subnet is public: what has no public address there does not reach them, and what \
              has one is reached from them.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: Some("4.0"),
        page: include_str!("private_route_to_igw.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    for (subnet, reach) in network.subnets() {
        let (Class::Private(out), Some(table)) = (&reach.class, &reach.table) else {
            continue;
        };
        for route in network.routes(table).unwrap_or_default() {
            let [Target::Internet(_)] = route.targets[..] else {
                continue;
            };
            let Destination::Range(range) = &route.destination else {
                continue;
            };
            if range.is_everything() || route.doubt.is_some() {
                continue;
            }
            let message = format!(
                "{} sends {range} to an internet gateway, but serves {}, whose default route leads to {}",
                graph.node(route.node).address(),
                graph.node(subnet).address(),
                out.words()
            );
            let help = "Remove the route: the default route serves these addresses too".to_owned();
            let place = (route.node, "route_table_id");
            let mut found = failed(infrastructure, &RULE.meta, place, (message, help));
            found.span = route.span;
            findings.push(found.related(graph.node(subnet).header(), "the private subnet"));
        }
    }
}
