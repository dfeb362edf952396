//! See `log_config.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::definition::{field, given, is_said, switch};
use crate::aws::placement::truth::Argument;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-log-config",
        summary: "The output of an essential container goes nowhere that can be read.",
        why: "When the task stops, what it said about why is gone.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("log_config.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let what = "whether the output of every container can be read in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        judge(infrastructure, container).or_else(|| judge_group(infrastructure, container))
    });
}

fn judge(infrastructure: &Infrastructure<'_>, container: &Container<'_>) -> Option<Finding> {
    let is_essential = switch(container.value, "essential", true);
    let is_missing = |name: &str| is_said(container.value, name).opposite();
    // What routes the logs of the others is seldom asked for its own.
    let answer = is_essential
        .and(is_missing("logConfiguration"))
        .and(is_missing("firelensConfiguration"));
    let address = container.address(infrastructure);
    let is_fargate = is_for_fargate(infrastructure, container.definition);
    let message = || {
        let lost = if is_fargate {
            "its output is lost"
        } else {
            "its output stays on the instance and goes with it"
        };
        let text = format!("{address} has no log configuration: {lost}");
        let help = "Add logConfiguration with the driver awslogs and a log group";
        (text, help.to_owned())
    };
    let what = format!("whether {address} has a log configuration is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let finding = container.judged(
        infrastructure,
        &RULE.meta,
        "logConfiguration",
        &answer,
        words,
    )?;
    Some(if is_fargate || !answer.is_yes() {
        finding
    } else {
        finding.severity(Severity::Warning)
    })
}

/// A log group that the container names and that nothing makes: its tasks do not start. Only where its stack makes log
/// groups, so that nobody makes them by hand, and all that might make this one is known.
fn judge_group(infrastructure: &Infrastructure<'_>, container: &Container<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let logs = given(container.value, "logConfiguration")?;
    if given(logs, "logDriver")?.as_str()? != "awslogs" {
        return None;
    }
    let options = given(logs, "options")?;
    let [Argument::Absent] = &field(options, "awslogs-create-group")[..] else {
        return None;
    };
    let group = given(options, "awslogs-group")?;
    let name = group.as_str()?;
    let stack = graph.node(container.definition).stack;
    let mut is_made_here = false;
    for (_, node) in graph.resources("aws_cloudwatch_log_group") {
        is_made_here |= node.stack == stack;
        // One whose name is not known may have this one.
        if node
            .given("name")
            .and_then(Value::as_str)
            .is_none_or(|own| own == name)
        {
            return None;
        }
    }
    let is_read = graph
        .data_sources("aws_cloudwatch_log_group")
        .any(|(_, node)| {
            node.given("name")
                .and_then(Value::as_str)
                .is_none_or(|own| own == name)
        });
    if !is_made_here || is_read || !graph.unseen.is_empty() {
        return None;
    }
    let message = format!(
        "{} logs to {name:?}, and nothing makes a log group of that name: its tasks do not start",
        container.address(infrastructure)
    );
    let help =
        "Name an aws_cloudwatch_log_group by its name attribute, or set awslogs-create-group";
    let part = ("logConfiguration.options.awslogs-group", group);
    Some(container.failed(infrastructure, &RULE.meta, part, (message, help.to_owned())))
}

fn is_for_fargate(infrastructure: &Infrastructure<'_>, definition: NodeId) -> bool {
    let kinds = infrastructure
        .graph
        .node(definition)
        .given("requires_compatibilities");
    let kinds = kinds.and_then(Value::elements);
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == Some("FARGATE")))
}
