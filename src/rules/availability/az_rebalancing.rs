//! See `az_rebalancing.md`.

use crate::aws::placement::Launch;
use crate::aws::placement::truth::{Truth, entry, is_text};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Members, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-az-rebalancing",
        summary: "The tasks of a service may all be put into one availability zone.",
        why: "When that zone fails, all of them do, although the instances are in several.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("az_rebalancing.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let Some(strategies) = service.given(graph, "ordered_placement_strategy") else {
            continue;
        };
        // On Fargate tasks are spread over the subnets' zones, and a daemon is on each instance.
        let strategy = service.given(graph, "scheduling_strategy");
        let is_judged = is_text(strategy, "REPLICA", "REPLICA").is_yes();
        if !is_judged || service.launch != Ok(Launch::Ec2) {
            continue;
        }
        let ways = alternatives(strategies);
        let ways = ways.iter().map(|way| packs(way));
        let answer = Truth::in_all(ways.collect::<Vec<_>>(), Some(strategies));
        let address = service.address(graph);
        let message = || {
            let text =
                format!("nothing spreads the tasks of {address} over the zones of its instances");
            let help = "Begin with an ordered_placement_strategy of type spread by attribute:ecs.availability-zone";
            (text, help.to_owned())
        };
        let what = format!("whether the tasks of {address} are spread over zones is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (service.node, "ordered_placement_strategy");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// Whether there are strategies, and none spreads over zones.
fn packs(strategies: &Members<'_>) -> Truth {
    let mut answer = Truth::of(!strategies.certain.is_empty());
    for one in strategies.all() {
        let field = entry(one, "field");
        let spreads =
            is_text(entry(one, "type"), "spread", "").and(match field.and_then(Value::as_str) {
                Some(name) => {
                    Truth::of(name.eq_ignore_ascii_case("attribute:ecs.availability-zone"))
                }
                None => match field {
                    Some(field) if !field.is_null() => Truth::Open(Unsure::of(field)),
                    _ => Truth::No,
                },
            });
        answer = answer.and(spreads.opposite());
    }
    answer
}
