//! See `platform.md`.

use crate::aws::placement::definition::is_for_windows;
use crate::aws::placement::truth::{Argument, Truth, argument};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-platform",
        summary: "Tasks are pinned to an old platform of Fargate.",
        why: "It gets no new features and is retired one day: then the tasks no longer start.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("platform.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for workload in &infrastructure.placement.workloads {
        let version = workload.given(graph, "platform_version");
        let ways = argument(version).into_iter().map(|way| match way {
            Argument::Absent => Truth::No,
            Argument::Given(value) => match value.as_str() {
                Some(text) => Truth::of(OLD.contains(&text)),
                None => Truth::Open(Unsure::of(value)),
            },
            Argument::Open(unsure) => Truth::Open(unsure),
        });
        // The platforms of Windows are numbered from 1.0.0 anew.
        let is_windows = match &workload.definition {
            Some(Ok(definition)) => is_for_windows(graph, *definition),
            _ => Truth::No,
        };
        let answer = Truth::in_all(ways, version).and(is_windows.opposite());
        let address = workload.address(graph);
        let message = || {
            let shown = version.and_then(Value::as_str).unwrap_or("an old one");
            let text = format!("{address} is pinned to the platform {shown} of Fargate");
            (
                text,
                "Remove platform_version, or set it to \"LATEST\"".to_owned(),
            )
        };
        let what = format!("on which platform of Fargate {address} runs is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let path = workload.path("platform_version");
        let place = (workload.node, &*path);
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// The platforms before 1.4.0.
const OLD: [&str; 4] = ["1.0.0", "1.1.0", "1.2.0", "1.3.0"];
