//! Alarms: what they are about, and whom they tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Unsure;
use crate::aws::alarms::{Judgement, Watch, has_subscriber, tells};
use crate::eval::Value;
use crate::graph::{EdgeClass, Graph, Node, NodeId, alternatives, possible};

use super::build::Builder;
use super::{Alarm, Arrow, ArrowKind, Part, PartId, Receiver, Watched, name};

/// The dimension by which a metric is about a resource of a type, the most telling type first.
const DIMENSIONS: &[(&str, &str)] = &[
    ("aws_ecs_service", "ServiceName"),
    ("aws_lb_target_group", "TargetGroup"),
    ("aws_alb_target_group", "TargetGroup"),
    ("aws_lambda_function", "FunctionName"),
    ("aws_autoscaling_group", "AutoScalingGroupName"),
    ("aws_instance", "InstanceId"),
    ("aws_nat_gateway", "NatGatewayId"),
    ("aws_db_instance", "DBInstanceIdentifier"),
    ("aws_rds_cluster", "DBClusterIdentifier"),
    ("aws_elasticache_cluster", "CacheClusterId"),
    ("aws_lb", "LoadBalancer"),
    ("aws_alb", "LoadBalancer"),
];

/// At most so many pairs of a resource and an alarm are judged: nobody looks at a picture of more.
const MAX_PAIRS: usize = 100_000;

/// What is said of one alarm.
#[derive(Default)]
struct About {
    part: Option<PartId>,
    useless: Option<String>,
    /// Why it is not known whether it watches that.
    doubt: Option<String>,
}

/// Finds the alarms, what they are about, and whom they tell.
pub(super) fn find(builder: &mut Builder<'_, '_>) {
    let graph = builder.graph();
    let about = subjects(builder);
    let receivers = receivers(builder);
    let mut groups: BTreeMap<(bool, Option<PartId>), Vec<Alarm>> = BTreeMap::new();
    let kinds = [
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_composite_alarm",
    ];
    for (id, node) in kinds.into_iter().flat_map(|kind| graph.resources(kind)) {
        let mut part = builder.part_of(id, "alarm");
        part.details.extend(limit(node));
        let about = about.get(&id);
        part.doubt = part.doubt.or_else(|| about?.doubt.clone());
        let useless = about
            .and_then(|it| it.useless.clone())
            .or_else(|| match tells(graph, id) {
                Judgement::Fails(reason) => Some(reason),
                Judgement::Holds | Judgement::Unknown(_) => None,
            });
        let of = about.and_then(|it| it.part);
        groups.entry((of.is_none(), of)).or_default().push(Alarm {
            part,
            metrics: metrics(builder, id),
            useless,
            tells: receivers.get(&id).cloned().unwrap_or_default(),
        });
    }
    for ((_, of), mut alarms) in groups {
        alarms.sort_by_cached_key(|it| (it.part.title.clone(), it.part.id));
        let part = builder.part("alarms", "");
        tell(builder, part.id, &alarms);
        builder.watched.push(Watched { part, of, alarms });
    }
}

/// Arrows from a group of alarms to those that they tell.
fn tell(builder: &mut Builder<'_, '_>, from: PartId, alarms: &[Alarm]) {
    let told: BTreeSet<PartId> = alarms.iter().flat_map(|it| &it.tells).copied().collect();
    for to in told {
        let count = alarms.iter().filter(|it| it.tells.contains(&to)).count();
        let label = if count == alarms.len() {
            String::new()
        } else {
            format!("{count} of {}", alarms.len())
        };
        let kind = ArrowKind::Tells;
        builder.arrows.insert(Arrow {
            from,
            to,
            kind,
            label,
            doubt: None,
        });
    }
}

