//! Defaults of variables and of the optional attributes in their types, which Terraform judges whether they are used or
//! not.

use crate::eval::{Constraint, Fault, FaultKind};
use crate::hcl::{Block, ExpressionKind};
use crate::plan::constant;
use crate::repo::Module;

use super::{Problem, ProblemKind};

/// Defaults that cannot become the types of their variables.
pub(super) fn judge(module: &Module<'_>, problems: &mut Vec<Problem>) {
    for (name, block) in &module.variables {
        let (problem, attribute) = match constraint(block) {
            Some(Err(fault)) => (of_attribute(name, &fault), "type"),
            Some(Ok(constraint)) => (of_variable(name, block, Some(&constraint)), "default"),
            None => (of_variable(name, block, None), "default"),
        };
        if let Some(problem) = problem {
            let problem = problem.address(format!("var.{name}"));
            problems.push(problem.attribute(attribute));
        }
    }
}

fn constraint(block: &Block) -> Option<Result<Constraint, Fault>> {
    let ty = block.body.attribute("type")?;
    Some(Constraint::read(&ty.value, &constant))
}

/// The default of an optional attribute. What is no type at all is told as a wrong form.
fn of_attribute(name: &str, fault: &Fault) -> Option<Problem> {
    if fault.kind != FaultKind::Variable {
        return None;
    }
    let message = format!("in the type of var.{name} {}", fault.message);
    let help = "Give a default of the attribute's type, or change the type";
    Some(Problem::new(
        ProblemKind::VariableType,
        fault.span,
        message,
        help,
    ))
}

fn of_variable(name: &str, block: &Block, constraint: Option<&Constraint>) -> Option<Problem> {
    let default = &block.body.attribute("default")?.value;
    let nullable = block
        .body
        .attribute("nullable")
        .map(|it| constant(&it.value));
    if nullable.and_then(|it| it.as_bool()) == Some(false) && default.kind == ExpressionKind::Null {
        let message = format!("the default of var.{name} is null, which nullable = false excludes");
        let help = "Remove the default, or nullable = false";
        return Some(Problem::new(
            ProblemKind::VariableType,
            default.span,
            message,
            help,
        ));
    }
    let message = constraint?.apply(&constant(default)).err()?;
    let message = format!("the default of var.{name} is not of its type: {message}");
    let help = "Give a default of the variable's type, or change the type";
    Some(Problem::new(
        ProblemKind::VariableType,
        default.span,
        message,
        help,
    ))
}
