//! Whether AWS publishes a metric with the dimensions that an alarm asks for, and of which resource it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::eval::{Cause, Part, Shape, Value};
use crate::graph::{Graph, Node, NodeId, possible};

use super::super::Unsure;
use super::catalogue::{self, Dimension};
use super::judgement::Judgement;
use super::watch::{Watch, dimensions};

/// What is wrong with one dimension, or with all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The dimension; `None` where the set of them is wrong.
    pub dimension: Option<String>,
    /// A clause.
    pub reason: String,
    /// What to write instead.
    pub instead: String,
}

/// Whether the metric that an alarm reads is ever published: `Ok` with the flaws, none where it is.
pub fn flaws(graph: &Graph<'_>, watch: &Watch<'_>) -> Result<Vec<Flaw>, Unsure> {
    let Some(namespace) = watch.namespace.filter(|value| value.as_str().is_none()) else {
        return known_namespace(graph, watch);
    };
    Err(Unsure::of(namespace))
}

fn known_namespace(graph: &Graph<'_>, watch: &Watch<'_>) -> Result<Vec<Flaw>, Unsure> {
    let Some(namespace) = watch.namespace.and_then(|value| value.as_str()) else {
        return Ok(Vec::new());
    };
    let mut answers: Vec<Result<Vec<Flaw>, Unsure>> = Vec::new();
    let all = watch.dimensions.map_or_else(Vec::new, possible);
    for one in &all {
        answers.push(match dimensions(one) {
            Ok(given) => of_given(graph, watch, namespace, &given),
            Err(unsure) if catalogue::is_listed(namespace) => Err(unsure),
            Err(_) => Ok(Vec::new()),
        });
    }
    if all.is_empty() {
        answers.push(of_given(graph, watch, namespace, &BTreeMap::new()));
    }
    // Where it hangs on a condition, each way must have a flaw.
    let unsure = answers.iter().find_map(|answer| answer.as_ref().err());
    let is_good =
        |answer: &Result<Vec<Flaw>, Unsure>| matches!(answer, Ok(flaws) if flaws.is_empty());
    let good = answers.iter().filter(|answer| is_good(answer)).count();
    match (unsure, good) {
        (Some(unsure), _) => Err(unsure.clone()),
        (None, 0) => answers.swap_remove(0),
        (None, good) if good == answers.len() => Ok(Vec::new()),
        (None, _) => Err(Unsure::new(
            "its dimensions hang on a condition that is not known",
            watch.dimensions.and_then(Value::place),
        )),
    }
}

fn of_given(
    graph: &Graph<'_>,
    watch: &Watch<'_>,
    namespace: &str,
    given: &BTreeMap<&str, &Value>,
) -> Result<Vec<Flaw>, Unsure> {
    if let Some(flaw) = of_balancer(graph, watch, namespace, given) {
        return Ok(vec![flaw]);
    }
    if let Some(flaw) = of_names(watch, namespace, given) {
        return Ok(vec![flaw]);
    }
    let mut flaws = Vec::new();
    let mut doubt = None;
    for (name, value) in given {
        let Some(dimension) = catalogue::dimension_of(namespace, name) else {
            continue;
        };
        match of_value(graph, dimension, value) {
            Judgement::Holds => {}
            Judgement::Fails(reason) => flaws.push(Flaw {
                dimension: Some((*name).to_owned()),
                reason: format!("{name} is {reason}, not {}", dimension.form),
                instead: format!("Set {name} to {}", instead(graph, dimension, value)),
            }),
            Judgement::Unknown(unsure) => doubt = Some(unsure),
        }
    }
    match doubt {
        Some(unsure) if flaws.is_empty() => Err(unsure),
        _ => Ok(flaws),
    }
}

/// The types of load balancers and the namespaces of their metrics.
const BALANCERS: [(&str, &str); 2] = [
    ("application", "AWS/ApplicationELB"),
    ("network", "AWS/NetworkELB"),
];

