//! See `cross_zone.md`.

use crate::aws::Infrastructure;
use crate::aws::balancing::registered_in;
use crate::aws::placement::Workload;
use crate::aws::placement::scaling::floor;
use crate::aws::placement::truth::{flag, is_text};
use crate::aws::placement::zone::Zones;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-cross-zone",
        summary: "A load balancer sends each zone the same share of requests, however many tasks run there.",
        why: "A zone with one task gives it as much as another zone gives two, and when a zone has \
              none its share fails.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("cross_zone.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        for group in registered_in(graph, service) {
            findings.extend(judge(infrastructure, service, group));
        }
    }
}

fn judge(
    infrastructure: &Infrastructure<'_>,
    service: &Workload<'_>,
    group: NodeId,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(group);
    let setting = node.given("load_balancing_cross_zone_enabled");
    let is_off = is_text(setting, "false", "true").or(flag(setting, true).opposite());
    if !is_off.is_yes() || are_even(infrastructure, service) {
        return None;
    }
    let (address, own) = (node.address(), service.address(graph));
    let message = format!(
        "{address} gives each zone the same share of requests, however many tasks of {own} run there"
    );
    let help = "Remove load_balancing_cross_zone_enabled".to_owned();
    let place = (group, "load_balancing_cross_zone_enabled");
    Some(failed(infrastructure, &RULE.meta, place, (message, help)))
}

/// Whether the fewest tasks that there may be are certainly as many in each zone as in the others.
fn are_even(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> bool {
    let graph = &infrastructure.graph;
    let Ok(Some(floor)) = floor(infrastructure, service.node) else {
        return false;
    };
    let Ok(ways) = service.subnets(graph) else {
        return false;
    };
    let [way] = &ways[..] else {
        return false;
    };
    let zones = Zones::of(graph, way);
    let count = i64::try_from(zones.minimum()).unwrap_or(i64::MAX);
    let is_known = zones.maximum() == Some(zones.minimum()) && floor.least == floor.most;
    is_known && count > 0 && floor.least % count == 0
}
