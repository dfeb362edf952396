//! See `dashboard.md`.

use crate::aws::alarms::names_none;
use crate::aws::placement::truth::{Truth, entry};
use crate::aws::{Infrastructure, Unsure, region_of};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::eval::function::json_document;
use crate::graph::{Graph, Members, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-dashboard",
        summary: "An environment with services has no dashboard, or one that shows another region or what is not there.",
        why: "When something is wrong, everybody looks for the metrics first, and each finds others.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("dashboard.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut dashboards = graph.resources("aws_cloudwatch_dashboard");
    // What belongs to no environment is of several, which are not told apart.
    if graph.environment.is_some() && dashboards.clone().next().is_none() {
        findings.extend(none(infrastructure));
    }
    for (dashboard, _) in dashboards.by_ref() {
        findings.extend(other_region(infrastructure, dashboard));
        findings.extend(of_nothing(infrastructure, dashboard));
    }
}

fn none(infrastructure: &Infrastructure<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let service = infrastructure.placement.services().next()?;
    let mut unseen = graph.unseen.iter();
    let answer = match unseen.find(|call| !call.given.is_empty()) {
        Some(call) => Truth::Open(Unsure::of_unseen(call, "which may make one")),
        None => Truth::Yes,
    };
    let name = graph
        .environment
        .map_or("", |environment| &environment.name);
    let address = service.address(graph);
    let message = || {
        let text = format!("{name} has no dashboard for {address} and whatever else runs there");
        (text, "Add an aws_cloudwatch_dashboard".to_owned())
    };
    let what = format!("whether {name} has a dashboard is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    judged(
        infrastructure,
        &RULE.meta,
        (service.node, ""),
        &answer,
        words,
    )
}

/// Widgets that show another region than the one that their stack is of.
fn other_region(infrastructure: &Infrastructure<'_>, dashboard: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(dashboard);
    let own = region_of(graph, dashboard)?;
    let body = json_document(node.given("dashboard_body")?, node.header())?;
    let ways = alternatives(entry(&body, "widgets")?);
    let widgets = ways.iter().flat_map(Members::all);
    let regions = widgets.filter_map(|widget| entry(entry(widget, "properties")?, "region"));
    let regions: Vec<&Value> = regions.collect();
    // One that shows its own region beside others is meant to show several.
    let is_other = |region: &&Value| region.as_str().is_some_and(|region| region != own);
    let region = *regions.first()?;
    if !regions.iter().all(is_other) {
        return None;
    }
    let shown = region.as_str()?;
    let message = format!(
        "{} shows metrics of {shown}, but is made for {own}",
        node.address()
    );
    let help = format!("Set region to \"{own}\" in its widgets");
    let place = (dashboard, "dashboard_body");
    let mut finding = failed(infrastructure, &RULE.meta, place, (message, help));
    finding.span = region.place().unwrap_or(finding.span);
    Some(finding)
}

/// A metric of a resource of which the environment makes some, but none of that name.
fn of_nothing(infrastructure: &Infrastructure<'_>, dashboard: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    // What a module makes that is not here may have that name.
    if graph.environment.is_none() || !graph.unseen.is_empty() {
        return None;
    }
    let node = graph.node(dashboard);
    let body = json_document(node.given("dashboard_body")?, node.header())?;
    let ways = alternatives(entry(&body, "widgets")?);
    let [way] = &ways[..] else {
        return None;
    };
    let metrics = way.certain.iter().filter_map(|widget| {
        let metrics = entry(entry(widget, "properties")?, "metrics")?;
        Some(metrics.elements()?.iter())
    });
    let (namespace, name, value) = metrics
        .flatten()
        .filter_map(Value::elements)
        .find_map(|metric| missing(graph, metric))?;
    let shown = value.as_str()?;
    let message = format!(
        "{} shows a metric of {namespace} with {name} \"{shown}\", and nothing in the environment is called so",
        node.address()
    );
    let help = format!("Take {name} from the resource that is meant");
    let place = (dashboard, "dashboard_body");
    let mut finding = failed(infrastructure, &RULE.meta, place, (message, help));
    finding.span = value.place().unwrap_or(finding.span);
    Some(finding)
}

/// Of a metric, such as `["AWS/ECS", "CPUUtilization", "ClusterName", "main"]`, the namespace, the dimension and its
/// value, where that names none of the resources that it could.
fn missing<'m>(graph: &Graph<'_>, metric: &'m [Value]) -> Option<(&'m str, &'m str, &'m Value)> {
    let namespace = metric.first()?.as_str()?;
    let dimensions = metric.get(2..)?.chunks_exact(2);
    dimensions.into_iter().find_map(|pair| {
        let (name, value) = (pair[0].as_str()?, &pair[1]);
        let is_missing = value.as_str()? != "." && names_none(graph, (namespace, name), value);
        is_missing.then_some((namespace, name, value))
    })
}