/// The flaw of a load balancer whose metrics have another namespace.
fn of_balancer(
    graph: &Graph<'_>,
    watch: &Watch<'_>,
    namespace: &str,
    given: &BTreeMap<&str, &Value>,
) -> Option<Flaw> {
    if !BALANCERS.iter().any(|(_, of_type)| *of_type == namespace) {
        return None;
    }
    let reference = graph.reference(given.get("LoadBalancer")?)?;
    let node = graph.node(reference.node);
    let is_made = node.declaration.mode == ResourceMode::Managed;
    if !is_made || !["aws_lb", "aws_alb"].contains(&node.kind()) {
        return None;
    }
    let kind = match node.given("load_balancer_type") {
        Some(kind) => kind.as_str()?,
        None => "application",
    };
    let (_, right) = BALANCERS.iter().find(|(of_kind, _)| *of_kind == kind)?;
    if *right == namespace {
        return None;
    }
    let metric = watch.name.and_then(|name| name.as_str());
    let also = metric
        .and_then(|name| catalogue::misspelt(right, name))
        .map_or_else(String::new, |meant| format!(", and metric_name to {meant}"));
    let address = node.address();
    Some(Flaw {
        dimension: Some("LoadBalancer".to_owned()),
        reason: format!(
            "{address} is a load balancer of type {kind}, which has no metrics in {namespace}"
        ),
        instead: format!("Set the namespace to {right}{also}"),
    })
}

/// The flaw of a set of dimensions that AWS does not publish the metric with.
fn of_names(watch: &Watch<'_>, namespace: &str, given: &BTreeMap<&str, &Value>) -> Option<Flaw> {
    let names: BTreeSet<&str> = given.keys().copied().collect();
    let asked = list(&names);
    let metric = watch.name.and_then(|name| name.as_str());
    let flaw = |reason: String, instead: String| {
        let dimension = None;
        Some(Flaw {
            dimension,
            reason,
            instead,
        })
    };
    if let Some((name, known)) = metric.and_then(|name| Some((name, watch.known()?))) {
        if let Some(elsewhere) = known.elsewhere {
            let reason = format!("{namespace} has no metric {name}");
            return flaw(reason, format!("Set the namespace to {elsewhere}"));
        }
        if known.sets.contains(&names) {
            return None;
        }
        let sets: Vec<String> = known.sets.iter().map(list).collect();
        let reason = format!(
            "AWS publishes {name} with {}, and this asks for {asked}",
            sets.join(" or with ")
        );
        let nearest = known.sets.iter().min_by_key(|set| {
            // Someone who writes TargetGroupArn means TargetGroup.
            let is_meant = |name: &&&str| names.iter().any(|given| given.starts_with(**name));
            let meant = set.iter().filter(is_meant).count();
            (std::cmp::Reverse(meant), set.len())
        });
        let needed = nearest.cloned().unwrap_or_default();
        let strange: BTreeSet<&str> = names.difference(&needed).copied().collect();
        let has_all = needed.is_subset(&names) && !needed.is_empty();
        return flaw(
            reason,
            if has_all {
                let dimensions = if strange.len() == 1 {
                    "dimension"
                } else {
                    "dimensions"
                };
                format!("Leave out the {dimensions} {}", list(&strange))
            } else {
                format!("Set the dimensions {}", list(&needed))
            },
        );
    }
    if let Some(name) = metric
        && let Some(meant) = catalogue::misspelt(namespace, name)
    {
        let reason = format!("{namespace} has no metric {name}");
        return flaw(reason, format!("Set metric_name to {meant}"));
    }
    let all = catalogue::all_dimensions(namespace)?;
    let strange = names.iter().find(|name| !all.contains(*name))?;
    let reason = format!("no metric of {namespace} has the dimension {strange}");
    flaw(reason, format!("Use only the dimensions {}", list(all)))
}

