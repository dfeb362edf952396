//! Topics that alarms are sent to: which they are, and who subscribes.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, NodeId, possible};
use crate::hcl::{Expression, each_reference, step_name};

use super::super::Unsure;
use super::super::companions::candidates;
use super::super::placement::truth::Truth;
use super::elsewhere;
use super::judgement::Judgement;
use super::key::lets_cloudwatch;

/// Kinds that receive a topic's messages without a subscription resource.
const RECEIVERS: &[&str] = &[
    "aws_chatbot_slack_channel_configuration",
    "aws_chatbot_teams_channel_configuration",
    "aws_cloudformation_stack",
    "awscc_chatbot_slack_channel_configuration",
    "awscc_chatbot_microsoft_teams_channel_configuration",
    "aws_ssmincidents_response_plan",
];

/// The topics of the environment that alarms are sent to, with the alarms.
pub(super) fn of_alarms(graph: &Graph<'_>) -> BTreeMap<NodeId, BTreeSet<NodeId>> {
    let kinds = [
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_composite_alarm",
    ];
    let mut found: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
    for (alarm, node) in kinds.into_iter().flat_map(|kind| graph.resources(kind)) {
        let actions = node.given("alarm_actions");
        for members in actions.into_iter().flat_map(crate::graph::alternatives) {
            for action in members.all().flat_map(possible) {
                if let Some(topic) = topic(graph, action) {
                    found.entry(topic).or_default().insert(alarm);
                }
            }
        }
    }
    found
}

/// The topic of the environment that a value names: by reference, read by its name, or by its ARN.
pub(super) fn topic(graph: &Graph<'_>, value: &Value) -> Option<NodeId> {
    if let Some(reference) = graph.reference(value) {
        let node = graph.node(reference.node);
        if node.kind() != "aws_sns_topic" || !matches!(reference.attribute, "arn" | "id") {
            return None;
        }
        return match node.declaration.mode {
            ResourceMode::Managed => Some(reference.node),
            _ => named(graph, node.given("name")?.as_str()?),
        };
    }
    let (start, end) = ends(value)?;
    let name = end.rsplit_once(':')?.1;
    start.starts_with("arn:").then(|| named(graph, name))?
}

fn named(graph: &Graph<'_>, name: &str) -> Option<NodeId> {
    let is_called = |id: &NodeId| {
        let own = graph.node(*id).attribute("name");
        own.and_then(|own| own.as_str()) == Some(name)
    };
    let mut topics = graph.resources("aws_sns_topic").map(|(id, _)| id);
    topics.find(is_called)
}

/// The known beginning and end of a text.
pub(super) fn ends(value: &Value) -> Option<(&str, &str)> {
    if let Some(text) = value.as_str() {
        return Some((text, text));
    }
    let Shape::Template(parts) = &value.as_unknown()?.shape else {
        return None;
    };
    match (parts.first()?, parts.last()?) {
        (Part::Text(first, _), Part::Text(last, _)) => Some((first.as_str(), last.as_str())),
        _ => None,
    }
}

/// Whether a topic of the environment has a subscriber.
pub fn has_subscriber(graph: &Graph<'_>, topic: NodeId) -> Judgement {
    let mut doubt = None;
    let naming = (&["aws_sns_topic_subscription"][..], "topic_arn");
    for id in candidates(graph, topic, naming) {
        let Some(value) = graph.node(id).given("topic_arn") else {
            continue;
        };
        match subscribes(graph, (id, value), topic) {
            Judgement::Holds => return Judgement::Holds,
            Judgement::Unknown(unsure) => doubt = Some(unsure),
            Judgement::Fails(_) => {}
        }
    }
    let receives = |kind: &str| RECEIVERS.contains(&kind);
    if graph
        .incoming(topic)
        .any(|edge| receives(graph.node(edge.from).kind()))
    {
        return Judgement::Holds;
    }
    if let Some(unsure) = elsewhere::given(graph, topic, "the topic") {
        return Judgement::Unknown(unsure);
    }
    match doubt {
        Some(unsure) => Judgement::Unknown(unsure),
        None => Judgement::Fails("no subscription names it".to_owned()),
    }
}

