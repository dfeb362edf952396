//! Whom an alarm tells when it fires.

use std::collections::BTreeSet;

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, Node, NodeId, alternatives};

use super::super::Unsure;
use super::elsewhere;
use super::judgement::Judgement;
use super::text;

/// What shows an alarm or speaks of it without being moved by it.
const BYSTANDERS: &[&str] = &[
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_composite_alarm",
    "aws_cloudwatch_metric_alarm",
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_sns_topic_policy",
    "aws_kms_key",
    "aws_ssm_parameter",
];

/// Whether somebody or something is told when an alarm fires. The argument that says it is `alarm_actions` or
/// `actions_enabled`.
pub fn tells(graph: &Graph<'_>, alarm: NodeId) -> Judgement {
    tells_beyond(graph, alarm, &mut BTreeSet::new())
}

/// The same, without those alarms that were looked at before.
fn tells_beyond(graph: &Graph<'_>, alarm: NodeId, seen: &mut BTreeSet<NodeId>) -> Judgement {
    seen.insert(alarm);
    let node = graph.node(alarm);
    let own = by_itself(node);
    if own == Judgement::Holds {
        return own;
    }
    match (through_others(graph, alarm, seen), own) {
        (Judgement::Fails(_), own) | (Judgement::Unknown(_), own @ Judgement::Unknown(_)) => own,
        (other, _) => other,
    }
}

/// Whether an alarm has actions of its own, and they are on.
fn by_itself(node: &Node<'_>) -> Judgement {
    if let Some(enabled) = node.given("actions_enabled") {
        match enabled.as_switch() {
            Some(true) => {}
            Some(false) => return Judgement::Fails("actions_enabled is false".to_owned()),
            None => return Judgement::Unknown(Unsure::of(enabled)),
        }
    }
    let silent = || Judgement::Fails("it has no alarm_actions".to_owned());
    let Some(actions) = node.given("alarm_actions") else {
        return silent();
    };
    let judge = |members: crate::graph::Members<'_>| {
        let is_action = |value: &&Value| !value.is_null() && value.as_str() != Some("");
        match (
            members.certain.iter().copied().any(|it| is_action(&it)),
            members.others,
        ) {
            (true, _) => Judgement::Holds,
            (false, Some(others)) => Judgement::Unknown(Unsure::of(others)),
            (false, None) => silent(),
        }
    };
    match Judgement::of_possible(alternatives(actions).into_iter().map(judge)) {
        Judgement::Unknown(unsure) if unsure.at.is_none() => {
            Judgement::Unknown(Unsure::new(unsure.reason, actions.place()))
        }
        other => other,
    }
}

/// Whether something else waits for an alarm: a composite alarm that tells somebody, a deployment, a rule.
fn through_others(graph: &Graph<'_>, alarm: NodeId, seen: &mut BTreeSet<NodeId>) -> Judgement {
    let node = graph.node(alarm);
    for edge in graph.incoming(alarm) {
        let other = graph.node(edge.from);
        let is_moved =
            other.declaration.mode == ResourceMode::Managed && !BYSTANDERS.contains(&other.kind());
        if is_moved {
            return Judgement::Holds;
        }
    }
    let mut doubt = None;
    let mut hear = |judgement: Judgement| match judgement {
        Judgement::Holds => true,
        Judgement::Unknown(unsure) => {
            doubt.get_or_insert(unsure);
            false
        }
        Judgement::Fails(_) => false,
    };
    for (composite, other) in graph.resources("aws_cloudwatch_composite_alarm") {
        let is_new = !seen.contains(&composite);
        let Some(rule) = other.given("alarm_rule").filter(|_| is_new) else {
            continue;
        };
        let is_named = names(graph, (composite, rule), alarm);
        let heard = match is_named {
            Judgement::Holds => tells_beyond(graph, composite, seen),
            other => other,
        };
        if hear(heard) {
            return Judgement::Holds;
        }
    }
    for (kind, argument) in [
        ("aws_ecs_service", "alarms"),
        ("aws_codedeploy_deployment_group", "alarm_configuration"),
        ("aws_route53_health_check", "cloudwatch_alarm_name"),
    ] {
        for (id, other) in graph.resources(kind) {
            if let Some(value) = other.given(argument)
                && hear(names(graph, (id, value), alarm))
            {
                return Judgement::Holds;
            }
        }
    }
    for (id, other) in graph.resources("aws_cloudwatch_event_rule") {
        if let Some(pattern) = other.given("event_pattern")
            && hear(by_event(graph, (id, pattern), alarm))
        {
            return Judgement::Holds;
        }
    }
    if let Some(unsure) = elsewhere::given(graph, alarm, "the alarm") {
        return Judgement::Unknown(unsure);
    }
    match doubt {
        Some(unsure) => Judgement::Unknown(unsure),
        None => Judgement::Fails(format!("nothing else waits for {}", node.address())),
    }
}

/// Whether a value names an alarm: refers to it, or has its name.
fn names(graph: &Graph<'_>, (holder, value): (NodeId, &Value), alarm: NodeId) -> Judgement {
    if graph.outgoing(holder).iter().any(|edge| edge.to == alarm) {
        return Judgement::Holds;
    }
    let name = graph.node(alarm).attribute("alarm_name");
    match name.and_then(|name| name.as_str()) {
        Some(name) if text::mentions(value, name) => Judgement::Holds,
        Some(_) if !text::is_open(value) => Judgement::Fails("it names others".to_owned()),
        _ if !text::is_open(value) => Judgement::Fails("it names others".to_owned()),
        _ => Judgement::Unknown(Unsure::new(
            "which alarms another resource names is not known",
            value.place(),
        )),
    }
}

/// Whether an event rule passes on that an alarm fires.
fn by_event(graph: &Graph<'_>, (rule, pattern): (NodeId, &Value), alarm: NodeId) -> Judgement {
    if !text::contains(pattern, "CloudWatch Alarm State Change") {
        return Judgement::Fails("it is about other events".to_owned());
    }
    let is_narrow = text::contains(pattern, "resources") || text::contains(pattern, "alarmName");
    if !is_narrow {
        return Judgement::Holds;
    }
    match names(graph, (rule, pattern), alarm) {
        // A pattern may name alarms by how their names begin.
        Judgement::Fails(_)
            if text::contains(pattern, "prefix") || text::contains(pattern, "wildcard") =>
        {
            let reason = "an event rule names alarms by a part of their names";
            Judgement::Unknown(Unsure::new(reason, pattern.place()))
        }
        other => other,
    }
}