/// Names in a sentence.
fn list(names: &BTreeSet<&str>) -> String {
    let names: Vec<&str> = names.iter().copied().collect();
    match &names[..] {
        [] => "no dimension".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether a value may be one of a dimension.
fn of_value(graph: &Graph<'_>, dimension: &Dimension, value: &Value) -> Judgement {
    let all = possible(value).into_iter();
    Judgement::of_possible(all.map(|one| of_one_value(graph, dimension, one)))
}

fn of_one_value(graph: &Graph<'_>, dimension: &Dimension, value: &Value) -> Judgement {
    if let Some(reference) = graph.reference(value) {
        let node = graph.node(reference.node);
        if dimension.kinds.contains(&node.kind()) {
            if dimension.mistaken.contains(&reference.attribute) {
                return Judgement::Fails(format!("{}.{}", node.address(), reference.attribute));
            }
            return Judgement::Holds;
        }
    }
    let Some(start) = beginning(value) else {
        return Judgement::Unknown(Unsure::of(value));
    };
    let is_whole = value.as_str().is_some();
    let length = start.len().min(dimension.begins.len());
    let begins_so = start.as_bytes()[..length] == dimension.begins.as_bytes()[..length]
        && (!is_whole || start.len() > dimension.begins.len());
    let shown = if is_whole {
        format!("\"{start}\"")
    } else {
        format!("a text that begins with \"{start}\"")
    };
    if start.starts_with("arn:") || start.starts_with("https://") {
        return Judgement::Fails(shown);
    }
    if !begins_so {
        Judgement::Fails(shown)
    } else if is_whole || !start.is_empty() {
        Judgement::Holds
    } else {
        Judgement::Unknown(Unsure::of(value))
    }
}

/// The known beginning of a text.
fn beginning(value: &Value) -> Option<&str> {
    if let Some(text) = value.as_str() {
        return Some(text);
    }
    match &value.as_unknown()?.shape {
        Shape::Template(parts) => match parts.first()? {
            Part::Text(text, _) => Some(text.as_str()),
            Part::Hole(_) => None,
        },
        _ => None,
    }
}

/// What to write in place of a value: the right attribute of the resource that it names in the wrong way.
fn instead(graph: &Graph<'_>, dimension: &Dimension, value: &Value) -> String {
    let right = dimension.attributes.first().copied().unwrap_or("id");
    let referred = graph.reference(value).map(|reference| reference.node);
    let named = || {
        let text = value.as_str()?;
        let kinds = dimension.kinds.iter();
        let nodes = kinds.flat_map(|kind| graph.resources(kind));
        let has_name = |id: &NodeId| {
            let name = graph.node(*id).attribute("name");
            name.and_then(|name| name.as_str()) == Some(text)
        };
        nodes.map(|(id, _)| id).find(has_name)
    };
    match referred.or_else(named) {
        Some(id) => format!("{}.{right}", graph.node(id).address()),
        None => dimension.form.to_owned(),
    }
}

/// Whether a dimension's value names this resource.
pub(super) fn names(
    graph: &Graph<'_>,
    alarm: NodeId,
    (dimension, value): (&Dimension, &Value),
    resource: NodeId,
) -> Judgement {
    let all = possible(value).into_iter();
    Judgement::of_possible(all.map(|one| names_one(graph, alarm, (dimension, one), resource)))
}

/// Whether a text, as the value of a dimension, certainly names no resource of the environment, though it makes some of
/// those that the dimension names.
pub fn names_none(graph: &Graph<'_>, (namespace, name): (&str, &str), value: &Value) -> bool {
    let Some(dimension) = catalogue::dimension_of(namespace, name) else {
        return false;
    };
    if value.as_str().is_none() || graph.reference(value).is_some() {
        return false;
    }
    let kinds = dimension.kinds.iter();
    let mut all = kinds.flat_map(|kind| graph.resources(kind)).peekable();
    all.peek().is_some()
        && all.all(|(id, _)| {
            let judgement = names_one(graph, id, (dimension, value), id);
            matches!(judgement, Judgement::Fails(_))
        })
}

fn names_one(
    graph: &Graph<'_>,
    alarm: NodeId,
    (dimension, value): (&Dimension, &Value),
    resource: NodeId,
) -> Judgement {
    let other = || Judgement::Fails("it names another one".to_owned());
    let unknown = || Judgement::Unknown(Unsure::of(value));
    if let Some(reference) = graph.reference(value) {
        if reference.node == resource {
            // Also by an attribute that is mistaken for the right one: that is told of the alarm.
            let mut all = dimension.attributes.iter().chain(&dimension.mistaken);
            let is_named = all.any(|name| *name == reference.attribute);
            let is_same = reference.is_single || graph.are_parallel(alarm, resource);
            return match (is_named, is_same) {
                (true, true) => Judgement::Holds,
                (true, false) => unknown(),
                (false, _) => other(),
            };
        }
        if dimension.kinds.contains(&graph.node(reference.node).kind()) {
            let read = graph.node(reference.node).declaration.mode;
            return match read {
                ResourceMode::Managed => other(),
                _ => is_read(graph, reference.node, resource).unwrap_or_else(unknown),
            };
        }
    }
    let node = graph.node(resource);
    let attribute = |name: &&'static str| node.attribute(name);
    let mut mistaken = dimension.mistaken.iter().filter_map(attribute);
    if mistaken.any(|own| is_same_text(own, value)) {
        return Judgement::Holds;
    }
    let mut is_other = !dimension.begins.is_empty() && is_of_other_name(node, dimension, value);
    for own in dimension.attributes.iter().filter_map(attribute) {
        if is_same_text(own, value) {
            return Judgement::Holds;
        }
        is_other |= own.as_str().is_some() && value.as_str().is_some();
    }
    if is_other { other() } else { unknown() }
}

/// Whether what a data source reads is this resource: both have a name, and either it is the same or not.
fn is_read(graph: &Graph<'_>, data: NodeId, resource: NodeId) -> Option<Judgement> {
    let read = graph.node(data).given("name")?;
    let own = graph.node(resource).given("name")?;
    if is_same_text(read, own) {
        return Some(Judgement::Holds);
    }
    (read.as_str().is_some() && own.as_str().is_some())
        .then(|| Judgement::Fails("it names another one".to_owned()))
}

/// Whether a text such as `app/NAME/ID` is that of a resource of another name, or is no such text.
fn is_of_other_name(node: &Node<'_>, dimension: &Dimension, value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let Some(rest) = text.strip_prefix(dimension.begins) else {
        // By its name it is no other: that was looked at before.
        return node
            .given("name")
            .is_some_and(|name| name.as_str().is_some());
    };
    let named = rest.split_once('/').map(|(name, _)| name);
    let own = node.given("name").and_then(|name| name.as_str());
    matches!((named, own), (Some(named), Some(own)) if named != own)
}

/// Whether two texts that are not wholly known are made of the same parts.
pub(super) fn is_same_text(left: &Value, right: &Value) -> bool {
    let (Some(left), Some(right)) = (left.as_unknown(), right.as_unknown()) else {
        return left.as_str().is_some() && left.as_str() == right.as_str();
    };
    match (&left.shape, &right.shape) {
        (Shape::Symbol(left), Shape::Symbol(right)) => left == right && left.is_single(),
        (Shape::Template(left), Shape::Template(right)) => {
            let is_same = |(left, right): (&Part, &Part)| match (left, right) {
                (Part::Text(left, _), Part::Text(right, _)) => left.as_str() == right.as_str(),
                (Part::Hole(left), Part::Hole(right)) => is_same_text(left, right),
                _ => false,
            };
            left.len() == right.len() && left.iter().zip(right.iter()).all(is_same)
        }
        // A variable without a value is the same wherever it is read in one place.
        (Shape::Opaque, Shape::Opaque) => {
            let is_variable = matches!(left.cause, Cause::NoValue(_));
            is_variable && left.at == right.at && left.cause == right.cause
        }
        _ => false,
    }
}
