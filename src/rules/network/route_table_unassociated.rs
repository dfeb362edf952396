//! See `route_table_unassociated.md`.

use crate::aws::Infrastructure;
use crate::aws::network::Class;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, with_evidence};
use super::meant;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-route-table-unassociated",
        summary: "A subnet that is meant to be private has no route table of its own and relies on the VPC's main one.",
        why: "Whoever changes the main route table for something else, such as a new public subnet, changes this subnet \
              too without seeing it.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("route_table_unassociated.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (subnet, reach) in infrastructure.network.subnets() {
        // That it is public is told by the rule about private subnets that are public.
        let is_known = matches!(reach.class, Class::Private(_) | Class::Isolated);
        if reach.association.is_some() || !is_known {
            continue;
        }
        if meant::private(infrastructure, subnet).is_none() {
            continue;
        }
        let message = format!(
            "{} is associated with no route table: the VPC's main one serves it",
            infrastructure.graph.node(subnet).address()
        );
        let help = "Add an aws_route_table_association with a table for private subnets".to_owned();
        let place = (subnet, "");
        let found = failed(infrastructure, &RULE.meta, place, (message, help));
        findings.push(with_evidence(found, &reach.evidence[1..]));
    }
}