/// The smallest edit that gives a topic a subscriber: instances of a subscription beside it that has none, else a new one.
pub fn how_to_subscribe(graph: &Graph<'_>, topic: NodeId) -> String {
    let node = graph.node(topic);
    let own_name = node.declaration.name;
    let names_it = |subscription: &Expression| {
        let mut is_named = false;
        each_reference(subscription, &mut |root, steps, _| {
            is_named |= root == "aws_sns_topic" && step_name(steps, 0) == Some(own_name);
        });
        is_named
    };
    let idle = node.module.resources.values().find(|it| {
        let block = &it.declaration.block.body;
        let is_idle =
            it.instances.is_empty() && it.declaration.kind == "aws_sns_topic_subscription";
        is_idle
            && block
                .attribute("topic_arn")
                .is_some_and(|to| names_it(&to.value))
    });
    match idle {
        Some(idle) => {
            let of_what = match idle.declaration.block.body.attribute("for_each") {
                Some(_) => "for_each",
                None => "count",
            };
            let address = idle.declaration.address();
            format!("Give {of_what} of {address} something to subscribe: it makes none now")
        }
        None => format!(
            "Add an aws_sns_topic_subscription with topic_arn = {}.arn",
            node.address()
        ),
    }
}

/// Whether the policy of a topic lets CloudWatch publish to it, and where it is written: the instance and its argument.
/// A topic without one has AWS's, by which all of its account may, CloudWatch's alarms included.
pub fn takes_alarms(graph: &Graph<'_>, of: NodeId) -> (Judgement, (NodeId, &'static str)) {
    let mut written: Vec<((NodeId, &'static str), &Value)> = Vec::new();
    if let Some(own) = graph.node(of).given("policy") {
        written.push(((of, "policy"), own));
    }
    for (id, node) in graph.resources("aws_sns_topic_policy") {
        let named = node.given("arn").and_then(|arn| topic(graph, arn));
        if let Some(own) = node.given("policy").filter(|_| named == Some(of)) {
            written.push(((id, "policy"), own));
        }
    }
    let Some((place, document)) = written.first() else {
        return (Judgement::Holds, (of, ""));
    };
    let judgement = match lets_cloudwatch(document, graph.node(place.0).header()) {
        Truth::Yes => Judgement::Holds,
        // Whom an account lets in is said elsewhere.
        Truth::No if written.len() == 1 && !super::text::contains(document, "AWS") => {
            Judgement::Fails("it does not name CloudWatch".to_owned())
        }
        _ => {
            let reason = "its policy is not wholly known, or lets others in who may be CloudWatch";
            Judgement::Unknown(Unsure::new(reason, None))
        }
    };
    (judgement, *place)
}

/// Whether a subscription is one to a topic.
fn subscribes(graph: &Graph<'_>, (id, value): (NodeId, &Value), of: NodeId) -> Judgement {
    let node = graph.node(id);
    let judge = |one: &Value| match topic(graph, one) {
        Some(found) if found != of => Judgement::Fails("it is to another topic".to_owned()),
        Some(_) => {
            let reference = graph.reference(one);
            let is_own = reference.is_none_or(|it| it.is_single) || graph.are_parallel(id, of);
            let may_be_none = node.is_any() && !graph.are_parallel(id, of);
            if is_own && !may_be_none {
                return Judgement::Holds;
            }
            let reason = format!("how many there are of {} is not known", node.address());
            Judgement::Unknown(Unsure::new(reason, Some(node.header())))
        }
        None if one.as_str().is_some() => Judgement::Fails("it is to another topic".to_owned()),
        None if graph.reference(one).is_some() => {
            Judgement::Fails("it is to another topic".to_owned())
        }
        None => Judgement::Unknown(Unsure::of(one)),
    };
    Judgement::of_possible(possible(value).into_iter().map(judge))
}
