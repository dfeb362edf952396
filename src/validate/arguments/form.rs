//! Forms that Terraform wants of its own arguments, whatever their values are.

use crate::eval::{Constraint, Value};
use crate::hcl::{Block, Expression, ExpressionKind, as_reference, walk_expression};
use crate::repo::Module;
use crate::source::Span;

use super::super::{Facts, Problem, ProblemKind};

/// What is not written in the form that Terraform wants.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    for (name, block) in &module.variables {
        let address = format!("var.{name}");
        judge_type(facts, block, &address, problems);
        for argument in ["sensitive", "nullable", "ephemeral"] {
            judge_constant(block, argument, &address, problems);
        }
    }
    for (name, block) in &module.outputs {
        judge_depends_on(facts, block, &format!("output.{name}"), problems);
    }
    for (address, resource) in &module.resources {
        judge_repeated(&resource.block, address, problems);
        judge_depends_on(facts, &resource.block, address, problems);
        judge_dynamic(&resource.block, address, problems);
    }
    for (name, call) in &module.calls {
        let address = format!("module.{name}");
        judge_repeated(&call.block, &address, problems);
        judge_depends_on(facts, &call.block, &address, problems);
    }
}

fn form(span: Span, message: String, help: &str, address: &str) -> Problem {
    Problem::new(ProblemKind::Form, span, message, help).address(address)
}

/// `count` and `for_each` exclude each other.
fn judge_repeated(block: &Block, address: &str, problems: &mut Vec<Problem>) {
    let count = block.body.attribute("count");
    let each = block.body.attribute("for_each");
    if let (Some(count), Some(each)) = (count, each) {
        let (first, second) = if count.name.span.start < each.name.span.start {
            (count, each)
        } else {
            (each, count)
        };
        let message = format!("{address} has both count and for_each");
        let help = "Keep the one that says how many instances there are";
        problems.push(
            form(second.name.span, message, help, address)
                .related(first.name.span, "the other one"),
        );
    }
}

/// `depends_on` is a list of references to blocks of the module.
fn judge_depends_on(facts: &Facts<'_>, block: &Block, address: &str, problems: &mut Vec<Problem>) {
    let Some(given) = block.body.attribute("depends_on") else {
        return;
    };
    let help = "Write a list of addresses, as in [aws_vpc.this, module.iam]";
    let ExpressionKind::Tuple(items) = &given.value.kind else {
        // JSON allows one string.
        if !super::is_json(facts, given.value.span) {
            let message = format!("depends_on of {address} is not a list of references");
            problems.push(form(given.value.span, message, help, address));
        }
        return;
    };
    for item in items {
        // The old form in quotes is told elsewhere, and JSON has no other.
        if as_reference(item).is_none() && item.as_str().is_none() {
            let message =
                format!("depends_on of {address} holds an expression, but takes addresses only");
            problems.push(form(item.span, message, help, address));
        }
    }
}

/// A `dynamic` block says what it goes over and what each round holds.
fn judge_dynamic(block: &Block, address: &str, problems: &mut Vec<Problem>) {
    for inner in &block.body.blocks {
        if &*inner.kind.text == "dynamic" {
            let label = inner.label(0).unwrap_or_default();
            if inner.body.attribute("for_each").is_none() {
                let message = format!("dynamic {label:?} of {address} has no for_each");
                problems.push(form(inner.header(), message, "Add `for_each = …`", address));
            }
            let mut contents = inner.body.blocks_of("content");
            match (contents.next(), contents.next()) {
                (Some(content), None) => judge_dynamic(content, address, problems),
                (Some(_), Some(second)) => {
                    let message = format!("dynamic {label:?} of {address} has two content blocks");
                    let help = "Put them together in one";
                    problems.push(form(second.header(), message, help, address));
                }
                (None, _) => {
                    let message = format!("dynamic {label:?} of {address} has no content block");
                    let help = "Put the arguments of each block into `content { … }`";
                    problems.push(form(inner.header(), message, help, address));
                }
            }
            for other in &inner.body.blocks {
                if &*other.kind.text != "content" {
                    let message = format!(
                        "dynamic {label:?} of {address} holds a block {}, but takes only content",
                        other.kind.text
                    );
                    let help = "Put it into `content { … }`";
                    problems.push(form(other.kind.span, message, help, address));
                }
            }
        } else {
            judge_dynamic(inner, address, problems);
        }
    }
}

/// A variable's `type` is a type, without quotes.
fn judge_type(facts: &Facts<'_>, block: &Block, address: &str, problems: &mut Vec<Problem>) {
    let Some(given) = block.body.attribute("type") else {
        return;
    };
    if super::is_json(facts, given.value.span) {
        return;
    }
    if let Some(text) = given.value.as_str() {
        let plain = match text {
            "list" | "map" | "set" => format!("{text}(any)"),
            other => other.to_owned(),
        };
        let message = format!("the type of {address} stands in quotes, a form of Terraform 0.11");
        let problem = form(
            given.value.span,
            message,
            "Write it without quotes",
            address,
        );
        problems.push(problem.fix(format!("Write {plain}"), given.value.span, plain));
        return;
    }
    // The defaults of optional attributes are judged with their values.
    if let Err(fault) = Constraint::read(&given.value, &|_| Value::null()) {
        let help = "The types are string, number, bool, any, list(…), set(…), map(…), object({…}) and tuple([…])";
        let message = format!("the type of {address} is none: {}", fault.message);
        problems.push(form(fault.span, message, help, address));
    }
}

/// What Terraform reads before it knows any value.
fn judge_constant(block: &Block, argument: &str, address: &str, problems: &mut Vec<Problem>) {
    let Some(given) = block.body.attribute(argument) else {
        return;
    };
    if let Some(span) = first_reference(&given.value) {
        let message =
            format!("{argument} of {address} refers to something, but takes only true or false");
        problems.push(form(span, message, "Write true or false", address));
    }
}

fn first_reference(expression: &Expression) -> Option<Span> {
    let mut found = None;
    walk_expression(expression, &mut |inner| {
        if as_reference(inner).is_some() && found.is_none() {
            found = Some(inner.span);
        }
    });
    found
}
