//! See `container_insights.md`.

use crate::aws::alarms::Judgement;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Graph, Members, Node, possible};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-container-insights",
        summary: "A cluster does not report how many tasks run in it.",
        why: "Without Container Insights there is no metric of running tasks, of restarts or of each task's memory, and \
              so no alarm on them.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("container_insights.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (cluster, node) in graph.resources("aws_ecs_cluster") {
        let address = node.address();
        let subject = (cluster, "setting");
        match is_on(graph, node) {
            Judgement::Holds => {}
            Judgement::Fails(reason) => {
                let message = format!("{address} has no Container Insights: {reason}");
                let help = "Add setting { name = \"containerInsights\", value = \"enabled\" }";
                let told = (message, help.to_owned());
                findings.push(failed(infrastructure, &RULE.meta, subject, told));
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether {address} has Container Insights is not known");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
            }
        }
    }
}

fn is_on(graph: &Graph<'_>, node: &Node<'_>) -> Judgement {
    let settings = node.blocks("setting").into_iter();
    Judgement::of_possible(settings.map(|settings| by_settings(graph, node, &settings)))
}

fn by_settings(graph: &Graph<'_>, node: &Node<'_>, settings: &Members<'_>) -> Judgement {
    for setting in &settings.certain {
        let is_named = |value: &Value| value.as_str() == Some("containerInsights");
        match (setting.get("name"), setting.get("value")) {
            (Some(name), Some(value)) if is_named(name) => return of_value(value),
            (Some(name), _) if name.as_str().is_some() => {}
            _ => return Judgement::Unknown(Unsure::of(setting)),
        }
    }
    if let Some(others) = settings.others {
        return Judgement::Unknown(Unsure::of(others));
    }
    // Without a setting of its own, a cluster has that of the account in its region.
    let region = &graph.plan.repo.stack(node.stack).place.region;
    let mut defaults = graph
        .resources("aws_ecs_account_setting_default")
        .filter(|(_, other)| graph.plan.repo.stack(other.stack).place.region == *region);
    let default = defaults.find(|(_, other)| {
        let name = other.given("name").and_then(|name| name.as_str());
        name == Some("containerInsights")
    });
    match default.and_then(|(_, other)| other.given("value")) {
        Some(value) => of_value(value),
        None => Judgement::Fails(
            "it has no setting of it, and no aws_ecs_account_setting_default gives one".to_owned(),
        ),
    }
}

fn of_value(value: &Value) -> Judgement {
    let judge = |one: &Value| match one.as_str() {
        Some("enabled" | "enhanced") => Judgement::Holds,
        Some(other) => Judgement::Fails(format!("containerInsights is \"{other}\"")),
        None => Judgement::Unknown(Unsure::of(one)),
    };
    Judgement::of_possible(possible(value).into_iter().map(judge))
}
