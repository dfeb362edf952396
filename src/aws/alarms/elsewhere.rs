//! Who else may watch an environment: what another service does, or a module that is not in the repository.

use crate::graph::{Graph, NodeId};
use crate::repo::registry_name;

use super::super::Unsure;
use super::text;

/// How the resources of other services that watch and alarm begin.
const SERVICES: &[&str] = &[
    "datadog_",
    "newrelic_",
    "grafana_",
    "signalfx_",
    "dynatrace_",
    "honeycombio_",
    "logicmonitor_",
    "site24x7_",
    "instana_",
    "checkly_",
    "betteruptime_",
    "statuscake_",
    "pingdom_",
    "uptimerobot_",
    "sumologic_",
    "signoz_",
];

/// What the images of their agents are called.
const AGENTS: &[&str] = &[
    "datadog/agent",
    "datadog-agent",
    "newrelic/",
    "dynatrace/",
    "instana/agent",
    "signalfx/",
    "splunk-otel-collector",
    "grafana/agent",
    "grafana/alloy",
];

/// Hosts of services that watch and alarm, as senders of logs and metrics name them.
const HOSTS: &[&str] = &[
    "datadoghq.com",
    "datadoghq.eu",
    "newrelic.com",
    "nr-data.net",
    "grafana.net",
    "signalfx.com",
    "dynatrace.com",
    "honeycomb.io",
    "logicmonitor.com",
    "instana.io",
    "splunkcloud.com",
    "sumologic.com",
];

/// What sends logs and metrics to such a service: what runs code, and what AWS itself sends with.
const SENDERS: &[&str] = &[
    "aws_ecs_task_definition",
    "aws_lambda_function",
    "aws_kinesis_firehose_delivery_stream",
    "aws_cloudwatch_event_api_destination",
];

/// Modules that are known to make no alarms, or alarms only on what they make themselves.
const WITHOUT_ALARMS: &[&str] = &[
    "terraform-aws-modules/vpc/aws",
    "terraform-aws-modules/alb/aws",
    "terraform-aws-modules/ecs/aws",
    "terraform-aws-modules/ecr/aws",
    "terraform-aws-modules/eks/aws",
    "terraform-aws-modules/security-group/aws",
    "terraform-aws-modules/iam/aws",
    "terraform-aws-modules/s3-bucket/aws",
    "terraform-aws-modules/kms/aws",
    "terraform-aws-modules/acm/aws",
    "terraform-aws-modules/route53/aws",
    "terraform-aws-modules/ec2-instance/aws",
    "terraform-aws-modules/key-pair/aws",
    "terraform-aws-modules/rds/aws",
    "terraform-aws-modules/rds-aurora/aws",
    "terraform-aws-modules/lambda/aws",
    "terraform-aws-modules/sqs/aws",
    "terraform-aws-modules/sns/aws",
    "terraform-aws-modules/notify-slack/aws",
    "terraform-aws-modules/dynamodb-table/aws",
    "terraform-aws-modules/autoscaling/aws",
    "cloudposse/elasticache-redis/aws",
    "cloudposse/ecs-container-definition/aws",
    "cloudposse/label/null",
];

/// Why there may be alarms that the repository does not show.
pub(super) fn doubt(graph: &Graph<'_>) -> Option<Unsure> {
    let makes_none = |source: &str| {
        let name = registry_name(source);
        name.is_some_and(|name| WITHOUT_ALARMS.contains(&&*name))
    };
    let mut unseen = graph.unseen.iter().filter(|it| !makes_none(&it.source));
    if let Some(unseen) = unseen.next() {
        return Some(Unsure::of_unseen(unseen, "which may make alarms"));
    }
    let is_service = |kind: &str| SERVICES.iter().any(|begin| kind.starts_with(begin));
    if let Some(kind) = graph.kinds().find(|kind| is_service(kind)) {
        let node = graph.resources(kind).next().map(|(_, node)| node);
        let service = kind.split('_').next().unwrap_or(kind);
        let reason = format!("{service} may watch it");
        return Some(Unsure::new(reason, node.map(crate::graph::Node::header)));
    }
    let mut tasks = graph.resources("aws_ecs_task_definition");
    let by_agent = tasks.find_map(|(_, node)| {
        let containers = node.given("container_definitions")?;
        let agent = AGENTS
            .iter()
            .find(|name| text::contains(containers, name))?;
        let reason = format!("a task runs the agent {agent}, and its service may watch it");
        Some(Unsure::new(
            reason,
            Some(node.place("container_definitions")),
        ))
    });
    by_agent.or_else(|| by_sender(graph))
}

/// What sends something of the environment to a service that watches.
fn by_sender(graph: &Graph<'_>) -> Option<Unsure> {
    let mut senders = SENDERS.iter().flat_map(|kind| graph.resources(kind));
    senders.find_map(|(_, node)| {
        let is_named = |host: &&&str| text::contains(&node.instance.value, host);
        let host = HOSTS.iter().find(is_named)?;
        let reason = format!("{} sends to {host}, which may watch it", node.address());
        Some(Unsure::new(reason, Some(node.header())))
    })
}

/// Why a module that is not in the repository may do something with a resource: it is given the resource, or its name.
pub(super) fn given(graph: &Graph<'_>, resource: NodeId, what: &str) -> Option<Unsure> {
    let name = graph.node(resource).attribute("name");
    let name = name
        .and_then(|name| name.as_str())
        .filter(|it| it.len() > 3);
    let unseen = graph.unseen.iter().find(|unseen| {
        let names_it = |name: &str| unseen.arguments.iter().any(|it| text::mentions(it, name));
        unseen.given.contains(&resource) || name.is_some_and(names_it)
    })?;
    let clause = format!("which is given {what}");
    Some(Unsure::of_unseen(unseen, &clause))
}

/// What measures a metric by other means than an alarm on it, such as an objective whose burn rate is watched.
const OBJECTIVES: &[&str] = &[
    "awscc_applicationsignals_service_level_objective",
    "aws_cloudformation_stack",
];

/// Why one of these metrics may be watched by other means.
pub(super) fn by_objective(graph: &Graph<'_>, metrics: &[(&str, &str)]) -> Option<Unsure> {
    let all = OBJECTIVES.iter().flat_map(|kind| graph.resources(kind));
    for (_, node) in all {
        let names = |(_, name): &(&str, &str)| text::contains(&node.instance.value, name);
        if metrics.iter().any(names) {
            let reason = format!("{} is about this metric", node.address());
            return Some(Unsure::new(reason, Some(node.header())));
        }
    }
    None
}
