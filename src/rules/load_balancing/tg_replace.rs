//! See `tg_replace.md`.

use std::collections::BTreeSet;

use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::Node;
use crate::hcl::{Expression, ExpressionKind, each_reference, step_name};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, where_it_stands};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-tg-replace",
        summary: "A target group cannot be replaced while a listener uses it.",
        why: "A change of its port, protocol or VPC fails half way, as AWS deletes no group in use and \
              makes no two of one name.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("tg_replace.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (group, node) in balancing::target_groups(graph) {
        if !balancing::is_attached(graph, group).is_yes() {
            continue;
        }
        let address = node.address();
        let (path, message, help) = if !is_made_first(node) {
            (
                "lifecycle.create_before_destroy",
                format!(
                    "a change of the port, protocol or VPC of {address} fails: AWS deletes no target group that a listener uses"
                ),
                "Add lifecycle { create_before_destroy = true }, on lines of its own, and name_prefix in place of name",
            )
        } else if has_fixed_name(node) {
            (
                "name",
                format!(
                    "a change of the port, protocol or VPC of {address} fails: its name is fixed, and the new one is made while the old one has it"
                ),
                "Set name_prefix, of up to 6 characters, in place of name",
            )
        } else {
            continue;
        };
        let words = (message, help.to_owned());
        let finding = failed(infrastructure, &RULE.meta, (group, path), words);
        findings.push(where_it_stands(infrastructure, (group, path), finding));
    }
}

/// Whether the new one is made before the old one is deleted.
fn is_made_first(node: &Node<'_>) -> bool {
    let lifecycle = node.argument("lifecycle.create_before_destroy");
    lifecycle.is_some_and(|value| value.kind != ExpressionKind::Bool(false))
}

/// Whether its name stays when what it is replaced for changes: a text that hangs on nothing but variables which its
/// port, protocol and VPC do not hang on.
fn has_fixed_name(node: &Node<'_>) -> bool {
    let Some(name) = node
        .argument("name")
        .filter(|_| node.given("name").is_some())
    else {
        return false;
    };
    let mut decisive = BTreeSet::new();
    for argument in [
        "port",
        "protocol",
        "protocol_version",
        "target_type",
        "vpc_id",
    ] {
        decisive.extend(node.argument(argument).into_iter().flat_map(references));
    }
    let of_name = references(name);
    let is_fixed =
        |reference: &String| reference.starts_with("var.") && !decisive.contains(reference);
    of_name.iter().all(is_fixed)
}

/// What an expression refers to, such as `var.port`.
fn references(expression: &Expression) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_reference(expression, &mut |root, steps, _| {
        let name = step_name(steps, 0).unwrap_or_default();
        found.insert(format!("{root}.{name}"));
    });
    found
}
