//! Lifecycle policies of ECR, beyond what their schema says.

use std::collections::BTreeMap;

use crate::data::Node;

use super::super::ProblemKind;
use super::json::{Fault, by_schema};
use super::node::{as_read_by_go, number};
use super::schema;

pub(super) fn faults(node: &Node) -> Vec<Fault> {
    let shape = &schema::LIFECYCLE;
    let node = as_read_by_go(node, &shape.names);
    let mut faults = by_schema(shape, &node, ProblemKind::LifecyclePolicy);
    // ECR reads these itself, and refuses keys that it does not know.
    for fault in &mut faults {
        fault.severity = None;
    }
    let rules = node.get("rules").map_or(&[][..], Node::elements);
    shared_priorities(rules, &mut faults);
    any_comes_last(rules, &mut faults);
    faults
}

fn priority(rule: &Node) -> Option<(f64, &Node)> {
    let node = rule.get("rulePriority")?;
    Some((number(node)?, node))
}

/// ECR: each rule has a priority of its own.
fn shared_priorities(rules: &[Node], faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<String, &Node> = BTreeMap::new();
    for (at, rule) in rules.iter().enumerate() {
        let Some((value, node)) = priority(rule) else {
            continue;
        };
        if let Some(first) = seen.get(&value.to_string()) {
            let message = format!("two rules have the rulePriority {value}");
            let help = "Give each rule a rulePriority of its own";
            let fault = Fault::new(ProblemKind::LifecyclePolicy, node.span, message, help);
            let pointer = format!("/rules/{at}/rulePriority");
            faults.push(fault.at(pointer).beside(first.span, "the first of them"));
        } else {
            seen.insert(value.to_string(), node);
        }
    }
}

/// ECR: a rule for images with any tag or none comes after all others, so it has the highest number.
fn any_comes_last(rules: &[Node], faults: &mut Vec<Fault>) {
    let status = |rule: &Node| {
        rule.get("selection")?
            .get("tagStatus")?
            .as_str()
            .map(str::to_owned)
    };
    for (at, rule) in rules.iter().enumerate() {
        if status(rule).as_deref() != Some("any") {
            continue;
        }
        let Some((own, node)) = priority(rule) else {
            continue;
        };
        let later = rules.iter().find(|other| {
            let is_for_tags = status(other).is_some_and(|status| status != "any");
            is_for_tags && priority(other).is_some_and(|(other, _)| other > own)
        });
        if let Some((other, place)) = later.and_then(priority) {
            let message = format!(
                "the rule for images of any tag has the rulePriority {own}, and another rule comes after it with {other}"
            );
            let help = "Give the rule for any the highest rulePriority";
            let fault = Fault::new(ProblemKind::LifecyclePolicy, node.span, message, help);
            let pointer = format!("/rules/{at}/rulePriority");
            faults.push(fault.at(pointer).beside(place.span, "the rule after it"));
        }
    }
}
