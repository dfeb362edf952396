//! See `dashboard.md`.

use crate::aws::placement::truth::{Truth, entry};
use crate::aws::{Infrastructure, Unsure, region_of};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::eval::function::json_document;
use crate::graph::{Members, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-dashboard",
        summary: "An environment with services has no dashboard, or one that shows another region.",
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
