//! See `spot_only.md`.

use crate::aws::placement::truth::{Truth, entry, number};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Members, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-spot-only",
        summary: "All tasks of a service run on capacity that AWS may take back.",
        why: "When AWS needs the capacity itself, all tasks are stopped within two minutes and none \
              may start.",
        severity: DefaultSeverity::ByTier(Severity::Error, None),
        security: None,
        page: include_str!("spot_only.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let Ok(Some(strategy)) = service.strategy(graph) else {
            continue;
        };
        let ways = alternatives(strategy);
        let ways = ways.iter().map(|way| is_spot_only(way));
        let answer = Truth::in_all(ways.collect::<Vec<_>>(), Some(strategy));
        let address = service.address(graph);
        let message = || {
            let text = format!(
                "all tasks of {address} run on FARGATE_SPOT, which AWS may take back at any time"
            );
            let help = "Add a capacity_provider_strategy for FARGATE with a base of the tasks that must stay";
            (text, help.to_owned())
        };
        let what = format!("whether all tasks of {address} run on FARGATE_SPOT is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (service.node, "capacity_provider_strategy.capacity_provider");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// Whether whatever a strategy gives tasks to is spot capacity.
fn is_spot_only(strategy: &Members<'_>) -> Truth {
    let mut answer = Truth::No;
    for one in &strategy.certain {
        let Some(provider) = entry(one, "capacity_provider") else {
            return Truth::Open(Unsure::of(one));
        };
        let takes = |name: &str| number(entry(one, name), 0);
        let (weight, base) = match (takes("weight"), takes("base")) {
            (Ok(weight), Ok(base)) => (weight, base),
            (Err(unsure), _) | (_, Err(unsure)) => return Truth::Open(unsure),
        };
        match provider.as_str() {
            Some("FARGATE_SPOT") => answer = Truth::Yes,
            _ if weight.0 > 0 || base.0 > 0 => return Truth::No,
            _ if weight.1 == 0 && base.1 == 0 => {}
            _ => return Truth::Open(Unsure::of(one)),
        }
    }
    match strategy.others {
        Some(others) => answer.and(Truth::Open(Unsure::of(others))),
        None => answer,
    }
}
