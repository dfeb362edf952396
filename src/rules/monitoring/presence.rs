//! What the rules share that ask for an alarm on a metric of each resource of a kind.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Watching, dimension_naming};
use crate::diagnostic::{Finding, Meta};
use crate::graph::{Graph, NodeId};

use super::super::instances::{failed, undetermined};

/// Namespaces and names of metrics of a resource, of which one must be watched.
pub(super) type Metrics = &'static [(&'static str, &'static str)];

/// What a rule asks for.
pub(super) struct Presence {
    /// The rule.
    pub(super) meta: &'static Meta,
    /// What happens unseen, after "nobody is told when": a clause with `{}` for the resource.
    pub(super) unseen: &'static str,
    /// What to do.
    pub(super) help: &'static str,
}

/// Reports a resource of which none of these metrics is watched. Each is named as it is in the metrics.
pub(super) fn check(
    infrastructure: &Infrastructure<'_>,
    presence: &Presence,
    (subject, watched): (NodeId, &[(NodeId, Metrics)]),
    findings: &mut Vec<Finding>,
) {
    let graph = &infrastructure.graph;
    let mut found = Watching::default();
    for (resource, metrics) in watched {
        let kind = graph.node(*resource).kind();
        let mut namespaces = metrics.iter().map(|(namespace, _)| *namespace);
        let Some(by) = namespaces.find_map(|namespace| dimension_naming(namespace, kind)) else {
            continue;
        };
        let one = infrastructure
            .alarms
            .watching(graph, (*resource, by), metrics);
        found.good.extend(one.good);
        found.useless.extend(one.useless);
        found.doubt = found.doubt.or(one.doubt);
    }
    if !found.good.is_empty() {
        return;
    }
    let address = graph.node(subject).address();
    let unseen = presence.unseen.replace("{}", &address);
    if let Some(unsure) = &found.doubt {
        let what = format!("whether somebody is told when {unseen} is not known");
        let told = (what.as_str(), unsure);
        findings.push(undetermined(
            infrastructure,
            presence.meta,
            (subject, ""),
            told,
        ));
        return;
    }
    let tries = found.useless.first().map(|(alarm, reason)| {
        let alarm = graph.node(*alarm).address();
        format!("; {alarm} is of no use: {reason}")
    });
    let message = format!("nobody is told when {unseen}{}", tries.unwrap_or_default());
    let told = (message, presence.help.to_owned());
    let mut finding = failed(infrastructure, presence.meta, (subject, ""), told);
    if let Some((alarm, _)) = found.useless.first() {
        finding = finding.related(graph.node(*alarm).header(), "this alarm tries to");
    }
    findings.push(finding);
}

/// The services of an environment.
pub(super) fn services(graph: &Graph<'_>) -> Vec<NodeId> {
    let services = graph.resources("aws_ecs_service");
    services.map(|(id, _)| id).collect()
}

/// The application load balancers of an environment.
pub(super) fn balancers(graph: &Graph<'_>) -> Vec<NodeId> {
    let kinds = ["aws_lb", "aws_alb"];
    let all = kinds.into_iter().flat_map(|kind| graph.resources(kind));
    let application = all.filter(|(_, node)| {
        let kind = node.given("load_balancer_type");
        kind.is_none_or(|kind| kind.as_str() == Some("application"))
    });
    application.map(|(id, _)| id).collect()
}

/// The target groups of application load balancers that something is registered in.
pub(super) fn target_groups(graph: &Graph<'_>) -> Vec<NodeId> {
    let kinds = ["aws_lb_target_group", "aws_alb_target_group"];
    let all = kinds.into_iter().flat_map(|kind| graph.resources(kind));
    let used = all.filter(|(id, node)| {
        let protocol = node.given("protocol").and_then(|it| it.as_str());
        let registers = |kind: &str| {
            matches!(
                kind,
                "aws_ecs_service"
                    | "aws_lb_target_group_attachment"
                    | "aws_alb_target_group_attachment"
                    | "aws_autoscaling_attachment"
                    | "aws_autoscaling_group"
            )
        };
        let mut incoming = graph.incoming(*id);
        matches!(protocol, Some("HTTP" | "HTTPS"))
            && incoming.any(|edge| registers(graph.node(edge.from).kind()))
    });
    used.map(|(id, _)| id).collect()
}

/// The target groups that the tasks of a service are registered in.
pub(super) fn target_groups_of(graph: &Graph<'_>, service: NodeId) -> Vec<NodeId> {
    let edges = graph.outgoing(service).iter();
    let groups = edges.filter(|edge| {
        let kind = graph.node(edge.to).kind();
        matches!(kind, "aws_lb_target_group" | "aws_alb_target_group")
    });
    groups.map(|edge| edge.to).collect()
}