/// What each alarm is about: the most telling of the resources that its dimensions name.
fn subjects(builder: &Builder<'_, '_>) -> BTreeMap<NodeId, About> {
    let graph = builder.graph();
    let alarms = &builder.infrastructure.alarms;
    let metrics: BTreeSet<(&str, &str)> = alarms
        .all()
        .flat_map(|alarm| alarm.watches.iter().filter_map(Watch::metric))
        .collect();
    let metrics: Vec<(&str, &str)> = metrics.into_iter().collect();
    let count = alarms.all().count();
    let mut pairs = 0;
    let mut found: BTreeMap<NodeId, About> = BTreeMap::new();
    for (kind, dimension) in DIMENSIONS {
        for (resource, _) in graph.resources(kind) {
            let Some(part) = builder.drawn(resource) else {
                continue;
            };
            pairs += count;
            if pairs > MAX_PAIRS {
                return found;
            }
            let watching = alarms.watching(graph, (resource, dimension), &metrics);
            for alarm in watching.good {
                found.entry(alarm).or_default().part.get_or_insert(part);
            }
            for (alarm, reason) in watching.useless {
                let about = found.entry(alarm).or_default();
                about.part.get_or_insert(part);
                about.useless.get_or_insert(reason);
            }
        }
    }
    for alarm in alarms.all() {
        let about = found.entry(alarm.node).or_default();
        about.part = about.part.or_else(|| by_edges(builder, alarm.node));
        about.doubt = dimension_doubt(graph.node(alarm.node));
    }
    found
}

/// Why a dimension of an alarm is not known, where it is no attribute of a resource.
fn dimension_doubt(alarm: &Node<'_>) -> Option<String> {
    let dimensions = alarm.given("dimensions")?.entries()?;
    let is_open = |value: &&Value| value.as_unknown().is_some_and(|it| it.symbol().is_none());
    let open = dimensions.values().find(is_open)?;
    Some(Unsure::of(open).reason)
}

/// The part that an alarm's dimensions refer to, where those say nothing that AWS is known to publish.
fn by_edges(builder: &Builder<'_, '_>, alarm: NodeId) -> Option<PartId> {
    let edges = builder.graph().outgoing(alarm).iter();
    let edges = edges.filter(|edge| {
        let is_about = matches!(&*edge.attribute, "dimensions" | "metric_query");
        is_about && edge.class != EdgeClass::Possible
    });
    let parts: BTreeSet<PartId> = edges.filter_map(|edge| builder.drawn(edge.to)).collect();
    parts.into_iter().next_back()
}

fn metrics(builder: &Builder<'_, '_>, id: NodeId) -> Vec<String> {
    let mut all = builder.infrastructure.alarms.all();
    let Some(alarm) = all.find(|it| it.node == id) else {
        return Vec::new();
    };
    let watches = alarm.watches.iter();
    let names: BTreeSet<String> = watches.filter_map(|it| name::text(it.name?)).collect();
    names.into_iter().collect()
}

/// When an alarm fires, in signs: `> 80`.
fn limit(node: &Node<'_>) -> Option<String> {
    let sign = match node.given("comparison_operator")?.as_str()? {
        "GreaterThanThreshold" => ">",
        "GreaterThanOrEqualToThreshold" => "≥",
        "LessThanThreshold" => "<",
        "LessThanOrEqualToThreshold" => "≤",
        _ => return None,
    };
    let threshold = name::scalar(node.given("threshold")?)?;
    Some(format!("{sign} {threshold}"))
}

/// Those who are told, by the alarm that tells them.
fn receivers(builder: &mut Builder<'_, '_>) -> BTreeMap<NodeId, Vec<PartId>> {
    let graph = builder.graph();
    let mut told: BTreeMap<NodeId, Vec<PartId>> = BTreeMap::new();
    let topics = builder.infrastructure.alarms.topics();
    let topics: Vec<(NodeId, BTreeSet<NodeId>)> = topics
        .map(|(topic, alarms)| (topic, alarms.clone()))
        .collect();
    for (topic, alarms) in topics {
        let mut part = builder.part_of(topic, "topic");
        let unheard = match has_subscriber(graph, topic) {
            Judgement::Holds => None,
            Judgement::Fails(reason) => Some(reason),
            Judgement::Unknown(unsure) => {
                part.doubt = Some(unsure.reason);
                None
            }
        };
        for alarm in alarms {
            told.entry(alarm).or_default().push(part.id);
        }
        let subscribers = subscribers(builder, topic, part.id);
        builder.receivers.push(Receiver {
            part,
            subscribers,
            unheard,
        });
    }
    other_actions(builder, &mut told);
    rollbacks(builder, &mut told);
    told
}

