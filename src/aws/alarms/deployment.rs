//! Whether somebody hears of deployments that fail.

use crate::eval::Value;
use crate::graph::{Graph, NodeId, possible};

use super::super::Unsure;
use super::judgement::Judgement;
use super::{Alarms, dimension, text, topic};

/// What the pattern of an event rule says that hears of deployments or of tasks that stop.
const EVENTS: &[&str] = &[
    "ECS Deployment State Change",
    "SERVICE_DEPLOYMENT_FAILED",
    "ECS Task State Change",
];

/// What is to be done where nothing hears of deployments.
const NO_RULE: &str = "Add an aws_cloudwatch_event_rule for the event SERVICE_DEPLOYMENT_FAILED of aws.ecs, and a target";

/// An answer, and the smallest edit that makes it another where it fails.
type Answer = (Judgement, String);

/// Whether an event rule of the environment hears of deployments that fail, and tells somebody; and what is to be done
/// where none does.
pub fn hears_of_deployments(alarms: &Alarms<'_>, graph: &Graph<'_>) -> Answer {
    let mut doubt = None;
    let mut reason = "no event rule hears of it".to_owned();
    let mut help = NO_RULE.to_owned();
    for (rule, node) in graph.resources("aws_cloudwatch_event_rule") {
        let Some(pattern) = node.given("event_pattern") else {
            continue;
        };
        let is_of_deployments = EVENTS.iter().any(|event| text::contains(pattern, event));
        if !is_of_deployments {
            // A pattern whose parts are known is about something else, whatever its holes are.
            if !text::contains(pattern, "source") && text::is_open(pattern) {
                doubt.get_or_insert(Unsure::of(pattern));
            }
            continue;
        }
        let state = node.given("state").and_then(|state| state.as_str());
        let is_off = node.given("is_enabled").and_then(Value::as_switch) == Some(false);
        if state == Some("DISABLED") || is_off {
            reason = format!("{} is switched off", node.address());
            help = format!("Set state = \"ENABLED\" in {}", node.address());
            continue;
        }
        match has_target(graph, rule) {
            (Judgement::Holds, _) => return (Judgement::Holds, help),
            (Judgement::Fails(why), edit) => (reason, help) = (why, edit),
            (Judgement::Unknown(unsure), _) => doubt = Some(unsure),
        }
    }
    let judgement = match doubt.or_else(|| alarms.elsewhere.clone()) {
        Some(unsure) => Judgement::Unknown(unsure),
        None => Judgement::Fails(reason),
    };
    (judgement, help)
}

/// Whether a rule has a target, and where that is a topic, somebody subscribes to it.
fn has_target(graph: &Graph<'_>, rule: NodeId) -> Answer {
    let address = graph.node(rule).address();
    let mut worst = Judgement::Fails(format!("{address} has no target"));
    let mut help = format!("Add an aws_cloudwatch_event_target with rule = {address}.name");
    for (target, node) in graph.resources("aws_cloudwatch_event_target") {
        let names = node.given("rule").is_some_and(|value| {
            let is_own = |one: &Value| {
                let name = graph.node(rule).attribute("name");
                graph.node_named(one, &["name", "id"]) == Some(rule)
                    || name.is_some_and(|name| dimension::is_same_text(name, one))
            };
            possible(value).into_iter().any(is_own)
        });
        let is_moved = graph.outgoing(target).iter().any(|edge| edge.to == rule);
        if !names && !is_moved {
            continue;
        }
        let topic = node.given("arn").and_then(|arn| topic::topic(graph, arn));
        let Some(topic) = topic else {
            return (Judgement::Holds, help);
        };
        match topic::has_subscriber(graph, topic) {
            Judgement::Holds => return (Judgement::Holds, help),
            Judgement::Fails(_) => {
                let topic_address = graph.node(topic).address();
                worst = Judgement::Fails(format!(
                    "{address} sends it to {topic_address}, which nobody subscribes to"
                ));
                help = topic::how_to_subscribe(graph, topic);
            }
            unknown @ Judgement::Unknown(_) => worst = unknown,
        }
    }
    (worst, help)
}
