//! See `sg_inline_and_standalone.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Graph, Node, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "sg-inline-and-standalone",
        summary: "A security group has rules in its own block and rules beside it, in one direction.",
        why: "The rules in the block are taken for all that there are: each apply removes those beside it, and the next \
              one adds them again.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("sg_inline_and_standalone.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// The resources that add a rule to a group, and the direction of it; `None` where an argument says the direction.
const STANDALONE: &[(&str, Option<&str>)] = &[
    ("aws_security_group_rule", None),
    ("aws_vpc_security_group_ingress_rule", Some("ingress")),
    ("aws_vpc_security_group_egress_rule", Some("egress")),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (kind, direction) in STANDALONE {
        for (id, node) in graph.resources(kind) {
            let said = node.given("type").and_then(|value| value.as_str());
            let Some(direction) = direction.or(said) else {
                continue;
            };
            let Some(group) = group_of(graph, node).filter(|_| !node.is_any()) else {
                continue;
            };
            let owner = graph.node(group);
            if !says_rules(owner, direction) {
                continue;
            }
            let message = format!(
                "{} adds an {direction} rule to {}, which says in its own block which {direction} rules it has: each \
                 apply removes the one or the other",
                node.address(),
                owner.address()
            );
            let help =
                "Write all rules of a group as resources of their own, or all of them in its block";
            let place = (id, "security_group_id");
            let found = failed(
                infrastructure,
                &RULE.meta,
                place,
                (message, help.to_owned()),
            );
            findings.push(found.related(owner.place(direction), "rules in the group's own block"));
        }
    }
}

fn group_of(graph: &Graph<'_>, rule: &Node<'_>) -> Option<NodeId> {
    let group = graph.node_named(rule.given("security_group_id")?, &["id"])?;
    (graph.node(group).kind() == "aws_security_group").then_some(group)
}

/// Whether a group's block certainly has rules in this direction.
fn says_rules(group: &Node<'_>, direction: &str) -> bool {
    let ways = group.given(direction).map(alternatives).unwrap_or_default();
    let ignored = group.declaration.ignores(&[direction]).is_some();
    !ignored && !ways.is_empty() && ways.iter().all(|way| !way.certain.is_empty())
}
