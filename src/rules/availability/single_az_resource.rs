//! See `single_az_resource.md`.

use crate::aws::companions::{Naming, companions};
use crate::aws::placement::truth::{Truth, flag, number};
use crate::aws::placement::zone::Zones;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-single-az-resource",
        summary: "Instances or a database are in one availability zone.",
        why: "When that zone fails, they do, and whatever needs them with them.",
        severity: DefaultSeverity::ByTier(Severity::Warning, None),
        security: None,
        page: include_str!("single_az_resource.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (group, _) in graph.resources("aws_autoscaling_group") {
        findings.extend(one_zone(infrastructure, group));
        findings.extend(one_instance(infrastructure, group));
    }
    for (database, node) in graph.resources("aws_db_instance") {
        // A replica is not the only one.
        if node.given("replicate_source_db").is_none() {
            findings.extend(no_standby(infrastructure, database, "multi_az"));
        }
    }
    for (cache, _) in graph.resources("aws_elasticache_replication_group") {
        findings.extend(no_standby(infrastructure, cache, "multi_az_enabled"));
    }
}

/// A group of instances whose subnets are all in one zone.
fn one_zone(infrastructure: &Infrastructure<'_>, group: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(group);
    // One instance is in one zone wherever it may be.
    if number(node.given("max_size"), 0).is_ok_and(|(_, most)| most < 2) {
        return None;
    }
    let subnets = node.given("vpc_zone_identifier")?;
    let mut told = String::new();
    let mut evidence = Vec::new();
    let ways = alternatives(subnets);
    let ways = ways.iter().map(|way| {
        let zones = Zones::of(graph, way);
        match zones.maximum() {
            _ if zones.minimum() > 1 => Truth::No,
            Some(0) => Truth::No,
            Some(1) => {
                told = zones.told();
                evidence = zones.evidence(graph);
                Truth::Yes
            }
            _ => Truth::Open(zones.unsure()),
        }
    });
    let answer = Truth::in_all(ways.collect::<Vec<_>>(), Some(subnets));
    let address = node.address();
    let message = || {
        let text = format!("{address} starts all of its instances in {told}");
        (
            text,
            "Add subnets of other zones to vpc_zone_identifier".to_owned(),
        )
    };
    let what = format!("in how many zones {address} starts instances is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let place = (group, "vpc_zone_identifier");
    let finding = judged(infrastructure, &RULE.meta, place, &answer, words)?;
    Some(if answer.is_yes() {
        with_evidence(finding, &evidence)
    } else {
        finding
    })
}

/// A group of instances behind a load balancer that may come down to one.
fn one_instance(infrastructure: &Infrastructure<'_>, group: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(group);
    let takes_requests = node
        .blocks("target_group_arns")
        .iter()
        .all(|way| !way.certain.is_empty());
    let naming = Naming {
        kinds: &["aws_autoscaling_attachment"],
        argument: "autoscaling_group_name",
        attributes: &["id", "name"],
        name: "name",
    };
    if !takes_requests && companions(graph, group, &naming).certain.is_empty() {
        return None;
    }
    let answer = match number(node.given("min_size"), 0) {
        Ok((_, most)) if most < 2 => Truth::Yes,
        Ok((least, _)) if least >= 2 => Truth::No,
        Ok(_) => Truth::Open(Unsure::new(
            "it hangs on a condition that is not known",
            None,
        )),
        Err(unsure) => Truth::Open(unsure),
    };
    let address = node.address();
    let message = || {
        let text = format!("{address} serves requests and may come down to a single instance");
        (text, "Set min_size = 2 or more".to_owned())
    };
    let what = format!("how few instances {address} may have is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    judged(
        infrastructure,
        &RULE.meta,
        (group, "min_size"),
        &answer,
        words,
    )
}

/// What has no second one in another zone.
fn no_standby(
    infrastructure: &Infrastructure<'_>,
    id: NodeId,
    switch: &'static str,
) -> Option<Finding> {
    let node = infrastructure.graph.node(id);
    let address = node.address();
    let answer = flag(node.given(switch), false).opposite();
    let message = || {
        let text = format!("{address} has no standby in another zone");
        (text, format!("Set {switch} = true"))
    };
    let what = format!("whether {address} has a standby in another zone is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    judged(infrastructure, &RULE.meta, (id, switch), &answer, words)
}