fn subscribers(builder: &mut Builder<'_, '_>, topic: NodeId, part: PartId) -> Vec<String> {
    let graph = builder.graph();
    let mut found = Vec::new();
    for (id, node) in graph.resources("aws_sns_topic_subscription") {
        let is_to = |value| {
            possible(value)
                .into_iter()
                .any(|one| graph.node_named(one, &["arn", "id"]) == Some(topic))
        };
        if !node.given("topic_arn").is_some_and(is_to) {
            continue;
        }
        builder.about(id, part);
        let protocol = node.given("protocol").and_then(name::text);
        let endpoint = node.given("endpoint").and_then(name::text);
        let parts: Vec<String> = protocol.into_iter().chain(endpoint).collect();
        found.push(if parts.is_empty() {
            node.address()
        } else {
            parts.join(" ")
        });
    }
    for edge in graph.incoming(topic) {
        if graph.node(edge.from).kind() == "aws_sns_topic_policy" {
            builder.about(edge.from, part);
        }
    }
    found
}

/// What alarms do besides telling a topic of the environment: by reference, or by an ARN.
fn other_actions(builder: &mut Builder<'_, '_>, told: &mut BTreeMap<NodeId, Vec<PartId>>) {
    let graph = builder.graph();
    let mut known: BTreeMap<String, PartId> = BTreeMap::new();
    for (id, node) in graph.resources("aws_cloudwatch_metric_alarm") {
        let actions = node
            .given("alarm_actions")
            .into_iter()
            .flat_map(alternatives);
        let actions: Vec<_> = actions
            .flat_map(|it| it.all().collect::<Vec<_>>())
            .collect();
        for action in actions.into_iter().flat_map(possible) {
            let reference = graph.reference(action).map(|it| it.node);
            let (title, doubt) = match reference {
                Some(node) if builder.drawn(node).is_some() => continue,
                Some(node) => (graph.node(node).address(), None),
                None => match action.as_str() {
                    Some("") => continue,
                    Some(text) => (text.to_owned(), None),
                    None if action.is_null() => continue,
                    None => ("not known".to_owned(), Some(Unsure::of(action).reason)),
                },
            };
            let part = known.get(&title).copied();
            let part = part.unwrap_or_else(|| {
                let part = match reference {
                    Some(node) => builder.part_of(node, action_words(graph, node)),
                    None => builder.part("receiver", &title),
                };
                let part = Part { doubt, ..part };
                let id = part.id;
                let (subscribers, unheard) = (Vec::new(), None);
                builder.receivers.push(Receiver {
                    part,
                    subscribers,
                    unheard,
                });
                known.insert(title, id);
                id
            });
            let told = told.entry(id).or_default();
            if !told.contains(&part) {
                told.push(part);
            }
        }
    }
}

fn action_words(graph: &Graph<'_>, node: NodeId) -> String {
    match graph.node(node).kind() {
        "aws_appautoscaling_policy" | "aws_autoscaling_policy" => "scaling".to_owned(),
        "aws_sns_topic" => "topic".to_owned(),
        kind => name::kind_words(kind),
    }
}

/// Services whose deployments an alarm rolls back.
fn rollbacks(builder: &mut Builder<'_, '_>, told: &mut BTreeMap<NodeId, Vec<PartId>>) {
    let graph = builder.graph();
    let alarms: Vec<NodeId> = graph
        .resources("aws_cloudwatch_metric_alarm")
        .map(|(id, _)| id)
        .collect();
    for (service, node) in graph.resources("aws_ecs_service") {
        let Some(value) = node.given("alarms") else {
            continue;
        };
        let names: BTreeSet<&str> = alternatives(value)
            .iter()
            .flat_map(crate::graph::Members::all)
            .filter_map(|block| crate::aws::placement::truth::entry(block, "alarm_names"))
            .flat_map(alternatives)
            .flat_map(|members| members.all().collect::<Vec<_>>())
            .filter_map(|name| name.as_str())
            .collect();
        let edges = graph.outgoing(service).iter();
        let edges = edges.filter(|edge| &*edge.attribute == "alarms");
        let by_edge: BTreeSet<NodeId> = edges.map(|edge| edge.to).collect();
        let own = alarms.iter().copied().filter(|alarm| {
            let own = graph.node(*alarm).given("alarm_name");
            let is_named = own
                .and_then(|own| own.as_str())
                .is_some_and(|own| names.contains(own));
            is_named || by_edge.contains(alarm)
        });
        let own: Vec<NodeId> = own.collect();
        if own.is_empty() {
            continue;
        }
        let title = format!("rolls back {}", name::title(node));
        let part = builder.part("deployment", title);
        for alarm in own {
            told.entry(alarm).or_default().push(part.id);
        }
        let (subscribers, unheard) = (Vec::new(), None);
        builder.receivers.push(Receiver {
            part,
            subscribers,
            unheard,
        });
    }
}
