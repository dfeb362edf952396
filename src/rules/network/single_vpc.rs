//! See `single_vpc.md`.

use std::collections::BTreeMap;

use crate::aws::{Infrastructure, region_of};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-single-vpc",
        summary: "A region of an environment has more than one VPC.",
        why: "What is in one does not reach what is in the other without peering, and nobody knows \
              where something new belongs.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("single_vpc.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    // The stacks of no environment are not one thing.
    let Some(environment) = graph.environment else {
        return;
    };
    let mut by_region: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
    // Of blocks that may come to nothing, one may stand for the other.
    let certain = graph
        .resources("aws_vpc")
        .filter(|(_, node)| !node.is_any());
    for (vpc, _) in certain {
        if let Some(region) = region_of(graph, vpc) {
            by_region.entry(region).or_default().push(vpc);
        }
    }
    for (region, vpcs) in by_region {
        let [first, others @ ..] = &vpcs[..] else {
            continue;
        };
        let first = graph.node(*first);
        for vpc in others {
            let message = format!(
                "{} is another VPC of {} in {region}, which has {} already",
                graph.node(*vpc).address(),
                environment.name,
                first.address()
            );
            let help = "Use the one VPC, with subnets of its own for what must be apart".to_owned();
            let found = failed(infrastructure, &RULE.meta, (*vpc, ""), (message, help));
            findings.push(found.related(first.header(), "the first VPC"));
        }
    }
}
