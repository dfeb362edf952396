//! The forms of `variable` blocks.

use crate::eval::{Constraint, Value};
use crate::hcl::{Block, Expression, ExpressionKind, as_reference, step_name, walk_expression};
use crate::repo::Module;
use crate::source::Span;

use super::super::super::{Facts, Problem};
use super::Judge;
use super::types::type_fault;

/// What a variable's declaration is not written as Terraform wants it.
pub(super) fn judge<'j>(
    at: (&Facts<'_>, &'j Module<'j>),
    name: &'j str,
    block: &Block,
    problems: &mut Vec<Problem>,
) {
    let judge = Judge::new(at, block, ("var.", name));
    judge.of_type(block, problems);
    for argument in ["sensitive", "nullable", "ephemeral"] {
        judge.flag(block, argument, problems);
    }
    judge.text(block, "description", problems);
    // References in it are judged with all references.
    if let Some(default) = block.body.attribute("default")
        && let Some(span) = calls(&default.value)
    {
        let message =
            format!("the default of var.{name} calls a function, but takes a plain value");
        let help = "Write the value out, or make it a local value";
        problems.push(judge.form(span, message, help));
    }
    for rule in block.body.blocks_of("validation") {
        if let Some(condition) = rule.body.attribute("condition")
            && !mentions(&condition.value, name)
        {
            let message = format!("the validation of var.{name} does not look at its value");
            let help = format!("Refer to var.{name} in the condition");
            problems.push(judge.form(condition.value.span, message, &help));
        }
    }
}

/// The first call of a function in an expression that refers to nothing.
fn calls(expression: &Expression) -> Option<Span> {
    let mut found = None;
    let mut refers = false;
    walk_expression(expression, &mut |inner| match &inner.kind {
        ExpressionKind::Variable(_) => refers = true,
        ExpressionKind::Call(_) => found = found.or(Some(inner.span)),
        _ => {}
    });
    found.filter(|_| !refers)
}

fn mentions(expression: &Expression, name: &str) -> bool {
    let mut found = false;
    walk_expression(expression, &mut |inner| {
        found |= as_reference(inner)
            .is_some_and(|(root, steps)| root == "var" && step_name(steps, 0) == Some(name));
    });
    found
}

impl Judge<'_> {
    /// A variable's `type` is a type, without quotes.
    fn of_type(&self, block: &Block, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute("type").filter(|_| !self.is_json) else {
            return;
        };
        let address = self.address();
        if let Some(text) = given.value.as_str() {
            let plain = match text {
                "list" | "map" | "set" => format!("{text}(any)"),
                other => other.to_owned(),
            };
            let message =
                format!("the type of {address} stands in quotes, a form of Terraform 0.11");
            let problem = self.form(given.value.span, message, "Write it without quotes");
            problems.push(problem.fix(format!("Write {plain}"), given.value.span, plain));
            return;
        }
        // The defaults of optional attributes are judged with their values.
        let read = Constraint::read(&given.value, &|_| Value::null());
        let read = read.map_err(|fault| (fault.span, fault.message.clone()));
        let fault = read.err().or_else(|| type_fault(&given.value));
        if let Some((span, why)) = fault {
            let help = "The types are string, number, bool, any, list(…), set(…), map(…), object({…}) and tuple([…])";
            let message = format!("the type of {address} is none: {why}");
            problems.push(self.form(span, message, help));
        }
    }
}
