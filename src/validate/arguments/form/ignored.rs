//! What `ignore_changes` names.

use crate::eval::nearest;
use crate::hcl::{Block, ExpressionKind, StepKind, as_reference};
use crate::schema::{Block as Schema, Member, Nesting};

use super::super::super::{Problem, ProblemKind};

/// Names in `ignore_changes` that the resource does not have.
pub(in super::super) fn judge(
    block: &Block,
    (address, kind): (&str, &str),
    schema: &Schema,
    problems: &mut Vec<Problem>,
) {
    for lifecycle in block.body.blocks_of("lifecycle") {
        let Some(given) = lifecycle.body.attribute("ignore_changes") else {
            continue;
        };
        let ExpressionKind::Tuple(items) = &given.value.kind else {
            continue;
        };
        for item in items {
            let (root, steps) = match (as_reference(item), item.as_str()) {
                (Some(reference), _) => reference,
                // The old form in quotes. All in a list is told as a form.
                (None, Some(text)) if !matches!(text, "*" | "all") => {
                    (text.split(['.', '[']).next().unwrap_or_default(), &[][..])
                }
                _ => continue,
            };
            if root == "all" {
                continue;
            }
            let Some(member) = schema.member(root) else {
                let known = schema.members().map(|member| member.name().clone());
                let known: Vec<_> = known.collect();
                let near = nearest(root, known.iter().map(|name| &**name), 4);
                let message = format!("{kind} has no {root} whose changes could be ignored");
                let help = near.map_or_else(
                    || "Remove it, or correct the name".to_owned(),
                    |near| format!("Did you mean {near}?"),
                );
                let kind = ProblemKind::UnknownArgument;
                problems.push(Problem::new(kind, item.span, message, help).address(address));
                continue;
            };
            if let Member::Block(nested) = member
                && matches!(nested.nesting, Nesting::List)
                && let Some(step) = steps.first()
                && let StepKind::Attribute(name) = &step.kind
            {
                let message =
                    format!("{root} of {kind} is a list, and {name} is not in the list itself");
                let help = format!("Write `{root}[0].{name}`");
                let kind = ProblemKind::Form;
                problems.push(Problem::new(kind, item.span, message, help).address(address));
            }
        }
    }
}
