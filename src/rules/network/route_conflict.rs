//! See `route_conflict.md`.

use crate::aws::Infrastructure;
use crate::aws::network::{Destination, Route};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-route-conflict",
        summary: "A route table has two routes for the same addresses.",
        why: "AWS refuses the second route when it is applied.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("route_conflict.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (_, routes) in infrastructure.network.tables() {
        let certain = |route: &&Route| route.doubt.is_none();
        let mut routes: Vec<&Route> = routes.iter().filter(certain).collect();
        // In the order in which a reader meets them.
        routes.sort_by_key(|route| (route.span, route.node));
        for (at, second) in routes.iter().enumerate() {
            let Destination::Range(range) = &second.destination else {
                continue;
            };
            let same = |first: &&&Route| first.destination == second.destination;
            let Some(first) = routes[..at].iter().find(same) else {
                continue;
            };
            let message = format!(
                "{} is the second route for {range} in one route table",
                graph.node(second.node).address()
            );
            let help = "Remove one of the two routes, or give it other addresses".to_owned();
            let place = (second.node, "route_table_id");
            let mut found = failed(infrastructure, &RULE.meta, place, (message, help));
            found.span = second.span;
            findings.push(found.related(first.span, "the first route for these addresses"));
        }
    }
}
