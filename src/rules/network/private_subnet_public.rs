//! See `private_subnet_public.md`.

use std::collections::BTreeSet;

use crate::aws::Infrastructure;
use crate::aws::network::{Class, TableId};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined, with_evidence};
use super::meant;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-private-subnet-public",
        summary: "A subnet that is meant to be private has a default route to an internet gateway.",
        why: "Whatever gets a public address there, by mistake or by a default, is in the internet; and what has none \
              cannot get out, since an internet gateway serves public addresses only.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.0"),
        page: include_str!("private_subnet_public.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let subnets = infrastructure.network.subnets();
    let shared: BTreeSet<&TableId> = subnets
        .filter(|(subnet, _)| meant::private(infrastructure, *subnet).is_none())
        .filter_map(|(_, reach)| reach.table.as_ref())
        .collect();
    for (subnet, reach) in infrastructure.network.subnets() {
        let Some(meaning) = meant::private(infrastructure, subnet) else {
            continue;
        };
        let address = graph.node(subnet).address();
        // A table that only private subnets have has the wrong route; among others it is the wrong table for this one.
        let is_shared = reach
            .table
            .as_ref()
            .is_none_or(|table| shared.contains(table));
        let place = match (reach.association, reach.route) {
            (Some(_), Some((route, _))) if !is_shared => (route, ""),
            (Some(association), _) => (association, "route_table_id"),
            (None, _) => (subnet, ""),
        };
        match &reach.class {
            Class::Public => {
                let message = format!(
                    "{address} is meant to be private ({}), but {}",
                    meaning.0,
                    reach.to_the_internet()
                );
                let help = "Associate it with a route table whose default route leads to a NAT gateway, or that has none";
                let found = failed(
                    infrastructure,
                    &RULE.meta,
                    place,
                    (message, help.to_owned()),
                );
                let mut found = with_evidence(found, &reach.evidence);
                if let Some((_, span)) = reach.route.filter(|(route, _)| *route == place.0) {
                    found.span = span;
                }
                findings.push(found);
            }
            Class::Undetermined(unsure) => {
                let what = format!("where the packets of {address} go is not known");
                findings.push(undetermined(
                    infrastructure,
                    &RULE.meta,
                    (subnet, ""),
                    (&what, unsure),
                ));
            }
            Class::Private(_) | Class::Isolated => {}
        }
    }
}
