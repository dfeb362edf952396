//! See `subnet_two_tables.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-subnet-two-tables",
        summary: "A subnet is associated with a route table twice.",
        why: "A subnet has one route table: AWS refuses the second association, or each apply replaces the other's.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("subnet_two_tables.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    for (subnet, _) in network.subnets() {
        // In the order in which a reader meets them.
        let mut associations: Vec<NodeId> = network.associations(subnet).collect();
        associations.sort_by_key(|id| (graph.node(*id).header(), *id));
        associations.dedup();
        let Some((first, others)) = associations.split_first() else {
            continue;
        };
        for second in others {
            let (one, two) = (graph.node(*first), graph.node(*second));
            let message = format!(
                "{} is associated with a route table by {} and by {}",
                graph.node(subnet).address(),
                one.address(),
                two.address()
            );
            let help = "Keep one of the two associations".to_owned();
            let place = (*second, "subnet_id");
            let found = failed(infrastructure, &RULE.meta, place, (message, help));
            findings.push(found.related(one.header(), "the other association"));
        }
    }
}
